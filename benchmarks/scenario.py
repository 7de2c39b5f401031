"""Proof of scenarios: what was run is asserted first, then every bar is printed.

``python benchmarks/scenario.py`` from the root of the repository reads the record that comes with
the package; ``--again`` computes it anew (about twenty minutes on two busy cores, part by part:
what was interrupted goes on), and ``--write`` puts it into the package. Bars are those of the
project and are not moved: a bar that is missed is printed as missed and fails nothing. What fails
is a record that does not hold what it is said to hold.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

import polars as pl

from detente.scenarios.proof.compute import compute
from detente.scenarios.proof.degeneracy import STARTS
from detente.scenarios.proof.observed import DISPUTES, MEASURES, SINCE, TESTED
from detente.scenarios.proof.origins import HORIZONS
from detente.scenarios.proof.published import effects
from detente.scenarios.proof.scores import (
    PERMUTATIONS,
    back_test,
    chances,
    membership_effect,
    permuted,
    placebos,
)
from detente.scenarios.proof.sensitivity import worked
from detente.scenarios.proof.tables import Record, packaged, write
from detente.scenarios.proof.words import (
    interval_words,
    membership_words,
    placebo_words,
    prior_words,
    tested_words,
)
from detente.store.catalog import default_catalog
from detente.store.home import default_store

RECORD = Path(__file__).resolve().parents[1] / "src/detente/scenarios/proof/record"
KNOWN = {("NATO", "accession"): 15, ("EU", "accession"): 22, ("EU", "exit"): 1}
"""Events whose distance is known five years on, as a reader can count them."""
ALL_MEASURES = (*MEASURES, DISPUTES)
PLACEBOS = 380
"""Least placebos of which an outcome is known, of the 400 that are drawn."""


def check(record: Record) -> None:
    """Assert that everything was run that the record is said to hold."""
    tests = {(one.bloc, one.measure, one.horizon) for one in back_test(record)}
    wanted = {(b, m, h) for b in TESTED for m in MEASURES for h in HORIZONS}
    assert tests == wanted, wanted ^ tests
    events = record.cases.filter(test="backtest", measure="gap", horizon=min(HORIZONS))
    for (bloc, kind), count in KNOWN.items():
        assert events.filter(bloc=bloc, kind=kind).height == count, (bloc, kind)
    assert int(events["year"].to_numpy().min()) == SINCE
    drawn = record.cases.filter(test="placebo").unique(["letters", "bloc", "year"])
    assert drawn.height >= PLACEBOS, drawn.height
    assert {one.measure for one in placebos(record)} == set(ALL_MEASURES)
    assert {one.of for one in permuted(record)} == {PERMUTATIONS + 1}
    assert record.chances["view"].n_unique() == record.last - SINCE + 1
    assert set(record.free_runs["start"]) == set(STARTS)
    assert set(record.published["id"]) == {one.id for one in effects()}
    assert set(record.sensitivity["scenario"]) < set(worked())


def show(record: Record) -> None:
    """Print every bar."""
    print("back-test: bloc, event, measure, years: in the band; error over no change; over a walk")
    for one in back_test(record):
        ratios = [interval_words(one.ratio[name]) for name in ("smoothed", "walk")]
        names = f"{one.bloc} {one.kind} {one.measure} {one.horizon}"
        print(f"  {names}: {interval_words(one.inside)}; {'; '.join(ratios)}: {tested_words(one)}")
        print(
            f"    over the rung kept {interval_words(one.ratio['stayed'], 3)}; {prior_words(one)}"
        )
    print(membership_words(membership_effect(record)))
    print("placebo")
    for placebo in placebos(record):
        inside = interval_words(placebo.inside)
        print(f"  {placebo.measure} {placebo.horizon}: {inside}: {placebo_words(placebo)}")
    print("permuted labels: rank of the effect's size")
    for rank in permuted(record):
        print(f"  {rank.measure} {rank.horizon}: {rank.effect:+.4f}, {rank.rank} of {rank.of}")
    print("chances over the plain rate: Brier, log loss")
    for chance in chances(record):
        who = "candidates" if chance.candidates else "lower rungs"
        both = f"{interval_words(chance.brier)}, {interval_words(chance.log)}"
        print(f"  {chance.bloc} {who} {chance.horizon}: {both}")
    runs = record.free_runs
    held = runs.filter(pl.col("mean").is_between(pl.col("least"), pl.col("most")))
    print(f"free runs inside the record: {held.height} of {runs.height}")
    print(record.published.group_by("verdict").len().sort("verdict"))


def main() -> None:
    """Read or compute the record, check it, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="store_true", help="compute the record anew")
    parser.add_argument("--write", action="store_true", help="put it into the package")
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    began = time.perf_counter()
    record = compute(default_catalog(), default_store().home) if asked.again else packaged()
    check(record)
    if asked.write:
        write(record, RECORD)
    show(record)
    print(f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
