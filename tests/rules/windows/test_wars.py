"""WARCLOCK, WAREND, RELAPSE and TRUCE: the record of wars and of ceasefires."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from detente.evidence.sentence import render
from detente.institutions.war_endings import war_endings
from detente.rules.windows import relapse, truces, war_clock, war_ending
from detente.store.catalog import Catalog
from detente.store.starter import starter_folder
from tests.rules.asked import said, variants


def states(*rows: tuple[int, str, str, int]) -> pl.DataFrame:
    columns = ["warnum", "start", "end", "outcome"]
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    return frame.with_columns(pl.col("start", "end").str.to_date())


@pytest.fixture
def with_endings(tmp_path: Path) -> Catalog:
    """The starter with an invented table of endings."""
    folder = tmp_path / "starter"
    shutil.copytree(starter_folder(), folder)
    rows = [
        (number, f"{1900 + number}-05-01", f"{1905 + number}-05-01", 1 if number < 6 else 6)
        for number in range(7)
    ]
    made = war_endings({"cow_war_states": states(*rows)})
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    # a table that the manifest names is checked against it
    (folder / "manifest.json").write_text(
        text.replace('"war_endings"', '"other"'), encoding="utf-8"
    )
    made.write_parquet(folder / "war_endings.parquet")
    return Catalog(folder)


def test_two_wars_ran_longer_than_that_of_russia_and_ukraine() -> None:
    (line,) = said(war_clock.RULE, "Ukraine", "Russia", "2026-06-30")
    assert line.variant == "unusual.few_longer"
    assert "Iran-Iraq" in line.finding.text


def test_a_war_of_three_years_had_three_before_it() -> None:
    (line,) = said(war_clock.RULE, "Ukraine", "Russia", 2024)
    assert "North Korea-South Korea" in line.finding.text or line.variant == "unusual.few_longer"


def test_a_clock_runs_in_war_only() -> None:
    assert not said(war_clock.RULE, "India", "China", 2024)


def test_most_long_wars_had_a_winner(with_endings: Catalog) -> None:
    (line,) = said(war_ending.RULE, "Ukraine", "Russia", "2026-06-30", catalog=with_endings)
    assert line.variant == "unusual.won"
    assert "One side won 6, and 1 ended without a winner." in line.finding.text


def test_endings_need_their_table_and_a_war(with_endings: Catalog) -> None:
    assert not said(war_ending.RULE, "India", "China", 2024, catalog=with_endings)


def test_fighting_came_back_after_six_of_the_wars() -> None:
    (line,) = said(relapse.RULE, "Ukraine", "Russia", "2026-06-30")
    assert line.variant == "unexpected.base_rate" and "After 6 of 28 wars" in line.finding.text


def test_armenia_and_azerbaijan_fought_again_and_again() -> None:
    (line,) = said(relapse.RULE, "Armenia", "Azerbaijan")
    assert line.variant == "unexpected.many_times" and line.finding.text.endswith("since 1991.")


def test_a_pair_at_peace_has_no_relapse() -> None:
    assert not said(relapse.RULE, "India", "China")
    assert not said(truces.RULE, "India", "China")


def test_no_ceasefire_of_ukraine_held_and_none_is_said_to_have() -> None:
    (line,) = said(truces.RULE, "Ukraine", "Russia")
    assert line.variant == "unexpected.all_failed" and line.finding.value == 4
    assert "held" not in line.finding.text
    assert (
        "People died in battle in every year of the ceasefires of the two, 2014 to 2022."
        in line.finding.text
    )
    assert "median" not in line.finding.text
    # page 1 names those of the chronology beside the two that have rows of their own
    (key,) = line.key
    assert render(key) == (
        "They were agreed on in September 2014, February 2015, December 2019 and July 2020."
    )


def test_deaths_in_a_long_ceasefire_are_counted() -> None:
    (line,) = said(truces.RULE, "Armenia", "Azerbaijan")
    assert "People died in battle in 10 of the whole years" in line.finding.text


def test_the_ceasefire_of_india_and_pakistan_is_on_trial() -> None:
    assert variants(truces.RULE, "India", "Pakistan") == ["unexpected.on_trial"]


def test_a_view_knows_no_later_ceasefire() -> None:
    (line,) = said(truces.RULE, "Ukraine", "Russia", "2014-12-31")
    assert line.variant == "unexpected.fought"


def test_the_endings_of_long_wars_add_up() -> None:
    (line,) = said(war_ending.RULE, "Ukraine", "Russia")
    whole, won, drawn = (
        next(one.value for one in line.finding.figures if one.id.endswith(name))
        for name in ("all", "won", "drawn")
    )
    # 9 = 7 + 1 + the other
    assert whole == won + drawn + 1
    assert "; the other became another kind of war." in line.finding.text
    assert "between states since 1816" in line.finding.text


def test_each_count_of_wars_names_its_years() -> None:
    (clock,) = said(war_clock.RULE, "Ukraine", "Russia")
    assert "wars between states since 1946" in clock.finding.text
    (again,) = said(relapse.RULE, "Ukraine", "Russia")
    assert "that ended from 1948 to 2003" in again.finding.text
