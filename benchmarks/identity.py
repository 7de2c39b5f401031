"""Ideal points and speech against their figures: the answer first, then seconds and a ratio.

``--short`` leaves out the long chains and most of the calibration; ``--one NAME`` runs one. All but
the calibration need the mirror of public data (DETENTE_MIRROR or ../shared/sources).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
COVERED, LEAST = 0.85, 0.65
"""Part of distances that 90 % intervals are to hold in every kind of world, and that they do."""
REFERENCE = 1.95
"""CPU-seconds an iteration of the authors' code, measured once on a machine of this kind."""
MIRROR = Path(
    os.environ.get(
        "DETENTE_MIRROR", Path(__file__).resolve().parent.parent.parent / "shared" / "sources"
    )
)


def votes(name: str) -> dict[str, pl.DataFrame]:
    from detente.sources.ingest import read
    from detente.sources.shelf import source

    found = source(name)
    folder = MIRROR / "un_votes"
    tables = read(found, {f.name: folder / f.name for f in found.files})
    return {name: matched.frame for name, matched in tables.items()}


def published() -> pl.DataFrame:
    path = MIRROR / "un_ideal_points" / "IdealpointestimatesAll_Apr2020.csv"
    return pl.read_csv(path, encoding="utf8-lossy", infer_schema_length=None).select(
        pl.col("ccode").cast(pl.Int64),
        (pl.col("session").cast(pl.Int64) + 1945).alias("year"),
        pl.col("IdealPoint").alias("theirs"),
        ((pl.col("Q95%") - pl.col("Q5%")) / 3.29).alias("their_sd"),
        pl.col("NVotes"),
    )


def compat(preset: str, whole: float, worst: float, threads: int) -> None:
    """Correlate a run with the published estimates, over all cells and session by session."""
    from detente.estimators.ideal_points.estimate import PRESETS, Plan
    from detente.identity.ideal_points import ideal_points
    from detente.identity.roll_calls import of_tables

    calls = of_tables(votes("un_votes"), "voeten")
    ideal_points(
        calls, preset=Plan(2, 0, 1, 1), threads=threads
    )  # compiles, or loads what was compiled
    cpu, wall = time.process_time(), time.perf_counter()
    found = ideal_points(calls, preset=preset, threads=threads)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    both = found.frame().join(published(), on=["ccode", "year"])
    assert both.height == 10_469 and (both["votes"] == both["NVotes"]).all(), (
        "the published number of votes in every cell"
    )
    r = both.select(pl.corr("ideal_point", "theirs")).item()
    sessions = both.group_by("year").agg(pl.corr("ideal_point", "theirs").alias("r")).sort("r")
    assert r >= whole and sessions["r"][0] >= worst, (r, sessions.head(3))
    ratio = (both["sd"] / both["their_sd"]).median()
    assert ratio is None or 0.9 <= ratio <= 1.1, ratio
    plan = PRESETS["compat"][preset]
    each = cpu / max(plan.iterations * plan.chains, 1)
    print(
        f"compat {preset:<8} r {r:.4f}, worst session {sessions['r'][0]:.4f} "
        f"({sessions['year'][0]}), sd ratio "
        f"{ratio or float('nan'):.3f}, R-hat < 1.05 in {(both['r_hat'] < 1.05).mean() or 0:.0%}; "
        f"{cpu:.1f} CPU-s, {wall:.1f} s "
        f"on {threads} core(s); {each * 1000:.1f} ms an iteration: {REFERENCE / each:.0f} times "
        "the reference's pace"
    )


def quick() -> None:
    compat("quick", 0.99, 0.98, 1)


def full() -> None:
    compat("full", 0.998, 0.995, 2)


def preview() -> None:
    """A look in well under a second, votes laid out included."""
    from detente.estimators.ideal_points.estimate import Plan
    from detente.identity.ideal_points import ideal_points
    from detente.identity.roll_calls import of_tables

    calls = of_tables(votes("un_votes"), "voeten")
    ideal_points(calls, preset="preview")
    begun = time.perf_counter()
    found = ideal_points(calls, preset="preview")
    took = time.perf_counter() - begun
    both = found.frame().join(published(), on=["ccode", "year"])
    r = both.select(pl.corr("ideal_point", "theirs")).item()
    begun = time.perf_counter()
    ideal_points(calls, preset=Plan(iterations=20, burn=10, thin=1, chains=1))
    assert r > 0.95 and took < 1.0, (r, took)
    print(
        f"preview         r {r:.3f}, {took:.2f} s (approximate, without intervals); twenty "
        "iterations of the sampler "
        f"{time.perf_counter() - begun:.2f} s"
    )


def calibration(sets: int = 4, iterations: int = 600) -> None:
    """Draw worlds of five kinds and count how often `proper` intervals hold the truth."""
    from benchmarks.worlds import KINDS

    short = []
    for kind in KINDS:
        begun = time.perf_counter()
        found = np.array([_covered(kind, seed, iterations) for seed in range(sets)])
        cells, early, apart, met = found.mean(axis=0)
        least = found[:, 2].min()
        print(
            f"calibration     {kind:<12} {sets} worlds: 90 % intervals hold "
            f"{cells:.1%} of positions, "
            f"{apart:.1%} of distances (least {least:.1%}), {early:.1%} of those of the unbridged "
            f"first sessions; R-hat < 1.05 in {met:.1%} of distances; "
            f"{time.perf_counter() - begun:.0f} s"
        )
        assert apart >= LEAST, (kind, apart)
        if apart < COVERED:
            short.append(kind)
    print(f"calibration     short of {COVERED:.0%} of distances: {', '.join(short) or 'none'}")


def _covered(kind: str, seed: int, iterations: int) -> tuple[float, float, float, float]:
    """Give coverage of positions, of early distances and of all, and the part that has met."""
    from benchmarks.worlds import SILENT, world

    from detente.estimators.ideal_points.chain import on_common_scale
    from detente.estimators.ideal_points.choices import arrange
    from detente.estimators.ideal_points.diagnostics import met, pairs_within
    from detente.estimators.ideal_points.estimate import Plan, estimate

    theta, rows = world(kind, seed)
    laid = arrange(*rows.T, unanimous=True)
    truth = on_common_scale(theta[laid.actor, laid.session], laid)
    order = theta.mean(axis=1).argsort()
    plan = Plan(iterations=iterations, burn=iterations // 3, thin=2, chains=2)
    found = estimate(laid, order[-1:], order[:1], mode="proper", preset=plan, seed=seed)
    inside = ((truth >= found.low) & (truth <= found.high)).mean()
    one, other = pairs_within(laid.session).T
    every = found.draws.reshape(-1, laid.cells)
    bounds = np.quantile(every[:, one] - every[:, other], [0.05, 0.95], axis=0)
    held = np.abs(truth[one] - truth[other] - bounds.mean(axis=0)) <= np.ptp(bounds, axis=0) / 2
    early = held[laid.session[one] < SILENT].mean()
    share = met(found.draws, laid.session)["distances"]
    return float(inside), float(early), float(held.mean()), share


def speech() -> None:
    """Index every speech; answer one pair from the index and from the starter."""
    from datetime import date

    from detente.actors.relation_key import pair
    from detente.identity.othering import company, othering
    from detente.identity.speech.index import indexed
    from detente.settings import Settings
    from detente.sources.ingest import ingest
    from detente.sources.shelf import source
    from detente.store.catalog import default_catalog
    from detente.store.home import Store

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        begun = time.perf_counter()
        ingest(
            source("ungdc"), store, config=Settings(Path(folder), str(MIRROR), True, date.today())
        )
        judged = indexed(store, offline=True)
        took = time.perf_counter() - begun
        assert judged.height > 280_000 and judged["speech"].n_unique() > 10_500
        catalog = default_catalog(store)
        begun = time.perf_counter()
        both = othering(catalog, pair("NATO", "Russia", 2024))
        beside = company(judged, 365, "NATO", 1946, 2024)
        answer = time.perf_counter() - begun
        assert all(both) and beside["target"][0] == "2" and took < 180 and answer < 1
        begun = time.perf_counter()
        othering(catalog, pair("Russia", "USA", 2024))
        print(
            f"speech          {judged.height:,} mentions in {judged['speech'].n_unique():,} "
            "speeches, read and indexed in "
            f"{took:.0f} s; a pair answered in {answer:.2f} s, the next in "
            f"{time.perf_counter() - begun:.2f} s: "
            f"{took / answer:.0f} times faster than reading anew"
        )


BENCHMARKS = {
    "preview": preview,
    "quick": quick,
    "full": full,
    "calibration": calibration,
    "speech": speech,
}
SHORT = ("preview", "quick")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--one", choices=tuple(BENCHMARKS))
    asked = parser.parse_args()
    names = [asked.one] if asked.one else SHORT if asked.short else tuple(BENCHMARKS)
    for name in names:
        if name != "calibration" and not MIRROR.is_dir():
            print(f"{name:<15} left out: the mirror of public data is not at {MIRROR}")
            continue
        BENCHMARKS[name]()


if __name__ == "__main__":
    main()
