"""Private numberings: states of Polity, V-Dem, ICB, SIPRI by the codes that their names have."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from detente.actors.matching import match_states
from detente.panel.create import dyad_years, state_years
from detente.sources.dialects import dialect
from detente.sources.parsers import polity, sipri_arms, vdem
from detente.sources.parsers.rdata import read_rda
from detente.store.home import Store
from tests.conftest import mirror_folder

NAMED = {
    ("USSR", 1923, 1991): 365,
    ("Serbia", 1878, 1920): 345,
    ("Yugoslavia", 1992, 2002): 345,
    ("Serbia and Montenegro", 2003, 2005): 345,
    ("Serbia", 2006, 2018): 345,
    ("Montenegro", 2006, 2018): 341,
    ("Kosovo", 2008, 2018): 347,
    ("Ethiopia", 1994, 2018): 530,
    ("Sudan-North", 2011, 2018): 625,
    ("South Sudan", 2011, 2018): 626,
    ("Pakistan", 1947, 1971): 770,
    ("Vietnam", 1977, 2018): 816,
}
"""States whose number is Polity's own, by the producer's name and years, with their code."""
ON_THE_CUSP = [(365, 1922), (530, 1993)]
"""State-years with a row of the old regime and one of the new, of which the last holds."""
HEADER = "p5,cyear,ccode,scode,country,year,flag,fragment,democ,autoc,polity,polity2\n"


def named_scores(folder: Path) -> pl.DataFrame:
    """Give the scores of the states in `NAMED` from the producer's file, found by their names."""
    raw = pl.read_csv(folder / "polity/p5v2018.csv", infer_schema_length=None)
    spans = [
        raw.filter((pl.col("country") == name) & pl.col("year").is_between(first, last)).select(
            pl.lit(code, dtype=pl.Int64).alias("ccode"), "year", right="polity2"
        )
        for (name, first, last), code in NAMED.items()
    ]
    return pl.concat(spans)


@pytest.mark.mirror
def test_no_named_state_has_the_score_of_another_or_none(mirrored: Store) -> None:
    """0 of 269: the state-years with another score, or none, where numbers are joined as codes.

    They are found by the producer's names: all state-years of `NAMED` of which the reference's
    table has another cell than the file under that name.
    """
    folder = mirror_folder()
    assert folder is not None
    states = state_years(store=mirrored)
    scores = named_scores(folder)

    def wrong(edition: str) -> pl.DataFrame:
        panel = states.add("democracy", edition=edition).to_polars()
        beside = panel.join(scores, on=["ccode", "year"])
        return beside.filter(pl.col("polity2").ne_missing(pl.col("right")))

    assert wrong("reference").height == 269
    assert wrong("official").height == 0
    panel = states.add("democracy").to_polars()
    cell = {(code, year): score for code, year, score in panel["ccode", "year", "polity2"].rows()}
    assert cell[626, 2015] == 0 and cell[625, 2015] == -4, "South Sudan is Polity's 525"
    assert cell[365, 1950] == -9 and cell[365, 1990] == 0, "the Soviet Union is its 364"
    assert cell[816, 1980] == -7 and cell[770, 1960] == -7 and cell[530, 2000] == 1
    assert cell[341, 2015] == 9 and cell[347, 2015] == 8, "341 is Kosovo to Polity"
    assert cell[300, 1900] == -4 and cell[325, 1850] == -7, "Austria-Hungary; Sardinia"
    assert [cell[pair] for pair in ON_THE_CUSP] == [-7, 1]


@pytest.mark.mirror
def test_scores_of_relevant_dyads(mirrored: Store) -> None:
    """Of 40,828 relevant dyad-years of 1946 to 1991, 8,772 lacked a score; 5,636 of them have it.

    The others have a state that Polity does not score in that year, or a year of occupation.
    """
    relevant = dyad_years(years=(1946, 1991), store=mirrored).relevant()
    lacking = {}
    for edition in ("official", "reference"):
        scores = relevant.add("democracy", edition=edition).to_polars()
        lacking[edition] = scores.filter(
            pl.any_horizontal(pl.col("polity21", "polity22").is_null())
        ).height
    assert relevant.to_polars().height == 40_828
    assert lacking == {"reference": 8_772, "official": 3_136}


@pytest.mark.mirror
def test_polity_and_v_dem_hold_both_systems(mirrored: Store) -> None:
    frame = mirrored.get("vdem").frame
    czechoslovak = frame.filter(pl.col("ccode") == 315)
    assert czechoslovak["year"].min() == 1918 and czechoslovak["year"].max() == 1992
    assert czechoslovak.height == 70, "1918 to 1992 less the years of occupation"
    year = {code: rows["year"].to_list() for (code,), rows in frame.group_by("ccode")}
    assert 1990 in year[255] and 1990 in year[260], "a year of two codes counts for both"
    assert year[325][0] == 1816 and len(year[325]) == 209, "Sardinia and Italy"
    assert year[511] == [1963, 1964], "Zanzibar, before it was part of Tanzania"
    scores = mirrored.get("gw_polity").frame
    haiti = scores.filter((pl.col("gwcode") == 41) & (pl.col("year") == 1850))
    assert haiti.height == 1, "a member of Gleditsch and Ward's system before the other"


@pytest.mark.parametrize("system", ["cow", "gw"])
@pytest.mark.parametrize(
    ("name", "file", "key"),
    [
        ("polity", "polity/p5v2018.csv", "ccode"),
        ("vdem", "vdem/vdem_simple.rda", "country_text_id"),
        ("icb", "icb/icb2v15.csv", "cracid"),
    ],
)
@pytest.mark.mirror
def test_a_crosswalk_has_no_hole(name: str, file: str, key: str, system: str) -> None:
    """Each year of a key that a crosswalk lists is covered, and no two keys mean one state."""
    folder = mirror_folder()
    assert folder is not None
    path = folder / file
    raw = read_rda(path) if path.suffix == ".rda" else pl.read_csv(path, infer_schema_length=None)
    when = "yrtrig" if name == "icb" else "year"
    rows = raw.select(pl.col(key).cast(pl.String).alias("key"), pl.col(when).cast(pl.Int64))
    rows = rows.rename({when: "year"}).filter(pl.col("year") >= 1816).unique()
    spans = dialect(name).meanings.select(
        "key", pl.col("from").dt.year().fill_null(0), pl.col("to").dt.year().fill_null(9999)
    )
    listed = rows.join(spans.select("key").unique(), on="key")
    covered = listed.join(spans, on="key").filter(pl.col("year").is_between("from", "to"))
    assert listed.join(covered, on=["key", "year"], how="anti").is_empty()
    code = "ccode" if system == "cow" else "gwcode"
    matched = match_states(
        rows.with_columns(pl.col("key").alias("own")),
        {"key": code},
        system="cow" if system == "cow" else "gw",
        dialect=dialect(name),
    ).frame
    assert not matched.select(code, "year").is_duplicated().any()


def test_polity_by_its_own_numbers(tmp_path: Path) -> None:
    path = tmp_path / "p5v2018.csv"
    rows = [
        "0,6251990,625,SUD,Sudan,1990,0,,0,7,-7,-7",
        "0,6262015,626,SDN,Sudan-North,2015,0,,1,5,-4,-4",
        "0,5252015,525,SSU,South Sudan,2015,0,,-88,-88,-88,0",
        "0,3641950,364,USR,USSR,1950,0,,0,9,-9,-9",
        "0,3651922,365,RUS,Russia,1922,0,,2,3,-1,-1",
        "0,3101900,310,HUN,Hungary,1900,0,,2,6,-4,-4",
        "0,2551990,255,GMY,Germany,1990,0,,10,0,10,10",
        "0,2601990,260,GFR,Germany West,1990,0,,10,0,10,9",
    ]
    path.write_text(HEADER + "\n".join(rows), encoding="utf-8")
    tables = polity.parse({"p5v2018.csv": path})
    assert tables["polity"].frame.select("ccode", "year", "polity", "polity2").rows() == [
        (255, 1990, 10, 10),
        (260, 1990, 10, 9),
        (365, 1950, -9, -9),
        (625, 1990, -7, -7),
        (625, 2015, -4, -4),
        (626, 2015, None, 0),
    ], "Hungary was no state in 1900; the Union has the row of 1922"
    gw = tables["gw_polity"].frame
    assert gw.filter(pl.col("gwcode") == 260)["polity2"].to_list() == [10], "one code for both"
    report = tables["polity"].reports[0]
    assert (report.rows, report.matched, report.not_states.rows) == (8, 6, 2)


def test_movements_are_not_the_state_in_which_they_fight(tmp_path: Path) -> None:
    path = tmp_path / "sipri-exports-processed.csv"
    path.write_text(
        "supplier,recipient,year,value,supplier_cown,recipient_cown\n"
        "Iran,Hezbollah (Lebanon)*,1995,3,630,660\n"
        "Iran,Lebanon,1995,2,630,660\n"
        "Soviet Union,Viet Nam,1970,5,365,816\n"
        "Serbia,Congo,1998,1,NA,484\n",
        encoding="utf-8",
    )
    matched = sipri_arms.parse({"sipri-exports-processed.csv": path})["sipri_arms"]
    assert matched.frame.rows() == [
        (630, 660, 1995, 2.0),
        (365, 816, 1970, 5.0),
        (345, 484, 1998, 1.0),
    ]
    lost = {report.column: report.not_states.rows for report in matched.reports}
    assert lost == {"supplier": 0, "recipient": 1}


def test_v_dem_refuses_a_file_without_its_letters(tmp_path: Path) -> None:
    pyreadr = pytest.importorskip("pyreadr")
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "vdem_simple.rda"
    frame = pandas.DataFrame({"cown": [365.0], "year": [1990.0]})
    pyreadr.write_rdata(str(path), frame, df_name="vdem")
    from detente.errors import ParseError

    with pytest.raises(ParseError, match="lacks the column 'country_text_id'"):
        vdem.parse({"vdem_simple.rda": path})
