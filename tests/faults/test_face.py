"""Every public function, called with what it does not expect, raises an error of detente."""

from __future__ import annotations

import warnings
from pathlib import Path

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
            fault = fault_of(call, argument, value)
            if fault:
                escaped.append(f"{argument}: {kind}: {fault}")
    assert not escaped, "\n".join(escaped)


def fault_of(call: Call, argument: str, value: object) -> str:
    """Say what escaped; empty where nothing did."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call.make(argument, value)
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
