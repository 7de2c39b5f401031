"""Risk, windows, analogues, claims: the figures first, then seconds and ratios against a baseline in the same process.

python benchmarks/outlook.py [--short]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from detente.actors.names import NEWEST
from detente.actors.relation_key import pair
from detente.claims.check import VERDICTS, check
from detente.claims.document import read
from detente.estimators.logit import newton, probability
from detente.models.analogues.search import analogues
from detente.models.dispute_risk.blocks import BOTH, HISTORY_ALONE, PEACE_ALONE, STRUCTURES
from detente.models.dispute_risk.read import assess
from detente.models.features.outcomes import KNOWN
from detente.models.windows.read import windows
from detente.models.windows.record import record
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store

CLAIMS = Path(__file__).resolve().parents[1] / "examples" / "claims" / "karasek-2013.toml"
BARS = {"relevant": (0.244, 0.142, 0.321), "all": (0.20, 0.11, 0.43)}
WINDOWS = {"quiet": 0.11, "pact": 0.12}


def figures(catalog: Catalog) -> None:
    """Hold the shipped scores against the figures to meet."""
    table = catalog.frame("risk_scores").filter(
        (pl.col("first") == 1971) & (pl.col("last") == 2010)
    )
    for group, bars in BARS.items():
        told = {r["model"]: r for r in table.filter(pl.col("group") == group).iter_rows(named=True)}
        full, alone = told[BOTH], told[HISTORY_ALONE]
        found = tuple(full[k] for k in ("precision", "brier", "log_loss"))
        assert all(f >= b for f, b in zip(found, bars, strict=True)), (group, found)
        assert 0.9 <= full["slope"] <= 1.1
        print(
            f"risk, {group} pairs 1971-2010: precision {found[0]:.4f}, Brier skill {found[1]:.4f}, log-loss skill "
            f"{found[2]:.4f}, slope {full['slope']:.3f}; history alone {alone['precision']:.4f}, {alone['brier']:.4f}, "
            f"{alone['log_loss']:.4f}"
        )
    for outcome in KNOWN:
        for structure in STRUCTURES:
            e = record(catalog, outcome, structure, NEWEST).excess
            assert e is not None
            if structure == "power" and outcome in WINDOWS:
                assert e.value >= WINDOWS[outcome] and e.low > 0.05, (outcome, e)
            print(
                f"window {outcome:<8} by {structure:<12} {e.value:+.3f} [{e.low:+.3f}, {e.high:+.3f}], states drawn "
                f"[{e.low_apart:+.3f}, {e.high_apart:+.3f}], Brier {e.brier:+.3f}, {e.cases:,} cases"
            )


def timed(label: str, bar: float, call: object) -> object:
    """Run once, hold the seconds against the bar and print them."""
    began = time.perf_counter()
    made = call()  # type: ignore[operator]
    took = time.perf_counter() - began
    print(f"{label}: {took:.2f} s (bar {bar:g})")
    assert took < bar, (label, took)
    return made


def against_statsmodels(short: bool) -> None:
    """Fit the same logit with both and print the ratio."""
    import statsmodels.api as sm

    rng = np.random.default_rng(1)
    x = rng.normal(size=(10_000 if short else 60_000, 30))
    y = (rng.random(len(x)) < probability(x[:, 0] - 3)).astype(float)
    began = time.perf_counter()
    constant, slopes = newton(x, y, np.ones(len(x)), 0.0)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    theirs = sm.Logit(y, sm.add_constant(x)).fit(disp=0).params
    other = time.perf_counter() - began
    assert np.allclose(np.append(constant, slopes), theirs, atol=1e-5)
    print(
        f"logit of {len(x):,} rows: {ours:.2f} s, statsmodels {other:.2f} s, ratio {other / ours:.1f}"
    )


def again(short: bool) -> None:
    """Fit anew from the sources: a part of the pairs and every tenth year, or everything."""
    from datetime import date

    from detente.models.dispute_risk import fit as risk_fit
    from detente.models.features.dyad_years import NEEDS, pair_years
    from detente.models.features.hostile_dyads import window_years
    from detente.models.windows import fit as window_fit
    from detente.settings import Settings
    from detente.sources.ingest import ingest
    from detente.sources.shelf import source_of_table

    mirror = Path(
        os.environ.get("DETENTE_MIRROR")
        or Path(__file__).resolve().parents[2] / "shared" / "sources"
    )
    if not mirror.is_dir():
        print("the mirror of public data is not here: nothing fitted anew")
        return
    store = Store(Path(tempfile.mkdtemp(prefix="detente-outlook-")))
    for source in {source_of_table(n).id: source_of_table(n) for n in NEEDS}.values():
        ingest(source, store, config=Settings(store.home, str(mirror), True, date(2026, 1, 1)))
    tables = {n: store.get(n).frame for n in NEEDS}
    began = time.perf_counter()
    scored = risk_fit.scored(
        risk_fit.roll(
            pair_years(tables), members=1 if short else risk_fit.MEMBERS, every=7 if short else 1
        )
    )
    last = scored.filter(
        (pl.col("group") == "relevant") & (pl.col("first") == 1971) & (pl.col("last") == 2010)
    )
    told = {r["model"]: r for r in last.iter_rows(named=True)}
    assert told[BOTH]["log_loss"] > told[PEACE_ALONE]["log_loss"] > 0
    print(
        f"risk anew, {told[BOTH]['cases']:,} pair-years with a border or a major power: log-loss skill "
        f"{told[BOTH]['log_loss']:.3f}, history alone "
        f"{told[HISTORY_ALONE]['log_loss']:.3f}; {time.perf_counter() - began:.0f} s"
    )
    began = time.perf_counter()
    made = window_fit.fitted(
        *window_years(tables), step=10 if short else 1, draws=20 if short else window_fit.DRAWS
    )
    print(f"windows anew: {made.height:,} dated; {time.perf_counter() - began:.0f} s")


def main() -> None:
    """Print figures, seconds and ratios."""
    short = "--short" in sys.argv
    catalog = default_catalog()
    figures(catalog)
    fresh = default_catalog()
    view = pair("NATO", "Russia", 2013)
    timed("windows of a relation", 2, lambda: windows(fresh, view))
    risk = timed("risk of a relation", 1, lambda: assess(fresh, view))
    assert risk is not None
    timed("fifty analogues", 1, lambda: analogues(fresh, (2, 365), 2013))
    document = read(CLAIMS, newest=NEWEST)
    found = timed(
        f"{len(document.claims)} claims, {sum(len(c.tests) for c in document.claims)} tests, then and since",
        3,
        lambda: check(default_catalog(), document, NEWEST),
    )
    print("; ".join(f"{sum(f.verdict == v for f in found)} {v}" for v in VERDICTS))  # type: ignore[attr-defined]
    against_statsmodels(short)
    again(short)


if __name__ == "__main__":
    main()
