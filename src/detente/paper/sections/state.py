"""Where it stands: the state of the relation on the day, with its documents."""

from __future__ import annotations

from detente.analysis.state.words import UNCHECKED
from detente.paper.brief import Brief
from detente.paper.document import Block, Bullets, Paragraph, Section

MOST = 6
"""Sentences on what else holds."""


def section(brief: Brief) -> Section:
    """Lay out how the two are related. The section is on page 1: only what was checked follows.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    state = brief.relation.state
    leading = state.leading
    document = f" ({leading.source})" if leading is not None else ""
    blocks: list[Block] = [Paragraph(f"{state.sentence.removesuffix('.')}{document}.")]
    checked = [text for text in state.details if UNCHECKED not in text][:MOST]
    if checked:
        blocks.append(Bullets(tuple(Paragraph(text) for text in checked)))
    return Section("state", "Where it stands", blocks=tuple(blocks))
