"""Turning points of a relation: what page 1 rests on first, then the gravest, then what moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from detente.actors.names import actor
from detente.actors.relation_facts import facts, facts_between, own_keys
from detente.actors.treaties import treaties_between
from detente.evidence.series import Series
from detente.paper.brief import Brief
from detente.paper.charts.turning_points import TurningPoint
from detente.phrasing import cap

MOST_EVENTS = 5
"""Turning points that a picture names."""
LONGEST = 50
"""Letters of the longest name."""
RANKS = {
    "fighting": 0,
    "truce": 2,
    "rupture": 1,
    "normalisation": 2,
    "occupation": 1,
    "crisis": 2,
}
"""Kinds of rows of the state table, the gravest first; of one rank what moved the curve most."""
RANK_OF_HALT, RANK_OF_RUNG, LAST_RANK, OF_A_MEMBER = 1, 1, 2, 3
"""What was suspended, rungs of an entrant, everything else, and what a member did before."""
STRAINED = ("occupation",)
"""Kinds of row for which the entry of a member turns what the bloc and a state can agree on."""
OWN_STEPS = ("applicant", "candidate", "member")
"""Rungs of an entrant."""
VERBS = ("agree", "agrees", "sign", "signs", "announce", "announces", "declare", "declares")
"""Verbs with which a second clause begins that a label has no room for."""
FIRST = -1000
"""Rank of what page 1 rests on: wars before all, the rest in the order of its findings."""
DAYS = 366
Point = tuple[str, TurningPoint]
"""The id of a row, and its name above a picture."""


def bound_rows(brief: Brief) -> tuple[str, ...]:
    """Give the ids of the dated rows that the key findings rest on, in their order.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    cells = (cell for one in brief.argument.key_findings for cell in one.line.finding.evidence)
    keys = (key for cell in cells for key in cell.keys)
    return tuple(dict.fromkeys(str(value) for name, value in keys if name == "row"))


def turning_points(
    brief: Brief, years: tuple[int, int], level: Series | None = None
) -> list[TurningPoint]:
    """Name what turned the relation: rows of the key findings first, then fighting and suspensions.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    years : tuple of int
        First and last year of the picture.
    level : Series, optional
        The curve that is drawn; of one rank what moved it most comes first.
    """
    first, last = years
    jumps = _jumps(level) if level else {}
    bound = bound_rows(brief)
    given = (
        *_facts(brief, bound),
        *_rungs(brief),
        *_joined(brief),
        *_treaties(brief, bound),
        *_events(brief, bound),
        *_elsewhere(brief, bound),
    )
    inside = [
        replace(one, rank=_rank(row, bound)) if row in bound else one
        for row, one in given
        if one.text and first <= one.year < last + 1
    ]
    ordered = sorted(inside, key=lambda one: (one.rank, -jumps.get(int(one.year), 0.0), -one.year))
    first_of_year: dict[int, TurningPoint] = {}
    for one in ordered:
        first_of_year.setdefault(int(one.year), one)
    chosen_points = list(first_of_year.values())[:MOST_EVENTS]
    # the last one gives way first where there is no room for all
    return [replace(one, rank=place) for place, one in enumerate(chosen_points)]


def _rank(row: str, bound: Sequence[str]) -> int:
    """Rank a row that a key finding names."""
    is_war = row.partition(":")[0] == "fighting"
    return FIRST - len(bound) if is_war else FIRST + bound.index(row)


def _jumps(level: Series) -> dict[int, float]:
    """Give by how much the curve moved from the year before each year to the one after."""
    values = dict(zip(level.years, level.values, strict=True))
    years = range(level.years[0], level.years[-1] + 1)

    def near(year: int) -> float:
        return values[min(values, key=lambda known: abs(known - year))]

    return {year: abs(near(year + 1) - near(year - 1)) for year in years}


def _facts(brief: Brief, bound: Sequence[str]) -> Iterator[Point]:
    """Give the rows of the state tables; a row of a member bears its name."""
    pair = brief.pair
    parties = (pair.first, pair.second)
    own = {key for party in parties for key in own_keys(party)}
    for one in facts_between(pair.first, pair.second, pair.day, own=pair.own):
        fact = one.fact
        if fact.kind not in RANKS or fact.part:
            continue
        members = [actor(key).label for key in (one.first, one.second) if key not in own]
        # that one member opened an embassy turned nothing for the bloc
        if members and fact.kind == "normalisation" and fact.id not in bound:
            continue
        text = f"{members[0]}: {fact.what}" if members else fact.what
        rank = OF_A_MEMBER if members and fact.kind == "crisis" else RANKS[fact.kind]
        yield fact.id, TurningPoint(year_of(fact.start), whole(text), rank=rank)


def _joined(brief: Brief) -> Iterator[Point]:
    """Give the day on which a member that has a strain with the state joined the bloc."""
    sides, pair = brief.pair.bloc_and_state, brief.pair
    if sides is None:
        return
    bloc, state = sides
    known = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    strained = {
        key
        for one in known
        if one.fact.kind in STRAINED and one.fact.open_on(pair.day)
        for key in (one.first, one.second)
        if key not in (*own_keys(bloc), *own_keys(state))
    }
    for step in bloc.steps:
        if step.rung == "member" and step.letters in strained and step.span.start <= pair.day:
            name = actor(step.letters).label
            yield step.row, TurningPoint(year_of(step.span.start), whole(f"{name} joins"), rank=1)


def _elsewhere(brief: Brief, bound: Sequence[str]) -> Iterator[Point]:
    """Give the wars with others that a key finding names."""
    known = (fact.known_by(brief.pair.day) for fact in facts() if fact.id in bound)
    for fact in known:
        if fact is not None and fact.kind == "fighting":
            yield fact.id, TurningPoint(year_of(fact.start), whole(fact.what))


def _rungs(brief: Brief) -> Iterator[Point]:
    """Give what the state was on the ladder of the bloc, and what was suspended."""
    rails = brief.relation.institutions.rails
    if brief.pair.bloc_and_state is None or not rails:
        return
    for step in rails[0].steps:
        if step.condition:
            part = " in part" if step.part else ""
            text, rank = f"{step.form}: {step.condition}{part}", RANK_OF_HALT
        elif step.rung in OWN_STEPS:
            text, rank = step.form, RANK_OF_RUNG
        else:
            text, rank = step.form, LAST_RANK
        yield step.row, TurningPoint(year_of(step.span.start), whole(cap(text)), rank=rank)


def _treaties(brief: Brief, bound: Sequence[str]) -> Iterator[Point]:
    """Give the treaties that a key finding names, by the day of signature."""
    pair = brief.pair
    for treaty in treaties_between(pair.first, pair.second, pair.day):
        row = f"treaty:{treaty.one}-{treaty.other}:{treaty.name}"
        if row in bound:
            signed = treaty.signed or treaty.span.start
            yield row, TurningPoint(year_of(signed), whole(treaty.name))


def _events(brief: Brief, bound: Sequence[str]) -> Iterator[Point]:
    """Give the events of the chronology that turned the relation, or that a key finding names."""
    for event in brief.relation.situation.events:
        if event.turn or event.row in bound:
            yield event.row, TurningPoint(year_of(event.date), whole(event.what), rank=LAST_RANK)


def year_of(day: date) -> float:
    """Give a day as a year with its part.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> year_of(date(2014, 1, 1))
    2014.0
    """
    return day.year + (day.timetuple().tm_yday - 1) / DAYS


def whole(text: str) -> str:
    """Give what a label has room for: the first clause of a text, or nothing; it is never cut.

    Parameters
    ----------
    text : str
        An event in words.

    Examples
    --------
    >>> whole("Russia invades Ukraine; NATO condemns the attack")
    'Russia invades Ukraine'
    >>> whole("The leaders meet in Tokyo and agree to resume regular visits")
    'The leaders meet in Tokyo'
    >>> whole("NATO states that it cannot continue with business as usual after the war")
    ''
    """
    first = text.partition(";")[0]
    clauses = (first, first.partition(" (")[0], _before_and(first))
    return next((one for one in clauses if one and len(one) <= LONGEST), "")


def _before_and(text: str) -> str:
    """Give what stands before the last "and", where a second verb follows it."""
    first, joined, more = text.rpartition(" and ")
    return first if joined and more.split(" ")[0] in VERBS and "," not in first else ""
