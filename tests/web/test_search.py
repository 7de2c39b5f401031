"""Search as people type, and views as addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import AmbiguousActor, DateError, SameActor, UnknownActor
from detente.web.search import everybody, foreign_names, search
from detente.web.views import view_of


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Rusko", "RUS"),
        ("Německo", "DEU"),
        ("Россия", "RUS"),
        ("中国", "CHN"),
        ("Frankreich", "FRA"),
        ("Türkiye", "TUR"),
        ("nato", "NATO"),
        ("European Union", "EU"),
        ("Prussia", "PRUS"),
        ("Warsaw Pact", "WP"),
    ],
)
def test_names_of_many_languages_are_understood(typed: str, key: str) -> None:
    assert search(typed)[0].key == key


def test_what_begins_so_comes_first_and_what_is_gone_after_it() -> None:
    keys = [one.key for one in search("germ")]
    assert keys[0] == "DEU"
    assert {"BRD", "DDR"} <= set(keys)


def test_a_misspelt_name_gives_near_ones() -> None:
    assert "RUS" in [one.key for one in search("Rusia")]


def test_every_state_that_exists_has_a_name_in_another_language() -> None:
    named = set(foreign_names().values())
    states = {one.key for one in everybody() if one.kind == "state" and not one.years}
    assert states <= named


@given(st.text(max_size=60))
def test_any_text_is_searched(typed: str) -> None:
    found = search(typed)
    assert len(found) <= 10
    assert len({one.key for one in found}) == len(found)


def test_a_view_has_one_address() -> None:
    assert view_of("nato", "Rusko", "2013") == view_of("NATO", "365", "2013")
    assert view_of("NATO", "Russia", "2013").address == "/relation/NATO/RUS?as_of=2013"


def test_a_view_names_the_state_of_its_day() -> None:
    assert view_of("NATO", "Russia", "1980").second == "SUN"


def test_views_that_are_none() -> None:
    with pytest.raises(UnknownActor):
        view_of("NATO", "Atlantis")
    with pytest.raises(UnknownActor, match="letters"):
        view_of("NATO", "x" * 500)
    with pytest.raises(AmbiguousActor):
        view_of("Germany", "France", "1985")
    with pytest.raises(SameActor):
        view_of("Russia", "Rusko")
    with pytest.raises(DateError):
        view_of("NATO", "Russia", "1750")
    with pytest.raises(DateError):
        view_of("NATO", "Russia", "2014-13-40")
