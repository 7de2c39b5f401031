"""OPPOSED: with whom a party sides where two rivals vote against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.states import REGIONS
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.identity.opposed_votes import opposed_votes, times_opposed
from detente.rules.line import Line, Reasons
from detente.rules.peers import CODES_OF_A_REGION
from detente.rules.rule import Rule
from detente.rules.two_rivals import TwoRivals, two_rivals
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import TwoWindows, codes_of, is_states, two_windows
from detente.rules.vote_words import KNOWN, known_codes, name_of, share_figure, years_of

ID = "opposed"
FEWEST = 100
"""Votes in which the two are opposed."""
EIGHTH = 0.75
"""|2F - 1| from which a part lies in an outer eighth of all states'."""
MOST = 0.5
"""Part of its votes from which the median state sides with the rival."""
HEADLINE = "Against each other, {power} and {rival} find {party} with {chosen}."
DETAIL = (
    "It sided with {rival} in {with_rival:per_cent} of such votes, the median state in "
    "{world:per_cent}."
)
SIDED = (
    "Where {power} and {rival} voted against each other, {party} sided with {rival} in "
    "{with_rival:per_cent} of votes and with {power} in {with_power:per_cent}, counted from {from} "
    "to {to}."
)
GIST = "Where the two powers oppose each other, {party} votes with {chosen} more often."
PEERS = (
    "{inside} sided with {rival} in {inside_share:per_cent}, {outside} in {outside_share:per_cent}."
)
ONE_PEER = "{inside} sided with {rival} in {inside_share:per_cent}."
ALIKE = 0.05
"""Difference of two peers' parts under which the second says nothing more."""
ISOLATION = (
    "The median state sided with {rival} in {world:per_cent}: this measures how alone {alone} is, "
    "more than the loyalty of others."
)
STANDS_OUT = "The median state sided with {rival} in {world:per_cent} of them."
"""Whose doing it is: of the one that all others leave alone, or of the party."""


@dataclass(frozen=True, slots=True)
class Side:
    """With which of two opposed powers a party votes.

    Attributes
    ----------
    with_power, with_rival : Cell
        Part of the votes of a mean member in which it sided with either.
    world : Cell
        The median state's part with the rival.
    inside, outside : tuple of (int, Cell), or None
        A state that a reader knows in the party's region, and one elsewhere, with their parts with
        the rival.
    place : float
        How unusual the party's part with the rival is among all states'.
    """

    with_power: Cell
    with_rival: Cell
    world: Cell
    inside: tuple[int, Cell] | None
    outside: tuple[int, Cell] | None
    place: float


def say(relation: Relation) -> Iterator[Line]:
    """Say with whom the party sides, beside peers, and whose isolation that measures."""
    between = two_rivals(relation.pair)
    found = two_windows(relation.catalog, relation.pair)
    if found is not None and is_states(relation.pair):
        yield from _hardly_ever(relation, found)
    if between is None or found is None or len(found.sides[1 - between.side]) != 1:
        return
    side = _side(relation, found, between)
    if side is None:
        return
    shown: Parts = {
        "party": between.party.label,
        "power": between.power.label,
        "rival": between.rival.label,
        "with_rival": share_figure(ID, "rival", side.with_rival),
    }
    shown |= {
        "with_power": share_figure(ID, "power", side.with_power),
        "world": share_figure(ID, "world", side.world),
        **years_of(ID, found.now, ("from", "to"), side.with_rival),
    }
    sides_with_power = side.with_power.value > side.with_rival.value
    shown["chosen"] = between.power.label if sides_with_power else between.rival.label
    shown["alone"] = between.power.label if side.world.value > MOST else between.rival.label
    peers = (("inside", side.inside), ("outside", side.outside))
    for name, peer in peers:
        if peer is not None:
            shown[name] = name_of(peer[0], relation.pair.day)
            shown[f"{name}_share"] = share_figure(ID, name, peer[1])
    whose = STANDS_OUT if side.place >= EIGHTH else ISOLATION
    body = [SIDED, *_peers_said(side), whose]
    form = "power-alone" if side.world.value > MOST else "rival-alone"
    said = Said(section=tuple(picked(one, shown) for one in body))
    # beside the median state an ordinary part says nothing of the party: no message of page 1
    if side.place >= EIGHTH:
        said = replace(
            said,
            headline=picked(HEADLINE, shown),
            key=(picked(DETAIL, shown),),
            gist=picked(GIST, shown),
        )
    yield vote_line(
        ID,
        f"unusual.{form}",
        said,
        main=side.with_rival,
        reasons=Reasons(unusual=side.place),
        about="with whom a party sides where two rivals are opposed",
    )


def _peers_said(side: Side) -> Iterator[str]:
    """Give the sentence on peers: two that say the same are one."""
    if side.inside is None or side.outside is None:
        return
    apart = abs(side.inside[1].value - side.outside[1].value)
    yield PEERS if apart >= ALIKE else ONE_PEER


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Every state's part of the votes with the rival.

    Attributes
    ----------
    codes : ndarray of int, shape (S,)
        COW codes.
    parts : ndarray, shape (S,)
        Parts.
    span : tuple of int
        First and last year.
    rival : str
        Key of the rival.
    """

    codes: NDArray[np.int64]
    parts: NDArray[np.float64]
    span: tuple[int, int]
    rival: str

    def peer(self, rows: NDArray[np.bool_]) -> tuple[int, Cell] | None:
        """Give the median of some states, with its part; None where there is none."""
        if not rows.any():
            return None
        away = np.abs(self.parts[rows] - np.median(self.parts[rows]))
        place = int(np.flatnonzero(rows)[np.argmin(away)])
        code = int(self.codes[place])
        return code, _cell(str(code), float(self.parts[place]), self.rival, self.span)


HARDLY = {
    0: "Not once from {from} to {to} did one of the two say yes and the other no.",
    1: "Only once from {from} to {to} did one of the two say yes and the other no.",
    2: "Only twice from {from} to {to} did one of the two say yes and the other no.",
}
"""Sentence of two states that hardly ever oppose each other, by how often they did."""


def _hardly_ever(relation: Relation, found: TwoWindows) -> Iterator[Line]:
    """Say that two states voted against each other at most twice."""
    span = (found.now.first, found.now.last)
    two = (found.sides[0][0], found.sides[1][0])
    counts = times_opposed(relation.catalog, two, *span)
    if counts is None or counts[0] not in HARDLY or counts[1] < FEWEST:
        return
    keys = (("a", relation.pair.first.key), ("b", relation.pair.second.key))
    cell = Cell(
        "un_votes_undl",
        "vote",
        keys=(*keys, ("first", span[0]), ("year", span[1])),
        value=float(counts[0]),
        unit="votes",
        sources=("un_votes_undl",),
        rule="votes on adopted resolutions in which one of the two said yes and the other no",
    )
    shown: Parts = {**years_of(ID, found.now, ("from", "to"), cell)}
    yield vote_line(
        ID,
        "unusual.hardly-ever",
        Said(section=(picked(HARDLY[counts[0]], shown),)),
        main=cell,
        reasons=Reasons(unusual=found.level),
        about="how often two states oppose each other",
        series="opposed_each_other",
    )


def _side(relation: Relation, found: TwoWindows, between: TwoRivals) -> Side | None:
    powers = (found.sides[1 - between.side][0], between.rival.ccode)
    span = (found.now.first, found.now.last)
    counts = opposed_votes(relation.catalog, powers, *span)
    if counts is None:
        return None
    is_own = pl.col("ccode").is_in(codes_of(between.party, relation.pair))
    own = counts.filter(is_own)
    votes = int(own["votes"].sum())
    if own.is_empty() or votes < FEWEST * own.height:
        return None
    others = counts.filter(~is_own & (pl.col("votes") >= FEWEST // 2))
    world = World(
        codes=others["ccode"].to_numpy(),
        parts=(others["with_other"] / others["votes"]).to_numpy(),
        span=span,
        rival=between.rival.key,
    )
    rival, power = (int(own[name].sum()) / votes for name in ("with_other", "with_one"))
    median = float(np.median(world.parts))
    inside, outside = _peers(relation, world, own["ccode"].to_numpy())
    rival_key, party = between.rival.key, between.party.key
    return Side(
        _cell(party, power, between.power.key, span),
        _cell(party, rival, rival_key, span),
        world=_cell("all states", median, rival_key, span),
        inside=inside,
        outside=outside,
        place=unusual(rival, world.parts),
    )


def _peers(
    relation: Relation, world: World, own: NDArray[np.int64]
) -> tuple[tuple[int, Cell] | None, tuple[int, Cell] | None]:
    """Give a state that a reader knows in the party's region, and one elsewhere."""
    known = np.isin(world.codes, known_codes(relation.pair.day, KNOWN))
    region = REGIONS[int(np.median(own)) // CODES_OF_A_REGION]
    home = np.array([REGIONS[code // CODES_OF_A_REGION] == region for code in world.codes])
    return world.peer(known & home), world.peer(known & ~home)


def _cell(of: str, value: float, with_whom: str, span: tuple[int, int]) -> Cell:
    return Cell(
        "un_votes_undl",
        "vote",
        keys=(("of", of), ("with", with_whom), ("first", span[0]), ("year", span[1])),
        value=round(value, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="part of the votes in which one of two powers said yes and the other no that a state "
        "cast as one of them; of a bloc over every member",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=30,
    paragraph="lean",
    say=say,
    condition="a party with ties to two rivals, and at least 100 votes in which one rival said yes "
    "and the other no; or two states that opposed each other at most twice; from single votes, "
    "which only a user's own store holds",
    topics=("votes",),
)
