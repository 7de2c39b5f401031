"""The form of a course: a condition on the argument, and the option that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.advice.option import Option
from detente.analysis.guards.form import Subject
from detente.rules.argument import Argument
from detente.rules.line import Line

Propose = Callable[[Argument], Iterator[Option]]
"""Gives the options that a relation calls for; none where the condition does not hold."""


@dataclass(frozen=True, slots=True)
class Course:
    """One kind of thing that somebody could do.

    Attributes
    ----------
    id : str
        Short name.
    topics : tuple of str
        What it is about, as guards ask (`detente.analysis.guards.form.TOPICS`).
    condition : str
        In one sentence, for the documentation.
    propose : callable
        Gives the options.
    """

    id: str
    topics: tuple[str, ...]
    condition: str
    propose: Propose

    @property
    def subject(self) -> Subject:
        """The course as guards are asked about it."""
        return Subject(f"course.{self.id}", frozenset(self.topics))


def said(argument: Argument, rule: str, *starts: str) -> tuple[Line, ...]:
    """Give the lines of a rule whose variant begins as named; all of them by default.

    Parameters
    ----------
    argument : Argument
        The argument.
    rule : str
        Id of the rule.
    *starts : str
        Beginnings of variants.
    """
    lines = argument.lines.get(rule, ())
    return tuple(line for line in lines if not starts or line.variant.startswith(starts))
