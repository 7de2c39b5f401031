"""Write the pages of the docs that come from the code: cli.md, sources.md, parts of others.

Run ``python docs/generate.py`` after a change; a test compares the pages with what it would write.
"""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path
from typing import Any

import typer

from detente.actors.every_row import FactRow, by_class, every_row, sets_to_read, share_read
from detente.actors.source_rules import CLASSES
from detente.citations import references
from detente.claims import shelf as kinds
from detente.claims.check import check
from detente.claims.document import read as read_claims
from detente.claims.scoreboard import counted_verdicts
from detente.cli.app import app
from detente.evaluation.hazard_page import tables as hazard_tables
from detente.evaluation.leader_board import board
from detente.evaluation.page import Table
from detente.evaluation.scenario import page as scenario_page
from detente.evaluation.scenario_cases import chance_table, event_table
from detente.evidence.method import Description, descriptions
from detente.files import write_text
from detente.panel.adders.shelf import SHELF as ADDERS
from detente.panel.supply import places
from detente.rules.angle import Angle
from detente.rules.angle_shelf import ANGLES
from detente.rules.rule import SECTIONS, Rule
from detente.rules.shelf import rules as rules_of
from detente.scenarios.proof.tables import packaged
from detente.sources.declaration import Source
from detente.sources.shelf import SHELF
from detente.span import year_end
from detente.store.catalog import default_catalog
from detente.store.schema import TableSchema, declared_tables, schema_of

HERE = Path(__file__).resolve().parent
README, EXAMPLES = HERE.parent / "README.md", HERE.parent / "examples"
BEGIN, END = "<!-- claims -->", "<!-- end of claims -->"
COUNT = re.compile(f"{BEGIN}.*?{END}", re.DOTALL)
"""Where the count of the claims stands on the first page."""
METHODS = "## Methods\n"
"""Heading under which the page of the methods is generated."""


def _head(name: str) -> str:
    """Read the text that begins a page or a part of one."""
    return (HERE / "heads" / f"{name}.md").read_text(encoding="utf-8")


SETTINGS = _head("settings")

SOURCES_HEAD = _head("sources")


KINDS = _head("kinds")


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
        f"| `{s.id}` | [{s.title}]({s.page}) | {s.version} | {s.years[0]}-{s.years[1]} "
        f"| {s.terms} | {s.licence} |"
        for s in SHELF
    ]
    for s in SHELF:
        parts += ["", f"## {s.id}", "", s.note[:1].upper() + s.note[1:] + ".", ""]
        for table, rule in s.tables.items():
            parts.append(
                f"- table `{table}`, one row a {rule.grain.name.lower().replace('_', '-')}: "
                + ", ".join(f"`{c}`" for c in rule.columns)
                + (f"; **incomplete**: {rule.incomplete}" if rule.incomplete else "")
            )
            parts += [f"  - missing: {entry.line()}" for entry in rule.missing]
        parts += ["", *_addresses(s)]
        if s.own_store:
            parts += ["", f"Only in your own store: {s.own_store}."]
        parts += ["", "Cite: " + " ".join(references()[k].line() for k in s.citations)]
    return "\n".join(parts) + "\n"


def _addresses(source: Source) -> list[str]:
    """List where a source's files are, in which form, of which size, and how one gets them."""
    lines = []
    if any(file.addresses for file in source.files):
        lines = ["| file | address, not tried from here | in the archive | form | size |"]
        lines += ["|---|---|---|---|---|"]
    for file in source.files:
        size = f"{file.size:,} bytes" if file.size else "not stated"
        for one in file.addresses:
            inner = ", ".join(f"`{member}`" for member in one.members)
            name = f", file `{one.name}`" if one.doi else ""
            form = one.layout or "as declared"
            lines.append(f"| `{file.name}` | <{one.shown}>{name} | {inner} | {form} | {size} |")
    lines += _later(source)
    steps = {"Registration": source.registration, "By hand": source.by_hand}
    for heading, text in steps.items():
        if text:
            lines += ["", f"{heading}: {text} (from <{source.page}>)."]
    return lines


def _later(source: Source) -> list[str]:
    """List under which names later editions are looked for."""
    lines = []
    for file in source.files:
        for one in file.ahead:
            inner = f", in it {', '.join(f'`{name}`' for name in one.pattern.members)}"
            inside = inner if one.pattern.members else ""
            name = f", file `{one.pattern.name}`" if not one.pattern.url else ""
            address = one.pattern.url or one.pattern.shown
            start = f", from {{n}} = {one.first}" if one.first else ""
            lines += ["", f"Later editions: `{address}`{name}{inside}{start}."]
    return lines


def panels() -> str:
    """Write the page of the panels: its head and a table of the adders from the shelf."""
    parts = [
        _head("panels").rstrip(),
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
        "itself in `src/detente/store/tables/ID.toml`; `detente starter build` refuses a table",
        "that is not what it declares. Where a stored integer has a scale, `Catalog.frame` and",
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


def facts() -> str:
    """Write the page of the hand-made facts: its head, and how many rows of each were read."""
    titles = "".join(f" {name} |" for name in CLASSES)
    ruled = "".join("---:|" for _ in CLASSES)
    rows = every_row()
    by_file: dict[str, list[FactRow]] = {}
    for row in rows:
        by_file.setdefault(row.file, []).append(row)
    parts = [
        _head("facts").rstrip(),
        "",
        "## Facts by table",
        "",
        f"| rows | all |{titles} read |",
        f"|---|---:|{ruled}---:|",
        *(_read(name, tuple(found)) for name, found in sets_to_read().items()),
        *(_read(f"`{name}`", found) for name, found in _by_table(rows).items()),
        _read("all rows", rows),
        "",
        "## Facts by file",
        "",
        f"| file | all |{titles} read |",
        f"|---|---:|{ruled}---:|",
        *(_read(f"`{name}`", tuple(found)) for name, found in by_file.items()),
    ]
    return "\n".join(parts) + "\n"


def _by_table(rows: tuple[FactRow, ...]) -> dict[str, tuple[FactRow, ...]]:
    """Put rows together by table."""
    names = dict.fromkeys(row.table for row in rows)
    return {name: tuple(row for row in rows if row.table == name) for name in names}


def _read(name: str, rows: tuple[FactRow, ...]) -> str:
    """Give the row of a table of counts."""
    counts = "".join(f" {number:,} |" for number in by_class(rows).values())
    return f"| {name} | {len(rows):,} |{counts} {100 * share_read(rows):.1f} % |"


def rules() -> str:
    """Write the page of the rules: its head, the rules of each section, and the angles."""
    parts = [_head("rules").rstrip()]
    for name, about in SECTIONS.items():
        found = rules_of(name)
        if found:
            parts += ["", f"## Section `{name}`", "", f"{about[:1].upper()}{about[1:]}.", ""]
            parts += ["| rule | where it holds | topics | prints |", "|---|---|---|---|"]
            parts += [_rule(rule) for rule in found]
    parts += ["", "## Angles", ""]
    parts.append(
        "The first that holds and outranks others is taken; else the one with the strongest lines."
    )
    parts += ["", "| angle | where it holds | rules that answer it |", "|---|---|---|"]
    parts += [_angle(angle) for angle in ANGLES]
    return "\n".join(parts) + "\n"


def _rule(rule: Rule) -> str:
    """Give the row of a rule."""
    prints = ["may be on page 1"] if rule.key else ["in its section alone"]
    prints += ["always"] if rule.always else []
    prints += ["a legend or caveat"] if rule.exempt else []
    topics = ", ".join(rule.topics) or "none"
    return f"| `{rule.id}` | {rule.condition} | {topics} | {', '.join(prints)} |"


def _angle(angle: Angle) -> str:
    """Give the row of an angle; the first line of its file says when it holds."""
    told = (sys.modules[angle.holds.__module__].__doc__ or "").partition("\n")[0]
    outranks = f"; outranks others (rank {angle.rank})" if angle.rank else ""
    named = ", ".join(f"`{id}`" for id in angle.rules) or "none"
    return f"| `{angle.id}` | {told.rstrip('.')}{outranks} | {named} |"


def _lower(table: Table) -> str:
    """Write a table below its title, which is no heading of the page."""
    return table.markdown().replace(f"## {table.title}", f"*{table.title}*", 1)


def scenarios() -> str:
    """Write the page of scenarios: its head, two that history tested, and the record."""
    record = packaged()
    tested = event_table(record, "GBR", "EU", 2020, "The United Kingdom")
    wide = event_table(record, "POL", "NATO", 1999, "Poland")
    wrong = chance_table(record, "TUR", "EU", 2005, "Turkey")
    made = scenario_page(default_catalog(), year_end(record.last), record)
    parts = [
        _head("scenarios").rstrip(),
        _head("scenario_tested").rstrip(),
        _lower(tested),
        _head("scenario_wrong").rstrip(),
        _lower(wide),
        _lower(wrong),
        *(table.markdown() for table in made.tables),
    ]
    return "\n\n".join(parts) + "\n"


def hazards() -> str:
    """Write the page of the hazards: its head, and tables computed from the starter."""
    return "\n".join([_head("hazards").rstrip(), *hazard_tables()]) + "\n"


def scoring() -> str:
    """Write the page of the scoring of predictions: its head, and the leader board."""
    return f"{_head('scoring').rstrip()}\n\n{board(default_catalog()).markdown()}\n"


def readme() -> str:
    """Write the first page with the count of the claims of the paper of 2013."""
    text = README.read_text(encoding="utf-8")
    document = read_claims(EXAMPLES / "claims" / "karasek-2013.toml")
    verdicts = [one.verdict for one in check(default_catalog(), document)]
    said = f"The {len(verdicts)} of the paper of 2013: {counted_verdicts(verdicts)}"
    return COUNT.sub(f"{BEGIN}{said}{END}", text)


PAGES = {
    "../README.md": readme,
    "claims.md": claims,
    "cli.md": cli,
    "facts.md": facts,
    "hazards.md": hazards,
    "scenarios.md": scenarios,
    "methods.md": methods,
    "panels.md": panels,
    "rules.md": rules,
    "scoring.md": scoring,
    "sources.md": sources,
    "tables.md": tables,
    **runpy.run_path(str(HERE / "interfaces.py"))["PAGES"],
}

if __name__ == "__main__":
    for page, write in PAGES.items():
        write_text(HERE / page, write())
