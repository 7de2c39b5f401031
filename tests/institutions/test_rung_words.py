"""Words of rungs: a partnership is named by its instrument, other rungs by their name."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.names import bloc
from detente.institutions.rung_states import highest
from detente.institutions.rung_words import beside, has_been, thing


@pytest.mark.parametrize(
    ("id", "letters", "day", "said", "named"),
    [
        (
            "NATO",
            "SWE",
            date(2021, 12, 31),
            "has taken part in NATO's Partnership for Peace",
            "the part of S in NATO's Partnership for Peace",
        ),
        (
            "EU",
            "SRB",
            date(2026, 6, 30),
            "has been a candidate for membership of EU",
            "the candidacy of S for EU",
        ),
        (
            "EU",
            "MNE",
            date(2009, 12, 31),
            "has been an applicant for membership of EU",
            "the application of S to EU",
        ),
        (
            "MERCOSUR",
            "CHL",
            date(2020, 12, 31),
            "has been an associated state of MERCOSUR",
            "the status of S as an associated state of MERCOSUR",
        ),
    ],
)
def test_a_rung_is_said_as_readers_know_it(
    id: str, letters: str, day: date, said: str, named: str
) -> None:
    held = highest(bloc(id).steps_of((letters,)), day)
    assert held is not None
    assert has_been(held, id) == said and thing(held, "S", id) == named
    assert beside(held, id).removeprefix("which ")[:2] in ("ta", "a ", "an", "is")
