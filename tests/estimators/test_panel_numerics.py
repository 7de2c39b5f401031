"""Spells, distances on a sphere, similarity of profiles: by hand and by property."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.agreement import scott_pi
from detente.estimators.great_circle import great_circle
from detente.estimators.similarity import similarity
from detente.estimators.unit_years import NO_ROW, UnitYears

# the example of the field: 1990-94, a gap, 1998-2003
YEARS = np.array([*range(1990, 1995), *range(1998, 2004)])
ONGOING = np.array([0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1], dtype=bool)


def by_the_definition(unit: list[int], year: list[int], event: list[bool]) -> list[int]:
    """Count years since the year after the last event, or since the first year, one by one."""
    counted = []
    for mine, now in zip(unit, year, strict=True):
        past = [
            (then, happened)
            for other, then, happened in zip(unit, year, event, strict=True)
            if other == mine and then < now
        ]
        ends = [then + 1 for then, happened in past if happened]
        counted.append(now - max(ends, default=min([then for then, _ in past], default=now)))
    return counted


SOME_ROWS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1816, 1850)), min_size=1, max_size=40, unique=True
)
"""Units and years with gaps, in any order."""


def test_peace_years_of_the_textbook() -> None:
    rows = UnitYears.of(np.zeros(11, dtype=np.int64), YEARS)
    counted = rows.since_event(ONGOING, calendar=False)
    assert counted.tolist() == [0, 1, 0, 0, 1, 2, 3, 4, 0, 1, 2]
    years = rows.since_event(ONGOING)
    assert years.tolist() == [0, 1, 0, 0, 1, 5, 6, 7, 0, 1, 2], "gaps are peace"


def test_a_gap_after_an_event_counts_from_the_event() -> None:
    # France and Germany: at war to 1945, no German state until 1990 under this code
    rows = UnitYears.of(np.zeros(4, dtype=np.int64), np.array([1944, 1945, 1990, 1991]))
    war = np.array([True, True, False, False])
    assert rows.since_event(war).tolist() == [0, 0, 44, 45]
    assert rows.since_event(war, calendar=False).tolist() == [0, 0, 0, 1]
    assert rows.has_gaps and not rows.only(np.array([True, True, False, False])).has_gaps


@given(SOME_ROWS, st.randoms())
def test_years_since_an_event_by_the_definition(
    keys: list[tuple[int, int]], random: object
) -> None:
    unit, year = (list(column) for column in zip(*keys, strict=True))
    event = [random.random() < 0.4 for _ in keys]
    counted = UnitYears.of(np.array(unit), np.array(year)).since_event(np.array(event))
    assert counted.tolist() == by_the_definition(unit, year, event)


def test_rows_of_one_year_are_counted_alike() -> None:
    # a leader of two states in one year: both rows bear the years before, and either may be at war
    rows = UnitYears.of(np.zeros(4, dtype=np.int64), np.array([1989, 1990, 1990, 1991]))
    war = np.array([False, True, False, False])
    assert rows.since_event(war).tolist() == [0, 1, 1, 0]


@given(SOME_ROWS, st.integers(-40, 40))
def test_another_year_is_found_by_its_year(keys: list[tuple[int, int]], years: int) -> None:
    unit, year = (np.array(column) for column in zip(*keys, strict=True))
    expected = [
        keys.index((mine, then - years)) if (mine, then - years) in keys else NO_ROW
        for mine, then in keys
    ]
    assert UnitYears.of(unit, year).earlier(years).tolist() == expected


@given(SOME_ROWS, st.integers(1, 5), st.randoms())
def test_a_moving_mean_by_the_definition(
    keys: list[tuple[int, int]], years: int, random: object
) -> None:
    unit, year = (np.array(column) for column in zip(*keys, strict=True))
    held = {key: (random.random() if random.random() < 0.8 else float("nan")) for key in keys}
    least = random.randint(1, years)
    means = UnitYears.of(unit, year).mean(np.array(list(held.values())), years, least=least)
    for (mine, now), mean in zip(keys, means, strict=True):
        window = [held.get((mine, now - before), float("nan")) for before in range(years)]
        known = [value for value in window if value == value]
        enough = len(known) >= least
        assert mean == pytest.approx(sum(known) / len(known) if enough else np.nan, nan_ok=True)


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=40), st.randoms())
def test_spells_do_not_depend_on_the_order_of_rows(
    rows: list[tuple[int, bool]], random: object
) -> None:
    unit = np.array([u for u, _ in rows])
    year = np.arange(len(rows)) + 1900
    event = np.array([e for _, e in rows])
    order = np.array(sorted(range(len(rows)), key=lambda _: random.random()))
    kept = np.array([random.random() < 0.7 for _ in rows])
    for calendar in (True, False):
        straight = UnitYears.of(unit, year).since_event(event, calendar=calendar)
        mixed = UnitYears.of(unit[order], year[order])
        assert (mixed.since_event(event[order], calendar=calendar) == straight[order]).all()
        some = mixed.only(kept).since_event(event[order][kept], calendar=calendar)
        fewer = UnitYears.of(unit[order][kept], year[order][kept])
        assert (some == fewer.since_event(event[order][kept], calendar=calendar)).all()


def test_one_row_with_an_event_is_no_crash() -> None:
    one = UnitYears.of(np.array([1]), np.array([1990]))
    assert one.since_event(np.array([True])).tolist() == [0] and one.earlier(1).tolist() == [NO_ROW]
    empty = np.array([], dtype=np.int64)
    none = UnitYears.of(empty, empty)
    assert none.since_event(empty.astype(bool)).size == 0 and none.earlier(1).size == 0
    assert none.mean(empty.astype(float), 3, least=1).size == 0 and not none.has_gaps


def test_distances_of_the_textbook() -> None:
    quarter = great_circle(
        np.array([0.0]), np.array([0.0]), np.array([90.0]), np.array([0.0]), radius=1.0
    )
    assert quarter[0] == pytest.approx(np.pi / 2)
    paris_london = (
        great_circle(
            np.array([48.8566]), np.array([2.3522]), np.array([51.5074]), np.array([-0.1278])
        )[0]
        / 1000
    )
    assert paris_london == pytest.approx(344, abs=2)
    same = great_circle(np.array([10.0]), np.array([20.0]), np.array([10.0]), np.array([20.0]))
    assert same[0] == 0.0 and np.isnan(
        great_circle(np.array([np.nan]), np.array([0.0]), np.array([1.0]), np.array([1.0]))[0]
    )


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    one, other = (
        great_circle(*map(np.array, args), radius=1.0) for args in ((a, b, c, d), (c, d, a, b))
    )
    assert float(one) == pytest.approx(float(other), abs=1e-9) and 0 <= float(one) <= np.pi + 1e-9


def plain(a: np.ndarray, b: np.ndarray, levels: int) -> tuple[float, float, float]:
    """S, kappa and tau-b of two profiles, by their definitions."""
    both = (a > 0) & (b > 0)
    x, y = a[both].astype(float), b[both].astype(float)
    apart = np.abs(x - y).mean()
    expected = np.abs(x[:, None] - y[None, :]).mean()
    sx, sy = np.sign(x[:, None] - x[None, :]), np.sign(y[:, None] - y[None, :])
    spread = np.sqrt((sx**2).sum() * (sy**2).sum())
    return (
        1 - 2 * apart / (levels - 1),
        1 - apart / expected if expected else np.nan,
        (sx * sy).sum() / spread if spread else np.nan,
    )


@pytest.mark.parametrize(("levels", "seed"), [(3, 1), (4, 2), (5, 3)])
def test_similarity_is_what_its_definitions_say(levels: int, seed: int) -> None:
    choices = np.random.default_rng(seed).integers(0, levels + 1, (9, 50)).astype(np.int8)
    found, pi = similarity(choices, levels), scott_pi(choices, levels).pi
    for n, (i, j) in enumerate(zip(found.first, found.second, strict=True)):
        s, kappa, taub = plain(choices[i], choices[j], levels)
        assert (found.s[n], found.kappa[n], found.taub[n]) == pytest.approx(
            (s, kappa, taub), abs=1e-9
        )
        assert found.pi[n] == pytest.approx(pi[i, j], abs=1e-9)


def test_profiles_without_spread_have_no_correlation() -> None:
    found = similarity(np.array([[1, 1, 1], [1, 1, 1], [0, 0, 0]], dtype=np.int8), 3)
    assert (
        np.isnan(found.taub[0])
        and found.s[0] == 1.0
        and found.items.tolist() == [3, 0, 0]
        and np.isnan(found.s[1])
    )
