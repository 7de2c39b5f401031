"""Layouts of archives of events: how each is recognised, and where its lines say what.

GDELT 1.0 (57 columns to March 2013, 58 since) and 2.0 (61) have no header; ICEWS and POLECAT have
one, which may occur again; a user's own file has one with the names that it declares.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import polars as pl

from detente.actors.meanings import Dialect, meanings
from detente.archive.classes import (
    FIRST_ROOT,
    LAST_ROOT,
    code_of_class,
    plain_code,
    plover_class,
    root_of,
    with_zeros,
)
from detente.errors import RequestError
from detente.sources.dialects import dialect

TAB = "\t"
GDELT_BEGIN = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
)
"""Columns with which a line of GDELT begins, in both editions."""
GEO_1 = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
GEO_2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
"""Columns on each of three places; those of the second edition have one more."""


def _gdelt(geo: tuple[str, ...], *, url: bool = True) -> tuple[str, ...]:
    """Name the columns of an edition of GDELT."""
    places = [f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in geo]
    return (*GDELT_BEGIN, *places, "DATEADDED", *(["SOURCEURL"] if url else []))


GDELT = {
    "gdelt2": _gdelt(GEO_2),
    "gdelt1": _gdelt(GEO_1),
    "gdelt1_to_2013": _gdelt(GEO_1, url=False),
}
"""Columns of each edition of GDELT, which differ in number."""
ICEWS = ("Event ID", "Event Date", "Source Country", "CAMEO Code", "Target Country")
"""Columns that an ICEWS file has."""
POLECAT = ("Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country")
"""Columns that a POLECAT file has."""
OWN = ("date", "ccode1", "ccode2")
"""Columns of a user's own file, beside ``code`` or ``class``."""
MAY_HAVE = ("id", "goldstein", "latitude", "longitude", "added")
"""Columns that a user's own file may have."""
DECLARED = (*OWN, "code", "class", *MAY_HAVE)
"""Names that a user may declare the columns of a file to be."""
NUMBERS = {
    *("GoldsteinScale", "ActionGeo_Lat", "ActionGeo_Long"),
    *("Intensity", "Latitude", "Longitude"),
    *("goldstein", "latitude", "longitude"),
}
"""Columns of numbers: scores and degrees."""
DAY_FORMS = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d")
"""Ways in which a day may be written."""
LETTERS = 3
"""Letters of a country in the code of an actor."""
HUNDREDTHS, EAST = 100, 36_001
"""Parts of a degree that tell places apart, and how many there are around the globe."""
GOLDSTEIN = 10.0
"""Largest score on Goldstein's scale, and least below zero."""


@dataclass(frozen=True)
class Layout:
    """How the lines of a file are read.

    Attributes
    ----------
    id : str
        ``"gdelt1"``, ``"gdelt1_to_2013"``, ``"gdelt2"``, ``"icews"``, ``"polecat"`` or ``"own"``.
    archive : str
        Whose events they are: ``"gdelt"``, ``"icews"``, ``"polecat"`` or ``"own"``.
    columns : tuple of str
        All columns in their order, under our names where a user declared them.
    has_header : bool
        Whether the first line names them.
    separator : str
        What stands between cells.
    quoted : bool
        Whether cells may be quoted.
    zeros_lost : bool
        Whether codes lost a zero, because a program took them for numbers.
    """

    id: str
    archive: str
    columns: tuple[str, ...]
    has_header: bool = True
    separator: str = TAB
    quoted: bool = False
    zeros_lost: bool = False

    @cached_property
    def dialect(self) -> Dialect | None:
        """What the producer means by names of its own; None where it uses the usual ones."""
        return dialect(self.archive) if self.archive in ("gdelt", "icews") else None

    @cached_property
    def used(self) -> tuple[str, ...]:
        """Columns that are read, in their order in the file; the last tells a line cut off."""
        wanted = USED[self.archive]
        last = "DATEADDED" if self.archive == "gdelt" else self.columns[-1]
        return tuple(name for name in self.columns if name in wanted or name == last)

    def expressions(self) -> dict[str, pl.Expr]:
        """Give what each line says, of the columns used.

        ``day``, ``added`` (days), ``name1``, ``name2`` (of the parties, as written), ``code`` (as
        written), ``class``, ``tenths`` (of Goldstein's scale), ``place`` and ``id``.
        """
        return {"gdelt": _of_gdelt, "icews": _of_icews, "polecat": _of_polecat, "own": _of_own}[
            self.archive
        ](self)


USED = {
    "gdelt": {
        "GLOBALEVENTID",
        "SQLDATE",
        "Actor1Code",
        "Actor1CountryCode",
        "Actor2Code",
        "Actor2CountryCode",
        "EventCode",
        "GoldsteinScale",
        "ActionGeo_Lat",
        "ActionGeo_Long",
        "DATEADDED",
    },
    "icews": {*ICEWS, "Intensity", "Latitude", "Longitude"},
    "polecat": {*POLECAT, "Intensity", "Latitude", "Longitude", "Publication Date"},
    "own": set(DECLARED),
}
"""Columns that are read of each archive."""


def layout_of(head: str, declared: Mapping[str, str] | None = None, *, where: str = "") -> Layout:
    """Recognise a layout by the first line of a file.

    Parameters
    ----------
    head : str
        The first line.
    declared : mapping, optional
        Our name of a column (``date``, ``ccode1``, ``ccode2``, ``code`` or ``class``, ``id``,
        ``goldstein``, ``latitude``, ``longitude``, ``added``) to its name in the file.
    where : str
        The file, for the error.

    Raises
    ------
    RequestError
        Where it is none of the layouts, or a column that was declared is missing.

    Examples
    --------
    >>> layout_of("date,ccode1,ccode2,code").id
    'own'
    >>> layout_of("when;from;to;class", {"date": "when", "ccode1": "from", "ccode2": "to"}).columns
    ('date', 'ccode1', 'ccode2', 'class')
    """
    tabs = head.count(TAB)
    begin = head.split(TAB, 1)[0]
    if not declared and (begin.strip().isdigit() or begin.upper() == "GLOBALEVENTID"):
        for name, columns in GDELT.items():
            if tabs + 1 == len(columns):
                return Layout(name, "gdelt", columns=columns, has_header=False)
    names = tuple(head.split(TAB))
    if not declared and set(names) >= set(ICEWS):
        return Layout("icews", "icews", columns=names)
    if not declared and set(names) >= set(POLECAT):
        return Layout("polecat", "polecat", columns=names)
    return _own(head, declared or {}, where)


def _own(head: str, declared: Mapping[str, str], where: str) -> Layout:
    """Recognise a user's own file by the columns that it has or declares."""
    unknown = [name for name in declared if name not in DECLARED]
    if unknown:
        raise RequestError(f"no column of events is called '{unknown[0]}'", near=DECLARED)
    separator = max(",;\t", key=head.count)
    try:
        names = next(csv.reader([head], delimiter=separator), [])
    except csv.Error:
        raise RequestError("the head is no line of a table", where=where) from None
    for ours, theirs in declared.items():
        if theirs not in names:
            raise RequestError(
                f"the column '{theirs}', declared as {ours}, is missing",
                where=where,
                near=names[:8],
            )
    ours_of = {theirs: ours for ours, theirs in declared.items()}
    columns = tuple(ours_of.get(name, name) for name in names)
    has_class = {"code", "class"} & set(columns)
    if not (set(columns) >= set(OWN) and has_class) or len(set(columns)) < len(columns):
        raise RequestError(
            "the layout is neither GDELT's, ICEWS's, POLECAT's nor date, ccode1, ccode2, code",
            where=where,
        )
    return Layout("own", "own", columns=columns, separator=separator, quoted=True)


def day_of(column: str, forms: tuple[str, ...] = DAY_FORMS) -> pl.Expr:
    """Read a day, with or without marks between its parts, or a time behind it.

    Parameters
    ----------
    column : str
        Column of days, as text.
    forms : tuple of str
        Ways in which they may be written.

    Examples
    --------
    >>> days = pl.DataFrame({"day": ["20180101", "2018-01-02 10:00", "soon"]})
    >>> [str(day) for day in days.select(day_of("day"))["day"]]
    ['2018-01-01', '2018-01-02', 'None']
    """
    text = pl.col(column).str.strip_chars().str.slice(0, 10)
    return pl.coalesce(text.str.to_date(form, strict=False) for form in forms)


def tenths_of(column: str) -> pl.Expr:
    """Give scores of Goldstein's scale as whole tenths, which add up alike everywhere.

    Parameters
    ----------
    column : str
        Column of scores, as text; what lies beyond 10 is no score.

    Examples
    --------
    >>> scores = pl.DataFrame({"score": ["-9.2", "2.8", "NA", "99"]})
    >>> scores.select(tenths_of("score"))["score"].to_list()
    [-92, 28, None, None]
    """
    score = pl.col(column).cast(pl.Float64, strict=False)
    tenths = (score * 10).round().cast(pl.Int16, strict=False)
    return pl.when(score.is_between(-GOLDSTEIN, GOLDSTEIN)).then(tenths)


def place_of(latitude: str, longitude: str) -> pl.Expr:
    """Give a place as one number: hundredths of degrees of latitude, then of longitude.

    Parameters
    ----------
    latitude, longitude : str
        Columns of degrees, as text; null where either is none.

    Examples
    --------
    >>> one = pl.DataFrame({"lat": ["-90", "0"], "long": ["-180", "x"]})
    >>> one.select(place_of("lat", "long"))["lat"].to_list()
    [0, None]
    """
    north = pl.col(latitude).cast(pl.Float64, strict=False)
    east = pl.col(longitude).cast(pl.Float64, strict=False)
    on_globe = north.is_between(-90, 90) & east.is_between(-180, 180)
    row = ((north + 90) * HUNDREDTHS).round().cast(pl.Int32, strict=False)
    column = ((east + 180) * HUNDREDTHS).round().cast(pl.Int32, strict=False)
    return pl.when(on_globe).then(row * EAST + column)


def _none(dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    return pl.lit(None, dtype=dtype)


def _of_gdelt(layout: Layout) -> dict[str, pl.Expr]:
    """Read a line of GDELT; DATEADDED has a time behind its day in the second edition."""
    added = pl.col("DATEADDED").str.slice(0, 8).str.to_date("%Y%m%d", strict=False)
    return {
        "day": day_of("SQLDATE", ("%Y%m%d",)),
        "name1": _gdelt_country("1"),
        "name2": _gdelt_country("2"),
        "code": pl.col("EventCode"),
        "class": root_of("EventCode"),
        "tenths": tenths_of("GoldsteinScale"),
        "place": place_of("ActionGeo_Lat", "ActionGeo_Long"),
        "added": added,
        "id": pl.col("GLOBALEVENTID"),
    }


def _gdelt_country(side: str) -> pl.Expr:
    """Give the country of an actor; GDELT's table of countries lacks some that begin its code."""
    country, begins = (
        pl.col(f"Actor{side}CountryCode"),
        pl.col(f"Actor{side}Code").str.head(LETTERS),
    )
    # a code may begin with a role, such as GOV, and ethnic groups have small letters
    written = pl.when(country.str.strip_chars() != "").then(country)
    return pl.coalesce(written, pl.when(begins.is_in(_capitals())).then(begins))


@cache
def _capitals() -> pl.Series:
    """Give the names of states that fit into the begin of an actor's code, in capitals."""
    names = meanings("cow")["name"].unique()
    return names.filter(names.str.len_chars() <= LETTERS).str.to_uppercase().implode()


def _of_icews(layout: Layout) -> dict[str, pl.Expr]:
    """Read a line of ICEWS: actors by the names of countries."""
    return {
        "day": day_of("Event Date", ("%Y-%m-%d",)),
        "name1": pl.col("Source Country"),
        "name2": pl.col("Target Country"),
        "code": pl.col("CAMEO Code"),
        "class": root_of("CAMEO Code"),
        "added": _none(pl.Date),
        "id": pl.col("Event ID"),
        **_scored_and_placed(layout, "Intensity", "Latitude", "Longitude"),
    }


def _of_polecat(layout: Layout) -> dict[str, pl.Expr]:
    """Read a line of POLECAT: actors by letters, types of PLOVER."""
    added = day_of("Publication Date") if "Publication Date" in layout.columns else _none(pl.Date)
    return {
        "day": day_of("Event Date"),
        "name1": pl.col("Actor Country"),
        "name2": pl.col("Recipient Country"),
        "code": pl.col("Event Type"),
        "class": plover_class("Event Type"),
        "added": added,
        "id": pl.col("Event ID"),
        **_scored_and_placed(layout, "Intensity", "Latitude", "Longitude"),
    }


def _of_own(layout: Layout) -> dict[str, pl.Expr]:
    """Read a line of a user's own file, in which states are codes, letters or names."""
    columns = layout.columns
    if "code" in columns:
        code = with_zeros() if layout.zeros_lost else plain_code()
    else:
        code = code_of_class()
    root = code.str.slice(0, 2).cast(pl.Int64, strict=False)
    parties = {"name1": pl.col("ccode1"), "name2": pl.col("ccode2")}
    classes = {"code": code, "class": pl.when(root.is_between(FIRST_ROOT, LAST_ROOT)).then(root)}
    added = day_of("added") if "added" in columns else _none(pl.Date)
    number = pl.col("id") if "id" in columns else _none(pl.String)
    scored = _scored_and_placed(layout, "goldstein", "latitude", "longitude")
    when = {"day": day_of("date"), "added": added}
    return {**when, **parties, **classes, **scored, "id": number}


def _scored_and_placed(layout: Layout, score: str, *place: str) -> dict[str, pl.Expr]:
    """Read score and place where the layout has them."""
    columns = layout.columns
    return {
        "tenths": tenths_of(score) if score in columns else _none(pl.Int16),
        "place": place_of(*place) if set(place) <= set(columns) else _none(pl.Int32),
    }
