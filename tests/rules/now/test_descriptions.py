"""TONE, PECULIAR and CONTESTED-SEAT: descriptions and a caveat, never a message of page 1."""

from __future__ import annotations

from detente.rules.line import Line
from detente.rules.now import contested_seat, peculiar, tone
from tests.rules.now.said import days, relation, said, text, variants


def shares(line: Line) -> list[float]:
    return [one.value for one in line.finding.figures if one.kind == "measured"]


def test_the_tone_between_nato_and_russia_worsened_from_2009_to_2013() -> None:
    (line,) = said(tone.RULE, "NATO", "Russia", 2013)
    assert line.variant == "moved.rose"
    assert {"2009", "2013"} <= days(line)
    before, now = shares(line)
    assert before < 0.06 < 0.12 < now
    assert not tone.RULE.key


def test_russia_and_ukraine_turned_hostile_and_a_quiet_pair_is_silent() -> None:
    (line,) = said(tone.RULE, "Ukraine", "Russia", 2014)
    assert line.variant == "moved.rose"
    assert not said(tone.RULE, "Liechtenstein", "Switzerland", 2014)


def test_events_that_ended_in_2014_are_silent_today() -> None:
    assert not said(tone.RULE, "NATO", "Russia")


def test_two_marks_lie_at_opposite_ends() -> None:
    (line,) = said(peculiar.RULE, "ASEAN", "USA", 2015)
    assert line.variant == "unusual.organisations_votes"
    assert all(share >= 0.875 for share in shares(line))


def test_a_list_of_2014_is_not_set_beside_the_votes_of_today() -> None:
    assert not any("organisations" in name for name in variants(peculiar.RULE, "ASEAN", "USA"))
    assert not said(peculiar.RULE, "NATO", "Russia")


def test_an_ordinary_pair_is_not_peculiar() -> None:
    assert not said(peculiar.RULE, "Liechtenstein", "Switzerland")
    assert not said(peculiar.RULE, "Brazil", "Argentina")


def test_no_part_of_pairs_is_the_whole() -> None:
    for line in said(peculiar.RULE, "EU", "Russia"):
        assert max(shares(line)) <= 0.99


def test_seats_that_are_contested_are_named() -> None:
    assert "Myanmar" in text(said(contested_seat.RULE, "ASEAN", "USA"))
    assert variants(contested_seat.RULE, "Tunisia", "Libya") == ["party"]
    assert not said(contested_seat.RULE, "India", "China")


def test_a_seat_is_contested_only_from_its_day() -> None:
    assert contested_seat.seats_of(relation("ASEAN", "USA").pair.first, relation("ASEAN", "USA"))
    before = relation("ASEAN", "USA", 2020)
    assert not contested_seat.seats_of(before.pair.first, before)
    assert contested_seat.RULE.exempt
