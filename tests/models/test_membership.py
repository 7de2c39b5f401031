"""What joining did: a world by hand, the published estimates, the verdict on a bloc, bad input."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.actors.names import bloc, state
from detente.errors import MissingTable, RequestError
from detente.estimators.event_study import NEVER, study
from detente.models.membership.case import association_case
from detente.models.membership.design import design
from detente.models.membership.outcomes import FIRST, OUTCOMES, from_core, outcome_of
from detente.models.membership.study import (
    estimate,
    event_years,
    laid_out,
    membership,
    specifications,
    why_not,
)
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog
from detente.store.home import Store

WESTERN = ("AUT", "CHE", "IRL", "FIN", "SWE", "MLT")
CANDIDATES = ("TUR", "ALB", "MKD", "SRB", "MNE")
SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"
POINTS = SOURCES / "un_ideal_points" / "IdealpointestimatesAll_Apr2020.csv"


def test_distance_from_a_core_by_hand() -> None:
    values = np.array([[0.0, np.nan], [2.0, 1.0], [4.0, 3.0]])
    found = from_core(values, np.array([True, True, False]))
    assert found[:, 0].tolist() == [2.0, 2.0, 3.0]
    assert found[2, 1] == 2.0 and np.isnan(found[0, 1])
    assert np.isnan(found[1, 1]), "a member alone has no core to be measured from"


def published() -> pl.DataFrame:
    raw = pl.read_csv(POINTS, encoding="latin1", infer_schema_length=None, null_values=["NA"])
    year = pl.col("session").cast(pl.Int64) + 1945
    return raw.select("ccode", year=year, x=pl.col("IdealPoint").cast(pl.Float64))


def effects(
    catalog: Catalog,
    name: str,
    *,
    since: int | None = None,
    groups: dict[str, tuple[str, ...]] | None = None,
    form: str | None = None,
    kind: str = "accession",
) -> dict[tuple[str, int], float]:
    """Effects on the published positions by group of controls and anticipation."""
    core = design(catalog, bloc(name), kind, 2024, since=since, form=form).core
    letters, values = state_matrix(published(), "x", FIRST, 2019)
    distance = from_core(values, np.isin(letters, core))
    laid = design(catalog, bloc(name), kind, 2024, since=since, form=form, units=letters)
    found = {
        (one.controls, one.anticipation): one.found.effect
        for one in estimate(laid, "distance", letters, distance, draws=100)
    }
    event = event_years(laid, letters, distance.shape[1])
    for group, members in (groups or {}).items():
        found[group, 0] = study(distance, event, np.isin(letters, members), draws=100).effect
    if kind == "association":
        everybody = np.array([letter in laid.controls["all"] for letter in letters])
        found["pretrend", 0] = study(distance, event, everybody, draws=100).pretrend
    return found


@pytest.mark.mirror
def test_the_published_estimates(catalog: Catalog) -> None:
    nato = effects(catalog, "NATO", groups={"western": WESTERN})
    assert nato["associates", 0] == pytest.approx(-0.036, abs=0.01)
    assert nato["associates", 5] == pytest.approx(-0.094, abs=0.01)
    assert nato["western", 0] == pytest.approx(0.024, abs=0.01)
    assert nato["all", 0] == pytest.approx(0.078, abs=0.01), "the sign turns"
    eu = effects(catalog, "EU", since=2004, groups={"candidates": CANDIDATES})
    assert eu["candidates", 0] == pytest.approx(-0.053, abs=0.01)


@pytest.mark.mirror
def test_entry_into_the_partnership_cannot_be_read(catalog: Catalog) -> None:
    found = effects(catalog, "NATO", form="Partnership for Peace", kind="association")
    assert found["pretrend", 0] > 0.4, "they were on another path already"


def test_events_are_counted_from_the_first_year() -> None:
    laid = design(Catalog(Path(), None), bloc("NATO"), "accession", 2024, since=2020)
    event = event_years(laid, ("FIN", "POL"), 2025 - FIRST)
    assert event.tolist() == [2023 - FIRST, NEVER]
    assert event_years(laid, ("FIN",), 2020 - FIRST).tolist() == [NEVER], "after the outcome ends"


def test_the_verdict_on_nato(catalog: Catalog) -> None:
    found = membership(catalog, bloc("NATO"), 2013)
    assert found.verdict == "association and membership cannot be told apart"
    assert found.why == "" and found.joiners == 12
    likest = next(one for one in found.accession if one.controls == "associates")
    assert likest.found.smallest == pytest.approx(0.16, abs=0.02)
    later = membership(catalog, bloc("NATO"), 2024).accession
    least = next(one.found.smallest for one in later if one.controls == "associates")
    assert least == pytest.approx(0.13, abs=0.01), "as published: about .13"
    effects = [(abs(one.found.effect), one.found.smallest) for one in found.accession]
    assert all(effect < smallest for effect, smallest in effects), "none is large enough to be seen"
    signs = {one.found.effect > 0 for one in found.accession}
    assert signs == {True, False} and not any(one.established for one in found.accession)
    assert found is membership(catalog, bloc("NATO"), 2013), "computed once"


def test_a_study_sees_no_future(catalog: Catalog, tmp_path: Path) -> None:
    for path in catalog.starter.glob("*.parquet"):
        frame = pl.read_parquet(path)
        known = frame.filter(pl.col("year") <= 2005) if "year" in frame.columns else frame
        known.write_parquet(tmp_path / path.name)
    ours, theirs = (
        specifications(each, bloc("NATO"), "accession", "distance", 2005, draws=100)
        for each in (catalog, Catalog(tmp_path))
    )
    assert len(ours) == 8
    assert [one.found.effect for one in ours] == [one.found.effect for one in theirs]


def test_a_set_of_which_a_few_hold_is_not_called_none(catalog: Catalog) -> None:
    found = membership(catalog, bloc("SCO"), 2024)
    established = sum(one.established for one in found.accession)
    few = established > 0 and not found.distinguishable(found.accession)
    assert (f"{established} of {len(found.accession)}" in found.verdict) == few


def test_after_the_treaty_data_nobody_is_called_neutral(catalog: Catalog) -> None:
    laid = design(catalog, bloc("NATO"), "accession", 2024, since=2020, units=("AUT", "CHE", "RUS"))
    assert laid.events and "neutrals" not in laid.controls


@pytest.mark.parametrize("outcome", sorted(set(OUTCOMES) - {"trade"}))
def test_every_outcome_can_be_asked(catalog: Catalog, outcome: str) -> None:
    found = specifications(catalog, bloc("NATO"), "accession", outcome, 2020, draws=100)
    assert found
    assert all(one.found.low <= one.found.high and 0 < one.found.p <= 1 for one in found)


def test_trade_needs_the_users_copy(catalog: Catalog) -> None:
    with pytest.raises(MissingTable):
        outcome_of(catalog, "trade", ("DEU",), 2010)
    with pytest.raises(RequestError, match="no outcome"):
        outcome_of(catalog, "happiness", ("DEU",), 2010)


@pytest.mark.mirror
def test_trade_with_the_core(mirrored: Store, catalog: Catalog) -> None:
    own = Catalog(catalog.starter, mirrored)
    letters, values = outcome_of(own, "trade", bloc("EU").core(), 2010)
    poland = dict(zip(letters, values, strict=True))["POL"]
    assert np.nanmin(poland) >= 0 and np.nanmax(poland) <= 1
    assert poland[2005 - FIRST] > poland[1985 - FIRST]


@pytest.mark.parametrize(
    ("name", "as_of", "since", "part"),
    [
        ("AUKUS", 2024, None, "nobody reached"),
        ("NATO", 2024, 2030, "studied from 2030"),
        ("EU", 1959, None, "studied from 1990"),
        ("MERCOSUR", 2013, None, "fewer than 3"),
    ],
)
def test_what_cannot_be_studied_is_one_line(
    catalog: Catalog, name: str, as_of: int, since: int | None, part: str
) -> None:
    party = bloc(name, as_of)
    laid, letters, values = laid_out(catalog, party, "accession", "distance", as_of, since=since)
    found = estimate(laid, "distance", letters, values, draws=100)
    assert not found and part in why_not(laid, found), why_not(laid, found)


def test_no_controls_is_one_line(catalog: Catalog) -> None:
    laid = design(catalog, bloc("NATO"), "accession", 2013)
    nothing = estimate(laid, "distance", ("POL",), np.zeros((1, 70)))
    assert laid.controls == {} and "too few states" in why_not(laid, nothing)


def test_an_outcome_without_a_year_before_is_one_line(catalog: Catalog) -> None:
    names = ("AUT", "CHE", "IRL", "POL", "CZE", "HUN")
    laid = design(catalog, bloc("NATO"), "accession", 2013, units=names)
    values = np.full((6, 70), np.nan)
    values[:, 60:] = 1.0
    nothing = estimate(laid, "distance", names, values, draws=100)
    assert "both before and after" in why_not(laid, nothing)


def test_russia_and_its_synthetic_control(catalog: Catalog) -> None:
    found = association_case(catalog, bloc("NATO"), state("Russia"), 2013)
    assert found is not None and found.event == 2002 and found.donors >= 6
    assert 0.1 < found.control.effect < 0.4, "farther"
    assert found.control.p > 0.5, "and no farther than placebos"


@pytest.mark.parametrize("name", ["Poland", "China"])
def test_a_member_and_a_stranger_are_no_case(catalog: Catalog, name: str) -> None:
    assert association_case(catalog, bloc("NATO"), state(name), 2013) is None
