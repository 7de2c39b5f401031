"""AGREEMENTS: one of two rivals has a trade agreement with nearly all of a bloc, the other not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.actors.names import actor
from detente.actors.states import State
from detente.actors.trade_agreements import TradeAgreement, in_force
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.two_rivals import two_rivals
from detente.rules.vote_lines import Parts, picked

ID = "agreements"
ABOUT = "who has bound the members in trade"
NEARLY_ALL, FEW = 0.9, 0.25
"""Parts of the members that one rival has bound, and that the other has not."""
NAMED = 2
"""Most members that are named."""
GAP = 0.75
"""Difference of the two parts from which it is wholly unexpected."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Members of a bloc that a power has bound by trade agreements.

    Attributes
    ----------
    power : State
        The power.
    members : tuple of str
        Letters of the members.
    agreements : tuple of TradeAgreement
        Those that bind any of them.
    """

    power: State
    members: tuple[str, ...]
    agreements: tuple[TradeAgreement, ...]

    @property
    def largest(self) -> TradeAgreement:
        """The agreement that binds most of them."""
        return max(self.agreements, key=lambda one: len(set(one.others) & set(self.members)))


@dataclass(frozen=True, slots=True)
class Rivals:
    """What two rivals have bound in one bloc.

    Attributes
    ----------
    bloc : Bloc
        The bloc.
    many, few : Bound
        The rival with nearly all members, and the one with few or none.
    """

    bloc: Bloc
    many: Bound
    few: Bound


def rivals(relation: Relation) -> Rivals | None:
    """Find a bloc of which one rival has bound nearly all members, and the other hardly any.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    Rivals or None
        None where the pair is not a bloc and one of two rivals.
    """
    between = two_rivals(relation.pair)
    if between is None or not isinstance(between.party, Bloc):
        return None
    power, rival = between.power, between.rival
    if not isinstance(power, State):
        return None
    day = relation.pair.day
    inside = tuple(between.party.member_letters(day))
    both = [_bound(one, inside, relation) for one in (power, rival)]
    few, many = sorted(both, key=lambda one: len(one.members))
    parts = [len(one.members) / len(inside) for one in (few, many)]
    if parts[1] < NEARLY_ALL or parts[0] >= FEW:
        return None
    return Rivals(between.party, many, few=few)


def _bound(power: State, inside: tuple[str, ...], relation: Relation) -> Bound:
    known = [one for one in in_force(power.key, relation.pair.day) if set(one.others) & set(inside)]
    bound = {letters for one in known for letters in one.others} & set(inside)
    return Bound(power, tuple(sorted(bound)), agreements=tuple(known))


def say(relation: Relation) -> Iterator[Line]:
    """Say with whom one rival has a text in force, and with whom the other has; not who signed."""
    found = rivals(relation)
    if found is not None:
        yield _line(relation, found)


def _line(relation: Relation, found: Rivals) -> Line:
    many, few, day = found.many, found.few, relation.pair.day
    inside = found.bloc.member_letters(day)
    largest = many.largest
    cells = tuple(map(_cell, (largest, *few.agreements)))
    names = [actor(one, day).label for one in few.members]
    shown: Parts = {
        "many": many.power.label,
        "few": few.power.label,
        "bloc": found.bloc.label,
    }
    shown["names"] = listed(names) if len(names) <= NAMED else "a few"
    shown |= {
        "bound": counted(_id("many"), len(many.members), "members", *cells),
        "of": counted(_id("of"), len(inside), "members", *cells),
    }
    shown["since"] = dated(_id("since"), largest.start.year, cells[0])
    form = "none" if not names else "alone"
    shown["have"] = "have" if len(few.members) > 1 else "has"
    gap = (len(many.members) - len(few.members)) / len(inside)
    headline, key, gist = (picked(one[form], shown) for one in (HEADLINES, KEYS, GISTS))
    page = Page(headline, (key,), gist=gist)
    return line(
        f"{ID}.unexpected.{form}",
        (picked(BODY, shown), picked(BODIES[form], shown)),
        about=ABOUT,
        reasons=Reasons(unexpected=min(1.0, gap / GAP)),
        page=page,
        cells=cells,
    )


HEADLINES = {
    "alone": "{many} has free-trade agreements with nearly all of {bloc}, {few} with few.",
    "none": "{many} has free-trade agreements with nearly all of {bloc}, {few} with none.",
}
KEYS = {
    "alone": "{many} has a free-trade agreement with {bound} of {of}; {few} has one with {names}.",
    "none": "{many} has a free-trade agreement with {bound} of {of} members.",
}
GISTS = {
    "alone": "In trade {bloc} meets {many} as one and {few} one by one.",
    "none": "In trade {bloc} has a text with {many} and none with {few}.",
}
BODY = (
    "Since {since} one free-trade agreement binds {many} to {bloc}; {bound} of its {of} members "
    "have one in force."
)
BODIES = {
    "alone": "With {few} only {names} {have} one in force.",
    "none": "With {few} no member has one in force.",
}
"""Sentences by whether the other rival has bound any member."""


def _cell(one: TradeAgreement) -> Cell:
    document = one.dataset or one.name
    return row_cell(one.row, one.start, document=document, checked=one.checked)


def _id(name: str) -> str:
    return figure_id("institutions", ID, name)


RULE = Rule(
    id=ID,
    section="institutions",
    place=47,
    paragraph="circles",
    say=say,
    condition="a bloc and one of two rivals to which it has ties: one rival has notified "
    "free-trade agreements with nine tenths of the members, the other with under a quarter",
    topics=("standing",),
)
