"""Where it stands: the state of the relation on the day, with its documents."""

from __future__ import annotations

from detente.analysis.state.words import UNCHECKED
from detente.paper.brief import Brief
from detente.paper.document import Block, Bullets, Paragraph, Section

MOST = 6
"""Sentences on what else holds."""


def section(brief: Brief) -> Section:
    """Lay out how the two are related; what no document was opened for comes last.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    state = brief.relation.state
    leading = state.leading
    document = f" ({leading.source})" if leading is not None else ""
    blocks: list[Block] = [Paragraph(f"{state.sentence.removesuffix('.')}{document}.")]
    checked = [text for text in state.details if UNCHECKED not in text]
    others = [text for text in state.details if UNCHECKED in text]
    more = (*checked, *others)[:MOST]
    if more:
        blocks.append(Bullets(tuple(Paragraph(text) for text in more)))
    return Section("state", "Where it stands", blocks=tuple(blocks))
