"""Agreement of all pairs of states in UN votes, by session and by issue."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from detente.actors.year_end_codes import to_year_end
from detente.calendar import first_year, last_year
from detente.estimators.agreement import scott_pi
from detente.grain import Grain
from detente.store.starter import DerivedTable

ISSUES = {
    "me": "Palestine and the conflict around it",
    "nu": "nuclear weapons and nuclear material",
    "di": "arms control and disarmament",
    "hr": "human rights",
    "co": "colonialism and self-determination",
    "ec": "economic development",
}
"""Issue codes, and what the resolutions with each are about; one may have several codes."""
FIRST = first_year("un_votes")
WINDOW = 5
"""Years of one window of votes by issue."""
OPEN_TO = last_year("un_votes")
"""Last year of the open votes; adopted resolutions carry on from there."""
LEAST = 5
"""Fewest votes two states must share before agreement is given."""


def window_of(last: int) -> tuple[int, int]:
    """Give first and last year of the window that is named by its last.

    Examples
    --------
    >>> window_of(2010), window_of(2019)
    ((2006, 2010), (2016, 2019))
    """
    return last - (last - FIRST) % WINDOW, last


def _choices(
    votes: pl.DataFrame,
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int8]], list[int]]:
    """Spread votes into a matrix of states by roll calls, 0 where a state cast none."""
    states = votes["ccode"].unique().sort()
    calls = votes["rcid"].unique().sort()
    matrix = np.zeros((states.len(), calls.len()), dtype=np.int8)
    rows = np.searchsorted(states.to_numpy(), votes["ccode"].to_numpy())
    columns = np.searchsorted(calls.to_numpy(), votes["rcid"].to_numpy())
    matrix[rows, columns] = votes["vote"].to_numpy()
    return matrix, states.to_list()


def pairs_of(votes: pl.DataFrame) -> pl.DataFrame:
    """Compute agreement of all pairs on a set of votes.

    Parameters
    ----------
    votes : polars.DataFrame
        Columns ``rcid``, ``ccode``, ``vote`` (1 yes, 2 abstain, 3 no).

    Returns
    -------
    polars.DataFrame
        ``ccode1`` < ``ccode2``, ``pi`` (null where nothing varies or too few votes are shared),
        ``votes``.

    Examples
    --------
    >>> pairs_of(pl.DataFrame({"rcid": [1, 1], "ccode": [2, 20], "vote": [1, 3]}))[
    ...     "votes"
    ... ].to_list()
    [1]
    """
    matrix, states = _choices(votes)
    result = scott_pi(matrix)
    upper = np.triu_indices(len(states), 1)
    codes = np.array(states, dtype=np.int64)
    shared = result.votes[upper]
    pi = np.where(shared >= LEAST, result.pi[upper], np.nan)
    frame = pl.DataFrame(
        {"ccode1": codes[upper[0]], "ccode2": codes[upper[1]], "pi": pi, "votes": shared}
    )
    return frame.filter(pl.col("votes") > 0).with_columns(pl.col("pi").fill_nan(None))


def _pack(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep pi as whole thousandths: small, and as exact as the measure itself."""
    thousandths = (pl.col("pi") * 1000).round().cast(pl.Int16).alias("pi_thousandths")
    short = pl.col("votes", "ccode1", "ccode2", "year").cast(pl.Int16)
    return frame.with_columns(thousandths, short).drop("pi")


def by_session(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute agreement of all pairs in each session.

    All recorded votes to 2019, votes on adopted resolutions after that.
    """
    newer = tables["un_roll_calls_undl"].filter(
        (pl.col("year") > OPEN_TO) & (pl.col("special") == 0)
    )
    return pl.concat(
        [
            session_agreement(tables["un_votes"], tables["un_roll_calls"]),
            session_agreement(tables["un_votes_undl"], newer),
        ]
    ).sort("ccode1", "ccode2", "year")


def session_agreement(votes: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """Compute agreement of all pairs, session by session.

    Parameters
    ----------
    votes : polars.DataFrame
        ``rcid``, ``ccode``, ``vote``; codes other than 1 to 3 are left out.
    calls : polars.DataFrame
        ``rcid``, ``year``; where there is a ``date``, votes of the next calendar year are left out.
    """
    cast = votes.filter(pl.col("vote").is_between(1, 3)).join(_dated(calls), on="rcid")
    sessions = to_year_end(cast, "ccode").partition_by("year", as_dict=True)
    parts = [
        pairs_of(session).with_columns(pl.lit(year, dtype=pl.Int64).alias("year"))
        for (year,), session in sorted(sessions.items())
    ]
    columns = ["ccode1", "ccode2", "year", "pi_thousandths", "votes"]
    return _pack(pl.concat(parts)).select(columns).sort("ccode1", "ccode2", "year")


def _dated(calls: pl.DataFrame) -> pl.DataFrame:
    """Give roll calls and their years, without those taken after the year's end."""
    from detente.identity.roll_calls import within_year

    return (within_year(calls) if "date" in calls.columns else calls).select("rcid", "year")


def by_issue(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute agreement of all pairs by issue in windows of five years; `year` is the last."""
    years_on = WINDOW - 1 - (pl.col("year") - FIRST) % WINDOW
    last = pl.min_horizontal(pl.col("year") + years_on, pl.col("year").max())
    coded = (
        tables["un_votes"]
        .join(_dated(tables["un_roll_calls"]), on="rcid")
        .join(tables["un_roll_call_issues"], on="rcid")
        .with_columns(last.alias("window"))
    )
    votes = to_year_end(coded, "ccode", year="window")
    votes = votes.unique(["rcid", "ccode", "issue"], keep="first", maintain_order=True)
    windows = votes.partition_by("window", "issue", as_dict=True)
    parts = [
        _of_window(part, int(window), str(issue))
        for (window, issue), part in sorted(windows.items())
    ]
    frame = _pack(pl.concat(parts)).with_columns(pl.col("issue").cast(pl.Enum(list(ISSUES))))
    columns = ["ccode1", "ccode2", "year", "issue", "pi_thousandths", "votes"]
    return frame.select(columns).sort("issue", "year", "ccode1", "ccode2")


def _of_window(votes: pl.DataFrame, window: int, issue: str) -> pl.DataFrame:
    """Compute agreement of all pairs on an issue in a window, where it is defined."""
    pairs = pairs_of(votes.select("rcid", "ccode", "vote")).filter(pl.col("pi").is_not_null())
    year = pl.lit(window, dtype=pl.Int64).alias("year")
    return pairs.with_columns(year, pl.lit(issue).alias("issue"))


VOTE_TABLES = ("un_votes", "un_roll_calls")
DERIVED_TABLES = (
    DerivedTable(
        id="agreement",
        grain=Grain.DYAD_YEAR,
        needs=(*VOTE_TABLES, "un_votes_undl", "un_roll_calls_undl"),
        make=by_session,
        rule=(
            f"Scott's pi on all recorded votes of a session, after {OPEN_TO} on adopted "
            f"resolutions, null below {LEAST} shared votes; thousandths"
        ),
        estimated=True,
    ),
    DerivedTable(
        id="agreement_by_issue",
        grain=Grain.DYAD_YEAR_ISSUE,
        needs=(*VOTE_TABLES, "un_roll_call_issues"),
        make=by_issue,
        rule=f"Scott's pi on the votes of {WINDOW} years with an issue code, year is the window's "
        "last; thousandths",
    ),
)
