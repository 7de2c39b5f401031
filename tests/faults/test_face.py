"""Every public function, called with what it does not expect, raises an error of detente."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import detente as dt
from detente.errors import DetenteError
from tests.faults.hostile import STUDIED, VALUES, VOTES, Call, calls, panel

CALLS = {call.name: call for call in calls()}


@pytest.mark.parametrize("name", CALLS)
def test_values_of_another_kind_are_refused_in_one_line(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DETENTE_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    call = CALLS[name]
    escaped = []
    for argument in call.arguments():
        if name == "Relation.scenario" and argument == "verb":
            continue  # without a verb it is what the paper simulates
        for kind, value in VALUES.items():
            if name == "scan" and kind == "none":
                continue  # what nobody asked otherwise is a sound scan: seconds each
            fault = fault_of(call, argument, value)
            if fault:
                escaped.append(f"{argument}: {kind}: {fault}")
    assert not escaped, "\n".join(escaped)


def fault_of(call: Call, argument: str, value: object) -> str:
    """Say what escaped; empty where nothing did."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call.make({argument: value})
        except DetenteError as error:
            return "" if "\n" not in str(error) and len(str(error)) < 3_000 else "its error is long"
        except Exception as error:  # what is looked for
            return f"{type(error).__name__}: {str(error)[:80]}"
    return ""


def test_a_frame_handed_out_is_the_callers_own() -> None:
    held = panel()
    before = held.to_polars().clone()
    for given in (held.to_polars(), held.frame):
        given.drop_in_place("year")
        given.insert_column(0, pl.Series("ccode1", [0] * given.height).alias("mine"))
    assert held.to_polars().equals(before) and held.frame.columns == before.columns


def test_frames_that_are_given_are_not_changed() -> None:
    votes, studied = VOTES.clone(), STUDIED.clone()
    dt.roll_calls(votes)
    dt.event_study(
        studied, unit="unit", time="year", outcome="outcome", treated_from="begun", draws=10
    )
    assert votes.equals(VOTES) and studied.equals(STUDIED)


ODD_CELLS: dict[str, object] = {
    "large": [1e300, 2.0],
    "nan": [float("nan"), 2.0],
    "infinite": [float("inf"), 2.0],
    "words": ["x", "\x1b"],
    "yes and no": [True, False],
    "days": [date(1990, 1, 1), date(1991, 1, 1)],
    "hours": [clock(1), clock(2)],
    "spans": [timedelta(1), timedelta(2)],
    "lists": [[1], [2]],
    "tables": [{"a": 1}, {"a": 2}],
    "bytes": [b"a", b"b"],
    "none": [None, None],
    "objects": pl.Series([object(), object()], dtype=pl.Object),
    "64 bits": pl.Series([2**64 - 1, 2], dtype=pl.UInt64),
    "decimals": pl.Series(["1.5", "2"]).cast(pl.Decimal(10, 2)),
    "categories": pl.Series(["USA", "CAN"], dtype=pl.Categorical),
}


def joined(cells: object, column: str) -> None:
    own = pl.DataFrame({"ccode": [2, 20], "year": [1990, 1991], "x": [1, 2]})
    frame = own.with_columns(pl.Series(column, cells))
    panel().add_frame(frame, keys=["ccode", "year"])


def voted(cells: object, column: str) -> None:
    dt.roll_calls(VOTES.head(2).with_columns(pl.Series(column, cells)))


def scored(cells: object, column: str) -> None:
    sides = {"ccode1": [2, 2], "ccode2": [365, 20], "year": [1990, 1991]}
    said = pl.DataFrame({**sides, "origin": [1989, 1990], "p": [0.1, 0.2]})
    dt.score(said.with_columns(pl.Series(column, cells)))


FRAMES = {
    joined: ("ccode", "year"),
    voted: ("actor", "session", "item", "choice", "call"),
    scored: ("origin",),
}
"""What takes a frame, and the columns that it reads."""


@pytest.mark.parametrize("kind", ODD_CELLS)
def test_cells_of_another_kind_are_refused_in_one_line(kind: str) -> None:
    escaped = []
    for take, columns in FRAMES.items():
        for column in columns:
            try:
                take(ODD_CELLS[kind], column)
            except DetenteError as error:
                assert "\n" not in str(error)
            except Exception as error:  # what is looked for
                escaped.append(f"{column}: {type(error).__name__}: {error}")
    assert not escaped, "\n".join(escaped)


def test_an_adder_refuses_options_of_another_kind() -> None:
    escaped = []
    for name in ("suffix", "offline", "keep"):
        for kind, value in VALUES.items():
            try:
                panel().add("majors", **{name: value})
            except DetenteError as error:
                assert "\n" not in str(error)
            except Exception as error:  # what is looked for
                escaped.append(f"{name}: {kind}: {type(error).__name__}: {error}")
    assert not escaped, "\n".join(escaped)


@pytest.mark.parametrize(
    "labels",
    [np.zeros(2), pl.Series([1, 2]), pl.DataFrame({"a": [1, 2]}), 10**5_000, "text"],
    ids=["array", "series", "frame", "digits", "text"],
)
def test_labels_of_another_kind_are_refused_with_sound_keys(labels: object) -> None:
    mine = pl.DataFrame({"ccode1": [2], "year": [1990], "trust": [0.4]})
    given: dict[str, object] = {"keys": ["ccode1", "year"], "labels": labels}
    with pytest.raises(DetenteError, match="labels=") as caught:
        panel().add_frame(mine, **given)
    assert "\n" not in str(caught.value)
