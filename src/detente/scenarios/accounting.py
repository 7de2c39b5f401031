"""Exact accounting of a membership: shares, borders, neighbours and duties before and after.

Nothing is estimated. The four spin-offs follow the model paper: domestic politics, the shared
neighbourhood, global prominence and conflict zones. Accounting can speak of three; domestic
effects need the simulation and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.states import State, identity_on
from detente.evidence.cell import Cell
from detente.evidence.display import card, table
from detente.evidence.series import STALE, Series
from detente.institutions import disputes, ties
from detente.power.profile import PowerProfile
from detente.power.yardsticks import Yardstick, series, yardstick
from detente.scenarios.choice import check_year
from detente.scenarios.past_disputes import PastDisputes, past_disputes

if TYPE_CHECKING:
    from detente.scenarios.treaty import TreatyChange

SHARES = ("cinc", "gdp", "gdp_long", "pop", "spending", "milper", "warheads")
"""Yardsticks on which prominence is counted, in order."""
STANDS_IN = {"gdp_long": "gdp"}
"""Yardsticks that are shown only where another one is not known."""
AGAINST_THIRD = ("cinc", "spending")
"""Yardsticks on which the bloc is also compared with the third power."""
DOMESTIC = (
    "accounting cannot speak of domestic politics; the simulation that can is not part of this "
    "version"
)
BORDERS, DISPUTES = "cow_contiguity", "gml_mid"
"""Sources of land borders and of disputes."""
SIGN = {"accession": 1.0, "association": 0.0, "exit": -1.0}
"""How often the state's share is added to the bloc's."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a membership changes.

    Attributes
    ----------
    id, label : str
        Stable name, and what a reader calls it.
    spinoff : str
        ``"prominence"``, ``"neighbourhood"`` or ``"conflict_zones"``.
    before, after : float
        Value without and with the change.
    unit : str
        Unit.
    evidence : tuple of Cell
        What it rests on.
    note : str
        Names or years that a reader needs; may be empty.
    """

    id: str
    label: str
    spinoff: str
    before: float
    after: float
    unit: str
    evidence: tuple[Cell, ...]
    note: str = ""

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Scenario:
    """One change to a membership, accounted for.

    Attributes
    ----------
    kind : str
        ``"accession"``, ``"association"`` or ``"exit"``.
    bloc : Bloc
        The institution.
    state : State
        Who joins or leaves.
    year : int
        When.
    differences : tuple of Difference
        What changes.
    gained, lost : tuple of str
        Names of the bloc's new land neighbours, the strongest first, and of those that it no longer
        has.
    treaty : TreatyChange or None
        What changes by treaty; None where the terms of the bloc's rungs are not on record.
    """

    kind: str
    bloc: Bloc
    state: State
    year: int
    differences: tuple[Difference, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    treaty: TreatyChange | None = None

    def _repr_html_(self) -> str:
        """Show what changes in a notebook."""
        rows = [
            (one.label, f"{one.before:.4g}", f"{one.after:.4g}", one.unit, one.note)
            for one in self.differences
        ]
        lines = (("New land neighbours", self.gained), ("Neighbours no longer", self.lost))
        said = "".join(f"<p>{name}: {escape(', '.join(of))}.</p>" for name, of in lines if of)
        title = f"{self.state.name} and {self.bloc.label}: {self.kind}, {self.year}"
        heads = ("what", "without", "with", "unit", "")
        return card(title, table(heads, rows), said, note="Exact: nothing is simulated.")

    def evidence(self) -> Iterator[tuple[str, Cell]]:
        """Give every cell with the id of the difference or count that rests on it."""
        for difference in self.differences:
            yield from ((difference.id, cell) for cell in difference.evidence)
        for count in () if self.treaty is None else self.treaty.counts:
            yield from ((count.id, cell) for cell in count.evidence)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change to be accounted for: who is a member without it and with it.

    Attributes
    ----------
    kind : str
        As in `Scenario`.
    bloc, state : Bloc, State
        The institution, and who joins or leaves.
    before, after : frozenset of int
        Codes of the members without the change and with it.
    """

    kind: str
    bloc: Bloc
    state: State
    before: frozenset[int]
    after: frozenset[int]


def account(power: PowerProfile, kind: str, year: int | None = None) -> Scenario | None:
    """Account for a membership.

    Parameters
    ----------
    power : PowerProfile
        The power of the pair as measured; its view sets the data.
    kind : str
        As `choose` gives it.
    year : int, optional
        When; the year after the view by default.

    Returns
    -------
    Scenario or None
        None for ``"none"``.

    Raises
    ------
    RequestError
        Where the year lies before the view.
    """
    sides = power.pair.bloc_and_state
    if kind == "none" or sides is None:
        return None
    when = check_year(power.pair, year)
    change = _change(*sides, power.pair.day, kind=kind)
    before = _land_neighbours(power, change.before)
    after = _land_neighbours(power, change.after)
    # who joins or leaves is not a neighbour that the bloc gains or loses
    joining = frozenset(change.state.members(power.pair.day))
    gained = after - before - (joining if kind == "exit" else frozenset())
    lost = before - after - joining
    differences = (
        *_prominence(power, change),
        _neighbourhood(power, change.bloc, before, after),
        *_duties(power, change),
        *_conflicts(power, change),
    )
    return Scenario(
        kind,
        change.bloc,
        state=change.state,
        year=when,
        differences=differences,
        gained=_names(power, gained),
        lost=_names(power, lost),
        treaty=_treaty(power, change),
    )


def _change(bloc: Bloc, state: State, day: date, *, kind: str) -> _Change:
    """Say who is a member without the change and with it; an associate is not one."""
    own, joining = frozenset(bloc.members(day)), frozenset(state.members(day))
    after = {"accession": own | joining, "exit": own - joining}.get(kind, own)
    return _Change(kind, bloc, state=state, before=own, after=after)


def _treaty(power: PowerProfile, change: _Change) -> TreatyChange | None:
    """Say what the change means by treaty."""
    # a page of the terminal accounts for nothing, and loads no tables of terms
    from detente.scenarios.membership_change import MembershipChange
    from detente.scenarios.treaty import treaty_change

    day = power.pair.day
    codes = change.state.members(day)
    if len(codes) != 1:
        return None
    membership = MembershipChange(
        kind=change.kind,
        bloc=change.bloc,
        state=change.state,
        code=codes[0],
        day=day,
        before=change.before,
        after=change.after,
    )
    return treaty_change(power.catalog, membership, power.pair.as_of)


def _land_neighbours(power: PowerProfile, members: frozenset[int]) -> frozenset[int]:
    return ties.land_neighbours(power.catalog, tuple(members), power.pair.as_of)


def _names(power: PowerProfile, codes: frozenset[int]) -> tuple[str, ...]:
    """Name states, the strongest first."""
    newest = _newest_capability(power, codes)
    ordered = sorted(codes, key=lambda code: (-newest.get(code, 0.0), code))
    on = power.pair.day
    return tuple(identity_on(code, on).name for code in ordered)


def _newest_capability(power: PowerProfile, codes: frozenset[int]) -> dict[int, float]:
    """Give the newest share of capability of each state."""
    known = (
        power.catalog.frame("capability")
        .select("ccode", "year", "cinc_share")
        .drop_nulls()
        .filter(pl.col("ccode").is_in(list(codes)))
        .sort("year")
    )
    newest = known.group_by("ccode").agg(pl.col("cinc_share").last())
    return dict(newest.iter_rows())


def _prominence(power: PowerProfile, change: _Change) -> Iterator[Difference]:
    """Give the bloc's shares with and without the state, and its weight against the third power."""
    shown: set[str] = set()
    for name in SHARES:
        if STANDS_IN.get(name) in shown:
            continue
        by = yardstick(name)
        cells = _newest_in_common(power, change, by)
        if cells is None:
            continue
        shown.add(name)
        own, extra = cells
        after, note = own.value + SIGN[change.kind] * extra.value, f"in {own.year}"
        yield Difference(
            id=f"prominence.share_{name}",
            label=f"{by.label}, share of the system",
            spinoff="prominence",
            before=own.value,
            after=after,
            unit="share",
            evidence=(own, extra),
            note=note,
        )
        third = _third_power(power, by, own.year) if name in AGAINST_THIRD else None
        if third is not None and power.third is not None:
            sides = f"{change.bloc.label} over {power.third.label}"
            yield Difference(
                id=f"prominence.against_third_{name}",
                label=f"{by.label}, {sides}",
                spinoff="prominence",
                before=own.value / third.value,
                after=after / third.value,
                unit="ratio",
                evidence=(own, extra, third),
                note=note,
            )


def _newest_in_common(
    power: PowerProfile, change: _Change, by: Yardstick
) -> tuple[Cell, Cell] | None:
    """Give the shares of the bloc and the state in the newest year of both; None if too old."""
    as_of, day = power.pair.as_of, power.pair.day
    own = series(power.catalog, change.bloc, by, as_of=day, composition="fixed")
    extra = series(power.catalog, change.state, by, as_of=day)
    if not own or not extra:
        return None
    year = min(own.years[-1], extra.years[-1])
    cells = own.at(year), extra.at(year)
    if cells[0] is None or cells[1] is None or year < as_of - STALE:
        return None
    return cells[0], cells[1]


def _third_power(power: PowerProfile, by: Yardstick, year: int | None) -> Cell | None:
    """Give the share of the third power in a year; None where it has none."""
    if power.third is None or year is None:
        return None
    shares: Series = series(power.catalog, power.third, by, as_of=power.pair.day)
    cell = shares.at(year)
    return cell if cell is not None and cell.value > 0 else None


def _neighbourhood(
    power: PowerProfile, bloc: Bloc, before: frozenset[int], after: frozenset[int]
) -> Difference:
    """Count the states outside the bloc that border it by land."""
    last = power.catalog.last_year(BORDERS)
    carried = f"; carried forward from {last}" if last < power.pair.as_of else ""

    def cell(when: str, neighbours: frozenset[int]) -> Cell:
        return Cell(
            table="borders",
            column="border",
            keys=(("bloc", bloc.id), ("year", last), ("when", when)),
            value=float(len(neighbours)),
            unit="states",
            sources=(BORDERS,),
            rule=f"states outside the bloc with a land border to a member{carried}",
        )

    return Difference(
        id="neighbourhood.land_neighbours",
        label=f"Land neighbours outside {bloc.label}",
        spinoff="neighbourhood",
        before=float(len(before)),
        after=float(len(after)),
        unit="states",
        evidence=(cell("before", before), cell("after", after)),
        note=f"borders of {last}",
    )


def _duties(power: PowerProfile, change: _Change) -> Iterator[Difference]:
    """Count the pairs of states that the bloc's treaty would bind."""
    bloc = change.bloc
    if not bloc.obliges:
        return
    cells = tuple(
        Cell(
            table="blocs",
            column="member",
            keys=(("bloc", bloc.id), power.pair.dated, ("when", when)),
            value=float(len(members)),
            unit="members",
            sources=("blocs",),
            rule="members on 31 December, pairs among them",
        )
        for when, members in (("before", change.before), ("after", change.after))
    )
    yield Difference(
        id="conflict_zones.duties",
        label=f"Pairs of states bound by the treaty of {bloc.label}",
        spinoff="conflict_zones",
        before=_pairs(change.before),
        after=_pairs(change.after),
        unit="pairs",
        evidence=cells,
    )


def _pairs(members: frozenset[int]) -> float:
    return len(members) * (len(members) - 1) / 2


def _conflicts(power: PowerProfile, change: _Change) -> Iterator[Difference]:
    """Count disputes that would come inside the bloc, or become the bloc's with outsiders."""
    last, as_of = power.catalog.last_year(DISPUTES), power.pair.as_of
    decades = (last, last - disputes.SPAN)
    if as_of > last + 2 * disputes.SPAN:
        return
    counts = past_disputes(power.catalog, change.state, change.before, decades=decades, as_of=as_of)
    span = f"{last - 2 * disputes.SPAN + 1} to {last}, pairs with the members of {power.pair.at}"
    evidence = _dispute_cells(change, counts, span, last=last)
    # as a member the state brings its disputes with outsiders, and takes those with members inside
    joined = counts.members_outside + counts.state_outside
    apart = counts.members_outside + counts.state_inside
    before, after = (joined if is_in else apart for is_in in _membership(change.kind))
    inside = [counts.state_inside if is_in else 0 for is_in in _membership(change.kind)]
    yield Difference(
        id="conflict_zones.outside",
        label=f"Disputes of the members of {change.bloc.label} with outsiders",
        spinoff="conflict_zones",
        before=float(before),
        after=float(after),
        unit="disputes",
        evidence=evidence,
        note=span,
    )
    yield Difference(
        id="conflict_zones.inside",
        label=f"Disputes between {change.state.label} and members that lie inside",
        spinoff="conflict_zones",
        before=float(inside[0]),
        after=float(inside[1]),
        unit="disputes",
        evidence=evidence[1:2],
        note=span,
    )


def _membership(kind: str) -> tuple[bool, bool]:
    """Whether the state is a member without the change, and with it."""
    return kind == "exit", kind == "accession"


def _dispute_cells(
    change: _Change, counts: PastDisputes, span: str, *, last: int
) -> tuple[Cell, Cell, Cell]:
    """Give the counts as evidence."""

    def cell(label: str, count: int) -> Cell:
        return Cell(
            table="disputes",
            column="recent",
            keys=(
                ("bloc", change.bloc.id),
                ("state", change.state.key),
                ("year", last),
                ("of", label),
            ),
            value=float(count),
            unit="disputes",
            sources=(DISPUTES,),
            rule=f"militarized disputes, pair by pair, begun {span}; {label}",
        )

    return (
        cell("state with outsiders", counts.state_outside),
        cell("state with members", counts.state_inside),
        cell("members with outsiders", counts.members_outside),
    )
