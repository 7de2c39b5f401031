"""Electoral democracy: a candidate's against the least entrant, else one side's own extreme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.states import State
from detente.advice.courses.dated_test import least_of_entrants
from detente.advice.near_mark import near_mark
from detente.advice.printed import Parts
from detente.advice.united import SEEKS
from detente.advice.watch import ABOVE, BELOW, Gauge, Limit, Watch, watch_of
from detente.advice.watching.extremes import Extreme, extreme, margin
from detente.advice.watching.releases import next_unused
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, measured
from detente.evidence.sentence import render
from detente.identity.regime import polyarchy
from detente.institutions.rung_states import ACTIVE, highest
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="democracy",
    release="vdem",
    follows=("regime", "entrants", "passed_over"),
)
HEADING, VALUE = "Electoral democracy in {state}.", "{state} scored {now} in {year}."
OWN = (
    "{way} {limit} in {next} it would be {word} than in any year since {then}; the score comes in "
    "{month}."
)
ENTRANTS = (
    "From {limit} on it would be as free as the least free that joined {bloc}; scores come in "
    "{month}."
)
MEMBER = (
    "From {limit} on it would be as free as {member}, the least free member; scores come in "
    "{month}."
)
RECORD = (
    "{way} {limit} in {next}, beyond its margin, it would be at a new {end}; the score comes in "
    "{month}."
)

Release = tuple[date, Figure, Figure]


def look(argument: Argument) -> Iterator[Watch]:
    """Watch the score of one state, where an extreme or the mark of entrants lies ahead of it."""
    relation = argument.relation
    sides = (relation.pair.first, relation.pair.second)
    states = [party for party in sides if isinstance(party, State)]
    scores = [(state, polyarchy(relation.catalog, state)) for state in states]
    year = relation.pair.as_of
    cells = [cell for _, one in scores if (cell := one.last(year)) is not None]
    used = max((cell.year or year for cell in cells), default=year)
    release = next_unused(GAUGE.release, relation.pair.day, used)
    if release is None:
        return
    marked = tuple(_entrants(argument, release))
    if marked:
        yield from marked
        return
    # the finding names whose democracy it is
    said = " ".join(
        render(one.line.headline)
        for one in argument.key_findings
        if one.rule.id in GAUGE.follows and one.line.headline is not None
    )
    scores = [one for one in scores if one[0].label in said] or scores
    ahead = [(state, found) for state, one in scores if (found := extreme(one, year)) is not None]
    if ahead:
        # the one that is nearer to its extreme
        yield _own(*min(ahead, key=lambda one: _way_to(one[1])), release)
        return
    beyond = [(state, found) for state, one in scores if (found := margin(one, year)) is not None]
    if beyond:
        # the one that is clearer: its margin is narrower
        yield _record(*min(beyond, key=lambda one: _way_to(one[1])), release)


def _way_to(found: Extreme) -> float:
    return abs(found.limit.value - found.now.value)


def _record(state: State, beyond: Extreme, release: Release) -> Watch:
    """Watch a score that is at its extreme already against its own margin."""
    due, month, coming = release
    end = "high" if beyond.rising else "low"
    parts: Parts = {"state": state.label, "month": month, "end": end, "next": coming}
    parts["year"] = dated(GAUGE.name("year"), beyond.now.year or 0, beyond.now)
    way = ABOVE if beyond.rising else BELOW
    limit = Limit(*_ends(beyond.now, beyond.limit), way=way, origin="error", due=due)
    return _of(state, limit, RECORD, parts, "a new record beyond the margin of the score")


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
    due, month, _ = release
    year = dated(GAUGE.name("year"), own.year or 0, own)
    parts: Parts = {"state": state.label, "bloc": bloc.label, "month": month, "year": year}
    near = near_mark(relation, bloc, state)
    # the least free member lies nearer than any entrant did: it is what can be watched
    if near is not None and near.cell.value < mark.value:
        parts["member"] = near.member
        limit = Limit(*_ends(own, near.cell), way=ABOVE, origin="peer", due=due)
        meaning = f"{state.label} is as free as {near.member}, the least free member"
        yield _of(state, limit, MEMBER, parts, meaning)
        return
    limit = Limit(*_ends(own, mark), way=ABOVE, origin="peer", due=due)
    meaning = f"{state.label} is as free as the least free entrant was"
    yield _of(state, limit, ENTRANTS, parts, meaning)


def _own(state: State, ahead: Extreme, release: Release) -> Watch:
    """Watch a score against its own extreme of two decades."""
    due, month, coming = release
    word = "freer" if ahead.rising else "less free"
    parts: Parts = {"state": state.label, "word": word, "month": month, "next": coming}
    parts["year"] = dated(GAUGE.name("year"), ahead.now.year or 0, ahead.now)
    parts["then"] = dated(GAUGE.name("then"), ahead.limit.year or 0, ahead.limit)
    way = ABOVE if ahead.rising else BELOW
    limit = Limit(*_ends(ahead.now, ahead.limit), way=way, origin="extreme", due=due)
    meaning = f"{state.label} is {word} than in two decades"
    return _of(state, limit, OWN, parts, meaning)


def _ends(now: Cell, limit: Cell) -> tuple[Figure, Figure]:
    """Give the score, and the one that would change the picture."""
    return (
        measured(GAUGE.name("now"), now, way="index"),
        measured(GAUGE.name("threshold"), limit, way="index"),
    )


def _of(state: State, limit: Limit, test: str, parts: Parts, meaning: str) -> Watch:
    templates = (HEADING, VALUE, test)
    series = f"electoral democracy of {state.label} (V-Dem)"
    return watch_of(GAUGE, limit, templates, parts, series=series, meaning=meaning)
