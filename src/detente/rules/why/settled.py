"""SETTLED: texts that were to close a quarrel over the past, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.actors.leaders import Leader, other_party
from detente.actors.treaties import BROKEN, IN_FORCE, SETTLEMENT, Treaty, treaties_between
from detente.analysis.relation import Relation
from detente.estimators.surprise import BITS
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.identity.leaders import cell as leader_cell
from detente.institutions.treaties import holder, label
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.institutions.promises import (
    answered,
    called,
    found_cell,
    found_so,
    treaty_cell,
)
from detente.rules.line import Line, Reasons
from detente.rules.now.row_words import bound
from detente.rules.rule import Rule
from detente.rules.standing import day_figure, year_figure
from detente.span import years_before

ID = "settled"
ABOUT = "what settlements of the past were worth"
FEWEST = 2
"""Settlements without which there is nothing to compare."""
MOST_TOLD = 2
"""Breaches that are told with the answer to them, the newest."""
MONTH = "month"
TEXTS = "Texts of {months} were to settle the quarrel over {matter}."
BROKE = "In the view of {finder}, {by} broke {names}."
IN_FORCE_NOW = "In force is {name}, by which {giver} is {duty}."
AGAINST = "would speak against the past as the cause of their crises."
REFUTED = "A settlement that outlasts a change of government on both sides " + AGAINST
HALF = (
    "It has outlasted a change of the party in power in {state}, in {month}, and none yet in "
    "{other}."
)
OTHER_HALF = "One there that it outlasts too " + AGAINST
WHOLE = (
    "It has outlasted changes of the party in power in {state}, in {month}, and in {other}, in "
    "{later}, which speaks against the past as the cause of their crises."
)
PASSED = "The newest, {newest}, outlasted a change of the party in power in {state}, in {month}."
"""What the newest settlement in force has outlasted: nothing, one change, one on each side."""
HEADLINE = "{finder} holds earlier settlements of the past broken."
KEY = "They are those of {broken}."
GIST = "{finder} holds that {by} broke earlier settlements of the past."
DISPUTED = "{finder} and {by} differ on whether settlements of the past hold."
DIFFERED = "{finder} and {by} differed in {said} on whether settlements of the past hold."
BOTH_VIEWS = "{finder} holds those of {broken} broken; {by} denies that it broke them."
"""Message, detail and gist, where the side that is accused has answered: both views alike."""
OLD_VIEW = 5
"""Years after which what a government said is no longer what its successors say."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Settlements of a pair by what became of them.

    Attributes
    ----------
    every, broken, held : tuple of Treaty
        All of them, those that a side holds broken, and those in force, the oldest first.
    """

    every: tuple[Treaty, ...]
    broken: tuple[Treaty, ...]
    held: tuple[Treaty, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the party in power.

    Attributes
    ----------
    state : str
        Where.
    leader : Leader
        Who came into office with it.
    cell : Cell
        The row.
    """

    state: str
    leader: Leader
    cell: Cell

    @property
    def month(self) -> Figure:
        """The month in which the leader entered office."""
        return day_figure(ID, f"party.{self.leader.key}", self.leader.span.start, MONTH, self.cell)

    @property
    def parts(self) -> dict[str, str | Figure | Phrase]:
        """What a sentence says of it."""
        return {"state": self.state, "month": self.month}


def settlements(relation: Relation) -> Settled:
    """Give the settlements of a pair as the view knows them.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    known = treaties_between(pair.first, pair.second, pair.day)
    every = tuple(one for one in known if one.kind == SETTLEMENT)
    by_state = {
        state: tuple(one for one in every if one.state_on(pair.day) == state)
        for state in (BROKEN, IN_FORCE)
    }
    return Settled(every, broken=by_state[BROKEN], held=by_state[IN_FORCE])


def say(relation: Relation) -> Iterator[Line]:
    """Say which settlements a side holds broken, what the other answers, and what is in force."""
    found = settlements(relation)
    if len(found.every) >= FEWEST and found.broken:
        yield _line(relation, found)


def month_of(treaty: Treaty, relation: Relation, rule: str = ID) -> Figure:
    """Give the month of a settlement.

    Parameters
    ----------
    treaty : Treaty
        The settlement.
    relation : Relation
        The relation.
    rule : str
        Id of the rule or course that prints it.
    """
    cell = treaty_cell(treaty, relation.pair.day)
    return day_figure(rule, treaty.name, treaty.signed or treaty.span.start, MONTH, cell)


def _months(relation: Relation, known: Sequence[Treaty]) -> Phrase:
    return listed_phrases([Phrase("{on}", {"on": month_of(one, relation)}) for one in known])


def _line(relation: Relation, found: Settled) -> Line:
    day = relation.pair.day
    parts, lasted = _parts(relation, found), outlasted(relation, found)
    told = tuple(one for known in found.broken[-MOST_TOLD:] for one in _told(known, day))
    after = (*_held(relation, found), *_tested(relation, lasted))
    cells = (
        *(treaty_cell(one, day) for one in found.every),
        *(change.cell for change in lasted),
    )
    # one bit a settlement, and one more for each that did not hold
    bits = len(found.every) + len(found.broken)
    is_checked = all(one.checked for one in found.every)
    body = (filled(TEXTS, parts), filled(BROKE, parts), *told, *after)
    return composed(
        ID,
        "unexpected.broken" + (".one_held" if found.held else ""),
        body,
        Basis(about=ABOUT, cells=cells),
        reasons=Reasons(unexpected=min(1.0, bits / BITS)),
        page=_page(relation, found, parts) if is_checked else None,
    )


def _page(relation: Relation, found: Settled, parts: dict[str, str | Figure | Phrase]) -> FirstPage:
    """Say whose view it is, and since when; below it what the newest settlement has outlasted."""
    newest, lasted = found.broken[-1], outlasted(relation, found)
    message, detail, gist = (HEADLINE, KEY, GIST)
    if newest.answer:
        view = DIFFERED if is_old_view(newest, relation) else DISPUTED
        message, detail, gist = view, BOTH_VIEWS, view
    key = filled(detail, parts)
    if lasted:
        key = filled(PASSED, {**lasted[0].parts, "newest": called(found.held[-1])})
    return FirstPage(filled(message, parts), key=(key,), gist=filled(gist, parts))


def _parts(relation: Relation, found: Settled) -> dict[str, str | Figure | Phrase]:
    day, newest = relation.pair.day, found.broken[-1]
    cell = treaty_cell(newest, day)
    matter = bound(newest.matter, cell, f"{ID}.matter")
    months, broken = (_months(relation, known) for known in (found.every, found.broken))
    finder, by = holder(newest, day), label(newest.broken_by, day)
    names = _names(found.broken)
    texts = {"matter": matter, "months": months, "broken": broken, "names": names}
    return {**texts, "finder": finder, "by": by, "said": said_in(newest)}


def is_old_view(broken: Treaty, relation: Relation) -> bool:
    """Tell whether a government called a treaty broken longer ago than governments last.

    Parameters
    ----------
    broken : Treaty
        The treaty.
    relation : Relation
        Gives the view.
    """
    found_on = broken.found_on
    return found_on is not None and found_on <= years_before(relation.pair.day, OLD_VIEW)


def said_in(broken: Treaty, rule: str = ID) -> Figure | str:
    """Give the year in which a treaty was called broken; empty where it has no date.

    Parameters
    ----------
    broken : Treaty
        The treaty.
    rule : str
        Id of the rule or course that prints it.
    """
    if broken.found_on is None:
        return ""
    return year_figure(rule, f"said.{broken.name}", broken.found_on, found_cell(broken))


def _names(broken: Sequence[Treaty]) -> Phrase:
    return listed_phrases([Phrase("{name}", {"name": called(one)}) for one in broken])


def outlasted(relation: Relation, found: Settled) -> tuple[Change, ...]:
    """Give the changes of the party in power since the newest settlement in force, one a side.

    Parameters
    ----------
    relation : Relation
        The relation.
    found : Settled
        Its settlements.
    """
    pair = relation.pair
    if not found.held:
        return ()
    first = found.held[-1].span.start
    given = [(side, other_party(side, first, pair.day)) for side in (pair.first, pair.second)]
    return tuple(
        Change(side.label, leader, cell=leader_cell(leader, pair))
        for side, leader in given
        if leader is not None
    )


def _tested(relation: Relation, lasted: Sequence[Change]) -> Iterator[Sentence]:
    """Say whether the newest settlement has outlasted the governments that made it."""
    if not lasted:
        yield Sentence(REFUTED, {})
        return
    pair = relation.pair
    labels = (pair.first.label, pair.second.label)
    other = next((name for name in labels if name != lasted[0].state), "")
    if len(lasted) == 1:
        yield filled(HALF, {**lasted[0].parts, "other": other})
        yield Sentence(OTHER_HALF, {})
        return
    yield filled(WHOLE, {**lasted[0].parts, "other": other, "later": lasted[1].month})


def _told(broken: Treaty, day: date) -> Iterator[Sentence]:
    """Say what was found of a breach, and what the other side answers."""
    yield from found_so(broken, day)
    yield from answered(broken, day)


def _held(relation: Relation, found: Settled) -> Iterator[Sentence]:
    """Say what the newest settlement in force asks of whom."""
    if not found.held:
        return
    newest, day = found.held[-1], relation.pair.day
    name = Phrase(
        "{name} of {month}", {"name": called(newest), "month": month_of(newest, relation)}
    )
    yield filled(IN_FORCE_NOW, {"name": name, "giver": label(newest.one, day), "duty": newest.duty})


RULE = Rule(
    id=ID,
    section="why",
    place=8,
    paragraph="settled",
    say=say,
    condition="two or more texts that were to settle the past between the two, of which a side "
    "holds one broken by the other",
    topics=("standing", "history"),
)
"""The rule."""
