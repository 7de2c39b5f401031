"""Scenarios: what a membership would change, one or several side by side on one seed."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from detente.errors import RequestError
from detente.scenarios.choice import KINDS
from detente.scenarios.notebook import PER_CENT, ZERO, Shown, written
from detente.web.cache import rendered
from detente.web.cited import citation_at
from detente.web.desk import HTML, keep, kept_file, page, refuse_where_read_only, service_of
from detente.web.jobs import DONE, Job
from detente.web.pages.relation import picture_answer
from detente.web.views import View, view_of

router = APIRouter(include_in_schema=False)
VERBS = tuple(kind for kind in KINDS if kind != "none")
TASK = "scenario"


class Asked(BaseModel):
    """What a scenario is about, as its address has it."""

    model_config = ConfigDict(populate_by_name=True)
    first: str = Field(default="", alias="a", max_length=120, description="One side; needed")
    second: str = Field(default="", alias="b", max_length=120, description="The other; needed")
    as_of: str = Field(default="", max_length=20, description="A year or a day of the view")
    verb: list[str] = Field(
        default=[], max_length=4, description=f"{', '.join(VERBS)}; accession where none is named"
    )
    year: str = Field(
        default="",
        max_length=4,
        pattern="^[0-9]*$",
        description="Of the change; the first that can be by default",
    )
    horizon: int = Field(default=20, ge=1, le=50, description="Years ahead")
    draws: int = Field(default=500, ge=20, le=5000, description="Pairs of futures")
    seed: int = Field(default=1, ge=0, le=2**32 - 1, description="Of all draws")
    perspective: bool = Field(
        default=False, description="Whether an association promises membership"
    )
    even_at_war: bool = Field(default=False, description="Simulate even where the state is at war")
    prior: list[str] = Field(
        default=[], max_length=12, description="Priors, as docs/scenarios.md writes them"
    )


Form = Annotated[Asked, Query()]


def inputs_of(asked: Asked) -> tuple[View, dict[str, Any]]:
    """Read what is asked for as the inputs of a job.

    Parameters
    ----------
    asked : Asked
        As the address has it.

    Raises
    ------
    RequestError
        Where a verb is not known.
    """
    verbs = list(dict.fromkeys(asked.verb)) or ["accession"]
    for verb in verbs:
        if verb not in VERBS:
            raise RequestError(f"no scenario is called '{verb[:40]}'", near=VERBS)
    view = view_of(asked.first, asked.second, asked.as_of)
    numbers = {"horizon": asked.horizon, "draws": asked.draws, "seed": asked.seed}
    priors = [text for text in asked.prior if text.strip()]
    more = {"year": int(asked.year) if asked.year else None, "priors": priors}
    told = {"perspective": asked.perspective, "even_at_war": asked.even_at_war}
    return view, {**view.arguments, "verbs": verbs, "asked": {**numbers, **more, **told}}


def scenario_address(inputs: dict[str, Any], path: str = "/scenario") -> str:
    """Give the address that shows a scenario.

    Parameters
    ----------
    inputs : dict
        Of the job.
    path : str
        Of the page.
    """
    asked = inputs["asked"]
    query: list[tuple[str, Any]] = [("a", inputs["first"]), ("b", inputs["second"])]
    query.append(("as_of", inputs["as_of"]))
    query += [("verb", verb) for verb in inputs["verbs"]]
    query += [(name, asked[name]) for name in ("horizon", "draws", "seed")]
    query += [("year", asked["year"])] if asked["year"] is not None else []
    query += [(name, "true") for name in ("perspective", "even_at_war") if asked[name]]
    query += [("prior", text) for text in asked["priors"]]
    return f"{path}?{urlencode(query)}"


def begin(request: Request, asked: Asked) -> Job:
    """Begin to simulate.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    asked : Asked
        What is asked for.
    """
    refuse_where_read_only(request, "a scenario")
    view, inputs = inputs_of(asked)
    title = f"{', '.join(inputs['verbs'])}: {view.first} and {view.second}, as of {view.as_of}"
    return service_of(request).jobs.begin(TASK, title, inputs)


@router.get("/scenario")
async def show(request: Request, asked: Form) -> Response:
    """Show a scenario where it is computed, and the form to ask for it."""
    inputs: dict[str, Any] = {}
    job: Job | None = None
    if asked.first and asked.second:
        _, inputs = inputs_of(asked)
        job = service_of(request).jobs.known(TASK, inputs)
    found = job.result if job is not None and job.status == DONE else None
    here = scenario_address(inputs) if inputs else "/scenario"
    title = (
        f"{found['label']}: {', '.join(inputs['verbs'])}, as of {inputs['as_of']}" if found else ""
    )
    cited = citation_at(title, here, service_of(request)) if found else None
    given = {
        "cited": cited,
        "asked": asked,
        "verbs": VERBS,
        "found": found,
        "job": job,
        "address": here,
    }
    rows = _table(found) if found else {}
    shown = page(request, "scenario.html", here="/scenario", table=rows, inputs=inputs, **given)
    if found is not None:
        return keep(request, rendered(shown, HTML))
    return Response(shown, media_type=HTML)


@router.post("/scenario")
async def run(request: Request, asked: Form) -> Response:
    """Begin to simulate, and lead to the progress."""
    job = begin(request, asked)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def _computed(request: Request, asked: Asked) -> tuple[dict[str, Any], Any]:
    """Give the inputs of a scenario and what was computed from them."""
    _, inputs = inputs_of(asked)
    job = service_of(request).jobs.known(TASK, inputs)
    if job is None or job.status != DONE:
        raise RequestError("this scenario has not been computed", next_step="run it first")
    return inputs, job.result


@router.get("/scenario/table.{form}")
async def table(request: Request, form: str, asked: Form) -> Response:
    """Give the differences of the last year as a file."""
    _, result = _computed(request, asked)
    rows = _table(result)
    given = {"columns": rows["columns"], "rows": rows["rows"], "form": form}
    made = await service_of(request).measure.run("table", {**given, "title": result["label"]})
    return kept_file(request, made, f"detente-scenario.{form}")


@router.get("/scenario/figures/{name}")
async def figure(request: Request, name: str, asked: Form) -> Response:
    """Give a picture of one verb of a scenario that was computed: ``accession.moves.svg``."""
    _, result = _computed(request, asked)
    stem, _, end = name.rpartition(".")
    verb, _, picture_and_shape = stem.partition(".")
    id, _, shape = picture_and_shape.partition(".")
    known = {
        f"{one['verb']}.{picture['id']}": picture
        for one in result["found"]
        for picture in one["pictures"]
    }
    picture = known.get(f"{verb}.{id}")
    if end not in ("svg", "png") or picture is None:
        raise RequestError(f"there is no picture '{name[:60]}'", near=sorted(known))
    chosen = picture["narrow"] if shape == "narrow" and picture["narrow"] else picture["wide"]
    return await picture_answer(request, chosen, end, name=f"detente-scenario-{stem}")


def _table(found: dict[str, Any]) -> dict[str, Any]:
    """Lay the differences of the last year side by side, one column a verb."""
    labels: dict[str, str] = {}
    by_verb: dict[str, dict[str, str]] = {}
    for one in found["found"]:
        cells = by_verb.setdefault(one["verb"], {})
        for series in _series(one["record"]):
            unit = PER_CENT.get(series["unit"], series["unit"])
            labels[series["id"]] = f"{series['label']} ({unit})"
            cells[series["id"]] = _band(series)
    rows = [
        [label, *(cells.get(id, "") for cells in by_verb.values())] for id, label in labels.items()
    ]
    moved = [row for row in rows if any(cell not in ("", ZERO) for cell in row[1:])]
    columns = ["difference in the last year", *by_verb]
    return {"columns": columns, "rows": moved, "wide": False, "zero": len(rows) - len(moved)}


def _series(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for group in record["spinoffs"].values() for one in group]


def _band(series: dict[str, Any]) -> str:
    mean, low, high = (float(series[name][-1]) for name in ("mean", "low", "high"))
    named = (series["label"], series["unit"])
    mark = " *" if series["beyond_the_band"] else ""
    return f"{written(Shown('', *named, mean=mean, low=low, high=high))}{mark}"
