"""Our crosswalk against another hand's, name by name and year by year; names in six languages."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import tomli

from detente.actors.matching import match_states
from detente.actors.systems import System
from detente.errors import ParseError
from detente.sources.parsers import country_codes
from detente.sources.shelf import source
from detente.store.home import Store

FIRST, LAST = 1816, 2020
"""Years in which both have codes."""
LISTED = tomli.loads(
    Path(__file__).with_name("deviations_countrycode.toml").read_text(encoding="utf-8")
)["deviation"]


def test_names_and_letters(tmp_path: Path) -> None:
    head = ",".join(country_codes.COLUMNS.values())
    path = tmp_path / "country-codes.csv"
    path.write_text(
        f"Dial,{head}\n"
        "264,NAM,NA,Namibia,Yes,ناميبيا,纳米比亚,Namibia,Namibia,Namibie,Намибия\n"
        "358,ALA,AX,Aland Islands,Part of FI,, ,Aland Islands,,,\n",
        encoding="utf-8",
    )
    frame = country_codes.parse({country_codes.FILE: path})["country_codes"]
    assert frame["letters2"].to_list() == ["NA", "AX"], "NA is no missing value here"
    assert frame["independent"].to_list() == [1, 0]
    assert frame["name_zh"].to_list() == ["纳米比亚", None]
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ParseError, match="no column 'ISO3166-1-Alpha-3'"):
        country_codes.parse({country_codes.FILE: path})


def test_what_is_under_a_copyleft_licence_is_never_shipped() -> None:
    assert source("countrycode").terms == "cite" and "not to be shipped" in (
        source("countrycode").licence
    )
    assert source("country_codes").terms == "open"


def deviations(known: pl.DataFrame, system: System) -> set[tuple[object, ...]]:
    """Compare the code that we read from a name and year with theirs, in spells."""
    code = "ccode" if system == "cow" else "gwcode"
    theirs = known.filter(pl.col("year").is_between(FIRST, LAST)).select(
        "name", "year", written="name", theirs=code
    )
    ours = match_states(theirs, "written", when="year", system=system).frame
    both = theirs.join(
        ours.select("name", "year", ours=code), on=["name", "year"], how="left"
    ).with_columns(pl.col("ours", "theirs").fill_null(0))
    other = both.filter(pl.col("ours") != pl.col("theirs"))
    spells = other.group_by("name", "ours", "theirs").agg(
        first=pl.col("year").min(), last=pl.col("year").max(), years=pl.len()
    )
    return set(spells.rows())


@pytest.mark.mirror
@pytest.mark.parametrize("system", ["cow", "gw"])
def test_every_deviation_from_the_other_crosswalk_is_listed(
    system: System, mirrored: Store
) -> None:
    names = ("name", "ours", "theirs", "first", "last", "years")
    listed = {tuple(row[name] for name in names) for row in LISTED if row["system"] == system}
    found = deviations(mirrored.get("countrycode").frame, system)
    assert found == listed, (sorted(map(str, found - listed)), sorted(map(str, listed - found)))


def test_no_name_means_two_different_states() -> None:
    both = [row for row in LISTED if row["ours"] and row["theirs"]]
    assert [(row["name"], row["ours"], row["theirs"]) for row in both] == [("Colombia", 100, 99)]
    assert all(len(row["reason"]) > 15 for row in LISTED)


@pytest.mark.mirror
def test_letters_and_names_mean_the_same_states_in_any_language(mirrored: Store) -> None:
    known = mirrored.get("country_codes").frame.filter(pl.col("independent") == 1)
    dated = known.with_columns(pl.lit(LAST).alias("year"))
    by_letters = match_states(dated, {"place": "code"}).frame.select("letters2", "code")
    for column in (name for name in known.columns if name.startswith("name")):
        named = match_states(dated, column).frame.select("letters2", "ccode")
        both = named.join(by_letters, on="letters2")
        assert both.filter(pl.col("ccode") != pl.col("code")).is_empty(), column
        assert column not in ("name", "name_en") or both.height >= 193, column
