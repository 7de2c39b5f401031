"""``/api/v1/claims``, ``/panels``, ``/scenarios``, ``/briefs``, ``/jobs``: work to be done."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from detente.analysis.options import Options
from detente.web.api.schema import PROBLEMS, also_as, example
from detente.web.desk import kept_file, kept_json, refuse_where_read_only, service_of
from detente.web.jobs import DONE, Job
from detente.web.pages.jobs import begin_paper, written
from detente.web.pages.panels import Adds, Year, asked_panel
from detente.web.pages.scenario import Asked, begin
from detente.web.views import view_of

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
ROWS = 25
"""Rows of a panel that an answer in JSON holds where no number is asked for."""
Grain = Literal["state-years", "dyad-years", "leader-years"]


class Claims(BaseModel):
    """Claims to be tested."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=200_000, description="Claims in TOML, as docs/claims.md has them")


class Brief(BaseModel):
    """A paper to be written."""

    model_config = ConfigDict(extra="forbid")
    first: str = Field(alias="a", max_length=120, description="One side")
    second: str = Field(alias="b", max_length=120, description="The other side")
    as_of: str = Field(default="", max_length=20, description="A year or a day")
    scenario: str | None = Field(default=None, max_length=20, description="A verb, or none")
    year: int | None = Field(default=None, ge=1816, le=2100, description="Year of the change")
    horizon: int = Field(default=20, ge=1, le=25, description="Years of forecasts")
    seed: int = Field(default=1, ge=0, le=2**32 - 1, description="Seed of all draws")


def told(request: Request, job: Job, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Say how far a job is, and where its result is.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    job : Job
        The job.
    status : http.HTTPStatus
        Of the answer.
    """
    said = job.plain(service_of(request).jobs.place(job))
    here = f"/api/v1/jobs/{job.id}"
    links = {"self": here, "events": f"/jobs/{job.id}/events", "cancel": f"/jobs/{job.id}/cancel"}
    result = job.result if job.status == DONE else None
    body = {**said, "links": links, "result": result}
    return JSONResponse(body, status, headers={"location": here, "cache-control": "no-store"})


@router.post("/claims", response_model=dict[str, Any], tags=["claims"], summary="Test claims")
async def claims(request: Request, given: Claims) -> Response:
    """Give the verdict on each claim, with what every source says."""
    refuse_where_read_only(request, "a test of claims")
    found = await service_of(request).data("claims", text=given.text)
    return JSONResponse(found)


@router.get(
    "/panels",
    response_model=dict[str, Any],
    tags=["panels"],
    summary="A panel: first rows, columns, why cells are empty",
    responses=also_as("csv", "parquet", "dta"),
    openapi_extra=example("/api/v1/panels?grain=state-years&since=2000&until=2005&add=democracy"),
)
async def panels(
    request: Request,
    *,
    grain: Annotated[Grain, Query(description="What a row is")],
    system: Annotated[Literal["cow", "gw"], Query(description="Whose states")] = "cow",
    since: Year = 2000,
    until: Year = 2010,
    add: Adds = (),
    start: Annotated[int, Query(ge=0, le=10_000_000, description="First row of JSON")] = 0,
    rows: Annotated[int, Query(ge=1, le=1000, description="Rows of JSON")] = ROWS,
    form: Annotated[
        Literal["json", "csv", "parquet", "dta"],
        Query(alias="format", description="JSON shows some rows; the others hold every row"),
    ] = "json",
) -> Response:
    """Build a panel from the tables that are held; nothing is fetched. `height` counts its rows."""
    service = service_of(request)
    asked = asked_panel(grain, system, (since, until), add)
    if form == "json":
        found = await service.data("panel", **asked, start=start, count=rows)
        return kept_json(request, {"start": start, **found})
    made = await service.measure.run("panel_file", {**asked, "form": form})
    return kept_file(request, made, f"detente-{grain}-{since}-{until}.{form}")


@router.post(
    "/scenarios",
    status_code=202,
    response_model=dict[str, Any],
    tags=["jobs"],
    summary="Simulate a change of membership",
)
async def scenarios(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """Begin a job that simulates one or more verbs on one seed; the answer says where it is."""
    return told(request, begin(request, asked), HTTPStatus.ACCEPTED)


@router.post(
    "/briefs",
    status_code=202,
    response_model=dict[str, Any],
    tags=["jobs"],
    summary="Write the paper of a relation",
)
async def briefs(request: Request, asked: Brief) -> Response:
    """Begin a job that writes HTML, PDF, JSON, BibTeX and evidence; the answer says where it is."""
    view = view_of(asked.first, asked.second, asked.as_of)
    options = asked.model_dump(include={"scenario", "year", "horizon", "seed"})
    Options(**options)
    return told(request, begin_paper(request, view, options), HTTPStatus.ACCEPTED)


@router.get("/jobs/{id}", response_model=dict[str, Any], tags=["jobs"], summary="How far a job is")
async def job(request: Request, id: str) -> Response:
    """Give status, place in the line, steps, and the result of a job that is done."""
    return told(request, service_of(request).jobs.find(id))


@router.delete("/jobs/{id}", response_model=dict[str, Any], tags=["jobs"], summary="End a job")
async def cancel(request: Request, id: str) -> Response:
    """End a job, wherever it is."""
    jobs = service_of(request).jobs
    found = jobs.find(id)
    jobs.cancel(found)
    return told(request, found)


@router.get("/jobs/{id}/files/{name:path}", tags=["jobs"], summary="A file that a job wrote")
async def file(request: Request, id: str, name: str) -> Response:
    """Give a file of a paper, such as `brief.pdf`."""
    return written(service_of(request).jobs.find(id), name)
