"""What a rule says of a pair: helpers of the tests in this folder."""

from __future__ import annotations

from functools import cache

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, length, render
from detente.rules.line import Line
from detente.rules.rule import Rule
from detente.store.catalog import Catalog, default_catalog

TODAY = "2026-06-30"
"""View of the papers of today."""
LONGEST_IN_SECTION = 30
MOST_FIGURES = 2


@cache
def _tables() -> Catalog:
    """Open the tables once: each relation would hold its own copy of them."""
    return default_catalog()


@cache
def relation(first: str, second: str, day: str = TODAY) -> Relation:
    """Give a relation from the starter alone, once."""
    return Relation(_tables(), pair(first, second, day))


def stored(catalog: Catalog, first: str, second: str, day: str = TODAY) -> Relation:
    """Give a relation from a catalog with a store."""
    return Relation(catalog, pair(first, second, day))


def said(rule: Rule, of: Relation) -> dict[str, Line]:
    """Give the lines of a rule by variant, each checked against the limits of a sentence."""
    lines = {line.variant: line for line in rule.say(of)}
    for line in lines.values():
        check(line)
    return lines


def check(line: Line) -> None:
    """Refuse a line that is too long, has too many figures, or says the same twice."""
    body = [render(sentence) for sentence in line.finding.sentences]
    page = [render(sentence) for sentence in line.on_first_page]
    assert not set(page) & set(body)
    assert len(set(page)) == len(page)
    for sentence in line.finding.sentences:
        assert length(sentence) <= LONGEST_IN_SECTION
        assert sum(figure.kind != "dated" for figure in figures(sentence)) <= MOST_FIGURES
    assert line.headline is None or line.reasons.strength > 0


def text(line: Line) -> str:
    """Give everything that a line may print."""
    return " ".join([*(render(one) for one in line.on_first_page), line.finding.text])


def shown(line: Line) -> list[str]:
    """Give the figures of a line as its section prints them, years left out."""
    runs = (run for sentence in line.finding.sentences for run in sentence.runs())
    return [run.text for run in runs if run.figure is not None and run.figure.kind != "dated"]
