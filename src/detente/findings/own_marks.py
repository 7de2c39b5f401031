"""Marks of own facts: which findings count rows of a user's file, and how they say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.actors.own_rows import OWN, OwnFacts
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.phrasing import counted

BODIES = "bodies"
"""Table of the cells that count meetings."""
HAND_MADE = "blocs"
"""Id under which cells name the hand-made tables as their source."""
OF_BODIES = ("meeting", "suspended", "resumed", "ended", "body")
"""Tables whose rows are counted in the cells of `BODIES`."""
OF_LADDERS = ("step",)
DIGEST_SHOWN = 12
"""Letters of a file's digest that are printed; the JSON has all of them."""
SENTENCE = "It counts facts according to {author}."


def with_marks(findings: Iterable[Finding], own: OwnFacts) -> Iterator[Finding]:
    """Add to each finding that counts rows of a user's file whose statement they are.

    Parameters
    ----------
    findings : iterable of Finding
        As they are without.
    own : OwnFacts
        What the file says of the relation.

    Yields
    ------
    Finding
    """
    ladders, joint = _changed(own, OF_LADDERS), _changed(own, OF_BODIES)
    for finding in findings:
        tables = {cell.table for cell in finding.evidence if HAND_MADE in cell.sources}
        counts = (joint and BODIES in tables) or (ladders and bool(tables - {BODIES}))
        yield _marked(finding, own) if counts else finding


def _changed(own: OwnFacts, tables: tuple[str, ...]) -> bool:
    """Tell whether a file adds or contests rows of some tables."""
    ids = [row.id.removeprefix(OWN) for row in own.rows]
    ids += [one.row for one in own.withdrawals]
    return any(name.partition(":")[0] in tables for name in ids)


def _marked(finding: Finding, own: OwnFacts) -> Finding:
    said = Sentence(SENTENCE, {"author": own.author})
    return replace(finding, sentences=(*finding.sentences, said))


def summary_of(own: OwnFacts) -> str:
    """Say what a file adds and contests, and whose it is.

    Parameters
    ----------
    own : OwnFacts
        What the file says of the relation.

    Examples
    --------
    >>> summary_of(OwnFacts(digest="0a1b2c3d4e5f6071", author="the Institute", file="my.toml"))
    'According to the Institute (my.toml, SHA-256 0a1b2c3d4e5f): no row added, no row contested.'
    """
    title = f"{own.title}, " if own.title else ""
    named = f"{title}{own.file}, SHA-256 {own.digest[:DIGEST_SHOWN]}"
    added = counted(len(own.rows), "row")
    contested = counted(len(own.withdrawals), "row")
    return f"According to {own.author} ({named}): {added} added, {contested} contested."
