"""``/api/v1/sources``, ``/ledger``, ``/map``: what is held, what was forecast, who belongs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.actors.view import view_day
from detente.span import view_key
from detente.web.api.relations import Day
from detente.web.api.schema import PROBLEMS, example
from detente.web.desk import JSON, json_text, kept_json, nothing_of_that_name, service_of

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get(
    "/sources",
    response_model=dict[str, Any],
    tags=["sources"],
    summary="Every source",
    openapi_extra=example("/api/v1/sources"),
)
async def sources(request: Request) -> Response:
    """List the sources with where they are held, years, terms, licence and citation."""
    return kept_json(request, {"sources": await service_of(request).data("sources")})


@router.get(
    "/sources/{id}",
    response_model=dict[str, Any],
    tags=["sources"],
    summary="One source",
    openapi_extra=example("/api/v1/sources/vdem"),
)
async def source(request: Request, id: str) -> Response:
    """Give a source."""
    rows = await service_of(request).data("sources")
    found = next((one for one in rows if one["id"] == id), None)
    if found is None:
        raise nothing_of_that_name(id, (one["id"] for one in rows), "source")
    return kept_json(request, found)


@router.get(
    "/ledger",
    response_model=dict[str, Any],
    tags=["ledger"],
    summary="Registered forecasts and their scores",
    openapi_extra=example("/api/v1/ledger"),
)
async def ledger(request: Request) -> Response:
    """Give the forecasts that are registered here, what became of them, and how they scored."""
    data = await service_of(request).measure.run("ledger", {"today": date.today()})
    return Response(json_text(data), media_type=JSON)


@router.get(
    "/map",
    response_model=dict[str, Any],
    tags=["map"],
    summary="Members and rungs of an alliance",
    openapi_extra=example("/api/v1/map?bloc=NATO&as_of=2004"),
)
async def world_map(
    request: Request,
    bloc: Annotated[str, Query(max_length=120, description="Alliance or organisation")],
    as_of: Day = "",
) -> Response:
    """Give the rung of each state on a day, with the notes that names need."""
    day = str(view_key(view_day(as_of or None)))
    data = await service_of(request).data("map", name=bloc, as_of=day)
    plain = {key: value for key, value in data.items() if key != "svg"}
    return kept_json(request, plain)
