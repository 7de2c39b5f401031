"""Power: a five-state world by hand, published numbers, what the starter must give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.actors.names import bloc, state
from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.power.capability import DERIVED_TABLES, capability, totals
from detente.power.distances import distances
from detente.power.profile import gap_of, rank, spending_ratios
from detente.power.yardsticks import SPENDING, YARDSTICKS, held, leaders, ratio, series, yardstick
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from detente.store.table import Table
from tests import invented

STATES = [2, 20, 200, 365, 710]


def five(gdp_of: dict[int, float | None]) -> dict[str, pl.DataFrame]:
    """A five-state world of one year."""
    keys = {"ccode": STATES, "year": [1990] * 5}
    nmc = pl.DataFrame(
        {
            **keys,
            **{
                c: [5.0, 1.0, 2.0, 4.0, 8.0]
                for c in ("milex", "milper", "irst", "pec", "tpop", "upop")
            },
            "cinc": [0.25, 0.05, 0.1, 0.2, 0.4],
        }
    )
    wdi = pl.DataFrame(
        {
            **keys,
            **{
                g: [gdp_of[s] for s in STATES]
                for g in ("gdp_constant", "gdp_current", "gdp_ppp_constant", "gdp_ppp_current")
            },
            "life_expectancy": [70.0] * 5,
            "fuel_exports": [1.0] * 5,
        },
        schema_overrides=dict.fromkeys(
            ("gdp_constant", "gdp_current", "gdp_ppp_constant", "gdp_ppp_current"), pl.Float64
        ),
    )
    gapminder = pl.DataFrame(
        {
            **keys,
            "pop": [5000.0, 1000.0, 2000.0, None, 8000.0],
            "milex_share_of_gdp": [5.0, 2.0, 4.0, 10.0, None],
            "arms_exports": [3.0, None, None, 1.0, None],
            "oil": [1.0, None, None, 3.0, None],
            "gas": [None] * 5,
        },
        schema_overrides={"gas": pl.Float64},
    )
    maddison = pl.DataFrame({**keys, "gdp_2011": [1.0] * 5})
    nuclear = pl.DataFrame({"ccode": [2, 365], "year": [1990] * 2, "warheads": [300.0, 100.0]})
    return {
        "cow_nmc": nmc,
        "cow_nmc_published": nmc,
        "wdi": wdi,
        "gapminder": gapminder,
        "maddison": maddison,
        "nuclear": nuclear,
    }


def column(frame: pl.DataFrame, name: str) -> list[float | None]:
    return frame.sort("ccode")[name].to_list()


def test_shares_of_a_five_state_world() -> None:
    found = capability(five({2: 50.0, 20: 10.0, 200: 20.0, 365: 10.0, 710: 10.0}))
    assert column(found, "cinc_share") == pytest.approx([0.25, 0.05, 0.1, 0.2, 0.4], rel=1e-6)
    assert column(found, "gdp_constant_share") == pytest.approx([0.5, 0.1, 0.2, 0.1, 0.1], rel=1e-6)
    assert column(found, "pop_share") == pytest.approx([0.25, 0.05, 0.1, 0.2, 0.4], rel=1e-6), (
        "365 takes its people from NMC"
    )
    assert column(found, "spending_constant") == pytest.approx([2.5, 0.2, 0.8, 1.0, None])
    assert column(found, "milex_share") == pytest.approx([0.25, 0.05, 0.1, 0.2, 0.4], rel=1e-6)
    # 50^2/5000, 10^2/1000, 20^2/2000, 10^2/4000, 10^2/8000 = .5, .1, .2, .025, .0125 over .8375
    assert column(found, "net_share") == pytest.approx(
        [0.597, 0.1194, 0.2388, 0.02985, 0.01493], rel=1e-3
    )
    assert (
        column(found, "oil_share") == [0.25, None, None, 0.75, None]
        and column(found, "gas_share") == [None] * 5
    )
    assert column(found, "arms_exports_share") == [None] * 5, (
        "five years without Russia are no five years"
    )
    late = five({2: 50.0, 20: 10.0, 200: 20.0, 365: 10.0, 710: 10.0})
    sold = pl.DataFrame(
        {"ccode": [2, 2, 365], "year": [1996, 1998, 1998], "arms_exports": [3.0, 1.0, 4.0]}
    )
    late["gapminder"] = pl.concat([late["gapminder"], sold], how="diagonal")
    of_1998 = capability(late).filter(pl.col("year") == 1998)
    assert column(of_1998, "arms_exports_share") == pytest.approx([0.5, 0.5]), (
        "three and one of five years against four"
    )
    assert column(found, "warheads_share") == [0.75, None, None, 0.25, None], (
        "who is not named has null, not zero"
    )


def test_shares_wait_for_coverage() -> None:
    found = capability(five({2: 50.0, 20: 10.0, 200: 20.0, 365: None, 710: 10.0}))
    assert column(found, "gdp_constant_share") == [None] * 5, "a fifth of the people are missing"
    sums = totals(five({2: 50.0, 20: 10.0, 200: 20.0, 365: None, 710: 10.0}))
    row = sums.filter(pl.col("measure") == "gdp_constant").row(0, named=True)
    assert (row["total"], row["states"]) == (90.0, 4)


def test_a_zero_that_means_no_figure_has_no_share_and_counts_in_the_index_as_published() -> None:
    """The producer's index averages over six shares, the zero among them."""
    tables = five({2: 50.0, 20: 10.0, 200: 20.0, 365: 10.0, 710: 10.0})
    is_taiwan = pl.col("ccode") == 20
    zero = pl.when(is_taiwan).then(0.0).otherwise("milex").alias("milex")
    nothing = pl.when(~is_taiwan).then("milex").alias("milex")
    published = tables["cow_nmc"].with_columns(zero)
    tables |= {"cow_nmc": published.with_columns(nothing), "cow_nmc_published": published}
    found = capability(tables)
    assert column(found, "milex_share") == pytest.approx([5 / 19, None, 2 / 19, 4 / 19, 8 / 19])
    assert column(found, "cinc")[1] == pytest.approx((5 * 0.05 + 0) / 6)


def test_shares_of_product_go_on_where_people_are_not_observed_yet() -> None:
    """The people of the last year weigh; nothing that divides by people is given."""
    tables = five({2: 50.0, 20: 10.0, 200: 20.0, 365: 10.0, 710: 10.0})
    for name in ("wdi", "gapminder"):
        of_1996 = tables[name].with_columns(pl.lit(1996, dtype=pl.Int64).alias("year"))
        of_1997 = of_1996.with_columns(pl.lit(1997, dtype=pl.Int64).alias("year"))
        if name == "gapminder":
            of_1996 = of_1996.with_columns(pl.Series("pop", [5.0, 1.0, 2.0, 4.0, 8.0]))
            of_1997 = of_1997.with_columns(pl.lit(None, dtype=pl.Float64).alias("pop"))
        tables[name] = pl.concat([of_1996, of_1997])
    found = capability(tables).filter(pl.col("year") == 1997)
    assert column(found, "gdp_constant_share") == pytest.approx([0.5, 0.1, 0.2, 0.1, 0.1])
    assert column(found, "pop_share") == [None] * 5 == column(found, "net_share")


def test_a_bloc_has_a_value_where_people_are_not_observed_yet(tmp_path: Path) -> None:
    """Iceland reports no spending and has a thousandth of the people: as in the year before."""
    members = bloc("NORDIC").members(2024)
    years = [*[2023] * 5, *[2024] * 5]
    people = [0.01 if code != 395 else 0.0001 for code in members]
    spent = [None if code == 395 else 2.0 for code in members]
    values = {"pop_share": [*people, *[None] * 5], "spending_constant": spent * 2}
    invented.write(
        tmp_path, "capability", pl.DataFrame({"ccode": [*members] * 2, "year": years, **values})
    )
    by = yardstick("spending_constant")
    found = series(Catalog(tmp_path), bloc("NORDIC"), by, as_of=2024)
    assert (found.years, found.values) == ((2023, 2024), (8.0, 8.0))


def test_published_numbers(catalog: Catalog) -> None:
    nato, russia, cinc = bloc("NATO"), state("Russia", 2013), yardstick("cinc")
    a, b = (series(catalog, p, cinc, as_of=2013) for p in (nato, russia))
    for year, share in ((1990, 0.416), (2013, 0.288), (2022, 0.262)):
        assert a.at(year).value + b.at(year).value == pytest.approx(share, abs=0.002)


def test_defence_spending_in_2012_on_every_open_yardstick(catalog: Catalog) -> None:
    china, russia = state("China"), state("Russia")
    expected = {"spending_constant": 3.09, "spending_current": 1.78, "spending_ppp": 1.49}
    for name, value in expected.items():
        a, b = (series(catalog, p, yardstick(name), as_of=2013) for p in (china, russia))
        cell = ratio(a, b, of="x", id="x", label="x").at(2012)
        assert cell is not None and cell.value == pytest.approx(value, abs=0.005), name


def test_a_bloc_at_actual_and_at_fixed_composition(catalog: Catalog) -> None:
    nato = bloc("NATO")
    then, today = (
        series(catalog, nato, yardstick("cinc"), as_of=2013, composition=c)
        for c in ("actual", "fixed")
    )
    assert then.at(2013).value == today.at(2013).value
    assert then.at(1990).value < today.at(1990).value
    assert 2013 in [v for _, v in today.keys], "a fixed composition names its year"


def test_a_bloc_without_enough_members_data_has_no_value(catalog: Catalog, tmp_path: Path) -> None:
    nato = bloc("NATO")
    years = series(catalog, nato, yardstick("spending_constant"), as_of=2013).years
    assert min(years) >= 1960 and 2012 in years
    frame = pl.DataFrame(
        {
            "ccode": [2, 200],
            "year": [2013, 2013],
            "pop_share": [0.1, 0.02],
            "spending_constant": [5.0, None],
        }
    )
    invented.write(tmp_path, "capability", frame)
    small = Catalog(tmp_path)
    by = yardstick("spending_constant")
    assert not series(small, bloc("AUKUS"), by, as_of=2024), "no value where no member has one"
    assert series(small, state("USA"), by, as_of=2013).at(2013).value == 5.0


def test_the_gap_inside_a_bloc(catalog: Catalog) -> None:
    gap = gap_of(catalog.as_of(2013), bloc("NATO"), 2013)
    assert (
        gap is not None
        and gap.rest == "European members"
        and gap.series.at(2013).value == pytest.approx(2.8, abs=0.05)
    )
    assert gap_of(catalog.as_of(2013), bloc("AUKUS"), 2013) is None, (
        "a bloc without members has no gap"
    )


def test_ranks(catalog: Catalog) -> None:
    known = catalog.as_of(2013)
    assert leaders(catalog.as_of(1820), yardstick("spending_constant"), without=()) == ()
    place = rank(known, state("USA", 2013), yardstick("spending"), 2013)
    assert place is not None and place[0] == 1 and place[2] == 2013


def test_a_relation_measures_everything_with_a_source_and_a_unit(catalog: Catalog) -> None:
    found = Relation(catalog, pair("NATO", "Russia", 2013))
    assert len(found.measures()) > 30
    assert all(
        s.sources and s.unit and s.rule and len(s.years) == len(s.values) for s in found.measures()
    )
    assert set(spending_ratios(found.power, 2, 1)) == {y.id for y in held(catalog)}
    assert {y.id for y in SPENDING if y.table != "capability"} == {
        "spending_sipri",
        "spending_sipri_current",
        "spending_nmc",
    }
    assert (
        len({y.id for y in (*YARDSTICKS, *SPENDING)}) == len(YARDSTICKS) + len(SPENDING)
        and DERIVED_TABLES
    )


@pytest.mark.mirror
def test_cinc_of_every_row(mirrored: Store) -> None:
    frame = mirrored.get("cow_nmc").frame
    ours = (
        default_catalog()
        .frame("capability")
        .select(pl.col("ccode", "year").cast(pl.Int64), pl.col("cinc").alias("ours"))
    )
    both = frame.join(ours, on=["ccode", "year"], how="left")
    assert both.height == 17121 and both["ours"].null_count() == 0
    assert float((both["ours"].cast(pl.Float64) - both["cinc"]).abs().to_numpy().max()) < 1e-6


@pytest.mark.mirror
def test_defence_spending_in_2012_with_the_mirror(mirrored: Store) -> None:
    catalog = default_catalog(mirrored)
    china, russia = state("China"), state("Russia")
    for name, value in {"spending_sipri": 2.54, "spending_nmc": 1.75}.items():
        a, b = (series(catalog, p, yardstick(name), as_of=2013) for p in (china, russia))
        assert ratio(a, b, of="x", id="x", label="x").at(2012).value == pytest.approx(
            value, abs=0.005
        )
    assert len(held(catalog)) == len(SPENDING) and isinstance(mirrored.get("sipri_milex"), Table)


def test_distances_are_spells_of_whole_kilometres(catalog: Catalog) -> None:
    rows = catalog.frame("distances")
    spell = rows.filter(
        (pl.col("ccode1") == 2)
        & (pl.col("ccode2") == 365)
        & pl.lit(2013).is_between("start", "end")
    )
    assert spell["kilometres"].to_list() == [7840], (
        "Washington and Moscow, on a sphere of the equator's radius"
    )
    moved = rows.filter((pl.col("ccode1") == 255) & (pl.col("ccode2") == 290))
    assert moved.height >= 2 and not rows.select("ccode1", "ccode2", "start").is_duplicated().any()


def test_distances_join_the_years_in_which_nothing_moved() -> None:
    capitals = pl.DataFrame(
        {
            "ccode": [2, 20, 20],
            "start": [date(1920, 1, 1), date(1920, 1, 1), date(1930, 1, 1)],
            "end": [date(2024, 12, 31), date(1929, 12, 31), date(2024, 12, 31)],
            "capital": ["a", "b", "c"],
            "lat": [0.0, 0.0, 0.0],
            "lng": [0.0, 1.0, 2.0],
        }
    )
    found = distances({"cow_capitals": capitals}).filter(pl.col("ccode2") == 20)
    assert found.rows() == [(2, 20, 1920, 1929, 111), (2, 20, 1930, 2024, 223)]
