"""Density: organisations that not most states share, weighed by how few pairs share each."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.arrangements import arrangements, memberships
from detente.actors.relation_key import pair
from detente.actors.states import ccode_on
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.estimators.rarity import rarity, shared_weights
from detente.evidence.sentence import render
from detente.findings.institutions import arrangements as said
from detente.institutions import density
from detente.institutions.shared_organisations import shared_organisations
from detente.sources.igo_pairs import joint_memberships
from detente.store.catalog import Catalog
from detente.store.home import Store

CODES = (2, 20, 200, 220, 255, 365)
MEMBERS = {"world": CODES, "half": (2, 20, 200), "two": (2, 20), "alone": (365,)}
"""A world of six states: one organisation of all, of half, of two, and of one."""
OUTER = 87.5
"""Percentile from which a pair is in the outer eighth."""


def world() -> dict[str, pl.DataFrame]:
    """Write the six states of 1990 as the source has them; an associate counts nowhere."""
    rows = [(code, 1990, igo, 1) for igo, codes in MEMBERS.items() for code in codes]
    schema = ["ccode", "year", "igo", "membership"]
    igo = pl.DataFrame([*rows, (365, 1990, "two", 2)], schema=schema, orient="row")
    states = pl.DataFrame({"ccode": CODES, "year": [1990] * 6})
    return {"cow_igo": igo, "cow_igo_states": states}


def percentile(catalog: Catalog, first: str, second: str, year: int) -> float:
    """Rank what two share among all pairs of states."""
    known = catalog.as_of(year)
    bits = density.shared(known, pair(first, second, year))[1]
    return percentile_of(bits.values[-1], density.density_of_all(known, year)[1])


def test_organisations_of_most_states_do_not_count() -> None:
    table = shared_organisations(world())
    found = {(a, b): (shared, bits) for a, b, _, shared, bits, _ in table.iter_rows()}
    assert table.height == 15 and table["year"].unique().to_list() == [1990]
    # fifteen pairs: three share the organisation of half, one that of two
    expected = round(np.log2(15 / 3) + np.log2(15))
    assert found[2, 20] == (2, expected)
    assert found[2, 200] == (1, round(np.log2(5)))
    assert found[2, 365] == (0, 0), "the world, and an associate, say nothing of the two"


def test_rarity_by_hand_and_refused() -> None:
    assert rarity(2, 195) == pytest.approx(np.log2(195 * 194 / 2))
    assert rarity(10, 10) == 0.0
    for size, states in ((1, 10), (11, 10)):
        with pytest.raises(ValueError, match="members of"):
            rarity(size, states)


@given(st.integers(3, 200), st.data())
def test_what_fewer_share_weighs_more(states: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(2, states - 1))
    assert rarity(size, states) > rarity(size + 1, states) >= 0.0


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=2, max_size=6))
def test_weights_are_symmetric_and_add_up(rows: list[list[bool]]) -> None:
    members = np.array(rows)
    weights = np.array([1.0, 2.0, 4.0, 8.0])
    found = shared_weights(members, weights)
    assert np.array_equal(found, found.T)
    assert found[0, 1] == weights[members[0] & members[1]].sum()


def test_pairs_that_everybody_knows_are_dense(catalog: Catalog) -> None:
    assert percentile(catalog, "USA", "United Kingdom", 2024) >= OUTER
    assert percentile(catalog, "Liechtenstein", "Switzerland", 2024) >= OUTER
    assert percentile(catalog, "Liechtenstein", "Switzerland", 2013) >= OUTER
    assert percentile(catalog, "France", "Germany", 2024) >= OUTER


def test_pairs_with_little_in_common_are_not(catalog: Catalog) -> None:
    assert percentile(catalog, "Ghana", "Mongolia", 2013) < OUTER
    assert percentile(catalog, "North Korea", "South Korea", 2024) < OUTER
    assert percentile(catalog, "New Zealand", "Tonga", 2024) < OUTER


def test_own_arrangements_count_where_the_list_has_none(catalog: Catalog) -> None:
    view = pair("Liechtenstein", "Switzerland", 2013)
    counted, bits = density.shared(catalog.as_of(2013), view)
    table = catalog.frame("shared_organisations").filter(
        (pl.col("ccode1") == 223) & (pl.col("ccode2") == 225) & (pl.col("year") == 2013)
    )
    own = memberships(2013).filter(pl.col("arrangement").str.contains("che_lie|schengen"))
    expected = own.unique("arrangement")["bits"].sum()
    assert bits.values[-1] == pytest.approx(table["bits"][0] + expected)
    assert counted.values[-1] == table["shared"][0], "the count is the list's alone"


def test_a_view_knows_no_later_year(catalog: Catalog) -> None:
    view = pair("France", "Italy", 1985)
    early, whole = density.shared(catalog.as_of(1985), view), density.shared(catalog, view)
    assert early[1].years[-1] == 1985
    assert whole[1].values[: len(early[1].values)] == early[1].values


def test_the_arrangements_of_two_states_are_named(catalog: Catalog) -> None:
    (finding,) = said.findings(Relation(catalog, pair("Liechtenstein", "Switzerland", 2013)))
    text = render(finding.sentences[0])
    assert "Swiss franc" in text and "Schengen area" in text and "2013" in text
    assert not list(said.findings(Relation(catalog, pair("Ghana", "Mongolia", 2013))))
    assert not list(said.findings(Relation(catalog, pair("NATO", "Russia", 2013))))


def test_every_arrangement_is_dated_sourced_and_of_states_that_were() -> None:
    rows = arrangements().values()
    assert all(one.source and one.name and len(one.members) >= 2 for one in rows)
    own = [one for one in rows if not one.id[0].isupper()]
    dated = [(letters, span) for one in own for letters, span in one.members]
    assert len(own) > 25
    days = [(letters, max(span.start, date(1995, 1, 1))) for letters, span in dated]
    alive = [
        (name, day) for (name, day), (_, span) in zip(days, dated, strict=True) if day <= span.end
    ]
    assert not [(name, day) for name, day in alive if ccode_on(name, day) is None]


def test_no_arrangement_of_most_states_is_weighed() -> None:
    table = memberships(2013)
    assert table["bits"].min() >= 1.9, "half of the states are a quarter of the pairs: two bits"
    assert "UN" not in set(table["arrangement"])
    assert memberships(1800).is_empty() or memberships(1800)["bits"].min() > 0


@pytest.mark.mirror
def test_the_count_is_that_of_the_source_without_what_most_belong_to(mirrored: Store) -> None:
    frames = {name: mirrored.get(name).frame for name in ("cow_igo", "cow_igo_states")}
    of_2014 = {name: frame.filter(pl.col("year") == 2014) for name, frame in frames.items()}
    found = shared_organisations(of_2014)
    full = of_2014["cow_igo"].filter(pl.col("membership") == 1)
    states = of_2014["cow_igo_states"].height
    small = full.filter(pl.len().over("igo") <= states / 2)
    expected = joint_memberships(small, of_2014["cow_igo_states"], range(2014, 2015))
    keys = ["ccode1", "ccode2", "year"]
    joined = found.cast(dict.fromkeys(keys, pl.Int64)).join(expected, on=keys)
    assert joined.height == found.height and (joined["shared"] == joined["full"]).all()
