"""Territorial changes, defence and trade agreements, claims: invented rows in the true formats."""

from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest

from detente.errors import CheckError, DetenteError, ParseError
from detente.sources.ingest import read
from detente.sources.shelf import source
from detente.store.home import Store

TC = (
    "year,month,gainer,gaintype,procedur,entity,contgain,area,pop,portion,loser,losetype,contlose,"
    "entry,exit,number,indep,conflict,version\n"
)
DCAD = (
    "ccode1,cowName1,ccode2,cowName2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,"
    "category1,category2,category3,span,renewType,renewYears,terminated,durationActual,"
    "endYearEstimate,asymmetry,categoryConf,UNTS,fullText,sourceType,source,factivaConf,"
    "factivaSign,factivaEIF,DCAid\n"
)
DESTA = (
    "\ufeffcountry1,country2,iso1,iso2,number,base_treaty,name,entry_type,consolidated,year,"
    "entryforceyear,language,typememb,regioncon,wto_listed,wto_name\n"
)
ICOW = "issue,region,claimdy,claim,dyadnum,chal,tgt,dyad,year,icowsal,version"


def tables(name: str, path: Path) -> dict[str, pl.DataFrame]:
    """Read one file as its source is read when it is pulled."""
    one = source(name)
    return {table: found.frame for table, found in read(one, {one.files[0].name: path}).items()}


def put(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_territorial_changes(tmp_path: Path) -> None:
    rows = (
        "1871,5,255,1,1,220,1,14511.00,1500000,1,220,1,0,0,0,7,0,1,5\n"
        "1900,.,200,1,-9,7693,0,.,.,0,-9,0,1,0,0,8,0,0,5\n"
        "1900,.,200,1,3,790,0,-9,.,0,7693,0,1,0,0,9,0,0,5\n"
    )
    frame = tables("cow_tc", put(tmp_path / "tc.csv", TC + rows))["territorial_changes"]
    assert frame.rows() == [
        (7, 1871, 255, 220, "conquest", 1, 14511.0),
        (8, 1900, 200, None, None, 0, None),
        (9, 1900, 200, None, "cession", 0, None),
    ]


def test_defence_agreements_have_the_lower_code_first(tmp_path: Path) -> None:
    row = (
        "20,CAN,2,USA,1,4,1984,1,4,1984,sector,PROCUREMENT,,,,,,0,,2010,1,atypical,,Y,treaty,"
        "Déclaration,,,,DCADv1.0-0012\n"
    )
    path = put(tmp_path / "d.csv", (DCAD + row).encode("latin-1"))
    frame = tables("dcad", path)["defence_agreements"]
    assert frame.rows() == [(12, 2, 20, 1984, "sector", "procurement")]


def test_trade_treaties_by_the_names_of_the_year(tmp_path: Path) -> None:
    """Today's names: of 1969 Germany is West Germany, of 1967 Serbia is Yugoslavia."""
    rows = [
        "Germany,Kenya,276,404,3+1,3,EC Kenya,base_treaty,0,1969,1971,English,2,Africa,0,",
        "India,Serbia,356,688,9,9,Tripartite,base_treaty,0,1967,1968,English,2,Asia,0,",
        "Germany,Kenya,276,404,10,10,EC Kenya II,accession,0,2014,,English,2,Africa,0,",
        *["France,Kenya,250,404,11,11,Other,consolidated,0,2014,,English,2,Africa,0,"] * 197,
        "Niue,Kenya,570,404,12,12,Other,base_treaty,0,2014,,English,2,Africa,0,",
    ]
    text = DESTA + "\n".join(rows) + "\n"
    frame = tables("desta", put(tmp_path / "d.csv", text))["trade_treaties"]
    assert frame.drop("row").rows()[:3] == [
        ("3+1", 260, 501, 1969, "base_treaty", 1971),
        ("9", 345, 750, 1967, "base_treaty", 1968),
        ("10", 255, 501, 2014, "accession", None),
    ]
    assert frame.height == 200, "Niue is no member of the state system"


@pytest.mark.parametrize("ends", [b"\r", b"\n", b"\r\n"])
@pytest.mark.parametrize("packed", [True, False])
def test_claims_whatever_ends_a_line(tmp_path: Path, ends: bytes, packed: bool) -> None:
    rows = [ICOW, "1,1,401,4,1,160,200,160200,1982,9,1.1", "2,4,501,5,1,640,652,1,1990,.,1.1"]
    content = ends.join(row.encode() for row in rows) + ends
    path = put(tmp_path / "i.csv", gzip.compress(content) if packed else content)
    frame = tables("icow", path)["issue_claims"]
    assert frame.rows() == [
        (0, 401, 160, 200, 1982, "territory", 9),
        (1, 501, 640, 652, 1990, "river", None),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cow_tc", TC + "1871,5,255,1,1,220,1,14511.00,1500000,1,220,1,0,0,0,7\n"),
        ("cow_tc", TC + "1671,5,255,1,1,220,1,14511.00,1500000,1,220,1,0,0,0,7,0,1,5\n"),
        ("cow_tc", TC),
        ("dcad", DCAD.replace("DCAid", "id")),
        ("desta", DESTA + "Nowhereland,Kenya,1,404,1,1,A,base_treaty,0,1999,,English,2,Asia,0,\n"),
        ("icow", ICOW + "\n9,1,401,4,1,160,200,160200,1982,9,1.1\n"),
        ("icow", b"\x1f\x8b not packed"),
        ("dcad", b"\x00\x01"),
    ],
)
def test_what_is_not_as_declared_is_one_line(tmp_path: Path, name: str, text: str | bytes) -> None:
    with pytest.raises((ParseError, CheckError)) as caught:
        tables(name, put(tmp_path / "x.csv", text))
    assert isinstance(caught.value, DetenteError) and "\n" not in str(caught.value)


@pytest.mark.mirror
def test_the_numbers_that_the_producers_give(mirrored: Store) -> None:
    """842 changes; 1,871 agreements, 1,322 of them general; 10,041 years of 416 claims of pairs."""
    changes, agreements, claims, treaties = (
        mirrored.get(name).frame
        for name in ("territorial_changes", "defence_agreements", "issue_claims", "trade_treaties")
    )
    assert changes.height == 842 and changes["conflict"].sum() == 229
    assert (changes["procedure"] == "conquest").sum() == 123
    assert agreements.height == 1_871 and (agreements["type"] == "general").sum() == 1_322
    assert claims.height == 10_041
    counted = claims.group_by("issue").agg(pl.col("claim").n_unique()).rows()
    # the producer counts 244 claims; one that several pairs have is one of each pair here
    assert dict(counted) == {"territory": 191, "river": 82, "maritime": 143}
    nafta = treaties.filter(
        pl.col("ccode1") == 2, pl.col("ccode2") == 70, pl.col("entry_type") == "base_treaty"
    )
    assert (1992, 1994) in nafta.select("year", "in_force").rows()
