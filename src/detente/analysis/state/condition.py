"""What the state of a relation is made of: conditions, their order, and the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.actors.relation_facts import Fact
from detente.evidence.cell import Cell

HEADLINES = (
    "war",
    "armed conflict",
    "truce",
    "occupation",
    "rupture",
    "crisis",
    "suspended",
    "halted",
    "integrated",
    "allied",
    "partners",
    "disputed line",
    "normal",
    "not on record",
)
"""The headlines, the first that holds is that of the relation."""
HOSTILE = HEADLINES[:6]
"""Headlines that come from facts about the two alone, not from an institution."""
MONTHS_OF_FIGHTING = 36
"""Months for which fighting leaves an armed conflict, and before a ceasefire makes it a truce."""
MONTHS_OF_CRISIS = 12
MONTHS_OF_MEETING = 12
MONTHS_HALTED = 36


@dataclass(frozen=True, slots=True)
class Condition:
    """One dated condition of a relation.

    Attributes
    ----------
    headline : str
        One of `HEADLINES`.
    what : str
        In words.
    start : datetime.date
        First day, or the newest dated progress of a process that has halted.
    end : datetime.date or None
        Last day; None where it holds at the view.
    source, url : str
        The document, and its address (empty where none is given).
    checked : bool
        Whether a page or a data set that states it was opened.
    first, second : str
        Key by which each side is concerned: its own, or that of a member.
    holder : str
        Of an occupation, who holds the land.
    land : str
        Of an occupation or a claim, the land.
    row : str
        Id of the hand-made row; empty where it comes from a data set.
    cells : tuple of Cell
        The cells of a data set that it rests on.
    form : str
        ``"rung"`` where the rung of a state in a bloc alone gives it.
    by_member : bool
        Whether it concerns a member of a bloc, not the bloc itself.
    start_precision, end_precision : {"day", "month", "year"}
        How exact the dates are.
    """

    headline: str
    what: str
    start: date
    end: date | None
    source: str
    first: str
    second: str
    url: str = ""
    checked: bool = True
    holder: str = ""
    land: str = ""
    row: str = ""
    cells: tuple[Cell, ...] = ()
    form: str = ""
    by_member: bool = False
    start_precision: str = "day"
    end_precision: str = "day"

    @property
    def rank(self) -> int:
        """Give the place of its headline."""
        return HEADLINES.index(self.headline)


@dataclass(frozen=True, slots=True)
class MemberGroup:
    """How many members of a bloc, or pairs of members, share a condition.

    Attributes
    ----------
    headline : str
        One of `HEADLINES`.
    members : tuple of str
        Names of the members concerned, A to Z; of two blocs, the pairs.
    other : str
        With whom; empty for two blocs.
    of : int
        Members, or pairs, that there are.
    """

    headline: str
    members: tuple[str, ...]
    other: str
    of: int

    @property
    def most(self) -> bool:
        """Whether at least half of them are concerned."""
        return 2 * len(self.members) >= self.of


@dataclass(frozen=True, slots=True)
class OtherWar:
    """A war of one side with somebody who is no side of the relation.

    Attributes
    ----------
    side, enemy : str
        Names.
    fact : Fact
        The open row.
    helper, helped : str
        Where one of the two only helps somebody in a war that is his: who helps, and whom; nobody
        has declared war on a helper. Empty where the war is their own.
    """

    side: str
    enemy: str
    fact: Fact
    helper: str = ""
    helped: str = ""


@dataclass(frozen=True, slots=True)
class RelationState:
    """How the two are related on a day.

    Attributes
    ----------
    headline : str
        The first of `HEADLINES` that holds.
    day : datetime.date
        The view.
    sentence : str
        The headline as a sentence.
    details : tuple of str
        What else holds, a sentence each, the gravest first.
    conditions : tuple of Condition
        Every condition that holds, in the order of `HEADLINES`; those of members come last.
    groups : tuple of MemberGroup
        What holds for members of a bloc.
    other_wars : tuple of OtherWar
        Wars of one side with a third party.
    sanctions : tuple of Fact
        Sanctions in force between the two.
    rung : str
        Of a state and a bloc, the rung held; otherwise empty.
    """

    headline: str
    day: date
    sentence: str
    details: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    groups: tuple[MemberGroup, ...] = ()
    other_wars: tuple[OtherWar, ...] = ()
    sanctions: tuple[Fact, ...] = ()
    rung: str = ""

    @property
    def leading(self) -> Condition | None:
        """Give the condition behind the headline; None where none is needed."""
        own = [one for one in self.conditions if one.headline == self.headline]
        return own[0] if own else None

    @property
    def checked(self) -> bool:
        """Whether the document behind the headline was opened."""
        return self.leading is None or self.leading.checked

    @property
    def at_war(self) -> bool:
        """Whether the headline is war."""
        return self.headline == "war"

    def holds(self, headline: str) -> bool:
        """Tell whether a condition of this kind holds between the two themselves.

        Parameters
        ----------
        headline : str
            One of `HEADLINES`.
        """
        return any(one.headline == headline and not one.by_member for one in self.conditions)

    def documents(self) -> tuple[str, ...]:
        """Name the documents behind it, each once, in the order of the conditions."""
        named = [one.source for one in self.conditions]
        named += [war.fact.source for war in self.other_wars]
        named += [sanction.source for sanction in self.sanctions]
        return tuple(dict.fromkeys(named))
