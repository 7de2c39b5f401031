"""Pictures: a message, a unit, a description and the cells of each; no fault passes in silence."""

from __future__ import annotations

import re

import pytest

from detente.errors import EvidenceError
from detente.evidence.sentence import length, render
from detente.paper.blocks import Exhibit, Spec
from detente.paper.charts.faults import check, check_drawn
from detente.paper.charts.turning_points import TurningPoint
from detente.paper.exhibits.turning import LONGEST, whole
from tests.paper.test_pages import PAIRS, document_of

MOST_WORDS = 15
KINDS = {"relation", "votes", "distance", "shares", "rails", "map", "studies", "change", "moves"}
POINT = {"mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}


def pictures(name: str) -> tuple[Exhibit, ...]:
    """Give the pictures of a paper."""
    return document_of(name).exhibits()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAIRS))
def test_a_picture_has_message_unit_description_and_cells(name: str) -> None:
    shown = pictures(name)
    assert len({one.id for one in shown}) == len(shown), "no picture is shown twice"
    for one in shown:
        message = render(one.title)
        assert length(one.title) <= MOST_WORDS and not message.endswith("."), message
        assert one.unit and one.source
        words = set(re.findall(r"\w+", message))
        assert one.id in ("distance", "map") or words <= set(re.findall(r"\w+", one.alt))
        assert one.cells is not None and len(one.cells.rows) >= 2, one.id
        assert all(len(row) == len(one.cells.columns) for row in one.cells.rows)


@pytest.mark.slow
def test_every_kind_of_picture_is_among_them() -> None:
    kinds = {one.id.partition("-")[0] for name in PAIRS for one in pictures(name)}
    assert kinds == KINDS


@pytest.mark.slow
@pytest.mark.parametrize("name", ("nato-russia-2013", "serbia-eu"))
def test_the_cells_are_those_that_are_drawn(name: str) -> None:
    shown = {one.id: one for one in pictures(name)}
    drawn = {row["year"] for row in _rows(shown["votes"].spec) if "part" in row}
    cells = shown["votes"].cells
    assert cells is not None and {int(str(row[0])) for row in cells.rows} >= drawn
    assert {str(row[0]) for row in cells.rows} <= {str(year) for year in drawn}


def _rows(spec: Spec) -> list[Spec]:
    own = spec.get("data", {}).get("values", [])
    return [*own, *(row for part in spec.get("layer", ()) for row in _rows(part))]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAIRS))
def test_no_event_is_cut(name: str) -> None:
    for one in pictures(name):
        assert "…" not in str(one.spec), one.id
        named = [entry.partition(": ")[2].rpartition(" (")[0] for entry in one.legend]
        assert all(0 < len(text) <= LONGEST for text in named)


def test_a_label_has_a_whole_clause_or_nothing() -> None:
    assert whole("Russia invades Ukraine; NATO condemns the attack") == "Russia invades Ukraine"
    assert whole("x" * (LONGEST + 1)) == ""
    long = TurningPoint(2014.0, "Ties of the council and its bodies are suspended")
    assert " ".join(long.lines[1:]) == long.text


@pytest.mark.parametrize(
    ("rows", "said"),
    [([{"y": 1}], "reads 'x'"), ([{"x": float("nan")}], "no number"), (None, "no data")],
)
def test_a_fault_of_a_specification_is_an_error(rows: list[Spec] | None, said: str) -> None:
    data = {} if rows is None else {"data": {"values": rows}}
    with pytest.raises(EvidenceError, match=said):
        check({"layer": [{**POINT, **data}]})


def test_a_place_that_is_no_number_is_an_error() -> None:
    with pytest.raises(EvidenceError, match="NaN"):
        check_drawn('<path d="MNaN,2"/>')
    check({"data": {"values": [{"x": 1}]}, "layer": [POINT]})
