"""Our facts beside UCDP, COW, ICB and the peace scale: no disagreement without its reason."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation.state_agreement import (
    KEYS,
    THEIRS,
    Comparison,
    against_cow,
    against_icb,
    against_ucdp,
    compared,
    named,
    pair_years,
)
from detente.evaluation.state_peace import LEVELS, peace_table, weighted_kappa
from detente.evaluation.states import page
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store

SCHEMA = {**dict.fromkeys(KEYS, pl.Int64), "counterpart": pl.Boolean}
LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=5, max_size=60)


def check(found: Comparison) -> None:
    """Each disagreement has a reason, and each reason a disagreement."""
    assert found.unlisted.is_empty(), named(found.unlisted).rows()
    assert found.unused.is_empty(), named(found.unused).rows()
    assert found.listed.filter(pl.col("reason").str.len_chars() <= 20).is_empty()


def test_every_disagreement_with_ucdp_has_its_reason(catalog: Catalog) -> None:
    found = against_ucdp(catalog)
    check(found)
    assert (found.first, found.last, found.agreed) == (1991, 2024, 82)
    theirs = named(found.listed.filter(pl.col("whose") == THEIRS))
    assert {"IRN", "YEM"} & {*theirs["one"], *theirs["other"]} == {"IRN", "YEM"}


@pytest.mark.mirror
def test_every_disagreement_with_cow_and_icb_has_its_reason(mirrored: Store) -> None:
    catalog = default_catalog(mirrored)
    wars, crises = against_cow(catalog), against_icb(catalog)
    check(wars)
    check(crises)
    assert (wars.last, wars.agreed) == (2007, 20)
    assert (crises.last, crises.agreed) == (2021, 263)


def test_a_disagreement_without_a_reason_is_found() -> None:
    ours = pl.DataFrame([(380, 385, 2001, False)], schema=SCHEMA, orient="row")
    theirs = pl.DataFrame([(2, 630, 2022, False)], schema=SCHEMA, orient="row")
    found = compared("UCDP", ours, theirs, first=2001, last=2022)
    assert found.unlisted.select(KEYS).rows() == [(380, 385, 2001)]
    assert found.listed.select(KEYS).rows() == [(2, 630, 2022)]
    assert found.agreed == 0 and not found.unused.is_empty()


def test_facts_become_pairs_and_years_of_states() -> None:
    rows = pair_years((), 1991, 2020)
    assert rows.is_empty() and rows.columns == KEYS


def test_kappa_is_the_published_one() -> None:
    """Agresti's table of husbands' and wives' ratings: .2374 with equal spacing (R package vcd)."""
    ratings = np.array([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]])
    assert weighted_kappa(ratings) == pytest.approx(0.2374, abs=5e-5)


@given(LABELS)
def test_kappa_is_one_for_full_agreement_and_the_same_both_ways(
    labels: list[tuple[int, int]],
) -> None:
    counts = np.zeros((len(LEVELS), len(LEVELS)), dtype=np.int64)
    np.add.at(counts, tuple(zip(*labels, strict=True)), 1)
    if len({one for one, _ in labels}) > 1:
        kappa = weighted_kappa(counts)
        assert kappa <= 1.0 and kappa == pytest.approx(weighted_kappa(counts.T))
        assert weighted_kappa(np.diag(counts.sum(axis=1))) == 1.0


@pytest.mark.mirror
def test_headlines_agree_with_the_peace_scale_beyond_chance(mirrored: Store) -> None:
    found = peace_table(default_catalog(mirrored), years=(2004, 2020))
    assert found.counts.shape == (5, 5) and found.counts.sum() > found.named_counts.sum() > 700
    assert found.kappa > 0.35 and found.named_kappa > 0.7 and found.left_out > 1000
    assert found.spells.filter(pl.col("gap") > 1.0).is_empty()


def test_the_page_shows_the_comparison_with_the_starter_alone(catalog: Catalog) -> None:
    made = page(catalog, date(2024, 12, 31))
    assert [table.title for table in made.tables][1:] == ["Where we differ from UCDP"]
    assert "| UCDP | 1991 to 2024 | 82 |" in made.markdown()
