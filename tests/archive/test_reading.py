"""Official layouts read line by line; what becomes no event is counted by reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.archive.ahead import Incoming, in_order
from detente.archive.blocks import LONGEST_LINE, blocks
from detente.archive.layouts import EAST, layout_of
from detente.archive.reading import SCHEMA, States, Tally, recognised
from detente.errors import RequestError
from tests.archive import made
from tests.conftest import mirror_folder

LATEST = date(2026, 1, 1)


def read(path: Path, size: int = 1 << 25, **declared: str) -> tuple[pl.DataFrame, Tally]:
    file = Incoming(path, recognised(path, declared or None))
    parts = in_order((one for one in [file]), lambda layout: States(layout, LATEST), size)
    frames = [events for _, events in parts if events is not None]
    assert file.error is None
    return pl.concat(frames) if frames else pl.DataFrame(schema=SCHEMA), file.tally


@pytest.mark.parametrize("edition", ["gdelt1", "gdelt1_to_2013", "gdelt2"])
def test_each_edition_of_gdelt_is_read(edition: str, tmp_path: Path) -> None:
    path = made.write(tmp_path / "x.CSV", made.gdelt_line(edition))
    events, tally = read(path)
    place = round((50.45 + 90) * 100) * EAST + round((30.52 + 180) * 100)
    added = date(2018, 1, 6)
    assert events.rows() == [(date(2018, 1, 5), 2, 365, 19, -100, place, added, "1")]
    assert (tally.lines, tally.kept, sum(tally.lost.values())) == (1, 1, 0)


def test_gdelt_says_countries_in_letters_of_cameo_and_dates_an_event_by_its_own_day(
    tmp_path: Path,
) -> None:
    line = made.gdelt_line
    path = made.write(
        tmp_path / "x.CSV",
        line("gdelt2", SQLDATE="20031231", DATEADDED="20130405101500"),
        line("gdelt2", Actor1Code="ROU", Actor1CountryCode="", ActionGeo_CountryCode="RS"),
        line("gdelt2", SQLDATE="19790101", Actor1CountryCode="DEU", DATEADDED="20180101000000"),
        line("gdelt2", SQLDATE="20990101", DATEADDED="20180101000000"),
        line("gdelt2", GoldsteinScale="-9.2"),
    )
    events, tally = read(path)
    assert events["day"].to_list()[0] == date(2003, 12, 31)
    assert events["added"].to_list()[0] == date(2013, 4, 5)
    assert events["ccode1"].to_list() == [2, 360, 260, 2]
    assert events["tenths"].to_list()[-1] == -92
    assert dict(tally.lost) == {("a day after it was added", ""): 1}


def test_icews_names_mean_the_state_of_the_day(tmp_path: Path) -> None:
    line = made.icews_line
    path = made.write(
        tmp_path / "events.tab",
        made.ICEWS_HEAD,
        line(Event_Date="1989-06-01", Source_Country="West Germany"),
        line(Event_Date="1991-06-01"),
        line(Source_Country="Czechoslovakia"),
        line(Source_Country="Russian Federation"),
        made.ICEWS_HEAD,
        line(CAMEO_Code="99"),
        line(Source_Country=""),
    )
    events, tally = read(path)
    assert events["ccode1"].to_list() == [260, 255]
    assert dict(tally.lost) == {
        ("a state outside the system then", "Czechoslovakia"): 1,
        ("within one state", ""): 1,
        ("a header again", ""): 1,
        ("no class", "99"): 1,
        ("no country named", ""): 1,
    }


def test_polecat_has_two_headers_and_stray_tabs(tmp_path: Path) -> None:
    line = made.polecat_line
    path = made.write(
        tmp_path / "ngecEvents.txt",
        made.POLECAT_HEAD,
        made.POLECAT_HEAD,
        line(),
        line(Event_Type="ASSAULT", Intensity="-9.5"),
        line(Event_Type="OTHER"),
        line().replace("\tIND\t", "\tIND\t\t"),
    )
    events, tally = read(path)
    assert events["class"].to_list() == [22, 36]
    assert events["tenths"].to_list() == [10, -95]
    assert dict(tally.lost) == {
        ("a header again", ""): 1,
        ("no class", "OTHER"): 1,
        ("another number of columns", ""): 1,
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_own_files_declare_their_columns(separator: str, tmp_path: Path) -> None:
    rows = ['when,from,"to",kind', "2018-01-02,USA,Germany,20", "20180103,2,255.0,40", "x,2,255,1"]
    path = made.write(tmp_path / "own.csv", *(row.replace(",", separator) for row in rows))
    events, tally = read(path, date="when", ccode1="from", ccode2="to", code="kind")
    assert events.select("ccode1", "ccode2", "class").rows() == [(2, 255, 2), (2, 255, 4)]
    assert dict(tally.lost) == {("no readable day", ""): 1}


@pytest.mark.parametrize(
    ("head", "declared", "said"),
    [
        ("a,b,c", {}, "neither GDELT's"),
        ("a,b,c", {"date": "d"}, "'d', declared as date, is missing"),
        ("a,b,c", {"when": "a"}, "no column of events is called 'when'"),
        ("\t".join(["1"] * 59), {}, "neither GDELT's"),
        ("date,ccode1,ccode2,code,code", {}, "neither GDELT's"),
    ],
    ids=["unknown", "missing", "not-ours", "width", "twice"],
)
def test_a_layout_that_is_none_is_one_line(head: str, declared: dict[str, str], said: str) -> None:
    with pytest.raises(RequestError, match=said):
        layout_of(head, declared)


def test_lines_that_hold_nul_or_are_too_long_are_counted(tmp_path: Path) -> None:
    good = made.gdelt_line("gdelt2")
    path = tmp_path / "x.CSV"
    long = b"x" * (3 * LONGEST_LINE)
    path.write_bytes(b"\n".join([good.encode(), b"1\0" + good.encode(), long, good.encode()]))
    for size in (1 << 16, 1 << 25):
        events, tally = read(path, size)
        assert events.height == 2
        assert dict(tally.lost) == {("a NUL byte", ""): 1, ("a line too long", ""): 1}
        assert tally.lines == 4


def test_a_cut_line_at_the_end_is_counted(tmp_path: Path) -> None:
    good = made.gdelt_line("gdelt1")
    path = tmp_path / "x.CSV"
    path.write_text(f"{good}\n{good[:-60]}", encoding="utf-8")
    events, tally = read(path)
    assert (events.height, tally.lost["another number of columns", ""]) == (1, 1)


CELL = st.sampled_from(["USA", "RUS", "AFR", "", "CSK", "DEU"])
DAY = st.sampled_from(["20180105", "19850101", "20990101", "", "x"])
CODE = st.sampled_from(["190", "040", "99", "", "---"])


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL, DAY, CODE, st.booleans()), max_size=30))
def test_every_line_is_kept_or_counted(
    rows: list[tuple[str, str, str, str, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = [
        made.gdelt_line(
            "gdelt2",
            Actor1Code=one,
            Actor1CountryCode=one,
            Actor2Code=other,
            Actor2CountryCode=other,
            SQLDATE=day,
            EventCode=code,
        )
        + ("\tstray" if stray else "")
        for one, other, day, code, stray in rows
    ]
    path = tmp_path_factory.mktemp("events") / "x.CSV"
    made.write(path, made.gdelt_line("gdelt2"), *lines)
    events, tally = read(path, 2_000)
    assert tally.lines == len(rows) + 1
    assert tally.kept == events.height
    assert tally.kept + sum(tally.lost.values()) == tally.lines


@settings(max_examples=40, deadline=None)
@given(
    lines=st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), max_size=30),
    size=st.integers(1, 60),
)
def test_blocks_hold_every_line_once(
    lines: list[bytes], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from collections import Counter

    path = tmp_path_factory.mktemp("blocks") / "x"
    path.write_bytes(b"#" + b"".join(line + b"\n" for line in lines))
    reasons: Counter[str] = Counter()
    text = b"".join(blocks(path, reasons, size))
    with_nul = sum(b"\0" in line for line in lines)
    kept = [line for line in [b"#" + b"".join(lines[:1]), *lines[1:]] if b"\0" not in line]
    assert reasons["a NUL byte"] == with_nul
    assert [line for line in text.split(b"\n") if line] == [line for line in kept if line]


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("name", "lines"), [("events.2018.sample.tab", 3705), ("20180101000000.export.CSV", 2414)]
)
def test_official_files_are_read_whole(name: str, lines: int) -> None:
    mirror = mirror_folder()
    assert mirror is not None
    events, tally = read(mirror / "events" / name)
    assert tally.lines == lines
    assert tally.kept == events.height > 300
    assert tally.kept + sum(tally.lost.values()) == lines
    named: Any = {reason for reason, _ in tally.lost}
    assert named <= {"no state", "no country named", "within one state"}


@pytest.mark.mirror
def test_our_kinds_are_those_that_gdelt_prints() -> None:
    from detente.archive.classes import CLASSES_OF_KIND
    from detente.archive.layouts import GDELT

    mirror = mirror_folder()
    assert mirror is not None
    path = mirror / "events" / "20180101000000.export.CSV"
    lines = path.read_text(encoding="utf-8").splitlines()
    root, quad = (GDELT["gdelt2"].index(name) for name in ("EventRootCode", "QuadClass"))
    for line in lines:
        cells = line.split("\t")
        first, last = CLASSES_OF_KIND[int(cells[quad]) - 1][0]
        assert first <= int(cells[root]) <= last
