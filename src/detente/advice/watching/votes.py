"""The same vote: below or above two standard errors of one whole year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt

from detente.advice.printed import Parts
from detente.advice.united import whole_years
from detente.advice.watch import ABOVE, BELOW, Gauge, Limit, Watch, watch_of
from detente.advice.watching.releases import next_unused
from detente.errors import DateError
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated
from detente.identity.voting import VoteCount
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="same_vote",
    release="un_votes",
    follows=(
        "same_vote",
        "mover",
        "drift",
        "vote_level",
        "paradox",
        "net_lean",
        "between",
        "tide",
    ),
)
HEADING = "The same vote of {pair}."
VALUE = "It was cast in {now:per_cent} of cases in {from} to {to}."
YEARS, FEWEST = 3, 100
CLEAR = 2.0
"""Standard errors of one whole year."""
TOP = 0.99
"""Most that a threshold can be: nobody votes alike more often."""
EXACT = 0.005
TESTS = {
    True: (
        "a real fall in like votes",
        "Below {limit:per_cent} in {year} would be a fall by more than chance; the figures come in "
        "{month}.",
    ),
    False: (
        "a real rise in like votes",
        "Above {limit:per_cent} in {year} would be a rise by more than chance; the figures come in "
        "{month}.",
    ),
}
"""What it would mean, and the sentence that says so, where the share falls and where it rises."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Counts behind the watch.

    Attributes
    ----------
    now, before : VoteCount
        The last whole years, and as many before them.
    due : datetime.date
        Month of the release.
    month, year : Figure
        The same as a figure, and the first year that is not used yet.
    """

    now: VoteCount
    before: VoteCount
    due: date
    month: Figure
    year: Figure


def look(argument: Argument) -> Iterator[Watch]:
    """Watch the share on the side to which it has moved."""
    seen = _seen(argument)
    if seen is None:
        return
    falling = seen.now.share < seen.before.share
    a_year = seen.now.calls / max(1, len(seen.now.years))
    error = sqrt(seen.now.share * (1 - seen.now.share) / a_year)
    limit = seen.now.share - CLEAR * error if falling else seen.now.share + CLEAR * error
    # at either end of the scale there is nothing beyond to watch for
    if error < EXACT or not 0 < limit < TOP:
        return
    yield _watch(argument, seen, falling=falling, limit=limit)


def _seen(argument: Argument) -> Seen | None:
    relation = argument.relation
    first, last = whole_years(relation)
    used = min(relation.pair.as_of, relation.catalog.last_year("un_votes_undl"))
    release = next_unused(GAUGE.release, relation.pair.day, used)
    if release is None or relation.pair.as_of - last > 2:
        return None
    try:
        now = relation.identity.same_votes_in(first, last)
        before = relation.identity.same_votes_in(first - YEARS, first - 1)
    except DateError:
        return None
    if now is None or before is None or min(now.calls, before.calls) < FEWEST:
        return None
    return Seen(now, before, due=release[0], month=release[1], year=release[2])


def _watch(argument: Argument, seen: Seen, *, falling: bool, limit: float) -> Watch:
    now, pair = seen.now, argument.relation.pair
    share, threshold = _figures(now, limit)
    parts: Parts = {"pair": pair.words, "month": seen.month}
    parts |= {
        "from": dated(GAUGE.name("from"), now.first, *now.cells),
        "to": dated(GAUGE.name("to"), now.last, *now.cells),
        "year": seen.year,
    }
    outcome, test = TESTS[falling]
    way = BELOW if falling else ABOVE
    watched = Limit(share, threshold, way=way, origin="error", due=seen.due)
    templates = (HEADING, VALUE, test)
    series = "the same vote in the General Assembly, whole years"
    return watch_of(GAUGE, watched, templates, parts, series=series, meaning=outcome)


def _figures(now: VoteCount, limit: float) -> tuple[Figure, Figure]:
    cell = Cell(
        "same_votes",
        "same",
        keys=(("threshold", GAUGE.id), ("year", now.last)),
        value=round(limit, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="two standard errors of one whole year from the share of three",
    )
    return _per_cent("now", now.share, now.cells), _per_cent("threshold", limit, (cell,))


def _per_cent(name: str, value: float, cells: tuple[Cell, ...]) -> Figure:
    return Figure(GAUGE.name(name), value, unit="part of votes", cells=cells, way="per_cent")
