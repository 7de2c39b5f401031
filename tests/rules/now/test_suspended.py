"""SUSPENDED and RUNG: what a suspension stops, what goes on, and what a rung gives where."""

from __future__ import annotations

from datetime import date

from detente.actors.joint_bodies import bodies
from detente.rules.institutions import breaks
from detente.rules.now import rung, suspended
from tests.rules.now.said import message, said, text

BEFORE_ITS_END = date(2025, 6, 30)
"""A view on which the NATO-Russia Council was still there."""


def test_a_suspension_of_cooperation_is_none_of_the_council() -> None:
    (line, *_) = said(suspended.RULE, "NATO", "Russia", BEFORE_ITS_END)
    words = line.finding.text
    assert words.startswith("Practical cooperation in the NATO-Russia Council has been suspended")
    assert "The NATO-Russia Council has been suspended" not in words
    assert "The NATO-Russia Council met afterwards, last on 12 January 2022." in words
    assert message(line).startswith(
        "Practical cooperation in the NATO-Russia Council and 3 other ties"
    )
    assert "suspension of practical cooperation in the NATO-Russia Council" in text(
        said(breaks.RULE, "NATO", "Russia", BEFORE_ITS_END)
    )


def test_the_council_of_april_2014_is_open_before_it_meets_again() -> None:
    day = date(2014, 4, 15)
    (council,) = [one for one in bodies("NATO", "RUS", day) if one.id == "NRC"]
    assert council.suspended is not None and not council.wholly_suspended
    (line, *_) = said(suspended.RULE, "NATO", "Russia", day)
    assert "the NATO-Russia Council are still in use" in line.finding.text


def test_a_council_of_many_is_left_unused_and_not_suspended() -> None:
    (line, *_) = said(suspended.RULE, "NATO", "Russia")
    words = line.finding.text
    assert "No use has been made of the Euro-Atlantic Partnership Council" in words
    so_are = next(part for part in words.split(". ") if part.startswith("So are"))
    assert "Euro-Atlantic" not in so_are and "Russian mission" in so_are


def test_a_body_that_was_stopped_as_a_whole_is_said_so() -> None:
    (line, *_) = said(suspended.RULE, "EU", "Turkey")
    assert "So is the EU-Turkey Association Council, since 15 July 2019." in line.finding.text


def test_in_a_council_by_consensus_each_has_a_veto_and_in_the_bloc_not() -> None:
    words = text(said(rung.RULE, "NATO", "Russia", BEFORE_ITS_END))
    # what the suspended treaty gives is not said in the present
    assert "gets" not in words and "In return" not in words
    of_2013 = text(said(rung.RULE, "NATO", "Russia", date(2013, 12, 31)))
    assert "no vote and no veto in NATO itself" in of_2013
    assert "The NATO-Russia Council has decided by consensus since 28 May 2002" in words
    # Sweden has no council of its own with NATO
    assert "itself" not in text(said(rung.RULE, "Sweden", "NATO", date(2021, 12, 31)))


def test_a_candidate_is_asked_and_a_customs_union_obliges() -> None:
    serbia = text(said(rung.RULE, "Serbia", "EU"))
    assert "it is asked to align with the statements of the Union, apply common" in serbia
    turkey = text(said(rung.RULE, "Turkey", "EU", date(2005, 12, 31)))
    assert "it must follow the common tariff, and is asked to" in turkey
