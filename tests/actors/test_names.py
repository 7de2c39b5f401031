"""Names as people type them, true by year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.names import actor, bloc, state
from detente.actors.relation_key import pair
from detente.actors.states import ccode_on, codes_of, crosswalk, identities, identity_on
from detente.actors.systems import members_on, spans_of, spells
from detente.errors import AmbiguousActor, DateError, SameActor, UnknownActor
from detente.span import OPEN_END, year_end


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("Russia", 2013, 365),
        ("USSR", 1985, 365),
        ("Soviet Union", 1985, 365),
        ("RUS", 1985, 365),
        (365, 2013, 365),
        ("365", 2013, 365),
        ("Germany", 2013, 255),
        ("Germany", 1938, 255),
        ("West Germany", 1985, 260),
        ("GDR", 1985, 265),
        ("Britain", 2000, 200),
        ("U.S.", 2000, 2),
        ("the Netherlands", 2000, 210),
        ("Yugoslavia", 1985, 345),
        ("Serbia", 2013, 345),
        ("Vietnam", 2000, 816),
        ("Yemen", 2000, 679),
        ("Ethiopia", 1990, 530),
        ("Burma", 1970, 775),
        ("Côte d'Ivoire", 2000, 437),
        ("cote divoire", 2000, 437),
        ("Siam", 1930, 800),
        ("Turkey", 1900, 640),
    ],
)
def test_a_name_means_the_right_code(name: str | int, year: int, code: int) -> None:
    assert state(name, year).ccode == code


@pytest.mark.parametrize(
    ("name", "year", "candidates"),
    [
        ("Germany", 1985, ("West Germany", "East Germany")),
        ("Vietnam", 1970, ("Vietnam", "South Vietnam")),
        ("Yemen", 1980, ("North Yemen", "South Yemen")),
        ("Korea", 2000, ("North Korea", "South Korea")),
        ("Congo", 2000, ("Republic of the Congo", "Democratic Republic")),
    ],
)
def test_an_ambiguous_name_is_an_error_with_candidates(
    name: str, year: int, candidates: tuple[str, str]
) -> None:
    with pytest.raises(AmbiguousActor) as caught:
        state(name, year)
    assert all(c in str(caught.value) for c in candidates)


def test_an_unknown_name_tells_near_ones() -> None:
    with pytest.raises(UnknownActor, match="near: Russia"):
        state("Russai", 2000)
    with pytest.raises(UnknownActor, match="Atlantis"):
        actor("Atlantis", 2000)
    with pytest.raises(UnknownActor, match="empty"):
        actor("  ", 2000)


def test_a_state_that_is_gone_says_when_it_was_there() -> None:
    with pytest.raises(DateError, match="1922-1991"):
        state("USSR", 2024)
    with pytest.raises(DateError, match="existed 1949"):
        bloc("NATO", 1940)
    with pytest.raises(DateError, match="1955-1991"):
        bloc("Warsaw Pact", 2000)


@pytest.mark.parametrize("year", [1700, 2050])
def test_years_outside_the_systems_are_refused(year: int) -> None:
    with pytest.raises(DateError, match="1816"):
        pair("NATO", "Russia", year)


def test_a_relation_needs_two_actors() -> None:
    with pytest.raises(SameActor):
        pair("NATO", "OTAN", 2013)
    with pytest.raises(SameActor):
        pair("Russia", 365, 2013)


def test_letters_are_true_by_year() -> None:
    assert [ccode_on("DEU", date(y, 12, 31)) for y in (1938, 1950, 1985, 1990)] == [
        255,
        None,
        260,
        255,
    ]
    assert codes_of("DEU") == (255, 260) and codes_of("YEM") == (678, 679)
    assert identity_on(365, date(1985, 12, 31)).name == "Soviet Union"
    gw = {c: g for c, g, _, _ in crosswalk(2010).iter_rows()}
    assert gw[255] == 260 and gw[345] == 340 and gw[679] == 678


def test_a_state_carries_its_codes_through_time() -> None:
    germany = state("Germany", 2013)
    assert [germany.members(y) for y in (1938, 1950, 1985, 1990)] == [(255,), (), (260,), (255,)]


def test_names_survive_typing() -> None:
    for identity in identities():
        if identity.ccode is None or not spans_of(identity.ccode):
            continue
        span = spans_of(identity.ccode)[-1]
        last = min(span.end, identity.span.end)
        year = 2024 if last == OPEN_END else last.year - (last != year_end(last.year))
        if identity.alive(year_end(year)):
            try:
                found = state(f"  {identity.name.upper()} ", year)
            except AmbiguousActor:
                continue
            assert found.ccode == identity.ccode, identity


@given(st.integers(1816, 2025))
def test_every_member_has_one_name_and_one_row(year: int) -> None:
    codes = members_on(year_end(year))
    table = crosswalk(year)
    assert tuple(table["ccode"]) == codes
    assert table["iso3"].filter(table["iso3"] != "").is_unique().all()
    assert all(identity_on(c, year_end(year)).ccode == c for c in codes)


def test_spells_do_not_overlap() -> None:
    for system in ("cow", "gw"):
        for code in spells(system)["code"].unique():
            spans = spans_of(code, system)
            assert all(a.end < b.start for a, b in zip(spans, spans[1:], strict=False)), (
                system,
                code,
            )
            assert all(s.start <= s.end for s in spans)
