"""Addresses of documents: known ones by hand, and names that fix none."""

from __future__ import annotations

import pytest

from detente.actors.every_row import every_row
from detente.paper.sections.addresses import address_of

EUR_LEX = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:"


@pytest.mark.parametrize(
    ("document", "address"),
    [
        ("A/RES/ES-11/1, 2 March 2022", "https://docs.un.org/A/RES/ES-11/1"),
        ("A/RES/2065 (XX), 16 December 1965", "https://docs.un.org/A/RES/2065(XX)"),
        ("S/RES/497 (1981)", "https://docs.un.org/S/RES/497(1981)"),
        ("S/2008/564", "https://docs.un.org/S/2008/564"),
        ("Decision (CFSP) 2016/849", f"{EUR_LEX}32016D0849"),
        ("Regulation (EU) 2024/1449 of 14 May 2024", f"{EUR_LEX}32024R1449"),
        ("Regulation (EU) 1091/2010, 24 November 2010", f"{EUR_LEX}32010R1091"),
        ("Executive Order 14098", "https://www.federalregister.gov/executive-order/14098"),
    ],
)
def test_a_name_that_fixes_an_address(document: str, address: str) -> None:
    assert address_of(document) == address


@pytest.mark.parametrize(
    "document",
    [
        "Decision 1/95 of the EC-Turkey Association Council, 22 December 1995",
        "Executive Order 12170, 14 November 1979",
        "Treaty of Lausanne, 24 July 1923",
        "no document at hand",
        "",
    ],
)
def test_a_name_that_fixes_none(document: str) -> None:
    assert address_of(document) == ""


def test_rows_without_a_page_have_the_address_of_their_document() -> None:
    bare = {row.document for row in every_row() if row.document and not row.origin.url}
    known = {one: address_of(one) for one in bare}
    assert sum(map(bool, known.values())) > 80
    assert all(" " not in url for url in known.values())
