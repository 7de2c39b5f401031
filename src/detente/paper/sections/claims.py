"""The section of claims: a scoreboard, then a card a claim with the numbers of its sources."""

from __future__ import annotations

from collections.abc import Sequence

from detente.claims.check import Asked, Verdict
from detente.claims.document import Document
from detente.claims.scoreboard import counted_verdicts, scoreboard
from detente.paper.blocks import Card, Cards, Grid, Paragraph
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.phrasing import cap, counted
from detente.span import view_words

BOARD = 84
"""Letters of a statement on the scoreboard: one line of a page."""
MOST = 4
"""Tests of one claim that a card has room for."""
NAMED = 3
"""States that are named; of more only the number is said."""
WORDS = {True: "yes", False: "no", None: "undecided"}


def sections(brief: Brief) -> tuple[Section, ...]:
    """Lay out the claims; nothing where no file was given."""
    document = brief.document
    if not brief.claims or document is None:
        return ()
    board = _board(document, brief.claims)
    blocks = (_lead(document, brief.claims), board, Cards(tuple(map(_card, brief.claims))))
    return (Section("claims", "Claims tested against the data", blocks=blocks, part="annex"),)


def _lead(document: Document, claims: Sequence[Verdict]) -> Paragraph:
    """Say how many claims came to which verdict, then and since."""
    then = counted_verdicts([claim.verdict for claim in claims])
    since = counted_verdicts([claim.later for claim in claims])
    later = f" With what came after: {since}." if since else ""
    source = f"{document.author}, {document.title}" if document.author else document.title
    return Paragraph(
        f"{counted(len(claims), 'statement')} ({source}), tested against every source here that "
        f"measures what they speak of. As of {view_words(document.day)}: {then}.{later} Mixed "
        "means that sources or tests disagree, or do not decide."
    )


def _board(document: Document, claims: Sequence[Verdict]) -> Grid:
    """List every claim in one line: what was said, the verdict, and the verdict since."""
    lines = scoreboard(claims, BOARD)
    return Grid(
        "scoreboard",
        f"Scoreboard, as of {view_words(document.day)} and since",
        columns=("claim", "then", "since"),
        rows=tuple((f"{one.number}. {one.statement}", one.then, one.since) for one in lines),
        source="Each claim has a card below with the numbers of its sources; all are in "
        "brief.json.",
        wide=True,
        widths=(8, 1.6, 1.6),
    )


def _card(claim: Verdict) -> Card:
    """Write one claim: what was said, the verdict, then, since, and the note."""
    verdict = f"{claim.verdict}, {claim.unanswered}" if claim.unanswered else claim.verdict
    mixed = f". Mixed: {claim.reason}" if claim.reason else ""
    until = "-".join(map(str, dict.fromkeys(claim.later_to)))
    since = f"{cap(claim.later)}, to {until}. {_tests(claim.since)}" if claim.later else ""
    return Card(
        claim.claim.id,
        claim.claim.text,
        verdict=verdict,
        then=f"{claim.why or _tests(claim.then)}{mixed}",
        since=since,
        note=" ".join(claim.claim.note.split()),
    )


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
