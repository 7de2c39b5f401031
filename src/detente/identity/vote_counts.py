"""Counts of UN votes that may be shipped: the same vote, votes with a united bloc, by topic.

Each counts over a whole calendar year, or five. Nothing says which resolution a count is about, nor
what anyone chose: exchanging yes, abstention and no within a vote, or the votes of a year, leaves
every count as it is. Counts of fewer than `LEAST` votes are left out, and so is what would follow
from the counts that are given (decision 0009).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from detente.actors.blocs import Bloc, blocs
from detente.actors.composition import actual
from detente.actors.year_end_codes import to_year_end
from detente.calendar import last_year
from detente.estimators.joint_counts import joint_counts
from detente.grain import Grain
from detente.identity.agreement import FIRST, WINDOW
from detente.identity.topics import TOPICS, topic
from detente.store.starter import DerivedTable

LEAST = 10
"""Fewest votes of a count: no single one can be told from it."""
LEAST_MEMBERS = 4
"""Fewest members whose votes can show that a bloc is united; half of all members at least."""
CHOICES = (1, 2, 3)
"""Yes, abstain, no: what counts as a vote."""
NEEDS = ("un_votes_undl", "un_roll_calls_undl")
LAST = last_year("un_votes_undl")
PAIR = ("ccode1", "ccode2")


def cast_votes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give every vote that was cast with the calendar year of its day.

    Parameters
    ----------
    tables : mapping
        ``un_votes_undl`` and ``un_roll_calls_undl``.

    Returns
    -------
    polars.DataFrame
        ``rcid``, ``ccode`` (that of 31 December), ``vote`` (1 to 3), ``year``, ``topic``; special
        and emergency sessions among them.
    """
    calls = tables["un_roll_calls_undl"].select(
        "rcid", pl.col("date").dt.year().cast(pl.Int64).alias("year"), topic()
    )
    votes = tables["un_votes_undl"].filter(pl.col("vote").is_in(CHOICES)).join(calls, on="rcid")
    dated = to_year_end(votes, "ccode").unique(["rcid", "ccode"], keep="first", maintain_order=True)
    return dated.select("rcid", "ccode", "vote", "year", "topic")


def pair_counts(votes: pl.DataFrame) -> pl.DataFrame:
    """Count, for each two states, the votes that both cast and those that both cast alike.

    Parameters
    ----------
    votes : polars.DataFrame
        ``rcid``, ``ccode``, ``vote``.

    Returns
    -------
    polars.DataFrame
        ``ccode1`` < ``ccode2``, ``votes``, ``same``; pairs with fewer than `LEAST` are left out.

    Examples
    --------
    >>> cast = {"rcid": [*range(10)] * 2, "ccode": [2] * 10 + [20] * 10, "vote": [1] * 19 + [3]}
    >>> pair_counts(pl.DataFrame(cast)).rows()
    [(2, 20, 10, 9)]
    """
    states = votes["ccode"].unique().sort()
    calls = votes["rcid"].unique().sort()
    chosen = np.zeros((states.len(), calls.len()), dtype=np.int8)
    rows = states.search_sorted(votes["ccode"])
    columns = calls.search_sorted(votes["rcid"])
    chosen[rows.to_numpy(), columns.to_numpy()] = votes["vote"].to_numpy()
    both = joint_counts(chosen > 0, chosen > 0)
    same = sum(joint_counts(chosen == choice, chosen == choice) for choice in CHOICES)
    first, second = np.triu_indices(states.len(), 1)
    codes = states.to_numpy()
    counts = {"votes": both[first, second], "same": np.asarray(same)[first, second]}
    frame = pl.DataFrame({"ccode1": codes[first], "ccode2": codes[second], **counts})
    return frame.filter(pl.col("votes") >= LEAST)


def same_votes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the same votes of each two states, year by year."""
    years = cast_votes(tables).partition_by("year", as_dict=True)
    parts = [
        pair_counts(votes).with_columns(pl.lit(year, dtype=pl.Int16).alias("year"))
        for (year,), votes in sorted(years.items())
    ]
    small = pl.col("votes", "same").cast(pl.UInt8)
    frame = pl.concat(parts).with_columns(pl.col(PAIR).cast(pl.Int16), small)
    return frame.select(*PAIR, "year", "votes", "same").sort("year", *PAIR)


def same_votes_by_topic(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the same votes of each two states by topic, in windows of five years named by the
    last.
    """
    last = pl.col("year") + WINDOW - 1 - (pl.col("year") - FIRST) % WINDOW
    cast = cast_votes(tables).with_columns(pl.min_horizontal(last, pl.lit(LAST)).alias("window"))
    windows = cast.partition_by("window", "topic", as_dict=True)
    parts = [
        pair_counts(votes).with_columns(
            pl.lit(window, dtype=pl.Int16).alias("year"),
            pl.lit(code, dtype=pl.Enum(list(TOPICS))).alias("topic"),
        )
        for (window, code), votes in sorted(windows.items())
    ]
    frame = _without_rests(pl.concat(parts), _of_windows(cast))
    small = pl.col("votes", "same").cast(pl.Int16)
    typed = frame.with_columns(pl.col(PAIR).cast(pl.Int16), small)
    return typed.select(*PAIR, "year", "topic", "votes", "same").sort("topic", "year", *PAIR)


def _of_windows(cast: pl.DataFrame) -> pl.DataFrame:
    """Count the votes of each two states in each window: all of them, and those of the years that
    `same_votes` gives.
    """
    window = [*PAIR, "year"]
    whole, given = [], []
    for (last, _), votes in sorted(cast.partition_by("window", "year", as_dict=True).items()):
        year = pl.lit(last, dtype=pl.Int16).alias("year")
        given.append(pair_counts(votes).select(*PAIR, year, pl.col("votes").alias("given")))
    for (last,), votes in sorted(cast.partition_by("window", as_dict=True).items()):
        year = pl.lit(last, dtype=pl.Int16).alias("year")
        whole.append(pair_counts(votes).select(*PAIR, year, pl.col("votes").alias("all")))
    by_years = pl.concat(given).group_by(window).agg(pl.col("given").sum())
    return pl.concat(whole).join(by_years, on=window, how="left").fill_null(0)


def _without_rests(counts: pl.DataFrame, windows: pl.DataFrame) -> pl.DataFrame:
    """Leave out the smallest topic where sums would give away a count below `LEAST`.

    All votes less the topics that are given leave those of a topic that is not; the topics less the
    years that are given leave those of a year that is not.
    """
    window = [*PAIR, "year"]
    topics = pl.col("votes").sum().over(window)
    rests = counts.join(windows, on=window, how="left").with_columns(
        of_topics=pl.col("all") - topics,
        of_years=pl.col("all") - pl.col("given"),
        place=pl.col("votes").rank("ordinal").over(window),
    )
    topic_shows = pl.col("of_topics").is_between(1, LEAST - 1)
    year_shows = (pl.col("of_topics") == 0) & pl.col("of_years").is_between(1, LEAST - 1)
    revealing = (topic_shows | year_shows) & (pl.col("place") == 1)
    return rests.filter(~revealing).select(counts.columns)


def united_votes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count, for each state and bloc, the votes on which the bloc was united, and those with it."""
    cast = cast_votes(tables).select("rcid", "ccode", "vote", "year")
    parts = [with_united(cast, bloc) for bloc in blocs().values()]
    ids = [bloc.id for bloc in blocs().values()]
    named = [
        part.with_columns(pl.lit(id).alias("bloc")) for id, part in zip(ids, parts, strict=True)
    ]
    small = pl.col("votes", "same").cast(pl.UInt8)
    frame = pl.concat(named).with_columns(pl.col("ccode", "year").cast(pl.Int16), small)
    typed = frame.with_columns(pl.col("bloc").cast(pl.Categorical))
    return typed.select("bloc", "ccode", "year", "votes", "same").sort(
        pl.col("bloc").cast(pl.String), "year", "ccode"
    )


def with_united(cast: pl.DataFrame, bloc: Bloc) -> pl.DataFrame:
    """Count the votes of states that are no members on which the members of a bloc were united.

    A bloc is united where all its members (those of 31 December) that cast a vote cast the same,
    and these are `LEAST_MEMBERS` and half of its members at least.

    Parameters
    ----------
    cast : polars.DataFrame
        ``rcid``, ``ccode``, ``vote``, ``year``.
    bloc : Bloc
        The bloc.

    Returns
    -------
    polars.DataFrame
        ``ccode``, ``year``, ``votes``, ``same``; counts of fewer than `LEAST` are left out.
    """
    members = actual(bloc, FIRST, LAST).cast(pl.Int64)
    sizes = members.group_by("year").agg(pl.len().alias("members"))
    inside = cast.join(members, on=["year", "ccode"], how="semi").join(sizes, on="year")
    voting, choices = pl.len(), pl.col("vote").n_unique()
    enough = (voting >= LEAST_MEMBERS) & (2 * voting >= pl.col("members").first())
    united = (
        inside.group_by("rcid")
        .agg(pl.col("vote").first().alias("united"), ((choices == 1) & enough).alias("agreed"))
        .filter("agreed")
    )
    outside = cast.join(members, on=["year", "ccode"], how="anti").join(united, on="rcid")
    with_bloc = (pl.col("vote") == pl.col("united")).sum()
    counts = outside.group_by("ccode", "year").agg(pl.len().alias("votes"), with_bloc.alias("same"))
    return counts.filter(pl.col("votes") >= LEAST)


SAME = DerivedTable(
    id="same_votes",
    grain=Grain.DYAD_YEAR,
    needs=NEEDS,
    make=same_votes,
    rule="votes on adopted resolutions of a calendar year that both cast, and those that they "
    f"cast alike; null below {LEAST}",
    estimated=True,
)
BY_TOPIC = DerivedTable(
    id="same_votes_by_topic",
    grain=Grain.DYAD_YEAR_TOPIC,
    needs=NEEDS,
    make=same_votes_by_topic,
    rule=f"the same by topic in {WINDOW} years, year is the last; one topic a resolution, by "
    f"words of its title; null below {LEAST}, and where a sum would give such a count away",
    estimated=True,
)
UNITED = DerivedTable(
    id="united_votes",
    grain=Grain.BLOC_STATE_YEAR,
    needs=NEEDS,
    make=united_votes,
    rule="votes of a calendar year on which all members of a bloc that voted cast the same "
    f"({LEAST_MEMBERS} and half of them at least), and those on which the state did; "
    f"null below {LEAST}",
    estimated=True,
)
DERIVED_TABLES = (SAME, BY_TOPIC, UNITED)
