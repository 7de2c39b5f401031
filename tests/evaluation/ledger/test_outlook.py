"""Entries of what a paper publishes: the numbers of the relation, what guards bar, what decides."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evaluation.ledger.decide import decide
from detente.evaluation.ledger.entry import Entry
from detente.evaluation.ledger.outlook import Making, published
from detente.power.yardsticks import series, yardstick
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store

MAKING = Making(date(2014, 1, 1), "0")


def entries(catalog: Catalog, first: str, second: str, year: int | None) -> dict[str, Entry]:
    found = published(Relation(catalog, pair(first, second, year)), MAKING)
    return {one.id: one for one in found}


def test_numbers_are_those_of_the_relation(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("Japan", "South Korea", 2012))
    made = entries(catalog, "Japan", "South Korea", 2012)
    risk = made["risk.JPN.KOR.2012-12-31.2013"]
    assert relation.risk is not None and risk.forecast is not None and risk.baseline is not None
    assert risk.forecast.probability == relation.risk.risk
    assert risk.baseline.probability == relation.risk.history
    share = made["share.gdp.JPN.2012-12-31.2017"]
    fan = relation.shares.fans["gdp", "Japan"]
    assert share.forecast is not None and share.forecast.values[2] == fan.at(2017)[1]
    assert share.forecast.levels == (0.1, 0.25, 0.5, 0.75, 0.9)
    # the simple rule carries the last value on
    assert share.baseline is not None
    assert share.baseline.values[2] == pytest.approx(fan.start, rel=1e-6)
    kinds = {relation.windows.records[w.outcome, w.structure].trust for w in relation.windows.now}
    assert {"earned"} <= kinds and {one.kind for one in made.values()} == {
        "share",
        "risk",
        "window",
    }


def test_every_entry_survives_the_file_and_says_what_it_rests_on(catalog: Catalog) -> None:
    for one in entries(catalog, "NATO", "Russia", 2000).values():
        assert Entry.from_plain(one.plain()).plain() == one.plain()
        assert one.editions and one.is_scored and one.view == date(2000, 12, 31)
        assert one.void_after > one.deadline


def test_a_share_is_decided_by_the_members_of_the_view(catalog: Catalog) -> None:
    made = entries(catalog, "NATO", "Russia", 2000)
    share = made["share.cinc.NATO.2000-12-31.2010"]
    codes = share.decided_by.where["ccode"]
    assert len(codes) == 19  # ten more had joined by 2010
    day = date(2000, 12, 31)
    nato = pair("NATO", "Russia", 2000).first
    by = yardstick("cinc")
    measured = series(catalog, nato, by, as_of=day, composition="fixed").last(2010)
    assert decide(catalog, share.decided_by).value == pytest.approx(measured.value, rel=1e-5)
    assert decide(catalog.as_of(2009), share.decided_by).value is None


def test_windows_are_decided_after_five_years(catalog: Catalog) -> None:
    made = entries(catalog, "NATO", "Russia", 1993)
    windows = [one for one in made.values() if one.kind == "window"]
    assert all(one.deadline == date(1998, 12, 31) for one in windows)
    later = [
        one for one in entries(catalog, "NATO", "Russia", 2000).values() if one.kind == "window"
    ]
    assert later and all(decide(catalog, one.decided_by).value in (0.0, 1.0) for one in later)
    assert all(decide(catalog.as_of(2004), one.decided_by).value is None for one in later)


def test_what_a_guard_keeps_out_of_the_paper_is_not_registered(catalog: Catalog) -> None:
    at_war = entries(catalog, "Russia", "Ukraine", None)
    assert {one.kind for one in at_war.values()} == {"share"}


def test_entries_made_after_their_day_say_so(catalog: Catalog) -> None:
    made = entries(catalog, "Japan", "South Korea", 2012)
    assert made["risk.JPN.KOR.2012-12-31.2013"].is_retrospective
    assert not made["share.gdp.JPN.2012-12-31.2017"].is_retrospective
    assert all(one.made_on == date(2014, 1, 1) for one in made.values())


def test_a_dispute_is_decided_by_the_source_that_the_models_know(catalog: Catalog) -> None:
    for view, table, onset in ((2004, "gml_mid", "gmlmidonset"), (2012, "cow_mid", "cowmidonset")):
        made = entries(catalog, "China", "Japan", view)
        asked = made[f"risk.CHN.JPN.{view}-12-31.{view + 1}"].decided_by
        assert (asked.table, asked.column) == (table, onset)
        assert asked.where["ccode1+ccode2"] == [[710, 740]] and asked.where["year"] == [view + 1]
        # the starter does not hold what the terms of these sources forbid to pass on
        assert decide(catalog, asked).why == f"the table '{table}' is not in the store"


@pytest.mark.mirror
def test_disputes_that_came(mirrored: Store) -> None:
    catalog = default_catalog(mirrored)
    for view, came in ((2004, 1.0), (2012, 1.0)):
        made = entries(catalog, "China", "Japan", view)
        asked = made[f"risk.CHN.JPN.{view}-12-31.{view + 1}"].decided_by
        assert decide(catalog, asked).value == came
        assert decide(catalog.as_of(view), asked).value is None
