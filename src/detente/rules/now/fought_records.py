"""FOUGHT-RECORDS: two records of fighting that disagree on when the two last fought."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.observed import counts
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.armed_conflicts import conflicts_between
from detente.institutions.deadly_disputes import (
    SINCE,
    deadly_years,
    is_known,
    last_year,
    year_cell,
)
from detente.rules.line import Line, Reasons
from detente.rules.now.made import line
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule
from detente.rules.vote_lines import picked

ID = "fought_records"
ABOUT = "whether two records agree on when they last fought"
APART = 2
"""Years between the last ones from which the records disagree: one event may cross a new year."""
PLAIN = 0.4
"""What the disagreement is worth, in its section alone."""


def say(relation: Relation) -> Iterator[Line]:
    """Name both last years of fighting before the shorter record ends, where they differ."""
    pair, catalog = relation.pair, relation.catalog
    if not (isinstance(pair.first, State) and isinstance(pair.second, State)):
        return
    known = conflicts_between(catalog, pair)
    if known is None or not is_known(catalog) or relation.situation.holds("war"):
        return
    until = last_year(catalog)
    # a fresher record decides when they last fought
    if any(counts(one) and one.year > until for one in known):
        return
    fought = [one.year for one in known if counts(one) and one.year <= until]
    deadly = deadly_years(catalog, pair)
    ends = (max(fought, default=0), max(deadly, default=0))
    if abs(ends[0] - ends[1]) >= APART:
        yield _line(relation, ends, until)


BOTH = (
    "Two records disagree on when they last fought before {after}: in {one} by that of armed "
    "conflicts, in {other} by that of militarized disputes."
)
ONE = (
    "One record of the years {since} to {until} has deaths in a militarized dispute of theirs, "
    "last in {other}; that of armed conflicts has none."
)
OTHER = (
    "One record of the years {since} to {until} has an armed conflict between them, last in {one}; "
    "that of militarized disputes has no deadly one."
)
LEAST = "Both count from about {least} deaths."


def _line(relation: Relation, ends: tuple[int, int], until: int) -> Line:
    fought, deadly = ends
    pair = relation.pair
    cells = (_fought_cell(relation, fought or until), year_cell(pair, deadly or until))
    shown: Parts = {
        "one": dated(_id("one"), fought, cells[0]),
        "other": dated(_id("other"), deadly, cells[1]),
    }
    shown |= {
        "since": dated(_id("since"), SINCE, *cells),
        "until": dated(_id("until"), until, *cells),
        "after": dated(_id("after"), until + 1, *cells),
    }
    shown["least"] = counted(_id("least"), DEATHS, "deaths", *cells)
    form = "both" if fought and deadly else "disputes" if deadly else "conflicts"
    template = {"both": BOTH, "disputes": ONE, "conflicts": OTHER}[form]
    body: tuple[Sentence, ...] = (picked(template, shown), picked(LEAST, shown))
    return line(
        f"{ID}.unusual.{form}",
        body,
        about=ABOUT,
        reasons=Reasons(unusual=PLAIN),
        cells=cells,
        newest=max(ends),
    )


DEATHS = 25
"""Deaths from which either record counts, but for one."""


def _fought_cell(relation: Relation, year: int) -> Cell:
    return Cell(
        "armed_conflicts",
        "intensity_level",
        keys=(("of", relation.pair.of), ("year", year)),
        value=float(year),
        unit="year",
        sources=("ucdp_acd",),
        rule="two governments on opposite sides of an armed conflict with 25 deaths in the year",
    )


def _id(name: str) -> str:
    return figure_id("now", ID, name)


RULE = Rule(
    id=ID,
    section="now",
    place=46,
    paragraph="fighting",
    say=say,
    condition="with the table of militarized disputes: its last year with 26 deaths and the last "
    "year of armed conflict differ by two or more, up to the year in which it ends; silent at war, "
    "and where the two have fought since",
    topics=("history",),
    key=False,
)
