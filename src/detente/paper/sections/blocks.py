"""What every section writes: findings as paragraphs, source lines, dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.evidence.finding import Finding
from detente.evidence.series import Series
from detente.paper.blocks import Block, Paragraph
from detente.paper.brief import Brief
from detente.paper.sections.source_names import source_name


def paragraph(brief: Brief, finding: Finding) -> Paragraph:
    """Print a finding with the number of its note and how far its method has been tested."""
    return Paragraph.of(finding, brief.note(finding.id))


def said(brief: Brief, section: str, *blocks: str) -> list[Block]:
    """Print the findings of some blocks of a section, in the order of the paper.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    section : str
        Power, identity, institutions or synthesis.
    *blocks : str
        Parts of the section, as the concepts of findings declare them.

    Returns
    -------
    list of Paragraph
    """
    return [paragraph(brief, finding) for finding in brief.of(section, *blocks)]


def said_by_id(brief: Brief, *ids: str) -> list[Block]:
    """Print findings by id, in the order of the ids; those that were not made are left out.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    *ids : str
        Ids of findings.

    Returns
    -------
    list of Paragraph
    """
    findings = [brief.finding(name) for name in ids]
    return [paragraph(brief, finding) for finding in findings if finding is not None]


def source_line(series: Sequence[Series]) -> str:
    """Write the sources of some series and the newest year that they reach.

    Parameters
    ----------
    series : sequence of Series
        What is shown, as known at the view.

    Returns
    -------
    str
        ``"Source: V-Dem; WDI, to 2023."``
    """
    ids = sorted({name for one in series for name in one.sources})
    years = [one.years[-1] for one in series if one]
    last = f", to {max(years)}" if years else ""
    return f"Source: {'; '.join(source_name(name) for name in ids)}{last}."


def written(day: date, precision: str) -> str:
    """Write a date as precisely as it is known.

    Examples
    --------
    >>> written(date(2002, 5, 28), "day"), written(date(2002, 5, 1), "month")
    ('2002-05-28', '2002-05')
    """
    if precision == "day":
        return day.isoformat()
    return f"{day:%Y-%m}" if precision == "month" else str(day.year)
