"""The shelves: kinds of test that declare themselves, and concepts that can all be asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.claims.concepts import CONCEPTS, Concept, concept
from detente.claims.shelf import SHELF, kind_of, table
from detente.errors import ClaimError
from detente.store.catalog import Catalog
from tests.claims.writing import claim, verdict

PAGE = Path(__file__).resolve().parents[2] / "docs" / "claims.md"
KINDS = Path(__file__).resolve().parents[2] / "src" / "detente" / "claims" / "kinds"
SILENT = {
    "hostile speech",
    "trade",
    "population to come",
    "population to come, upper bound",
}
"""Concepts that the starter has no number of for two states in 2008."""


def test_the_shelf_holds_every_kind_once() -> None:
    files = {path.stem for path in KINDS.glob("*.py")} - {"__init__"}
    assert {kind.name for kind in SHELF} == files
    assert len(SHELF) == len(files)
    assert all(kind_of(kind.name) is kind for kind in SHELF)
    with pytest.raises(ClaimError, match="near: ratio"):
        kind_of("ratios")


def test_every_kind_names_each_field_once() -> None:
    for kind in SHELF:
        names = [field.name for field in kind.fields]
        assert len(set(names)) == len(names)
        assert kind.required <= kind.allowed


def test_the_page_lists_the_shelves() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert table() in text, "python docs/generate.py writes the table of kinds"
    assert all(known.name in text for known in CONCEPTS)


@pytest.mark.parametrize("known", CONCEPTS, ids=[known.name for known in CONCEPTS])
def test_every_concept_can_be_asked(catalog: Catalog, tmp_path: Path, known: Concept) -> None:
    assert concept(known.name.upper()) is known
    if known.between:
        body = claim(
            kind="level",
            measure=known.name,
            between=("USA", "Russia"),
            year=2008,
            expect="> -9999999",
        )
    else:
        body = claim(
            kind="ratio", measure=known.name, of="USA", to="Russia", year=2008, expect="> 0"
        )
    answered = verdict(catalog, tmp_path, body, until=2013).verdict
    expected = {"untestable"} if known.name in SILENT else {"supported", "mixed"}
    assert answered in expected
