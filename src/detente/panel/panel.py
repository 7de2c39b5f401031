"""Panels: a frame of one grain and the lineage of its columns; it carries, and computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from detente.citations import bibtex
from detente.columns import Column, describe
from detente.errors import PanelError
from detente.grain import Grain
from detente.panel import export
from detente.panel.adding import add
from detente.panel.lineage import Origin
from detente.panel.spine import dyad_years as dyad_spine
from detente.panel.spine import state_years as state_spine
from detente.store.home import Store, default_store

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True)
class Panel:
    """Rows of one grain, and where each column came from.

    Attributes
    ----------
    frame : polars.LazyFrame
        The rows, not yet computed.
    grain : Grain
        What a row is.
    system : str
        ``"cow"`` or ``"gw"``.
    lineage : tuple of Origin
        Source, version and last year of each column that was added.
    notes : tuple of str
        What was not to be had, and how to get it.
    store : Store
        Where full tables are looked for.

    Examples
    --------
    >>> state_years(years=(1990, 1990)).to_polars().columns
    ['ccode', 'year']
    """

    frame: pl.LazyFrame
    grain: Grain
    system: str
    lineage: tuple[Origin, ...]
    notes: tuple[str, ...]
    store: Store

    def add(self, *names: str, offline: bool | None = None) -> Panel:
        """Add columns of sources by name; the number of rows never changes.

        Parameters
        ----------
        *names : str
            As on the shelf: ``"nmc"``, ``"atop"``, ``"igos"``, ``"contiguity"``, ``"gml_mids"``, ``"democracy"``,
            ``"milex"``, ``"wdi"``, ``"ideal_points"``, ``"similarity"``.
        offline : bool, optional
            Forbid pulling what the store lacks; as `DETENTE_OFFLINE` says by default.

        Returns
        -------
        Panel
            A new one. Where a source is neither in the store nor to be had, the columns that the starter holds are
            given, and `notes` says which are missing and how to get them.

        Raises
        ------
        PanelError
            For a name that is on no shelf or does not fit the grain.
        """
        frame, lineage, notes = self.frame, self.lineage, self.notes
        for name in names:
            frame, origins, said = add(frame, name, grain=self.grain, system=self.system, store=self.store,
                                       offline=offline)
            lineage, notes = (*lineage, *origins), (*notes, *said)
        return Panel(frame, self.grain, self.system, lineage, notes, self.store)

    def to_polars(self) -> pl.DataFrame:
        """Compute the rows."""
        return self.frame.collect()

    def to_pandas(self) -> pd.DataFrame:
        """Compute the rows as a pandas frame (needs pandas and pyarrow)."""
        return self.to_polars().to_pandas()

    def to_arrow(self) -> pa.Table:
        """Compute the rows as an Arrow table (needs pyarrow)."""
        return self.to_polars().to_arrow()

    def codebook(self) -> tuple[Column, ...]:
        """Describe every column: label and unit."""
        return tuple(describe(name) for name in self.frame.collect_schema().names())

    def versions(self) -> dict[str, str]:
        """Give source and version of every added column."""
        return {origin.column: f"{origin.source} {origin.version}" for origin in self.lineage}

    def cite(self) -> str:
        """Give BibTeX of exactly the sources that were added."""
        return bibtex({key for origin in self.lineage for key in origin.citations})

    def write(self, path: str | Path) -> Path:
        """Write to ``.parquet``, ``.csv`` or ``.dta``, labels and sources inside where the format has room.

        Raises
        ------
        PanelError
            For another ending, or a folder that cannot be written.
        """
        if not isinstance(path, str | Path):
            raise PanelError(f"{path!r} is no path")
        export.ending_of(Path(path))
        return export.write(self.to_polars(), Path(path), self.codebook(), self.versions())


def state_years(system: str = "cow", *, years: tuple[int, int] | str | int | None = None, store: Store | None = None) -> Panel:
    """Begin a panel of state-years.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    years : tuple of int, str or int, optional
        First and last year: (1946, 2010), "1946-2010" or 1990.
    store : Store, optional
        Where full tables are looked for; the user's own by default.

    Examples
    --------
    >>> state_years("gw", years=(2000, 2000)).to_polars().columns
    ['gwcode', 'year']
    """
    frame = state_spine(system, years)
    return Panel(frame, Grain.STATE_YEAR, system, (), (), store or default_store())


def dyad_years(system: str = "cow", *, directed: bool = False, years: tuple[int, int] | str | int | None = None,
               store: Store | None = None) -> Panel:
    """Begin a panel of dyad-years: pairs of states that were both members on one same day of the year.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    directed : bool
        Both orders of each pair, or the lower code first.
    years : tuple of int, str or int, optional
        First and last year: (1946, 2010), "1946-2010" or 1990.
    store : Store, optional
        Where full tables are looked for.

    Examples
    --------
    >>> dyad_years(years=(1816, 1816)).to_polars().height
    253
    """
    frame = dyad_spine(system, directed=directed, years=years)
    grain = Grain.DIRECTED_DYAD_YEAR if directed else Grain.DYAD_YEAR
    return Panel(frame, grain, system, (), (), store or default_store())

