"""Codes of Gleditsch and Ward turned into those of the Correlates of War, by year."""

from __future__ import annotations

import polars as pl

from detente.actors.crosswalk import codes_by_year
from detente.actors.systems import COMPLETE_TO


def with_cow_codes(frame: pl.DataFrame, **columns: str) -> pl.DataFrame:
    """Add the COW code of each Gleditsch-Ward code in the year of its row.

    Where the two systems part, the counterpart of the year is taken (Germany 260 is 255 from 1991,
    Yemen 678 is 679); a code without a counterpart in its year keeps its number where COW lists
    that number at any time, so that a row outside the years of membership is still reported as
    such, and is null elsewhere (Hyderabad, Vichy France).

    Parameters
    ----------
    frame : polars.DataFrame
        With a column ``year`` and the columns of codes.
    **columns : str
        New column to the column of codes that it is made from.

    Examples
    --------
    >>> rows = pl.DataFrame({"gwcode": [260, 678, 751, 850], "year": [1999, 2015, 1948, 1947]})
    >>> with_cow_codes(rows, ccode="gwcode")["ccode"].to_list()
    [255, 679, None, 850]
    """
    of_year = codes_by_year("gw").select("gwcode", "year", "ccode")
    listed = codes_by_year("cow")["ccode"].unique().implode()
    for new, old in columns.items():
        named = of_year.rename({"gwcode": old, "ccode": "_counterpart", "year": "_year"})
        known_year = pl.col("year").clip(upper_bound=COMPLETE_TO).alias("_year")
        joined = frame.with_columns(known_year).join(
            named, on=[old, "_year"], how="left", maintain_order="left"
        )
        same_number = pl.when(pl.col(old).is_in(listed)).then(pl.col(old))
        counterpart = pl.coalesce("_counterpart", same_number).alias(new)
        frame = joined.with_columns(counterpart).drop("_counterpart", "_year")
    return frame
