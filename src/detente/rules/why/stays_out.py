"""STAYS-OUT: what draws a state to a bloc, and the decision of its own that keeps it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.actors.blocs import Bloc
from detente.actors.chronology import Event
from detente.actors.states import State, ccode_on, state_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id, on_day
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.composed import Basis, composed
from detente.rules.institutions.duty import pacts
from detente.rules.line import Line, Reasons
from detente.rules.now import steps
from detente.rules.parts import Parts
from detente.rules.rule import Rule

ID = "stays_out"
INSIDE = ("applicant", "candidate", "member")
"""Rungs of a state that has asked to come in, or is in."""
OWN = re.compile(r"\bwill not apply\b|\bwithdraws its application\b", re.IGNORECASE)
"""How an act says that a state does not ask to come in."""
OTHER = re.compile(r"\bparliament asks\b.*\bjoining\b", re.IGNORECASE)
"""How an act says that others at home want the way kept open."""
RIVAL = "rivalry"
HALF = 0.5
"""Part of the members that owe a state defence, from which it wants the promise of the rest."""
DRAWN = "{draws} {verb} {state} to {bloc}."
KEPT = "What keeps it out is its own choice, last stated in {day}."
FIRST = "What keeps {state} out of {bloc} is its own choice, last stated in {day}."
AGAINST = "Against it as a lasting one: in {day} its parliament asked to keep the way open."
STRENGTH = 0.8


def own_choice(relation: Relation) -> Event | None:
    """Give the last act by which a state outside a bloc says that it does not ask to come in.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if relation.pair.bloc_and_state is None or relation.state.rung in INSIDE:
        return None
    own = [one for one in relation.situation.events if OWN.search(one.what)]
    return own[-1] if own else None


def say(relation: Relation) -> Iterator[Line]:
    """Say what draws a state to a bloc, and when it last said that it stays out: no beginning."""
    sides, own = relation.pair.bloc_and_state, own_choice(relation)
    if sides is not None and own is not None:
        yield _line(relation, sides, own, relation.situation.events)


def _line(
    relation: Relation, sides: tuple[Bloc, State], own: Event, events: Sequence[Event]
) -> Line:
    bloc, state = sides
    names = {"state": state.label, "bloc": bloc.label}
    draws, cells = _draws(relation, bloc, state)
    body = []
    if draws:
        verb = "draws" if len(draws) == 1 else "draw"
        parts: Parts = {**names, "draws": listed_phrases(draws), "verb": verb}
        body.append(Sentence(DRAWN, parts))
        body.append(Sentence(KEPT, {"day": month_of(own)}))
    else:
        body.append(Sentence(FIRST, {**names, "day": month_of(own)}))
    asked = [one for one in events if OTHER.search(one.what)]
    if asked:
        body.append(Sentence(AGAINST, {"day": month_of(asked[-1])}))
    basis = Basis(about="what keeps a state out of a bloc", cells=cells)
    variant = f"unexpected.{'drawn' if draws else 'own'}"
    return composed(ID, variant, tuple(body), basis, reasons=Reasons(unexpected=STRENGTH))


def _draws(relation: Relation, bloc: Bloc, state: State) -> tuple[list[Phrase], tuple[Cell, ...]]:
    """Give what draws the state to the bloc: a rival in common, promises that are missing."""
    found: list[Phrase] = []
    cells: list[Cell] = []
    third = relation.power.third_power
    if third is not None and third.first[0].kind == third.second[0].kind == RIVAL:
        found.append(Phrase("{rival} as a common rival", {"rival": third.actor.label}))
        parties = (relation.pair.first, relation.pair.second)
        both = zip(parties, (third.first, third.second), strict=True)
        cells += [third.cell(party, ties[0], relation.pair.as_of) for party, ties in both]
    bound = _bound(relation, bloc, state)
    members = len(bloc.member_letters(relation.pair.day))
    # who owes it defence already is no reason to come in; who does not yet is one
    if HALF * members < len(bound) < members:
        missing = members - len(bound)
        count = counted(figure_id("why", ID, "missing"), missing, "members", *bound)
        parts: dict[str, str | Figure | Phrase] = {"count": count}
        found.append(Phrase("the promise of {count} members that owe it no defence yet", parts))
    return found, tuple(cells)


def _bound(relation: Relation, bloc: Bloc, state: State) -> list[Cell]:
    """Give a cell of the duty of each member that owes the state defence."""
    day = relation.pair.day
    codes = (ccode_on(letters, day) for letters in bloc.member_letters(day))
    known = (pacts(state_on(code, day), state, day) for code in codes if code is not None)
    return [found[0].cell for found in known if found]


def month_of(event: Event) -> Figure:
    """Give the month of an act as a figure.

    Parameters
    ----------
    event : Event
        The act.
    """
    precision = "month" if event.precision == "day" else event.precision
    id = figure_id("why", ID, event.row)
    return on_day(id, event.date, *steps.day_of(event).cells, precision=precision)


RULE = Rule(
    id=ID,
    section="why",
    place=34,
    paragraph="veto",
    say=say,
    condition="a state outside a bloc that has not asked to come in, and an act by which it does "
    "not apply or takes its application back",
    topics=("standing",),
    key=False,
)
"""The rule."""
