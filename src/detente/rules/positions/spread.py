"""SPREAD: whether a bloc's members are about equally far from the other side in UN votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.identity.vote_shares import WHOLE, vote_shares
from detente.identity.vote_shifts import positions_in
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import SHAPES, bloc_place, codes_of, spans
from detente.rules.vote_words import SECTION, contested_codes, name_of, names_of

ID = "spread"
CLOSE = 0.15
"""How near the median member's distance a member's must be."""
FAR, SHORT = 1.5, 0.5
"""Times the median distance from which, and to which, a member is an outlier."""
ALONE = 2.0
"""Times the median distance from which a single member makes the gap its own."""
LEAST = 5
"""Fewest members whose spread says anything."""
LEAST_GAP = 0.3
"""Least median distance: beside a bloc as near as its own members nobody stands out."""
MOST = 0.7
"""Part of the members that are close where single ones stand out on page 1."""
FEW = 0.34
"""Part of the members that are close under which a bloc is scattered."""
LEAST_CLOSE = 0.5
"""Part of the members that are close under which a bloc has no common distance."""
OFTEN = 0.25
"""Part of other states towards which a bloc is scattered where that is its nature."""
NAMED = 2
"""Outliers that are named on a side."""


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Distances of a bloc's members from the other side.

    Attributes
    ----------
    codes : ndarray of int, shape (M,)
        Members, the nearest first.
    distances : ndarray, shape (M,)
        Their distances in UN votes.
    shares : ndarray, shape (M,)
        Parts of their votes cast as the other side did, in the newest window; NaN where unknown.
    year : int
        The year.
    """

    codes: NDArray[np.int64]
    distances: NDArray[np.float64]
    shares: NDArray[np.float64]
    year: int

    @property
    def middle(self) -> float:
        """Distance of the median member."""
        return float(np.median(self.distances))

    @property
    def ratios(self) -> NDArray[np.float64]:
        """Distances in units of the median one."""
        return np.asarray(self.distances / self.middle)

    @property
    def close(self) -> int:
        """How many are about as far as the median member."""
        return int(np.count_nonzero(np.abs(self.distances - self.middle) <= CLOSE))

    @property
    def part(self) -> float:
        """Part of the members that are."""
        return self.close / self.codes.size

    @property
    def far(self) -> int:
        """How many are much farther."""
        return int(np.count_nonzero(self.ratios >= FAR))

    @property
    def short(self) -> int:
        """How many are much nearer."""
        return int(np.count_nonzero(self.ratios <= SHORT))

    @property
    def form(self) -> str:
        """What it looks like; empty where a bloc is at one distance."""
        if self.part <= FEW:
            return "scattered"
        if self.part >= LEAST_CLOSE and not self.far and not self.short:
            return ""
        if self.part < MOST:
            return "loose"
        if self.far == 1 and self.ratios[-1] >= ALONE:
            return "one-far"
        if self.far:
            return "some-far"
        return "one-near" if self.short == 1 else "some-near"

    @property
    def farthest(self) -> list[int]:
        """Members that are farthest by distance and by counted votes, the farthest first."""
        return self._agreed(self.codes[::-1], self.shares)

    @property
    def nearest(self) -> list[int]:
        """Members that are nearest by distance and by counted votes, the nearest first."""
        return self._agreed(self.codes, -self.shares)

    def _agreed(self, by_distance: NDArray[np.int64], order: NDArray[np.float64]) -> list[int]:
        """Give the outliers by distance that are among the outliers by counted votes."""
        by_count = self.codes[np.argsort(order, kind="stable")][:NAMED]
        return [int(code) for code in by_distance[:NAMED] if code in by_count]

    @property
    def strength(self) -> float:
        """How far it departs from a bloc at one distance, 0 to 1."""
        apart = (float(self.ratios[-1]) / ALONE, 1 - float(self.ratios[0]), 1 - 2 * self.part)
        return float(np.clip(max(apart), 0, 1))


def say(relation: Relation) -> Iterator[Line]:
    """Say whose gap it is: of all members, of one, or of none in common."""
    place = bloc_place(relation.pair)
    found = None if place is None else _spread(relation, place)
    if place is None or found is None or not found.form:
        return
    said, form = _said(relation, found, place), found.form
    # a bloc that is scattered towards everybody says nothing of this relation
    if form == "scattered" and _scattered_towards(relation, place) > OFTEN:
        said, form = Said(section=said.section), "scattered-always"
    yield vote_line(
        ID,
        f"unusual.{form}",
        said,
        main=_cell(relation, found),
        reasons=Reasons(unusual=found.strength),
        about="how far a bloc's members are from the other side",
        method=methods.ideal_points(relation.catalog, relation.pair.as_of),
    )


def _spread(relation: Relation, place: int) -> Spread | None:
    """Measure it; None where a bloc is too small, or as near as its own members."""
    pair, year = relation.pair, min(relation.pair.as_of, WHOLE)
    codes, values = positions_in(relation.catalog, year)
    parties = (pair.first, pair.second)
    inside = np.isin(codes, codes_of(parties[place], pair))
    inside &= ~np.isin(codes, contested_codes(pair.day))
    own = np.isin(codes, codes_of(parties[1 - place], pair))
    inside &= ~own
    if not own.any() or np.count_nonzero(inside) < LEAST:
        return None
    distances = np.abs(values[inside] - float(values[own][0]))
    order = np.argsort(distances, kind="stable")
    own_codes = codes[inside][order]
    shares = _shares(relation, own_codes, codes_of(parties[1 - place], pair))
    found = Spread(own_codes, distances[order], shares=shares, year=year)
    return found if found.middle >= LEAST_GAP else None


def _shares(
    relation: Relation, members: NDArray[np.int64], other: tuple[int, ...]
) -> NDArray[np.float64]:
    """Give the part of votes that each member cast as the other side did, in the newest window."""
    window = vote_shares(relation.catalog, *spans(relation.pair.as_of, SHAPES[0])[1])
    known = dict(zip(window.codes.tolist(), window.with_all(other).tolist(), strict=True))
    return np.array([known.get(int(code), np.nan) for code in members])


def _scattered_towards(relation: Relation, place: int) -> float:
    """Give the part of all other states towards which the bloc has no common distance."""
    pair = relation.pair
    codes, values = positions_in(relation.catalog, min(pair.as_of, WHOLE))
    inside = np.isin(codes, codes_of((pair.first, pair.second)[place], pair))
    distances = np.abs(values[inside][:, None] - values[~inside][None, :])
    middles = np.median(distances, axis=0)
    close = np.mean(np.abs(distances - middles) <= CLOSE, axis=0)
    far = middles >= LEAST_GAP
    return float(np.mean(close[far] <= FEW)) if far.any() else 0.0


FORMS = {
    "one-far": (
        "The gap is wide with {farthest}, and ordinary with the rest.",
        "{farthest} is {times} as far from {other} in UN votes as the median member of {bloc}.",
    ),
    "some-far": (
        "Most of {bloc} is equally far from {other}; {farthest} is not.",
        "{close} of {members} members form one group in UN votes towards {other}.",
    ),
    "one-near": (
        "{nearest} breaks the line: it alone is near {other}.",
        "Of {members} members {close} are about equally far, {nearest} less than half as far.",
    ),
    "some-near": (
        "{near_two} are far nearer {other} than the rest of {bloc}.",
        "The other members form one group, {close} of {members}, in UN votes.",
    ),
    "scattered": (
        "{bloc} has no common distance from {other}.",
        "In UN votes it reaches from {nearest} to {farthest}, with no group in the middle.",
    ),
}
"""Message and detail by form; a loose bloc is described in the section alone."""
GIST = {
    "one-far": "The distance between the two is above all that of {farthest}.",
    "some-far": "It is {farthest} that is farthest from {other} in votes, not the bloc.",
    "one-near": "Among the members {nearest} alone is near {other} in votes.",
    "some-near": "In votes {near_two} are nearest to {other} by far.",
    "scattered": "The members of {bloc} are at every distance from {other}.",
}
"""The same for the answer, by form."""
BODY = (
    "In {year}, {close} of the {members} members of {bloc} are at about the same distance from "
    "{other} in UN votes."
)
ENDS = {
    (1, 1): "{far} is farthest, {near} nearest.",
    (2, 1): "{far} are farthest, {near} nearest.",
    (1, 2): "{far} is farthest, {near} are nearest.",
    (2, 2): "{far} are farthest, {near} nearest.",
    (1, 0): "{far} is farthest.",
    (2, 0): "{far} are farthest.",
    (0, 1): "{near} is nearest.",
    (0, 2): "{near} are nearest.",
}
"""Who is farthest and nearest by distance and by counted votes alike, by how many they are."""
LOOSE = "The members of {bloc} form no single group in UN votes towards {other} in {year}."


def _said(relation: Relation, found: Spread, place: int) -> Said:
    pair = relation.pair
    parties = (pair.first, pair.second)
    cell = _cell(relation, found)
    far, near = found.farthest, found.nearest
    shown: Parts = {
        "bloc": parties[place].label,
        "other": parties[1 - place].label,
        "members": counted(figure_id(SECTION, ID, "members"), found.codes.size, "members", cell),
    }
    shown |= {
        "close": counted(figure_id(SECTION, ID, "close"), found.close, "members", cell),
        "farthest": name_of(int(found.codes[-1]), pair.day),
    }
    shown |= {
        "nearest": name_of(int(found.codes[0]), pair.day),
        "near_two": names_of(found.codes[:NAMED].tolist(), pair.day),
    }
    shown |= {"far": names_of(far, pair.day), "near": names_of(near, pair.day)}
    shown |= {
        "times": _times(float(found.ratios[-1]), cell),
        "year": dated(figure_id(SECTION, ID, "year"), found.year, cell),
    }
    ends = ENDS.get((len(far), len(near)))
    body = (LOOSE if found.part <= FEW else BODY, *((ends,) if ends else ()))
    section = tuple(picked(one, shown) for one in body)
    if found.form not in FORMS or not _counts_agree(found):
        return Said(section=section)
    headline, detail = (picked(one, shown) for one in FORMS[found.form])
    return Said(
        section=section, headline=headline, key=(detail,), gist=picked(GIST[found.form], shown)
    )


def _counts_agree(found: Spread) -> bool:
    """Tell whether counted votes single out the members that a message names."""
    if found.form in ("one-far", "some-far"):
        return int(found.codes[-1]) in found.farthest
    if found.form == "one-near":
        return int(found.codes[0]) in found.nearest
    return found.form != "some-near" or len(found.nearest) == NAMED


def _times(ratio: float, cell: Cell) -> Figure:
    id = figure_id(SECTION, ID, "times")
    return Figure(id, ratio, unit="times", cells=(cell,), way="times")


def _cell(relation: Relation, found: Spread) -> Cell:
    pair = relation.pair
    return Cell(
        "positions",
        "adopted",
        keys=(("a", pair.first.key), ("b", pair.second.key), ("year", found.year)),
        value=round(found.middle, 4),
        unit="ideal-point units",
        sources=("un_votes_undl",),
        rule="median over the members of the view of their distance in UN votes to the other side",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=50,
    paragraph="members",
    say=say,
    condition="a bloc of at least five; a member is 1.5 times as far as the median member, or at "
    "most half as far, or fewer than half are within 0.15 of it",
    topics=("votes",),
)
