"""REC-RULES: list where two markets differ, for two that share a customs area and not a market."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.arrangements import Arrangement, arrangements
from detente.actors.blocs import blocs
from detente.actors.joint_bodies import Body
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.dates import HALF_YEARS, next_month, proposed
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts, bare
from detente.advice.records import on_cell, working_bodies
from detente.evidence.figure import Figure
from detente.rules.argument import Argument
from detente.rules.institutions.deep import MARKETS
from detente.rules.line import Line
from detente.rules.readings import two_states
from detente.rules.rows import row_cell

ID = "two_markets"
CUSTOMS = "customs"
RULES = ("deep", "between")
WORDING = Wording(
    says="By {due} {who} should list each rule in which {market} and {other} now differ, and who "
    "checks the goods.",
    reason="They have shared a customs area since {since}, and {own} alone has been in {market} "
    "since {joined}.",
    changes="A rule changes in one market and needs no answer in the other for two years.",
    instead="case",
    what="settle each difference when it appears",
    against="{own} has lived by two sets of rules since {joined}.",
)
Joined = tuple[Arrangement, State, date]


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a list of differences where one of two in a customs area is in a market besides."""
    states = two_states(argument.relation)
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    if states is None or not said(argument, "deep", "unusual.two_markets"):
        return
    day = argument.relation.pair.day
    shared = [one for one in arrangements().values() if one.kind == CUSTOMS]
    both = [one for one in shared if all(_since(one, state, day) for state in states)]
    second = [found for id in MARKETS if (found := _alone(arrangements()[id], states, day))]
    if both and second:
        yield _option(argument, lines, both[0], second[0])


def _since(one: Arrangement, state: State, day: date) -> date | None:
    spans = (span for letters, span in one.members if letters in state.letters)
    return next((span.start for span in spans if span.covers(day)), None)


def _alone(one: Arrangement, states: tuple[State, State], day: date) -> Joined | None:
    """Give who of two is in a market alone, and since when."""
    inside = [(state, start) for state in states if (start := _since(one, state, day)) is not None]
    return (one, *inside[0]) if len(inside) == 1 else None


def _option(argument: Argument, lines: tuple[Line, ...], area: Arrangement, two: Joined) -> Option:
    pair = argument.relation.pair
    market, own, joined = two
    other = pair.second if own is pair.first else pair.first
    since = max(
        _since(area, state, pair.day) or joined for state in two_states(argument.relation) or ()
    )
    due = next_month(pair.day, HALF_YEARS)
    known = [one for one in working_bodies(pair) if CUSTOMS in one.mandate]
    who = _named(known[0]) if known else pair.words
    named = blocs()[market.id].label if market.id in blocs() else f"the {market.name}"
    parts: Parts = {"who": who, "market": named, "other": other.label, "own": own.label}
    parts["due"] = proposed(ID, due)
    parts |= {"since": _day("since", area, since), "joined": _day("joined", market, joined)}
    terms = Terms(
        actor=who,
        verb="list the rules in which the two markets differ",
        instrument="a list kept with the customs treaty",
        due=due,
        cost="take on a yearly list, and a quarrel over what belongs on it",
        bearer="both customs services",
        payer=f"firms in {own.label}",
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


def _named(body: Body) -> str:
    return f"the {bare(body.name, body.kind)}"


def _day(name: str, one: Arrangement, day: date) -> Figure:
    cell = row_cell(f"arrangement:{one.id}", day, document=one.source, checked=one.checked)
    return on_cell(ID, name, day, cell, "year")


COURSE = Course(
    ID,
    topics=("standing",),
    condition="two states in one customs area, of which one is in a market besides",
    propose=propose,
)
