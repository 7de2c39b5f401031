"""Scanning the relations of an actor: what changed between two days, and nothing else."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from detente.actors.names import bloc, state
from detente.actors.relation_key import pair
from detente.analysis.scan import Moved, Scanned, _moved, furthest, scan
from detente.analysis.state.read import state_of
from detente.errors import DateError
from detente.models.windows.read import dated
from detente.store.catalog import default_catalog
from tests.cli.test_cli import run

BEFORE, VIEW = date(2021, 12, 31), date(2022, 12, 31)


@pytest.fixture(scope="module")
def russia() -> dict[str, Scanned]:
    found = scan(default_catalog(), state("Russia", VIEW), BEFORE, VIEW)
    return {one.relation: one for one in found}


def test_the_war_of_2022_is_a_change_and_an_unchanged_relation_is_none(
    russia: dict[str, Scanned],
) -> None:
    war = russia["Russia and Ukraine"]
    assert (war.was, war.now, war.changed) == ("armed conflict", "war", True)
    assert "war" in war.begun and "truce" in war.ended
    assert not russia["Russia and Paraguay"].changed


def test_both_days_are_those_of_the_relation_itself(russia: dict[str, Scanned]) -> None:
    for name in ("Ukraine", "USA", "Germany", "China"):
        key = pair("Russia", name, VIEW)
        now = state_of(default_catalog().as_of(VIEW), key)
        then = state_of(default_catalog().as_of(BEFORE), pair("Russia", name, BEFORE))
        found = russia[key.label]
        assert (found.was, found.now, found.sentence) == (
            then.headline,
            now.headline,
            now.sentence,
        )


def test_every_state_and_bloc_is_looked_at_once(russia: dict[str, Scanned]) -> None:
    assert len(russia) > 200 and "Russia and NATO" in russia
    assert not any(name == "Russia and Russia" for name in russia)


def test_windows_that_opened_are_open_now_and_were_not_before() -> None:
    day, since = date(2025, 12, 31), date(2021, 12, 31)
    found = scan(default_catalog(), state("Iran", day), since, day)
    opened = [(one.relation, window) for one in found for window in one.opened]
    assert opened
    table = dated(default_catalog().as_of(day)).filter(pl.col("open"))
    is_of_iran = (pl.col("ccode1") == 630) | (pl.col("ccode2") == 630)
    keys = ["outcome", "structure", "ccode1", "ccode2"]
    now, before = (table.filter(is_of_iran & (pl.col("year") == year)) for year in (2022, 2021))
    assert len(opened) == now.join(before, on=keys, how="anti").height
    assert {(window.year, window.shut) for _, window in opened} == {(2022, 2021)}


def test_a_move_is_the_change_of_a_distance_by_hand() -> None:
    positions = {2: {2020: 1.0, 2021: 1.5}, 365: {2020: -1.0, 2021: -1.0, 2022: 3.0}}
    moved = _moved(positions, (2, 365), 2020, 2021)
    assert moved == Moved(first=2020, last=2021, was=2.0, now=2.5) and moved.change == 0.5
    assert _moved(positions, (2, 365), 2025, 2021) == moved, "nothing newer: the year before"
    assert _moved(positions, (2, 365), 2019, 2021) is None
    assert (
        _moved(positions, (2, 20), 2020, 2021) is None
        and _moved(positions, None, 2020, 2021) is None
    )


def test_a_distance_of_long_ago_is_no_move_since() -> None:
    left_in_1971 = {2: {1970: 1.0, 1971: 1.5, 2021: 2.0}, 713: {1970: 0.0, 1971: 0.0}}
    assert _moved(left_in_1971, (2, 713), 2015, 2021) is None
    then = _moved(left_in_1971, (2, 713), since=1970, newest=2021)
    assert then is not None and (then.first, then.last) == (1970, 1971)


def test_the_largest_moves_come_first(russia: dict[str, Scanned]) -> None:
    sizes = [abs(one.moved.change) for one in furthest(russia.values(), 5) if one.moved]
    assert len(sizes) == 5 and sizes == sorted(sizes, reverse=True)


def test_a_bloc_is_scanned_as_it_was_on_each_day() -> None:
    found = {one.relation: one for one in scan(default_catalog(), bloc("EU"), BEFORE, VIEW)}
    ukraine = next(one for name, one in found.items() if "Ukraine" in name)
    assert ukraine.moved is None and not ukraine.opened


def test_a_state_that_was_not_there_has_no_earlier_state() -> None:
    found = scan(default_catalog(), state("Sudan", 2011), date(2010, 12, 31), date(2011, 12, 31))
    (south,) = [one for one in found if "South Sudan" in one.relation]
    assert south.was == "" and not south.changed


def test_days_in_the_wrong_order_and_no_actor_are_one_line() -> None:
    with pytest.raises(DateError, match="does not lie before"):
        scan(default_catalog(), state("Russia", 2022), VIEW, BEFORE)
    for words in (("scan",), ("scan", "Russia", "--all")):
        _, err = run(*words, expect=1)
        assert "name one actor, or give --all" in err and err.count("\n") == 1
    assert "Atlantis" in run("scan", "Atlantis", expect=1)[1]


def test_the_command_prints_what_the_scan_found(russia: dict[str, Scanned]) -> None:
    words = ("scan", "Russia", "--since", "2021", "--as-of", "2022")
    out, _ = run(*words)
    changed = sum(one.changed for one in russia.values())
    assert f"{len(russia)} relations, from 2021-12-31 to 2022-12-31: {changed} changed" in out
    assert "- Russia and Ukraine: armed conflict -> war" in out
    record = json.loads(run(*words, "--json")[0])
    assert len(record["relations"]) == len(russia) and record["of"] == "Russia"
