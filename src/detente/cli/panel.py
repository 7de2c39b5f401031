"""``detente panel``: panels in every grain for researchers."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import Offline

if TYPE_CHECKING:
    from detente.panel.panel import Panel
    from detente.store.home import Store

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente panel dyad-years --years 1946-2010 --add nmc,atop --out d.csv"
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
RELEVANCE = ("contiguity", "majors")
"""Columns on which political relevance rests."""
States = Annotated[
    list[str] | None, typer.Option("--state", help="Only this state, by name or code; repeat.")
]
Region = Annotated[
    str | None, typer.Option(help="americas, europe, africa, middle east, asia or oceania.")
]
Whittle = Annotated[
    str | None,
    typer.Option("--whittle", help="Reduce disputes by rules: onsets,fatality ... or all."),
]
Add = Annotated[
    list[str] | None,
    typer.Option("--add", help="Columns to add: NAME, NAME,NAME or NAME:option=value; repeat."),
]
Addition = tuple[str, dict[str, Any]]
"""Name and options of what is added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows that were asked for.

    Attributes
    ----------
    grain, system : str
        What a row is, and whose states.
    directed : bool
        Both orders of each pair.
    years : tuple of int or None
        First and last year.
    states : list of int or str, or None
        Only these.
    region : str or None
        Only this one.
    size : int
        States in a k-ad.
    disputes : str
        Whose disputes.
    """

    grain: str
    system: str
    directed: bool
    years: tuple[int, int] | None
    states: list[int | str] | None
    region: str | None
    size: int
    disputes: str


def run(
    grain: Annotated[str, typer.Argument(help=", ".join(GRAINS) + ".")],
    *,
    path: Annotated[
        Path, typer.Option("--out", help="File to write: .parquet, .csv, .dta or .sav.")
    ],
    system: Annotated[str, typer.Option(help="cow or gw; for leader-years also none.")] = "cow",
    directed: Annotated[bool, typer.Option("--directed", help="Both orders of each pair.")] = False,
    years: Annotated[str | None, typer.Option(help="First and last year: 1946-2010.")] = None,
    states: States = None,
    region: Region = None,
    relevant: Annotated[
        bool, typer.Option("--relevant", help="Only politically relevant dyads.")
    ] = False,
    majors: Annotated[bool, typer.Option("--majors", help="Only rows with a major power.")] = False,
    size: Annotated[int, typer.Option("--k", help="For k-adic-years: how many states.")] = 3,
    disputes: Annotated[
        str, typer.Option(help="For dyadic-dispute-years: gml, cow or gml-leaders.")
    ] = "gml",
    rules: Whittle = None,
    adds: Add = None,
    offline: Offline = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print rows, columns and versions as JSON.")
    ] = False,
) -> None:
    """Build a panel in the grains of the field and write it with labels and versions."""
    from detente.panel.export import ending_of
    from detente.span import parse_years
    from detente.store.home import default_store

    _check_grain(grain, directed=directed)
    ending_of(path)
    additions = [_addition(part) for given in adds or [] for part in given.split(",") if part]
    store = default_store(offline=offline)
    rows = Rows(
        grain=grain,
        system=system,
        directed=directed,
        years=parse_years(years) if years else None,
        states=[int(name) if name.isdigit() else name for name in states or []] or None,
        region=region,
        size=size,
        disputes=disputes,
    )
    with progress():
        panel = _begun(rows, store)
        if rows.states or region or majors:
            panel = panel.only(states=rows.states, region=region, majors=majors)
        if relevant:
            panel, additions = _relevant(panel, additions)
        if rules is not None:
            panel = panel.whittle(*_rules(rules))
        panel = _added(panel, additions)
        logger.info("writing %s rows", f"{panel.frame.height:,}")
        written = panel.write(path)
    _report(panel, written, as_json=as_json)


def _check_grain(grain: str, *, directed: bool) -> None:
    """Refuse a grain that is not known, and both orders of what is not a pair."""
    from detente.errors import RequestError

    if grain not in GRAINS:
        raise RequestError(f"no grain is called '{grain}'", near=GRAINS)
    if directed and grain not in PAIRS:
        raise RequestError(
            "--directed is about pairs of states", next_step="leave it out, or ask for dyad-years"
        )


def _addition(text: str) -> Addition:
    """Read ``NAME:option=value:option=value``.

    Examples
    --------
    >>> _addition("gml_mids:init=sidea-orig:keep=gmlmidonset")
    ('gml_mids', {'init': 'sidea-orig', 'keep': ['gmlmidonset']})
    """
    from detente.errors import RequestError

    name, *given = text.split(":")
    options: dict[str, Any] = {}
    for part in given:
        key, equals, value = part.partition("=")
        if not equals:
            raise RequestError(
                f"'{part}' is not an option of '{name}'", next_step="write it as NAME:option=value"
            )
        options[key] = _value(key, value)
    return name, options


def _value(key: str, text: str) -> bool | str | list[str]:
    """Read the value of an option: yes or no, a word, or a list joined with plus signs."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if "+" in text:
        return text.split("+")
    if key == "keep":
        return [text] if text else []
    return text


def _begun(rows: Rows, store: Store) -> Panel:
    """Make the rows; what the library warns of is shown as progress."""
    logger.info("building %s", rows.grain)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        panel = _of_grain(rows, store)
    for warning in caught:
        logger.info("%s", warning.message)
    return panel


def _of_grain(rows: Rows, store: Store) -> Panel:
    """Call the function that makes rows of a grain."""
    from detente.panel import create

    system, years = rows.system, rows.years
    match rows.grain:
        case "dyad-years":
            return create.dyad_years(system, directed=rows.directed, years=years, store=store)
        case "leader-dyad-years":
            span = years or (1870, 2015)
            return create.leader_dyad_years(system, directed=rows.directed, years=span, store=store)
        case "k-adic-years":
            return create.k_adic_years(
                rows.size, system=system, years=years, states=rows.states, store=store
            )
        case "dyadic-dispute-years":
            return create.dyadic_dispute_years(rows.disputes, years=years, store=store)
        case "leader-years":
            known = None if system == "none" else system
            return create.leader_years(known, years=years, store=store)
        case "state-days":
            return create.state_days(system, years=years, store=store)
        case _:
            return create.state_years(system, years=years, store=store)


def _relevant(panel: Panel, additions: list[Addition]) -> tuple[Panel, list[Addition]]:
    """Keep the relevant dyads; what relevance rests on is added first, with its options."""
    for name, options in additions:
        if name in RELEVANCE:
            panel = panel.add(name, **options)
    rest = [addition for addition in additions if addition[0] not in RELEVANCE]
    return panel.relevant(), rest


def _rules(text: str) -> list[str]:
    """Read the rules by which disputes are reduced; none means all."""
    return [] if text == "all" else [rule.strip() for rule in text.split(",")]


def _added(panel: Panel, additions: list[Addition]) -> Panel:
    """Add columns, name by name; what the panel notes is shown as progress."""
    for name, options in additions:
        logger.info("adding %s", name)
        panel = panel.add(name, **options)
    for note in panel.notes:
        logger.info("%s", note)
    return panel


def _report(panel: Panel, written: Path, *, as_json: bool) -> None:
    """Print what was written."""
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
