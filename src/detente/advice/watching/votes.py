"""The same vote: below or above two standard errors of one whole year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt

from detente.advice.printed import Parts
from detente.advice.watch import ABOVE, BELOW, Gauge, Limit, Watch, watch_of
from detente.advice.watching.releases import lag, next_release
from detente.analysis.state.condition import HOSTILE
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
CLIMBING = ("candidate", "applicant")
YEARS, FEWEST = 3, 100
CLEAR = 2.0
"""Standard errors of one whole year."""
TOP = 0.99
"""Most that a threshold can be: nobody votes alike more often."""
EXACT = 0.005
HALF = 0.5

FORMS = {
    ("rivals", True): (
        "the rivals part in New York, too",
        "Below {limit:per_cent} in {year} rivals would part in New York, too; the votes are in by "
        "{month}.",
    ),
    ("rivals", False): (
        "hostility no longer shows in votes",
        "Above {limit:per_cent}, hostility would no longer show in votes; those of {year} are in "
        "by {month}.",
    ),
    ("apart", True): (
        "less than ever is left in common",
        "The votes of {year}, complete in {month}, would leave hardly anything in common below "
        "{limit:per_cent}.",
    ),
    ("apart", False): (
        "the rivals meet again in New York",
        "More than {limit:per_cent} in {year} would be a first step back in New York; {month} "
        "tells.",
    ),
    ("climbing", True): (
        "the file moves one way and the votes the other",
        "A share under {limit:per_cent} in {year}, known in {month}, would set the votes against "
        "the file.",
    ),
    ("climbing", False): (
        "votes have begun to follow the file",
        "Votes follow the file once a year gives over {limit:per_cent}; that of {year} is complete "
        "in {month}.",
    ),
    ("tied", True): (
        "the tie no longer shows in votes",
        "Should {year} give less than {limit:per_cent}, the tie has stopped showing in votes; "
        "{month} tells.",
    ),
    ("tied", False): (
        "partners vote nearer than for six years",
        "In {month} the votes of {year} are complete; more than {limit:per_cent} would be new "
        "among these partners.",
    ),
    ("others", True): (
        "the distance is larger than for six years",
        "The test comes in {month}: a share for {year} beneath {limit:per_cent} is no accident of "
        "one session.",
    ),
    ("others", False): (
        "the two are nearer than for six years",
        "One session is chance up to {limit:per_cent}; a higher share for {year}, due in {month}, "
        "is not.",
    ),
}
"""What it would mean, and the sentence that says so, by kind of relation and way."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Counts behind the watch.

    Attributes
    ----------
    now, before : VoteCount
        The last whole years, and as many before them.
    due : datetime.date
        Month of the release.
    month : Figure
        The same as a figure.
    """

    now: VoteCount
    before: VoteCount
    due: date
    month: Figure


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
    release = next_release(GAUGE.release, relation.pair.day)
    last = min(relation.pair.as_of, relation.catalog.last_year("un_votes_undl") - 1)
    if release is None or relation.pair.as_of - last > 2:
        return None
    try:
        now = relation.identity.same_votes_in(last - YEARS + 1, last)
        before = relation.identity.same_votes_in(last - 2 * YEARS + 1, last - YEARS)
    except DateError:
        return None
    if now is None or before is None or min(now.calls, before.calls) < FEWEST:
        return None
    return Seen(now, before, due=release[0], month=release[1])


def _watch(argument: Argument, seen: Seen, *, falling: bool, limit: float) -> Watch:
    now, pair = seen.now, argument.relation.pair
    year = dated(GAUGE.name("year"), seen.due.year - lag(GAUGE.release), *seen.month.cells)
    share, threshold = _figures(now, limit)
    parts: Parts = {"pair": pair.words, "month": seen.month}
    parts |= {
        "from": dated(GAUGE.name("from"), now.first, *now.cells),
        "to": dated(GAUGE.name("to"), now.last, *now.cells),
        "year": year,
    }
    kind = _kind(argument)
    # rivals that vote apart already cannot begin to
    kind = "apart" if kind == "rivals" and now.share < HALF else kind
    outcome, test = FORMS[(kind, falling)]
    way = BELOW if falling else ABOVE
    watched = Limit(share, threshold, way=way, origin="error", due=seen.due)
    templates = (HEADING, VALUE, test)
    series = "the same vote in the General Assembly, whole years"
    return watch_of(GAUGE, watched, templates, parts, series=series, meaning=outcome)


def _kind(argument: Argument) -> str:
    """Say what kind of relation it is, as far as votes would surprise."""
    relation = argument.relation
    if relation.situation.rung in CLIMBING and not relation.situation.holds("suspended"):
        return "climbing"
    # a bloc is at odds with whoever quarrels with one of its members: that is no rivalry
    at_odds = relation.pair.bloc_and_state is None and relation.power.at_odds
    if relation.situation.holds(*HOSTILE) or at_odds:
        return "rivals"
    return "tied" if relation.situation.holds("integrated", "allied", "partners") else "others"


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
