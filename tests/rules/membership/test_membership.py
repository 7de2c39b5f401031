"""What a membership changes: by treaty, by count, by map, and what past joiners did."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.analysis.relation import Relation
from detente.errors import RequestError
from detente.evidence.sentence import figures, length, render
from detente.rules.line import Line
from detente.rules.membership import (
    joined,
    neighbours,
    not_offered,
    shares,
    study,
    treaty,
    votes_and_seats,
)
from detente.rules.membership.offer import barred, offered
from detente.rules.rule import Rule
from detente.store.catalog import Catalog

RULES = (
    not_offered.RULE,
    treaty.RULE,
    votes_and_seats.RULE,
    shares.RULE,
    neighbours.RULE,
    study.RULE,
)


def say(
    catalog: Catalog, rule: Rule, *names: str, day: int | None = None, scenario: str | None = None
) -> tuple[Line, ...]:
    relation = Relation(catalog, pair(names[0], names[1], day), Options(scenario=scenario))
    return tuple(rule.say(relation))


def values(line: Line) -> dict[str, float]:
    return {figure.id.rpartition(".")[2]: figure.value for figure in line.finding.figures}


def test_russia_would_bring_nearly_all_warheads(catalog: Catalog) -> None:
    (line,) = say(catalog, shares.RULE, "NATO", "Russia", day=2013)
    assert line.variant == "unusual.warheads.gains"
    shown = {round(figure.value, 2) for figure in line.finding.figures}
    assert {0.51, 0.95} <= shown
    assert line.reasons.unusual > 0.9
    # Russia had not asked: it is weighed in the section alone
    assert not line.fits_first_page


def test_membership_gave_sweden_a_promise_of_defence(catalog: Catalog) -> None:
    (line,) = say(catalog, joined.RULE, "Sweden", "NATO")
    assert line.variant == "unexpected.bound" and line.fits_first_page
    assert values(line)["allies"] == 31
    assert line.headline is not None and "a promise of defence by all" in render(line.headline)
    assert say(catalog, not_offered.RULE, "Sweden", "NATO") == ()


def test_an_old_member_and_an_outsider_have_not_just_joined(catalog: Catalog) -> None:
    assert say(catalog, joined.RULE, "France", "NATO") == ()
    assert say(catalog, joined.RULE, "Sweden", "NATO", day=2021) == ()
    assert say(catalog, joined.RULE, "India", "China") == ()


def test_sweden_would_not_show(catalog: Catalog) -> None:
    (line,) = say(catalog, shares.RULE, "NATO", "Sweden", day=2021)
    assert line.variant == "plain.unseen"
    assert line.headline is None


def test_a_decision_with_serbia_needs_sixteen(catalog: Catalog) -> None:
    (line,) = say(catalog, votes_and_seats.RULE, "EU", "Serbia")
    assert line.variant == "unexpected.loser"
    shown = [figure.value for figure in figures(line.finding.sentences[0])]
    assert shown == [16.0, 15.0]
    assert "Germany" in line.finding.text
    assert "Bulgaria" in line.finding.text


def test_only_a_large_joiner_leads_with_who_loses(catalog: Catalog) -> None:
    (serbia,) = say(catalog, votes_and_seats.RULE, "EU", "Serbia")
    (ukraine,) = say(catalog, votes_and_seats.RULE, "EU", "Ukraine")
    assert serbia.headline is None
    assert ukraine.fits_first_page


def test_before_the_double_majority_the_member_nearest_in_people_speaks(catalog: Catalog) -> None:
    (line,) = say(catalog, votes_and_seats.RULE, "EU", "Turkey", day=2005)
    assert line.variant == "unexpected.nearest"
    assert list(values(line).values()) == [29.0]


def test_the_treaty_says_what_it_gives_demands_and_whom_it_binds(catalog: Catalog) -> None:
    (line,) = say(catalog, treaty.RULE, "NATO", "Russia", day=2013)
    assert len(line.finding.sentences) == 3
    assert values(line) == {"members": 28.0}
    assert not treaty.RULE.key


def test_new_neighbours_are_named_the_strongest_first(catalog: Catalog) -> None:
    (line,) = say(catalog, neighbours.RULE, "NATO", "Russia", day=2013)
    assert line.variant == "unusual.gains"
    assert line.finding.text.index("China") < line.finding.text.index("Mongolia")


def test_one_new_neighbour_leads_no_page(catalog: Catalog) -> None:
    (line,) = say(catalog, neighbours.RULE, "EU", "Serbia")
    assert (line.variant, line.headline) == ("unusual.one", None)


def test_past_joiners_are_not_seen_to_have_moved(catalog: Catalog) -> None:
    votes, conduct = say(catalog, study.RULE, "EU", "Serbia")
    assert votes.variant == "plain.not_shown"
    # one sentence: what each comparison would have found is in the annex
    assert len(votes.finding.sentences) == 1
    assert "moved no nearer to its founders in votes than those outside" in votes.finding.text
    assert conduct.variant == "plain.quieter"
    assert not study.RULE.key
    assert study.RULE.place > max(rule.place for rule in RULES if rule is not study.RULE)


def test_a_count_that_says_nothing_of_the_joiner_is_not_printed(catalog: Catalog) -> None:
    # within chance, and inside NATO the work of Greece and Turkey
    for bloc, state, day in (("EU", "Turkey", 2005), ("NATO", "Sweden", 2021)):
        (only,) = say(catalog, study.RULE, bloc, state, day=day)
        assert only.variant == "plain.not_shown"


@pytest.mark.parametrize(
    ("names", "day"),
    [(("NATO", "Russia"), None), (("EU", "Turkey"), None), (("EU", "Germany"), None)],
)
def test_where_membership_is_not_offered_one_line_says_why(
    catalog: Catalog, names: tuple[str, str], day: int | None
) -> None:
    (line,) = say(catalog, not_offered.RULE, *names, day=day)
    assert len(line.finding.sentences) == 1
    for rule in RULES[1:]:
        assert say(catalog, rule, *names, day=day) == ()


def test_who_was_asked_for_is_counted_all_the_same(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("NATO", "Russia"), Options(scenario="accession"))
    assert barred(relation) == ""
    assert offered(relation) is not None
    assert tuple(not_offered.RULE.say(relation)) == ()


def test_nothing_is_counted_for_two_states_or_strangers(catalog: Catalog) -> None:
    for names in (("India", "China"), ("NATO", "South Korea")):
        for rule in RULES:
            assert say(catalog, rule, *names) == ()


@pytest.mark.parametrize("state", ["Madagascar", "Morocco"])
def test_an_associate_overseas_is_counted_only_when_asked_for(catalog: Catalog, state: str) -> None:
    for rule in RULES:
        assert say(catalog, rule, "EU", state) == ()
    assert say(catalog, treaty.RULE, "EU", state, scenario="accession")


def test_a_change_that_cannot_be_is_refused(catalog: Catalog) -> None:
    with pytest.raises(RequestError, match="not a member"):
        say(catalog, treaty.RULE, "NATO", "Russia", day=2013, scenario="exit")


def test_an_exit_takes_what_membership_gives(catalog: Catalog) -> None:
    (line,) = say(catalog, treaty.RULE, "EU", "Hungary", scenario="exit")
    assert line.variant == "plain.exit"
    (map_line,) = say(catalog, neighbours.RULE, "EU", "Croatia", scenario="exit")
    assert map_line.variant == "unusual.loses"
    assert "Bosnia" in map_line.finding.text


@pytest.mark.parametrize(
    "names", [("NATO", "Russia", 2013), ("EU", "Serbia", None), ("EU", "Ukraine", None)]
)
def test_sentences_are_short_and_show_two_figures_at_most(
    catalog: Catalog, names: tuple[str, str, int | None]
) -> None:
    relation = Relation(catalog, pair(*names))
    for line in (line for rule in RULES for line in rule.say(relation)):
        for sentence in line.finding.sentences:
            assert length(sentence) <= 30, line.finding.text
            assert sum(one.kind != "dated" for one in figures(sentence)) <= 2, line.finding.text
