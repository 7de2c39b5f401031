"""The relation over time: the distance of positions, with dated events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from detente.actors.names import actor
from detente.actors.relation_facts import facts_between, own_keys
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.evidence.series import Series
from detente.findings.identity.distance import SETTLED
from detente.paper.blocks import Exhibit, Grid, Spec
from detente.paper.brief import Brief
from detente.paper.charts import identity as charts
from detente.paper.charts.style import for_phone
from detente.paper.charts.turning_points import TurningPoint, named_on_phone
from detente.paper.exhibits.cells import band_column, by_year, column, two_decimals
from detente.paper.exhibits.votes import votes
from detente.paper.sections.blocks import source_line
from detente.phrasing import cap
from detente.rules.vote_curve import same_by_year

AMERICA, AMERICAN = "USA", "United States"
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
RANK_OF_HALT, RANK_OF_RUNG, LAST_RANK = 1, 1, 2
"""What was suspended, rungs of an entrant, and everything else."""
OWN_STEPS = ("applicant", "candidate", "member")
"""Rungs of an entrant."""
DAYS = 366
WIDE = 4
"""Times its value that an interval is wide where the curve says nothing."""
NEVER_NEARER = "In UN votes never nearer since {first} than in {now}"
NEVER_FARTHER = "In UN votes never farther apart since {first} than in {now}"
BETWEEN = "In UN votes nearest in {near}, farthest apart in {far}"
UNIT = (
    "Distance of positions in UN votes, in ideal points; a bloc is the median of its fixed core "
    "without the other party"
)
DRAWN = "Band: 90 per cent interval; dashes: smoothed level; grey: another pair, to compare."


def over_time(brief: Brief) -> list[Exhibit]:
    """Draw the same vote by year, else the distance of positions; nothing without two years."""
    return brief.once(_over_time)


def _over_time(brief: Brief) -> list[Exhibit]:
    shared = same_by_year(brief.relation.catalog, brief.pair)
    return votes(brief, turning_points(brief, shared)) or _distance(brief)


def _distance(brief: Brief) -> list[Exhibit]:
    """Draw the distance of positions; nothing where there are no two years."""
    relation, as_of = brief.relation, brief.pair.as_of
    # a predecessor is another state: its distance is not this relation's past
    before = brief.pair.as_now_since - 1
    known = relation.identity.distance.after(before)
    if len(known.years) < 2 or _says_nothing(known):
        return []
    level = relation.identity.drift.level.after(before)
    others = [one.after(before) for one in _known_pairs(brief)]
    points = turning_points(brief, level or known)
    given = (known, level, others, points, as_of)
    spec = charts.distance(*given)
    if spec is None:
        return []
    shown = Exhibit(
        "distance",
        distance_title(known),
        spec=spec,
        unit=UNIT,
        source=f"{source_line([known])} {DRAWN}",
    )
    narrow = for_phone(charts.distance(*given, narrow=True))
    shown = replace(shown, narrow=narrow, at_height=partial(_at_height, given))
    table = _cells(known, level, others)
    return [replace(shown, legend=named_on_phone(points), alt=alt_of(known), cells=table)]


def _at_height(given: tuple[Any, ...], height: int) -> Spec | None:
    """Draw the same curve higher, or lower."""
    return charts.distance(*given, height=height)


def _says_nothing(known: Series) -> bool:
    """Tell whether the interval is wider than the value in most years: no message."""
    bounds = zip(known.values, known.low, known.high, strict=True) if known.low else ()
    wide = [
        high - low > WIDE * value
        for value, low, high in bounds
        if low is not None and high is not None
    ]
    return sum(wide) > len(wide) / 2


def _cells(own: Series, level: Series, others: Sequence[Series]) -> Grid:
    """Give every value that is drawn."""
    columns = [
        column(own.of, own, two_decimals),
        band_column("interval of 90%", own, two_decimals),
        column("smoothed level", level, two_decimals),
        *(column(one.of, one, two_decimals) for one in others),
    ]
    return by_year("distance", [one for one in columns if one.by_year])


def alt_of(known: Series) -> str:
    """Describe the curve for who cannot see it: its kind, its ends, its lowest and highest year.

    Parameters
    ----------
    known : Series
        What is drawn.
    """
    cells = list(known.cells())
    lowest, highest = (chosen(cells, key=lambda cell: cell.value) for chosen in (min, max))
    first, last = cells[0], cells[-1]
    marks = {"": first, "lowest ": lowest, "highest ": highest}
    values = [f"{word}{cell.value:.2f} in {cell.year}" for word, cell in marks.items()]
    curve = ", ".join([*values, f"{last.value:.2f} in {last.year}"])
    return f"Line chart of the distance in UN votes, {first.year} to {last.year}: {curve}."


def _known_pairs(brief: Brief) -> list[Series]:
    """Give relations that a reader knows; none with America, an outlier, unless this one is."""
    pair = brief.pair
    with_america = AMERICA in (pair.first.key, pair.second.key)
    references = brief.relation.reference_distances
    return [one for one in references if with_america or AMERICAN not in one.of]


def distance_title(known: Series) -> Sentence:
    """Say when the two were nearest and farthest apart.

    Parameters
    ----------
    known : Series
        What is drawn.
    """
    cells = list(known.cells())
    recent = [cell for cell in cells if (cell.year or 0) >= SETTLED] or cells
    near, far = (chosen(recent, key=lambda cell: cell.value) for chosen in (min, max))
    first, now = recent[0], recent[-1]
    extremes = {near.year: NEVER_NEARER, far.year: NEVER_FARTHER}
    if now.year in extremes:
        return Sentence(extremes[now.year], {"first": _year(first), "now": _year(now)})
    return Sentence(BETWEEN, {"near": _year(near), "far": _year(far)})


def _year(cell: Cell) -> Figure:
    """Give the year of a cell as a figure."""
    return dated(figure_id("distance.year", cell.year or 0), cell.year or 0, cell)


def turning_points(brief: Brief, level: Series) -> list[TurningPoint]:
    """Name what turned the relation: fighting and suspensions first, then what moved the curve.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    level : Series
        The smoothed curve; only its years are named.
    """
    if not level:
        return []
    jumps = _jumps(level)
    given = (*_facts(brief), *_rungs(brief), *_events(brief))
    inside = [one for one in given if int(one.year) in jumps and one.text]
    ordered = sorted(inside, key=lambda one: (one.rank, -jumps[int(one.year)], -one.year))
    first_of_year: dict[int, TurningPoint] = {}
    for one in ordered:
        first_of_year.setdefault(int(one.year), one)
    chosen_points = list(first_of_year.values())[:MOST_EVENTS]
    # the last one gives way first where there is no room for all
    return [replace(one, rank=place) for place, one in enumerate(chosen_points)]


def _jumps(level: Series) -> dict[int, float]:
    """Give by how much the curve moved from the year before each year to the one after."""
    values = dict(zip(level.years, level.values, strict=True))
    years = range(level.years[0], level.years[-1] + 1)

    def near(year: int) -> float:
        return values[min(values, key=lambda known: abs(known - year))]

    return {year: abs(near(year + 1) - near(year - 1)) for year in years}


def _facts(brief: Brief) -> Iterator[TurningPoint]:
    """Give the rows of the state tables; a row of a member bears its name."""
    pair = brief.pair
    parties = (pair.first, pair.second)
    own = {key for party in parties for key in own_keys(party)}
    for one in facts_between(pair.first, pair.second, pair.day, own=pair.own):
        fact = one.fact
        if fact.kind not in RANKS or fact.part:
            continue
        members = [actor(key).label for key in (one.first, one.second) if key not in own]
        text = f"{members[0]}: {fact.what}" if members else fact.what
        yield TurningPoint(_year_of(fact.start), whole(text), rank=RANKS[fact.kind])


def _rungs(brief: Brief) -> Iterator[TurningPoint]:
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
        yield TurningPoint(_year_of(step.span.start), whole(cap(text)), rank=rank)


def _events(brief: Brief) -> Iterator[TurningPoint]:
    """Give the events of the chronology."""
    for event in brief.relation.situation.events:
        if event.turn:
            yield TurningPoint(_year_of(event.date), whole(event.what), rank=LAST_RANK)


def _year_of(day: date) -> float:
    """Give a day as a year with its part."""
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
    >>> whole("NATO states that it cannot continue with business as usual after the war")
    ''
    """
    first = text.partition(";")[0]
    clauses = (first, first.partition(" (")[0])
    return next((one for one in clauses if len(one) <= LONGEST), "")
