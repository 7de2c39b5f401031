"""The paper: one document in five forms, the same bytes twice, shorter where data are missing."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.citations import references
from detente.claims.document import read
from detente.errors import RequestError
from detente.paper.blocks import Exhibit, Grid, Missing
from detente.paper.brief import Brief, make
from detente.paper.compose import lay_out
from detente.paper.document import PARTS
from detente.paper.svg import draw
from detente.paper.write import write
from detente.paper.writers.json import dumps, record
from detente.rules.rule import SECTIONS
from detente.settings import settings
from detente.store.catalog import Catalog
from tests.conftest import PAIRS


@pytest.mark.parametrize("name", PAIRS)
def test_every_pair_gets_a_paper(briefs: dict[str, Brief], name: str) -> None:
    document = lay_out(briefs[name], settings())
    assert document.title.title.endswith("?") and document.title.answer is not None
    parts = [section.part for section in document.sections]
    assert parts == sorted(parts, key=PARTS.index), "body, annex, evidence"
    ids = [section.id for section in document.sections if section.part == "body"]
    order = [*(name for name in SECTIONS if name != "trust"), "to_do", "trust"]
    assert ids == [name for name in order if name in ids] and len(ids) >= 2
    for section in document.sections:
        assert section.blocks, section.id
        for block in section.blocks:
            if isinstance(block, Exhibit):
                drawn = "mark" in json.dumps(block.spec) or "<path" in block.svg
                assert block.title and block.source and drawn, "never an empty chart"
            if isinstance(block, Grid):
                assert block.rows and all(len(r) == len(block.columns) for r in block.rows), (
                    block.id
                )
            if isinstance(block, Missing):
                assert block.text.endswith(".")
    text = json.dumps(document.plain(), ensure_ascii=False)
    assert not re.findall(r"\bnan\b|\bNone\b(?! of | by | is )|\binf\b", text)
    read = json.dumps(
        [s.plain() for s in document.sections if s.part == "body"], ensure_ascii=False
    )
    assert not re.findall(r"\d[eE][-+]?\d", read), "no computer's numbers in what people read"
    assert len(document.notes) == len(tuple(briefs[name].numbered))
    cited = [note.number for note in document.notes if note.cited]
    assert cited == list(range(1, len(briefs[name].printed_lines) + 1)), "the printed lines first"


def test_missing_data_are_one_list_at_the_end(briefs: dict[str, Brief]) -> None:
    def listed(name: str) -> str:
        sections = lay_out(briefs[name], settings()).sections
        found = [
            (section.id, block.text)
            for section in sections
            for block in section.blocks
            if isinstance(block, Missing) and block.text.startswith("Missing at this view: ")
        ]
        assert [section for section, _ in found] == ["trust"], "one list, and in one place"
        return found[0][1]

    before_the_votes = listed("poland-germany-1938")
    assert "votes, speeches and organisations in common (they begin in 1946)" in before_the_votes
    assert "the first began in 1945" in before_the_votes
    held = "the data held here have none of both parties by "
    assert f"regimes ({held}2024)" in listed("liechtenstein-switzerland"), "not of the producer"
    assert f"votes ({held}2020)" in listed("kosovo-serbia")
    assert "a chronology (none is kept of this pair" in listed("asean-eu")


def test_two_blocs_have_no_rung_and_no_rails_between_them(briefs: dict[str, Brief]) -> None:
    brief = briefs["asean-eu"]
    assert not {"rung", "same_rung"} & {line.rule for line in brief.printed_lines}
    assert not any(one.id.startswith("rails") for one in lay_out(brief, settings()).exhibits())
    assert brief.scenario is None and not brief.why_not_offered


@pytest.mark.slow
def test_the_record_keeps_the_contract(briefs: dict[str, Brief]) -> None:
    for brief in briefs.values():
        found = record(brief)
        assert set(found["structures"]) == {"power", "identity", "institutions"}
        assert found["claims"] == [] and "claims" in found["empty"]
        assert bool(found["risk"]) != ("risk" in found["empty"])
        assert any(w["year"] == min(brief.pair.as_of, 2022) for w in found["windows"]) != (
            "windows" in found["empty"]
        )
        assert set(found["scenario"]["spinoffs"]) == {
            "domestic",
            "neighbourhood",
            "prominence",
            "conflict_zones",
        }
        for name, structure in found["structures"].items():
            dated = {"ladders", "bodies"} if name == "institutions" else set()
            assert {"headline", "measures", "findings", *dated} == set(structure)
            for finding in structure["findings"]:
                assert finding["evidence"] and {
                    "table",
                    "keys",
                    "column",
                    "source",
                    "version",
                } <= set(finding["evidence"][0])
                assert {
                    "id",
                    "text",
                    "value",
                    "low",
                    "high",
                    "unit",
                    "years",
                    "method",
                    "track_record",
                    "verdict",
                } <= set(finding)
            assert all(
                m["last_year"] is None or m["last_year"] <= brief.pair.as_of
                for m in structure["measures"]
            )
        said = {one.line.id for one in brief.argument.scored}
        for item in found["recommendations"]:
            assert item["text"] and item["loses"] and item["changes"] and not item["barred"]
            assert item["rests_on"] and set(item["rests_on"]) <= said
        for watch in found["watch"]:
            assert watch["due"] > brief.pair.day.isoformat() and watch["threshold"] is not None
        assert all(s["citation"] and s["licence"] and s["version"] for s in found["sources"])
        assert found["seed"] == 1 and found["as_of"] == brief.pair.as_of


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(catalog: Catalog) -> None:
    one, two = (
        dumps(make(Catalog(catalog.starter), pair("NATO", "Russia", 2013), Options(seed=3)))
        for _ in range(2)
    )
    assert one == two
    assert dumps(make(catalog, pair("NATO", "Russia", 2013), Options(seed=4))) != one


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.scripts = self.pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        self.scripts += tag == "script"
        self.pictures += tag == "svg"
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag in ("img", "link", "iframe", "script"):
            self.loads.append(found.get("src") or found.get("href") or "")


@pytest.mark.slow
def test_the_paper_on_disk(briefs: dict[str, Brief], tmp_path: Path) -> None:
    written = write(briefs["nato-russia-2013"], tmp_path / "paper")
    assert [p.name for p in written] == [
        "brief.html",
        "brief.pdf",
        "brief.json",
        "brief.bib",
        "brief.csl.json",
        "CITATION.cff",
        "cells.parquet",
        "measures.parquet",
        "rows.parquet",
    ]
    files = {path.name: path for path in written}
    page = Page()
    text = files["brief.html"].read_text(encoding="utf-8")
    page.feed(text)
    exhibits = lay_out(briefs["nato-russia-2013"], settings()).exhibits()
    for_phones = [one for one in exhibits if one.narrow or one.narrow_svg]
    # the data of figures, and the one script, both inside the page
    assert page.scripts == 2 and not any(page.loads)
    assert page.pictures == len(exhibits) + len(for_phones)
    assert "as reported by month" not in text, "no archive of events was given"
    assert (
        all(link[1:] in page.ids for link in page.links if link.startswith("#"))
        and "<title>" in text
    )
    assert not re.search(r"url\((?!#|data:font/)", text) and "http" not in text.partition(
        "</style>"
    )[0].replace("http-equiv", "")
    typeset = files["brief.pdf"]
    assert typeset.read_bytes().startswith(b"%PDF") and typeset.stat().st_size > 50_000
    json.loads(files["brief.json"].read_text(encoding="utf-8"))
    bibliography = files["brief.bib"].read_text(encoding="utf-8")
    itself, *keys = re.findall(r"^@\w+\{([^,]+),", bibliography, re.M)
    assert keys and set(keys) <= set(references()) and "karasek2013" in keys
    assert itself in text and itself in files["CITATION.cff"].read_text(encoding="utf-8")
    assert json.loads(files["brief.csl.json"].read_text(encoding="utf-8"))[0]["id"] == itself
    cells = pl.read_parquet(files["cells.parquet"])
    measures = pl.read_parquet(files["measures.parquet"])
    assert (
        cells["note"].max() == len(tuple(briefs["nato-russia-2013"].numbered))
        and cells["value"].null_count() == 0
    )
    assert measures.filter(~pl.col("known"))["year"].min() > 2013
    assert not list((tmp_path / "paper").glob(".*"))


@pytest.mark.slow
def test_the_pdf_is_the_same_twice(briefs: dict[str, Brief], tmp_path: Path) -> None:
    one = write(briefs["liechtenstein-switzerland"], tmp_path / "a")
    two = write(briefs["liechtenstein-switzerland"], tmp_path / "b")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


def test_a_folder_that_cannot_be_written_is_one_line(
    briefs: dict[str, Brief], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RequestError, match="--out") as caught:
        write(briefs["liechtenstein-switzerland"], tmp_path / "file")
    assert "\n" not in str(caught.value)


def test_pictures_tell_their_cells_on_hover() -> None:
    spec = {
        "data": {"values": [{"x": 1, "note": "Russia 1993: .23 & <more>"}]},
        "mark": "point",
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "description": {"field": "note"}},
    }
    svg = draw(spec)
    assert "<title>Russia 1993: .23 &amp;" in svg and svg.count("<svg") == 1


CLAIMS = """
[document]
title = "A paper"
as_of = 2013

[[claim]]
id = "1"
text = "China has more people than Russia"
kind = "ratio"
measure = "people"
of = "China"
to = "Russia"
year = 2012
expect = "> 5"

[[claim]]
id = "2"
text = "It is said"
untestable = "nobody measured it"
"""


def test_claims_become_a_section(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(CLAIMS, encoding="utf-8")
    made = make(
        catalog,
        pair("India", "China", 2013),
        Options(draws=100),
        claims=read(tmp_path / "c.toml"),
    )
    sections = {s.id: s for s in lay_out(made, settings()).sections}
    text = json.dumps(sections["claims"].plain())
    assert "supported" in text and "nobody measured it" in text and "A paper" in text
    plain = record(made)["claims"]
    assert [c["verdict"] for c in plain] == ["supported", "untestable"] and plain[0]["then"][0][
        "answers"
    ][0]["as_expected"] is True
