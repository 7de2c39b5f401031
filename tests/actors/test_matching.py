"""Names, letters and codes matched to states by each row's own date: every row is accounted for."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.match_report import LOSSES, Matched, MatchReport, lost_of, read_report
from detente.actors.matching import match_states
from detente.actors.meanings import Dialect, meanings
from detente.actors.states import crosswalk
from detente.actors.systems import SYSTEMS, System, spells
from detente.errors import RequestError


def code(name: str | int | float | None, year: int, system: System = "cow") -> int | None:
    """The code of one name in one year; None where it is not matched."""
    matched = match_states(
        pl.DataFrame({"name": [name], "year": [year]}), "name", system=system
    ).frame
    return None if matched.is_empty() else int(matched.to_series(0)[0])


@pytest.mark.parametrize(
    ("name", "year", "cow", "gw"),
    [
        ("Germany", 1938, 255, 255),
        ("West Germany", 1985, 260, 260),
        ("Germany", 2000, 255, 260),
        ("DEU", 1985, 260, 260),
        ("German Democratic Republic", 1990, 265, 265),
        ("Yemen", 2000, 679, 678),
        ("Russia", 1985, 365, 365),
        ("Russian Federation", 2018, 365, 365),
        ("the former Yugoslav Republic of Macedonia", 2018, 343, 343),
        ("ROU", 1985, 360, 360),
        ("  rou ", 1985, 360, 360),
        ("ROM", 2010, 360, 360),
        ("ZAR", 1980, 490, 490),
        ("TMP", 2010, 860, 860),
        ("KSV", 2010, 347, 347),
        ("SUN", 1985, 365, 365),
        ("SUN", 2005, 365, 365),
        ("YUG", 2010, 345, 340),
        ("SCG", 2004, 345, 345),
        ("DDR", 1980, 265, 265),
        ("CSK", 1980, 315, 315),
        ("RUS", 1985, None, None),
        ("SRB", 1980, None, None),
        ("CSK", 2000, None, None),
        ("Kosovo", 2005, None, None),
        ("WBG", 2010, None, None),
        ("Abkhazia", 2010, None, 396),
        (2, 2000, 2, 2),
        (255.0, 2000, 255, None),
        ("255.0", 2000, 255, None),
        ("002", 2000, 2, 2),
        (" 2", 2000, 2, 2),
        (-9, 2000, None, None),
        ("", 2000, None, None),
        (None, 2000, None, None),
        (265, 1995, None, None),
    ],
)
def test_a_name_means_a_state_by_its_year(
    name: str | int | float | None, year: int, cow: int | None, gw: int | None
) -> None:
    assert code(name, year) == cow
    assert code(name, year, "gw") == gw


def test_letters_of_the_year_are_those_of_the_crosswalk() -> None:
    years = [crosswalk(year).with_columns(year=pl.lit(year)) for year in range(1816, 2026)]
    known = pl.concat(years).filter(pl.col("iso3") != "").rename({"ccode": "wanted"})
    matched = match_states(known, "iso3")
    assert matched.reports[0].matched == known.height
    assert matched.frame["ccode"].equals(matched.frame["wanted"], check_names=False)


def test_each_kind_of_loss_has_its_rows_and_examples() -> None:
    frame = pl.DataFrame(
        {
            "who": ["Kosovo", "Kosovo", "Germany", "Atlantis", "World", None, "France", "France"],
            "year": [2005, 2007, 1985, 2000, 2000, 2000, 2000, None],
        }
    )
    report = match_states(frame, "who", table="views").reports[0]
    assert (report.rows, report.matched, report.to) == (8, 1, "ccode")
    assert {kind: lost.rows for kind, lost in report.losses.items()} == {
        "outside": 2,
        "ambiguous": 1,
        "unknown": 1,
        "not_states": 1,
        "empty": 2,
    }
    assert report.outside.examples == ("Kosovo 2005-2007: 2 rows",)
    assert report.line().startswith("views, who: 1 of 8 rows matched; 2 outside the system then")
    assert "views: 4 of 8 rows left out" in report.note()
    assert report.unknown_part == pytest.approx(1 / 6)
    assert read_report(asdict(report)) == report


def test_no_more_than_five_examples_the_most_frequent_first() -> None:
    names = [name for count in range(1, 8) for name in [f"Nowhere {'x' * count}"] * count]
    unknown = match_states(pl.DataFrame({"n": names}), "n", when=None).reports[0].unknown
    assert unknown.rows == 28 and len(unknown.examples) == 5
    assert unknown.examples[0] == "Nowhere xxxxxxx: 7 rows"


def test_pairs_keep_rows_whose_both_sides_are_states() -> None:
    frame = pl.DataFrame(
        {
            "a": ["USA", "USA", "World"],
            "b": ["SUN", "World", "SUN"],
            "year": [1985] * 3,
            "x": [1, 2, 3],
        }
    )
    matched = match_states(frame, {"a": "ccode1", "b": "ccode2"})
    assert matched.frame.rows() == [(2, 365, 1985, 1)]
    assert matched.frame.columns == ["ccode1", "ccode2", "year", "x"]
    assert [report.matched for report in matched.reports] == [2, 2]


def test_days_and_spells_date_a_row_to_the_day() -> None:
    days = pl.DataFrame({"n": ["Germany"] * 2, "day": [date(1990, 10, 2), date(1990, 10, 3)]})
    matched = match_states(days, "n", when="day")
    assert matched.frame["ccode"].to_list() == [255] and matched.reports[0].ambiguous.rows == 1
    texts = pl.DataFrame({"n": ["West Germany"] * 2, "day": ["1990-10-02", "1990-10-03"]})
    assert match_states(texts, "n", when="day").frame["day"].to_list() == ["1990-10-02"]
    spell = pl.DataFrame({"n": [260], "a": [date(1989, 1, 1)], "b": [date(2000, 1, 1)]})
    assert match_states(spell, "n", when=("a", "b")).frame.height == 1
    undated = match_states(pl.DataFrame({"n": ["France", "Germany"]}), "n", when=None)
    assert undated.frame["ccode"].to_list() == [220] and undated.reports[0].ambiguous.rows == 1


def test_rows_outside_the_system_may_stay_with_the_code_nearest_in_time() -> None:
    frame = pl.DataFrame({"n": ["Ukraine", "Germany", "World"], "year": [1950, 1864, 1950]})
    kept = match_states(frame, "n", keep_outside=True)
    assert kept.frame.rows() == [(369, 1950), (255, 1864)]
    assert kept.reports[0].outside.rows == 2 and kept.reports[0].note() == ""
    everything = match_states(frame, "n", keep_all=True)
    assert everything.frame["ccode"].to_list() == [None, None, None]


def private(**columns: list[Any]) -> Dialect:
    rows = pl.DataFrame(columns).with_columns(pl.col("from", "to").cast(pl.Date))
    return Dialect("invented", rows, cow_numbers=True)


def test_a_dialect_has_its_own_numbers_in_both_systems() -> None:
    numbers = private(
        key=["626", "525"], **{"from": [None] * 2, "to": [None] * 2, "ccode": [625, 626]}
    )
    frame = pl.DataFrame({"n": [626, 525, 255, 345], "year": [2015, 2015, 2000, 2010]})
    assert match_states(frame, "n", dialect=numbers).frame["ccode"].to_list() == [
        625,
        626,
        255,
        345,
    ]
    gw = match_states(frame, "n", system="gw", dialect=numbers)
    assert gw.frame["gwcode"].to_list() == [625, 626, 260, 340], "by year"
    alone = Dialect("alone", numbers.meanings, complete=True)
    assert match_states(frame, "n", dialect=alone).reports[0].unknown.rows == 2


def test_a_dialect_may_say_that_a_name_is_no_state_then() -> None:
    rows = private(
        key=["Russia", "Russia"],
        **{
            "from": [None, date(1991, 12, 26)],
            "to": [date(1991, 12, 25), None],
            "ccode": [None, 365],
        },
    )
    frame = pl.DataFrame({"n": ["Russia", "Russia"], "year": [1985, 2000]})
    matched = match_states(frame, "n", dialect=rows)
    assert matched.frame.rows() == [(365, 2000)] and matched.reports[0].not_states.rows == 1


def test_a_second_row_of_a_key_is_reported() -> None:
    twice = match_states(
        pl.DataFrame({"n": ["SUN", "Soviet Union"], "year": [1985, 1985], "x": [None, 7]}), "n"
    ).once(["ccode", "year"], order=["x"])
    assert twice.frame["x"].to_list() == [7]
    assert twice.reports[-1].doubled.examples == ("365 1985: 1 row",)
    assert twice.once(["ccode", "year"]).reports == twice.reports, "nothing is doubled now"


def test_a_missing_column_is_one_line() -> None:
    with pytest.raises(RequestError, match="'who' is missing.*near: name"):
        match_states(pl.DataFrame({"name": ["USA"], "year": [1]}), "who")


def test_a_frame_without_rows_gives_a_report_of_none() -> None:
    empty = pl.DataFrame(schema={"n": pl.String, "year": pl.Int64})
    matched = match_states(empty, "n")
    assert matched.frame.is_empty() and matched.reports[0].rows == 0
    assert isinstance(matched, Matched) and isinstance(matched.reports[0], MatchReport)


names = st.sampled_from([*meanings("cow")["name"].unique().sort(), "Atlantis", "", "NA", "999"])


@given(st.lists(st.tuples(names, st.integers(1800, 2030)), max_size=60), st.sampled_from(SYSTEMS))
def test_every_row_is_matched_or_counted(rows: list[tuple[str, int]], system: System) -> None:
    frame = pl.DataFrame(rows, schema={"n": pl.String, "year": pl.Int64}, orient="row")
    matched = match_states(frame, "n", system=system)
    (report,) = matched.reports
    assert report.rows == frame.height and report.matched == matched.frame.height
    assert report.matched + sum(getattr(report, kind).rows for kind in LOSSES) == report.rows
    lives = spells_of(system)
    for found, year in matched.frame.select(pl.nth(0), "year").iter_rows():
        lived = [start.year <= year <= end.year for start, end in lives[found]]
        assert any(lived), "never outside its years"


def spells_of(system: System) -> dict[int, list[tuple[date, date]]]:
    """First and last days of each code."""
    grouped = spells(system).group_by("code").agg("start", "end")
    return {code: list(zip(start, end, strict=True)) for code, start, end in grouped.iter_rows()}


def test_a_day_of_the_year_nought_is_counted_among_the_lost() -> None:
    """By hand: 719,529 days before 1970 lies 1 January of the year 0, which Python has not."""
    day = pl.Series([-719_528]).cast(pl.Date)
    counts = pl.DataFrame({"key": ["9999"], "first": day, "last": day, "rows": [2]})
    assert lost_of(counts).examples == ("9999 0: 2 rows",)
