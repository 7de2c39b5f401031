"""Leading: an answer is the one that a finding of page 1 bears out."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import render
from detente.rules.argument import WHY, Argument
from detente.rules.commonness import calibration
from detente.rules.leading import borne_out, leads, led, led_forms
from detente.store.catalog import Catalog


def argument(catalog: Catalog, first: str, second: str, day: int | None = None) -> Argument:
    return Argument(Relation(catalog, pair(first, second, day)))


def test_a_form_that_is_borne_out_goes_before_one_that_is_not(catalog: Catalog) -> None:
    known = argument(catalog, "Ukraine", "Russia")
    stands = {"bare": ("unity",), "": ("truce",)}
    forms = ({"bare": "It is bare", "": "It is borne out"}, stands)
    assert led(known.relation, known.lines, "truce") and not led(
        known.relation, known.lines, "unity"
    )
    assert borne_out(known.relation, known.lines, forms, "bare") == "It is borne out"
    # where nothing bears any of them out the first that holds is said
    none = ({"bare": "It is bare", "": "It is borne out"}, {"": ("unity",)})
    assert borne_out(known.relation, known.lines, none, "bare") == "It is bare"


def test_forms_are_called_for_by_findings_of_page_1_alone(catalog: Catalog) -> None:
    known = argument(catalog, "Ukraine", "Russia")
    called = led_forms(
        known.relation, known.lines, {"one": ("truce", "unexpected"), "two": ("unity",)}
    )
    assert list(called) == ["one"]
    for one in known.scored:
        assert leads(known.relation, one.line) == known.may_lead(one)


@pytest.mark.slow
def test_most_verdicts_of_the_pairs_that_calibrate_are_borne_out(catalog: Catalog) -> None:
    every = [argument(catalog, one.first, one.second, one.day) for one in calibration()]
    asked = [one for one in every if one.angle is not None]
    borne = sum(one.has_thesis for one in asked)
    assert len(asked) >= 25 and borne >= 0.8 * len(asked), (borne, len(asked))


def test_no_finding_of_page_1_stands_in_for_an_explanation(catalog: Catalog) -> None:
    known = argument(catalog, "ASEAN", "United States")
    explained = {x.rule.section for part in known.section(WHY) for x in part}
    assert known.key_findings and explained == {WHY}
    # that a body met is a fact of institutions
    other = argument(catalog, "India", "China")
    ids = {x.rule.id for part in other.section("institutions") for x in part}
    led = {x.rule.id for x in other.key_findings}
    assert "met_through" in ids | led
    assert all(x.rule.section == WHY for part in other.section(WHY) for x in part)


@pytest.mark.parametrize("names", [("Sweden", "NATO"), ("Ukraine", "Russia"), ("Serbia", "EU")])
def test_no_section_repeats_a_sentence_of_page_1(catalog: Catalog, names: tuple[str, str]) -> None:
    known = argument(catalog, *names)
    printed = {render(said) for one in known.key_findings for said in one.line.messages}
    body = [
        render(said)
        for name in known.sections
        for part in known.section(name)
        for one in part
        if not one.rule.always
        for said in one.line.finding.sentences
    ]
    assert not printed & set(body)


def test_a_question_without_an_answer_of_its_own_is_not_posed(catalog: Catalog) -> None:
    known = argument(catalog, "EU", "Uganda")
    assert known.angle is None and not known.key_findings


def test_what_page_1_has_whole_is_not_said_again_in_its_section(catalog: Catalog) -> None:
    known = argument(catalog, "Serbia", "EU")
    assert "sanctions" in {one.rule.id for one in known.key_findings}
    in_section = {one.rule.id for part in known.section("now") for one in part}
    assert "sanctions" not in in_section


def test_a_section_keeps_what_says_more_than_page_1(catalog: Catalog) -> None:
    # page 1 names two of the six neighbours, the section all of them
    known = argument(catalog, "Turkey", "EU", 2005)
    assert "neighbours" in {one.rule.id for one in known.key_findings}
    in_section = {one.rule.id for part in known.section("membership") for one in part}
    assert "neighbours" in in_section
