"""Draw the two sets of pairs on which sameness is counted: one calibrates, the other tests.

python -m tests.rules.draw_pairs

A seeded draw, made before the first rule was written: relevant pairs of states, blocs with states
outside them, pairs without border or major power, and earlier views. Pairs for which papers were
written by hand, or that shaped the rules, are in neither set.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.random import Generator

from detente.actors.blocs import RUNGS, blocs
from detente.actors.composition import actual
from detente.actors.states import ccode_on, identity_on
from detente.actors.systems import members_on
from detente.span import year_end
from detente.store.catalog import Catalog, default_catalog

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    ROOT / "src" / "detente" / "rules" / "calibration.toml",
    ROOT / "tests" / "rules" / "test_set.toml",
)
SEED = 2013
TODAY = date(2026, 6, 30)
PAST = (1985, 1995, 2005, 2013, 2016, 2020)
"""Earlier views, one pair each."""
BORDER, STATES, ON_LADDER, OUTSIDE, FAR = 10, 8, 9, 3, 4
"""Pairs with a land border, relevant pairs, blocs with a state on their ladder and with a
state that has no rung, and other pairs of states, at `TODAY`.
"""
BLOCS = (
    *("NATO", "EU", "CSTO", "EAEU", "SCO", "BRICS", "ASEAN", "AU"),
    *("GCC", "MERCOSUR", "CIS", "AL", "OAS", "COE"),
)
SHAPED = {
    frozenset(pair.split())
    for pair in (
        *("NATO RUS", "UKR RUS", "SRB EU", "TUR EU", "SWE NATO", "IND CHN", "ASEAN USA"),
        *("JPN KOR", "LIE CHE", "POL BLR", "EGY ETH", "BRA ARG", "GCC IRN", "AU CHN"),
        *("NZL TON", "VNM USA", "MDA EU", "GRC TUR", "PAK IND"),
    )
}
"""Pairs of the judged papers, of the papers written by hand, and of the rules' own examples."""

Pair = tuple[str, str, date]


def letters(ccode: int, day: date) -> str:
    """Give the letters of a code on a day."""
    return identity_on(ccode, day).iso3


def relevant(catalog: Catalog, day: date, count: int, rng: Generator) -> list[Pair]:
    """Draw pairs of states with a border or a major power."""
    table = catalog.frame("risk")
    year = min(day.year, table["year"].to_numpy().max().item())
    rows = table.filter(year=year).select("ccode1", "ccode2").rows()
    chosen = rng.choice(len(rows), size=count, replace=False)
    return [(letters(rows[i][0], day), letters(rows[i][1], day), day) for i in chosen]


def neighbours(catalog: Catalog, day: date, count: int, rng: Generator) -> list[Pair]:
    """Draw pairs of states with a land border."""
    table = catalog.frame("borders").filter(pl.col("border") == "land")
    newest = table.filter(pl.col("end") == pl.col("end").max())
    rows = sorted(newest.select("ccode1", "ccode2").rows())
    chosen = rng.choice(len(rows), size=count, replace=False)
    return [(letters(rows[i][0], day), letters(rows[i][1], day), day) for i in chosen]


def on_ladder(day: date, count: int, rng: Generator) -> list[Pair]:
    """Draw states with a rung below membership, and the bloc that gave it."""
    rungs = sorted(
        {
            (bloc.id, step.letters)
            for bloc in blocs().values()
            for step in bloc.steps
            if step.rung in RUNGS[:-1] and step.span.covers(day) and bloc.span.covers(day)
            if step.letters not in bloc.member_letters(day)
            if ccode_on(step.letters, day) is not None
        }
    )
    chosen = rng.choice(len(rungs), size=count, replace=False)
    return [(*rungs[i], day) for i in chosen]


def with_bloc(day: date, count: int, rng: Generator) -> list[Pair]:
    """Draw blocs with a state that is no member."""
    drawn = []
    for id in rng.choice(BLOCS, size=count, replace=True):
        bloc = blocs()[str(id)]
        inside = set(actual(bloc, day.year - 1, day.year - 1)["ccode"])
        outside = sorted(set(members_on(year_end(day.year - 1))) - inside)
        drawn.append((bloc.id, letters(int(rng.choice(outside)), day), day))
    return drawn


def far(day: date, count: int, rng: Generator) -> list[Pair]:
    """Draw pairs of states of any kind."""
    codes = sorted(members_on(year_end(day.year - 1)))
    pairs = [rng.choice(codes, size=2, replace=False) for _ in range(count)]
    return [(letters(int(one), day), letters(int(other), day), day) for one, other in pairs]


def draw() -> tuple[list[Pair], list[Pair]]:
    """Draw both sets."""
    rng, catalog = np.random.default_rng(SEED), default_catalog()
    pools = (
        (BORDER, neighbours(catalog, TODAY, 4 * BORDER, rng)),
        (STATES, relevant(catalog, TODAY, 4 * STATES, rng)),
        (ON_LADDER, on_ladder(TODAY, 4 * ON_LADDER, rng)),
        (OUTSIDE, with_bloc(TODAY, 4 * OUTSIDE, rng)),
        (FAR, far(TODAY, 4 * FAR, rng)),
        *((1, relevant(catalog, year_end(year), 4, rng)) for year in PAST),
    )
    sets: tuple[list[Pair], list[Pair]] = ([], [])
    seen = set(SHAPED)
    for count, pool in pools:
        fresh = []
        for first, second, day in pool:
            if frozenset((first, second)) not in seen:
                seen.add(frozenset((first, second)))
                fresh.append((first, second, day))
        sets[0].extend(fresh[:count])
        sets[1].extend(fresh[count : 2 * count])
    return sets


def main() -> None:
    for file, pairs in zip(FILES, draw(), strict=True):
        rows = [
            f'  {{ first = "{first}", second = "{second}", day = {day.isoformat()} }},'
            for first, second, day in pairs
        ]
        file.write_text("pair = [\n" + "\n".join(rows) + "\n]\n", encoding="utf-8")
        print(file.name, len(pairs))


if __name__ == "__main__":
    main()
