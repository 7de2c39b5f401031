"""THIRD-WAR: one side is at war with somebody who is no side of the relation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from detente.actors.blocs import Bloc, blocs
from detente.actors.names import Actor
from detente.actors.relation_facts import Fact, facts, facts_between_keys, own_keys
from detente.actors.states import identities
from detente.analysis.relation import Relation
from detente.analysis.state.condition import OtherWar
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure
from detente.evidence.sentence import Sentence
from detente.institutions.rung_states import ACTIVE, highest
from detente.institutions.rung_words import beside, has_been
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.row_words import day_figure, filled
from detente.rules.now.state_words import Parts, brief, named_since
from detente.rules.rule import Rule

ID = "third_war"
ABOUT = "a war of one side with somebody else"
NEAR, FAR = 1.0, 0.5
"""How much it matters where the other side has taken a part in it, and where it has not."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the war of each side, and what the other side has to do with its enemy."""
    pair = relation.pair
    for party, other in ((pair.first, pair.second), (pair.second, pair.first)):
        wars = [war for war in relation.state.other_wars if war.side == party.label]
        own = [war for war in wars if not war.helper]
        if own:
            yield _line(relation, own, other)
        for war in wars:
            if war.helper:
                yield _help(war)


def _help(war: OtherWar) -> Line:
    """Say that somebody fights for one side of a war: no state has declared war on a helper."""
    day = day_figure(
        war.fact.id, war.fact.start, war.fact.source, checked=war.fact.checked, precision="month"
    )
    against = war.side if war.helper == war.enemy else war.enemy
    parts: Parts = {"helper": war.helper, "helped": war.helped, "day": day, "against": against}
    told = Sentence(
        "{helper} has had soldiers in the war of {helped} against {against} since {day}.", parts
    )
    return line(
        f"{ID}.unexpected.help", (told,), about=ABOUT, reasons=Reasons(unexpected=FAR), page=None
    )


def _line(relation: Relation, wars: list[OtherWar], other: Actor) -> Line:
    first, *later = sorted(wars, key=lambda war: war.fact.start)
    parts: Parts = {"side": first.side, "enemy": first.enemy, "day": _day(first.fact)}
    before = _fought_before(first.fact)
    told = Sentence("{side} has been at war with {enemy} since {day}.", parts)
    if before is not None:
        parts["first"] = day_figure(
            before.id, before.start, before.source, checked=before.checked, precision="month"
        )
        told = filled(f"{{side}} has fought {{enemy}} since {{first}}, {FULL}.", parts)
    if later:
        more: Parts = {**parts, "next": later[0].enemy, "then": _day(later[0].fact)}
        words = "{side} has been at war with {enemy} since {day}, and with {next} since {then}."
        told = Sentence(words, more)
    form, part, message = _part_of(relation, first, other)
    short = filled("{side} is at war with {enemy}.", parts)
    page = None
    own_war = relation.state.at_war
    if part is not None and first.fact.checked and not own_war:
        words = "The war has lasted since {day}."
        if before is not None and before.checked:
            words = f"{{side}} has fought it since {{first}}, {FULL}."
        name = brief(other) if isinstance(other, Bloc) else other.label
        page = Page(filled(message, {**parts, "other": name}), (filled(words, parts),), gist=short)
    return line(
        f"{ID}.unexpected.{form}",
        (told,) if part is None else (told, part),
        about=ABOUT,
        reasons=Reasons(unexpected=FAR if part is None else NEAR),
        page=page,
    )


FULL = "in full-scale war since {day}"
"""How a war is said that grew out of fighting without a pause."""
DAY = timedelta(days=1)


def _fought_before(war: Fact) -> Fact | None:
    """Give the fighting of the same two that went over into a war without a pause."""
    for one in facts():
        joins = one.end is not None and one.end + DAY >= war.start > one.start
        if one.kind == war.kind and one.keys == war.keys and joins:
            return one
    return None


def _day(fact: Fact) -> Figure:
    precision = fact.start_precision
    return day_figure(fact.id, fact.start, fact.source, checked=fact.checked, precision=precision)


Part = tuple[str, Sentence | None, str]
"""Variant, what links the other side and the enemy, and the message of page 1."""
NO_PART: Part = ("apart", None, "")


def _part_of(relation: Relation, war: OtherWar, other: Actor) -> Part:
    """Say what ties or parts the other side and the enemy, the strongest first."""
    held = _rung(relation, war, other)
    if held is not NO_PART:
        return held
    enemies = [key for key in war.fact.keys if label_of(key) == war.enemy]
    for kind, form, words, message in LINKS:
        facts = _between(other, enemies, relation, kind)
        if not facts:
            continue
        parts: Parts = {"other": other.label, "enemy": war.enemy, "day": _day(facts[0])}
        if kind == "sanction" and facts[0].one not in own_keys(other):
            via: Parts = {**parts, "via": label_of(facts[0].one)}
            return f"{form}_of_bloc", Sentence(OF_BLOC, via), message
        return form, Sentence(words, parts), message
    return NO_PART


OF_BLOC = "{other}, through {via}, has had sanctions on {enemy} since {day}."
LINKS = (
    (
        "fighting",
        "fights",
        "{other} has fought {enemy} itself since {day}.",
        "{other} and {side} have the same enemy in the field, {enemy}.",
    ),
    (
        "alliance",
        "ally",
        "{other} has been an ally of {enemy} since {day}.",
        "{side} is at war with {enemy}, an ally of {other}.",
    ),
    (
        "union",
        "union",
        "{other} has shared a customs union with {enemy} since {day}.",
        "{side} is at war with {enemy}, which trades in a union with {other}.",
    ),
    (
        "sanction",
        "sanctions",
        "{other} has had sanctions on {enemy} since {day}.",
        "{other} has sanctions on {enemy}, with which {side} is at war.",
    ),
    (
        "rupture",
        "rupture",
        "{other} has had no relations with {enemy} since {day}.",
        "{other} has no relations with {enemy}, with which {side} is at war.",
    ),
    (
        "claim",
        "claim",
        "{other} has had a claim open with {enemy} since {day}.",
        "{other} has a claim against {enemy}, with which {side} is at war.",
    ),
)
"""What may link the other side and the enemy: kind, variant, sentence, message of page 1."""
OF_PERSONS = ("leaders", "those who", "officials", "persons")
"""Words of measures that aim at persons, not at the state."""
CLOSE = ("member", "candidate", "applicant", "associate")
"""Rungs that make the war of their holder one that concerns the bloc."""


def _rung(relation: Relation, war: OtherWar, other: Actor) -> Part:
    """Say which rung the enemy holds in the other side, where that is a bloc."""
    enemy = next((one for one in identities() if _names(one.name, war.enemy)), None)
    if not isinstance(other, Bloc) or enemy is None:
        return NO_PART
    rung = highest(other.steps_of((enemy.key,)), relation.pair.day)
    if rung is None or rung.rung not in CLOSE or rung.state != ACTIVE:
        return NO_PART
    held_as = has_been(rung, other.label)
    parts: Parts = {"enemy": war.enemy, "held": held_as, "day": named_since(rung)}
    told = Sentence("{enemy} {held} since {day}.", parts)
    message = f"{{side}} is at war with {{enemy}}, {beside(rung, '{other}')}."
    return f"rung_{rung.rung}", told, message


def _names(name: str, label: str) -> bool:
    return name == label.removeprefix("the ")


def _keys(actor: Actor, relation: Relation) -> set[str]:
    """Give the keys of an actor, and of the blocs that a state is in."""
    if isinstance(actor, Bloc):
        return set(own_keys(actor))
    day = relation.pair.day
    known = blocs(relation.pair.own).values()
    inside = {bloc.id for bloc in known if set(actor.letters) & set(bloc.member_letters(day))}
    return {*actor.letters, *inside}


def _between(actor: Actor, enemies: list[str], relation: Relation, kind: str) -> list[Fact]:
    """Give the facts of a kind between an actor and the enemy that are open, the oldest first."""
    day = relation.pair.day
    keys = _keys(actor, relation) if kind == "sanction" else set(own_keys(actor))
    found = [
        fact.known_by(day)
        for one, enemy in product(sorted(keys), enemies)
        for fact in facts_between_keys(one, enemy, kind)
    ]
    return sorted(
        (fact for fact in found if fact is not None and _counts(fact, keys, day)),
        key=lambda fact: (fact.one in _keys_of_blocs(actor, keys), fact.start),
    )


def _counts(fact: Fact, senders: set[str], day: date) -> bool:
    """Tell whether a fact is open, and if a sanction one of the other side against a state."""
    of_persons = any(word in fact.measure for word in OF_PERSONS)
    sent = fact.kind != "sanction" or (fact.one in senders and not of_persons)
    return sent and fact.open_on(day)


def _keys_of_blocs(actor: Actor, keys: set[str]) -> set[str]:
    return keys - set(own_keys(actor))


RULE = Rule(
    id=ID,
    section="now",
    place=4,
    paragraph="state",
    say=say,
    condition="one side is at war with somebody who is no side of the relation",
    topics=("standing", "history"),
)
"""The rule."""
