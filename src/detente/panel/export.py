"""Export: a panel as Parquet, CSV or Stata, with its labels."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import polars as pl

from detente.columns import Column
from detente.errors import PanelError

ENDINGS = (".parquet", ".csv", ".dta")


def ending_of(path: Path) -> str:
    """Accept a file's ending, and refuse a path that names no file of a known kind.

    Raises
    ------
    PanelError
        For any other ending.

    Examples
    --------
    >>> ending_of(Path("x.CSV"))
    '.csv'
    """
    if path.suffix.lower() not in ENDINGS or path.is_dir():
        raise PanelError(f"'{path}' has no ending that is known", near=ENDINGS)
    return path.suffix.lower()


def write(frame: pl.DataFrame, path: Path, codebook: Sequence[Column], versions: Mapping[str, str]) -> Path:
    """Write a frame, whole or not at all.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    path : pathlib.Path
        Ends in ``.parquet`` (dictionary in the footer), ``.csv`` or ``.dta`` (labels inside).
    codebook : sequence of Column
        Labels and units.
    versions : mapping
        Source and version of each column.

    Raises
    ------
    PanelError
        For another ending, a missing package or a folder that cannot be written.
    """
    ending = ending_of(path)
    part = path.with_name(f".{path.stem}.{os.getpid()}{ending}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if ending == ".parquet":
            entries = {c.name: {"label": c.label, "unit": c.unit, "source": versions.get(c.name, "")} for c in codebook}
            frame.write_parquet(part, compression="zstd", metadata={"codebook": json.dumps(entries, ensure_ascii=False)})
        elif ending == ".csv":
            frame.write_csv(part)
        else:
            _stata(frame, part, codebook)
        part.replace(path)
    except OSError as error:
        raise PanelError(f"the panel cannot be written ({error.strerror or error})", where=str(path.parent)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return path


def _stata(frame: pl.DataFrame, part: Path, codebook: Sequence[Column]) -> None:
    try:
        import pandas  # noqa: F401
        import pyreadstat
    except ModuleNotFoundError as error:
        raise PanelError(f"writing .dta needs the package '{error.name}'",
                         next_step="install it with: pip install 'detente[sources]'") from error
    labels: list[str | None] = [f"{c.label} ({c.unit})"[:80] for c in codebook]
    pyreadstat.write_dta(frame.to_pandas(), str(part), column_labels=labels, version=15)
