"""What is advised: only what rests on page 1; and what is said where nothing is."""

from __future__ import annotations

from datetime import date

from detente.actors.relation_key import pair
from detente.advice.advised import MOST, Advised
from detente.analysis.relation import Relation
from detente.rules.line import Line
from detente.store.catalog import Catalog
from tests.advice.lines import Given, line

TODAY = date(2026, 6, 30)
OVER = ("clock", "unexpected.over.talks.among")
LOWEST = ("with_bloc", "unusual.lowest-candidate")


def advised(catalog: Catalog, first: str, second: str, *lines: Line) -> Advised:
    return Advised(Given(Relation(catalog, pair(first, second, TODAY)), lines))


def test_two_options_of_one_relation_are_both_recommended(catalog: Catalog) -> None:
    found = advised(catalog, "Serbia", "EU", line(*OVER), line(*LOWEST))
    assert [one.id for one in found.recommended] == ["dated_test", "cheap_step"]
    assert len(found.recommended) <= MOST and not tuple(found.left_out)


def test_an_unverified_line_bars_what_rests_on_it_alone(catalog: Catalog) -> None:
    weak = line(*OVER, checked=False)
    found = advised(catalog, "Serbia", "EU", weak)
    assert not found.recommended
    assert "has not been verified" in found.options[0].barred
    reasons = {one.subject: one.reason for one in found.left_out}
    assert "not on page 1" in reasons["recommendation.dated_test"]
    both = advised(catalog, "Serbia", "EU", weak, line("equilibrium", "unexpected.cheap"))
    assert [one.rule for one in both.recommended[0].rests_on] == ["equilibrium"]


def test_low_confidence_is_never_recommended(catalog: Catalog) -> None:
    old = line(*OVER, newest=2022)
    found = advised(catalog, "Serbia", "EU", old)
    assert not found.recommended and "confidence in it is low" in found.options[0].barred


def test_where_nothing_is_favoured_the_guard_is_named(catalog: Catalog) -> None:
    war = advised(catalog, "Ukraine", "Russia", line("break", "moved.closed.all"))
    assert (
        war.nothing.text
        == "The evidence favours no course between Ukraine and Russia: a war is under way."
    )
    assert any(one.subject == "course.channel" for one in war.left_out)
    quiet = advised(catalog, "Liechtenstein", "Switzerland")
    assert quiet.nothing.text.startswith(
        "The evidence favours no course between Liechtenstein and Switzerland: "
    )
    assert not quiet.options


def test_no_reason_names_a_rule(catalog: Catalog) -> None:
    weak = advised(catalog, "Serbia", "EU", line(*OVER, checked=False))
    assert not any(OVER[1] in one.reason or "." in one.reason for one in weak.left_out)


def test_the_record_of_an_option_holds_what_a_reader_needs(catalog: Catalog) -> None:
    plain = advised(catalog, "Serbia", "EU", line(*OVER)).recommended[0].plain()
    assert (
        plain["rests_on"] == ["clock.unexpected.over.talks.among"] and plain["by"] == "2026-12-01"
    )
    assert plain["chance"] is None and plain["confidence"]["level"] == "moderate"
    assert all(plain[name] for name in ("text", "loses", "changes", "reason", "alternatives"))
