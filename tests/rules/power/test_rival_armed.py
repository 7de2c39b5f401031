"""RIVAL-ARMED: one side arms whom the other fought."""

from __future__ import annotations

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import render
from detente.power import arms_supply
from detente.rules.power import rival_armed
from detente.store.catalog import default_catalog
from tests.power.by_hand import ByHand

INDIA, PAKISTAN, CHINA, AMERICA = 750, 770, 710, 2
SCHEMA = ["ccode1", "ccode2", "year", "arms_transfers"]


def said(monkeypatch: pytest.MonkeyPatch, part: float, year: int | None = None) -> list[str]:
    """Give what is said of India and China where China delivered a part of Pakistan's arms."""
    rows = [
        (CHINA, PAKISTAN, 2020, 100 * part),
        (AMERICA, PAKISTAN, 2020, 100 * (1 - part)),
        (AMERICA, INDIA, 2020, 100.0),
    ]
    catalog = ByHand(sipri_arms=pl.DataFrame(rows, schema=SCHEMA, orient="row"))
    # the table lies in a user's own store: its invented rows are read here in its place
    monkeypatch.setattr(rival_armed, "largest", lambda _, code: arms_supply.largest(catalog, code))
    lines = list(rival_armed.say(Relation(default_catalog(), pair("India", "China", year))))
    assert all(line.headline is None or line.fits_first_page for line in lines)
    return [f"{line.finding.text} {render(line.key[0])}" for line in lines]


def test_china_arms_pakistan_which_india_fought(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (text,) = said(monkeypatch, 0.75)
    assert "India last fought Pakistan in May 2025." in text
    assert "China delivered 75 per cent of the arms that Pakistan imported." in text


@pytest.mark.parametrize(("part", "year"), [(0.4, None), (0.75, 2024)])
def test_a_small_supplier_or_an_old_fight_is_not_said(
    monkeypatch: pytest.MonkeyPatch, part: float, year: int | None
) -> None:
    # the fire across the Line of Control ended in February 2021
    assert said(monkeypatch, part, year) == []
