"""Comparing a panel with what the reference returned: cell by cell, and in sums of every year."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

KEYS = (
    "obsid",
    "obsid1",
    "obsid2",
    "dispnum",
    "ccode",
    "ccode1",
    "ccode2",
    "gwcode",
    "gwcode1",
    "gwcode2",
    "year",
    "stmon",
    "warnum",
)
IGNORED = {"cw_name", "gw_name", "duplicated"}
"""Names as the reference spells them, and a column that it leaves behind."""
CLOSE = 1e-9


@dataclass
class Difference:
    """What a comparison found.

    Attributes
    ----------
    label : str
        Which output.
    cells : int
        Cells that were compared.
    missing, extra : int
        Keys that only the reference has, or (where it is given whole) only we have.
    odd : polars.DataFrame
        Cells that differ: keys, ``column``, ``ours``, ``theirs``.
    sums : polars.DataFrame
        Column-years whose aggregates differ.
    absent : list of str
        Columns of the reference that we do not have.
    """

    label: str
    cells: int = 0
    missing: pl.DataFrame = field(default_factory=pl.DataFrame)
    extra: pl.DataFrame = field(default_factory=pl.DataFrame)
    odd: pl.DataFrame = field(default_factory=pl.DataFrame)
    sums: pl.DataFrame = field(default_factory=pl.DataFrame)
    absent: list[str] = field(default_factory=list)


def read(folder: Path, label: str, kind: str) -> pl.DataFrame | None:
    path = folder / f"{label}.{kind}.csv.gz"
    return (
        pl.read_csv(path, infer_schema_length=None, null_values=["NA", ""])
        if path.is_file()
        else None
    )


def _same(ours: pl.Expr, theirs: pl.Expr, text: bool) -> pl.Expr:
    if text:
        return ours.cast(pl.String).eq_missing(theirs.cast(pl.String))
    a, b = ours.cast(pl.Float64), theirs.cast(pl.Float64)
    return (a.is_null() & b.is_null()) | (
        (a - b).abs() <= CLOSE * pl.max_horizontal(a.abs(), b.abs(), 1e-6)
    ).fill_null(False)


def cells(ours: pl.DataFrame, theirs: pl.DataFrame, found: Difference, *, whole: bool) -> None:
    """Compare cell by cell; add to `found`."""
    theirs = theirs.drop([c for c in theirs.columns if c in IGNORED])
    keys = [k for k in KEYS if k in theirs.columns and k in ours.columns]
    if "obsid" not in keys and "obsid1" not in keys and "dispnum" in keys and not whole:
        keys.remove("dispnum")
    if found.label.startswith(("add_", "SHIM", "filter")):
        keys = [k for k in keys if k not in ("dispnum", "stmon", "warnum")]
    if found.label.startswith("add_") and "ccode1" in keys and "gwcode1" in keys:
        keys = [
            k
            for k in keys
            if not k.startswith("ccode" if "gwcode_to" not in found.label else "gwcode")
        ]
    if found.label.startswith("add_") and "ccode" in keys and "gwcode" in keys:
        keys.remove("gwcode" if "viagw" in found.label or "gwcode_to" in found.label else "ccode")
    found.absent = [c for c in theirs.columns if c not in ours.columns]
    exact = [
        pl.col(k).cast(pl.Int64) if theirs[k].dtype.is_numeric() else pl.col(k).cast(pl.String)
        for k in keys
    ]
    ours, theirs = ours.with_columns(exact), theirs.with_columns(exact)
    found.missing = theirs.join(ours, on=keys, how="anti", nulls_equal=True).select(keys)
    if whole:
        found.extra = ours.join(theirs, on=keys, how="anti", nulls_equal=True).select(keys)
    both = theirs.join(ours, on=keys, how="inner", suffix="_ours", nulls_equal=True)
    odd = []
    for name in theirs.columns:
        if name in keys or name in found.absent:
            continue
        text = theirs[name].dtype == pl.String or ours[name].dtype == pl.String
        differing = both.filter(~_same(pl.col(f"{name}_ours"), pl.col(name), text))
        found.cells += both.height
        odd.append(
            differing.select(
                *keys,
                pl.lit(name).alias("column"),
                pl.col(f"{name}_ours").cast(pl.String).alias("ours"),
                pl.col(name).cast(pl.String).alias("theirs"),
            )
        )
    if odd:
        more = pl.concat(odd)
        found.odd = (
            pl.concat([found.odd, more]).unique(maintain_order=True) if found.odd.width else more
        )


AGGREGATES = ("n", "n_nonna", "sum", "wsum", "min", "max")


def sums(ours: pl.DataFrame, agg: pl.DataFrame, found: Difference) -> None:
    """Compare counts, sums and checksums of every column and year."""
    weight = _weight(ours, found.label)
    skipped = {*IGNORED, "year"}
    names = agg["column"].unique(maintain_order=True).to_list()
    parts = [
        _aggregates(ours, name, weight)
        for name in names
        if name in ours.columns and name not in skipped
    ]
    mine = pl.concat(parts).with_columns(pl.col("year").cast(pl.Int64))
    known = pl.col("column").is_in(mine["column"].unique().implode())
    theirs = agg.with_columns(pl.col("year").cast(pl.Int64, strict=False)).filter(
        pl.col("year").is_not_null() & known
    )
    both = theirs.join(mine, on=["column", "year"], how="left", suffix="_ours")
    checked = both.with_columns(_agrees(name).alias(f"ok_{name}") for name in AGGREGATES)
    found.sums = checked.filter(~pl.all_horizontal(f"ok_{name}" for name in AGGREGATES)).select(
        "column", "year", "n", "n_ours", "n_nonna", "n_nonna_ours", "sum", "sum_ours"
    )


def _weight(ours: pl.DataFrame, label: str) -> pl.Expr:
    """Give a number for the unit of a row, by which a column is multiplied in its checksum."""
    systems = ("gwcode", "ccode") if "ccode_to_gw" in label else ("ccode", "gwcode")
    pairs = [code for code in systems if f"{code}1" in ours.columns]
    if pairs:
        first, second = (
            pl.col(f"{pairs[0]}{side}").cast(pl.Float64).fill_null(0) for side in (1, 2)
        )
        return first + second / 1000
    code = next(code for code in systems if code in ours.columns)
    return pl.col(code).cast(pl.Float64).fill_null(0)


def _aggregates(ours: pl.DataFrame, name: str, weight: pl.Expr) -> pl.DataFrame:
    """Give counts, sums and bounds of a column by year; of text, of its length without bounds."""
    dtype, value = ours[name].dtype, pl.col(name)
    if dtype == pl.String:
        value = value.str.len_bytes()
    elif dtype == pl.Date:
        value = value.to_physical()
    valued = ours.select("year", value.cast(pl.Float64).alias("x"), weight.alias("w"))
    yearly = valued.group_by("year").agg(
        pl.len().alias("n"),
        pl.col("x").count().alias("n_nonna"),
        pl.col("x").sum().alias("sum"),
        (pl.col("x") * pl.col("w")).sum().alias("wsum"),
        pl.col("x").min().alias("min"),
        pl.col("x").max().alias("max"),
    )
    if dtype == pl.String:
        nothing = pl.lit(None).cast(pl.Float64)
        yearly = yearly.with_columns(nothing.alias("min"), nothing.alias("max"))
    return yearly.with_columns(pl.lit(name).alias("column"))


def _agrees(name: str) -> pl.Expr:
    """Tell whether an aggregate is the same on both sides, up to rounding."""
    ours, theirs = pl.col(f"{name}_ours").cast(pl.Float64), pl.col(name).cast(pl.Float64)
    scale = pl.max_horizontal(ours.abs(), theirs.abs(), 1.0)
    close = (ours - theirs).abs() <= 1e-8 * scale
    empty = (pl.col("n_nonna") == 0) & (pl.col("n_nonna_ours") == 0) & (name != "n")
    return (ours.is_null() & theirs.is_null()) | close.fill_null(empty)


def compared(ours: pl.DataFrame, folder: Path, label: str) -> Difference:
    """Compare a panel with every file of a label."""
    found = Difference(label)
    for kind in ("full", "sample", "nonzero"):
        theirs = read(folder, label, kind)
        if theirs is not None:
            cells(ours, theirs, found, whole=kind == "full")
    agg = read(folder, label, "agg")
    if agg is not None and "year" in agg.columns and "year" in ours.columns:
        sums(ours, agg, found)
    return found
