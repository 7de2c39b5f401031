"""The scoreboard of a document: how many claims came to which verdict, and each in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.claims.check import VERDICTS, Verdict
from detente.phrasing import listed


@dataclass(frozen=True, slots=True)
class Scored:
    """One line of a scoreboard.

    Attributes
    ----------
    number, statement : str
        Id of the claim, and what was said, cut at a word.
    then, since : str
        Verdict as of the day of the document, and with what came after; empty where nothing did.
    """

    number: str
    statement: str
    then: str
    since: str


def scoreboard(claims: Sequence[Verdict], most: int) -> tuple[Scored, ...]:
    """Give one line a claim, in the order of the document.

    Parameters
    ----------
    claims : sequence of Verdict
        The claims.
    most : int
        Letters that a statement may have.
    """
    return tuple(
        Scored(one.claim.id, shortened(one.claim.text, most), then=one.verdict, since=one.later)
        for one in claims
    )


def counted_verdicts(verdicts: Sequence[str]) -> str:
    """Count verdicts in words, in the order of `VERDICTS`; what is none of them is left out.

    Parameters
    ----------
    verdicts : sequence of str
        The verdicts.

    Examples
    --------
    >>> counted_verdicts(["mixed", "supported", "mixed", ""])
    '1 supported and 2 mixed'
    """
    counts = [f"{verdicts.count(word)} {word}" for word in VERDICTS if word in verdicts]
    return listed(counts) if counts else ""


def shortened(text: str, most: int) -> str:
    """Cut a text at a word.

    Parameters
    ----------
    text : str
        The text.
    most : int
        Letters that it may have.

    Examples
    --------
    >>> shortened("The share fell by half.", 12)
    'The share …'
    """
    whole = " ".join(text.split())
    if len(whole) <= most:
        return whole
    return f"{whole[: most - 1].rsplit(' ', 1)[0]} …"
