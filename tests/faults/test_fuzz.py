"""The short form of the attack: a few hundred seeded inputs through every entrance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.faults import entrances, file_entrances
from tests.faults.attack import LONGEST_SECONDS, attack
from tests.faults.every_entrance import EVERY_ENTRANCE
from tests.faults.samples import samples

FEW = {
    "claims-answered": 8,
    "line": 40,
    "face": 40,
    "names": 80,
    "groups": 100,
    "sources, text": 60,
    "sources, packed": 60,
    "process": 1,
    "word": 40,
    "tables": 100,
    "events": 100,
    "bundle": 20,
    "assistants": 20,
    "http": 60,
}
"""Inputs of entrances that compute; the others have `MANY`."""
MANY = 250


@pytest.mark.parametrize("name", EVERY_ENTRANCE)
def test_nothing_escapes_and_nothing_hangs(name: str) -> None:
    found = attack(name, FEW.get(name, MANY), seed=7, seconds=15)
    escaped = [f"{kind}: {found.examples[kind]}" for kind in found.escaped]
    assert not escaped, "\n".join(escaped)
    assert not found.hangs and found.slowest < LONGEST_SECONDS
    assert found.inputs and found.refused <= found.inputs


SOUND: dict[str, tuple[Any, ...]] = {
    "facts": (entrances._facts(),),
    "paper": (entrances.PAPER,),
    "relations": (entrances.RELATIONS,),
    "questions": (entrances.questions(),),
    "votes": (file_entrances.VOTES,),
    "events": file_entrances.EVENTS[:2],
    "predictions": file_entrances.PREDICTIONS,
    "ledger": (file_entrances._chain(),),
    "manifest": (file_entrances._manifest(),),
    "journal": file_entrances.JOURNALS,
    "markdown": (file_entrances.MARKDOWN,),
}
"""Texts that are spoiled, before they are."""


@pytest.mark.parametrize("name", SOUND)
def test_what_is_spoiled_is_sound_before(name: str, tmp_path: Path) -> None:
    for text in SOUND[name]:
        EVERY_ENTRANCE[name].take(text.encode(), tmp_path)


def test_records_and_words_are_sound_before(tmp_path: Path) -> None:
    EVERY_ENTRANCE["record"].take(file_entrances.RECORD, tmp_path)
    EVERY_ENTRANCE["word"].take(file_entrances._word(), tmp_path)


def test_most_sources_have_a_sample() -> None:
    found = samples()
    assert len({one.source.id for one in found}) > 35
    assert {one.is_text for one in found} == {True, False}
