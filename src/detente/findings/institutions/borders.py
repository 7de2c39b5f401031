"""Borders: where the two touch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.composition import crossed_on
from detente.actors.states import State, identity_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.institutions.borders import LAST as LAST_BORDER
from detente.models import track_records as methods
from detente.phrasing import cap, listed

COLONIES = 1975
"""Year before which colonies made neighbours that the data on homelands do not count."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the common land borders, or say how far apart the two are."""
    year = relation.pair.as_of
    on = min(year, LAST_BORDER)
    dyads = set(
        crossed_on(relation.pair.first, relation.pair.second, relation.pair.day).iter_rows()
    )
    touching = [dyad for dyad in _land_borders(relation, on) if dyad in dyads]
    carried = "; carried forward from 2016" if year > on else ""
    cell = Cell(
        "borders",
        "border",
        keys=(("a", relation.pair.first.key), ("b", relation.pair.second.key), ("year", on)),
        value=float(len(touching)),
        unit="land borders",
        sources=("cow_contiguity",),
        rule=f"pairs of states with a common land border{carried}",
    )
    text = _touching(relation, touching, dyads) if touching else _apart(relation)
    yield Finding(
        id="institutions.borders",
        sentences=(PlainSentence(f"{text} (in {on})."),),
        value=cell.value,
        unit=cell.unit,
        evidence=(cell,),
        method=methods.accounting(),
        sentence_about="where they touch",
    )


def _land_borders(relation: Relation, year: int) -> Iterator[tuple[int, int]]:
    """Give the pairs of states with a common land border in a year."""
    rows = relation.catalog.frame("borders").select("ccode1", "ccode2", "border", "start", "end")
    for one, other, kind, start, end in rows.iter_rows():
        if kind == "land" and start <= year <= end:
            yield one, other


def _touching(
    relation: Relation, touching: list[tuple[int, int]], dyads: set[tuple[int, int]]
) -> str:
    """Say who touches whom."""
    pair = relation.pair
    if pair.bloc_and_state:
        return _members(*pair.bloc_and_state, touching=touching, day=pair.day)
    if len(dyads) == 1:
        return f"{cap(pair.first.label)} and {pair.second.label} had a common land border"
    return f"{len(touching)} pairs of members had a common land border"


def _members(bloc: Bloc, state: State, *, touching: list[tuple[int, int]], day: date) -> str:
    """Name the members of a bloc that touch a state."""
    members = bloc.members(day)
    own = set(members) - set(state.members(day))
    others = "other members" if len(own) < len(members) else "members"
    codes = (one if one in own else other for one, other in touching)
    names = sorted(identity_on(code, day).name for code in codes)
    return (
        f"{cap(state.label)} had a land border with {len(touching)} of the {len(own)} {others} "
        f"of {bloc.label}: {listed(names)}"
    )


def _apart(relation: Relation) -> str:
    """Say how much water lies between the two."""
    pair, kinds = relation.pair, relation.institutions.borders
    two = f"{cap(pair.first.label)} and {pair.second.label}"
    colonies = ", colonies not counted" if pair.as_of < COLONIES else ""
    if not kinds:
        return f"{two} did not touch, by land or across 400 miles of water{colonies}"
    miles = "24" if kinds[0] == "strait" else "400"
    return (
        f"{two} had no common land border; where they are nearest, islands counted, at most "
        f"{miles} miles of water lie between them{colonies}"
    )


CONCEPT = Concept(
    id="institutions.borders",
    say=findings,
    section="institutions",
    block="ties",
    methods=("accounting",),
)
