"""Capability after distance: what is left of it where each party is; it measures no intent."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.names import Actor
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import listed, multiple, share
from detente.power.threat import Threat

LEAST = 0.001
"""Share of capability below which a party has no weight worth a comparison."""
DISCRIMINATES = 1.5
"""Ratio of the two weights, either way, from which the comparison says something."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Compare, from the place of each party, the other one with the third power."""
    third, pair = relation.power.third, relation.pair
    if third is None or not _may_meet(relation):
        return
    sights = zip(
        relation.power.threats, (pair.first, pair.second), (pair.second, pair.first), strict=True
    )
    for letter, (seen, looking, other) in zip("ab", sights, strict=True):
        inside = _inside(relation, seen, other)
        by_name = {threat.of: threat for threat in seen}
        own, its = by_name.get(other.label), by_name.get(third.label)
        if own is not None and its is not None and _discriminates(own, its):
            yield _finding(f"power.threat_{letter}", looking, (own, its), inside)


def _may_meet(relation: Relation) -> bool:
    """Tell whether a border, a rivalry or a dispute makes weight at a distance matter."""
    recent = relation.institutions.disputes.last(relation.pair.as_of)
    disputes = recent is not None and recent.value > 0
    return disputes or relation.power.at_odds or "land" in relation.institutions.borders


def _discriminates(own: Threat, its: Threat) -> bool:
    """Tell whether both have weight, and one clearly more there than the other."""
    if min(own.capability, its.capability) < LEAST or min(own.value, its.value) <= 0:
        return False
    ratio = own.value / its.value
    return max(ratio, 1 / ratio) >= DISCRIMINATES


def _inside(relation: Relation, seen: tuple[Threat, ...], other: Actor) -> list[Threat]:
    """Give the parts of a bloc that are seen one by one."""
    gap = relation.power.gap
    if gap is None or isinstance(other, State):
        return []
    return [threat for threat in seen if threat.of in gap.inside]


def _finding(id: str, looking: Actor, two: tuple[Threat, Threat], inside: list[Threat]) -> Finding:
    own, top = two
    parts = [f"{threat.of} {share(threat.value)}" for threat in inside]
    within = f" ({listed(parts)})" if parts else ""
    near = "" if top.kilometres else ", a neighbour by land"
    of_own = f"{share(own.value)} of the {share(own.capability)} of all capability"
    of_top = f"{share(top.value)} of the {share(top.capability)}"
    text = (
        f"Seen from {looking.label}, distance leaves {of_own} that {own.of} holds{within}, and "
        f"{of_top} that {top.of} holds{near}: {_verdict(own, top)}."
    )
    return Finding(
        id=id,
        sentences=(PlainSentence(text),),
        value=own.value,
        unit="share of the system after distance",
        evidence=tuple(threat.cell for threat in (own, top, *inside)),
        method=methods.threat(),
        sentence_about="capability after distance",
    )


def _verdict(own: Threat, top: Threat) -> str:
    """Say which of the two weighs more."""
    ratio = top.value / own.value
    if ratio > 1:
        return f"{top.of} weighs {multiple(ratio)} times as much there as {own.of}"
    return f"{own.of} weighs {multiple(1 / ratio)} times as much there as {top.of}"


CONCEPT = Concept(
    id="power.threat",
    say=findings,
    section="power",
    block="threat",
    methods=("threat",),
    summary=(("power.threat_b", 2),),
    topics=("threat",),
)
