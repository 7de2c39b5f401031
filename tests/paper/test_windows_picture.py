"""The picture of windows: drawn where one is open and its years lie ahead."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.evidence.sentence import render
from detente.paper.brief import make
from detente.paper.exhibits.windows import windows
from detente.store.catalog import Catalog


@pytest.mark.slow
def test_a_window_that_is_open_is_drawn_with_its_cells(catalog: Catalog) -> None:
    brief = make(catalog, pair("Japan", "South Korea", 2012), Options(draws=200))
    (shown,) = windows(brief)
    message = render(shown.title)
    assert " a window was open: " in message and not message.endswith(".")
    assert message in shown.alt and shown.unit and shown.source
    assert shown.cells is not None and len(shown.cells.rows) >= 2


@pytest.mark.slow
def test_a_window_whose_years_are_over_is_not_drawn(catalog: Catalog) -> None:
    brief = make(catalog, pair("Japan", "South Korea", "2026-06-30"), Options(draws=200))
    assert windows(brief) == []
