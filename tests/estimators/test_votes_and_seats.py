"""Seats by the Cambridge Compromise and votes by a double majority."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import EstimateError
from detente.estimators.apportionment import cambridge
from detente.estimators.double_majority import DoubleMajority, power_shares

# Eurostat's figures of 1 January 2010, with which the Compromise was published, largest first.
PEOPLE_2010 = np.array(
    [
        *(81_802_257, 64_714_074, 62_008_048, 60_340_328, 45_989_016, 38_167_329, 21_462_186),
        *(16_574_989, 11_305_118, 10_839_905, 10_637_713, 10_506_813, 10_014_324, 9_340_682),
        *(8_375_290, 7_563_710, 5_534_738, 5_424_925, 5_351_427, 4_467_854, 3_329_039),
        *(2_248_374, 2_046_976, 1_340_127, 803_147, 502_066, 412_970),
    ],
    dtype=float,
)
LISBON = DoubleMajority(members=0.55, people=0.65, blockers=4, least=15)
peoples = st.lists(st.integers(10_000, 90_000_000), min_size=10, max_size=32)
voters = st.lists(st.integers(1, 60), min_size=2, max_size=7)


def test_the_compromise_as_published_for_27_members() -> None:
    """Germany at the cap, France 85, Poland 52, the three smallest at 6: 751 in all."""
    seats = cambridge(PEOPLE_2010, 751, base=5, most=96)
    assert seats[:9].tolist() == [96, 85, 81, 79, 62, 52, 32, 26, 19]
    assert seats[-3:].tolist() == [6, 6, 6]
    assert seats.sum() == 751


def test_one_divisor_gives_all_seats() -> None:
    """With 819,000 people a seat every number is five more than the people's, rounded up."""
    by_hand = 5 + np.ceil(PEOPLE_2010 / 819_000)
    assert cambridge(PEOPLE_2010, 751, base=5, most=96).tolist() == np.minimum(by_hand, 96).tolist()


@given(peoples)
def test_seats_keep_to_the_bounds_grow_with_people_and_add_up(people: list[int]) -> None:
    counted = np.array(people, dtype=float)
    seats = cambridge(counted, 751, base=5, most=96)
    assert seats.sum() == 751
    assert seats.min() >= 6
    assert seats.max() <= 96
    ordered = seats[np.argsort(counted, kind="stable")]
    larger = np.sort(counted)
    # of equal members one may have a seat more
    assert all(
        first <= second + (1 if before == after else 0)
        for first, second, before, after in zip(
            ordered, ordered[1:], larger, larger[1:], strict=False
        )
    )


@pytest.mark.parametrize(("size", "most"), [(11, 96), (300, 96)])
def test_too_few_or_too_many_seats_are_refused(size: int, most: int) -> None:
    with pytest.raises(EstimateError, match="cannot be given to 2 parts") as caught:
        cambridge(np.array([1.0, 2.0]), size, base=5, most=most)
    assert "\n" not in str(caught.value)


def test_seats_need_people() -> None:
    with pytest.raises(EstimateError, match="above zero"):
        cambridge(np.array([1.0, 0.0]), 20, base=5, most=96)


@pytest.mark.parametrize(("count", "needed"), [(26, 15), (27, 15), (28, 16), (30, 17), (36, 20)])
def test_members_needed_by_hand(count: int, needed: int) -> None:
    """55 per cent of 27 are 14.85: 15 members; of 28 they are 15.4: 16."""
    assert LISBON.needed(count) == needed


def test_three_cannot_block() -> None:
    """Germany, France and Italy hold over 35 per cent of the people, and are too few to block."""
    shares = PEOPLE_2010 / PEOPLE_2010.sum()
    without_three = 1 - shares[[0, 1, 3]].sum()
    assert without_three < 0.65
    assert LISBON.wins(24, without_three, 27)
    assert not LISBON.wins(23, without_three - shares[4], 27)


def by_enumeration(people: list[int], rule: DoubleMajority) -> list[float]:
    """Count the swings of every member over all coalitions."""
    total, count = sum(people), len(people)
    swings = [0] * count
    for inside in product((0, 1), repeat=count):
        held = sum(one for one, is_in in zip(people, inside, strict=True) if is_in)
        for place in range(count):
            if inside[place]:
                continue
            with_it = rule.wins(sum(inside) + 1, (held + people[place]) / total, count)
            swings[place] += with_it and not rule.wins(sum(inside), held / total, count)
    return [one / sum(swings) for one in swings]


@settings(max_examples=40)
@given(voters)
def test_power_is_what_enumeration_counts(parts: list[int]) -> None:
    # parts that fill the units exactly, so that nothing is rounded
    rest = 1_000 - sum(parts)
    people = [*parts, rest]
    rule = DoubleMajority(members=0.5, people=0.6, blockers=2)
    counted = power_shares(np.array(people, dtype=float), rule)
    assert counted.tolist() == pytest.approx(by_enumeration(people, rule))


def test_power_of_the_council_adds_up_and_follows_people() -> None:
    power = power_shares(PEOPLE_2010, LISBON)
    assert power.sum() == pytest.approx(1)
    assert (np.diff(power) <= 1e-12).all()
    # a member of half a million has far more power than people, the largest far less
    assert power[-1] > 10 * PEOPLE_2010[-1] / PEOPLE_2010.sum()
    assert power[0] < PEOPLE_2010[0] / PEOPLE_2010.sum()


@pytest.mark.parametrize("people", [[], [0.0, 0.0], [1.0, -1.0], [1.0] * 61])
def test_a_vote_without_voters_is_refused(people: list[float]) -> None:
    with pytest.raises(EstimateError, match="1 to 60 members"):
        power_shares(np.array(people), LISBON)
