"""The answer: the question that a relation poses, and three sentences that answer it."""

from __future__ import annotations

from detente.evidence.sentence import PlainSentence, Statement
from detente.phrasing import cap
from detente.rules.argument import Argument
from detente.rules.line import Line

NO_QUESTION = "What is on record between {pair}?"
UNEXPECTED = "unexpected"


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
    """Give the line that pushes most, and one of another section that bars the other reading.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    findings = [one for one in argument.key_findings if one.line.gist is not None]
    # a message that the reader meets again as a key finding comes last
    fresh = sorted(findings, key=lambda one: one.line.gist == one.line.headline)
    if not fresh:
        return ()
    first = fresh[0]
    others = [one for one in fresh[1:] if one.rule.section != first.rule.section]
    # what one would not expect bars what one would have read
    others.sort(key=lambda one: one.line.reasons.leading != UNEXPECTED)
    return (first.line, *(one.line for one in others[:1]))


def _verdict(argument: Argument) -> tuple[Statement, ...]:
    """Give the first sentence of the answer; without a question it is the state."""
    if argument.angle is not None:
        return (argument.angle.verdict(argument.relation, argument.lines),)
    state = argument.relation.state
    return (PlainSentence(cap(state.sentence)),) if state.checked else ()
