"""Export: a panel as Parquet, CSV, Stata or SPSS, with its labels."""

from __future__ import annotations

import json
import logging
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from detente.columns import Column
from detente.errors import PanelError
from detente.files import write_whole
from detente.panel.formats import LABEL, SPSS, STATA, Format, emptied, labels, statements, too_large
from detente.store.read_back import csv_holds, parquet_holds

logger = logging.getLogger(__name__)
LONGEST_TEXT = 2045
"""Bytes of a text that Stata keeps in its column; longer ones are kept apart."""
CHUNK = 100_000
"""Rows of a Stata file that are read back at once."""
NOTE_BYTES = 80
"""Bytes that SPSS has for a line of a file's note."""
NO_ROOM: dict[Any, str] = {
    pl.Time: "times of day",
    pl.Duration: "spans of time",
    pl.Binary: "bytes",
    pl.Object: "objects",
}
"""Types that neither Stata nor SPSS has, and what they hold."""
MISSING = -9
"""What the field's conflict data write where a number is not known."""


def ending_of(path: Path) -> str:
    """Accept a file's ending, and refuse a path that names no file of a known kind.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Raises
    ------
    PanelError
        For any other ending.

    Examples
    --------
    >>> ending_of(Path("x.CSV"))
    '.csv'
    """
    try:
        folder = path.is_dir()
    except (OSError, ValueError) as error:
        raise PanelError(f"'{str(path)[:60]!r}' is not a path ({error})") from error
    if path.suffix.lower() not in WRITERS or folder:
        raise PanelError(f"'{path}' has no ending that is known", near=tuple(WRITERS))
    return path.suffix.lower()


def write(
    frame: pl.DataFrame, path: Path, codebook: Sequence[Column], versions: Mapping[str, str]
) -> Path:
    """Write a frame, whole or not at all: it is read back before it replaces anything.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    path : pathlib.Path
        Ends in ``.parquet`` (dictionary in the footer), ``.csv``, ``.dta`` or ``.sav`` (labels
        inside).
    codebook : sequence of Column
        Labels, units and what codes stand for.
    versions : mapping
        Source and version of each column.

    Raises
    ------
    PanelError
        For another ending, a missing package or a folder that cannot be written.
    FullDisk, BrokenWrite
        Where there is no room, or the file does not read back; the old one is unchanged.
    """
    ending = ending_of(path)
    writer = WRITERS[ending]
    try:
        write_whole(
            path,
            lambda part: writer.write(frame, part, codebook, versions),
            lambda part: writer.holds(part, frame),
        )
    except OSError as error:
        raise PanelError(
            f"the panel cannot be written ({error.strerror or error})", where=str(path.parent)
        ) from error
    except (ValueError, TypeError, RuntimeError, PolarsError) as error:
        raise PanelError(
            f"the panel cannot be written as {ending} ({str(error).splitlines()[0][:160]})",
            where=str(path),
            next_step="write .parquet, or leave the column out",
        ) from error
    except ModuleNotFoundError as error:
        raise PanelError(
            f"writing {ending} needs the package '{error.name}'",
            next_step="install it with: pip install 'detente[sources]'",
        ) from error
    return path


def _parquet(
    frame: pl.DataFrame, part: Path, codebook: Sequence[Column], versions: Mapping[str, str]
) -> None:
    entries = {}
    for column in codebook:
        entry: dict[str, Any] = {
            "label": column.label,
            "unit": column.unit,
            "source": versions.get(column.name, ""),
        }
        if column.values:
            entry["values"] = {str(code): meaning for code, meaning in column.values}
        entries[column.name] = entry
    frame.write_parquet(
        part,
        compression="zstd",
        compression_level=1,
        statistics=False,
        metadata={"codebook": json.dumps(entries, ensure_ascii=False)},
    )


def _csv(
    frame: pl.DataFrame, part: Path, codebook: Sequence[Column], versions: Mapping[str, str]
) -> None:
    frame.lazy().sink_csv(part)


def _pandas(frame: pl.DataFrame, kind: Format) -> Any:
    """Turn a frame into plain columns, as Stata and SPSS can hold them."""
    for name, of in frame.schema.items():
        held = "lists" if of.is_nested() else NO_ROOM.get(of.base_type(), "")
        if of == pl.String and frame[name].str.contains("\0", literal=True).any():
            held = "texts with the letter U+0000"
        if held:
            raise PanelError(
                f"'{name}' holds {held}, for which {kind.name} has no room",
                next_step="write .parquet, or turn the column into plain text",
            )
    flat = frame.with_columns(pl.col(pl.Boolean).cast(pl.Int8))
    return flat.select(_plain(flat[name], kind.largest) for name in flat.columns).to_pandas()


def _plain(column: pl.Series, largest: float) -> pl.Expr:
    """Turn whole numbers with gaps into floats, and values without room into empty ones.

    A time of a zone is written in UTC, as Parquet keeps it.
    """
    value = pl.col(column.name)
    if column.dtype in (pl.Null, pl.Int128) or column.dtype.is_decimal():
        return value.cast(pl.Float64)
    if isinstance(column.dtype, pl.Datetime):
        aware = value.dt.convert_time_zone("UTC") if column.dtype.time_zone else value
        return aware.dt.replace_time_zone(None)
    if column.dtype in (pl.Categorical, pl.Enum):
        return value.cast(pl.String).fill_null("")
    if column.dtype.is_integer() and column.null_count():
        return value.cast(pl.Float64)
    if column.dtype == pl.String:
        return value.fill_null("")
    if column.dtype.is_float():
        return pl.when(value.abs() <= largest).then(value).alias(column.name)
    return value


def _stata(
    frame: pl.DataFrame, part: Path, codebook: Sequence[Column], versions: Mapping[str, str]
) -> None:
    import pandas as pd

    called, widened = STATA.legal(frame.columns), too_large(frame)
    _say(STATA, frame, called, widened)
    legal = frame.cast(dict.fromkeys(widened, pl.Float64)).rename(called)
    plain = _pandas(legal, STATA)
    dates = {name: "td" for name, kind in legal.schema.items() if kind == pl.Date}
    for name in dates:
        plain[name] = pd.to_datetime(plain[name])
    sources = "; ".join(dict.fromkeys(versions.values()))
    values = {called[column.name]: dict(column.values) for column in codebook if column.values}
    plain.to_stata(
        part,
        write_index=False,
        version=118,
        variable_labels=labels(codebook, called),
        convert_dates=dates,
        convert_strl=_long_texts(legal),
        value_labels=values,
        data_label=textwrap.shorten(sources, LABEL, placeholder=" ..."),
    )


def _say(
    kind: Format, frame: pl.DataFrame, called: dict[str, str], widened: Sequence[str] = ()
) -> None:
    """State what a format's limits change in the file."""
    for line in [*statements(kind, called, widened), *emptied(kind, frame)]:
        logger.warning("%s", line)


def _long_texts(frame: pl.DataFrame) -> list[str]:
    """Name the columns with a text that Stata keeps apart."""
    texts = frame.select(pl.col(pl.String).str.len_bytes().max())
    return [name for name in texts.columns if (texts[name][0] or 0) > LONGEST_TEXT]


def _spss(
    frame: pl.DataFrame, part: Path, codebook: Sequence[Column], versions: Mapping[str, str]
) -> None:
    import pyreadstat

    called = SPSS.legal(frame.columns)
    too_large(frame)
    _say(SPSS, frame, called)
    plain = _pandas(frame.rename(called), SPSS)
    values: dict[str, Any] = {}
    for column in codebook:
        if column.values:
            name = called[column.name]
            as_code = float if plain[name].dtype.kind == "f" else int
            values[name] = {as_code(code): meaning for code, meaning in column.values}
    missing: dict[str, Any] = {
        name: [MISSING] for name, known in values.items() if MISSING in known
    }
    said = labels(codebook, called)
    try:
        pyreadstat.write_sav(
            plain,
            str(part),
            column_labels=[said[name] for name in plain.columns],
            variable_value_labels=values,
            missing_ranges=missing,
            note=_note(versions),
        )
    except Exception as error:  # pyreadstat raises classes of its own
        raise ValueError(str(error)) from error


def _note(versions: Mapping[str, str]) -> list[str]:
    """Write the editions in lines that SPSS has room for: 80 bytes each.

    Examples
    --------
    >>> [len(line) for line in _note({"cinc": "edition " * 12})]
    [77, 23]
    """
    plain = [
        f"{name}: {where}".encode("ascii", "replace").decode() for name, where in versions.items()
    ]
    return [line for text in plain for line in textwrap.wrap(text, NOTE_BYTES)]


def _stata_holds(path: Path, frame: pl.DataFrame) -> bool:
    """Tell whether a Stata file holds the columns and, read to its end, all rows of a frame."""
    import pandas as pd

    rows = 0
    with pd.read_stata(
        path, chunksize=CHUNK, convert_categoricals=False, convert_dates=False
    ) as chunks:
        for chunk in chunks:
            rows += len(chunk)
            if list(chunk.columns) != list(STATA.legal(frame.columns).values()):
                return False
    return rows == frame.height


def _spss_holds(path: Path, frame: pl.DataFrame) -> bool:
    """Tell whether an SPSS file holds the columns and, read to its end, all rows of a frame."""
    import pyreadstat

    columns, _ = pyreadstat.read_sav(str(path), output_format="dict")
    heights = {len(values) for values in columns.values()}
    named = list(SPSS.legal(frame.columns).values())
    return list(columns) == named and heights <= {frame.height}


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written and read back.

    Attributes
    ----------
    write : callable
        Takes the rows, the file, the codebook and the versions.
    holds : callable
        Tells whether a file holds the rows.
    """

    write: Callable[[pl.DataFrame, Path, Sequence[Column], Mapping[str, str]], None]
    holds: Callable[[Path, pl.DataFrame], bool]


WRITERS: dict[str, Writer] = {
    ".parquet": Writer(_parquet, parquet_holds),
    ".csv": Writer(_csv, csv_holds),
    ".dta": Writer(_stata, _stata_holds),
    ".sav": Writer(_spss, _spss_holds),
}
