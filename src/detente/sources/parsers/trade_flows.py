"""What states import from each other, after several producers, in the form of COW's series.

A row is a pair of states and a year, the lower code first: ``flow1`` is what the first imports from
the second, ``flow2`` what the second imports from the first, in millions of current US dollars.
"""

from __future__ import annotations

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states

KEYS = ["ccode1", "ccode2", "year"]


def pairs(flows: pl.DataFrame) -> Matched:
    """Turn imports by letters of two places into pairs of states.

    Parameters
    ----------
    flows : polars.DataFrame
        ``importer`` and ``exporter`` (ISO letters), ``year``, ``imports`` (millions of current US
        dollars). Several rows of the same states are added up; places that are no state of the
        system in the year are counted in the reports.

    Returns
    -------
    Matched
        ``ccode1`` < ``ccode2``, ``year``, ``flow1``, ``flow2``; null where no row of the two has a
        value.

    Examples
    --------
    >>> flows = {"importer": ["USA", "CAN"], "exporter": ["CAN", "USA"], "year": [2015, 2015]}
    >>> pairs(pl.DataFrame(flows).with_columns(imports=pl.Series([3.0, 2.0]))).frame.rows()
    [(2, 20, 2015, 3.0, 2.0)]
    """
    matched = match_states(flows.drop_nulls("imports"), {"importer": "to", "exporter": "from"})
    between_two = matched.frame.filter(pl.col("to") != pl.col("from"))
    directed = between_two.group_by("to", "from", "year").agg(pl.col("imports").sum())
    buys_first = pl.col("to") < pl.col("from")
    first = directed.filter(buys_first).select("year", ccode1="to", ccode2="from", flow1="imports")
    second = directed.filter(~buys_first).select(
        "year", ccode1="from", ccode2="to", flow2="imports"
    )
    both = first.join(second, on=KEYS, how="full", coalesce=True)
    return matched.with_frame(both.select(*KEYS, "flow1", "flow2").sort(KEYS))
