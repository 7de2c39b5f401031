"""References: names, accents and signs of BibTeX are read and written as the format means them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from detente.citations import SIGNS, Reference, bibtex, escaped, names, plain, references
from detente.paper.writers.citation import PaperCitation


def test_a_name_in_braces_is_one_name() -> None:
    """The field case: "and" inside a name, "others", an escaped ampersand."""
    line = references()["un_wpp2024"].line()
    assert line.startswith("United Nations, Department of Economic and Social Affairs, Population")
    assert "Teorell, Jan; et al. (2025)" in references()["vdem15"].line()
    made = Reference(
        "x",
        "article",
        (("author", "A, B"), ("journal", r"Research \& Politics"), ("year", "2020")),
    )
    assert made.line() == "A, B (2020). . Research & Politics."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"Kar{\'a}sek", "Karásek"),
        (r"M\"uller and {\O}rsted", "Müller and Ørsted"),
        ("{LightGBM}: A", "LightGBM: A"),
        (r"50 \% of A\_B", "50 % of A_B"),
        ("19--48", "19-48"),
        ("", ""),
    ],
)
def test_values_are_read_as_text(written: str, read: str) -> None:
    assert plain(written) == read


def test_lists_of_authors() -> None:
    assert names("") == ""
    assert names("{A and B} and {C, and D}") == "A and B; C, and D"
    assert names("Doe, Jane and others") == "Doe, Jane; et al."


def test_the_bibliography_is_read_back_as_it_was_written() -> None:
    again = parse_string(bibtex(references()), "bibtex").entries
    assert list(again) == sorted(references())
    for key, entry in again.items():
        known = dict(references()[key].fields)
        assert all(known[name] == value for name, value in entry.fields.items()), key
        assert all(
            " and ".join(map(str, people)) == known[role] for role, people in entry.persons.items()
        ), key


def unescaped(text: str) -> str:
    """Undo `escaped`, the longest words first."""
    for sign, written in sorted(SIGNS.items(), key=lambda pair: -len(pair[1])):
        text = text.replace(written, f"<{ord(sign)}>")
    for sign in SIGNS:
        text = text.replace(f"<{ord(sign)}>", sign)
    return text


TITLES = st.text(st.sampled_from("Az é{}\\\\%&$#_~^,=@\"'\n中"), min_size=1).filter(str.strip)


@given(TITLES, TITLES)
def test_whatever_somebody_signs_a_paper_with_is_one_entry(title: str, by: str) -> None:
    cited = PaperCitation(
        title=title, by=by, series="", made=date(2026, 1, 1), identifier="detente-1"
    )
    (entry,) = parse_string(cited.bibtex(), "bibtex").entries.values()
    (author,) = entry.persons["author"]
    assert entry.fields["title"] == f"{{{escaped(title)}}}"
    assert str(author) == f"{{{escaped(by)}}}"
    assert unescaped(escaped(title)) == " ".join(title.split())
    assert entry.fields["year"] == "2026"
