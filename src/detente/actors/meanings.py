"""What names, letters and codes mean: every meaning with the days between which it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import polars as pl

from detente.actors.crosswalk import codes_by_year
from detente.actors.names import fold
from detente.actors.states import FIRST_DAY, Identity, identities
from detente.actors.systems import System, code_name, spells
from detente.frame_files import read_csv
from detente.span import OPEN_END, Span

MEANINGS = {
    "name": pl.String,
    "code": pl.Int64,
    "named": pl.Date,
    "unnamed": pl.Date,
    "rank": pl.Int64,
}
"""What a name may mean: a code (null for what is no state), from one day to another."""
OWN, ALIAS, FORMER = 0, 1, 2
"""Ranks of a meaning: a state's own name, letters or code; another name; letters of a state that
has changed them since."""
OWN_NAME = pl.lit(OWN, dtype=pl.Int64).alias("rank")
ELSEWHERE = -1
"""Stands for the code of a state that only the other system knows: never a member of this one."""
ONE_DAY = timedelta(days=1)
LETTERS = 3
"""Length of ISO letters."""
Meaning = tuple[str, int | None, date, date, int]
"""A row of meanings, in the order of `MEANINGS`."""


@dataclass(frozen=True)
class Dialect:
    """Names or numbers that one producer uses in a sense of its own.

    Attributes
    ----------
    id : str
        What it is called.
    meanings : polars.DataFrame
        ``key`` (as the producer writes it), ``from`` and ``to`` (days; null where open), and
        ``ccode``, ``gwcode`` or both; a key without any code means no state. Where one of them is
        not a column, it is that of the same state by year. A key that occurs has these meanings
        alone.
    cow_numbers : bool
        Whether a number that does not occur is a code of the Correlates of War, in either system.
    complete : bool
        Whether a key that does not occur is unknown; by default it means what it means elsewhere.
    """

    id: str
    meanings: pl.DataFrame
    cow_numbers: bool = False
    complete: bool = False


def meanings_with(system: System, dialect: Dialect | None) -> pl.DataFrame:
    """Give all meanings of names, those of a dialect in place of the usual ones.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    dialect : Dialect or None
        What one producer means by names or numbers of its own.
    """
    usual = meanings(system)
    if dialect is None:
        return usual
    own = _while_members(_of_dialect(dialect, system), system)
    if dialect.complete:
        return own
    if dialect.cow_numbers and system == "gw":
        is_number = pl.col("name").str.contains(r"^\d+$")
        usual = pl.concat([usual.filter(~is_number), _while_members(_cow_numbers(), system)])
    rest = usual.filter(~pl.col("name").is_in(own["name"].implode()))
    return pl.concat([own, rest])


def _of_dialect(dialect: Dialect, system: System) -> pl.DataFrame:
    """Give the meanings of a dialect in a state system."""
    rows = dialect.meanings
    own, other = code_name(system), code_name("gw" if system == "cow" else "cow")
    if own not in rows.columns:
        rows = _by_year(rows, other)
    code = pl.col(own).cast(pl.Int64)
    if other in rows.columns:
        elsewhere = pl.col(other).is_not_null()
        code = pl.coalesce(code, pl.when(elsewhere).then(pl.lit(ELSEWHERE, dtype=pl.Int64)))
    names = pl.Series("name", [fold(key) for key in rows["key"]], dtype=pl.String)
    named = pl.col("from").fill_null(FIRST_DAY).alias("named")
    unnamed = pl.col("to").fill_null(OPEN_END).alias("unnamed")
    return rows.select(names, code.alias("code"), named, unnamed, OWN_NAME)


def _by_year(rows: pl.DataFrame, known: str) -> pl.DataFrame:
    """Join the codes of the other system to those that are known, a row a year."""
    pairs = codes_by_year("cow" if known == "ccode" else "gw")
    start, end = pl.date(pl.col("year"), 1, 1), pl.date(pl.col("year"), 12, 31)
    open_rows = rows.with_columns(
        pl.col("from").fill_null(FIRST_DAY), pl.col("to").fill_null(OPEN_END)
    )
    both = open_rows.join(pairs, on=known, how="left").filter(
        pl.col("year").is_null() | ((start <= pl.col("to")) & (end >= pl.col("from")))
    )
    return both.with_columns(
        pl.max_horizontal("from", start).alias("from"), pl.min_horizontal("to", end).alias("to")
    )


def _cow_numbers() -> pl.DataFrame:
    """Give the Gleditsch-Ward codes that codes of the Correlates of War mean, a row a year."""
    start = pl.date(pl.col("year"), 1, 1).alias("named")
    end = pl.date(pl.col("year"), 12, 31).alias("unnamed")
    name = pl.col("ccode").cast(pl.String).alias("name")
    code = pl.col("gwcode").alias("code")
    return codes_by_year("cow").select(name, code, start, end, OWN_NAME)


@cache
def meanings(system: System = "cow") -> pl.DataFrame:
    """Give every meaning of every name, letters and code that is known.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.

    Returns
    -------
    polars.DataFrame
        ``name`` (folded), ``code`` (null for what is no state), ``named`` and ``unnamed`` (days
        between which the name is used), ``rank``, and ``from`` and ``to``: days between which the
        state is a member under that name; null where it never is.
    """
    rows = [row for name in identities() for row in _rows_of(name, system)]
    states = pl.DataFrame(rows, schema=MEANINGS, orient="row")
    as_text = pl.col("code").cast(pl.String).alias("name")
    named, unnamed = pl.lit(FIRST_DAY).alias("named"), pl.lit(OPEN_END).alias("unnamed")
    codes = spells(system).select(as_text, "code", named, unnamed, OWN_NAME)
    usual = pl.concat([states, codes]).unique(maintain_order=True)
    others = _not_states().filter(~pl.col("name").is_in(usual["name"].implode()))
    return _while_members(pl.concat([usual, others]), system)


def _rows_of(identity: Identity, system: System) -> Iterator[Meaning]:
    """Give the meanings of the names of one row of the crosswalk."""
    code = getattr(identity, code_name(system))
    if code is None and (identity.ccode is not None or identity.gwcode is not None):
        code = ELSEWHERE
    start, end = identity.span.start, identity.span.end
    letters = {identity.key, identity.iso3} - {""}
    other = {fold(name) for name in identity.aliases} - {fold(identity.name)}
    yield fold(identity.name), code, start, end, OWN
    for name in other:
        yield name, code, start, end, ALIAS
    for key in letters:
        for span in _while_in_use(identity):
            yield fold(key), code, span.start, span.end, OWN
        if len(key) == LETTERS and end != OPEN_END and not _used_later(key, end):
            yield from _later(key, identity, system)


def _later(letters: str, identity: Identity, system: System) -> Iterator[Meaning]:
    """Give what the letters of a former name mean afterwards: the state under its later names."""
    end = identity.span.end
    for name in identities():
        if name.ccode == identity.ccode is not None and name.span.end > end:
            code = getattr(name, code_name(system))
            yield fold(letters), code, max(end, name.span.start), name.span.end, FORMER


def _while_in_use(identity: Identity) -> tuple[Span, ...]:
    """Give the spans of a name less those in which the same code had a name of a shorter span: RUS
    is not the Soviet Union.
    """
    length = identity.span.end - identity.span.start
    narrower = sorted(
        name.span
        for name in identities()
        if name.ccode == identity.ccode
        and name.gwcode == identity.gwcode
        and name.span.end - name.span.start < length
    )
    start, spans = identity.span.start, []
    for span in narrower:
        if start < span.start:
            spans.append(Span(start, span.start - ONE_DAY))
        if span.end != OPEN_END:
            start = max(start, span.end + ONE_DAY)
    return (*spans, Span(start, identity.span.end))


def _used_later(letters: str, day: date) -> bool:
    """Tell whether a state has letters after a day."""
    return any(letters in (name.key, name.iso3) and name.span.end > day for name in identities())


def _while_members(named: pl.DataFrame, system: System) -> pl.DataFrame:
    """Join the days between which each code was a member under its name."""
    joined = named.join(spells(system).select("code", "start", "end"), on="code", how="left")
    is_nobody = pl.col("code").is_null()
    # what is no state needs no membership; a state without a spell is never a member
    counts = is_nobody | pl.col("start").is_not_null()
    first, last = pl.max_horizontal("named", "start"), pl.min_horizontal("unnamed", "end")
    is_member = counts & (first <= last)
    start = pl.when(is_member).then(first).alias("from")
    end = pl.when(is_member).then(last).alias("to")
    return joined.select(*MEANINGS, start, end)


@cache
def _not_states() -> pl.DataFrame:
    """Read the names and letters of territories and aggregates, which are no states."""
    text = files("detente.actors").joinpath("tables/not_states.csv").read_bytes()
    frame = read_csv(text, infer_schema=False)
    cells = (cell or "" for row in frame.iter_rows() for cell in row)
    names = {fold(name) for cell in cells for name in cell.split(";")}
    rows = [(name, None, FIRST_DAY, OPEN_END, OWN) for name in sorted(names - {""})]
    return pl.DataFrame(rows, schema=MEANINGS, orient="row")
