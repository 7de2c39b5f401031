"""Concepts: what one file of findings declares about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.analysis.guards.form import Subject
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that may be said of a relation.

    Attributes
    ----------
    id : str
        Id of its finding, or what the ids of its findings begin with.
    say : callable
        Gives its findings for a relation, none where data are missing.
    section : str
        Section of the paper: a structure, or ``"synthesis"``.
    block : str
        Part of the section in which it is printed.
    methods : tuple of str
        Ids of the methods that its findings may have.
    summary : tuple of (str, int)
        Findings for the summary: id or beginning of it, and place; the first finding of a
        beginning stands for all.
    topics : tuple of str
        What its findings are about, of `detente.analysis.guards.form.TOPICS`: guards ask it before
        a sentence is made.
    """

    id: str
    say: Callable[[Relation], Iterator[Finding]]
    section: str
    block: str
    methods: tuple[str, ...]
    summary: tuple[tuple[str, int], ...] = ()
    topics: tuple[str, ...] = ()

    def subject(self, finding: Finding | None = None) -> Subject:
        """Give the concept, or one of its findings, as guards are asked about it.

        Parameters
        ----------
        finding : Finding, optional
            One that was made; the concept before any is made by default.
        """
        id = self.id if finding is None else finding.id
        return Subject(id, frozenset(self.topics), finding=finding)

    def covers(self, id: str) -> bool:
        """Tell whether a finding is one of this concept.

        Parameters
        ----------
        id : str
            Id of the finding.
        """
        return begins(id, self.id)


def begins(id: str, beginning: str) -> bool:
    """Tell whether an id is a name, or that name with a suffix after an underscore.

    Examples
    --------
    >>> begins("power.shares_cinc", "power.shares"), begins("power.sharesx", "power.shares")
    (True, False)
    """
    return id == beginning or id.startswith(f"{beginning}_")
