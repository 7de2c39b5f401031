"""Panels: rows of a grain with columns of choice, their first rows, and why cells are empty."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente.columns import Column
from detente.errors import PanelError, RequestError
from detente.panel import create
from detente.panel.adders.shelf import SHELF
from detente.panel.panel import Panel
from detente.settings import settings
from detente.store.home import default_store
from detente.web.tasks.tables import file_of

GRAINS = {"state-years": 250, "dyad-years": 25, "leader-years": 60}
"""Grains that are offered, with the years that one request may have."""
SYSTEMS = ("cow", "gw")
SHOWN = 25
"""Rows that a page shows."""
MOST_ADDED = 12
FORMATS = ("csv", "parquet", "xlsx", "dta", "sav")
OF_PANELS = ("dta", "sav")
"""Formats with labels, which the panel itself writes."""


def panel_of(
    grain: str, system: str, years: Sequence[int], adds: Sequence[str]
) -> tuple[Panel, list[str]]:
    """Build a panel from the tables that are held here; nothing is fetched.

    Parameters
    ----------
    grain : str
        Of `GRAINS`.
    system : {"cow", "gw"}
        Whose states.
    years : sequence of int
        First and last.
    adds : sequence of str
        What is added.

    Returns
    -------
    Panel
    list of str
        What could not be added, and why.

    Raises
    ------
    RequestError
        Where the grain is not offered, or too much is asked for at once.
    """
    if grain not in GRAINS:
        raise RequestError(f"no grain is called '{grain[:40]}' here", near=GRAINS)
    if system not in SYSTEMS:
        raise RequestError(f"no state system is called '{system[:40]}'", near=SYSTEMS)
    first, last = years
    if last < first or last - first >= GRAINS[grain]:
        raise RequestError(
            f"{first} to {last} is not offered for {grain}",
            next_step=f"choose at most {GRAINS[grain]} years, or run 'detente panel'",
        )
    if len(adds) > MOST_ADDED:
        raise RequestError(f"{len(adds)} additions are too many", next_step="add twelve at most")
    store = default_store(offline=True)
    makers = {"state-years": create.state_years, "dyad-years": create.dyad_years}
    make = makers.get(grain, create.leader_years)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an empty panel is shown as one
        panel = make(system, years=(first, last), store=store)
    refused: list[str] = []
    for name in dict.fromkeys(adds):
        try:
            panel = panel.add(name, offline=True)
        except PanelError as error:
            refused.append(str(error))
    return panel, refused


def panel_view(
    grain: str,
    system: str,
    years: Sequence[int],
    adds: Sequence[str],
    *,
    start: int = 0,
    count: int = SHOWN,
) -> dict[str, Any]:
    """Show a panel: some rows, columns, why cells are empty, versions and citations of sources.

    Parameters
    ----------
    grain, system, years, adds
        As for `panel_of`.
    start, count : int
        The first row that is shown, from 0, and how many.
    """
    panel, refused = panel_of(grain, system, years, adds)
    frame = panel.to_polars()
    head = frame.slice(start, count)
    rows = [["" if cell is None else _written(cell) for cell in row] for row in head.iter_rows()]
    columns = [_column(panel, one) for one in panel.codebook()]
    kept = {"rows": rows, "names": frame.columns, "height": frame.height, "columns": columns}
    notes = [_without_path(note) for note in panel.notes]
    told = [_without_path(text) for text in refused]
    said = {"notes": notes, "refused": told, "versions": panel.versions()}
    return {**kept, **said, "bibtex": panel.cite()}


def _column(panel: Panel, one: Column) -> dict[str, Any]:
    """Describe a column, and count its empty cells by their reasons."""
    empty = panel.frame[one.name].null_count()
    why = _why(panel, one.name) if empty else {}
    return {"name": one.name, "label": one.label, "unit": one.unit, "empty": empty, "why": why}


def _without_path(text: str) -> str:
    """Give a note without the folder of this machine."""
    return text.replace(str(settings().home), "the store")


def _written(cell: Any) -> str:
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)


def _why(panel: Panel, column: str) -> dict[str, int]:
    """Count the reasons of empty cells; none for columns of the rows themselves."""
    try:
        found = panel.why(column)["reason"].value_counts(sort=True)
    except PanelError:
        return {}
    return dict(found.iter_rows())


def panel_file(
    grain: str, system: str, years: Sequence[int], adds: Sequence[str], form: str
) -> bytes:
    """Write a panel as a file.

    Parameters
    ----------
    grain, system, years, adds
        As for `panel_of`.
    form : str
        Of `FORMATS`.
    """
    panel, _ = panel_of(grain, system, years, adds)
    if form not in FORMATS:
        raise RequestError(f"no panel is written as '{form[:20]}'", near=FORMATS)
    if form not in OF_PANELS:
        return file_of(panel.to_polars(), form, title=grain)
    with tempfile.TemporaryDirectory() as folder:
        return panel.write(Path(folder) / f"panel.{form}").read_bytes()


def offered() -> list[dict[str, str]]:
    """List what can be added."""
    return [{"id": one.id, "label": one.label} for one in SHELF]
