"""Roll calls for the ideal-point model: the UN's vote sets with their filters, and user files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from detente.actors.states import codes_of
from detente.asked import of_kind
from detente.errors import EstimateError, RequestError
from detente.given import first_line
from detente.panel.user_file import read_frame
from detente.panel.user_frame import as_polars, require_cells

SETS = ("adopted", "voeten")
"""The vote sets: adopted resolutions (UN Digital Library), and votes of all kinds (Voeten).

The first reaches 2025, each vote in the calendar year in which its session began; the second ends
in 2019, sessions whole, as the literature has them.
"""
TABLES = {
    "adopted": ("un_votes_undl", "un_roll_calls_undl"),
    "voeten": ("un_votes", "un_roll_calls", "un_vote_matches"),
}
UN_CODES = (1, 2, 3, 8, 9)
"""Yes, abstain, no, absent, no member."""
LONGEST = 2
"""Sessions over which a repeated title holds one pair of cutpoints.

Of titles that come back two in five have the same text, so a title vouches for one repetition and
no more (docs/methods.md compares other lengths).
"""
PARAGRAPHS_TO = 1989
"""Last year whose votes on paragraphs and amendments count in every case."""
NO_SESSION = 1964
"""Year in which the assembly took no votes."""


@dataclass(frozen=True, slots=True)
class RollCalls:
    """Votes ready to be laid out, one row a vote.

    Attributes
    ----------
    frame : polars.DataFrame
        ``actor``, ``session``, ``call``, ``item``, ``choice`` (1 yes, 2 abstain, 3 no).
    name : str
        What the vote set is called; part of the name of every estimate made from it.
    labels : mapping of int to str
        Names of actors that have no COW code; empty where actors are codes.
    """

    frame: pl.DataFrame
    name: str
    labels: Mapping[int, str]


def collapse(pairs: pl.DataFrame) -> dict[int, int]:
    """Follow pairs of repeated roll calls back to the first of each chain.

    Parameters
    ----------
    pairs : polars.DataFrame
        ``rcid1`` (earlier) and ``rcid2``.

    Returns
    -------
    dict
        Each later roll call to the first of its chain.

    Examples
    --------
    >>> collapse(pl.DataFrame({"rcid1": [1, 4], "rcid2": [4, 9]}))
    {4: 1, 9: 1}
    """
    first: dict[int, int] = {}
    for earlier, later in pairs.select("rcid1", "rcid2").sort("rcid2", "rcid1").iter_rows():
        origin = first.get(earlier, earlier)
        first[later] = min(first.get(later, origin), origin)
    return first


def repeated_titles(calls: pl.DataFrame) -> pl.DataFrame:
    """Pair resolutions whose title comes back in the next session, once in each.

    Chains are cut after `LONGEST` sessions, since texts drift under an unchanged title.

    Parameters
    ----------
    calls : polars.DataFrame
        ``rcid``, ``year``, ``title``.

    Returns
    -------
    polars.DataFrame
        ``rcid1``, ``rcid2``.

    Examples
    --------
    >>> repeated_titles(
    ...     pl.DataFrame({"rcid": [1, 2, 3], "year": [2000, 2001, 2003], "title": ["Peace"] * 3})
    ... ).rows()
    [(1, 2)]
    """
    plain = calls.with_columns(
        pl.col("title").str.to_lowercase().str.replace_all(r"[^\p{L}]+", " ").str.strip_chars()
    )
    named = pl.col("title") != ""
    once = plain.filter((pl.len().over("title", "year") == 1) & named).sort("title", "year")
    begins = pl.col("year").diff().over("title").fill_null(0) != 1
    runs = once.with_columns(begins.cum_sum().over("title").alias("run"))
    chains = runs.with_columns(
        pl.int_range(pl.len()).over("title", "run").alias("place"),
        pl.col("rcid").shift(1).over("title", "run").alias("rcid1"),
    )
    repeats = pl.col("rcid1").is_not_null() & (pl.col("place") % LONGEST != 0)
    return chains.filter(repeats).select("rcid1", pl.col("rcid").alias("rcid2"))


def within_year(calls: pl.DataFrame) -> pl.DataFrame:
    """Keep roll calls taken in the calendar year in which their session began.

    A view from that December knew no later ones.

    Examples
    --------
    >>> from datetime import date
    >>> within_year(
    ...     pl.DataFrame({"year": [2013, 2013], "date": [date(2013, 12, 1), date(2014, 3, 27)]})
    ... ).height
    1
    """
    return calls.filter((pl.col("date").dt.year() <= pl.col("year")).fill_null(value=True))


def of_tables(
    tables: Mapping[str, pl.DataFrame],
    name: str = "adopted",
    *,
    issue: str | None = None,
    paragraphs: bool = False,
) -> RollCalls:
    """Take a vote set of the UN from tables of the store.

    Parameters
    ----------
    tables : mapping
        The tables of `TABLES`, and ``un_roll_call_issues`` where an issue is asked for.
    name : {"adopted", "voeten"}
        Which set.
    issue : str, optional
        Only roll calls with this code: me, nu, di, hr, co or ec; coded for Voeten's set, to 2019.
    paragraphs : bool
        Keep votes on paragraphs and amendments after 1989, as the authors' codebook says; their
        code, and so the published estimates, leave them out.

    Returns
    -------
    RollCalls

    Raises
    ------
    RequestError
        Where the set means nothing or issues are asked of the uncoded one.
    """
    if name not in SETS:
        raise RequestError(f"no vote set is called '{name}'", near=SETS)
    if name == "adopted" and issue is not None:
        raise RequestError(
            "issues are coded for Voeten's votes only", next_step="use the vote set 'voeten'"
        )
    if name == "adopted":
        held = (pl.col("special") == 0) & (pl.col("year") != NO_SESSION)
        calls = within_year(tables["un_roll_calls_undl"].filter(held))
        chains, votes = collapse(repeated_titles(calls)), tables["un_votes_undl"]
    else:
        calls = _voeten_calls(tables, issue, paragraphs=paragraphs)
        chains, votes = collapse(tables["un_vote_matches"]), tables["un_votes"]
    recorded = votes.filter(pl.col("vote").is_between(1, 3))
    cast = recorded.join(calls.select("rcid", "year"), on="rcid").filter(~_miscoded())
    names = {"ccode": "actor", "year": "session", "rcid": "call", "vote": "choice"}
    item = pl.col("call").replace(chains).alias("item")
    frame = cast.rename(names).select("actor", "session", "call", item, "choice")
    frame = frame.unique(["actor", "call"], keep="first", maintain_order=True)
    set_name = name + (f"_{issue}" if issue else "") + ("_paragraphs" if paragraphs else "")
    return RollCalls(frame=frame, name=set_name, labels={})


def _voeten_calls(
    tables: Mapping[str, pl.DataFrame], issue: str | None, *, paragraphs: bool
) -> pl.DataFrame:
    """Choose roll calls of Voeten's set."""
    calls = tables["un_roll_calls"].filter(pl.col("year") != NO_SESSION)
    if not paragraphs:
        is_part = (pl.col("para") == 1) | (pl.col("amend") == 1)
        left_out = (pl.col("date").dt.year() > PARAGRAPHS_TO) & is_part
        calls = calls.filter(~left_out.fill_null(value=False))
    if issue is not None:
        coded = tables["un_roll_call_issues"].filter(pl.col("issue") == issue)
        calls = calls.join(coded.select("rcid"), on="rcid", how="semi")
    return calls


def _miscoded() -> pl.Expr:
    """Find rows that the reference leaves out: Zanzibar, and South Africa in 1993."""
    zanzibar, south_africa = pl.col("ccode") == 511, pl.col("ccode") == 560
    return zanzibar | (south_africa & (pl.col("year") == 1993))


def read_votes(path: Path) -> RollCalls:
    """Read a user's file of votes in one of three layouts.

    Parameters
    ----------
    path : pathlib.Path
        .csv, .tsv or .parquet. Columns ``undl_id, ms_code, ms_vote, date, session``; or ``rcid,
        ccode, session|year, vote``; or ``actor, item, session, choice`` with choices in order 1, 2,
        3 (8 absent, 9 no member) and, where the same item is voted on again, ``call``.

    Returns
    -------
    RollCalls

    Raises
    ------
    RequestError
        Where the file cannot be read or its columns are none of these.
    EstimateError
        Where a vote is none of 1, 2, 3, 8, 9, or an actor votes twice on one roll call.
    """
    frame = _lower_names(read_frame(path, "votes"), path)
    columns = set(frame.columns)
    if {"undl_id", "ms_code", "ms_vote"} <= columns:
        from detente.sources.parsers.un_votes_undl import tables_of

        tables = tables_of(frame, path.name)
        _once(tables["un_votes_undl"], ["rcid", "ccode"], str(path))
        return of_tables(tables, "adopted")
    if {"rcid", "ccode", "vote"} <= columns:
        year = "year" if "year" in columns else "session"
        frame = frame if year == "session" else frame.drop("session", strict=False)
        frame = frame.rename({"rcid": "call", "ccode": "actor", "vote": "choice", year: "session"})
    missing = [name for name in ("actor", "session", "choice") if name not in frame.columns]
    if missing or not {"item", "call"} & set(frame.columns):
        raise RequestError(
            f"column '{missing[0] if missing else 'item'}' is missing",
            where=str(path),
            near=tuple(frame.columns)[:8],
            next_step=(
                "give actor, item, session, choice; or the UN Digital Library's or Voeten's columns"
            ),
        )
    call = "call" if "call" in frame.columns else "item"
    item = "item" if "item" in frame.columns else "call"
    keys = (pl.col(call).alias("call"), pl.col(item).alias("item"))
    return _own(
        frame.select("actor", "session", *keys, "choice"),
        by_session=call == "item",
        where=str(path),
        name=path.stem,
    )


def _lower_names(frame: pl.DataFrame, path: Path) -> pl.DataFrame:
    """Write the names of columns small, and refuse two that differ in capitals only."""
    names = {column: column.lower() for column in frame.columns}
    if len(set(names.values())) < len(names):
        raise RequestError(
            "two columns have one name, apart from capitals",
            where=str(path),
            near=tuple(frame.columns)[:8],
        )
    return frame.rename(names)


def roll_calls(frame: Any, name: str = "own") -> RollCalls:
    """Take any roll-call frame: actors x items x sessions with ordered choices.

    Parameters
    ----------
    frame : polars, pandas or arrow frame
        ``actor`` (code or name), ``item``, ``session`` (number), ``choice`` (1 yes, 2 abstain, 3
        no; 8 and 9 are left out) and, where the same item is voted on again, ``call``.
    name : str
        Name of the vote set.

    Returns
    -------
    RollCalls
        Votes by actor, item and session, as `ideal_points` takes them.

    Raises
    ------
    EstimateError
        Where a choice is none of 1, 2, 3, 8, 9, a cell is empty, or an actor votes twice on one
        roll call.

    Examples
    --------
    >>> votes = pl.DataFrame(
    ...     {"actor": ["x", "y"], "session": [1, 1], "item": [1, 1], "choice": [1, 3]}
    ... )
    >>> roll_calls(votes).labels
    {0: 'x', 1: 'y'}
    """
    frame, name = as_polars(frame), of_kind(name, str, "name")
    missing = [c for c in ("actor", "item", "session", "choice") if c not in frame.columns]
    if missing:
        raise RequestError(
            f"column '{missing[0]}' is missing", where=name, near=tuple(frame.columns)[:8]
        )
    call = "call" if "call" in frame.columns else "item"
    votes = frame.select("actor", "session", pl.col(call).alias("call"), "item", "choice")
    require_cells(votes, votes.columns, name)
    try:
        return _own(votes, by_session=call == "item", where=name, name=name)
    except PolarsError as error:
        raise EstimateError(
            f"the votes cannot be read ({first_line(error)})", where=name
        ) from error


def _own(frame: pl.DataFrame, *, by_session: bool, where: str, name: str) -> RollCalls:
    """Check a user's votes and give every actor and item a number."""
    empty = [column for column in frame.columns if frame[column].null_count()]
    if empty:
        count = frame[empty[0]].null_count()
        raise EstimateError(f"column '{empty[0]}' has {count} empty cells", where=where)
    frame = _whole_numbers(frame, where)
    odd = frame.filter(~pl.col("choice").is_in(UN_CODES))
    if odd.height:
        raise EstimateError(
            f"{odd.height} votes are none of 1 yes, 2 abstain, 3 no, 8 absent, 9 no member; "
            f"the first is {odd['choice'][0]}",
            where=where,
        )
    keys = ["actor", "call", "session"] if by_session else ["actor", "call"]
    _once(frame, keys, where)
    numbered, labels = _numbered_actors(frame.filter(pl.col("choice") <= 3))
    ranks = [
        pl.col(key).cast(pl.Int64)
        if numbered.schema[key].is_integer()
        else pl.col(key).rank("dense").cast(pl.Int64)
        for key in ("call", "item")
    ]
    numbered = numbered.with_columns(*ranks, pl.col("actor").cast(pl.Int64))
    return RollCalls(frame=numbered, name=name, labels=labels)


def _whole_numbers(frame: pl.DataFrame, where: str) -> pl.DataFrame:
    """Read choices and sessions as whole numbers, or refuse them."""
    numbers = pl.col("choice", "session")
    try:
        whole = frame.with_columns(numbers.cast(pl.Int64))
        rests = frame.select(numbers.cast(pl.Float64) % 1)
    except PolarsError as error:
        raise EstimateError("choice and session must be whole numbers", where=where) from error
    if (rests.to_numpy() != 0).any():
        raise EstimateError("choice and session must be whole numbers", where=where)
    return whole


def _numbered_actors(frame: pl.DataFrame) -> tuple[pl.DataFrame, dict[int, str]]:
    """Give every actor a number: its COW code where all have one, else its place among the names.

    Returns
    -------
    tuple
        The votes, and the names by number; no names where actors are codes.
    """
    if frame.schema["actor"].is_integer():
        return frame, {}
    actor = pl.col("actor").cast(pl.String)
    texts = frame.select(actor.unique().sort())["actor"].to_list()
    codes = {text: next(iter(codes_of(text)), None) for text in texts}
    all_states = None not in codes.values() and len(set(codes.values())) == len(texts)
    numbers = codes if all_states else {text: place for place, text in enumerate(texts)}
    numbered = frame.with_columns(actor.replace_strict(numbers, return_dtype=pl.Int64))
    return numbered, {} if all_states else dict(enumerate(texts))


def _once(frame: pl.DataFrame, keys: list[str], where: str) -> None:
    """Refuse votes that an actor cast twice."""
    twice = frame.filter(frame.select(keys).is_duplicated())
    if twice.height:
        row = ", ".join(f"{k}={v}" for k, v in twice.select(keys).row(0, named=True).items())
        raise EstimateError(
            f"{twice.height} votes share a key, the first {row}",
            where=where,
            next_step="an actor votes once on a roll call",
        )


def arrays(calls: RollCalls) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
    """Give actor, session, item and choice of each vote as arrays."""
    return tuple(
        calls.frame[c].to_numpy().astype(np.int64) for c in ("actor", "session", "item", "choice")
    )
