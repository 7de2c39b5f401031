"""PAPER, GUARANTEE, LEFT and DUTY: whose words they are, and of which list."""

from __future__ import annotations

from datetime import date

from detente.actors.treaties import treaties
from detente.rules.institutions import body, duty, guarantee, left, promises
from tests.rules.now.said import said, text


def test_a_finder_gives_no_day_of_the_breach() -> None:
    for rule in (promises.RULE, guarantee.RULE):
        words = text(said(rule, "Ukraine", "Russia"))
        assert words and "27 February 2014" not in words
    assert "The General Assembly said in 2018 that" in text(
        said(guarantee.RULE, "Ukraine", "Russia")
    )


def test_a_political_text_commits_and_a_treaty_obliges() -> None:
    assert "The text committed the two to consult" in text(said(promises.RULE, "NATO", "Russia"))
    assert "The text obliged the two" in text(said(promises.RULE, "Ukraine", "Russia"))
    binding = {one.name: one.is_binding for one in treaties()}
    assert binding["New START Treaty"] and binding["Treaty of Guarantee"]
    political = ("Founding Act", "Budapest Memorandum", "Lahore Declaration")
    assert not any(binding[name] for name in political)


def test_a_promise_of_several_names_them_all() -> None:
    words = text(said(guarantee.RULE, "Turkey", "EU", date(2005, 12, 31)))
    assert "together with Greece and the United Kingdom" in words
    assert "It guarantees the independence" in words and "promises to guarantee" not in words


def test_what_both_are_still_in_is_named() -> None:
    words = text(said(left.RULE, "Ukraine", "Russia"))
    assert "Both are still in the OSCE." in words


def test_the_strongest_duty_is_that_of_one_data_set() -> None:
    words = text(said(duty.RULE, "Japan", "South Korea"))
    assert "that the data on alliances have for 2018" in words


def test_the_end_of_a_list_with_gaps_is_no_pause() -> None:
    (line, *_) = said(body.RULE, "Serbia", "EU")
    assert "that we hold is that of January 2022" in line.finding.text
    assert "months apart" not in line.finding.text and line.headline is None
