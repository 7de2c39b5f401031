"""What a rule says of a pair, by variant."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, render
from detente.rules.line import Line
from detente.rules.rule import Rule
from detente.store.catalog import Catalog


def said(
    catalog: Catalog, rule: Rule, first: str, second: str, *, year: int = 2025
) -> dict[str, Line]:
    """Give the lines of a rule for two actors at the end of a year."""
    relation = Relation(catalog, pair(first, second, year))
    return {line.variant: line for line in rule.say(relation)}


def message(line: Line) -> str:
    """Give the message of a line; empty where it is never on page 1."""
    return render(line.headline) if line.headline is not None else ""


def values(line: Line) -> dict[str, float]:
    """Give the figures of all sentences of a line by the last part of their id."""
    every = (*line.finding.sentences, *line.on_first_page)
    shown = (figure for sentence in every for figure in figures(sentence))
    return {figure.id.split(".", 2)[-1]: round(figure.value, 3) for figure in shown}
