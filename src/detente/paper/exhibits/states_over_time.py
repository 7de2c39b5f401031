"""The states of a relation over time: what held between the two, from which day to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.actors.blocs import RUNGS, Step, blocs
from detente.actors.joint_bodies import bodies
from detente.actors.names import actor
from detente.actors.relation_facts import Fact, facts_between, own_keys
from detente.institutions.armed_conflicts import ArmedConflict, conflicts_between
from detente.institutions.rung_states import ASSOCIATED
from detente.paper.brief import Brief
from detente.paper.exhibits.turning import bound_rows

LANES = {
    "war": "war",
    "armed conflict": "armed conflict",
    "truce": "ceasefire",
    "unkept": "ceasefire agreed",
    "occupation": "land held",
    "rupture": "no relations",
    "crisis": "crisis",
    "suspended": "suspended",
    "claim": "claim to land",
    "sanction": "sanctions",
    "partner": "partnership",
    "observer": "observer",
    "associate": "association",
    "applicant": "applicant",
    "candidate": "candidate",
    "member": "member",
    "union": "customs union",
    "alliance": "alliance",
    "body": "joint bodies",
}
"""Kinds of states and what a lane calls them: strains, the gravest first, then ties, the loosest
first."""
UNKEPT, MARKED = "unkept", timedelta(days=30)
"""A ceasefire under which the two fought on, and the days for which its mark is drawn."""
FIGHTING = ("war", "armed conflict")
SUSPENDED = "suspended"
STRAINS = ("truce", UNKEPT, "occupation", "rupture", "crisis", SUSPENDED, "claim", "sanction")
"""Kinds that are drawn as fighting, and as strain; all others are ties."""
MOST_LANES = 6
SAME = timedelta(days=400)
"""Days within which a condition of the view is the row that is drawn already."""
OF_CONDITION = {"integrated": "union", "allied": "alliance", "halted": "candidate"}
"""Kinds of the conditions that only institutions and data sets give."""


@dataclass(frozen=True, slots=True)
class Held:
    """One state of a relation.

    Attributes
    ----------
    kind : str
        One of `LANES`.
    start : datetime.date
        First day.
    end : datetime.date or None
        Last day; None where it holds at the view.
    what : str
        In words.
    row : str
        Id of the row that states it; may be empty.
    who : str
        Name of the member that it is about; empty where it is about the two themselves.
    """

    kind: str
    start: date
    end: date | None
    what: str
    row: str = ""
    who: str = ""

    @property
    def lane(self) -> str:
        """Name of the lane in which it is drawn."""
        name = LANES[self.kind]
        return f"{self.who}: {name}" if self.who else name


def states_over_time(brief: Brief) -> list[Held]:
    """Give what held between the two, in the lanes that a picture has room for.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    list of Held
        By lane, the gravest first; inside a lane by date.
    """
    bound = set(bound_rows(brief))
    years = {one.year for one in _fought(brief)}
    facts = [unkept(one, years) for one in _facts(brief, bound)]
    found = [*facts, *_agreed(brief, bound), *in_use([*_rungs(brief), *_bodies(brief)])]
    found += _conditions(brief, found)
    since = brief.pair.as_now_since
    # what ended before a state was what it is now is another state's past
    own = [one for one in found if one.end is None or one.end.year >= since]
    return in_lanes(own, bound)


def _fought(brief: Brief) -> tuple[ArmedConflict, ...]:
    """Give the years in which data on armed conflict have the two on opposite sides."""
    pair, catalog = brief.pair, brief.relation.catalog
    return conflicts_between(catalog, pair) or ()


def unkept(one: Held, fought: set[int]) -> Held:
    """Draw a ceasefire in whose every year the two fought on by the day on which it was agreed.

    Parameters
    ----------
    one : Held
        A state.
    fought : set of int
        Years with an armed conflict between the two.

    Examples
    --------
    >>> days = date(2014, 9, 5), date(2016, 2, 14)
    >>> truce = Held("truce", days[0], end=days[1], what="Protocol")
    >>> unkept(truce, {2014, 2015, 2016}).end, unkept(truce, {2014}).end == days[1]
    (datetime.date(2014, 10, 5), True)
    """
    if one.kind != "truce" or one.end is None:
        return one
    years = set(range(one.start.year, one.end.year + 1))
    return replace(one, kind=UNKEPT, end=one.start + MARKED) if years <= fought else one


def _agreed(brief: Brief, bound: set[str]) -> Iterator[Held]:
    """Give further ceasefires that page 1 names: acts of the chronology, each a mark at its day."""
    for event in brief.relation.situation.events:
        if event.row in bound and "ceasefire" in event.what:
            day = event.date
            yield Held(UNKEPT, day, end=day + MARKED, what=event.what, row=event.row)


def in_lanes(found: Sequence[Held], bound: set[str]) -> list[Held]:
    """Keep the lanes for which there is room: those that page 1 speaks of before all others.

    Parameters
    ----------
    found : sequence of Held
        What held.
    bound : set of str
        Ids of the rows that the key findings rest on.

    Examples
    --------
    >>> day = date(2000, 1, 1)
    >>> found = [Held(kind, day, end=None, what="x") for kind in ("partner", "war")]
    >>> [one.lane for one in in_lanes(found, set())]
    ['war', 'partnership']
    """
    order = list(LANES)
    lanes: dict[str, list[Held]] = {}
    for one in sorted(found, key=lambda one: (bool(one.who), order.index(one.kind), one.start)):
        lanes.setdefault(one.lane, []).append(one)
    spoken = {lane for lane, held in lanes.items() if any(one.row in bound for one in held)}
    ranked = sorted(lanes, key=lambda lane: lane not in spoken)[:MOST_LANES]
    return [one for lane, held in lanes.items() if lane in ranked for one in held]


def _facts(brief: Brief, bound: set[str]) -> Iterator[Held]:
    """Give the rows between the two; those of a member only where page 1 speaks of them."""
    pair = brief.pair
    own = {key for party in (pair.first, pair.second) for key in own_keys(party)}
    for one in facts_between(pair.first, pair.second, pair.day, own=pair.own):
        fact = one.fact
        members = [
            actor(key).label.removeprefix("the ")
            for key in (one.first, one.second)
            if key not in own
        ]
        kind = kind_of(fact)
        if kind not in LANES or (members and fact.id not in bound):
            continue
        yield Held(
            kind, fact.start, end=fact.end, what=fact.what, row=fact.id, who="".join(members[:1])
        )


def in_use(found: Sequence[Held]) -> list[Held]:
    """Leave out of each tie the time in which it was suspended: a tie is drawn while it is in use.

    Parameters
    ----------
    found : sequence of Held
        Ties, and what was suspended; a suspension bears the name of its tie.

    Examples
    --------
    >>> days = [date(year, 1, 1) for year in (2002, 2008, 2009)]
    >>> tie = Held("body", days[0], end=None, what="Council")
    >>> stop = Held("suspended", days[1], end=days[2], what="Council")
    >>> [(one.start.year, one.end and one.end.year) for one in in_use([tie, stop]) if one != stop]
    [(2002, 2008), (2009, None)]
    """
    left: list[Held] = []
    for one in found:
        parts = [one]
        for stop in found:
            if one.kind != SUSPENDED and stop.kind == SUSPENDED and stop.what == one.what:
                parts = [rest for part in parts for rest in _outside(part, stop)]
        left += parts
    return left


def _outside(one: Held, stop: Held) -> Iterator[Held]:
    """Give what of a state lies before, and what after, a suspension."""
    last = date.max
    if (one.end or last) <= stop.start or (stop.end or last) <= one.start:
        yield one
        return
    if one.start < stop.start:
        yield replace(one, end=stop.start)
    if stop.end is not None and stop.end < (one.end or last):
        yield replace(one, start=stop.end)


def kind_of(fact: Fact) -> str:
    """Name the kind of a fact; fighting by how grave it was.

    Parameters
    ----------
    fact : Fact
        A row of the tables of relations.
    """
    return fact.severity if fact.kind == "fighting" else fact.kind


def _rungs(brief: Brief) -> Iterator[Held]:
    """Give the rungs of a state in a bloc, and what was suspended."""
    rails = brief.relation.institutions.rails
    if brief.pair.bloc_and_state is None or not rails:
        return
    for step in rails[0].steps:
        if step.condition or step.rung in RUNGS:
            yield _rung(step, brief.pair.day, rails[0].bloc)


def _rung(step: Step, day: date, bloc: str) -> Held:
    kind = SUSPENDED if step.condition else step.rung
    if kind == "associate" and not _associates(bloc):
        kind = "partner"
    end = None if step.span.end > day else step.span.end
    return Held(kind, step.span.start, end=end, what=step.form, row=step.row)


def _associates(bloc: str) -> bool:
    """Tell whether a bloc calls those that it associates so; others call them partners."""
    known = blocs().get(bloc)
    return known is None or any(
        ASSOCIATED in step.form for step in known.steps if step.rung == "associate"
    )


def _bodies(brief: Brief) -> Iterator[Held]:
    """Give the joint bodies of the two, from their founding to their end."""
    pair = brief.pair
    for body in bodies(pair.first.key, pair.second.key, pair.day, own=pair.own):
        yield Held("body", body.founded, end=body.ended, what=body.name)
        for one in body.event:
            if one.kind == "suspended":
                ends = [
                    later.date
                    for later in body.event
                    if later.kind in ("resumed", "ended") and later.date > one.date
                ]
                yield Held(
                    SUSPENDED,
                    one.date,
                    end=min(ends, default=None),
                    what=body.name,
                    row=one.row,
                )


def _conditions(brief: Brief, known: Sequence[Held]) -> Iterator[Held]:
    """Give what holds at the view and stands in no row of these tables: treaties, data sets."""
    for one in brief.relation.state.conditions:
        kind = OF_CONDITION.get(one.headline, "")
        if one.by_member or not kind or one.form == "rung":
            continue
        if not any(held.kind == kind and abs(held.start - one.start) < SAME for held in known):
            yield Held(kind, one.start, end=one.end, what=one.what, row=one.row)
