"""Schemas of derived tables: columns, units, how they are stored, and when rows were observed.

A table declares itself in ``store/tables/<id>.toml``. One without a declaration, such as a parsed
source, is handed out as it is stored, and its calendar follows its columns (see
`detente.store.cut`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import polars as pl
import tomli

from detente.calendar import declared_calendar
from detente.errors import PanelError, StoreError
from detente.grain import require_unique

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
DTYPES: tuple[type[pl.DataType], ...] = (
    pl.Boolean,
    pl.Categorical,
    pl.Date,
    pl.Float32,
    pl.Float64,
    pl.Int8,
    pl.Int16,
    pl.Int32,
    pl.Int64,
    pl.String,
    pl.UInt8,
)
PLAIN_DTYPES = {dtype.__name__: dtype() for dtype in DTYPES}
ENUM = "Enum"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a derived table.

    Attributes
    ----------
    name : str
        Its name in a frame of the catalog.
    stored : str
        Its name in the file.
    dtype : polars.DataType
        Its type in the file.
    unit : str
        Unit of the value that the catalog gives.
    null : str
        What a missing value means; empty where none may be missing.
    scale : int
        The stored integer divided by this is the value.
    digits : int or None
        Significant digits to which the starter rounds it, where the last ones depend on the
        processor.
    """

    name: str
    stored: str
    dtype: pl.DataType
    unit: str
    null: str = ""
    scale: int = 1
    digits: int | None = None

    @property
    def value(self) -> pl.Expr:
        """The value of the stored number, under the name that the catalog gives it."""
        stored = pl.col(self.stored)
        if self.scale == 1:
            return stored.alias(self.name)
        # Polars divides by a constant by multiplying with its reciprocal, which may miss the
        # nearest value by a bit; rounding to the decimals of the scale gives the nearest.
        return (stored / self.scale).round(_decimals(self.scale)).alias(self.name)


def _decimals(scale: int) -> int:
    """Give the decimals that a whole number divided by the scale can have."""
    return next(digits for digits in range(10) if 10**digits % scale == 0)


@dataclass(frozen=True, slots=True)
class TableCalendar:
    """When the rows of a table were observed.

    Attributes
    ----------
    known : tuple of str
        Columns whose sum, plus `lag`, is the year (or day) in which a row was observed; empty for a
        table without time.
    lag : int
        Years added; negative where a row is about a later year than it was made in.
    ends : str
        Column with the end of a spell: what ends after the day is cut at the day; empty where there
        is none.
    after : dict
        Column to the years after its row's year in which it becomes known; null before.
    dated : tuple of str
        Columns that hold a year, known only when it is over, or a day; null before.
    over : tuple of str
        Columns that describe a whole spell, such as its outcome: null until `ends` is reached.
    made : int or None
        Year in which the whole table was made, for projections; nothing of it is known before.
    revised : bool
        Whether the table is estimated from all years at once: present edition, not vintage.
    """

    known: tuple[str, ...] = ()
    lag: int = 0
    ends: str = ""
    after: Mapping[str, int] = field(default_factory=dict)
    dated: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    made: int | None = None
    revised: bool = False


@dataclass(frozen=True, slots=True)
class TableSchema:
    """What a derived table holds.

    Attributes
    ----------
    id, title : str
        Its name, and what it is called in the docs.
    keys : tuple of str
        Columns that name a row.
    columns : tuple of Column
        Exactly these, in this order.
    calendar : TableCalendar
        When its rows were observed.
    """

    id: str
    title: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    calendar: TableCalendar

    @property
    def stored(self) -> dict[str, pl.DataType]:
        """Columns and types of the file."""
        return {column.stored: column.dtype for column in self.columns}


def declared_tables() -> tuple[str, ...]:
    """Name the tables that declare themselves.

    Examples
    --------
    >>> "agreement" in declared_tables()
    True
    """
    folder = files("detente.store").joinpath("tables")
    names = (path.name for path in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def schema_of(table: str) -> TableSchema | None:
    """Read the declaration of a table; None where it has none.

    Parameters
    ----------
    table : str
        Its name.

    Raises
    ------
    StoreError
        Where the declaration lacks a field or names an unknown type.

    Examples
    --------
    >>> pi = schema_of("agreement").columns[3]
    >>> pi.name, pi.stored, pi.scale
    ('pi', 'pi_thousandths', 1000)
    """
    declaration = _declaration(table)
    return read_schema(table, declaration) if declaration else None


@cache
def _declaration(table: str) -> dict[str, Any]:
    path = files("detente.store").joinpath(f"tables/{table}.toml")
    return tomli.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def read_schema(table: str, raw: Mapping[str, Any]) -> TableSchema:
    """Make a schema of a parsed declaration.

    Parameters
    ----------
    table : str
        Its name.
    raw : dict
        ``title``, ``keys``, ``columns`` and, where the columns do not say it, ``calendar``.

    Raises
    ------
    StoreError
        Where it lacks a field or names an unknown type.
    """
    where = f"store/tables/{table}.toml"
    try:
        columns = tuple(
            column
            for name, entry in raw["columns"].items()
            for column in _columns(name, entry, where)
        )
        names = tuple(column.name for column in columns)
        calendar = calendar_by_columns(names)
        if "calendar" in raw:
            calendar = _calendar(raw["calendar"])
        return TableSchema(
            id=table,
            title=str(raw["title"]),
            keys=tuple(raw["keys"]),
            columns=columns,
            calendar=calendar,
        )
    except KeyError as error:
        raise StoreError(f"the declaration lacks {error}", where=where) from None
    except TypeError as error:
        raise StoreError(f"the declaration cannot be read ({error})", where=where) from None


def _columns(name: str, entry: Mapping[str, Any], where: str) -> list[Column]:
    """Read one entry: a column, or a numbered family of them, such as ``adopted_*``."""
    names = [name]
    if "count" in entry:
        names = [name.replace("*", str(number)) for number in range(entry["count"])]
    return [_column(each, entry, where) for each in names]


def _column(name: str, entry: Mapping[str, Any], where: str) -> Column:
    given: dict[str, Any] = {"stored": name, "unit": entry["unit"]}
    given |= {key: value for key, value in entry.items() if key not in ("count", "values")}
    return Column(name=name, **{**given, "dtype": _dtype(entry, where)})


def _dtype(entry: Mapping[str, Any], where: str) -> pl.DataType:
    name = entry["dtype"]
    if name == ENUM:
        return pl.Enum(entry["values"])
    if name not in PLAIN_DTYPES:
        raise StoreError(f"dtype '{name}' is not known", where=where, near=(*PLAIN_DTYPES, ENUM))
    return PLAIN_DTYPES[name]


def _calendar(raw: Mapping[str, Any]) -> TableCalendar:
    given: dict[str, Any] = dict(raw)
    for name in ("known", "dated", "over"):
        given[name] = tuple(raw.get(name, ()))
    return TableCalendar(**given)


def calendar_by_columns(columns: tuple[str, ...]) -> TableCalendar:
    """Give the calendar that the names of columns imply.

    A ``year`` means that year's 31 December, a ``date`` is a day, a ``start`` opens a spell that an
    ``end`` closes; a table with none of them has no time.

    Examples
    --------
    >>> calendar_by_columns(("ccode", "year", "x")).known
    ('year',)
    >>> calendar_by_columns(("start", "end")).ends
    'end'
    """
    for name in ("year", "date", "start"):
        if name in columns:
            ends = "end" if name == "start" and "end" in columns else ""
            return TableCalendar(known=(name,), ends=ends)
    return TableCalendar()


def calendar_of(table: str, columns: tuple[str, ...]) -> TableCalendar:
    """Give the calendar of a table: as it or its source declares it, else as its columns imply.

    Parameters
    ----------
    table : str
        Its name.
    columns : tuple of str
        Its columns.

    Examples
    --------
    >>> calendar_of("unknown", ("ccode", "year", "x")).known
    ('year',)
    """
    schema = schema_of(table)
    if schema is not None:
        return schema.calendar
    declared = declared_calendar(table)
    return _calendar(declared) if declared else calendar_by_columns(columns)


def is_revised(table: str) -> bool:
    """Say whether a table is estimated from all years at once: present edition, not vintage.

    Examples
    --------
    >>> is_revised("positions"), is_revised("vdem"), is_revised("agreement")
    (True, True, False)
    """
    return calendar_of(table, ()).revised


def check_stored(table: str, stored: Mapping[str, pl.DataType], *, where: str) -> None:
    """Refuse a file whose columns are not those that its table declares.

    Parameters
    ----------
    table : str
        Its name; one without a declaration passes.
    stored : mapping
        Columns of the file and their types.
    where : str
        What the message calls the file.

    Raises
    ------
    StoreError
        Naming the first column that is missing, not declared, or of another type.
    """
    schema = schema_of(table)
    if schema is None:
        return
    advice = "build it again: detente starter build"
    for name, dtype in schema.stored.items():
        if name not in stored:
            raise StoreError(
                f"table '{table}' lacks the column '{name}'", where=where, next_step=advice
            )
        if stored[name] != dtype:
            raise StoreError(
                f"column '{name}' of table '{table}' is {stored[name]}, declared is {dtype}",
                where=where,
                next_step=advice,
            )
    for name in stored:
        if name not in schema.stored:
            raise StoreError(
                f"column '{name}' of table '{table}' is not declared",
                where=where,
                next_step=advice,
            )


def check(table: str, frame: pl.DataFrame) -> None:
    """Refuse a derived table that is not what it declares.

    Parameters
    ----------
    table : str
        Its name; one without a declaration passes.
    frame : polars.DataFrame
        The table as it is to be stored.

    Raises
    ------
    StoreError
        Where a column is missing, not declared or of another type, the table is empty, a key is
        doubled, or a value is missing that may not be.
    """
    schema = schema_of(table)
    if schema is None:
        return
    where = f"table '{table}'"
    check_stored(table, dict(frame.schema), where=where)
    if frame.is_empty():
        raise StoreError("the table is empty", where=where)
    if frame.columns != list(schema.stored):
        raise StoreError(
            f"its columns are not in the order declared: {', '.join(schema.stored)}", where=where
        )
    for column in schema.columns:
        missing = frame[column.stored].null_count()
        if missing and not column.null:
            raise StoreError(
                f"{missing} values of '{column.stored}' are missing, "
                "which the declaration does not explain",
                where=where,
            )
    try:
        require_unique(frame, schema.keys, where=where)
    except PanelError as error:
        raise StoreError(str(error)) from None


def undo_scale(frame: Frame, table: str) -> Frame:
    """Give the values of a stored table under the names that the catalog uses.

    Parameters
    ----------
    frame : polars.DataFrame or polars.LazyFrame
        The table as it is stored; one without a declaration comes back as it is.
    table : str
        Its name.

    Examples
    --------
    >>> stored = pl.DataFrame({"ccode1": 2, "ccode2": 365, "year": 2010})
    >>> stored = stored.with_columns(events=10, hostile_thousandths=250)
    >>> undo_scale(stored, "events")["hostile"].to_list()
    [0.25]
    """
    schema = schema_of(table)
    if schema is None:
        return frame
    as_stored = all(c.scale == 1 and c.name == c.stored for c in schema.columns)
    return frame if as_stored else frame.select(column.value for column in schema.columns)


def rounded(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Round the columns whose last digits depend on the processor, as the table declares.

    Parameters
    ----------
    frame : polars.DataFrame
        The table as it was computed.
    table : str
        Its name.
    """
    schema = schema_of(table)
    if schema is None:
        return frame
    return frame.with_columns(
        pl.col(column.stored).round_sig_figs(column.digits)
        for column in schema.columns
        if column.digits is not None
    )


def described(table: str) -> dict[str, Any]:
    """Give the declaration of a table as plain data, for the manifest; empty where it has none.

    Parameters
    ----------
    table : str
        Its name.
    """
    schema = schema_of(table)
    if schema is None:
        return {}
    calendar = {name: value for name, value in asdict(schema.calendar).items() if value}
    return {**_declaration(table), "calendar": calendar}
