"""Sentences of advice as a line: so that each has a note, and shows nothing without its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import AnyFigure, Phrase, Sentence, figures
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons

Parts = dict[str, str | AnyFigure | Phrase]
"""What the names of a template stand for."""
LONG_NAME = 7
"""Words from which a name makes a sentence too long."""
LEADING = re.compile(r"^(?:regular )?(?:meetings of )?(?:the )?", re.IGNORECASE)
"""What comes before a name proper."""
PURPOSE = re.compile(r" (?:for|of|on) ")
"""Where a name begins to say what the body is for."""
KINDS = {
    "council": "joint council",
    "commission": "joint commission",
    "summit": "summit of the two",
    "dialogue": "standing dialogue",
    "committee": "joint committee",
}
"""What a sentence calls a body whose name is too long."""


def written(template: str, parts: Parts) -> Sentence:
    """Write a template with those of some parts that it names.

    Parameters
    ----------
    template : str
        The template.
    parts : dict
        Parts by name, more than the template needs.

    Examples
    --------
    >>> from detente.evidence.sentence import render
    >>> render(written("{who} moved.", {"who": "Russia", "whom": "Serbia"}))
    'Russia moved.'
    """
    named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return Sentence(template, {name: part for name, part in parts.items() if name in named})


def line_of(
    id: str, sentences: tuple[Sentence, ...], *, about: str, cells: Iterable[Cell] = ()
) -> Line:
    """Give sentences of advice as a line with everything that they rest on.

    Parameters
    ----------
    id : str
        Id of the option or the watch.
    sentences : tuple of Sentence
        What is said.
    about : str
        The question it answers, a few words.
    cells : iterable of Cell
        Evidence that no sentence shows.

    Raises
    ------
    EvidenceError
        Where it rests on no cell.
    """
    shown = [cell for one in sentences for figure in figures(one) for cell in figure.cells]
    evidence = tuple(dict.fromkeys((*shown, *cells)))
    if not evidence:
        raise EvidenceError(f"the advice '{id}' rests on no cell", next_step="name its lines")
    finding = Finding(
        id=f"advice.{id}",
        sentences=sentences,
        value=evidence[0].value,
        unit=evidence[0].unit,
        evidence=evidence,
        method=methods.accounting(),
        sentence_about=about,
    )
    return Line("advice", id, finding=finding, reasons=Reasons())


def bare(name: str, kind: str = "") -> str:
    """Give the name of a body without its article and brackets; its kind where that is too long.

    Parameters
    ----------
    name : str
        The name.
    kind : str
        Its kind, as `detente.actors.joint_bodies.Body` has it; empty where the name is needed.

    Examples
    --------
    >>> bare("The NATO-Russia Council"), bare("ASEAN-US summits (Leaders' Meetings to 2012)")
    ('NATO-Russia Council', 'ASEAN-US summits')
    >>> bare("Meetings of the Special Representatives on the boundary question", "dialogue")
    'Special Representatives on the boundary question'
    >>> bare("Joint Commission on Trade, Investment, Science and Technology", "commission")
    'Joint Commission'
    """
    short = LEADING.sub("", name).partition(" (")[0]
    if len(short.split()) <= LONG_NAME:
        return short
    head = PURPOSE.split(short)[0]
    return head if len(head.split()) > 1 else KINDS.get(kind, short)
