"""The answer needs no whole paper: a rule is asked when its lines are read."""

from __future__ import annotations

from collections import Counter

import pytest

from detente.actors.relation_key import pair
from detente.advice.advised import Advised
from detente.advice.answered import answer, supporting
from detente.analysis.relation import Relation
from detente.evidence.sentence import render
from detente.paper.brief import brief_of
from detente.paper.sections import first_page
from detente.rules.answer import question
from detente.rules.argument import Argument
from detente.rules.briefly import after_first
from detente.rules.commonness import calibration
from detente.rules.facts import facts_of
from detente.rules.line import Line
from detente.rules.rule import Rule
from detente.rules.said import Said
from detente.rules.shelf import SHELF
from detente.store.catalog import Catalog


def test_a_rule_is_asked_once_and_only_when_it_is_read(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("India", "China", 2024))
    asked: list[str] = []

    def ask(rule: Rule) -> tuple[Line, ...]:
        asked.append(rule.id)
        return tuple(rule.say(relation))

    said = Said({rule.id: rule for rule in SHELF[:6]}, ask)
    first = SHELF[0].id
    assert said.get(first) == said.get(first) and asked == [first] == list(said.asked)
    assert len(said) == len(list(said)) and asked == [rule.id for rule in SHELF[:6]]
    assert all(said.values())


def test_a_rule_that_is_silent_or_unknown_is_absent() -> None:
    said = Said({rule.id: rule for rule in SHELF[:1]}, lambda _: ())
    assert SHELF[0].id not in said and said.get("nowhere", ()) == () and not dict(said)
    with pytest.raises(KeyError):
        said["nowhere"]


@pytest.mark.parametrize(
    ("first", "second", "year"), [("NATO", "Russia", 2024), ("Serbia", "EU", 2024)]
)
def test_paper_and_terminal_answer_alike(
    catalog: Catalog, first: str, second: str, year: int
) -> None:
    relation = Relation(catalog, pair(first, second, year))
    brief, argument = brief_of(relation), Argument(relation)
    printed = first_page.answer(brief)
    assert printed is not None and printed.sentences == tuple(
        after_first(answer(Advised(argument)), relation.pair)
    )
    assert first_page.question(brief) == question(argument)
    assert question(argument).endswith("?")


def test_the_answer_is_a_verdict_what_supports_it_and_what_would_help(catalog: Catalog) -> None:
    advised = Advised(Argument(Relation(catalog, pair("NATO", "Russia", 2024))))
    argument = advised.argument
    sentences, lines = answer(advised), supporting(advised)
    assert len(sentences) == 3 and len(lines) == 1
    assert argument.angle is not None
    assert {line.rule for line in lines} <= set(argument.angle.rules)
    assert not any(character.isdigit() for character in render(sentences[0]))
    help_in_words = render(advised.recommended[0].answers).removeprefix("So ")
    assert any(help_in_words[1:] in render(one) for one in sentences[1:])


@pytest.mark.parametrize(
    ("first", "second", "year"),
    [("NATO", "Russia", 2024), ("Serbia", "EU", 2024), ("India", "China", 2024)],
)
def test_the_first_finding_bears_the_verdict_out_and_no_other_sentence_repeats_it(
    catalog: Catalog, first: str, second: str, year: int
) -> None:
    advised = Advised(Argument(Relation(catalog, pair(first, second, year))))
    argument = advised.argument
    assert argument.has_thesis
    leading = argument.key_findings[0]
    assert argument.verdict is not None and leading.rule.id in argument.verdict[1]
    assert leading.line not in supporting(advised)


def test_where_nothing_is_recommended_findings_alone_support_the_verdict(
    catalog: Catalog,
) -> None:
    advised = Advised(Argument(Relation(catalog, pair("Sweden", "NATO", 2024))))
    assert not advised.recommended
    assert 1 + len(supporting(advised)) == len(answer(advised)) <= 3


@pytest.mark.slow
def test_no_page_states_a_fact_more_than_twice(catalog: Catalog) -> None:
    for one in calibration():
        argument = Argument(Relation(catalog, pair(one.first, one.second, one.day)))
        advised = Advised(argument)
        said = [line.messages for line in (found.line for found in argument.key_findings)]
        stated = Counter(fact for group in (*said, answer(advised)) for fact in facts_of(group))
        assert all(count <= 2 for count in stated.values()), (one, stated.most_common(2))


def test_what_guards_keep_out_is_whole_once_it_is_asked_for(catalog: Catalog) -> None:
    argument = Argument(Relation(catalog, pair("Ukraine", "Russia", 2024)))
    left_out = argument.left_out
    assert left_out and set(argument.lines.asked) == {rule.id for rule in SHELF}
