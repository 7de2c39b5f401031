"""Rules: a condition on cells, and what may be said where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.analysis.guards.form import Subject
from detente.analysis.relation import Relation
from detente.rules.line import Line

SECTIONS = {
    "now": "where the two stand today",
    "power": "who gains, who loses, and against whom",
    "positions": "positions and images",
    "institutions": "what binds the two, and what has stopped",
    "why": "how the three structures push",
    "windows": "what is open, or how such wars ended",
    "membership": "what membership would change",
    "trust": "what came later, and how far to trust this",
}
"""Sections in which rules print, in the order of the paper."""

Say = Callable[[Relation], Iterator[Line]]
"""Gives what a rule has to say of a relation; nothing where its condition does not hold."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes
    ----------
    id : str
        Short name, as ``"same_vote"``.
    section : str
        One of `SECTIONS`.
    place : int
        Where in its section it is printed: the obvious before the peculiar.
    paragraph : str
        Lines of a section with the same paragraph are printed together.
    say : callable
        Gives its lines for a relation.
    condition : str
        The condition in one sentence, for the documentation.
    topics : tuple of str
        What it is about, of `detente.analysis.guards.form.TOPICS`: guards ask it.
    key : bool
        Whether it may be a key finding of page 1; descriptions may not.
    always : bool
        Whether it is printed wherever its condition holds, whatever its score: the state of the
        relation, the caveat before the first vote.
    exempt : bool
        Whether its sentences are a legend, a caveat or the line of a guard, which may be the same
        in every paper.
    alone : bool
        Whether an exempt line may be all that its section says; a caveat may not.
    """

    id: str
    section: str
    place: int
    paragraph: str
    say: Say
    condition: str
    topics: tuple[str, ...] = ()
    key: bool = True
    always: bool = False
    exempt: bool = False
    alone: bool = False

    def subject(self, line: Line | None = None) -> Subject:
        """Give the rule, or one of its lines, as guards are asked about it.

        Parameters
        ----------
        line : Line, optional
            One that was made; the rule before any is made by default.
        """
        finding = None if line is None else line.finding
        id = f"rule.{self.id}" if line is None else line.finding.id
        return Subject(id, frozenset(self.topics), finding=finding)
