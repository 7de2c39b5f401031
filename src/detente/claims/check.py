"""Checking: every claim of a document compared with the data, on its day and later."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from detente.actors.own_rows import NO_FACTS, OwnFacts
from detente.actors.view import view_day
from detente.analysis.guards.age import FRESH
from detente.claims.answer import Answer, View
from detente.claims.document import Claim, Document
from detente.claims.question import Question
from detente.claims.shelf import kind_of
from detente.claims.sides import Sides
from detente.errors import DetenteError
from detente.phrasing import listed
from detente.store.catalog import Catalog

logger = logging.getLogger(__name__)
PROGRESS = 10
"""Claims after which progress is reported again."""
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
        written = self.question.fields
        parts = [
            f"{field.named}{_in_words(written[field.name])}"
            for field in kind_of(self.question.kind).fields
            if field.named is not None and field.name in written
        ]
        expected = f" ({written['expect']})" if "expect" in written else ""
        return f"{self.question.kind}: {', '.join(parts)}{expected}"

    @property
    def joined(self) -> tuple[Answer, ...]:
        """Those answers that are joined: a series that ends years before another is not."""
        newest = max((answer.years[-1] for answer in self.answers), default=0)
        return tuple(answer for answer in self.answers if answer.years[-1] >= newest - FRESH)

    @property
    def verdict(self) -> str:
        """Join the sources: all, none, some, or none that measures it."""
        return joined([answer.met for answer in self.joined])

    @property
    def reason(self) -> str:
        """Why the verdict is mixed; empty where it is not."""
        if self.verdict != "mixed":
            return ""
        met = [answer.met for answer in self.joined]
        parts = ["sources disagree"] if True in met and False in met else []
        doubts = [f"{answer.label}: {answer.why}" for answer in self.joined if answer.why]
        return "; ".join([*parts, *doubts])

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "kind": self.question.kind,
            "asked": self.about,
            "verdict": self.verdict,
            "reason": self.reason or None,
            "answers": [_plain(answer, answer in self.joined) for answer in self.answers],
        }


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
    then: tuple[Asked, ...] = ()
    since: tuple[Asked, ...] = ()
    why: str = ""

    @property
    def verdict(self) -> str:
        """As of the claim's day."""
        return "untestable" if self.why else together([asked.verdict for asked in self.then])

    @property
    def unanswered(self) -> str:
        """Say how many of several tests no source answers; empty where all have an answer."""
        silent = sum(not asked.answers for asked in self.then)
        if not silent or self.why:
            return ""
        return f"{len(self.then) - silent} of {len(self.then)} tests answered"

    @property
    def later(self) -> str:
        """With what came after; empty where nothing speaks of it."""
        answered = [asked.verdict for asked in self.since if asked.answers]
        return together(answered) if answered else ""

    @property
    def reason(self) -> str:
        """Why the verdict is mixed: tests disagree, or why one of them does not decide."""
        if self.verdict != "mixed":
            return ""
        verdicts = [asked.verdict for asked in self.then if asked.answers]
        if len(set(verdicts)) > 1:
            counts = [f"{verdicts.count(word)} {word}" for word in VERDICTS if word in verdicts]
            return f"tests disagree: {listed(counts)}"
        return "; ".join(dict.fromkeys(asked.reason for asked in self.then if asked.reason))

    @property
    def later_to(self) -> tuple[int, ...]:
        """First and last of the years in which the series end that tell what came after."""
        ends = [answer.years[-1] for asked in self.since for answer in asked.joined]
        return (min(ends), max(ends)) if ends and self.later else ()

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        claim = self.claim
        words = {
            "since": self.later,
            "why": self.why,
            "reason": self.reason,
            "unanswered": self.unanswered,
            "note": claim.note,
        }
        optional = {name: text or None for name, text in words.items()}
        return {
            "id": claim.id,
            "statement": claim.text,
            "verdict": self.verdict,
            **optional,
            "since_to": list(self.later_to) or None,
            "then": [asked.plain() for asked in self.then],
            "later": [asked.plain() for asked in self.since],
        }


def _in_words(value: object) -> str:
    return " with ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plain(answer: Answer, is_joined: bool) -> dict[str, Any]:
    chance = None if answer.chance is None else round(answer.chance, 4)
    return {
        "source": answer.label,
        "numbers": answer.text,
        "as_expected": answer.met,
        "chance": chance,
        "why": answer.why or None,
        "joined": is_joined,
        "sources": list(answer.sources),
        "years": list(answer.years),
    }


def joined(met: list[bool | None]) -> str:
    """Join what several sources say.

    Parameters
    ----------
    met : list of bool or None
        Whether each is as expected; None where it does not decide.

    Examples
    --------
    >>> joined([True, True]), joined([True, False]), joined([None]), joined([])
    ('supported', 'mixed', 'mixed', 'untestable')
    """
    if not met:
        return "untestable"
    if all(answer is True for answer in met):
        return "supported"
    return "contradicted" if all(answer is False for answer in met) else "mixed"


def together(verdicts: list[str]) -> str:
    """Join the tests of one claim; unanswered ones have no say, unless none is answered.

    Parameters
    ----------
    verdicts : list of str
        One a test.

    Examples
    --------
    >>> (
    ...     together(["supported", "untestable"]),
    ...     together(["supported", "contradicted"]),
    ...     together(["untestable"]),
    ... )
    ('supported', 'mixed', 'untestable')
    """
    answered = {verdict for verdict in verdicts if verdict != "untestable"}
    if not answered:
        return "untestable"
    return answered.pop() if len(answered) == 1 else "mixed"


def check(
    catalog: Catalog,
    document: Document,
    until: int | str | date | None = None,
    *,
    own: OwnFacts = NO_FACTS,
) -> tuple[Verdict, ...]:
    """Compare every claim of a document with the data.

    Parameters
    ----------
    catalog : Catalog
        The tables: the starter, and what the user has pulled.
    document : Document
        The claims.
    until : int, str or datetime.date, optional
        To which day to look at what came after: a year means its 31 December. The day to which the
        facts are checked by default.
    own : OwnFacts
        A user's own facts, with which the hand-made tables are read.

    Returns
    -------
    tuple of Verdict
        In order; a claim that cannot be answered says why and spoils no other.
    """
    then = View(
        catalog.as_of(document.day),
        Sides(document.groups, document.day, own=own),
        day=document.day,
        made=document.day,
    )
    last = view_day(until)
    since = replace(then, catalog=catalog.whole.as_of(last), day=last)
    verdicts = []
    total = len(document.claims)
    for place, claim in enumerate(document.claims, start=1):
        if place % PROGRESS == 1:
            logger.info("claims: %d of %d", place, total, extra={"done": place, "total": total})
        verdicts.append(_verdict(claim, then, since))
    return tuple(verdicts)


def _verdict(claim: Claim, then: View, since: View) -> Verdict:
    """Answer one claim, or say why it cannot be answered."""
    if claim.error or claim.untestable:
        return Verdict(claim, why=claim.error or claim.untestable)
    try:
        on_its_day = tuple(_ask(question, then) for question in claim.tests)
    except DetenteError as error:
        return Verdict(claim, why=str(error))
    later = tuple(_later(claim, since))
    if not any(asked.answers for asked in on_its_day):
        return Verdict(claim, on_its_day, since=later, why=_why_silent(claim, then))
    return Verdict(claim, on_its_day, since=later)


def _ask(question: Question, view: View) -> Asked:
    answers = kind_of(question.kind).answer(question, view)
    return Asked(question, tuple(answers))


def _later(claim: Claim, since: View) -> list[Asked]:
    """Ask again with what came after the claim."""
    asked: list[Asked] = []
    for question in claim.tests if since.looks_back else ():
        try:
            asked.append(_ask(question, since))
        except DetenteError:
            continue  # whoever was named is gone, or nothing is measured any more
    return asked


def _why_silent(claim: Claim, view: View) -> str:
    """Say why no source answers."""
    spans = [question.years for question in claim.tests if question.years]
    first, last = spans[0] if spans else (view.asked, view.asked)
    years = str(first) if first == last else f"{first}-{last}"
    return (
        f"no source held here has a number for {years}; "
        "'detente sources list' shows what can be pulled"
    )
