"""What a change of membership would change, by paired futures from the claim's own view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.relation_key import pair
from detente.actors.states import State
from detente.claims.answer import Answer, Kind, View
from detente.claims.question import BLOC, EXPECT, TEXT, WITH, Field, Question
from detente.errors import ClaimError
from detente.estimators.futures.summary import BAND
from detente.estimators.null_power import smallest_apart
from detente.phrasing import listed, number, signed_decimal
from detente.scenarios.run import Moved, Simulated, simulate
from detente.scenarios.verbs import RAISES, plan_of
from detente.store.catalog import Catalog

SERIES = {
    "democracy": "domestic.democracy.",
    "distance": "domestic.gap.",
    "alignment": "neighbourhood.alignment.",
    "membership": "neighbourhood.member_{bloc}.",
    "disputes": "conflict_zones.state.",
}
"""What may be followed, and how its series begins."""
RISES, FALLS, GRADUAL = "rises", "falls", "gradual"
EXPECTED = (RISES, FALLS, GRADUAL)
EARLY, LATE = 5, 20
"""Years after the change that are compared where it is said to come gradually."""
HALF = 0.5
"""Part of the later difference that an effect which comes gradually has not passed early on."""
CHANCE, ERRORS, TWO_ERRORS = "chance", 2.0, 0.9545
"""Unit of a chance, standard errors beyond which one differs, and how often these hold it."""
DRAWS = 500
"""Paired futures."""
SOURCES = ("un_votes_undl", "vdem", "cow_nmc", "gml_mid")
"""What the futures are estimated on."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare the simulated difference that a change makes with a direction, or with its pace."""
    if view.looks_back:
        return  # what would have come is asked of the claim's day alone
    bloc, state = view.bloc(question.fields["bloc"]), view.state(question.fields["with"])
    verb, expected = question.text("event"), question.text("expect")
    series = question.text("series")
    if verb not in RAISES or series not in SERIES or expected not in EXPECTED:
        raise ClaimError(
            f"no simulation of {verb!r} on {series!r} with expect = {expected!r}",
            near=(*RAISES, *SERIES, *EXPECTED),
        )
    whose = view.state(question.fields.get("of", question.fields["with"]))
    found = view.catalog.remember(_simulated, _Change(verb, bloc, state=state, day=view.day))
    moved = _series(found, SERIES[series].format(bloc=bloc.label), whose, view)
    met = _is_gradual(moved, found) if expected == GRADUAL else _is_beyond(moved, expected)
    yield Answer(
        "paired futures",
        _words(moved, found),
        met=met,
        sources=SOURCES,
        years=(found.start,),
        why="" if met is not None else _undecided(moved),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """What is simulated."""

    verb: str
    bloc: Bloc
    state: State
    day: date


def _simulated(catalog: Catalog, change: _Change) -> Simulated:
    sides = pair(change.state.key, change.bloc.id, change.day)
    return simulate(catalog, plan_of(sides, change.verb, draws=DRAWS))


def _series(found: Simulated, begins: str, whose: State, view: View) -> Moved:
    """Find the series of a state."""
    wanted = {f"{begins}{code}" for code in whose.members(view.day)}
    known = [one for one in found.moved if one.wanted.id in wanted]
    if not known:
        followed = [one.wanted.label for one in found.moved if one.wanted.id.startswith(begins)]
        raise ClaimError(f"the simulation does not follow {whose.label}", near=tuple(followed))
    return known[0]


def _is_told(moved: Moved) -> bool:
    """Tell whether a difference is distinguishable from none.

    A chance is a mean over futures that either have the rung or have it not: its error counts, and
    not the band of single pairs.
    """
    if moved.wanted.unit == CHANCE:
        return bool(abs(moved.mean[-1]) > ERRORS * moved.error[-1])
    return moved.beyond


def _undecided(moved: Moved) -> str:
    """Say why a difference decides nothing."""
    if not moved.mean.any():
        return "no pair of futures differs: nothing that is simulated carries the change so far"
    if moved.wanted.unit == CHANCE:
        reach = ERRORS * float(moved.error[-1])
        least = smallest_apart(-reach, reach, level=TWO_ERRORS)
        reason = "the difference lies within two standard errors"
    else:
        least = smallest_apart(float(moved.low[-1]), float(moved.high[-1]), level=BAND)
        reason = "the band of the difference holds zero"
    return f"{reason}; usually decided from {number(least)} on"


def _is_beyond(moved: Moved, expected: str) -> bool | None:
    """Tell whether the last difference has the expected sign; None where it cannot be told."""
    return bool(moved.mean[-1] > 0) == (expected == RISES) if _is_told(moved) else None


def _is_gradual(moved: Moved, found: Simulated) -> bool | None:
    """Tell whether less than half of a difference is there early; None where none can say."""
    if not _is_told(moved):
        return None
    early, late = (abs(_at(moved.mean, found, ahead)) for ahead in (EARLY, LATE))
    return bool(early < HALF * late)


def _at(row: NDArray[np.float64], found: Simulated, ahead: int) -> float:
    """Give a difference some years after the view, or in the last year."""
    year = min(found.start + ahead, found.years[-1])
    return float(row[found.years.index(year)])


def _words(moved: Moved, found: Simulated) -> str:
    """Write the difference early and late with its bands."""
    ends = [found.start + ahead for ahead in (EARLY, LATE)]
    parts = listed([_dated(moved, found, min(year, found.years[-1])) for year in ends])
    return f"{moved.wanted.label}: {parts} ({DRAWS} pairs of futures, 80 % band)"


def _dated(moved: Moved, found: Simulated, year: int) -> str:
    """Write the difference of a year with its band."""
    place = found.years.index(year)
    rows = (moved.mean, moved.low, moved.high)
    mean, low, high = (signed_decimal(float(row[place]), 3) for row in rows)
    return f"{mean} [{low}, {high}] in {year}"


EVENT = Field("event", TEXT, named="", note=", ".join(f"`{verb}`" for verb in RAISES))
WHAT = Field("series", TEXT, named="", note=", ".join(f"`{name}`" for name in SERIES))
WHOSE = Field("of", TEXT, named="of ", required=False, note="the state itself by default")
DIRECTION = Field("expect", EXPECT.form, note=", ".join(f"`{one}`" for one in EXPECTED))
KIND = Kind(
    "simulated",
    "what a change of membership would change, by paired futures",
    fields=(EVENT, WITH, BLOC, WHAT, WHOSE, DIRECTION),
    answer=answer,
)
