"""Power beyond two parties: threat over distance, and every yardstick with its critics."""

from __future__ import annotations

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey, short
from detente.evidence.cell import Cell
from detente.findings.power.views import views as measured
from detente.paper.brief import Brief
from detente.paper.charts import power as charts
from detente.paper.charts.style import FIRST, SECOND, THIRD
from detente.paper.document import Block, Exhibit, Grid
from detente.paper.sections.blocks import said, source_line
from detente.phrasing import cap, listed, multiple, share
from detente.power.yardsticks import YARDSTICKS, Yardstick

COMPARED = 1990
"""Year at which a bloc is shown with its members of then and of today."""
SINCE = 1995
"""Year up to which the comparison with 1990 says nothing."""
FEWEST = 3
"""Yardsticks from which there is something to compare."""


def threat(brief: Brief) -> list[Block]:
    """Draw what each party sees once distance has taken its part, and say it."""
    power, pair = brief.relation.power, brief.pair
    paragraphs = said(brief, "power", "threat")
    colours = {pair.first.label: FIRST, pair.second.label: SECOND}
    if power.third:
        colours[power.third.label] = THIRD
    spec = charts.threats(power.threats, (pair.first.label, pair.second.label), colours)
    if spec is None or not paragraphs:
        return paragraphs
    note = (
        "Colour: what is left of a share of the composite index after the loss-of-strength "
        "gradient; pale: the share itself. From capital to nearest capital; a neighbour by land "
        "keeps all."
    )
    known = [series for series in power.shares["cinc"] if series]
    source = f"{source_line(known)} {note}"
    return [Exhibit("threat", _threat_title(brief), spec=spec, source=source), *paragraphs]


def _threat_title(brief: Brief) -> str:
    """Say who weighs most on each party."""
    parties = (brief.pair.first, brief.pair.second)
    strongest = [side[0].of if side else "" for side in brief.relation.power.threats]
    if len(set(strongest)) == 1:
        return f"Distance counted, {cap(strongest[0])} weighs most on both"
    whose = [
        f"for {party.label} it is {name}"
        for party, name in zip(parties, strongest, strict=True)
        if name
    ]
    return f"Distance counted, {listed(whose)} that weighs most"


def views(brief: Brief) -> list[Block]:
    """Lay out every yardstick, whole and part, with what its critics say."""
    pair, power = brief.pair, brief.relation.power
    known = measured(brief.relation)
    if len(known) < FEWEST:
        return []
    parties = (pair.first, pair.second)
    yardsticks = [by for by in YARDSTICKS if by.id in known]
    used = [one for by in yardsticks for one in power.shares[by.id][:2] if one]
    source = source_line(used)
    if any(_then(brief, by, place, known[by.id]) for by in yardsticks for place in (0, 1)):
        source += _composition(parties, pair)
    table = Grid(
        "views",
        "The same two on every yardstick, each with its critics",
        columns=("yardstick", *_names(parties), "ratio", "what its critics say"),
        rows=tuple(_view(brief, by, known[by.id]) for by in yardsticks),
        source=source,
        wide=True,
        widths=(3.6, 2, 2, 1.1, 7),
    )
    return [table, *said(brief, "power", "views")]


def _names(parties: tuple[Actor, ...]) -> list[str]:
    return [cap(short(party)) for party in parties]


def _view(brief: Brief, by: Yardstick, cells: tuple[Cell, Cell]) -> tuple[str, ...]:
    """Write both parties on one yardstick; blocs also at both compositions."""
    first, second = cells
    one, other = (share(cell.value) + _then(brief, by, i, cells) for i, cell in enumerate(cells))
    label = f"{by.label} ({first.year or brief.pair.as_of})"
    return (label, one, other, multiple(first.value / second.value), by.critics)


def _then(brief: Brief, by: Yardstick, place: int, cells: tuple[Cell, Cell]) -> str:
    """Write a bloc's share of 1990, at the members of that year and at those of the view."""
    power, party = brief.relation.power, (brief.pair.first, brief.pair.second)[place]
    year = cells[0].year or brief.pair.as_of
    if not isinstance(party, Bloc) or year <= SINCE:
        return ""
    name = short(party)
    fixed = next((one.at(COMPARED) for one in power.fixed[by.id] if one.of == name), None)
    actual = power.shares[by.id][place].at(COMPARED)
    if fixed is None or actual is None:
        return ""
    return f" ({share(actual.value)}; {share(fixed.value)})"


def _composition(parties: tuple[Actor, ...], pair: RelationKey) -> str:
    """Say what the brackets hold."""
    blocs = listed([short(party) for party in parties if isinstance(party, Bloc)])
    return (
        f" In brackets {blocs} in {COMPARED} at the members of that year; "
        f"and at those of {pair.at}."
    )
