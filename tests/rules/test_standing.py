"""Lines on standing facts: how rare a fact is, names, and evidence that cannot be missing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.names import bloc
from detente.errors import EvidenceError
from detente.evidence.sentence import Sentence
from detente.rules.standing import (
    PART,
    Said,
    fact_line,
    joined_on,
    name_of,
    names_of,
    part_of_pairs,
    rarity,
    states_on,
    tally,
)

DAY = date(2024, 12, 31)


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_fewer_have_is_never_less_rare(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert rarity(low) >= rarity(high)
    assert 0 <= rarity(low) <= 1


def test_a_pair_is_one_of_all_pairs_of_its_day() -> None:
    states = len(states_on(DAY))
    assert part_of_pairs(states * (states - 1) / 2, DAY) == pytest.approx(1.0)


def test_names_are_in_order_without_their_article() -> None:
    letters = ("USA", "TUR", "ALB")
    assert names_of(name_of(one, DAY) for one in letters) == "Albania, Turkey and the United States"


def test_a_state_that_is_gone_keeps_its_letters() -> None:
    assert name_of("XYZ", DAY) == "XYZ"


def test_a_member_joined_with_the_step_that_is_open() -> None:
    step = joined_on(bloc("NATO"), frozenset({"POL"}), DAY)
    assert step is not None and step.span.start == date(1999, 3, 12)
    assert joined_on(bloc("NATO"), frozenset({"RUS"}), DAY) is None


def test_the_evidence_of_a_line_is_what_its_figures_rest_on() -> None:
    count = tally("x", "all", 3, "members", table="ladder", keys=(("bloc", "NATO"),), how="count")
    line = fact_line(
        "x", "unusual", Said((Sentence("There are {n}.", {"n": count}),)), PART, about=""
    )
    assert line.finding.evidence == count.cells and line.finding.value == 3


def test_a_line_without_any_evidence_is_refused() -> None:
    with pytest.raises(EvidenceError, match="rests on no cell"):
        fact_line("x", "unusual", Said((Sentence("Nothing.", {}),)), PART, about="")
