"""Free runs and moved priors: the record, and one free run."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from detente.estimators.futures.summary import Differences
from detente.scenarios.proof import degeneracy, sensitivity
from detente.scenarios.proof.degeneracy import STARTS, History, _dispute_rates, free_run
from detente.scenarios.proof.observed import observed
from detente.scenarios.proof.tables import packaged
from detente.scenarios.spinoffs.wanted import Wanted
from detente.store.catalog import Catalog

TODAY = date(2025, 12, 31)


def test_every_start_runs_to_today_and_beyond() -> None:
    runs = packaged().free_runs
    years = {start: set(runs.filter(start=start)["year"]) for start in STARTS}
    # the engine goes a hundred years ahead
    assert years == {1955: {2025, 2055}, 1975: {2025, 2075}, 1995: {2025, 2075}}
    assert {"density", "disputes", "NATO"} <= set(runs["what"])


def test_no_network_becomes_empty_or_full() -> None:
    """What a hundred years do to the density of pacts: printed as missed, but no collapse."""
    density = packaged().free_runs.filter(what="density")
    assert density["mean"].min() > 0.03
    assert density["mean"].max() < 0.5


def test_a_free_run_is_put_beside_its_record(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(degeneracy, "DRAWS", 20)
    monkeypatch.setattr(degeneracy, "ON", 5)
    known = observed(catalog, TODAY)
    flat = {2000: 0.1, 2025: 0.2}
    sizes = {bloc.id: {2000: 4.0, 2025: 8.0} for bloc in known.known.blocs}
    record = History(density=flat, disputes=flat, sizes=sizes)
    rows = free_run(catalog, known, record, 2010)
    nato = rows.filter(what="NATO").sort("year")
    assert nato["year"].to_list() == [2025, 2030]
    # a quarter smaller and larger than it ever was
    assert nato["least"].to_list() == [3.0, 3.0] and nato["most"].to_list() == [10.0, 10.0]
    assert nato["observed"].to_list() == [8.0, None]
    assert (rows["low"] <= rows["high"]).all()


def test_a_rate_of_disputes_counts_each_pair_once(catalog: Catalog) -> None:
    known = observed(catalog, TODAY)
    rates = _dispute_rates(known)
    at = known.place(2000)
    span = slice(at - 9, at + 1)
    states = (known.known.code >= 0).sum(axis=0)[span]
    begun = np.nansum(known.disputes[:, span]) / 2
    assert rates[2000] == pytest.approx(begun / (states * (states - 1) / 2).sum(), rel=0.01)
    assert max(rates) == 2010


def series(spinoff: str) -> Wanted:
    return Wanted(id=spinoff, label=spinoff, spinoff=spinoff, unit="points", row=(0,))


def test_the_clearest_series_of_each_spinoff_is_followed() -> None:
    wanted = tuple(series(name) for name in ("a", "a", "b", "c"))
    mean = np.array([[0.1, 1.0, -0.5, 0.0]])
    shown = {name: np.zeros((1, 4)) for name in ("error", "below", "above")}
    half = np.array([[1.0, 1.0, 1.0, 0.0]])
    found = Differences(mean=mean, low=mean - half, high=mean + half, band=0.8, **shown)
    assert sensitivity.clearest(wanted, found) == [1, 2]


def test_the_worked_scenarios_are_moved_by_their_priors() -> None:
    moved = packaged().sensitivity
    # a joint body that exists already makes no difference, and no prior moves none
    assert set(sensitivity.worked()) - set(moved["scenario"]) == {"china-asean"}
    swing = (moved["at_high"] - moved["at_low"]).abs()
    assert swing.max() > 0
    assert moved.group_by("scenario").agg(pl.col("prior").n_unique())["prior"].min() > 10
