"""How two parties vote: the same vote, and the vote of a state with a united bloc, in whole years.

Everything here reads counts of the starter, so that no single vote is needed. Years are calendar
years: a view from a December knows the votes of that year and no later ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.composition import actual
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.errors import DateError, RequestError
from detente.estimators.proportion import wilson
from detente.evidence.cell import Cell, Key
from detente.evidence.series import Series
from detente.identity.agreement import FIRST, window_of
from detente.identity.topics import TOPICS
from detente.identity.vote_counts import LAST
from detente.series.across import rows_across
from detente.store.catalog import Catalog

SAME, UNITED, BY_TOPIC = "same_votes", "united_votes", "same_votes_by_topic"
"""Tables of the starter."""
SOURCES = ("un_votes_undl",)
DECIMALS = 4
"""Decimals of a share."""
NO_COUNTS = pl.DataFrame(
    schema={"year": pl.Int16, "votes": pl.Int64, "same": pl.Int64, "calls": pl.Float64}
)
"""Counts by year of a pair that has none."""
RULES = {
    SAME: (
        "part of the votes on adopted resolutions that both cast in the calendar year which they "
        "cast alike; of a bloc, over every member of the year; interval after Wilson, for a mean "
        "member's number of votes"
    ),
    UNITED: (
        "part of the votes of the calendar year on which every member of the bloc that voted cast "
        "the same which the state cast so, too; members of each year; interval after Wilson"
    ),
    BY_TOPIC: (
        "part of the votes of five years, named by the last, which both cast alike; one topic a "
        "resolution, by words of its title; interval after Wilson"
    ),
}


@dataclass(frozen=True, slots=True)
class VoteCount:
    """Votes that were cast alike, out of those that count, over some years.

    Attributes
    ----------
    what : str
        What is counted, in words.
    of : str
        Whose votes.
    first, last : int
        Years that were asked for, as far as the view reaches.
    years : tuple of int
        Years among them that have a count.
    same, votes : int
        Votes cast alike, and all that count; of a bloc, over every member.
    calls : float
        Votes of a mean member, which the interval rests on.
    cells : tuple of Cell
        The count of each year.
    changed : tuple of str
        Blocs whose members changed during these years: before two such counts are compared, the
        reader has to know it.

    Examples
    --------
    >>> count = VoteCount(
    ...     "the same vote", "India | China", 2015, 2019, (2015, 2019), 362, 453, 453.0, ()
    ... )
    >>> round(count.share, 3), [round(bound, 2) for bound in count.interval]
    (0.799, [0.77, 0.83])
    """

    what: str
    of: str
    first: int
    last: int
    years: tuple[int, ...]
    same: int
    votes: int
    calls: float
    cells: tuple[Cell, ...]
    changed: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Part of the votes that were cast alike."""
        return self.same / self.votes

    @property
    def interval(self) -> tuple[float, float]:
        """Bounds of the share, 90 %, after Wilson."""
        return wilson(self.share, self.calls)


def same_votes(
    catalog: Catalog, pair: RelationKey, first: int | None = None, last: int | None = None
) -> VoteCount | None:
    """Count the votes that two parties cast alike over some years.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The parties; a bloc stands for its members of each year.
    first, last : int, optional
        Years; the first of the votes and that of the view by default.

    Returns
    -------
    VoteCount or None
        None where they share fewer than ten votes in every year.

    Raises
    ------
    DateError
        Where the years run backwards or no vote was recorded in any of them.
    """
    span = _span(pair.as_of, first, last)
    series = same_series(catalog, pair)
    return _pooled(series.label, _yearly_same(catalog, pair), series, pair, span)


def united_votes(
    catalog: Catalog, pair: RelationKey, first: int | None = None, last: int | None = None
) -> VoteCount | None:
    """Count the votes of a state with a united bloc over some years.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        A bloc and a state.
    first, last : int, optional
        Years; the first of the votes and that of the view by default.

    Returns
    -------
    VoteCount or None
        None where the state is a member or there are fewer than ten such votes in every year.

    Raises
    ------
    RequestError
        Where the pair is not a bloc and a state.
    DateError
        Where the years run backwards or no vote was recorded in any of them.
    """
    if pair.bloc_and_state is None:
        raise RequestError(
            f"{pair.words} are not a bloc and a state",
            next_step="votes with a united bloc are those of a state outside it",
        )
    span = _span(pair.as_of, first, last)
    series = united_series(catalog, pair)
    return _pooled(series.label, _yearly_united(catalog, pair), series, pair, span)


def same_series(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure in what part of the votes that both cast two parties cast the same, year by year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    """
    return catalog.remember(_same_series, pair)


def _same_series(catalog: Catalog, pair: RelationKey) -> Series:
    return _series(
        "identity.same_votes",
        "Same vote in the UN",
        pair,
        _yearly_same(catalog, pair),
        table=SAME,
    )


def united_series(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure in what part of the votes of a united bloc a state joins it, year by year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties; the series is empty where they are not a bloc and a state outside it.
    """
    return catalog.remember(_united_series, pair)


def _united_series(catalog: Catalog, pair: RelationKey) -> Series:
    return _series(
        "identity.united_votes",
        "Vote with a united bloc in the UN",
        pair,
        _yearly_united(catalog, pair),
        table=UNITED,
    )


def topic_series(catalog: Catalog, pair: RelationKey) -> tuple[Series, ...]:
    """Measure the same vote by topic in windows of five years, each named by its last.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    """
    if not catalog.has(BY_TOPIC):
        return ()
    rows = catalog.remember(_by_topic, pair)
    measured = (
        _series(
            f"identity.same_votes_{topic}",
            f"Same vote in the UN on {label}",
            pair,
            _summed(rows.filter(pl.col("topic") == topic)),
            table=BY_TOPIC,
            keys=(("topic", topic),),
        )
        for topic, label in TOPICS.items()
    )
    return tuple(series for series in measured if series)


def topic_counts(
    catalog: Catalog, pair: RelationKey, first: int, last: int, *, topic: str | None = None
) -> tuple[VoteCount, ...]:
    """Count the same votes by topic in the window of five years that fits some years best.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The parties.
    first, last : int
        Years; the window that shares most of them is taken, of several the newest.
    topic : str, optional
        Only this topic.

    Returns
    -------
    tuple of VoteCount
        None where no window that is over at the view shares a year with these; topics with fewer
        than ten votes are not among them.
    """
    if not catalog.has(BY_TOPIC):
        return ()
    rows = catalog.remember(_by_topic, pair)
    window = _fitting_window(rows["year"].cast(pl.Int64).unique().to_list(), first, last)
    if window is None:
        return ()
    of_window = rows.filter(pl.col("year") == window[1])
    counts = []
    for series in topic_series(catalog, pair):
        code = dict(series.keys)["topic"]
        yearly = _summed(of_window.filter(pl.col("topic") == code))
        if topic in (None, code) and not yearly.is_empty():
            count = _pooled(series.label, yearly, series, pair, window)
            counts.append(count)
    return tuple(count for count in counts if count is not None)


def _fitting_window(ends: list[int], first: int, last: int) -> tuple[int, int] | None:
    """Choose the window that shares most of some years; None where none shares any."""
    shared = {end: min(end, last) - max(window_of(end)[0], first) + 1 for end in ends}
    best = max(shared, key=lambda end: (shared[end], end), default=None)
    return window_of(best) if best is not None and shared[best] > 0 else None


def _span(as_of: int, first: int | None, last: int | None) -> tuple[int, int]:
    """Give the years that are asked for, as far as the view and the votes reach."""
    for year in (first, last):
        if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
            raise DateError(f"{year!r} is not a year", next_step="years are whole numbers: 2015")
    newest = min(as_of, LAST)
    start, end = FIRST if first is None else first, newest if last is None else last
    if start > end:
        raise DateError(f"the years {start} to {end} run backwards")
    if start > newest or end < FIRST:
        raise DateError(
            f"no vote of {start} to {end} is known at the end of {as_of}",
            next_step=f"votes are counted from {FIRST} to {LAST}",
        )
    return max(start, FIRST), min(end, newest)


def _yearly_same(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    """Give the counts of a pair by year: ``year``, ``votes``, ``same``."""
    return catalog.remember(_counted, pair)


def _counted(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    if not catalog.has(SAME):
        return NO_COUNTS
    last = catalog.last_year(SOURCES[0])
    return _summed(rows_across(catalog, SAME, pair, first=FIRST, last=last))


def _by_topic(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    """Give the counts by topic of every member of one party with every member of the other."""
    last = catalog.last_year(SOURCES[0])
    return rows_across(catalog, BY_TOPIC, pair, first=FIRST, last=last, kept=False)


def _yearly_united(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    """Give the counts of a state with a bloc by year: ``year``, ``votes``, ``same``."""
    return catalog.remember(_with_united, pair)


def _with_united(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    if pair.bloc_and_state is None or not catalog.has(UNITED):
        return NO_COUNTS
    bloc, state = pair.bloc_and_state
    rows = catalog.frame(UNITED).filter(pl.col("bloc").cast(pl.String) == bloc.id)
    return _summed(rows.join(actual(state), on=["ccode", "year"]))


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """Add up counts by year; `calls` are the votes of a mean row.

    What the members of a bloc cast on one resolution is no new evidence for each of them.
    """
    counts = pl.col("votes", "same").cast(pl.Int64).sum()
    calls = pl.col("votes").cast(pl.Float64).mean().alias("calls")
    return rows.group_by("year").agg(counts, calls).sort("year")


def _series(
    id: str,
    label: str,
    pair: RelationKey,
    yearly: pl.DataFrame,
    *,
    table: str,
    keys: tuple[tuple[str, Key], ...] = (),
) -> Series:
    """Write counts by year as shares with their intervals; `keys` are added to the parties'."""
    years, calls = (tuple(yearly[name].to_list()) for name in ("year", "calls"))
    shares = (yearly["same"] / yearly["votes"]).to_list()
    bounds = [wilson(share, count) for share, count in zip(shares, calls, strict=True)]
    lows, highs = zip(*bounds, strict=True) if bounds else ((), ())
    return Series(
        id=id,
        label=label,
        of=pair.of,
        unit="share",
        table=table,
        column="same",
        keys=(("a", pair.first.key), ("b", pair.second.key), *keys),
        years=years,
        values=_rounded(shares),
        low=_rounded(lows),
        high=_rounded(highs),
        sources=SOURCES if years else (),
        rule=RULES[table],
    )


def _rounded(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(value, DECIMALS) for value in values)


def _pooled(
    what: str, yearly: pl.DataFrame, series: Series, pair: RelationKey, span: tuple[int, int]
) -> VoteCount | None:
    """Add up the counts of some years; None where none of them has one."""
    first, last = span
    rows = yearly.filter(pl.col("year").is_between(first, last))
    if rows.is_empty():
        return None
    years = tuple(rows["year"].to_list())
    same, votes = int(rows["same"].sum()), int(rows["votes"].sum())
    cells = tuple(cell for cell in series.cells() if cell.year in years)
    return VoteCount(
        what=what,
        of=pair.of,
        first=first,
        last=last,
        years=years,
        same=same,
        votes=votes,
        calls=float(rows["calls"].sum()),
        cells=cells,
        changed=_changed(pair, years),
    )


def _changed(pair: RelationKey, years: tuple[int, ...]) -> tuple[str, ...]:
    """Name the blocs of a pair whose members are not the same in all these years."""
    parties: tuple[Actor, ...] = (pair.first, pair.second)
    return tuple(
        party.id
        for party in parties
        if isinstance(party, Bloc) and len({party.members(year) for year in years}) > 1
    )
