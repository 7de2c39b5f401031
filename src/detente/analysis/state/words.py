"""The state of a relation in words: one sentence a condition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.actors.blocs import blocs
from detente.actors.names import Actor
from detente.actors.relation_facts import Fact
from detente.actors.relation_key import RelationKey
from detente.actors.states import identities
from detente.analysis.state.condition import Condition, MemberGroup, OtherWar
from detente.institutions.rung_words import BY_INSTRUMENT, form_has_been
from detente.phrasing import cap, counted, listed
from detente.span import OPEN_END

UNCHECKED = " (not yet checked)"
DOING = {
    "war": "at war with",
    "armed conflict": "in armed conflict with",
    "truce": "under a ceasefire with",
    "occupation": "in an occupation of land with",
    "rupture": "without diplomatic relations with",
    "crisis": "in a crisis with",
    "disputed line": "in an open dispute over land with",
}
"""How a member is said to be related to the other side."""
PEACEFUL = {
    "suspended": "between {both}, since {since}: {what}",
    "halted": "{what} since {since}",
    "integrated": "{both} have been integrated since {since}: {what}",
    "allied": "{both} have been allied since {since}: {what}",
    "partners": "{both} are partners: {what}, {since}",
    "disputed line": "{both} have had an open dispute since {since}: {land}",
}
"""A condition that institutions or a claim set, as a sentence."""
MOST_NAMED = 4
"""Members that are named one by one; more are counted."""
MOST_TOLD = 3
"""Sanctions whose measures are said."""
NOTHING = "We keep no dated record of {pair}"
AS_WHOLE = "Between {pair} as a whole nothing is on record"
OVER = "We keep no chronology of {pair}; the last fact on record is over since {end}: {what}"
NORMAL = "{Pair} have normal relations: no war, break, crisis or open claim is on record"


def label_of(key: str) -> str:
    """Give what a sentence calls a party by its key.

    Parameters
    ----------
    key : str
        Letters of a state, or the id of a bloc.

    Examples
    --------
    >>> label_of("USA"), label_of("NATO"), label_of("SUN")
    ('the United States', 'NATO', 'the Soviet Union')
    """
    if key in blocs():
        return blocs()[key].label
    named = [one for one in identities() if key in (one.key, one.iso3)]
    if not named:
        return key
    newest = max(named, key=lambda one: (one.span.end, one.key == key))
    return f"the {newest.name}" if newest.article else newest.name


def written(day: date, precision: str = "day") -> str:
    """Write a date in a sentence as exactly as it is known.

    Parameters
    ----------
    day : datetime.date
        The date.
    precision : {"day", "month", "year"}
        How exact it is.

    Examples
    --------
    >>> written(date(2022, 2, 24)), written(date(2021, 6, 1), "month")
    ('24 February 2022', 'June 2021')
    """
    if precision == "year":
        return str(day.year)
    return f"{day:%B %Y}" if precision == "month" else f"{day.day} {day:%B %Y}"


def sentence(one: Condition, pair: RelationKey) -> str:
    """Write a condition between the two as a sentence without a full stop.

    Parameters
    ----------
    one : Condition
        The condition.
    pair : RelationKey
        The parties.
    """
    text = cap(_text(one, _sides(one, pair)))
    return text if one.checked else text + UNCHECKED


def _sides(one: Condition, pair: RelationKey) -> tuple[str, str]:
    """Name both sides: the parties themselves, or the members concerned."""
    sides = []
    for key, actor in ((one.first, pair.first), (one.second, pair.second)):
        sides.append(actor.label if _is_itself(key, actor) else label_of(key))
    return sides[0], sides[1]


def _is_itself(key: str, actor: Actor) -> bool:
    return key == actor.key or key in getattr(actor, "letters", ())


def _text(one: Condition, sides: tuple[str, str]) -> str:
    """Write a condition, begun with the parties where the sentence needs them."""
    both, since = f"{sides[0]} and {sides[1]}", written(one.start, one.start_precision)
    until = written(one.end or OPEN_END, one.end_precision)
    what = one.what[:1].lower() + one.what[1:] if one.what[:2] == "A " else one.what
    if one.headline == "war":
        return f"{both} have been at war since {since}: {what}"
    if one.headline == "armed conflict" and one.cells:
        return f"{both} were on opposite sides of an armed conflict in {until}: {what}"
    if one.headline == "armed conflict":
        ended = f"until {until}" if one.end else f"since {since}"
        return f"{both} {'' if one.end else 'have '}fought each other {ended}: {what}"
    if one.headline == "truce":
        return f"{both} have had a ceasefire since {since}: {what}"
    if one.headline == "occupation":
        return f"{_holding(one, sides)} since {since}"
    if one.headline == "rupture":
        manner = what.partition(": ")[2]
        return f"{both} have had no full diplomatic relations since {since} ({manner or what})"
    if one.headline == "crisis":
        if one.end:
            return f"A crisis between {both} ended on {until}: {what}"
        return f"{both} have been in a crisis since {since}: {what}"
    return _peaceful(one, both, since=since)


def _holding(one: Condition, sides: tuple[str, str]) -> str:
    """Say who holds whose land."""
    holder, owner = sides if one.holder == one.first else sides[::-1]
    return f"{holder} has held territory of {owner} ({one.land})"


def _peaceful(one: Condition, both: str, *, since: str) -> str:
    """Write a condition that institutions or a claim set."""
    words = {"both": both, "since": since, "what": one.what, "land": one.land}
    return PEACEFUL[one.headline].format(**words)


def ladder_sentence(rung: str, form: str, since: str, pair: RelationKey) -> str:
    """Say which rung the state holds in the bloc.

    Parameters
    ----------
    rung, form : str
        The rung, and what the bloc calls it.
    since : str
        The date in words.
    pair : RelationKey
        A state and a bloc.
    """
    sides = pair.bloc_and_state
    if sides is None:
        return ""
    bloc, state = sides
    if rung in BY_INSTRUMENT:
        return cap(f"{state.label} {form_has_been(form, bloc.label)} since {since}")
    called = f" ({form})" if form.lower() not in (rung, "member state") else ""
    article = "an" if rung[0] in "aeiou" else "a"
    return cap(f"{state.label} has been {article} {rung} of {bloc.label} since {since}{called}")


def group_sentence(group: MemberGroup) -> str:
    """Say how many members a condition concerns, and with whom.

    Parameters
    ----------
    group : MemberGroup
        The members.
    """
    count = len(group.members)
    if group.headline == "armed conflict":
        return cap(_fought(group))
    doing = DOING[group.headline]
    verb = "is" if count == 1 else "are"
    if not group.other:
        shown = f" ({'; '.join(group.members)})" if count <= MOST_NAMED else ""
        each = doing.removesuffix(" with")
        return cap(f"{counted(count, 'pair')} of members{shown} {verb} {each}")
    named = f" ({listed(group.members)})" if count <= MOST_NAMED else ""
    return cap(f"{counted(count, 'member')}{named} {verb} {doing} {group.other}")


def _fought(group: MemberGroup) -> str:
    """Say how many members fought; the fighting of three years counts."""
    count = len(group.members)
    shown = count <= MOST_NAMED
    if not group.other:
        named = f" ({'; '.join(group.members)})" if shown else ""
        pairs = counted(count, "pair")
        return f"{pairs} of members{named} fought each other within the last three years"
    named = f" ({listed(group.members)})" if shown else ""
    return f"{counted(count, 'member')}{named} fought {group.other} within the last three years"


def war_sentence(wars: Sequence[OtherWar]) -> str:
    """Say with whom else a side is at war.

    Parameters
    ----------
    wars : sequence of OtherWar
        The wars of one side.
    """
    named, aided = [], []
    for war in wars:
        note = "" if war.fact.checked else UNCHECKED
        since = written(war.fact.start, war.fact.start_precision)
        if war.helper:
            against = war.side if war.helper == war.enemy else war.enemy
            aided.append(
                f"{war.helper} has fought for {war.helped} against {against} since {since}{note}"
            )
        else:
            named.append(f"with {war.enemy} since {since}{note}")
    said = [f"{wars[0].side} has been at war {listed(named)}"] if named else []
    return cap("; ".join([*said, *aided]))


def sanctions_sentence(sanctions: Sequence[Fact]) -> str:
    """Say who has sanctions in force against whom.

    Parameters
    ----------
    sanctions : sequence of Fact
        Those in force.
    """
    pairs = list(dict.fromkeys((one.one, one.other) for one in sanctions))
    named = [f"{label_of(sender)} against {label_of(target)}" for sender, target in pairs]
    if len(sanctions) <= MOST_TOLD:
        details = [f" since {one.start.year} ({one.measure})" for one in sanctions]
        sides = [f"{label_of(one.one)} against {label_of(one.other)}" for one in sanctions]
        named = [side + detail for side, detail in zip(sides, details, strict=True)]
    shown = named[:MOST_NAMED]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"Sanctions in force: {', '.join(shown)}{more}"
