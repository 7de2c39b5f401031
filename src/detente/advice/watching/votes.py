"""The same vote: below or above two standard errors of one whole year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt

from detente.advice.printed import Parts, written
from detente.advice.watch import ABOVE, BELOW, Watch
from detente.advice.watching.releases import lag, next_release
from detente.errors import DateError
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.identity.voting import VoteCount
from detente.rules.argument import Argument

ID = "same_vote"
RELEASE = "un_votes"
FOLLOWS = ("same_vote", "mover", "drift", "vote_level", "paradox", "net_lean", "between", "tide")
YEARS, FEWEST = 3, 100
CLEAR = 2.0
"""Standard errors of one whole year."""
TOP = 0.99
"""Most that a threshold can be: nobody votes alike more often."""
EXACT = 0.005


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
    release = next_release(RELEASE, relation.pair.day)
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
    year = seen.due.year - lag(RELEASE)
    share, threshold = _figures(now, limit)
    parts: Parts = {
        "pair": pair.words,
        "now": share,
        "limit": threshold,
        "way": BELOW if falling else ABOVE,
        "month": seen.month,
        "from": dated(figure_id("watch", ID, "from"), now.first, *now.cells),
        "to": dated(figure_id("watch", ID, "to"), now.last, *now.cells),
        "year": dated(figure_id("watch", ID, "year"), year, *seen.month.cells),
    }
    meaning = f"{pair.words} part further" if falling else f"{pair.words} keep on drawing nearer"
    parts["meaning"] = "they part further" if falling else "they keep on drawing nearer"
    return Watch(
        id=ID,
        series="the same vote in the General Assembly, whole years",
        now=share,
        threshold=threshold,
        way=BELOW if falling else ABOVE,
        origin="error",
        due=seen.due,
        release=RELEASE,
        heading=written("The same vote of {pair}.", parts),
        says=(
            written("It was cast in {now:per_cent} of cases in {from} to {to}.", parts),
            written(
                "If the votes of {year}, due in {month}, give a share {way} {limit:per_cent}, "
                "{meaning}.",
                parts,
            ),
        ),
        meaning=meaning,
        follows=FOLLOWS,
    )


def _figures(now: VoteCount, limit: float) -> tuple[Figure, Figure]:
    share = Figure(
        figure_id("watch", ID, "now"),
        now.share,
        unit="part of votes",
        cells=now.cells,
        way="per_cent",
    )
    cell = Cell(
        "same_votes",
        "same",
        keys=(("threshold", ID), ("year", now.last)),
        value=round(limit, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="two standard errors of one whole year from the share of three",
    )
    threshold = Figure(
        figure_id("watch", ID, "threshold"),
        limit,
        unit="part of votes",
        cells=(cell,),
        way="per_cent",
    )
    return share, threshold
