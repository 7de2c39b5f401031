"""Watches: a fresh value, a threshold beyond it, and a date after the view."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.relation_key import pair
from detente.advice.watch import ABOVE, BELOW, BY, Watch
from detente.advice.watches import MOST, SHELF, watches
from detente.advice.watching.extremes import extreme, margin
from detente.advice.watching.releases import next_release
from detente.analysis.relation import Relation
from detente.evidence.sentence import length, render
from detente.evidence.series import Series
from detente.rules.argument import Argument
from detente.rules.line import LONGEST
from detente.store.catalog import Catalog
from tests.advice.lines import Given

TODAY = date(2026, 6, 30)


def every(catalog: Catalog, first: str, second: str, day: date | int = TODAY) -> dict[str, Watch]:
    argument = Given(Relation(catalog, pair(first, second, day)))
    return {watch.id: watch for look in SHELF for watch in look(argument)}


def series(*values: float, low: float | None = None, high: float | None = None) -> Series:
    years = tuple(range(2025 - len(values), 2025))
    bounds = tuple(low for _ in values), tuple(high for _ in values)
    return Series(
        "x",
        "x",
        "A",
        "index",
        "states",
        "x",
        (),
        years,
        values,
        ("vdem",),
        "given",
        low=bounds[0] if low is not None else (),
        high=bounds[1] if high is not None else (),
    )


def test_the_extreme_ahead_is_the_one_on_the_way() -> None:
    falling = series(0.1, 0.9, 0.8, 0.8, 0.7, 0.6, 0.5, 0.4)
    found = extreme(falling, 2025)
    assert found is not None and (found.limit.value, found.rising) == (0.1, False)
    assert extreme(series(0.9, 0.8, 0.8, 0.7, 0.6, 0.5, 0.4), 2025) is None, "at its extreme now"
    assert extreme(falling, 2028) is None, "stale"
    flat = series(*(0.4 for _ in range(9)))
    assert extreme(flat, 2025) is None and margin(flat, 2025) is None


def test_a_record_is_watched_at_its_own_margin() -> None:
    found = margin(series(0.9, 0.8, 0.8, 0.7, 0.6, 0.5, 0.4, low=0.35, high=0.45), 2025)
    assert found is not None and found.limit.value == 0.35 and not found.rising


def test_a_release_lies_after_the_view() -> None:
    found = next_release("ucdp", TODAY)
    assert found is not None and found[0] == date(2027, 6, 1)
    assert next_release("cow", TODAY) is None, "the Correlates of War have no rhythm"
    # of four editions a year the first that ends half a year after the view
    several = next_release("wdi", TODAY)
    assert several is not None and several[0] == date(2026, 12, 1)


def test_a_war_is_watched_at_a_thousand_deaths(catalog: Catalog) -> None:
    found = every(catalog, "Ukraine", "Russia", 2022)["fighting"]
    assert (found.threshold.value, found.way, found.origin) == (1000, BELOW, "definition")
    past = every(catalog, "India", "China")["fighting"]
    assert (past.threshold.value, past.way) == (25, ABOVE)


def test_help_in_a_war_elsewhere_is_no_fighting_between_the_two(catalog: Catalog) -> None:
    assert "fighting" not in every(catalog, "NATO", "Russia")


def test_the_first_release_that_no_sentence_has_used_is_watched(catalog: Catalog) -> None:
    """By hand: a paper of 31 December 2013 counts the votes of 2013; those of 2014 come in 2015."""
    found = every(catalog, "NATO", "Russia", 2013)["same_vote"]
    assert found.due == date(2015, 1, 1) and "in 2014" in render(found.says[1])
    sweden = every(catalog, "Sweden", "NATO", 2021)["democracy"]
    assert sweden.due == date(2023, 3, 1) and "in 2022" in render(sweden.says[1])


def test_friends_do_not_race(catalog: Catalog) -> None:
    assert "budgets" not in every(catalog, "Japan", "South Korea")


def test_a_peer_far_ahead_is_no_threshold(catalog: Catalog) -> None:
    assert "united_votes" not in every(catalog, "Turkey", "EU", 2005)


def test_chapters_truces_and_silences_are_watched(catalog: Catalog) -> None:
    """By hand: Serbia opened chapters last in December 2021, 22 of 35."""
    chapter = every(catalog, "Serbia", "EU")["chapter"]
    assert "longest pause" in render(chapter.says[1]) and chapter.due == date(2026, 12, 1)
    assert render(chapter.says[0]) == "22 of 35 are open; the last was opened in December 2021."
    first = every(catalog, "Turkey", "EU", 2005)["chapter"]
    assert "would leave the talks without a beginning" in render(first.says[1])
    truce = every(catalog, "Syria", "Israel")
    assert "truce" not in truce, "an age decades ahead is nothing to watch"
    silence = every(catalog, "NATO", "Russia", 2024)["silence"]
    assert "January 2022" in render(silence.says[0])
    # no meeting is waited for of a council that was ended
    assert "silence" not in every(catalog, "NATO", "Russia")
    spring = date(2026, 3, 31)
    talks = every(catalog, "Ukraine", "Russia", spring)["talks"]
    assert talks.due > spring and "longest gap" in render(talks.says[1])


def test_a_series_that_no_key_finding_uses_is_not_watched(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("Ukraine", "Russia", TODAY))
    land, talks = watches(Given(relation))
    assert talks.id == "talks" and "would be the longest gap" in render(talks.says[1])
    # neither votes nor regimes say how a war goes, and no day is past when the paper is read
    assert land.id == "land" and talks.due == date(2026, 12, 1)


def test_land_is_watched_by_the_pace_of_the_last_year_and_no_threshold_out_of_reach(
    catalog: Catalog,
) -> None:
    """By hand: Russia took 0.94 per cent of Ukraine in 2025, and over 100,000 of its men died."""
    found = every(catalog, "Ukraine", "Russia")
    assert "fighting" not in found, "a year below 1,000 deaths is out of reach"
    land = found["land"]
    assert (land.threshold.value, land.way, land.due) == (0.0094, BELOW, date(2027, 1, 1))
    assert "land" not in every(catalog, "India", "China")


def test_votes_are_watched_where_the_answer_rests_on_them_or_nothing_is_advised(
    catalog: Catalog,
) -> None:
    two = Argument(Relation(catalog, pair("Liechtenstein", "Switzerland", TODAY)))
    assert "same_vote" not in [one.id for one in watches(two)]
    assert "same_vote" in [one.id for one in watches(two, is_advised=False)]
    asean = Argument(Relation(catalog, pair("ASEAN", "USA", TODAY)))
    assert "same_vote" in [one.id for one in watches(asean)]


def test_a_pledge_is_watched_by_the_figure_of_its_own_series(catalog: Catalog) -> None:
    """The 3.5 per cent are by NATO's definition, the 2.0 by SIPRI's: no line joins the two."""
    found = every(catalog, "Sweden", "NATO")["pledge"]
    assert (round(found.threshold.value, 1), found.way, found.origin) == (2.0, BELOW, "before")
    assert "by 2032 it is to take 3.5 as NATO counts" in render(found.says[0])
    assert "pledge" not in every(catalog, "Sweden", "NATO", 2021)
    assert "pledge" not in every(catalog, "Serbia", "EU")


def test_serbia_is_watched_against_the_next_candidate(catalog: Catalog) -> None:
    found = every(catalog, "Serbia", "EU")
    assert found["united_votes"].threshold.value > found["united_votes"].now.value
    assert "Turkey" in render(found["united_votes"].says[1])
    # Romania's 0.61 of 2006 lies years ahead of Serbia, Hungary's 0.44 does not
    assert (
        found["democracy"].origin == "peer" and round(found["democracy"].threshold.value, 2) == 0.44
    )


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ("Serbia", "EU", TODAY),
        ("India", "China", TODAY),
        ("Greece", "Turkey", TODAY),
        ("NATO", "Russia", 2013),
        ("Turkey", "EU", 2005),
        ("Ukraine", "Russia", TODAY),
    ],
)
def test_every_watch_has_a_threshold_ahead_and_a_date(
    catalog: Catalog, first: str, second: str, day: date | int
) -> None:
    relation = Relation(catalog, pair(first, second, day))
    found = every(catalog, first, second, day)
    assert len(watches(Given(relation))) <= MOST and found
    for watch in found.values():
        assert watch.due > relation.pair.day and watch.meaning
        assert all(length(sentence) <= LONGEST for sentence in watch.says), watch.says
        if watch.way in (ABOVE, BELOW) and watch.id != "fighting":
            assert (watch.threshold.value > watch.now.value) == (watch.way == ABOVE)
        assert watch.way != BY or watch.threshold.value > watch.now.value
        assert watch.line.finding.evidence
        newest = [cell.year for cell in watch.now.cells if cell.year is not None]
        assert max(newest) >= relation.pair.as_of - 6
        row = watch.plain(relation.pair)
        assert row["id"].endswith(watch.id) and row["due"] == watch.due.isoformat()


def test_a_pair_without_data_is_not_watched(catalog: Catalog) -> None:
    assert not every(catalog, "Prussia", "Austria-Hungary", 1850)
