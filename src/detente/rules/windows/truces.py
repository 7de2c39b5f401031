"""TRUCE: the ceasefires of the two, how long each held, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from statistics import median

from detente.actors.relation_facts import Fact, facts_between, facts_between_keys
from detente.actors.states import State, identities
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Sentence
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, day_figure, fact_cell, fact_line
from detente.span import years_before

ID = "truce"
ABOUT = "the ceasefires of the two"
WITHIN = 5
"""Years from a ceasefire for which its record is printed."""
SETTLED_WITHIN = timedelta(days=90)
"""Days between the end of a ceasefire and a peace that ended it."""
FIGHTS = ("war", "armed conflict", "truce")
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
    value = round(months) if unit == "months" else months / 12
    way = "whole" if unit == "months" else "one_decimal"
    id = figure_id(ID, name)
    return Figure(id, value, unit=unit, cells=cells, kind="counted", way=way), unit


def _line(relation: Relation, failed: list[Fact], current: Fact | None) -> Line:
    cells = [fact_cell(one) for one in (*failed, *([current] if current else []))]
    body: list[Sentence] = []
    if failed:
        body += _of_failed(failed)
    if current is not None:
        body.append(_of_current(current, first=not failed))
    reasons = Reasons(unexpected=1.0 if failed else 0.6)
    form, headline, key = _page(relation, failed, current, body)
    gist = Sentence("Past ceasefires between them did not hold.", {})
    if not failed:
        gist = Sentence("A ceasefire holds between them.", {})
    said = Said(tuple(body), headline=headline, key=key, gist=gist)
    return fact_line(ID, form, said, reasons, about=ABOUT, cells=cells)


def _of_failed(failed: Sequence[Fact]) -> list[Sentence]:
    """Say how many ceasefires ended in fighting, how long they held, and when the last ended."""
    last = failed[-1]
    end = last.end or last.start
    ended = day_figure(ID, "ended", end, last.end_precision, fact_cell(last))
    if len(failed) == 1:
        length, unit = _length("held", _months(last), failed)
        start = day_figure(ID, "began", last.start, last.start_precision, fact_cell(last))
        return [
            Sentence(
                f"The ceasefire of {{start}} held {{length}} {unit}, to {{ended}}.",
                {"start": start, "length": length, "ended": ended},
            )
        ]
    number = counted(figure_id(ID, "failed"), len(failed), "truces", *map(fact_cell, failed))
    length, unit = _length("held", median(map(_months, failed)), failed)
    return [
        Sentence(
            f"{{number}} ceasefires between them failed; the median one held {{length}} {unit}.",
            {"number": number, "length": length},
        ),
        Sentence("The last to fail ended on {ended}.", {"ended": ended})
        if last.end_precision == "day"
        else Sentence("The last to fail ended in {ended}.", {"ended": ended}),
    ]


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
    if not failed and current is not None:
        headline = Sentence("The first ceasefire between {both} holds.", both)
        return "unexpected.first_holds", headline, tuple(body[-1:])
    if len(failed) == 1:
        if _months(failed[0]) / 12 > LONG:
            headline = Sentence("A long ceasefire between {both} ended in fighting.", both)
            return "unexpected.long_one_failed", headline, tuple(body[:1])
        if current is None:
            headline = Sentence("The one ceasefire between {both} did not hold.", both)
            return "unexpected.one_failed", headline, tuple(body[:1])
        headline = Sentence("A second ceasefire between {both} holds; the first did not.", both)
        return "unexpected.second_holds", headline, tuple(body[:1])
    if current is None:
        headline = Sentence("No ceasefire between {both} has held.", both)
        return "unexpected.all_failed", headline, tuple(body[:1])
    headline = Sentence("A ceasefire holds between {both}; those before it failed.", both)
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
