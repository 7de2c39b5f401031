"""Lines of events read into one form: day, two states, class, score, place; no line vanishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.matching import codes_by_span
from detente.archive.blocks import BLOCK, blocks, first_line
from detente.archive.classes import lost_zeros
from detente.archive.layouts import NUMBERS, Layout, layout_of
from detente.errors import RequestError
from detente.frame_files import read_csv

SCHEMA = {
    "day": pl.Date,
    "ccode1": pl.Int16,
    "ccode2": pl.Int16,
    "class": pl.Int16,
    "tenths": pl.Int16,
    "place": pl.Int32,
    "added": pl.Date,
    "id": pl.String,
}
"""Columns of events in the one form: day of the event, states, class, tenths of Goldstein's scale,
place, day on which it was added, and the producer's number."""
KNOWN = {
    "written": pl.String,
    "since": pl.Date,
    "code": pl.Int64,
    "kind": pl.String,
    "until": pl.Date,
}
"""What a name or code means from a day on, to the day before another."""
NAMED = ("name1", "name2")
"""Columns of the parties, as written."""
PARTIES = ("ccode1", "ccode2", "kind1", "kind2", *NAMED)
"""Columns of the parties, with what was found."""
AT_ONCE = 1 << 18
"""Bytes among which a character is counted at once; more would not stay near the processor."""
MOST_KNOWN = 200_000
"""Meanings that are remembered; a free text may hold any number of names."""
Lost = Counter[tuple[str, str]]
"""Lines that became no event, by reason and by what was written there."""
WIDTH, HEADER = "another number of columns", "a header again"
NO_DAY, AFTER, NO_CLASS = "no readable day", "a day after it was added", "no class"
WITHIN = "within one state"
REASONS = {
    "outside": "a state outside the system then",
    "ambiguous": "an ambiguous name",
    "unknown": "an unknown name",
    "not_states": "no state",
    "empty": "no country named",
}
"""How lines whose party is no state of that day are called."""


@dataclass(slots=True)
class Tally:
    """What became of the lines of files.

    Attributes
    ----------
    lines : int
        All that were read, headers that open a file apart.
    kept : int
        Those that became events between two states.
    lost : Counter
        The others, by reason and by what was written.
    """

    lines: int = 0
    kept: int = 0
    lost: Lost = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Count the lines of other files too."""
        self.lines += other.lines
        self.kept += other.kept
        self.lost.update(other.lost)


@dataclass(slots=True)
class States:
    """Finds the states that names mean on a day, and remembers them.

    Attributes
    ----------
    layout : Layout
        Whose names they are.
    latest : datetime.date
        Day after which no event lies.
    known : polars.DataFrame
        What names mean that occurred before, from which day on.
    lock : threading.Lock
        Held while names are looked up.
    """

    layout: Layout
    latest: date
    known: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=KNOWN))
    lock: Lock = field(default_factory=Lock)

    def matched(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give a frame the codes of both parties, and of which kind each name is."""
        named = frame.with_columns(pl.col(NAMED).fill_null(""))
        names = pl.concat([named[side].unique() for side in NAMED]).unique().rename("written")
        with self.lock:
            self._learn(names)
            known = self.known
        # most names mean one thing on all days of a block: these are found by name alone
        spans = _spans_within(known, named["day"])
        once = spans.filter(pl.col("written").is_unique())
        meant = names.to_frame().join(once, on="written", how="left", maintain_order="left")
        numbered = pl.Enum(names)
        for side in NAMED:
            place = named[side].cast(numbered).to_physical()
            code = meant["code"].gather(place).cast(pl.Int16).alias(f"ccode{side[-1]}")
            named = named.with_columns(code, meant["kind"].gather(place).alias(f"kind{side[-1]}"))
        several = spans.filter(pl.col("written").is_duplicated() & pl.col("written").is_in(names))
        return _by_day(named, several) if several.height else named

    def _learn(self, names: pl.Series) -> None:
        """Find what names mean that did not occur before."""
        fresh = names.filter(~names.is_in(self.known["written"].implode()))
        if fresh.is_empty():
            return
        if self.known.height > MOST_KNOWN:
            self.known = self.known.clear()
            fresh = names
        found = codes_by_span(fresh, dialect=self.layout.dialect)
        until = pl.col("since").shift(-1).over("written").alias("until")
        new = found.sort("written", "since").with_columns(until)
        self.known = pl.concat([self.known, new])


def _spans_within(known: pl.DataFrame, days: pl.Series) -> pl.DataFrame:
    """Give what names mean from which day on, as far as it matters on some days."""
    until = pl.col("until")
    before = pl.col("since") <= pl.lit(days.max())
    inside = known.filter(before & (until.is_null() | (until > pl.lit(days.min()))))
    return inside.drop("until")


def _by_day(named: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Give codes and kinds of the names that mean one thing on some days, another on others."""
    changing, ordered = spans["written"].unique().implode(), spans.sort("since")
    for side in NAMED:
        code, kind = f"ccode{side[-1]}", f"kind{side[-1]}"
        asked = named.filter(pl.col(side).is_in(changing)).select(side, "day").unique().sort("day")
        found = asked.join_asof(
            ordered,
            left_on="day",
            right_on="since",
            by_left=side,
            by_right="written",
            check_sortedness=False,
        )
        dated = found.select(
            side, "day", pl.col("code").cast(pl.Int16).alias(code), pl.col("kind").alias(kind)
        )
        joined = named.join(
            dated,
            on=[side, "day"],
            how="left",
            suffix="_then",
            maintain_order="left",
        )
        then = [pl.coalesce(name, f"{name}_then").alias(name) for name in (code, kind)]
        named = joined.with_columns(then).drop(f"{code}_then", f"{kind}_then")
    return named


def recognised(path: Path, declared: Mapping[str, str] | None = None) -> Layout:
    """Recognise the layout of a file.

    Parameters
    ----------
    path : pathlib.Path
        The file: plain, gzip or zip.
    declared : mapping, optional
        Our names of columns to those in the file.

    Raises
    ------
    RequestError
        Where it is empty or of no known layout.
    ParseError
        Where it is packed and broken.
    """
    head = first_line(path)
    if not head:
        raise RequestError("the file of events is empty", where=str(path))
    layout = layout_of(head, declared, where=str(path))
    if layout.archive != "own" or "code" not in layout.columns:
        return layout
    codes = [
        _cells(block, layout, ("code",))["code"]
        for block in _without_header(blocks(path, Counter()), layout)
    ]
    zeros_lost = lost_zeros(pl.concat(codes)) if codes else False
    return replace(layout, zeros_lost=zeros_lost)


def of_block(block: bytes, layout: Layout, states: States) -> tuple[pl.DataFrame, Tally]:
    """Read the events of a block, and what became of its lines.

    Parameters
    ----------
    block : bytes
        Whole lines.
    layout : Layout
        As `recognised` gives it.
    states : States
        Finds the states.

    Returns
    -------
    tuple
        The columns of `SCHEMA`, and the count of lines.
    """
    tally = Tally()
    cells = read_cells(block, layout, tally)
    return one_form(cells, layout, states, tally), tally


def whole_blocks(path: Path, layout: Layout, tally: Tally, size: int = BLOCK) -> Iterator[bytes]:
    """Give the lines of a file without its header, and count those that cannot be read.

    Parameters
    ----------
    path : pathlib.Path
        The file: plain, gzip or zip.
    layout : Layout
        Its layout.
    tally : Tally
        Lines that are too long or hold a NUL byte are counted here.
    size : int
        Bytes that are read at once.
    """
    left_out: Counter[str] = Counter()
    yield from _without_header(blocks(path, left_out, size), layout)
    for reason, count in left_out.items():
        tally.lines += count
        tally.lost[reason, ""] += count


def _without_header(parts: Iterator[bytes], layout: Layout) -> Iterator[bytes]:
    """Leave out the line that names the columns, where a file begins with one."""
    for number, block in enumerate(parts):
        rest = block
        if number == 0:
            rest = block.removeprefix(b"\xef\xbb\xbf")
            if layout.has_header:
                rest = rest[rest.find(b"\n") + 1 :]
        if rest and not rest.isspace():
            yield rest


def read_cells(block: bytes, layout: Layout, tally: Tally) -> pl.DataFrame:
    """Read the cells of whole lines; those with another number of columns are counted.

    Parameters
    ----------
    block : bytes
        Whole lines.
    layout : Layout
        Theirs.
    tally : Tally
        Counts lines.
    """
    marks = np.frombuffer(block, dtype=np.uint8)
    lines = _count_of(marks, "\n") + (not block.endswith(b"\n"))
    separators = (len(layout.columns) - 1) * lines
    # no line is longer where all separators are accounted for, none is shorter where the last
    # column is full
    if _count_of(marks, layout.separator) == separators:
        cells = _cells(block, layout, layout.used)
        if cells.height == lines and not cells[layout.used[-1]].null_count():
            tally.lines += lines
            return cells
    return _uneven(block, layout, tally)


def _count_of(marks: NDArray[np.uint8], mark: str) -> int:
    """Count a character among bytes; `bytes.count` takes three times as long."""
    number = ord(mark)
    parts = (marks[begin : begin + AT_ONCE] for begin in range(0, len(marks), AT_ONCE))
    return sum(int(np.count_nonzero(part == number)) for part in parts)


def _uneven(block: bytes, layout: Layout, tally: Tally) -> pl.DataFrame:
    """Read lines of which some have another number of columns, and leave those out."""
    text = block.decode("utf-8", errors="replace").rstrip("\n")
    lines = pl.Series("line", text.split("\n")).str.strip_chars_end("\r")
    lines = lines.filter(lines != "")
    tally.lines += len(lines)
    fits = lines.str.count_matches(layout.separator, literal=True) == len(layout.columns) - 1
    if layout.quoted:
        fits = fits | lines.str.contains('"', literal=True)
    whole = lines.filter(fits)
    if len(whole) < len(lines):
        tally.lost[WIDTH, ""] += len(lines) - len(whole)
    return _cells("\n".join(whole.to_list()).encode() + b"\n", layout, layout.used)


def _cells(block: bytes, layout: Layout, wanted: tuple[str, ...]) -> pl.DataFrame:
    """Read columns of lines as text, those of numbers as these."""
    types = {name: pl.Float64 if name in NUMBERS else pl.String for name in layout.columns}
    if not block or block.isspace():
        return pl.DataFrame(schema={name: types[name] for name in wanted})
    return read_csv(
        block,
        separator=layout.separator,
        has_header=False,
        quote_char='"' if layout.quoted else None,
        schema=types,
        ignore_errors=True,  # a number that is none is null
        encoding="utf8-lossy",
        columns=[layout.columns.index(name) for name in wanted],
        truncate_ragged_lines=True,
    )


def one_form(cells: pl.DataFrame, layout: Layout, states: States, tally: Tally) -> pl.DataFrame:
    """Give events the one form, and count the lines that are none.

    Parameters
    ----------
    cells : polars.DataFrame
        The columns that the layout uses.
    layout : Layout
        Theirs.
    states : States
        Finds the states.
    tally : Tally
        Counts lines.

    Returns
    -------
    polars.DataFrame
        The columns of `SCHEMA`.
    """
    said = layout.expressions()
    read = cells.select(
        *(expression.alias(name) for name, expression in said.items()),
        _again(layout).alias("again"),
    )
    dated = _dated(read, states.latest, tally)
    matched = states.matched(dated)
    # where either is null the comparison is null too, and the line is left out
    is_kept = (matched["ccode1"] != matched["ccode2"]).fill_null(value=False)
    if not is_kept.all():
        _count_parties(matched.select(PARTIES).filter(~is_kept), tally)
    kept = matched.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
    kept = kept.filter(is_kept)
    tally.kept += kept.height
    return kept


def _again(layout: Layout) -> pl.Expr:
    """Tell a line that names the columns once more."""
    first = layout.columns[0]
    is_used = first in layout.used and layout.archive != "own"
    return pl.col(first) == first if is_used else pl.lit(value=False)


def _dated(read: pl.DataFrame, latest: date, tally: Tally) -> pl.DataFrame:
    """Leave out lines without a day or a class, and those of days that had not come."""
    # the producer's own day of addition bounds an event; else the day of the conversion does
    undated = pl.col("day").is_null()
    # in this order: the first that holds
    faults = {
        HEADER: undated & pl.col("again"),
        NO_DAY: undated,
        AFTER: pl.col("day") > pl.coalesce("added", pl.lit(latest)),
        NO_CLASS: pl.col("class").is_null(),
    }
    why = pl.coalesce(pl.when(holds).then(pl.lit(name)) for name, holds in faults.items())
    reasons = read.select(why.alias("why"))["why"]
    if reasons.null_count() == read.height:
        return read
    gone = read.select("code").with_columns(reasons).drop_nulls("why")
    code = pl.when(pl.col("why") == NO_CLASS).then("code").fill_null("").alias("written")
    _count(gone.select(pl.col("why").alias("reason"), code), tally)
    return read.filter(reasons.is_null())


def _count_parties(gone: pl.DataFrame, tally: Tally) -> None:
    """Count the lines without two states: by the first party that is none, else by the second."""
    is_known = pl.col("kind1") == "matched"
    kind = pl.when(is_known).then("kind2").otherwise("kind1")
    name = pl.when(is_known).then("name2").otherwise("name1")
    within = pl.when((pl.col("ccode1") == pl.col("ccode2")).fill_null(value=False))
    named = gone.select(
        within.then(pl.lit(WITHIN)).otherwise(kind.replace(REASONS)).alias("reason"),
        within.then(pl.lit("")).otherwise(name.fill_null("")).alias("written"),
    )
    _count(named, tally)


def _count(gone: pl.DataFrame, tally: Tally) -> None:
    """Add lines to the count of their reasons."""
    for reason, written, count in gone.group_by("reason", "written").len().iter_rows():
        tally.lost[reason, written] += count
