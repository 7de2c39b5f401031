"""VETO: a member that quarrels with a candidate decides on each of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from detente.actors.accession_files import accession_file
from detente.actors.blocs import Bloc
from detente.actors.rung_terms import Term
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.condition import Condition
from detente.analysis.state.words import label_of
from detente.evidence.sentence import Phrase, Sentence
from detente.institutions.treaty_terms import terms_of_form
from detente.rules.composed import Basis, FirstPage, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.term_words import term_cells
from detente.rules.now.row_words import filled
from detente.rules.now.state_words import Parts, begun, land_of
from detente.rules.rule import Rule
from detente.rules.standing import day_figure, joined_on, step_cell

ID = "veto"
WAITING = ("applicant", "candidate")
"""Rungs on which each step needs the consent of every member."""
MEMBER, VETO = "member", "veto"
OCCUPATION, RUPTURE, CLAIM = "occupation", "rupture", "disputed line"
QUARRELS = {
    OCCUPATION: "whose land it holds",
    RUPTURE: "with which it has no relations",
    CLAIM: "with which it disputes {land}",
}
"""What a candidate has with a member, the gravest first, as a relative clause."""
SINCE = {
    OCCUPATION: "{state} has held territory of {who} since {day}",
    RUPTURE: "{who} has had no relations with {state} since {day}",
    CLAIM: "{who} has disputed {land} with it since {day}",
}
"""The same as a clause with its day."""
WORTH = {OCCUPATION: 1.0, RUPTURE: 0.9, CLAIM: 0.6}
"""How surprising it is that a state with such a quarrel seeks the consent of that member."""
BODY = "Each step of {state} needs the consent of every member of {bloc}, and {since}."
SO = "So {who} can hold up any of them without the others."
AGAINST = "So far it has not: {who} let the accession talks begin in {begun} all the same."
REFUTED = "If {state} gets in before the quarrel ends, it was no bar."
TALKS = "accession talks"
HEADLINE = "Each step of {state} needs the vote of {who}, {quarrel}."
KEY = "The treaty gives every member a veto on a new one; {since}."
GIST = "{who}, {quarrel}, has a veto on each step."


def say(relation: Relation) -> Iterator[Line]:
    """Say which member has both a quarrel with the candidate and a veto on its way in."""
    sides = relation.pair.bloc_and_state
    if sides is None or relation.state.rung not in WAITING:
        return
    terms = _vetoes(sides[0], relation)
    quarrel = gravest(relation)
    if terms and quarrel is not None:
        yield _line(relation, quarrel, terms)


def _vetoes(bloc: Bloc, relation: Relation) -> tuple[Term, ...]:
    """Give what the treaty says of the veto of a member; empty where members have none."""
    known = terms_of_form(bloc, MEMBER, MEMBER, relation.pair.day)
    return () if known is None else tuple(one for one in known.terms if one.topic == VETO)


def gravest(relation: Relation) -> Condition | None:
    """Give the gravest quarrel of a single member with the state, of equals the oldest.

    Parameters
    ----------
    relation : Relation
        The relation, of a bloc and a state.
    """
    sides = relation.pair.bloc_and_state
    assert sides is not None
    own = [
        one
        for one in relation.state.conditions
        if one.by_member and one.end is None and _speaks(one, sides[1])
        if one.headline != CLAIM or _has_held_up(relation, one)
    ]
    order = list(QUARRELS)
    return min(own, key=lambda one: (order.index(one.headline), one.start), default=None)


def _has_held_up(relation: Relation, claim: Condition) -> bool:
    """Tell whether a condition on the state's way in names the member: a claim alone stops none."""
    sides = relation.pair.bloc_and_state
    assert sides is not None
    bloc, state = sides
    known = accession_file(bloc.id, state.letters, relation.pair.day)
    member = label_of(claim.second if claim.first in state.letters else claim.first)
    conditions = () if known is None else known.requirements
    return any(one.end is None and member in f"{one.by}: {one.what}" for one in conditions)


def _speaks(one: Condition, state: State) -> bool:
    """Tell whether a quarrel is one; of land that is held the candidate has to be who holds it."""
    if one.headline == OCCUPATION:
        return one.holder in state.letters
    return one.headline in QUARRELS


def _clause(template: str, parts: Parts) -> Phrase:
    named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return Phrase(template, {name: part for name, part in parts.items() if name in named})


def _line(relation: Relation, quarrel: Condition, terms: tuple[Term, ...]) -> Line:
    sides = relation.pair.bloc_and_state
    assert sides is not None
    bloc, state = sides
    member = quarrel.second if quarrel.first in state.letters else quarrel.first
    parts: Parts = {
        "state": state.label,
        "bloc": bloc.label,
        "who": label_of(member),
        "day": begun(quarrel),
    }
    if quarrel.headline == CLAIM:
        parts["land"] = land_of(quarrel)
    kind = quarrel.headline
    parts |= {"quarrel": _clause(QUARRELS[kind], parts), "since": _clause(SINCE[kind], parts)}
    page = FirstPage(filled(HEADLINE, parts), key=(filled(KEY, parts),), gist=filled(GIST, parts))
    basis = Basis(about="who decides on the next step", cells=term_cells(terms))
    body = (filled(BODY, parts), filled(SO, parts), *_against(relation, quarrel, parts))
    return composed(
        ID,
        f"unexpected.{kind.replace(' ', '_')}",
        body,
        basis,
        reasons=Reasons(unexpected=WORTH[kind]),
        page=page if quarrel.checked else None,
    )


def _against(relation: Relation, quarrel: Condition, parts: Parts) -> Iterator[Sentence]:
    """Say that the member let the talks begin, where it did, and what would refute the rule."""
    sides = relation.pair.bloc_and_state
    assert sides is not None
    bloc, state = sides
    member = quarrel.second if quarrel.first in state.letters else quarrel.first
    joined = joined_on(bloc, frozenset((member,)), relation.pair.day)
    since = quarrel.start if joined is None else max(quarrel.start, joined.span.start)
    talks = [one for one in bloc.steps_of(state.letters) if one.form == TALKS]
    began = [one for one in talks if since <= one.span.start <= relation.pair.day]
    if began:
        newest = began[-1]
        precision = "month" if newest.precision == "day" else newest.precision
        day = day_figure(ID, "talks", newest.span.start, precision, step_cell(bloc, newest))
        yield filled(AGAINST, {**parts, "begun": day})
    yield filled(REFUTED, parts)


RULE = Rule(
    id=ID,
    section="why",
    place=32,
    paragraph="veto",
    say=say,
    condition="an applicant or candidate, a bloc whose treaty gives members a veto, and land that "
    "one of the two holds or claims, or no relations, between it and a member",
    topics=("standing", "accession"),
)
