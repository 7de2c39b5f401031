"""``/api/v1/actors``: states, former states and blocs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from detente.web.api.schema import PROBLEMS
from detente.web.desk import Kept, kept_json
from detente.web.search import everybody, search

Typed = Annotated[
    str, Query(alias="q", max_length=120, description="Begin of a name, in many languages")
]
router = APIRouter(prefix="/api/v1", tags=["actors"], responses=PROBLEMS)


@router.get("/actors", response_model=dict[str, Any], summary="Find actors by name")
async def actors(
    request: Request,
    typed: Typed = "",
    limit: Annotated[int, Query(ge=1, le=500, description="Most actors to give")] = 20,
) -> Kept:
    """Give the actors whose names begin so, the best fit first; every one where `q` is empty."""
    found = search(typed, limit) if typed.strip() else list(everybody())[:limit]
    return kept_json(request, {"actors": [one.plain() for one in found]})
