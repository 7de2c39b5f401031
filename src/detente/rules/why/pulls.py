"""PULLS: the structures now push the two in opposite directions, or all in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analysis.relation import Relation
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.composed import Basis, FirstPage, composed
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.why.marks import POWER, TIES, VOTES
from detente.rules.why.pushes import APART, NEITHER, TOGETHER, Push, pushes

ID = "pulls"
ALL = 3
"""Structures that are known where all of them push one way."""
NAMES = {POWER: "weight", VOTES: "votes", TIES: "institutions"}
WAYS = {TOGETHER: "together", APART: "apart"}
VERBS = {
    (TOGETHER, True): "brings",
    (TOGETHER, False): "bring",
    (APART, True): "drives",
    (APART, False): "drive",
}
"""Verb of a structure that is alone, by its way and whether its name is a singular."""
SPLIT = {
    (POWER, TOGETHER): "Weight alone brings {first} and {second} together: {alone}.",
    (POWER, APART): "Weight alone drives {first} and {second} apart: {alone}.",
    (VOTES, TOGETHER): "Only in votes do {first} and {second} come nearer: {alone}.",
    (VOTES, APART): "Only in votes do {first} and {second} part: {alone}.",
    (TIES, TOGETHER): "Institutions alone bring {first} and {second} together: {alone}.",
    (TIES, APART): "Institutions alone part {first} and {second}: {alone}.",
}
"""One structure against two."""
TWO = {
    (
        POWER,
        VOTES,
    ): "Between {first} and {second} weight and votes pull apart: {one}, while {other}.",
    (
        POWER,
        TIES,
    ): "Weight and institutions disagree on {first} and {second}: {one}, while {other}.",
    (VOTES, TIES): "{first} and {second} vote one way and meet another: {one}, while {other}.",
}
"""One structure against another, the third unknown or still."""
AGREED = {
    TOGETHER: "Everything that moves brings {first} and {second} together: {clauses}.",
    APART: "Everything that moves drives {first} and {second} apart: {clauses}.",
}


def say(relation: Relation) -> Iterator[Line]:
    """Say what pushes against what; or that all three push one way, which is rarer."""
    known = pushes(relation)
    together = [one for one in known if one.sign == TOGETHER]
    apart = [one for one in known if one.sign == APART]
    if together and apart:
        yield _line(relation, known, _opposed(relation, together, apart))
    elif max(len(together), len(apart)) == ALL:
        yield _line(relation, known, _agreed(relation, known))


def _names(relation: Relation) -> dict[str, str]:
    return {"first": relation.pair.first.label, "second": relation.pair.second.label}


def _opposed(
    relation: Relation, together: Sequence[Push], apart: Sequence[Push]
) -> tuple[Sentence, ...]:
    """Lead with the structure that is alone."""
    names = _names(relation)
    if len(together) == len(apart):
        one, other = sorted(
            (together[0], apart[0]), key=lambda push: list(NAMES).index(push.structure)
        )
        template = TWO[(one.structure, other.structure)]
        return (Sentence(template, {**names, "one": one.clause, "other": other.clause}),)
    few, many = sorted((together, apart), key=len)
    lead = Sentence(SPLIT[(few[0].structure, few[0].sign)], {**names, "alone": few[0].clause})
    against = listed_phrases([one.clause for one in many])
    return lead, Sentence("Against that, {against}.", {"against": against})


def _agreed(relation: Relation, known: Sequence[Push]) -> tuple[Sentence, ...]:
    clauses = listed_phrases([one.clause for one in known])
    return (Sentence(AGREED[known[0].sign], {**_names(relation), "clauses": clauses}),)


def _line(relation: Relation, known: Sequence[Push], body: tuple[Sentence, ...]) -> Line:
    still = [one for one in known if one.sign == NEITHER]
    moving = [one for one in known if one.sign]
    rest = tuple(Sentence("Meanwhile {clause}.", {"clause": one.clause}) for one in still)
    cells = tuple(cell for one in known for cell in one.cells)
    newest = [one.newest for one in moving if one.newest is not None]
    variant = ".".join(f"{one.structure}_{WAYS[one.sign]}" for one in moving)
    basis = Basis(
        about="which way each structure pushes", cells=cells, newest=min(newest, default=None)
    )
    # as clear as the least clear of the pushes
    reasons = Reasons(unexpected=min(one.strength for one in moving))
    page = _page(relation, moving)
    return composed(ID, f"unexpected.{variant}", (*body, *rest), basis, reasons=reasons, page=page)


def _page(relation: Relation, moving: Sequence[Push]) -> FirstPage:
    """Say it on page 1: who pushes where."""
    both = relation.pair.words
    together, apart = (
        [NAMES[one.structure] for one in moving if one.sign == sign] for sign in WAYS
    )
    if len(together) == len(apart):
        words = {"one": together[0], "other": apart[0], "both": both}
        said = Phrase("{one} and {other} push {both} opposite ways", words)
    elif together and apart:
        few, sign = (together, TOGETHER) if len(together) < len(apart) else (apart, APART)
        verb = VERBS[(sign, few[0] == NAMES[POWER])]
        said = Phrase(
            "{few} alone {verb} {both} {way}",
            {"few": few[0], "verb": verb, "both": both, "way": WAYS[sign]},
        )
    else:
        said = Phrase(
            "Weight, votes and institutions all push {both} {way}",
            {"both": both, "way": WAYS[moving[0].sign]},
        )
    clauses = listed_phrases([one.clause for one in moving])
    return FirstPage(
        Sentence("{said}.", {"said": said}),
        key=(Sentence("{clauses}.", {"clauses": clauses}),),
        gist=Sentence("{said}.", {"said": said}),
    )


RULE = Rule(
    id=ID,
    section="why",
    place=20,
    paragraph="pulls",
    say=say,
    condition="the change of weight in ten years, of votes in five and the dated steps of three "
    "have opposite signs, each beyond its interval; or all three have the same sign",
    topics=("explanation",),
    key=False,
)
