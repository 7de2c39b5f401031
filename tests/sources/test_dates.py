"""Days from parts of dates, and opponents from lists of governments: properties of any input."""

from __future__ import annotations

import calendar
from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from detente.sources.dates import last_possible_day, precision
from detente.sources.ucdp_sides import WHOLE, opponents

WHOLE_NUMBER = st.one_of(st.none(), st.integers(0, 40))
CODES = st.lists(st.sampled_from([2, 20, 200, 220, 255, 365, 710]), unique=True, max_size=4)


@given(st.integers(1816, 2025), WHOLE_NUMBER, WHOLE_NUMBER)
def test_no_day_that_the_parts_can_mean_is_later(
    year: int, month: int | None, day: int | None
) -> None:
    schema = dict.fromkeys(("y", "m", "d"), pl.Int64)
    parts = pl.DataFrame({"y": [year], "m": [month], "d": [day]}, schema=schema)
    found = parts.select(last_possible_day("y", "m", "d"), precision("y", "m", "d").alias("how"))
    latest, how = found.row(0)
    known_month = month if month and 1 <= month <= 12 else None
    days = calendar.monthrange(year, known_month or 12)[1]
    if known_month and day and 1 <= day <= days:
        assert (latest, how) == (date(year, known_month, day), "day")
    else:
        assert latest == date(year, known_month or 12, days)
        assert how == ("month" if known_month else "year")


def cell(codes: list[int], blanks: int) -> str:
    return ("," + " " * blanks).join(map(str, codes))


@given(CODES, CODES, CODES, CODES, st.integers(0, 3))
def test_every_two_governments_on_opposite_sides_meet_once(
    first: list[int], joined: list[int], second: list[int], against: list[int], blanks: int
) -> None:
    line = {
        **dict.fromkeys(WHOLE, "1"),
        "year": "1990",
        "incompatibility": "1",
        "type_of_conflict": "2",
        "territory_name": "Isle",
        "start_date": "1989-05-01",
        "start_date2": "1990-02-03",
        "version": "25.1",
        "gwno_a": cell(first, blanks),
        "gwno_a_2nd": cell(joined, blanks),
        "gwno_b": cell(second, blanks),
        "gwno_b_2nd": cell(against, blanks),
    }
    one, other = {*first, *joined}, {*second, *against}
    met = opponents(pl.DataFrame({name: [value] for name, value in line.items()}))
    expected = {(min(a, b), max(a, b)) for a in one for b in other if a != b}
    assert sorted(met.select("gwcode1", "gwcode2").rows()) == sorted(expected)
    primary = met.filter(pl.col("role1") == "primary", pl.col("role2") == "primary")
    principals = {(min(a, b), max(a, b)) for a in first for b in second if a != b}
    assert set(primary.select("gwcode1", "gwcode2").rows()) == principals
