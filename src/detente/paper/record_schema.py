"""The JSON schema of ``brief.json``, written from the tables of its fields."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from detente.given import parse_toml
from detente.paper.writers.json import SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROOT = "record"
TABLES = ("record.toml", "record_parts.toml")
PLAIN: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "whole": {"type": "integer"},
    "flag": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "any": {},
}
"""Types that are no table of their own."""


def schema() -> dict[str, Any]:
    """Give the JSON schema of the present layout.

    A file of any layout with the same first number is valid: what came later is not required, and
    fields that the schema does not name are allowed.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.

    Examples
    --------
    >>> schema()["properties"]["seed"]
    {'type': 'integer', 'description': 'seed of the draws'}
    """
    texts = (files("detente.paper").joinpath(name).read_text(encoding="utf-8") for name in TABLES)
    tables = {name: fields for text in texts for name, fields in parse_toml(text).items()}
    about = tables[ROOT].pop("about")
    root = _object(tables.pop(ROOT))
    return {
        "$schema": DIALECT,
        "$id": f"urn:detente:brief:{SCHEMA}",
        "title": f"{about}: brief.json, layout {SCHEMA}",
        "version": SCHEMA,
        **root,
        "$defs": {name: _object(fields) for name, fields in tables.items()},
    }


def _object(fields: dict[str, str]) -> dict[str, Any]:
    """Write an object from its fields."""
    properties = {name.removesuffix("?"): _field(said) for name, said in fields.items()}
    required = [name for name in fields if not name.endswith("?")]
    return {"type": "object", "properties": properties, "required": required}


def _field(said: str) -> dict[str, Any]:
    """Write a field from its type, and what it holds."""
    kind, _, about = said.partition(" | ")
    return {**_kind(kind), **({"description": about} if about else {})}


def _kind(kind: str) -> dict[str, Any]:
    """Write a type: the last sign is the outermost."""
    if kind.endswith("?"):
        return {"anyOf": [_kind(kind[:-1]), {"type": "null"}]}
    if kind.endswith("[]"):
        return {"type": "array", "items": _kind(kind[:-2])}
    if kind.endswith("{}"):
        return {"type": "object", "additionalProperties": _kind(kind[:-2])}
    if "," in kind:
        return {"enum": kind.split(", ")}
    return dict(PLAIN[kind]) if kind in PLAIN else {"$ref": f"#/$defs/{kind}"}
