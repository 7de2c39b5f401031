"""Parsers of the panels' sources on invented rows in the true format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.errors import CheckError, ParseError
from detente.sources import ingest
from detente.sources.shelf import SHELF, source
from tests.sources.test_conflict_parsers import ACD_HEAD
from tests.sources.test_parsers import parsed, put

pyreadr = pytest.importorskip("pyreadr")
pd = pytest.importorskip("pandas")


def r_file(path: Path, **columns: list[object]) -> Path:
    pyreadr.write_rdata(str(path), pd.DataFrame(columns), df_name="x")
    return path


def test_an_r_object_is_taken_column_by_column(tmp_path: Path) -> None:
    names = [c for c in source("lead").tables["lead"].columns if c != "obsid"]
    path = r_file(
        tmp_path / "LEAD.rda", obsid=["AAA-1900", "BBB-1901"], **{n: [1.0, None] for n in names}
    )
    frame = parsed("lead", a=path)["lead"]
    assert frame["combat"].to_list() == [1, None] and str(frame.schema["combat"]) == "Int8"


def test_rows_are_numbered_and_columns_renamed(tmp_path: Path) -> None:
    path = r_file(
        tmp_path / "c.rda",
        ccode1=[2.0, 20.0],
        ccode2=[20.0, 2.0],
        conttype=[1.0, 1.0],
        stdate=[date(1920, 1, 1)] * 2,
        enddate=[date(2016, 12, 1)] * 2,
    )
    frame = parsed("contiguity_reference", a=path)["cow_contdir"]
    assert frame["row"].to_list() == [0, 1] and frame["start"].to_list() == [date(1920, 1, 1)] * 2


def test_a_changed_object_is_refused(tmp_path: Path) -> None:
    path = r_file(tmp_path / "c.rda", ccode1=[2.0], ccode2=[20.0])
    with pytest.raises(ParseError, match="lacks the column 'stdate'"):
        parsed("contiguity_reference", a=path)
    names = [c for c in source("lead").tables["lead"].columns if c != "obsid"]
    twice = r_file(
        tmp_path / "LEAD.rda", obsid=["AAA-1900", "AAA-1900"], **{n: [1.0, 0.0] for n in names}
    )
    with pytest.raises(CheckError, match="obsid=AAA-1900"):
        parsed("lead", a=twice)
    wrong = r_file(tmp_path / "LEAD.rda", obsid=["AAA-1900"], **{n: [1.5] for n in names})
    with pytest.raises(ParseError, match="'leveledu' holds 1.5, not a whole number"):
        parsed("lead", a=wrong)
    huge = r_file(tmp_path / "LEAD.rda", obsid=["AAA-1900"], **{n: [1000.0] for n in names})
    with pytest.raises(ParseError, match="cannot be read as declared"):
        parsed("lead", a=huge)


def test_disputes_have_null_for_minus_nine_and_a_twin_as_published(tmp_path: Path) -> None:
    names = list(source("gml_mid").tables["gml_mid"].columns)
    row = {n: [1.0, 1.0] for n in names} | {
        "ccode1": [2.0, 20.0],
        "ccode2": [20.0, 2.0],
        "year": [1990.0] * 2,
        "fatality1": [-9.0, 2.0],
        "hostlev": [3.0, 3.0],
    }
    tables = parsed("gml_mid", a=r_file(tmp_path / "g.rda", **row))
    assert tables["gml_mid"]["fatality1"].to_list() == [None, 2], "-9 is missing (codebook)"
    assert tables["gml_mid_published"]["fatality1"].to_list() == [-9, 2], "for replication"
    flags = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
    promised = r_file(
        tmp_path / "a.rda",
        ccode1=[2.0, 20.0],
        ccode2=[20.0, 2.0],
        year=[1990.0] * 2,
        **{f: [1.0, 0.0] for f in flags},
    )
    assert parsed("atop", a=promised)["atop"]["atop_nonagg"].to_list() == [1, 0]


def test_majors(tmp_path: Path) -> None:
    path = put(
        tmp_path / "m.csv",
        "stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n"
        "AAA,2,1898,8,13,2024,12,31,2024\n",
    )
    assert parsed("cow_majors", a=path)["cow_majors"].rows() == [
        (2, date(1898, 8, 13), date(2024, 12, 31))
    ]


def test_trade(tmp_path: Path) -> None:
    states = put(
        tmp_path / "n.csv",
        "ccode,statename,stateabb,year,imports,exports,version\n"
        "2,A,AAA,1870,450,-9,4\n"
        "20,B,BBB,1870,,3.5,4\n",
    )
    pairs = tmp_path / "d.rds"
    pyreadr.write_rds(
        str(pairs),
        pd.DataFrame(
            {
                "ccode1": [2.0, 20.0, 2.0],
                "ccode2": [20.0, 2.0, 20.0],
                "year": [1870.0, 1870.0, 1871.0],
                "flow1": [1.5, -9.0, 1.5],
                "flow2": [-9.0, 1.5, 7.0],
                "smoothflow1": [1.5, 2.0, 1.5],
                "smoothflow2": [2.0, 1.5, 2.0],
            }
        ),
    )
    frames = parsed("cow_trade", a=states, b=pairs)
    assert frames["cow_trade"].height == 2, "each pair once"
    assert frames["cow_trade_states"]["exports"].to_list() == [None, 3.5] and frames["cow_trade"][
        "flow2"
    ].to_list() == [None, 7.0]


def test_minimum_distances_of_a_year_become_one_row(tmp_path: Path) -> None:
    files = {}
    for system, code in (("cow", "ccode"), ("gw", "gwcode")):
        files[f"{system}_mindist.rda"] = r_file(
            tmp_path / f"{system}.rda",
            **{f"{code}1": [2.0], f"{code}2": [20.0], "year": [1990.0], "mindist": [7.0]},
        )
        plus = pd.DataFrame(
            {
                f"{code}1": [2.0] * 4,
                f"{code}2": [20.0] * 4,
                "year": [1990] * 4,
                "date": [date(1990, 1, 1), date(1990, 3, 3), date(1990, 6, 30), date(1990, 12, 31)],
                "change_date": [None] * 4,
                "mindist": [None, 5.0, 6.0, 8.0],
            }
        ).astype({"date": str, "change_date": str})
        path = tmp_path / f"{system}_plus.rds"
        plus["date"] = pd.to_datetime(plus["date"])
        pyreadr.write_rds(str(path), plus)
        files[f"{system}_mindist_plus.rds"] = path
    frames = ingest.parse(source("minimum_distance"), files)
    row = frames["cow_mindist"].row(0, named=True)
    assert [row[c] for c in ("first", "last", "jan1", "june30", "dec31", "yearly")] == [
        5.0,
        8.0,
        None,
        6.0,
        8.0,
        7.0,
    ]


def test_conflicts_have_a_row_for_each_government(tmp_path: Path) -> None:
    row = "{},X,A,1,,B,2,,{},Isle,{},{},0,{},1946-01-01,1,1946-01-01,1,0,,,{},,{},,2,5,25.1\n"
    between = row.format(200, 1, 1946, 2, 2, '"2, 200"', 365)
    inside = row.format(201, 3, 1950, 1, 4, 2, "")
    path = put(tmp_path / "u.csv", ACD_HEAD + between + inside)
    frame = parsed("ucdp_acd", a=path)["ucdp_acd"]
    assert frame["gwcode"].to_list() == [2, 200, 365, 2] and frame["side"].to_list() == [
        "a",
        "a",
        "b",
        "a",
    ]
    assert frame["type_of_conflict"].to_list() == ["interstate"] * 3 + ["II"]
    assert frame["incompatibility"].to_list() == ["territory"] * 3 + ["both"]


def test_sanctions_are_spread_over_years_members_and_names_with_commas(tmp_path: Path) -> None:
    head = (
        "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,"
        "financial,travel,other,target_mult\n"
    )
    path = put(
        tmp_path / "g.csv",
        head + '1,"Korea, North",United States,1990,1991,1,"a, b",0,0,1,0,0,0\n'
        "2,Iraq,UN,1990,1990,0,,1,0,0,0,0,0\n"
        '3,Cuba,"Canada, Atlantis",1990,1990,0,,0,0,0,1,0,0\n'
        "4,Iran,EU,1990,1990,1,,0,0,0,0,0,0\n",
    )
    frames = parsed("gsdb", a=path)
    rows = {(a, b, y): (t, f, v) for a, b, y, t, _, _, f, v, _ in frames["gsdb"].rows()}
    assert rows[2, 731, 1990] == (1, 1, 0) == rows[2, 731, 1991] and rows[20, 40, 1990] == (0, 0, 1)
    assert {a for a, b, _ in rows if b == 630} == {
        200,
        205,
        210,
        211,
        212,
        220,
        230,
        235,
        255,
        325,
        350,
        390,
    }, "the EC of twelve"
    assert frames["gsdb_un"].rows() == [(645, 1990, 1)] and not any(b == 645 for _, b, _ in rows)


def test_arms(tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.csv",
        "supplier,recipient,year,value,supplier_cown,recipient_cown\n"
        "United States,Canada,1990,5,2,20\nUnited States,Canada,1990,2,2,20\n"
        "Serbia,Canada,2010,1,NA,20\nNATO**,Canada,2010,9,NA,20\n",
    )
    assert parsed("sipri_arms", a=path)["sipri_arms"].sort("year").rows() == [
        (2, 20, 1990, 7.0),
        (345, 20, 2010, 1.0),
    ]


def test_objects_name_their_files() -> None:
    for found in SHELF:
        names = {f.name for f in found.files}
        assert all(rule.object in names for rule in found.tables.values() if rule.object), found.id
