"""Ethnic and religious fractionalization and polarization."""

from __future__ import annotations

import polars as pl

from detente.actors.changed_codes import match_both_codes
from detente.actors.systems import SYSTEMS, code_name
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request
from detente.sources.dialects import dialect

NAMES = ("ethfrac", "ethpol", "relfrac", "relpol")


def official(tables: Frames, request: Request) -> Columns:
    """Give four indices of the state that the source's own number means in the year."""
    rows = tables["creg"].select("creg_ccode", "year", *NAMES)
    own = dialect("creg")
    matched = match_both_codes(rows, "creg_ccode", system=request.system, dialect=own, table="creg")
    return Columns(matched.frame, NAMES)


def reference(tables: Frames, request: Request) -> Columns:
    """Give four indices by the codes of peacesciencer's table.

    Where it has several rows, gaps take the greatest value and the most divided row stands.
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


EDITION = Option(
    "official",
    "states by the source's own numbers, or by the codes of peacesciencer's table, for replication",
    choices=("official", "reference"),
)
MAKERS = {"official": official, "reference": reference}
FORMS = tuple(
    Form("state", make, tables=("creg",), system=system, when=("edition", (edition,)))
    for edition, make in MAKERS.items()
    for system in SYSTEMS
)
ADDER = Adder(
    "fractionalization",
    "ethnic and religious division",
    forms=FORMS,
    options={"edition": EDITION},
)
