"""Layout: a brief as a document, sections in the order of the paper."""

from __future__ import annotations

from detente.citations import references
from detente.evidence.cell import Cell
from detente.evidence.method import descriptions
from detente.paper.brief import Brief, source_entry
from detente.paper.document import Document, Note
from detente.paper.sections import (
    claims,
    conclusion,
    data_and_methods,
    identity,
    institutions,
    power,
    report_card,
    scenario,
    summary,
    synthesis,
)
from detente.phrasing import number
from detente.settings import Settings


def lay_out(brief: Brief, settings: Settings) -> Document:
    """Lay out a brief.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    settings : Settings
        Gives the date of making.

    Returns
    -------
    Document
    """
    keys = citations_of(brief)
    return Document(
        title=summary.title(brief, settings),
        sections=(
            summary.summary(brief),
            power.section(brief),
            identity.section(brief),
            institutions.section(brief),
            synthesis.section(brief),
            scenario.section(brief),
            *claims.sections(brief),
            conclusion.section(brief),
            data_and_methods.section(brief),
            report_card.section(brief),
        ),
        notes=tuple(
            Note(i, f.text, tuple(_line(brief, c) for c in f.evidence))
            for i, f in enumerate(brief.findings, start=1)
        ),
        references=tuple(sorted(references()[k].line() for k in keys)),
        citations=keys,
    )


def citations_of(brief: Brief) -> tuple[str, ...]:
    """Collect the keys of everything that a brief used."""
    found = {str(c) for name in brief.sources() for c in _citations(brief, name)}
    used = {m.id for m in brief.report_card}
    extra = {"karasek2013", "blocs_table"}.union(
        *(descriptions()[method].references for method in used)
    )
    return tuple(sorted(found | extra))


def _citations(brief: Brief, name: str) -> tuple[str, ...]:
    listed = source_entry(brief.relation.catalog, name)["citations"]
    return tuple(str(c) for c in listed) if isinstance(listed, list) else ()


def _line(brief: Brief, cell: Cell) -> str:
    """Write a cell as a line: table, column, keys, value, band, source with version, rule."""
    keys = ", ".join(f"{k} {v}" for k, v in cell.keys)
    value = f"{cell.value:.4g}" if abs(cell.value) < 1e6 else f"{cell.value:,.0f}"
    bounds = (
        f" [{number(cell.low, 3)}, {number(cell.high, 3)}]"
        if cell.low is not None and cell.high is not None
        else ""
    )
    versions = "; ".join(
        f"{s} {source_entry(brief.relation.catalog, s)['version']}".strip() for s in cell.sources
    )
    return f"{cell.table}.{cell.column}, {keys}: {value}{bounds} {cell.unit} ({versions})"
