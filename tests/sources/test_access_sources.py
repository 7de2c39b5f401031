"""Investment treaties, visas, visits, votes of the Council: invented rows in the true formats."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.errors import CheckError, DetenteError, ParseError
from detente.sources.ingest import read
from detente.sources.parsers.iia import parties_of
from detente.sources.shelf import source
from detente.store.home import Store

IIA = (
    "treaty_id,full_title,short_title,type,status,parties,date_of_signature,"
    "date_of_entry_into_force,termination_date\n"
)
VISA = "passport,destination,2019-11-23,2020-02-07,2021-01-25,2025-01-02,2025-01-12\n"
TRAVELS = "id,role,who,name,start_date,end_date,country_id,country,locale,remarks\n"
VISITS = "id,start_date,end_date,visitor,from_id,from,description\n"
COUNCIL = (
    "undl_id,ms_code,ms_name,permanent_member,ms_vote,date,resolution,draft,meeting,description,"
    "agenda,subjects,vote_note,modality,total_yes,total_no,total_abstentions,total_non_voting,"
    "total_ms,undl_link\n"
)
VETOES = "year,date,month,draft,agenda_item,member_veto1,member_veto2,member_veto3\n"


def tables(name: str, folder: Path, *texts: str) -> dict[str, pl.DataFrame]:
    """Read files as their source is read when it is pulled."""
    one = source(name)
    paths = {}
    for file, text in zip(one.files, texts, strict=True):
        data = text.encode()
        paths[file.name] = folder / file.name
        packed = gzip.compress(data) if file.name.endswith(".gz") else data
        paths[file.name].write_bytes(packed)
    return {table: found.frame for table, found in read(one, paths).items()}


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("Germany, Iran, Islamic Republic of", ["Germany", "Iran, Islamic Republic of"]),
        ("Iran, Islamic Republic of, Malaysia", ["Iran, Islamic Republic of", "Malaysia"]),
        (
            "Channel Islands (Guernsey, Jersey), Qatar",
            ["Channel Islands (Guernsey, Jersey)", "Qatar"],
        ),
        ("Macao, China SAR, Portugal", ["Macao, China SAR", "Portugal"]),
        ("Chad, State of Palestine", ["Chad", "State of Palestine"]),
        (
            "Congo, Democratic Republic of the, Korea, Dem. People's Rep. of",
            ["Congo, Democratic Republic of the", "Korea, Dem. People's Rep. of"],
        ),
    ],
)
def test_parties_hold_commas(cell: str, parties: list[str]) -> None:
    assert parties_of(cell) == parties


def test_investment_treaties_by_the_states_of_each_year(tmp_path: Path) -> None:
    """West Germany signs, Germany holds; a union counts for both; the year of the end does not."""
    rows = (
        '1,,A,BITs,In force,"Germany, Kenya",1988-05-01,1990-03-01,\n'
        '2,,B,BITs,Terminated,"BLEU (Belgium-Luxembourg Economic Union), Kenya",2000-01-01,'
        "2001-06-01,2003-02-01\n"
        '3,,C,BITs,Signed (not in force),"Germany, Kenya",2010-05-01,,\n'
        '5,,E,TIPs,In force,"France, Kenya",2010-05-01,2011-01-01,\n'
    )
    frame = tables("iia", tmp_path, IIA + rows)["investment_treaties"]
    found = {row[:3]: row[3:] for row in frame.rows()}
    assert found[260, 501, 1988] == (1, 0) and (255, 501, 1988) not in found
    assert (260, 501, 1989) not in found
    assert found[255, 501, 1990] == found[255, 501, 2024] == (0, 1)
    assert found[255, 501, 2010] == (1, 1)
    for code in (211, 212):
        assert [found.get((code, 501, year)) for year in (2000, 2001, 2002, 2003)] == [
            (1, 0),
            (0, 1),
            (0, 1),
            None,
        ]


def test_a_treaty_that_ended_on_no_day_is_refused(tmp_path: Path) -> None:
    row = '4,,D,BITs,Terminated,"France, Kenya",2010-05-01,2011-01-01,\n'
    with pytest.raises(ParseError, match="terminated and has no day; in treaty 4"):
        tables("iia", tmp_path, IIA + row)


def test_visas_in_one_coding(tmp_path: Path) -> None:
    """Numbers are a code in 2019 and days later; of 2025 the later day counts."""
    rows = (
        "USA,CAN,3.0,VF,covid ban,180,90\n"
        "CAN,USA,0.0,ETA,no admission,e-visa,eta\n"
        "USA,FRA,1.0,VOA,visa on arrival,visa free,visa required\n"
        "USA,USA,,,-1,-1,-1\n"
        "FRA,USA,2.0,30,,e-visa,\n"
    )
    frame = tables("visa", tmp_path, VISA + rows)["visa_rules"]
    found = {row[:3]: row[3:] for row in frame.rows()}
    assert [found[2, 20, year] for year in (2019, 2020, 2021, 2025)] == [
        (1, None),
        (1, None),
        (5, None),
        (1, 90),
    ]
    assert [found[20, 2, year][0] for year in (2019, 2020, 2021, 2025)] == [4, 3, 6, 3]
    assert [found[2, 220, year][0] for year in (2019, 2020, 2021, 2025)] == [2, 2, 2, 4]
    assert found[220, 2, 2020] == (1, 30) and (220, 2, 2025) not in found
    assert not any(one == other for one, other, _ in found)


def test_travels_and_visits(tmp_path: Path) -> None:
    travels = (
        "1,president,a,A,1963-06-23,1963-06-26,germany,Germany,Bonn,\n"
        "2,secretary,b,B,2024-12-31,2025-01-02,congo-democratic-republic,Congo,Kinshasa,\n"
        "3,secretary,b,B,2025-01-03,2025-01-04,france,France,Paris,\n"
    )
    visits = "9,1874-12-12,1874-12-23,King,hawaii,Hawaii,First\n10,1990-06-01,,X,yemen,Yemen,y\n"
    frame = tables("us_diplomacy", tmp_path, TRAVELS + travels, VISITS + visits)["us_visits"]
    assert frame.rows() == [
        (0, 260, 1963, "president", date(1963, 6, 23)),
        (1, 490, 2024, "secretary", date(2024, 12, 31)),
        (4, 679, 1990, "guest", date(1990, 6, 1)),
    ]


def test_votes_and_vetoes_of_the_council(tmp_path: Path) -> None:
    end = ",S/RES/1,,S/PV.1,x,S1,,,,11,0,0,0,11,http://x\n"
    votes = "".join(
        f"{number},{letters},X,True,{vote},{day}{end}"
        for number, letters, vote, day in (
            (7, "CHN", "Y", "1950-01-10"),
            (7, "USA", "A", "1950-01-10"),
            (8, "CHN", "X", "1971-11-24"),
            (8, "UKR", "N", "1984-01-10"),
        )
    )
    vetoes = (
        "1955,12/13/1955,12,S/1,Admission,China,,\n1956,10/30/1956,10,S/2,Suez,UK,France,\n"
        "1980,1/7/1980,1,S/3,Afghanistan,USSR,,\n"
    )
    found = tables("un_sc_votes", tmp_path, COUNCIL + votes, VETOES + vetoes)
    assert found["sc_votes"].rows() == [
        (7, 713, 1950, 1),
        (7, 2, 1950, 2),
        (8, 710, 1971, 8),
        (8, 369, 1984, 3),
    ]
    assert found["sc_vetoes"].select("ccode", "date").rows() == [
        (713, date(1955, 12, 13)),
        (200, date(1956, 10, 30)),
        (220, date(1956, 10, 30)),
        (365, date(1980, 1, 7)),
    ]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("iia", [IIA + '1,,A,BITs,In force,"Germany, Kenya, France",1988-05-01,,\n']),
        ("iia", [IIA + '1,,A,BITs,In force,"Germany, Kenya",1988,,\n']),
        ("iia", [IIA.replace("date_of_signature", "signed")]),
        ("visa", [VISA + "USA,CAN,3.0,VF,perhaps,180,90\n"]),
        ("visa", [VISA.replace("destination", "to")]),
        ("us_diplomacy", [TRAVELS + "1,valet,a,A,1963-06-23,,france,France,,\n", VISITS]),
        ("us_diplomacy", [TRAVELS + "1,president,a,A,June,,france,France,,\n", VISITS]),
        ("un_sc_votes", [COUNCIL.replace("ms_vote", "vote"), VETOES]),
        (
            "un_sc_votes",
            [COUNCIL + "7,USA,X,True,Q,1950-01-10,S,,,,,,,,,,,,,x\n", VETOES],
        ),
    ],
)
def test_what_is_not_as_declared_is_one_line(tmp_path: Path, name: str, texts: list[str]) -> None:
    with pytest.raises((ParseError, CheckError)) as caught:
        tables(name, tmp_path, *texts)
    assert isinstance(caught.value, DetenteError) and "\n" not in str(caught.value)


@pytest.mark.mirror
def test_the_numbers_of_the_files(mirrored: Store) -> None:
    """41,079 votes on 2,797 resolutions; 265 vetoes; Germany and Pakistan signed first, in 1959."""
    treaties, rules, visits, votes, vetoes = (
        mirrored.get(name).frame
        for name in ("investment_treaties", "visa_rules", "us_visits", "sc_votes", "sc_vetoes")
    )
    assert votes.height == 41_079
    counted = dict(vetoes.group_by("ccode").len().rows())
    # 90 as the Soviet Union and 31 as Russia, as the file counts them
    assert counted == {365: 121, 2: 82, 200: 29, 710: 17, 220: 16}
    assert votes["rcid"].n_unique() == 2_797 and visits.filter(kind="president").height == 796
    first = treaties.filter(pl.col("bitsigned") == 1).sort("year").row(0, named=True)
    assert (first["ccode1"], first["ccode2"], first["year"]) == (260, 770, 1959)
    assert rules["year"].unique().sort().to_list() == [2019, 2020, 2021, 2022, 2023, 2024, 2025]
