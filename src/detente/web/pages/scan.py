"""The scan: which relations of an actor changed between two days."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.web.desk import kept_page, service_of

router = APIRouter(include_in_schema=False)
Name = Annotated[str, Query(alias="a", max_length=120)]
Day = Annotated[str, Query(max_length=20)]


@router.get("/scan")
async def scan(request: Request, name: Name = "", since: Day = "", as_of: Day = "") -> Response:
    """Show what changed in the relations of an actor; a form alone where none is named."""
    asked = {"name": name.strip(), "since": since.strip(), "as_of": as_of.strip()}
    data = await service_of(request).data("scan", **asked) if asked["name"] else None
    return kept_page(request, "scan.html", here="/", data=data, asked=asked)
