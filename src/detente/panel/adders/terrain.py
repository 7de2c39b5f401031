"""Rugged terrain of states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import code_name
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("rugged", "newlmtnest")


def full(tables: Frames, request: Request) -> Columns:
    """Give ruggedness and the logged share of mountains, the same in every year."""
    code = code_name(request.system)
    return Columns(
        tables["rugged"]
        .filter(pl.col(code).is_not_null())
        .unique(code, keep="first", maintain_order=True),
        NAMES,
    )


ADDER = Adder(
    "terrain",
    "rugged terrain",
    forms=tuple(Form("fixed", full, tables=("rugged",), system=system) for system in ("cow", "gw")),
)
