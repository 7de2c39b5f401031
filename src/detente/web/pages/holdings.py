"""Sources, the ledger and the map: what is held, what was forecast, and who belongs where."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.actors.blocs import blocs
from detente.actors.view import view_day
from detente.span import view_key
from detente.web.cache import rendered
from detente.web.cited import citation_at
from detente.web.desk import (
    HTML,
    keep,
    kept_file,
    kept_page,
    nothing_of_that_name,
    page,
    service_of,
)
from detente.web.pages.relation import picture_answer

router = APIRouter(include_in_schema=False)
Day = Annotated[str, Query(max_length=20)]
Name = Annotated[str, Query(max_length=120)]
FIRST_MAP = 1992
FORMS_OF_MAP = ("svg", "png", "csv", "xlsx", "parquet")
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
    query = urlencode({"bloc": data["key"], "as_of": data["day"]})
    cited = citation_at(f"Map: {data['title']}", f"/map?{query}", service_of(request))
    given = {
        "cited": cited,
        "data": data,
        "known": known,
        "first_year": FIRST_MAP,
        "last_year": day.year,
    }
    shown = page(request, "map.html", here="/map", newest=view_day().year, **given)
    return keep(request, rendered(shown, HTML))


@router.get("/map/figure.{form}")
async def map_figure(request: Request, form: str, bloc: Name = "NATO", as_of: Day = "") -> Response:
    """Give the map as SVG or PNG, or its states and rungs as a file."""
    if form not in FORMS_OF_MAP:
        raise nothing_of_that_name(form, FORMS_OF_MAP, "form of the map")
    day = str(view_key(view_day(as_of or None)))
    data = await service_of(request).data("map", name=bloc, as_of=day)
    name = f"detente-map-{data['key']}-{day}".lower()
    if form in ("svg", "png"):
        return await picture_answer(request, data["svg"], form, name=name)
    table = {"columns": ["state", "rung", "since"], "rows": data["rows"], "form": form}
    made = await service_of(request).measure.run("table", {**table, "title": data["title"]})
    return kept_file(request, made, f"{name}.{form}")
