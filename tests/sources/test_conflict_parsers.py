"""Parsers of conflicts, crises, wars, rivalries and events on invented rows in the true format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.errors import CheckError, ParseError
from tests.sources.test_parsers import packed, parsed, put

ACD_HEAD = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,"
    "incompatibility,territory_name,year,intensity_level,cumulative_intensity,type_of_conflict,"
    "start_date,start_prec,start_date2,start_prec2,ep_end,ep_end_date,ep_end_prec,gwno_a,"
    "gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)
DYADIC_HEAD = (
    "dyad_id,conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,"
    "incompatibility,territory_name,year,intensity_level,type_of_conflict,start_date,start_prec,"
    "start_date2,start_prec2,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)
DYADIC_ROW = (
    "5,7,X,Government of X,1,,Y,2,,1,Isle,1990,1,2,1989-05-01,2,1990-02-03,1,"
    '"200,  2",900,365,920,200,1,24.1\n'
)


def conflict(
    year: int, sides: str, *, kind: int = 2, issue: str = "1,Isle", number: int = 7
) -> str:
    return (
        f'{number},X,A,1,"",B,2,"",{issue},{year},2,1,{kind},1989-05-01,2,1990-02-03,1,0,"","",'
        f'{sides},"2, 200",1,25.1\n'
    )


def opponents(path: Path, text: str) -> pl.DataFrame:
    return parsed("ucdp_acd", a=put(path / "c.csv", ACD_HEAD + text))["ucdp_pairs"]


def test_a_list_with_two_blanks_gives_every_pair_of_opponents(tmp_path: Path) -> None:
    frame = opponents(tmp_path, conflict(1990, '"200,  2","20, 900",365,""'))
    assert frame.select("gwcode1", "gwcode2", "role1", "role2", "side1", "side2").rows() == [
        (2, 365, "primary", "primary", "a", "b"),
        (20, 365, "secondary", "primary", "a", "b"),
        (200, 365, "primary", "primary", "a", "b"),
        (365, 900, "primary", "secondary", "b", "a"),
    ]
    assert frame["start_date2"][0] == date(1990, 2, 3) and frame["territory_name"][0] == "Isle"


def test_codes_are_those_of_the_year(tmp_path: Path) -> None:
    frame = opponents(
        tmp_path,
        conflict(1985, '260,"",365,""')
        + conflict(1999, '260,"",345,""')
        + conflict(2015, '678,"",345,""')
        + conflict(1948, '750,"",751,""'),
    ).sort("year")
    assert frame.select("ccode1", "ccode2").rows() == [
        (750, None),  # Hyderabad is in neither list of COW
        (260, 365),
        (255, 345),
        (345, 679),
    ]


def test_supporters_of_both_sides_never_meet_themselves(tmp_path: Path) -> None:
    about_government = conflict(1990, '702,"704",,"704, 2"', kind=4, issue='2,""')
    frame = opponents(tmp_path, about_government + conflict(1990, '2,"",365,""', number=8))
    rows = frame.filter(pl.col("conflict_id") == 7)
    assert rows.select("gwcode1", "gwcode2").rows() == [(2, 702), (2, 704), (702, 704)]
    assert rows["territory_name"].null_count() == 3, "the government is at issue, no territory"


def test_an_excerpt_of_a_newer_edition_is_marked(tmp_path: Path) -> None:
    dyads = packed(tmp_path / "d.csv.gz", DYADIC_HEAD + DYADIC_ROW)
    part = put(tmp_path / "r.csv", ACD_HEAD + conflict(2025, '630,"",666,"2"'))
    frames = parsed("ucdp_more", a=dyads, b=part)
    assert frames["ucdp_pairs_recent"].select("gwcode1", "gwcode2", "incomplete").rows() == [
        (2, 630, True),
        (630, 666, True),
    ]
    assert frames["ucdp_dyadic"]["gwno_a"].to_list() == ["200, 2"]
    whole = put(
        tmp_path / "w.csv",
        ACD_HEAD + conflict(1946, '630,"",666,""') + conflict(2025, '630,"",666,""'),
    )
    recent = parsed("ucdp_more", a=dyads, b=whole)["ucdp_pairs_recent"]
    assert recent["incomplete"].to_list() == [False, False], "a whole edition begins in 1946"


CRISES_HEAD = (
    "\ufefficb1,crisno,crisname,break,trigent,yrtrig,motrig,datrig,yrterm,moterm,daterm,brexit,"
    "gravcr,crismg,cenviosy,sevviosy,viol"
)
ACTORS_HEAD = (
    "\ufefficb2,crisno,cracno,cracid,actor,yrtrig,motrig,datrig,yrterm,moterm,daterm,triggr,"
    "gravty,crismg,cenvio,sevvio,viol,outcom,outfor,outevl,outesr\n"
)
DYADS_HEAD = (
    "crisno,year,crisname,statea,namea,actnuma,stateb,nameb,actnumb,trgyrdy,trgmody,trgdady,"
    "trmyrdy,trmmody,trmdady,ongoing,crdynum\n"
)


def crises(tmp_path: Path, *, newer: str = "", dyads: str = "") -> dict[str, pl.DataFrame]:
    older = (
        CRISES_HEAD + ",noactr,issues,outesr\n"
        "ICB1,1,A,9,996,1920,5,66,1921,2,88,302,2,8,3,3,3,2,1,2\n"
        "ICB1,2,B,7,2,1993,9,77,1994,,,9,2,4,1,1,1,2,1,2\n"
    )
    actors = (
        ACTORS_HEAD + "ICB2,1,1,365,RUS,1920,5,66,1921,2,26,7,3,8,3,3,3,9,9,9,2\n"
        "ICB2,2,2,260,GFR,1993,9,77,1994,,,7,3,8,3,3,3,1,1,1,2\n"
        "ICB2,2,3,219,VFR,1941,9,1,1941,9,2,7,3,8,3,3,3,1,1,1,2\n"
    )
    pairs = (
        DYADS_HEAD + "1,1920,A,365,RUS,77,630,IRN,9999,1920,5,66,1921,2,26,0,1\n"
        "1,1921,A,365,RUS,77,630,IRN,9999,1920,5,66,1921,2,26,1,1\n"
        "2,1993,B,260,GFR,2,345,YUG,99,1993,9,77,1994,2,3,0,2\n"
    )
    tail = (
        CRISES_HEAD + "\n" + (newer or "ICB1,497,C,2,670,2017,11,4,2017,11,21,18,2,5,1,1,1\n")
    ) + "ICB1,510,D,,,,,,,,,,,,,,\n"
    undated = "510,2021,D,365,RUS,1124,369,UKR,1123,2021,,,,,,0,995\n"
    return parsed(
        "icb",
        a=put(tmp_path / "1.csv", older),
        b=put(tmp_path / "2.csv", actors),
        c=put(tmp_path / "3.csv", pairs),
        d=put(tmp_path / "4.csv", tail),
        e=put(tmp_path / "5.csv", DYADS_HEAD + dyads + undated),
    )


def test_days_that_outline_a_date_are_the_last_that_they_can_mean(tmp_path: Path) -> None:
    frame = crises(tmp_path)["icb_crises"].sort("crisno")
    assert frame.select("start", "start_precision", "end", "end_precision").rows()[:3] == [
        (date(1920, 5, 10), "month", date(1921, 2, 28), "month"),
        (date(1993, 9, 20), "month", date(1994, 12, 31), "year"),
        (date(2017, 11, 4), "day", date(2017, 11, 21), "day"),
    ]
    assert frame["noactr"].to_list() == [2, 2, None, None], "the newer edition is not read in full"


def test_a_crisis_without_dates_is_dated_by_hand(tmp_path: Path) -> None:
    frames = crises(tmp_path)
    by_hand = frames["icb_crises"].filter(pl.col("crisno") == 510).row(0, named=True)
    assert by_hand["start"] == date(2021, 11, 10) and by_hand["edition"] == "by hand"
    assert "A/RES/ES-11/1" in by_hand["source"] and by_hand["end"] is None
    pairs = frames["icb_dyads"].filter(pl.col("crisno") == 510).sort("year")
    assert pairs.select("ccode1", "ccode2", "year", "first_day", "ongoing").rows() == [
        (365, 369, 2021, date(2021, 11, 10), 0),
        (365, 369, 2022, date(2022, 1, 1), 1),
    ]
    dated = "ICB1,510,D,2,365,2021,12,3,2022,2,23,83,5,7,1,1,1\n"
    official = crises(tmp_path, newer=dated.replace("510", "511"))
    assert official["icb_crises"]["edition"].to_list().count("by hand") == 1


def test_actors_and_opponents_are_told_apart_by_one_number_alone(tmp_path: Path) -> None:
    pairs = crises(tmp_path)["icb_dyads"].filter(pl.col("crisno") < 3).sort("crdynum", "year")
    assert pairs.select("ccode1", "ccode2", "icbcode1", "icbcode2", "actor1", "actor2").rows() == [
        (365, 630, 365, 630, True, False),
        (365, 630, 365, 630, True, False),
        (255, 345, 260, 345, True, True),
    ], "9999 is no actor; 77 and 99 are numbers of actors, not unknown days"
    actors = crises(tmp_path)["icb_actors"].sort("cracno")
    assert actors["ccode"].to_list() == [365, 255, None] and actors["icbcode"].to_list()[1] == 260
    assert actors.select("outcom", "outfor", "outevl").row(0) == (None, 9, None), "9 is imposed"


def test_a_newer_edition_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    again = "ICB1,2,B,7,2,1993,9,21,1994,3,4,9,2,4,1,1,1\n"
    frame = crises(tmp_path, newer=again)["icb_crises"].filter(pl.col("crisno") == 2)
    assert frame.select("start", "end", "edition").rows() == [
        (date(1993, 9, 21), date(1994, 3, 4), "16")
    ]


def test_peace_scale_without_rows_of_the_far_future(tmp_path: Path) -> None:
    rows = (
        "2020,1920,0.75\n2020,1921,.\n520530,2020,0.5\n520530,2021,0.5\n520530,20202,0.5\n"
        "435403,2010,0.5\n255365,1980,0.25\n255365,2000,.5\n935936,2000,0.5\n"
    )
    frame = parsed("peace_data", a=packed(tmp_path / "p.csv.gz", rows))["peace_scale"]
    assert frame.rows() == [
        (2, 20, 1920, 0.75),
        (2, 20, 1921, None),
        (520, 530, 2020, 0.5),
        (403, 435, 2010, 0.5),
        (260, 365, 1980, 0.25),
        (255, 365, 2000, 0.5),
        (935, 946, 2000, 0.5),
    ]


WARS_HEAD = (
    "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,"
    "EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,"
    "WhereFought,Initiator,Outcome,TransTo,BatDeath,Version\r"
)
WAR_DYADS_HEAD = (
    "warnum,disno,dyindex,statea,stateb,warstrtmnth,warstrtday,warstrtyr,warendmnth,warenday,"
    "warendyr,year,warolea,waroleb,wardyadrolea,wardyadroleb,outcomea,batdtha,batdthb,changes_1,"
    "changes_2,batdths,durindx\n"
)


def wars(tmp_path: Path) -> dict[str, pl.DataFrame]:
    states = (
        WARS_HEAD
        + "10,A,1,325,Italy,2,3,24,1848,8,9,1848,3,12,1849,3,30,1849,551,2,1,2,-8,3400,4\r"
        '10,A,1,300,Austria,1,3,24,1848,-7,-7,-7,-8,-8,-8,-8,-8,-8,"404, 410",2,2,1,481,-9,4\r'
    )
    pairs = (
        WAR_DYADS_HEAD + "106,257,257.03,2,300,24,10,1918,3,11,1918,1918,4,2,1,3,1,5,7,,,12,1\n"
        "1,89,89.001,220,230,4,7,1823,9,30,1823,1823,1,3,1,3,,400,,,,1000,1\n"
    )
    path = tmp_path / "w.csv"
    path.write_bytes(states.encode())
    return parsed("cow_interstate_wars", a=path, b=put(tmp_path / "d.csv", pairs))


def test_wars_with_a_second_pair_of_dates(tmp_path: Path) -> None:
    frame = wars(tmp_path)["cow_war_states"].sort("ccode")
    assert frame.select("start", "paused", "resumed", "end").rows() == [
        (date(1848, 3, 24), None, None, None),
        (date(1848, 3, 24), date(1848, 8, 9), date(1849, 3, 12), date(1849, 3, 30)),
    ]
    assert frame.select("transfrom", "transto", "batdeath").rows() == [
        ("404, 410", "481", None),
        ("551", None, 3400),
    ]


def test_days_and_months_in_each_others_place(tmp_path: Path) -> None:
    frame = wars(tmp_path)["cow_war_dyads"].sort("warnum")
    assert frame.select("start", "end").rows() == [
        (date(1823, 4, 7), date(1823, 9, 30)),
        (date(1918, 10, 24), date(1918, 11, 3)),
    ]
    assert frame.select("warbatdth1", "warbatdth2", "waroutcome").row(0) == (400, None, None)


def test_events_with_days_that_are_not_known(tmp_path: Path) -> None:
    rows = (
        "micnum,eventnum,ccode1,ccode2,stmon,stday,styear,endmon,endday,endyear,sidea1,action,"
        "hostlev,fatalmin1,fatalmax1,fatalmin2,fatalmax2,version\n"
        "2,1,2,200,2,-9,1904,2,-9,1904,1,7,3,0,0,0,0,mie-1.0\n"
        "2,2,200,2,10,-9,1904,10,23,1904,0,16,4,1,2,0,9,mie-1.0\n"
    )
    frame = parsed("mie", a=packed(tmp_path / "m.csv.gz", rows))["mie_events"]
    assert frame.select("start", "start_precision", "end").rows() == [
        (date(1904, 2, 29), "month", date(1904, 2, 29)),
        (date(1904, 10, 23), "month", date(1904, 10, 23)),
    ], "an event never begins after its last day"
    assert frame.select("ccode1", "ccode2", "fatalmax2").rows() == [(2, 200, 0), (200, 2, 9)]


KGD_HEAD = "rivnumb,rivalry,rivala,rivalb,beginr,endr,totdisp,rivtyp2,rivtypold\n"


def test_rivalries_with_days_that_no_month_has(tmp_path: Path) -> None:
    rows = (
        "13,2070,2,70,18360404,18930931,17,RIVALRY,ENDURING\n"
        "81,2450,2,450,19980900,19981130,2,ISOLATED,ISOLATED\n"
    )
    frame = parsed("kgd_rivalries", a=put(tmp_path / "k.csv", KGD_HEAD + rows))["kgd_rivalries"]
    assert frame.select("ccode1", "ccode2", "start", "end", "end_precision").rows() == [
        (2, 70, date(1836, 4, 4), date(1893, 9, 30), "month"),
        (2, 450, date(1998, 9, 30), date(1998, 11, 30), "day"),
    ]


def test_what_is_not_as_declared_is_refused_in_one_line(tmp_path: Path) -> None:
    wrong = put(
        tmp_path / "k.csv", KGD_HEAD + "13,2071,2,70,18360404,18930930,17,RIVALRY,ENDURING\n"
    )
    with pytest.raises(ParseError, match="named 2071, not by its states 2 and 70"):
        parsed("kgd_rivalries", a=wrong)
    text = ACD_HEAD + conflict(1990, '200,"",365,""')
    with pytest.raises(ParseError, match="row 1 of 1 ends before 'version'"):
        parsed("ucdp_acd", a=put(tmp_path / "t.csv", text[: len(ACD_HEAD) + 60]))
    with pytest.raises(ParseError, match="column 'version' is missing"):
        parsed("ucdp_acd", a=put(tmp_path / "t.csv", text[:40]))
    with pytest.raises(ParseError, match="cannot be read as declared"):
        opponents(tmp_path, conflict(1990, '200,"",Y,""'))
    with pytest.raises(ParseError, match="row 2 of 2 ends before 'version'"):
        opponents(tmp_path, conflict(1990, '200,"",365,""') + "7,X,A,1\n")
    with pytest.raises(CheckError, match="outside 1946"):
        opponents(tmp_path, conflict(1890, '200,"",365,""'))
    cut_off = tmp_path / "p.csv.gz"
    cut_off.write_bytes(packed(tmp_path / "w.csv.gz", "2020,1920,0.75\n" * 99).read_bytes()[:30])
    with pytest.raises(ParseError, match="cannot be read as declared"):
        parsed("peace_data", a=cut_off)
