"""REGIME: whose regime changed, and where a state ranks beside the members of a bloc."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot

import numpy as np

from detente.actors.blocs import Bloc, blocs
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.proportion import TO_90
from detente.estimators.surprise import moved, unexpected, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence, figures
from detente.evidence.series import Series, need
from detente.identity.departures import of_regimes
from detente.identity.member_regimes import Score, level, members
from detente.institutions.ladder import held
from detente.institutions.rung_states import ACTIVE
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.peers import kind_of
from detente.rules.populations import gaps
from detente.rules.rule import Rule

ID = "regime"
TABLE = ("regime", "polyarchy")
SPAN = 10
"""Years over which a change counts."""
MEMORY = 30
"""Years in which the former extreme of a score is looked for."""
OWN = 4.0
"""Times the other side's change from which a change is one side's own."""
LEAST = 0.05
"""Change of a score that is worth a word."""
EIGHTH = 0.75
"""|2F - 1| from which a value lies in an outer eighth."""
TO_80 = 1.2816
"""Half-width of an 80 % interval in standard errors."""
DEMOCRACY = 0.5
"""Score from which a state is commonly counted as a democracy."""
ENOUGH = 5
"""Members with a score from which a rank among them is said."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side and its score.

    Attributes
    ----------
    actor : State or Bloc
        Who.
    series : Series
        Its scores; of a bloc the median of the view's members.
    then, now : Cell
        At the start of the change, and in the newest year.
    """

    actor: Actor
    series: Series
    then: Cell
    now: Cell

    @property
    def label(self) -> str:
        """What a sentence calls it."""
        return self.actor.label

    @property
    def change(self) -> float:
        """Change of the score."""
        return self.now.value - self.then.value

    @property
    def width(self) -> float:
        """Half the 80 % interval of the change; zero for a median."""
        halves = (_half(self.then), _half(self.now))
        return hypot(*halves) * TO_80 / TO_90

    @property
    def changed(self) -> bool:
        """Whether its score changed beyond its interval, and by more than a little."""
        return abs(self.change) > max(self.width, LEAST)

    def figure(self, name: str, cell: Cell) -> Figure:
        """Give one of its scores as a figure."""
        id = figure_id("positions", ID, name, self.actor.key, cell.year or 0)
        return measured(id, cell, way="index", level=0.9)

    def extreme(self, since: int, *, highest: bool) -> Cell:
        """Give the former extreme of its scores."""
        newest = self.now.year or 0
        first = max(since, newest - MEMORY)
        years = [year for year in self.series.years if first <= year <= newest]
        cells = [need(self.series, year) for year in years]
        sign = 1 if highest else -1
        return max(cells, key=lambda cell: sign * cell.value)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two regimes, and how unusual their distance and its change are.

    Attributes
    ----------
    relation : Relation
        The relation.
    first, second : Side
        Both sides.
    far : float
        How unusual the distance is.
    change : float
        How unusual its change is.
    surprise : float
        How unexpected the distance is for the kind of relation.
    usual : float
        Median distance of all pairs of the form.
    """

    relation: Relation
    first: Side
    second: Side
    far: float
    change: float
    surprise: float
    usual: float

    @property
    def year(self) -> int:
        """Newest year in which both have a score."""
        return self.first.now.year or 0

    @property
    def gap(self) -> float:
        """Their distance."""
        return abs(self.first.now.value - self.second.now.value)

    @property
    def moved_by(self) -> float:
        """How much their distance changed."""
        return self.gap - abs(self.first.then.value - self.second.then.value)

    @property
    def width(self) -> float:
        """Half the 80 % interval of the change of their distance."""
        return hypot(self.first.width, self.second.width)

    @property
    def freer(self) -> Side:
        """The side with the higher score."""
        return max((self.first, self.second), key=lambda side: side.now.value)

    @property
    def other(self) -> Side:
        """The side with the lower score."""
        return min((self.first, self.second), key=lambda side: side.now.value)

    @property
    def is_clear(self) -> bool:
        """Whether their distance changed beyond its interval, and in an outer eighth of pairs."""
        return abs(self.moved_by) > self.width and self.change >= EIGHTH

    @property
    def mover(self) -> Side | None:
        """The side whose own change made it; None where both changed, or neither by itself."""
        one, two = self.first, self.second
        if one.changed and (not two.changed or abs(one.change) >= OWN * abs(two.change)):
            return one
        if two.changed and (not one.changed or abs(two.change) >= OWN * abs(one.change)):
            return two
        return None

    @property
    def both_changed(self) -> bool:
        """Whether each side changed by itself."""
        return self.first.changed and self.second.changed

    def against(self, side: Side) -> Side:
        """Give the other one of the two sides."""
        return self.second if side is self.first else self.first


def compared(relation: Relation) -> Compared | None:
    """Measure both regimes now and ten years ago, or since the two were nearest.

    None where either has no score in the newest year or ten years before.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    one = level(relation.catalog, pair.first, pair.day, without=pair.second)
    two = level(relation.catalog, pair.second, pair.day, without=pair.first)
    common = [year for year in one.years if year in two.years]
    years = [year for year in common if pair.as_now_since <= year <= pair.as_of]
    if not years or years[-1] - SPAN not in years:
        return None
    last = years[-1]
    found = _between(relation, one, two, (last - SPAN, last))
    if found.is_clear:
        return found
    # a slow change is none in ten years: since the year in which the two were nearest it is one
    parted = of_regimes(relation.catalog, pair)
    nearest = 0 if parted is None else parted.closest.year or 0
    if nearest not in years or nearest < last - MEMORY:
        return found
    longer = _between(relation, one, two, (nearest, last))
    return longer if longer.is_clear else found


def _between(relation: Relation, one: Series, two: Series, years: tuple[int, int]) -> Compared:
    """Compare both regimes in two years."""
    catalog, pair = relation.catalog, relation.pair
    before, after = (gaps(catalog, pair, *TABLE, year=year) for year in years)
    sides = (_side(pair.first, one, years), _side(pair.second, two, years))
    found = Compared(relation, *sides, far=0.0, change=0.0, surprise=0.0, usual=0.0)
    return Compared(
        relation,
        *sides,
        far=unusual(found.gap, after.values),
        change=unusual(found.moved_by, after.values - before.values),
        surprise=unexpected(found.gap, after.of_kind(kind_of(pair))),
        usual=float(np.nanmedian(after.values)),
    )


def _side(actor: Actor, series: Series, years: tuple[int, int]) -> Side:
    then, now = (need(series, year) for year in years)
    return Side(actor, series, then=then, now=now)


def _half(cell: Cell) -> float:
    return 0.0 if cell.high is None else cell.high - cell.value


def say(relation: Relation) -> Iterator[Line]:
    """Say whose regime changed, where the state ranks in the bloc, or how far apart the two are."""
    found = compared(relation)
    if found is None:
        return
    ranked = _rank(found)
    if ranked is not None:
        yield ranked
    if found.is_clear and found.mover is not None:
        yield _own_change(found, found.mover, alone=ranked is None)
    elif found.is_clear and found.both_changed:
        yield _both_changed(found, alone=ranked is None)
    elif ranked is None:
        yield from _level(found)


def _own_change(found: Compared, mover: Side, *, alone: bool) -> Line:
    """Say that one side changed, from its former extreme, and that the other did not."""
    other = found.against(mover)
    fell = mover.change < 0
    start = mover.extreme(found.relation.pair.as_now_since, highest=fell)
    then, now = mover.figure("then", start), mover.figure("now", mover.now)
    years = _years(mover, start, found.year)
    names = {"mover": mover.label, "other": other.label}
    verb = "fell" if fell else "rose"
    said = {"mover": mover.label, "verb": verb, "then": then, "now": now, **years}
    key = Sentence(
        "The score of {mover} for electoral democracy {verb} from {then} in {first} to {now} in "
        "{last}.",
        said,
    )
    crossed = (mover.then.value - other.then.value) * (mover.now.value - other.now.value) < 0
    form, message = _message(found, mover, crossed=crossed)
    effect = "set the two apart" if found.moved_by > 0 else "brought the two closer"
    body = Sentence(
        "From {first} to {last} the score of {mover} {verb} from {then} to {now}, and this alone "
        "{effect}.",
        {**said, "effect": effect},
    )
    still = Sentence(
        "That of {other} is {level}, almost where it was.",
        {"other": other.label, "level": other.figure("still", other.now)},
    )
    gist = Sentence("{mover} changed its regime and {other} did not.", names)
    extra = (*_lowest(found, mover), *_departed(found)) if alone else ()
    return Line(
        ID,
        form,
        finding=_finding(found, (body, still, *extra), (key,)),
        reasons=_reasons(found),
        headline=message,
        key=(key,),
        gist=gist,
        series=ID,
        newest=found.year,
    )


def _message(found: Compared, mover: Side, *, crossed: bool) -> tuple[str, Sentence]:
    """Choose the message by direction, by whether the two parted, and by who is the freer now."""
    other = found.against(mover)
    names = {"mover": mover.label, "other": other.label}
    fell, apart = mover.change < 0, found.moved_by > 0
    way = "fell" if fell else "rose"
    if crossed:
        word = "less free" if fell else "freer"
        words = {**names, "word": word}
        return f"moved.crossed.{way}", Sentence("{mover} is now {word} than {other}.", words)
    if apart and fell:
        return "moved.apart.fell", Sentence("Democracy shrank in {mover}, not in {other}.", names)
    if apart:
        return "moved.apart.rose", Sentence("{mover} opened up and {other} did not.", names)
    if fell:
        return "moved.nearer.fell", Sentence("{mover} has come down towards {other}.", names)
    return "moved.nearer.rose", Sentence(
        "{mover} has come closer to the freedom of {other}.", names
    )


def _both_changed(found: Compared, *, alone: bool) -> Line:
    """Say that both sides changed, each with its own years."""
    one, two = found.freer, found.other
    apart = found.moved_by > 0
    sentences = tuple(
        Sentence(
            "From {first} to {last} the score of {side} went from {then} to {now}.",
            {
                "side": side.label,
                "then": side.figure("then", side.then),
                "now": side.figure("now", side.now),
                **_years(side, side.then, found.year),
            },
        )
        for side in (one, two)
    )
    same_way = one.change * two.change > 0
    names = {"one": one.label, "two": two.label}
    if same_way:
        word = "rose" if one.change > 0 else "fell"
        more = max((one, two), key=lambda side: abs(side.change)).label
        message = Sentence(
            "Democracy {word} in {one} and {two}, further in {more}.",
            {"word": word, "more": more, **names},
        )
    elif apart:
        message = Sentence("{one} has become freer and {two} less free.", names)
    else:
        message = Sentence("{two} has become freer and {one} less free.", names)
    form = "together" if same_way else "opposite"
    extra = tuple(_departed(found)) if alone else ()
    return Line(
        ID,
        f"moved.{'apart' if apart else 'nearer'}.{form}",
        finding=_finding(found, (*sentences, *extra), ()),
        reasons=_reasons(found),
        headline=message,
        key=sentences[:1],
        gist=Sentence("The regimes of {one} and {two} changed both.", names),
        series=ID,
        newest=found.year,
    )


def _rank(found: Compared) -> Line | None:
    """Say that a state scores below or above every member of the bloc, beyond its interval."""
    sides = found.relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    every = members(found.relation.catalog, bloc, found.relation.pair.day, found.year)
    others = [score for score in every if score.ccode not in state.codes]
    if len(others) < ENOUGH:
        return None
    own = found.first if found.first.actor is state else found.second
    is_member = len(others) < len(every)
    lowest, highest = others[0], others[-1]
    if (own.now.high or 1.0) < lowest.low or (is_member and own.now.value < lowest.value):
        return _beyond(found, own, lowest, (bloc, is_member, "below"))
    if (own.now.low or 0.0) > highest.high or (is_member and own.now.value > highest.value):
        return _beyond(found, own, highest, (bloc, is_member, "above"))
    return None


def _beyond(found: Compared, own: Side, end: Score, where: tuple[Bloc, bool, str]) -> Line | None:
    bloc, is_member, side = where
    candidate = found.relation.institutions.rung in ("applicant", "candidate")
    notable = is_member or candidate or max(found.far, found.surprise) >= EIGHTH
    if not notable:
        return None
    score = own.figure("now", own.now)
    least = Figure(
        figure_id("positions", ID, "end", end.ccode, end.year),
        end.value,
        unit=end.cell.unit,
        cells=(end.cell,),
        way="index",
        low=end.low,
        high=end.high,
        level=0.9,
    )
    below = side == "below"
    names = {"state": own.label, "bloc": bloc.label}
    key = Sentence(
        "{even}, the {word} of {whose} members, scores {least} for electoral democracy; {state} "
        "scores {score}.",
        {
            "even": ("Even " if below else "") + end.label,
            "word": "lowest" if below else "freest",
            "whose": "the other" if is_member else "today's",
            "least": least,
            "state": own.label,
            "score": score,
        },
    )
    word = "less free" if below else "freer"
    if is_member:
        message = Sentence("No member of {bloc} is {word} than {state}.", {**names, "word": word})
        form = f"unusual.member.{side}"
    elif candidate:
        message = Sentence(
            "{state} is {word} than every member of {bloc}.", {**names, "word": word}
        )
        form = f"unexpected.candidate.{side}"
    else:
        message = Sentence(
            "{state} lies {side} all of {bloc} in democracy.", {**names, "side": side}
        )
        form = f"unusual.outsider.{side}"
    strong = 1.0 if is_member or candidate else 0.0
    known = _reasons(found)
    return Line(
        ID,
        form,
        finding=_finding(found, (key, *_departed(found)), ()),
        reasons=Reasons(unusual=known.unusual, unexpected=max(known.unexpected, strong)),
        headline=message,
        key=(key,),
        gist=message,
        series=ID,
        newest=found.year,
    )


def _level(found: Compared) -> Iterator[Line]:
    """Say how far apart the regimes are where that is unexpected or, in the section, unusual."""
    wide = found.gap > found.usual
    kind = kind_of(found.relation.pair)
    hostile, tied = kind.startswith("hostile"), kind.startswith("tied")
    if max(found.far, found.surprise) < EIGHTH or (not wide and not hostile):
        return
    one, two = found.freer, found.other
    key = Sentence(
        "In {year} {one} scores {high} for electoral democracy and {two} {low}.",
        {
            "year": dated(figure_id("positions", ID, "year"), found.year, one.now, two.now),
            "one": one.label,
            "high": one.figure("now", one.now),
            "two": two.label,
            "low": two.figure("now", two.now),
        },
    )
    names = {"one": one.label, "two": two.label}
    form, message = "unusual.far", None
    if not wide and one.now.value < DEMOCRACY:
        form = "unexpected.near.neither"
        message = Sentence("Neither {one} nor {two} is a democracy.", names)
    elif not wide:
        form = "unexpected.near.both"
        message = Sentence("{one} and {two} quarrel as two democracies.", names)
    elif tied:
        form = "unexpected.far.tied"
        message = _tied(found, names)
    elif hostile:
        form = "unusual.far.hostile"
        message = Sentence("A free {one} faces an unfree {two}.", names)
    elif "one region" in kind and two.now.value < DEMOCRACY <= one.now.value:
        form = "unusual.far.region"
        message = Sentence("{one} is a democracy and {two}, in the same region, is not.", names)
    yield Line(
        ID,
        form,
        finding=_finding(found, (key, *_departed(found)), ()),
        reasons=_reasons(found, level_only=True),
        headline=message,
        key=(key,) if message is not None else (),
        gist=message,
        series=ID,
        newest=found.year,
    )


def _tied(found: Compared, names: dict[str, str]) -> Sentence | None:
    """Name the smallest pact in which both are active members; None where there is none."""
    pair = found.relation.pair
    states = [party for party in (pair.first, pair.second) if isinstance(party, State)]
    if len(states) < len((pair.first, pair.second)):
        return Sentence("{one} and {two} are allied across a divide of regimes.", names)
    pacts = [
        bloc for bloc in blocs(pair.own).values() if bloc.obliges and bloc.span.covers(pair.day)
    ]
    shared = [bloc for bloc in pacts if all(_is_active(bloc, one, pair.day) for one in states)]
    if not shared:
        return None
    smallest = min(shared, key=lambda bloc: len(bloc.members(pair.day)))
    words = {**names, "pact": smallest.label}
    return Sentence("{one} and {two} share {pact} and not a form of rule.", words)


def _is_active(bloc: Bloc, state: State, day: date) -> bool:
    rung = held(bloc, state, day)
    return rung is not None and rung.rung == "member" and rung.state == ACTIVE


def _lowest(found: Compared, mover: Side) -> Iterator[Sentence]:
    """Set the state that fell beside the lowest member of the bloc, where it is lower still."""
    sides = found.relation.pair.bloc_and_state
    if sides is None or mover.actor is not sides[1] or mover.change > 0:
        return
    every = members(found.relation.catalog, sides[0], found.relation.pair.day, found.year)
    others = [score for score in every if score.ccode not in sides[1].codes]
    if len(others) < ENOUGH or mover.now.value >= others[0].value:
        return
    least = measured(
        figure_id("positions", ID, "lowest", others[0].ccode), others[0].cell, way="index"
    )
    count = counted(
        figure_id("positions", ID, "members"), len(others), "members", *(one.cell for one in others)
    )
    yield Sentence(
        "Even {name}, the lowest of {count} members, scores {least}.",
        {"name": others[0].label, "count": count, "least": least},
    )


def _departed(found: Compared) -> Iterator[Sentence]:
    """Say since when the two have not come as near again as they once were."""
    pair: RelationKey = found.relation.pair
    parted = of_regimes(found.relation.catalog, pair)
    if parted is None or (parted.closest.year or 0) < found.year - MEMORY:
        return
    id = figure_id("positions", ID, "closest")
    closest = dated(id, parted.closest.year or 0, parted.closest)
    since = dated(figure_id("positions", ID, "parted"), parted.year, parted.parted)
    yield Sentence(
        "Their regimes were nearest in {closest}, and since {since} they have not been so near.",
        {"closest": closest, "since": since},
    )


def _years(side: Side, start: Cell, last: int) -> dict[str, Figure]:
    first = start.year or 0
    ids = (figure_id("positions", ID, side.actor.key, year) for year in (first, last))
    return {
        "first": dated(next(ids), first, start),
        "last": dated(next(ids), last, side.now),
    }


def _reasons(found: Compared, *, level_only: bool = False) -> Reasons:
    return Reasons(
        unusual=found.far,
        moved=0.0 if level_only else moved(found.moved_by, found.width),
        unexpected=found.surprise,
    )


def _finding(
    found: Compared, sentences: tuple[Sentence, ...], keys: tuple[Sentence, ...]
) -> Finding:
    shown = [
        cell for one in (*sentences, *keys) for figure in figures(one) for cell in figure.cells
    ]
    cells = (found.first.now, found.second.now, *shown)
    return Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=found.gap,
        unit="index points",
        evidence=tuple(dict.fromkeys(cells)),
        method=methods.vdem(),
        sentence_about="the regimes of both",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=60,
    paragraph="regimes",
    say=say,
    condition="the distance of both regimes changed in ten years beyond the 80 % interval and more "
    "than in seven of eight pairs; or a state scores beyond every member; or the distance is far "
    "from what its kind of relation makes one expect",
    topics=(),
)
