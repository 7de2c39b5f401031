"""The start page: a search, six worked relations, and the list of actors."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from detente.errors import DetenteError
from detente.web.desk import answer_of, kept_page
from detente.web.search import everybody
from detente.web.views import view_of

router = APIRouter(include_in_schema=False)
WORKED = (
    (
        "NATO",
        "RUS",
        "2013",
        "NATO and Russia, as of 2013",
        "the paper of that year, by measurement",
    ),
    ("IND", "CHN", "", "India and China", "two rising powers and an open border"),
    ("SRB", "EU", "", "Serbia and the European Union", "a candidate that waits"),
    ("SWE", "NATO", "2021", "Sweden and NATO, as of 2021", "a year before it asked to join"),
    ("ASEAN", "USA", "", "ASEAN and the United States", "a group between two powers"),
    ("TUR", "GRC", "", "Turkey and Greece", "allies with a disputed sea"),
)
"""Worked relations: keys, view, title, and why it is worth a look."""
First = Annotated[str, Query(alias="a", max_length=200)]
Second = Annotated[str, Query(alias="b", max_length=200)]
Day = Annotated[str, Query(max_length=20)]


@router.get("/")
async def start(request: Request) -> Response:
    """Show the search and six worked relations."""
    return kept_page(request, "start.html", here="/", worked=WORKED)


@router.get("/relation")
async def find(
    request: Request, first: First = "", second: Second = "", as_of: Day = ""
) -> Response:
    """Lead from what was typed to the page of the relation."""
    if not (first.strip() and second.strip()):
        return kept_page(request, "start.html", here="/", worked=WORKED)
    try:
        return RedirectResponse(view_of(first, second, as_of).address, status_code=303)
    except DetenteError as error:
        return answer_of(request, error)


@router.get("/actors")
async def actors(request: Request) -> Response:
    """List every state, former state and bloc."""
    states = [one for one in everybody() if one.kind == "state"]
    blocs = [one for one in everybody() if one.kind == "bloc"]
    groups = (
        ("Alliances and organisations", blocs),
        ("States", [one for one in states if not one.years]),
        ("Former states", [one for one in states if one.years]),
    )
    return kept_page(request, "actors.html", here="/", groups=groups)
