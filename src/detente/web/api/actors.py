"""``/api/v1/actors``: states, former states and blocs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from detente.actors.names import actor
from detente.actors.states import state_on
from detente.actors.view import view_day
from detente.web.api.schema import PROBLEMS, example
from detente.web.desk import Kept, kept_json
from detente.web.search import everybody, search
from detente.web.views import called

Typed = Annotated[
    str, Query(alias="q", max_length=120, description="Begin of a name, in many languages")
]
router = APIRouter(prefix="/api/v1", tags=["actors"], responses=PROBLEMS)


@router.get(
    "/actors",
    response_model=dict[str, Any],
    summary="Find actors by name",
    openapi_extra=example("/api/v1/actors?q=Rus"),
)
async def actors(
    request: Request,
    typed: Typed = "",
    limit: Annotated[int, Query(ge=1, le=500, description="Most actors to give")] = 20,
) -> Kept:
    """Give the actors whose names begin so, the best fit first; every one where `q` is empty."""
    found = search(typed, limit) if typed.strip() else list(everybody())[:limit]
    return kept_json(request, {"actors": [one.plain() for one in found]})


@router.get(
    "/actors/{name}",
    response_model=dict[str, Any],
    summary="One actor on a day",
    openapi_extra=example("/api/v1/actors/Rusko?as_of=1985"),
)
async def one(
    request: Request,
    name: str,
    as_of: Annotated[str, Query(max_length=20, description="A year or a day")] = "",
) -> Kept:
    """Give the state or bloc that a name means on a day, with its members."""
    day = view_day(as_of.strip() or None)
    found = actor(called(name, day), day)
    members = [state_on(code, day).name for code in sorted(found.members(day))]
    said = {"key": found.key, "kind": found.kind, "name": found.name, "label": found.label}
    return kept_json(request, {**said, "day": day, "members": members})
