"""Adding: choose the form that fits the rows, find its tables (store, mirror or producer, starter), join, keep the lineage."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import polars as pl

from detente.actors.systems import COMPLETE_TO, FIRST_YEAR
from detente.errors import PanelError
from detente.grain import Grain
from detente.panel.adders.base import Adder, Columns, Form, Option, Request
from detente.panel.join import join
from detente.panel.provenance import Origin
from detente.panel.rows import Rows
from detente.sources.ensure import ensure
from detente.sources.shelf import source
from detente.store.catalog import default_catalog
from detente.store.home import Store
from detente.store.table import Provenance

EVERYWHERE: dict[str, Option] = {
    "keep": Option(None, (), "names of the columns to keep, where not all are wanted", True),
    "suffix": Option("", (), "text at the end of each new column's name, where a name is taken"),
}
"""Options that every adder has."""

Added = tuple[pl.DataFrame, tuple[Origin, ...], tuple[str, ...]]


def add(
    rows: Rows,
    data: pl.DataFrame,
    found: Adder,
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
    found : Adder
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
    chosen = options_of(found, given)
    form, tables, provenances, notes = _tables(found, rows, chosen, store, offline)
    span = _coverage(provenances)
    made = form.make(tables, Request(rows, data, chosen, form.system, span))
    columns = replace(made, years=span) if made.years is None and form.tables else made
    kept = _kept(columns, chosen["keep"], found.id)
    # what changes places with a kept column has to be there while pairs are turned
    new = join(rows, columns if columns.swap else kept, form.unit, form.system)
    new = new.select(
        c
        for c in new.columns
        if any(c in (n, *(f"{n}{side}" for side in rows.sides)) for n in kept.names)
    )
    if chosen["suffix"]:
        new = new.rename({c: f"{c}{chosen['suffix']}" for c in new.columns})
    held = {o.column: o for o in lineage} | dict.fromkeys(rows.keys.columns)
    taken = [c for c in new.columns if c in held]
    if taken:
        before = held[taken[0]]
        raise PanelError(
            f"'{found.id}' would give '{taken[0]}', which is there already"
            + (f" (from {before.source})" if before else ""),
            where="the panel",
            next_step="it was added before; or say which columns to keep, or give a suffix, "
            f"as in .add('{found.id}', suffix='_2')",
        )
    if kept.made_from:
        return new, _inherited(new, kept, lineage, chosen["suffix"]), notes
    return new, _origins(new, kept, form, rows, provenances, chosen["suffix"]), notes


def options_of(found: Adder, given: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in the options that were not given, and refuse those that are not known.

    Raises
    ------
    PanelError
        Naming the near ones.
    """
    known = {**found.options, **EVERYWHERE}
    chosen = {name: option.default for name, option in known.items()}
    for name, value in given.items():
        if name not in known:
            raise PanelError(
                f"'{found.id}' has no option '{name}'",
                near=difflib.get_close_matches(name, known) or tuple(known),
            )
        chosen[name] = _accepted(found.id, name, known[name], value)
    return chosen


def _accepted(adder: str, name: str, option: Option, value: Any) -> Any:
    """Accept a value of an option, and refuse one of another kind."""
    if value is None and option.default is None:
        return None
    if isinstance(option.default, bool):
        if not isinstance(value, bool):
            raise PanelError(f"{name}={value!r} should be True or False", where=adder)
        return value
    words = list(value) if option.many and isinstance(value, list | tuple) else [value]
    if not words and name != "keep":
        raise PanelError(f"{name}=[] asks for nothing", where=adder, near=option.choices)
    for word in words:
        if not isinstance(word, str):
            raise PanelError(
                f"{name}={value!r} should be one word{' or a list of them' if option.many else ''}",
                where=adder,
                near=option.choices,
            )
        if option.choices and word not in option.choices:
            raise PanelError(f"{name}={word!r} is not known to '{adder}'", near=option.choices)
    return words if option.many else value


def _coverage(provenances: Mapping[str, Provenance]) -> tuple[int, int]:
    """Give the years that all tables cover: as declared, or to where a newer edition goes."""
    spans = []
    for known in provenances.values():
        for id in known.sources:
            declared = source(id)
            newer = (
                known.version != declared.version
                and len(known.sources) == 1
                and (known.last_year or 0) > declared.years[1]
            )
            spans.append((declared.years[0], known.last_year or 0) if newer else declared.years)
    return (
        (max(first for first, _ in spans), min(last for _, last in spans))
        if spans
        else (FIRST_YEAR, COMPLETE_TO)
    )


def _fits(form: Form, rows: Rows) -> bool:
    pairs = len(rows.sides) == 2
    if form.dyads is not None and len(rows.sides) != (2 if form.dyads else 1):
        return False
    needs = {
        "pair": pairs,
        "leader": rows.has_leaders,
        "leader_pair": rows.has_leaders and pairs,
        "leader_row": rows.has_leaders and not pairs,
    }
    return needs.get(form.unit, True)


def _tables(
    found: Adder, rows: Rows, chosen: Mapping[str, Any], store: Store, offline: bool | None
) -> tuple[Form, dict[str, pl.DataFrame], dict[str, Provenance], tuple[str, ...]]:
    """Choose the form and bring its tables; those of the starter where the store lacks them and they are not to be had."""
    fitting = [
        f
        for f in found.forms
        if _fits(f, rows) and (f.when is None or chosen[f.when[0]] in f.when[1])
    ]
    if not fitting:
        barred = next((f.when[0] for f in found.forms if f.when and _fits(f, rows)), None)
        if barred:
            raise PanelError(
                f"'{found.id}' with {barred}={chosen[barred]!r} does not fit these rows",
                where=rows.grain.name.lower().replace("_", "-") + "s",
            )
        raise PanelError(
            _misfit(found, rows),
            where=rows.grain.name.lower().replace("_", "-") + "s",
            next_step=f"'{found.id}' can be added to: {', '.join(places(found))}",
        )
    full = [f for f in fitting if not f.starter]
    note = ""
    if full:
        form = next((f for f in full if f.system == rows.system), full[0])
        note = ensure(form.tables, store, offline=offline)
        if not note:
            return (
                form,
                {t: store.get(t).frame for t in form.tables},
                {t: store.provenance(t) for t in form.tables},
                (),
            )
    small = next((f for f in fitting if f.starter), None)
    if small is None:
        raise PanelError(
            f"'{found.id}' needs a source that is not to be had: {note}", where="the store"
        )
    catalog = default_catalog()
    said = (f"{found.id}: {note}; the starter stands in with fewer columns",) if note else ()
    return (
        small,
        {t: catalog.frame(t) for t in small.tables},
        {t: catalog.provenance(t) for t in small.tables},
        said,
    )


def _misfit(found: Adder, rows: Rows) -> str:
    if {f.unit for f in found.forms} <= {"leader", "leader_pair"}:
        return f"'{found.id}' is about leaders"
    if len(rows.sides) > 2:
        return f"'{found.id}' is about pairs of states"
    return f"'{found.id}' is about {'pairs of states' if len(rows.sides) == 1 else 'states'}"


GRAINS = {
    "state-years": (1, False),
    "dyad-years": (2, False),
    "k-adic-years": (3, False),
    "leader-years": (1, True),
    "leader-dyad-years": (2, True),
}
"""Grains by the number of parties and whether they are leaders; state-days take what state-years take."""


def places(found: Adder) -> list[str]:
    """Name the grains that an adder can be added to."""
    fitting = [
        name
        for name, (parties, leaders) in GRAINS.items()
        if any(
            _fits(f, Rows(_empty(parties, leaders), Grain.STATE_YEAR, "cow")) for f in found.forms
        )
    ]
    return ["every grain"] if len(fitting) == len(GRAINS) else fitting


def _empty(parties: int, leaders: bool) -> pl.DataFrame:
    sides = [""] if parties == 1 else [str(n + 1) for n in range(parties)]
    names = [
        f"{c}{side}" for side in sides for c in (("ccode", "obsid") if leaders else ("ccode",))
    ]
    return pl.DataFrame(schema=dict.fromkeys([*names, "year"], pl.Int64))


def _kept(columns: Columns, keep: Any, name: str) -> Columns:
    """Drop the columns that are not wanted; those that tell whether anything happened stay."""
    if keep is None:
        return columns
    for word in keep:
        if word not in columns.names:
            raise PanelError(
                f"'{name}' gives no column '{word}'",
                near=difflib.get_close_matches(str(word), columns.names) or columns.names,
            )
    always = columns.always or (columns.zero if columns.event else ())
    names = tuple(c for c in columns.names if c in keep or c in always)
    if not names:
        raise PanelError(f"nothing is left of '{name}'", near=columns.names)
    return replace(columns, names=names, zero=tuple(c for c in columns.zero if c in names))


def _origins(
    new: pl.DataFrame,
    columns: Columns,
    form: Form,
    rows: Rows,
    provenances: Mapping[str, Provenance],
    suffix: str,
) -> tuple[Origin, ...]:
    known = list(provenances.values())
    sources = tuple(dict.fromkeys(s for p in known for s in p.sources)) or ("detente",)
    edition = "; ".join(dict.fromkeys(p.version for p in known)) or version("detente")
    last = max(
        (p.last_year or max(source(s).years[1] for s in p.sources) for p in known),
        default=COMPLETE_TO,
    )
    cited = tuple(dict.fromkeys(c for p in known for c in p.citations)) or form.citations
    rule = (
        "; ".join(dict.fromkeys(p.rule for p in known)) or "from the package's own tables of states"
    )
    sided = form.unit in ("state", "leader", "fixed") and len(rows.sides) > 1
    found, ends = [], _ends(columns) if form.unit == "state" else {}
    for base in columns.names:
        years = (
            None
            if columns.years is None
            else (columns.years[0], min(columns.years[1], ends.get(base, columns.years[1])))
        )
        event = (
            columns.event
            if columns.event and base != columns.event and base not in columns.zero
            else ""
        )
        for side in rows.sides if sided else ("",):
            found.append(
                Origin(
                    f"{base}{side}{suffix}",
                    base,
                    sources,
                    edition,
                    min(last, ends.get(base, last)),
                    cited,
                    rule,
                    years,
                    "" if form.unit == "leader" else form.system,
                    (side,) if sided else rows.sides,
                    f"{event}{side}{suffix}" if event else "",
                )
            )
    return tuple(o for name in new.columns for o in found if o.column == name)


def _ends(columns: Columns) -> dict[str, int]:
    """Give the last year in which each column of states that describes no event has a value: series end one by one."""
    if columns.event or "year" not in columns.frame.columns:
        return {}
    values = [c for c in columns.names if c not in columns.zero]
    found = columns.frame.select(
        pl.col("year").filter(pl.col(c).is_not_null()).max().alias(c) for c in values
    )
    return {
        c: int(v) for c, v in (found.row(0, named=True) if values else {}).items() if v is not None
    }


def _inherited(
    new: pl.DataFrame, columns: Columns, lineage: tuple[Origin, ...], suffix: str
) -> tuple[Origin, ...]:
    """Give columns that were computed from others of the panel the origin of these."""
    before = {o.column: o for o in lineage}
    return tuple(
        replace(
            before[event],
            column=f"{base}{suffix}",
            base=base,
            event="",
            label="",
            rule=f"counted from {event}",
        )
        for base, event in columns.made_from.items()
        if f"{base}{suffix}" in new.columns
    )
