"""Directions: an answer joins its findings by what they say of the two."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.blocs import blocs
from detente.actors.relation_key import pair
from detente.actors.states import identities
from detente.advice.advised import Advised
from detente.advice.answered import answer, supporting
from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence, render
from detente.rules.angle_shelf import ANGLES
from detente.rules.argument import Argument
from detente.rules.commonness import calibration
from detente.rules.directions import (
    AGAINST,
    WHO_DECIDES,
    WITH,
    direction_of,
    direction_of_answer,
    joined,
    rank_after,
    word_between,
)
from detente.rules.shelf import SHELF
from detente.store.catalog import Catalog
from tests.advice.lines import line

LEANS = re.compile(r"\d+ \w+ (?:later|after|before)\b|That |Its |Then ")
TABLE = tomli.loads(files("detente.rules").joinpath("directions.toml").read_text("utf-8"))
VIEW = date(2026, 6, 30)
PAIRS = [
    ("Serbia", "EU"),
    ("India", "China"),
]


def test_each_form_of_an_answer_is_listed_once_and_exists() -> None:
    forms = {f"{angle.id}.{form}" for angle in ANGLES for form in angle.answers}
    listed = [one for names in TABLE["answer"].values() for one in names]
    assert len(listed) == len(set(listed)) and set(listed) <= forms


def test_each_finding_is_of_a_rule_and_points_one_way() -> None:
    rules = {rule.id for rule in SHELF}
    starts = [start for name in ("toward", "away", "limit") for start in TABLE["finding"][name]]
    assert {start.partition(".")[0] for start in starts} <= rules
    for one in starts:
        assert not any(other != one and other.startswith(one) for other in starts), one


@pytest.mark.parametrize(
    ("before", "rule", "variant", "word"),
    [
        ("toward", "same_vote", "moved.apart", AGAINST),
        ("away", "same_vote", "moved.apart", WITH),
        ("away", "joined", "x", AGAINST),
        ("still", "same_vote", "moved.nearer", AGAINST),
        ("toward", "veto", "unexpected.occupation", WHO_DECIDES),
        ("", "same_vote", "moved.apart", ""),
        ("away", "lead", "moved.grew", ""),
    ],
)
def test_the_word_follows_from_both_directions(
    before: str, rule: str, variant: str, word: str
) -> None:
    assert word_between(before, line(rule, variant)) == word


def test_what_limits_an_answer_outranks_what_agrees() -> None:
    limits, against = line("veto", "unexpected.x"), line("same_vote", "moved.apart")
    agrees, says_neither = line("same_vote", "moved.nearer"), line("lead", "moved.grew")
    ranks = [rank_after("toward", one) for one in (limits, against, agrees, says_neither)]
    assert ranks == sorted(ranks, reverse=True) and len(set(ranks)) == 4
    assert direction_of(says_neither) == "" and direction_of_answer("nowhere", "") == ""


@given(st.sampled_from([AGAINST, WITH, WHO_DECIDES]), st.sampled_from(sorted(blocs())))
def test_a_name_keeps_its_letters_behind_the_word(word: str, bloc: str) -> None:
    label = blocs()[bloc].label
    sentence = joined(word, Sentence("{who} has moved.", {"who": label}))
    assert render(sentence) == f"{word} {label} has moved."
    assert render(joined("", sentence)) == render(sentence)


def test_an_article_is_small_behind_the_word() -> None:
    said = Sentence("{what} did not help.", {"what": "An assurance"})
    assert render(joined(WITH, said)) == "And an assurance did not help."
    assert render(joined(AGAINST, Sentence("Their claim is open.", {}))) == (
        "Yet their claim is open."
    )


def answered(catalog: Catalog, first: str, second: str, view: int | date) -> list[str]:
    """Give the answer of a paper, as text."""
    argument = Argument(Relation(catalog, pair(first, second, view)))
    return [render(one) for one in answer(Advised(argument))]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_what_would_help_follows_what_it_rests_on(
    catalog: Catalog, first: str, second: str
) -> None:
    """A sentence begins with "So" only behind the verdict or finding that is its reason."""
    advised = Advised(Argument(Relation(catalog, pair(first, second, VIEW))))
    said = [render(one) for one in answer(advised)]
    verdict = advised.argument.verdict
    gists = {render(one.gist): one.rule for one in supporting(advised) if one.gist is not None}
    rests_on = {line.rule for line in advised.recommended[0].rests_on}
    (place,) = (place for place, text in enumerate(said) if text.startswith("So "))
    before = said[place - 1].removeprefix(f"{AGAINST} ").removeprefix(f"{WITH} ")
    reasons = {gists[before]} if before in gists else set(verdict[1] if verdict else ())
    assert place and reasons & rests_on


def test_advice_that_no_finding_gives_a_reason_for_names_its_own(catalog: Catalog) -> None:
    *_, last = answered(catalog, "ASEAN", "USA", VIEW)
    assert last == (
        "Members sign on tariffs with the United States one by one, so ASEAN should bargain as one."
    )


def test_a_finding_of_another_section_is_not_joined_to_the_verdict(catalog: Catalog) -> None:
    """That democracy fell in Serbia is nothing against what a candidate gets."""
    assert not any(text.startswith("Yet ") for text in answered(catalog, "Serbia", "EU", VIEW))
    # a veto limits whatever is said, and comes before what would help
    turkey = answered(catalog, "Turkey", "EU", 2005)
    assert turkey[1].startswith("But Cyprus")


def test_a_reason_comes_before_what_only_agrees(catalog: Catalog) -> None:
    said = answered(catalog, "NATO", "Russia", 2013)
    assert said[1].startswith("So ")
    assert said[2] == "Before each break one of them began to fight a third state."


@pytest.mark.slow
def test_no_answer_of_the_calibration_writes_a_name_small(catalog: Catalog) -> None:
    names = {one.name for one in identities()} | {one.short for one in blocs().values()}
    small = {name[:1].lower() + name[1:] for name in names}
    for one in calibration():
        relation = Relation(catalog, pair(one.first, one.second, one.day))
        for sentence in answer(Advised(Argument(relation))):
            words = render(sentence).rstrip(".").split()
            assert not small & set(words[1:2]), render(sentence)
            # a sentence of its own needs no sentence before it
            assert not LEANS.match(render(sentence)), render(sentence)
