"""The state of a relation, read from facts, data sets and institutions at the day of the view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_facts import (
    Between,
    Fact,
    facts_between,
    facts_of,
    own_keys,
)
from detente.actors.relation_key import RelationKey
from detente.analysis.state.condition import (
    HEADLINES,
    HOSTILE,
    Condition,
    MemberGroup,
    OtherWar,
    RelationState,
)
from detente.analysis.state.institutional import has_chronology, held, institutional
from detente.analysis.state.observed import observed
from detente.analysis.state.recorded import recorded
from detente.analysis.state.war_help import helper_in
from detente.analysis.state.words import (
    AS_WHOLE,
    DOING,
    NORMAL,
    NOTHING,
    OVER,
    group_sentence,
    label_of,
    ladder_sentence,
    sanctions_sentence,
    sentence,
    war_sentence,
    written,
)
from detente.store.catalog import Catalog

EACH = ("suspended", "occupation")
"""Headlines of which every condition is said."""
LADDER = ("suspended", "halted", "integrated", "allied", "partners")
"""Headlines that the ladder of a state in a bloc may give."""


def state_of(catalog: Catalog, pair: RelationKey) -> RelationState:
    """Read the state of a relation at its view.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    pair : RelationKey
        The parties and the view.

    Returns
    -------
    RelationState

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.store.catalog import default_catalog
    >>> state_of(default_catalog(), pair("Russia", "Ukraine", 2023)).headline
    'war'
    """
    day = pair.day
    found = facts_between(pair.first, pair.second, day, own=pair.own)
    gathered = [*recorded(found, day), *observed(catalog, pair, found=found, day=day)]
    marked = [_marked(one, pair) for one in gathered]
    own = [one for one in marked if not one.by_member]
    own += institutional(catalog, pair, day)
    members = [one for one in marked if one.by_member]
    groups = tuple(_groups(members, pair, day))
    headline = _headline(own, groups, pair=pair)
    ordered = (*_in_order(own), *_in_order(members))
    sanctions = _sanctions(found, day)
    wars = tuple(_other_wars(pair, day))
    whole = RelationState(
        headline=headline,
        day=day,
        sentence="",
        conditions=ordered,
        groups=groups,
        other_wars=wars,
        sanctions=sanctions,
        rung=_rung(pair, day),
    )
    first, *details = _sentences(whole, pair, found)
    return replace(whole, sentence=first, details=tuple(details))


def _marked(one: Condition, pair: RelationKey) -> Condition:
    """Mark a condition that concerns a member of a bloc, not the bloc."""
    sides = ((one.first, pair.first), (one.second, pair.second))
    member = any(key not in own_keys(actor) for key, actor in sides if isinstance(actor, Bloc))
    return replace(one, by_member=member)


def _in_order(conditions: Iterable[Condition]) -> list[Condition]:
    """Sort conditions: by headline, then checked ones, those of hand-made rows, the newest."""
    return sorted(conditions, key=_place)


def _place(one: Condition) -> tuple[int, bool, bool, int]:
    """Give the place of a condition; of suspensions the longest comes first."""
    day = one.start.toordinal()
    return one.rank, not one.checked, not one.row, day if one.headline == "suspended" else -day


def _groups(conditions: Sequence[Condition], pair: RelationKey, day: date) -> Iterator[MemberGroup]:
    """Count the members whom each condition concerns."""
    both_blocs = isinstance(pair.first, Bloc) and isinstance(pair.second, Bloc)
    sizes = [len(a.member_letters(day)) if isinstance(a, Bloc) else 1 for a in _actors(pair)]
    for headline in HEADLINES:
        concerned = [one for one in conditions if one.headline == headline]
        if not concerned or headline not in DOING:
            continue
        if both_blocs:
            pairs = {f"{label_of(one.first)} and {label_of(one.second)}" for one in concerned}
            of = sizes[0] * sizes[1]
            yield MemberGroup(headline=headline, members=tuple(sorted(pairs)), other="", of=of)
            continue
        inside = isinstance(pair.first, Bloc)
        members = {one.first if inside else one.second for one in concerned}
        other = pair.second if inside else pair.first
        named = tuple(sorted(label_of(key).removeprefix("the ") for key in members))
        yield MemberGroup(headline=headline, members=named, other=other.label, of=max(sizes))


def _actors(pair: RelationKey) -> tuple[Actor, Actor]:
    return pair.first, pair.second


def _headline(own: Sequence[Condition], groups: Sequence[MemberGroup], *, pair: RelationKey) -> str:
    """Choose the headline: of a state and a bloc, the ladder's own state leads."""
    held_by_two = {one.headline for one in own}
    shared = {group.headline for group in groups if group.most}
    grave = _first(held_by_two & set(HOSTILE))
    if grave:
        return grave
    ladder = _first(held_by_two & set(LADDER)) if pair.bloc_and_state else ""
    if ladder:
        return ladder
    return _first(held_by_two | shared) or ("normal" if has_chronology(pair) else "not on record")


def _first(headlines: Iterable[str]) -> str:
    """Give the first in the order of the table; an empty text where there is none."""
    return min(headlines, key=HEADLINES.index, default="")


def _sanctions(found: Sequence[Between], day: date) -> tuple[Fact, ...]:
    """Give the sanctions in force between the two."""
    facts = [one.fact for one in found if one.fact.kind == "sanction"]
    return tuple(dict.fromkeys(fact for fact in facts if fact.open_on(day)))


def _other_wars(pair: RelationKey, day: date) -> Iterator[OtherWar]:
    """Give open wars of one side with somebody who is no side of the relation."""
    inside = {key for actor in _actors(pair) for key in _with_members(actor, day)}
    for actor in _actors(pair):
        own = set(own_keys(actor))
        for fact in facts_of(actor, day, "fighting", own=pair.own):
            enemy = next(iter(fact.keys - own), "")
            if fact.severity == "war" and enemy not in inside:
                helper, helped = helper_in(fact)
                # an actor goes by the name of the view, others by their own
                helper = actor.label if helper in own else label_of(helper) if helper else ""
                yield OtherWar(
                    side=actor.label,
                    enemy=label_of(enemy),
                    fact=fact,
                    helper=helper,
                    helped=label_of(helped) if helped else "",
                )


def _with_members(actor: Actor, day: date) -> tuple[str, ...]:
    members = actor.member_letters(day) if isinstance(actor, Bloc) else ()
    return (*own_keys(actor), *members)


def _rung(pair: RelationKey, day: date) -> str:
    """Name the rung of the state in the bloc; empty for other pairs."""
    sides = pair.bloc_and_state
    rungs = held(*sides, day) if sides else ()
    return rungs[0].rung if rungs else ""


def _sentences(state: RelationState, pair: RelationKey, found: Sequence[Between]) -> list[str]:
    """Write the headline first, then what else holds, each once."""
    own = [one for one in state.conditions if not one.by_member]
    ladder = _of_ladder(state, pair)
    leading = [one for one in own if one.headline == state.headline]
    unsaid = [one for one in leading if not (ladder and one.form == "rung")]
    said = [f"{sentence(one, pair)}." for one in unsaid[:1]]
    broken = state.headline in (*HOSTILE, "suspended", "halted")
    said = [*said, *ladder] if broken else [*ladder, *said]
    groups = [f"{group_sentence(group)}." for group in state.groups]
    leading_group = [one for one in state.groups if one.headline == state.headline]
    if not said and leading_group:
        said = [f"{group_sentence(leading_group[0])}."]
    if not said:
        said = [f"{_empty(state, pair, found)}."]
    said += [f"{sentence(one, pair)}." for one in _worth_saying(own, bool(ladder))]
    said += groups
    for side in dict.fromkeys(war.side for war in state.other_wars):
        said.append(f"{war_sentence([war for war in state.other_wars if war.side == side])}.")
    if state.sanctions:
        said.append(f"{sanctions_sentence(state.sanctions)}.")
    return list(dict.fromkeys(said))


def _worth_saying(own: Sequence[Condition], on_ladder: bool) -> Iterator[Condition]:
    """Give the newest condition of each kind, every suspension and all land that is held.

    A rung is said by the sentence of the ladder, so that the membership is not repeated.
    """
    seen: set[str] = set()
    for one in own:
        repeated = one.headline in seen and one.headline not in EACH
        if not repeated and not (on_ladder and one.form == "rung"):
            yield one
        seen.add(one.headline)


def _of_ladder(state: RelationState, pair: RelationKey) -> list[str]:
    """Say which rung the state holds, where the two are a state and a bloc."""
    sides = pair.bloc_and_state
    rungs = held(*sides, state.day) if sides else ()
    if not rungs:
        return []
    top = rungs[0]
    since = written(top.span.start, top.precision)
    said = ladder_sentence(top.rung, top.form, since=since, pair=pair)
    return [f"{pair.own.marked(said) if top.according else said}."]


def _empty(state: RelationState, pair: RelationKey, found: Sequence[Between]) -> str:
    """Say that nothing holds, what held last, or that nothing is kept."""
    if state.headline == "normal":
        return NORMAL.format(Pair=pair.label)
    own = {*own_keys(pair.first), *own_keys(pair.second)}
    over = [one.fact for one in found if one.fact.end is not None and one.fact.keys <= own]
    if not over:
        return (AS_WHOLE if state.groups else NOTHING).format(pair=pair.words)
    last = max(over, key=lambda fact: fact.end or fact.start)
    end = written(last.end or last.start, last.end_precision)
    return OVER.format(pair=pair.words, end=end, what=last.what)
