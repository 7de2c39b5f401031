"""What decides a thing to watch: asked of the present, it gives the value that the paper prints."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.relation_key import RelationKey, pair
from detente.advice.deciding import RECORDS, SERIES, YES, decided
from detente.advice.watch import Watch
from detente.advice.watches import SHELF
from detente.analysis.relation import Relation
from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.decide import decide
from detente.evaluation.ledger.outlook import Making
from detente.evaluation.ledger.watched import watched
from detente.paper.brief import make
from detente.store.catalog import Catalog
from tests.advice.lines import Given

VALUES = ("same_vote", "united_votes", "democracy", "budgets", "product")
"""Watches whose value is one of a table."""
MEMBERS = 0.02
"""Part by which a share may differ as the members of the view stand for those of each year."""
RELATIONS = (
    ("Japan", "South Korea", None),
    ("Serbia", "EU", None),
    ("NATO", "Russia", None),
    ("Russia", "Ukraine", None),
    ("Iran", "United States", None),
    ("ASEAN", "United States", None),
    ("India", "China", 2013),
    ("India", "Pakistan", 2020),
    ("Greece", "Turkey", 2022),
    ("United States", "China", None),
    ("Sweden", "NATO", None),
)


@pytest.fixture(scope="module")
def found(catalog: Catalog) -> list[tuple[RelationKey, Watch]]:
    """Everything that may be watched of some relations, with its pair."""
    keys = [pair(*names) for names in RELATIONS]
    given = [(key, Given(Relation(catalog, key))) for key in keys]
    return [(key, watch) for key, one in given for look in SHELF for watch in look(one)]


def test_every_watch_can_be_decided(found: list[tuple[RelationKey, Watch]]) -> None:
    assert {watch.id for _, watch in found} <= {*SERIES, *RECORDS}
    assert set(YES) == set(RECORDS) and len(SHELF) == len({*SERIES, *RECORDS} - {"talks"})
    for key, watch in found:
        said = decided(watch, key)
        Condition.from_plain(said["decided_by"])
        # a series of a year that is over may still be without data
        assert date.fromisoformat(said["deadline"]).year >= key.as_of
        assert said["question"].endswith("?") and said["rule"].startswith("Yes where")


def test_asked_of_the_present_it_gives_the_value_that_is_printed(
    found: list[tuple[RelationKey, Watch]], catalog: Catalog
) -> None:
    tried = set()
    for key, watch in found:
        if watch.id not in VALUES:
            continue
        asked = decided(watch, key)["decided_by"]
        cells = watch.now.cells
        years = sorted({int(cell.year or 0) for cell in cells})
        first = dict(cells[0].keys).get("first")
        if first is not None:  # one cell for a span of years
            years = list(range(int(first), years[-1] + 1))
        for part in ("where", "per"):
            if part in asked:
                asked[part] = {**asked[part], "year": years}
        plain = {name: asked[name] for name in asked if name not in ("way", "threshold", "known")}
        value = decide(catalog, Condition.from_plain(plain)).value
        assert value == pytest.approx(watch.now.value, rel=MEMBERS), (key.label, watch.id)
        tried.add(watch.id)
    assert tried == set(VALUES)


def test_a_past_watch_is_decided_by_what_came(catalog: Catalog) -> None:
    key = pair("NATO", "Russia", 2018)
    items = make(catalog, key).advised.plain()["watch"]
    entries = {one.id.rpartition(".")[2]: one for one in watched(items, Making(key.day, "0"))}
    met = decide(catalog, entries["meeting"].decided_by)
    assert met.value == 1.0  # the Council met in January 2019
    assert decide(catalog.as_of(2018), entries["meeting"].decided_by).value is None
    assert not entries["meeting"].is_retrospective and not entries["meeting"].is_scored
    votes = pair("ASEAN", "USA", 2016)
    items = make(catalog, votes).advised.plain()["watch"]
    entries = {one.id.rpartition(".")[2]: one for one in watched(items, Making(votes.day, "0"))}
    decided_votes = decide(catalog, entries["same_vote"].decided_by)
    # the same vote in 14 per cent of 2017, not above the 28 that were watched for
    assert decided_votes.value == 0.0 and round(decided_votes.seen or 0, 2) == 0.14
