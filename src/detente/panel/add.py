"""Adding an adder's columns to a panel: fill in options, join, name, and keep the lineage."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import polars as pl

from detente.errors import PanelError, quoted
from detente.letters import visible
from detente.limits import LONGEST_NAME
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request
from detente.panel.join import join
from detente.panel.provenance import Origin
from detente.panel.rows import Rows
from detente.panel.supply import Supply, supply
from detente.store.home import Store

EVERYWHERE: dict[str, Option] = {
    "keep": Option(None, "names of the columns to keep, where not all are wanted", many=True),
    "suffix": Option("", "text at the end of each new column's name, where a name is taken"),
}
"""Options that every adder has."""
GREATEST = 10**9
"""Above any number that an option takes."""
SHOWN = 40
"""Most letters of a wrong value that a message repeats."""
Added = tuple[pl.DataFrame, tuple[Origin, ...], tuple[str, ...]]
"""New columns, their origins, and notes on what is missing."""


def add(
    rows: Rows,
    data: pl.DataFrame,
    adder: Adder,
    given: Mapping[str, Any],
    *,
    store: Store,
    lineage: tuple[Origin, ...],
    offline: bool | None,
) -> Added:
    """Add what an adder gives to the rows of a panel.

    Parameters
    ----------
    rows : Rows
        The keys of the panel.
    data : polars.DataFrame
        The columns that were added before.
    adder : Adder
        What to add.
    given : dict
        Options by name.
    store : Store
        Where full tables are looked for.
    lineage : tuple of Origin
        Of the columns that were added before.
    offline : bool or None
        Whether pulling is forbidden; None leaves it to the settings.

    Returns
    -------
    tuple
        The new columns, their origins, and notes on what is missing.

    Raises
    ------
    PanelError
        Where the adder does not fit the rows, an option is not known, or a column is there already.
    """
    options = options_of(adder, given)
    supplied = supply(adder, rows, options, store=store, offline=offline)
    form, suffix = supplied.form, options["suffix"]
    request = Request(
        rows=rows, data=data, options=options, system=form.system, years=supplied.years
    )
    columns = columns_of(form, supplied.frames, request)
    kept = _kept(columns, options["keep"], adder.id)
    # a column that changes places with a kept one has to be there while pairs are turned
    joined = join(rows, columns if columns.swap else kept, form.unit, form.system)
    new = _named(joined, kept, rows.sides, suffix)
    _refuse_taken(new, adder, rows, lineage)
    notes = (*supplied.notes, *kept.notes)
    if kept.made_from:
        return new, _inherited(new, kept, lineage, suffix), notes
    return new, _origins(new, kept, rows, supplied, suffix=suffix), notes


def options_of(adder: Adder, given: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in the options that were not given, and refuse those that are not known.

    Parameters
    ----------
    adder : Adder
        Whose options.
    given : mapping
        Values by name.

    Returns
    -------
    dict
        Every option of the adder.

    Raises
    ------
    PanelError
        Naming the near ones.
    """
    known = {**adder.options, **EVERYWHERE}
    chosen = {name: option.default for name, option in known.items()}
    for name, value in given.items():
        if name not in known:
            raise PanelError(
                f"'{adder.id}' has no option '{name}'",
                near=difflib.get_close_matches(name, known) or tuple(known),
            )
        chosen[name] = _accepted(adder.id, name, known[name], value)
    return chosen


def _accepted(adder: str, name: str, option: Option, value: Any) -> Any:
    """Accept a value of an option, and refuse one of another kind."""
    if value is None and option.default is None:
        return None
    if isinstance(option.default, bool):
        if not isinstance(value, bool):
            raise PanelError(f"{name}={_shown(value)} should be True or False", where=adder)
        return value
    words = list(value) if option.many and isinstance(value, list | tuple) else [value]
    if not words and name != "keep":
        raise PanelError(f"{name}=[] asks for nothing", where=adder, near=option.choices)
    if option.number:
        numbers = [_whole(adder, name, word) for word in words]
        return numbers if option.many else numbers[0]
    for word in words:
        if not isinstance(word, str):
            raise PanelError(
                f"{name}={_shown(value)} should be one word"
                f"{' or a list of them' if option.many else ''}",
                where=adder,
                near=option.choices,
            )
        if option.choices and word not in option.choices:
            raise PanelError(
                f"{name}={_shown(word)} is not known to '{adder}'", near=option.choices
            )
    return words if option.many else value


def _whole(adder: str, name: str, value: Any) -> int:
    """Read a whole number; the command line gives digits."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < GREATEST:
        return value
    digits = value.removeprefix("-") if isinstance(value, str) else ""
    if digits.isascii() and digits.isdigit() and len(digits) < len(str(GREATEST)):
        return int(value)
    raise PanelError(f"{name}={_shown(value)} should be a whole number", where=adder)


def _shown(value: Any) -> str:
    """Write a value that was given, cut where it is long."""
    if isinstance(value, int) and abs(value) >= GREATEST:
        return "..."  # Python refuses to write a number of thousands of digits
    shown = repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}..."


def _kept(columns: Columns, keep: Any, adder: str) -> Columns:
    """Drop the columns that are not wanted; those that tell whether anything happened stay."""
    if keep is None:
        return columns
    for word in keep:
        if word not in columns.names:
            raise PanelError(
                f"'{adder}' gives no column '{word}'",
                near=difflib.get_close_matches(str(word), columns.names) or columns.names,
            )
    always = columns.always or (columns.zero if columns.event else ())
    names = tuple(name for name in columns.names if name in keep or name in always)
    if not names:
        raise PanelError(f"nothing is left of '{adder}'", near=columns.names)
    return replace(columns, names=names, zero=tuple(name for name in columns.zero if name in names))


def _named(
    joined: pl.DataFrame, kept: Columns, sides: tuple[str, ...], suffix: str
) -> pl.DataFrame:
    """Select the columns that are kept, and write the suffix behind their names."""
    wanted = {f"{name}{side}" for name in kept.names for side in ("", *sides)}
    new = joined.select(name for name in joined.columns if name in wanted)
    if not suffix:
        return new
    if visible(suffix) != suffix or len(suffix) > LONGEST_NAME:
        raise PanelError(f"suffix {quoted(suffix)} is no part of a column's name")
    return new.rename({name: f"{name}{suffix}" for name in new.columns})


def _refuse_taken(new: pl.DataFrame, adder: Adder, rows: Rows, lineage: tuple[Origin, ...]) -> None:
    """Refuse columns that the panel has already."""
    held = {origin.column: origin for origin in lineage} | dict.fromkeys(rows.keys.columns)
    taken = next((name for name in new.columns if name in held), None)
    if taken is None:
        return
    before = held[taken]
    raise PanelError(
        f"'{adder.id}' would give '{taken}', which is there already"
        + (f" (from {before.source})" if before else ""),
        where="the panel",
        next_step="it was added before; or say which columns to keep, or give a suffix, "
        f"as in .add('{adder.id}', suffix='_2')",
    )


def columns_of(form: Form, frames: Frames, request: Request) -> Columns:
    """Make the columns of a form; those of tables without years of their own cover the source's.

    Parameters
    ----------
    form : Form
        How they are made.
    frames : mapping
        Its tables by name.
    request : Request
        Rows, options and years.
    """
    columns = form.make(frames, request)
    if columns.years is None and form.tables:
        return replace(columns, years=request.years)
    return columns


def _origins(
    new: pl.DataFrame, columns: Columns, rows: Rows, supply: Supply, *, suffix: str
) -> tuple[Origin, ...]:
    """Say of each new column where it came from."""
    form = supply.form
    shared = _shared_origin(columns, rows, supply)
    sided = form.unit in ("state", "leader", "fixed") and len(rows.sides) > 1
    ends = _ends(columns) if form.unit == "state" else {}
    made = {}
    for base in columns.names:
        end, event = ends.get(base), _event_of(base, columns)
        for side in rows.sides if sided else ("",):
            name = f"{base}{side}{suffix}"
            origin = replace(
                shared,
                column=name,
                base=base,
                last_year=_earlier(shared.last_year, end),
                years=_covered(columns.years, end),
            )
            made[name] = replace(
                origin,
                sides=(side,) if sided else rows.sides,
                event=f"{event}{side}{suffix}" if event else "",
            )
    return tuple(made[name] for name in new.columns)


def _shared_origin(columns: Columns, rows: Rows, supply: Supply) -> Origin:
    """Say of all columns of a form where they came from."""
    form = supply.form
    origin = Origin(
        column="",
        base="",
        sources=supply.sources or ("detente",),
        version=supply.edition or version("detente"),
        last_year=supply.last_year,
        citations=supply.citations or form.citations,
        rule=supply.rule or "from the package's own tables of states",
    )
    system = "" if form.unit == "leader" else form.system
    return replace(origin, years=columns.years, system=system, sides=rows.sides)


def _event_of(name: str, columns: Columns) -> str:
    """Name the column of the event that a column describes; empty where it describes none."""
    describes = name != columns.event and name not in columns.zero
    return columns.event if describes else ""


def _earlier(last: int | None, end: int | None) -> int | None:
    """Give the earlier of two last years; that of the source where a series has none of its own."""
    return last if last is None or end is None else min(last, end)


def _covered(years: tuple[int, int] | None, end: int | None) -> tuple[int, int] | None:
    """Cut the years of a source at the end of one of its series."""
    if years is None or end is None:
        return years
    return years[0], min(years[1], end)


def _ends(columns: Columns) -> dict[str, int]:
    """Give the last year in which each column of states has a value: series end one by one.

    Columns of events have no end of their own.
    """
    if columns.event or "year" not in columns.frame.columns:
        return {}
    values = [name for name in columns.names if name not in columns.zero]
    if not values:
        return {}
    year = pl.col("year")
    last = [year.filter(pl.col(name).is_not_null()).max().alias(name) for name in values]
    known = columns.frame.select(last).row(0, named=True)
    return {name: int(year) for name, year in known.items() if year is not None}


def _inherited(
    new: pl.DataFrame, columns: Columns, lineage: tuple[Origin, ...], suffix: str
) -> tuple[Origin, ...]:
    """Give columns that were computed from others of the panel the origin of these."""
    before = {origin.column: origin for origin in lineage}
    inherited = []
    for base, made in columns.made_from.items():
        name, origin = f"{base}{suffix}", before[made.column]
        if name not in new.columns:
            continue
        named = replace(origin, column=name, rule=made.rule, made=made.made, event="")
        if made.offsets:
            words = f"{origin.made}, {made.made}" if origin.made else made.made
            inherited.append(replace(named, of=made.column, offsets=made.offsets, made=words))
        else:
            inherited.append(replace(named, base=base, label=""))
    return tuple(inherited)
