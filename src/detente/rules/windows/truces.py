"""TRUCE: the ceasefires of the two, how long each was in force, and what came in spite of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.actors.chronology import Event
from detente.actors.relation_facts import Fact, facts_between, facts_between_keys
from detente.actors.states import State, identities
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.institutions.armed_conflicts import conflicts_between
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, day_figure, event_cell, fact_cell, fact_line
from detente.span import years_before

ID = "truce"
ABOUT = "the ceasefires of the two"
WITHIN = 5
"""Years from a ceasefire for which its record is printed."""
SETTLED_WITHIN = timedelta(days=90)
"""Days between the end of a ceasefire and a peace that ended it."""
FIGHTS = ("war", "armed conflict", "truce")
CEASEFIRE = re.compile(r"\b(?:full|general|unconditional) (?:and \w+ )?ceasefire\b")
NONE_CAME = re.compile(r"\b(?:no ceasefire|offer|propos|ask|call|reject|refus)", re.IGNORECASE)
"""How an act names a ceasefire that was agreed on, and one that was not."""
SAME = timedelta(days=30)
"""Days within which an act and a row are one ceasefire."""
LONG = 10
"""Years after which a ceasefire that failed had held long."""
MONTH = 30.44
MONTHS_SHOWN_AS_YEARS = 24


def say(relation: Relation) -> Iterator[Line]:
    """Say how many ceasefires failed, and how old the one is that holds."""
    pair = relation.pair
    if not (isinstance(pair.first, State) and isinstance(pair.second, State)):
        return
    if relation.state.headline not in FIGHTS and not ceasefire_within(relation):
        return
    truces = _truces(relation)
    failed = [one for one in truces if one.end is not None and not _is_settled(one)]
    current = next((one for one in reversed(truces) if one.end is None), None)
    if failed or current is not None:
        yield _line(relation, failed, current)


def _truces(relation: Relation) -> list[Fact]:
    pair = relation.pair
    return [
        one.fact
        for one in facts_between(pair.first, pair.second, pair.day, own=pair.own)
        if one.fact.kind == "truce"
    ]


def ceasefire_within(relation: Relation) -> bool:
    """Tell whether a ceasefire between the two began in the last five years.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    since = years_before(relation.pair.day, WITHIN)
    return any(one.start >= since for one in _truces(relation))


def _is_settled(truce: Fact) -> bool:
    """Tell whether a peace ended a ceasefire, and not fighting."""
    end = truce.end
    rows = facts_between_keys(truce.one, truce.other, "normalisation")
    return end is not None and any(abs(row.start - end) <= SETTLED_WITHIN for row in rows)


def _months(truce: Fact) -> float:
    return ((truce.end or truce.start) - truce.start).days / MONTH


def _length(name: str, months: float, truces: Sequence[Fact]) -> tuple[Figure, str]:
    """Give a length in months, or in years where it is long, with its noun."""
    cells = tuple(fact_cell(one) for one in truces)
    unit = "months" if months < MONTHS_SHOWN_AS_YEARS else "years"
    value = round(months) if unit == "months" else round(months / 12)
    id = figure_id(ID, name)
    noun = unit.removesuffix("s") if value == 1 else unit
    return Figure(id, value, unit=unit, cells=cells, kind="counted", way="whole"), noun


def _line(relation: Relation, failed: list[Fact], current: Fact | None) -> Line:
    cells = [fact_cell(one) for one in (*failed, *([current] if current else []))]
    body: list[Sentence] = []
    if failed:
        body += _of_failed(relation, failed)
    if current is not None:
        body.append(_of_current(current, first=not failed))
    others = _others(relation, [*failed, *([current] if current else [])])
    if others:
        body.append(_months_of("A full ceasefire was agreed on again in {months}.", others))
    reasons = Reasons(unexpected=1.0 if failed else 0.6)
    form, headline, key = _page(relation, failed, current, body)
    if failed and others and current is None:
        # page 1 names them all: two of four would leave out those that a reader remembers
        own = [(one.start, fact_cell(one)) for one in failed[-MOST_TOLD:]]
        key = (_months_of("They were agreed on in {months}.", [*own, *others]),)
    gist = Sentence("Past ceasefires between them did not hold.", {})
    if not failed:
        gist = Sentence("A ceasefire is in force between them.", {})
    said = Said(tuple(body), headline=headline, key=key, gist=gist)
    made = fact_line(ID, form, said, reasons, about=ABOUT, cells=cells)
    # the number of ceasefires is the value of the line, not the day of the first
    counted_ones = len(failed) + len(others) + (current is not None)
    finding = replace(made.finding, value=float(counted_ones), unit="ceasefires")
    return replace(made, finding=finding)


def _others(relation: Relation, rows: Sequence[Fact]) -> list[tuple[date, Cell]]:
    """Give the days of ceasefires that the chronology has beside the rows, the last ones alone."""
    agreed = [one for one in relation.situation.events if _is_ceasefire(one)]
    exact = [one for one in agreed if all(abs(one.date - row.start) > SAME for row in rows)]
    return [(one.date, event_cell(one)) for one in exact[-MOST_TOLD:]] if rows else []


def _is_ceasefire(event: Event) -> bool:
    """Tell whether an act agreed on a ceasefire, in a month that is known."""
    named = CEASEFIRE.search(event.what) and not NONE_CAME.search(event.what)
    return bool(named) and event.turn > 0 and event.precision != "year"


def _months_of(template: str, known: Sequence[tuple[date, Cell]]) -> Sentence:
    """Name the months of some ceasefires in the order of time."""
    days = sorted(known, key=lambda one: one[0])
    shown = [day_figure(ID, "agreed", day, "month", cell) for day, cell in days]
    months = listed_phrases([Phrase("{day}", {"day": one}) for one in shown])
    return Sentence(template, {"months": months})


def _is_fought(relation: Relation) -> bool:
    """Tell whether a row has fighting between the two that goes on, ceasefire or not."""
    pair = relation.pair
    return any(
        one.fact.kind == "fighting" and one.fact.open_on(pair.day)
        for one in facts_between(pair.first, pair.second, pair.day, own=pair.own)
    )


def _fought(relation: Relation) -> frozenset[int]:
    """Give the years in which people died in battle between the two."""
    known = conflicts_between(relation.catalog, relation.pair) or ()
    return frozenset(one.year for one in known)


def never_held(relation: Relation, truce: Fact) -> bool:
    """Tell whether people died in battle in every whole year of a ceasefire.

    Parameters
    ----------
    relation : Relation
        The relation.
    truce : Fact
        A ceasefire that is over.
    """
    whole = _within((truce,))
    return bool(whole) and whole <= _fought(relation)


def _within(truces: Sequence[Fact]) -> set[int]:
    """Give the whole years for which one of the ceasefires was in force."""
    return {
        year for one in truces for year in range(one.start.year + 1, (one.end or one.start).year)
    }


def _of_failed(relation: Relation, failed: Sequence[Fact]) -> list[Sentence]:
    """Say how long each ceasefire that failed was in force, and in which years it was broken."""
    fought = _fought(relation)
    told = failed[:MOST_TOLD]
    said = [_each(told, place, fought) for place in range(0, len(told), 2)]
    if len(failed) > MOST_TOLD:
        number = counted(figure_id(ID, "failed"), len(failed), "truces", *map(fact_cell, failed))
        newest = failed[-1]
        ended = day_figure(
            ID, "ended", newest.end or newest.start, newest.end_precision, fact_cell(newest)
        )
        word = "on" if newest.end_precision == "day" else "in"
        text = f"{{number}} ceasefires on our record failed, the last {word} {{ended}}."
        said = [Sentence(text, {"number": number, "ended": ended})]
    return [*said, *_deaths(relation, failed, fought)]


MOST_TOLD = 4
"""Ceasefires that are said one by one."""


def _each(failed: Sequence[Fact], place: int, fought: frozenset[int]) -> Sentence:
    """Say how long one ceasefire, or two, were in force, or on paper where it was never kept."""
    first = failed[place]
    start, length, unit = _dated(first)
    was = _was(first, fought)
    parts: Parts = {"start": start, "length": length}
    if place + 1 == len(failed):
        ended = day_figure(
            ID, "ended", first.end or first.start, first.end_precision, fact_cell(first)
        )
        if place == 0:
            words = f"The ceasefire of {{start}} was {was} for {{length}} {unit}, to {{ended}}."
            return Sentence(words, {**parts, "ended": ended})
        return Sentence(f"That of {{start}} was {was} for {{length}} {unit}.", parts)
    second = failed[place + 1]
    then, later, other = _dated(second)
    which = "The ceasefire" if place == 0 else "That"
    again = _was(second, fought)
    verb = "" if again == was else f"was {again} "
    words = (
        f"{which} of {{start}} was {was} for {{length}} {unit}, that of {{then}} {verb}for "
        f"{{later}} {other}."
    )
    return Sentence(words, {**parts, "then": then, "later": later})


IN_FORCE, ON_PAPER = "in force", "on paper"


def _was(truce: Fact, fought: frozenset[int]) -> str:
    """Tell whether a ceasefire was in force, or on paper: people died in each of its years."""
    whole = _within([truce])
    return ON_PAPER if whole and whole <= fought else IN_FORCE


def _dated(truce: Fact) -> tuple[Figure, Figure, str]:
    """Give the month of a ceasefire, and how long it was in force, with its unit."""
    day = truce.start
    precision = "month" if truce.start_precision == "day" else truce.start_precision
    start = day_figure(ID, f"began.{day}", day, precision, fact_cell(truce))
    length, unit = _length(f"length.{day}", _months(truce), [truce])
    return start, length, unit


def _deaths(
    relation: Relation, failed: Sequence[Fact], fought: frozenset[int]
) -> Iterator[Sentence]:
    """Say that people died in battle while ceasefires were in force; what held is not said."""
    first, last = failed[0].start.year, (failed[-1].end or failed[-1].start).year
    every = range(first, last + 1)
    inside = _within(failed) & fought
    if not inside:
        return
    cells = tuple(map(fact_cell, failed))
    if set(every) <= fought:
        years: Parts = {
            "first": dated(figure_id(ID, "first"), first, _count(relation, "first", first)),
            "last": dated(figure_id(ID, "last"), last, _count(relation, "last", last)),
        }
        which = "that ceasefire" if len(failed) == 1 else "the ceasefires of the two"
        yield Sentence(
            f"People died in battle in every year of {which}, {{first}} to {{last}}.", years
        )
        return
    cell = _count(relation, "broken", len(inside))
    number = counted(figure_id(ID, "broken"), len(inside), "years", cell, *cells)
    which = "the ceasefire was" if len(failed) == 1 else "the ceasefires were"
    text = f"People died in battle in {{number}} of the whole years for which {which} in force."
    if len(inside) == 1:
        text = f"People died in battle in one of the whole years for which {which} in force."
        yield Sentence(text, {})
        return
    yield Sentence(text, {"number": number})


def _count(relation: Relation, name: str, value: int) -> Cell:
    pair = relation.pair
    keys = (("a", pair.first.key), ("b", pair.second.key), ("what", name))
    return Cell(
        "armed_conflicts",
        "years",
        keys=(*keys, ("year", min(pair.as_of, relation.catalog.last_year("ucdp_acd")))),
        value=float(value),
        unit="years",
        sources=("ucdp_acd",),
        rule="years with deaths in battle between the two, by ceasefire in force",
    )


def _of_current(current: Fact, *, first: bool) -> Sentence:
    """Say since when a ceasefire holds, and who watches over it where the row names somebody."""
    since = day_figure(ID, "since", current.start, current.start_precision, fact_cell(current))
    which = "The ceasefire" if first else "The present one"
    has_figure = any(sign.isdigit() for sign in current.monitors)
    if current.monitors and not has_figure:
        template = f"{which} took effect on {{since}}, watched by {{who}}."
        return Sentence(template, {"since": since, "who": _watchers(current.monitors)})
    return Sentence(f"{which} took effect on {{since}}.", {"since": since})


def _watchers(monitors: str) -> str:
    """Write who watches: names and short names as the row has them."""
    words = monitors.split()
    if all(word.isupper() for word in words):
        return listed([_label(word) for word in words])
    return f"the {monitors}" if len(words) > 1 else monitors


def _label(word: str) -> str:
    known = {one.iso3 for one in identities()}
    return label_of(word) if word in known else word


def _page(
    relation: Relation, failed: list[Fact], current: Fact | None, body: Sequence[Sentence]
) -> tuple[str, Sentence, tuple[Sentence, ...]]:
    """Give form, message and what stands below it."""
    both: Parts = {"both": relation.pair.words}
    if current is not None and _is_fought(relation):
        headline = Sentence("A ceasefire between {both} is in force, and they fight on.", both)
        return "unexpected.fought", headline, tuple(body[-1:])
    if not failed and current is not None:
        headline = Sentence("The one ceasefire on record between {both} is in force.", both)
        return "unexpected.first_holds", headline, tuple(body[-1:])
    if len(failed) == 1:
        if _months(failed[0]) / 12 > LONG:
            headline = Sentence("A ceasefire of many years between {both} ended in fighting.", both)
            return "unexpected.long_one_failed", headline, tuple(body[:1])
        if current is None:
            headline = Sentence("The one ceasefire on record between {both} did not hold.", both)
            return "unexpected.one_failed", headline, tuple(body[:1])
        headline = Sentence(
            "A new ceasefire between {both} is in force; the one before it failed.", both
        )
        return "unexpected.second_holds", headline, tuple(body[:1])
    if current is None:
        headline = Sentence("No ceasefire on record between {both} has held.", both)
        return "unexpected.all_failed", headline, tuple(body[:1])
    headline = Sentence("A ceasefire between {both} is in force; those before it failed.", both)
    return "unexpected.on_trial", headline, tuple(body[:1])


RULE = Rule(
    id=ID,
    section="windows",
    place=16,
    paragraph="record of wars",
    say=say,
    condition="the two are at war, fought in the last three years, or have a ceasefire of at most "
    "five years, and the table of ceasefires has one of theirs",
    topics=("history",),
)
"""The rule."""
