"""Deaths in battle in a year, by UCDP's own thresholds, for two sides that fight or have fought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.counts import DEAD, counts_between
from detente.actors.relation_facts import own_keys
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.advice.printed import Parts
from detente.advice.watch import ABOVE, BELOW, Gauge, Limit, Watch, watch_of
from detente.advice.watching.releases import next_release
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated
from detente.institutions.armed_conflicts import ArmedConflict, conflicts_between
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="fighting",
    release="ucdp",
    follows=("state", "war_clock", "war_ending", "truce", "relapse", "third_war", "by_member"),
)
WAR, CONFLICT = 1000, 25
"""Deaths in battle in a calendar year from which UCDP counts a war, and an armed conflict."""
FAR = 10
"""Times UCDP's threshold of war from which a war's dead put a year below it out of reach."""
RECENT = 5
"""Years before the view within which fighting is still watched."""

VALUE = "{kind} between {pair} is on record to {newest}."
HEADINGS = {True: "The intensity of the {kind}.", False: "Deaths in battle."}
TESTS = {
    True: "A year below {limit} deaths in battle would take it below UCDP's threshold of {kind}; "
    "the next count comes in {month}.",
    False: "A year of {limit} deaths in battle or more would bring it back; the next count comes "
    "in {month}.",
}
"""Heading and test of two sides that fight, and of two that fought."""


def look(argument: Argument) -> Iterator[Watch]:
    """Watch for a year below war where there is one, below conflict, or for fighting to return."""
    relation = argument.relation
    release = next_release(GAUGE.release, relation.pair.day)
    rows = conflicts_between(relation.catalog, relation.pair)
    if release is None or not rows:
        return
    newest = max(row.year for row in rows)
    last = [row for row in rows if row.year == newest]
    # a state that helped a side in a war elsewhere did not fight the other
    own = is_states(relation.pair) and any(row.between_principals for row in last)
    fights = bool(relation.situation.holds("war", "armed conflict"))
    if (own or fights) and newest >= relation.pair.as_of - RECENT and not _is_beyond(argument):
        yield _watch(argument, last, release, fights=fights)


def _is_beyond(argument: Argument) -> bool:
    """Tell whether a war has cost so many dead that its threshold is out of reach within a year."""
    relation = argument.relation
    first, second = (own_keys(side) for side in (relation.pair.first, relation.pair.second))
    dead = counts_between(first, second, relation.pair.day, DEAD)
    is_fought = bool(relation.situation.holds("war", "armed conflict"))
    return is_fought and max((one.size for one in dead), default=0.0) > FAR * WAR


def is_states(pair: RelationKey) -> bool:
    """Tell whether a relation is one of two states.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    """
    return isinstance(pair.first, State) and isinstance(pair.second, State)


def _watch(
    argument: Argument, rows: list[ArmedConflict], release: tuple[date, Figure], *, fights: bool
) -> Watch:
    is_war = any(row.is_war for row in rows)
    now = counted(GAUGE.name("now"), _level(rows), "level", _cell(rows))
    newest = dated(GAUGE.name("newest"), rows[0].year, *now.cells)
    parts: Parts = {
        "month": release[1],
        "newest": newest,
        "kind": "war" if is_war else "armed conflict",
        "pair": argument.relation.pair.words,
    }
    threshold = _threshold(WAR if is_war else CONFLICT)
    way = BELOW if fights else ABOVE
    limit = Limit(now, threshold, way=way, origin="definition", due=release[0])
    meaning = "the fighting has fallen below it" if fights else "the fighting is back"
    templates = (HEADINGS[fights], VALUE, TESTS[fights])
    series = "deaths in battle in a calendar year (UCDP)"
    seen = "{limit} or more in {newest}"
    return watch_of(GAUGE, limit, templates, parts, series=series, meaning=meaning, seen=seen)


def _level(rows: list[ArmedConflict]) -> int:
    return max(row.intensity_level for row in rows)


def _cell(rows: list[ArmedConflict]) -> Cell:
    strongest = max(rows, key=lambda row: row.intensity_level)
    keys = (("conflict_id", strongest.conflict_id), ("year", strongest.year))
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
    return counted(GAUGE.name("threshold"), limit, "deaths", cell)
