"""Shares, shifts, topics and opposed votes of all states: by hand, and where there are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.names import bloc
from detente.actors.relation_key import pair
from detente.identity.opposed_votes import opposed_votes, sided
from detente.identity.topic_votes import newest_window, topic_votes
from detente.identity.united_counts import same_members, united_counts
from detente.identity.vote_shares import Tally, VoteShares, vote_shares
from detente.identity.vote_shifts import Shifts, positions_in, shifts
from detente.identity.voting import same_votes
from detente.store.catalog import Catalog

USA, CHINA, INDIA, RUSSIA = 2, 710, 750, 365
COUNTS = st.lists(st.integers(100, 300), min_size=3, max_size=3)


def three(votes: list[int], same: list[int]) -> VoteShares:
    """Give the counts of three states: of the first two, the first and third, the last two."""
    matrices = []
    for counts in (votes, same):
        matrix = np.zeros((3, 3))
        matrix[[0, 0, 1], [1, 2, 2]] = counts
        matrices.append(matrix + matrix.T)
    return VoteShares(2000, 2002, codes=np.array([2, 20, 40]), votes=matrices[0], same=matrices[1])


def test_a_bloc_is_every_member_with_the_state() -> None:
    counts = three([200, 100, 300], [100, 100, 150])
    found = counts.tally((2, 20), (40,))
    assert (found.same, found.votes, found.calls) == (250, 400, 200)


def test_a_state_on_both_sides_is_not_paired_with_itself() -> None:
    counts = three([200, 100, 300], [100, 100, 150])
    assert counts.tally((2,), (2, 20)).votes == 200


def test_a_share_needs_enough_votes() -> None:
    counts = three([200, 99, 300], [100, 99, 150])
    assert counts.share[0, 1] == 0.5
    assert np.isnan(counts.share[0, 2])
    assert np.isnan(counts.with_all((2,))[0])


@given(COUNTS)
def test_counts_add_up_whatever_the_sides(votes: list[int]) -> None:
    counts = three(votes, [count // 2 for count in votes])
    parts = [counts.tally((2,), (20,)), counts.tally((2,), (40,))]
    whole = counts.tally((2,), (20, 40))
    assert whole.votes == sum(part.votes for part in parts)
    assert whole.same == sum(part.same for part in parts)
    assert 0 <= whole.share <= 0.5


def test_a_tally_without_votes_has_no_share() -> None:
    assert np.isnan(Tally(same=0.0, votes=0.0, calls=0.0).share)


def test_shares_are_those_of_the_same_vote(catalog: Catalog) -> None:
    count = same_votes(catalog, pair("India", "China", 2025), 2015, 2019)
    assert count is not None
    assert vote_shares(catalog, 2015, 2019).tally((INDIA,), (CHINA,)).share == count.share


def test_years_without_votes_are_empty(catalog: Catalog, tmp_path: Path) -> None:
    assert vote_shares(catalog, 1900, 1910).codes.size == 0
    assert vote_shares(Catalog(tmp_path), 2015, 2019).codes.size == 0


def test_shifts_are_net_of_all_states(catalog: Catalog) -> None:
    found = shifts(catalog, (2015, 2019), (2022, 2024))
    assert abs(float(np.median(found.net))) < 1e-9
    assert found.net_of((RUSSIA,)) < -0.3 < found.net_of((INDIA,)) < 0.3


def test_a_jump_is_the_largest_step_after_the_first_window() -> None:
    yearly = np.array([[0.0, 0.9, 0.0, 0.1, 0.6, 0.7]])
    found = Shifts(
        (2000, 2002),
        (2004, 2005),
        codes=np.array([2]),
        early=np.array([0.3]),
        late=np.array([0.65]),
        yearly=yearly,
    )
    year, step = found.jump((2,))
    assert year == 2004
    assert step == pytest.approx(0.5)


def test_a_side_that_is_not_known_has_no_place(catalog: Catalog) -> None:
    assert shifts(catalog, (2015, 2019), (2022, 2024)).places((999,)).size == 0
    assert positions_in(catalog, 1900)[0].size == 0


def test_united_counts_are_those_of_the_table(catalog: Catalog) -> None:
    counts = united_counts(catalog, bloc("EU"), 2022, 2024)
    assert counts.columns == ["ccode", "votes", "same"]
    assert (counts["same"] <= counts["votes"]).all()
    assert united_counts(catalog, bloc("EU"), 1900, 1910).is_empty()


def test_members_that_change_are_seen() -> None:
    assert same_members(bloc("EU"), 2014, 2019)
    assert not same_members(bloc("EU"), 2012, 2014)


def test_topics_add_up_over_pairs(catalog: Catalog) -> None:
    window = newest_window(catalog, 2024)
    assert window == 2020
    dyads = pl.DataFrame({"unit": [0, 0], "ccode1": [USA, CHINA], "ccode2": [CHINA, INDIA]})
    both = topic_votes(catalog, dyads, window)
    parts = [topic_votes(catalog, dyads[place : place + 1], window) for place in (0, 1)]
    assert both["votes"].sum() == sum(part["votes"].sum() for part in parts)


def test_no_window_lies_before_the_votes(catalog: Catalog, tmp_path: Path) -> None:
    assert newest_window(catalog, 1940) is None
    assert newest_window(Catalog(tmp_path), 2024) is None


def test_a_state_sides_with_either_of_two_opposed_powers() -> None:
    # opposed on the first and third text; on the second America abstains
    cast = pl.DataFrame(
        {
            "rcid": [1, 1, 1, 2, 2, 2, 3, 3, 3],
            "ccode": [USA, CHINA, INDIA] * 3,
            "vote": [3, 1, 1, 2, 1, 1, 1, 3, 2],
        }
    )
    assert sided(cast, (USA, CHINA)).rows() == [(INDIA, 2, 0, 1)]


def test_single_votes_are_only_in_a_store_of_ones_own(catalog: Catalog) -> None:
    assert opposed_votes(catalog, (USA, CHINA), 2022, 2024) is None
