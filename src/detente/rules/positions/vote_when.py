"""VOTEWHEN: when the gap in UN votes opened, and what it came before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.chronology import chronology
from detente.actors.relation_facts import facts_between
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.series import Series, need
from detente.identity.vote_shares import WHOLE
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.vote_breaks import HOSTILE, event_cell, fact_cell
from detente.rules.vote_curve import APART, confirms_turn, is_at_level
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_words import SECTION

ID = "vote_when"
BACK = 40
"""Years before the view in which the closest year is looked for."""
LEAST = 15
"""Fewest years of the series."""
SETTLED = 4
"""Years that must lie between the departure and the view."""
BEFORE = 2
"""Years by which the departure must come before what is blamed for it."""
LONG, SHORT = 25, 6
"""Years after the departure within which a war or break, and a quarrel, is blamed for it."""
SOON = 3
"""Years after the departure by which the gap must have reached its level to have stayed there."""
FAR = 0.5
"""Least distance today: beside a smaller one no gap has opened."""
WORDS = {
    "fighting": "the fighting of",
    "rupture": "the rupture of",
    "crisis": "the crisis of",
    "event": "the quarrel of",
}
"""What a sentence calls what came later, by its kind."""


@dataclass(frozen=True, slots=True)
class Departure:
    """When a gap opened.

    Attributes
    ----------
    closest, year, level, last : int
        The closest year; the first from which no interval overlaps that of the closest year; the
        first from which every interval overlaps that of the newest year; the newest year.
    """

    closest: int
    year: int
    level: int
    last: int

    @property
    def is_still(self) -> bool:
        """Whether the gap soon reached its level and stayed there."""
        return self.level - self.year <= SOON and self.last - self.level >= SETTLED


@dataclass(frozen=True, slots=True)
class Blamed:
    """A later event that is commonly blamed for a gap.

    Attributes
    ----------
    kind : str
        A key of `WORDS`.
    year : int
        Its year.
    cell : Cell
        Its row.
    """

    kind: str
    year: int
    cell: Cell


def departure(series: Series, *, since: int, last: int) -> Departure | None:
    """Find when a gap opened; None where it never did for good.

    Parameters
    ----------
    series : Series
        Distance by year, with intervals.
    since, last : int
        First and last year that are read.

    Examples
    --------
    >>> flat = Series(
    ...     "x",
    ...     "x",
    ...     "a",
    ...     "u",
    ...     "t",
    ...     "c",
    ...     (),
    ...     tuple(range(2000, 2020)),
    ...     (1.0,) * 20,
    ...     (),
    ...     "",
    ...     low=(0.9,) * 20,
    ...     high=(1.1,) * 20,
    ... )
    >>> departure(flat, since=2000, last=2019) is None
    True
    """
    rows = [
        (year, value, low, high)
        for year, value, low, high in zip(
            series.years, series.values, series.low, series.high, strict=True
        )
        if since <= year <= last and low is not None and high is not None
    ]
    if len(rows) < LEAST:
        return None
    closest, _, _, ceiling = min(rows, key=lambda row: (row[1], -row[0]))
    overlapping = [year for year, _, low, _ in rows if low <= ceiling]
    left = [year for year, *_ in rows if year > max(overlapping)]
    _, _, floor, _ = rows[-1]
    short = [year for year, _, _, high in rows if high < floor]
    level = [year for year, *_ in rows if year > max(short, default=closest)]
    if not left or rows[-1][0] - left[0] < SETTLED:
        return None
    return Departure(closest, left[0], level=max(level[0], left[0]), last=rows[-1][0])


def say(relation: Relation) -> Iterator[Line]:
    """Say when the gap opened, and what came only later."""
    pair, series = relation.pair, relation.identity.distance
    last = min(pair.as_of, WHOLE)
    if not series.low:
        return
    found = departure(series, since=max(pair.as_now_since, last - BACK), last=last)
    newest = series.last(last)
    if found is None or newest is None or newest.value < FAR:
        return
    if not _is_borne_out(relation, found):
        return
    blamed = next(_later(pair, found.year), None)
    yield _line(relation, series, found, blamed)


def _is_borne_out(relation: Relation, found: Departure) -> bool:
    """Tell whether the counts of votes, which page 1 draws, show the same."""
    catalog, pair = relation.catalog, relation.pair
    if not confirms_turn(catalog, pair, found.year, APART):
        return False
    return not found.is_still or is_at_level(catalog, pair, found.level)


def _later(pair: RelationKey, year: int) -> Iterator[Blamed]:
    """Give the breaks that came after a departure, the oldest first."""
    keys = {pair.first.key, pair.second.key}
    facts = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    breaks = (one.fact for one in facts if one.fact.kind in HOSTILE and one.fact.keys == keys)
    events = chronology(pair.first.key, pair.second.key, pair.day, own=pair.own)
    quarrels = (event for event in events if event.turn < 0)
    broken = [Blamed(one.kind, one.start.year, cell=fact_cell(one)) for one in breaks]
    turned = [Blamed("event", one.date.year, cell=event_cell(one)) for one in quarrels]
    # a war or a break is blamed before a quarrel is
    for known, reach in ((broken, LONG), (turned, SHORT)):
        for blamed in sorted(known, key=lambda one: one.year):
            if year + BEFORE <= blamed.year <= year + reach:
                yield blamed


FORMS = {
    "still-before": (
        "The gap in votes came before {later} {blamed}, and has not moved.",
        "They were closest in {closest}; by {level} they were as far apart as today.",
    ),
    "grows-before": (
        "The gap in votes opened in {opened}, before {later} {blamed}.",
        "Not once since have they been as near as in {closest}, and the gap still grew.",
    ),
}
"""Message and detail by form."""
GIST = {
    "still": "The distance in their votes dates from {level}, not from {later} {blamed}.",
    "grows": "Their votes parted from {opened} on, well before {later} {blamed}.",
}
"""The same for the answer, by form."""
BODY = {
    "still": "Their positions were closest in {closest}; by {level} they were as far apart as "
    "today.",
    "grows": "Their positions were closest in {closest}; they left that level for good in "
    "{opened}, and the gap has grown since.",
}
AGO = "That was {years} years before {later} {blamed}."


def _line(relation: Relation, series: Series, found: Departure, blamed: Blamed | None) -> Line:
    pair = relation.pair
    way = "still" if found.is_still else "grows"
    form = way if blamed is None else f"{way}-before"
    main = need(series, found.last)
    shown: Parts = {
        "both": pair.words,
        "closest": _year("closest", found.closest, series),
        "opened": _year("opened", found.year, series),
        "level": _year("level", found.level, series),
    }
    section = [picked(BODY[way], shown)]
    said = Said(section=tuple(section))
    if blamed is not None:
        start = found.level if way == "still" else found.year
        years = blamed.year - start
        shown |= {
            "later": WORDS[blamed.kind],
            "blamed": dated(figure_id(SECTION, ID, "blamed"), blamed.year, blamed.cell),
            "years": counted(figure_id(SECTION, ID, "years"), years, "years", blamed.cell, main),
        }
        if years > 1:
            section.append(picked(AGO, shown))
        headline, detail = (picked(one, shown) for one in FORMS[form])
        said = Said(
            section=tuple(section), headline=headline, key=(detail,), gist=picked(GIST[way], shown)
        )
    reasons = Reasons(
        moved=0.6 if blamed is None else 0.8, unexpected=0.9 if blamed is not None else 0.0
    )
    return vote_line(
        ID,
        f"moved.{form}",
        said,
        main=main,
        reasons=reasons,
        about="when the gap in UN votes opened",
        more=() if blamed is None else (blamed.cell,),
        method=methods.ideal_points(relation.catalog, pair.as_of),
    )


def _year(name: str, year: int, series: Series) -> Figure:
    return dated(figure_id(SECTION, ID, name), year, need(series, year))


RULE = Rule(
    id=ID,
    section="positions",
    place=34,
    paragraph="when",
    say=say,
    condition="from one year on the interval of the distance never again overlaps that of the "
    "closest year, and counts of votes show the same; on page 1 only where a dated break came at "
    "least two years later",
    topics=("votes",),
)
