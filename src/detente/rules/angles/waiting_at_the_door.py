"""Waiting at the door: a candidacy longer than any that succeeded."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import borne_out
from detente.rules.readings import any_variant, candidacy, chosen, plainly, titled

TITLES = {
    "halted": "Has {state}'s way into {bloc} come to a stop?",
    "": "How long can {state} wait for {bloc}?",
}
ANSWERS = {
    "cheap": "Longer still: a candidate gets a part of what a member gets, and owes less",
    "halted": "{state} has waited longer than any state that got in, and nothing moves",
    "": "{state} has waited longer than any state that got in",
}
STANDS: Stands = {
    "cheap": ("clock", "equilibrium"),
    "halted": ("clock",),
    "": ("clock",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether the wait is over the longest that succeeded."""
    over = said(lines, "equilibrium") or any_variant(lines, "clock", "unexpected.over")
    return candidacy(relation) is not None and over


def _halted(relation: Relation) -> tuple[str, ...]:
    return ("halted",) if relation.state.headline == "halted" else ()


def title(relation: Relation) -> str:
    """Ask how long it can wait, or whether the way has come to a stop."""
    return titled(relation, chosen(TITLES, *_halted(relation)))


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what the wait costs."""
    cheap = ("cheap",) if said(lines, "equilibrium") else ()
    return plainly(
        relation, borne_out(relation, lines, (ANSWERS, STANDS), *cheap, *_halted(relation))
    )


ANGLE = Angle(
    "waiting_at_the_door",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "clock",
        "equilibrium",
        "asked_of",
        "drift",
        "with_bloc",
        "entrants",
        "veto",
        "accession_file",
        "between",
        "regime",
        "passed_over",
    ),
    sections=("institutions", "positions", "membership"),
)
