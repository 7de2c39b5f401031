"""Public questions and published forecasts of others, in the mirror."""

from __future__ import annotations

from datetime import date

import pytest

from detente.errors import MissingTable
from detente.evaluation.ledger.public_questions import public_ledger
from detente.evaluation.ledger.published import judged
from detente.evaluation.ledger.score import score
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store

AFTER = date(2027, 6, 30)
"""A day after every question that the platforms have resolved."""


@pytest.mark.mirror
def test_the_crowd_scores_097_on_210_dates_of_public_questions(mirrored: Store) -> None:
    made = public_ledger(default_catalog(mirrored), AFTER)
    ahead, after = score(made, AFTER)
    assert ahead.chances is not None and ahead.chances.count == 210
    assert round(ahead.chances.brier, 3) == 0.097 and ahead.chances.brier_base == 0.25
    # on eight dates the platform had resolved the question already: scored apart
    assert after.made == "retrospective"
    assert after.chances is not None and after.chances.count == 8


@pytest.mark.mirror
def test_a_view_does_not_know_later_outcomes(mirrored: Store) -> None:
    catalog = default_catalog(mirrored)
    early = catalog.as_of(2024).frame("forecastbench")
    assert early["asked"].max() <= date(2024, 12, 31)
    assert early.filter(early["resolved"] >= date(2024, 12, 31))["outcome"].null_count() > 0


@pytest.mark.mirror
def test_of_the_forecasts_of_accession_only_that_for_macedonia_is_judged(mirrored: Store) -> None:
    found = {one.letters: one for one in judged(default_catalog(mirrored), date(2026, 6, 30))}
    assert set(found) == {"MKD", "SRB", "TUR", "ALB", "BIH"}
    assert found["MKD"].right is False
    assert found["MKD"].why == "0 of 33 chapters were provisionally closed by 2023-12-31"
    assert {one.right for letters, one in found.items() if letters != "MKD"} == {None}
    # "not before 2050" is about the years to 2049
    assert found["ALB"].by == date(2049, 12, 31)


def test_without_the_source_they_are_missing(catalog: Catalog) -> None:
    with pytest.raises(MissingTable, match="forecastbench"):
        public_ledger(catalog, AFTER)
    with pytest.raises(MissingTable, match="eu_forecasts"):
        judged(catalog, date(2026, 6, 30))
