"""Own data: a user's frame joined to a panel by declared keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from detente.actors.crosswalk import codes_by_year
from detente.actors.systems import code_name
from detente.errors import PanelError
from detente.grain import require_unique
from detente.panel.provenance import Origin
from detente.panel.rows import OTHER, Rows

WHERE = "the frame to add"


def as_polars(frame: Any) -> pl.DataFrame:
    """Take a polars, pandas or Arrow frame.

    Raises
    ------
    PanelError
        For anything else.
    """
    if isinstance(frame, pl.DataFrame):
        return frame
    kind = type(frame).__module__.partition(".")[0]
    try:
        if isinstance(frame, pl.LazyFrame):
            return frame.collect()
        found = (
            pl.from_pandas(frame)
            if kind == "pandas"
            else pl.from_arrow(frame)
            if kind == "pyarrow"
            else None
        )
    except Exception as error:  # pandas, Arrow and polars raise classes of their own
        raise PanelError(
            f"the frame cannot be read ({(str(error).splitlines() or ['?'])[0][:140]})", where=WHERE
        ) from error
    if not isinstance(found, pl.DataFrame):
        raise PanelError(
            f"a {type(frame).__name__} is no frame",
            where=WHERE,
            next_step="give polars, pandas or Arrow",
        )
    return found


GRAINS = {
    "state-years": ("{c}", "year"),
    "dyad-years": ("{c}1", "{c}2", "year"),
    "leader-years": ("obsid", "year"),
    "leader-dyad-years": ("obsid1", "obsid2", "year"),
}


def keys_of(grain: str | None, rows: Rows) -> list[str]:
    """Give the keys of a grain in the panel's state system.

    Raises
    ------
    PanelError
        Where neither keys nor a known grain were given.
    """
    if grain not in GRAINS:
        raise PanelError(
            "a frame needs keys, or a grain"
            if grain is None
            else f"no grain of a frame is called '{grain}'",
            where=WHERE,
            near=tuple(GRAINS),
        )
    return [key.format(c=code_name(rows.system)) for key in GRAINS[grain]]


def joined(
    rows: Rows,
    frame: Any,
    keys: Iterable[str] | str,
    *,
    source: str,
    version: str,
    citation: str,
    labels: Mapping[str, str],
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
    source, version, citation : str
        What is said of it.
    labels : mapping
        Column name to label.
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
    if not isinstance(keys, Iterable) or not all(isinstance(k, str) for k in keys):
        raise PanelError(f"keys={keys!r} are no names of columns", where=WHERE)
    for what, value in (("source", source), ("version", version), ("citation", citation)):
        if not isinstance(value, str):
            raise PanelError(f"{what}={value!r} should be text", where=WHERE)
    if not isinstance(labels, Mapping):
        raise PanelError(f"labels={labels!r} should map columns to labels", where=WHERE)
    named = [keys] if isinstance(keys, str) else list(dict.fromkeys(keys))
    mine = as_polars(frame)
    if not named:
        raise PanelError(
            "a frame needs keys",
            where=WHERE,
            next_step=f"say which of {', '.join(mine.columns[:6])} they are",
        )
    require_unique(mine, tuple(named), where=WHERE)
    known = _in_panel(named, rows)
    typed = mine.with_columns(_as_key(mine[k], known[k]) for k in named)
    nulls = [k for k in named if typed[k].null_count()]
    if nulls:
        raise PanelError(
            f"key '{nulls[0]}' is empty in {typed[nulls[0]].null_count():,} rows", where=WHERE
        )
    values = [c for c in mine.columns if c not in named]
    translated, named = _in_system(typed, named, rows)
    cited = (
        (citation if citation.lstrip().startswith("@") else _as_bibtex(source, citation),)
        if citation
        else ()
    )
    years = _span(translated) if "year" in named else None
    parts, origins, met = [], [], pl.DataFrame(schema={k: translated.schema[k] for k in named})
    for side, match in _matches(named, rows):
        renamed = {c: f"{c}{side}" for c in values}
        clash = [c for c in renamed.values() if c in taken]
        if clash:
            raise PanelError(
                f"the panel has a column '{clash[0]}' already",
                where=WHERE,
                next_step="rename it first",
            )
        parts.append(
            rows.keys.select(match)
            .join(
                translated.rename(renamed),
                left_on=match,
                right_on=named,
                how="left",
                maintain_order="left",
            )
            .select(renamed.values())
        )
        met = pl.concat(
            [
                met,
                rows.keys.select(match)
                .unique()
                .rename(dict(zip(match, named, strict=True)))
                .select(named),
            ]
        )
        origins += [
            Origin(
                column=new,
                base=old,
                sources=(source,),
                version=version,
                last_year=years[1] if years else None,
                citations=cited,
                rule="as given by the user",
                years=years,
                system=rows.system,
                sides=(side,) if side else rows.sides,
                event="",
                label=labels.get(old, old),
            )
            for old, new in renamed.items()
        ]
    lost = mine.height - translated.join(met, on=named, how="semi").height
    said = (
        (f"{lost:,} of {mine.height:,} rows of '{source}' met no row of the panel",) if lost else ()
    )
    return pl.concat(parts, how="horizontal"), tuple(origins), said


def _as_bibtex(source: str, text: str) -> str:
    """Make an entry of a reference that was given as plain text."""
    key = "".join(c for c in source.casefold() if c.isalnum()) or "own"
    return f"@misc{{{key},\n  note = {{{text}}}\n}}\n"


def _in_panel(keys: list[str], rows: Rows) -> dict[str, pl.DataType]:
    """Give the kind of the panel's column that each key has to meet.

    A code of the other state system is a whole number.
    """
    found: dict[str, pl.DataType] = {}
    other = code_name(OTHER[rows.system])
    for key in keys:
        kind = next(
            (t for c, t in rows.keys.schema.items() if c == key or c.rstrip("0123456789") == key),
            None,
        )
        if kind is None and key.rstrip("0123456789") != other:
            raise _no_key(key, rows)
        found[key] = kind or pl.Int64()
    return found


def _no_key(key: str, rows: Rows) -> PanelError:
    way = (
        "it is about pairs; use it with dyad-years"
        if key[-1:].isdigit() and len(rows.sides) == 1
        else f"its keys are {', '.join(rows.keys.columns[:6])}"
    )
    return PanelError(
        f"key '{key}' is none of this panel",
        where=rows.grain.name.lower().replace("_", "-") + "s",
        next_step=way,
    )


def _as_key(column: pl.Series, wanted: pl.DataType) -> pl.Series:
    if wanted.is_integer():
        if not column.dtype.is_numeric():
            raise PanelError(
                f"key '{column.name}' is {column.dtype}, the panel's is a whole number", where=WHERE
            )
        whole = (
            pl.select(pl.when(column.is_finite()).then(column)).to_series()
            if column.dtype.is_float()
            else column
        )
        if whole.dtype.is_float() and (whole != whole.round()).any():
            raise PanelError(f"key '{column.name}' holds what is no whole number", where=WHERE)
        return whole.cast(pl.Int64)
    try:
        return column.cast(wanted)
    except pl.exceptions.PolarsError:
        raise PanelError(
            f"key '{column.name}' is {column.dtype}, the panel's is {wanted}", where=WHERE
        ) from None


def _span(frame: pl.DataFrame) -> tuple[int, int] | None:
    years = frame["year"]
    return None if years.is_empty() else (int(str(years.min())), int(str(years.max())))


def _in_system(frame: pl.DataFrame, keys: list[str], rows: Rows) -> tuple[pl.DataFrame, list[str]]:
    """Turn codes of the other state system into those of the panel, year by year."""
    own, other = code_name(rows.system), code_name(OTHER[rows.system])
    foreign = [k for k in keys if k.rstrip("123456789") == other]
    if not foreign:
        return frame, keys
    if "year" not in keys:
        raise PanelError(
            f"'{foreign[0]}' is of the other state system, and its codes agree with '{own}' only year by year",
            where=WHERE,
            next_step=f"give the keys {foreign[0]} and year, or {own}",
        )
    table = codes_by_year(rows.system)
    for key in foreign:
        mine = key.replace(other, own)
        frame = frame.join(
            table.rename({own: mine, other: key}),
            on=[key, "year"],
            how="inner",
            maintain_order="left",
        ).drop(key)
        keys = [mine if k == key else k for k in keys]
    require_unique(frame, tuple(keys), where=f"{WHERE}, after its codes were turned into '{own}'")
    return frame, keys


def _matches(keys: list[str], rows: Rows) -> list[tuple[str, list[str]]]:
    """Find the panel's columns that the keys meet: as they are, or those of each side in turn."""
    have = rows.keys.columns
    if all(k in have for k in keys):
        return [("", list(keys))]
    found = []
    for side in rows.sides:
        match = [k if k in have else f"{k}{side}" for k in keys]
        if all(m in have for m in match):
            found.append((side, match))
    if not found:
        raise _no_key(
            next(
                k
                for k in keys
                if k not in have and not any(f"{k}{side}" in have for side in rows.sides)
            ),
            rows,
        )
    return found
