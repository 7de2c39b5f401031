"""Votes with a united bloc of a state that seeks something of it, against the next of its peers."""

from __future__ import annotations

from collections.abc import Iterator

from detente.advice.printed import Parts
from detente.advice.united import Rung, of_rung
from detente.advice.watch import ABOVE, Gauge, Limit, Watch, watch_of
from detente.advice.watching.releases import next_unused
from detente.evidence.figure import measured
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="united_votes",
    release="un_votes",
    follows=("with_bloc", "equilibrium", "entrants"),
)
CLOSEST = 0.01
"""Least difference of two shares that print apart."""
HEADING, VALUE = "Votes with a united {bloc}.", "{state} joins it in {now} of votes."
LAST = "{peer}, at {limit}, is next: above that in {year} {state} is no longer the last {rung}."
ASKS = ("applicant", "candidate")
"""Rungs of those that ask for membership."""
FAR = 0.1
"""Difference to the next peer from which it is no threshold."""


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether the state passes the peer next above it."""
    found = of_rung(argument.relation)
    # nobody who asks for nothing of the bloc is out to pass a peer
    if found is None or found.mark is None or found.name not in ASKS:
        return
    # to pass one peer among many is nothing that anybody waits for
    if not found.lower and CLOSEST <= found.mark.value - found.own.value <= FAR:
        yield from _watch(argument, found)


def _watch(argument: Argument, found: Rung) -> Iterator[Watch]:
    pair = argument.relation.pair
    used = min(pair.as_of, argument.relation.catalog.last_year("un_votes_undl"))
    sides, release = pair.bloc_and_state, next_unused(GAUGE.release, pair.day, used)
    if sides is None or release is None or found.mark is None:
        return
    state, bloc = sides[1].label, sides[0].label.removeprefix("the ")
    parts: Parts = {
        "state": state,
        "bloc": bloc,
        "peer": found.following,
        "rung": found.name,
        "month": release[1],
        "year": release[2],
    }
    now, threshold = (
        measured(GAUGE.name(name), cell, way="per_cent")
        for name, cell in (("now", found.own), ("threshold", found.mark))
    )
    limit = Limit(now, threshold, way=ABOVE, origin="peer", due=release[0])
    templates = (HEADING, VALUE, LAST)
    yield watch_of(
        GAUGE,
        limit,
        templates,
        parts,
        series=f"votes of {state} with a united {bloc}",
        meaning=f"{state} votes with it more often than {found.following}",
    )
