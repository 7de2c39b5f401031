"""Sources, the ledger and the map: what is held, what was forecast, and who belongs where."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.actors.blocs import blocs
from detente.actors.view import view_day
from detente.span import view_key
from detente.web.cache import rendered
from detente.web.desk import HTML, keep, kept_page, nothing_of_that_name, page, service_of
from detente.web.pages.relation import picture_answer

router = APIRouter(include_in_schema=False)
Day = Annotated[str, Query(max_length=20)]
Name = Annotated[str, Query(max_length=120)]
FIRST_MAP = 1992
MOST_ENTRIES = 300


@router.get("/sources")
async def sources(request: Request) -> Response:
    """List every source with where it is held, until when, and its terms."""
    rows = await service_of(request).data("sources")
    return kept_page(request, "sources.html", here="/sources", rows=rows)


@router.get("/sources/{id}")
async def source(request: Request, id: str) -> Response:
    """Show a source."""
    rows = await service_of(request).data("sources")
    found = next((one for one in rows if one["id"] == id), None)
    if found is None and id != "blocs":
        raise nothing_of_that_name(id, (one["id"] for one in rows), "source")
    return kept_page(request, "source.html", here="/sources", one=found)


@router.get("/ledger")
async def ledger(request: Request) -> Response:
    """Show the forecasts that are registered, what became of them, and their scores."""
    data = await service_of(request).measure.run("ledger", {"today": date.today()})
    entries = data["entries"]
    shown = {**data, "entries": entries[-MOST_ENTRIES:][::-1], "count": len(entries)}
    # a ledger grows while the server runs: it is not kept
    text = page(request, "ledger.html", here="/ledger", data=shown)
    return Response(text, media_type=HTML)


@router.get("/map")
async def world_map(request: Request, bloc: Name = "NATO", as_of: Day = "") -> Response:
    """Show members and rungs of an alliance on a map."""
    day = view_day(as_of or None)
    data = await service_of(request).data("map", name=bloc, as_of=str(view_key(day)))
    known = [(one.id, one.name) for one in blocs().values()]
    given = {"data": data, "known": known, "first_year": FIRST_MAP, "last_year": day.year}
    shown = page(request, "map.html", here="/map", newest=view_day().year, **given)
    return keep(request, rendered(shown, HTML))


@router.get("/map/figure.{form}")
async def map_figure(request: Request, form: str, bloc: Name = "NATO", as_of: Day = "") -> Response:
    """Give the map as SVG or PNG."""
    if form not in ("svg", "png"):
        raise nothing_of_that_name(form, ("svg", "png"), "form of the map")
    day = str(view_key(view_day(as_of or None)))
    data = await service_of(request).data("map", name=bloc, as_of=day)
    return await picture_answer(request, data["svg"], form, name=f"detente-map-{data['key']}")
