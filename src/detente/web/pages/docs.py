"""The description of the API for readers, made from the schema that programs read."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.web.desk import kept_page

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """Describe every route of the API, with an address to try."""
    schema = request.app.openapi()
    routes = [
        _route(path, method, said)
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]
    problem = schema["components"]["schemas"]["Problem"]["properties"]
    fields = [(name, one.get("description", "")) for name, one in problem.items()]
    about = schema["info"]["description"]
    return kept_page(request, "docs.html", here="/docs", routes=routes, fields=fields, about=about)


def _route(path: str, method: str, said: dict[str, Any]) -> dict[str, Any]:
    parameters = [_parameter(one) for one in said.get("parameters", ())]
    example = said.get("x-example", "")
    texts = {"summary": said.get("summary", ""), "about": said.get("description", "")}
    has_body = "requestBody" in said
    known = {"path": path, "method": method.upper(), "example": example, "has_body": has_body}
    return {**known, **texts, "parameters": parameters}


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one["schema"]
    about = one.get("description", "") or schema.get("description", "")
    is_needed = one.get("required", False)
    default = schema.get("default", "")
    return {
        "name": one["name"],
        "where": one["in"],
        "required": is_needed,
        "about": about,
        "default": default,
    }
