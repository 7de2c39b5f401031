"""The folder of a scenario: its page, its data, its pictures, and a table beneath each picture."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from detente.errors import RequestError
from detente.evidence.sentence import render
from detente.files import staging
from detente.paper.blocks import Exhibit, Grid
from detente.paper.exhibits.futures import futures
from detente.paper.exhibits.who_moves import who_moves
from detente.paper.folder import write_files
from detente.paper.svg import draw
from detente.scenarios.page import page
from detente.scenarios.record import record
from detente.scenarios.run import Simulated
from detente.store.catalog import Catalog

NO_PICTURE = "No picture: no difference lies beyond its band, and no border moves."


def prepare(folder: Path) -> None:
    """Make the folder of a scenario, before anything is simulated for it.

    Parameters
    ----------
    folder : pathlib.Path
        Where to.

    Raises
    ------
    RequestError
        Where it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = staging(folder / "scenario.json")
        try:
            probe.touch()
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        raise RequestError(
            f"the scenario cannot be written ({error.strerror})",
            where=str(folder),
            next_step="choose another folder with --out",
        ) from error


def write(folder: Path, catalog: Catalog, found: Simulated) -> tuple[Path, ...]:
    """Write a scenario: ``scenario.md``, ``scenario.json``, and each picture with its cells.

    Parameters
    ----------
    folder : pathlib.Path
        Where to.
    catalog : Catalog
        The tables.
    found : Simulated
        The scenario.

    Returns
    -------
    tuple of pathlib.Path
        The files, all of them written or none.

    Raises
    ------
    RequestError
        Where the folder cannot be written.
    """
    shown = (*futures(found), *who_moves(catalog, found))
    told = json.dumps(record(found), indent=1, ensure_ascii=False, allow_nan=False)
    files = {"scenario.md": _markdown(found, shown), "scenario.json": told + "\n"}
    for one in shown:
        files[f"{one.id}.svg"] = one.svg or draw(one.spec)
        if one.cells is not None:
            files[f"{one.id}.csv"] = _table(one.cells)
    return write_files(folder, {name: text.encode() for name, text in files.items()})


def _markdown(found: Simulated, shown: Sequence[Exhibit]) -> str:
    """Write the page, then the pictures with what they show in words and their cells."""
    parts = [f"# {found.plan.title}", "```\n" + "\n".join(page(found)) + "\n```"]
    for one in shown:
        parts += [f"## {render(one.title)}", one.unit, f"![{one.alt}]({one.id}.svg)", one.source]
        parts += [] if one.cells is None else [_rows(one.cells)]
    return "\n\n".join(parts if shown else [*parts, NO_PICTURE]) + "\n"


def _rows(grid: Grid) -> str:
    """Write a table in Markdown."""
    lines = [grid.columns, tuple("---" for _ in grid.columns), *_texts(grid)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _texts(grid: Grid) -> list[tuple[str, ...]]:
    """Give the cells as text."""
    return [
        tuple(cell if isinstance(cell, str) else render(cell) for cell in row) for row in grid.rows
    ]


def _table(grid: Grid) -> str:
    """Write a table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(grid.columns)
    writer.writerows(_texts(grid))
    return text.getvalue()
