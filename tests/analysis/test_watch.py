"""What to watch: the reason for which stale data are kept back names their next edition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.analysis.guards.form import Subject
from detente.analysis.guards.shelf import off_first_page
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from tests.analysis.test_guards import EXACT, cell, known


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("vdem", "its data end in 2015; the next edition of V-Dem is due in March 2025"),
        ("atop", "its data end in 2015"),
        ("gapminder", "its data end in 2015"),
    ],
)
def test_stale_data_name_their_next_edition(source: str, reason: str) -> None:
    old = replace(cell(2015), sources=(source,))
    finding = Finding(
        id="identity.x",
        sentences=(PlainSentence("It was so."),),
        value=1.0,
        unit="share",
        evidence=(old,),
        method=EXACT,
    )
    kept_back = off_first_page(Subject("identity.x", frozenset(), finding=finding), known())
    assert kept_back is not None and kept_back.reason == reason
