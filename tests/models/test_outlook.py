"""Risk, windows, analogues: nothing looks ahead, parts add up, the published rules hold, the figures stand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from detente.analysis.outlook import look

from detente.actors.relation_key import pair
from detente.advice.policy_options import policy_options
from detente.estimators.logit import probability
from detente.findings.outlook.risk import findings
from detente.models.analogues.search import OWN, analogues
from detente.models.dispute_risk import fit as risk_fit
from detente.models.dispute_risk import read as risks
from detente.models.dispute_risk.fit import FEATURES
from detente.models.features.dyad_years import after, before
from detente.models.features.hostile_dyads import HISTORY as PAST
from detente.models.features.hostile_dyads import MORE, rungs_between
from detente.models.terms import AHEAD, BLOCKS, HISTORY, KNOWN, MODELS, STRUCTURES
from detente.models.windows import fit as window_fit
from detente.models.windows.read import record, windows
from detente.store.catalog import Catalog


def history(pairs: int = 60, first: int = 1946, last: int = 2005, seed: int = 1) -> pl.DataFrame:
    """Invented pairs and years in the form that `dyads.laid_out` gives."""
    rng = np.random.default_rng(seed)
    years = np.arange(first, last + 1)
    unit = np.repeat(np.arange(pairs), years.size)
    x = {f: rng.normal(size=unit.size) for f in FEATURES}
    x["relevant"] = (unit % 2).astype(float)
    onset = (rng.random(unit.size) < probability(1.5 * x["fresh"] + x["cincprop"] - 3)).astype(
        float
    )
    return pl.DataFrame(
        {
            "ccode1": unit + 1,
            "ccode2": unit + 501,
            "pair": (unit + 1) * 1000 + unit + 501,
            "year": np.tile(years, pairs),
            "onset": onset,
            **x,
        }
    )


def test_before_and_after_see_gaps() -> None:
    frame = pl.DataFrame(
        {"pair": [1, 1, 1, 2], "year": [1990, 1991, 1993, 1994], "x": [1, 2, 3, 4]}
    )
    told = frame.select(before(pl.col("x"), 1).alias("b"), after(pl.col("x"), 1).alias("a"))
    assert told.rows() == [(None, 2), (1, None), (None, None), (None, None)]


def test_a_decade_is_forecast_from_what_came_before_it() -> None:
    pytest.importorskip("lightgbm", exc_type=(ImportError, OSError))
    frame = history()
    later = frame.with_columns(
        pl.when(pl.col("year") > 1981)
        .then(1 - pl.col("onset"))
        .otherwise(pl.col("onset"))
        .alias("onset")
    )
    one, other = (risk_fit.roll(f, members=2) for f in (frame, later))
    early = one.keys["year"].to_numpy() <= 1980
    for model in MODELS:
        a, b = one.log_odds[model][early], other.log_odds[model][early]
        assert np.array_equal(a[~np.isnan(a)], b[~np.isnan(b)]), model
    assert one.shift[1981] == other.shift[1981] and one.shift[1991] != other.shift[1991]
    scored = (
        risk_fit.scored(one)
        .filter((pl.col("group") == "all") & (pl.col("first") == 1971))
        .sort("last")
    )
    best = scored.filter(pl.col("model") == "both")["precision"].to_list()[-1]
    assert best > scored["events"].to_list()[-1] / scored["cases"].to_list()[-1]


def test_shipped_parts_add_up_to_what_was_forecast() -> None:
    pytest.importorskip("lightgbm", exc_type=(ImportError, OSError))
    found = risk_fit.roll(history(30), members=2)
    kept = np.flatnonzero(found.shipped)
    decade = (found.keys["year"].to_numpy()[kept] - 1) // 10 * 10 + 1
    base = np.array([found.base[int(d)] for d in decade])
    assert base + found.parts.sum(axis=1) == pytest.approx(found.log_odds["both"][kept], abs=1e-9)


def hostile(pairs: int = 40, seed: int = 2) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    """Invented hostile pairs in which one feature of power tells of quiet to come and nothing else tells of anything."""
    rng = np.random.default_rng(seed)
    years = np.arange(1946, 2006)
    unit = np.repeat(np.arange(pairs), years.size)
    columns = {
        c: rng.normal(size=unit.size) for c in {*PAST, *(m for more in MORE.values() for m in more)}
    }
    names = {s: (f"{s}_x", f"{s}_y") for s in STRUCTURES}
    columns |= {c: rng.normal(size=unit.size) for both in names.values() for c in both}
    came = {f"came_{o}": (rng.random(unit.size) < 0.4).astype(float) for o in KNOWN}
    came["came_quiet"] = (rng.random(unit.size) < probability(1.5 * columns["power_x"])).astype(
        float
    )
    frame = pl.DataFrame(
        {
            "ccode1": unit + 1,
            "ccode2": unit + 501,
            "pair": (unit + 1) * 1000 + unit + 501,
            "year": np.tile(years, pairs),
            **columns,
            **came,
            **{f"may_{o}": np.ones(unit.size, dtype=bool) for o in KNOWN},
        }
    )
    return frame, names


def test_a_window_is_dated_from_pairs_whose_five_years_were_over() -> None:
    frame, names = hostile()
    later = frame.with_columns(
        pl.when(pl.col("year") > 1985 - AHEAD)
        .then(1 - pl.col("came_quiet"))
        .otherwise("came_quiet")
        .alias("came_quiet")
    )
    one, other = (
        window_fit.fitted(f, names, step=5, draws=20).filter(pl.col("year") <= 1985).drop("came")
        for f in (frame, later)
    )
    assert one.equals(other)


def test_windows_find_the_structure_that_tells() -> None:
    frame, names = hostile()
    found = window_fit.fitted(frame, names, step=5, draws=20).filter(pl.col("came").is_not_null())
    high = {
        key: part.filter(pl.col("gain") > 100)["came"].mean()
        for key, part in found.partition_by("outcome", "structure", as_dict=True).items()
    }
    assert float(str(high["quiet", "power"])) > 0.7
    quiet = found.filter((pl.col("outcome") == "quiet") & (pl.col("structure") != "power"))
    assert quiet["gain"].abs().mean() < 40, "noise lifts nothing"  # type: ignore[operator]


def test_rungs_between_two_states() -> None:
    """Poland joined NATO in 1999, of which the United States were a member the year before."""
    found = rungs_between().filter(pl.col("pair") == 2 * 1000 + 290)
    assert 1999 in found.filter(pl.col("climbed") == 1)["year"].to_list()
    assert found.filter((pl.col("year") == 1995) & (pl.col("open") == 1)).height == 1


def test_the_shipped_risk_adds_up(catalog: Catalog) -> None:
    found = risks.assess(catalog, pair("NATO", "Russia", 2013))
    assert found is not None and found.year == 2014 and len(found.pairs) == 28
    assert found.risk == pytest.approx(1 - np.prod([1 - p.risk for p in found.pairs]))
    for one in found.pairs:
        odds = one.base + sum(p.value for p in one.parts)
        assert (
            one.risk == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-9)
            and one.low <= one.risk <= one.high
        )
        assert {p.block for p in one.parts} == set(BLOCKS) and all(
            p.low <= p.value <= p.high for p in one.parts
        )
    assert found.full.years[-1] == 2014 and found.full.years[0] == 1961


def test_a_bloc_s_risk_bears_the_record_of_blocs(catalog: Catalog) -> None:
    """Members' disputes come together: sums over pairs expected half as many again as came."""
    view = pair("NATO", "Russia", 2013)
    found = {f.id: f for f in findings(catalog, view, look(catalog, view))}
    assert (
        found["synthesis.risk"].method.id == "risk_bloc"
        and found["synthesis.risk"].method.mark == "tested and weak"
    )
    assert found["synthesis.parts"].method.id == "risk"
    one = pair("USA", "Russia", 1985)
    early = {f.id: f for f in findings(catalog, one, look(catalog, one))}["synthesis.risk"].method
    assert early.id == "risk" and "2010" not in early.fails and "1971-1980" in early.record


def test_a_view_of_risk_sees_no_later_year(catalog: Catalog) -> None:
    early = risks.assess(catalog, pair("USA", "Russia", 1985))
    assert early is not None and max(early.full.years) == 1986 and early.leading.year == 1986


@pytest.mark.parametrize("names", [("Bolivia", "Mongolia", 2010), ("Poland", "Germany", 1938)])
def test_pairs_of_which_nothing_can_be_said(catalog: Catalog, names: tuple[str, str, int]) -> None:
    outlook = look(catalog, pair(*names))
    assert outlook.risk is None and outlook.analogues is None and not outlook.windows.now
    assert not list(findings(catalog, pair(*names), outlook))


def test_how_far_disputes_are_known() -> None:
    assert (
        risks.known_to(2024).endswith("and to nobody after")
        and risks.known_to(1990) == "disputes known to 1989"
    )


def test_windows_of_nato_and_russia(catalog: Catalog) -> None:
    found = windows(catalog, pair("NATO", "Russia", 2013))
    line = {w.year: w for w in found.line if (w.outcome, w.structure) == ("rung", "identity")}
    assert line[1993].open and line[1993].gain > 0.2 and not line[2008].open and line[2008].gain < 0
    assert found.year == 2013 and found.hostile < found.across == 28
    assert {(w.outcome, w.structure) for w in found.now} <= set(found.records)


def test_a_record_knows_only_windows_whose_five_years_are_over(catalog: Catalog) -> None:
    then, now = record(catalog, "quiet", "power", 1990), record(catalog, "quiet", "power", 2013)
    assert (
        then.excess is not None and now.excess is not None and then.excess.cases < now.excess.cases
    )
    assert (
        max(d.first for d in then.decades) <= 1990 - AHEAD
        and record(catalog, "quiet", "power", 1972).trust == "untested"
    )


def test_analogues_leave_out_their_own_neighbouring_years(catalog: Catalog) -> None:
    found = analogues(catalog, (2, 365), 2013)
    assert found is not None and len(found.nearest) == 50
    assert all(a.codes != (2, 365) or a.year <= 2013 - OWN for a in found.nearest)
    assert (
        all(a.year <= 2013 - AHEAD for a in found.nearest)
        and len({a.codes for a in found.nearest}) == 50
    )
    steps = [a.steps[-1] for a in found.nearest]
    assert steps == sorted(steps) and found.quiet is not None and found.quiet.known <= 50


def test_courses_compete_on_the_same_evidence(catalog: Catalog) -> None:
    from detente.analysis.options import Options
    from detente.paper.brief import make

    quiet = make(catalog, pair("France", "Germany", 2020), Options(draws=100))
    found = policy_options(
        quiet.relation, quiet.scenario, quiet.outlook, {f.id: f for f in quiet.findings}
    )
    assert [c.id for c in found if c.favoured] == ["nothing"]
    split = make(catalog, pair("NATO", "Russia", 2013), Options(draws=100))
    found = policy_options(
        split.relation, split.scenario, split.outlook, {f.id: f for f in split.findings}
    )
    assert not any(c.favoured for c in found) and {c.id for c in found} == {
        "accession",
        "association",
        "steps",
        "patience",
        "nothing",
    }
    ids = {f.id for f in split.findings}
    assert all(r.finding in ids for c in found for r in (*c.pro, *c.contra))
    assert any("does not favour any" in r.text for r in split.recommendations)


def test_the_published_figures_of_risk(catalog: Catalog) -> None:
    """Folds 1971-2010: the figures that the models have to reach, beside history alone."""
    table = catalog.frame("risk_scores").filter(
        (pl.col("first") == 1971) & (pl.col("last") == 2010)
    )
    full = {r["group"]: r for r in table.filter(pl.col("model") == "both").iter_rows(named=True)}
    alone = {
        r["group"]: r
        for r in table.filter(pl.col("model") == "peace years and disputes").iter_rows(named=True)
    }
    near, every = full["relevant"], full["all"]
    assert (
        near["precision"] >= 0.244
        and near["brier"] >= 0.142
        and near["log_loss"] >= 0.321
        and 0.9 <= near["slope"] <= 1.1
    )
    assert every["precision"] >= 0.20 and every["brier"] >= 0.11 and every["log_loss"] >= 0.43
    for group in ("relevant", "all"):
        assert (
            full[group]["precision"] > alone[group]["precision"]
            and full[group]["brier"] > alone[group]["brier"]
        )


def test_the_published_figures_of_windows(catalog: Catalog) -> None:
    for outcome, least in (("quiet", 0.11), ("pact", 0.12)):
        found = record(catalog, outcome, "power", 2024).excess
        assert found is not None and found.value >= least and found.low > 0.05


def test_the_known_failure_is_on_the_card(catalog: Catalog) -> None:
    table = catalog.frame("risk_misses").filter(pl.col("kind").str.starts_with("known failure"))
    told = dict(zip(table["kind"], table["risk"], strict=True))
    assert told["known failure, disputes to 2010 alone"] < 0.1 < told["known failure"]


def test_history_is_the_pair_s_own(catalog: Catalog) -> None:
    assert set(HISTORY) < set(BLOCKS["past"]) and not set(HISTORY) & {
        f for b in STRUCTURES for f in BLOCKS[b]
    }


@pytest.mark.mirror
def test_windows_come_out_as_shipped(mirrored: object, catalog: Catalog) -> None:
    from detente.models.features.dyad_years import NEEDS
    from detente.models.features.hostile_dyads import window_years
    from detente.store.home import Store
    from detente.store.schema import undo_scale

    assert isinstance(mirrored, Store)
    frame, names = window_years({n: mirrored.get(n).frame for n in NEEDS})
    made = undo_scale(window_fit.fitted(frame, names, first=2000, outcomes=("rivalry",)), "windows")
    held = catalog.frame("windows").filter(
        (pl.col("outcome") == "rivalry") & (pl.col("year") >= 2000)
    )
    both = made.join(held, on=["outcome", "structure", "ccode1", "ccode2", "year"], suffix="_held")
    assert both.height == held.height > 500
    for column in ("gain", "low"):
        largest = (both[column] - both[f"{column}_held"]).abs().to_numpy().max()
        assert largest <= 0.002 + 1e-9, column


@pytest.mark.mirror
def test_structures_beat_history_on_a_part_of_the_pairs(mirrored: object) -> None:
    from detente.models.features.dyad_years import NEEDS, pair_years
    from detente.store.home import Store

    assert isinstance(mirrored, Store)
    found = risk_fit.roll(pair_years({n: mirrored.get(n).frame for n in NEEDS}), members=1, every=3)
    table = risk_fit.scored(found).filter(
        (pl.col("group") == "relevant") & (pl.col("first") == 1971) & (pl.col("last") == 2010)
    )
    told = {r["model"]: r for r in table.iter_rows(named=True)}
    assert (
        told["both"]["log_loss"]
        > told["peace years and disputes"]["log_loss"]
        > told["peace years"]["log_loss"]
        > 0
    )


@pytest.mark.mirror
def test_scores_computed_anew_make_the_same_card(
    mirrored: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from detente.evaluation import recompute as rescoring
    from detente.evaluation import report_card as scorecard
    from detente.store.home import Store

    assert isinstance(mirrored, Store)
    monkeypatch.setattr(rescoring, "SCORED", ("capability", "totals", "onsets"))
    with caplog.at_level("INFO", logger="detente"):
        made = rescoring.anew(mirrored, tmp_path)
    assert "again: check of cinc" in caplog.messages
    assert not (tmp_path / "capability.parquet").is_symlink()
    assert scorecard.page(made, "power", 2013) == scorecard.page(
        Catalog(rescoring.starter_folder()), "power", 2013
    )
