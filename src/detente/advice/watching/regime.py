"""Electoral democracy of the side that moves more, against its own former extreme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.states import State
from detente.advice.courses.dated_test import least_of_entrants
from detente.advice.printed import Parts, written
from detente.advice.united import SEEKS
from detente.advice.watch import ABOVE, BELOW, Watch
from detente.advice.watching.extremes import Extreme, extreme
from detente.advice.watching.releases import lag, next_release
from detente.evidence.figure import Figure, dated, figure_id, measured
from detente.identity.regime import polyarchy
from detente.rules.argument import Argument

ID = "democracy"
RELEASE = "vdem"
FOLLOWS = ("regime", "entrants", "first", "pulls", "passed_over")


def look(argument: Argument) -> Iterator[Watch]:
    """Watch the score of one state, where an extreme lies ahead of it."""
    relation = argument.relation
    release = next_release(RELEASE, relation.pair.day)
    if release is None:
        return
    marked = tuple(_entrants(argument, *release))
    if marked:
        yield from marked
        return
    found = []
    for party in (relation.pair.first, relation.pair.second):
        if isinstance(party, State):
            series = polyarchy(relation.catalog, party)
            ahead = extreme(series, relation.pair.as_of)
            if ahead is not None:
                found.append((abs(ahead.limit.value - ahead.now.value), party, ahead))
    if found:
        # the one that is nearer to its extreme
        _, state, ahead = min(found, key=lambda one: one[0])
        yield _watch(state, ahead, argument)


def _entrants(argument: Argument, due: date, month: Figure) -> Iterator[Watch]:
    """Watch a candidate's score against the least that any entrant had."""
    relation = argument.relation
    sides = relation.pair.bloc_and_state
    if sides is None or relation.situation.rung not in SEEKS:
        return
    bloc, state = sides
    mark = least_of_entrants(relation.catalog, bloc, relation.pair.as_of)
    own = polyarchy(relation.catalog, state).last(relation.pair.as_of)
    if mark is None or own is None or own.value >= mark.value:
        return
    now = measured(figure_id("watch", ID, "now"), own, way="index")
    limit = measured(figure_id("watch", ID, "threshold"), mark, way="index")
    parts: Parts = {
        "state": state.label,
        "bloc": bloc.label,
        "now": now,
        "limit": limit,
        "month": month,
        "year": dated(figure_id("watch", ID, "year"), own.year or 0, own),
    }
    yield Watch(
        id=ID,
        series=f"electoral democracy of {state.label} (V-Dem)",
        now=now,
        threshold=limit,
        way=ABOVE,
        origin="peer",
        due=due,
        release=RELEASE,
        heading=written("Electoral democracy in {state}.", parts),
        says=(
            written("It scored {now} in {year}.", parts),
            written(
                "From {limit} on it would be as free as the least free that joined {bloc}; scores "
                "come in {month}.",
                parts,
            ),
        ),
        meaning=f"{state.label} is as free as the least free entrant was",
        follows=FOLLOWS,
    )


def _watch(state: State, ahead: Extreme, argument: Argument) -> Watch:
    release = next_release(RELEASE, argument.relation.pair.day)
    assert release is not None
    due, month = release
    way = ABOVE if ahead.rising else BELOW
    now = measured(figure_id("watch", ID, "now"), ahead.now, way="index")
    limit = measured(figure_id("watch", ID, "threshold"), ahead.limit, way="index")
    word = "freer" if ahead.rising else "less free"
    parts: Parts = {
        "state": state.label,
        "now": now,
        "limit": limit,
        "way": way,
        "month": month,
        "word": word,
        "year": dated(figure_id("watch", ID, "year"), ahead.now.year or 0, ahead.now),
        "then": dated(figure_id("watch", ID, "then"), ahead.limit.year or 0, ahead.limit),
        "next": dated(figure_id("watch", ID, "next"), due.year - lag(RELEASE), *month.cells),
    }
    return Watch(
        id=ID,
        series=f"electoral democracy of {state.label} (V-Dem)",
        now=now,
        threshold=limit,
        way=way,
        origin="extreme",
        due=due,
        release=RELEASE,
        heading=written("Electoral democracy in {state}.", parts),
        says=(
            written("It scored {now} in {year}.", parts),
            written(
                "{way} {limit}, its value of {then}, it would be {word} than in any year since; "
                "the score of {next} comes in {month}.",
                parts,
            ),
        ),
        meaning=f"{state.label} is {word} than in two decades",
        follows=FOLLOWS,
    )
