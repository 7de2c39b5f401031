"""The section of claims: a statement, a verdict, the numbers of each source, then and since."""

from __future__ import annotations

from collections.abc import Sequence

from detente.claims.check import VERDICTS, Asked, Verdict
from detente.claims.document import Document
from detente.paper.blocks import Grid, Paragraph
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.phrasing import cap, counted, listed
from detente.span import view_words

MOST = 4
"""Tests of one claim that a cell has room for."""
NAMED = 3
"""States that are named; of more only the number is said."""
WORDS = {True: "yes", False: "no", None: "undecided"}


def sections(brief: Brief) -> tuple[Section, ...]:
    """Lay out the claims; nothing where no file was given."""
    document = brief.document
    if not brief.claims or document is None:
        return ()
    blocks = (_lead(document, brief.claims), _table(document, brief.claims))
    return (Section("claims", "Claims tested against the data", blocks=blocks, part="annex"),)


def _lead(document: Document, claims: Sequence[Verdict]) -> Paragraph:
    """Say how many claims came to which verdict."""
    verdicts = [claim.verdict for claim in claims]
    counts = [f"{verdicts.count(word)} {word}" for word in VERDICTS if word in verdicts]
    source = f"{document.author}, {document.title}" if document.author else document.title
    return Paragraph(
        f"{len(claims)} statements ({source}), tested against every source here that measures what "
        f"they speak of, as of {view_words(document.day)} and with what came after: "
        f"{listed(counts)}. Mixed means that sources or tests disagree, or do not decide."
    )


def _table(document: Document, claims: Sequence[Verdict]) -> Grid:
    """List every claim with its verdict and its numbers."""
    return Grid(
        "claims",
        f"Claims, as of {view_words(document.day)} and since",
        columns=("claim", "verdict", "then", "since"),
        rows=tuple(_row(claim) for claim in claims),
        source="Of each test: how many sources say as the claim expects, and the numbers of one "
        "that does and one that does not; all numbers are in brief.json.",
        wide=True,
        widths=(4.6, 1.5, 4.8, 4),
    )


def _row(claim: Verdict) -> tuple[str, ...]:
    note = " ".join(claim.claim.note.split())
    text = f"{claim.claim.id}. {claim.claim.text}" + (f" Note: {note}" if note else "")
    verdict = f"{claim.verdict}, {claim.unanswered}" if claim.unanswered else claim.verdict
    until = "-".join(map(str, dict.fromkeys(claim.later_to)))
    since = f"{claim.later}, to {until}. {_tests(claim.since)}" if claim.later else ""
    return (text, verdict, claim.why or _tests(claim.then), since)


def _tests(tests: Sequence[Asked]) -> str:
    """Sum up every test that has an answer."""
    answered = [test for test in tests if test.answers]
    names = [name_of(test) for test in answered]
    summaries = []
    for test, name in zip(answered[:MOST], names, strict=False):
        # two tests of one measure are distinguished by whom they are about
        label = f"{name}, {side_of(test)}" if names.count(name) > 1 else name
        summaries.append(f"{label}: {_answers(test)}")
    more = len(answered) - MOST
    if more > 0:
        summaries.append(f"And {counted(more, 'test')} more")
    return ". ".join(summaries)


def _answers(test: Asked) -> str:
    """Say how many sources say so, with the numbers of one that does and of one that does not."""
    # a series that ends years before the others is not joined with them
    met = [answer.met for answer in test.joined]
    if len(met) == 1:
        return f"{WORDS[met[0]]} ({test.joined[0].text})"
    examples = [test.joined[met.index(outcome)] for outcome in WORDS if outcome in met]
    shown = "; ".join(f"{answer.label}, {answer.text}" for answer in examples[:2])
    return f"{met.count(True)} of {len(met)} ({shown})"


def name_of(asked: Asked) -> str:
    """Name what a test measures."""
    return cap(str(asked.question.fields.get("measure", asked.question.kind)))


def side_of(asked: Asked) -> str:
    """Name whom a test is about."""
    fields = asked.question.fields
    keys = [key for key in ("of", "between", "with", "bloc") if key in fields]
    side = fields[keys[0]] if keys else ""
    if not isinstance(side, list):
        return str(side)
    return " and ".join(map(str, side)) if len(side) <= NAMED else f"{len(side)} states"
