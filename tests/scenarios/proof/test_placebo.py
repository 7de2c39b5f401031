"""Placebos: like joiners, and none that joined."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from detente.estimators.futures.world import MEMBER
from detente.models.hazards.surroundings import surroundings
from detente.scenarios.proof.observed import observed
from detente.scenarios.proof.placebo import NEVER, WANTED, Pool, pool
from detente.store.catalog import Catalog

TODAY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def drawn(catalog: Catalog) -> Pool:
    return pool(surroundings(catalog, TODAY), observed(catalog, TODAY))


def test_as_many_are_drawn_as_are_wanted(drawn: Pool) -> None:
    assert len(drawn.placebos) == WANTED
    assert len({(one.row, one.year) for one in drawn.placebos}) == WANTED


def test_none_joined_in_its_year_or_soon_after(catalog: Catalog, drawn: Pool) -> None:
    known = surroundings(catalog, TODAY).ladders
    for one in drawn.placebos:
        at = one.year - known.first
        rungs = known.rung[known.place[one.bloc], one.row, at - 1 : at + NEVER + 1]
        assert (rungs != MEMBER).all()
        assert rungs[0] == one.stratum.rung


def test_every_joiner_joined(catalog: Catalog, drawn: Pool) -> None:
    known = surroundings(catalog, TODAY).ladders
    for one in drawn.joiners:
        at = one.year - known.first
        rungs = known.rung[known.place[one.bloc], one.row]
        assert rungs[at] == MEMBER
        assert 0 <= rungs[at - 1] < MEMBER


def test_strata_are_those_of_joiners(drawn: Pool) -> None:
    joiners = Counter(one.stratum for one in drawn.joiners)
    placebos = Counter(one.stratum for one in drawn.placebos)
    assert set(placebos) <= set(joiners)
    assert drawn.alone == sum(
        count for stratum, count in joiners.items() if stratum not in placebos
    )


def test_the_draw_is_the_same_every_time(catalog: Catalog, drawn: Pool) -> None:
    again = pool(surroundings(catalog, TODAY), observed(catalog, TODAY))
    assert again.placebos == drawn.placebos
