"""JOINED: what membership gave a new member, and what it demands of it, against the rung before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from detente.actors.blocs import Bloc, Step
from detente.actors.rung_terms import Term
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.sentence import Phrase, Sentence
from detente.institutions.treaty_terms import HeldTerms, compare, held_terms
from detente.rules.composed import Basis, FirstPage, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.term_words import DEMANDED, GIVEN, chosen, named, term_cells
from detente.rules.rule import Rule
from detente.rules.standing import Parts, day_figure, step_cell, tally

ID = "joined"
YOUNG = 5
"""Years for which a member is new."""
DAYS = 365.25
NEW = Reasons(unexpected=0.8)
"""What a treaty changed within five years is what a paper on the two is about."""


def joined(relation: Relation) -> Step | None:
    """Give the step by which the state became a member in the last years; None without one.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    sides, day = relation.pair.bloc_and_state, relation.pair.day
    if sides is None:
        return None
    bloc, state = sides
    steps = [
        step
        for step in bloc.steps_of(state.letters)
        if step.rung == "member" and step.span.covers(day)
    ]
    newest = max(steps, key=lambda step: step.span.start, default=None)
    if newest is None or day - newest.span.start > timedelta(days=YOUNG * DAYS):
        return None
    return newest


def say(relation: Relation) -> Iterator[Line]:
    """Say what the treaty gave and demanded on the day on which the state joined."""
    step, sides = joined(relation), relation.pair.bloc_and_state
    if step is None or sides is None:
        return
    bloc, state = sides
    before = held_terms(bloc, state, step.span.start - timedelta(days=1))
    after = held_terms(bloc, state, relation.pair.day)
    if before is None or after is None:
        return
    topics = compare(before, after)
    gained = chosen(tuple(term for row in topics for term in row.gained()), effect="gives")
    owed = chosen(tuple(term for row in topics for term in row.owed()), effect="demands")
    if not gained:
        return
    yield _line(relation, sides, step, gained=gained, owed=owed, before=_before(before, state))


def _line(
    relation: Relation,
    sides: tuple[Bloc, State],
    step: Step,
    *,
    gained: tuple[Term, ...],
    owed: tuple[Term, ...],
    before: list[Sentence],
) -> Line:
    bloc, state = sides
    cell = step_cell(bloc, step)
    since = day_figure(ID, "since", step.span.start, step.precision, cell)
    given = named(gained, GIVEN, bloc.id)
    names: Parts = {
        "bloc": bloc.label,
        "state": state.label,
        "since": since,
        "gained": given,
    }
    body = [Sentence("Since {since} membership of {bloc} has given {state} {gained}.", names)]
    if owed:
        body.append(Sentence("It demands {owed}.", {"owed": named(owed, DEMANDED, bloc.id)}))
    body += before
    bound = any(term.topic == "guarantee" for term in gained)
    key = Sentence("It has been a member since {since}.", {"since": since})
    if bound:
        key = Sentence(
            "Since {since} {allies} owe it aid, and it owes them the same.",
            {"since": since, "allies": _allies(relation, bloc, state)},
        )
        body.append(key)
    message = Sentence(
        "Membership gave {state} {first}.",
        {"state": state.label, "first": named(gained[:2], GIVEN, bloc.id)},
    )
    return composed(
        ID,
        "unexpected.bound" if bound else "unexpected.new",
        tuple(body),
        Basis(about="what membership gave", cells=(cell, *term_cells((*gained, *owed)))),
        reasons=NEW,
        page=FirstPage(message, (key,), gist=message),
    )


def _before(before: HeldTerms, state: State) -> list[Sentence]:
    """Say which rung the state held the day before."""
    if before.rung in ("none", "member"):
        return []
    article = "an" if before.rung[0] in "aeiou" else "a"
    names = {"state": state.label, "rung": f"{article} {before.rung}"}
    return [Sentence("Until then {state} was {rung}, without them.", names)]


def _allies(relation: Relation, bloc: Bloc, state: State) -> Phrase:
    """Count the other members."""
    day: date = relation.pair.day
    others = [one for one in bloc.member_letters(day) if one not in state.letters]
    keys = (("bloc", bloc.id), ("day", day.isoformat()), ("without", state.key))
    count = tally(
        ID, "allies", len(others), "members", table="blocs", keys=keys, how="members of the day"
    )
    return Phrase("the {count} other members", {"count": count})


RULE = Rule(
    id=ID,
    section="membership",
    place=20,
    paragraph="by treaty",
    say=say,
    condition="the state has been a member for at most five years, and a table says what the rungs "
    "give and demand",
    topics=("standing",),
)
"""The rule."""
