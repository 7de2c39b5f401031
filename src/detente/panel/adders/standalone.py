"""Laying tables at hand beside rows: what an adder does, without a store.

For measures that the starter is built from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from detente.errors import PanelError
from detente.panel.add import options_of
from detente.panel.adders.base import Frames, Request
from detente.panel.adders.shelf import adder
from detente.panel.join import join
from detente.panel.rows import Rows
from detente.sources.shelf import source_of_table


def beside(rows: Rows, wanted: Mapping[str, Mapping[str, Any]], tables: Frames) -> pl.DataFrame:
    """Lay the columns of several adders beside the rows.

    Parameters
    ----------
    rows : Rows
        The keys of a panel.
    wanted : mapping
        Id of an adder to its options, ``suffix`` among them.
    tables : mapping
        Full tables of the store by name.

    Returns
    -------
    polars.DataFrame
        The keys and the new columns, one row for each of the panel.

    Raises
    ------
    PanelError
        Where no form of an adder can be made from these tables.
    """
    frames = [rows.keys]
    for name, given in wanted.items():
        found, chosen = adder(name), options_of(adder(name), given)
        form = next(
            (
                f
                for f in found.forms
                if not f.starter
                and set(f.tables) <= set(tables)
                and f.tables
                and (f.dyads is None or f.dyads == (len(rows.sides) == 2))
                and (f.when is None or chosen[f.when[0]] in f.when[1])
            ),
            None,
        )
        if form is None:
            raise PanelError(
                f"'{name}' cannot be laid beside these rows: its tables are not at hand",
                near=tuple(t for f in found.forms for t in f.tables),
            )
        spans = [source_of_table(t).years for t in form.tables]
        span = (max(a for a, _ in spans), min(b for _, b in spans))
        made = form.make(
            {t: tables[t] for t in form.tables},
            Request(rows=rows, data=pl.DataFrame(), options=chosen, system=form.system, years=span),
        )
        columns = made if made.years is not None else replace(made, years=span)
        laid = join(rows, columns, form.unit, form.system)
        frames.append(
            laid.rename({c: f"{c}{chosen['suffix']}" for c in laid.columns})
            if chosen["suffix"]
            else laid
        )
    return pl.concat(frames, how="horizontal")
