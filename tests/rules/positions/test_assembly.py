"""EPISODE and SUPPORT: by hand in a small store, on published votes, and where they are silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.states import ccode_on
from detente.identity.assembly_votes import CALLS, VOTES
from detente.identity.episodes import dominant, episodes
from detente.rules.positions import episode, support
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from tests.rules.spoken import figures_of, spoken

YEAR = 2023
OTHERS = tuple(range(40, 40 + 30))
"""Codes of states that answer yes before the war and after it."""


def code(letters: str) -> int:
    found = ccode_on(letters, date(YEAR, 12, 31))
    assert found is not None
    return found


def store(
    folder: Path, answers: Mapping[int, tuple[int, ...]], symbols: Mapping[int, str]
) -> Catalog:
    """Write texts on Ukraine, five before the war and six since, with the answers to them."""
    early = [date(2017, 12, 1) + timedelta(days=60 * place) for place in range(5)]
    late = [date(2022, 3, 2) + timedelta(days=60 * place) for place in range(6)]
    calls = [
        {
            "rcid": place,
            "year": day.year,
            "date": day,
            "resolution": symbols.get(place, f"R{place}"),
            "title": f"Ukraine: text {place}",
            "special": 0,
        }
        for place, day in enumerate((*early, *late))
    ]
    cast = [
        {"rcid": place, "ccode": one, "vote": answer}
        for one, given in answers.items()
        for place, answer in enumerate(given)
    ]
    pl.DataFrame(calls).write_parquet(folder / f"{CALLS}.parquet")
    pl.DataFrame(cast).write_parquet(folder / f"{VOTES}.parquet")
    return Catalog(folder)


def test_a_state_that_turned_at_the_war_by_hand(tmp_path: Path) -> None:
    answers = dict.fromkeys(OTHERS, (1,) * 11)
    answers[code("IND")] = (3, 3, 3, 3, 2, *(2,) * 6)
    answers[code("JPN")] = (1,) * 11
    catalog = store(tmp_path, answers, {})
    line = spoken(episode.RULE, catalog, "India", "Japan", YEAR)["unexpected.turn.no.abstain.never"]
    values = sorted(figures_of(line).values())
    assert {4.0, 5.0, 6.0} <= set(values), "four of five no, six of six abstentions"
    assert "Japan voted yes" in line.finding.text


def test_what_most_states_did_is_no_turn(tmp_path: Path) -> None:
    answers = dict.fromkeys(OTHERS, (3,) * 5 + (2,) * 6)
    answers[code("IND")] = (3,) * 5 + (2,) * 6
    answers[code("JPN")] = (1,) * 11
    catalog = store(tmp_path, answers, {})
    said = spoken(episode.RULE, catalog, "India", "Japan", YEAR)
    assert not any(variant.startswith("unexpected.turn") for variant in said)


def test_support_fell_between_two_texts_of_one_kind(tmp_path: Path) -> None:
    # the list by hand has both as texts on the use of force that name Russia
    symbols = {4: "A/RES/73/194", 5: "A/RES/ES-11/1"}
    answers = dict.fromkeys(OTHERS[:12], (1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1))
    answers |= dict.fromkeys(OTHERS[12:], (1,) * 11)
    answers[code("HUN")] = (1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1)
    catalog = store(tmp_path, answers, symbols)
    line = spoken(support.RULE, catalog, "Russia", "Ukraine", YEAR)["moved.fell.texts"]
    figures = figures_of(line)
    assert figures["positions.support.before.ukraine"] == 31
    assert figures["positions.support.now.ukraine"] == 18
    assert figures["positions.support.abstained.ukraine"] == 12
    assert "Hungary turned from yes to no" in line.finding.text


def test_the_starter_has_no_single_vote() -> None:
    starter = Catalog(default_catalog().starter)
    assert episodes(starter, date(YEAR, 12, 31)) == ()
    assert spoken(episode.RULE, starter, "India", "China") == {}
    assert spoken(support.RULE, starter, "Russia", "Ukraine") == {}


def test_of_a_side_of_the_conflict_no_episode_is_printed(tmp_path: Path) -> None:
    answers = dict.fromkeys(OTHERS, (1,) * 11)
    answers[code("RUS")] = (3,) * 5 + (1,) * 6
    answers[code("IND")] = (1,) * 11
    catalog = store(tmp_path, answers, {})
    assert spoken(episode.RULE, catalog, "Russia", "India", YEAR) == {}


def test_no_view_sees_a_later_text(tmp_path: Path) -> None:
    catalog = store(tmp_path, dict.fromkeys(OTHERS, (1,) * 11), {})
    (found,) = episodes(catalog.as_of(2021), date(2021, 12, 31))
    assert len(found.days) == 5
    assert found.event is None, "the war began later"


@given(st.lists(st.sampled_from([0, 1, 2, 3]), max_size=30))
def test_a_dominant_answer_is_that_of_more_than_half(answers: list[int]) -> None:
    given_answers = np.array(answers, dtype=np.int8)
    found = dominant(given_answers, least=3, part=0.5)
    cast = [one for one in answers if one]
    if found:
        assert cast.count(found) > len(cast) / 2
    else:
        assert len(cast) < 3 or all(cast.count(one) <= len(cast) / 2 for one in (1, 2, 3))


@pytest.mark.mirror
def test_published_votes(mirrored: Store) -> None:
    whole = Catalog(default_catalog().starter, mirrored)
    serbia = figures_of(spoken(episode.RULE, whole, "Serbia", "EU")["unexpected.turn.no.yes.never"])
    assert serbia["positions.episode.ukraine.srb.no.10"] == 10, "no on every text before"
    assert serbia["positions.episode.ukraine.srb.yes.10"] == 6
    india = spoken(episode.RULE, whole, "India", "China")["unexpected.turn.no.abstain.never"]
    assert 10.0 in figures_of(india).values(), "it abstained on every text since the invasion"
    war = figures_of(spoken(support.RULE, whole, "Russia", "Ukraine")["moved.fell.texts"])
    assert war["positions.support.before.ukraine"] == 141
    assert war["positions.support.now.ukraine"] == 93
    cuba = figures_of(spoken(support.RULE, whole, "USA", "Cuba")["moved.fell.yearly"])
    assert cuba["positions.support.now.cuba"] == 165
    assert spoken(episode.RULE, whole, "Turkey", "EU") == {}, "yes before and since"
