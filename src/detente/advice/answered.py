"""The answer of page 1: the verdict, what supports it, and what would help."""

from __future__ import annotations

from detente.advice.advised import Advised
from detente.evidence.sentence import Statement, render
from detente.rules.answer import AFTER, answering, argued, direction, has_no_record, verdict
from detente.rules.argument import POSITIONS
from detente.rules.directions import AGAINST, word_between
from detente.rules.line import Line
from detente.rules.shelf import rule_of


def answer(advised: Advised) -> tuple[Statement, ...]:
    """Answer in three sentences: the verdict, what limits or supports it, and what would help.

    Where nothing is recommended, a second finding takes the place of what would help.

    Parameters
    ----------
    advised : Advised
        What the paper advises.
    """
    argument = advised.argument
    lines = supporting(advised)
    gists = argued(argument, lines)
    helps = _helps(advised)
    # a sentence of absence stands alone, or not at all
    first = () if gists and has_no_record(argument) else verdict(argument)
    if helps and lines and _is_aside(advised, lines[0]):
        # what would help follows from the verdict, and not from what speaks against it
        return (*first, *helps, *gists)
    return (*first, *gists, *helps)


def _is_aside(advised: Advised, line: Line) -> bool:
    """Tell whether votes speak against the verdict and are no ground of what is advised."""
    option = advised.recommended[0]
    # how the two vote is seldom why something is advised
    if rule_of(line.rule).section != POSITIONS or any(line.id == one.id for one in option.rests_on):
        return False
    return word_between(direction(advised.argument), line) == AGAINST


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
