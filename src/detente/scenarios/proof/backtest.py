"""Back-test: every accession, association and exit, forecast from the year before it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import polars as pl

from detente.scenarios.proof.cases import Name, as_frame, beside, outcome, pasts, scored
from detente.scenarios.proof.observed import Event, Observed, events
from detente.scenarios.proof.origins import (
    HORIZONS,
    Origin,
    changes,
    origin,
    read,
    without_effects,
    without_steps,
)
from detente.store.catalog import Catalog


def cases(catalog: Catalog, known: Observed, year: int) -> pl.DataFrame:
    """Forecast the events of the year after an origin, and score what is known of them.

    Every event of a bloc and a kind that came in that year comes in the same future: accessions
    come in rounds.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    known : Observed
        What came.
    year : int
        The origin: events of the next year are forecast.
    """
    came = [one for one in events(known.known) if one.year == year + 1]
    wanted = [one for one in came if _is_known(known, one, year)]
    if not wanted:
        return as_frame([])
    also = sorted({(_code(known, one, year), one.bloc) for one in wanted})
    start = origin(catalog, known, year, also=also)
    rows: list[dict[str, Any]] = []
    for _, group in groupby(sorted(wanted, key=_round), key=_round):
        rows += _of_round(start, list(group))
    return as_frame(rows)


def _round(event: Event) -> tuple[str, str]:
    return event.bloc, event.kind


def _code(known: Observed, event: Event, year: int) -> int:
    return int(known.known.code[event.row, known.place(year)])


def _is_known(known: Observed, event: Event, year: int) -> bool:
    """Tell whether the state was there the year before, and whether anything after is known."""
    ahead = known.place(year + min(HORIZONS))
    return _code(known, event, year) >= 0 and ahead < known.positions.shape[1]


def _of_round(start: Origin, happened: list[Event]) -> Iterator[dict[str, Any]]:
    """Score the events of one bloc, kind and year."""
    happened = [one for one in happened if start.code(one.row) is not None]
    series = {one.row: start.series(one.row, one.bloc) for one in happened}
    wanted = list(dict.fromkeys(row for of_state in series.values() for row in of_state.values()))
    happens = changes(start, happened)
    full = read(start.built.world, happens, wanted)
    muted = read(without_effects(start.built.world), happens, wanted)
    bloc = happened[0].bloc
    stays = read(without_steps(start.built, bloc), happens, wanted)
    before = pasts(start.seen, start.year, bloc, HORIZONS)
    for one in happened:
        name = Name(
            test="backtest",
            bloc=one.bloc,
            kind=one.kind,
            letters=start.seen.known.names[one.row],
            row=one.row,
            year=one.year,
            rung=one.before,
        )
        for measure, row in series[one.row].items():
            for horizon in HORIZONS:
                came = outcome(start.seen, name, measure, horizon)
                base = beside(before[measure], one.row, horizon, came)
                if base is None or came != came:
                    continue
                key = (tuple(map(int, row)), horizon)
                samples = {
                    "changed": full.changed[key],
                    "muted": muted.changed[key],
                    "stayed": stays.plain[key],
                    "plain": full.plain[key],
                }
                yield {**scored(name, measure, horizon, came, samples), **base}
