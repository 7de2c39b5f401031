"""Adders: what a source adds to the rows of a panel, in which forms, with which options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import polars as pl

from detente.actors.systems import System
from detente.panel.rows import Rows
from detente.panel.spine import spread

Frames = Mapping[str, pl.DataFrame]
Unit = Literal["state", "pair", "leader", "leader_pair", "fixed", "row", "leader_row"]
"""What a row of a form's columns is about: a state-year, a dyad-year, a leader, two leaders and a
year, a state whenever, or the very rows of the panel (of one with leaders).
"""


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a column was computed from, where it comes from another of the panel.

    Attributes
    ----------
    column : str
        The other column.
    rule : str
        How, as the lineage has it.
    made : str
        What stands behind the label in the codebook.
    offsets : tuple of int
        How many years before a row its values lie; empty where the whole past counts, so that the
        column has an entry of its own in the data dictionary.
    """

    column: str
    rule: str
    made: str = ""
    offsets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns that a form gives.

    Attributes
    ----------
    frame : polars.DataFrame
        Keys (``ccode`` or ``gwcode``, with 1 and 2 for pairs; ``obsid``; ``year``), each once, and
        the columns.
    names : tuple of str
        Its columns without the keys.
    zero : tuple of str
        Columns in which a missing row means zero, but only inside `years`.
    years : tuple of int or None
        First and last year that the source covers; None where it has no year.
    both_ways : bool
        For pairs: whether the frame holds one order only and the value is the same in both; with
        `swap`, the lower code has to stand first.
    swap : tuple of (str, str)
        For such pairs: columns that change places in the other order.
    event : str
        Column that tells whether there was an event; those that are not in `zero` describe it and
        mean nothing without one.
    always : tuple of str
        Columns that stay whatever the option ``keep`` says; where empty, those of `zero` if there
        is an event.
    known : polars.DataFrame or None
        State-years (code, ``year``) that the source speaks of: a missing row is zero only there.
        None where it speaks of all.
    made_from : dict
        For columns that were computed from others of the panel: from which, and how.
    notes : tuple of str
        What a user of the columns should read, one line each.
    """

    frame: pl.DataFrame
    names: tuple[str, ...]
    zero: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    both_ways: bool = False
    swap: tuple[tuple[str, str], ...] = ()
    event: str = ""
    always: tuple[str, ...] = ()
    known: pl.DataFrame | None = None
    made_from: Mapping[str, MadeFrom] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that an adder offers.

    Attributes
    ----------
    default : object
        What holds where nothing is said.
    meaning : str
        One line.
    choices : tuple of str
        The words that are known; empty where the value is a flag, a list or a number.
    many : bool
        Whether several may be given.
    number : bool
        Whether the value is a whole number.
    """

    default: Any
    meaning: str
    choices: tuple[str, ...] = ()
    many: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a form.

    Attributes
    ----------
    rows : Rows
        The keys of the panel.
    data : polars.DataFrame
        The columns that were added before, in the order of the rows.
    options : dict
        Every option of the adder, as given or by default.
    system : {"cow", "gw"}
        Codes that the form is keyed by.
    years : tuple of int
        First and last year that the source covers: as declared, or later where a newer edition was
        taken.
    """

    rows: Rows
    data: pl.DataFrame
    options: Mapping[str, Any]
    system: System
    years: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which an adder can join: at what level, from which tables.

    Attributes
    ----------
    unit : str
        What a row of its columns is about.
    make : callable
        Tables by name and the request, to columns.
    tables : tuple of str
        What it needs of the store, or of the starter.
    system : {"cow", "gw"}
        Codes that it is keyed by.
    starter : bool
        Whether the tables are those of the starter: fewer columns, or others, for a machine without
        the source.
    dyads : bool or None
        True where it stands for pairs only, False for single states (or leaders) only, None for any
        number.
    when : tuple or None
        Option and the values of it for which alone the form is taken; None for all.
    needs : str
        Option without which the form is not taken; empty where it needs none.
    citations : tuple of str
        What to cite where the form rests on the package's own tables of facts.
    edition : str
        Edition for which alone the form is taken, where the adder offers them (`EDITION`); empty
        for all.
    """

    unit: Unit
    make: Callable[[Frames, Request], Columns]
    tables: tuple[str, ...] = ()
    system: System = "cow"
    starter: bool = False
    dyads: bool | None = None
    when: tuple[str, tuple[Any, ...]] | None = None
    needs: str = ""
    citations: tuple[str, ...] = ()
    edition: str = ""


EDITION = Option(
    "official",
    "missing values as null, or the cells as peacesciencer has them, for replication",
    choices=("official", "reference"),
)
"""Option of adders whose source writes codes, or zeros, for missing values."""


def both_editions(form: Form) -> tuple[Form, Form]:
    """Give a form with missing values as null, and its twin with the cells as published.

    Parameters
    ----------
    form : Form
        Its tables have a twin each, ``<table>_published``.

    Examples
    --------
    >>> form = Form("state", lambda tables, request: Columns(tables["x"], ()), tables=("x",))
    >>> [twin.tables for twin in both_editions(form)]
    [('x',), ('x_published',)]
    """
    published = tuple(f"{table}_published" for table in form.tables)
    official = replace(form, edition="official")
    return official, replace(form, edition="reference", tables=published)


def pairs_by_year(spells: pl.DataFrame, *columns: pl.Expr) -> pl.DataFrame:
    """Spread the spells of pairs over their years.

    Parameters
    ----------
    spells : polars.DataFrame
        ``ccode1``, ``ccode2``, ``start`` and ``end`` (years).
    *columns : polars.Expr
        What else is taken of each spell.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``ccode2``, ``year`` and the columns; several rows where spells overlap.

    Examples
    --------
    >>> spells = pl.DataFrame({"ccode1": [2], "ccode2": [20], "start": [1990], "end": [1991]})
    >>> pairs_by_year(spells).rows()
    [(2, 20, 1990), (2, 20, 1991)]
    """
    keys = pl.col("ccode1", "ccode2").cast(pl.Int64)
    return spells.select(keys, spread("start", "end"), *columns).explode("year")


def either_way(frame: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Let what one of a pair does count for the pair: the lower code first, the greatest value of
    both orders.

    Parameters
    ----------
    frame : polars.DataFrame
        Directed: ``ccode1``, ``ccode2``, ``year`` and flags.
    names : tuple of str
        The flags.

    Examples
    --------
    >>> either_way(
    ...     pl.DataFrame({"ccode1": [20, 2], "ccode2": [2, 20], "year": [1990, 1990], "x": [1, 0]}),
    ...     ("x",),
    ... ).rows()
    [(2, 20, 1990, 1)]
    """
    low, high = pl.min_horizontal("ccode1", "ccode2"), pl.max_horizontal("ccode1", "ccode2")
    return (
        frame.with_columns(low.alias("ccode1"), high.alias("ccode2"))
        .sort("ccode1", "ccode2", "year")
        .group_by("ccode1", "ccode2", "year", maintain_order=True)
        .agg(pl.col(names).max())
    )


@dataclass(frozen=True, slots=True)
class Adder:
    """What a source adds to a panel.

    Attributes
    ----------
    id, label : str
        Name on the command line, and what it gives.
    forms : tuple of Form
        Ways to join it, the most direct first.
    options : dict
        What may be chosen.
    """

    id: str
    label: str
    forms: tuple[Form, ...]
    options: Mapping[str, Option] = field(default_factory=dict)
