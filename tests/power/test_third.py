"""The third power: unlike pairs, each with whom it must reckon with, or nobody, and why."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors import powers
from detente.actors.blocs import blocs
from detente.actors.names import state
from detente.actors.relation_key import pair
from detente.actors.states import ccode_on
from detente.analysis.relation import Relation
from detente.errors import DateError
from detente.evidence.sentence import render
from detente.findings.power import third as said
from detente.findings.power import threat as reach
from detente.power.third import WEIGHTS, ThirdPower, third_power
from detente.store.catalog import Catalog, default_catalog

MATTERS = (
    ("Sweden", "NATO", 2013, "Russia", "sea", "rivalry"),
    ("Sweden", "NATO", 2023, "Russia", "rivalry", "rivalry"),
    ("Ukraine", "EU", 2013, "Russia", "troops", "neighbour"),
    ("Ukraine", "EU", 2024, "Russia", "rivalry", "rivalry"),
    ("Serbia", "EU", 2013, "Russia", "partnership", "neighbour"),
    ("Serbia", "EU", 2024, "Russia", "partnership", "rivalry"),
    ("Moldova", "EU", 2024, "Russia", "troops", "rivalry"),
    ("Turkey", "EU", 2005, "the United States", "alliance", "alliance"),
    ("NATO", "Russia", 2013, "China", "rivalry", "partnership"),
    ("India", "China", 2024, "the United States", "partnership", "rivalry"),
    ("India", "Pakistan", 2024, "China", "rivalry", "partnership"),
    ("ASEAN", "USA", 2024, "China", "rivalry", "rivalry"),
    ("Vietnam", "USA", 2013, "China", "rivalry", "rivalry"),
    ("Poland", "Belarus", 2024, "Russia", "rivalry", "alliance"),
    ("GCC", "Iran", 2024, "the United States", "troops", "rivalry"),
    ("Greece", "Turkey", 2024, "the United States", "alliance", "alliance"),
    ("USA", "Russia", 1985, "China", "partnership", "rivalry"),
    ("Estonia", "Latvia", 2024, "Russia", "rivalry", "rivalry"),
    ("Georgia", "Russia", 2024, "the European Union", "candidate", "rivalry"),
    ("North Korea", "South Korea", 2024, "the United States", "rivalry", "alliance"),
)
"""Parties, view, the third power, and the first reason on either side."""
NOBODY = (
    ("Liechtenstein", "Switzerland", 2024),
    ("New Zealand", "Tonga", 2024),
    ("Belgium", "Netherlands", 2024),
    ("Brazil", "Argentina", 2024),
    ("Kenya", "Tanzania", 2024),
    ("Ghana", "Togo", 2013),
    ("African Union", "China", 2024),
    ("Portugal", "Spain", 2024),
    ("Egypt", "Ethiopia", 2024),
)
"""Pairs to which no third power matters: no rivalry in the triangle, or nobody tied to both."""


def chosen(catalog: Catalog, first: str, second: str, year: int) -> ThirdPower | None:
    """Choose the third power of a relation as a view knew it."""
    return third_power(catalog.as_of(year), pair(first, second, year))


@pytest.mark.parametrize(("first", "second", "year", "name", "one", "other"), MATTERS)
def test_who_matters_and_why(
    catalog: Catalog, first: str, second: str, year: int, *, name: str, one: str, other: str
) -> None:
    found = chosen(catalog, first, second, year)
    assert found is not None and found.actor.label == name
    assert (found.first[0].kind, found.second[0].kind) == (one, other)
    assert max(tie.since for tie in (*found.first, *found.second)) <= year


@pytest.mark.parametrize(("first", "second", "year"), NOBODY)
def test_nobody_matters(catalog: Catalog, first: str, second: str, year: int) -> None:
    assert chosen(catalog, first, second, year) is None


def test_most_pairs_of_small_states_have_no_third_power(catalog: Catalog) -> None:
    small = ("Ghana", "Togo", "Uruguay", "Fiji", "Malta", "Zambia", "Nepal", "Jamaica", "Gabon")
    pairs = list(combinations(small, 2))
    with_third = [two for two in pairs if chosen(catalog, *two, 2024) is not None]
    assert len(with_third) < 0.1 * len(pairs), with_third


@given(st.sampled_from(MATTERS))
def test_the_order_of_the_parties_does_not_matter(
    case: tuple[str, str, int, str, str, str],
) -> None:
    first, second, year, *_ = case
    forth = chosen(default_catalog(), first, second, year)
    back = chosen(default_catalog(), second, first, year)
    assert forth is not None and back is not None
    assert (forth.actor, forth.first, forth.second) == (back.actor, back.second, back.first)


def test_a_view_knows_no_later_tie(catalog: Catalog) -> None:
    before, after = (chosen(catalog, "Georgia", "Russia", year) for year in (2022, 2024))
    assert after is not None and after.actor.key == "EU", "a candidate since December 2023"
    assert before is None or before.actor.key != "EU"


def test_a_third_power_is_outside_both_parties(catalog: Catalog) -> None:
    found = chosen(catalog, "NATO", "Ukraine", 2024)
    assert found is not None
    assert not set(found.actor.members(2024)) & set(blocs()["NATO"].members(2024))


def test_the_reason_is_said(catalog: Catalog) -> None:
    (finding,) = said.findings(Relation(catalog, pair("Serbia", "EU", 2024)))
    assert render(finding.sentences[0]) == (
        "Russia is the third power that matters to the two: a declared partner of Serbia since "
        "2013, and a rival of the European Union since 2014."
    )
    assert not list(said.findings(Relation(catalog, pair("Ghana", "Togo", 2024))))


def test_every_kind_of_tie_has_its_words() -> None:
    assert set(said.REASONS) == set(WEIGHTS)


def test_reach_is_said_only_where_it_discriminates(catalog: Catalog) -> None:
    near = list(reach.findings(Relation(catalog, pair("India", "China", 2013))))
    assert len(near) == 2, "for each of the two the neighbour weighs more than America does"
    far = Relation(catalog, pair("African Union", "China", 2013))
    assert not list(reach.findings(far)), "no third power, no comparison"
    found = list(reach.findings(Relation(catalog, pair("NATO", "Russia", 2013))))
    ratios = [one.evidence[0].value / one.evidence[1].value for one in found]
    assert found and all(max(r, 1 / r) >= reach.DISCRIMINATES for r in ratios)


def test_every_row_of_the_table_is_dated_sourced_and_names_who_exists() -> None:
    rows = powers.power_ties()
    assert len(rows) > 100
    assert all(row.source and row.kind in powers.KINDS for row in rows)
    ends = [
        (name, row.span) for row in rows for name in (row.power, row.other) if name not in blocs()
    ]
    days = [(name, max(span.start, min(span.end, date(2020, 1, 1)))) for name, span in ends]
    assert not [(name, day) for name, day in days if ccode_on(name, day) is None]
    assert len({(row.kind, row.power, row.other, row.span.start) for row in rows}) == len(rows)


def test_a_tie_reads_the_same_from_both_ends_only_where_it_is_mutual() -> None:
    troops = next(row for row in powers.power_ties() if row.kind == "troops")
    assert troops.from_both_ends() == ((troops.power, troops.other),)
    assert powers.in_force(date(1800, 1, 1)) == ()


def test_a_row_that_ends_before_it_begins_is_refused() -> None:
    row = {"a": "USA", "b": "RUS", "from": date(2000, 1, 2), "to": date(2000, 1, 1), "source": "x"}
    with pytest.raises(DateError, match="ends before it begins"):
        powers.tie_of("rivalry", row)


def test_the_third_power_may_be_a_bloc_with_its_own_series(catalog: Catalog) -> None:
    power = Relation(catalog, pair("Georgia", "Russia", 2024)).power
    assert power.third is blocs()["EU"]
    assert len(power.shares["cinc"]) == len(power.parties) == 3
    assert power.at_odds and power.third is not state("Russia")
