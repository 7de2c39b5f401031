"""What a rule says of a pair, as guards let it be printed."""

from __future__ import annotations

from functools import cache

from detente.actors.relation_key import pair
from detente.analysis.guards.shelf import off_first_page, silenced
from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, length, render
from detente.rules.line import LONGEST, MOST_FIGURES, Line
from detente.rules.rule import Rule
from detente.store.catalog import Catalog, default_catalog

LONGEST_IN_BODY = 30
"""Words of a sentence of a section."""


@cache
def _tables() -> Catalog:
    """Open the tables once: each relation would hold its own copy of them."""
    return default_catalog()


@cache
def relation(first: str, second: str, day: int | str | None = None) -> Relation:
    return Relation(_tables(), pair(first, second, day))


def said(
    rule: Rule,
    first: str,
    second: str,
    day: int | str | None = None,
    *,
    catalog: Catalog | None = None,
) -> tuple[Line, ...]:
    """Give the lines of a rule that no guard keeps out, each checked for length and figures."""
    known = relation(first, second, day)
    if catalog is not None:
        known = Relation(catalog, known.pair)
    if silenced(rule.subject(), known.situation) is not None:
        return ()
    lines = tuple(rule.say(known))
    for line in lines:
        check(line)
    return tuple(line for line in lines if silenced(rule.subject(line), known.situation) is None)


def variants(rule: Rule, first: str, second: str, day: int | str | None = None) -> list[str]:
    return [line.variant for line in said(rule, first, second, day)]


def may_lead(rule: Rule, line: Line, first: str, second: str, day: int | None = None) -> bool:
    situation = relation(first, second, day).situation
    return line.fits_first_page and off_first_page(rule.subject(line), situation) is None


def check(line: Line) -> None:
    """Hold every sentence to the lengths and figures of the paper; page 1 repeats no sentence."""
    body = [render(sentence) for sentence in line.finding.sentences]
    for sentence in line.finding.sentences:
        assert length(sentence) <= LONGEST_IN_BODY, render(sentence)
        shown = [figure for figure in figures(sentence) if figure.kind != "dated"]
        assert len(shown) <= MOST_FIGURES, render(sentence)
    if line.headline is not None:
        assert length(line.headline) <= LONGEST
        assert render(line.headline) not in body
