"""Compare: up to four relations on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.errors import RequestError
from detente.web.cited import citation_at
from detente.web.desk import kept_file, kept_page, service_of
from detente.web.pages.relation import picture_answer
from detente.web.views import View, view_of

router = APIRouter(include_in_schema=False)
MEASURES = {
    "distance": "Distance of positions in UN votes",
    "agreement": "Agreement in UN votes",
    "regime": "Distance of regimes",
    "disputes": "Militarised disputes",
}
"""What may be compared, as the form names it."""
Relations = Annotated[Sequence[str], Query(alias="r", max_length=8)]
Day = Annotated[str, Query(max_length=20)]
Measure = Annotated[str, Query(max_length=40)]


def views_of(relations: Sequence[str], as_of: str) -> list[View]:
    """Read relations as an address names them: two names with a comma.

    Parameters
    ----------
    relations : sequence of str
        Such as ``"NATO,RUS"``.
    as_of : str
        The view of all of them.

    Raises
    ------
    RequestError
        Where one is not two names.
    """
    found = []
    for text in relations:
        if not text.replace(",", "").strip():
            continue
        names = [name.strip() for name in text.split(",")]
        if len(names) != 2 or not all(names):
            raise RequestError(
                f"'{text[:80]}' is not two names with a comma", next_step="write NATO, Russia"
            )
        first, second = names
        found.append(view_of(first, second, as_of))
    return found


async def _data(request: Request, views: list[View], measure: str) -> Any:
    pairs = [(one.first, one.second) for one in views]
    asked = {"pairs": pairs, "as_of": views[0].as_of, "measure": measure}
    return await service_of(request).data("compare", **asked)


@router.get("/compare")
async def compare(
    request: Request, relations: Relations = (), as_of: Day = "", measure: Measure = "distance"
) -> Response:
    """Show relations beside each other."""
    views = views_of(relations, as_of)
    data = await _data(request, views, measure) if views else None
    query = _query(views, measure) if views else ""
    typed = [f"{one.first}, {one.second}" for one in views] or [""]
    typed += [""] * (4 - len(typed))
    cited = citation_at(_title(data), f"/compare?{query}", service_of(request)) if data else None
    given = {
        "cited": cited,
        "views": views,
        "typed": typed,
        "data": data,
        "query": query,
        "as_of": as_of,
    }
    return kept_page(
        request, "compare.html", here="/compare", measure=measure, measures=MEASURES, **given
    )


def _query(views: Sequence[View], measure: str) -> str:
    """Write the query of the address under which a comparison is kept."""
    pairs = [("r", f"{one.first},{one.second}") for one in views]
    return urlencode([*pairs, ("measure", measure), ("as_of", views[0].as_of)])


def _title(data: dict[str, Any]) -> str:
    return f"{data['title']}: {'; '.join(data['labels'])}"


@router.get("/compare/places.{form}")
async def places(
    request: Request,
    form: str,
    *,
    relations: Relations = (),
    as_of: Day = "",
    measure: Measure = "distance",
) -> Response:
    """Give the places of relations among all pairs of states, as a file."""
    views = views_of(relations, as_of)
    if not views:
        raise RequestError("no relation is named", next_step="add r=NATO,RUS")
    data = await _data(request, views, measure)
    table = {"columns": data["columns"], "rows": data["rows"], "form": form}
    made = await service_of(request).measure.run("table", {**table, "title": "Places"})
    return kept_file(request, made, f"detente-compare-places.{form}")


@router.get("/compare/figure.{form}")
async def figure(
    request: Request,
    form: str,
    *,
    relations: Relations = (),
    as_of: Day = "",
    measure: Measure = "distance",
    narrow: bool = False,
) -> Response:
    """Give the picture of a comparison, or its values."""
    views = views_of(relations, as_of)
    if not views:
        raise RequestError("no relation is named", next_step="add r=NATO,RUS")
    data = await _data(request, views, measure)
    name = f"detente-compare-{measure}"
    if form in ("svg", "png"):
        picture = data["narrow" if narrow else "wide"]
        if picture is None:
            raise RequestError(f"none of these relations has data for '{measure}'")
        return await picture_answer(request, picture, form, name=name)
    asked = {name: data["cells"][name] for name in ("columns", "rows")}
    table = {**asked, "form": form, "title": data["title"]}
    made = await service_of(request).measure.run("table", table)
    return kept_file(request, made, f"{name}.{form}")
