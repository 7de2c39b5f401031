"""Findings cannot be made without evidence, see no future, and say where sources disagree."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.analysis.comparison import REFERENCES, SCALES
from detente.analysis.explanation import explain
from detente.analysis.relation import Relation
from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.figure import measured
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import PlainSentence, Sentence
from detente.evidence.series import base_year
from detente.paper.brief import Brief, make
from detente.store.catalog import Catalog

CELL = Cell(
    "states",
    "cinc",
    keys=(("ccode", 2), ("year", 1990)),
    value=0.14,
    unit="share",
    sources=("cow_nmc",),
    rule="mean of six shares",
)
METHOD = Method("m", "M", mark="exact", record="r", fails="f")
FINDING = Finding(
    id="power.x",
    sentences=(PlainSentence("The share was .14."), PlainSentence("It fell.")),
    value=0.14,
    unit="share",
    evidence=(CELL,),
    method=METHOD,
)
ELSEWHERE = measured("power.x.share", replace(CELL, value=0.2))


def test_a_finding_rests_on_cells() -> None:
    assert FINDING.structure == "power" and FINDING.years == (1990,)
    assert FINDING.sources == ("cow_nmc",) and FINDING.text == "The share was .14. It fell."


@pytest.mark.parametrize(
    "fault",
    [
        {"evidence": ()},
        {"sentences": ()},
        {"sentences": (PlainSentence("  "),)},
        {"sentences": (Sentence("It was {share}.", {"share": ELSEWHERE}),)},
        {"verdict": "guessed"},
        {"value": float("nan")},
        {"evidence": (replace(CELL, value=float("inf")),)},
        {"low": 0.5, "high": 0.1},
    ],
)
def test_a_finding_without_evidence_cannot_be_made(fault: dict[str, object]) -> None:
    with pytest.raises(EvidenceError, match=r"power\.x"):
        replace(FINDING, **fault)


SHOWN = (
    "nato-russia-2013",
    "nato-russia",
    "india-china",
    "serbia-eu",
    "usa-iran",
    "asean-usa",
    "poland-germany-1938",
    "liechtenstein-switzerland",
)


@pytest.mark.parametrize("name", SHOWN)
def test_every_sentence_is_of_its_pair(briefs: dict[str, Brief], name: str) -> None:
    brief = briefs[name]
    assert len(brief.findings) >= 5
    for finding in brief.findings:
        text = finding.text
        assert finding.evidence and text.endswith(".") and text[0].isupper(), text
        assert "None" not in text and "nan" not in text and "  " not in text, text
        if finding.verdict != "forecast":
            assert all(year <= brief.pair.as_of for year in finding.years), finding.id
    assert len({finding.id for finding in brief.findings}) == len(brief.findings)


def test_no_sentence_is_printed_for_every_pair_alike(briefs: dict[str, Brief]) -> None:
    texts = [{finding.text for finding in briefs[name].findings} for name in SHOWN[1:]]
    for mine, theirs in combinations(texts, 2):
        assert not mine & theirs


@pytest.mark.slow
def test_a_view_sees_no_future(catalog: Catalog, tmp_path: Path) -> None:
    """Cut every table after the view: not one word of the findings may change."""
    view = 2001
    cut = Catalog(tmp_path)
    for path in catalog.starter.glob("*.parquet"):
        frame = pl.read_parquet(path)
        if "year" in frame.columns:
            # a risk bears the year that it is about: the one after the view rests on the view
            frame = frame.filter(pl.col("year") <= view + (path.stem == "risk"))
        if "start" in frame.columns:
            frame = frame.filter(pl.col("start") <= view)
        frame.write_parquet(tmp_path / path.name)
    for names in (("NATO", "Russia"), ("India", "China")):
        whole, known = make(catalog, pair(*names, view)), make(cut, pair(*names, view))
        assert [f.text for f in whole.findings] == [f.text for f in known.findings]
        assert [(s.name, s.percentiles) for s in whole.placements] == [
            (s.name, s.percentiles) for s in known.placements
        ]
        assert [r.text for r in whole.recommendations] == [r.text for r in known.recommendations]
        assert [m.record for m in whole.report_card] == [m.record for m in known.report_card]
        assert whole.explanation == known.explanation


def test_where_yardsticks_disagree_all_are_shown(catalog: Catalog) -> None:
    made = make(catalog, pair("NATO", "Russia", 2013))
    found = next(f for f in made.findings if f.id == "power.spending_third")
    assert found.verdict == "sources disagree" and len(found.evidence) == 4
    assert all(
        text in found.text for text in ("3.1 times", "1.8", "1.5", "depends on the yardstick")
    )
    assert found.low == pytest.approx(1.49, abs=0.01) and found.high == pytest.approx(
        3.09, abs=0.01
    )


def test_comparison_places_a_pair_beside_its_past_and_others(catalog: Catalog) -> None:
    found = Relation(catalog, pair("NATO", "Russia", 2013)).placements
    assert [s.kind for s in found].count("past") == 3 and [s.kind for s in found].count(
        "reference"
    ) == len(REFERENCES)
    mine = found[0]
    assert set(mine.cells) == {s.id for s in SCALES} and all(
        0 <= p <= 100 for p in mine.percentiles.values()
    )
    china = next(s for s in found if s.short == "USA-CHN")
    assert china.percentiles["distance"] > 95
    own = Relation(catalog, pair("India", "China", 2013)).placements
    assert [s.kind for s in own if s.short == "IND-CHN"].count("reference") == 0


def test_an_explanation_needs_two_structures(catalog: Catalog) -> None:
    view = Relation(catalog, pair("NATO", "Russia", 2013))
    mine = view.placement
    assert mine is not None
    found = explain(view, mine)
    assert (
        found is not None
        and "Common organisations have outrun positions in UN votes" in found.text
        and found.rests_on[0] == "power.shares_cinc"
        and found.tied
    )
    bare = replace(mine, percentiles={"distance": 50.0})
    assert explain(view, bare) is None


def test_base_years(catalog: Catalog) -> None:
    series = Relation(catalog, pair("NATO", "Russia", 2013)).power.shares["cinc"][0]
    assert base_year(2013, (series,), 2013) == 1990 and base_year(1960, (series,), 1960) == 1949
    assert base_year(1952, (series,), 1952) is None
