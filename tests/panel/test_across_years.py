"""Lags, leads, changes, moving means, peace years and spells: by the calendar, across gaps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from detente.errors import PanelError
from detente.panel.create import (
    dyad_years,
    dyadic_dispute_years,
    k_adic_years,
    leader_dyad_years,
    leader_years,
    state_days,
    state_years,
)
from detente.panel.panel import Panel
from detente.store.home import Store
from tests.panel.world_of_five import store

GERMANY, WEST_GERMANY = 255, 260
KEYS = ["ccode", "year"]


@pytest.fixture
def five(tmp_path: Path) -> Store:
    return store(tmp_path / "five")


@pytest.fixture
def germany() -> Panel:
    """Germany to 1945 and from 1990 under one code, West Germany between under another."""
    panel = state_years(years=(1943, 1992), states=[GERMANY, WEST_GERMANY])
    year, code = pl.col("year"), pl.col("ccode")
    size = (year - 1900 + 1000 * (code == WEST_GERMANY)).cast(pl.UInt16)
    own = panel.frame.select(
        *KEYS,
        size.alias("size"),
        pl.when(year != 1991).then(year * 0.5).alias("share"),
        pl.format("in {}", year).alias("word"),
        (year > 1944).alias("flag"),
    )
    return panel.add_frame(own, keys=KEYS, source="survey", labels={"size": "Size"})


def of(panel: Panel, column: str, *years: int, code: int = GERMANY) -> list[object]:
    found = panel.frame.filter((pl.col("ccode") == code) & pl.col("year").is_in(years))
    return found[column].to_list()


def test_a_lag_is_of_the_year_and_not_of_the_row_before(germany: Panel) -> None:
    panel = germany.add("lag", of="size")
    assert of(panel, "size_lag1", 1943, 1944, 1945, 1990, 1991) == [None, 43, 44, None, 90]
    far = germany.add("lag", of="size", years=[1, 45])
    assert of(far, "size_lag45", 1945, 1990, 1991) == [None, 45, None], "45 years before, no less"
    assert far.frame.columns[-2:] == ["size_lag1", "size_lag45"]
    words = germany.add("lag", of=["word", "flag"])
    assert of(words, "word_lag1", 1945, 1990, 1991) == ["in 1944", None, "in 1990"]
    assert of(words, "flag_lag1", 1945, 1990, 1991) == [False, None, True]
    assert panel.frame["size_lag1"].dtype == pl.UInt16, "the type stays"


def test_a_lead_is_of_a_later_year(germany: Panel) -> None:
    panel = germany.add("lead", of=["size", "share"], years=[1, 2])
    assert of(panel, "size_lead1", 1944, 1945, 1990, 1992) == [45, None, 91, None]
    assert of(panel, "share_lead2", 1943, 1944, 1990) == [972.5, None, 996.0]


def test_a_change_is_null_where_either_year_is(germany: Panel) -> None:
    panel = germany.add("difference", of=["size", "share"])
    assert of(panel, "size_diff1", 1943, 1945, 1990, 1991) == [None, 1, None, 1]
    assert of(panel, "share_diff1", 1944, 1991, 1992) == [0.5, None, None]
    left = germany.frame.select(*KEYS, left=(200 - pl.col("size")).cast(pl.UInt8, strict=False))
    falling = germany.add_frame(left, keys=KEYS).add("difference", of="left")
    assert of(falling, "left_diff1", 1991, 1992) == [-1, -1], "below zero, whatever the type"


def test_a_moving_mean_needs_its_years(germany: Panel) -> None:
    panel = germany.add("moving_mean", of="size").add("moving_mean", of="share", years=[2, 3])
    assert of(panel, "size_mean3", 1944, 1945, 1990, 1992) == [None, 44.0, None, 91.0]
    assert of(panel, "share_mean2", 1944, 1991, 1992) == [971.75, None, None]
    some = germany.add("moving_mean", of="share", years=3, least=2)
    assert of(some, "share_mean3", 1943, 1944, 1990, 1991, 1992) == [
        None,
        971.75,
        None,
        None,
        995.5,
    ]


def test_every_unit_has_its_own_years(five: Store) -> None:
    pairs = dyad_years(years=(1998, 2000), states=[2, 20, 365], directed=True, store=five)
    own = pairs.frame.select(
        "ccode1", "ccode2", "year", x=pl.col("ccode1") * 10_000 + pl.col("ccode2") * 10
    ).with_columns(pl.col("x") + pl.col("year") - 1998)
    shuffled = pairs.only(where=pl.col("year") != 1999).add_frame(
        own, keys=["ccode1", "ccode2", "year"]
    )
    whole = pairs.add_frame(own, keys=["ccode1", "ccode2", "year"]).add("lag", of="x")
    later = whole.frame.filter(pl.col("year") > 1998)
    assert (later["x_lag1"] == later["x"] - 1).all() and later.height == 12
    assert shuffled.add("lag", of="x").frame["x_lag1"].null_count() == 12, "1999 is not there"
    assert shuffled.add("lag", of="x", years=2).frame["x_lag2"].null_count() == 6


def test_leaders_and_groups_of_states(five: Store) -> None:
    leaders = leader_years("gw", years=(1998, 2000), store=five).add("codes", keep="statename")
    lagged = leaders.add("lag", of="statename").frame
    first = pl.col("year") == pl.col("year").min().over("obsid")
    assert lagged.filter(first)["statename_lag1"].is_null().all()
    assert (lagged.filter(~first)["statename_lag1"] == lagged.filter(~first)["statename"]).all()
    both = leader_dyad_years("gw", years=(1998, 2000), store=five).add("codes", keep="statename")
    seen = both.add("lag", of="statename2").frame.drop_nulls("statename2_lag1")
    assert seen.height and (seen["statename2_lag1"] == seen["statename2"]).all()
    many = k_adic_years(6, years=(1998, 1999), states=[2, 20, 200, 220, 255, 325, 365], store=five)
    codes = many.add("codes", keep="iso3").add("lag", of=["iso31", "iso36"]).frame
    later = codes.filter(pl.col("year") == 1999)
    assert later.height == 7 and (later["iso31_lag1"] == later["iso31"]).all()
    assert (later["iso36_lag1"] == later["iso36"]).all(), "six codes are more than a number holds"


def test_columns_across_years_say_what_they_are(germany: Panel) -> None:
    panel = (
        germany.add("codes", keep="iso3")
        .add("lag", of=["size", "iso3"], years=2)
        .add("difference", of="size_lag2")
        .add("moving_mean", of="size")
    )
    described = {column.name: column for column in panel.codebook()}
    assert described["size_lag2"].label == "Size, 2 years before"
    assert described["size_lag2_diff1"].label == "Size, 2 years before, change over 1 year"
    assert described["size_mean3"].label == "Size, mean of 3 years to this one"
    assert described["iso3_lag2"].label.endswith("2 years before")
    assert {panel.versions()[name] for name in ("size_lag2", "size_mean3")} == {"survey"}
    assert "gleditsch_ward1999" in panel.cite()
    rules = {origin.column: origin.rule for origin in panel.lineage}
    assert rules["size_lag2"] == "size, 2 years before"


def test_empty_cells_across_years_have_their_reason(germany: Panel) -> None:
    panel = germany.add("lag", of="share").add("difference", of="share")
    panel = panel.add("lag", of="share_lag1")
    assert panel.why("share_lag1").filter(pl.col("ccode") == GERMANY).rows() == [
        (GERMANY, 1943, "no-row"),
        (GERMANY, 1990, "no-row"),
        (GERMANY, 1992, "missing-in-source"),
    ]
    reasons = dict(panel.why("share_diff1").select("year", "reason").rows())
    assert reasons[1991] == "missing-in-source" and reasons[1990] == "no-row"
    twice = dict(panel.why("share_lag1_lag1").select("year", "reason").rows())
    assert twice[1991] == "no-row" and twice[1990] == "no-row"


def test_a_name_that_is_taken_is_refused(germany: Panel) -> None:
    with pytest.raises(PanelError, match="'size_lag1', which is there already"):
        germany.add("lag", of="size").add("lag", of="size")
    again = germany.add("lag", of="size").add("lag", of="size", suffix="_2")
    assert again.frame.columns[-1] == "size_lag1_2"
    kept = germany.add("lag", of="size", years=[1, 2], keep="size_lag2")
    assert kept.frame.columns[-1] == "size_lag2" and "size_lag1" not in kept.frame.columns


Make = Callable[[Panel, Store], Panel]
BAD: list[tuple[Make, str]] = [
    (lambda panel, _: panel.add("lag"), "'lag' needs a column.*near: size"),
    (lambda panel, _: panel.add("lag", of="sise"), "no column 'sise' was added.*near: size"),
    (lambda panel, _: panel.add("lag", of="year"), "'year' belongs to the rows themselves"),
    (lambda panel, _: panel.add("lag", of=[]), "asks for nothing"),
    (lambda panel, _: panel.add("lag", of=7), "of=7 should be one word or a list"),
    (lambda panel, _: panel.add("lag", of="size", years=0), "years=0 should be from 1 to 300"),
    (lambda panel, _: panel.add("lag", of="size", years=-1), "'lag' looks back, 'lead' ahead"),
    (lambda panel, _: panel.add("lag", of="size", years=301), "years=301 should be from 1"),
    (lambda panel, _: panel.add("lag", of="size", years=1.5), "1.5 should be a whole number"),
    (lambda panel, _: panel.add("lag", of="size", years=True), "True should be a whole number"),
    (lambda panel, _: panel.add("lag", of="size", years="²"), "'²' should be a whole number"),
    (lambda panel, _: panel.add("lag", of="size", years=10**5000), "should be a whole number"),
    (lambda panel, _: panel.add("lag", of="size", years="9" * 5000), "should be a whole number"),
    (lambda panel, _: panel.add("lag", of="size", years=[1, None]), "None should be a whole"),
    (lambda panel, _: panel.add("difference", of="word"), "'word' holds text, and 'difference'"),
    (lambda panel, _: panel.add("moving_mean", of="word"), "'word' holds text"),
    (lambda panel, _: panel.add("difference", of="flag"), "'flag' holds true and false"),
    (lambda panel, _: panel.add("moving_mean", of="size", least=4), "least=4 should be from 1"),
    (lambda panel, _: panel.add("moving_mean", of="size", least=0), "least=0 should be from 1"),
    (lambda panel, _: panel.add("lead"), "'lead' without of= is about leaders"),
    (
        lambda _, store: leader_years("cow", years=1999, store=store).add("lead", years=2),
        "years= goes with of=",
    ),
    (
        lambda _, store: state_years(years=1999, store=store).add("lag", of="cinc"),
        "no column 'cinc'.*add the column first",
    ),
    (
        lambda _, store: (
            state_days(years=1999, states=["USA"], store=store).add("nmc").add("lag", of="cinc")
        ),
        "a year has many rows here; in state-days",
    ),
    (
        lambda _, store: dyadic_dispute_years("gml", store=store).add("nmc").add("lag", of="cinc1"),
        "no row in every year; in dyadic dispute-years",
    ),
]


@pytest.mark.parametrize(("make", "message"), BAD)
def test_what_cannot_be_looked_up_is_said_in_one_line(
    make: Make, message: str, germany: Panel, five: Store
) -> None:
    with pytest.raises(PanelError, match=message) as caught:
        make(germany, five)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 300


def test_lead_without_a_column_is_the_source_of_that_name(five: Store) -> None:
    leaders = leader_years("gw", years=(1998, 1999), store=five).add("lead")
    assert "combat" in leaders.data.columns
    later = leaders.add("lead", of="combat").frame.sort("obsid", "year")
    assert "combat_lead1" in later.columns


def test_spells_count_years_across_a_gap(five: Store) -> None:
    pairs = dyad_years(years=(1998, 2005), states=["USA", "Russia"], store=five)
    gapped = pairs.add("gml_mids").only(where=~pl.col("year").is_between(2001, 2003))
    assert gapped.frame.select("year", "gmlmidongoing").rows() == [
        (1998, 0),
        (1999, 1),
        (2000, 0),
        (2004, 0),
        (2005, 0),
    ]
    spells = gapped.add("spells").frame
    assert spells["gmlmidspell"].to_list() == [0, 1, 0, 4, 5]
    padded = gapped.add("peace_years", pad=True)
    assert padded.frame["gmlmidspell"].equals(spells["gmlmidspell"]) and not padded.notes
    rows = gapped.add("spells", edition="reference")
    plain = gapped.add("peace_years")
    assert plain.frame["gmlmidspell"].equals(rows.frame["gmlmidspell"])
    assert "2 cells would differ" in plain.notes[0]
    labels = {column.name: column.label for column in rows.codebook()}
    assert labels["gmlmidspell"].endswith("counted in rows")
