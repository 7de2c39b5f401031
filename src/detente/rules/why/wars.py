"""WARS: breaks between two that came when one of them began to fight a third state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log2

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_facts import Fact, facts, own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.estimators.surprise import BITS
from detente.evidence.figure import counted, figure_id
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import day_figure, fact_cell, year_figure
from detente.rules.why.breaks import Break, breaks

ID = "wars"
ABOUT = "what came before the breaks"
WITHIN = timedelta(days=60)
"""Time after the beginning of a war within which a break is said to have come with it."""
FEWEST = 2
"""Breaks that came with a war without which nothing is said."""
MOST_NAMED = 3
FIGHTING = "fighting"
EACH = (
    "Each break between {both} came within two months after one of them began to fight a third "
    "state."
)
SOME = (
    "Of {all} breaks between {both}, {some} came within two months after one of them began to "
    "fight a third state."
)
TOLD = "It was {wars}."
AMONG = "Among them: {wars}."
AGAINST = "It is no rule: {other} began to fight in {year}, and nothing was cut."
NONE_AGAINST = "No war of that kind passed without a break."
REFUTED = "A break without such a war would refute it."
HEADLINE = {
    True: "Each of their breaks came when one of them fought a third state.",
    False: "Most of their breaks came when one of them fought a third state.",
}
GIST = {
    True: "Before each break one of them began to fight a third state.",
    False: "Before most breaks one of them began to fight a third state.",
}
HALF = 0.5


@dataclass(frozen=True, slots=True)
class War:
    """A war of one side with a third state.

    Attributes
    ----------
    fact : Fact
        The war.
    side, enemy : str
        Key of the side, or of its member, and of the third state.
    """

    fact: Fact
    side: str
    enemy: str


def say(relation: Relation) -> Iterator[Line]:
    """Say which breaks came with a war of one side, and which wars cut nothing."""
    cut = breaks(relation)
    known = tuple(_wars(relation, cut))
    matched = [(one, war) for one in cut if (war := _before(one, known)) is not None]
    if len(matched) >= FEWEST and len(matched) > HALF * len(cut):
        yield _line(relation, cut, [war for _, war in matched], known)


def _wars(relation: Relation, cut: Sequence[Break]) -> Iterator[War]:
    """Give the wars of either side with a third state since the first break."""
    if not cut:
        return
    pair = relation.pair
    first = cut[0].start - WITHIN
    sides = [_keys(party, relation) for party in (pair.first, pair.second)]
    both = sides[0] | sides[1]
    for fact in facts():
        known = fact.known_by(pair.day)
        if known is None or fact.kind != FIGHTING or fact.part or not first <= fact.start:
            continue
        inside = [key for key in (fact.one, fact.other) if key in both]
        if len(inside) == 1:
            enemy = fact.other if inside[0] == fact.one else fact.one
            yield War(known, inside[0], enemy=enemy)


def _keys(party: Actor, relation: Relation) -> set[str]:
    keys = set(own_keys(party))
    if isinstance(party, Bloc):
        keys |= set(party.member_letters(relation.pair.day))
    return keys


def _before(one: Break, wars: Sequence[War]) -> War | None:
    """Give the war that began last before a break, by two months at most."""
    near = [war for war in wars if timedelta(0) <= one.start - war.fact.start <= WITHIN]
    return max(near, key=lambda war: war.fact.start, default=None)


def _quiet(relation: Relation, cut: Sequence[Break], wars: Sequence[War]) -> list[War]:
    """Give the wars that nothing followed, while there was something to cut."""
    own = {*own_keys(relation.pair.first), *own_keys(relation.pair.second)}
    over = [war for war in wars if war.fact.start + WITHIN <= relation.pair.day]
    found = [war for war in over if not any(_is_near(one, war) for one in cut)]
    # a war of the bloc itself weighs more than one of a member
    order = sorted(found, key=lambda war: (war.side in own, war.fact.start), reverse=True)
    # what nobody read would keep the whole line off page 1
    return [war for war in order if war.fact.checked] or order


def _is_near(one: Break, war: War) -> bool:
    """Tell whether a break came with a war, or was open already when it began."""
    came = timedelta(0) <= one.start - war.fact.start <= WITHIN
    return came or _is_open(one, war)


def _is_open(one: Break, war: War) -> bool:
    return one.start <= war.fact.start and (one.end is None or war.fact.start <= one.end)


def _line(
    relation: Relation, cut: Sequence[Break], with_war: Sequence[War], wars: Sequence[War]
) -> Line:
    every = len(with_war) == len(cut)
    cells = (*(one.cell for one in cut), *(fact_cell(war.fact) for war in with_war))
    parts: dict[str, str | Phrase] = {"both": relation.pair.words}
    counts = {
        "all": counted(figure_id("why", ID, "all"), len(cut), "breaks", *cells),
        "some": counted(figure_id("why", ID, "some"), len(with_war), "breaks", *cells),
    }
    told = Sentence(TOLD, {"wars": _told(with_war[-MOST_NAMED:])})
    quiet = _quiet(relation, cut, wars)
    against = _against(quiet[0]) if quiet else Sentence(NONE_AGAINST, {})
    # where a war cut nothing, or a break came without one, the rule is broken already
    refuted = (Sentence(REFUTED, {}),) if every and not quiet else ()
    body = (filled(EACH if every else SOME, {**parts, **counts}), told, against, *refuted)
    chosen = _of_both(with_war, relation)
    key = TOLD if len(chosen) == len(with_war) else AMONG
    page = FirstPage(
        Sentence(HEADLINE[every], {}),
        key=(Sentence(key, {"wars": _told(chosen)}),),
        gist=Sentence(GIST[every], {}),
    )
    return composed(
        ID,
        "unexpected.each" if every else "unexpected.most",
        body,
        Basis(about=ABOUT, cells=cells),
        reasons=Reasons(unexpected=_surprise(relation, cut, len(with_war), len(wars))),
        page=page,
    )


def _of_both(wars: Sequence[War], relation: Relation) -> list[War]:
    """Choose the newest wars for page 1, one of each side where both sides began some."""
    own = _keys(relation.pair.first, relation)
    newest = list(wars[-FEWEST:])
    sides = {war.side in own for war in newest}
    others = [war for war in wars if (war.side in own) not in sides]
    return [others[-1], newest[-1]] if others else newest


def _told(wars: Sequence[War]) -> Phrase:
    """Tell who began to fight whom, and in which month."""
    return listed_phrases([_clause(war) for war in wars])


def _clause(war: War) -> Phrase:
    fact = war.fact
    precision = "month" if fact.start_precision == "day" else fact.start_precision
    when = day_figure(ID, "war", fact.start, precision, fact_cell(fact))
    sides = {"side": label_of(war.side), "enemy": label_of(war.enemy)}
    return Phrase("{side} against {enemy} in {when}", {**sides, "when": when})


def _against(war: War) -> Sentence:
    names = Phrase("{side} and {enemy}", {"side": label_of(war.side), "enemy": label_of(war.enemy)})
    year = year_figure(ID, "quiet", war.fact.start, fact_cell(war.fact))
    return Sentence(AGAINST, {"other": names, "year": year})


def _surprise(relation: Relation, cut: Sequence[Break], matched: int, wars: int) -> float:
    """Measure in bits how rare it is that breaks on any day would fall so near to a war."""
    watched = (relation.pair.day - cut[0].start + WITHIN) / timedelta(days=1)
    chance = min(1.0, wars * (WITHIN / timedelta(days=1)) / watched)
    return min(1.0, matched * -log2(chance) / BITS)


RULE = Rule(
    id=ID,
    section="why",
    place=6,
    paragraph="wars",
    say=say,
    condition="two breaks or more, and most of them, came within sixty days after one of the two "
    "began to fight a third state",
    topics=("standing", "history"),
)
"""The rule."""
