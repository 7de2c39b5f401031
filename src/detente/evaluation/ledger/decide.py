"""Reading the answer to a question from the tables, as a view knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from detente.actors.checked import facts_checked_to
from detente.calendar import last_day
from detente.errors import LedgerError, MissingTable, UnknownSource
from detente.evaluation.ledger.condition import (
    ALL,
    FACTS,
    RECORDS,
    TOGETHER,
    Condition,
    Where,
    named,
)
from detente.evaluation.ledger.records import record_frame
from detente.store.catalog import Catalog

COLUMN, OVER = "_value", "_over"
YEAR_END = (12, 15)
"""Month and day from which the last year of a source counts as whole."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the tables say of a question.

    Attributes
    ----------
    value : float or None
        1 for yes, 0 for no, the value where one was asked for; None where they do not say yet.
    seen : float or None
        What was made of the rows, before it is compared.
    why : str
        Why there is no answer; empty where there is one.
    """

    value: float | None = None
    seen: float | None = None
    why: str = ""


def decide(catalog: Catalog, condition: Condition) -> Answer:
    """Ask the tables.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    condition : Condition
        What decides the question.

    Raises
    ------
    LedgerError
        Where the question asks for a column that the table does not have.

    Examples
    --------
    >>> from detente.store.catalog import default_catalog
    >>> where = {"ccode": [365], "year": [2012]}
    >>> free = Condition(
    ...     table="regime", column="polyarchy", where=where, way="below", threshold=0.5
    ... )
    >>> decide(default_catalog(), free).value
    1.0
    """
    waiting = _not_known(catalog, condition)
    if waiting and not condition.is_settled_by_more:
        return Answer(why=waiting)
    try:
        seen, why = _seen(catalog, condition)
    except MissingTable:
        return Answer(why=f"the table '{condition.table}' is not in the store")
    if seen is None:
        return Answer(why=waiting or why)
    if not condition.is_yes_or_no:
        return Answer(seen, seen)
    came = condition.says(seen)
    # more rows may still come, and could only turn a no into a yes
    if waiting and not came:
        return Answer(seen=seen, why=waiting)
    return Answer(float(came), seen)


def _not_known(catalog: Catalog, condition: Condition) -> str:
    """Say how far the data reach where they do not reach far enough; empty where they do."""
    if not condition.known:
        return ""
    source, reach = condition.known
    day = day_of(catalog)
    if source == FACTS:
        known_to, wanted = min(day, facts_checked_to()), _as_day(reach)
        return "" if known_to >= wanted else f"our records are checked to {known_to}"
    try:
        last = _last_whole(catalog, source)
    except UnknownSource as error:
        raise LedgerError(str(error)) from error
    return "" if last >= int(reach[:4]) else f"the data of '{source}' end in {last}"


def _last_whole(catalog: Catalog, source: str) -> int:
    """Give the last year that a source has as a whole."""
    last, ends = catalog.last_year(source), last_day(source)
    is_cut = ends is not None and ends.year == last and (ends.month, ends.day) < YEAR_END
    return last - 1 if is_cut else last


def _as_day(reach: str) -> date:
    return date(int(reach), 12, 31) if reach.isdecimal() else date.fromisoformat(reach)


def _seen(catalog: Catalog, condition: Condition) -> tuple[float | None, str]:
    """Make one value of the rows; None and the reason where they do not give one."""
    value, why = _value(catalog, condition, condition.where)
    if value is None or not condition.per:
        return value, why
    below, why = _value(catalog, condition, condition.per)
    if not below:
        return None, why or "what it is divided by is zero"
    return value / below, ""


def _value(catalog: Catalog, condition: Condition, where: Where) -> tuple[float | None, str]:
    frame = _frame(catalog, condition.table, where)
    schema = frame.collect_schema()
    over = condition.over or condition.column
    plus = condition.plus or condition.column
    for name in (condition.column, plus, over, *_names(where)):
        if name not in schema:
            raise LedgerError(
                f"the table '{condition.table}' has no column '{name}'",
                near=tuple(schema.names())[:12],
                next_step="correct what decides the question",
            )
    counted = condition.take == "count"
    value = pl.lit(1.0) if counted else pl.col(condition.column).cast(pl.Float64)
    if condition.plus:
        value = value + pl.col(condition.plus).cast(pl.Float64)
    kept = frame.filter(*_filters(where, schema))
    read = kept.select(value.alias(COLUMN), pl.col(over).is_not_null().alias("_there"))
    if condition.over:
        read = kept.select(value.alias(COLUMN), pl.col(over).cast(pl.Float64).alias(OVER))
    rows = read.collect()
    return _made_of(rows, condition, where)


def _made_of(rows: pl.DataFrame, condition: Condition, where: Where) -> tuple[float | None, str]:
    """Make one value of the rows that were found."""
    if condition.take == "count":
        return float(rows.height), ""
    known = rows.drop_nulls()
    wanted = named(where)
    if condition.rows == ALL and known.height < wanted:
        return None, f"{known.height} of {wanted} values are known"
    if known.is_empty():
        return None, "no value is known"
    if condition.over:
        total = float(known[OVER].sum())
        return (float(known[COLUMN].sum()) / total, "") if total else (None, "the base is zero")
    values = known[COLUMN]
    found: Mapping[str, Any] = {
        "sum": values.sum,
        "mean": values.mean,
        "largest": values.max,
        "least": values.min,
    }
    return float(found[condition.take]()), ""


def _frame(catalog: Catalog, table: str, where: Where) -> pl.LazyFrame:
    if table.startswith(RECORDS):
        return record_frame(table, where, day_of(catalog))
    return catalog.scan(table)


def _names(where: Where) -> list[str]:
    return [name for joined in where for name in joined.split(TOGETHER)]


def _filters(where: Where, schema: pl.Schema) -> list[pl.Expr]:
    return [_filter(name, values, schema) for name, values in where.items()]


def _filter(joined: str, values: Any, schema: pl.Schema) -> pl.Expr:
    """Ask a column, or several together, for some values or a range."""
    names = joined.split(TOGETHER)
    if isinstance(values, Mapping):
        low, high = (_typed(values[end], schema[joined]) for end in ("from", "to"))
        return _read(joined, schema).is_between(low, high)
    if len(names) == 1:
        return _read(joined, schema).is_in([_typed(one, schema[joined]) for one in values])
    cases = [
        pl.all_horizontal(
            _read(name, schema) == _typed(part, schema[name])
            for name, part in zip(names, one, strict=True)
        )
        for one in values
    ]
    return pl.any_horizontal(cases)


def _read(name: str, schema: pl.Schema) -> pl.Expr:
    """Read a column; one of letters or of a list of words as text."""
    is_words = schema[name] in (pl.Categorical, pl.Enum)
    return pl.col(name).cast(pl.String) if is_words else pl.col(name)


def _typed(value: Any, dtype: pl.DataType) -> Any:
    is_day = dtype == pl.Date and isinstance(value, str)
    return date.fromisoformat(value) if is_day else value


def day_of(catalog: Catalog) -> date:
    """Give the day from which a catalog looks at the data; the day of the facts where it is whole.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    """
    return catalog.day or facts_checked_to()
