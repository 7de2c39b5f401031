"""Answers: what each source says to a test of numbers, and whether that is what the claim expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from detente.actors.composition import fixed
from detente.actors.relation_key import RelationKey
from detente.actors.systems import COMPLETE_TO
from detente.claims.concepts import Concept, Way, concept, everybody, shares, values
from detente.claims.document import Expect, Question, expect
from detente.claims.sides import Side, Sides
from detente.errors import ClaimError
from detente.models.shares.forecast import forecast
from detente.phrasing import multiple, number, share
from detente.power.yardsticks import yardstick
from detente.store.catalog import Catalog

FRESH = 3
"""Years by which the newest number may lie before the year that is asked for."""
DIRECTIONS = ("falls", "rises", "steady", "does not fall", "does not rise")
STEADY = 0.05
"""Part of its beginning by which a number may move and still be steady."""
FORECAST = {
    "capability": ("cinc",),
    "GDP": ("gdp", "gdp_long"),
    "military spending": ("spending",),
    "people": ("pop",),
}
"""Concepts that can be forecast, by the yardsticks that can."""
Yearly = dict[int, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source says.

    Attributes
    ----------
    way : str
        Which source or yardstick.
    text : str
        The numbers, in words.
    met : bool or None
        Whether they are as the claim expects; None where they do not decide.
    sources : tuple of str
        Ids.
    years : tuple of int
        Of the numbers.
    """

    way: str
    text: str
    met: bool | None
    sources: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class View:
    """From where a test is answered.

    Attributes
    ----------
    world : World
        The tables.
    sides : Sides
        Whom names mean.
    as_of : int
        Nothing later is looked at.
    asked : int
        Year in which the claim was made.
    """

    catalog: Catalog
    sides: Sides
    as_of: int
    asked: int

    @property
    def since(self) -> bool:
        """Whether this looks at what came after the claim."""
        return self.as_of > self.asked

    def span(self, question: Question) -> tuple[int, int]:
        """Give the years that are asked for: those of the claim, or from its end to now."""
        first, last = question.years or (self.asked, self.asked)
        if self.since:
            return self.asked if question.kind == "trend" else self.as_of, self.as_of
        return first, min(last, self.as_of)

    def over(self, question: Question) -> bool:
        """Tell whether the claim speaks of years that lay well before it was made."""
        return question.years is not None and question.years[1] < self.asked - FRESH

    def pair(self, names: object) -> RelationKey:
        """Find two sides that are one state or bloc each.

        Raises
        ------
        ClaimError
            For anything but two different ones.
        """
        if not isinstance(names, list) or len(names) != 2:
            raise ClaimError(f'{names!r} should be two names, as ["NATO", "Russia"]')
        a, b = (self.sides.side(n).one for n in names)
        if a.key == b.key:
            raise ClaimError(f"'{names[0]}' is compared with itself")
        return RelationKey(a, b, self.as_of)


def pick(series: Yearly, first: int, last: int) -> Yearly:
    """Keep the years asked for; where the last has no number, the newest one a little before stands in."""
    found = {y: v for y, v in series.items() if first <= y <= last}
    if not found and first <= last:
        near = [y for y in series if last - FRESH <= y <= last]
        found = {max(near): series[max(near)]} if near else {}
    return found


def newest(series: Yearly, view: View) -> int | None:
    """Give the newest year that a look back may use: after the claim, not after the view."""
    years = [y for y in series if view.asked < y <= view.as_of]
    return max(years, default=None)


def _sides(question: Question, view: View) -> tuple[Side, Side | None]:
    top = view.sides.side(question.fields["of"])
    bottom = view.sides.side(question.fields["to"]) if "to" in question.fields else None
    if bottom is not None and (
        top.label == bottom.label or top.at(view.asked) == bottom.at(view.asked)
    ):
        raise ClaimError(f"'{top.label}' is compared with itself")
    return top, bottom


def _measured(what: Concept, way: Way, side: Side, view: View, *, amount: bool) -> Yearly:
    """Measure a side one way, divided by what the concept is per."""
    if way.known_from > view.as_of:
        return {}
    found = values(view.catalog, way, side, amount=amount)
    if not what.per:
        return found
    below = values(view.catalog, concept(what.per).ways[0], side, amount=True)
    zero = [y for y, v in below.items() if v == 0 and y in found]
    if zero and len(zero) == len([y for y in found if y in below]):
        raise ClaimError(f"{side.label} has no {what.per} at all: nothing can be divided by them")
    return {y: v / below[y] for y, v in found.items() if below.get(y)}


def _over(top: Yearly, bottom: Yearly, label: str, what: str) -> Yearly:
    """Divide year by year; a denominator that is always zero is told."""
    shared = [y for y in top if y in bottom]
    if shared and all(bottom[y] == 0 for y in shared):
        raise ClaimError(f"{what} of {label} is zero in every year: nothing can be divided by it")
    return {y: top[y] / bottom[y] for y in shared if bottom[y]}


def _told(
    question: Question,
    view: View,
    each: Iterator[tuple[str, Yearly, tuple[str, ...]]],
    write: Callable[[float], str],
    wanted: Expect,
) -> Iterator[Answer]:
    """Hold a number of each way, in every year asked for, against what is expected."""
    for label, series, sources in each:
        if any(y > COMPLETE_TO for y in series):  # a projection: asked for the years it is about
            kept = {
                y: v
                for y, v in series.items()
                if question.years and question.years[0] <= y <= question.years[1]
            }
        elif view.since and view.over(question):
            continue  # of a time long over nothing new is to be said
        elif view.since:
            last = newest(series, view)
            kept = {last: series[last]} if last is not None else {}
        else:
            kept = pick(series, *view.span(question))
        if kept:
            low, high = min(kept.values()), max(kept.values())
            shown = write(low) if write(low) == write(high) else f"{write(low)} to {write(high)}"
            span = f"{min(kept)}" if len(kept) == 1 else f"{min(kept)}-{max(kept)}"
            met = {wanted.met(v) for v in kept.values()}
            yield Answer(
                label,
                f"{shown} ({span})",
                met.pop() if len(met) == 1 else None,
                sources,
                tuple(sorted(kept)),
            )


def _between(
    what: Concept, pair: RelationKey, view: View
) -> Iterator[tuple[str, Yearly, tuple[str, ...]]]:
    if not what.between:
        raise ClaimError(
            f"'{what.name}' is measured of one side, not between two", next_step='write of = "..."'
        )
    # votes by issue end with the view; all else is measured once, as seen from the claim's day, and cut
    pair = pair if what.name.startswith("agreement on") else RelationKey(pair.a, pair.b, view.asked)
    for label, make in what.between:
        series = view.catalog.remember(make, pair)
        yield label, dict(zip(series.years, series.values, strict=True)), series.sources


def _single(what: Concept) -> tuple[Way, ...]:
    if not what.ways:
        raise ClaimError(
            f"'{what.name}' is measured between two sides, not of one",
            next_step='write between = ["...", "..."]',
        )
    return what.ways


def level(question: Question, view: View) -> Iterator[Answer]:
    """Hold the level of a measure against a number."""
    what, wanted = concept(question.fields["measure"]), expect(question.fields["expect"])
    if "between" in question.fields:
        yield from _told(
            question,
            view,
            _between(what, view.pair(question.fields["between"]), view),
            number,
            wanted,
        )
        return
    if "of" not in question.fields:
        raise ClaimError(
            "a level is of somebody, or between two",
            next_step='write of = "..." or between = ["...", "..."]',
        )
    side, ways = view.sides.side(question.fields["of"]), _single(what)
    if (what.share or what.per) and (len(ways) > 1 or not ways[0].total):
        raise ClaimError(
            f"'{what.name}' is held in several units, and as shares: no one number is its level",
            next_step='kind = "share", "ratio", "rank" or "trend" can speak of it',
        )
    yield from _told(
        question,
        view,
        ((w.label, _measured(what, w, side, view, amount=True), w.sources) for w in ways),
        number,
        wanted,
    )


def ratio(question: Question, view: View) -> Iterator[Answer]:
    """Hold how many times one side has what another has against a number."""
    what, wanted = concept(question.fields["measure"]), expect(question.fields["expect"])
    top, bottom = _sides(question, view)
    if bottom is None:
        raise ClaimError("a ratio is of one side to another")

    def lines(other: Side) -> Iterator[tuple[str, Yearly, tuple[str, ...]]]:
        for way in _single(what):
            a, b = (_measured(what, way, s, view, amount=bool(what.per)) for s in (top, other))
            yield way.label, _over(a, b, other.label, what.name), way.sources

    yield from _told(question, view, lines(bottom), multiple, wanted)


def part(question: Question, view: View) -> Iterator[Answer]:
    """Hold a share of the system against a number."""
    what, wanted = concept(question.fields["measure"]), expect(question.fields["expect"])
    if not what.share:
        raise ClaimError(
            f"nobody has a share of '{what.name}'",
            next_step='kind = "level" or "ratio" can speak of it',
        )
    if wanted.low > 1 or wanted.high < 0:
        raise ClaimError(
            f"no share is {wanted.text}: shares lie between 0 and 1",
            next_step="write .25 for a quarter",
        )
    side = view.sides.side(question.fields["of"])
    yield from _told(
        question,
        view,
        ((w.label, values(view.catalog, w, side, amount=False), w.sources) for w in shares(what)),
        share,
        wanted,
    )


def rank(question: Question, view: View) -> Iterator[Answer]:
    """Hold a state's place among all states, or those of a group, against a number; 1 has most."""
    what, wanted = concept(question.fields["measure"]), expect(question.fields["expect"])
    side = view.sides.side(question.fields["of"])
    if side.one.kind != "state":
        raise ClaimError(f"'{side.label}' is no single state and has no rank")
    among = view.sides.side(question.fields["among"]) if "among" in question.fields else None
    if what.per:
        raise ClaimError(
            f"ranks of '{what.name}' are not computed", next_step='kind = "ratio" compares two'
        )

    def places() -> Iterator[tuple[str, Yearly, tuple[str, ...]]]:
        for way in _single(what):
            known = (
                values(view.catalog, way, side, amount=False)
                if way.known_from <= view.as_of
                else {}
            )
            first, last = (newest(known, view) or 0,) * 2 if view.since else view.span(question)
            found: Yearly = {}
            for year in pick(known, first, last):
                every, inside = (
                    everybody(view.catalog, way, year),
                    None if among is None else among.at(year),
                )
                found[year] = 1 + sum(
                    v > known[year] for c, v in every.items() if inside is None or c in inside
                )
            yield way.label, found, way.sources

    yield from _told(question, view, places(), lambda v: f"place {v:.0f}", wanted)


def trend(question: Question, view: View) -> Iterator[Answer]:
    """Hold how a measure, or the ratio of two sides, moved between two years against a direction."""
    what, direction = concept(question.fields["measure"]), str(question.fields["expect"])
    if direction not in DIRECTIONS:
        raise ClaimError(f"expect = {direction!r} is no direction", near=DIRECTIONS)
    if view.since and view.over(question):
        return
    lines: list[tuple[str, Yearly, tuple[str, ...]]] = []
    if "between" in question.fields:
        lines = list(_between(what, view.pair(question.fields["between"]), view))
    elif "of" not in question.fields:
        raise ClaimError(
            "a trend is of somebody, or between two",
            next_step='write of = "..." or between = ["...", "..."]',
        )
    else:
        top, bottom = _sides(question, view)
        if what.per == "soldiers" and bottom is None:
            raise ClaimError(
                f"'{what.name}' of one side has no unit here: soldiers are held as shares",
                next_step="name another side with to",
            )
        for way in shares(what) if what.share and bottom is None else _single(what):
            amount = bool(what.per) or bottom is not None or not what.share
            line = _measured(what, way, top, view, amount=amount)
            if bottom is not None:
                line = _over(
                    line, _measured(what, way, bottom, view, amount=amount), bottom.label, what.name
                )
            lines.append((way.label, line, way.sources))
    first, last = view.span(question)
    for label, line, sources in lines:
        begin, end = _ends(line, first, last)
        if begin is None or end is None or begin >= end:
            continue
        a, b = line[begin], line[end]
        moved = 0.0 if a == b else ((b - a) / abs(a) if a else float("inf") * (1 if b > a else -1))
        least = float(question.fields.get("by", STEADY))
        met = {
            "falls": moved < -least,
            "rises": moved > least,
            "steady": abs(moved) <= least,
            "does not fall": moved >= -least,
            "does not rise": moved <= least,
        }[direction]
        yield Answer(
            label, f"{number(a, 3)} ({begin}) to {number(b, 3)} ({end})", met, sources, (begin, end)
        )


def _ends(line: Yearly, first: int, last: int) -> tuple[int | None, int | None]:
    """Find the years nearest to both ends for which there are numbers."""
    inside = [y for y in line if first - FRESH <= y <= last]
    begin = min(
        (y for y in inside if abs(y - first) <= FRESH), key=lambda y: abs(y - first), default=None
    )
    # a series that ends early speaks for the part of the span that it covers, if that is most of it
    return begin, max((y for y in inside if y - first >= (last - first) / 2), default=None)


def nearer(question: Question, view: View) -> Iterator[Answer]:
    """Tell whether two sides are nearer (have less of a measure between them) than one of them and a third, or two others."""
    what = concept(question.fields["measure"])
    these, those = view.pair(question.fields["between"]), view.pair(question.fields["than"])
    more = what.name.startswith("agreement") or what.name in ("organisations in common", "trade")
    for (label, a, sources), (_, b, _) in zip(
        _between(what, these, view), _between(what, those, view), strict=True
    ):
        shared = {y: v for y, v in a.items() if y in b}
        last = (
            newest(shared, view)
            if view.since
            else max(pick(shared, *view.span(question)), default=None)
        )
        if last is None or (view.since and view.over(question)):
            continue
        met = a[last] > b[last] if more else a[last] < b[last]
        yield Answer(
            label,
            f"{number(a[last])} between {these.words}, {number(b[last])} between {those.words} ({last})",
            met,
            sources,
            (last,),
        )


def ahead(question: Question, view: View) -> Iterator[Answer]:
    """Hold a forecast made in the year of the claim against a direction; later, what came."""
    what, until = concept(question.fields["measure"]), int(question.fields["until"])
    if until <= view.asked:
        raise ClaimError(f"until = {until} does not lie after the claim's day, {view.asked}")
    if what.name not in FORECAST:
        raise ClaimError(f"'{what.name}' is not forecast here", near=tuple(FORECAST))
    side, wanted = view.sides.side(question.fields["of"]), str(question.fields["expect"])
    if wanted not in ("falls", "rises"):
        raise ClaimError(f"expect = {wanted!r} is no direction", near=("falls", "rises"))
    if not side.plain:
        raise ClaimError(
            f"'{side.label}' leaves somebody out, and is not forecast",
            next_step="name states and blocs",
        )
    for id in FORECAST[what.name]:
        by = yardstick(id)
        fan = forecast(
            view.catalog, side.actors[0], by, view.asked, horizon=25, extra=side.actors[1:]
        )
        if fan is None:
            continue
        at = min((y for y in fan.years if y >= until), default=None)
        if at is None:
            continue
        low, middle, high = fan.at(at) or (0.0, 0.0, 0.0)
        if not view.since:
            met = high < fan.start if wanted == "falls" else low > fan.start
            other = low > fan.start if wanted == "falls" else high < fan.start
            yield Answer(
                by.label,
                f"{share(fan.start)} ({fan.origin}) to {share(middle)} [{share(low)}, {share(high)}] ({at})",
                True if met else (False if other else None),
                by.sources,
                (fan.origin, at),
            )
            continue
        way = Way(by.label, by.table, by.column, by.sources)
        members = pl.concat([fixed(a, view.asked) for a in side.actors]).unique(
            maintain_order=True
        )  # those that were forecast
        here = values(
            view.catalog,
            way,
            Side(f"{side.label}, {view.asked}", members, side.actors, False),
            amount=False,
        )
        came = max((y for y in here if fan.origin < y <= min(view.as_of, at)), default=None)
        if came is not None:
            band = fan.at(came) or (0.0, 0.0, 0.0)
            where = (
                "inside"
                if band[0] <= here[came] <= band[2]
                else ("above" if here[came] > band[2] else "below")
            )
            yield Answer(
                by.label,
                f"{share(here[came])} ({came}), {where} the band [{share(band[0])}, {share(band[2])}]",
                here[came] < fan.start if wanted == "falls" else here[came] > fan.start,
                by.sources,
                (came,),
            )
