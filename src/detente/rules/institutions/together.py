"""TOGETHER: whether a common membership, or a rung, went with votes nearer each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np
import polars as pl

from detente.actors.blocs import GRANTED, Bloc, Step
from detente.actors.states import State, ccode_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.identity.vote_shares import WHOLE
from detente.rules.institutions.circles import circles
from detente.rules.line import Line, Reasons
from detente.rules.populations import SAME_VOTE, population
from detente.rules.rule import Rule
from detente.rules.standing import (
    PART,
    Parts,
    Said,
    fact_line,
    joined_on,
    letters_of,
    step_cell,
    year_figure,
)
from detente.series.across import touching
from detente.store.catalog import Catalog

ID = "together"
ABOUT = "whether a tie went with nearer votes"
YEARS = 5
"""Whole years on either side of the tie."""
FEWEST = 200
"""Votes of a window."""
CLEAR = 2.0
"""Standard errors from which a net change is one."""
HALF = 0.5
SMALL, SMALLEST = 45, 12
"""Most members of an organisation that could bring two of them together, and of one that should."""
RECENT = 20
"""Years before the view within which a tie began."""
NO_SIGN = "unexpected.no_sign"
LEAST, FULL = 0.6, 6.0
"""How unexpected the weakest finding is, and standard errors of a change that counts in full."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A dated tie: the later of two that joined, or a rung of a state in a bloc.

    Attributes
    ----------
    name : str
        What a sentence calls it.
    start : datetime.date
        Its first day.
    cell : Cell
        The row.
    small : bool
        Whether it is one of few states, which should bring them together.
    """

    name: str
    start: date
    cell: Cell
    small: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Same votes in five years before and after a tie, net of all pairs.

    Attributes
    ----------
    before, after : float
        Shares.
    net, error : float
        Change less the median pair's, and the standard error of the change.
    earlier : float
        Net change over the five years before, to `before`; NaN where it is not known.
    """

    before: float
    after: float
    net: float
    error: float
    earlier: float


def say(relation: Relation) -> Iterator[Line]:
    """Say of the newest tie with five years on either side what the votes did."""
    pair = relation.pair
    if isinstance(pair.first, Bloc) and isinstance(pair.second, Bloc):
        return
    for tie in _ties(relation):
        change = _change(relation, tie.start.year)
        if change is not None:
            yield from _line(relation, tie, change)
            return


def _ties(relation: Relation) -> list[Tie]:
    """Give the ties that have five whole years on either side, the newest first."""
    pair, day = relation.pair, relation.pair.day
    last = min(pair.as_of, WHOLE)
    sides = pair.bloc_and_state
    found = _rungs(*sides, day) if sides is not None else _memberships(relation)
    first = pair.as_of - RECENT
    old_enough = [tie for tie in found if first <= tie.start.year <= last - YEARS]
    return sorted(old_enough, key=lambda tie: (tie.start, tie.name), reverse=True)


def _rungs(bloc: Bloc, state: State, day: date) -> list[Tie]:
    steps: list[Step] = [
        step
        for step in bloc.steps_of(state.letters)
        if step.rung in GRANTED and step.span.covers(day)
    ]
    return [Tie(step.form, step.span.start, cell=step_cell(bloc, step)) for step in steps]


def _memberships(relation: Relation) -> list[Tie]:
    pair, day = relation.pair, relation.pair.day
    found = []
    for circle in circles(relation):
        if not (circle.first and circle.second) or circle.size > SMALL:
            continue
        steps = [
            joined_on(circle.bloc, letters_of(party, day), day)
            for party in (pair.first, pair.second)
        ]
        known = [step for step in steps if step is not None]
        if len(known) == 2:
            later = max(known, key=lambda step: step.span.start)
            cell = step_cell(circle.bloc, later)
            small = circle.size <= SMALLEST
            found.append(Tie(circle.bloc.label, later.span.start, cell=cell, small=small))
    return found


def _change(relation: Relation, year: int) -> Change | None:
    before = _share(relation, year - YEARS, year - 1)
    after = _share(relation, year + 1, year + YEARS)
    if before is None or after is None:
        return None
    (share_before, votes_before), (share_after, votes_after) = before, after
    error = sqrt(
        share_before * (1 - share_before) / votes_before
        + share_after * (1 - share_after) / votes_after
    )
    usual = _usual(relation, (year - YEARS, year - 1), (year + 1, year + YEARS))
    net = share_after - share_before - usual
    # what came before is asked of an approach alone: each window of all pairs takes its time
    earlier = _run_up(relation, share_before, year) if net > CLEAR * error else float("nan")
    return Change(share_before, share_after, net=net, error=error, earlier=earlier)


def _run_up(relation: Relation, before: float, year: int) -> float:
    """Give the net change over the five years before; NaN where it is not known."""
    first, last = year - 2 * YEARS, year - YEARS - 1
    earlier = _share(relation, first, last)
    if earlier is None:
        return float("nan")
    return before - earlier[0] - _usual(relation, (first, last), (year - YEARS, year - 1))


def _share(relation: Relation, first: int, last: int) -> tuple[float, int] | None:
    """Give the same votes of the two, members fixed as on the day of the view, and their number."""
    pair, day = relation.pair, relation.pair.day
    sides = [
        tuple(code for name in letters_of(party, day) if (code := ccode_on(name, day)) is not None)
        for party in (pair.first, pair.second)
    ]
    yearly = relation.catalog.remember(_by_year, sides[0], sides[1])
    found = [yearly[year] for year in range(first, last + 1) if year in yearly]
    votes, same = sum(one[0] for one in found), sum(one[1] for one in found)
    members = max(1, len(sides[0]) * len(sides[1]))
    # the votes of a bloc are those of each member: their number is what one of them cast
    return (same / votes, votes // members) if votes // members >= FEWEST else None


def _by_year(
    catalog: Catalog, first: tuple[int, ...], second: tuple[int, ...]
) -> dict[int, tuple[int, int]]:
    """Count votes and same votes across two sides by year; windows are sums of these."""
    one, other = pl.col("ccode1"), pl.col("ccode2")
    across = (one.is_in(first) & other.is_in(second)) | (one.is_in(second) & other.is_in(first))
    few = min((first, second), key=len)
    # a million rows: those of the few codes first
    rows = catalog.frame("same_votes").filter(touching(list(few))).filter(across)
    sums = rows.group_by("year").agg(pl.col("votes", "same").cast(pl.Int64).sum())
    return {int(year): (int(votes), int(same)) for year, votes, same in sums.iter_rows()}


def _usual(relation: Relation, then: tuple[int, int], late: tuple[int, int]) -> float:
    """Give the median change of all pairs of the form between two windows."""
    values = [
        population(relation.catalog, relation.pair, SAME_VOTE, first=first, last=last).values
        for first, last in (then, late)
    ]
    return float(np.nanmedian(values[1] - values[0]))


def _figure(relation: Relation, name: str, value: float, years: tuple[int, int]) -> Figure:
    pair = relation.pair
    cell = Cell(
        "same_votes",
        "same",
        keys=(
            ("a", pair.first.key),
            ("b", pair.second.key),
            ("first", years[0]),
            ("year", years[1]),
        ),
        value=value,
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="share of votes that both cast which they cast alike; members as on the day of the "
        "view",
    )
    return Figure(figure_id(ID, name), value, unit=cell.unit, cells=(cell,), way="per_cent")


def _line(relation: Relation, tie: Tie, change: Change) -> Iterator[Line]:
    form = _form(change)
    year = tie.start.year
    rung = relation.pair.bloc_and_state is not None
    since: Parts = {"since": year_figure(ID, "since", tie.start, tie.cell)}
    shares: Parts = {
        "before": _figure(relation, "before", change.before, (year - YEARS, year - 1)),
        "after": _figure(relation, "after", change.after, (year + 1, year + YEARS)),
    }
    template = "{both} have shared {tie} since {since}."
    if rung:
        template = "The newest tie of {both} dates from {since}: {tie}."
    counts = Sentence(
        "From {first} to {last} they cast the same vote in {before:per_cent} of cases, from {from} "
        "to {to} in {after:per_cent}.",
        {**shares, **_years(shares, year)},
    )
    tied = Sentence(template, {"both": relation.pair.words, "tie": tie.name, **since})
    body = (tied, counts, Sentence(READINGS[form], {}))
    said, reasons = Said(body), PART
    if form != NO_SIGN:
        text = HEADLINES[form].format(tie="the rung of {since}" if rung else "{tie}")
        headline = Sentence(text, since if rung else {"tie": tie.name})
        said = Said(body, headline=headline, key=(Sentence(KEY, shares),), gist=headline)
        reasons = Reasons(unexpected=_strength(change, form))
    variant = f"{form}.{'rung' if rung else 'membership'}"
    yield fact_line(ID, variant, said, reasons, about=ABOUT, newest=year + YEARS)


def _years(shares: Parts, year: int) -> Parts:
    """Give the years of both windows."""
    before, after = shares["before"], shares["after"]
    named = {
        "first": (year - YEARS, before),
        "last": (year - 1, before),
        "from": (year + 1, after),
        "to": (year + YEARS, after),
    }
    return {
        name: dated(figure_id(ID, name, value), value, *share.cells)
        for name, (value, share) in named.items()
        if isinstance(share, Figure)
    }


def _strength(change: Change, form: str) -> float:
    """Say how unexpected the change is: by its size against its interval, where it is one."""
    if form == NO_SIGN:
        return LEAST
    return min(1.0, max(LEAST, abs(change.net) / max(change.error, 0.001) / FULL))


def _form(change: Change) -> str:
    """Name what the votes did, net of all pairs."""
    if abs(change.net) <= CLEAR * change.error:
        return NO_SIGN
    if change.net < 0:
        return "unexpected.apart"
    if change.earlier > HALF * (change.net + change.earlier) > 0:
        return "moved.before_it"
    return "moved.followed"


KEY = "The same vote went from {before:per_cent} of cases before it to {after:per_cent} after."
READINGS = {
    NO_SIGN: "All pairs changed about as much: nothing shows that it moved their votes.",
    "unexpected.apart": "All pairs changed less: their votes parted in spite of it.",
    "moved.before_it": "Over half of the approach came before it, so it did not begin there.",
    "moved.followed": "All pairs changed less: the approach followed it, for whatever reason.",
}
"""What a form means."""
HEADLINES = {
    "unexpected.apart": "Their votes parted after {tie}.",
    "moved.before_it": "Their votes drew nearer before {tie}.",
    "moved.followed": "Their votes drew nearer after {tie}.",
}
"""The message of a form."""
RULE = Rule(
    id=ID,
    section="institutions",
    place=48,
    paragraph="together",
    say=say,
    condition="the newest common membership of at most 45 states, or rung, with five whole years "
    "on either side and 200 votes in each; the change net of the median pair",
    topics=("votes", "history"),
)
"""The rule."""
