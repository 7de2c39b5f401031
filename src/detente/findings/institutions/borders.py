"""Borders: where the two touch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.border_overrides import NONE, BorderOverride, overrides_in
from detente.actors.designations import area_name, is_designated, is_settled
from detente.actors.states import State, identity_on, state_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.institutions.borders import LAST as LAST_BORDER
from detente.institutions.disputed_areas import EDITION, between
from detente.institutions.ties import dyads_of, land_borders
from detente.models import track_records as methods
from detente.phrasing import cap, listed

OWN = "blocs"
"""Id under which the hand-made tables are cited."""
HELD, CLAIMED = "administers", "claims"
AREA = ("shape", "name", "ccode1", "ccode2")
MOST_AREAS = 4
"""Most areas that are named."""
COLONIES = 1975
"""Year before which colonies made neighbours that the data on homelands do not count."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the common land borders, or say how far apart the two are; then what is disputed."""
    year = relation.pair.as_of
    on = min(year, LAST_BORDER)
    dyads = dyads_of(relation.pair)
    touching = list(land_borders(relation.catalog, relation.pair))
    by_hand = [row for pair, row in overrides_in(year).items() if pair in dyads]
    cells = _cells(relation, touching, by_hand, on=on)
    alone = by_hand[0] if len(dyads) == 1 and by_hand else None
    said = _touching(relation, touching, dyads) if touching else _apart(relation, by_hand)
    coded_in = "" if alone else f" (in {on})"
    disputed = list(_disputed(relation, noted=bool(alone and alone.note)))
    sentences = [f"{said}{coded_in}{_notes(by_hand, alone)}.", *(text for text, _ in disputed)]
    evidence = (*cells, *(cell for _, cell in disputed))
    yield Finding(
        id="institutions.borders",
        sentences=tuple(PlainSentence(sentence) for sentence in sentences),
        value=cells[0].value,
        unit=cells[0].unit,
        evidence=evidence,
        method=methods.accounting(),
        sentence_about="where they touch",
    )


def _cells(
    relation: Relation,
    touching: list[tuple[int, int]],
    by_hand: list[BorderOverride],
    *,
    on: int,
) -> list[Cell]:
    """Give the number of common land borders, and the distances that are set by hand."""
    pair = relation.pair
    keys = (("a", pair.first.key), ("b", pair.second.key))
    carried = "; carried forward from 2016" if pair.as_of > on else ""
    own = (OWN,) if by_hand else ()
    number = Cell(
        table="borders",
        column="border",
        keys=(*keys, ("year", on)),
        value=float(len(touching)),
        unit="land borders",
        sources=("cow_contiguity", *own),
        rule=f"pairs of states with a common land border{carried}; "
        "where the coders follow a convention, set by hand",
    )
    return [number, *_distances(by_hand, on)]


def _distances(by_hand: list[BorderOverride], on: int) -> Iterator[Cell]:
    """Give the distances over water that are set by hand."""
    for row in by_hand:
        if row.kilometres is not None:
            first, second = row.pair
            yield Cell(
                table="borders",
                column="kilometres",
                keys=(("ccode1", first), ("ccode2", second), ("year", on)),
                value=float(row.kilometres),
                unit="kilometres",
                sources=(OWN,),
                rule=f"set by hand: {row.source}",
            )


def _notes(by_hand: list[BorderOverride], alone: BorderOverride | None) -> str:
    """Write what is to be said of a border; of several only what is coded and is no border."""
    if alone is not None:
        return f"; {alone.note}" if alone.note else ""
    day = date(LAST_BORDER, 12, 31)
    named = [
        f"{listed([identity_on(code, day).name for code in row.pair])}: {row.note}"
        for row in by_hand
        if row.convention
    ]
    return f"; {'; '.join(named)}" if named else ""


def _disputed(relation: Relation, *, noted: bool) -> Iterator[tuple[str, Cell]]:
    """Name the areas that one state holds and the other claims; of a noted border only others.

    What a note says of an area in the words of its designation is not said again.
    """
    pair, day = relation.pair, relation.pair.day
    if not (isinstance(pair.first, State) and isinstance(pair.second, State)):
        return
    rows = between(relation.catalog, pair.first, pair.second)
    held = rows.filter((pl.col("role1") == HELD) & (pl.col("role2") == CLAIMED))
    turned = rows.filter((pl.col("role1") == CLAIMED) & (pl.col("role2") == HELD))
    reversed_sides = turned.rename({"ccode1": "ccode2", "ccode2": "ccode1"})
    both = pl.concat([held.select(AREA), reversed_sides.select(AREA)]).unique(["shape"])
    by_holder: dict[tuple[int, int], list[str]] = {}
    for shape, name, holder, claimant in both.sort("shape").iter_rows():
        if not is_settled(shape, day) and not (noted and is_designated(shape, day)):
            names = by_holder.setdefault((holder, claimant), [])
            names.append(area_name(shape, day) or name)
    for (holder, claimant), names in by_holder.items():
        one, other = (state_on(code, day).label for code in (holder, claimant))
        areas = list(dict.fromkeys(names))
        more = [f"{len(areas) - MOST_AREAS} more"] if len(areas) > MOST_AREAS else []
        shown = listed([*areas[:MOST_AREAS], *more])
        text = f"{cap(one)} held and {other} claimed {shown} (as of {EDITION})."
        yield text, _area_cell((holder, claimant), len(areas))


def _area_cell(sides: tuple[int, int], number: int) -> Cell:
    """Give the number of areas that one state holds and the other claims."""
    holder, claimant = sides
    return Cell(
        table="disputed_areas",
        column="role",
        keys=(("holder", holder), ("claimant", claimant), ("year", EDITION)),
        value=float(number),
        unit="areas",
        sources=("natural_earth_disputed",),
        rule="areas that one administers and the other claims",
    )


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


def _apart(relation: Relation, by_hand: list[BorderOverride]) -> str:
    """Say how much water lies between the two."""
    pair, kinds = relation.pair, relation.institutions.borders
    two = f"{cap(pair.first.label)} and {pair.second.label}"
    colonies = ", colonies not counted" if pair.as_of < COLONIES else ""
    if not kinds and any(row.kind == NONE for row in by_hand):
        return f"{two} had no common border{colonies}"
    if not kinds:
        return f"{two} did not touch, by land or across 400 miles of water{colonies}"
    known = [row.kilometres for row in by_hand if row.kilometres is not None]
    if known and len(dyads_of(pair)) == 1:
        return (
            f"{two} had no common land border; where they are nearest, about {min(known)} "
            f"kilometres of water lie between them{colonies}"
        )
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
    topics=("standing",),
)
