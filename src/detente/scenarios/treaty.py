"""What a membership would change by treaty: terms of the rung, votes and seats, before and after.

Terms are those in force at the view. Votes and seats are counted where the treaty, or a rule named
in the table, says how; where seats or votes are set by decision, the number of the member nearest
in people stands beside them, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from detente.actors.blocs import RUNGS, Bloc
from detente.actors.rung_terms import Allotment, CountingRule, RungTerms, Term
from detente.actors.states import State, identity_on
from detente.evidence.cell import Cell
from detente.institutions.council import SOURCES, Council, council, people, seats
from detente.institutions.treaty_terms import (
    NOTHING,
    HeldTerms,
    TopicChange,
    compare,
    held_terms,
    terms_of_form,
    terms_on,
)
from detente.store.catalog import Catalog

MEMBER, ASSOCIATE = "member", "associate"
DECIDED = ("votes", "seats")
"""Topics on which the member nearest in people is named."""
OWN = ("blocs",)
"""Source of the project's own tables."""
LEAST_LOSS = 1e-4
"""Loss of voting power under which nobody is named as losing."""


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


@dataclass(frozen=True, slots=True)
class TreatyChange:
    """What a change of membership means by treaty.

    Attributes
    ----------
    before, after : HeldTerms
        What the state holds at the view, and what it would hold.
    topics : tuple of TopicChange
        Both, topic by topic.
    counts : tuple of TreatyCount
        Votes and seats.
    """

    before: HeldTerms
    after: HeldTerms
    topics: tuple[TopicChange, ...]
    counts: tuple[TreatyCount, ...]

    def gained(self) -> tuple[Term, ...]:
        """Give every term that is new and gives."""
        return tuple(term for row in self.topics for term in row.gained())

    def owed(self) -> tuple[Term, ...]:
        """Give every term that is new and demands."""
        return tuple(term for row in self.topics for term in row.owed())

    def given_up(self) -> tuple[Term, ...]:
        """Give every term that gave, on a topic on which nothing is given any more."""
        return tuple(term for row in self.topics for term in row.lost())


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChange:
    """Who is a member without and with a change.

    Attributes
    ----------
    kind : str
        ``"accession"``, ``"association"`` or ``"exit"``.
    bloc, state : Bloc, State
        The institution, and who joins or leaves.
    code : int
        COW code of the state on the day.
    day : datetime.date
        The day of the view.
    before, after : frozenset of int
        Codes of the members without and with the change.
    """

    kind: str
    bloc: Bloc
    state: State
    code: int
    day: date
    before: frozenset[int] = field(default_factory=frozenset)
    after: frozenset[int] = field(default_factory=frozenset)

    def name(self, code: int) -> str:
        """Name a state on the day.

        Parameters
        ----------
        code : int
            Its COW code.
        """
        return identity_on(code, self.day).name

    def letters(self, code: int) -> str:
        """Give the letters under which tables name a state.

        Parameters
        ----------
        code : int
            Its COW code.
        """
        identity = identity_on(code, self.day)
        return identity.iso3 or identity.key


def treaty_change(catalog: Catalog, change: MembershipChange, last: int) -> TreatyChange | None:
    """Say what a change of membership means by treaty; None where no file was made of the bloc.

    Parameters
    ----------
    catalog : Catalog
        The tables as the view knows them.
    change : MembershipChange
        Who is a member without and with it.
    last : int
        Last full year at the view.

    Returns
    -------
    TreatyChange or None
    """
    known = terms_on(change.bloc, change.day)
    before = held_terms(change.bloc, change.state, change.day)
    if known is None or before is None:
        return None
    after = _after(change, known, before)
    counts = () if change.before == change.after else tuple(_counts(catalog, change, known, last))
    return TreatyChange(before, after, topics=compare(before, after), counts=counts)


def _after(change: MembershipChange, known: RungTerms, before: HeldTerms) -> HeldTerms:
    """Give the terms that the state would have."""
    if change.kind == "exit":
        return NOTHING
    rung, form = (MEMBER, MEMBER) if change.kind == "accession" else (ASSOCIATE, known.association)
    # an associate that becomes one again keeps what it has; a bloc without associates gives none
    is_there = before.rung in RUNGS and RUNGS.index(before.rung) >= RUNGS.index(rung)
    if is_there or not form:
        return before
    return terms_of_form(change.bloc, rung, form, change.day) or before


def _counts(
    catalog: Catalog, change: MembershipChange, known: RungTerms, last: int
) -> Iterator[TreatyCount]:
    """Count votes and seats by treaty, by decision, and by the named rule."""
    everyone = change.before | change.after
    year, of_people = people(catalog, everyone, last)
    majority, compromise = known.rule("double majority"), known.rule("Cambridge Compromise")
    if of_people and majority is not None:
        yield from _by_majority(change, majority, of_people, year)
    if of_people and compromise is not None:
        yield _by_compromise(change, compromise, of_people, year)
    for topic in DECIDED:
        allotment = known.allotment(topic)
        if allotment is not None:
            yield from _by_decision(change, allotment, of_people)


def _among(of_people: dict[int, float], members: frozenset[int]) -> dict[int, float]:
    return {code: share for code, share in of_people.items() if code in members}


def _by_majority(
    change: MembershipChange, rule: CountingRule, of_people: dict[int, float], year: int
) -> Iterator[TreatyCount]:
    """Count members needed, shares of the people and voting power."""
    voting = [council(rule, _among(of_people, who)) for who in (change.before, change.after)]
    before, after = voting
    own, organ = change.state.label, rule.organ

    def cells(column: str, code: int) -> tuple[Cell, ...]:
        return tuple(
            _cell(change, rule, column, value=value, at=(("year", year), ("when", when)), code=code)
            for when, value in (
                ("before", _measured(before, column, code)),
                ("after", _measured(after, column, code)),
            )
            if value is not None
        )

    yield TreatyCount(
        id="treaty.council_needed",
        label=f"Members that a decision of the {organ} needs",
        before=float(before.needed),
        after=float(after.needed),
        unit="members",
        evidence=cells("needed", change.code),
        note=f"of {len(before.shares)} before and {len(after.shares)} after; {rule.article}",
    )
    with_own = after if change.code in after.shares else before
    yield TreatyCount(
        id="treaty.council_people",
        label=f"{own}'s share of the people in the {organ}",
        before=before.shares.get(change.code),
        after=after.shares.get(change.code),
        unit="share",
        evidence=cells("shares", change.code),
        note=f"rank {with_own.rank(change.code)} of {len(with_own.shares)}; people of {year}",
    )
    yield TreatyCount(
        id="treaty.council_power",
        label=f"{own}'s share of voting power in the {organ}",
        before=before.power.get(change.code),
        after=after.power.get(change.code),
        unit="share",
        evidence=cells("power", change.code),
        note="of all coalitions that a single member turns, the share that it turns (Banzhaf)",
    )
    loser = _largest_loss(before, after)
    if loser is not None:
        yield TreatyCount(
            id="treaty.council_largest_loss",
            label=f"{change.name(loser)}'s share of voting power in the {organ}",
            before=before.power[loser],
            after=after.power[loser],
            unit="share",
            evidence=cells("power", loser),
            note="the member that loses most",
        )


def _measured(voting: Council, column: str, code: int) -> float | None:
    """Give one number of a council."""
    if column == "needed":
        return float(voting.needed)
    return (voting.shares if column == "shares" else voting.power).get(code)


def _largest_loss(before: Council, after: Council) -> int | None:
    """Name the member that loses most voting power; None where nobody loses any."""
    lost = {
        code: before.power[code] - after.power[code] for code in before.power if code in after.power
    }
    largest = max(lost, key=lambda code: lost[code], default=None)
    return largest if largest is not None and lost[largest] > LEAST_LOSS else None


def _by_compromise(
    change: MembershipChange, rule: CountingRule, of_people: dict[int, float], year: int
) -> TreatyCount:
    """Count the seats of the state by a rule that the table names."""
    before, after = (
        seats(rule, _among(of_people, who)).get(change.code)
        for who in (change.before, change.after)
    )
    values = (("before", before), ("after", after))
    cells = (
        _cell(
            change,
            rule,
            "seats",
            value=float(value),
            at=(("year", year), ("when", when)),
            code=change.code,
        )
        for when, value in values
        if value is not None
    )
    return TreatyCount(
        id="treaty.seats_by_rule",
        label=f"{change.state.label}'s seats in the {rule.organ} by the {rule.name}",
        before=None if before is None else float(before),
        after=None if after is None else float(after),
        unit="seats",
        evidence=tuple(cells),
        note=f"of {rule.figures['size']:.0f}; a proposal, the treaty leaves it to a decision",
    )


def _by_decision(
    change: MembershipChange, allotment: Allotment, of_people: dict[int, float]
) -> Iterator[TreatyCount]:
    """Give the number of the state that leaves, or of the member nearest in people to a joiner."""
    organ, total = allotment.organ, f"of {allotment.total:g}; {allotment.document}"
    own = allotment.numbers.get(change.letters(change.code))
    if change.kind == "exit" and own is not None:
        yield TreatyCount(
            id=f"treaty.{allotment.topic}_by_decision",
            label=f"{change.state.label}'s {allotment.unit} in the {organ}",
            before=own,
            after=None,
            unit=allotment.unit,
            evidence=(_decided(change, allotment, change.code, own),),
            note=total,
        )
    nearest = _nearest(change, allotment, of_people) if change.kind == "accession" else None
    if nearest is not None:
        number = allotment.numbers[change.letters(nearest)]
        yield TreatyCount(
            id=f"treaty.{allotment.topic}_of_nearest",
            label=f"{change.name(nearest)}'s {allotment.unit} in the {organ}",
            before=number,
            after=None,
            unit=allotment.unit,
            evidence=(_decided(change, allotment, nearest, number),),
            note=f"the member nearest in people; {total}",
        )


def _nearest(
    change: MembershipChange, allotment: Allotment, of_people: dict[int, float]
) -> int | None:
    """Name the member whose people are nearest in number to those of the joiner."""
    if change.code not in of_people:
        return None
    own = of_people[change.code]
    members = [code for code in sorted(change.before) if change.letters(code) in allotment.numbers]
    return min(members, key=lambda code: abs(of_people[code] - own), default=None)


def _cell(
    change: MembershipChange,
    rule: CountingRule,
    column: str,
    *,
    value: float,
    at: tuple[tuple[str, int | str], ...],
    code: int,
) -> Cell:
    """Give a computed number as evidence."""
    units = {"needed": "members", "seats": "seats"}
    return Cell(
        table="rungs",
        column=column,
        keys=(("bloc", change.bloc.id), ("organ", rule.organ), ("ccode", code), *at),
        value=value,
        unit=units.get(column, "share"),
        sources=OWN if column == "needed" else (*OWN, *SOURCES),
        rule=f"{rule.name} on the people of each member; {rule.article}",
        checked=rule.checked,
    )


def _decided(change: MembershipChange, allotment: Allotment, code: int, number: float) -> Cell:
    """Give a number of an allotment as evidence."""
    return Cell(
        table="rungs",
        column=allotment.unit,
        keys=(
            ("bloc", change.bloc.id),
            ("organ", allotment.organ),
            ("ccode", code),
            ("day", allotment.span.start.isoformat()),
        ),
        value=number,
        unit=allotment.unit,
        sources=OWN,
        rule=f"{allotment.article}; {allotment.document}",
        checked=allotment.checked,
    )
