"""UNION-HOLDS: what holds two states of unequal size in one customs area or currency."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import figure_id
from detente.evidence.sentence import Sentence
from detente.evidence.series import need
from detente.identity.vote_shares import WHOLE
from detente.rules.composed import Basis, composed
from detente.rules.institutions import deep
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts
from detente.rules.power.people import PEOPLE
from detente.rules.power.sizes import newest_year, sides_on, times_as_much
from detente.rules.rule import Rule
from detente.rules.vote_windows import CLEAR, windows_of
from detente.rules.vote_words import pair_cells, share_figure, years_of

ID = "union_holds"
CLOSE = "unusual.close"
"""Variants of what two share that is neither customs area nor currency."""
UNEQUAL = 10.0
"""Ratio of people from which two states are of unequal size."""
LATE, EARLY, APART = 3, 5, 20
"""Years of the newest window of votes and of the earlier one, and between their ends."""
STRENGTH = 0.7
FITS = (
    "Size fits as a cause of what they share: {larger} has {times} times the people of {smaller}."
)
MARKET = "Against size alone speaks that {own} has been in {market} since {year}, without {other}."
VOTES = (
    "Like votes are not what holds the two: {then:per_cent} were cast alike in {first} to {last}, "
    "{late:per_cent} in {from} to {to}."
)
REFUTED = "An end of it, while the sizes stay as they are, would refute size as the cause."


def say(relation: Relation) -> Iterator[Line]:
    """Say how unequal the two are, and what speaks against size as what holds them together."""
    shared = next(deep.say(relation), None)
    if shared is None or shared.variant.startswith(CLOSE):
        return
    sizes = _by_people(relation)
    against = [*_market(relation), *_drifted(relation)]
    if sizes is None or not against:
        return
    (larger, most), (smaller, fewest) = sizes
    parts: Parts = {"larger": larger.label, "smaller": smaller.label}
    parts["times"] = times_as_much(figure_id("why", ID, "times"), most, fewest)
    body = (Sentence(FITS, parts), *(said for _, said in against), Sentence(REFUTED, {}))
    basis = Basis(about="what holds a union", cells=shared.finding.evidence)
    variant = ".".join(["unexpected", *(name for name, _ in against)])
    yield composed(ID, variant, body, basis, reasons=Reasons(unexpected=STRENGTH))


def _by_people(relation: Relation) -> tuple[tuple[State, Cell], tuple[State, Cell]] | None:
    """Give both states with their people, the larger first; None where they are of like size."""
    first, second = relation.pair.first, relation.pair.second
    if not (isinstance(first, State) and isinstance(second, State)):
        return None
    one, other = sides_on(relation, PEOPLE)
    year = newest_year(relation, one, other)
    if year is None:
        return None
    both = [(first, need(one, year)), (second, need(other, year))]
    both.sort(key=lambda side: -side[1].value)
    if both[0][1].value < UNEQUAL * both[1][1].value:
        return None
    return both[0], both[1]


def _market(relation: Relation) -> Iterator[tuple[str, Sentence]]:
    """Say that the smaller one went to a market of its own."""
    names = deep.second_market(relation)
    if names is not None:
        yield "market", Sentence(MARKET, names)


def _drifted(relation: Relation) -> Iterator[tuple[str, Sentence]]:
    """Say that the votes of the two parted, which left what they share as it was."""
    pair = relation.pair
    end = min(pair.as_of, WHOLE)
    early, late = (end - APART - EARLY + 1, end - APART), (end - LATE + 1, end)
    found = windows_of(relation.catalog, pair, early, late)
    if found is None or found.change > -CLEAR * found.error:
        return
    then, newest = pair_cells(pair, found)
    parts: Parts = {"then": share_figure(ID, "then", then)}
    parts["late"] = share_figure(ID, "late", newest)
    parts |= years_of(ID, found.before, ("first", "last"), then)
    parts |= years_of(ID, found.now, ("from", "to"), newest)
    yield "votes", Sentence(VOTES, parts)


RULE = Rule(
    id=ID,
    section="why",
    place=36,
    paragraph="binds",
    say=say,
    condition="two states share a customs area or a currency, one has ten times the people of the "
    "other or more, and a market of its own or parted votes speak against size as the cause",
    topics=("standing",),
    key=False,
)
"""The rule."""
