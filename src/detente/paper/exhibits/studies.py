"""What joining did: every specification of the studies of a bloc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.actors.blocs import Bloc
from detente.evidence.sentence import PlainSentence, render
from detente.findings.institutions.estimates import closest
from detente.models.membership.study import Membership, Specification
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.charts.style import for_phone
from detente.paper.exhibits.cells import cells
from detente.phrasing import cap, number, signed_decimal

UNIT = "Change of the distance in UN votes to the members on the eve; each part has its own scale"
SOURCE = "Source: our positions from UN Digital Library, General Assembly votes; membership by date"
DRAWN = (
    "Mean of the years 0 to 5 since the event, against each group of controls (associates and "
    "others that never joined; in brackets years in which an event may act ahead); bars: 95 per "
    "cent; pale where treated and controls were on different paths before; p: permutation."
)


def studies(brief: Brief) -> list[Exhibit]:
    """Draw the studies of each party that is a bloc; nothing where none has enough events."""
    parties = [party for party in (brief.pair.first, brief.pair.second) if isinstance(party, Bloc)]
    return [
        drawn
        for bloc in parties
        for drawn in _forest(brief.relation.study(bloc), bloc, brief.pair.as_of)
    ]


def _forest(study: Membership, bloc: Bloc, as_of: int) -> list[Exhibit]:
    """Draw every specification of a study."""
    drawn = (*study.accession, *study.association)
    spec = charts.forest(drawn)
    if spec is None:
        return []
    verdict = cap(study.verdict) if study.verdict else "What association did"
    title = PlainSentence(f"{verdict}: {bloc.label}")
    id = f"studies-{bloc.id.lower()}"
    shown = Exhibit(
        id,
        title,
        spec=spec,
        unit=UNIT,
        source=f"{SOURCE}, to {as_of}. {DRAWN}{_power(study)}",
    )
    alt = f"Effects with intervals, one row a comparison. {render(title)}."
    narrow = for_phone(charts.forest(drawn, narrow=True))
    return [replace(shown, alt=alt, cells=_cells(id, drawn), narrow=narrow)]


def _cells(id: str, drawn: Sequence[Specification]) -> Grid:
    """Give every effect that is drawn."""
    rows = tuple(_row(one) for one in drawn)
    heads = (
        "event",
        "against",
        "years ahead",
        "effect",
        "interval of 95%",
        "p",
        "before the event",
    )
    return cells(id, heads, rows)


def _row(one: Specification) -> tuple[str, ...]:
    """Write one estimate."""
    found = one.found
    ends = f"{signed_decimal(found.low, 2)} to {signed_decimal(found.high, 2)}"
    path = "on one path" if one.valid else "on different paths"
    effect, chance = signed_decimal(found.effect, 2), f"{found.p:.2f}"
    return (one.kind, one.controls, str(one.anticipation), effect, ends, chance, path)


def _power(study: Membership) -> str:
    """Say how small an effect of joining the closest comparison would find, where it finds none."""
    if not study.accession or Membership.distinguishable(study.accession):
        return ""
    smallest = number(closest(study.accession).found.smallest)
    return f" With a power of 80 per cent the closest comparison would find {smallest} or more."
