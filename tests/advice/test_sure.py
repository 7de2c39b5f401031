"""How sure the answer is: four tests, and a line that names what supports it and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from detente.actors.relation_key import pair
from detente.advice.advised import Advised
from detente.advice.sure import HIGH, LOW, MODERATE, Sure, sentence_of, sure
from detente.analysis.relation import Relation
from detente.evidence.sentence import length, render
from detente.rules.argument import Argument
from detente.rules.line import LONGEST
from detente.store.catalog import Catalog

TODAY = date(2026, 6, 30)
KINDS = ("institutions", "votes", "power", "dated events")


@pytest.mark.parametrize(
    ("support", "against", "ahead", "tried", "level"),
    [
        (KINDS[:2], (), True, True, HIGH),
        (KINDS[:2], (), False, False, HIGH),
        (KINDS[:2], (), True, False, MODERATE),
        (KINDS[:2], ("regimes",), True, False, MODERATE),
        (KINDS[:1], ("votes",), False, False, MODERATE),
        (KINDS[:1], ("votes",), True, True, LOW),
        (KINDS[:1], ("votes",), True, False, LOW),
    ],
)
def test_four_tests_make_the_level(
    support: tuple[str, ...], against: tuple[str, ...], ahead: bool, tried: bool, level: str
) -> None:
    found = Sure(
        support=support, against=against, sound=True, ahead=ahead, tried=tried, advised=False
    )
    assert found.level == level
    # what nobody has tried is never sure
    assert replace(found, advised=True).level != HIGH


def test_the_line_is_short_and_names_what_speaks_for_and_against() -> None:
    flags = (True, False)
    tests = product(flags, flags, flags, flags)
    for number, (sound, ahead, tried, advised) in product((1, 2, 3), tests):
        for against in ((), ("a member's veto", "votes")):
            given = {"sound": sound, "ahead": ahead, "tried": tried, "advised": advised}
            found = Sure(support=KINDS[:number], against=against, **given)
            said = render(sentence_of(found))
            assert length(sentence_of(found)) <= LONGEST, said
            assert all(one in said for one in (*found.support, *against))
            assert said.endswith(".") and ": ," not in said
    both = replace(found, support=("votes",), against=("votes",))
    assert "votes point both ways" in both.words


def test_an_answer_says_what_it_rests_on_and_nothing_has_none(catalog: Catalog) -> None:
    war = sure(Advised(Argument(Relation(catalog, pair("Ukraine", "Russia", TODAY)))))
    assert war is not None and war.ahead and war.tried and "dated events" in war.support
    # that bound backers would help is advice, however sure the facts are
    assert war.advised and war.level == MODERATE and war.words.endswith("its advice is a judgement")
    # opinion of another country is on another matter than a line at the border
    clash = sure(Advised(Argument(Relation(catalog, pair("India", "China", TODAY)))))
    assert clash is not None and "opinion" not in clash.against
    old = Argument(Relation(catalog, pair("Prussia", "Austria-Hungary", 1850)))
    assert old.angle is None and sure(Advised(old)) is None
