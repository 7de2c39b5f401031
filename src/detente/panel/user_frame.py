"""A user's own frame, joined to a panel by declared keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from detente.actors.crosswalk import codes_by_year
from detente.actors.match_report import Matched, MatchReport
from detente.actors.matching import match_states
from detente.actors.systems import SYSTEMS, code_name
from detente.asked import is_one_of
from detente.errors import PanelError, quoted
from detente.grain import require_unique
from detente.panel.provenance import Origin
from detente.panel.rows import OTHER, Rows

WHERE = "the frame to add"
"""What messages call the frame."""
GRAINS = {
    "state-years": ("{code}", "year"),
    "dyad-years": ("{code}1", "{code}2", "year"),
    "leader-years": ("obsid", "year"),
    "leader-dyad-years": ("obsid1", "obsid2", "year"),
}
"""Keys of the grains that a frame may have."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a user says of a frame.

    Attributes
    ----------
    source, version : str
        What it is called, and its edition.
    citation : str
        BibTeX, or plain text.
    labels : mapping
        Column name to label.
    """

    source: str
    version: str = ""
    citation: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """Give the label of a column; its name where nothing was said.

        Parameters
        ----------
        name : str
            Name of the column.
        """
        return self.labels.get(name, name)

    @property
    def citations(self) -> tuple[str, ...]:
        """BibTeX entries; none where nothing is to be cited."""
        if not self.citation or self.citation.lstrip().startswith("@"):
            return (self.citation,) if self.citation else ()
        key = "".join(letter for letter in self.source.casefold() if letter.isalnum()) or "own"
        return (f"@misc{{{key},\n  note = {{{self.citation}}}\n}}\n",)


def as_polars(frame: Any, where: str = WHERE) -> pl.DataFrame:
    """Take a polars, pandas or Arrow frame.

    Parameters
    ----------
    frame : object
        The frame.
    where : str
        What messages call it.

    Raises
    ------
    PanelError
        For anything else.
    """
    if isinstance(frame, pl.DataFrame):
        return _without_objects(frame, where)
    kind = type(frame).__module__.partition(".")[0]
    converted: Any = None
    try:
        if isinstance(frame, pl.LazyFrame):
            return _without_objects(frame.collect(), where)
        if kind == "pandas":
            converted = pl.from_pandas(frame)
        elif kind == "pyarrow":
            converted = pl.from_arrow(frame)
    except Exception as error:  # pandas, Arrow and polars raise classes of their own
        reason = (str(error).splitlines() or ["?"])[0][:140]
        raise PanelError(f"the frame cannot be read ({reason})", where=where) from error
    if not isinstance(converted, pl.DataFrame):
        raise PanelError(
            f"a {type(frame).__name__} is not a frame",
            where=where,
            next_step="give polars, pandas or Arrow",
        )
    return _without_objects(converted, where)


def _without_objects(frame: pl.DataFrame, where: str) -> pl.DataFrame:
    """Refuse columns of Python objects, with which polars computes nothing."""
    for name, dtype in frame.schema.items():
        if dtype == pl.Object:
            raise PanelError(f"column '{name}' holds objects of Python", where=where)
    return frame


def require_cells(frame: pl.DataFrame, names: Iterable[str], where: str = WHERE) -> None:
    """Refuse columns whose cells are lists, tables, hours or spans of time.

    Parameters
    ----------
    frame : polars.DataFrame
        The frame.
    names : iterable of str
        The columns; those that it lacks are passed over.
    where : str
        What messages call it.

    Raises
    ------
    PanelError
        Naming the first of them.
    """
    for name in names:
        dtype = frame.schema.get(name)
        if dtype is not None and (dtype.is_nested() or dtype in (pl.Time, pl.Duration)):
            raise PanelError(f"column '{name}' holds a {dtype} in each cell", where=where)


def keys_of(grain: str | None, rows: Rows) -> list[str]:
    """Give the keys of a grain in the panel's state system.

    Parameters
    ----------
    grain : str or None
        Name of the grain.
    rows : Rows
        The keys of the panel.

    Raises
    ------
    PanelError
        Where neither keys nor a known grain were given.
    """
    if grain is None or not is_one_of(grain, GRAINS):
        raise PanelError(
            "a frame needs keys, or a grain"
            if grain is None
            else f"no grain of a frame is called {quoted(grain)}",
            where=WHERE,
            near=tuple(GRAINS),
        )
    return [key.format(code=code_name(rows.system)) for key in GRAINS[grain]]


def joined(
    rows: Rows,
    frame: Any,
    keys: Iterable[str] | str,
    *,
    description: Description,
    taken: list[str],
) -> tuple[pl.DataFrame, tuple[Origin, ...], tuple[str, ...]]:
    """Join a user's frame to the rows of a panel.

    Parameters
    ----------
    rows : Rows
        The keys of the panel.
    frame : polars, pandas or Arrow frame
        The columns to add.
    keys : str or iterable of str
        Its key columns.
    description : Description
        What the user says of it.
    taken : list of str
        Columns that the panel has.

    Returns
    -------
    tuple
        The new columns, their origins, and a note where rows of the frame met none of the panel.

    Raises
    ------
    PanelError
        As `Panel.add_frame` says.
    """
    _require_text(keys, description)
    given = as_polars(frame)
    named = [keys] if isinstance(keys, str) else list(dict.fromkeys(keys))
    require_cells(given, named)
    values = [name for name in given.columns if name not in named]
    coded = with_codes(given, named, description.source)
    translated, named = _in_system(_with_keys(coded.frame, named, rows), named, rows)
    sides = _matches(named, rows)
    _refuse_taken(values, [side for side, _ in sides], taken)
    parts = [_side(rows, translated, named, match, side) for side, match in sides]
    years = _span(translated) if "year" in named else None
    origins = [
        _origin(description, name, side, rows, years) for side, _ in sides for name in values
    ]
    met = [
        rows.keys.select(match).unique().rename(dict(zip(match, named, strict=True)))
        for _, match in sides
    ]
    matched = translated.join(pl.concat(met, how="diagonal"), on=named, how="semi").height
    lost = given.height - matched
    note = f"{lost:,} of {given.height:,} rows of '{description.source}' met no row of the panel"
    notes = (note, *(report.line() for report in coded.reports if report.losses)) if lost else ()
    return pl.concat(parts, how="horizontal"), tuple(origins), notes


def with_codes(frame: pl.DataFrame, keys: Iterable[str], source: str) -> Matched:
    """Match the key columns of states, which may hold codes, letters or names, row by row.

    Parameters
    ----------
    frame : polars.DataFrame
        The user's frame.
    keys : iterable of str
        Its key columns; those of states begin with ``ccode`` or ``gwcode``.
    source : str
        What the user calls it.

    Returns
    -------
    Matched
        The frame with codes, and what became of its rows. Codes that are numbers stay as they are;
        rows whose names or letters mean no state then are left out.

    Examples
    --------
    >>> views = pl.DataFrame({"ccode": ["Germany", "Atlantis"], "year": [2000, 2000], "x": [1, 2]})
    >>> with_codes(views, ["ccode", "year"], "views").frame.rows()
    [(255, 2000, 1)]
    """
    named = list(keys)
    when = "year" if "year" in named and "year" in frame.columns else None
    reports: tuple[MatchReport, ...] = ()
    for system in SYSTEMS:
        code = code_name(system)
        columns = {
            key: key for key in named if key.rstrip("0123456789") == code and key in frame.columns
        }
        if not columns:
            continue
        matched = match_states(
            frame, columns, when=when, system=system, table=source, keep_all=True
        )
        texts = [key for key in columns if not frame.schema[key].is_numeric()]
        reports += tuple(replace(report, kept=()) for report in matched.reports)
        if texts:
            names = frame.columns
            codes = matched.frame.select(texts)
            coded = frame.drop(texts).hstack(codes).select(names).drop_nulls(texts)
            _require_states(coded, frame, reports, source)
            frame = coded
    return Matched(frame, reports)


def _require_states(
    coded: pl.DataFrame, frame: pl.DataFrame, reports: tuple[MatchReport, ...], source: str
) -> None:
    """Refuse a frame of which no row is about a state."""
    if frame.is_empty() or not coded.is_empty():
        return
    losses = [lost for report in reports for lost in report.losses.values()]
    raise PanelError(
        f"no row of '{source}' is of a state that was in the system then",
        where=WHERE,
        near=[name for lost in losses for name in lost.examples],
    )


def _require_text(keys: object, description: Description) -> None:
    """Refuse keys or a description that are not text."""
    if not isinstance(keys, Iterable) or not all(isinstance(key, str) for key in keys):
        raise PanelError(f"keys={quoted(keys)} are not names of columns", where=WHERE)
    for name in ("source", "version", "citation"):
        value = getattr(description, name)
        if not isinstance(value, str):
            raise PanelError(f"{name}={quoted(value)} should be text", where=WHERE)
    if not isinstance(description.labels, Mapping):
        raise PanelError(
            f"labels={quoted(description.labels)} should map columns to labels", where=WHERE
        )


def _with_keys(frame: pl.DataFrame, keys: list[str], rows: Rows) -> pl.DataFrame:
    """Give a frame its keys in the types of the panel, each there, never empty and once a row."""
    if not keys:
        raise PanelError(
            "a frame needs keys",
            where=WHERE,
            next_step=f"say which of {', '.join(frame.columns[:6])} they are",
        )
    require_unique(frame, tuple(keys), where=WHERE)
    types = _in_panel(keys, rows)
    typed = frame.with_columns(_as_key(frame[key], types[key]) for key in keys)
    for key in keys:
        empty = typed[key].null_count()
        if empty:
            raise PanelError(f"key '{key}' is empty in {empty:,} rows", where=WHERE)
    return typed


def _refuse_taken(values: list[str], sides: list[str], taken: list[str]) -> None:
    """Refuse columns that the panel has already."""
    clash = [f"{name}{side}" for side in sides for name in values if f"{name}{side}" in taken]
    if clash:
        raise PanelError(
            f"the panel has a column '{clash[0]}' already",
            where=WHERE,
            next_step="rename it first",
        )


def _side(
    rows: Rows, frame: pl.DataFrame, keys: list[str], match: list[str], side: str
) -> pl.DataFrame:
    """Join the values of a frame to one party, or to the rows as they are."""
    names = {name: f"{name}{side}" for name in frame.columns if name not in keys}
    return (
        rows.keys.select(match)
        .join(frame.rename(names), left_on=match, right_on=keys, how="left", maintain_order="left")
        .select(names.values())
    )


def _origin(
    description: Description, name: str, side: str, rows: Rows, years: tuple[int, int] | None
) -> Origin:
    """Say of a column what the user said of its frame."""
    last = years[1] if years else None
    return Origin(
        column=f"{name}{side}",
        base=name,
        sources=(description.source,),
        version=description.version,
        last_year=last,
        citations=description.citations,
        rule="as given by the user",
        years=years,
        system=rows.system,
        sides=(side,) if side else rows.sides,
        label=description.label(name),
    )


def _in_panel(keys: list[str], rows: Rows) -> dict[str, pl.DataType]:
    """Give the type of the panel's column that each key has to meet.

    A code of the other state system is a whole number.
    """
    types: dict[str, pl.DataType] = {}
    for key in keys:
        own = [
            kind
            for name, kind in rows.keys.schema.items()
            if key in (name, name.rstrip("0123456789"))
        ]
        if not own and key.rstrip("0123456789") != code_name(OTHER[rows.system]):
            raise _no_key(key, rows)
        types[key] = own[0] if own else pl.Int64()
    return types


def _no_key(key: str, rows: Rows) -> PanelError:
    """Say that a key names nothing in the panel."""
    if key[-1:].isdigit() and len(rows.sides) == 1:
        next_step = "it is about pairs; use it with dyad-years"
    else:
        next_step = f"its keys are {', '.join(rows.keys.columns[:6])}"
    return PanelError(
        f"key '{key}' is not a key of this panel", where=rows.title, next_step=next_step
    )


def _as_key(column: pl.Series, wanted: pl.DataType) -> pl.Series:
    """Give a key the type of the panel's column, and refuse what does not fit."""
    if wanted.is_integer():
        return _as_whole(column)
    try:
        return column.cast(wanted)
    except pl.exceptions.PolarsError:
        raise PanelError(
            f"key '{column.name}' is {column.dtype}, the panel's is {wanted}", where=WHERE
        ) from None


def _as_whole(column: pl.Series) -> pl.Series:
    """Turn a column of numbers into whole numbers; NaN and infinity are empty."""
    if not column.dtype.is_numeric():
        raise PanelError(
            f"key '{column.name}' is {column.dtype}, the panel's is a whole number", where=WHERE
        )
    if column.dtype.is_float():
        column = pl.select(pl.when(column.is_finite()).then(column)).to_series()
        if (column != column.round()).any():
            raise PanelError(
                f"key '{column.name}' has a value that is not a whole number", where=WHERE
            )
    whole = column.cast(pl.Int64, strict=False)
    if whole.null_count() > column.null_count():
        raise PanelError(f"key '{column.name}' has a value beyond 64 bits", where=WHERE)
    return whole


def _span(frame: pl.DataFrame) -> tuple[int, int] | None:
    """Give the first and last year of a frame; None where it has no row."""
    years = frame["year"]
    return None if years.is_empty() else (int(str(years.min())), int(str(years.max())))


def _in_system(frame: pl.DataFrame, keys: list[str], rows: Rows) -> tuple[pl.DataFrame, list[str]]:
    """Turn codes of the other state system into those of the panel, year by year."""
    own, other = code_name(rows.system), code_name(OTHER[rows.system])
    foreign = [key for key in keys if key.rstrip("123456789") == other]
    if not foreign:
        return frame, keys
    if "year" not in keys:
        raise PanelError(
            f"'{foreign[0]}' is of the other state system, and its codes agree with '{own}' only "
            "year by year",
            where=WHERE,
            next_step=f"give the keys {foreign[0]} and year, or {own}",
        )
    table = codes_by_year(rows.system)
    for key in foreign:
        translated = key.replace(other, own)
        names = {own: translated, other: key}
        joined = frame.join(
            table.rename(names), on=[key, "year"], how="inner", maintain_order="left"
        )
        frame = joined.drop(key)
        keys = [translated if name == key else name for name in keys]
    require_unique(frame, tuple(keys), where=f"{WHERE}, after its codes were turned into '{own}'")
    return frame, keys


def _matches(keys: list[str], rows: Rows) -> list[tuple[str, list[str]]]:
    """Find the panel's columns that the keys meet: as they are, or those of each side in turn."""
    columns = rows.keys.columns
    if all(key in columns for key in keys):
        return [("", list(keys))]
    matches = []
    for side in rows.sides:
        match = [key if key in columns else f"{key}{side}" for key in keys]
        if all(name in columns for name in match):
            matches.append((side, match))
    if matches:
        return matches
    for key in keys:
        if key not in columns and not any(f"{key}{side}" in columns for side in rows.sides):
            raise _no_key(key, rows)
    raise _no_key(keys[0], rows)
