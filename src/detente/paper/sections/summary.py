"""The title page and the summary."""

from __future__ import annotations

from detente.actors.checked import checked_long_ago
from detente.analysis.reach import reach, reach_words
from detente.analysis.state.words import UNCHECKED
from detente.findings.own_marks import summary_of
from detente.paper.brief import Brief, software
from detente.paper.charts.synthesis import strip
from detente.paper.document import (
    Advice,
    Block,
    Bullets,
    Exhibit,
    Missing,
    Paragraph,
    Section,
    Title,
)
from detente.paper.sections.blocks import paragraph
from detente.phrasing import cap
from detente.settings import Settings
from detente.span import month_words

SUBJECT = "power, identity and institutions"
AUTHOR = "Computed with {software} from public data; every sentence rests on a numbered note"
MOST = 7
"""Findings of the summary."""


def title(brief: Brief, settings: Settings) -> Title:
    """Lay out the title page."""
    pair, made, newest = brief.pair, settings.made, brief.data_to()
    ours, month = software(), _month(brief)
    until = f" Data to {newest}." if newest is not None else ""
    cite = (
        f"{ours} ({made.year}). {pair.label}: {SUBJECT}. A structural brief as of {month}.{until}"
        f"{_with_own(brief)}"
    )
    subtitle = f"{cap(SUBJECT)}: a structural brief, as of {month}"
    day = f"{made.day} {made:%B %Y}"
    data_to = reach_words(reach(brief.relation))
    return Title(
        title=pair.label,
        subtitle=subtitle,
        author=AUTHOR.format(software=ours),
        lead=_lead(brief),
        made=day,
        data_to=data_to,
        version=ours,
        cite=cite,
        strip=_strip(brief),
        warning=checked_long_ago(made, pair.day),
    )


def _with_own(brief: Brief) -> str:
    """Name the file of own facts in the citation: a paper with another file is another paper."""
    return f" {summary_of(brief.own_facts)}" if brief.pair.own else ""


def _lead(brief: Brief) -> Paragraph | None:
    """Print the state of the relation, where it was checked, then the explanation."""
    sentence = brief.relation.state.sentence
    checked = "" if UNCHECKED in sentence else sentence
    if brief.explanation is None:
        return Paragraph(checked) if checked else None
    text = f"{checked} {brief.explanation.text}".strip()
    return Paragraph(text, brief.note(*brief.rests_on))


def _month(brief: Brief) -> str:
    return month_words(brief.pair.day)


def _strip(brief: Brief) -> Exhibit | None:
    """Draw where the relation stands among all pairs."""
    spec = strip(brief.placements)
    if spec is None:
        return None
    others = [one for one in brief.placements if one.kind == "reference" and one.percentiles]
    ticks = "; ".join(f"{one.short} {one.name}" for one in others)
    has_past = any(one.kind == "past" for one in brief.placements)
    rings = "; rings: the same pair in earlier years" if has_past else ""
    source = (
        f"Filled dot: this relation as of {_month(brief)}{rings}; ticks: {ticks}. Percentiles of "
        "the newest year with data not after the view; a bloc is its sum, its core's median or its "
        "median member."
    )
    heading = f"Where {brief.pair.words} stand among all pairs of states"
    return Exhibit("standing", heading, spec=spec, source=source)


def summary(brief: Brief) -> Section:
    """Lay out the summary: five to seven findings and the recommendations."""
    blocks: list[Block] = []
    chosen = brief.for_summary[:MOST]
    if chosen:
        blocks.append(Bullets(tuple(paragraph(brief, finding) for finding in chosen)))
    blocks += _advice(brief)
    return Section("summary", "Summary and recommendations", blocks=tuple(blocks))


def _advice(brief: Brief) -> list[Block]:
    """Print the recommendations, or say that there is none."""
    barred = brief.silence("patience", "steps")
    if not brief.recommendations and barred:
        return [Missing(f"The evidence favours no course between the two: {barred}.")]
    if not brief.recommendations:
        return [
            Missing(
                f"No rule found enough evidence on {brief.pair.words} to recommend anything: what "
                "is measured here describes the relation and favours no change to it."
            )
        ]
    return [
        Advice(
            one.text,
            brief.note(*one.rests_on),
            loses=one.loses,
            changes=one.changes,
            confidence=one.confidence,
        )
        for one in brief.recommendations
    ]
