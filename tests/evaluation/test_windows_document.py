"""The table of docs/windows.md is that of the records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from detente.calendar import last_year
from detente.evaluation.windows import came, interval, kinds
from detente.models.windows.record import record
from detente.phrasing import signed
from detente.store.catalog import Catalog

PAGE = Path(__file__).parents[2] / "docs/windows.md"
NAMES = {
    "quiet": "no new dispute",
    "pact": "a first pact",
    "trade": "trade half as large again",
    "rivalry": "an end of the rivalry",
    "rung": "a step up in a bloc",
}
TESTS = {"earned": "passed", "weak": "by pair only", "none": "failed"}


def rows(catalog: Catalog, year: int) -> Iterator[str]:
    for outcome, structure in kinds():
        kept = record(catalog.as_of(year), outcome, structure, year)
        excess = kept.excess
        assert excess is not None
        by_state = f"[{signed(excess.low_by_state)}, {signed(excess.high_by_state)}]"
        opened = sum(decade.open for decade in kept.decades)
        hits = sum(decade.hits for decade in kept.decades) / opened
        alike = sum(decade.alike * decade.open for decade in kept.decades) / opened
        cells = (
            f"{NAMES[outcome]}, by {structure}",
            interval(excess),
            by_state,
            f"{excess.brier:+.3f}, {excess.log_loss:+.3f}",
            came(excess),
            f"{hits:.0%} ({alike:.0%}) of {opened:,}",
            TESTS[kept.trust],
        )
        yield "| " + " | ".join(cells) + " |"


def test_the_document_gives_the_figures_of_the_records(catalog: Catalog) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for row in rows(catalog, last_year("vdem")):
        assert row in text, row
