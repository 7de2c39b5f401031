"""Futures in which nothing is imposed: bands beside what came, and chances of joining."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from detente.estimators.futures.changes import Changes
from detente.estimators.futures.series import Kind
from detente.estimators.futures.world import CANDIDATE, MEMBER, PARTNER
from detente.models.hazards.plain import PlainRates, Rate, plain_rates
from detente.scenarios.proof.cases import Name, as_frame, beside, outcome, pasts, scored
from detente.scenarios.proof.observed import DISPUTES, TESTED, Observed
from detente.scenarios.proof.origins import HORIZONS, Origin, Read, origin, read
from detente.scenarios.proof.placebo import Drawn
from detente.store.catalog import Catalog

AHEAD = (1, 2, 5, 10)
"""Years ahead for which chances of accession are scored."""
LATER = (5, 7, 10, 15, 20, 34)
"""Years ahead for which chances are given where their day is not over."""
CHANCES: dict[str, Any] = {
    "bloc": pl.String,
    "letters": pl.String,
    "view": pl.Int16,
    "rung": pl.Int8,
    "horizon": pl.Int8,
    "chance": pl.Float32,
    "plain_rate": pl.Float32,
    "came": pl.Int8,
}
"""Columns of the chances of accession; `came` is null where its day is not over."""
Series = tuple[int, ...]


def futures(
    catalog: Catalog, known: Observed, drawn: Sequence[Drawn], year: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Score the states drawn for the year after an origin, and every chance of joining.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    known : Observed
        What came.
    drawn : sequence of Drawn
        Joiners and placebos; those of other years are left out.
    year : int
        The origin.

    Returns
    -------
    tuple of polars.DataFrame
        Cases, and chances of accession.
    """
    start = origin(catalog, known, year, pairs="all")
    chosen = [one for one in drawn if one.year == year + 1 and start.code(one.row) is not None]
    chosen = [one for one in chosen if one.bloc in start.built.bloc_at]
    of_state = {(one.row, one.bloc): _series(start, one) for one in chosen}
    places = _open_places(start)
    wanted = [row for series in of_state.values() for row in series.values()]
    wanted += [_is_member(place) for place in places.values()]
    found = read(start.built.world, Changes(), list(dict.fromkeys(wanted)), AHEAD)
    cases = [row for one in chosen for row in _cases(start, one, of_state, found)]
    return as_frame(cases), pl.DataFrame(list(_chances(start, places, found)), schema=CHANCES)


def outlook(catalog: Catalog, known: Observed, year: int) -> pl.DataFrame:
    """Give chances of joining whose day is not over, of candidates and of those below them.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    known : Observed
        What came.
    year : int
        The origin.
    """
    start = origin(catalog, known, year)
    places = _open_places(start)
    found = read(start.built.world, Changes(), [_is_member(p) for p in places.values()], LATER)
    return pl.DataFrame(list(_chances(start, places, found, LATER)), schema=CHANCES)


def _series(start: Origin, one: Drawn) -> dict[str, Series]:
    """Give what is read of a state, its disputes included."""
    found = start.series(one.row, one.bloc)
    code = start.code(one.row)
    state = start.built.state_at[code] if code is not None else 0
    return {**found, DISPUTES: (Kind.EVENTS_STATE, state)}


def _is_member(place: int) -> Series:
    return (Kind.RUNG, place, MEMBER)


def _open_places(start: Origin) -> dict[tuple[int, str], int]:
    """Give the places below the member that hold a rung in the blocs tested."""
    ladder = start.built.world.ladder
    return {
        key: place
        for key, place in start.built.place_at.items()
        if key[1] in TESTED and PARTNER <= ladder.rung[place] <= CANDIDATE
    }


def _cases(
    start: Origin,
    one: Drawn,
    of_state: dict[tuple[int, str], dict[str, Series]],
    found: Read,
) -> Iterator[dict[str, Any]]:
    """Score one state."""
    name = Name(
        test="joiner" if one.joined else "placebo",
        bloc=one.bloc,
        kind="accession" if one.joined else "none",
        letters=start.seen.known.names[one.row],
        row=one.row,
        year=one.year,
        rung=one.stratum.rung,
    )
    before = pasts(start.seen, start.year, one.bloc, HORIZONS)
    for measure, row in of_state[one.row, one.bloc].items():
        for horizon in HORIZONS:
            counted = measure == DISPUTES
            came = (
                start.seen.disputes_until(one.row, start.year, horizon)
                if counted
                else outcome(start.seen, name, measure, horizon)
            )
            base = {} if counted else beside(before[measure], one.row, horizon, came)
            if came != came or base is None:
                continue
            samples = {"plain": found.plain[tuple(map(int, row)), horizon]}
            scores = scored(name, measure, horizon, came, samples)
            yield {**scores, **base, "region": one.stratum.region}


def _chances(
    start: Origin,
    places: dict[tuple[int, str], int],
    found: Read,
    ahead: tuple[int, ...] = AHEAD,
) -> Iterator[dict[str, Any]]:
    """Give the chance of each place beside the plain rate, and what came."""
    known, rung = start.seen.known, start.built.world.ladder.rung
    rates = plain_rates(start.year)
    row_of = {
        int(code): row for row, code in enumerate(known.code[:, start.seen.place(start.year)])
    }
    for (code, bloc), place in places.items():
        row, held = row_of[code], int(rung[place])
        rate = _rate(rates, held)
        who = {"bloc": bloc, "letters": known.names[row], "view": start.year, "rung": held}
        for horizon in ahead:
            at = start.seen.place(start.year + horizon)
            is_over = at < known.rung.shape[2]
            came = int(known.rung[known.place[bloc], row, at] == MEMBER) if is_over else None
            inside = found.plain[tuple(map(int, _is_member(place))), horizon]
            both = {"chance": float(inside.mean()), "plain_rate": 1 - (1 - rate) ** horizon}
            yield {**who, "horizon": horizon, **both, "came": came}


def _rate(rates: PlainRates, rung: int) -> float:
    """Give the yearly rate of accession from a rung, half an accession added."""
    rate: Rate = rates.from_candidate if rung == CANDIDATE else rates.from_lower
    return (rate.events + 0.5) / (rate.years + 1)
