"""The figures of an edition as it printed them, with their cells: what two editions share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.errors import EditionError
from detente.evidence.sentence import render
from detente.paper.document import Document
from detente.paper.opened import shown_in

UNNAMED = "?"
"""How the name of a way of writing begins where an edition does not name it."""
KEPT = ("id", "kind", "unit", "value", "low", "high", "said", "method")
"""What a record keeps of a figure as it is."""
DIGITS = 6
"""Significant digits in which values are compared, those of ``brief.json``."""


@dataclass(frozen=True, slots=True)
class Source:
    """A cell of an edition: where it stands, what it holds, and the editions of its sources.

    Attributes
    ----------
    table, column : str
        Where it stands.
    keys : tuple of (str, object)
        What names its row, by the name of the key.
    value : float
        What it holds.
    sources : tuple of (str, str)
        Id of each source and its edition; the edition is empty where none is known.
    rule : str
        How it was computed.
    """

    table: str
    column: str
    keys: tuple[tuple[str, Any], ...]
    value: float
    sources: tuple[tuple[str, str], ...]
    rule: str

    @property
    def place(self) -> tuple[Any, ...]:
        """Table, column and keys."""
        return (self.table, self.column, self.keys)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "table": self.table,
            "column": self.column,
            "keys": dict(self.keys),
            "value": self.value,
            "sources": dict(self.sources),
            "rule": self.rule,
        }


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as an edition prints it.

    Attributes
    ----------
    id, kind, unit : str
        As the figure has them.
    value : float
        The value.
    low, high : float or None
        Its interval.
    texts : tuple of (str, str)
        Each way of writing it with what is printed.
    said : str
        The sentence in which it stands first.
    method : str
        How it was made; empty for what is read off a table.
    cells : tuple of Source
        What it rests on.
    """

    id: str
    kind: str
    unit: str
    value: float
    low: float | None
    high: float | None
    texts: tuple[tuple[str, str], ...]
    said: str
    method: str
    cells: tuple[Source, ...]

    @property
    def text(self) -> str:
        """As it is printed first."""
        return self.texts[0][1] if self.texts else ""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition: what it says of itself, and its figures by id.

    Attributes
    ----------
    relation, day, software, identifier, seed : str
        Whom it is about, the day of its view, the program, its citation hash and its seed.
    figures : mapping of str to Printed
        Every figure that it prints.
    """

    relation: str
    day: str
    software: str
    identifier: str
    seed: str
    figures: Mapping[str, Printed]


def printed_in(document: Document, edition: Callable[[str], str]) -> dict[str, Printed]:
    """Collect the figures of a document.

    Parameters
    ----------
    document : Document
        The paper.
    edition : callable
        Takes the id of a source, gives its edition.

    Returns
    -------
    dict of str to Printed
        By id, in the order of the paper.
    """
    methods = {one.id: one.method for one in document.opened}
    found = {}
    for name, one in shown_in((document.title, document.sections)).items():
        figure = one.figure
        cells = tuple(_source(cell, edition) for cell in figure.cells)
        texts, said = tuple(one.texts.items()), render(one.sentence)
        low, high = figure.low, figure.high
        found[name] = Printed(
            name,
            figure.kind,
            unit=figure.unit,
            value=figure.value,
            low=low,
            high=high,
            texts=texts,
            said=said,
            method=methods.get(figure.id, ""),
            cells=cells,
        )
    return found


def _source(cell: Any, edition: Callable[[str], str]) -> Source:
    editions = tuple((name, edition(name)) for name in cell.sources)
    return Source(
        cell.table,
        cell.column,
        keys=tuple(sorted(cell.keys)),
        value=cell.value,
        sources=editions,
        rule=cell.rule,
    )


def plain(figures: Mapping[str, Printed]) -> dict[str, Any]:
    """Write figures as the record keeps them: cells once, figures with the places of their cells.

    Parameters
    ----------
    figures : mapping of str to Printed
        By id.
    """
    cells: dict[tuple[Any, ...], int] = {}
    rows: list[Source] = []
    written = []
    for one in figures.values():
        places = []
        for cell in one.cells:
            if cell.place not in cells:
                cells[cell.place] = len(rows)
                rows.append(cell)
            places.append(cells[cell.place])
        written.append(_plain_figure(one, places))
    return {"cells": [cell.plain() for cell in rows], "figures": written}


def _plain_figure(one: Printed, places: Sequence[int]) -> dict[str, Any]:
    given = {name: getattr(one, name) for name in KEPT}
    return {**given, "texts": dict(one.texts), "cells": list(places)}


def read_record(record: Any, *, where: str) -> EditionRecord:
    """Read an edition from what is in a ``brief.json``.

    Parameters
    ----------
    record : dict
        The record.
    where : str
        The file, for the error.

    Raises
    ------
    EditionError
        Where it is no record, or one of a layout that did not keep the printed figures.
    """
    if not isinstance(record, dict) or "schema" not in record:
        raise EditionError("this is no record of a paper", where=where)
    if "printed" not in record:
        raise EditionError(
            f"the record has the layout {record['schema']}, which does not keep what was printed",
            where=where,
            next_step="write the old edition again with this version, or compare two bundles",
        )
    try:
        cells = [_read_cell(row) for row in record["printed"]["cells"]]
        read = (_read_figure(row, cells) for row in record["printed"]["figures"])
        return EditionRecord(
            str(record["relation"]["label"]),
            str(record["day"]),
            software=str(record["software"]),
            identifier="",
            seed=str(record["seed"]),
            figures={one.id: one for one in read},
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise EditionError("the record of the paper cannot be read", where=where) from error


def _read_cell(row: dict[str, Any]) -> Source:
    keys = tuple((name, _frozen(value)) for name, value in sorted(row["keys"].items()))
    return Source(
        row["table"],
        row["column"],
        keys=keys,
        value=float(row["value"]),
        sources=tuple(row["sources"].items()),
        rule=row["rule"],
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _read_figure(row: dict[str, Any], cells: Sequence[Source]) -> Printed:
    given = {name: row[name] for name in KEPT}
    return Printed(
        **{**given, "value": float(row["value"])},
        texts=tuple(row["texts"].items()),
        cells=tuple(cells[place] for place in row["cells"]),
    )


def rounded(value: float) -> float:
    """Round a value as the record does.

    Parameters
    ----------
    value : float
        The value.

    Examples
    --------
    >>> rounded(0.123456789)
    0.123457
    """
    return float(f"{value:.{DIGITS}g}")


def by_place(figure: Printed) -> dict[tuple[Any, ...], Source]:
    """Give the cells of a figure by table, column and keys.

    Parameters
    ----------
    figure : Printed
        The figure.
    """
    return {cell.place: cell for cell in figure.cells}


def hand_made(cells: Sequence[Source]) -> Iterator[Source]:
    """Give those cells that stand in the project's own tables of facts.

    Parameters
    ----------
    cells : sequence of Source
        The cells.
    """
    return (cell for cell in cells if any(name == OWN for name, _ in cell.sources))


OWN = "blocs"
"""Id under which the hand-made tables of facts name their source."""
