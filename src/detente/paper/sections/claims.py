"""The section of claims: a statement, a verdict, the numbers of each source, then and since."""

from __future__ import annotations

from detente.paper.brief import Brief
from detente.paper.document import Grid, Paragraph, Section
from detente.synthesis.claims.check import VERDICTS, Asked, Verdict
from detente.wording import listed

MOST = 5
"""Answers of one claim that a cell has room for."""


def sections(brief: Brief) -> tuple[Section, ...]:
    """Lay out the claims; nothing where no file was given."""
    if not brief.claims or brief.document is None:
        return ()
    count = {v: sum(c.verdict == v for c in brief.claims) for v in VERDICTS}
    told = listed([f"{n} {v}" for v, n in count.items() if n])
    source = f"{brief.document.author}, {brief.document.title}" if brief.document.author else brief.document.title
    lead = Paragraph(f"{len(brief.claims)} statements ({source}), held against every source here that measures what they speak of, "
                     f"as of "
                     f"{brief.document.as_of} and with what came after: {told}. Mixed means that sources or tests disagree.")
    rows = tuple((f"{c.claim.id}. {c.claim.text}", c.verdict, _then(c), _since(c)) for c in brief.claims)
    return (Section("claims", "Claims held against the data", (lead, Grid(
        "claims", f"Claims, as of {brief.document.as_of} and since", ("claim", "verdict", "then", "since"), rows,
        "Marks: + as the claim expects, - not, ~ undecided.", wide=True, widths=(4.2, 1.6, 5, 4)))),)


def _numbers(asked: tuple[Asked, ...]) -> str:
    answers = [a for q in asked for a in q.answers]
    shown = [f"{ {True: '+', False: '-', None: '~'}[a.met]} {a.way}: {a.text}" for a in answers[:MOST]]
    return "; ".join(shown) + (f"; and {len(answers) - MOST} more" if len(answers) > MOST else "")


def _then(verdict: Verdict) -> str:
    return verdict.why or _numbers(verdict.then)


def _since(verdict: Verdict) -> str:
    return f"{verdict.later}: {_numbers(verdict.since)}" if verdict.later else ""
