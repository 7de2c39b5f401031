"""Write the pages of the docs that are drawn from the code: cli.md, sources.md, and parts of others.

Run ``python docs/generate.py`` after a change; a test compares the pages with what this would write.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from detente.citations import references
from detente.claims import shelf as kinds
from detente.cli.app import app
from detente.evidence.method import Description, descriptions
from detente.panel.adders.shelf import SHELF as ADDERS
from detente.panel.supply import places
from detente.sources.shelf import SHELF
from detente.store.schema import TableSchema, declared_tables, schema_of

HERE = Path(__file__).resolve().parent
METHODS = "## Methods\n"
"""Heading under which the page of the methods is generated."""

SETTINGS = """## Settings

| variable | meaning |
|---|---|
| `DETENTE_HOME` | folder of the store (default: the platform's data folder) |
| `DETENTE_MIRROR` | a folder, or an http(s) address, that is asked before the producers |
| `DETENTE_OFFLINE` | `1` forbids the network (the option `--offline` does the same) |
| `SOURCE_DATE_EPOCH` | day printed as the paper's date of making (default: today) |

Exit codes: 0 done, 1 a failure reported in one line, 2 wrong usage, 130 interrupted. Progress goes to standard error
(a spinner and a bar on a terminal, plain lines elsewhere), results to standard output; nothing ever waits for a key
press. The Python package is silent: it logs what it does under the name `detente`, and
`logging.getLogger("detente").setLevel("INFO")` with a handler of your own shows it.
"""

SOURCES_HEAD = """Each source is a declaration (`src/detente/sources/declarations/ID.toml`: version, files with digests, licence, terms,
citation, columns, bounds) and the parser that it names (`src/detente/sources/parsers/`). Terms: **open** may be passed
on, **cite** may be used with citation but is not shipped, **no** is neither. The starter holds nothing of a *no* source
and computed measures only of a *cite* source; `detente starter build` enforces it.

To add a source: write its declaration, with `parser = "rdata"` where each table is one R object (`object` names the
file, `named` the object's own names of columns), else with the name of a parser that is there or is written for it
(one function `parse`: files by name in, tables by name out); add one line to the list in
`src/detente/sources/shelf.py`, and a line to its table of parsers where there is a new one; add what it cites to
`src/detente/references.bib`. Pulling checks every table against the declaration: columns, types, keys, bounds.
"""


KINDS = """Each test has a `kind`, the fields that it needs, and may have those that are optional. A kind is one file in
`src/detente/claims/kinds/` (its fields, what it asks, its function) and one line on the shelf, `src/detente/claims/shelf.py`;
`python docs/generate.py` writes this table from the shelf.

"""


def cli() -> str:
    """Write the page of the command line."""
    root: Any = typer.main.get_command(app)
    parts = [
        "# Command line",
        "",
        "`detente` has one command a task. Every command has `--help` with an example.",
        "",
    ]
    for name, command in root.commands.items():
        inner = getattr(command, "commands", None)
        for full, one in (
            [(f"{name} {k}", v) for k, v in inner.items()] if inner else [(name, command)]
        ):
            parts += _command(full, one)
    return "\n".join(parts) + "\n" + SETTINGS


def _command(name: str, command: Any) -> list[str]:
    arguments = " ".join(
        p.metavar or p.name.upper() for p in command.params if p.param_type_name == "argument"
    )
    rows = [
        f"## detente {name}",
        "",
        f"    detente {name} {arguments}".rstrip(),
        "",
        command.help.strip(),
        "",
    ]
    options = [p for p in command.params if p.param_type_name == "option"]
    if options:
        rows += ["| option | meaning | default |", "|---|---|---|"]
        rows += [
            f"| `{p.opts[0]}` | {p.help} | {'' if p.default in (None, False) else p.default} |"
            for p in options
        ]
        rows.append("")
    return [*rows, command.epilog, ""]


def sources() -> str:
    """Write the page of the sources."""
    parts = [
        "# Sources",
        "",
        SOURCES_HEAD.rstrip(),
        "",
        "| id | data set | version | years | terms | licence |",
        "|---|---|---|---|---|---|",
    ]
    parts += [
        f"| `{s.id}` | [{s.title}]({s.page}) | {s.version} | {s.years[0]}-{s.years[1]} | {s.terms} | {s.licence} |"
        for s in SHELF
    ]
    for s in SHELF:
        parts += ["", f"## {s.id}", "", s.note[:1].upper() + s.note[1:] + ".", ""]
        for table, rule in s.tables.items():
            parts.append(
                f"- table `{table}`, one row a {rule.grain.name.lower().replace('_', '-')}: "
                + ", ".join(f"`{c}`" for c in rule.columns)
            )
        parts += ["", "Cite: " + " ".join(references()[k].line() for k in s.citations)]
    return "\n".join(parts) + "\n"


def panels() -> str:
    """Write the page of the panels: the text of ``panels.head.md`` and a table of the adders from the shelf."""
    parts = [
        (HERE / "panels.head.md").read_text(encoding="utf-8").rstrip(),
        "",
        "| name | what it adds | to | options |",
        "|---|---|---|---|",
    ]
    for found in ADDERS:
        options = "; ".join(
            f"`{name}={option.default!r}` {option.meaning}"
            + (f" ({', '.join(map(str, option.choices))})" if option.choices else "")
            for name, option in found.options.items()
        )
        parts.append(f"| `{found.id}` | {found.label} | {', '.join(places(found))} | {options} |")
    return "\n".join(parts) + "\n"


def claims() -> str:
    """Write the page of the claims: its own text, with the table of kinds from the shelf."""
    text = (HERE / "claims.md").read_text(encoding="utf-8")
    before, heading, rest = text.partition("## Kinds of test\n")
    after = rest[rest.index("\n## ") :]
    return f"{before}{heading}{KINDS}{kinds.table()}\n{after}"


def methods() -> str:
    """Write the page of the methods: its own text, with every method as `methods.toml` has it."""
    before, heading, _ = (HERE / "methods.md").read_text(encoding="utf-8").partition(METHODS)
    return (
        f"{before.rstrip()}\n\n{heading or METHODS}{''.join(map(_method, descriptions().values()))}"
    )


def _method(entry: Description) -> str:
    lines = [f"\n**{entry.name}** (`{entry.id}`)", ""]
    if entry.prose:
        lines += [entry.prose, ""]
    # braces are filled in by the model that names its last year
    lines.append(f"Fails: {entry.fails.replace('{', '<').replace('}', '>')}.")
    if entry.references:
        cited = [references()[key].line() for key in entry.references]
        lines += ["", *(f"- {line}" for line in cited)]
    return "\n".join(lines) + "\n"


def tables() -> str:
    """Write the page of the derived tables: their columns, and when their rows were known."""
    parts = [
        "# Derived tables",
        "",
        "The starter holds the tables below, computed by the project's own code. Each declares",
        "itself in `src/detente/store/tables/ID.toml`; `detente starter build` refuses a table that",
        "is not what it declares. Where a stored integer has a scale, `Catalog.frame` and",
        "`Catalog.scan` give the value: the integer divided by the scale. A missing value means",
        "what the column says; where it says nothing, none is missing. *Known* says when a view",
        "may see a row: a year means its 31 December.",
        "",
        "| table | what it holds | one row for each | known |",
        "|---|---|---|---|",
    ]
    schemas = [schema for name in declared_tables() if (schema := schema_of(name))]
    for schema in schemas:
        keys = ", ".join(f"`{key}`" for key in schema.keys)
        parts.append(
            f"| [`{schema.id}`](#{schema.id}) | {schema.title} | {keys} | {_known(schema)} |"
        )
    for schema in schemas:
        parts += ["", f"## {schema.id}", "", f"{schema.title}.", ""]
        parts += ["| column | unit | stored as | null |", "|---|---|---|---|"]
        parts += _columns(schema)
    return "\n".join(parts) + "\n"


def _known(schema: TableSchema) -> str:
    """Say when a view may see the rows of a table."""
    rule = schema.calendar
    if rule.made is not None:
        return f"all of it from {rule.made}"
    observed = " + ".join(f"`{name}`" for name in rule.known)
    observed += f" - {-rule.lag}" if rule.lag < 0 else ""
    notes = [f"`{name}` {years} years later" for name, years in rule.after.items()]
    notes += [f"`{name}` when that year is over" for name in rule.dated]
    notes += [f"`{rule.ends}` cut at the day"] if rule.ends else []
    notes += ["present edition, not vintage"] if rule.revised else []
    return "; ".join([observed, *notes])


def _columns(schema: TableSchema) -> list[str]:
    """Give a row for each column; a numbered family of columns is one row."""
    families: dict[tuple[str, str, str, str], list[str]] = {}
    for column in schema.columns:
        stored = f"{column.dtype} / {column.scale}" if column.scale != 1 else f"{column.dtype}"
        stored += f", `{column.stored}`" if column.stored != column.name else ""
        stored += f", {column.digits} significant digits" if column.digits else ""
        family = column.name.rstrip("0123456789")
        family = family if family.endswith("_") else column.name
        families.setdefault((family, column.unit, stored, column.null), []).append(column.name)
    return [
        f"| {_named(names)} | {unit} | {stored} | {null} |"
        for (_, unit, stored, null), names in families.items()
    ]


def _named(names: list[str]) -> str:
    return f"`{names[0]}` to `{names[-1]}`" if len(names) > 1 else f"`{names[0]}`"


PAGES = {
    "claims.md": claims,
    "cli.md": cli,
    "methods.md": methods,
    "panels.md": panels,
    "sources.md": sources,
    "tables.md": tables,
}

if __name__ == "__main__":
    for page, write in PAGES.items():
        (HERE / page).write_text(write(), encoding="utf-8")
