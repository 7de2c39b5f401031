"""``detente schema``: the JSON schema of a file that is written or read."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.console import out, out_json

EXAMPLE = "Example: detente schema claims"


def run(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="brief, claims, scenario or api; without: a list.")
    ] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The list as JSON.")] = False,
) -> None:
    """Print the JSON schema of brief.json, of claims, of scenarios or of the API."""
    from detente.schemas import SCHEMAS, number, schema

    if name:
        out_json(schema(name))
        return
    listed = [{"name": one, "version": number(one), "of": SCHEMAS[one]} for one in SCHEMAS]
    if as_json:
        out_json(listed)
        return
    for row in listed:
        out(f"{row['name']:<9} {row['version']:<6} {row['of']}")
