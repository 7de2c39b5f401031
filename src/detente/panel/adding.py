"""Adding: choose the form that fits the rows, find its tables (store, mirror or producer, starter), join, keep the lineage."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from detente.errors import PanelError, SourceError, StoreError
from detente.panel.adder import Adder, Columns, Form, Option, Request
from detente.panel.joining import join
from detente.panel.lineage import Origin
from detente.panel.rows import Rows
from detente.settings import settings
from detente.sources.ingest import ingest
from detente.sources.shelf import source_of_table
from detente.store.home import Store
from detente.store.table import Provenance
from detente.store.world import default_world

EVERYWHERE: dict[str, Option] = {
    "keep": Option(None, (), "names of the columns to keep, where not all are wanted"),
    "suffix": Option("", (), "text at the end of each new column's name, where a name is taken"),
}
"""Options that every adder has."""

Added = tuple[pl.DataFrame, tuple[Origin, ...], tuple[str, ...]]


def add(rows: Rows, data: pl.DataFrame, found: Adder, given: Mapping[str, Any], *, store: Store,
        lineage: tuple[Origin, ...], offline: bool | None) -> Added:
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
    columns = _kept(form.make(tables, Request(rows, data, chosen, form.system)), chosen["keep"], found.id)
    new = join(rows, columns, form.unit, form.system)
    if chosen["suffix"]:
        new = new.rename({c: f"{c}{chosen['suffix']}" for c in new.columns})
    held = {o.column: o for o in lineage} | dict.fromkeys(rows.keys.columns)
    taken = [c for c in new.columns if c in held]
    if taken:
        before = held[taken[0]]
        raise PanelError(f"'{found.id}' would give '{taken[0]}', which is there already"
                         + (f" (from {before.source})" if before else ""), where="the panel",
                         next_step="it was added before; or say which columns to keep, or give a suffix, "
                         f"as in .add('{found.id}', suffix='_2')")
    if provenances == {} and form.unit == "row":
        provenances = _inherited(columns, lineage)
    return new, _origins(new, columns, form, rows, provenances, chosen["suffix"]), notes


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
            raise PanelError(f"'{found.id}' has no option '{name}'", near=difflib.get_close_matches(name, known) or tuple(known))
        choices = known[name].choices
        for word in (value if isinstance(value, list | tuple) else [value]) if choices else []:
            if word not in choices:
                raise PanelError(f"{name}={word!r} is not known to '{found.id}'", near=choices)
        if isinstance(known[name].default, bool) and not isinstance(value, bool):
            raise PanelError(f"{name}={value!r} should be True or False", where=found.id)
        chosen[name] = value
    return chosen


def _fits(form: Form, rows: Rows) -> bool:
    pairs = len(rows.sides) == 2
    if form.dyads is not None and form.dyads is not (len(rows.sides) > 1):
        return False
    needs = {"pair": pairs, "leader": rows.has_leaders, "leader_pair": rows.has_leaders and pairs,
             "leader_row": rows.has_leaders and not pairs}
    return needs.get(form.unit, True)


def _tables(found: Adder, rows: Rows, chosen: Mapping[str, Any], store: Store,
            offline: bool | None) -> tuple[Form, dict[str, pl.DataFrame], dict[str, Provenance], tuple[str, ...]]:
    """Choose the form and bring its tables; those of the starter where the store lacks them and they are not to be had."""
    fitting = [f for f in found.forms if _fits(f, rows) and (f.when is None or chosen[f.when[0]] in f.when[1])]
    if not fitting:
        raise PanelError(_misfit(found, rows), where=rows.grain.name.lower().replace("_", "-") + "s",
                         next_step=f"'{found.id}' can be added to: {', '.join(places(found))}")
    full = [f for f in fitting if not f.starter]
    note = ""
    if full:
        form = next((f for f in full if f.system == rows.system), full[0])
        note = _pull(form, store, offline)
        if not note:
            return form, {t: store.get(t).frame for t in form.tables}, {t: store.provenance(t) for t in form.tables}, ()
    small = next((f for f in fitting if f.starter), None)
    if small is None:
        raise PanelError(f"'{found.id}' needs a source that is not to be had: {note}", where="the store")
    world = default_world()
    said = (f"{found.id}: {note}; the starter stands in with fewer columns",) if note else ()
    return small, {t: world.frame(t) for t in small.tables}, {t: world.provenance(t) for t in small.tables}, said


def _misfit(found: Adder, rows: Rows) -> str:
    if {f.unit for f in found.forms} <= {"leader", "leader_pair"}:
        return f"'{found.id}' is about leaders"
    if len(rows.sides) > 2:
        return f"'{found.id}' is about pairs of states"
    return f"'{found.id}' is about {'pairs of states' if len(rows.sides) == 1 else 'states'}"


def places(found: Adder) -> list[str]:
    """Name the grains that an adder can be added to."""
    named = {"pair": ("dyad-years",), "leader": ("leader-years", "leader-dyad-years"), "leader_row": ("leader-years",),
             "leader_pair": ("leader-dyad-years",)}
    found_in = {place for f in found.forms for place in named.get(f.unit, (
        "dyad-years",) if f.dyads else ("state-years",) if f.dyads is False else ("every grain",))}
    return ["every grain"] if "every grain" in found_in else sorted(found_in)


def _pull(form: Form, store: Store, offline: bool | None) -> str:
    """Bring the form's sources into the store if need be; give the reason where one is not to be had."""
    config = settings() if offline is None else replace(settings(), offline=offline)
    for table in form.tables:
        if not store.has(table):
            try:
                ingest(source_of_table(table), store, config=config)
            except (SourceError, StoreError) as error:
                return str(error)
    return ""


def _kept(columns: Columns, keep: Any, name: str) -> Columns:
    """Drop the columns that are not wanted; those that tell whether anything happened stay."""
    if keep is None:
        return columns
    wanted = [keep] if isinstance(keep, str) else list(keep)
    for word in wanted:
        if word not in columns.names:
            raise PanelError(f"'{name}' gives no column '{word}'",
                             near=difflib.get_close_matches(str(word), columns.names) or columns.names)
    always = columns.always or columns.zero
    names = tuple(c for c in columns.names if c in wanted or c in always)
    if not names:
        raise PanelError(f"nothing is left of '{name}'", near=columns.names)
    return replace(columns, names=names, zero=tuple(c for c in columns.zero if c in names),
                   swap=tuple(pair for pair in columns.swap if set(pair) <= set(names)))


def _origins(new: pl.DataFrame, columns: Columns, form: Form, rows: Rows, provenances: Mapping[str, Provenance],
             suffix: str) -> tuple[Origin, ...]:
    known = list(provenances.values())
    sources = tuple(dict.fromkeys(s for p in known for s in p.sources))
    version = "; ".join(dict.fromkeys(p.version for p in known))
    last = max((p.last_year for p in known if p.last_year), default=None)
    cited = tuple(dict.fromkeys(c for p in known for c in p.citations))
    rule = "; ".join(dict.fromkeys(p.rule for p in known)) or "computed from the panel's own columns"
    monadic = form.unit in ("state", "leader", "fixed")
    event = f"{columns.zero[0]}{suffix}" if columns.if_any and columns.zero else ""
    found = []
    for name in new.columns:
        plain = name.removesuffix(suffix) if suffix else name
        sides = next(((s,) for s in rows.sides if s and monadic and plain.endswith(s)), rows.sides)
        described = event if name != event and plain not in columns.zero else ""
        found.append(Origin(name, plain, sources, version, last, cited, rule, columns.years, form.system, sides, described))
    return tuple(found)


def _inherited(columns: Columns, lineage: tuple[Origin, ...]) -> dict[str, Provenance]:
    """Give the provenance of the columns that others were computed from."""
    from_ = [o for o in lineage if o.column in columns.made_from]
    return {o.column: Provenance(o.sources, o.version, o.last_year, "cite", "", o.citations, "{}", o.rule) for o in from_}
