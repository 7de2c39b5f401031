"""Votes with a united bloc of every state on one rung: what a course and a watch share."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.states import ccode_on, state_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.identity.vote_shares import WHOLE
from detente.institutions.rung_states import ACTIVE, highest

YEARS = 3
"""Whole years of votes."""
FEWEST = 60
"""Votes with a united bloc that a share needs."""
SEEKS = ("candidate", "associate")
"""Rungs from which a state seeks something of the bloc."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A state's share of votes with a united bloc, and that of the peer next above it.

    Attributes
    ----------
    name : str
        The rung.
    own : Cell
        The state's share.
    votes : int
        Votes that it rests on.
    following : str
        Name of the peer next above it; empty where none is above.
    mark : Cell or None
        That peer's share.
    lower : int
        Peers below it.
    """

    name: str
    own: Cell
    votes: int
    following: str
    mark: Cell | None
    lower: int


@dataclass(frozen=True, slots=True)
class _Share:
    letters: str
    label: str
    cell: Cell
    votes: int


def whole_years(relation: Relation) -> tuple[int, int]:
    """Give the first and last of the newest whole years of votes at the view.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    last = min(relation.pair.as_of, WHOLE)
    return last - YEARS + 1, last


def of_rung(relation: Relation) -> Rung | None:
    """Set a state's votes with a united bloc beside those of its peers.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    Rung or None
        None for other pairs, for a state that seeks nothing, and with too few votes.
    """
    sides = relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    held = highest(bloc.steps_of(state.letters), relation.pair.day)
    if held is None or held.rung not in SEEKS or held.state != ACTIVE:
        return None
    shares = _shares(relation, held.rung)
    own = next((one for one in shares if one.letters in state.letters), None)
    if own is None:
        return None
    others = [one for one in shares if one is not own]
    above = [one for one in others if one.cell.value > own.cell.value]
    following = min(above, key=lambda one: one.cell.value, default=None)
    lower = sum(one.cell.value < own.cell.value for one in others)
    name, mark = ("", None) if following is None else (following.label, following.cell)
    return Rung(held.rung, own.cell, votes=own.votes, following=name, mark=mark, lower=lower)


def _shares(relation: Relation, rung: str) -> list[_Share]:
    """Give the share of every state on a rung, A to Z by its letters."""
    sides = relation.pair.bloc_and_state
    assert sides is not None
    bloc, day = sides[0], relation.pair.day
    last = whole_years(relation)[1]
    counts = _counts(relation, bloc.id, last)
    found: list[_Share] = []
    for letters in sorted({step.letters for step in bloc.steps}):
        held = highest(bloc.steps_of((letters,)), day)
        code = ccode_on(letters, day)
        if held is None or held.rung != rung or code is None or code not in counts:
            continue
        votes, same = counts[code]
        if votes >= FEWEST:
            cell = _cell(bloc.id, code, last, same / votes)
            found.append(_Share(letters, state_on(code, day).label, cell=cell, votes=votes))
    return found


def _counts(relation: Relation, bloc: str, last: int) -> dict[int, tuple[int, int]]:
    """Count votes with the united bloc, and those cast alike, by COW code."""
    is_own = pl.col("bloc").cast(pl.String) == bloc
    in_years = pl.col("year").is_between(last - YEARS + 1, last)
    rows = relation.catalog.frame("united_votes").filter(is_own & in_years)
    sums = rows.group_by("ccode").agg(pl.col("votes", "same").cast(pl.Int32).sum())
    return {code: (votes, same) for code, votes, same in sums.iter_rows()}


def _cell(bloc: str, code: int, last: int, share: float) -> Cell:
    return Cell(
        "united_votes",
        "same",
        keys=(("bloc", bloc), ("ccode", code), ("first", last - YEARS + 1), ("year", last)),
        value=round(share, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="part of the votes of whole years on which every member of the bloc cast the same "
        "which the state cast so, too",
    )
