"""ALONE: a state that casts many votes which hardly any other state casts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.identity.agreement import window_of
from detente.identity.lone_votes import FEW as BESIDE
from detente.identity.lone_votes import TABLE
from detente.rules.line import Line, Reasons
from detente.rules.positions import caveat
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import codes_of
from detente.rules.vote_words import SECTION, names_of

ID = "alone"
FIRST = 5
"""Places from the top of all states that are named."""
LEAST = 0.1
"""Least part of its votes that a state casts nearly alone."""
GREW, POINTS = 2.0, 0.02
"""Times, and points, by which the part must have grown."""
FEWEST = 100
"""Votes of a window."""


@dataclass(frozen=True, slots=True, eq=False)
class Lone:
    """Lone votes of all states in a window.

    Attributes
    ----------
    year : int
        Last year of the window.
    codes : ndarray of int, shape (S,)
        COW codes.
    parts : ndarray, shape (S,)
        Part of the votes that at most two others cast alike.
    """

    year: int
    codes: NDArray[np.int64]
    parts: NDArray[np.float64]

    def of(self, codes: tuple[int, ...]) -> float:
        """Give the part of a state; not a number where it has too few votes."""
        own = self.parts[np.isin(self.codes, codes)]
        return float(own[0]) if own.size else float("nan")


FIRST_OF_ALL = "unusual.first"


def windows_of(relation: Relation) -> list[Lone]:
    """Give the windows up to the view, the newest first.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if not relation.catalog.has(TABLE):
        return []
    rows = relation.catalog.frame(TABLE).filter(pl.col("votes") >= FEWEST)
    rows = rows.filter(pl.col("year") <= relation.pair.as_of).sort("year", "ccode")
    parts = rows.partition_by("year", as_dict=True, maintain_order=True)
    found = [
        Lone(
            int(str(year)),
            codes=frame["ccode"].to_numpy().astype(np.int64),
            parts=(frame["lone"] / frame["votes"]).to_numpy(),
        )
        for (year,), frame in parts.items()
    ]
    return found[::-1]


def say(relation: Relation) -> Iterator[Line]:
    """Say which side is often alone, and whether it became so."""
    windows = windows_of(relation)
    if len(windows) < 2:
        return
    parties = [one for one in (relation.pair.first, relation.pair.second) if isinstance(one, State)]
    placed = []
    for party in parties:
        part = windows[0].of(codes_of(party, relation.pair))
        above = windows[0].codes[windows[0].parts > part]
        if part >= LEAST and above.size < FIRST:
            placed.append((above.size, party, part, above))
    if not placed:
        return
    _, party, part, above = min(placed, key=lambda one: one[0])
    said = _line(relation, windows, party, (part, above))
    # that the United States is first is said once, before the first vote
    if party.key != caveat.UNITED_STATES or said.variant != FIRST_OF_ALL:
        yield said


def _line(
    relation: Relation,
    windows: list[Lone],
    party: State,
    own: tuple[float, NDArray[np.int64]],
) -> Line:
    part, above = own
    before = windows[1].of(codes_of(party, relation.pair))
    grew = part >= GREW * before and part - before >= POINTS
    form = "moved.more" if grew else f"unusual.{'few' if above.size else 'first'}"
    main = _cell(party, windows[0].year, part)
    earlier = _cell(party, windows[1].year, before) if np.isfinite(before) else main
    first, last = window_of(windows[0].year)
    shown: Parts = {
        "side": party.label,
        "names": names_of(above.tolist(), relation.pair.day),
        "vote": "votes" if above.size == 1 else "vote",
    }
    shown |= {
        "part": _figure(main, "part"),
        "before": _figure(earlier, "before"),
        "beside": counted(figure_id(SECTION, ID, "beside"), BESIDE - 1, "states", main),
    }
    shown |= {
        "from": dated(figure_id(SECTION, ID, "from"), first, main),
        "to": dated(figure_id(SECTION, ID, "to"), last, main),
    }
    body = (BODY, GROWN) if grew else (BODY,)
    said = Said(section=tuple(picked(one, shown) for one in body))
    if form in FORMS:
        headline, detail = (picked(one, shown) for one in FORMS[form])
        said = Said(said.section, headline=headline, key=(detail,), gist=picked(GIST[form], shown))
    return vote_line(
        ID,
        form,
        said,
        main=main,
        reasons=Reasons(unusual=unusual(part, windows[0].parts), moved=1.0 if grew else 0.0),
        about="votes that hardly any other state casts",
    )


FORMS = {
    "moved.more": (
        "{side} votes alone in the Assembly far more than it did.",
        "It votes nearly alone in {part:per_cent} of cases, after {before:per_cent} before {from}.",
    ),
    "unusual.few": (
        "Only {names} {vote} alone in the Assembly more often than {side}.",
        "Hardly anybody joined {part:per_cent} of its votes in {from} to {to}.",
    ),
}
"""Message and detail by form; who is first is first in every paper, and never leads."""
GIST = {
    "moved.more": "{side} is by now nearly alone in {part:per_cent} of its votes.",
    "unusual.few": "Few states are as often alone in New York as {side}.",
}
"""The same for the answer, by form."""
BODY = (
    "From {from} to {to} {side} cast {part:per_cent} of its votes with at most {beside} other "
    "states."
)
GROWN = "In the five years before it was {before:per_cent}."


def _figure(cell: Cell, name: str) -> Figure:
    id = figure_id(SECTION, ID, name)
    return Figure(id, cell.value, unit=cell.unit, cells=(cell,), way="per_cent")


def _cell(party: State, year: int, part: float) -> Cell:
    first, last = window_of(year)
    return Cell(
        TABLE,
        "lone",
        keys=(("state", party.key), ("year", year)),
        value=round(part, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule=f"part of the votes on adopted resolutions of {first} to {last} that at most "
        f"{BESIDE} states cast alike",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=60,
    paragraph="alone",
    say=say,
    condition="a state is among the five that most often vote nearly alone, in at least 3 per cent "
    "of its votes",
    topics=("votes",),
)
