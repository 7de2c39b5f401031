"""The answer of page 1: the verdict, what supports it, and what would help."""

from __future__ import annotations

from detente.advice.advised import Advised
from detente.evidence.sentence import Statement, render
from detente.rules.answer import AFTER, answering, argued, has_no_record, verdict
from detente.rules.line import Line


def answer(advised: Advised) -> tuple[Statement, ...]:
    """Answer in three sentences: the verdict, what limits or supports it, and what would help.

    Where nothing is recommended, a second finding takes the place of what would help.

    Parameters
    ----------
    advised : Advised
        What the paper advises.
    """
    argument = advised.argument
    gists = argued(argument, supporting(advised))
    helps = _helps(advised)
    # a sentence of absence stands alone, or not at all
    first = () if gists and has_no_record(argument) else verdict(argument)
    return (*first, *gists, *helps)


def supporting(advised: Advised) -> tuple[Line, ...]:
    """Give the findings that support the verdict in the answer.

    Parameters
    ----------
    advised : Advised
        What the paper advises.
    """
    return answering(advised.argument, AFTER - len(_helps(advised)))


def _helps(advised: Advised) -> tuple[Statement, ...]:
    """Give the first recommendation as an answer; nothing where it has none."""
    first = next(iter(advised.recommended), None)
    if first is None or first.answers is None or not render(first.answers):
        return ()
    return (first.answers,)
