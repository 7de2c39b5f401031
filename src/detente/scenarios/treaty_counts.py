"""Votes and seats before and after a change of membership.

They are counted where the treaty, or a rule named in the table, says how. Where votes or seats are
set by decision, the number of the member nearest in people is given, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.rung_terms import Allotment, CountingRule, RungTerms
from detente.evidence.cell import Cell
from detente.institutions.council import SOURCES, Council, council, people, seats
from detente.scenarios.membership_change import MembershipChange
from detente.store.catalog import Catalog

DECIDED = ("votes", "seats")
"""Topics on which the member nearest in people is named."""
TABLE, OWN = "rungs", ("blocs",)
"""The project's table of terms, and the source under which its own tables go."""
LEAST_LOSS = 1e-4
"""Loss of voting power under which nobody is named as losing."""
WHEN = ("before", "after")
UNITS = {"needed": "members", "shares": "share", "power": "share", "seats": "seats"}
"""Unit of each number that is counted."""


@dataclass(frozen=True, slots=True)
class TreatyCount:
    """A number that the treaty, or a rule named in the table, gives.

    Attributes
    ----------
    id, label : str
        Stable name, and what a reader calls it.
    before, after : float or None
        Without and with the change; None where it does not exist.
    unit : str
        ``"members"``, ``"share"``, ``"seats"`` or ``"votes"``.
    evidence : tuple of Cell
        What it rests on.
    note : str
        What a reader needs beside it.
    """

    id: str
    label: str
    before: float | None
    after: float | None
    unit: str
    evidence: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counting:
    """A rule, and the people of all who are members without or with a change.

    Attributes
    ----------
    change : MembershipChange
        Who is a member without and with it.
    rule : CountingRule
        How votes or seats are counted.
    people : dict of int to float
        Share of the world's people by COW code.
    year : int
        Of which year.
    """

    change: MembershipChange
    rule: CountingRule
    people: dict[int, float]
    year: int

    def sides(self) -> tuple[dict[int, float], dict[int, float]]:
        """Give the people of the members without and with the change."""
        before, after = (
            {code: share for code, share in self.people.items() if code in members}
            for members in (self.change.before, self.change.after)
        )
        return before, after

    def count(
        self, column: str, values: tuple[float | None, float | None], *, code: int, **said: str
    ) -> TreatyCount:
        """Give a number before and after, with its cells.

        Parameters
        ----------
        column : str
            What is counted; one of `UNITS`.
        values : tuple of float or None
            Before and after.
        code : int
            COW code of the state of which it is.
        **said : str
            ``id``, ``label`` and ``note``.
        """
        before, after = values
        known = [
            self._cell(column, value, code=code, when=when)
            for when, value in zip(WHEN, values, strict=True)
            if value is not None
        ]
        unit = UNITS[column]
        evidence = tuple(known)
        return TreatyCount(before=before, after=after, unit=unit, evidence=evidence, **said)

    def _cell(self, column: str, value: float, *, code: int, when: str) -> Cell:
        bloc, organ = self.change.bloc.id, self.rule.organ
        at = (("ccode", code), ("year", self.year), ("when", when))
        return Cell(
            table=TABLE,
            column=column,
            keys=(("bloc", bloc), ("organ", organ), *at),
            value=value,
            unit=UNITS[column],
            sources=(*OWN, *SOURCES),
            rule=f"{self.rule.name} on the people of each member; {self.rule.article}",
            checked=self.rule.checked,
        )


def treaty_counts(
    catalog: Catalog, change: MembershipChange, known: RungTerms, last: int
) -> Iterator[TreatyCount]:
    """Count votes and seats by treaty, by the named rule, and by decision.

    Parameters
    ----------
    catalog : Catalog
        The tables as the view knows them.
    change : MembershipChange
        Who is a member without and with it.
    known : RungTerms
        What holds on the day of the view.
    last : int
        Last full year at the view.

    Yields
    ------
    TreatyCount
    """
    year, of_people = people(catalog, change.before | change.after, last)
    ordered = sorted(known.rules, key=lambda rule: DECIDED.index(rule.topic))
    for rule in ordered if of_people else ():
        counting = _Counting(change=change, rule=rule, people=of_people, year=year)
        yield from _by_majority(counting) if rule.topic == "votes" else _by_proportion(counting)
    for topic in DECIDED:
        allotment = known.allotment(topic)
        if allotment is not None:
            yield from _by_decision(change, allotment, of_people)


def _by_majority(counting: _Counting) -> Iterator[TreatyCount]:
    """Count members needed, shares of the people and voting power."""
    before, after = (council(counting.rule, side) for side in counting.sides())
    code, organ = counting.change.code, counting.rule.organ
    own = counting.change.state.label
    sizes = f"of {len(before.shares)} before and {len(after.shares)} after"
    yield counting.count(
        "needed",
        (float(before.needed), float(after.needed)),
        code=code,
        id="treaty.council_needed",
        label=f"Members that a decision of the {organ} needs",
        note=f"{sizes}; {counting.rule.article}",
    )
    inside = after if code in after.shares else before
    place = f"rank {inside.rank(code)} of {len(inside.shares)}"
    yield counting.count(
        "shares",
        (before.shares.get(code), after.shares.get(code)),
        code=code,
        id="treaty.council_people",
        label=f"{own}'s share of the people in the {organ}",
        note=f"{place}; people of {counting.year}",
    )
    yield counting.count(
        "power",
        (before.power.get(code), after.power.get(code)),
        code=code,
        id="treaty.council_power",
        label=f"{own}'s share of voting power in the {organ}",
        note="of all coalitions that a single member turns, the share that it turns (Banzhaf)",
    )
    yield from _largest_loss(counting, before, after)


def _largest_loss(counting: _Counting, before: Council, after: Council) -> Iterator[TreatyCount]:
    """Name the member that loses most voting power; nothing where nobody loses any."""
    both = [code for code in before.power if code in after.power]
    loser = max(both, key=lambda code: before.power[code] - after.power[code], default=None)
    if loser is None or before.power[loser] - after.power[loser] < LEAST_LOSS:
        return
    yield counting.count(
        "power",
        (before.power[loser], after.power[loser]),
        code=loser,
        id="treaty.council_largest_loss",
        label=f"{counting.change.name(loser)}'s share of voting power in the {counting.rule.organ}",
        note="the member that loses most",
    )


def _by_proportion(counting: _Counting) -> Iterator[TreatyCount]:
    """Count the seats of the state by a rule that the table names."""
    rule, code = counting.rule, counting.change.code
    given = [seats(rule, side).get(code) for side in counting.sides()]
    before, after = (None if number is None else float(number) for number in given)
    yield counting.count(
        "seats",
        (before, after),
        code=code,
        id="treaty.seats_by_rule",
        label=f"{counting.change.state.label}'s seats in the {rule.organ} by the {rule.name}",
        note=f"of {rule.figures['size']:.0f}; a proposal, the treaty leaves it to a decision",
    )


def _by_decision(
    change: MembershipChange, allotment: Allotment, of_people: dict[int, float]
) -> Iterator[TreatyCount]:
    """Give the number of the state that leaves, or of the member nearest in people to a joiner."""
    if change.kind == "exit" and change.letters(change.code) in allotment.numbers:
        yield _decided(change, allotment, change.code, which="by_decision", note="")
    nearest = _nearest(change, allotment, of_people) if change.kind == "accession" else None
    if nearest is not None:
        note = "the member nearest in people; "
        yield _decided(change, allotment, nearest, which="of_nearest", note=note)


def _nearest(
    change: MembershipChange, allotment: Allotment, of_people: dict[int, float]
) -> int | None:
    """Name the member whose people are nearest in number to those of the joiner."""
    if change.code not in of_people:
        return None
    own = of_people[change.code]
    members = [code for code in sorted(change.before) if change.letters(code) in allotment.numbers]
    return min(members, key=lambda code: abs(of_people[code] - own), default=None)


def _decided(
    change: MembershipChange, allotment: Allotment, code: int, *, which: str, note: str
) -> TreatyCount:
    """Give a number of an allotment."""
    number, organ = allotment.numbers[change.letters(code)], allotment.organ
    holder = change.state.label if code == change.code else change.name(code)
    begun = ("day", allotment.span.start.isoformat())
    keys = (("bloc", change.bloc.id), ("organ", organ), ("ccode", code), begun)
    cell = Cell(
        table=TABLE,
        column=allotment.unit,
        keys=keys,
        value=number,
        unit=allotment.unit,
        sources=OWN,
        rule=f"{allotment.article}; {allotment.document}",
        checked=allotment.checked,
    )
    label = f"{holder}'s {allotment.unit} in the {organ}"
    return TreatyCount(
        id=f"treaty.{allotment.topic}_{which}",
        label=label,
        before=number,
        after=None,
        unit=allotment.unit,
        evidence=(cell,),
        note=f"{note}of {allotment.total:g}; {allotment.document}",
    )
