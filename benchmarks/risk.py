"""Risk of a dispute, fitted again from the sources with several seeds: means and their spread.

python benchmarks/risk.py [--seeds 10] [--members 1] [--trials [NAME ...]]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # as the command line does, before numpy is loaded

import numpy as np
import polars as pl

from detente.models.dispute_risk.blocks import BOTH, HIGHEST, HISTORY_ALONE, UNBENT
from detente.models.dispute_risk.calibration import calibrated
from detente.models.dispute_risk.fit import Run, risk_years, roll
from detente.models.dispute_risk.scores import scored
from detente.models.dispute_risk.settle import NEEDS, settle
from detente.settings import Settings
from detente.sources.ingest import ingest
from detente.sources.shelf import source_of_table
from detente.store.home import Store

ROOT = Path(__file__).resolve().parents[1]
PERIOD = {"first": 1971, "last": 2010}
BARS = {
    "relevant, log-loss skill": 0.340,
    "relevant, average precision": 0.245,
    "quiet for ten years, average precision": 0.05,
}
"""Figures that the mean over the seeds has to reach."""
TOP = 0.05
"""How far the 300 highest forecasts may lie from what came."""


def mirrored(needs: Iterable[str]) -> Store | None:
    """Parse the sources that the models need; None without the mirror of public data."""
    beside = ROOT.parent / "shared" / "sources"
    mirror = Path(os.environ.get("DETENTE_MIRROR") or beside)
    if not mirror.is_dir():
        print("the mirror of public data is not here: nothing is fitted again")
        return None
    store = Store(Path(tempfile.mkdtemp(prefix="detente-risk-")))
    config = Settings(store.home, str(mirror), True, date(2026, 1, 1))
    for source in {source_of_table(name).id: source_of_table(name) for name in needs}.values():
        ingest(source, store, config=config)
    return store


def figures(frame: pl.DataFrame, run: Run) -> dict[str, float]:
    """Fit with one seed and give every figure that has a bar, and some beside."""
    made = settle(roll(frame, run))
    scores = scored(made).filter(**PERIOD)
    bins = calibrated(made).filter(pl.col("last") == PERIOD["last"], pl.col("model") == BOTH)
    top = bins.filter(kind=HIGHEST).row(0, named=True)
    inside = bins.filter(pl.col("kind") == "counts inside 80 %")["came"].item()

    def score(group: str, model: str, name: str) -> float:
        return float(scores.filter(group=group, model=model)[name].item())

    return {
        "relevant, log-loss skill": score("relevant", BOTH, "log_loss"),
        "relevant, log-loss skill before calibration": score("relevant", UNBENT, "log_loss"),
        "relevant, log-loss skill of history alone": score("relevant", HISTORY_ALONE, "log_loss"),
        "relevant, average precision": score("relevant", BOTH, "precision"),
        "relevant, calibration slope": score("relevant", BOTH, "slope"),
        "all pairs, log-loss skill": score("all", BOTH, "log_loss"),
        "all pairs, average precision": score("all", BOTH, "precision"),
        "quiet for ten years, average precision": score("quiet", BOTH, "precision"),
        "300 highest, said": top["said"],
        "300 highest, came": top["came"],
        "counts inside the 80 % interval": inside,
        "blocs, expected": score("blocs", BOTH, "expected"),
        "blocs, came": score("blocs", BOTH, "events"),
    }


def seeds(frame: pl.DataFrame, count: int, members: int) -> None:
    """Print each figure's mean over the seeds, and its spread."""
    rows = []
    for seed in range(count):
        began = time.perf_counter()
        run = Run(members=members, plain=0, seed=seed, parts=False)
        rows.append(figures(frame, run))
        print(f"seed {seed}: {time.perf_counter() - began:.0f} s {rows[-1]}", flush=True)
    table = pl.DataFrame(rows)
    means = {name: table[name].to_numpy().mean() for name in table.columns}
    for name, mean in means.items():
        values = table[name].to_numpy()
        print(f"{name}: {mean:.4f} (spread {values.std(ddof=min(1, count - 1)):.4f})")
    for name, bar in BARS.items():
        assert means[name] >= bar, (name, means[name])
    gap = means["300 highest, said"] - means["300 highest, came"]
    assert abs(gap) <= TOP, gap


def main() -> None:
    """Fit again and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--members", type=int, default=1)
    parser.add_argument("--trials", nargs="*")
    given = parser.parse_args()
    needs: tuple[str, ...] = NEEDS
    if given.trials is not None:
        from risk_trials import NEEDS as MORE

        needs = (*NEEDS, *MORE)
    store = mirrored(needs)
    if store is None:
        sys.exit()
    tables = {name: store.get(name).frame for name in needs}
    frame = risk_years(tables)
    if given.trials is not None:
        from risk_trials import trials

        trials(frame, tables, given.trials)
        return
    seeds(frame, given.seeds, given.members)


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
