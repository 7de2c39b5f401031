"""The answer: the question that a relation poses, the verdict, and the findings that support it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from detente.analysis.state.condition import Condition
from detente.analysis.state.words import NOTHING, written
from detente.evidence.figure import figure_id, on_day
from detente.evidence.sentence import AnyFigure, Phrase, PlainSentence, Sentence, Statement
from detente.phrasing import cap
from detente.rules.argument import Argument
from detente.rules.directions import (
    AGAINST,
    OPPOSITE,
    WHO_DECIDES,
    direction_of,
    direction_of_answer,
    joined,
    rank_after,
    word_between,
)
from detente.rules.leading import leads
from detente.rules.line import Line
from detente.rules.rows import row_cell
from detente.rules.selection import Scored
from detente.rules.shelf import rule_of

NO_QUESTION = "What is on record between {pair}?"


AFTER = 2
"""Sentences that follow the verdict."""
LIMITS = ("veto",)
"""Rules that say who else decides."""


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


def answering(
    argument: Argument, most: int = AFTER, *, reasons: Sequence[str] = ()
) -> tuple[Line, ...]:
    """Give the lines that follow the verdict: findings that support it and do not repeat it.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    most : int
        How many may follow.
    reasons : sequence of str
        Rules on which the first recommendation rests: of equals their findings come first.
    """
    # the finding that bears the verdict out follows at once, and says the same
    findings = argument.key_findings[1 if argument.has_thesis else 0 :]
    found = [one for one in findings if one.line.gist is not None]
    if len(argument.key_findings) == 1 and argument.angle is not None:
        # the one message follows at once: a paper with little to say says it once
        return ()
    own = () if argument.angle is None else argument.angle.rules
    beside = () if argument.angle is None else argument.angle.beside
    found = [one for one in found if one.rule.id not in beside]
    before = direction(argument)
    # what neither limits, opposes nor supports the verdict is no answer, unless the angle asks it
    fitting = [one for one in found if one.rule.id in own or rank_after(before, one.line)]
    # and beside advice that rests on something else it is nothing at all
    found = fitting or ([] if reasons else found)

    def order(one: Scored) -> tuple[bool, bool, int, bool, float]:
        # a message that the reader meets again as a key finding comes last; then what the advice
        # rests on; then what limits the verdict or speaks against it comes before what agrees,
        # and the angle's own rules first
        rank, is_reason = rank_after(before, one.line), one.rule.id in reasons
        return _is_repeated(one.line), not is_reason, -rank, one.rule.id not in own, -one.score

    found.sort(key=order)
    chosen = [*_limits(argument), *(one.line for one in found)][:most]
    # what agrees with the verdict is said before what speaks against it
    chosen.sort(key=lambda line: word_between(before, line) in (AGAINST, WHO_DECIDES))
    return tuple(chosen)


def _limits(argument: Argument) -> Iterator[Line]:
    """Give the first finding that says who else decides, be it a key finding or not."""
    if argument.angle is None:
        return
    lines = (one for rule in LIMITS for one in argument.lines.get(rule, ()))
    may = (one for one in lines if one.gist is not None and leads(argument.relation, one))
    yield from islice(may, 1)


def direction(argument: Argument) -> str:
    """Give the direction of the verdict; empty where it says neither, or where there is none.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    """
    if argument.angle is None or argument.verdict is None:
        return ""
    return direction_of_answer(argument.angle.id, argument.angle.form_of(argument.verdict[0]))


def argued(
    argument: Argument, lines: Sequence[Line], *, joins: bool = True
) -> tuple[Sentence, ...]:
    """Give the short sentences of some findings, each joined to what is said before it.

    A finding is said to speak for or against what is said before it only where both are of one
    section: that votes grew alike is nothing against a claim that is open.

    Parameters
    ----------
    argument : Argument
        What the paper argues.
    lines : sequence of Line
        What `answering` gave.
    joins : bool
        Whether the first of them follows the verdict.
    """
    borne_out = () if argument.verdict is None else argument.verdict[1]
    sections = {rule_of(rule).section for rule in borne_out}
    before, said = direction(argument), []
    for place, line in enumerate(lines):
        if line.gist is None:
            continue
        section = rule_of(line.rule).section
        word = word_between(before, line)
        fits = word == WHO_DECIDES or section in sections
        said.append(joined(word if fits and (joins or place) else "", line.gist))
        before = direction_of(line) if direction_of(line) in OPPOSITE else before
        sections = {section}
    return tuple(said)


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
