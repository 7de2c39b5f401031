"""What is printed bears out the words: two figures of a finding, and page 1 beside its picture."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, measured
from detente.evidence.sentence import Sentence, render
from detente.evidence.sentence import figures as figures_of
from detente.paper.brief import Brief, brief_of
from detente.paper.exhibits.opening import opening
from detente.rules.argument import Argument
from detente.rules.commonness import CalibrationPair, calibration
from detente.rules.positions import same_vote
from detente.rules.printed import GUARD, contradicts, denies
from detente.rules.vote_curve import APART, NEARER, curve_of, turned
from detente.store.catalog import Catalog
from tests.rules.asked import said

AWAY = re.compile(
    r"\b(?:moved away|left|apart|parted|no longer agree|swung away|vote alike less)\b"
)
NEAR = re.compile(r"\b(?:nearer|closer|towards|drawn together|more alike|now agree in most)\b")
STILL = re.compile(r"hardly moved")
SINGLE = re.compile(r"\bin (\d{4}), in a single step|in votes in (\d{4})")
NEAR_YEARS = 6
OF_VOTES = ("same_vote", "mover", "drift", "vote_when")
"""Rules that say which way the votes of the two went."""


def share(value: float, year: int) -> Figure:
    cell = Cell("t", "c", (("year", year),), value, "share", ("s",), "r")
    return measured(f"a.b.{year}", cell, way="per_cent")


@pytest.mark.parametrize(
    ("text", "then", "now", "is_denied"),
    [
        ("It fell from {then} to {now}.", 0.66, 0.56, False),
        ("It fell from {then} to {now}.", 0.561, 0.563, True),
        ("It rose from {then} to {now}.", 0.66, 0.56, True),
        ("It is {then}, up from {now}.", 0.66, 0.56, False),
        ("It is {then}, down from {now}.", 0.66, 0.56, True),
        ("It is {then}, no more than {now}.", 0.53, 0.52, True),
        ("It is {then}, no more than {now}.", 0.524, 0.521, False),
        ("It has gone from {then} to {now}.", 0.524, 0.521, True),
        ("It has gone from {then} to {now}.", 0.524, 0.621, False),
        ("After {then} it has more than {now} of such pairs.", 0.5, 0.998, True),
        ("After {then} it has less than {now} of all pairs.", 0.5, 0.0, True),
        ("After {then} it has more than {now} of such pairs.", 0.5, 0.94, False),
    ],
)
def test_two_printed_figures_bear_out_the_words(
    text: str, then: float, now: float, is_denied: bool
) -> None:
    said_of = Sentence(text, {"then": share(then, 2011), "now": share(now, 2024)})
    assert denies(said_of) is is_denied


def test_figures_of_different_units_are_not_compared() -> None:
    cell = Cell("t", "c", (("year", 1),), 12.0, "states", ("s",), "r")
    parts = {"then": share(0.2, 1), "now": counted("a.c", 12, "states", cell)}
    assert not denies(Sentence("It fell from {then} to {now}.", parts))


def test_a_change_in_points_is_the_difference_of_its_printed_ends() -> None:
    (line,) = (one for one in said(same_vote.RULE, "Ukraine", "NATO") if "close" in one.variant)
    assert not contradicts(line)
    assert line.gist is not None
    (change,) = (one for one in line.gist.parts.values() if isinstance(one, Figure))
    wrong = Sentence("It rose by {change} points.", {"change": replace(change, value=7.0)})
    assert contradicts(replace(line, gist=wrong))


def test_a_line_that_its_figures_deny_is_left_out_with_its_reason(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line, *_) = said(same_vote.RULE, "NATO", "Russia")
    parts = {"then": share(0.5, 1), "now": share(0.6, 2)}
    wrong = Sentence("It fell from {then} to {now}.", parts)
    bad = replace(line, headline=None, key=(), gist=None)
    evidence = (*line.finding.evidence, *(cell for one in parts.values() for cell in one.cells))
    bad = replace(bad, finding=replace(line.finding, sentences=(wrong,), evidence=evidence))
    argument = Argument(Relation(catalog, pair("NATO", "Russia")))
    rule = replace(same_vote.RULE, say=lambda _relation: iter((bad,)))
    assert tuple(argument._allowed(rule)) == ()
    assert [one.guard for one in argument._left_out.values()] == [GUARD]


def test_a_curve_turns_where_it_is_lower_for_good() -> None:
    values = [0.8] * 8 + [0.6] * 8
    fell = curve_of("A | B", {2000 + place: value for place, value in enumerate(values)})
    assert turned(fell, 2008, APART) and not turned(fell, 2004, APART)
    came_back = enumerate([*values, 0.9, 0.9, 0.9])
    back = curve_of("A | B", {2000 + place: value for place, value in came_back})
    assert not turned(back, 2008, APART), "it came back"
    assert not turned(fell, 2008, NEARER)
    assert turned(fell, 2002, APART), "a curve that begins too late denies nothing"


def ends(brief: Brief) -> tuple[float, float] | None:
    """Give the shares that the title of the picture compares; None for another picture."""
    shown = opening(brief)
    if shown is None or shown.id != "votes":
        return None
    figures = [one for one in figures_of(shown.title) if isinstance(one, Figure)]
    shares = [one.value for one in figures if one.kind != "dated"]
    of_two = len(shares) > 1 and "agrees with" not in render(shown.title)
    return (shares[0], shares[1]) if of_two else None


def curve(brief: Brief) -> dict[int, float]:
    """Give the shares that the picture draws, by year."""
    shown = opening(brief)
    assert shown is not None and shown.cells is not None
    rows = ([str(cell) for cell in row] for row in shown.cells.rows)
    return {int(row[0]): float(row[1].rstrip("%")) for row in rows if row[1][:1].isdigit()}


@pytest.mark.slow
@pytest.mark.parametrize("one", calibration(), ids=lambda one: f"{one.first}-{one.second}")
def test_page_1_says_of_votes_what_its_picture_shows(
    catalog: Catalog, one: CalibrationPair
) -> None:
    brief = brief_of(Relation(catalog, pair(one.first, one.second, one.day)))
    told = [found.line for found in brief.argument.key_findings if found.rule.id in OF_VOTES]
    known = ends(brief)
    for line in told:
        assert line.headline is not None
        message = render(line.headline)
        if known is not None:
            change = known[1] - known[0]
            assert not (AWAY.search(message) and change > 0), (message, known)
            assert not (NEAR.search(message) and change < 0), (message, known)
            shown = opening(brief)
            moved = line.variant.startswith("moved")
            assert shown is not None
            assert not (moved and STILL.search(render(shown.title))), message
        single = SINGLE.search(message)
        if single is not None:
            year = int(next(found for found in single.groups() if found))
            drawn = curve(brief)
            step = drawn[year] - drawn[year - 1]
            near = [at for at in drawn if at - 1 in drawn and at > year - NEAR_YEARS]
            others = [drawn[at] - drawn[at - 1] for at in near]
            assert abs(step) == max(map(abs, others)), (message, drawn)
