"""The description of the API for readers, made from the schema that programs read."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.web.desk import JSON, kept_page

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """Describe every route of the API, with an address to try."""
    schema = request.app.openapi()
    routes = routes_of(schema)
    problem = schema["components"]["schemas"]["Problem"]["properties"]
    fields = [(name, one.get("description", "")) for name, one in problem.items()]
    about = schema["info"]["description"]
    return kept_page(request, "docs.html", here="/docs", routes=routes, fields=fields, about=about)


def routes_of(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Describe every route of a schema with its parameters.

    Parameters
    ----------
    schema : dict
        OpenAPI, as the workbench gives it.
    """
    known = schema["components"]["schemas"]
    return [
        _route(path, method, said, known)
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]


def _route(path: str, method: str, said: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    parameters = [_parameter(one) for one in said.get("parameters", ())]
    parameters += _fields(said, known)
    example = said.get("x-example", "")
    texts = {"summary": said.get("summary", ""), "about": said.get("description", "")}
    head = {"path": path, "method": method.upper(), "example": example}
    return {**head, **texts, "parameters": parameters}


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one["schema"]
    about = one.get("description", "") or schema.get("description", "")
    return _row(one["name"], one["in"], schema, about=about, is_needed=one.get("required", False))


def _fields(said: dict[str, Any], known: dict[str, Any]) -> list[dict[str, Any]]:
    """Describe the fields of a body in JSON."""
    content = said.get("requestBody", {}).get("content", {}).get(JSON, {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    body = known.get(name, {"properties": {}})
    needed = body.get("required", ())
    return [
        _row(field, BODY, one, about=one.get("description", ""), is_needed=field in needed)
        for field, one in body["properties"].items()
    ]


BODY = "body (JSON)"
"""Where a field is sent."""


def _row(
    name: str, where: str, schema: dict[str, Any], *, about: str, is_needed: bool
) -> dict[str, Any]:
    """Describe a parameter or a field."""
    said = {"name": name, "where": where, "required": is_needed, "about": about}
    return {**said, "default": schema.get("default", ""), "values": _values(schema)}


def _values(schema: dict[str, Any]) -> str:
    """Say which values are taken."""
    kinds = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    one = {**schema, **(kinds[0] if kinds else {})}
    if "enum" in one:
        return ", ".join(one["enum"])
    if "minimum" in one and "maximum" in one:
        return f"{one['minimum']:.0f} to {one['maximum']:.0f}"
    if one.get("type") == "array":
        return "repeated" + (f", at most {one['maxItems']}" if "maxItems" in one else "")
    return f"at most {one['maxLength']} letters" if "maxLength" in one else one.get("type", "")
