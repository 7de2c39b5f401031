"""Resolutions: how alike two parties voted on five measures, and which votes divided them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import actual
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.year_end_codes import to_year_end
from detente.errors import MissingTable, RequestError
from detente.estimators.joint import Alike, alike
from detente.sources.ensure import ensure
from detente.store.home import Store

NEEDED = {
    "adopted": ("un_votes_undl", "un_roll_calls_undl"),
    "voeten": ("un_votes", "un_roll_calls", "un_roll_call_issues"),
}
WORDS = {1: "yes", 2: "abstain", 3: "no"}


@dataclass(frozen=True, slots=True)
class Divided:
    """One roll call and how the parties voted on it.

    Attributes
    ----------
    date : datetime.date or None
        When it was taken.
    year : int
        Year in which the session began.
    resolution, text : str
        Its symbol and title, as the source has them.
    first, second : float
        Mean choice of each party, 1 yes to 3 no; of a state its vote.
    yes, abstain, no : int
        How all states voted.
    """

    date: date | None
    year: int
    resolution: str
    text: str
    first: float
    second: float
    yes: int
    abstain: int
    no: int

    @property
    def gap(self) -> float:
        """How far apart they voted, 0 to 2."""
        return abs(self.first - self.second)


def tables(
    store: Store,
    issue: str | None = None,
    *,
    offline: bool | None = None,
) -> dict[str, pl.DataFrame]:
    """Bring the votes that are compared: adopted resolutions, or Voeten's votes on an issue.

    Raises
    ------
    MissingTable
        Where they are not available.
    """
    needed = NEEDED["voeten" if issue else "adopted"]
    reason = ensure(needed, store, offline=offline)
    if reason:
        raise MissingTable(f"the votes are not available: {reason}")
    return {t: store.get(t).frame for t in needed}


def shared(
    found: Mapping[str, pl.DataFrame],
    pair: RelationKey,
    first: int,
    last: int,
    issue: str | None = None,
) -> pl.DataFrame:
    """Put the parties' votes side by side.

    Parameters
    ----------
    found : mapping
        From `tables`.
    pair : RelationKey
        The parties and the view; nothing after it enters.
    first, last : int
        Years of sessions.
    issue : str, optional
        Only roll calls with this code.

    Returns
    -------
    polars.DataFrame
        One row a roll call on which both voted: ``rcid``, ``year``, ``date``, ``resolution``,
        ``text``, ``a``, ``b``, ``yes``, ``abstain``, ``no``, ``a_median``, ``b_median``; newest
        first.

    Raises
    ------
    RequestError
        Where they share no recorded vote in these years.
    """
    last = min(last, pair.day.year)
    votes, calls = _votes_and_calls(found, issue)
    known = (pl.col("date") <= pair.day).fill_null(value=True)
    calls = calls.filter(pl.col("year").is_between(first, last) & known)
    recorded = votes.filter(pl.col("vote").is_between(1, 3))
    cast = to_year_end(recorded.join(calls.select("rcid", "year"), on="rcid"), "ccode")
    counts = [(pl.col("vote") == code).sum().alias(word) for code, word in WORDS.items()]
    rows = calls.select("rcid", "year", "date", "resolution", "text")
    tally = cast.group_by("rcid").agg(counts)
    for part in (_side(cast, pair.first, "a"), _side(cast, pair.second, "b"), tally):
        rows = rows.join(part, on="rcid")
    rows = rows.sort("date", "rcid", descending=[True, False])
    if rows.is_empty():
        on_issue = f" on '{issue}'" if issue else ""
        raise RequestError(f"{pair.words} share no recorded vote in {first} to {last}{on_issue}")
    return rows


def _votes_and_calls(
    tables: Mapping[str, pl.DataFrame], issue: str | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give votes and roll calls with ``resolution`` and ``text``, from either set."""
    if "un_votes_undl" in tables:
        titled = tables["un_roll_calls_undl"].with_columns(pl.col("title").alias("text"))
        return tables["un_votes_undl"], titled
    coded = tables["un_roll_call_issues"].filter(pl.col("issue") == issue).select("rcid")
    named = tables["un_roll_calls"].with_columns(
        pl.col("unres").fill_null("").alias("resolution"),
        pl.col("short").fill_null("").alias("text"),
    )
    return tables["un_votes"], named.join(coded, on="rcid", how="semi")


def _side(cast: pl.DataFrame, party: Actor, name: str) -> pl.DataFrame:
    """Give the mean and the median choice of a party's members on each roll call."""
    members = actual(party).with_columns(pl.all().cast(pl.Int64))
    mean = pl.col("vote").mean().alias(name)
    median = pl.col("vote").median().alias(f"{name}_median")
    return cast.join(members, on=["ccode", "year"]).group_by("rcid").agg(mean, median)


def likeness(rows: pl.DataFrame, *, draws: int = 1000, seed: int = 1) -> Alike:
    """Measure how alike the parties voted; a bloc counts with its median choice."""

    def choice(name: str) -> NDArray[np.int64]:
        return np.asarray(np.rint(rows[f"{name}_median"].to_numpy()), dtype=np.int64)

    return alike(choice("a"), choice("b"), draws=draws, seed=seed)


def dividing(rows: pl.DataFrame, top: int = 10) -> tuple[Divided, ...]:
    """Give the votes that divide the parties most.

    Among equals those on which all states were most divided come first, then the newest.

    Examples
    --------
    >>> from datetime import date
    >>> two = pl.DataFrame(
    ...     {
    ...         "rcid": [1, 2],
    ...         "year": [2000, 2001],
    ...         "date": [date(2000, 12, 1), date(2001, 12, 1)],
    ...         "resolution": ["A", "B"],
    ...         "text": ["x", "y"],
    ...         "a": [1.0, 1.0],
    ...         "b": [1.0, 3.0],
    ...         "yes": [9, 9],
    ...         "abstain": [0, 0],
    ...         "no": [1, 1],
    ...     }
    ... )
    >>> dividing(two, 1)[0].resolution
    'B'
    """
    choices = ("yes", "abstain", "no")
    gap = (pl.col("a") - pl.col("b")).abs().alias("gap")
    largest_part = pl.max_horizontal(choices) / pl.sum_horizontal(choices)
    ordered = rows.with_columns(gap, largest_part.alias("largest_part")).sort(
        "gap", "largest_part", "date", descending=[True, False, True], nulls_last=True
    )
    columns = ["date", "year", "resolution", "text", "a", "b", *choices]
    named = ordered.head(top).select(columns).rename({"a": "first", "b": "second"})
    return tuple(Divided(**row) for row in named.iter_rows(named=True))
