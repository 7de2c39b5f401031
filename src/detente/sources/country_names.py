"""Country names and letters of a source's file to COW codes, true by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import polars as pl

from detente.actors.names import fold
from detente.actors.states import crosswalk, identities
from detente.actors.systems import COMPLETE_TO, FIRST_YEAR


@cache
def letters_by_year() -> pl.DataFrame:
    """Give the COW code that ISO letters (or our key) mean at the end of each year.

    The letters of a successor do not reach back to its predecessor: RUS is nobody in 1989, and SUN
    is 365.

    Returns
    -------
    polars.DataFrame
        Columns ``letters``, ``year``, ``ccode``.
    """
    frames = [
        crosswalk(year).select(
            pl.col("iso3").alias("letters"), pl.lit(year, dtype=pl.Int64).alias("year"), "ccode"
        )
        for year in range(FIRST_YEAR, COMPLETE_TO + 1)
    ]
    return (
        pl.concat(frames).filter(pl.col("letters") != "").unique(["letters", "year"], keep="first")
    )


def by_letters(frame: pl.DataFrame, letters: str = "letters") -> pl.DataFrame:
    """Replace a column of letters by ``ccode``, by year.

    Rows that mean no member of the state system fall away.

    Parameters
    ----------
    frame : polars.DataFrame
        With a column of letters and ``year``.
    letters : str
        Name of the letters' column.

    Returns
    -------
    polars.DataFrame
        The same rows with ``ccode`` first.

    Examples
    --------
    >>> by_letters(pl.DataFrame({"letters": ["SUN", "RUS", "RUS"], "year": [1989, 1989, 2000]}))[
    ...     "ccode"
    ... ].to_list()
    [365, 365]
    """
    joined = frame.with_columns(
        pl.col(letters).str.to_uppercase(), pl.col("year").cast(pl.Int64)
    ).join(
        letters_by_year(),
        left_on=[letters, "year"],
        right_on=["letters", "year"],
        how="inner",
        maintain_order="left",
    )
    return joined.select("ccode", pl.exclude("ccode", letters))


@cache
def _letters_of_names() -> dict[str, frozenset[str]]:
    """Collect the letters of each name; a state's own name goes before another's alias."""
    own: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for identity in identities():
        if identity.ccode is not None:
            own.setdefault(fold(identity.name), set()).add(identity.iso3 or identity.key)
            for name in identity.aliases:
                other.setdefault(fold(name), set()).add(identity.iso3 or identity.key)
    return {name: frozenset(letters) for name, letters in (other | own).items()}


def letters_of(names: Iterable[str], extra: Mapping[str, str]) -> dict[str, str]:
    """Find the letters of country names; names that mean no state, or several, are left out.

    Parameters
    ----------
    names : iterable of str
        As the file writes them.
    extra : mapping
        Names that this file uses in a sense of its own, with their letters.

    Returns
    -------
    dict
        Name to letters.

    Examples
    --------
    >>> letters_of(["Ivory Coast", "Europe", "Viet Nam"], {"Viet Nam": "VNM"})
    {'Ivory Coast': 'CIV', 'Viet Nam': 'VNM'}
    """
    letters: dict[str, str] = {}
    for name in names:
        known = _letters_of_names().get(fold(name), frozenset())
        if name in extra:
            letters[name] = extra[name]
        elif len(known) == 1:
            letters[name] = next(iter(known))
    return letters


@cache
def codes_of_names() -> dict[str, int]:
    """Give the COW code of each name that means one code at all times.

    Returns
    -------
    dict
        Folded name to code.
    """
    codes_of: dict[str, set[int]] = {}
    for identity in identities():
        if identity.ccode is not None:
            for name in (identity.name, *identity.aliases):
                codes_of.setdefault(fold(name), set()).add(identity.ccode)
    return {name: next(iter(codes)) for name, codes in codes_of.items() if len(codes) == 1}
