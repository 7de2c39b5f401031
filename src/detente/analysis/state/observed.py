"""Conditions from data sets: armed conflicts (UCDP), and crises (ICB) where the store has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.deviations import not_followed
from detente.actors.names import Actor
from detente.actors.relation_facts import Between, Fact
from detente.actors.relation_key import RelationKey
from detente.actors.states import identity_on
from detente.analysis.state.condition import (
    MONTHS_OF_CRISIS,
    MONTHS_OF_FIGHTING,
    Condition,
)
from detente.analysis.state.recorded import ceasefires_since, months_before
from detente.evidence.cell import Cell
from detente.institutions.armed_conflicts import ArmedConflict, complete_to, conflicts_between
from detente.institutions.hostilities import crises_between
from detente.span import year_end
from detente.store.catalog import Catalog

OLDEST = 2
"""Years before the view after which the last year held speaks of the past."""
PAGE = "https://ucdp.uu.se/conflict/{number}"
SOURCE = "Uppsala Conflict Data Program, edition {edition}, conflict {number}"


def observed(
    catalog: Catalog, pair: RelationKey, found: Sequence[Between], day: date
) -> Iterator[Condition]:
    """Give the conditions that hold on a day by the data sets.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    pair : RelationKey
        The parties.
    found : sequence of Between
        The hand-made facts between them: a ceasefire ends a war of the data.
    day : datetime.date
        The view.

    Yields
    ------
    Condition
    """
    conflicts = conflicts_between(catalog, pair) or ()
    since = months_before(day, MONTHS_OF_FIGHTING)
    newest: dict[tuple[int, int], ArmedConflict] = {}
    for conflict in conflicts:
        recent = year_end(conflict.year) >= since
        if recent and counts(conflict):
            newest.setdefault((conflict.ccode1, conflict.ccode2), conflict)
    for conflict in newest.values():
        keys = keys_of(conflict, pair)
        concerned = (set(keys), {pair.first.key, pair.second.key})
        facts = [one.fact for one in found if {one.first, one.second} in concerned]
        headline = "war" if _is_war(catalog, conflict, facts, day) else "armed conflict"
        yield _of_conflict(headline, conflict, keys)
    yield from _crises(catalog, pair, day)


def counts(conflict: ArmedConflict) -> bool:
    """Tell whether a conflict-year is one between the two: not two that help others.

    Parameters
    ----------
    conflict : ArmedConflict
        The year of the conflict.
    """
    if "primary" not in (conflict.role1, conflict.role2):
        return False
    day = year_end(conflict.year)
    keys = {identity_on(code, day).key for code in (conflict.ccode1, conflict.ccode2)}
    refused = not_followed("UCDP").get(frozenset(keys), ())
    return not any(row.covers(conflict.year) for row in refused)


def keys_of(conflict: ArmedConflict, pair: RelationKey) -> tuple[str, str]:
    """Give the letters of both states, those of the first side first.

    Parameters
    ----------
    conflict : ArmedConflict
        The year of the conflict.
    pair : RelationKey
        The parties.
    """
    codes = conflict.ccode1, conflict.ccode2
    own = codes if codes[0] in _codes(pair.first, conflict.year) else codes[::-1]
    first, second = (identity_on(code, year_end(conflict.year)).key for code in own)
    return first, second


def _codes(actor: Actor, year: int) -> tuple[int, ...]:
    return tuple(actor.members(year))


def _is_war(catalog: Catalog, conflict: ArmedConflict, facts: list[Fact], day: date) -> bool:
    """Tell whether it was a war in the last year held, and nothing ended it since."""
    last = max(complete_to(catalog), conflict.year)
    current = conflict.year == last and last >= day.year - OLDEST
    first_day = date(conflict.year, 1, 1)
    ended = any(fact.kind == "fighting" and _over(fact, first_day, day) for fact in facts)
    stopped = ended or ceasefires_since(facts, first_day, day)
    return conflict.is_war and current and not stopped


def _over(fact: Fact, first_day: date, day: date) -> bool:
    """Tell whether fighting of the year or later is over by the view: the rows know the day."""
    return fact.end is not None and first_day <= fact.end < day


def _of_conflict(headline: str, conflict: ArmedConflict, keys: tuple[str, str]) -> Condition:
    """Make the condition of a conflict-year."""
    first, last = date(conflict.year, 1, 1), None if headline == "war" else year_end(conflict.year)
    page = PAGE.format(number=conflict.conflict_id)
    source = SOURCE.format(edition=conflict.edition, number=conflict.conflict_id)
    return Condition(
        headline=headline,
        what=_severity(conflict),
        start=max(conflict.start_date2, first),
        end=last,
        source=source,
        first=keys[0],
        second=keys[1],
        url=page,
        cells=(_cell(conflict),),
        start_precision="year",
        end_precision="year",
    )


def _severity(conflict: ArmedConflict) -> str:
    """Say what a conflict-year was about and how many died."""
    over = conflict.territory_name or "government"
    degree = "a thousand deaths in battle or more" if conflict.is_war else "25 deaths or more"
    part = ", of an edition read in part" if conflict.incomplete else ""
    return f"Conflict over {over}, with {degree} in {conflict.year}{part}"


def _cell(conflict: ArmedConflict) -> Cell:
    """Give the cell of a conflict-year."""
    named = ("conflict_id", "ccode1", "ccode2", "year")
    keys = tuple((name, int(getattr(conflict, name))) for name in named)
    return Cell(
        table="armed_conflicts",
        column="intensity_level",
        keys=keys,
        value=float(conflict.intensity_level),
        unit="1 from 25 deaths in battle in a year, 2 from a thousand",
        sources=("ucdp_acd",),
        rule="two governments on opposite sides of an armed conflict in a year",
    )


def _crises(catalog: Catalog, pair: RelationKey, day: date) -> Iterator[Condition]:
    """Give the crises of the user's store that are open, or ended within a year."""
    crises = crises_between(catalog, pair)
    if crises is None:
        return
    since = months_before(day, MONTHS_OF_CRISIS)
    for row in crises.iter_rows(named=True):
        # the day of the view is where the table is cut, and the end of no crisis
        end = None if row["end"] == day else row["end"]
        lasted = date(row["last_year"], 12, 31) if end is None else end
        if lasted < since:
            continue
        codes = row["ccode1"], row["ccode2"]
        own = codes if codes[0] in _codes(pair.first, row["start"].year) else codes[::-1]
        first, second = (identity_on(code, row["start"]).key for code in own)
        yield Condition(
            headline="crisis",
            what=f"International crisis {row['crisno']}, {row['crisname'].capitalize()}",
            start=row["start"],
            end=end,
            source=f"International Crisis Behavior project, crisis {row['crisno']}",
            first=first,
            second=second,
            start_precision=row["start_precision"],
        )
