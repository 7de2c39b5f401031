"""The section of claims: a statement, a verdict, the numbers of each source, then and since."""

from __future__ import annotations

from detente.claims.check import VERDICTS, Asked, Verdict
from detente.paper.brief import Brief
from detente.paper.document import Grid, Paragraph, Section
from detente.phrasing import cap, counted, listed

MOST = 4
"""Tests of one claim that a cell has room for."""


def sections(brief: Brief) -> tuple[Section, ...]:
    """Lay out the claims; nothing where no file was given."""
    if not brief.claims or brief.document is None:
        return ()
    count = {v: sum(c.verdict == v for c in brief.claims) for v in VERDICTS}
    told = listed([f"{n} {v}" for v, n in count.items() if n])
    source = (
        f"{brief.document.author}, {brief.document.title}"
        if brief.document.author
        else brief.document.title
    )
    lead = Paragraph(
        f"{len(brief.claims)} statements ({source}), held against every source here that measures what they speak of, "
        f"as of {brief.document.as_of} and with what came after: {told}. Mixed means that sources or tests disagree, "
        "or do not decide."
    )
    rows = tuple(
        (_said(c), c.verdict + (f", {c.unanswered}" if c.unanswered else ""), _then(c), _since(c))
        for c in brief.claims
    )
    return (
        Section(
            "claims",
            "Claims held against the data",
            (
                lead,
                Grid(
                    "claims",
                    f"Claims, as of {brief.document.as_of} and since",
                    ("claim", "verdict", "then", "since"),
                    rows,
                    "Of each test: how many sources say as the claim expects, and the numbers of one that does and one that does not; all "
                    "numbers are in brief.json.",
                    wide=True,
                    widths=(4.6, 1.5, 4.8, 4),
                ),
            ),
        ),
    )


def _said(verdict: Verdict) -> str:
    note = " ".join(verdict.claim.note.split())
    return f"{verdict.claim.id}. {verdict.claim.text}" + (f" Note: {note}" if note else "")


def _then(verdict: Verdict) -> str:
    return verdict.why or _told(verdict.then)


def _since(verdict: Verdict) -> str:
    return f"{verdict.later}. {_told(verdict.since)}" if verdict.later else ""


def _told(asked: tuple[Asked, ...]) -> str:
    """Sum up every test: how many sources say so, and the numbers of one that does and of one that does not."""
    spoken = [q for q in asked if q.answers]
    names = [name_of(q) for q in spoken]
    same = {n for n in names if names.count(n) > 1}
    parts = []
    for question, name in zip(spoken[:MOST], names, strict=False):
        label = f"{name}, {side_of(question)}" if name in same else name
        met = [a.met for a in question.answers]
        kept = [
            next(a for a in question.answers if a.met is m) for m in (True, False, None) if m in met
        ]
        count = (
            f"{met.count(True)} of {len(met)}"
            if len(met) > 1
            else {True: "yes", False: "no", None: "undecided"}[met[0]]
        )
        shown = "; ".join(f"{a.label}, {a.text}" if len(met) > 1 else a.text for a in kept[:2])
        parts.append(f"{label}: {count} ({shown})")
    more = len(spoken) - MOST
    return ". ".join(parts) + (f". And {counted(more, 'test')} more" if more > 0 else "")


def name_of(asked: Asked) -> str:
    """Name what a test measures."""
    return cap(str(asked.question.fields.get("measure", asked.question.kind)))


def side_of(asked: Asked) -> str:
    """Name whom a test is about."""
    f = asked.question.fields
    value = next((f[k] for k in ("of", "between", "with", "bloc") if k in f), "")
    return (
        " and ".join(map(str, value))
        if isinstance(value, list) and len(value) <= 3
        else (f"{len(value)} states" if isinstance(value, list) else str(value))
    )
