"""Leading: which lines may be on page 1, and the answer that one of them bears out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.analysis.guards.shelf import off_first_page
from detente.analysis.relation import Relation
from detente.rules.angle import Lines, Stands
from detente.rules.commonness import is_common
from detente.rules.line import Line
from detente.rules.score import LEAST, worth
from detente.rules.shelf import rule_of

LedBy = Mapping[str, tuple[str, ...]]
"""Forms of an answer, each with the rule and the variants of the finding that calls for it."""


def leads(relation: Relation, line: Line) -> bool:
    """Tell whether a line may be a key finding.

    Parameters
    ----------
    relation : Relation
        The relation.
    line : Line
        What one of its rules says.
    """
    rule = rule_of(line.rule)
    if not line.fits_first_page or not rule.key or is_common(line.id):
        return False
    if worth(line, relation.pair.as_of) < LEAST:
        return False
    return off_first_page(rule.subject(line), relation.situation) is None


def led(relation: Relation, lines: Lines, rule: str, *beginnings: str) -> bool:
    """Tell whether a rule has a finding for page 1, with one of some beginnings of variants.

    Parameters
    ----------
    relation : Relation
        The relation.
    lines : mapping
        What each rule says.
    rule : str
        Id of the rule.
    *beginnings : str
        Beginnings of variants; all of them by default.
    """
    own = lines.get(rule, ())
    fitting = (one for one in own if not beginnings or one.variant.startswith(beginnings))
    return any(leads(relation, one) for one in fitting)


def led_forms(relation: Relation, lines: Lines, led_by: LedBy) -> Iterator[str]:
    """Name the forms of an answer that a finding of page 1 calls for, in their order.

    Parameters
    ----------
    relation : Relation
        The relation.
    lines : mapping
        What each rule says.
    led_by : mapping
        Rule and beginnings of variants by the name of the form.
    """
    for name, (rule, *beginnings) in led_by.items():
        if led(relation, lines, rule, *beginnings):
            yield name


def borne_out(
    relation: Relation, lines: Lines, forms: tuple[Mapping[str, str], Stands], *holding: str
) -> str:
    """Choose the first form of an answer that a finding of page 1 bears out.

    Where no finding bears any of them out, the first that holds is chosen, or the one named ``""``.

    Parameters
    ----------
    relation : Relation
        The relation.
    lines : mapping
        What each rule says.
    forms : (mapping, mapping)
        The answers by what must hold, and the rules whose finding bears each out.
    *holding : str
        What holds, the most particular first.
    """
    answers, stands = forms
    names = [*(name for name in holding if name in answers), ""]
    for name in names:
        rules = stands.get(name, stands.get("", ()))
        if any(led(relation, lines, rule) for rule in rules):
            return answers[name]
    return answers[names[0]]
