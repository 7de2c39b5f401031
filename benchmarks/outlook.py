"""Risk, windows, analogues, claims: the figures first, then seconds and ratios against a baseline.

python benchmarks/outlook.py [--short] [--strict]

The figures are asserted. Whether a bar of seconds is met is printed; with --strict it is asserted,
on a quiet machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # as the command line does, before numpy is loaded

import numpy as np
import polars as pl

from detente.actors.relation_key import pair
from detente.actors.systems import COMPLETE_TO
from detente.analysis.relation import Relation
from detente.claims.check import VERDICTS, check
from detente.claims.document import Claim, Document, question, read
from detente.claims.question import Question
from detente.estimators.logit import newton, probability
from detente.models.analogues.search import analogues
from detente.models.dispute_risk import fit as risk_fit
from detente.models.dispute_risk.blocks import BOTH, HISTORY_ALONE, PEACE_ALONE, STRUCTURES
from detente.models.dispute_risk.read import assess
from detente.models.dispute_risk.record import risk_record
from detente.models.dispute_risk.scores import scored
from detente.models.dispute_risk.settle import NEEDS, settle
from detente.models.features.hostile_dyads import window_years
from detente.models.features.outcomes import KNOWN
from detente.models.windows import fit as window_fit
from detente.models.windows.read import windows
from detente.models.windows.record import record
from detente.settings import Settings
from detente.sources.ingest import ingest
from detente.sources.shelf import source_of_table
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]
CLAIMS = ROOT / "examples" / "claims" / "karasek-2013.toml"
SKILLS = ("precision", "brier", "log_loss")
BARS = {
    "relevant": (0.245, 0.145, 0.340),
    "all": (0.207, 0.130, 0.440),
    "quiet": (0.05, 0.02, 0.15),
}
"""Average precision, Brier skill and log-loss skill that the models of risk have to reach."""
TOP = 0.05
"""How far what the 300 highest forecasts say may lie from what came."""
WINDOWS = {"quiet": 0.11, "pact": 0.12}
"""Excess that windows of power have to reach."""
missed: list[str] = []
"""Times over their bar: every figure is printed before one of them fails the run."""
WARM = 0.25
"""CPU-seconds that a second relation of the same year may take with its windows."""


def risk_figures(catalog: Catalog) -> None:
    """Compare the shipped scores of the risk with the figures to reach."""
    for group, bars in BARS.items():
        scores = risk_record(catalog, COMPLETE_TO, group)
        assert scores is not None and scores.last == 2010
        full, alone = scores.full, scores.history
        assert all(full[name] >= bar for name, bar in zip(SKILLS, bars, strict=True)), full
        assert group == "quiet" or 0.9 <= full["slope"] <= 1.1
        ours, theirs = (", ".join(f"{one[name]:.4f}" for name in SKILLS) for one in (full, alone))
        print(
            f"risk, {group} pairs 1971-2010: precision, Brier and log-loss skill {ours}, slope "
            f"{full['slope']:.3f}; history alone {theirs}"
        )
    near = risk_record(catalog, COMPLETE_TO, "relevant")
    assert near is not None and near.top is not None
    top = near.top
    assert abs(top["said"] - top["came"]) <= TOP, top
    print(
        f"the {top['cases']} highest forecasts of {top['first']}-{top['last']}: {top['said']:.3f} "
        f"said, {top['came']:.3f} came, difference [{top['gap_low']:+.3f}, {top['gap_high']:+.3f}]"
    )


def window_figures(catalog: Catalog) -> None:
    """Compare the shipped records of windows with the figures to reach."""
    for outcome in KNOWN:
        for structure in STRUCTURES:
            found = record(catalog, outcome, structure, COMPLETE_TO).excess
            assert found is not None
            if structure == "power" and outcome in WINDOWS:
                assert found.value >= WINDOWS[outcome] and found.low > 0.05, (outcome, found)
            print(
                f"window {outcome:<8} by {structure:<12} {found.value:+.3f} [{found.low:+.3f}, "
                f"{found.high:+.3f}], Brier {found.brier:+.3f}, log loss {found.log_loss:+.3f}, "
                f"{found.realised:.2f} of the printed gains came [{found.realised_low:.2f}, "
                f"{found.realised_high:.2f}], {found.cases:,} cases"
            )


def random_claims(number: int, seed: int = 1) -> Document:
    """Make claims on random states: how the votes of two moved in ten years, who is nearer."""
    rng = np.random.default_rng(seed)
    table = default_catalog().frame("positions").filter(pl.col("published").is_not_null())
    seated = [set(table.filter(pl.col("year") == year)["ccode"]) for year in (1976, 2020)]
    codes = sorted(set.intersection(*seated))
    claims = []
    for place in range(number):
        drawn = rng.choice(codes, 3, replace=False)
        one, other, third = (str(code) for code in drawn)
        year = int(rng.integers(1976, 2011))
        fields = {"measure": "distance in votes", "between": [one, other]}
        moved = {"kind": "trend", "years": [year, year + 10], "expect": "rises"}
        beside = {"kind": "nearer", "year": year, "than": [one, third]}
        for kind in (moved, beside):
            test = question({**fields, **kind})
            claims.append(Claim(f"{place} {test.kind}", "a random claim", tests=(test,)))
    return Document("random", "", day=date(2024, 12, 31), groups={}, claims=tuple(claims))


def decided_claims(number: int) -> None:
    """Count how many claims on random states their draws decide, by series of votes."""
    met: dict[tuple[str, str], list[bool | None]] = {}
    for found in check(default_catalog(), random_claims(number)):
        for asked in found.then:
            for answer in asked.answers:
                met.setdefault((asked.question.kind, answer.label), []).append(answer.met)
    for (kind, label), answers in sorted(met.items()):
        undecided = sum(answer is None for answer in answers) / len(answers)
        print(f"random {kind}, {label}: {undecided:.0%} of {len(answers)} undecided by their draws")
        assert 0 < undecided < 1


def timed(label: str, bar: float, call: Callable[[], T]) -> T:
    """Run once, compare the seconds with the bar and print them."""
    began, computed = time.perf_counter(), time.process_time()
    made = call()
    took, cpu = time.perf_counter() - began, time.process_time() - computed
    word = "under" if took < bar else "OVER"
    print(f"{label}: {took:.2f} s  {word} {bar:g}; {cpu:.2f} CPU-s")
    if took >= bar:
        missed.append(f"{label}: {took:.2f} s")
    return made


def is_simulated(test: Question) -> bool:
    """Tell whether a test of a claim simulates futures."""
    return test.kind == "simulated"


def warm_relation() -> None:
    """Measure what a second relation of the same year takes."""
    catalog = default_catalog()
    for names in (("NATO", "Russia"), ("India", "China")):
        began = time.process_time()
        relation = Relation(catalog, pair(*names, 2013))
        assert relation.risk is not None and relation.windows.line
        assert relation.measures() and relation.shares.fans
        took = time.process_time() - began
        print(f"{names[0]} and {names[1]}, all measured parts: {took:.2f} CPU-seconds")
    if took >= WARM:
        missed.append(f"a second relation: {took:.2f} CPU-s")


def against_statsmodels(short: bool) -> None:
    """Fit the same logit with both and print the ratio."""
    import statsmodels.api as sm

    rng = np.random.default_rng(1)
    features = rng.normal(size=(10_000 if short else 60_000, 30))
    outcome = (rng.random(len(features)) < probability(features[:, 0] - 3)).astype(float)
    began = time.perf_counter()
    constant, slopes = newton(features, outcome, np.ones(len(features)), 0.0)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    theirs = sm.Logit(outcome, sm.add_constant(features)).fit(disp=0).params
    other = time.perf_counter() - began
    assert np.allclose(np.append(constant, slopes), theirs, atol=1e-5)
    print(
        f"logit of {len(features):,} rows: {ours:.2f} s, statsmodels {other:.2f} s, ratio "
        f"{other / ours:.1f}"
    )


def mirrored() -> Store | None:
    """Parse the sources that the models need; None without the mirror of public data."""
    beside = ROOT.parent / "shared" / "sources"
    mirror = Path(os.environ.get("DETENTE_MIRROR") or beside)
    if not mirror.is_dir():
        print("the mirror of public data is not here: nothing is fitted again")
        return None
    store = Store(Path(tempfile.mkdtemp(prefix="detente-outlook-")))
    config = Settings(store.home, str(mirror), True, date(2026, 1, 1))
    for source in {source_of_table(name).id: source_of_table(name) for name in NEEDS}.values():
        ingest(source, store, config=config)
    return store


def again(short: bool) -> None:
    """Fit again from the sources: a part of the pairs and every tenth year, or everything."""
    store = mirrored()
    if store is None:
        return
    tables = {name: store.get(name).frame for name in NEEDS}
    began = time.perf_counter()
    run = risk_fit.Run(members=1, plain=0, every=7) if short else risk_fit.Run()
    table = scored(settle(risk_fit.roll(risk_fit.risk_years(tables), run)))
    rows = table.filter(group="relevant", first=1971, last=2010).iter_rows(named=True)
    scores = {row["model"]: row for row in rows}
    assert scores[BOTH]["log_loss"] > scores[PEACE_ALONE]["log_loss"] > 0
    print(
        f"risk again, {scores[BOTH]['cases']:,} pair-years with a border or a major power: "
        f"log-loss skill {scores[BOTH]['log_loss']:.3f}, history alone "
        f"{scores[HISTORY_ALONE]['log_loss']:.3f}; {time.perf_counter() - began:.0f} s"
    )
    began = time.perf_counter()
    step, draws = (10, 20) if short else (1, window_fit.DRAWS)
    made = window_fit.fitted(*window_years(tables), step=step, draws=draws)
    print(f"windows again: {made.height:,} dated; {time.perf_counter() - began:.0f} s")


def main() -> None:
    """Print figures, seconds and ratios."""
    short = "--short" in sys.argv
    risk_figures(default_catalog())
    window_figures(default_catalog())
    fresh, view = default_catalog().as_of(2013), pair("NATO", "Russia", 2013)
    timed("windows of a relation", 2, lambda: windows(fresh, view))
    assert timed("risk of a relation", 1, lambda: assess(fresh, view)) is not None
    timed("fifty analogues", 1, lambda: analogues(fresh, (2, 365), 2013))
    warm_relation()
    document = read(CLAIMS)
    # a claim on futures takes a simulation, which has a bar of its own
    simulated = [one for one in document.claims if any(map(is_simulated, one.tests))]
    counted = [one for one in document.claims if one not in simulated]
    found = []
    for claims, bar, name in ((counted, 3, "counted"), (simulated, 8, "simulated")):
        part = replace(document, claims=tuple(claims))
        tests = sum(len(claim.tests) for claim in claims)
        label = f"{len(claims)} {name} claims, {tests} tests, then and since"
        found += timed(label, bar, partial(check, default_catalog(), part))
    counts = {verdict: sum(one.verdict == verdict for one in found) for verdict in VERDICTS}
    print("; ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    decided_claims(40 if short else 300)
    against_statsmodels(short)
    again(short)
    assert not missed or "--strict" not in sys.argv, missed


if __name__ == "__main__":
    main()
