"""Private numberings of producers to codes of the two state systems, true by year.

A producer may count states in a way of its own that looks like the Correlates of War's: to Polity
626 is Sudan, to the Correlates of War it is South Sudan. ``crosswalks/NAME.csv`` lists where they
part, a row a key and span of years; an empty code says that the key is no member of that system.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

from detente.actors.states import identity_on
from detente.actors.systems import COMPLETE_TO, FIRST_YEAR, System, code_name, spells
from detente.errors import ParseError
from detente.span import year_end

@cache
def private_codes(name: str) -> pl.DataFrame:
    """Read the crosswalk of a producer's private numbering.

    Parameters
    ----------
    name : str
        Name of the file in ``sources/crosswalks``.

    Returns
    -------
    polars.DataFrame
        ``key``, ``from`` and ``to`` (first and last year), ``ccode`` (null where the key is not in
        the system), ``gwcode`` (null where it follows from the COW code; 0 where the key is not in
        the system although it has one), ``name`` (as the producer has it) and ``remark``.

    Examples
    --------
    >>> private_codes("polity").filter(pl.col("key") == "525")["ccode"].to_list()
    [626]
    """
    path = files("detente.sources").joinpath("crosswalks", f"{name}.csv")
    schema = {"key": pl.String, "ccode": pl.Int64, "gwcode": pl.Int64}
    frame = pl.read_csv(path.read_bytes(), schema_overrides=schema)
    return frame.with_columns(
        pl.col("from").cast(pl.Int64).fill_null(0), pl.col("to").cast(pl.Int64).fill_null(9999)
    )


@cache
def members_by_year(system: System) -> pl.DataFrame:
    """Give every code of a system with the years in which it was a member on any day.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.

    Returns
    -------
    polars.DataFrame
        ``ccode`` or ``gwcode``, and ``year``, each pair once.

    Examples
    --------
    >>> members_by_year("cow").filter(pl.col("ccode") == 511)["year"].to_list()
    [1963, 1964]
    """
    newest = pl.min_horizontal(pl.col("end").dt.year().cast(pl.Int64), COMPLETE_TO)
    first = pl.col("start").dt.year().cast(pl.Int64)
    spread = spells(system).select(
        pl.col("code").cast(pl.Int64).alias(code_name(system)),
        pl.int_ranges(first, newest + 1).alias("year"),
    )
    return spread.explode("year").unique().sort(code_name(system), "year")


def by_private_codes(
    frame: pl.DataFrame, name: str, *, key: str, default: str, system: System
) -> pl.DataFrame:
    """Replace a producer's key by the code of a state system, by the row's own year.

    A key that the crosswalk lists means what its rows say and nothing else; where two of them hold
    in one year, the row counts for both codes (West Germany and Germany in 1990). Rows whose key
    was no member of the system on any day of their year fall away.

    Parameters
    ----------
    frame : polars.DataFrame
        With the producer's key (text), ``year``, and the code that holds where the crosswalk says
        nothing of the key.
    name : str
        Name of the crosswalk.
    key, default : str
        Column of keys, and of the codes that hold for keys without a row.
    system : {"cow", "gw"}
        The state system.

    Returns
    -------
    polars.DataFrame
        ``ccode`` or ``gwcode`` first, without the two columns.

    Raises
    ------
    ParseError
        Where two keys mean one state in one year.

    Examples
    --------
    >>> rows = pl.DataFrame({"key": ["626", "525"], "number": [626, 525], "year": [2015, 2015]})
    >>> by_private_codes(rows, "polity", key="key", default="number", system="cow").rows()
    [(625, 2015), (626, 2015)]
    """
    code = code_name(system)
    pairs = frame.select(key, default, "year").unique(maintain_order=True)
    listed, plain = _parted(pairs, private_codes(name), key)
    known = pl.concat([listed, plain.with_columns(pl.col(default).alias("ccode"))], how="diagonal")
    coded = known if system == "cow" else _with_gwcode(known)
    known_codes = coded.select(key, "year", code).unique(maintain_order=True)
    members = known_codes.join(members_by_year(system), on=[code, "year"], how="semi")
    _require_one_key(members, code, key, where=name)
    joined = frame.join(members, on=[key, "year"], how="inner", maintain_order="left")
    return joined.select(code, pl.exclude(code, key, default))


def _parted(
    pairs: pl.DataFrame, crosswalk: pl.DataFrame, key: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the pairs into those of which the crosswalk speaks, with its codes, and the others."""
    spans = crosswalk.select(pl.col("key").alias(key), "from", "to", "ccode", "gwcode")
    of_keys = pairs.join(spans, on=key, how="inner")
    listed = of_keys.filter(pl.col("year").is_between(pl.col("from"), pl.col("to")))
    plain = pairs.join(spans, on=key, how="anti")
    return listed.drop("from", "to"), plain


def _with_gwcode(known: pl.DataFrame) -> pl.DataFrame:
    """Fill in the Gleditsch-Ward code of the state that holds a COW code in a year."""
    pairs = known.filter(pl.col("gwcode").is_null()).drop_nulls("ccode")
    pairs = pairs.select("ccode", "year").unique()
    codes = [_gwcode_of(code, year) for code, year in pairs.iter_rows()]
    followed = pairs.with_columns(pl.Series("followed", codes, dtype=pl.Int64))
    joined = known.join(followed, on=["ccode", "year"], how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("gwcode", "followed").alias("gwcode")).drop("followed")


def _gwcode_of(ccode: int, year: int) -> int | None:
    """Give the Gleditsch-Ward code under the name that a COW code has at the end of a year."""
    try:
        return identity_on(ccode, year_end(year)).gwcode
    except KeyError:
        return None


def _require_one_key(members: pl.DataFrame, code: str, key: str, *, where: str) -> None:
    """Refuse two keys that mean one state in one year."""
    twice = members.group_by(code, "year").agg(pl.col(key)).filter(pl.col(key).list.len() > 1)
    if twice.height:
        number, year, keys = twice.sort(code, "year").row(0)
        raise ParseError(
            f"{' and '.join(sorted(keys))} both mean {number} in {year}",
            where=f"crosswalk {where}",
            next_step="give each a span of years there",
        )
