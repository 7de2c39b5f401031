"""DRIFT: whether the distance in UN votes has narrowed where something should have narrowed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.actors.chronology import chronology
from detente.actors.relation_facts import facts_between_keys
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HOSTILE
from detente.estimators.surprise import moved, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id, on_day
from detente.evidence.series import Series, need
from detente.identity.drift import SPAN, Drift
from detente.identity.vote_shares import WHOLE
from detente.institutions.rung_states import highest
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.populations import gaps
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.vote_breaks import event_cell, fact_cell
from detente.rules.vote_curve import APART, NEARER, goes
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import DECADE, EIGHTH, SHAPES, two_windows
from detente.rules.vote_words import SECTION

ID = "drift"
CLIMBING = ("candidate", "associate", "applicant")
"""Rungs from which one expects votes to come nearer."""
OLDEST, NEWEST = 12, 4
"""Years before the view between which a thaw lies that should have shown by now."""
LEVEL = 0.3
"""Least distance that can narrow."""
HALF = 0.5
"""Part of the change of five years that one year holds where a side jumped."""
TO_80 = 1.2816 / 1.645
"""Half-width of an 80 % interval in those of a 90 % interval."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What should have brought two parties nearer.

    Attributes
    ----------
    kind : str
        ``"rung"`` or ``"thaw"``.
    word : str
        The rung; empty for a thaw.
    day : datetime.date
        Since when.
    precision : str
        How exactly the day is known.
    cell : Cell
        Its row.
    """

    kind: str
    word: str
    day: date
    precision: str
    cell: Cell


def say(relation: Relation) -> Iterator[Line]:
    """Say that the distance narrowed, widened, or did not narrow in spite of a promise."""
    series, known = relation.identity.distance, relation.identity.drift
    last = min(relation.pair.as_of, WHOLE)
    newest = series.last(last)
    if newest is None or newest.year is None or not np.isfinite(known.rate):
        return
    if newest.year < last or newest.value < LEVEL or series.at(last - SPAN) is None:
        return
    promise = _promise(relation, last)
    way = APART if known.rate > 0 else NEARER
    seen = goes(relation.catalog, relation.pair, way)
    if known.moving and seen and not _is_jump(series, last):
        yield from _moving(relation, series, known, last)
    elif promise is not None and not known.moving and not _moved_by_count(relation):
        yield _still(relation, series, known, promise)


def _is_jump(series: Series, last: int) -> bool:
    """Tell whether one year holds over half of the change."""
    values = [cell.value for year in range(last - SPAN, last + 1) if (cell := series.at(year))]
    whole = values[-1] - values[0]
    return any(abs(step) > HALF * abs(whole) for step in np.diff(values))


def _moved_by_count(relation: Relation) -> bool:
    """Tell whether counts of votes show a change, either way, that positions do not."""
    windows = [
        two_windows(relation.catalog, relation.pair, shapes=shapes)
        for shapes in (SHAPES, (DECADE,))
    ]
    return any(one is not None and abs(one.net) > one.error for one in windows)


def _promise(relation: Relation, last: int) -> Promise | None:
    """Find the rung, or the thaw, that should have shown in votes by now."""
    pair = relation.pair
    if pair.bloc_and_state is not None:
        bloc, state = pair.bloc_and_state
        held = highest(bloc.steps_of(state.letters), pair.day)
        if held is not None and held.rung in CLIMBING and held.since.year <= last - SPAN:
            step = held.decisive
            document = step.document or step.address
            cell = row_cell(step.row, held.since, document=document, checked=step.checked)
            return Promise(
                "rung", held.rung, day=held.since, precision=held.since_precision, cell=cell
            )
    if relation.state.headline in HOSTILE:
        return None
    span = range(last - OLDEST, last - NEWEST + 1)
    for event in chronology(pair.first.key, pair.second.key, pair.day, own=pair.own)[::-1]:
        if event.turn < 0:
            return None
        if event.turn > 0 and event.date.year in span:
            return Promise(
                "thaw", "", day=event.date, precision=event.precision, cell=event_cell(event)
            )
    for fact in facts_between_keys(pair.first.key, pair.second.key, "normalisation")[::-1]:
        if fact.start.year in span:
            return Promise(
                "thaw", "", day=fact.start, precision=fact.start_precision, cell=fact_cell(fact)
            )
    return None


def _still(relation: Relation, series: Series, known: Drift, promise: Promise) -> Line:
    main = need(series, min(relation.pair.as_of, WHOLE))
    rate = _cell(relation, known)
    pair = relation.pair
    parties = (pair.first, pair.second)
    if pair.bloc_and_state is not None:
        bloc, state = pair.bloc_and_state
        parties = (state, bloc)
    shown: Parts = {
        "one": parties[0].label,
        "other": parties[1].label,
        "both": pair.words,
        "rung": promise.word,
        "article": "an" if promise.word[:1] in "aeiou" else "a",
    }
    shown |= {
        "since": on_day(
            figure_id(SECTION, ID, "since"), promise.day, promise.cell, precision="year"
        ),
        "years": counted(figure_id(SECTION, ID, "span"), SPAN, "years", rate),
    }
    if promise.kind == "rung":
        headline = "In {years} years {one} has come no nearer to {other} in UN votes."
        detail = "It has been {article} {rung} since {since}."
        gist = "In votes {one} has come no nearer to {other} for {years} years."
        body = (
            "Being {article} {rung} has not drawn {one} nearer: over {years} years the distance in "
            "votes shows no trend beyond noise."
        )
    else:
        headline = "The thaw of {since} did not bring their votes nearer."
        detail = "In {years} years the distance between {both} has not narrowed."
        gist = "Making up in {since} left their votes as far apart as before."
        body = "{both} made up in {since}; their distance in votes shows no trend beyond noise."
    message = picked(headline, shown)
    said = Said(
        section=(picked(body, shown),),
        headline=message,
        key=(picked(detail, shown),),
        gist=picked(gist, shown),
    )
    more = (need(series, series.years[-1]), promise.cell)
    return vote_line(
        ID,
        f"unexpected.still-{promise.word or promise.kind}",
        said,
        main=main,
        reasons=Reasons(unexpected=0.8),
        about="whether the distance in UN votes has narrowed",
        more=more,
        series="vote_drift",
        method=methods.ideal_points(relation.catalog, pair.as_of),
    )


MOVING = {
    True: (
        "{both} grow apart in UN votes, year after year.",
        "From {from} to {to} their distance changed more than that of {rank:of_100} pairs.",
        "No single year explains it: the distance has widened steadily from {from} to {to}.",
        "Their votes part a little more each year.",
    ),
    False: (
        "Step by step {both} vote more alike.",
        "Since {from} the distance has narrowed steadily, faster than for {rank:of_100} pairs.",
        "The distance has narrowed from {from} to {to} without a jump in any year.",
        "Their votes converge a little more each year.",
    ),
}
"""Message, detail, sentence of the section and gist, by whether the distance widened."""


def _moving(relation: Relation, series: Series, known: Drift, last: int) -> Iterator[Line]:
    """Say that the distance widened or narrowed steadily, where few pairs changed so much."""
    pair = relation.pair
    change = need(series, last).value - need(series, last - SPAN).value
    changes = _changes(relation, last)
    rank = unusual(change, changes)
    main = _cell(relation, known)
    part = float(np.nanmean(np.abs(changes) < abs(change)))
    shown: Parts = {
        "both": pair.words,
        "from": dated(figure_id(SECTION, ID, "from"), last - SPAN, main),
        "to": dated(figure_id(SECTION, ID, "to"), last, main),
        "rank": _rank(part, main),
    }
    headline, detail, body, gist = MOVING[known.rate > 0]
    message = picked(headline, shown)
    said = Said(
        section=(picked(body, shown),),
        headline=message if rank >= EIGHTH else None,
        key=(picked(detail, shown),),
        gist=picked(gist, shown),
    )
    half = TO_80 * (known.high - known.low) / 2
    variant = f"moved.{'wider' if known.rate > 0 else 'nearer'}" + (
        "" if rank >= EIGHTH else "-slightly"
    )
    yield vote_line(
        ID,
        variant,
        said,
        main=main,
        reasons=Reasons(moved=moved(known.rate, half), unusual=rank),
        about="whether the distance in UN votes has narrowed",
        series="vote_drift",
        method=methods.ideal_points(relation.catalog, pair.as_of),
    )


def _changes(relation: Relation, last: int) -> NDArray[np.float64]:
    """Give the change of the distance over the same years for all pairs of the form."""
    late, early = (
        gaps(relation.catalog, relation.pair, "positions", "adopted", year=year).values
        for year in (last, last - SPAN)
    )
    return np.asarray(late - early)


def _rank(part: float, cell: Cell) -> Figure:
    return counted(figure_id(SECTION, ID, "rank"), min(99, round(100 * part)), "pairs", cell)


def _cell(relation: Relation, known: Drift) -> Cell:
    pair = relation.pair
    keys = (("a", pair.first.key), ("b", pair.second.key), ("year", min(pair.as_of, WHOLE)))
    return Cell(
        "positions",
        "adopted",
        keys=keys,
        value=round(known.rate, 4),
        unit="ideal-point units a year",
        sources=("un_votes_undl",),
        rule=f"change a year of the smoothed distance over {SPAN} years, 90 % interval",
        low=round(known.low, 4),
        high=round(known.high, 4),
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=36,
    paragraph="when",
    say=say,
    condition="the change a year of the smoothed distance over five years leaves out 0 and no year "
    "holds over half of it; or it does not narrow although a rung or a thaw made one expect it",
    topics=("votes",),
)
