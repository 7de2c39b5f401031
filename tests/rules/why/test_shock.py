"""SHOCK: the war of a rival in the year before an application."""

from __future__ import annotations

from detente.evidence.sentence import render
from detente.rules.why import shock
from tests.rules.now.said import message, said


def test_sweden_asked_83_days_after_russia_invaded_ukraine() -> None:
    """By hand: 24 February to 18 May 2022."""
    (line,) = said(shock.RULE, "Sweden", "NATO")
    assert line.finding.text.startswith(
        "On 24 February 2022 Russia invaded Ukraine. 83 days later Sweden asked to join NATO."
    )
    assert message(line) == "Sweden asked to join NATO 83 days after Russia invaded Ukraine."
    assert line.gist is not None and "83 days after Russia invaded" in render(line.gist)
    assert line.fits_first_page and all(cell.checked for cell in line.finding.evidence)


def test_a_state_that_is_itself_at_war_or_asked_long_ago_is_passed_over() -> None:
    assert not said(shock.RULE, "Ukraine", "EU")
    assert not said(shock.RULE, "Serbia", "EU")
    assert not said(shock.RULE, "Estonia", "NATO")


def test_no_view_before_the_application_sees_it() -> None:
    assert not said(shock.RULE, "Sweden", "NATO", 2021)


def test_two_states_have_no_application() -> None:
    assert not said(shock.RULE, "India", "China")
