"""Ethnic and religious fractionalization and polarization."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import code_name
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("ethfrac", "ethpol", "relfrac", "relpol")


def full(tables: Frames, request: Request) -> Columns:
    """Give four indices.

    Where the source has several rows, gaps take the greatest value and the most divided row stands.
    """
    code = code_name(request.system)
    unit = [code, "year"]
    rows = tables["creg"].filter(pl.col(code).is_not_null())
    filled = rows.with_columns(
        pl.col(name).fill_null(pl.col(name).max().over(unit)) for name in NAMES
    )
    most_divided_first = filled.sort(
        *unit,
        "ethfrac",
        "relfrac",
        descending=[False, False, True, True],
        nulls_last=True,
        maintain_order=True,
    )
    frame = most_divided_first.unique(unit, keep="first", maintain_order=True)
    return Columns(frame.select(*unit, *NAMES), NAMES)


ADDER = Adder(
    "fractionalization",
    "ethnic and religious division",
    forms=tuple(Form("state", full, tables=("creg",), system=system) for system in ("cow", "gw")),
)
