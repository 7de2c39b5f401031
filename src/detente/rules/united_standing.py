"""Standings: how often a state votes with a united bloc, beside every other state and its peers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, ccode_on
from detente.analysis.relation import Relation
from detente.estimators.proportion import wilson
from detente.evidence.cell import Cell
from detente.identity.united_counts import united_counts
from detente.identity.vote_shares import WHOLE
from detente.institutions.rung_states import highest
from detente.rules.vote_words import contested_codes

LENGTHS = (3, 5, 8)
"""Years of the window: the first that holds enough votes."""
FEWEST = 100
"""Votes with a united bloc that a share needs."""
LEAST_PEERS = 3
"""Other states on the same rung among which one is lowest or highest."""
FALLBACK = ""
"""Peers where too few states hold the same rung: every state outside the bloc."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A state's votes with a united bloc beside those of its peers.

    Attributes
    ----------
    bloc, state : Bloc, State
        The parties.
    day : datetime.date
        The view.
    first, last : int
        Years.
    codes : ndarray of int, shape (S,)
        States outside the bloc with enough such votes.
    votes, same : ndarray of int, shape (S,)
        Their counts.
    own : int
        The row of the state.
    rung : str
        The rung that the peers share; empty where they are all states.
    peers : ndarray of bool, shape (S,)
        Which rows are peers; the state's own is among them.
    """

    bloc: Bloc
    state: State
    day: date
    first: int
    last: int
    codes: NDArray[np.int64]
    votes: NDArray[np.int64]
    same: NDArray[np.int64]
    own: int
    rung: str
    peers: NDArray[np.bool_]

    @property
    def shares(self) -> NDArray[np.float64]:
        """Shares of all states."""
        return np.asarray(self.same / self.votes)

    @property
    def share(self) -> float:
        """Share of the state."""
        return float(self.shares[self.own])

    def beyond(self, *, lower: bool, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Give the codes of those with a lower or a higher share than the state.

        Parameters
        ----------
        lower : bool
            Whether those below are meant.
        among : ndarray of bool, shape (S,)
            Rows that count.
        """
        past = self.shares < self.share if lower else self.shares > self.share
        return np.asarray(self.codes[past & among])

    def tied(self) -> NDArray[np.int64]:
        """Give the codes of peers with the same share."""
        equal = (self.shares == self.share) & self.peers
        equal[self.own] = False
        return np.asarray(self.codes[equal])

    def next_of(self, *, lowest: bool) -> int:
        """Give the row of the peer next to the state, seen from the end at which it is."""
        others = self.peers.copy()
        others[self.own] = False
        shares = np.where(others, self.shares, np.inf if lowest else -np.inf)
        return int(np.argmin(shares) if lowest else np.argmax(shares))

    def cell(self, row: int) -> Cell:
        """Give the share of a row as a cell."""
        counts = (int(self.votes[row]), int(self.same[row]))
        return self.cell_of(int(self.codes[row]), counts, self.first)

    def cell_of(self, code: int, counts: tuple[int, int], first: int) -> Cell:
        """Give a share as a cell.

        Parameters
        ----------
        code : int
            COW code of the state.
        counts : tuple of int
            Its votes on which the bloc was united, and those with it.
        first : int
            First year that is counted.
        """
        votes, same = counts
        share = same / votes
        low, high = wilson(share, votes)
        keys = (
            ("bloc", self.bloc.id),
            ("ccode", code),
            ("first", first),
            ("year", self.last),
        )
        return Cell(
            "united_votes",
            "same",
            keys=keys,
            value=round(share, 4),
            unit="part of votes",
            sources=("un_votes_undl",),
            rule="part of the votes of whole years on which every member of the bloc that voted "
            "cast the same which the state cast so, too; interval after Wilson",
            low=round(low, 4),
            high=round(high, 4),
        )


def standing(relation: Relation) -> Standing | None:
    """Count a state's votes with a united bloc; None where there are too few.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if relation.pair.bloc_and_state is None:
        return None
    bloc, state = relation.pair.bloc_and_state
    last = min(relation.pair.as_of, WHOLE)
    for years in LENGTHS:
        found = counted_in(relation, (bloc, state), last - years + 1, last)
        if found is not None:
            return found
    return None


def counted_in(
    relation: Relation, parties: tuple[Bloc, State], first: int, last: int
) -> Standing | None:
    """Count a state's votes with a united bloc over some years; None where there are too few.

    Parameters
    ----------
    relation : Relation
        The relation, which gives view and tables.
    parties : tuple of Bloc and State
        The bloc, and the state outside it.
    first, last : int
        Years.
    """
    bloc, state = parties
    counts = united_counts(relation.catalog, bloc, first, last)
    day = relation.pair.day
    counts = counts.filter(counts["votes"] >= FEWEST)
    codes = counts["ccode"].to_numpy().astype(np.int64)
    inside = np.isin(codes, bloc.members(day)) | np.isin(codes, contested_codes(day))
    own = np.flatnonzero(np.isin(codes, state.members(day)))
    if own.size != 1 or inside[own[0]]:
        return None
    votes, same = (counts[name].to_numpy()[~inside] for name in ("votes", "same"))
    codes = codes[~inside]
    rung, peers = _peers(bloc, state, codes, relation.pair)
    return Standing(
        bloc,
        state,
        day=day,
        first=first,
        last=last,
        codes=codes,
        votes=votes,
        same=same,
        own=int(np.flatnonzero(np.isin(codes, state.members(day)))[0]),
        rung=rung,
        peers=peers,
    )


def _peers(
    bloc: Bloc, state: State, codes: NDArray[np.int64], pair: RelationKey
) -> tuple[str, NDArray[np.bool_]]:
    """Give those on the state's rung; every state where too few hold it."""
    everybody = np.ones(codes.size, dtype=bool)
    own = highest(bloc.steps_of(state.letters), pair.day)
    if own is None:
        return FALLBACK, everybody
    letters = {step.letters for step in bloc.steps}
    held = {one: highest(bloc.steps_of((one,)), pair.day) for one in letters}
    same = [one for one, rung in held.items() if rung is not None and rung.rung == own.rung]
    places = [code for one in same if (code := ccode_on(one, pair.day)) is not None]
    peers = np.isin(codes, [*places, *state.members(pair.day)])
    if np.count_nonzero(peers) <= LEAST_PEERS:
        return FALLBACK, everybody
    return own.rung, peers
