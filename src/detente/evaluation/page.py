"""The form of the report card: pages of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """A table of scores.

    Attributes
    ----------
    title, note : str
        What it shows; how to read it.
    heads : tuple of str
        Heads of the columns.
    rows : tuple of tuple of str
        Cells.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the report card.

    Attributes
    ----------
    id, title : str
        Short name, and heading.
    tables : tuple of Table
        In order.
    """

    id: str
    title: str
    tables: tuple[Table, ...]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "id": self.id,
            "title": self.title,
            "tables": [
                {
                    "title": t.title,
                    "heads": list(t.heads),
                    "rows": [list(r) for r in t.rows],
                    "note": t.note,
                }
                for t in self.tables
            ],
        }

    def markdown(self) -> str:
        """Write it as Markdown."""
        parts = [f"# {self.title}", *(() if self.tables else ("Nothing can be scored yet.",))]
        for t in self.tables:
            lines = [
                f"| {' | '.join(t.heads)} |",
                f"|{'|'.join(['---'] * len(t.heads))}|",
                *(f"| {' | '.join(r)} |" for r in t.rows),
            ]
            parts += [f"## {t.title}", "\n".join(lines), *([t.note] if t.note else [])]
        return "\n\n".join(parts)
