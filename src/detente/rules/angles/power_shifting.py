"""Power is shifting: a lead that changes between two in a quarrel; not after a repair."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import LedBy, borne_out, led_forms
from detente.rules.readings import (
    any_variant,
    in_quarrel,
    is_calm,
    plainly,
    push_of,
    repaired_lately,
    titled,
)

ANSWERS = {
    "passed": "It favours {gainer}, which has passed {other}",
    "claim": "It favours {gainer}, and its claim against {other} stays open",
    "crisis": "It favours {gainer}, while the crisis between them is not over",
    "alike": "It favours {gainer}, and the two vote alike all the same",
    "regime": "It favours {gainer}, and how one of the two is ruled changes with it",
    "": "It favours {gainer}",
}
STANDS: Stands = {
    "passed": ("lead",),
    "claim": ("lead", "open_claim"),
    "crisis": ("state",),
    "alike": ("paradox",),
    "regime": ("regime",),
    "": ("lead", "fore"),
}
"""Rules whose finding bears the answer out, by its form."""
LED_BY: LedBy = {
    "crisis": (
        "state",
        "unexpected.crisis",
    ),
    "alike": (
        "paradox",
        "unexpected.rivals-alike",
    ),
    "regime": (
        "regime",
        "moved",
    ),
}
"""Forms that a finding of page 1 calls for; they follow those that hold without one."""


def _gainer(relation: Relation) -> str:
    """Name the side that gains weight on the other; empty where none does."""
    power = push_of(relation, "power")
    if power is None or power.sign >= 0:
        return ""
    return str(power.clause.parts["gainer"])


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether weight shifts between two that have a quarrel that nothing has just repaired."""
    if repaired_lately(relation, lines):
        return False
    quarrel = in_quarrel(relation) or said(lines, "dispute") or said(lines, "open_claim")
    return is_calm(relation) and quarrel and bool(_gainer(relation))


def title(relation: Relation) -> str:
    """Ask whom time favours."""
    if relation.state.holds("disputed line"):
        return titled(relation, "{first} and {second}: whose claim gains with time?")
    return titled(relation, "Whom does time favour, {first} or {second}?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer with the side that gains."""
    gainer = _gainer(relation)
    first, second = (party.label for party in (relation.pair.first, relation.pair.second))
    other = second if gainer == first else first
    passed = ("passed",) if any_variant(lines, "lead", "moved.passed", "moved.turned") else ()
    claim = ("claim",) if said(lines, "open_claim") else ()
    case = (*passed, *claim, *led_forms(relation, lines, LED_BY))
    answer = borne_out(relation, lines, (ANSWERS, STANDS), *case)
    return plainly(relation, answer, gainer=gainer, other=other)


ANGLE = Angle(
    "power_shifting",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "lead",
        "fore",
        "open_claim",
        "dispute",
        "people",
        "outweighs",
        "paradox",
        "first",
        "outlook",
    ),
    sections=("power", "now"),
)
