"""Panels: rows of one grain and the lineage of their columns.

A panel carries, and computes nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from detente.asked import flag
from detente.citations import bibtex
from detente.columns import Column
from detente.errors import PanelError, quoted
from detente.evidence.display import card, filled, table
from detente.grain import Grain
from detente.panel import export, missingness, subsets, user_frame, whittling
from detente.panel.add import add
from detente.panel.adders.shelf import adder
from detente.panel.codebook import describe_all
from detente.panel.provenance import Origin
from detente.panel.rows import Rows
from detente.panel.spine import Years
from detente.store.home import Store

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from detente.archive.series import Paths

FIRST_ROWS = 8
"""Rows that a notebook shows."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Rows of one grain, and where each column came from.

    Attributes
    ----------
    rows : Rows
        The keys.
    data : polars.DataFrame
        The columns that were added, in the order of the rows.
    lineage : tuple of Origin
        Source, version, last year and coverage of each column that was added.
    notes : tuple of str
        What was not available, and how to get it.
    store : Store
        Where full tables are looked for.

    Examples
    --------
    >>> from detente.panel.create import state_years
    >>> state_years(years=(1990, 1990)).to_polars().columns
    ['ccode', 'year']
    """

    rows: Rows
    data: pl.DataFrame
    lineage: tuple[Origin, ...]
    notes: tuple[str, ...]
    store: Store

    @property
    def frame(self) -> pl.DataFrame:
        """The rows with all their columns; whoever changes the frame does not change the panel."""
        if not self.data.width:
            return self.rows.keys.clone()
        return pl.concat([self.rows.keys, self.data], how="horizontal")

    def __len__(self) -> int:
        return self.rows.keys.height

    def __getitem__(self, column: str) -> pl.Series:
        return self.frame[column]

    def __repr__(self) -> str:
        columns = ", ".join(self.frame.columns[:8]) + (" ..." if self.frame.width > 8 else "")
        shape = f"{len(self):,} {self.rows.title} ({self.system}), {self.frame.width} columns"
        return f"Panel of {shape}: {columns}"

    def _repr_html_(self) -> str:
        """Show the first rows in a notebook, and how much of each column is filled."""
        frame, described = self.frame, self.codebook()
        first = frame.head(FIRST_ROWS).rows()
        rows = [list(map(_written, row)) for row in first]
        height = max(frame.height, 1)
        parts = [
            (one.name, one.label, filled(1 - frame[one.name].null_count() / height))
            for one in described
        ]
        columns = table(("column", "what it is", "filled"), parts)
        notes = "; ".join(dict.fromkeys((*self.versions().values(), *self.notes)))
        title = f"{len(self):,} {self.rows.title} ({self.system}), {frame.width} columns"
        return card(title, table(frame.columns, rows), columns, note=notes)

    @property
    def grain(self) -> Grain:
        """What a row is."""
        return self.rows.grain

    @property
    def system(self) -> str:
        """Whose codes the rows bear: ``"cow"`` or ``"gw"``."""
        return self.rows.system

    def add(self, *names: str, offline: bool | None = None, **options: Any) -> Panel:
        """Add columns by name; the number and order of the rows never change.

        Parameters
        ----------
        *names : str
            As on the shelf (docs/panels.md): ``"nmc"``, ``"atop"``, ``"gml_mids"``,
            ``"peace_years"`` ...
        offline : bool, optional
            Forbid pulling what the store lacks; as `DETENTE_OFFLINE` says by default.
        **options
            Of the one adder that is named, such as ``init="sidea-orig"``; every adder has ``keep``
            (columns wanted) and ``suffix`` (for names that are taken).

        Returns
        -------
        Panel
            A new one. Where a source is neither in the store nor available, the columns that the
            starter holds are given, and `notes` says which are missing and how to get them.

        Raises
        ------
        PanelError
            For a name that is on no shelf, does not fit the grain or is there already, and for an
            unknown option.

        Examples
        --------
        >>> from detente.panel.create import state_years
        >>> state_years(years=1990, states=["USA"]).add("codes", keep="iso3").to_polars().rows()
        [(2, 1990, 'USA')]
        """
        if offline is not None:
            flag(offline, "offline")
        if options and len(names) != 1:
            raise PanelError(
                f"options go with one name, not with {len(names)}",
                next_step="add the names one by one",
            )
        panel = self
        for name in names:
            new, origins, notes = add(
                panel.rows,
                panel.data,
                adder(name),
                options,
                store=panel.store,
                lineage=panel.lineage,
                offline=offline,
            )
            panel = panel._with(new, origins, notes)
        return panel

    def add_frame(
        self,
        frame: Any,
        *,
        keys: Iterable[str] | str | None = None,
        grain: str | None = None,
        source: str = "own data",
        version: str = "",
        citation: str = "",
        labels: Mapping[str, str] | None = None,
    ) -> Panel:
        """Add columns of a frame of your own.

        Parameters
        ----------
        frame : polars, pandas or Arrow frame
            Each combination of the keys once.
        keys : str or iterable of str
            Its key columns: of the panel (``ccode1``, ``ccode2``, ``year``), of a state (``ccode``,
            ``year``: joined to both sides of a pair), of a leader (``obsid``), or a part of these
            (``year``).
        grain : str, optional
            What one of its rows is, in place of keys: ``"state-years"``, ``"dyad-years"``,
            ``"leader-years"`` or ``"leader-dyad-years"``; the keys are then those of that grain in
            the panel's state system.
        source, version, citation : str
            What `versions` and `cite` say of it; the citation as BibTeX or as plain text.
        labels : mapping, optional
            Column name to label, for the codebook.

        Returns
        -------
        Panel
            A new one, with as many rows.

        Raises
        ------
        PanelError
            Where a key is missing, doubled or of no use to this panel, or a column is there
            already.

        Examples
        --------
        >>> from detente.panel.create import dyad_years
        >>> mine = pl.DataFrame({"ccode": [2, 20], "year": [1990, 1990], "trust": [0.4, 0.6]})
        >>> dyad_years(years=1990, states=[2, 20]).add_frame(
        ...     mine, keys=["ccode", "year"]
        ... ).to_polars().rows()
        [(2, 20, 1990, 0.4, 0.6)]
        """
        named = user_frame.keys_of(grain, self.rows) if keys is None else keys
        description = user_frame.Description(
            source, version, citation=citation, labels={} if labels is None else labels
        )
        new, origins, notes = user_frame.joined(
            self.rows, frame, named, description=description, taken=self.frame.columns
        )
        return self._with(new, origins, notes)

    def add_events(
        self,
        paths: Paths,
        *,
        as_of: int | str | date | None = None,
        archive: str | Path | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Panel:
        """Add what archives of events report of each pair and year, each archive by itself.

        Parameters
        ----------
        paths : path or sequence of paths
            Files of GDELT, ICEWS or POLECAT, or your own; or a converted archive (docs/events.md).
        as_of : int, str or datetime.date, optional
            Nothing that happened or was added later is counted.
        archive : str or pathlib.Path, optional
            Folder in which the converted archive is kept.
        columns : mapping, optional
            Names of the columns in your own files.

        Returns
        -------
        Panel
            With ``SOURCE_events``, ``SOURCE_hostile``, ``SOURCE_material_hostile`` and
            ``SOURCE_goldstein``; null where nothing was reported, which is not that nothing
            happened.

        Raises
        ------
        PanelError
            Where the rows are no pairs of CoW's states.

        Examples
        --------
        >>> import tempfile
        >>> from detente.panel.create import dyad_years
        >>> own = Path(tempfile.mkdtemp()) / "own.csv"
        >>> _ = own.write_text("date,ccode1,ccode2,code\\n1990-06-01,USA,Canada,040\\n")
        >>> dyad_years(years=1990, states=[2, 20]).add_events(own).to_polars()["own_events"].item()
        1
        """
        from detente.panel import event_columns

        panel = self
        found = event_columns.by_year(
            paths, self.rows, as_of=as_of, archive=archive, columns=columns
        )
        for source, frame, labels in found:
            keys = ("ccode1", "ccode2", "year")
            panel = panel.add_frame(frame, keys=keys, source=f"events of {source}", labels=labels)
        return panel

    def only(
        self,
        *,
        states: Iterable[int | str] | None = None,
        region: str | None = None,
        majors: bool = False,
        years: Years = None,
        where: pl.Expr | None = None,
    ) -> Panel:
        """Keep some of the rows.

        Parameters
        ----------
        states : iterable of int or str, optional
            Codes or names; of a pair, both sides have to be among them.
        region : str, optional
            ``americas``, ``europe``, ``africa``, ``middle east``, ``asia``, ``oceania``, by the
            ranges of the codes; both sides.
        majors : bool
            Only rows with a major power on either side.
        years : tuple of int, str or int, optional
            First and last year.
        where : polars.Expr, optional
            Any condition on the panel's columns.

        Returns
        -------
        Panel
            A new one, with these rows.

        Examples
        --------
        >>> from detente.panel.create import state_years
        >>> state_years(years=1990).only(region="oceania", where=pl.col("ccode") > 940).to_polars()[
        ...     "ccode"
        ... ].to_list()
        [950, 990]
        """
        kept = subsets.chosen(
            self.frame, self.rows, states=states, region=region, years=years, where=where
        )
        if flag(majors, "majors"):
            flags = self.add("majors", suffix="_asked").data.select(pl.col(r"^cowmaj\d?_asked$"))
            either = pl.any_horizontal(pl.all() == 1).fill_null(False)
            kept &= flags.select(either).to_series()
        return self._only(kept)

    def relevant(self) -> Panel:
        """Keep the politically relevant dyads: contiguous, or with a major power.

        Adds ``conttype``, ``cowmaj1``, ``cowmaj2`` and ``prd`` where they are not there. After
        2016, where the source of contiguity ends, what held in that year is taken to go on; the
        notes say so.

        Returns
        -------
        Panel
            A new one, with these rows.

        Raises
        ------
        PanelError
            Where the rows are no pairs, or the list of major powers is not available.
        """
        if len(self.rows.sides) != 2:
            raise PanelError(
                "political relevance is about pairs of states", next_step="use it with dyad-years"
            )
        panel = self if "conttype" in self.data.columns else self.add("contiguity", mry=True)
        if "prd" not in panel.data.columns:
            panel = panel if "cowmaj1" in panel.data.columns else panel.add("majors")
            panel = panel._with(*subsets.relevance(panel.rows, panel.data, panel.lineage))
        return panel._only(panel.data["prd"].fill_null(0) == 1)

    def whittle(self, *rules: str) -> Panel:
        """Reduce dispute-dyad-years to fewer a dyad-year, rule by rule in the order given.

        Parameters
        ----------
        *rules : str
            ``onsets``, ``fatality``, ``hostility``, ``mindur``, ``maxdur``, ``reciprocation``,
            ``startmonth``, ``first``; without any, all of them in this order.

        Returns
        -------
        Panel
            A new one, with these rows.

        Raises
        ------
        PanelError
            Where the rows are no disputes, or no rule is called so.
        """
        return self._only(whittling.kept(self.frame, self.rows, rules, self.store))

    def show_duplicates(self) -> pl.DataFrame:
        """Give the rows whose unit and year occur more than once, sorted by these.

        Returns
        -------
        polars.DataFrame
            With the columns of the panel.
        """
        return whittling.duplicates(self.frame, self.rows)

    def _with(
        self, new: pl.DataFrame, origins: tuple[Origin, ...], notes: tuple[str, ...]
    ) -> Panel:
        data = pl.concat([self.data, new], how="horizontal") if self.data.width else new
        return replace(
            self,
            data=data,
            lineage=(*self.lineage, *origins),
            notes=(*self.notes, *notes),
        )

    def _only(self, mask: pl.Series) -> Panel:
        data = self.data.filter(mask) if self.data.width else self.data
        return replace(self, rows=self.rows.only(mask), data=data)

    def to_polars(self) -> pl.DataFrame:
        """Give the rows as a polars frame."""
        return self.frame

    def to_pandas(self) -> pd.DataFrame:
        """Give the rows as a pandas frame (needs pandas and pyarrow)."""
        return self.frame.to_pandas()

    def to_arrow(self) -> pa.Table:
        """Give the rows as an Arrow table (needs pyarrow)."""
        return self.frame.to_arrow()

    def why(self, column: str) -> pl.DataFrame:
        """Tell of each empty cell of a column why it is empty.

        Parameters
        ----------
        column : str
            Name of the column.

        Returns
        -------
        polars.DataFrame
            Keys of the rows in which it is empty, and ``reason``: ``not-covered`` (outside the
            source's years), ``not-a-member`` (no such state in the source's system that year),
            ``not-applicable`` (no event to describe, or the source has another kind of unit),
            ``no-row`` (of a value of another year: the panel has no row for it) or
            ``missing-in-source`` (the edition held here has no value).

        Examples
        --------
        >>> from detente.panel.create import state_years
        >>> mine = pl.DataFrame({"ccode": [2], "year": [1990], "x": [1]})
        >>> panel = state_years(years=(1990, 1991), states=["USA"])
        >>> panel.add_frame(mine, keys=["ccode", "year"]).why("x").rows()
        [(2, 1991, 'not-covered')]
        """
        return missingness.why(self.frame, self.rows, self.lineage, column)

    def codebook(self) -> tuple[Column, ...]:
        """Describe every column: label, unit, values, source.

        Returns
        -------
        tuple of Column
            In the order of the columns.
        """
        return describe_all(self.frame.columns, self.lineage)

    def versions(self) -> dict[str, str]:
        """Give source and version of every added column."""
        return {origin.column: origin.named for origin in self.lineage}

    def last_years(self) -> dict[str, int | None]:
        """Give the newest year of the source of every added column."""
        return {origin.column: origin.last_year for origin in self.lineage}

    def cite(self) -> str:
        """Give BibTeX of exactly what was used: the sources that were added, and the lists that the
        rows are made of.
        """
        keys = {key for origin in self.lineage for key in origin.citations}
        keys |= set(self.rows.citations)
        own = {key for key in keys if key.lstrip().startswith("@")}
        return "\n".join(part for part in (bibtex(keys - own), *sorted(own)) if part)

    def write(self, path: str | Path) -> Path:
        """Write to ``.parquet``, ``.csv``, ``.dta`` or ``.sav``, labels and sources inside where
        the format has room.

        Parameters
        ----------
        path : str or pathlib.Path
            The file.

        Returns
        -------
        pathlib.Path
            The file that was written.

        Raises
        ------
        PanelError
            For another ending, or a folder that cannot be written.
        """
        if not isinstance(path, str | Path):
            raise PanelError(f"{quoted(path)} is not a path")
        export.ending_of(Path(path))
        return export.write(self.frame, Path(path), self.codebook(), self.versions())


def _written(cell: Any) -> str:
    """Write a cell for a notebook; an empty one is empty."""
    if cell is None:
        return ""
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)
