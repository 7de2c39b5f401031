"""Readings: what titles and verdicts ask of a relation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from detente.actors.blocs import Bloc, Step, blocs
from detente.actors.relation_facts import Fact, facts_between
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.evidence.sentence import Sentence
from detente.institutions.density import arrangements_of_both
from detente.institutions.ladder import held_in
from detente.institutions.ties import land_neighbours
from detente.phrasing import cap
from detente.rules.angle import Lines, said, variants
from detente.rules.composed import filled
from detente.rules.now.repaired import newest_break
from detente.rules.why.marks import QUARRELS
from detente.rules.why.pushes import APART, NEITHER, TOGETHER, Push, pushes

DAYS = 365.25
SUBJECTS = {
    "nu": "nuclear weapons",
    "me": "Palestine",
    "hr": "human rights",
    "di": "disarmament",
    "co": "colonial rule",
    "ec": "development",
}
"""Subjects of votes, by their code in a variant."""
UNTIED = ("normal", "not on record")
"""States of a relation without a dated tie."""
BUILT = ("body", "duty", "deep", "treaty")
"""Rules that speak of something built between the two."""
LATELY = 36
"""Months for which a repair is the question that a relation poses."""
FIGHTING = ("war", "armed conflict")
"""States in which nothing is said to pull the two together."""
GRAVE = ("war", "armed conflict", "truce", "occupation", "rupture", "suspended")
"""States of a relation that have angles of their own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Which structures push the two together, apart, or neither way.

    Attributes
    ----------
    together, apart, still : tuple of str
        Structures, by their marks: power, votes, ties.
    """

    together: tuple[str, ...]
    apart: tuple[str, ...]
    still: tuple[str, ...]


def reading(relation: Relation) -> Reading:
    """Read how the structures agree.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if relation.state.headline in FIGHTING:
        # whatever else moves the two, fighting outweighs it
        return Reading((), (), still=())
    known = pushes(relation)
    together, apart, still = (
        tuple(one.structure for one in known if one.sign == sign)
        for sign in (TOGETHER, APART, NEITHER)
    )
    return Reading(together, apart, still=still)


def push_of(relation: Relation, structure: str) -> Push | None:
    """Give the push of one structure; None where it is not known.

    Parameters
    ----------
    relation : Relation
        The relation.
    structure : str
        ``"power"``, ``"votes"`` or ``"ties"``.
    """
    return next((one for one in pushes(relation) if one.structure == structure), None)


def names(relation: Relation) -> dict[str, str]:
    """Give the names that titles and verdicts use.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    dict of str to str
        ``first``, ``second``; ``bloc`` and ``state`` where there is one of each; ``third`` where
        there is a third power.
    """
    found = {"first": relation.pair.first.label, "second": relation.pair.second.label}
    if relation.pair.bloc_and_state is not None:
        bloc, state = relation.pair.bloc_and_state
        found |= {"bloc": bloc.label, "state": state.label}
    if relation.power.third is not None:
        found["third"] = relation.power.third.label
    return found


def titled(relation: Relation, template: str, **more: str) -> str:
    """Fill a title with the names of the relation.

    Parameters
    ----------
    relation : Relation
        The relation.
    template : str
        The question.
    **more : str
        Names beside those of `names`.
    """
    return cap(template.format(**names(relation), **more))


def plainly(relation: Relation, answer: str, **more: str) -> Sentence:
    """Answer a question, and say no more.

    Parameters
    ----------
    relation : Relation
        The relation.
    answer : str
        The answer, without its full stop.
    **more : str
        Names beside those of `names`.
    """
    return filled(f"{answer}.", {**names(relation), **more})


def chosen(forms: Mapping[str, str], *holding: str) -> str:
    """Choose the first of some forms that holds; the one named ``""`` where none does.

    Parameters
    ----------
    forms : mapping
        Sentences by what must hold.
    *holding : str
        What holds, the most particular first.
    """
    return next((forms[name] for name in holding if name in forms), forms[""])


def any_variant(lines: Lines, rule: str, *beginnings: str) -> bool:
    """Tell whether a rule prints a variant with one of some beginnings.

    Parameters
    ----------
    lines : mapping
        What each rule says.
    rule : str
        Id of the rule.
    *beginnings : str
        Beginnings of variants.
    """
    return any(variant.startswith(beginnings) for variant in variants(lines, rule))


def divided_over(lines: Lines) -> str:
    """Name the subject that divides two in votes more than others; empty where none does.

    Parameters
    ----------
    lines : mapping
        What each rule says.
    """
    named = (variant.rpartition("divides-")[2] for variant in variants(lines, "where"))
    return next((SUBJECTS[code] for code in named if code in SUBJECTS), "")


def in_quarrel(relation: Relation) -> bool:
    """Tell whether the two themselves have a quarrel on record, or are rivals.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    return any(relation.state.holds(kind) for kind in QUARRELS) or relation.power.at_odds


def is_calm(relation: Relation) -> bool:
    """Tell whether neither fighting nor a break nor a suspension is the state of the relation.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    return relation.state.headline not in GRAVE


def repaired_lately(relation: Relation, lines: Lines) -> bool:
    """Tell whether what broke between the two was repaired within three years.

    Parameters
    ----------
    relation : Relation
        The relation.
    lines : mapping
        What each rule says.
    """
    broken = newest_break(relation) if said(lines, "repaired") else None
    since = months_before(relation.pair.day, LATELY)
    return broken is not None and broken.end is not None and broken.end >= since


def is_unconnected(relation: Relation, lines: Lines) -> bool:
    """Tell whether no dated tie, quarrel, body or treaty connects the two.

    Parameters
    ----------
    relation : Relation
        The relation.
    lines : mapping
        What each rule says.
    """
    untied = relation.state.headline in UNTIED and relation.state.rung in ("", "none")
    quarrel = in_quarrel(relation) or bool(own_sanctions(relation))
    quiet = not quarrel and not relation.situation.events
    return untied and quiet and not any(lines.get(rule) for rule in BUILT)


def shared_blocs(relation: Relation) -> tuple[str, ...]:
    """Name the blocs of which both are members; none where one side is a bloc.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    both = two_states(relation)
    if both is None:
        return ()
    pair = relation.pair
    mine, yours = (held_in(one, pair.day, own=pair.own) for one in both)
    known = blocs(pair.own)
    return tuple(
        known[id].label
        for id, one in mine.items()
        if one.rung == "member" and id in yours and yours[id].rung == "member"
    )


def share_nothing(relation: Relation) -> bool:
    """Tell whether neither a bloc, nor an arrangement, nor a treaty of ours has both.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    tied = relation.institutions.bond is not None or bool(arrangements_of_both(relation.pair))
    return not tied and not shared_blocs(relation)


def own_sanctions(relation: Relation) -> tuple[Fact, ...]:
    """Give the sanctions in force between the two: of a bloc those that it itself is a side of.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    parties = (relation.pair.first, relation.pair.second)
    sides = {party.id for party in parties if isinstance(party, Bloc)}
    return tuple(one for one in relation.state.sanctions if sides <= one.keys)


def truces(relation: Relation) -> tuple[Fact, ...]:
    """Give the ceasefires between the two themselves that are over.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    every = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    own = {pair.first.key, pair.second.key}
    return tuple(
        one.fact
        for one in every
        if one.fact.kind == "truce" and one.fact.keys == own and one.fact.end is not None
    )


def candidacy(relation: Relation) -> tuple[Step, float] | None:
    """Give the newest step of a candidacy that goes on, and its age in years; None without one.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if relation.pair.bloc_and_state is None or relation.state.rung != "candidate":
        return None
    bloc, state = relation.pair.bloc_and_state
    held = [
        step
        for step in bloc.steps_of(state.letters)
        if step.rung == "candidate" and step.span.covers(relation.pair.day)
    ]
    if not held:
        return None
    newest = max(held, key=lambda step: step.span.start)
    return newest, (relation.pair.day - newest.span.start) / timedelta(days=DAYS)


def share_borders(relation: Relation) -> bool:
    """Tell whether the two touch by land.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    around = land_neighbours(relation.catalog, pair.first.members(pair.day), pair.as_of)
    return bool(around & set(pair.second.members(pair.day)))


def two_states(relation: Relation) -> tuple[State, State] | None:
    """Give both parties where both are states; None where one is a bloc.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    first, second = relation.pair.first, relation.pair.second
    if isinstance(first, Bloc) or isinstance(second, Bloc):
        return None
    return first, second
