"""Files of events: GDELT, ICEWS, or a user's own; actors become states on the day of the event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from detente.actors.match_report import Matched, MatchReport, lost_of
from detente.actors.matching import match_states
from detente.actors.meanings import meanings
from detente.asked import of_kind
from detente.errors import RequestError
from detente.frame_files import read_csv
from detente.given import is_file
from detente.settings import settings
from detente.sources.archives import require_modest
from detente.sources.dialects import dialect

GDELT = {
    "GLOBALEVENTID": 0,
    "SQLDATE": 1,
    "Actor1Code": 5,
    "Actor1CountryCode": 7,
    "Actor2Code": 15,
    "Actor2CountryCode": 17,
    "EventCode": 26,
}
"""Columns of a GDELT 2.0 export file, which has no header."""
LONGEST_LINE = 1 << 16
"""Characters of the first line by which a layout is recognised."""
GDELT_TABS = 60
"""Tabs in a line of such a file."""
GDELT_SIDES = {"Actor1CountryCode": "ccode1", "Actor2CountryCode": "ccode2"}
ICEWS_SIDES = {"Source Country": "ccode1", "Target Country": "ccode2"}
OWN_SIDES = {"ccode1": "ccode1", "ccode2": "ccode2"}
OWN = frozenset({"date", *OWN_SIDES})
"""Columns of a user's own file, beside ``code`` or ``class``."""
DAY_FORMS = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d")
"""Ways in which a user's own file may write a day."""
COLUMNS = ("date", "ccode1", "ccode2", "code", "id")
FIRST_ROOT, LAST_ROOT = 1, 20
"""First and last class of CAMEO."""


def read_events(path: str | Path) -> Matched:
    """Read a file of events, and account for every row.

    A GDELT 2.0 export, ICEWS, or any table with ``date``, ``ccode1``, ``ccode2`` (codes, letters or
    names) and ``code`` (CAMEO, as text or as a number that lost its zero) or ``class`` (1 to 20).

    Parameters
    ----------
    path : str or pathlib.Path
        The file; tabs and no quoting for GDELT and ICEWS.

    Returns
    -------
    Matched
        ``date``, ``ccode1``, ``ccode2``, ``code`` (CAMEO), ``id`` of the events between two states,
        and what became of the others.

    Raises
    ------
    RequestError
        Where the file is missing or cannot be read, or its layout is none of these.
    ParseError
        Where it is packed and holds more than the limit of the settings.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "own.csv")
    ...     rows = "2018-06-01,Germany,365,190\\n2018-06-01,World,365,040\\n"
    ...     written = path.write_text("date,ccode1,ccode2,code\\n" + rows)
    ...     events = read_events(path)
    >>> events.frame.select("ccode1", "ccode2", "code").rows()
    [(255, 365, '190')]
    >>> events.reports[0].line()
    'own.csv, ccode1: 1 of 2 rows matched; 1 not states (World 2018: 1 row)'
    """
    path = Path(of_kind(path, (str, Path), "path"))
    if not is_file(path):
        raise RequestError(f"there is no file '{path}'")
    require_modest(path, settings().limit, plain=False)
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        head = file.readline(LONGEST_LINE).rstrip("\r\n")
    names = set(head.replace('"', "").split(","))
    try:
        if head.count("\t") == GDELT_TABS:
            return _read_gdelt(path)
        if head.startswith("Event ID\t"):
            return _read_icews(path)
        if names >= OWN and names & {"code", "class"}:
            return _read_own(path)
    except PolarsError as error:
        reason = (str(error).splitlines() or ["?"])[0][:140]
        raise RequestError(f"the events cannot be read ({reason})", where=str(path)) from error
    raise RequestError(
        "the layout is neither GDELT's, ICEWS's nor date, ccode1, ccode2, code", where=str(path)
    )


def _read_gdelt(path: Path) -> Matched:
    """Read an export file of GDELT 2.0: no header, actors by ISO letters."""
    raw = read_csv(path, separator="\t", has_header=False, quote_char=None, infer_schema=False)
    named = raw.select(pl.nth(place).alias(name) for name, place in GDELT.items())
    events = named.select(
        pl.col("SQLDATE").str.to_date("%Y%m%d", strict=False).alias("date"),
        _gdelt_country("1"),
        _gdelt_country("2"),
        pl.col("EventCode").alias("code"),
        pl.col("GLOBALEVENTID").alias("id"),
    )
    matched = match_states(
        events, GDELT_SIDES, when="date", dialect=dialect("gdelt"), table=path.name
    )
    return _with_classes(matched)


def _gdelt_country(side: str) -> pl.Expr:
    """Give the country of an actor; GDELT's table of countries lacks some that begin its code."""
    country, begins = pl.col(f"Actor{side}CountryCode"), pl.col(f"Actor{side}Code").str.head(3)
    known = meanings("cow")["name"].implode()
    # a code may begin with a role, such as GOV, and ethnic groups have small letters
    is_country = begins.str.to_lowercase().is_in(known) & (begins == begins.str.to_uppercase())
    written = pl.when(country.str.strip_chars() != "").then(country)
    return pl.coalesce(written, pl.when(is_country).then(begins)).alias(country.meta.output_name())


def _read_icews(path: Path) -> Matched:
    """Read a file of ICEWS: a header, actors by the names of countries."""
    raw = read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    events = raw.select(
        pl.col("Event Date").str.to_date("%Y-%m-%d", strict=False).alias("date"),
        *ICEWS_SIDES,
        pl.col("CAMEO Code").alias("code"),
        pl.col("Event ID").alias("id"),
    )
    matched = match_states(
        events, ICEWS_SIDES, when="date", dialect=dialect("icews"), table=path.name
    )
    return _with_classes(matched)


def _read_own(path: Path) -> Matched:
    """Read a user's own file, in which states are codes, letters or names."""
    raw = read_csv(path, infer_schema=False)
    code = _code_of_class() if "code" not in raw.columns else _code(raw["code"])
    identified = raw if "id" in raw.columns else raw.with_row_index("id")
    events = identified.select(
        _own_day().alias("date"),
        *OWN_SIDES,
        code.alias("code"),
        pl.col("id").cast(pl.String),
    )
    return _with_classes(match_states(events, OWN_SIDES, when="date", table=path.name))


def _own_day() -> pl.Expr:
    """Read the day of an event, with or without marks between its parts, or a time behind it."""
    text = pl.col("date").str.strip_chars().str.slice(0, 10)
    return pl.coalesce(text.str.to_date(form, strict=False) for form in DAY_FORMS)


def _code(codes: pl.Series) -> pl.Expr:
    """Read CAMEO codes; where a program took them for numbers, they get their zero back.

    In a file of numbers, one that would be of a class above 20 shows that zeros are gone: 40 is
    040, and then 20 is 020. Without such a one 20 is the class of mass violence.
    """
    text = pl.col("code").str.strip_chars().str.replace(r"\.0*$", "")
    number = text.str.extract(r"^(\d+)$")
    written = codes.to_frame("code").select(
        number.str.starts_with("0").any().alias("zeros"),
        (number.str.head(2).cast(pl.Int64) > LAST_ROOT).any().alias("too_high"),
    )
    zeros, too_high = written.row(0)
    if zeros or not too_high:
        return text
    lacks_zero = (number.str.len_chars() == 2) | (number.str.head(2).cast(pl.Int64) > LAST_ROOT)
    return pl.when(lacks_zero).then(pl.lit("0") + number).otherwise(text)


def _code_of_class() -> pl.Expr:
    """Read classes of CAMEO, 1 to 20, with or without zeros before them."""
    number = pl.col("class").str.strip_chars().str.extract(r"^0*(\d+)(?:\.0*)?$")
    return number.str.pad_start(2, "0")


def root_of(code: str = "code") -> pl.Expr:
    """Give the class of a CAMEO code, 1 to 20; null where it has none.

    Parameters
    ----------
    code : str
        Column of codes, as text.

    Examples
    --------
    >>> pl.DataFrame({"code": ["020", "20", "2041", "99"]}).select(root_of())["code"].to_list()
    [2, 20, 20, None]
    """
    root = pl.col(code).str.slice(0, 2).cast(pl.Int64, strict=False)
    return pl.when(root.is_between(FIRST_ROOT, LAST_ROOT)).then(root)


def _with_classes(matched: Matched) -> Matched:
    """Keep the events whose code has a class, and report the others."""
    events = matched.frame.select(COLUMNS)
    is_known = root_of().is_not_null()
    others = events.filter(~is_known)
    written = others.select(
        pl.col("code").alias("key"), first="date", last="date", rows=pl.lit(1, dtype=pl.Int64)
    )
    report = MatchReport(
        table=matched.reports[0].table,
        column="code",
        to="code",
        rows=events.height,
        matched=events.height - others.height,
    )
    lost = lost_of(written.filter(pl.col("key").is_not_null()))
    empty = lost_of(written.filter(pl.col("key").is_null()))
    said = replace(report, unknown=lost, empty=empty)
    return Matched(events.filter(is_known), (*matched.reports, said))
