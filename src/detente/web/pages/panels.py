"""Panels: grain, years and columns of choice, first rows, why cells are empty, download."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.web.cited import citation_at
from detente.web.desk import kept_file, kept_page, service_of

router = APIRouter(include_in_schema=False)
GRAINS = ("state-years", "dyad-years", "leader-years")
Grain = Annotated[str, Query(max_length=40)]
Year = Annotated[int, Query(ge=1800, le=2100)]
Adds = Annotated[Sequence[str], Query(max_length=20)]
FORMATS = ("csv", "xlsx", "parquet", "dta")


def asked_panel(
    grain: str, system: str, years: tuple[int, int], adds: Sequence[str]
) -> dict[str, Any]:
    """Give what a task about a panel takes.

    Parameters
    ----------
    grain, system : str
        What a row is, and whose states.
    years : tuple of int
        First and last.
    adds : sequence of str
        What is added.
    """
    names = [name.strip() for given in adds for name in given.split(",") if name.strip()]
    return {"grain": grain, "system": system, "years": list(years), "adds": names}


@router.get("/panels")
async def show(
    request: Request,
    *,
    grain: Grain = "",
    system: Grain = "cow",
    since: Year = 2000,
    until: Year = 2010,
    add: Adds = (),
) -> Response:
    """Show a panel, and the form to choose one."""
    service = service_of(request)
    asked = asked_panel(grain or GRAINS[0], system, (since, until), add)
    data = await service.data("panel", **asked) if grain else None
    query = urlencode(
        [("grain", asked["grain"]), ("system", system), ("since", since), ("until", until)]
        + [("add", name) for name in asked["adds"]]
    )
    offered = await service.data("additions")
    cited = None
    if data:
        title = f"{asked['grain']}, {since} to {until}: {', '.join(data['names'])}"
        cited = citation_at(title, f"/panels?{query}", service)
    given = {
        "cited": cited,
        "asked": asked,
        "data": data,
        "query": query,
        "offered": offered,
        "grains": GRAINS,
    }
    return kept_page(request, "panels.html", here="/panels", formats=FORMATS, **given)


@router.get("/panels/file.{form}")
async def file(
    request: Request,
    form: str,
    *,
    grain: Grain,
    system: Grain = "cow",
    since: Year = 2000,
    until: Year = 2010,
    add: Adds = (),
) -> Response:
    """Give a panel as a file."""
    asked = asked_panel(grain, system, (since, until), add)
    made = await service_of(request).measure.run("panel_file", {**asked, "form": form})
    return kept_file(request, made, f"detente-{grain}-{since}-{until}.{form}")
