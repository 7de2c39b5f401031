"""Event studies of own data: by hand, in every kind of frame, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

import detente as dt
from detente.errors import EstimateError, PanelError
from detente.models.event_study import EventStudy

COLUMNS = {"unit": "state", "time": "year", "outcome": "trade", "treated_from": "joined"}
BY_STATE = {
    "A": ([5.0, 5, 8, 10], 1992),
    "B": ([1.0, 1, 2, 2], None),
    "C": ([4.0, 4, 7, 7], None),
}


def rows(by_state: dict[str, tuple[list[float], int | None]] = BY_STATE) -> pl.DataFrame:
    parts = [
        pl.DataFrame({"trade": values}).with_columns(
            state=pl.lit(state),
            year=pl.int_range(1990, 1990 + len(values)),
            joined=pl.lit(joined, dtype=pl.Int64),
        )
        for state, (values, joined) in by_state.items()
    ]
    return pl.concat(parts)


def studied(frame: object, **options: object) -> EventStudy:
    return dt.event_study(frame, **COLUMNS, **{"after": 1, "before": 1, "draws": 100, **options})


def effects(found: EventStudy) -> dict[int, float | None]:
    return dict(found.by_time().select("time", "effect").rows())


def test_own_data_by_hand() -> None:
    found = studied(rows())
    # A moves 3 and 5; B and C move 2 on the mean
    assert effects(found) == {-2: 0.0, -1: 0.0, 0: 1.0, 1: 3.0}
    assert (found.effect, found.treated, found.controls, found.pretrend) == (2.0, 1, 2, 0.0)
    assert found.compared_with == "never" and "fewer than 3" in found.notes[-1]
    assert found.without().rows() == [("A", None)]
    assert found.low <= found.effect <= found.high and 0 < found.p_value <= 1
    assert found.by_time().columns == ["time", "effect", "low", "high"]
    assert repr(found).startswith("EventStudy of one treated unit against 2 controls (never)")


def test_every_kind_of_frame_gives_the_same() -> None:
    frame = rows()
    expected = studied(frame)
    shuffled = frame.sample(fraction=1.0, shuffle=True, seed=5)
    for given in (frame.to_pandas(), frame.to_arrow(), frame.lazy(), shuffled):
        found = studied(given)
        assert (found.effect, found.low, found.p_value) == (
            expected.effect,
            expected.low,
            expected.p_value,
        )
    never = frame.with_columns(pl.col("joined").fill_null(0))
    infinite = frame.with_columns(pl.col("joined").cast(pl.Float64).fill_null(float("inf")))
    assert studied(never).effect == studied(infinite).effect == expected.effect


def test_later_events_serve_until_they_come() -> None:
    all_join = rows({"A": ([0.0, 0, 3, 3, 3], 1992), "B": ([0.0, 0, 1, 1, 9], 1994)})
    with pytest.raises(EstimateError, match="no unit to compare with.*controls='not-yet'"):
        studied(all_join)
    found = studied(all_join, controls="not-yet")
    assert effects(found) == {-2: 0.0, -1: 0.0, 0: 2.0, 1: 2.0}
    assert (found.treated, found.controls, found.compared_with) == (1, 1, "not-yet")
    assert "one unit with an event not compared" in " ".join(found.notes)


def test_years_are_those_of_the_calendar() -> None:
    gap = rows().filter(~((pl.col("state") == "A") & (pl.col("year") == 1991)))
    with pytest.raises(EstimateError, match="in the year before its event"):
        studied(gap)
    control = rows().filter(~((pl.col("state") == "B") & (pl.col("year") == 1991)))
    assert studied(control).effect == 1.0, "only C has the base year"
    sparse = rows().with_columns(pl.col("year") * 4, pl.col("joined") * 4)
    with pytest.raises(EstimateError, match="the times are 4 apart: number them"):
        studied(sparse)


def test_what_was_left_out_is_said() -> None:
    more = rows(
        {
            **BY_STATE,
            "D": ([1.0, 1, 1, 1], 1990),
            "E": ([4.0, 4, 7, 7], 2005),
        }
    )
    found = studied(more)
    assert found.controls == 3 and found.treated == 1
    said = " ".join(found.notes)
    assert "one unit treated from the first time on left out" in said
    assert "one unit treated after the last time counted as never" in said


def test_a_panel_is_a_frame() -> None:
    panel = dt.state_years(years=(1990, 1993), states=["USA", "Canada", "Mexico"])
    own = panel.frame.with_columns(
        x=pl.when((pl.col("ccode") == 2) & (pl.col("year") > 1991)).then(1.0).otherwise(0.0),
        since=pl.when(pl.col("ccode") == 2).then(1992),
    )
    joined = panel.add_frame(own, keys=["ccode", "year"])
    names = {"unit": "ccode", "time": "year", "outcome": "x", "treated_from": "since"}
    assert dt.event_study(joined, **names, draws=100).effect == 1.0


Change = Callable[[pl.DataFrame], object]
BAD: list[tuple[Change, dict[str, object], str]] = [
    (lambda frame: frame, {"outcome": "trad"}, "outcome='trad' is no column.*near: trade"),
    (lambda frame: frame, {"outcome": "year"}, "should be four columns"),
    (lambda frame: frame, {"unit": None}, "unit=None is no column"),
    (lambda frame: frame, {"controls": "later"}, "controls='later' is not known.*not-yet"),
    (lambda frame: frame, {"draws": 0}, "draws should be a whole number from 1"),
    (lambda frame: frame, {"draws": 10**9}, "draws should be a whole number"),
    (lambda frame: frame, {"draws": 10**7}, "too many"),
    (lambda frame: frame, {"anticipation": -1}, "anticipation should be a whole number from 0"),
    (lambda frame: frame, {"after": 1.5}, "after should be a whole number"),
    (lambda frame: frame, {"seed": True}, "seed should be a whole number"),
    (lambda frame: frame.clear(), {}, "the frame has no row"),
    (lambda frame: pl.concat([frame, frame.head(1)]), {}, "two rows for one time: A in 1990"),
    (lambda frame: frame.with_columns(trade=pl.lit("x")), {}, "'trade' should hold numbers"),
    (lambda frame: frame.with_columns(trade=pl.lit(float("inf"))), {}, "'trade' is infinite in"),
    (lambda frame: frame.with_columns(year=pl.col("year") + 0.5), {}, "'year' should hold whole"),
    (lambda frame: frame.with_columns(year=pl.col("year").cast(pl.String)), {}, "'year' should"),
    (
        lambda frame: frame.with_columns(year=pl.when(pl.col("year") > 1990).then("year")),
        {},
        "'year' is empty in 3 rows",
    ),
    (
        lambda frame: frame.with_columns(joined=pl.col("year")),
        {},
        "'A' has more than one time from which it is treated",
    ),
    (lambda frame: frame.with_columns(joined=pl.lit(None)), {}, "no unit is treated within"),
    (lambda frame: frame.with_columns(joined=pl.lit("1992")), {}, "'joined' should hold the time"),
    (lambda frame: frame.with_columns(joined=pl.lit(1992.5)), {}, "'joined' should hold whole"),
    (lambda frame: frame.with_columns(joined=pl.lit(1992)), {}, "no unit to compare with"),
    (
        lambda frame: frame.with_columns(year=pl.col("year") * 10_000),
        {},
        "should hold whole numbers",
    ),
    (
        lambda frame: frame.with_columns(year=(pl.col("year") - 1990) * 3000),
        {},
        "from 0 to 9000 are too far apart",
    ),
]


@pytest.mark.parametrize(("change", "options", "message"), BAD)
def test_what_cannot_be_studied_is_said_in_one_line(
    change: Change, options: dict[str, object], message: str
) -> None:
    arguments = {**COLUMNS, "draws": 100, **options}
    with pytest.raises(EstimateError, match=message) as caught:
        dt.event_study(change(rows()), **arguments)
    assert "\n" not in str(caught.value)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(PanelError, match="a list is not a frame"):
        studied([1, 2])
