"""Checking: every claim of a document held against the data, as of its day and with what came after."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from detente.claims import answers, ties
from detente.claims.answers import Answer, View
from detente.claims.document import Claim, Document, Question
from detente.claims.sides import Sides
from detente.errors import DetenteError
from detente.store.catalog import Catalog

logger = logging.getLogger(__name__)

KINDS: dict[str, Callable[[Question, View], Iterator[Answer]]] = {
    "level": answers.level,
    "ratio": answers.ratio,
    "share": answers.part,
    "rank": answers.rank,
    "trend": answers.trend,
    "nearer": answers.nearer,
    "forecast": answers.ahead,
    "threat": ties.seen,
    "rung": ties.rung,
    "effect": ties.effect,
    "conduct": ties.conduct,
    "neighbours": ties.neighbours,
    "joined": ties.joined,
    "meetings": ties.meetings,
    "turns": ties.turns,
    "structures": ties.structures,
}
"""The shelf of tests."""
ABOUT = (
    ("of", ""),
    ("to", "to "),
    ("between", "between "),
    ("than", "and "),
    ("bloc", ""),
    ("with", "with "),
    ("towards", "seen from "),
    ("against", "against "),
    ("kind_of", ""),
    ("until", "until "),
)
"""Fields by which a test is named, each with the word before it."""
SAID = 10
"""Claims after which progress is told again."""
VERDICTS = ("supported", "contradicted", "mixed", "untestable")


@dataclass(frozen=True, slots=True)
class Asked:
    """A test and what every source said to it.

    Attributes
    ----------
    question : Question
        What was asked.
    answers : tuple of Answer
        One a source, or several.
    """

    question: Question
    answers: tuple[Answer, ...]

    @property
    def about(self) -> str:
        """Say in a few words what was asked."""
        f = self.question.fields
        named = {
            k: " with ".join(map(str, v)) if isinstance(v, list) else str(v) for k, v in f.items()
        }
        parts = [named[k] for k in ("measure", "outcome", "event") if k in named]
        parts += [f"{word}{named[k]}" for k, word in ABOUT if k in named]
        return f"{self.question.kind}: {', '.join(parts)}" + (
            f" ({named['expect']})" if "expect" in named else ""
        )

    @property
    def verdict(self) -> str:
        """Join the sources: all, none, some, or none that measures it."""
        return joined([a.met for a in self.answers])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the data say to a claim.

    Attributes
    ----------
    claim : Claim
        The claim.
    then, since : tuple of Asked
        As of the claim's day, and with what came after.
    why : str
        Why it is untestable, or what is wrong with it; else empty.
    """

    claim: Claim
    then: tuple[Asked, ...]
    since: tuple[Asked, ...]
    why: str = ""

    @property
    def verdict(self) -> str:
        """As of the claim's day."""
        return "untestable" if self.why else together([a.verdict for a in self.then])

    @property
    def unanswered(self) -> str:
        """Say how many of several tests no source answers; empty where all have an answer."""
        silent = sum(not a.answers for a in self.then)
        return (
            f"{len(self.then) - silent} of {len(self.then)} tests answered"
            if silent and not self.why
            else ""
        )

    @property
    def later(self) -> str:
        """With what came after; empty where nothing speaks of it."""
        told = [a.verdict for a in self.since if a.answers]
        return together(told) if told and not self.why else ""

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""

        def numbers(asked: tuple[Asked, ...]) -> list[dict[str, Any]]:
            return [
                {
                    "kind": a.question.kind,
                    "asked": a.about,
                    "verdict": a.verdict,
                    "answers": [
                        {
                            "source": x.way,
                            "numbers": x.text,
                            "as_expected": x.met,
                            "sources": list(x.sources),
                            "years": list(x.years),
                        }
                        for x in a.answers
                    ],
                }
                for a in asked
            ]

        return {
            "id": self.claim.id,
            "statement": self.claim.text,
            "verdict": self.verdict,
            "since": self.later or None,
            "why": self.why or None,
            "unanswered": self.unanswered or None,
            "note": self.claim.note or None,
            "then": numbers(self.then),
            "later": numbers(self.since),
        }


def joined(met: list[bool | None]) -> str:
    """Join what several sources say.

    Examples
    --------
    >>> joined([True, True]), joined([True, False]), joined([None]), joined([])
    ('supported', 'mixed', 'mixed', 'untestable')
    """
    if not met:
        return "untestable"
    if all(m is True for m in met):
        return "supported"
    return "contradicted" if all(m is False for m in met) else "mixed"


def together(verdicts: list[str]) -> str:
    """Join the tests of one claim; those that nothing answers have no say, unless nothing answers any.

    Examples
    --------
    >>> (
    ...     together(["supported", "untestable"]),
    ...     together(["supported", "contradicted"]),
    ...     together(["untestable"]),
    ... )
    ('supported', 'mixed', 'untestable')
    """
    told = {v for v in verdicts if v != "untestable"}
    if not told:
        return "untestable"
    return told.pop() if len(told) == 1 else "mixed"


def check(
    catalog: Catalog,
    document: Document,
    newest: int,
) -> tuple[Verdict, ...]:
    """Hold every claim of a document against the data.

    Parameters
    ----------
    world : World
        The tables: the starter, and what the user has pulled.
    document : Document
        The claims.
    newest : int
        To which year to look at what came after.

    Returns
    -------
    tuple of Verdict
        In order; a claim that cannot be answered says why and spoils no other.
    """
    sides = Sides(document.groups, document.as_of)
    view = View(catalog.as_of(document.as_of), sides, document.as_of, document.as_of)
    found = []
    total = len(document.claims)
    for place, claim in enumerate(document.claims, start=1):
        if place % SAID == 1:
            logger.info("claims: %d of %d", place, total, extra={"done": place, "total": total})
        found.append(_held(claim, view, newest))
    return tuple(found)


def _held(claim: Claim, view: View, newest: int) -> Verdict:
    if claim.error or claim.untestable:
        return Verdict(claim, (), (), claim.error or claim.untestable)
    try:
        then = tuple(Asked(t, tuple(KINDS[t.kind](t, view))) for t in claim.tests)
    except DetenteError as error:
        return Verdict(claim, (), (), str(error))
    if not any(a.answers for a in then):
        return Verdict(claim, then, (), _silent(claim, view))
    since: list[Asked] = []
    later = replace(view, catalog=view.catalog.whole.as_of(newest), as_of=newest)
    if newest > view.asked:
        for t in claim.tests:
            try:
                since.append(Asked(t, tuple(KINDS[t.kind](t, later))))
            except DetenteError:
                continue  # whoever was named is gone, or nothing is measured any more
    return Verdict(claim, then, tuple(since))


def _silent(claim: Claim, view: View) -> str:
    """Say why no source answers."""
    years = [t.years for t in claim.tests if t.years]
    span = (
        (
            f" for {years[0][0]}"
            if years[0][0] == years[0][1]
            else f" for {years[0][0]}-{years[0][1]}"
        )
        if years
        else f" for {view.asked}"
    )
    return (
        f"no source held here has a number{span}; 'detente sources list' shows what can be pulled"
    )
