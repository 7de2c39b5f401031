"""The answer of page 1: the verdict, what supports it, and what would help."""

from __future__ import annotations

from dataclasses import replace

from detente.advice.advised import Advised
from detente.advice.option import Option
from detente.evidence.sentence import Sentence, Statement, render
from detente.phrasing import cap
from detente.rules.answer import AFTER, LIMITS, answering, argued, has_no_record, verdict
from detente.rules.line import Line

FOLLOWS = "So "
"""How what would help begins where it follows from what is said before it."""


def answer(advised: Advised) -> tuple[Statement, ...]:
    """Answer in three sentences: the verdict, what limits or supports it, and what would help.

    Where nothing is recommended, a second finding takes the place of what would help. What would
    help stands behind the finding on which it rests; where that is the verdict, it comes second.

    Parameters
    ----------
    advised : Advised
        What the paper advises.
    """
    argument = advised.argument
    lines = supporting(advised)
    gists = argued(argument, lines)
    # a sentence of absence stands alone, or not at all
    first = () if gists and has_no_record(argument) else verdict(argument)
    option = _first(advised)
    if option is None or option.answers is None:
        return (*first, *gists)
    rests_on = {line.rule for line in option.rests_on}
    if any(line.rule in rests_on for line in lines[-1:]):
        return (*first, *gists, option.answers)
    borne_out = () if argument.verdict is None else argument.verdict[1]
    # what says who else decides limits the verdict, and stands before what would help
    limits = any(line.rule in LIMITS for line in lines)
    if first and not limits and not rests_on.isdisjoint(borne_out):
        return (*first, option.answers, *argued(argument, lines, joins=False))
    return (*first, *gists, _alone(option.answers))


def supporting(advised: Advised) -> tuple[Line, ...]:
    """Give the findings that support the verdict in the answer.

    Parameters
    ----------
    advised : Advised
        What the paper advises.
    """
    option = _first(advised)
    if option is None:
        return answering(advised.argument)
    reasons = tuple(line.rule for line in option.rests_on)
    return answering(advised.argument, AFTER - 1, reasons=reasons)


def is_advised(advised: Advised) -> bool:
    """Tell whether the answer says what would help.

    Parameters
    ----------
    advised : Advised
        What the paper advises.
    """
    return _first(advised) is not None


def _first(advised: Advised) -> Option | None:
    """Give the first recommendation, where it has a sentence for the answer."""
    first = next(iter(advised.recommended), None)
    if first is None or first.answers is None or not render(first.answers):
        return None
    return first


def _alone(sentence: Sentence) -> Sentence:
    """Say what would help without the word that would make it follow from what is before it."""
    if not sentence.template.startswith(FOLLOWS):
        return sentence
    return replace(sentence, template=cap(sentence.template.removeprefix(FOLLOWS)))
