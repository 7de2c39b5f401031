"""SAME-VOTE: the same vote in two windows, net of how all states changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np

from detente.analysis.relation import Relation
from detente.errors import DateError
from detente.estimators.surprise import moved, unexpected, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.identity.voting import VoteCount, same_votes
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.peers import kind_of
from detente.rules.populations import SAME_VOTE, population
from detente.rules.rule import Rule

ID = "same_vote"
LATE, EARLY, BETWEEN = 3, 5, 3
"""Whole years of the newest window and of the earlier one, and years between them."""
FEWEST = 200
"""Votes that a window needs."""
CLEAR = 2.0
"""Standard errors that a change must exceed."""
EIGHTH = 0.75
"""|2F - 1| from which a change lies in an outer eighth of all pairs."""
TO_80 = 1.2816
"""Half-width of an 80 % interval in standard errors."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The same vote of a pair in two windows, beside all pairs of its form.

    Attributes
    ----------
    before, now : VoteCount
        The earlier and the newest window, at today's membership of neither: both as composed then.
    error : float
        Standard error of the change.
    usual : float
        Median change of all pairs over the same years.
    level, change : float
        How unusual the newest share, and the change net of the usual one, are.
    surprise : float
        How unexpected the newest share is for the kind of relation.
    """

    before: VoteCount
    now: VoteCount
    error: float
    usual: float
    level: float
    change: float
    surprise: float

    @property
    def net(self) -> float:
        """Change less the median change of all pairs."""
        return self.now.share - self.before.share - self.usual

    @property
    def has_moved(self) -> bool:
        """Whether the net change is clear, and in an outer eighth of all pairs."""
        return abs(self.net) > CLEAR * self.error and self.change >= EIGHTH


def windows(relation: Relation) -> Windows | None:
    """Count the same vote in two windows of whole years; None where one has too few votes.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    catalog, pair = relation.catalog, relation.pair
    last = min(pair.as_of, catalog.last_year("un_votes_undl") - 1)
    spans = (
        (last - LATE - BETWEEN - EARLY + 1, last - LATE - BETWEEN),
        (last - LATE + 1, last),
    )
    try:
        before, now = (same_votes(catalog, pair, first, end) for first, end in spans)
    except DateError:
        return None
    if before is None or now is None or min(before.calls, now.calls) < FEWEST:
        return None
    then, late = (
        population(catalog, pair, SAME_VOTE, first=first, last=end) for first, end in spans
    )
    changes = late.values - then.values
    usual = float(np.nanmedian(changes))
    error = sqrt(sum(one.share * (1 - one.share) / one.calls for one in (before, now)))
    return Windows(
        before,
        now,
        error=error,
        usual=usual,
        level=unusual(now.share, late.values),
        change=unusual(now.share - before.share, changes),
        surprise=unexpected(now.share, late.of_kind(kind_of(pair))),
    )


def say(relation: Relation) -> Iterator[Line]:
    """Say the share in both windows where it moved, net of all states; else the level alone."""
    found = windows(relation)
    if found is None:
        return
    if found.has_moved:
        yield _moved(relation, found)
    elif found.level >= EIGHTH or found.surprise >= EIGHTH:
        yield _level(relation, found)


def _moved(relation: Relation, found: Windows) -> Line:
    apart = found.net < 0
    before, now = _share(found.before, "before"), _share(found.now, "now")
    world = _usual(relation, found)
    parts = {"before": before, "now": now, **_years(found)}
    word = "less often" if apart else "more often"
    key = Sentence(
        "They cast the same vote in {before:per_cent} of cases in {first} to {last} and in "
        "{now:per_cent} in {from} to {to}.",
        parts,
    )
    body = Sentence(
        "The median pair changed by {world} points, so the change is their own.",
        {"world": world},
    )
    both = relation.pair.words
    headline = Sentence("{both} vote alike {word} than they did.", {"both": both, "word": word})
    gist = Sentence(
        "They cast the same vote in {now:per_cent} of cases, {word} than a decade ago.",
        {"now": now, "word": word},
    )
    return Line(
        ID,
        "moved.apart" if apart else "moved.nearer",
        finding=_finding(found, (key, body), world.cells),
        reasons=_reasons(found),
        headline=headline,
        key=(key,),
        gist=gist,
        series=ID,
        newest=found.now.last,
    )


def _level(relation: Relation, found: Windows) -> Line:
    rare = (
        found.now.share < found.before.share if found.level < EIGHTH else _is_low(relation, found)
    )
    now = _share(found.now, "now")
    parts = {
        "now": now,
        **{name: year for name, year in _years(found).items() if name in ("from", "to")},
    }
    body = Sentence(
        "From {from} to {to} they cast the same vote in {now:per_cent} of cases.", parts
    )
    both = relation.pair.words
    how = "seldom" if rare else "nearly always"
    return Line(
        ID,
        f"unusual.{'low' if rare else 'high'}",
        finding=_finding(found, (body,), ()),
        reasons=_reasons(found),
        headline=Sentence("{both} {how} vote alike.", {"both": both, "how": how}),
        key=(body,),
        gist=Sentence("They cast the same vote in {now:per_cent} of cases.", {"now": now}),
        series=ID,
        newest=found.now.last,
    )


def _is_low(relation: Relation, found: Windows) -> bool:
    values = population(
        relation.catalog, relation.pair, SAME_VOTE, first=found.now.first, last=found.now.last
    ).values
    return found.now.share < float(np.nanmedian(values))


def _reasons(found: Windows) -> Reasons:
    return Reasons(
        unusual=found.level,
        moved=moved(found.net, TO_80 * found.error) if found.has_moved else 0.0,
        unexpected=found.surprise,
    )


def _share(count: VoteCount, name: str) -> Figure:
    low, high = count.interval
    return Figure(
        figure_id("positions", ID, name, count.first, count.last),
        count.share,
        unit="part of votes",
        cells=count.cells,
        way="per_cent",
        low=low,
        high=high,
        level=0.9,
    )


def _usual(relation: Relation, found: Windows) -> Figure:
    """Give the median change of all pairs, in points, with its cell."""
    years = (("first", found.before.first), ("year", found.now.last))
    cell = Cell(
        "same_votes",
        "same",
        keys=(("pairs", "all of the form"), *years),
        value=100 * found.usual,
        unit="percentage points",
        sources=("un_votes_undl",),
        rule="median over pairs of the same form of the change of the share of same votes",
    )
    id = figure_id("positions", ID, "usual", found.now.last)
    return Figure(id, cell.value, unit=cell.unit, cells=(cell,), way="signed")


def _years(found: Windows) -> dict[str, Figure]:
    cells = found.before.cells + found.now.cells
    named = {
        "first": found.before.first,
        "last": found.before.last,
        "from": found.now.first,
        "to": found.now.last,
    }
    return {
        name: dated(figure_id("positions", ID, name, year), year, *cells)
        for name, year in named.items()
    }


def _finding(found: Windows, sentences: tuple[Sentence, ...], more: tuple[Cell, ...]) -> Finding:
    low, high = found.now.interval
    return Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=found.now.share,
        low=low,
        high=high,
        unit="part of votes",
        evidence=(*found.before.cells, *found.now.cells, *more),
        method=methods.accounting(),
        sentence_about="the same vote in the General Assembly",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=20,
    paragraph="same vote",
    say=say,
    condition="two windows of at least 200 votes; the change, net of the median pair's, exceeds "
    "two standard errors and lies in an outer eighth of all pairs; or the level does",
    topics=("votes",),
)
