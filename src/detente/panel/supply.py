"""Supply: the form of an adder that fits the rows of a panel, and the tables that it needs.

Tables are looked for in the store, then pulled (mirror or producer); where neither has them, the
form of the starter is taken, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from detente.actors.systems import COMPLETE_TO, FIRST_YEAR
from detente.errors import PanelError
from detente.grain import Grain
from detente.panel.adders.base import Adder, Form, Frames
from detente.panel.rows import Rows
from detente.sources.ensure import ensure
from detente.sources.shelf import source
from detente.store.catalog import default_catalog
from detente.store.home import Store
from detente.store.table import Provenance

GRAINS = {
    "state-years": (1, False),
    "dyad-years": (2, False),
    "k-adic-years": (3, False),
    "leader-years": (1, True),
    "leader-dyad-years": (2, True),
}
"""Parties of a row, and whether they are leaders; state-days take what state-years take."""


@dataclass(frozen=True, slots=True)
class Supply:
    """A form with the tables that it needs.

    Attributes
    ----------
    form : Form
        The form that fits the rows.
    frames : mapping
        Its tables by name.
    provenances : mapping
        Where each of them came from.
    notes : tuple of str
        What is missing, where the starter has to do, and which rows of a source are no state's.
    """

    form: Form
    frames: Frames
    provenances: Mapping[str, Provenance]
    notes: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[Provenance, ...]:
        """What is known of each table."""
        return tuple(self.provenances.values())

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of all tables, each once."""
        return tuple(dict.fromkeys(id for known in self.known for id in known.sources))

    @property
    def citations(self) -> tuple[str, ...]:
        """Keys of the references of all tables, each once."""
        return tuple(dict.fromkeys(key for known in self.known for key in known.citations))

    @property
    def edition(self) -> str:
        """Editions of all tables, as one text."""
        return "; ".join(dict.fromkeys(known.version for known in self.known))

    @property
    def rule(self) -> str:
        """How the tables were made, as one text."""
        return "; ".join(dict.fromkeys(known.rule for known in self.known))

    @property
    def last_year(self) -> int:
        """Newest year with data in any table."""
        return max(map(_last_year, self.known), default=COMPLETE_TO)

    @property
    def years(self) -> tuple[int, int]:
        """Years that all tables cover: as declared, or to where a newer edition goes."""
        spans = [_years_of(known, id) for known in self.known for id in known.sources]
        return common_years(spans) if spans else (FIRST_YEAR, COMPLETE_TO)


def common_years(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Give the years that lie in every span.

    Parameters
    ----------
    spans : iterable of (int, int)
        First and last years; one span at least.

    Examples
    --------
    >>> common_years([(1816, 2016), (1946, 2024)])
    (1946, 2016)
    """
    starts, ends = zip(*spans, strict=True)
    return max(starts), min(ends)


def _last_year(known: Provenance) -> int:
    """Give the last year of a table, or the one that its sources declare."""
    return known.last_year or max(source(id).years[1] for id in known.sources)


def _years_of(known: Provenance, id: str) -> tuple[int, int]:
    """Give the years of a source as declared, or to where a newer edition in the store goes."""
    declared = source(id)
    first, last = declared.years
    newest = known.last_year or 0
    is_newer_edition = known.version != declared.version and len(known.sources) == 1
    return (first, max(last, newest)) if is_newer_edition else (first, last)


def fits(form: Form, rows: Rows) -> bool:
    """Tell whether a form can be joined to rows: parties and leaders as it needs them.

    Parameters
    ----------
    form : Form
        The form.
    rows : Rows
        Keys of a panel.
    """
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


def applies(form: Form, options: Mapping[str, Any]) -> bool:
    """Tell whether a form is the one that the options ask for.

    Parameters
    ----------
    form : Form
        The form.
    options : mapping
        Every option of the adder.
    """
    if form.needs and options[form.needs] is None:
        return False
    if form.edition and options["edition"] != form.edition:
        return False
    if form.when is None:
        return True
    name, values = form.when
    return options[name] in values


def supply(
    adder: Adder, rows: Rows, options: Mapping[str, Any], *, store: Store, offline: bool | None
) -> Supply:
    """Choose the form and get its tables; where they are not available, those of the starter.

    Parameters
    ----------
    adder : Adder
        What is added.
    rows : Rows
        The keys of the panel.
    options : mapping
        Every option of the adder.
    store : Store
        Where full tables are looked for.
    offline : bool or None
        Whether pulling is forbidden; None leaves it to the settings.

    Raises
    ------
    PanelError
        Where no form fits the rows, or neither store, producer nor starter has its tables.
    """
    fitting = [form for form in adder.forms if fits(form, rows)]
    chosen = [form for form in fitting if applies(form, options)]
    if not chosen:
        raise _misfit(adder, rows, options, fitting)
    full = [form for form in chosen if not form.starter]
    reason = ""
    if full:
        form = next((form for form in full if form.system == rows.system), full[0])
        reason = ensure(form.tables, store, offline=offline)
        if not reason:
            known = {table: store.provenance(table) for table in form.tables}
            frames = {table: store.get(table).frame for table in form.tables}
            return Supply(form, frames, provenances=known, notes=_left_out(known))
    small = next((form for form in chosen if form.starter), None)
    if small is None:
        raise PanelError(
            f"'{adder.id}' needs a source that is not available: {reason}", where="the store"
        )
    catalog = default_catalog()
    note = f"{adder.id}: {reason}; the starter stands in with fewer columns"
    return Supply(
        small,
        {table: catalog.frame(table) for table in small.tables},
        provenances={table: catalog.provenance(table) for table in small.tables},
        notes=(note,) if reason else (),
    )


def _left_out(provenances: Mapping[str, Provenance]) -> tuple[str, ...]:
    """Say which rows of the sources may be about a state and are not in their tables."""
    reports = [report for known in provenances.values() for report in known.matches]
    return tuple(dict.fromkeys(note for report in reports if (note := report.note())))


def _misfit(
    adder: Adder, rows: Rows, options: Mapping[str, Any], fitting: list[Form]
) -> PanelError:
    """Say why no form of an adder can be joined to the rows."""
    lacking = next((form.needs for form in fitting if form.needs), "")
    conditional = next((form.when[0] for form in fitting if form.when), None)
    if conditional:
        return PanelError(
            f"'{adder.id}' with {conditional}={options[conditional]!r} does not fit these rows",
            where=rows.title,
        )
    asked = replace(
        adder, forms=tuple(form for form in adder.forms if applies(form, options)) or adder.forms
    )
    if {form.unit for form in asked.forms} <= {"leader", "leader_pair"}:
        subject = "leaders"
    elif len(rows.sides) == 2:
        subject = "states"
    else:
        subject = "pairs of states"
    without = f" without {lacking}=" if lacking else ""
    return PanelError(
        f"'{adder.id}'{without} is about {subject}",
        where=rows.title,
        next_step=f"'{adder.id}' can be added to: {', '.join(places(asked))}",
    )


def places(adder: Adder) -> list[str]:
    """Name the grains that an adder can be added to.

    Parameters
    ----------
    adder : Adder
        The adder.
    """
    fitting = []
    for name, (parties, leaders) in GRAINS.items():
        rows = Rows(_empty(parties, leaders), Grain.STATE_YEAR, system="cow")
        if any(fits(form, rows) for form in adder.forms):
            fitting.append(name)
    return ["every grain"] if len(fitting) == len(GRAINS) else fitting


def _empty(parties: int, leaders: bool) -> pl.DataFrame:
    """Give the keys of a grain without a row."""
    sides = [""] if parties == 1 else [str(number + 1) for number in range(parties)]
    keys = ("ccode", "obsid") if leaders else ("ccode",)
    names = [f"{key}{side}" for side in sides for key in keys]
    return pl.DataFrame(schema=dict.fromkeys([*names, "year"], pl.Int64))
