"""Answers of all states to the Assembly's texts on one conflict, before and after a dated event.

Single votes are in a user's own store alone: without it there is no episode.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.assembly_conflicts import RULE, Conflict, by_title, conflicts
from detente.actors.relation_facts import Fact, facts
from detente.actors.year_end_codes import to_year_end
from detente.evidence.cell import Cell
from detente.identity.assembly_votes import CALLS, VOTES
from detente.span import years_before
from detente.store.catalog import Catalog

WITHIN = 10
"""Years before the view in which a war counts, and texts where there was none."""
YES = 1
ANSWERS = {1: "yes", 2: "abstain", 3: "no"}
"""What a state may answer."""
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Episode:
    """The texts on one conflict, and how every state answered them.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    first : datetime.date
        First day of the last years before the view.
    event : Fact or None
        The newest war between its sides in these years; None without one.
    days : tuple of datetime.date
        Day of each text, the oldest first.
    symbols, titles : tuple of str
        Symbol and title of each text.
    codes : ndarray of int, shape (N,)
        COW codes of the states that voted on any.
    choices : ndarray of int8, shape (N, T)
        1 yes, 2 abstention, 3 no; 0 where the state did not vote.
    """

    conflict: Conflict
    first: date
    event: Fact | None
    days: tuple[date, ...]
    symbols: tuple[str, ...]
    titles: tuple[str, ...]
    codes: NDArray[np.int64]
    choices: NDArray[np.int8]

    @property
    def after(self) -> Bools:
        """Which texts came after the event; without one those of the last years."""
        start = self.first if self.event is None else self.event.start
        return np.array([day >= start for day in self.days], dtype=np.bool_)

    def votes_for(self, place: int) -> Cell:
        """Count the states that voted yes on one text.

        Parameters
        ----------
        place : int
            Place of the text.
        """
        day, symbol = self.days[place], self.symbols[place]
        return Cell(
            "assembly_votes",
            "states",
            keys=(("symbol", symbol), ("day", day.isoformat())),
            value=float((self.choices[:, place] == YES).sum()),
            unit="states",
            sources=("un_votes_undl",),
            rule="states that voted yes",
        )

    def row(self, code: int) -> NDArray[np.int8] | None:
        """Give the answers of a state; None where it never voted.

        Parameters
        ----------
        code : int
            Its COW code.
        """
        place = np.flatnonzero(self.codes == code)
        return self.choices[place[0]] if place.size else None

    def cell(self, party: str, answer: str, count: int, when: Bools) -> Cell:
        """Write a count of answers as a cell.

        Parameters
        ----------
        party : str
            Key of who answered.
        answer : str
            ``"yes"``, ``"abstain"``, ``"no"``, or what else is counted.
        count : int
            How often.
        when : ndarray of bool, shape (T,)
            Which texts count.
        """
        inside = [day for day, counts in zip(self.days, when, strict=True) if counts]
        span = (("from", inside[0].isoformat()), ("day", inside[-1].isoformat()))
        return Cell(
            "assembly_votes",
            answer,
            keys=(("conflict", self.conflict.id), ("of", party), *span),
            value=float(count),
            unit="texts",
            sources=("un_votes_undl",),
            rule=RULE,
        )


def episodes(catalog: Catalog, day: date) -> tuple[Episode, ...]:
    """Give every conflict's texts up to a day with the answers of all states.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    day : datetime.date
        The view.

    Returns
    -------
    tuple of Episode
        Empty where the votes are not in the store.
    """
    if not (catalog.has(VOTES) and catalog.has(CALLS)):
        return ()
    return catalog.remember(_episodes, day)


def _episodes(catalog: Catalog, day: date) -> tuple[Episode, ...]:
    calls = catalog.frame(CALLS)
    found = {one: by_title(calls, one, day) for one in conflicts().values()}
    texts = {one: frame for one, frame in found.items() if not frame.is_empty()}
    if not texts:
        return ()
    # a million votes: those on any of these texts first
    wanted = pl.concat([frame.select("rcid") for frame in texts.values()]).unique()
    votes = catalog.frame(VOTES).filter(pl.col("vote").is_in(list(ANSWERS)))
    cast = votes.join(wanted, on="rcid", how="semi")
    return tuple(_episode(one, frame, cast, day) for one, frame in texts.items())


def _episode(conflict: Conflict, texts: pl.DataFrame, votes: pl.DataFrame, day: date) -> Episode:
    """Lay out the answers of all states to the texts on one conflict."""
    places = texts.select("rcid", "year").with_row_index("text")
    cast = to_year_end(votes.join(places, on="rcid"), "ccode")
    codes = cast["ccode"].unique().sort()
    choices = np.zeros((codes.len(), texts.height), dtype=np.int8)
    rows, columns = codes.search_sorted(cast["ccode"]), cast["text"]
    choices[rows.to_numpy(), columns.to_numpy()] = cast["vote"].to_numpy()
    days, symbols, titles = (
        tuple(texts[name].to_list()) for name in ("date", "resolution", "title")
    )
    first = years_before(day, WITHIN)
    return Episode(
        conflict,
        first,
        event=_war(conflict, first, day),
        days=days,
        symbols=symbols,
        titles=titles,
        codes=codes.cast(pl.Int64).to_numpy(),
        choices=choices,
    )


def _war(conflict: Conflict, first: date, day: date) -> Fact | None:
    """Give the newest war between the sides of a conflict that began between two days."""
    one, other = set(conflict.one), set(conflict.other)
    begun = (fact for fact in facts() if fact.severity == "war" and first <= fact.start <= day)
    wars = [
        fact
        for fact in begun
        if (fact.one in one and fact.other in other) or (fact.one in other and fact.other in one)
    ]
    return max(wars, key=lambda fact: fact.start, default=None)


def same_shares(episode: Episode, when: Bools, *, least: int) -> NDArray[np.float64]:
    """Give the share of texts that each two states answered alike.

    Parameters
    ----------
    episode : Episode
        The texts and answers.
    when : ndarray of bool, shape (T,)
        Which texts count.
    least : int
        Fewest texts that both answered.

    Returns
    -------
    ndarray, shape (N, N)
        NaN where they answered fewer.

    Examples
    --------
    >>> from detente.actors.assembly_conflicts import conflicts
    >>> known = Episode(
    ...     conflicts()["ukraine"],
    ...     date(2015, 1, 1),
    ...     event=None,
    ...     days=(date(2022, 3, 2), date(2022, 3, 24)),
    ...     symbols=("A/RES/ES-11/1", "A/RES/ES-11/2"),
    ...     titles=("Aggression against Ukraine", "Consequences of the aggression"),
    ...     codes=np.array([2, 365]),
    ...     choices=np.array([[1, 1], [3, 1]], dtype=np.int8),
    ... )
    >>> same_shares(known, known.after, least=2)[0].tolist()
    [1.0, 0.5]
    """
    chosen = episode.choices[:, when]
    both = (chosen > 0).astype(float) @ (chosen > 0).astype(float).T
    same = sum(
        (chosen == answer).astype(float) @ (chosen == answer).astype(float).T for answer in ANSWERS
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = same / both
    return np.where(both >= least, shares, np.nan)


def dominant(answers: NDArray[np.int8], *, least: int, part: float) -> int:
    """Give the answer that a state gives to most texts; zero where none is dominant.

    Parameters
    ----------
    answers : ndarray of int8, shape (T,)
        Its answers; 0 where it did not vote.
    least : int
        Fewest texts that it answered.
    part : float
        Part of these that the answer exceeds.

    Examples
    --------
    >>> dominant(np.array([3, 3, 0, 3, 2], dtype=np.int8), least=3, part=0.6)
    3
    """
    cast = answers[answers > 0]
    if cast.size < least:
        return 0
    counts = {answer: int((cast == answer).sum()) for answer in ANSWERS}
    most = max(counts, key=lambda answer: counts[answer])
    return most if counts[most] > part * cast.size else 0
