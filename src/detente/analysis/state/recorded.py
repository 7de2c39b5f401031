"""Conditions from the hand-made facts: fighting, ceasefires, land held, breaks, crises, claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from detente.actors.relation_facts import Between, Fact
from detente.analysis.state.condition import (
    MONTHS_OF_CRISIS,
    MONTHS_OF_FIGHTING,
    Condition,
)

OPEN = {
    "occupation": "occupation",
    "rupture": "rupture",
    "union": "integrated",
    "alliance": "allied",
    "claim": "disputed line",
}
"""Kinds of fact that are a condition while they are open."""
DATED = ("start", "end", "start_precision", "end_precision")
SHARED = (*DATED, "what", "source", "url", "checked", "land")
"""What a condition has from its fact unchanged."""


def months_before(day: date, months: int) -> date:
    """Give the same day so many months earlier, or the last of a shorter month.

    Parameters
    ----------
    day : datetime.date
        The day.
    months : int
        How many.

    Examples
    --------
    >>> months_before(date(2024, 2, 29), 12), months_before(date(2026, 6, 30), 36)
    (datetime.date(2023, 2, 28), datetime.date(2023, 6, 30))
    """
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def recorded(found: Sequence[Between], day: date) -> Iterator[Condition]:
    """Give the conditions that hold on a day by the hand-made facts.

    Parameters
    ----------
    found : sequence of Between
        The facts between the two, as the day knew them.
    day : datetime.date
        The view.

    Yields
    ------
    Condition
    """
    for pair in dict.fromkeys((one.first, one.second) for one in found):
        between = [one for one in found if (one.first, one.second) == pair]
        facts = [one.fact for one in between]
        yield from _fighting(facts, pair, day)
        yield from _truces(facts, pair, day)
        for fact in facts:
            if fact.kind in OPEN and fact.open_on(day):
                yield condition(OPEN[fact.kind], fact, pair)
            recent = fact.end is None or fact.end >= months_before(day, MONTHS_OF_CRISIS)
            if fact.kind == "crisis" and recent:
                yield condition("crisis", fact, pair)


def condition(headline: str, fact: Fact, pair: tuple[str, str]) -> Condition:
    """Make the condition of a fact.

    Parameters
    ----------
    headline : str
        The headline.
    fact : Fact
        The fact.
    pair : tuple of str
        Keys by which the sides are concerned.
    """
    of_fact = {name: getattr(fact, name) for name in SHARED}
    return Condition(
        headline=headline,
        first=pair[0],
        second=pair[1],
        holder=fact.one if fact.kind == "occupation" else "",
        row=fact.id,
        **of_fact,
    )


def ceasefires_since(facts: Iterable[Fact], since: date, day: date) -> list[Fact]:
    """Give what ended fighting after a day and holds: ceasefires that are open, settlements.

    Parameters
    ----------
    facts : iterable of Fact
        The facts between the two.
    since : datetime.date
        First day on which it counts.
    day : datetime.date
        The view.
    """
    open_truces = [one for one in facts if one.kind == "truce" and one.open_on(day)]
    settled = [one for one in facts if one.kind == "normalisation"]
    return [one for one in (*open_truces, *settled) if one.start >= since]


def _fighting(facts: list[Fact], pair: tuple[str, str], day: date) -> Iterator[Condition]:
    """Give open wars, and fighting within 36 months."""
    since = months_before(day, MONTHS_OF_FIGHTING)
    for fact in facts:
        if fact.kind != "fighting":
            continue
        if fact.severity == "war" and fact.open_on(day):
            yield condition("war", fact, pair)
        elif fact.end is None or fact.end >= since:
            yield condition("armed conflict", fact, pair)


def _truces(facts: list[Fact], pair: tuple[str, str], day: date) -> Iterator[Condition]:
    """Give ceasefires that are open and were preceded by fighting within 36 months."""
    for truce in facts:
        if truce.kind != "truce" or not truce.open_on(day):
            continue
        since = months_before(truce.start, MONTHS_OF_FIGHTING)
        before = [
            fact
            for fact in facts
            if fact.kind == "fighting"
            and fact.start <= truce.start
            and (fact.end is None or fact.end >= since)
        ]
        settled = [one for one in facts if one.kind == "normalisation" and one.start > truce.start]
        if before and not settled:
            yield condition("truce", truce, pair)
