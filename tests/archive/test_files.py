"""Files of events: names with several codes over time, old letters, lost zeros; no row vanishes."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import detente as dt
from detente.actors.match_report import LOSSES
from detente.archive.files import read_events
from detente.archive.layouts import GDELT
from detente.errors import RequestError
from detente.identity.events import monthly
from tests.conftest import mirror_folder

ICEWS_HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\tTarget Name\tTarget Country\n"
)


def own(path: Path, *rows: tuple[str, str, str, str], code: str = "code") -> Path:
    """A user's own file: date, two parties, and a code or a class."""
    schema = ["date", "ccode1", "ccode2", code]
    pl.DataFrame(list(rows), schema=schema, orient="row").write_csv(path)
    return path


def gdelt(path: Path, *rows: dict[str, str]) -> Path:
    """An export file of GDELT with the cells that are given."""
    lines = []
    for number, row in enumerate(rows):
        cells = [""] * len(GDELT["gdelt2"])
        given = {"GLOBALEVENTID": str(number), "SQLDATE": "20180101", "EventCode": "190", **row}
        for name, value in given.items():
            cells[GDELT["gdelt2"].index(name)] = value
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_icews_names_are_read_on_the_day_of_the_event(tmp_path: Path) -> None:
    path = tmp_path / "events.tab"
    rows = [
        ("1", "1989-06-01", "West Germany", "Russian Federation"),
        ("2", "1991-06-01", "Germany", "Russian Federation"),
        ("3", "2018-06-01", "Germany", "Serbia"),
        ("4", "1999-06-01", "Serbia", "Congo"),
        ("5", "2018-06-01", "Germany", "NA"),
        ("6", "2018-06-01", "Hong Kong", "Atlantis"),
    ]
    text = "".join(f"{a}\t{b}\tx\t{c}\t190\ty\t{d}\n" for a, b, c, d in rows)
    path.write_text(ICEWS_HEAD + text, encoding="utf-8")
    found = read_events(path)
    assert found.frame.select("ccode1", "ccode2").rows() == [
        (260, 365),
        (255, 365),
        (255, 345),
        (345, 484),
    ]
    first, second, codes = found.reports
    assert (first.matched, first.not_states.examples) == (5, ("Hong Kong 2018: 1 row",))
    assert (second.empty.rows, second.unknown.examples) == (1, ("Atlantis 2018: 1 row",))
    assert codes.matched == 4 and first.table == "events.tab"


def test_gdelt_countries_come_from_the_actors_code_where_it_has_none(tmp_path: Path) -> None:
    russia = {"Actor2Code": "RUSGOV", "Actor2CountryCode": "RUS"}
    path = gdelt(
        tmp_path / "x.export.CSV",
        {"Actor1Code": "ROU", **russia},
        {"Actor1Code": "ROMGOV", "Actor1CountryCode": "ROM", **russia},
        {"Actor1Code": "ZAR", "Actor1CountryCode": "ZAR", **russia},
        {"Actor1Code": "TMP", "Actor1CountryCode": "TMP", **russia},
        {"Actor1Code": "KSV", "Actor1CountryCode": "KSV", **russia},
        {"Actor1Code": "GOV", **russia},
        {"Actor1Code": "ukr", **russia},
        {"Actor1Code": "PSEGOV", "Actor1CountryCode": "PSE", **russia},
    )
    found = read_events(path)
    assert found.frame["ccode1"].to_list() == [360, 360, 490, 860, 347]
    report = found.reports[0]
    assert report.empty.rows == 2 and report.not_states.examples == ("PSE 2018: 1 row",)


@pytest.mark.parametrize(
    ("codes", "classes"),
    [
        (["20", "1", "14"], [20, 1, 14]),
        (["020", "20", "112"], [2, 20, 11]),
        (["20", "40", "190"], [2, 4, 19]),
        (["214", "112", "20"], [2, 11, 2]),
        (["204", "112"], [20, 11]),
        (["20.0", "10.0"], [20, 10]),
    ],
)
def test_codes_that_lost_a_zero_are_of_their_class(
    codes: list[str], classes: list[int], tmp_path: Path
) -> None:
    path = own(tmp_path / "own.csv", *(("2018-01-02", "2", "365", code) for code in codes))
    found = read_events(path).frame["code"].str.slice(0, 2).cast(pl.Int64)
    assert found.to_list() == classes


@pytest.mark.parametrize("written", ["20", "020", "20.0"])
def test_a_class_of_mass_violence_counts_however_it_is_written(
    written: str, tmp_path: Path
) -> None:
    path = own(tmp_path / "own.csv", ("2018-01-02", "2", "365", written), code="class")
    found = monthly(read_events(path).frame, [2], [365])
    assert found.select("events", "hostile", "material_hostile").rows() == [(1, 1.0, 1.0)]


def test_own_files_take_codes_letters_and_names(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = own(
        tmp_path / "own.csv",
        ("2018-01-02", "002", "255.0", "190"),
        ("20180103", "USA", "Germany", "040"),
        ("2018/01/04", "usa", "deu", "99"),
        ("1985-01-04", "USA", "Kosovo", "040"),
        ("not a day", "USA", "Germany", "040"),
    )
    found = read_events(path)
    assert found.frame["date"].to_list() == [date(2018, 1, 2), date(2018, 1, 3)]
    assert set(found.frame.select("ccode1", "ccode2").rows()) == {(2, 255)}
    first, second, codes = found.reports
    assert first.empty.rows == second.empty.rows == 1 and second.outside.rows == 1
    assert codes.unknown.examples == ("99 2018: 1 row",)
    with caplog.at_level(logging.WARNING, logger="detente"):
        months = dt.events_by_month(path, "USA", "Germany")
    assert months["events"].to_list() == [2]
    assert any("Kosovo 1985: 1 row" in message for message in caplog.messages)


def test_a_broken_file_of_events_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text('date,ccode1,ccode2,code\n2018-01-01,2,"365,190\n', encoding="utf-8")
    with pytest.raises(RequestError) as caught:
        read_events(path)
    assert "\n" not in str(caught.value)


@pytest.mark.mirror
def test_germany_and_russia_in_the_official_sample() -> None:
    mirror = mirror_folder()
    assert mirror is not None
    path = mirror / "events" / "events.2018.sample.tab"
    frame = read_events(path).frame
    one, other = pl.col("ccode1"), pl.col("ccode2")
    between = frame.filter(((one == 255) & (other == 365)) | ((one == 365) & (other == 255)))
    assert between.height == 22
    assert dt.events_by_month([path], "Germany", "Russia")["events"].sum() == 6


@pytest.mark.mirror
@pytest.mark.parametrize("name", ["events.2018.sample.tab", "20180101000000.export.CSV"])
def test_no_row_of_an_official_file_is_lost_without_a_line(name: str) -> None:
    mirror = mirror_folder()
    assert mirror is not None
    path = mirror / "events" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = len(lines) - name.endswith(".tab")
    found = read_events(path)
    first, second, codes = found.reports
    for report in (first, second):
        assert report.rows == rows
        assert report.matched + sum(getattr(report, kind).rows for kind in LOSSES) == rows
        assert not report.gone_of_states, "no row of a state is lost"
    assert codes.rows == codes.matched == found.frame.height
