"""Names, letters and codes of a frame matched to states by each row's own date.

The one way from what a producer or a user writes to the codes of a state system. What is not
matched is counted by kind in a report: a row may be left out, but never without a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from detente.actors.match_report import LOSSES, Lost, Matched, MatchReport, lost_of
from detente.actors.meanings import ELSEWHERE, FORMER, Dialect, meanings_with
from detente.actors.names import fold
from detente.actors.states import FIRST_DAY
from detente.actors.systems import System, code_name, require_system
from detente.errors import RequestError
from detente.span import OPEN_END

NAMES = {"key": pl.String, "name": pl.String}
"""A key, and its name without what does not matter when names are compared."""
ALL_DAYS = {"first": pl.lit(FIRST_DAY), "last": pl.lit(OPEN_END)}
"""What rows without time mean."""
NO_NAME = ("", ".", "na", "n/a", "nan", "none", "null", "-", "--", "---")
"""What files write where they name nobody."""
WRITTEN = ["written", "since", "until"]
"""A name or code and its first and last date, as the frame has them."""
PAIR = ["key", "first", "last"]
"""A key and the first and last day that its row means."""


def match_states(
    frame: pl.DataFrame,
    columns: str | Mapping[str, str],
    *,
    when: str | tuple[str, str] | None = "year",
    system: System = "cow",
    dialect: Dialect | None = None,
    table: str = "",
    keep_outside: bool = False,
    keep_all: bool = False,
) -> Matched:
    """Match names, letters or codes to the states of a system, each row by its own date.

    A code may be a number, or text with leading zeros or a fraction of zero; names and letters may
    be in any case. A row with a year means the state that held the name on 31 December, else the
    one that held it last in that year. Letters that a state has changed since (SUN, YUG, SCG, and
    ROM, ZAR, TMP, KSV) still mean it; letters of a successor do not reach back.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    columns : str or mapping
        Column to match, or columns with the names of the columns of codes that they become. One
        column becomes ``ccode`` or ``gwcode``.
    when : str, tuple of str or None
        Column with the year or the day of each row, or those with its first and last; None where
        rows have no time, so that only a name that meant one state at all times is matched.
    system : {"cow", "gw"}
        The state system.
    dialect : Dialect, optional
        What one producer means by names or numbers of its own.
    table : str
        What the report calls the frame.
    keep_outside : bool
        Keep rows of states that were not in the system then, with the code nearest in time.
    keep_all : bool
        Keep the other rows too, with a null code.

    Returns
    -------
    Matched
        The rows whose columns are all matched, or all of them, codes first and the columns matched
        gone; and a report for each column.

    Raises
    ------
    RequestError
        Where a column is missing.

    Examples
    --------
    >>> views = pl.DataFrame(
    ...     {"country": ["Germany", "ROU", "Kosovo", "World"], "year": [1985, 1995, 2005, 2005]}
    ... )
    >>> matched = match_states(views, "country", table="views")
    >>> matched.frame.rows()
    [(360, 1995)]
    >>> report = matched.reports[0]
    >>> report.ambiguous.examples, report.outside.examples, report.not_states.examples
    (('Germany 1985: 1 row',), ('Kosovo 2005: 1 row',), ('World 2005: 1 row',))
    """
    targets = {columns: code_name(system)} if isinstance(columns, str) else dict(columns)
    first, last = (when, when) if when is None or isinstance(when, str) else when
    _require_columns(frame, [*targets, *(name for name in (first, last) if name)], table)
    options = meanings_with(require_system(system), dialect)
    dates = [_or_null(first).alias("since"), _or_null(last).alias("until")]
    stay = LOSSES if keep_all else ("outside",) if keep_outside else ()
    reports, codes = [], []
    for column, target in targets.items():
        written = frame.select(pl.col(column).alias("written"), *dates)
        pairs = _read(written.group_by(WRITTEN).len("rows"), dated=when is not None)
        meant = _meanings(pairs, options, dated=when is not None, keep_outside=keep_outside)
        report = _report(meant, table=table, column=column, target=target)
        reports.append(replace(report, kept=stay))
        found = written.join(meant, on=WRITTEN, how="left", nulls_equal=True, maintain_order="left")
        codes.append(found["code"].alias(target))
    rest = frame.drop(set(targets) | (set(targets.values()) & set(frame.columns)))
    matched = pl.concat([pl.DataFrame(codes), rest], how="horizontal")
    if not keep_all:
        matched = matched.drop_nulls(list(targets.values()))
    return Matched(matched, tuple(reports))


def codes_by_day(
    written: pl.DataFrame, *, system: System = "cow", dialect: Dialect | None = None
) -> pl.DataFrame:
    """Say of each name or code and day which state it means, or of which kind it is.

    For tables that are too long to be matched whole: their names and days occur again and again.

    Parameters
    ----------
    written : polars.DataFrame
        ``written`` (name, letters or code, as text) and ``day``, each combination once.
    system : {"cow", "gw"}
        The state system.
    dialect : Dialect, optional
        What one producer means by names or numbers of its own.

    Returns
    -------
    polars.DataFrame
        ``written``, ``day``, ``code`` (null where it is no state of that day) and ``kind``:
        ``"matched"``, or a kind of loss as `MatchReport` has them.

    Examples
    --------
    >>> from datetime import date
    >>> two = pl.DataFrame({"written": ["DEU", "World"], "day": [date(1995, 1, 1)] * 2})
    >>> codes_by_day(two).sort("written").select("code", "kind").rows()
    [(255, 'matched'), (None, 'not_states')]
    """
    day = pl.col("day")
    asked = written.select(
        "written", day.alias("since"), day.alias("until"), pl.lit(1).alias("rows")
    )
    options = meanings_with(require_system(system), dialect)
    meant = _meanings(_read(asked, dated=True), options, dated=True, keep_outside=False)
    return meant.select("written", pl.col("since").alias("day"), "code", "kind")


def codes_by_span(names: pl.Series, *, dialect: Dialect | None = None) -> pl.DataFrame:
    """Say of each name or code which state of the CoW system it means, from which day on.

    Parameters
    ----------
    names : polars.Series
        Names, letters or codes, as text; each once.
    dialect : Dialect, optional
        What one producer means by names of its own.

    Returns
    -------
    polars.DataFrame
        ``written``, ``since`` (the first day), ``code`` and ``kind`` as `codes_by_day` has them,
        until the next row of the same name; in the order of names and days.

    Examples
    --------
    >>> spans = codes_by_span(pl.Series(["DEU"])).filter(pl.col("code").is_not_null())
    >>> spans.select(pl.col("since").dt.year(), "code").rows()[-2:]
    [(1955, 260), (1990, 255)]
    """
    meant = meanings_with("cow", dialect)
    written = names.cast(pl.String).to_frame("written")
    keys = written.select(_key(pl.String()).fill_null(""))["written"]
    folded = pl.Series("name", [fold(key) for key in keys], dtype=pl.String)
    written = written.with_columns(folded)
    options = written.join(meant, on="name")
    after = pl.col("to").dt.offset_by("1d")
    # a meaning changes on the first day of a span, or on the day after its last
    begun = options.select("written", pl.col("from").alias("day"))
    ended = options.filter(pl.col("to") < OPEN_END).select("written", after.alias("day"))
    always = written.select("written", pl.lit(FIRST_DAY).alias("day"))
    asked = pl.concat([always, begun, ended]).drop_nulls().unique()
    found = codes_by_day(asked, dialect=dialect).rename({"day": "since"}).sort("written", "since")
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(name).shift()) for name in ("written", "code", "kind")
    )
    return found.filter(~same)


def _require_columns(frame: pl.DataFrame, names: list[str], table: str) -> None:
    """Refuse a frame without a column that is to be matched."""
    for name in names:
        if name not in frame.columns:
            raise RequestError(
                f"column '{name}' is missing", where=table, near=tuple(frame.columns[:8])
            )


def _or_null(when: str | None) -> pl.Expr:
    """Take a column of dates; null where rows have no time."""
    return pl.col(when) if when else pl.lit(None, dtype=pl.Int64)


def _read(written: pl.DataFrame, *, dated: bool) -> pl.DataFrame:
    """Read each name or code, and the first and last day that its dates mean."""
    days = ALL_DAYS
    if dated:
        first = _day("since", written.schema["since"], month=1, day=1)
        last = _day("until", written.schema["until"], month=12, day=31)
        days = {"first": first, "last": last}
    return written.with_columns(_key(written.schema["written"]).alias("key"), **days)


def _key(dtype: pl.DataType) -> pl.Expr:
    """Read a name or a code as text.

    A code loses leading zeros and a fraction of zero; what names nobody is null.
    """
    text = pl.col("written").cast(pl.String).str.strip_chars()
    code = text.str.extract(r"^0*(\d{1,9})(?:\.0*)?$")
    # negative numbers are the field's marks of a missing code
    is_mark = text.str.contains(r"^-\d+(\.0*)?$")
    names_nobody = text.str.to_lowercase().is_in(NO_NAME) | is_mark
    if dtype.is_float():
        names_nobody = names_nobody | pl.col("written").is_nan()
    return pl.when(~names_nobody).then(pl.coalesce(code, text))


def _day(column: str, dtype: pl.DataType, *, month: int, day: int) -> pl.Expr:
    """Read a date; a year means its first or its last day."""
    if dtype == pl.Date or isinstance(dtype, pl.Datetime):
        return pl.col(column).cast(pl.Date)
    # an hour of the day or a span of time is no date: its text is none either
    text = pl.col(column).cast(pl.String).str.strip_chars()
    number = text.str.extract(r"^(\d{1,4})(?:\.0*)?$").cast(pl.Int32)
    year = pl.when(number > 0).then(number)
    whole = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return pl.coalesce(pl.date(year, month, day), whole)


def _meanings(
    pairs: pl.DataFrame, meanings: pl.DataFrame, *, dated: bool, keep_outside: bool
) -> pl.DataFrame:
    """Say of each key and date which code it means, or of which kind it is."""
    keys = pairs["key"].drop_nulls().unique()
    folded = [fold(key) for key in keys]
    names = pl.DataFrame({"key": keys, "name": folded}, schema=NAMES)
    asked = pairs.join(names, on="key", how="left").with_row_index("pair")
    options = asked.join(meanings, on="name", how="inner")
    known = options.group_by("pair").agg(pl.col("code").is_null().all().alias("never"))
    found = asked.join(_best(options, dated=dated), on="pair", how="left").join(
        known, on="pair", how="left"
    )
    meant = found.with_columns(_kind().alias("kind"))
    if not keep_outside:
        return meant
    is_outside = pl.col("kind") == "outside"
    # a state of the other system alone has no code to be kept under
    kind = pl.when(is_outside & pl.col("near").is_null()).then(pl.lit("not_states"))
    code = pl.when(is_outside).then("near").otherwise("code")
    near = meant.join(_nearest(options), on="pair", how="left")
    return near.with_columns(kind.otherwise("kind").alias("kind"), code.alias("code"))


def _kind() -> pl.Expr:
    """Say whether a key is matched, or why not."""
    codes, never = pl.col("codes"), pl.col("never")
    # in this order: the first that holds
    kinds = {
        "empty": pl.any_horizontal(pl.col(PAIR).is_null()),
        "matched": codes == 1,
        "ambiguous": codes > 1,
        "not_states": pl.col("nobody") | never,
        "outside": never.is_not_null(),
    }
    said = [pl.when(holds).then(pl.lit(kind)) for kind, holds in kinds.items()]
    return pl.coalesce(*said, pl.lit("unknown"))


def _best(options: pl.DataFrame, *, dated: bool) -> pl.DataFrame:
    """Give the code that each key means on its date, and how many would fit."""
    overlaps = (pl.col("from") <= pl.col("last")) & (pl.col("to") >= pl.col("first"))
    at_end = (pl.col("to") >= pl.col("last")) if dated else pl.lit(value=True)
    own_first = pl.col("rank") if dated else pl.lit(0)
    in_order = pl.when(pl.col("rank") == FORMER).then(4).otherwise(own_first)
    order = in_order + pl.when(at_end).then(0).otherwise(2)
    fitting = options.filter(overlaps).with_columns(order.alias("order"))
    first = fitting.filter(pl.col("order") == pl.col("order").min().over("pair"))
    codes = pl.col("code").drop_nulls()
    one = pl.when(codes.n_unique() == 1).then(codes.first())
    return first.group_by("pair").agg(
        one.alias("code"),
        codes.n_unique().alias("codes"),
        pl.col("code").is_null().any().alias("nobody"),
    )


def _nearest(options: pl.DataFrame) -> pl.DataFrame:
    """Give the code that a key had nearest in time to its date."""
    # where the name was never that of a member, the span of the name counts
    start, end = pl.coalesce("from", "named"), pl.coalesce("to", "unnamed")
    before = (start - pl.col("last")).dt.total_days()
    after = (pl.col("first") - end).dt.total_days()
    distance = pl.max_horizontal(before, after, 0)
    states = options.filter(pl.col("code") != ELSEWHERE).with_columns(distance.alias("distance"))
    in_order = states.sort("pair", "distance", "rank", "from", nulls_last=True)
    return in_order.group_by("pair").agg(pl.col("code").first().alias("near"))


def _report(meant: pl.DataFrame, *, table: str, column: str, target: str) -> MatchReport:
    """Count the rows of each kind."""
    parts = meant.partition_by("kind", as_dict=True)
    of_kind = {str(kind): lost_of(part) for (kind,), part in parts.items()}
    matched = of_kind.pop("matched", Lost()).rows
    rows = int(meant["rows"].sum())
    counted = MatchReport(table, column, to=target, rows=rows, matched=matched)
    return counted.with_losses(of_kind)
