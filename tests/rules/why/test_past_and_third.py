"""SETTLED and ASKED-OF: settlements that did not hold, and a way in that leads over a third."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.accession_files import accession_file
from detente.actors.relation_key import pair
from detente.actors.treaties import SETTLEMENT, treaties_of
from detente.analysis.relation import Relation
from detente.errors import RequestError
from detente.evidence.sentence import render
from detente.rules.argument import Argument
from detente.rules.now.weight import weight
from detente.rules.power import third
from detente.rules.why import asked_of, settled
from detente.store.catalog import Catalog
from tests.rules.spoken import figures_of, spoken


def test_two_of_three_settlements_are_held_broken(catalog: Catalog) -> None:
    """By hand: June 1965 and December 2015, held broken in 2018; March 2023 is in force."""
    line = spoken(settled.RULE, catalog, "Japan", "South Korea")["unexpected.broken.one_held"]
    text = line.finding.text
    assert text.startswith("Texts of June 1965, December 2015 and March 2023 were to settle")
    assert "Japan's rule over Korea from 1910 to 1945" in text
    assert "South Korea says that its courts judge private claims" in text
    assert "In force is the arrangement on forced labour of March 2023" in text
    assert {1910.0, 1945.0} <= set(figures_of(line).values())
    # page 1 gives both views and takes neither
    assert line.headline is not None and "differed in 2018 on whether" in render(line.headline)
    assert line.key and "outlasted a change of the party in power" in render(line.key[0])
    # by hand: Yoon's party made the arrangement of March 2023, Lee's came in on 4 June 2025
    assert "in South Korea, in June 2025, and none yet in Japan" in text


def test_a_settlement_is_known_only_from_its_day(catalog: Catalog) -> None:
    assert spoken(settled.RULE, catalog, "Japan", "South Korea", 2017) == {}
    (then,) = spoken(settled.RULE, catalog, "Japan", "South Korea", 2019).values()
    assert then.variant == "unexpected.broken" and "2023" not in then.finding.text
    assert then.key and "South Korea denies" in render(then.key[0])
    (fresh,) = spoken(settled.RULE, catalog, "Japan", "South Korea", 2024).values()
    assert "A settlement that outlasts a change of government" in fresh.finding.text


def test_one_settlement_in_force_is_no_pattern(catalog: Catalog) -> None:
    assert spoken(settled.RULE, catalog, "Italy", "Libya") == {}


def test_the_question_is_whether_the_repair_outlasts_the_quarrel(catalog: Catalog) -> None:
    argument = Argument(Relation(catalog, pair("Japan", "South Korea", None)))
    assert argument.angle is not None and argument.angle.id == "unsettled_past"
    assert "repair" in argument.angle.title(argument.relation)


@pytest.mark.parametrize("change", [{"kind": "peace"}, {"matter": None}])
def test_a_settlement_and_nothing_else_has_a_matter(change: dict[str, str | None]) -> None:
    row = {
        "a": "ITA",
        "b": "LBY",
        "name": "Treaty",
        "kind": SETTLEMENT,
        "duty": "to pay",
        "from": date(2009, 3, 2),
        "matter": "the rule of one over the other",
        "source": "Treaty, 30 August 2008",
        "where": "here",
    }
    changed = {name: value for name, value in {**row, **change}.items() if value is not None}
    with pytest.raises(RequestError, match="matter"):
        treaties_of(changed)


def test_the_way_of_serbia_leads_over_kosovo(catalog: Catalog) -> None:
    """By hand: four agreements since 2013, 22 chapters opened since the framework of 2014."""
    (line,) = spoken(asked_of.RULE, catalog, "Serbia", "EU").values()
    text = line.finding.text
    assert "steps towards each other in April 2013, August 2015 and September 2020." in text
    # who signed the newest stands in its own words
    assert "path to normal relations; the president of Serbia signed nothing" in text
    assert "Yet in September 2023 armed men fought Kosovo police at Banjska" in text
    assert "Cyprus, Greece, Romania, Slovakia and Spain" in text
    assert "22 chapters were opened after that day all the same" in text
    # what has happened already would refute nothing
    assert "If the talks move on" not in text
    assert line.fits_first_page


def test_a_member_that_is_named_has_a_veto_and_is_no_third(catalog: Catalog) -> None:
    assert spoken(asked_of.RULE, catalog, "Turkey", "EU") == {}
    assert spoken(asked_of.RULE, catalog, "North Macedonia", "EU") == {}
    file = accession_file("EU", ("TUR",), date(2026, 6, 30))
    assert file is not None and {"CYP"} <= {one.about for one in file.requirements}


def test_who_does_not_recognise_a_state_is_known_from_its_first_day() -> None:
    file = accession_file("EU", ("XKX",), date(2026, 6, 30))
    assert file is not None and file.unrecognised is not None
    assert set(file.unrecognised.by) == {"CYP", "ESP", "GRC", "ROU", "SVK"}
    before = accession_file("EU", ("XKX",), date(2007, 12, 31))
    assert before is None or before.unrecognised is None


def test_no_condition_is_known_before_its_day(catalog: Catalog) -> None:
    assert spoken(asked_of.RULE, catalog, "Serbia", "EU", 2012) == {}


def test_a_common_ally_has_its_counter_case(catalog: Catalog) -> None:
    own = spoken(third.RULE, catalog, "Japan", "South Korea")["unexpected.alliance_alliance"]
    assert "It did not spare them the break of 2019" in own.finding.text
    early = spoken(third.RULE, catalog, "Japan", "South Korea", 2015)
    text = early["unexpected.alliance_alliance"].finding.text
    assert text.endswith("would refute it.")


def test_grave_acts_weigh_more_than_routine() -> None:
    acts = [
        "States agree in Paris on guarantees from a ceasefire on",
        "Talks in Geneva end without a text",
        "The armed forces exchange prisoners, 500 each",
        "The leaders meet in Nara",
    ]
    weights = [weight(one) for one in acts]
    assert weights == sorted(weights, reverse=True) and len(set(weights)) == len(weights)
