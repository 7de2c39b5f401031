"""Spells, distances on a sphere, similarity of profiles: by hand and by property."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.agreement import scott_pi
from detente.estimators.great_circle import great_circle
from detente.estimators.similarity import similarity
from detente.estimators.spells import since_event

# the example of the field: 1990-94, a gap, 1998-2003
YEARS = np.array([*range(1990, 1995), *range(1998, 2004)])
ONGOING = np.array([0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1], dtype=bool)


def test_peace_years_of_the_textbook() -> None:
    unit = np.zeros(11, dtype=np.int64)
    assert since_event(unit, YEARS, ONGOING).tolist() == [0, 1, 0, 0, 1, 2, 3, 4, 0, 1, 2]
    assert since_event(unit, YEARS, ONGOING, calendar=True).tolist() == [
        0,
        1,
        0,
        0,
        1,
        5,
        6,
        7,
        0,
        1,
        2,
    ], "gaps are peace"


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=40), st.randoms())
def test_spells_do_not_depend_on_the_order_of_rows(
    rows: list[tuple[int, bool]], random: object
) -> None:
    unit = np.array([u for u, _ in rows])
    year = np.arange(len(rows)) + 1900
    event = np.array([e for _, e in rows])
    order = np.array(sorted(range(len(rows)), key=lambda _: random.random()))
    straight, shuffled = (
        since_event(unit, year, event),
        since_event(unit[order], year[order], event[order]),
    )
    assert (straight[order] == shuffled).all()
    for u in set(unit.tolist()):
        mine, happened = straight[unit == u], event[unit == u]
        assert mine[0] == 0 and all(
            b == (0 if e else a + 1) for a, b, e in zip(mine, mine[1:], happened, strict=False)
        )


def test_one_row_with_an_event_is_no_crash() -> None:
    assert since_event(np.array([1]), np.array([1990]), np.array([True])).tolist() == [0]
    empty = np.array([], dtype=np.int64)
    assert since_event(empty, empty, empty.astype(bool)).size == 0


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
