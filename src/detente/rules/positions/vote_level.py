"""VOTELEVEL: near or far in UN votes, among all pairs and among the pairs of each side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.estimators.surprise import unexpected, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.identity.vote_shares import WHOLE, VoteShares, vote_shares
from detente.identity.vote_shifts import positions_in
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.peers import kind_of
from detente.rules.populations import gaps
from detente.rules.readings import share_borders
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import (
    EIGHTH,
    SHAPES,
    TwoWindows,
    codes_of,
    is_inside,
    is_outsider,
    is_states,
    side_codes,
    spans,
    two_windows,
)
from detente.rules.vote_words import (
    SECTION,
    contested_codes,
    known_pair,
    name_of,
    names_of,
    pair_cells,
    share_figure,
    years_of,
)

ID = "vote_level"
NEAR = 0.03
"""How near the distance of a known pair must be."""
FEW = 3
"""Most states that are named as nearer, or farther."""
ENOUGH = 150
"""Votes in common from which another state's share is compared."""
RANKS = {
    "nearest-first": (
        "Of {of} states none votes with {side} more often than {other}.",
        "They give the same answer in {share:per_cent} of votes, counted from {from} to {to}.",
    ),
    "nearest-few": (
        "Of {of} states only {names} vote with {side} more often.",
        "{other} gave the same answer in {share:per_cent} of votes from {from} to {to}.",
    ),
    "nearest-second": (
        "{names} alone is nearer to {side} in votes than {other}.",
        "Of {of} states no other matches the {share:per_cent} alike of {from} to {to}.",
    ),
    "nearest-neighbour": (
        "Few states vote so much like {side} as {other}, its neighbour.",
        "Only {names}, of {of} states, agree with {side} in more than {share:per_cent} of votes.",
    ),
    "farthest-first": (
        "Of {of} states none votes against {side} more often than {other}.",
        "In {from} to {to} the two gave different answers in {apart:per_cent} of votes.",
    ),
    "farthest-few": (
        "Of {of} states only {names} agree with {side} less often.",
        "From {from} to {to} {other} agreed with it in {share:per_cent} of votes.",
    ),
}
"""Message and detail where the other party is at an end of a side's own list, by form."""
GIST = {
    "nearest": "{other} votes as {side} does in {share:per_cent} of cases.",
    "farthest": "{other} and {side} differ in {apart:per_cent} of their votes.",
}
"""The same for the answer, by end."""
BODY = {
    "nearest-first": "Of {of} states with enough votes in common none is nearer to {side}: "
    "{share:per_cent} alike.",
    "nearest-second": "Of {of} states {other} is second nearest to {side}, after {names}.",
    "nearest-neighbour": "Among {of} states {other}, its neighbour, is one of the nearest to "
    "{side}, after {names}.",
    "nearest-few": "Among {of} states {other} is one of the nearest to {side}, after {names}.",
    "farthest-first": "Of {of} states with enough votes in common none is farther from {side}: "
    "{share:per_cent} alike.",
    "farthest-few": "Among {of} states {other} is one of the farthest from {side}, with {names}.",
}
"""Sentence of the section, by form."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the place among all pairs, and in a side's own list where it is at an end."""
    found = two_windows(relation.catalog, relation.pair)
    if found is not None:
        yield from _in_lists(relation, found)
    yield from _among_all(relation)


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """An end of a side's list of all states, at which the other party is.

    Attributes
    ----------
    side : {0, 1}
        Whose list it is.
    end : {"nearest", "farthest"}
        Which end.
    past : ndarray of int
        Codes of the states that are farther out.
    of : int
        States of the list.
    """

    side: int
    end: str
    past: NDArray[np.int64]
    of: int


def _ends(pair: RelationKey, found: TwoWindows) -> Iterator[End]:
    """Give both ends of both lists; that of an outsider of the whole Assembly is left out."""
    parties = (pair.first, pair.second)
    own = found.late.share
    # a member beside outsiders is no surprise
    for side in () if is_inside(pair) else (0, 1):
        if not isinstance(parties[1 - side], State):
            continue
        shares = _list_of(found, side, pair)
        of = int(np.count_nonzero(~np.isnan(shares))) + 1
        yield End(side, "nearest", past=found.now.codes[shares > own], of=of)
        # beside America nearly every state finds America last
        if not is_outsider(found, found.sides[1 - side]):
            yield End(side, "farthest", past=found.now.codes[shares < own], of=of)


def _in_lists(relation: Relation, found: TwoWindows) -> Iterator[Line]:
    """Say that the other party is at an end of a side's list: the shortest list of names leads."""
    pair = relation.pair
    shortest = min(_ends(pair, found), key=lambda one: one.past.size, default=None)
    if shortest is None or shortest.past.size > FEW:
        return
    size = shortest.past.size
    form = _form(relation, shortest.end, size)
    main = pair_cells(pair, found)[1]
    parties = (pair.first, pair.second)
    shown: Parts = {
        "side": parties[shortest.side].label,
        "other": parties[1 - shortest.side].label,
        "names": names_of(shortest.past.tolist(), pair.day),
    }
    shown |= {
        "share": share_figure(ID, "share", main),
        "apart": _apart(main),
        "of": counted(figure_id(SECTION, ID, "of"), shortest.of, "states", main),
    }
    shown |= {**years_of(ID, found.now, ("from", "to"), main)}
    headline, detail = RANKS[form]
    if size == 1:
        headline = headline.replace("{names} vote ", "{names} votes ")
        headline = headline.replace("{names} agree ", "{names} agrees ")
    message = picked(headline, shown)
    said = Said(
        section=(picked(BODY[form], shown),),
        headline=message,
        key=(picked(detail, shown),),
        gist=picked(GIST[shortest.end], shown),
    )
    yield vote_line(
        ID,
        f"unusual.{form}",
        said,
        main=main,
        reasons=Reasons(unusual=1.0 - size / shortest.of),
        about="how near two parties vote",
        series="same_vote",
    )


def _form(relation: Relation, end: str, size: int) -> str:
    """Name the form of a place in a list, by how many are before it and by a border."""
    if not size:
        return f"{end}-first"
    if end == "nearest" and size == 1:
        return "nearest-second"
    near = end == "nearest" and is_states(relation.pair) and share_borders(relation)
    return "nearest-neighbour" if near else f"{end}-few"


def _list_of(found: TwoWindows, side: int, pair: RelationKey) -> NDArray[np.float64]:
    """Give the share of every other state with a side; NaN for the other party and few votes."""
    shares = found.now.with_all(found.sides[side])
    rows = found.now.places(found.sides[side])
    votes = found.now.votes[rows].sum(axis=0) / max(rows.size, 1)
    left_out = (*found.sides[1 - side], *contested_codes(pair.day))
    shares[(votes < ENOUGH) | np.isin(found.now.codes, left_out)] = np.nan
    return np.asarray(shares)


def _apart(main: Cell) -> Figure:
    id = figure_id(SECTION, ID, "apart")
    return Figure(id, 1 - main.value, unit=main.unit, cells=(main,), way="per_cent")


def _among_all(relation: Relation) -> Iterator[Line]:
    """Say where the distance lies among those of all pairs of states, beside a known pair."""
    pair, year = relation.pair, min(relation.pair.as_of, WHOLE)
    codes, values = positions_in(relation.catalog, year)
    places = [values[np.isin(codes, side)] for side in side_codes(pair)]
    if not all(place.size for place in places):
        return
    distance = abs(float(np.median(places[0])) - float(np.median(places[1])))
    among = gaps(relation.catalog, pair, "positions", "adopted", year=year)
    reasons = Reasons(
        unusual=unusual(distance, among.values),
        unexpected=unexpected(distance, among.of_kind(kind_of(pair))),
    )
    if max(reasons.unusual, reasons.unexpected) < EIGHTH:
        return
    cell = _distance_cell(pair, distance, year)
    rank = _rank(values, distance)
    # nearly every pair with an outsider of the whole Assembly is farther apart than most pairs
    if rank >= MIDDLE and _has_outsider(relation):
        return
    counts = vote_shares(relation.catalog, *spans(pair.as_of, SHAPES[0])[1])
    if not _agrees(pair, counts, rank):
        return
    variant = f"{reasons.leading}.{'far' if rank >= MIDDLE else 'near'}"
    yield vote_line(
        ID,
        variant,
        Said(section=(_placed(pair, cell, (codes, values), rank, counts),)),
        main=cell,
        reasons=reasons,
        about="the distance in UN votes",
        series="vote_distance",
        method=methods.ideal_points(relation.catalog, pair.as_of),
    )


def _has_outsider(relation: Relation) -> bool:
    found = two_windows(relation.catalog, relation.pair)
    return found is not None and any(is_outsider(found, side) for side in found.sides)


def _agrees(pair: RelationKey, counts: VoteShares, rank: float) -> bool:
    """Tell whether the share of same votes puts two parties about where positions put them."""
    share = counts.tally(*side_codes(pair)).share
    one, other = np.triu_indices(counts.codes.size, 1)
    of_all = counts.share[one, other]
    apart = percentile_of(-share, -of_all[~np.isnan(of_all)])
    return bool(abs(apart - rank) <= AGREE)


def _alike(counts: VoteShares, codes: NDArray[np.int64], share: float) -> NDArray[np.bool_]:
    """Tell which two states cast the same vote about as often as the two parties."""
    alike = np.zeros((codes.size, codes.size), dtype=bool)
    shared = np.intersect1d(codes, counts.codes)
    rows, own = np.searchsorted(codes, shared), counts.places(shared)
    alike[np.ix_(rows, rows)] = np.abs(counts.share[np.ix_(own, own)] - share) <= NEAR_COUNT
    return alike


AGREE = 15.0
"""Points of a percentile by which positions and counts of same votes may differ."""
NEAR_COUNT = 0.04
"""How near the share of same votes of a known pair must be."""
MIDDLE = 50.0
"""Percentage of all pairs from which two parties are far apart."""


def _distance_cell(pair: RelationKey, distance: float, year: int) -> Cell:
    return Cell(
        "positions",
        "adopted",
        keys=(("a", pair.first.key), ("b", pair.second.key), ("year", year)),
        value=round(distance, 4),
        unit="ideal-point units",
        sources=("un_votes_undl",),
        rule="difference of positions in UN votes; of a bloc its median member",
    )


def _placed(
    pair: RelationKey,
    cell: Cell,
    of_all: tuple[NDArray[np.int64], NDArray[np.float64]],
    rank: float,
    counts: VoteShares,
) -> Sentence:
    """Write the place among all pairs, and a known pair that is as far apart."""
    codes, values = of_all
    far = rank >= MIDDLE
    places = counted(figure_id(SECTION, ID, "rank"), rank if far else 100 - rank, "pairs", cell)
    shown: Parts = {
        "both": pair.words,
        "year": dated(figure_id(SECTION, ID, "year"), cell.year or 0, cell),
        "rank": places,
        "farther": "farther apart" if far else "nearer",
        "as_far": "far as {one} from {other}" if far else "near as {one} to {other}",
    }
    own = (*codes_of(pair.first, pair), *codes_of(pair.second, pair))
    apart = np.abs(values[:, None] - values[None, :])
    # a pair that the count of same votes puts elsewhere is no likeness
    alike = _alike(counts, codes, counts.tally(*side_codes(pair)).share)
    apart = np.where(alike, apart, np.nan)
    known = known_pair(apart, codes, cell.value, day=pair.day, without=own, near=NEAR)
    # another measure than the part of votes that two cast alike: the sentence names it
    template = (
        "Estimated from all UN votes, {both} were {farther} in {year} than {rank:of_100} pairs"
    )
    if known is not None:
        shown["one"], shown["other"] = (name_of(code, pair.day) for code in known)
        template += f", about as {shown['as_far']}"
    return picked(template + ".", shown)


def _rank(values: NDArray[np.float64], distance: float) -> float:
    """Give the percentage of all pairs of states that are nearer."""
    one, other = np.triu_indices(values.size, 1)
    rank = percentile_of(distance, np.abs(values[one] - values[other]))
    return float(np.clip(round(rank), 1, 99))


RULE = Rule(
    id=ID,
    section="positions",
    place=24,
    paragraph="same vote",
    say=say,
    condition="at most three states vote more, or less, often with a side than the other party; or "
    "the distance in votes is in an outer eighth of all pairs, or surprising for the kind",
    topics=("votes",),
)
