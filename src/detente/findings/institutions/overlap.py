"""Overlap: how far the memberships of the two overlap, by reach, and which blocs lack the state."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import STALE
from detente.findings.concept import Concept
from detente.institutions.networks import Overlap, gains, overlap
from detente.models import track_records as methods
from detente.phrasing import cap, listed, whole

REACHES = {
    "regional": "of one region",
    "between": "between regions",
}
SEVERAL = 5
"""Organisations in common from which it says something that one side has no others."""
MOST = 3
"""Blocs that a sentence names."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Count the organisations of both and of either, and sort all by reach."""
    found = overlap(relation.catalog, relation.pair)
    if found is None or found.year < relation.pair.as_of - STALE:
        return
    reach = f"Of these memberships {_reach(found)}."
    texts = (_counts(relation, found), *_inside(relation, found), reach, *_gains(relation))
    yield Finding(
        id="institutions.overlap",
        sentences=tuple(PlainSentence(text) for text in texts),
        value=found.jaccard,
        unit="part of all organisations of either",
        evidence=found.cells,
        method=methods.accounting(),
        sentence_about="overlap of memberships",
    )


def _counts(relation: Relation, found: Overlap) -> str:
    """Write how many organisations hold both, and how many one alone."""
    first, second = relation.pair.first, relation.pair.second
    is_mean = "bloc" in (first.kind, second.kind)
    mean = " (a bloc counts as the mean of its members)" if is_mean else ""
    both = f"{whole(found.joint)} organisations of at most half of all states in {found.year}"
    part = f"{whole(100 * found.jaccard)} % of all to which either belonged{mean}"
    alone = f"{whole(found.only_first)} belonged {first.label} alone"
    return (
        f"{cap(first.label)} and {second.label} were both full members of {both}, {part}; to "
        f"{alone}, to {whole(found.only_second)} {second.label}."
    )


def _inside(relation: Relation, found: Overlap) -> Iterator[str]:
    """Say where one state belongs to nothing without the other."""
    first, second = relation.pair.first, relation.pair.second
    if "bloc" in (first.kind, second.kind) or found.joint < SEVERAL:
        return
    for inner, outer, alone, beyond in (
        (first, second, found.only_first, found.only_second),
        (second, first, found.only_second, found.only_first),
    ):
        if alone < 1 <= beyond:
            yield f"{cap(outer.label)} belonged to each one of which {inner.label} was a member."


def _reach(found: Overlap) -> str:
    """Write how many memberships are of which reach."""
    parts = [
        f"{whole(first)} and {whole(second)} are {REACHES[reach]}"
        for reach, first, second in found.reach
    ]
    return listed(parts)


def _gains(relation: Relation) -> Iterator[str]:
    """Name other blocs of most members to which the state does not belong."""
    sides = relation.pair.bloc_and_state
    others = gains(relation.pair)
    if sides is None or not others or relation.institutions.rung == "member":
        return
    bloc, state = sides
    names = listed([f"{name} ({members} of {of})" for name, members, of in others[:MOST]])
    yield f"Over three quarters of {bloc.label} belong to {names}, {state.label} does not."


CONCEPT = Concept(
    id="institutions.overlap",
    say=findings,
    section="institutions",
    block="organisations",
    methods=("accounting",),
)
