"""Every parser on invented rows in the true format: units, missing values, codes by year."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from detente.errors import DetenteError, ParseError
from detente.sources import ingest
from detente.sources.missing import without_missing
from detente.sources.parsers.un_votes_undl import tables_of
from detente.sources.shelf import source

pyreadr = pytest.importorskip("pyreadr")


def parsed(name: str, **files: Path) -> dict[str, pl.DataFrame]:
    found = source(name)
    paths = {f.name: path for f, path in zip(found.files, files.values(), strict=True)}
    given = ingest.parse(found, paths)
    frames = {}
    for table, rule in found.tables.items():
        frames[table] = without_missing(rule, given[rule.published or table])
        ingest.check(found, rule, frames[table])
    return frames


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def packed(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_state_systems(tmp_path: Path) -> None:
    cow = put(
        tmp_path / "s.csv",
        "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
        "AAA,2,Aland,1816,1,1,2016,12,31,2016\nBBB,20,Bland,1920,1,10,1930,5,5,2016\n",
    )
    frame = parsed("cow_states", a=cow)["cow_states"]
    assert str(frame["start"][1]) == "1920-01-10" and str(frame["end"][1]) == "1930-05-05"
    gw = put(
        tmp_path / "g.csv",
        "gwcode,stateabb,statename,startdate,enddate\n2.0,AAA,Aland,1816-01-01,2017-12-31\n",
    )
    assert parsed("gw_states", a=gw)["gw_states"]["ccode"].to_list() == [2]


def test_capabilities(tmp_path: Path) -> None:
    path = put(
        tmp_path / "n.csv",
        "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
        "AAA,2,1990,-9,17,80,254,8659.0,101.0,0.0397,2025\n"
        "BBB,20,1990,5,2,1,1,10.0,-9.0,.01,2025\n",
    )
    frame = parsed("cow_nmc", a=path)["cow_nmc"]
    assert frame["milex"].to_list() == [None, 5.0] and frame["upop"].to_list() == [101.0, None]


def test_organisations(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "i.csv.gz",
        "ccode,year,state,nato,eu,cmea\n2,1990,usa,1,0,-1\n20,1990,can,1,3,-9\n",
    )
    frames = parsed("cow_igo", a=path)
    rows = {
        (c, i): m for c, i, m in frames["cow_igo"].select("ccode", "igo", "membership").iter_rows()
    }
    assert rows == {(2, "nato"): 1, (20, "nato"): 1, (20, "eu"): 3, (20, "cmea"): None}
    assert frames["cow_igo_states"].height == 2
    assert frames["cow_igo_pairs"].rows() == [(2, 20, 1990, 1, 0, 0)]


def test_contiguity(tmp_path: Path) -> None:
    path = tmp_path / "c.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "DirectContiguity320/contdir.csv",
            "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version\n"
            '2020,20,"B",2,"A",1,192001,201612,"x",3.2\n'
            '2031,2,"A",31,"C",4,197307,199002,"y",3.2\n',
        )
    frame = parsed("cow_contiguity", a=path)["cow_contiguity"]
    assert frame["ccode1"].to_list() == [2, 2] and str(frame["end"][1]) == "1990-02-28"


def world_bank(path: Path, code: str, rows: str, head: bool) -> Path:
    lines = (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2025-01-01",\n\n'
        if head
        else ""
    )
    return put(
        path,
        "\ufeff"
        + lines
        + '"Country Name","Country Code","Indicator Name","Indicator Code","1989","1992",\n'
        + rows,
    )


def test_development_indicators(tmp_path: Path) -> None:
    rows = (
        '"Russian Federation","RUS","x","y","5","7",\n'
        '"World","WLD","x","y","50","70",\n'
        '"European Union","EUU","x","y","","60",\n'
        '"Aruba","ABW","x","y","","1",\n'
    )
    files = {
        f.name: world_bank(
            tmp_path / f.name,
            f.name,
            rows.replace('"7"', '"700"') if "FUEL" in f.name else rows,
            i % 2 == 0,
        )
        for i, f in enumerate(source("wdi").files)
    }
    tables = ingest.parse(source("wdi"), files)
    frame = without_missing(source("wdi").tables["wdi"], tables["wdi"])
    groups = tables["wdi_groups"].sort("area", "year")
    assert groups.select("area", "year", "gdp_per_head_ppp").rows() == [
        ("EUU", 1992, 60.0),
        ("WLD", 1989, 50.0),
        ("WLD", 1992, 70.0),
    ], "the bank's own averages, under the letters of its groups"
    assert frame["manufacturing_share"].to_list() == frame["inflation"].to_list() == [7.0]
    assert frame["ccode"].to_list() == [365] and frame["year"].to_list() == [1992], (
        "RUS is nobody in 1989, Aruba no state"
    )
    assert frame["gdp_constant"][0] == 7.0 and frame["fuel_exports"][0] is None, (
        "a share above all exports is unknown"
    )
    broken = put(tmp_path / "broken.csv", "nothing here\n")
    with pytest.raises(ParseError, match="no header"):
        ingest.parse(source("wdi"), dict.fromkeys(files, broken))


def test_excel_books(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "sipri.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for sheet in ("Constant (2023) US$", "Current US$"):
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, ["Military expenditure"])
        page.write_row(5, 0, ["Country", "", "Notes", 1989, 1992])
        for i, row in enumerate(
            [
                ["Europe"],
                ["USSR", "", "", 100.5, "xxx"],
                ["Russia", "", "", "xxx", 40],
                ["France", "", "", "...", 30],
            ]
        ):
            page.write_row(7 + i, 0, row)
    book.close()
    frame = parsed("sipri_milex", a=path)["sipri_milex"].sort("ccode", "year")
    assert frame.select("ccode", "year", "milex_constant").rows() == [
        (220, 1992, 30.0),
        (365, 1989, 100.5),
        (365, 1992, 40.0),
    ]
    path = tmp_path / "wpp.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for i, sheet in enumerate(("Lower 95", "Lower 80", "Median", "Upper 80", "Upper 95")):
        page = book.add_worksheet(sheet)
        page.write_row(
            16,
            0,
            ["Index", "Variant", "Region", "Notes", "Code", "ISO3 Alpha-code", "2024", "2050"],
        )
        page.write_row(17, 0, ["1", "PI", "World", "", "900", "", "8000", "9000"])
        page.write_row(
            18, 0, ["2", "PI", "Russian Federation", "", "643", "RUS", "144", str(130 + i)]
        )
    book.close()
    frame = parsed("wpp", a=path)["wpp"]
    assert frame.filter(pl.col("year") == 2050).select("pop_low95", "pop_median", "pop_high95").row(
        0
    ) == (130.0, 132.0, 134.0)


def put_r(path: Path, **columns: Any) -> Path:
    """Write an R file that holds one data frame."""
    pandas = pytest.importorskip("pandas")
    pyreadr.write_rdata(str(path), pandas.DataFrame(columns), df_name=path.stem)
    return path


def test_r_files(tmp_path: Path) -> None:
    indices = [
        f"{index}{end}"
        for index in ("v2x_polyarchy", "v2x_libdem")
        for end in ("", "_codelow", "_codehigh")
    ]
    path = put_r(
        tmp_path / "v.rda",
        country_text_id=["RUS", "CZE", "DEU", "ZZB", "HKG"],
        year=[1985.0, 1985.0, 1990.0, 1990.0, 1990.0],
        **{name: [0.3, None, 0.5, 0.1, 0.2] for name in indices},
    )
    tables = parsed("vdem", a=path)
    frame, gw = tables["vdem"], tables["gw_vdem"]
    assert frame.select("ccode", "year", "v2x_polyarchy").rows() == [
        (255, 1990, 0.5),
        (260, 1990, 0.5),
        (315, 1985, None),
        (365, 1985, 0.3),
    ], "a year of two codes counts for both; Zanzibar and Hong Kong are no states then"
    assert gw["gwcode"].to_list() == [260, 315, 365]
    broken = put(tmp_path / "broken.rda", "this is no R file")
    with pytest.raises(ParseError, match="cannot be read") as caught:
        parsed("vdem", a=broken)
    assert "\n" not in str(caught.value)


def test_r_files_of_roll_calls(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    votes = put_r(
        tmp_path / "a.rda",
        rcid=[1.0, 1.0, 2.0],
        country=["Russia", "Federal Republic of Germany", "Germany"],
        country_code=["RU", None, "DE"],
        vote=["yes", "no", "abstain"],
    )
    calls = put_r(
        tmp_path / "b.rda",
        rcid=[1, 2],
        session=[28.0, 50.0],
        importantvote=[0, 0],
        date=pandas.to_datetime(["1973-10-01", "1995-10-01"]),
        unres=["a", "b"],
        amend=[0, 0],
        para=[0, 1],
        short=["x", ""],
        descr=["", "y"],
    )
    issues = put_r(tmp_path / "c.rda", rcid=[1], short_name=["me"], issue=["Palestinian conflict"])
    matches = put(tmp_path / "m.csv", "v1,rcid1,rcid2\n1,1,2\n")
    frames = parsed("un_votes", a=votes, b=calls, c=issues, d=matches)
    assert frames["un_vote_matches"].rows() == [(0, 1, 2)]
    assert frames["un_votes"].rows() == [(1, 365, 1), (1, 260, 3), (2, 255, 2)]
    taken = frames["un_roll_calls"]
    assert taken["unres"].to_list() == ["a", "b"]
    assert taken["year"].to_list() == [1973, 1995]
    assert taken["short"].to_list() == ["x", "y"]


def test_votes_of_the_digital_library(tmp_path: Path) -> None:
    head = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title\n"
    rows = (
        "1,DEU,GERMANY,Y,1990-09-30,45,A/RES/1,,x\n"
        "2,DEU,GERMANY,N,1990-10-30,45,A/RES/2,,x\n"
        "2,SUN,USSR,A,1990-10-30,45,A/RES/2,,x\n"
        "1,YEM,YEMEN,X,1990-01-30,45,A/RES/1,,x\n3,SUN,USSR,Y,2022-03-02,ES-11,A/RES/3,,x\n"
    )
    frames = parsed("un_votes_undl", a=packed(tmp_path / "u.csv.gz", head + rows))
    assert set(frames["un_votes_undl"].rows()) == {
        (1, 260, 1),
        (2, 255, 3),
        (2, 365, 2),
        (1, 678, 8),
        (3, 365, 1),
    }
    assert dict(frames["un_roll_calls_undl"].select("rcid", "year").iter_rows()) == {
        1: 1990,
        2: 1990,
        3: 2022,
    }
    assert dict(frames["un_roll_calls_undl"].select("rcid", "special").iter_rows()) == {
        1: 0,
        2: 0,
        3: 1,
    }
    with pytest.raises(ParseError, match="'Q' is not a vote"):
        parsed(
            "un_votes_undl",
            a=packed(tmp_path / "q.csv.gz", head + "1,DEU,GERMANY,Q,1990-09-30,45,A/RES/1,,x\n"),
        )
    with pytest.raises(ParseError, match="column 'ms_vote' is missing"):
        tables_of(pl.DataFrame({"undl_id": ["1"], "ms_code": ["DEU"]}))
    seats = "4,CHN,CHINA,Y,1970-10-30,25,A/RES/4,,x\n5,CHN,CHINA,Y,1971-12-30,26,A/RES/5,,x\n"
    china = parsed("un_votes_undl", a=packed(tmp_path / "c.csv.gz", head + seats))["un_votes_undl"]
    assert set(china.select("rcid", "ccode").rows()) == {(4, 713), (5, 710)}, (
        "Taipei had the seat until October 1971"
    )
    with pytest.raises(ParseError, match="'QQQ' is not a known country"):
        parsed(
            "un_votes_undl",
            a=packed(tmp_path / "w.csv.gz", head + "1,QQQ,NOWHERE,Y,1990-09-30,45,A/RES/1,,x\n"),
        )


def test_speeches_of_the_general_debate(tmp_path: Path) -> None:
    said = {
        "TXT/Session 44 - 1989/RUS_44_1989.txt": "We speak.",
        "TXT/Session 79 - 2024/PSE_79_2024.txt": "We too.",
        "TXT/Session 44 - 1989/DEU_44_1989.txt": "\ufeffAnd we.",
        "TXT/Session 47 - 1992/.DS_Store-to-UTF-8.txt": "stray",
        "TXT/Session 79 - 2024/EU__79_2024.txt": "All of us.",
        "TXT/Session 15 - 1960/CHN_15_1960.txt": "Taipei.",
    }
    path = tmp_path / "u.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in said.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    frame = parsed("ungdc", a=path)["speeches"]
    assert set(frame.select("speech", "speaker", "year", "ccode", "text").rows()) == {
        ("RUS_44_1989", "RUS", 1989, 365, "We speak."),
        ("PSE_79_2024", "PSE", 2024, None, "We too."),
        ("DEU_44_1989", "DEU", 1989, 260, "And we."),
        ("EU__79_2024", "EU", 2024, None, "All of us."),
        ("CHN_15_1960", "CHN", 1960, 713, "Taipei."),
    }
    empty = tmp_path / "e.tgz"
    tarfile.open(empty, "w:gz").close()
    with pytest.raises(ParseError, match="holds no speech"):
        parsed("ungdc", a=empty)


def test_events_and_surveys(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    path = tmp_path / "i.rda"
    pyreadr.write_rdata(
        str(path),
        pd.DataFrame(
            {
                "i_iso3c": ["RUS", "USA", None],
                "j_iso3c": ["USA", "RUS", "USA"],
                "year": [2010.0] * 3,
                "verbCoop": [8.0, 3.0, 1.0],
                "matlCoop": [0.0, 1.0, 1.0],
                "verbConf": [2.0, 0.0, 1.0],
                "matlConf": [1.0, 0.0, 1.0],
            }
        ),
        df_name="icews",
    )
    assert set(parsed("icews", a=path)["icews_dyad_year"].rows()) == {
        (365, 2, 2010, 8, 0, 2, 1),
        (2, 365, 2010, 3, 1, 0, 0),
    }
    views = put(
        tmp_path / "p.csv",
        "iso3,year,target,favorable_pct,unfavorable_pct,n\n"
        "USA,2014,RUS,19,72,1002\n"
        "QQQ,2014,RUS,1,1,1\n",
    )
    assert parsed("pew", a=views)["pew_views"].rows() == [(2, "RUS", 2014, 0.19, 0.72, 1002)]


def test_ideal_points(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    pd = pytest.importorskip("pandas")
    names = [
        "idealpointlegacy",
        "idealpointall",
        "idealpointfp",
        "q5fp",
        "q95fp",
        "q5all",
        "q95all",
    ]
    path = tmp_path / "i.dta"
    pyreadstat.write_dta(
        pd.DataFrame(
            {"ccode": [2, 365], "year": [1946.0, 1946.0], **{n: [1.5, -1.5] for n in names}}
        ),
        str(path),
    )
    older = put(
        tmp_path / "o.csv",
        "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname\n"
        "1,2,1,42,1.6,.9,1.3,1.4,1.6,1.9,2.0,2.7,USA,United States\n",
    )
    frame = parsed("un_ideal_points", a=path, b=older)["un_ideal_points"]
    assert frame["legacy"].to_list() == [1.5, -1.5] and frame["legacy_low"].to_list() == [1.3, None]


def test_long_series(tmp_path: Path) -> None:
    people = put(
        tmp_path / "p.csv",
        "country,time,pop\nrus,1989,147\nrus,2000,146\nrus,2090,100\nabw,2000,1\n",
    )
    spending = put(
        tmp_path / "m.csv", "geo,time,military_expenditure_percent_of_gdp\nrus,2000,3.3\n"
    )
    arms = put(tmp_path / "x.csv", "geo,time,arms_exports_sipri_tiv\nrus,2000,4000000\n")
    oil = put(
        tmp_path / "o.csv",
        "geo,time,oil_production_total\n"
        "ussr,1980,60\n"
        "ussr,2000,0\n"
        "rus,1980,0\n"
        "rus,2000,32\n"
        "rus,1988,50\n"
        "kaz,1988,3\n",
    )
    gas = put(
        tmp_path / "g.csv", "geo,time,natural_gas_production_total\nrus,2000,0.0\nrus,2010,5\n"
    )
    income = put(tmp_path / "i.csv", "country,time,gdp_pcap\nrus,2000,9000\nrus,2090,1\n")
    life = put(tmp_path / "l.csv", "country,time,lex\nrus,2010,69.5\n")
    bought = put(tmp_path / "b.csv", "geo,time,arms_imports_sipri_tiv\nrus,2010,0\nrus,2000,8\n")
    series = {"a": people, "b": spending, "c": arms, "d": oil, "e": gas, "f": income}
    frame = parsed("gapminder", **series, g=life, h=bought)["gapminder"].sort("year")
    assert frame.rows() == [
        (365, 1980, None, None, None, 60.0, None, None, None, None),
        (365, 1988, None, None, None, 53.0, None, None, None, None),
        (365, 2000, 146.0, 3.3, 4e6, 32.0, None, 9000.0, None, 8.0),
        (365, 2010, None, None, None, None, 5.0, None, 69.5, None),
    ], "no successor in 1989, no projection after 2024, no Aruba, no zero where nothing was counted"
    long = put(
        tmp_path / "d.csv",
        "Entity,Year,GDP per capita,Population,GDP\n"
        "Former USSR,1980,1,1,10\nRussia,1980,1,1,7\nRussia,2000,1,1,8\nWorld,2000,1,1,99\n",
    )
    assert parsed("maddison", a=long)["maddison"].rows() == [(365, 1980, 10.0), (365, 2000, 8.0)]
    bombs = put(
        tmp_path / "n.csv",
        "Entity,Year,nuclear_weapons_stockpile\nChina,1990,200\nWorld,1990,900\n",
    )
    assert parsed("nuclear", a=bombs)["nuclear"].rows() == [(710, 1990, 200.0)]


def test_outcomes_of_disputes(tmp_path: Path) -> None:
    head = (
        "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,"
        "maxdur,mindur,hiact,hostlev,recip,numa,numb,ongo2014,version\n"
    )
    rows = "7,1,1,1950,1,1,1951,{},1,0,0,1,1,1,3,0,1,{},0,5\n"
    disputes = put(
        tmp_path / "MIDA 5.0.csv",
        head
        + rows.format(4, 1)
        + rows.replace("7,", "8,", 1).format(5, 2)
        + rows.replace("7,", "9,", 1).format(-9, 1),
    )
    side = '{},"USA",{},1,1,1950,1,1,1951,{},0,0,-9,0,0,1,3,1,5\n'
    parts = put(
        tmp_path / "MIDB 5.0.csv",
        "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,"
        "revtype1,revtype2,fatality,"
        "fatalpre,hiact,hostlev,orig,version\n"
        + "".join(side.format(d, c, s) for d in (7, 8, 9) for c, s in ((2, 1), (365, 0))),
    )
    from detente.sources.parsers.mid_outcomes import parse

    frame = parse({"MIDA 5.0.csv": disputes, "MIDB 5.0.csv": parts})["mid_outcomes"]
    assert frame.rows() == [(7, 2, 365, 1950, 4)], "one against one, with an outcome; side A first"


def test_a_missing_package_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *args: object, **kwargs: object) -> object:
        if name == "pyreadr":
            raise ModuleNotFoundError("No module named 'pyreadr'", name="pyreadr")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DetenteError, match=r"pip install 'detente\[sources\]'"):
        parsed("vdem", a=tmp_path / "v.rda")
