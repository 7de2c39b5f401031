"""Votes with a united bloc of a state that seeks something of it, against the next of its peers."""

from __future__ import annotations

from collections.abc import Iterator

from detente.advice.printed import Parts
from detente.advice.united import Rung, of_rung
from detente.advice.watch import ABOVE, Gauge, Limit, Watch, watch_of
from detente.advice.watching.releases import lag, next_release
from detente.evidence.figure import dated, measured
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="united_votes",
    release="un_votes",
    follows=("with_bloc", "split", "clock", "equilibrium", "entrants"),
)
CLOSEST = 0.01
"""Least difference of two shares that print apart."""
HEADING, VALUE = "Votes with a united {bloc}.", "{state} joins it in {now} of votes."
LAST = "{peer}, at {limit}, is next: above that in {year} {state} is no longer the last {rung}."
INSIDE = "{peer} comes next with {limit}; the votes of {year}, in by {month}, show who leads."


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether the state passes the peer next above it."""
    found = of_rung(argument.relation)
    if found is None or found.mark is None:
        return
    if found.mark.value - found.own.value >= CLOSEST:
        yield from _watch(argument, found)


def _watch(argument: Argument, found: Rung) -> Iterator[Watch]:
    pair = argument.relation.pair
    sides, release = pair.bloc_and_state, next_release(GAUGE.release, pair.day)
    if sides is None or release is None or found.mark is None:
        return
    state, bloc = sides[1].label, sides[0].label.removeprefix("the ")
    due, month = release
    year = dated(GAUGE.name("year"), due.year - lag(GAUGE.release), *month.cells)
    parts: Parts = {
        "state": state,
        "bloc": bloc,
        "peer": found.following,
        "rung": found.name,
        "month": month,
        "year": year,
    }
    now = measured(GAUGE.name("now"), found.own, way="per_cent")
    threshold = measured(GAUGE.name("threshold"), found.mark, way="per_cent")
    limit = Limit(now, threshold, way=ABOVE, origin="peer", due=due)
    templates = (HEADING, VALUE, INSIDE if found.lower else LAST)
    series = f"votes of {state} with a united {bloc}"
    meaning = f"{state} votes with it more often than {found.following}"
    yield watch_of(GAUGE, limit, templates, parts, series=series, meaning=meaning)
