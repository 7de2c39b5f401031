"""How far the hand-made facts about relations agree with UCDP, COW and ICB, pair by pair and year.

Each comparison is of pairs of states in years. A disagreement that no row of the deviations names
is unlisted; a row that names none is unused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from detente.actors.blocs import blocs
from detente.actors.deviations import deviations
from detente.actors.relation_facts import Fact, facts
from detente.actors.states import ccode_on, codes_of, identity_on
from detente.calendar import last_year
from detente.span import year_end
from detente.store.catalog import Catalog

FIRST = 1991
"""First year of the comparisons: the facts begin with the end of the Cold War."""
KEYS = ["ccode1", "ccode2", "year"]
SCHEMA = dict.fromkeys(KEYS, pl.Int64)
OURS, THEIRS = "ours alone", "theirs alone"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our facts beside one data set.

    Attributes
    ----------
    against : str
        ``"UCDP"``, ``"COW"`` or ``"ICB"``.
    first, last : int
        Years.
    agreed : int
        Pair-years that both have.
    listed : polars.DataFrame
        Disagreements with their reason: ``ccode1``, ``ccode2``, ``year``, ``whose``, ``reason``.
    unlisted : polars.DataFrame
        Disagreements that no row names.
    unused : polars.DataFrame
        Rows of the deviations that name no disagreement.
    """

    against: str
    first: int
    last: int
    agreed: int
    listed: pl.DataFrame
    unlisted: pl.DataFrame
    unused: pl.DataFrame


@cache
def code_in(letters: str, year: int) -> int | None:
    """Give the COW code that letters mean in a year, also of a state that was occupied then.

    Parameters
    ----------
    letters : str
        Letters of a state.
    year : int
        The year.

    Examples
    --------
    >>> code_in("KWT", 1991), code_in("YEM", 2020), code_in("YUG", 1999)
    (690, 679, 345)
    """
    codes = codes_of(letters)
    days = (year_end(year), date(year, 1, 1))
    held = [code for day in days if (code := ccode_on(letters, day)) is not None]
    return held[0] if held else next(iter(codes), None)


def pair_years(known: Iterable[Fact], first: int, last: int) -> pl.DataFrame:
    """Give the pairs of states and years of some facts, the lower code first.

    Parameters
    ----------
    known : iterable of Fact
        Facts; those that name a bloc are left out, their members are rows of their own.
    first, last : int
        Years.

    Returns
    -------
    polars.DataFrame
        ``ccode1`` < ``ccode2``, ``year``; each once.
    """
    rows = []
    for fact in known:
        if fact.keys & set(blocs()) or "UN" in fact.keys:
            continue
        ended = last if fact.end is None else fact.end.year
        for year in range(max(first, fact.start.year), min(last, ended) + 1):
            codes = sorted(code for key in fact.keys if (code := code_in(key, year)) is not None)
            if len(codes) == 2:
                rows.append((*codes, year))
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return frame.unique().sort(KEYS)


def _deviation_years(against: str) -> pl.DataFrame:
    """Give the deviations from a data set, a row a pair and year."""
    rows = []
    for place, row in enumerate(deviations()):
        if row.against != against:
            continue
        for year in range(row.first, row.last + 1):
            codes = sorted(code_in(key, year) or 0 for key in row.keys)
            rows.append((*codes, year, place, row.reason))
    schema = {**SCHEMA, "place": pl.Int64, "reason": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def compared(
    against: str, ours: pl.DataFrame, theirs: pl.DataFrame, *, first: int, last: int
) -> Comparison:
    """Set disagreements beside the deviations that explain them.

    Parameters
    ----------
    against : str
        The data set.
    ours, theirs : polars.DataFrame
        Pair-years that ought to be in the other one too, each with a column ``counterpart`` that
        says whether they are.
    first, last : int
        Years.
    """
    sides = ((OURS, ours), (THEIRS, theirs))
    missing = [
        frame.filter(~pl.col("counterpart")).select(*KEYS, pl.lit(whose).alias("whose"))
        for whose, frame in sides
    ]
    differing = pl.concat(missing)
    known = _deviation_years(against)
    reasons = known.unique(KEYS, keep="first", maintain_order=True)
    joined = differing.join(reasons, on=KEYS, how="left").sort(KEYS)
    used = known.join(differing, on=KEYS, how="semi").select("place").unique()
    within = known.filter(pl.col("year").is_between(first, last))
    without_reason = joined.filter(pl.col("reason").is_null())
    return Comparison(
        against=against,
        first=first,
        last=last,
        agreed=theirs.filter("counterpart").height,
        listed=joined.drop_nulls("reason").drop("place"),
        unlisted=without_reason.drop("place", "reason"),
        unused=within.join(used, on="place", how="anti"),
    )


def _beside(frame: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Mark the pair-years that another frame has too."""
    marked = other.select(KEYS).unique().with_columns(pl.lit(True).alias("counterpart"))
    joined = frame.select(KEYS).unique().join(marked, on=KEYS, how="left")
    return joined.with_columns(pl.col("counterpart").fill_null(False)).sort(KEYS)


def _keyed(frame: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Put the lower code first, in the years of the comparison."""
    codes = [pl.col(name).cast(pl.Int64) for name in ("ccode1", "ccode2")]
    low, high = pl.min_horizontal(codes), pl.max_horizontal(codes)
    year = pl.col("year").cast(pl.Int64)
    keyed = frame.select(low.alias("ccode1"), high.alias("ccode2"), year)
    return keyed.filter(pl.col("year").is_between(first, last))


def against_ucdp(catalog: Catalog) -> Comparison:
    """Compare our fighting with UCDP's interstate conflicts, to its last complete year.

    Parameters
    ----------
    catalog : Catalog
        The tables; those of the starter are enough.
    """
    last = catalog.last_year("ucdp_acd")
    table = catalog.frame("armed_conflicts").filter(
        pl.col("type_of_conflict").cast(pl.String) == "interstate"
    )
    theirs = _keyed(table, FIRST, last)
    ours = pair_years((one for one in facts() if one.kind == "fighting"), FIRST, last)
    return compared("UCDP", _beside(ours, theirs), _beside(theirs, ours), first=FIRST, last=last)


def against_cow(catalog: Catalog) -> Comparison:
    """Compare our wars with those of the Correlates of War, to their end.

    Parameters
    ----------
    catalog : Catalog
        The tables; the user's store must hold the wars.
    """
    last = last_year("cow_wars")
    theirs = _keyed(catalog.frame("cow_war_dyads"), FIRST, last)
    fought = pair_years((one for one in facts() if one.kind == "fighting"), FIRST, last)
    wars = pair_years((one for one in facts() if one.severity == "war"), FIRST, last)
    return compared("COW", _beside(wars, theirs), _beside(theirs, fought), first=FIRST, last=last)


def against_icb(catalog: Catalog) -> Comparison:
    """Compare our crises with those of ICB, to their end.

    Each crisis of theirs must be a crisis or fighting of ours in each of its years, and each of our
    crises one of theirs.

    Parameters
    ----------
    catalog : Catalog
        The tables; the user's store must hold the crises.
    """
    last = last_year("icb")
    dyads = catalog.frame("icb_dyads").filter(pl.col("edition") != "by hand")
    ends = pl.coalesce("end", pl.lit(year_end(last))).dt.year()
    years = dyads.select(
        "ccode1", "ccode2", pl.int_ranges(pl.col("start").dt.year(), ends + 1).alias("year")
    ).explode("year")
    theirs = _keyed(years, FIRST, last)
    crises = pair_years((one for one in facts() if one.kind == "crisis"), FIRST, last)
    both = ("crisis", "fighting")
    ours = pair_years((one for one in facts() if one.kind in both), FIRST, last)
    return compared("ICB", _beside(crises, theirs), _beside(theirs, ours), first=FIRST, last=last)


def named(frame: pl.DataFrame) -> pl.DataFrame:
    """Write the two states of each row as letters.

    Parameters
    ----------
    frame : polars.DataFrame
        With ``ccode1``, ``ccode2`` and ``year``.
    """
    codes = frame.select(KEYS).unique()
    pairs = [
        (one, other, year, _letters(one, year), _letters(other, year))
        for one, other, year in codes.iter_rows()
    ]
    schema = {**SCHEMA, "one": pl.String, "other": pl.String}
    letters = pl.DataFrame(pairs, schema=schema, orient="row")
    return frame.join(letters, on=KEYS, how="left")


def _letters(code: int, year: int) -> str:
    return identity_on(code, year_end(year)).key
