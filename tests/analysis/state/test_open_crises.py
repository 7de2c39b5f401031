"""Crises of the producer's list: one that has no end yet does not end on the day of the view."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.analysis.state import observed
from detente.analysis.state.condition import Condition
from detente.store.catalog import Catalog

VIEW = pair("Poland", "Russia", "2026-06-30")


def crises(
    monkeypatch: pytest.MonkeyPatch, catalog: Catalog, **given: Any
) -> tuple[Condition, ...]:
    """Give what is read of one invented crisis of Poland and Russia."""
    row = {
        "crisno": 999,
        "crisname": "INVENTED",
        "ccode1": 290,
        "ccode2": 365,
        "start_precision": "day",
        **given,
    }
    schema = {"end": pl.Date}
    frame = pl.DataFrame([row], schema_overrides=schema)
    monkeypatch.setattr(observed, "crises_between", lambda *_: frame)
    return tuple(observed._crises(catalog, VIEW, VIEW.day))


def test_a_crisis_of_years_ago_without_an_end_is_none_of_today(
    monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    old = {"start": date(2021, 11, 10), "last_year": 2022}
    # the table is cut at the view: an end that nobody knows reads as the day of the view
    assert crises(monkeypatch, catalog, end=VIEW.day, **old) == ()
    assert crises(monkeypatch, catalog, end=None, **old) == ()


def test_a_crisis_that_goes_on_has_no_last_day(
    monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    young = {"start": date(2026, 3, 1), "last_year": 2026}
    (found,) = crises(monkeypatch, catalog, end=VIEW.day, **young)
    assert found.end is None and found.start == date(2026, 3, 1)


def test_a_crisis_that_ended_within_a_year_keeps_its_end(
    monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    over = {"start": date(2025, 9, 1), "end": date(2025, 12, 1), "last_year": 2025}
    (found,) = crises(monkeypatch, catalog, **over)
    assert found.end == date(2025, 12, 1)
