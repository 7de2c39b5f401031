"""Between two powers: one side has rungs or pacts with two rivals."""

from __future__ import annotations

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.institutions.ladder import held
from detente.institutions.rung_states import ACTIVE
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import LedBy, borne_out, led_forms
from detente.rules.readings import any_variant, plainly, titled

PACTS = ("partnership", "alliance", "treaty", "energy", "troops", "candidate")
"""Ties by which one is bound to a power."""
GIVEN_TO_BOTH = ("partner", "observer", "associate")
"""Rungs that a bloc gives to both powers."""
ANSWERS = {
    "no_lean_third": "{own} has not: it moved as most states did, and votes nearer to {third}",
    "no_lean_power": "{own} has not: it moved as most states did, and votes nearer to {power}",
    "no_lean": "{own} has not: its votes move with the world's",
    "turned_to": "{own} has turned, and its votes show where",
    "same_rung": "{own} gives both the same title",
    "weight": "{own} has not, while of {power} and {third} one gains weight on the other",
    "trade": "{own} has in trade more than in titles",
    "subject": "{own} has on one matter before the Assembly, where its votes have moved",
    "": "{own} has pacts with both {power} and {third}",
}
STANDS: Stands = {
    "no_lean_third": ("net_lean",),
    "no_lean_power": ("net_lean",),
    "no_lean": ("net_lean",),
    "turned_to": ("net_lean",),
    "same_rung": ("same_rung",),
    "weight": ("two_powers",),
    "trade": ("agreements",),
    "subject": ("matter_moved",),
    "": ("third", "two_powers"),
}
"""Rules whose finding bears the answer out, by its form."""
LED_BY: LedBy = {
    "weight": ("two_powers",),
    "trade": (
        "agreements",
        "unexpected",
    ),
    "subject": ("matter_moved", "moved"),
}
"""Forms that a finding of page 1 calls for; they follow those that hold without one."""


def _sides(relation: Relation) -> tuple[str, str] | None:
    """Give who is between the two, and the power; None where the third is a rival of neither."""
    third, pair = relation.power.third_power, relation.pair
    if third is None:
        return None
    rival = [any(tie.kind == "rivalry" for tie in ties) for ties in (third.first, third.second)]
    # a bloc whose members are at odds with the third power is between the two all the same
    if pair.bloc_and_state is not None and all(rival):
        return pair.bloc_and_state[0].label, pair.bloc_and_state[1].label
    if rival == [False, True]:
        return pair.first.label, pair.second.label
    return (pair.second.label, pair.first.label) if rival == [True, False] else None


def _has_pact(relation: Relation) -> bool:
    """Tell whether the one between has a pact with the third power, or gives it a rung."""
    third, sides, pair = relation.power.third_power, _sides(relation), relation.pair
    if third is None or sides is None:
        return False
    own = pair.first if sides[0] == pair.first.label else pair.second
    ties = third.first if own is pair.first else third.second
    if isinstance(own, Bloc) and isinstance(third.actor, State):
        given = held(own, third.actor, pair.day)
        return given is not None and given.rung in GIVEN_TO_BOTH and given.state == ACTIVE
    return any(tie.kind in PACTS for tie in ties)


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether a partner of one power has a pact, or the same rung, with its rival."""
    tied = relation.state.headline in ("partners", "allied") and _sides(relation) is not None
    return tied and (said(lines, "same_rung") or _has_pact(relation))


def title(relation: Relation) -> str:
    """Ask whether it has chosen."""
    own, power = _sides(relation) or ("", "")
    return titled(relation, "Between {power} and {third}: has {own} chosen?", own=own, power=power)


def _nearer(lines: Lines) -> tuple[str, ...]:
    """Name the form of the answer where one of the two is clearly nearer by level."""
    sides = {"third": "unexpected.no-lean.nearer-rival", "power": "unexpected.no-lean.nearer-power"}
    return tuple(
        f"no_lean_{s}" for s, name in sides.items() if any_variant(lines, "net_lean", name)
    )


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by where its votes lean."""
    own, power = _sides(relation) or ("", "")
    case = [
        *_nearer(lines),
        *(("no_lean",) if any_variant(lines, "net_lean", "unexpected.no-lean", "no-lean") else ()),
        *(("turned_to",) if said(lines, "net_lean") else ()),
        *(("same_rung",) if said(lines, "same_rung") else ()),
    ]
    case += led_forms(relation, lines, LED_BY)
    answer = borne_out(relation, lines, (ANSWERS, STANDS), *case)
    return plainly(relation, answer, own=own, power=power)


ANGLE = Angle(
    "between_two_powers",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "net_lean",
        "tide",
        "opposed",
        "same_rung",
        "two_powers",
        "third",
        "rung",
        "trade",
        "matter_moved",
    ),
    sections=("positions", "power", "institutions"),
)
