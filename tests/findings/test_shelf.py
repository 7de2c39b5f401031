"""The shelf: each concept says what its findings are, where they are printed and how made."""

from __future__ import annotations

import ast
import inspect

import pytest

from detente.evidence.method import descriptions
from detente.evidence.sentence import Sentence
from detente.findings.concept import Concept
from detente.findings.shelf import SECTIONS, SHELF, concept_of
from detente.paper.brief import Brief
from tests.house.tree import SRC

PLAIN_SENTENCES = 36
"""Places that still make a plain sentence: it may only become smaller."""


def test_every_concept_declares_itself() -> None:
    assert SECTIONS == ("power", "identity", "institutions", "synthesis")
    for concept in SHELF:
        assert concept.id.partition(".")[0] == concept.section and concept.block
        assert set(concept.methods) <= set(descriptions()), concept.id
    assert len({concept.id for concept in SHELF}) == len(SHELF)


def test_every_file_of_findings_is_on_the_shelf() -> None:
    declared = {concept.say.__module__ for concept in SHELF}
    folder = SRC / "findings"
    for path in folder.glob("*/*.py"):
        declares = "Concept(" in path.read_text(encoding="utf-8")
        module = f"detente.findings.{path.parent.name}.{path.stem}"
        assert declares == (module in declared), module


def test_places_in_the_summary_are_in_order_and_unique() -> None:
    places = sorted(place for concept in SHELF for _, place in concept.summary)
    assert places == list(range(1, len(places) + 1))


def test_a_finding_belongs_to_the_most_specific_concept() -> None:
    assert concept_of("identity.distance_second").id == "identity.distance_second"
    assert concept_of("power.shares_gdp_long").id == "power.shares"
    with pytest.raises(KeyError):
        concept_of("power.sharesx")


@pytest.mark.slow
def test_findings_are_what_their_concepts_declare(briefs: dict[str, Brief]) -> None:
    for brief in briefs.values():
        order = []
        for finding in brief.findings:
            concept = concept_of(finding.id)
            assert finding.method.id in concept.methods, finding.id
            order.append(SHELF.index(concept))
        assert order == sorted(order)
        summary = [finding.id for finding in brief.for_summary]
        assert len(summary) == len(set(summary))
        assert set(summary) <= {finding.id for finding in brief.findings}


def carries_its_figures(concept: Concept) -> bool:
    """Whether the file of a concept makes no plain sentence."""
    source = inspect.getsource(inspect.getmodule(concept.say) or concept.say)
    return "PlainSentence(" not in source


@pytest.mark.slow
def test_findings_carry_their_figures(briefs: dict[str, Brief]) -> None:
    seen = set()
    for brief in briefs.values():
        values: dict[str, float] = {}
        for finding in brief.findings:
            bound = all(isinstance(sentence, Sentence) for sentence in finding.sentences)
            concept = concept_of(finding.id)
            assert bound or not carries_its_figures(concept), finding.id
            for figure in finding.figures:
                assert figure.id.startswith(finding.id)
                assert values.setdefault(figure.id, figure.value) == figure.value, figure.id
            if finding.figures:
                seen.add(concept.id)
    assert seen >= {concept.id for concept in SHELF if carries_its_figures(concept)}


def test_plain_sentences_become_fewer() -> None:
    calls = 0
    for path in (SRC / "findings").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                calls += node.func.id == "PlainSentence"
    assert calls == PLAIN_SENTENCES, "lower the number when sentences have got their figures"
