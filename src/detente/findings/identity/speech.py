"""Speech: how hostile each party's mentions of the other are in the UN General Debate."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import newest
from detente.findings.concept import Concept
from detente.identity.othering import WINDOW
from detente.models import track_records as methods
from detente.phrasing import band, listed, number, years_of


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it for both speakers, now and at the extremes."""
    pair = relation.pair
    parts, cells = [], list[Cell]()
    for speaker, other, series in (
        (pair.first, pair.second, relation.identity.speech[0]),
        (pair.second, pair.first, relation.identity.speech[1]),
    ):
        now = newest(series, pair.as_of)
        if now is None:
            continue
        most = max(series.cells(), key=lambda cell: cell.value)
        least = min(series.cells(), key=lambda cell: cell.value)
        parts.append(_part(speaker, other, (now, most, least)))
        cells += [now, most, least]
    if not cells:
        return
    text = f"In the UN General Debate the hostile part was {listed(parts)}."
    yield Finding(
        id="identity.speech",
        sentences=(PlainSentence(text),),
        value=cells[0].value,
        unit="part of mentions",
        low=cells[0].low,
        high=cells[0].high,
        evidence=tuple(dict.fromkeys(cells)),
        method=methods.stance(),
        sentence_about="how they speak of each other",
    )


def _part(speaker: Actor, other: Actor, cells: tuple[Cell, Cell, Cell]) -> str:
    """Write the hostile part of one speaker's mentions: now, most, least."""
    now, most, least = cells
    year = now.year or 0
    voice = f"members of {speaker.label}" if isinstance(speaker, Bloc) else speaker.label
    span = f"{years_of(year - WINDOW + 1, year)}{band(now.low, now.high)}"
    extremes = (
        f"most {number(most.value)} in {most.year}, least {number(least.value)} in {least.year}"
    )
    return f"{number(now.value)} of what {voice} said of {other.label} in {span} ({extremes})"


CONCEPT = Concept(
    id="identity.speech",
    say=findings,
    section="identity",
    block="speech",
    methods=("stance",),
    topics=("tone",),
)
