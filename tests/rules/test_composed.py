"""Lines put together: their evidence is what their figures rest on."""

from __future__ import annotations

import pytest

from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.figure import counted
from detente.evidence.sentence import Sentence
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Reasons

CELL = Cell("blocs", "member", (("year", 2013),), 28.0, "members", ("blocs",), "a count")
OTHER = Cell("blocs", "member", (("year", 1990),), 16.0, "members", ("blocs",), "a count")


def test_the_evidence_is_that_of_the_section_and_of_page_one() -> None:
    now, then = counted("x.now", 28, "members", CELL), counted("x.then", 16, "members", OTHER)
    body = Sentence("It has {now} members.", {"now": now})
    page = FirstPage(
        Sentence("It grew.", {}), key=(Sentence("It had {then}.", {"then": then}),), gist=body
    )
    line = composed("x", "moved", (body,), Basis(about="size"), reasons=Reasons(), page=page)
    assert line.finding.evidence == (CELL, OTHER)
    assert (line.finding.value, line.finding.unit) == (28.0, "members")
    assert line.fits_first_page


def test_a_line_without_figures_takes_its_value_from_the_first_cell() -> None:
    basis = Basis(about="size", cells=(OTHER,))
    line = composed("x", "plain", (Sentence("It grew.", {}),), basis, reasons=Reasons())
    assert line.finding.value == 16.0
    assert line.headline is None


def test_a_line_without_evidence_is_refused() -> None:
    with pytest.raises(EvidenceError, match="rests on no cell"):
        composed("x", "y", (Sentence("It grew.", {}),), Basis(about="size"), reasons=Reasons())


def test_filled_refuses_what_it_is_not_given() -> None:
    with pytest.raises(EvidenceError):
        filled("{who} waits for {whom}.", {"who": "Serbia"})
