"""What a rule says of a pair, for the tests of the section on where two sides are now."""

from __future__ import annotations

from datetime import date

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import render
from detente.rules.line import Line
from detente.rules.rule import Rule
from detente.store.catalog import default_catalog

TODAY = date(2026, 6, 30)


def relation(first: str, second: str, when: int | date = TODAY) -> Relation:
    """Give a relation over the starter."""
    return Relation(default_catalog(), pair(first, second, when))


def said(rule: Rule, first: str, second: str, when: int | date = TODAY) -> tuple[Line, ...]:
    """Give what a rule says of a pair."""
    return tuple(rule.say(relation(first, second, when)))


def variants(rule: Rule, first: str, second: str, when: int | date = TODAY) -> list[str]:
    """Give the variants that a rule prints of a pair."""
    return [line.variant for line in said(rule, first, second, when)]


def text(lines: tuple[Line, ...]) -> str:
    """Give the sentences of lines as one text."""
    return " ".join(line.finding.text for line in lines)


def message(line: Line) -> str:
    """Give the message of page 1; empty where there is none."""
    return render(line.headline) if line.headline is not None else ""


def days(line: Line) -> set[str]:
    """Give the days, months and years that a line shows, as they are written."""
    return {one.write() for one in line.finding.figures if one.kind == "dated"}
