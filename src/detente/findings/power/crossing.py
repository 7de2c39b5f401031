"""Crossings: when the lines of two of the three would cross, or that they would not."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_key import short
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.findings.power.names import NAMES
from detente.models import track_records as methods
from detente.models.shares.forecast import Crossing
from detente.phrasing import listed, part_of
from detente.power.yardsticks import yardstick

UNLIKELY = 0.9
"""Part of the draws without a crossing from which one is said not to come."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say for each yardstick which lines would cross."""
    crossings = relation.shares.crossings
    has_gdp = any(crossing.yardstick == "gdp" for crossing in crossings)
    for name in ("cinc", "gdp", "gdp_long"):
        found = [crossing for crossing in crossings if crossing.yardstick == name]
        if name == "gdp_long" and has_gdp:
            continue
        parts = _parts(relation, found)
        if parts:
            yield _finding(relation, name, found, parts)


def _parts(relation: Relation, crossings: list[Crossing]) -> list[str]:
    """Write the crossings that may come, and that of the two where it would not."""
    labels = _labels(relation)
    two = {short(relation.pair.first), short(relation.pair.second)}
    likely = [crossing for crossing in crossings if crossing.never < UNLIKELY]
    rest = [
        crossing
        for crossing in crossings
        if crossing.never >= UNLIKELY and {crossing.first, crossing.second} == two
    ]
    parts = [_when(crossing, labels) for crossing in likely]
    if rest:
        pairs = [f"{labels[c.second]} would not pass {labels[c.first]}" for c in rest]
        end = rest[0].origin + rest[0].horizon
        parts.append(f"{listed(pairs)} by {end} in nine draws of ten or more")
    return parts


def _finding(relation: Relation, name: str, crossings: list[Crossing], parts: list[str]) -> Finding:
    soonest = min(crossings, key=lambda crossing: crossing.never)
    text = f"Carried forward on {NAMES[name]} from {crossings[0].origin}, {'; '.join(parts)}."
    return Finding(
        id=f"power.crossing_{name}",
        sentences=(PlainSentence(text),),
        value=1 - soonest.never,
        unit="part of draws that cross",
        evidence=tuple(_cell(crossing) for crossing in crossings),
        method=methods.share_forecast(relation.shares, name),
        verdict="forecast",
        sentence_about="when lines cross",
    )


def _labels(relation: Relation) -> dict[str, str]:
    """Give the three as a sentence has them, by their short names."""
    third = relation.power.third
    parties = (relation.pair.first, relation.pair.second, *((third,) if third else ()))
    return {short(party): party.label for party in parties}


def _cell(crossing: Crossing) -> Cell:
    by = yardstick(crossing.yardstick)
    return Cell(
        "forecast",
        by.column,
        keys=(
            ("first", crossing.first),
            ("second", crossing.second),
            ("origin", crossing.origin),
            ("horizon", crossing.horizon),
        ),
        value=1 - crossing.never,
        unit="part of draws that cross",
        sources=by.sources,
        rule=f"{crossing.draws} past paths of errors of pairs of the 25 strongest states",
    )


def _when(crossing: Crossing, labels: dict[str, str]) -> str:
    """Say by when one passes the other, and how often it does not."""
    end = crossing.origin + crossing.horizon
    return (
        f"{labels[crossing.second]} passes {labels[crossing.first]} {_years(crossing)}; "
        f"in {part_of(crossing.never)} they do not cross by {end}"
    )


def _years(crossing: Crossing) -> str:
    """Write the years by which half and a tenth of the draws have crossed."""
    early, middle = crossing.early, crossing.middle
    if middle:
        tenth = f" and by {early} in one of ten" if early and early != middle else ""
        return f"by {middle} in half of the draws{tenth}"
    return f"by {early} in one draw of ten" if early else "in fewer than one draw of ten"


CONCEPT = Concept(
    id="power.crossing",
    say=findings,
    section="power",
    block="system",
    methods=("share_forecast",),
    topics=("capability", "forecast"),
)
