"""The JSON schema of a file of claims, written from the shelf of kinds."""

from __future__ import annotations

from typing import Any

from detente.claims.answer import Kind
from detente.claims.question import LIST, NUMBER, TEXT, TWO_YEARS, WHOLE, Field
from detente.claims.shelf import FIELDS, SHELF

VERSION = "1.0"
"""Of the language: the first number changes where a field goes, the second where one is added."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
STRING = {"type": "string"}
YEAR = {"type": "integer"}
SPAN = {"type": "array", "items": YEAR, "minItems": 2, "maxItems": 2}
NAMES = {"oneOf": [STRING, {"type": "array", "items": STRING}]}
FORMS: dict[str, dict[str, Any]] = {
    TEXT.words: STRING,
    LIST.words: {"type": "array"},
    WHOLE.words: YEAR,
    NUMBER.words: {"type": "number"},
    TWO_YEARS.words: SPAN,
}
"""Form of a field to its type."""
HEAD = {
    "title": STRING,
    "author": STRING,
    "as_of": {"type": ["integer", "string"], "description": "Year or day of the document."},
}
GROUP = {
    "type": "object",
    "properties": {"of": NAMES, "without": NAMES},
    "required": ["of"],
    "additionalProperties": False,
}
OWN = {
    "id": {"type": ["string", "integer"], "description": "Number or name; its place by default."},
    "text": {"type": "string", "minLength": 1, "description": "The statement in words."},
    "note": {"type": "string", "description": "What a reader has to know of the test."},
    "untestable": {"type": "string", "description": "Why no data here can test it."},
    "test": {"type": "array", "items": {"$ref": "#/$defs/test"}},
}
"""Fields of a claim itself."""
LEFT_TO_KINDS: dict[str, Any] = {name: {} for name in sorted(FIELDS - {"kind"})}
"""Fields of tests: what each has to be depends on the kind."""


def schema() -> dict[str, Any]:
    """Give the JSON schema of a file of claims.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.

    Examples
    --------
    >>> schema()["$defs"]["ratio"]["required"]
    ['expect', 'measure', 'of', 'to']
    """
    kinds = {kind.name: _kind(kind) for kind in SHELF}
    chosen = [_choice(name) for name in kinds]
    known = {"kind": {"enum": list(kinds)}, **LEFT_TO_KINDS}
    table = {"type": "object", "additionalProperties": False}
    test = {**table, "properties": known, "required": ["kind"], "allOf": chosen}
    # a claim says what is asked in itself, in a list of tests, or why nothing can be asked
    one_of = [{"required": [name]} for name in ("untestable", "kind", "test")]
    claim = {**table, "properties": {**OWN, **known}, "required": ["text"], "anyOf": one_of}
    groups = {"type": "object", "additionalProperties": GROUP}
    claims = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/claim"}}
    parts = {"document": {"type": "object", "properties": HEAD}, "groups": groups, "claim": claims}
    return {
        "$schema": DIALECT,
        "$id": f"urn:detente:claims:{VERSION}",
        "title": f"Claims, version {VERSION}",
        "version": VERSION,
        "type": "object",
        "properties": parts,
        "required": ["claim"],
        "$defs": {**kinds, "test": test, "claim": {**claim, "allOf": chosen}},
    }


def _choice(name: str) -> dict[str, Any]:
    """Ask for the fields of a kind where a test is of that kind."""
    is_it = {"properties": {"kind": {"const": name}}, "required": ["kind"]}
    return {"if": is_it, "then": {"$ref": f"#/$defs/{name}"}}


def _kind(kind: Kind) -> dict[str, Any]:
    """Write the fields of a kind; those of other kinds are refused."""
    strange = dict.fromkeys(sorted(FIELDS - kind.allowed - {"kind"}), False)
    fields = {field.name: _field(field) for field in kind.fields}
    return {
        "description": f"{kind.asks[:1].upper()}{kind.asks[1:]}.",
        "properties": {**fields, **strange},
        "required": sorted(kind.required),
    }


def _field(field: Field) -> dict[str, Any]:
    """Write a field by its name where several forms will do, and by its form else."""
    known: dict[str, Any] = {"year": YEAR, "years": SPAN, "between": {"type": "array"}}
    found: dict[str, Any] = FORMS.get(field.form.words) or known.get(field.name, {})
    return {**found, **({"description": field.note} if field.note else {})}
