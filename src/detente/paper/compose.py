"""Layout: a brief as a document, sections in the order of the paper."""

from __future__ import annotations

from detente.citations import references
from detente.evidence.cell import Cell
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


BEHIND = {
    "agreement": {"hage2011"},
    "share_forecast": {"gneiting_raftery2007"},
    "threat": {"boulding1962", "buenodemesquita1981"},
    "system": {"ray_singer1973"},
    "event_study": {"callaway_santanna2021"},
    "synthetic_control": {"abadie2010"},
    "cinc": {"beckley2018", "carroll_kenkel2019", "rauch2017"},
    "outcomes": {"carroll_kenkel2019"},
    "risk": {"king_zeng2001", "ke2017", "ward2010"},
    "windows": {"ward2010"},
}
"""What a method rests on or is criticised by, beside its sources."""


def citations_of(brief: Brief) -> tuple[str, ...]:
    """Collect the keys of everything that a brief used."""
    found = {str(c) for name in brief.sources() for c in _citations(brief, name)}
    used = {m.id for m in brief.report_card}
    extra = {"karasek2013", "blocs_table"}.union(
        *(keys for method, keys in BEHIND.items() if method in used)
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
