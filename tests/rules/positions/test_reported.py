"""REPORTED: months of a user's own archive, in rule, picture and paper; nothing without one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.archive.convert import convert
from detente.evidence.sentence import figures, render
from detente.paper.brief import Brief, brief_of, make
from detente.paper.charts.events import events as drawn
from detente.paper.compose import lay_out_argument
from detente.paper.exhibits.events import events
from detente.paper.writers.json import record
from detente.rules.positions.reported import RULE
from detente.settings import settings
from detente.store.catalog import Catalog
from detente.web.tasks.relation import sources_of
from tests.archive import made
from tests.paper.numerals import numerals
from tests.rules.positions.reading import values

MONTHS = [date(2014, 1, 1) + timedelta(days=31 * place) for place in range(36)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Events of three years: each month eight friendly and two hostile, in 2015 six hostile."""
    folder = tmp_path_factory.mktemp("events")
    rows, icews = [], []
    for month in MONTHS:
        hostile = 6 if month.year == 2015 else 2
        for place in range(8 + hostile):
            day = f"{month:%Y-%m}-{place + 1:02}"
            code = "190" if place < hostile else "040"
            rows.append(f"{day},950,955,{code}")
            named = {"Source_Country": "Fiji", "Target_Country": "Tonga"}
            line = made.icews_line(
                Event_ID=f"{month:%Y%m}{place}", Event_Date=day, CAMEO_Code=code, **named
            )
            icews.append(line)
    # said twice: one event
    own = made.write(folder / "own.csv", made.OWN_HEAD, *rows, rows[0])
    other = made.write(folder / "icews.tab", made.ICEWS_HEAD, *icews)
    return convert([own, other], folder / "archive").folder


def brief(catalog: Catalog, archive: Path | None, year: int = 2018) -> Brief:
    return make(catalog, pair("Fiji", "Tonga", year), events=archive)


def test_an_archive_is_counted_with_its_trust(catalog: Catalog, archive: Path) -> None:
    relation = Relation(catalog, pair("Fiji", "Tonga", 2018), events=archive)
    lines = {line.variant: line for line in RULE.say(relation)}
    assert list(lines) == ["archive.icews", "archive.own", "agreement.icews.own"]
    years = [month.year for month in MONTHS]
    hostile = sum(6 if year == 2015 else 2 for year in years)
    shown = values(lines["archive.own"])
    assert shown["own.events"] == 8 * len(MONTHS) + hostile
    assert shown["own.hostile"] == round(hostile / (8 * len(MONTHS) + hostile), 3)
    assert shown["own.rows"] == shown["own.events"] + 1
    assert shown["own.merged"] == round(1 / shown["own.rows"], 3)
    text = lines["archive.own"].finding.text
    assert "Its correlation with the level of militarized disputes is not known" in text
    assert "enough months before it to say whether it rose" in text
    # both archives say the same
    assert values(lines["agreement.icews.own"])["icews.agreement_own"] == 1.0


def test_every_figure_rests_on_cells_that_name_the_archive(catalog: Catalog, archive: Path) -> None:
    relation = Relation(catalog, pair("Fiji", "Tonga", 2018), events=archive)
    assert relation.months is not None
    for line in RULE.say(relation):
        page = " ".join(render(sentence, "html") for sentence in line.finding.sentences)
        assert numerals(f"<p>{page}</p>").unbound == []
        for sentence in line.finding.sentences:
            for figure in figures(sentence):
                assert all(relation.months.digest in cell.rule for cell in figure.cells)


def test_nothing_of_a_month_is_said_without_an_archive(catalog: Catalog, archive: Path) -> None:
    without = brief(catalog, None)
    assert without.relation.months is None and events(without) == []
    assert list(RULE.say(without.relation)) == []
    # nor of a pair of which the archive has none
    other = brief_of(Relation(catalog, pair("Chile", "Peru", 2018), events=archive))
    assert other.relation.months is None and events(other) == []


def test_a_view_counts_nothing_later(catalog: Catalog, archive: Path) -> None:
    early = brief(catalog, archive, 2014).relation.months
    assert early is not None and early.of("own")["date"].max() == date(2014, 12, 1)


@pytest.mark.slow
def test_the_paper_draws_the_months_and_lists_its_sources(catalog: Catalog, archive: Path) -> None:
    made_of = brief(catalog, archive)
    (shown,) = events(made_of)
    assert shown.cells is not None and len(shown.cells.rows) == 2 * len(MONTHS)
    assert shown.cells.rows[0][:6] == ("ICEWS", "2014-01", "10", "8", "2", "20%")
    assert "most hostile events in 2015" in shown.alt
    document = lay_out_argument(made_of, settings())
    assert [one.id for one in document.exhibits()].count("events") == 1
    named = {one["name"] for one in sources_of(made_of, document)}
    assert "ICEWS events, the user's own archive" in named
    listed = {one["id"]: one for one in record(made_of)["sources"]}
    assert listed["events_icews"]["version"] == "the user's own archive"
    assert str(archive) not in json.dumps(record(made_of))


def test_a_line_is_broken_where_a_month_has_no_event(catalog: Catalog, archive: Path) -> None:
    months = brief(catalog, archive).relation.months
    assert months is not None
    gap = months.of("own").filter(months.of("own")["date"] != date(2015, 3, 1))
    spec = drawn({"own": gap})
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    parts = [{row["part"] for row in line["data"]["values"]} for line in lines]
    assert parts == [{0, 1}, {0, 1}]
