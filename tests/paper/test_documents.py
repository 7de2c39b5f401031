"""Notes name the document or the data set, with its address; references are those in use."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.citations import bibtex, references
from detente.paper.brief import make
from detente.paper.compose import lay_out
from detente.paper.document import Document
from detente.paper.sections.source_names import edition, source_name
from detente.settings import settings
from detente.store.catalog import default_catalog


@pytest.fixture(scope="module")
def document() -> Document:
    return lay_out(make(default_catalog(), pair("Serbia", "EU", 2024)), settings())


def test_notes_name_treaties_and_decisions_with_their_address(document: Document) -> None:
    named = {one.text: one.url for note in document.notes if note.cited for one in note.sources}
    assert "European Council, conclusions of 1 and 2 March 2012" in named
    assert any(url.startswith("http") for url in named.values())
    assert not [text for text in named if "ladder tables" in text or "_" in text]
    assert not [text for text in named if "(inferred)" in text or "no document" in text]


def test_an_edition_is_given_once(document: Document) -> None:
    full = [one.text for note in document.notes for one in note.sources if "V-Dem, v" in one.text]
    assert len(full) == 1 and full[0].startswith("V-Dem, version 15")


def test_references_are_those_that_the_paper_uses(document: Document) -> None:
    lines = " ".join(document.references)
    assert "V-Dem Country-Year Dataset" in lines
    assert "Karásek" not in lines and "\\&" not in lines
    assert len(document.references) < len(document.citations)


def test_a_line_is_unescaped_and_bibtex_is_not() -> None:
    assert "Research & Politics" in references()["baturo2017"].line()
    assert "Research \\& Politics" in bibtex(["baturo2017"])


def test_sources_are_named_as_people_cite_them() -> None:
    assert source_name("cow_mid") == "Correlates of War, militarised disputes 5.0"
    assert source_name("gdp_pop") == "Fariss and others, GDP and population, edition of 2022"
    assert edition("") == ""


def test_the_example_of_an_id_is_the_pairs_own(document: Document) -> None:
    said = str(document.plain())
    assert "NATO-RUS:NRC" not in said and "has an id (" in said
