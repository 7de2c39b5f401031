"""Angles: the question under which a relation is read, and the rules that answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence, Statement
from detente.rules.line import Line

Lines = Mapping[str, tuple[Line, ...]]
"""What each rule says of a relation, by the rule's id; a rule that says nothing is absent."""


Stands = Mapping[str, tuple[str, ...]]
"""Rules that bear an answer out, by its form; the form named ``""`` serves all that are absent."""


@dataclass(frozen=True, slots=True)
class Angle:
    """One question that a relation may pose.

    Attributes
    ----------
    id : str
        Short name, as ``"waiting_at_the_door"``.
    holds : callable
        Whether the relation poses it: its state, and what rules say of it.
    title : callable
        The question, as the title of the paper.
    verdict : callable
        The first sentence of the answer, without a figure.
    answers : mapping
        The forms of that answer, by what holds.
    stands : mapping
        Rules whose finding bears each form out, the best first.
    rules : tuple of str
        Rules whose lines answer it.
    sections : tuple of str
        Sections that are its own.
    rank : int
        Angles of a lower rank outrank all others where they hold, whatever the scores: war, a
        broken or suspended relation. Zero for the ordinary ones.
    beside : tuple of str
        Rules whose findings page 1 may have, though they answer another question: why somebody
        joined is no effect of joining.
    """

    id: str
    holds: Callable[[Relation, Lines], bool]
    title: Callable[[Relation], str]
    verdict: Callable[[Relation, Lines], Statement]
    answers: Mapping[str, str]
    stands: Stands
    rules: tuple[str, ...]
    sections: tuple[str, ...]
    rank: int = 0
    beside: tuple[str, ...] = ()

    def borne_out_by(self, verdict: Statement) -> tuple[str, ...]:
        """Name the rules whose finding bears an answer out, the best first.

        Parameters
        ----------
        verdict : Sentence or PlainSentence
            What `verdict` gave.
        """
        if not isinstance(verdict, Sentence):
            return ()
        return self.stands.get(self.form_of(verdict), self.stands.get("", ()))

    def form_of(self, verdict: Statement) -> str:
        """Name the form of an answer; empty for the one that holds where no other does.

        Parameters
        ----------
        verdict : Sentence or PlainSentence
            What `verdict` gave.
        """
        if not isinstance(verdict, Sentence):
            return ""
        said = verdict.template.removesuffix(".")
        return next((name for name, text in self.answers.items() if text == said), "")


def said(lines: Lines, *rules: str) -> bool:
    """Tell whether every one of some rules has something to say.

    Parameters
    ----------
    lines : mapping
        What each rule says.
    *rules : str
        Ids of rules.
    """
    return all(lines.get(rule) for rule in rules)


def variants(lines: Lines, rule: str) -> tuple[str, ...]:
    """Give the variants that a rule prints; none where it says nothing.

    Parameters
    ----------
    lines : mapping
        What each rule says.
    rule : str
        Id of the rule.
    """
    return tuple(line.variant for line in lines.get(rule, ()))
