"""Sides of armed conflicts in the files of UCDP: who fights whom, and in which role."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.sources.gw_codes import with_cow_codes

TYPES = {1: "extrasystemic", 2: "interstate", 3: "intrastate", 4: "II"}
"""Types of conflict; II is intrastate with foreign troops."""
ISSUES = {1: "territory", 2: "government", 3: "both"}
PRIMARY, SECONDARY = "primary", "secondary"
"""A party to the incompatibility, and one that takes part with its own troops beside it."""
COLUMNS = ("gwno_{side}", "gwno_{side}_2nd")
KEYS = ("conflict_id", "gwcode1", "gwcode2", "year")
WHOLE: dict[str, type[pl.DataType]] = {
    "conflict_id": pl.Int32,
    "year": pl.Int64,
    "intensity_level": pl.Int8,
    "start_prec": pl.Int8,
    "start_prec2": pl.Int8,
}


def named(column: str, names: Mapping[int, str]) -> pl.Expr:
    """Write a code by its name.

    Parameters
    ----------
    column : str
        Column of codes, as text or numbers.
    names : mapping
        Code to name.
    """
    return pl.col(column).cast(pl.Int64).replace_strict(names, return_dtype=pl.String)


def text_or_null(column: str) -> pl.Expr:
    """Give a text without blanks at its ends; null where it is empty.

    Parameters
    ----------
    column : str
        The column.
    """
    trimmed = pl.col(column).str.strip_chars()
    return pl.when(trimmed != "").then(trimmed).alias(column)


def opponents(conflicts: pl.DataFrame) -> pl.DataFrame:
    """Give a row for every two governments on opposite sides of a conflict in a year.

    Parameters
    ----------
    conflicts : polars.DataFrame
        Lines of the UCDP/PRIO Armed Conflict Dataset, all columns as text.

    Returns
    -------
    polars.DataFrame
        `KEYS`, the lower code first, with the roles and sides of both. Intensity and dates are
        those of the conflict, which may have other parties too. A government that supports both
        sides meets each of them, never itself.
    """
    lines = conflicts.with_row_index("line")
    first, second = _parties(lines, "a"), _parties(lines, "b")
    both_ways = first.join(second, on="line", suffix="_2").rename(
        {"gwcode": "gwcode1", "role": "role1", "side": "side1"}
        | {"gwcode_2": "gwcode2", "role_2": "role2", "side_2": "side2"}
    )
    pairs = _lower_first(both_ways.filter(pl.col("gwcode1") != pl.col("gwcode2")))
    about = described(conflicts).with_row_index("line")
    ordered = (
        pairs.join(about, on="line", maintain_order="left")
        .sort(*KEYS, "role1", "role2")
        .unique(KEYS, keep="first", maintain_order=True)
    )
    return with_cow_codes(ordered, ccode1="gwcode1", ccode2="gwcode2").drop("line")


def _parties(lines: pl.DataFrame, side: str) -> pl.DataFrame:
    """List the governments of a side, primary and secondary; cells hold lists with blanks."""
    roles = []
    for column, role in zip(COLUMNS, (PRIMARY, SECONDARY), strict=True):
        listed = pl.col(column.format(side=side)).str.split(",").alias("gwcode")
        one_each = lines.select("line", listed).explode("gwcode").drop_nulls("gwcode")
        code = pl.col("gwcode").str.strip_chars()
        given = one_each.with_columns(code).filter(pl.col("gwcode") != "")
        numbers = given.with_columns(pl.col("gwcode").cast(pl.Int64))
        roles.append(numbers.with_columns(pl.lit(role).alias("role"), pl.lit(side).alias("side")))
    return pl.concat(roles)


def _lower_first(pairs: pl.DataFrame) -> pl.DataFrame:
    """Put the lower code first, and its role and side with it."""
    turned = pl.col("gwcode1") > pl.col("gwcode2")
    swapped = [
        pl.when(turned).then(f"{name}{other}").otherwise(f"{name}{own}").alias(f"{name}{own}")
        for name in ("gwcode", "role", "side")
        for own, other in ((1, 2), (2, 1))
    ]
    return pairs.with_columns(swapped)


def described(lines: pl.DataFrame) -> pl.DataFrame:
    """Give what a file says of each conflict, or dyad, and year.

    Parameters
    ----------
    lines : polars.DataFrame
        Lines of a data set of UCDP, all columns as text.
    """
    dates = pl.col("start_date", "start_date2").str.to_date("%Y-%m-%d")
    words = (
        named("incompatibility", ISSUES),
        text_or_null("territory_name"),
        named("type_of_conflict", TYPES),
    )
    numbers = lines.select(list(WHOLE)).cast(pl.Schema(WHOLE))
    edition = pl.col("version").alias("edition")
    return pl.concat([numbers, lines.select(*words, dates, edition)], how="horizontal")
