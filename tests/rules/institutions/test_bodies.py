"""BODY and BREAK: on their own pairs, on the second pair, and where they are silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from detente.actors.joint_bodies import Body, Happening
from detente.evidence.sentence import render
from detente.institutions.breaks import breaks, pauses, ranks, silence, usual_interval
from detente.institutions.meetings import as_long_before, meetings_between
from detente.rules.institutions import body, promises
from detente.rules.institutions import breaks as break_rule
from detente.store.catalog import Catalog
from tests.rules.spoken import figures_of, spoken

VIEW = date(2020, 12, 31)
MET = Happening(date=date(2010, 1, 1), kind="meeting", what="w", source="s", level="ministers")
COUNCIL = Body(
    id="C", name="council of two", kind="council", founded=date(2010, 1, 1), founding_act="a"
)


def yearly(years: range, first: int | None = None) -> Body:
    """A council that met on each first of June, with its own numbers where `first` is given."""
    met = tuple(
        replace(MET, date=date(year, 6, 1), ordinal=None if first is None else first + place)
        for place, year in enumerate(years)
    )
    return replace(COUNCIL, event=met)


def test_both_breaks_before_2013_ended_within_eleven_months(catalog: Catalog) -> None:
    line = spoken(break_rule.RULE, catalog, "NATO", "Russia", 2013)["moved.closed.all"]
    assert round(figures_of(line)["institutions.break.longest"]) == 11
    assert "Both" in line.finding.text


def test_the_break_of_2014_was_never_undone(catalog: Catalog) -> None:
    said = spoken(break_rule.RULE, catalog, "NATO", "Russia")
    line = said["moved.over.after_closed"]
    # no document of NATO is known, only what a minister reported
    assert "is reported to have ended in December 2025" in line.finding.text
    promise = spoken(promises.RULE, catalog, "NATO", "Russia")["unexpected.broken.consultation"]
    assert "NATO is reported to have ended it, in December 2025." in map(render, promise.key)
    assert "moved.rank.low_last" in said, "ambassadors met longer than leaders"


def test_of_america_and_china_the_one_break_was_undone(catalog: Catalog) -> None:
    line = spoken(break_rule.RULE, catalog, "USA", "China")["moved.closed.one"]
    assert round(figures_of(line)["institutions.break.longest"]) == 15


def test_the_pause_of_turkey_is_proved_by_the_numbers_of_the_council(catalog: Catalog) -> None:
    line = spoken(break_rule.RULE, catalog, "Turkey", "EU", 2005)["moved.pause.crisis"]
    figures = figures_of(line)
    ordinals = (
        figures["institutions.break.ordinal_before"],
        figures["institutions.break.ordinal_after"],
    )
    assert ordinals == (38, 39)
    assert line.headline is not None
    assert "1997" in render(line.headline)


def test_the_border_mechanism_met_twice_as_often_after_the_clash(catalog: Catalog) -> None:
    line = spoken(body.RULE, catalog, "India", "China")["moved.more"]
    figures = figures_of(line)
    assert figures["institutions.body.after.wmcc"] == 20
    assert figures["institutions.body.before.wmcc"] == 10
    assert figures["institutions.body.ordinal"] == 34


def test_of_serbia_the_last_meeting_that_is_known_is_named(catalog: Catalog) -> None:
    said = spoken(body.RULE, catalog, "Serbia", "EU")
    line = said["unusual.silent.ministers"]
    assert "January 2022" in line.finding.text
    assert line.reasons.strength < 1, "a list with gaps is no proof of silence"


def test_where_no_body_is_followed_nothing_is_said(catalog: Catalog) -> None:
    for rule in (body.RULE, break_rule.RULE):
        assert spoken(rule, catalog, "Brazil", "Japan") == {}


def test_a_suspended_body_is_not_counted(catalog: Catalog) -> None:
    assert spoken(body.RULE, catalog, "India", "Pakistan") == {}
    assert "moved.open.commission" in spoken(break_rule.RULE, catalog, "India", "Pakistan")


def test_a_gap_of_two_years_between_two_numbers_is_a_pause_and_one_without_numbers_is_not() -> None:
    held = yearly(range(2010, 2020), first=1)
    early, late = (
        held.event[:4],
        tuple(
            replace(met, date=met.date.replace(year=met.date.year + 2)) for met in held.event[4:]
        ),
    )
    paused = replace(held, event=(*early, *late))
    assert [round(one.months) for one in pauses(paused, VIEW)] == [36]
    unnumbered = replace(paused, event=tuple(replace(met, ordinal=None) for met in paused.event))
    assert pauses(unnumbered, VIEW) == (), "a meeting may be missing from the list"
    assert len(pauses(replace(unnumbered, complete=True), VIEW)) == 1


def test_meetings_that_are_missing_from_the_list_are_counted_by_number() -> None:
    held = yearly(range(2010, 2020), first=1)
    gaps = replace(held, event=(*held.event[:3], *held.event[5:]))
    found = meetings_between(gaps, date(2011, 1, 1), date(2019, 12, 31))
    assert (found.count, found.most, found.is_exact) == (9, 9, True)
    after = meetings_between(gaps, date(2013, 1, 1), date(2019, 12, 31))
    assert (after.count, after.most) == (5, 7), "two that are missing lie before or after the day"


def test_a_short_list_has_no_usual_interval() -> None:
    assert usual_interval(yearly(range(2010, 2013))) is None
    assert silence(yearly(range(2010, 2013)), VIEW) is None
    assert silence(yearly(range(2010, 2016)), VIEW) is not None
    assert silence(yearly(range(2010, 2020)), VIEW) is None


def test_the_end_of_a_body_closes_no_break() -> None:
    stopped = replace(MET, kind="suspended", date=date(2015, 1, 1))
    ended = replace(MET, kind="ended", date=date(2016, 1, 1))
    found = breaks((replace(COUNCIL, event=(stopped, ended), ended=date(2016, 1, 1)),), VIEW)
    assert [(one.is_closed, one.is_open) for one in found] == [(False, False)]
    assert [one.level for one in ranks((yearly(range(2010, 2012)),))] == ["ministers"]


@given(st.dates(date(2011, 1, 1), VIEW), st.dates(date(2011, 1, 1), VIEW))
def test_as_long_before_mirrors_the_time_since(one: date, other: date) -> None:
    day, until = min(one, other), max(one, other)
    assert day - as_long_before(day, until) == until - day


@given(st.integers(2010, 2019), st.integers(1, 60))
def test_counts_add_up_over_a_day_between(year: int, first: int) -> None:
    held = yearly(range(2010, 2020), first=first)
    day = date(year, 12, 31)
    start, end = date(2009, 12, 31), date(2019, 12, 31)
    parts = meetings_between(held, start, day), meetings_between(held, day, end)
    assert sum(part.count for part in parts) == meetings_between(held, start, end).count == 10


def test_plural_names_take_a_plural_verb() -> None:
    names = ("EU-China summits", "Meetings of the two", "Mechanism for Border Affairs", "Council")
    assert [break_rule.is_plural(replace(COUNCIL, name=name)) for name in names] == [
        True,
        True,
        False,
        False,
    ]
    bracketed = replace(COUNCIL, name="Committee (2+2)")
    assert break_rule.plain_name(bracketed) == "Committee"
