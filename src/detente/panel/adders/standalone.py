"""Columns of adders from tables at hand, without a store: for measures built into the starter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from detente.errors import PanelError
from detente.panel.add import columns_of, options_of
from detente.panel.adders.base import Adder, Form, Frames, Request
from detente.panel.adders.shelf import adder
from detente.panel.join import join
from detente.panel.rows import Rows
from detente.panel.supply import applies, common_years, fits
from detente.sources.shelf import source_of_table


def beside(rows: Rows, wanted: Mapping[str, Mapping[str, Any]], tables: Frames) -> pl.DataFrame:
    """Join the columns of several adders to the rows.

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
        member = adder(name)
        options = options_of(member, given)
        form = _form(member, rows, options, tables)
        years = common_years(source_of_table(table).years for table in form.tables)
        request = Request(
            rows=rows, data=pl.DataFrame(), options=options, system=form.system, years=years
        )
        columns = columns_of(form, {table: tables[table] for table in form.tables}, request)
        new = join(rows, columns, form.unit, form.system)
        frames.append(
            new.rename({column: f"{column}{options['suffix']}" for column in new.columns})
        )
    return pl.concat(frames, how="horizontal")


def _form(member: Adder, rows: Rows, options: Mapping[str, Any], tables: Frames) -> Form:
    """Choose the first form that fits the rows and options and whose full tables are there."""
    for form in member.forms:
        at_hand = bool(form.tables) and set(form.tables) <= set(tables)
        if at_hand and not form.starter and fits(form, rows) and applies(form, options):
            return form
    raise PanelError(
        f"'{member.id}' cannot be joined to these rows: its tables are not at hand",
        near=tuple(table for form in member.forms for table in form.tables),
    )
