"""Files that LibreOffice saved: figures are still bound, and edits are printed or refused."""

from __future__ import annotations

import pytest

from detente.editions.render import is_edited
from detente.editions.word.read import read_word
from tests.editions.edition import edition, faults_in, printed
from tests.editions.libreoffice import EDITS, REFUSED, UNEDITED, WAYS, file_of


def text_of(data: bytes) -> object:
    """Give what is printed of an edited file."""
    return printed(data).plain("html")


@pytest.mark.parametrize("way", WAYS)
def test_a_saved_file_prints_the_same_paper(way: str) -> None:
    data = file_of(UNEDITED, way).read_bytes()
    assert not is_edited(printed(data), edition()[0])
    read = read_word(data, "paper.docx")
    assert len(read.digest) == len(edition()[0].digest) and read.identifier == "detente-0123"


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_printed_as_if_nobody_had_saved_it(name: str) -> None:
    data = file_of(name, "docx").read_bytes()
    assert text_of(data) == text_of(EDITS[name]())
    assert is_edited(printed(data), edition()[0]) == (name != UNEDITED)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_after_a_save(name: str) -> None:
    found = faults_in(file_of(name, "docx").read_bytes())
    assert [one.what for one in found] == [REFUSED[name][1]]
    assert found[0].place.startswith("paragraph ")


def test_tracked_words_are_counted_after_a_save() -> None:
    remarks = read_word(file_of("tracked words", "docx").read_bytes(), "paper.docx").remarks
    assert remarks == ("tracked changes that touch no figure, taken as accepted: 2",)
