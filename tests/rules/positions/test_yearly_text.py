"""YEARLY TEXT: abstentions on a text that a whole bloc supports, and the vote that is advised."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.actors.names import bloc, state
from detente.actors.relation_key import pair
from detente.advice.advised import Advised
from detente.analysis.relation import Relation
from detente.identity.yearly_texts import abstained, yearly_texts
from detente.rules.argument import Argument
from detente.rules.positions import yearly_text
from detente.store.catalog import Catalog, default_catalog
from tests.rules.positions.reading import message, said, values

TODAY = date(2026, 6, 30)


def test_without_single_votes_there_is_no_text(catalog: Catalog) -> None:
    assert yearly_texts(catalog, TODAY) == ()
    assert not said(catalog, yearly_text.RULE, "Serbia", "EU")


@pytest.mark.mirror
class TestWithTheMirror:
    def test_serbia_abstains_on_ukraine_and_all_its_peers_vote_yes(self, mirrored) -> None:
        """By hand: 77/229, 78/221 and 79/184 abstained, 76/179 no; eight candidates voted yes."""
        catalog = default_catalog(mirrored)
        today = Relation(catalog, pair("Serbia", "EU", TODAY))
        (line,) = yearly_text.RULE.say(today)
        assert line.variant == "unexpected.among-peers" and line.reasons.unexpected == 1
        assert values(line)["running"] == 3 and values(line)["peers"] == 8
        assert "human rights in Crimea" in line.finding.text
        # the vote of December 2025 lies after the edition of the votes: no news for page 1
        assert "adopted again on 18 December 2025" in line.finding.text and line.headline is None
        before = Relation(catalog, pair("Serbia", "EU", date(2025, 12, 17)))
        (earlier,) = yearly_text.RULE.say(before)
        assert "adopted again" not in earlier.finding.text
        assert message(earlier).startswith("Serbia abstains on a yearly text")

    def test_switzerland_abstains_on_abkhazia(self, mirrored) -> None:
        """By hand: 2022, 2023, 2024 and 2025."""
        catalog = default_catalog(mirrored)
        (line,) = said(catalog, yearly_text.RULE, "Switzerland", "EU").values()
        assert values(line)["running"] == 4 and "Abkhazia" in line.finding.text

    def test_who_votes_yes_or_no_abstains_on_nothing(self, mirrored) -> None:
        catalog = default_catalog(mirrored)
        for name in ("Moldova", "Russia"):
            assert not said(catalog, yearly_text.RULE, name, "EU")
        assert not said(catalog, yearly_text.RULE, "India", "China")

    def test_a_run_is_of_abstentions_beside_a_united_bloc(self, mirrored) -> None:
        catalog = default_catalog(mirrored).as_of(TODAY)
        for one in abstained(catalog, bloc("EU"), state("Serbia"), TODAY):
            own = one.series.of(state("Serbia").codes)[0][-one.running :]
            inside = one.series.of(bloc("EU").members(TODAY))[:, -one.running :]
            assert np.all(own == 2) and set(np.unique(inside)) <= {0, 1}

    def test_no_view_sees_a_later_text(self, mirrored) -> None:
        day = date(2019, 12, 31)
        for one in yearly_texts(default_catalog(mirrored).as_of(day), day):
            assert one.days[-1] <= day

    def test_serbia_is_advised_to_vote_yes_and_switzerland_is_not(self, mirrored) -> None:
        catalog = default_catalog(mirrored)
        serbia = Relation(catalog, pair("Serbia", "EU", date(2025, 11, 1)))
        options = {one.id: one for one in Advised(Argument(serbia)).options}
        option = options["named_text"]
        assert option.due == date(2026, 12, 1) and option.cost == "displeases Russia"
        assert "human rights in Crimea" in option.text and not option.barred
        assert "cheap_step" not in options
        # its vote of 18 December 2025 is not on record, and nobody asks for what was perhaps done
        today = Relation(catalog, pair("Serbia", "EU", TODAY))
        assert "named_text" not in {one.id for one in Advised(Argument(today)).options}
        other = Relation(catalog, pair("Switzerland", "EU", TODAY))
        assert "named_text" not in {one.id for one in Advised(Argument(other)).options}
