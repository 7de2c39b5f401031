"""Votes with a united bloc of a state that seeks something of it, against the next of its peers."""

from __future__ import annotations

from collections.abc import Iterator

from detente.advice.printed import Parts, written
from detente.advice.united import Rung, of_rung
from detente.advice.watch import ABOVE, Watch
from detente.advice.watching.releases import lag, next_release
from detente.evidence.figure import dated, figure_id, measured
from detente.rules.argument import Argument

ID = "united_votes"
RELEASE = "un_votes"
FOLLOWS = ("with_bloc", "split", "clock", "equilibrium", "entrants")
CLOSEST = 0.01
"""Least difference of two shares that print apart."""


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether the state passes the peer next above it."""
    found = of_rung(argument.relation)
    if found is None or found.mark is None:
        return
    if found.mark.value - found.own.value >= CLOSEST:
        yield from _watch(argument, found)


def _watch(argument: Argument, found: Rung) -> Iterator[Watch]:
    pair = argument.relation.pair
    sides, release = pair.bloc_and_state, next_release(RELEASE, pair.day)
    if sides is None or release is None or found.mark is None:
        return
    bloc, state = sides
    due, month = release
    now = measured(figure_id("watch", ID, "now"), found.own, way="per_cent")
    limit = measured(figure_id("watch", ID, "threshold"), found.mark, way="per_cent")
    parts: Parts = {
        "state": state.label,
        "bloc": bloc.label.removeprefix("the "),
        "peer": found.following,
        "rung": found.name,
        "now": now,
        "limit": limit,
        "month": month,
        "year": dated(figure_id("watch", ID, "year"), due.year - lag(RELEASE), *month.cells),
    }
    last = "{peer}, at {limit}, is next: above that in {year} {state} is no longer the last {rung}."
    inside = "{peer} comes next with {limit}; the votes of {year}, in by {month}, show who leads."
    template = inside if found.lower else last
    yield Watch(
        id=ID,
        series=f"votes of {state.label} with a united {bloc.label.removeprefix('the ')}",
        now=now,
        threshold=limit,
        way=ABOVE,
        origin="peer",
        due=due,
        release=RELEASE,
        heading=written("Votes with a united {bloc}.", parts),
        says=(
            written("{state} joins it in {now} of votes.", parts),
            written(template, parts),
        ),
        meaning=f"{state.label} votes with it more often than {found.following}",
        follows=FOLLOWS,
    )
