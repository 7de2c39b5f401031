"""A save in LibreOffice as it is installed; collected where ``soffice`` is."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.editions.render import is_edited
from tests.editions.edition import edition, faults_in, printed
from tests.editions.libreoffice import EDITS, REFUSED, UNEDITED, WAYS, every, saved

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("way", WAYS)
def test_a_save_changes_no_word_and_lets_no_numeral_through(way: str, tmp_path: Path) -> None:
    files = every()
    for name, data in saved(files, way, tmp_path).items():
        if name in REFUSED:
            assert [one.what for one in faults_in(data)] == [REFUSED[name][1]], name
        else:
            before = printed(EDITS[name]()).plain("html")
            assert printed(data).plain("html") == before, name
            assert is_edited(printed(data), edition()[0]) == (name != UNEDITED), name
