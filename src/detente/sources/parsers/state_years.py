"""State-years from several files or sheets, side by side in one table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Literal

import polars as pl

KEYS = ["ccode", "year"]


def side_by_side(
    frames: Iterable[pl.DataFrame], *, how: Literal["full", "inner"] = "full"
) -> pl.DataFrame:
    """Join frames of state-years.

    Parameters
    ----------
    frames : iterable of polars.DataFrame
        One at least, each with ``ccode``, ``year`` and columns of its own.
    how : {"full", "inner"}
        Keep the state-years of any frame, or those that all have.

    Returns
    -------
    polars.DataFrame

    Examples
    --------
    >>> first = pl.DataFrame({"ccode": [2], "year": [1990], "x": [1]})
    >>> second = pl.DataFrame({"ccode": [2], "year": [1991], "y": [5]})
    >>> side_by_side([first, second]).sort("year").rows()
    [(2, 1990, 1, None), (2, 1991, None, 5)]
    """
    return reduce(lambda one, other: one.join(other, on=KEYS, how=how, coalesce=True), frames)
