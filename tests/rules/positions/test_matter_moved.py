"""MATTER-MOVED: on which matter votes moved more than those of other pairs."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.relation_key import pair
from detente.identity.topic_votes import topic_rows
from detente.rules.positions import matter_moved
from detente.rules.positions.where import NAMES, Topic, of_pair
from detente.store.catalog import Catalog
from tests.rules.positions.reading import message, said, values

RULE = matter_moved.RULE


def topic(votes: float, same: float) -> Topic:
    return Topic("nu", votes=votes, same=same, all_votes=4 * votes, all_same=3 * same)


def changes(*known: float) -> pl.DataFrame:
    return pl.DataFrame({"topic": ["nu"] * len(known), "change": known, "with": range(len(known))})


def test_sweden_came_to_nato_on_nuclear_weapons(catalog: Catalog) -> None:
    line = said(catalog, RULE, "Sweden", "NATO")["moved.nearer-nu"]
    assert message(line) == "Sweden and NATO have come nearer in UN votes on nuclear weapons."
    shown = values(line)
    assert (round(shown["then.nu.2020"], 2), round(shown["now.nu.2025"], 2)) == (0.49, 0.8)


def test_the_counts_are_those_of_the_rows(catalog: Catalog) -> None:
    """By hand: India and China on one topic, from the rows of the table."""
    rows = catalog.remember(topic_rows, 2025)
    own = rows.filter((pl.col("ccode1") == 710) & (pl.col("ccode2") == 750))
    counted = {one.code: one.votes for one in of_pair(catalog, pair("India", "China"), 2025)}
    by_hand = dict(own.select(pl.col("topic").cast(pl.String), "votes").iter_rows())
    assert counted == {code: float(votes) for code, votes in by_hand.items()}


def test_a_move_has_to_be_clear_beyond_the_world_and_rare() -> None:
    then, now = topic(60, 30), topic(60, 48)
    ordinary = np.linspace(-0.1, 0.1, 41)
    found = matter_moved._moved(then, now, changes(*ordinary))
    assert found is not None and found.way == matter_moved.NEARER and found.strength > 0.9
    assert found.part == 0.0
    # all states moved so
    assert matter_moved._moved(then, now, changes(*(ordinary + 0.3))) is None
    # within two standard errors
    assert matter_moved._moved(topic(60, 30), topic(60, 35), changes(*(ordinary / 10))) is None
    # too few votes
    assert matter_moved._moved(topic(10, 2), topic(10, 9), changes(*ordinary)) is None


def test_what_a_state_did_with_everybody_is_no_message(catalog: Catalog) -> None:
    lines = said(catalog, RULE, "Kiribati", "Solomon Islands")
    assert all(line.headline is None for line in lines.values())


def test_without_two_windows_nothing_is_said(catalog: Catalog) -> None:
    assert said(catalog, RULE, "France", "United Kingdom", year=1950) == {}


def test_every_topic_has_its_own_words_both_ways() -> None:
    texts = [text for both in matter_moved.SAYS.values() for text in both]
    assert len(set(texts)) == len(texts) == 24
    assert {topic for _, topic in matter_moved.SAYS} == set(NAMES)
