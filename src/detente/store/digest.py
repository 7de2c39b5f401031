"""Digests of tables that depend neither on the processor nor on how Parquet packs them."""

from __future__ import annotations

import hashlib

import polars as pl

DIGITS = 7
"""Significant digits to which floating-point values are rounded before they are digested."""
BETWEEN = "\x1f"
"""What separates texts: the unit separator, which no text holds."""


def content_of(frame: pl.DataFrame) -> str:
    """Give a digest of the values of a frame.

    Floating-point values count to seven significant digits: sums and fits differ in their last ones
    between processors.

    Parameters
    ----------
    frame : polars.DataFrame
        The values; names, types and order of its columns count, and the order of its rows.

    Examples
    --------
    >>> third = pl.DataFrame({"a": [1 / 3]})
    >>> content_of(third) == content_of(third.select(pl.col("a") + 1e-12))
    True
    >>> content_of(third) == content_of(third.select(pl.col("a") + 1e-6))
    False
    """
    digest = hashlib.sha256()
    for column in frame.iter_columns():
        digest.update(column.name.encode())
        digest.update(str(column.dtype).encode())
        digest.update(column.is_null().to_numpy().tobytes())
        digest.update(_values(column))
    return digest.hexdigest()


def _values(column: pl.Series) -> bytes:
    if column.dtype.is_float():
        # Widened first, so that both widths are rounded alike; adding 0 takes the sign off -0.
        rounded = column.cast(pl.Float64).fill_null(0.0).round_sig_figs(DIGITS)
        return (rounded.to_numpy() + 0.0).tobytes()
    if column.dtype.is_numeric():
        return column.fill_null(0).to_numpy().tobytes()
    return BETWEEN.join(column.cast(pl.String).fill_null("").to_list()).encode()
