"""The short form of the attack: a few hundred seeded inputs through every entrance."""

from __future__ import annotations

import pytest

from tests.faults.attack import LONGEST_SECONDS, attack
from tests.faults.entrances import ENTRANCES

FEW = {"claims-answered": 8, "line": 40, "face": 40, "names": 80, "groups": 100}
FEW |= {"bundle": 20, "assistants": 20, "http": 60}
"""Inputs of entrances that compute; the others have `MANY`."""
MANY = 250


@pytest.mark.parametrize("name", ENTRANCES)
def test_nothing_escapes_and_nothing_hangs(name: str) -> None:
    found = attack(name, FEW.get(name, MANY), seed=7, seconds=15)
    escaped = [f"{kind}: {found.examples[kind]}" for kind in found.escaped]
    assert not escaped, "\n".join(escaped)
    assert not found.hangs and found.slowest < LONGEST_SECONDS
    assert found.inputs and found.refused <= found.inputs
