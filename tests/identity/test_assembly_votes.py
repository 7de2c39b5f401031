"""Votes on the texts on a conflict: counted by title in a user's store, never in the starter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.actors.assembly_conflicts import conflicts
from detente.actors.names import actor
from detente.actors.relation_key import pair
from detente.identity.assembly_votes import CALLS, VOTES, answers, cells, listed_texts
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store

RUSSIA, SERBIA, UKRAINE = 365, 345, 369
UKRAINIAN = conflicts()["ukraine"]
TITLES = {
    1: (date(2014, 3, 27), "Territorial integrity of Ukraine"),
    2: (date(2022, 3, 2), "Aggression against Ukraine"),
    3: (date(2022, 12, 1), "Oceans"),
}
CAST = {
    SERBIA: (8, 1, 2),
    RUSSIA: (3, 3, 1),
    UKRAINE: (1, 1, 1),
}
"""Votes of a state on the three texts: 1 yes, 2 abstain, 3 no, 8 absent."""


@pytest.fixture
def votes(tmp_path: Path) -> Catalog:
    rows = [
        {"rcid": rcid, "year": day.year, "date": day, "resolution": f"R{rcid}", "title": title}
        for rcid, (day, title) in TITLES.items()
    ]
    cast = [
        {"rcid": rcid, "ccode": ccode, "vote": vote}
        for ccode, given in CAST.items()
        for rcid, vote in zip(TITLES, given, strict=True)
    ]
    calls = pl.DataFrame(rows)
    calls.with_columns(pl.lit(value=False).alias("special")).write_parquet(
        tmp_path / f"{CALLS}.parquet"
    )
    pl.DataFrame(cast).write_parquet(tmp_path / f"{VOTES}.parquet")
    return Catalog(tmp_path)


def test_by_hand(votes: Catalog) -> None:
    view = pair("Serbia", "Russia", 2023)
    found = answers(votes, actor("Serbia"), UKRAINIAN, view)
    assert found is not None
    assert (found.texts, found.yes, found.abstain, found.no) == (2, 1, 0, 0)
    against = answers(votes, actor("Russia"), UKRAINIAN, view)
    assert against is not None and (against.yes, against.no) == (0, 2)
    assert cells(found, actor("Serbia"), view)["yes"].value == 1.0


def test_no_view_sees_a_later_text(votes: Catalog) -> None:
    view = pair("Serbia", "Russia", 2021)
    found = answers(votes.as_of(2021), actor("Serbia"), UKRAINIAN, view)
    assert found is not None and (found.texts, found.yes) == (1, 0)


def test_the_starter_has_no_single_vote() -> None:
    view = pair("Serbia", "Russia", 2023)
    starter = Catalog(default_catalog().starter)
    assert answers(starter, actor("Serbia"), UKRAINIAN, view) is None


def test_texts_are_listed_of_the_sides_of_a_conflict_alone() -> None:
    assert listed_texts(pair("Serbia", "EU", 2024)) == ()
    ((conflict, texts),) = listed_texts(pair("Ukraine", "Russia", 2014))
    assert (conflict.id, [text.symbol for text in texts]) == ("ukraine", ["A/RES/68/262"])


@pytest.mark.mirror
def test_published_votes_on_ukraine(mirrored: Store) -> None:
    whole = Catalog(default_catalog().starter, mirrored)
    view = pair("Russia", "Ukraine", "2025-10-29")
    found = answers(whole, actor("Russia"), UKRAINIAN, view)
    assert found is not None and (found.texts, found.yes, found.no) == (21, 0, 21)
