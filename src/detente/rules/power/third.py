"""THIRD: the third power that matters to both, by a dated tie to each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from math import log2

from detente.actors.blocs import Bloc
from detente.actors.names import Actor, possessive
from detente.actors.powers import PowerTie, in_force
from detente.actors.relation_facts import Fact, facts, facts_between, own_keys
from detente.actors.systems import members_on
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.estimators.surprise import BITS
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.phrasing import listed
from detente.power.third import WEIGHTS, ThirdPower, Tie
from detente.rules.line import Line, Reasons
from detente.rules.now.steps import newest_naming, told
from detente.rules.power.made import Measured, Page, cells_of, filled, line
from detente.rules.power.sizes import may_meet
from detente.rules.rule import Rule
from detente.rules.standing import fact_cell
from detente.span import years_before

ID = "third"
VERBS = {
    "rivalry": "is a rival of {party}",
    "candidate": "has had {party} as a candidate since {since}",
    "alliance": "has been an ally of {party} since {since}",
    "troops": "has had troops in {party} since {since}",
    "partnership": "has been a declared partner of {party} since {since}",
    "energy": "has been behind the energy of {party} since {since}",
    "treaty": "has owed defence to {party} since {since}",
    "neighbour": "borders {party} by land",
    "sea": "faces {party} across the water",
}
"""What a power does with a party."""
LATER = {
    "troops": "has had troops there since {since}",
    "energy": "has been behind its energy since {since}",
    "treaty": "has owed defence to it since {since}",
    "neighbour": "borders it by land",
    "sea": "faces it across the water",
}
"""The same of a further tie, where a pronoun serves."""
ROLES = {
    "rivalry": "{owns} rival",
    "candidate": "the bloc that {own} is to join",
    "alliance": "{owns} ally",
    "troops": "present with troops in {own}",
    "partnership": "{owns} partner",
    "energy": "{owns} supplier of energy",
    "treaty": "{owns} ally by treaty",
    "neighbour": "{owns} neighbour by land",
    "sea": "{owns} neighbour across the water",
}
"""What a power is to a party."""
UNDATED = frozenset(("neighbour", "sea"))
"""Ties of geography, which is said without a year."""
UNDATED_WORDS = UNDATED | {"rivalry"}
"""Ties that are said without a year: the day of a document is no beginning of a rivalry."""
DISPUTES = "disputes {land} with {party}"
"""A rivalry over land or sea that is claimed."""
MOST_LANDS = 2
MOST_MEMBERS = 3
"""Members of a bloc that are named where a rival is at odds with them."""
OF_MEMBERS = frozenset(("neighbour", "sea", "troops", "energy"))
"""Ties that a bloc has through members."""
ORDINARY = 0.3
"""What it is worth in its section where the two do not meet, or only geography ties it."""
SO = {
    "alliance": "So {behind} does not face {against} alone.",
    "treaty": "So {behind} does not face {against} alone.",
    "energy": "A turn to {against} would put the energy of {behind} at risk.",
    "troops": "So soldiers of {againsts} rival are in {behind}.",
    "candidate": "So {behind} has chosen a side.",
}
"""What a rival of one side is to the other, by its tie to that one."""
HALF = 0.5
HAS_BEEN = "has been "
COMMON_RIVAL = "A rival in common pushes the two together."
ALLY_OF_BOTH = "So each would quarrel with an ally of its own ally."
BREAKS = ("fighting", "crisis", "rupture")
"""Kinds of row that are a break."""
MEDIATES = re.compile(r"\b(?:talks|mediat|ceasefire|negotiat|plan)", re.IGNORECASE)
"""What a power does between two that fight where it takes no side alone."""
LATELY = 2
"""Years for which such an act counts."""


def say(relation: Relation) -> Iterator[Line]:
    """Name the third power, its ties to either side, and what they push towards."""
    third = relation.power.third_power
    if third is not None and not _mediates(relation, third):
        yield _line(relation, third)


def _mediates(relation: Relation, third: ThirdPower) -> bool:
    """Tell whether a power has brought two that fight to talks lately: its old ties say less."""
    if not relation.situation.holds("war"):
        return False
    since = years_before(relation.pair.day, LATELY)
    name = third.actor.name
    acts = (one.what for one in relation.situation.events if one.date >= since)
    return any(name in act and MEDIATES.search(act) for act in acts)


def _line(relation: Relation, third: ThirdPower) -> Line:
    sides = _sides(relation, third)
    kinds = [ties[0].kind for _, ties in sides]
    cells = (third.cell(party, tie, relation.pair.as_of) for party, ties in sides for tie in ties)
    so = _so(relation, third)
    body = (*(_all_ties(relation, third, party, ties) for party, ties in sides), *so)
    first, second = sorted(kinds, key=list(WEIGHTS).index)
    page = _page(relation, third)
    is_news = bool(so) and not UNDATED & set(kinds)
    strength = _surprise(relation, kinds) if is_news else ORDINARY
    reason = "unexpected" if is_news else "plain"
    return line(
        ID,
        f"{reason}.{first}_{second}",
        body,
        cells=(*cells, *cells_of((*body, *page.key))),
        measured=Measured(1.0, unit="tie in force", about="the third power", newest=None),
        reasons=Reasons(unexpected=strength),
        page=page if is_news else None,
    )


def _sides(
    relation: Relation, third: ThirdPower
) -> tuple[tuple[Actor, tuple[Tie, ...]], tuple[Actor, tuple[Tie, ...]]]:
    first, second = relation.pair.first, relation.pair.second
    return (
        (first, _dated_ties(relation, third, first, third.first)),
        (second, _dated_ties(relation, third, second, third.second)),
    )


def _dated_ties(
    relation: Relation, third: ThirdPower, party: Actor, ties: tuple[Tie, ...]
) -> tuple[Tie, ...]:
    """Give the ties to a party; beside one that was verified none that was not."""
    first, *others = (_as_dated(relation, third, party, tie) for tie in ties)
    # who has a dated tie to a party does not matter to it for a strait somewhere
    others = [one for one in others if one.kind != "sea"]
    if not first.checked:
        return (first, *others)
    return (first, *(one for one in others if one.checked or one.kind in UNDATED))


def _as_dated(relation: Relation, third: ThirdPower, party: Actor, tie: Tie) -> Tie:
    """Date a tie of a bloc by its own row, where it has one, and not by that of a member."""
    own = _own_row(relation, third, party, tie.kind) if isinstance(party, Bloc) else None
    if own is None:
        return tie
    return Tie(tie.kind, own.span.start.year, source=own.source, checked=own.checked)


def _page(relation: Relation, third: ThirdPower) -> Page:
    headline = _headline(relation, third)
    act = newest_naming(relation, third.actor.name)
    if act is not None:
        # what it did this year says more than the years in which its ties were dated
        below = Sentence("{act}.", {"act": told(act)})
        return Page(headline, key=(below,), gist=_gist(relation, third))
    (first, its), (second, theirs) = _sides(relation, third)
    strongest = [_tie(relation, third, first, its[0]), _tie(relation, third, second, theirs[0])]
    if all(phrase.template.startswith(HAS_BEEN) for phrase in strongest):
        second_one = strongest[1]
        shorter = second_one.template.removeprefix(HAS_BEEN)
        strongest[1] = Phrase(shorter, second_one.parts)
    dates = Sentence("It {ties}.", {"ties": listed_phrases(strongest)})
    return Page(
        headline,
        key=(dates,),
        gist=_gist(relation, third),
    )


OF_BOTH = {
    "rivalry": "Both have {third} for a rival.",
    "alliance": "Both have {third} for an ally.",
}


def _gist(relation: Relation, third: ThirdPower) -> Sentence:
    """Say for the answer what the power is to both; else the message serves."""
    kinds = {ties[0].kind for _, ties in _sides(relation, third)}
    words = {
        "rivalry": "Both have {third} for a rival.",
        "alliance": "Both have {third} for an ally.",
    }
    known = words.get(kinds.pop(), "") if len(kinds) == 1 else ""
    if not known:
        return _headline(relation, third)
    return filled(known, {"third": third.actor.label})


def _headline(relation: Relation, third: ThirdPower) -> Sentence:
    """Say what the power is to either side."""
    (first, its), (second, theirs) = _sides(relation, third)
    name = third.actor.label
    is_own = not any(
        _through_members(relation, third, party, ties[0].kind)
        for party, ties in ((first, its), (second, theirs))
    )
    own = _own_case(relation, third) if (its[0].kind, theirs[0].kind) == ALLIES else None
    if is_own and own is not None:
        return filled(ALL_THE_SAME, {"third": name, "year": own})
    if its[0].kind == theirs[0].kind and is_own:
        both = {"rivalry": "a rival", "alliance": "an ally"}.get(its[0].kind, "tied")
        of = "to" if both == "tied" else "of"
        words = {"third": name, "both": both, "one": first.label, "other": second.label}
        return filled(f"{{third}} is {{both}} {of} both {{one}} and {{other}}.", words)
    roles = {
        "one": _role(relation, third, first, its[0].kind),
        "other": _role(relation, third, second, theirs[0].kind),
    }
    return filled("{third} is {one} and {other}.", {"third": name, **roles})


def _role(relation: Relation, third: ThirdPower, party: Actor, kind: str) -> str:
    if kind in OF_SOME and _through_members(relation, third, party, kind):
        return f"{OF_SOME[kind]} of members of {party.label}"
    return ROLES[kind].format(own=party.label, owns=possessive(party.label))


OF_SOME = {"rivalry": "a rival", "alliance": "an ally", "partnership": "a partner"}
"""What a power is to members of a bloc that has no such tie of its own."""


def _own_row(relation: Relation, third: ThirdPower, party: Actor, kind: str) -> PowerTie | None:
    """Give the row that ties a power to a bloc itself, and not to members of it."""
    two = {third.actor.key, party.key}
    rows = (row for row in in_force(relation.pair.day) if row.kind == kind)
    return next((row for row in rows if {row.power, row.other} == two), None)


def _through_members(relation: Relation, third: ThirdPower, party: Actor, kind: str) -> bool:
    """Tell whether a bloc has a tie only through members."""
    if not isinstance(party, Bloc) or kind == "candidate":
        return False
    return kind in OF_MEMBERS or _own_row(relation, third, party, kind) is None


def _all_ties(
    relation: Relation, third: ThirdPower, party: Actor, ties: tuple[Tie, ...]
) -> Sentence:
    """Write every tie to a party; after the first the party is a pronoun."""
    first, *others = ties
    phrases = [
        _tie(relation, third, party, first),
        *(_further(relation, third, party, tie) for tie in others),
    ]
    is_second = party is relation.pair.second
    who = "it" if is_second else third.actor.label
    return Sentence("{who} {ties}.", {"who": who, "ties": listed_phrases(phrases)})


def _tie(relation: Relation, third: ThirdPower, party: Actor, tie: Tie) -> Phrase:
    through = _through_members(relation, third, party, tie.kind)
    name = _members(relation, third, party, tie) if through else party.label
    return _filled_tie(relation, third, (party, tie), VERBS[tie.kind], {"party": name})


def _members(relation: Relation, third: ThirdPower, party: Actor, tie: Tie) -> str:
    """Name the members of a bloc that a rival is at odds with, where they are few."""
    day = relation.pair.day
    ends = {
        other
        for row in in_force(day)
        if row.kind == tie.kind == "rivalry"
        for power, other in row.from_both_ends()
        if power == third.actor.key
    }
    own = sorted(ends & set(party.member_letters(day))) if isinstance(party, Bloc) else []
    if not 0 < len(own) <= MOST_MEMBERS:
        return f"members of {party.label}"
    return listed(sorted(label_of(one) for one in own))


def _further(relation: Relation, third: ThirdPower, party: Actor, tie: Tie) -> Phrase:
    """Write a further tie to a party that was named."""
    through = _through_members(relation, third, party, tie.kind)
    if tie.kind in LATER and not through:
        return _filled_tie(relation, third, (party, tie), LATER[tie.kind], {})
    name = "its members" if through else "it"
    return _filled_tie(relation, third, (party, tie), VERBS[tie.kind], {"party": name})


def _filled_tie(
    relation: Relation,
    third: ThirdPower,
    held: tuple[Actor, Tie],
    template: str,
    words: dict[str, str],
) -> Phrase:
    party, tie = held
    parts: dict[str, str | Figure] = dict(words)
    lands = _claimed(relation, third, party) if tie.kind == "rivalry" else ()
    if lands:
        return Phrase(DISPUTES, {**parts, "land": listed(lands)})
    if tie.kind not in UNDATED_WORDS:
        cell = third.cell(party, tie, relation.pair.as_of)
        parts["since"] = dated(figure_id("power", ID, party.key, tie.kind), tie.since, cell)
    return Phrase(template, parts)


def _claimed(relation: Relation, third: ThirdPower, party: Actor) -> tuple[str, ...]:
    """Name the land or sea that a power and a party, or members of it, both claim."""
    day = relation.pair.day
    known = facts_between(third.actor, party, day, own=relation.pair.own)
    claims = [one.fact for one in known if one.fact.kind == "claim" and one.fact.open_on(day)]
    lands = tuple(dict.fromkeys(one.land for one in claims if one.land))
    # a figure in a name would rest on no cell
    plain = [land for land in lands if not any(letter.isdigit() for letter in land)]
    return tuple(plain) if 0 < len(plain) <= MOST_LANDS else ()


def _so(relation: Relation, third: ThirdPower) -> tuple[Sentence, ...]:
    """Say what the strongest ties push towards; nothing where the two have nothing to settle."""
    (first, its), (second, theirs) = _sides(relation, third)
    kinds = (its[0].kind, theirs[0].kind)
    if kinds == ("rivalry", "rivalry"):
        # a rival of some members is no rival of the bloc
        is_of_some = any(
            _through_members(relation, third, party, "rivalry") for party in (first, second)
        )
        # two allies need no rival to bring them together
        bound = relation.state.holds("allied")
        return () if is_of_some or bound else (Sentence(COMMON_RIVAL, {}),)
    if kinds == ("alliance", "alliance") and relation.state.holds("disputed line"):
        return (Sentence(ALLY_OF_BOTH, {}), *_all_the_same(relation, third))
    if "rivalry" not in kinds or not may_meet(relation):
        return ()
    against, behind = (first, second) if kinds[0] == "rivalry" else (second, first)
    kind = kinds[1] if kinds[0] == "rivalry" else kinds[0]
    if kind not in SO:
        return ()
    words = {
        "against": against.label,
        "againsts": possessive(against.label),
        "behind": behind.label,
    }
    return (filled(SO[kind], words),)


def _all_the_same(relation: Relation, third: ThirdPower) -> tuple[Sentence, ...]:
    """Say which breaks came between the two, or two others, though both were allies of the power.

    An alliance in common as a cause of peace has its counter-case, or the means to find one.
    """
    day = relation.pair.day
    since = {
        end: row.span.start
        for row in in_force(day)
        if row.kind == "alliance"
        for power, end in row.from_both_ends()
        if power == third.actor.key
    }
    broke = [one for one in _known(day) if one.kind in BREAKS and one.keys <= since.keys()]
    within = [one for one in broke if one.start >= max(since[key] for key in one.keys)]
    of_two = _own_breaks(relation, third)
    chosen = max(of_two or within, key=lambda one: (one.start, one.id), default=None)
    if chosen is None:
        return (Sentence(NO_CASE, {}),)
    cell = fact_cell(chosen)
    began = dated(figure_id("power", ID, "all_the_same"), chosen.start.year, cell)
    if chosen in of_two:
        return (filled(OWN_CASE, {"year": began, "third": third.actor.label}),)
    names = listed(sorted(label_of(key) for key in chosen.keys))
    return (filled(OTHER_CASE, {"names": names, "third": third.actor.label, "year": began}),)


def _own_case(relation: Relation, third: ThirdPower) -> Figure | None:
    """Give the year of the newest break of the two themselves, though the power is their ally."""
    if not relation.state.holds("disputed line"):
        return None
    newest = max(_own_breaks(relation, third), key=lambda one: (one.start, one.id), default=None)
    if newest is None:
        return None
    return dated(figure_id("power", ID, "own_break"), newest.start.year, fact_cell(newest))


def _own_breaks(relation: Relation, third: ThirdPower) -> list[Fact]:
    """Give the breaks of the two themselves since the power was an ally of both."""
    own = {*own_keys(relation.pair.first), *own_keys(relation.pair.second)}
    ties = (*third.first, *third.second)
    since = max(tie.since for tie in ties if tie.kind == "alliance")
    known = (one for one in _known(relation.pair.day) if one.kind in BREAKS and one.keys <= own)
    return [one for one in known if one.start.year > since]


def _known(day: date) -> list[Fact]:
    every = (one.known_by(day) for one in facts())
    return [one for one in every if one is not None]


ALLIES = ("alliance", "alliance")
ALL_THE_SAME = "An ally in common, {third}, did not spare the two the break of {year}."
OWN_CASE = "It did not spare them the break of {year}, when {third} was an ally of both already."
OTHER_CASE = "Against it: {names}, both allies of {third} too, fell out in {year}."
NO_CASE = "Two of its allies that fall out with each other would refute it."


def _surprise(relation: Relation, kinds: list[str]) -> float:
    """Measure in bits how few states have such ties, of both sides together."""
    states = len(members_on(relation.pair.day))
    rows = in_force(relation.pair.day)
    bits = 0.0
    for kind in kinds:
        ends = {end for row in rows if row.kind == kind for _, end in row.from_both_ends()}
        # treaties, candidates and borders are not in the table: half of all states have one
        part = len(ends) / states if ends else HALF
        bits -= log2(min(1.0, part))
    return min(1.0, bits / BITS)


RULE = Rule(
    id=ID,
    section="power",
    place=60,
    paragraph="third",
    say=say,
    condition="a power outside both has a dated tie to each of them: rival, ally, partner, troops, "
    "energy, treaty, neighbour; weight decides between equals only",
    topics=("standing",),
)
