"""What one rule says of a pair, by variant."""

from __future__ import annotations

from datetime import date

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.rules.line import Line
from detente.rules.rule import Rule
from detente.store.catalog import Catalog

Said = dict[str, Line]


def spoken(
    rule: Rule, catalog: Catalog, first: str, second: str, as_of: int | date | None = None
) -> Said:
    """Give the lines of a rule by variant, and check what every line owes to page 1."""
    relation = Relation(catalog, pair(first, second, as_of))
    lines = list(rule.say(relation))
    for line in lines:
        assert line.rule == rule.id
        assert line.finding.text[0].isupper()
        assert not line.headline or line.gist, "a key finding needs a short sentence"
        assert line.newest is None or line.newest <= relation.pair.as_of
    return {line.variant: line for line in lines}


def figures_of(line: Line) -> dict[str, float]:
    """Give the figures of a line's section text by id."""
    return {figure.id: figure.value for figure in line.finding.figures}
