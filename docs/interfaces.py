"""Write the pages on what programs read: the API, the schemas, the report card, the decisions.

`docs/generate.py` writes them with the others.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import tomli

from detente.actors.checked import facts_checked_to
from detente.claims import schema as claims_schema
from detente.evaluation.report_card import card
from detente.paper import record_schema
from detente.scenarios.files import EVENT, HEAD, ONLY_IF, REQUIRED
from detente.scenarios.files import schema as scenario_schema
from detente.store.catalog import default_catalog
from detente.web.api.schema import ANSWERS
from detente.web.app import create_app
from detente.web.pages.docs import routes_of

HERE = Path(__file__).resolve().parent


def _head(name: str) -> str:
    """Read the text that begins a page."""
    return (HERE / "heads" / f"{name}.md").read_text(encoding="utf-8")


def written(schema: Any) -> str:
    """Write a schema."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def api_schema() -> dict[str, Any]:
    """Describe the API; of this package's version, whichever is installed."""
    described = create_app().app.openapi()
    declared = tomli.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    return {**described, "info": {**described["info"], "version": declared["project"]["version"]}}


def http() -> str:
    """Write the page of the API: its head, and every route with its parameters."""
    described = api_schema()
    parts = [_head("http").rstrip(), "", "## Routes", ""]
    for route in routes_of(described):
        parts += [f"### `{route['method']} {route['path']}`", "", f"{route['summary']}.", ""]
        parts += [route["about"], ""] if route["about"] else []
        if route["parameters"]:
            parts += ["| parameter | in | meaning | values | default |", "|---|---|---|---|---|"]
            parts += [_parameter(one) for one in route["parameters"]]
            parts.append("")
        if route["example"]:
            parts += [f"Try `{route['example']}`.", ""]
    parts += ["## Errors", "", "| status | meaning |", "|---|---|"]
    parts += [f"| {status} | {said} |" for status, said in ANSWERS.items()]
    return "\n".join(parts) + "\n"


def _parameter(one: dict[str, Any]) -> str:
    """Give the row of a parameter of a route."""
    needed = " (needed)" if one["required"] else ""
    default = f"`{one['default']}`" if one["default"] not in ("", None) else ""
    cells = (f"`{one['name']}`{needed}", one["where"], one["about"], one["values"], default)
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def schemas() -> str:
    """Write the page of the schemas: its head, and the fields of scenario files."""
    parts = [_head("schemas").rstrip(), "", "## Scenario files", ""]
    tables = (("scenario", HEAD), ("event", EVENT), ("only_if", ONLY_IF))
    for name, fields in tables:
        parts += [f"Table `{name}`:", "", "| field | meaning |", "|---|---|"]
        parts += [f"| `{field}` | {said} |" for field, (_, said) in fields.items()]
        parts.append("")
    parts.append(f"An event needs {', '.join(f'`{name}`' for name in REQUIRED)}.")
    return "\n".join(parts) + "\n"


def report_card() -> str:
    """Write the report card: every method with its record, as the package has it."""
    made = card(default_catalog(), facts_checked_to())
    head = _head("report_card").rstrip()
    return "\n\n".join([head, *(table.markdown() for table in made.tables)]) + "\n"


def decisions() -> str:
    """List the decisions by number."""
    parts = [_head("decisions").rstrip(), ""]
    for path in sorted((HERE / "decisions").glob("0*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        number, _, words = title.partition(". ")
        parts.append(f"- [{number}. {words}]({path.name})")
    return "\n".join(parts) + "\n"


PAGES = {
    "schemas.md": schemas,
    "http.md": http,
    "report-card.md": report_card,
    "decisions/index.md": decisions,
    "../src/detente/schemas/brief.json": lambda: written(record_schema.schema()),
    "../src/detente/schemas/claims.json": lambda: written(claims_schema.schema()),
    "../src/detente/schemas/scenario.json": lambda: written(scenario_schema()),
    "../src/detente/schemas/api.json": lambda: written(api_schema()),
}
