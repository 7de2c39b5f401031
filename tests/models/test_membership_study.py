"""What joining did: a world by hand, the published estimates, the verdict in the brief, bad input."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.actors.names import bloc, state
from detente.actors.relation_key import pair
from detente.errors import MissingTable, RequestError
from detente.estimators.event_study import NEVER, study
from detente.evaluation import report_card as scorecard
from detente.models.membership.design import design
from detente.models.membership.study import (
    FIRST,
    OUTCOMES,
    association_case,
    estimate,
    from_core,
    laid_out,
    membership,
    outcome_of,
    specifications,
    why_not,
)
from detente.paper.brief import make
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog
from detente.store.home import Store

WESTERN = ("AUT", "CHE", "IRL", "FIN", "SWE", "MLT")
POINTS = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "sources"
    / "un_ideal_points"
    / "IdealpointestimatesAll_Apr2020.csv"
)


def test_distance_from_a_core_by_hand() -> None:
    values = np.array([[0.0, np.nan], [2.0, 1.0], [4.0, 3.0]])
    found = from_core(values, np.array([True, True, False]))
    assert found[:, 0].tolist() == [2.0, 2.0, 3.0] and found[2, 1] == 2.0 and np.isnan(found[0, 1])
    assert np.isnan(found[1, 1]), "a member alone has no core to stand from"


def published() -> pl.DataFrame:
    raw = pl.read_csv(POINTS, encoding="latin1", infer_schema_length=None, null_values=["NA"])
    return raw.select(
        "ccode",
        (pl.col("session").cast(pl.Int64) + 1945).alias("year"),
        pl.col("IdealPoint").cast(pl.Float64).alias("x"),
    )


def effects(
    catalog: Catalog,
    name: str,
    since: int | None = None,
    groups: dict[str, tuple[str, ...]] | None = None,
    form: str | None = None,
    kind: str = "accession",
) -> dict[tuple[str, int], float]:
    laid = design(catalog, bloc(name), kind, 2024, since=since, form=form)
    letters, values = state_matrix(published(), "x", FIRST, 2019)
    y = from_core(values, np.isin(letters, laid.core))
    laid = design(catalog, bloc(name), kind, 2024, since=since, form=form, units=letters)
    found = {
        (s.controls, s.anticipation): s.found.effect
        for s in estimate(laid, "distance", letters, y, draws=100)
    }
    event = np.full(len(letters), NEVER)
    for x, year in laid.events:
        if x in letters and year <= 2019:
            event[letters.index(x)] = year - FIRST
    for group, members in (groups or {}).items():
        found[group, 0] = study(y, event, np.isin(letters, members), draws=100).effect
    if kind == "association":
        found["pretrend", 0] = study(
            y, event, np.array([x in laid.controls["all"] for x in letters]), draws=100
        ).pretrend
    return found


@pytest.mark.mirror
def test_the_published_estimates(catalog: Catalog) -> None:
    nato = effects(catalog, "NATO", groups={"western": WESTERN})
    assert nato["associates", 0] == pytest.approx(-0.036, abs=0.01) and nato[
        "associates", 5
    ] == pytest.approx(-0.094, abs=0.01)
    assert nato["western", 0] == pytest.approx(0.024, abs=0.01) and nato["all", 0] == pytest.approx(
        0.078, abs=0.01
    ), "the sign turns"
    eu = effects(
        catalog, "EU", since=2004, groups={"candidates": ("TUR", "ALB", "MKD", "SRB", "MNE")}
    )
    assert eu["candidates", 0] == pytest.approx(-0.053, abs=0.01)


@pytest.mark.mirror
def test_entry_into_the_partnership_cannot_be_read(catalog: Catalog) -> None:
    assert (
        effects(catalog, "NATO", form="Partnership for Peace", kind="association")["pretrend", 0]
        > 0.4
    ), "they were on another path already"


def test_the_verdict_on_nato(catalog: Catalog) -> None:
    found = membership(catalog, bloc("NATO"), 2013)
    assert (
        found.verdict == "association and membership cannot be told apart"
        and found.why == ""
        and found.joiners == 12
    )
    signs = {s.found.effect > 0 for s in found.accession}
    assert signs == {True, False} and not any(s.established for s in found.accession)
    assert found is membership(catalog, bloc("NATO"), 2013), "computed once"


def test_a_study_sees_no_future(catalog: Catalog, tmp_path: Path) -> None:
    cut = Catalog(tmp_path)
    for path in catalog.starter.glob("*.parquet"):
        frame = pl.read_parquet(path)
        (frame.filter(pl.col("year") <= 2005) if "year" in frame.columns else frame).write_parquet(
            tmp_path / path.name
        )
    ours, theirs = (
        specifications(w, bloc("NATO"), "accession", "distance", 2005, draws=100)
        for w in (catalog, cut)
    )
    assert [s.found.effect for s in ours] == [s.found.effect for s in theirs] and len(ours) == 8


def test_a_set_that_tells_a_little_is_not_called_none(catalog: Catalog) -> None:
    found = membership(catalog, bloc("SCO"), 2024)
    told = sum(s.established for s in found.accession)
    assert (f"{told} of {len(found.accession)}" in found.verdict) == (
        told > 0 and not found.told(found.accession)
    )


def test_after_the_treaty_data_nobody_is_called_unbound(catalog: Catalog) -> None:
    laid = design(catalog, bloc("NATO"), "accession", 2024, since=2020, units=("AUT", "CHE", "RUS"))
    assert laid.events and "neutrals" not in laid.controls


@pytest.mark.parametrize("outcome", sorted(set(OUTCOMES) - {"trade"}))
def test_every_outcome_can_be_asked(catalog: Catalog, outcome: str) -> None:
    found = specifications(catalog, bloc("NATO"), "accession", outcome, 2020, draws=100)
    assert found and all(s.found.low <= s.found.high and 0 < s.found.p <= 1 for s in found)


def test_trade_needs_the_users_copy(catalog: Catalog) -> None:
    with pytest.raises(MissingTable):
        outcome_of(catalog, "trade", ("DEU",), 2010)
    with pytest.raises(RequestError, match="no outcome"):
        outcome_of(catalog, "happiness", ("DEU",), 2010)


@pytest.mark.mirror
def test_trade_with_the_core(mirrored: Store, catalog: Catalog) -> None:
    letters, values = outcome_of(
        Catalog(catalog.starter, mirrored), "trade", bloc("EU").core(), 2010
    )
    poland = dict(zip(letters, values, strict=True))["POL"]
    assert (
        np.nanmin(poland) >= 0
        and np.nanmax(poland) <= 1
        and poland[2005 - FIRST] > poland[1985 - FIRST]
    )


@pytest.mark.parametrize(
    ("name", "as_of", "kind", "since", "part"),
    [
        ("AUKUS", 2024, "accession", None, "nobody reached"),
        ("NATO", 2024, "accession", 2030, "studied from 2030"),
        ("EU", 1959, "accession", None, "studied from 1990"),
        ("MERCOSUR", 2013, "accession", None, "fewer than 3"),
    ],
)
def test_what_cannot_be_studied_is_one_line(
    catalog: Catalog, name: str, as_of: int, kind: str, since: int | None, part: str
) -> None:
    party = bloc(name, as_of)
    laid, letters, values = laid_out(catalog, party, kind, "distance", as_of, since=since)
    found = estimate(laid, "distance", letters, values, draws=100)
    assert not found and part in why_not(laid, found), why_not(laid, found)


def test_no_controls_is_one_line(catalog: Catalog) -> None:
    laid = design(catalog, bloc("NATO"), "accession", 2013)
    assert laid.controls == {} and "too few states" in why_not(
        laid, estimate(laid, "distance", ("POL",), np.zeros((1, 70)))
    )


def test_an_outcome_without_a_year_before_is_one_line(catalog: Catalog) -> None:
    names = ("AUT", "CHE", "IRL", "POL", "CZE", "HUN")
    laid = design(catalog, bloc("NATO"), "accession", 2013, units=names)
    values = np.full((6, 70), np.nan)
    values[:, 60:] = 1.0
    assert "both before and after" in why_not(
        laid, estimate(laid, "distance", names, values, draws=100)
    )


def test_russia_and_its_synthetic_control(catalog: Catalog) -> None:
    found = association_case(catalog, bloc("NATO"), state("Russia"), 2013)
    assert found is not None and found.event == 2002 and found.donors >= 6
    assert 0.1 < found.control.effect < 0.4 and found.control.p > 0.5, (
        "farther, and no farther than placebos"
    )
    assert association_case(catalog, bloc("NATO"), state("Poland"), 2013) is None, (
        "a member is no associate"
    )
    assert association_case(catalog, bloc("NATO"), state("China"), 2013) is None


@pytest.mark.parametrize(
    "names",
    [
        ("AUKUS", "Japan", 2024),
        ("NATO", "Russia", 1955),
        ("SCO", "NATO", 2024),
        ("WP", "NATO", 1980),
    ],
)
def test_the_rest_of_the_paper_goes_on(catalog: Catalog, names: tuple[str, str, int]) -> None:
    made = make(catalog, pair(*names))
    assert len(made.of("power")) >= 2 and len(made.of("institutions")) >= 2
    assert all("nan" not in f.text.split() for f in made.findings)


def test_the_report_card(catalog: Catalog) -> None:
    for name in ("power", "institutions"):
        page = scorecard.page(catalog, name, 2013)
        assert page.markdown().startswith("# Report card") and all(
            len(r) == len(t.heads) for t in page.tables for r in t.rows
        )
    rows = {r[0]: r for r in scorecard.page(catalog, "institutions", 2013).tables[0].rows}
    assert rows["NATO"][-1] == "association and membership cannot be told apart"
    with pytest.raises(RequestError, match="no page"):
        scorecard.page(catalog, "moons", 2013)
