"""The answer: the question that a relation poses, and three sentences that answer it."""

from __future__ import annotations

from detente.evidence.sentence import PlainSentence, Statement
from detente.phrasing import cap
from detente.rules.argument import Argument
from detente.rules.line import Line

NO_QUESTION = "What is on record between {pair}?"


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
    """Answer in three sentences: the verdict, the strongest push, what bars the other reading.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    gists = (line.gist for line in answering(argument))
    return (*_verdict(argument), *(gist for gist in gists if gist is not None))


def answering(argument: Argument) -> tuple[Line, ...]:
    """Give the strongest key finding and the next from another section, of those with a gist.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    leading = [one for one in argument.key_findings if one.line.gist is not None]
    other = [one for one in leading[1:] if one.rule.section != leading[0].rule.section]
    return tuple(one.line for one in (*leading[:1], *other[:1]))


def _verdict(argument: Argument) -> tuple[Statement, ...]:
    """Give the first sentence of the answer; without a question it is the state."""
    if argument.angle is not None:
        return (argument.angle.verdict(argument.relation, argument.lines),)
    state = argument.relation.state
    return (PlainSentence(cap(state.sentence)),) if state.checked else ()
