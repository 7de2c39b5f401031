"""Predictions of any model: scored by hand, as our own are, and refused where they are wrong."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.errors import PanelError, RequestError
from detente.estimators.scores import EDGE
from detente.evaluation.leader_board import MODELS, board
from detente.evaluation.predictions import checked
from detente.evaluation.scorecard import REFERENCES, GroupScores, Scorecard
from detente.evaluation.scoring import TABLE, card, score
from detente.models.dispute_risk.unseen import rates_before
from detente.store.catalog import default_catalog
from tests.cli.test_cli import run
from tests.evaluation.predicted import FIRST, LAST, outcomes, predictions

YEARS = (FIRST, LAST)
ONE = {"ccode1": 2, "ccode2": 365, "year": 1990, "origin": 1989, "p": 0.2}


def scored(frame: pl.DataFrame, known: pl.DataFrame) -> Scorecard:
    """Score invented predictions on invented outcomes."""
    return card(checked(frame, YEARS, "the frame"), known, "the frame")


def relevant_of(found: Scorecard) -> GroupScores:
    assert found.relevant is not None
    return found.relevant


def by_hand() -> pl.DataFrame:
    """Four pair-years: two relevant ones with one dispute, two others with one."""
    return pl.DataFrame(
        {
            "ccode1": [2, 2, 2, 2],
            "ccode2": [101, 101, 130, 130],
            "year": [1981, 1982, 1981, 1982],
            "relevant": [True, True, False, False],
            "begun": [True, False, False, True],
            "model": [0.0] * 4,
            "history": [0.0] * 4,
            "peace": [-math.log(3)] * 4,
            "rate": [-math.log(3)] * 4,
            "rate_relevant": [0.0] * 4,
        }
    ).with_columns(pl.col("ccode1", "ccode2", "year").cast(pl.Int16))


def test_scores_by_hand() -> None:
    known = by_hand()
    chances = pl.Series("p", [0.8, 0.2, 0.6, 0.4])
    found = scored(predictions(known).with_columns(chances), known)
    near, every = relevant_of(found), found.all
    assert (near.cases, near.pairs, near.events, near.expected) == (2, 1, 1, 1.0)
    assert near.precision == 1.0 and near.roc == 1.0
    assert near.brier == pytest.approx(0.04) and near.log_loss == pytest.approx(-math.log(0.8))
    # every model but the peace years says one half
    assert near.over("model").brier_skill.value == pytest.approx(1 - 0.04 / 0.25)
    assert near.over("base").log_loss_skill.value == pytest.approx(
        1 - math.log(0.8) / math.log(0.5)
    )
    assert near.over("peace").brier == pytest.approx((0.75**2 + 0.25**2) / 2)
    assert every is not None and every.brier == pytest.approx((0.04 + 0.04 + 0.36 + 0.36) / 4)
    assert every.precision == pytest.approx((1 + 2 / 3) / 2) and every.roc == pytest.approx(0.75)
    assert every.over("base").expected == pytest.approx(1.0), "of all pairs, not of relevant ones"
    assert [(one.low, one.cases, one.events) for one in every.bins] == [
        (0.2, 1, 0),
        (0.4, 3, 2),
    ]
    assert math.isnan(every.over("model").log_loss_gain.low), "two pairs say nothing of chance"
    assert "too few pairs" in found.verdict


def test_what_was_not_predicted_is_counted() -> None:
    known = by_hand()
    found = scored(predictions(known).head(1), known)
    near, every = found.coverage
    assert (near.predicted, near.left_out, near.left_out_events) == (1, 0, 0)
    assert (every.predicted, every.left_out, every.left_out_events) == (1, 1, 0)
    assert (every.years, every.years_left_out) == (1, 1)
    # 325 (Italy) is a state, but the pair is not among those scored
    other = predictions(known).head(1).with_columns(ccode2=pl.lit(325, dtype=pl.Int64))
    both = scored(pl.concat([predictions(known), other]), known)
    assert both.without_outcome == 1
    with pytest.raises(RequestError, match="no prediction is of a pair and year"):
        scored(other, known)


def test_years_by_the_second_source_are_shown_by_decade_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = outcomes()
    monkeypatch.setattr("detente.evaluation.scoring.LAST_GML", 1990)
    found = relevant_of(scored(predictions(known), known))
    assert (found.first, found.last) == (1981, 1990)
    assert [(one.first, one.last) for one in found.decades] == [(1981, 1990), (1991, 2000)]
    later = known.filter(pl.col("year") > 1990)
    assert relevant_of(scored(predictions(later), later)).first == 1991


def test_the_same_predictions_are_not_distinguishable_and_worse_ones_are_worse() -> None:
    known = outcomes(pairs=60)
    same = scored(predictions(known), known)
    near = relevant_of(same)
    assert near.over("model").log_loss_gain.value == 0
    assert near.over("model").verdict == "undecided" and "not distinguishable" in same.verdict
    assert near.over("base").verdict == "better"
    wrong = predictions(known).with_columns(p=1 - pl.col("p"))
    assert relevant_of(scored(wrong, known)).over("history").verdict == "worse"
    assert scored(wrong, known).verdict.count("worse than") == 2


def test_the_order_of_rows_and_other_columns_change_nothing() -> None:
    known = outcomes()
    frame = predictions(known, "history")
    shuffled = frame.sample(fraction=1.0, shuffle=True, seed=5).with_columns(note=pl.lit("x"))
    assert scored(shuffled, known).plain() == scored(frame, known).plain()
    decimal = frame.with_columns(pl.col("year").cast(pl.Float64))
    assert scored(decimal, known).plain() == scored(frame, known).plain()


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 1), st.integers(1, 5))
def test_any_constant_ranks_as_chance(chance: float, lead: int) -> None:
    known = outcomes()
    origin = pl.col("year") - lead
    found = scored(predictions(known).with_columns(p=pl.lit(chance), origin=origin), known)
    near = relevant_of(found)
    assert near.precision == pytest.approx(near.events / near.cases) and near.roc == 0.5
    assert near.slope is None and found.leads == (lead, lead)
    assert found.certain == (known.height if chance < EDGE or chance > 1 - EDGE else 0)
    json.dumps(found.plain(), allow_nan=False)


def test_draws_become_chances() -> None:
    known = by_hand()
    keys = predictions(known).drop("p")
    draws = keys.join(pl.DataFrame({"draw": range(1, 10)}), how="cross")
    came = draws.with_columns(outcome=(pl.col("draw") <= 4).cast(pl.Int64) * 3)
    found = scored(came, known)
    assert found.draws == 9
    as_chance = scored(keys.with_columns(p=pl.lit(4.5 / 10)), known)
    assert relevant_of(found).brier == relevant_of(as_chance).brier
    never = scored(draws.with_columns(outcome=pl.lit(0)), known)
    assert never.certain == 0, "no dispute in nine draws is not impossible"


def test_intervals_cover_what_they_say() -> None:
    """The true difference of two models lies within about 95 of 100 intervals of worlds."""
    inside = 0
    for seed in range(40):
        known = outcomes(pairs=60, seed=seed)
        near = relevant_of(scored(predictions(known, "history"), known))
        gain = near.over("model").log_loss_gain
        chance = 1 / (1 + np.exp(-known.filter("relevant")["model"].to_numpy()))
        other = 1 / (1 + np.exp(-known.filter("relevant")["history"].to_numpy()))
        expected = chance * np.log(chance / other) + (1 - chance) * np.log(
            (1 - chance) / (1 - other)
        )
        inside += gain.low <= float(expected.mean()) <= gain.high
    assert inside >= 34, inside


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"p": None}, "row 2: 'p' is missing"),
        ({"p": math.nan}, "row 2: 'p' is missing"),
        ({"p": 1.01}, "row 2: 'p' is 1.01, outside 0 to 1"),
        ({"p": -0.1}, "outside 0 to 1"),
        ({"p": math.inf}, "outside 0 to 1"),
        ({"ccode1": 3}, "'ccode1' is 3, which is no code"),
        ({"ccode2": 999}, "'ccode2' is 999, which is no code"),
        ({"ccode1": 365, "ccode2": 2}, "the pair 365, 2 is in the reverse order"),
        ({"ccode1": 365}, "paired with itself"),
        ({"year": 2001}, "the outcome of 2001 is not known (1981 to 2000 are)"),
        ({"year": 1980, "origin": 1979}, "the outcome of 1980 is not known"),
        ({"origin": 1990}, "1990 is forecast from origin 1990"),
        ({"origin": 1995}, "1990 is forecast from origin 1995"),
        ({"year": None}, "'year' is None, not a whole number"),
        ({}, "rows 1 and 2: 2, 365 in 1990 is predicted twice"),
        ({"origin": 1985}, "predicted from origins 1989 and 1985"),
    ],
)
def test_a_wrong_row_is_named(changed: dict[str, float | None], part: str) -> None:
    frame = pl.DataFrame([ONE, ONE | changed], infer_schema_length=None)
    with pytest.raises(RequestError) as refused:
        checked(frame, YEARS, "the frame")
    assert part in str(refused.value) and "in the frame" in str(refused.value)


@pytest.mark.parametrize(
    ("frame", "part"),
    [
        (pl.DataFrame(ONE).drop("p"), "column 'p' is missing"),
        (pl.DataFrame(ONE).rename({"origin": "origins"}), "near: origins"),
        (pl.DataFrame(ONE).clear(), "there is no prediction"),
        (pl.DataFrame(ONE).with_columns(ccode1=pl.lit("USA")), "'ccode1' is 'USA'"),
        (pl.DataFrame(ONE).with_columns(p=pl.lit("often")), "'p' is 'often', not a number"),
        (pl.DataFrame(ONE).with_columns(ccode1=2.5), "'ccode1' is 2.5, not a whole number"),
        (pl.DataFrame(ONE).with_columns(ccode1=1e300), "too large"),
        (pl.DataFrame(ONE).with_columns(outcome=1), "both 'p' and 'outcome'"),
        (pl.DataFrame(ONE).drop("p").with_columns(draw=1), "column 'outcome' is missing"),
        (
            pl.DataFrame(ONE).drop("p").with_columns(draw=1, outcome=-1),
            "'outcome' is -1, below 0",
        ),
        (
            pl.DataFrame([ONE, ONE]).drop("p").with_columns(draw=1, outcome=0),
            "predicted twice",
        ),
        (
            pl.DataFrame([ONE, ONE | {"origin": 1980}])
            .drop("p")
            .with_columns(draw=pl.Series([1, 2]), outcome=0),
            "several origins",
        ),
    ],
)
def test_a_wrong_frame_is_refused(frame: pl.DataFrame, part: str) -> None:
    with pytest.raises(RequestError) as refused:
        checked(frame, YEARS, "the frame")
    assert part in str(refused.value)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "ccode1": st.one_of(st.sampled_from([2, 20, 200, 365]), st.integers(-5, 2000)),
                "ccode2": st.sampled_from([20, 200, 365, 710]),
                "year": st.integers(1979, 2002),
                "origin": st.integers(1975, 2002),
                "p": st.one_of(st.floats(), st.floats(0, 1), st.none()),
            }
        ),
        max_size=4,
    )
)
def test_any_rows_are_scored_or_refused_in_one_line(rows: list[dict[str, float]]) -> None:
    schema = dict.fromkeys(("ccode1", "ccode2", "year", "origin"), pl.Int64) | {"p": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema)
    try:
        found = checked(frame, YEARS, "the frame")
    except RequestError as refused:
        assert "\n" not in str(refused)
    else:
        assert found.rows.height == len(rows)


def test_base_rates_by_hand() -> None:
    known = pl.DataFrame(
        {
            "year": [1969, 1970, 1970, 1970, 1975, 1985],
            "relevant": [True, True, False, False, True, True],
            "onset_next": [1, 0, 0, 0, 1, 0],
        }
    )
    first, second = rates_before(known).rows()
    assert first == (1971, round(1000 * math.log(1 / 3)), 0)
    assert second == (1981, round(1000 * math.log(2 / 3)), round(1000 * math.log(2)))


def test_our_own_forecasts_score_as_the_record_says() -> None:
    """The published figure: what the table of scores says of the same forecasts."""
    catalog = default_catalog()
    known = catalog.frame(TABLE)
    found = score(predictions(known))
    record = catalog.frame("risk_scores").filter(
        pl.col("first") == 1971, pl.col("last") == 2010, pl.col("model") == "both"
    )
    for group, scores in (("relevant", found.relevant), ("all", found.all)):
        row = record.filter(pl.col("group") == group).row(0, named=True)
        assert scores is not None
        assert (scores.cases, scores.events) == (row["cases"], row["events"])
        assert scores.precision == pytest.approx(row["precision"], abs=5e-4)
        assert scores.expected == pytest.approx(row["expected"], rel=2e-3)
        base = scores.over("base")
        assert base.brier_skill.value == pytest.approx(row["brier"], abs=2e-3)
        assert base.log_loss_skill.value == pytest.approx(row["log_loss"], abs=2e-3)
        assert scores.over("model").precision_gain.value == 0
    assert found.coverage[1].left_out == 0 and found.without_outcome == 0


def test_the_leader_board_ranks_by_log_loss() -> None:
    table = board(default_catalog())
    names = [row[0] for row in table.rows]
    assert sorted(names) == sorted(MODELS.values()) and names[-1] == "base rate"
    losses = [float(row[5].partition(" ")[0]) for row in table.rows]
    assert losses == sorted(losses)


def test_frames_of_other_libraries() -> None:
    frame = predictions(default_catalog().frame(TABLE).filter(pl.col("year") == 1999))
    of_polars = detente.score(frame).plain()
    assert detente.score(frame.to_pandas()).plain() == of_polars
    assert detente.score(frame.to_arrow()).plain() == of_polars
    with pytest.raises(PanelError, match="a list is not a frame; in the predictions"):
        detente.score([1, 2])


def test_the_command_prints_the_verdict_first(tmp_path: Path) -> None:
    known = default_catalog().frame(TABLE).filter(pl.col("year") > 2000, pl.col("relevant"))
    predictions(known, "peace").write_parquet(tmp_path / "predictions.parquet")
    text, _ = run("score", str(tmp_path / "predictions.parquet"))
    lines = text.splitlines()
    assert lines[0].startswith("On pairs with a border or a major power, 2001-2010: worse than our")
    assert max(map(len, lines)) <= 100 and "not predicted: 0" in text
    printed, _ = run("score", str(tmp_path / "predictions.parquet"), "--json")
    record = json.loads(printed)
    assert record["relevant"]["verdicts"]["model"] == "worse"
    assert [one["model"] for one in record["relevant"]["beside"]] == list(REFERENCES)
    predictions(known, "peace").write_csv(tmp_path / "predictions.csv")
    assert run("score", str(tmp_path / "predictions.csv"), "--json")[0] == printed


def test_the_command_prints_the_leader_board() -> None:
    text, _ = run("score", "--board")
    assert "our model" in text.splitlines()[2] and max(map(len, text.splitlines())) <= 100
    assert json.loads(run("score", "--board", "--json")[0])["rows"][-1][0] == "base rate"


def test_the_command_refuses_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("no table")
    (tmp_path / "empty.csv").write_text("")
    for name in ("x.parquet", "empty.csv", "none.parquet"):
        _, said = run("score", str(tmp_path / name), expect=1)
        assert name in said and said.strip().splitlines()[-1].startswith("detente: ")
    bad = pl.DataFrame([ONE | {"year": 2020}])
    bad.write_csv(tmp_path / "late.csv")
    assert "row 1: the outcome of 2020" in run("score", str(tmp_path / "late.csv"), expect=1)[1]
    run("score", expect=2)
    run("score", str(tmp_path / "late.csv"), "--board", expect=2)


def test_a_million_rows_take_less_than_ten_seconds(tmp_path: Path) -> None:
    known = default_catalog().frame(TABLE).head(50_000)
    draws = pl.DataFrame({"draw": range(20)})
    frame = predictions(known).drop("p").join(draws, how="cross")
    outcome = pl.Series("outcome", np.random.default_rng(1).random(frame.height) < 0.05)
    frame = frame.with_columns(outcome.cast(pl.Int8))
    assert frame.height == 1_000_000
    frame.write_parquet(tmp_path / "draws.parquet")
    before = time.process_time()
    run("score", str(tmp_path / "draws.parquet"), "--json")
    assert time.process_time() - before < 10
