"""``detente panel``: panels in every grain for researchers."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import Progress, out, out_json

if TYPE_CHECKING:
    from detente.panel.panel import Panel

EXAMPLE = (
    "Example: detente panel dyad-years --years 1946-2010 --relevant --add nmc --add gml_mids:init=sidea-orig "
    "--add peace_years --out dyads.parquet"
)
GRAINS = (
    "state-years",
    "dyad-years",
    "leader-years",
    "leader-dyad-years",
    "state-days",
    "k-adic-years",
    "dyadic-dispute-years",
)
PAIRS = ("dyad-years", "leader-dyad-years")
RESTS = ("contiguity", "majors")
"""What political relevance rests on."""


def run(
    grain: Annotated[str, typer.Argument(help=", ".join(GRAINS) + ".")],
    path: Annotated[
        Path, typer.Option("--out", help="File to write: .parquet, .csv, .dta or .sav.")
    ],
    system: Annotated[str, typer.Option(help="cow or gw; for leader-years also none.")] = "cow",
    directed: Annotated[bool, typer.Option("--directed", help="Both orders of each pair.")] = False,
    years: Annotated[str | None, typer.Option(help="First and last year: 1946-2010.")] = None,
    states: Annotated[
        list[str] | None, typer.Option("--state", help="Only this state, by name or code; repeat.")
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="americas, europe, africa, middle east, asia or oceania.")
    ] = None,
    relevant: Annotated[
        bool, typer.Option("--relevant", help="Only politically relevant dyads.")
    ] = False,
    majors: Annotated[bool, typer.Option("--majors", help="Only rows with a major power.")] = False,
    k: Annotated[int, typer.Option("--k", help="For k-adic-years: how many states.")] = 3,
    disputes: Annotated[
        str, typer.Option(help="For dyadic-dispute-years: gml, cow or gml-leaders.")
    ] = "gml",
    rules: Annotated[
        str | None,
        typer.Option("--whittle", help="Reduce disputes by rules: onsets,fatality ... or all."),
    ] = None,
    adds: Annotated[
        list[str] | None,
        typer.Option("--add", help="Columns to add: NAME or NAME:option=value; repeat."),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not pull what the store lacks.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print rows, columns and versions as JSON.")
    ] = False,
) -> None:
    """Build a panel in the grains of the field and write it with labels and versions."""
    from detente.errors import RequestError
    from detente.panel.export import ending_of

    if grain not in GRAINS:
        raise RequestError(f"no grain is called '{grain}'", near=GRAINS)
    if directed and grain not in PAIRS:
        raise RequestError(
            "--directed is about pairs of states", next_step="leave it out, or ask for dyad-years"
        )
    ending_of(path)
    if offline:
        os.environ["DETENTE_OFFLINE"] = "1"
    say, asked = (
        Progress(),
        [_asked(part) for given in adds or [] for part in given.split(",") if part],
    )
    say(f"building {grain}")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        panel = _begun(grain, system, directed, years, k, disputes, states)
    for one in told:
        say(str(one.message))
    if states or region or majors:
        panel = panel.only(states=_coded(states), region=region, majors=majors)
    if relevant:  # what relevance rests on comes first, with the options that were asked for
        for name, options in [one for one in asked if one[0] in RESTS]:
            panel = panel.add(name, **options)
        asked = [one for one in asked if one[0] not in RESTS]
        panel = panel.relevant()
    if rules is not None:
        panel = panel.whittle(
            *([] if rules == "all" else [rule.strip() for rule in rules.split(",")])
        )
    for name, options in asked:
        say(f"adding {name}")
        panel = panel.add(name, **options)
    for note in panel.notes:
        say(note)
    say(f"writing {panel.frame.height:,} rows")
    written = panel.write(path)
    columns = panel.frame.columns
    if as_json:
        out_json(
            {
                "file": str(written),
                "rows": panel.frame.height,
                "columns": columns,
                "versions": panel.versions(),
                "notes": list(panel.notes),
            }
        )
        return
    out(f"{written}: {panel.frame.height:,} rows, {len(columns)} columns ({', '.join(columns)})")


def _coded(states: list[str] | None) -> list[int | str] | None:
    return None if not states else [int(s) if s.isdigit() else s for s in states]


def _begun(
    grain: str,
    system: str,
    directed: bool,
    years: str | None,
    k: int,
    disputes: str,
    states: list[str] | None,
) -> Panel:
    from detente.panel import create as begin
    from detente.span import parse_years

    span = parse_years(years) if years else None
    if grain == "dyad-years":
        return begin.dyad_years(system, directed=directed, years=span)
    if grain == "leader-dyad-years":
        return begin.leader_dyad_years(system, directed=directed, years=span or (1870, 2015))
    if grain == "k-adic-years":
        return begin.k_adic_years(k, system=system, years=span, states=_coded(states))
    if grain == "dyadic-dispute-years":
        return begin.dyadic_dispute_years(disputes, years=span)
    if grain == "leader-years":
        return begin.leader_years(None if system == "none" else system, years=span)
    return (
        begin.state_days(system, years=span)
        if grain == "state-days"
        else begin.state_years(system, years=span)
    )


def _asked(text: str) -> tuple[str, dict[str, Any]]:
    """Read ``name:option=value:option=value``; a list is joined with plus signs."""
    from detente.errors import RequestError

    name, *given = text.split(":")
    options: dict[str, Any] = {}
    for part in given:
        key, equals, value = part.partition("=")
        if not equals:
            raise RequestError(
                f"'{part}' is no option of '{name}'", next_step="write it as NAME:option=value"
            )
        words = {"true": True, "false": False}
        options[key] = words.get(
            value.lower(),
            value.split("+")
            if "+" in value
            else [value]
            if key == "keep" and value
            else []
            if key == "keep"
            else value,
        )
    return name, options
