"""Deaths in battle in a year, by UCDP's own thresholds, for two sides that fight or have fought."""

from __future__ import annotations

from collections.abc import Iterator

from detente.advice.printed import Parts, written
from detente.advice.watch import ABOVE, BELOW, Watch
from detente.advice.watching.releases import next_release
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.institutions.armed_conflicts import ArmedConflict, conflicts_between
from detente.rules.argument import Argument

ID = "fighting"
RELEASE = "ucdp"
FOLLOWS = ("state", "war_clock", "war_ending", "truce", "relapse", "third_war", "by_member")
WAR, CONFLICT = 1000, 25
"""Deaths in battle in a calendar year from which UCDP counts a war, and an armed conflict."""
RECENT = 5
"""Years before the view within which fighting is still watched."""


def look(argument: Argument) -> Iterator[Watch]:
    """Watch for a year below war where there is one, below conflict, or for fighting to return."""
    relation = argument.relation
    release = next_release(RELEASE, relation.pair.day)
    rows = conflicts_between(relation.catalog, relation.pair)
    if release is None or not rows:
        return
    newest = max(row.year for row in rows)
    if newest < relation.pair.as_of - RECENT:
        return
    of_year = [row for row in rows if row.year == newest]
    due, month = release
    fights = bool(relation.situation.holds("war", "armed conflict"))
    is_war = any(row.is_war for row in of_year)
    limit, way = (WAR if is_war else CONFLICT), (BELOW if fights else ABOVE)
    threshold = _threshold(limit)
    now = counted(figure_id("watch", ID, "now"), _level(of_year), "level", _cell(of_year, newest))
    parts: Parts = {
        "limit": threshold,
        "month": month,
        "newest": dated(figure_id("watch", ID, "newest"), newest, *now.cells),
        "kind": "war" if is_war else "armed conflict",
        "pair": relation.pair.words,
    }
    meaning = "the fighting has fallen below it" if fights else "the fighting is back"
    template = (
        "A whole year below {limit} deaths in battle would end the {kind} in more than name; the "
        "next count comes in {month}."
        if fights
        else "A year of {limit} deaths in battle or more would bring it back; the next count comes "
        "in {month}."
    )
    yield Watch(
        id=ID,
        series="deaths in battle in a calendar year (UCDP)",
        now=now,
        threshold=threshold,
        way=way,
        origin="definition",
        due=due,
        release=RELEASE,
        heading=written(
            "The intensity of the {kind}." if fights else "Deaths in battle.",
            parts if fights else {},
        ),
        says=(
            written("{kind} between {pair} is on record to {newest}.", parts),
            written(template, parts),
        ),
        meaning=meaning,
        follows=FOLLOWS,
    )


def _level(rows: list[ArmedConflict]) -> int:
    return max(row.intensity_level for row in rows)


def _cell(rows: list[ArmedConflict], year: int) -> Cell:
    strongest = max(rows, key=lambda row: row.intensity_level)
    keys = (("conflict_id", strongest.conflict_id), ("year", year))
    return Cell(
        "armed_conflicts",
        "intensity_level",
        keys=keys,
        value=float(strongest.intensity_level),
        unit="level",
        sources=("ucdp_acd",),
        rule="1 from 25 deaths in battle in a year, 2 from 1,000",
    )


def _threshold(limit: int) -> Figure:
    cell = Cell(
        "armed_conflicts",
        "intensity_level",
        keys=(("threshold", limit),),
        value=float(limit),
        unit="deaths",
        sources=("ucdp_acd",),
        rule="UCDP's definition",
    )
    return counted(figure_id("watch", ID, "threshold"), limit, "deaths", cell)
