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

TINY = 0.001
"""Share below which no ratio is formed."""
ALIKE = 1.15
"""Ratio below which two are said to weigh alike."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Compare, from the place of each party, the other one with the strongest of the rest."""
    pair = relation.pair
    sights = zip(
        relation.power.threats, (pair.first, pair.second), (pair.second, pair.first), strict=True
    )
    for letter, (seen, looking, other) in zip("ab", sights, strict=True):
        inside = _inside(relation, seen, other)
        own = [threat for threat in seen if threat.of == other.label]
        rest = [threat for threat in seen if threat not in own and threat not in inside]
        if own and rest:
            yield _finding(f"power.threat_{letter}", looking, (own[0], rest[0]), inside)


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
    if own.value < TINY:
        return f"{own.of} hardly weighs there, {top.of} does"
    ratio = top.value / own.value
    if ratio >= ALIKE:
        return f"{top.of} weighs {multiple(ratio)} times as much there as {own.of}"
    if ratio <= 1 / ALIKE:
        more = multiple(1 / ratio)
        return f"{own.of} weighs {more} times as much there as {top.of}, the strongest other"
    return f"{own.of} and {top.of} weigh alike there"


CONCEPT = Concept(
    id="power.threat",
    say=findings,
    section="power",
    block="threat",
    methods=("threat",),
    summary=(("power.threat_b", 2),),
)
