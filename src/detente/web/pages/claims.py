"""Claims: paste them, or build one from lists; verdict and numbers."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from detente.errors import ClaimError
from detente.web.cache import rendered
from detente.web.desk import HTML, keep, page, refuse_where_read_only, service_of
from detente.web.problems import problem

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Query(max_length=3500)]
Kind = Annotated[str, Query(max_length=40)]
EXAMPLE = """[document]
title = "A claim to begin with"
as_of = 2013

[[claim]]
text = "Europe, Russia included, is on the losing side of the global shift of power."

[[claim.test]]
kind = "trend"
measure = "capability"
of = "EU"
years = [1993, 2013]
expect = "falls"
"""
EXAMPLES = {
    "of": "EU",
    "to": "Russia",
    "between": "NATO, Russia",
    "than": "India, China",
    "year": "2013",
    "years": "1993, 2013",
    "expect": "> 2",
}
"""What a field of a form may hold, where it is no list."""
ANYTHING = "anything"
"""Form of a field that takes a text, a number or a list."""
FIELD = "f."
"""How fields of a claim that is built begin in the address."""


@router.get("/claims")
async def show(request: Request, text: Text = "", kind: Kind = "") -> Response:
    """Show the form, and verdicts where an address carries claims."""
    built = await _built(request, kind)
    given = text or built["text"]
    return await _answered(request, given, built)


@router.post("/claims")
async def check(request: Request, text: Annotated[str, Form(max_length=200_000)]) -> Response:
    """Test claims that were pasted."""
    return await _answered(request, text, await _built(request, ""))


async def _answered(request: Request, text: str, built: dict[str, Any]) -> Response:
    found, fault = None, None
    if text.strip():
        refuse_where_read_only(request, "a test of claims")
        try:
            found = await service_of(request).data("claims", text=text)
        except ClaimError as error:
            fault = problem(error)
    status = 200 if fault is None else 422
    given = {"text": text or EXAMPLE, "found": found, "fault": fault, "examples": EXAMPLES}
    shown = page(request, "claims.html", here="/claims", built=built, **given)
    if found is not None and request.method == "GET":
        return keep(request, rendered(shown, HTML))
    return Response(shown, status, media_type=HTML)


async def _built(request: Request, kind: str) -> dict[str, Any]:
    """Read a claim that was built from lists, and write it in the language of claims."""
    kinds = await service_of(request).data("kinds")
    chosen = next((one for one in kinds if one["name"] == kind), None)
    given = {
        name.removeprefix(FIELD): value
        for name, value in request.query_params.items()
        if name.startswith(FIELD) and value.strip()
    }
    text = ""
    if chosen is not None and given:
        text = claim_text(chosen, given, request.query_params.get("statement", ""))
    return {"kinds": kinds, "chosen": chosen, "given": given, "text": text}


def claim_text(kind: dict[str, Any], given: dict[str, str], statement: str) -> str:
    """Write a claim from the fields of a form.

    Parameters
    ----------
    kind : dict
        The kind of test, with its fields.
    given : dict
        What was typed, by field.
    statement : str
        The claim in words.

    Examples
    --------
    >>> fields = [{"name": "years", "form": "two years, as [1997, 2001]"}]
    >>> claim_text({"name": "trend", "fields": fields}, {"years": "1997, 2001"}, "Up").splitlines()[
    ...     -1
    ... ]
    'years = [1997, 2001]'
    """
    head = ["[[claim]]", f"text = {json.dumps(statement or 'A claim')}", ""]
    lines = [*head, "[[claim.test]]", f"kind = {json.dumps(kind['name'])}"]
    forms = {field["name"]: field["form"] for field in kind["fields"]}
    lines += [
        f"{name} = {_value(forms[name], text)}" for name, text in given.items() if name in forms
    ]
    return "\n".join(lines)


def _value(form: str, text: str) -> str:
    """Write a value as its form asks."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    is_list = form.startswith(("a list", "two years")) or (form == ANYTHING and len(parts) > 1)
    if is_list:
        return f"[{', '.join(map(_plain, parts))}]"
    return _plain(text.strip()) if "number" in form or form == ANYTHING else json.dumps(text)


def _plain(text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return json.dumps(text)
    return text if number == number and abs(number) < 1e15 else json.dumps(text)
