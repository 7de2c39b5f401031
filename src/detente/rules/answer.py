"""The answer: the question that a relation poses, the verdict, and the findings that support it."""

from __future__ import annotations

from detente.analysis.state.condition import Condition
from detente.analysis.state.words import NOTHING, written
from detente.evidence.figure import figure_id, on_day
from detente.evidence.sentence import AnyFigure, Phrase, PlainSentence, Sentence, Statement
from detente.phrasing import cap
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.rows import row_cell

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


def has_no_record(argument: Argument) -> bool:
    """Tell whether all that can be answered is that nothing is on record.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    relation = argument.relation
    nothing = NOTHING.format(pair=relation.pair.words)
    return argument.angle is None and cap(relation.state.sentence).startswith(nothing)


def answering(argument: Argument, most: int = AFTER) -> tuple[Line, ...]:
    """Give the lines that follow the verdict: findings that support it and do not repeat it.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    most : int
        How many may follow.
    """
    # the finding that bears the verdict out follows at once, and says the same
    findings = argument.key_findings[1 if argument.has_thesis else 0 :]
    found = [one for one in findings if one.line.gist is not None]
    if len(argument.key_findings) == 1 and argument.angle is not None:
        # the one message follows at once: a paper with little to say says it once
        return ()
    own = () if argument.angle is None else argument.angle.rules
    # the angle's own rules first; a message that the reader meets again as a key finding last
    found.sort(key=lambda one: (_is_repeated(one.line), one.rule.id not in own, -one.score))
    return tuple(one.line for one in found[:most])


def _is_repeated(line: Line) -> bool:
    """Tell whether a line's short sentence is its message, word for word."""
    return line.gist == line.headline


def verdict(argument: Argument) -> tuple[Statement, ...]:
    """Give the first sentence of the answer; without a question it is the state.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    if argument.verdict is not None:
        return (argument.verdict[0],)
    state = argument.relation.state
    return (_with_days(cap(state.sentence), state.leading),) if state.checked else ()


def _with_days(text: str, condition: Condition | None) -> Statement:
    """Bind the days of a condition in the sentence on the state that rests on it."""
    if condition is None:
        return PlainSentence(text)
    days = {
        "start": (condition.start, condition.start_precision),
        "end": (condition.end, condition.end_precision),
    }
    parts: dict[str, str | AnyFigure | Phrase] = {}
    template = text.replace("{", "{{").replace("}", "}}")
    for name, (day, precision) in days.items():
        words = "" if day is None else written(day, precision)
        if day is None or words not in template:
            continue
        row, document = condition.row or condition.headline, condition.source
        cell = row_cell(row, day, document=document, checked=condition.checked)
        parts[name] = on_day(figure_id("answer", name), day, cell, precision=precision)
        template = template.replace(words, f"{{{name}}}", 1)
    return Sentence(template, parts)
