"""Electoral democracy: a candidate's against the least entrant, else one side's own extreme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.states import State
from detente.advice.courses.dated_test import least_of_entrants
from detente.advice.printed import Parts
from detente.advice.united import SEEKS
from detente.advice.watch import ABOVE, BELOW, Gauge, Limit, Watch, watch_of
from detente.advice.watching.extremes import Extreme, extreme
from detente.advice.watching.releases import lag, next_release
from detente.evidence.figure import Figure, dated, measured
from detente.identity.regime import polyarchy
from detente.institutions.rung_states import ACTIVE, highest
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="democracy",
    release="vdem",
    follows=("regime", "entrants", "first", "pulls", "passed_over"),
)
HEADING, VALUE = "Electoral democracy in {state}.", "It scored {now} in {year}."
OWN = (
    "{way} {limit}, its value of {then}, it would be {word} than in any year since; the score of "
    "{next} comes in {month}."
)
ENTRANTS = (
    "From {limit} on it would be as free as the least free that joined {bloc}; scores come in "
    "{month}."
)

Release = tuple[date, Figure]


def look(argument: Argument) -> Iterator[Watch]:
    """Watch the score of one state, where an extreme or the mark of entrants lies ahead of it."""
    relation = argument.relation
    release = next_release(GAUGE.release, relation.pair.day)
    if release is None:
        return
    marked = tuple(_entrants(argument, release))
    if marked:
        yield from marked
        return
    found = []
    for party in (relation.pair.first, relation.pair.second):
        if isinstance(party, State):
            ahead = extreme(polyarchy(relation.catalog, party), relation.pair.as_of)
            if ahead is not None:
                found.append((abs(ahead.limit.value - ahead.now.value), party, ahead))
    if found:
        # the one that is nearer to its extreme
        _, state, ahead = min(found, key=lambda one: one[0])
        yield _own(state, ahead, release)


def _entrants(argument: Argument, release: Release) -> Iterator[Watch]:
    """Watch a candidate's score against the least that any entrant had."""
    relation = argument.relation
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    bloc, state = sides
    held = highest(bloc.steps_of(state.letters), relation.pair.day)
    if held is None or held.rung not in SEEKS or held.state != ACTIVE:
        return
    mark = least_of_entrants(relation.catalog, bloc, relation.pair.as_of)
    own = polyarchy(relation.catalog, state).last(relation.pair.as_of)
    if mark is None or own is None or own.value >= mark.value:
        return
    year = dated(GAUGE.name("year"), own.year or 0, own)
    parts: Parts = {
        "state": state.label,
        "bloc": bloc.label,
        "month": release[1],
        "year": year,
    }
    now = measured(GAUGE.name("now"), own, way="index")
    threshold = measured(GAUGE.name("threshold"), mark, way="index")
    limit = Limit(now, threshold, way=ABOVE, origin="peer", due=release[0])
    yield watch_of(
        GAUGE,
        limit,
        (HEADING, VALUE, ENTRANTS),
        parts,
        series=f"electoral democracy of {state.label} (V-Dem)",
        meaning=f"{state.label} is as free as the least free entrant was",
    )


def _own(state: State, ahead: Extreme, release: Release) -> Watch:
    """Watch a score against its own extreme of two decades."""
    due, month = release
    word = "freer" if ahead.rising else "less free"
    coming = due.year - lag(GAUGE.release)
    parts: Parts = {
        "state": state.label,
        "word": word,
        "month": month,
        "year": dated(GAUGE.name("year"), ahead.now.year or 0, ahead.now),
        "then": dated(GAUGE.name("then"), ahead.limit.year or 0, ahead.limit),
        "next": dated(GAUGE.name("next"), coming, *month.cells),
    }
    now = measured(GAUGE.name("now"), ahead.now, way="index")
    threshold = measured(GAUGE.name("threshold"), ahead.limit, way="index")
    way = ABOVE if ahead.rising else BELOW
    limit = Limit(now, threshold, way=way, origin="extreme", due=due)
    return watch_of(
        GAUGE,
        limit,
        (HEADING, VALUE, OWN),
        parts,
        series=f"electoral democracy of {state.label} (V-Dem)",
        meaning=f"{state.label} is {word} than in two decades",
    )
