"""Sanctions after the Global Sanctions Data Base: who sanctions whom, how, and in which year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from detente.actors.match_report import Lost, Matched, MatchReport
from detente.actors.matching import match_states
from detente.actors.names import actor, is_bloc_name
from detente.errors import DetenteError, ParseError
from detente.frame_files import read_csv
from detente.sources.dialects import dialect

KINDS = ("trade", "arms", "military", "financial", "travel", "other")
AFTER_A_COMMA = ("The", "North", "South", "Arab Rep.", "Democratic Republic of the")
"""What the file writes behind the name it belongs to: "Korea, North"."""
NEEDED_AFTER_A_COMMA = tuple(word for word in AFTER_A_COMMA if word not in ("The", "Arab Rep."))
"""Those without which the name would mean another state."""
BLOCS = {
    "EEC": "EU",
    "EEU": "EAEU",
    "Organisation of African Unity": "AU",
    "African Union": "AU",
    "Organization of American States": "OAS",
    "League of Arab States": "AL",
    "CSCE": "OSCE",
}
"""Organisations under names of the file, and what the table of blocs calls them."""
UNITED_NATIONS = "UN"
SIDES = {"sanctioning_state": "ccode1", "sanctioned_state": "ccode2"}
YEARS = (1900, 2100)
"""Years that a case can begin or end in."""
FLAGS = [f"sanction_{kind}" for kind in KINDS]


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Spread each case over its years, its senders and its targets.

    An organisation means its members of the year where the project's table of blocs holds it. The
    United Nations have a table of their own; groups without a known membership are left out.
    """
    raw = read_csv(paths["GSDB_V3.csv"], infer_schema_length=None)
    _require_years(raw)
    years = pl.int_ranges("begin", pl.col("end") + 1).alias("year")
    flags = [pl.col(kind).cast(pl.Int8).alias(f"sanction_{kind}") for kind in KINDS]
    cases = raw.select(*SIDES, years, *flags).with_row_index("case").explode("year")
    sides = {column: _parties(cases, column, code) for column, code in SIDES.items()}
    senders, targets = (sides[column] for column in SIDES)
    reports = (*senders.reports, *targets.reports)
    keys = ["ccode1", "ccode2", "year"]
    pairs = (
        cases.join(senders.frame, on=["case", "year"])
        .join(targets.frame, on=["case", "year"])
        .filter(pl.col("ccode1") != pl.col("ccode2"))
        .group_by(keys)
        .agg(pl.col(FLAGS).max())
    )
    from_un = pl.col("sanctioning_state").str.split(",").list.eval(pl.element().str.strip_chars())
    under_un = cases.filter(from_un.list.contains(UNITED_NATIONS))
    of_un = _parties(under_un, "sanctioned_state", "ccode")
    flag = pl.lit(1, dtype=pl.Int8).alias("sanction_un")
    flagged = of_un.frame.select("ccode", "year", flag).unique()
    return {"gsdb": Matched(pairs, reports), "gsdb_un": of_un.with_frame(flagged)}


def _require_years(raw: pl.DataFrame) -> None:
    """Refuse a case of years that cannot be true."""
    first, last = YEARS
    odd = raw.filter(~pl.all_horizontal(pl.col("begin", "end").is_between(first, last)))
    if odd.height:
        raise ParseError(
            f"case {odd['case_id'][0]} lasts from {odd['begin'][0]} to {odd['end'][0]}",
            where="GSDB_V3.csv",
        )


def _parties(cases: pl.DataFrame, column: str, code: str) -> Matched:
    """Give the codes on one side of each case and year: of states, and of members of blocs."""
    cells = cases[column].drop_nulls().unique()
    listed = pl.DataFrame(
        {column: cells, "name": [list(_names(cell)) for cell in cells]},
        schema={column: pl.String, "name": pl.List(pl.String)},
    )
    named = (
        cases.select("case", "year", column)
        .join(listed, on=column, how="left", maintain_order="left")
        .select("case", "year", pl.col("name").fill_null([]))
        .explode("name")
    )
    members = _members(named, code)
    is_bloc = pl.col("name").is_in(_blocs(named).implode())
    states = match_states(
        named.filter(is_bloc.fill_null(value=False).not_()), {"name": code}, dialect=dialect("gsdb")
    )
    of_blocs = named.filter(is_bloc).join(members, on=["name", "year"], how="inner")
    codes = pl.concat(frame.select("case", "year", code) for frame in (states.frame, of_blocs))
    report = _with_blocs(states.reports[0], named.filter(is_bloc), members)
    return Matched(codes.unique(), (replace(report, column=column),))


def _blocs(named: pl.DataFrame) -> pl.Series:
    """Name the organisations of a side that the table of blocs holds."""
    names = named["name"].drop_nulls().unique()
    known = [is_bloc_name(BLOCS.get(name, name)) for name in names]
    return names.filter(pl.Series(known, dtype=pl.Boolean))


def _members(named: pl.DataFrame, code: str) -> pl.DataFrame:
    """Give the members of each bloc in each year."""
    pairs = named.filter(pl.col("name").is_in(_blocs(named).implode()))
    pairs = pairs.select("name", "year").unique(maintain_order=True)
    codes = [_codes(name, year) for name, year in pairs.iter_rows()]
    listed = pl.Series(code, codes, dtype=pl.List(pl.Int64))
    return pairs.with_columns(listed).explode(code).drop_nulls(code)


def _codes(name: str, year: int) -> list[int]:
    """Give the codes of a bloc's members in a year; none where there was no such bloc."""
    try:
        return list(actor(BLOCS.get(name, name), year).members(year))
    except DetenteError:
        return []


def _with_blocs(report: MatchReport, of_blocs: pl.DataFrame, members: pl.DataFrame) -> MatchReport:
    """Count the rows of blocs beside those of states."""
    lost = of_blocs.join(members, on=["name", "year"], how="anti").height
    outside = Lost(report.outside.rows + lost, report.outside.examples)
    return replace(
        report,
        rows=report.rows + of_blocs.height,
        matched=report.matched + of_blocs.height - lost,
        outside=outside,
    )


def _names(cell: str) -> Iterator[str]:
    """Split a list of names, putting back together what a comma parts inside a name."""
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if part in AFTER_A_COMMA:
            continue
        yield f"{following} {part}" if following in NEEDED_AFTER_A_COMMA else part
