"""What became of the rows of a frame whose names or codes were matched to states: nothing vanishes
without a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from detente.span import OPEN_END

EXAMPLES = 5
"""Examples that a report gives of each kind."""
OF_STATES = ("outside", "ambiguous", "unknown", "doubled")
"""Kinds of rows that may be about a state."""
LOSSES = ("outside", "ambiguous", "unknown", "not_states", "empty", "doubled")
"""Kinds of rows that were not matched, in the order in which they are written."""
WORDS = {
    "outside": "outside the system then",
    "ambiguous": "ambiguous",
    "unknown": "unknown",
    "not_states": "not states",
    "empty": "without a name or a date",
    "doubled": "second rows of one key",
}
"""How each kind is written."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Rows of one kind that were not matched.

    Attributes
    ----------
    rows : int
        How many.
    examples : tuple of str
        Up to five names with their years and rows, the most frequent first.
    """

    rows: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchReport:
    """What became of the rows of a table in which one column was matched to states.

    The rows are the sum of those matched and of the six kinds of losses.

    Attributes
    ----------
    table, column : str
        Whose column was matched.
    to : str
        Column of codes that it became.
    rows, matched : int
        Rows looked at, and rows that mean a state of the system on their own date.
    outside : Lost
        Of a state that was not in the system then.
    ambiguous : Lost
        Of a name that several states had then.
    unknown : Lost
        Of a name or code that is not known.
    not_states : Lost
        Of a territory or an aggregate, such as "World".
    empty : Lost
        Without a name or a date.
    doubled : Lost
        Second rows of a key that was there already.
    kept : tuple of str
        Kinds of which the rows stay in the table.
    """

    table: str
    column: str
    to: str
    rows: int
    matched: int
    outside: Lost = field(default_factory=Lost)
    ambiguous: Lost = field(default_factory=Lost)
    unknown: Lost = field(default_factory=Lost)
    not_states: Lost = field(default_factory=Lost)
    empty: Lost = field(default_factory=Lost)
    doubled: Lost = field(default_factory=Lost)
    kept: tuple[str, ...] = ()

    @property
    def losses(self) -> dict[str, Lost]:
        """The kinds that occur, by name."""
        kinds: dict[str, Lost] = {kind: getattr(self, kind) for kind in LOSSES}
        return {kind: lost for kind, lost in kinds.items() if lost.rows}

    def with_losses(self, losses: Mapping[str, Lost]) -> MatchReport:
        """Give the report with other losses of some kinds.

        Parameters
        ----------
        losses : mapping
            Kind to rows.

        Examples
        --------
        >>> MatchReport("views", "country", "ccode", rows=1, matched=0).with_losses(
        ...     {"unknown": Lost(rows=1)}
        ... ).unknown_part
        1.0
        """
        fields: dict[str, Any] = dict(losses)
        return replace(self, **fields)

    @property
    def gone(self) -> dict[str, Lost]:
        """The kinds of which the rows are not in the table."""
        return {kind: lost for kind, lost in self.losses.items() if kind not in self.kept}

    @property
    def gone_of_states(self) -> dict[str, Lost]:
        """Those of them that may be about a state."""
        return {kind: lost for kind, lost in self.gone.items() if kind in OF_STATES}

    @property
    def unknown_part(self) -> float:
        """Part of the rows with a name whose name is not known."""
        named = self.rows - self.empty.rows
        return self.unknown.rows / named if named else 0.0

    def line(self) -> str:
        """Write it in one line.

        Examples
        --------
        >>> lost = Lost(rows=3, examples=("Kosovo 2005: 3 rows",))
        >>> MatchReport("views", "country", "ccode", rows=5, matched=2, outside=lost).line()
        'views, country: 2 of 5 rows matched; 3 outside the system then (Kosovo 2005: 3 rows)'
        """
        parts = [f"{self.table}, {self.column}: {self.matched:,} of {self.rows:,} rows matched"]
        for kind, lost in self.losses.items():
            shown = f" ({'; '.join(lost.examples)})" if lost.examples else ""
            stay = ", which stay" if kind in self.kept else ""
            parts.append(f"{lost.rows:,} {WORDS[kind]}{stay}{shown}")
        return "; ".join(parts)

    def note(self) -> str:
        """Say in a few words which rows of states are not in the table; empty where none is gone.

        Examples
        --------
        >>> lost = Lost(rows=3, examples=("Kosovo 2005: 3 rows",))
        >>> MatchReport("views", "country", "ccode", rows=5, matched=2, outside=lost).note()
        'views: 3 of 5 rows left out (3 outside the system then, such as Kosovo 2005: 3 rows)'
        """
        gone = self.gone_of_states
        if not gone:
            return ""
        rows = sum(lost.rows for lost in gone.values())
        kinds = [f"{lost.rows:,} {WORDS[kind]}" for kind, lost in gone.items()]
        shown = next((lost.examples[0] for lost in gone.values() if lost.examples), "")
        such = f", such as {shown}" if shown else ""
        return f"{self.table}: {rows:,} of {self.rows:,} rows left out ({', '.join(kinds)}{such})"


def read_report(raw: Mapping[str, Any]) -> MatchReport:
    """Make a report of its plain form, as `dataclasses.asdict` gives it.

    Parameters
    ----------
    raw : mapping
        Its fields.

    Examples
    --------
    >>> from dataclasses import asdict
    >>> report = MatchReport("views", "country", "ccode", rows=2, matched=1, empty=Lost(rows=1))
    >>> read_report(asdict(report)) == report
    True
    """
    given = dict(raw)
    for kind in LOSSES:
        lost = given.get(kind, {})
        given[kind] = Lost(rows=lost.get("rows", 0), examples=tuple(lost.get("examples", ())))
    given["kept"] = tuple(given.get("kept", ()))
    return MatchReport(**given)


def lost_of(counts: pl.DataFrame) -> Lost:
    """Count the rows of one kind and give examples.

    Parameters
    ----------
    counts : polars.DataFrame
        ``key`` (the name as written), ``first`` and ``last`` (days; null where undated), ``rows``.
    """
    if counts.is_empty():
        return Lost()
    by_name = (
        counts.group_by("key")
        .agg(pl.col("rows").sum(), pl.col("first").min(), pl.col("last").max())
        .sort("rows", "key", descending=[True, False], nulls_last=True)
    )
    # years, for a damaged file may hold days of a year that no date of Python can have
    named = (
        by_name.filter(pl.col("key").is_not_null())
        .head(EXAMPLES)
        .with_columns(
            pl.col("first", "last").dt.year(),
            is_open=pl.col("last") == pl.lit(OPEN_END),
        )
    )
    examples = tuple(_example(row) for row in named.iter_rows(named=True))
    return Lost(rows=int(counts["rows"].sum()), examples=examples)


def _example(row: Mapping[str, Any]) -> str:
    """Write a name with its years and the number of its rows."""
    years = ""
    first, last = row["first"], row["last"]
    if first is not None and not row["is_open"]:
        years = f" {first}" if first == last else f" {first}-{last}"
    unit = "row" if row["rows"] == 1 else "rows"
    return f"{row['key']}{years}: {row['rows']:,} {unit}"


@dataclass(frozen=True, slots=True)
class Matched:
    """A frame whose states were matched, and what became of its rows.

    Attributes
    ----------
    frame : polars.DataFrame
        The rows that were matched, with columns of codes.
    reports : tuple of MatchReport
        One for each column that was matched, and one where keys occurred twice.
    """

    frame: pl.DataFrame
    reports: tuple[MatchReport, ...]

    def with_frame(self, frame: pl.DataFrame) -> Matched:
        """Give the reports another frame, made from this one.

        Parameters
        ----------
        frame : polars.DataFrame
            The frame.
        """
        return Matched(frame, self.reports)

    def once(self, keys: Sequence[str], *, table: str = "", order: Sequence[str] = ()) -> Matched:
        """Keep the first row of each key, and report the others.

        Parameters
        ----------
        keys : sequence of str
            Columns that name a row.
        table : str
            Whose rows they are; by default as the first report says.
        order : sequence of str
            Columns by which rows are put in order first, missing values last.

        Examples
        --------
        >>> twice = pl.DataFrame({"ccode": [2, 2], "year": [1990, 1990], "x": [None, 1]})
        >>> first = Matched(twice, ()).once(["ccode", "year"], order=["x"])
        >>> first.frame["x"].to_list(), first.reports[0].doubled.examples
        ([1], ('2 1990: 1 row',))
        """
        frame = self.frame
        if order:
            frame = frame.sort(*order, nulls_last=True, maintain_order=True)
        single = frame.unique(list(keys), keep="first", maintain_order=True)
        if single.height == frame.height:
            return Matched(single, self.reports)
        doubled = frame.group_by(list(keys)).len("rows").filter(pl.col("rows") > 1)
        said = pl.concat_str(pl.col(list(keys)).cast(pl.String), separator=" ")
        undated = pl.lit(None, dtype=pl.Date)
        extra = doubled.select(
            said.alias("key"),
            undated.alias("first"),
            undated.alias("last"),
            pl.col("rows").cast(pl.Int64) - 1,
        )
        report = MatchReport(
            table=table or (self.reports[0].table if self.reports else ""),
            column=", ".join(keys),
            to="",
            rows=frame.height,
            matched=single.height,
            doubled=lost_of(extra),
        )
        return Matched(single, (*self.reports, report))
