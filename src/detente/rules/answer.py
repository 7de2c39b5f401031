"""The answer: the question that a relation poses, and three sentences that answer it."""

from __future__ import annotations

from detente.evidence.sentence import PlainSentence, Statement
from detente.phrasing import cap
from detente.rules.argument import Argument
from detente.rules.line import Line

NO_QUESTION = "What is on record between {pair}?"


AFTER = 2
"""Sentences that follow the verdict."""


def question(argument: Argument) -> str:
    """Give the question of a paper.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    if argument.angle is None:
        return NO_QUESTION.format(pair=argument.relation.pair.words)
    return argument.angle.title(argument.relation)


def answer(argument: Argument) -> tuple[Statement, ...]:
    """Answer in three sentences: the verdict, and two of the findings that answer the question.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    gists = (line.gist for line in answering(argument))
    return (*_verdict(argument), *(gist for gist in gists if gist is not None))


def answering(argument: Argument) -> tuple[Line, ...]:
    """Give the lines that follow the verdict: two of those that answer its question.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    findings = [one for one in argument.key_findings if one.line.gist is not None]
    own = () if argument.angle is None else argument.angle.rules
    # the angle's own rules first; a message that the reader meets again as a key finding last
    findings.sort(key=lambda one: (one.rule.id not in own, _is_repeated(one.line), -one.score))
    return tuple(one.line for one in findings[:AFTER])


def _is_repeated(line: Line) -> bool:
    """Tell whether a line's short sentence is its message, word for word."""
    return line.gist == line.headline


def _verdict(argument: Argument) -> tuple[Statement, ...]:
    """Give the first sentence of the answer; without a question it is the state."""
    if argument.angle is not None:
        return (argument.angle.verdict(argument.relation, argument.lines),)
    state = argument.relation.state
    return (PlainSentence(cap(state.sentence)),) if state.checked else ()
