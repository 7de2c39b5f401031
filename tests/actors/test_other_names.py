"""Names in other languages, short forms, homographs, and what a state was before it was one."""

from __future__ import annotations

from functools import cache

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.names import actor, fold
from detente.actors.other_names import AREAS, all_names, letters_of, spelled_out
from detente.actors.states import identities
from detente.errors import ActorError, AmbiguousActor, DateError, DetenteError, UnknownActor
from detente.web.search import key_of

COUNTRIES = "names/countryname_dict.rda"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Dem. Rep. of the Congo", "Democratic Republic of the Congo"),
        ("DPR Korea", "North Korea"),
        ("Eq. Guinea", "Equatorial Guinea"),
        ("Frankreich", "France"),
        ("Rusko", "Russia"),
        ("Německo", "Germany"),
        ("Nemecko", "Germany"),
        ("Evropská unie", "European Union"),
        ("Россия", "Russia"),
        ("中国", "China"),
        ("Sérvia", "Serbia"),
        ("Niger", "Niger"),
        ("Nigeria", "Nigeria"),
        ("Dominica", "Dominica"),
        ("Guinea", "Guinea"),
        ("Georgia", "Georgia"),
        ("Micronesia", "Micronesia"),
    ],
)
def test_a_name_of_another_language_and_a_short_form_are_known(typed: str, name: str) -> None:
    assert actor(typed, 2020).name == name


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("Congo", "Republic of the Congo (484), Democratic Republic of the Congo (490)"),
        ("Kongo", "Republic of the Congo (484), Democratic Republic of the Congo (490)"),
        ("Конго", "Republic of the Congo (484), Democratic Republic of the Congo (490)"),
        ("Korea", "North Korea (731), South Korea (732)"),
        ("Nigeri", "Niger (436), Nigeria (475)"),
    ],
)
def test_a_homograph_asks(typed: str, candidates: str) -> None:
    with pytest.raises(AmbiguousActor) as caught:
        actor(typed, 2020)
    assert candidates in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Virgin Islands", "British Virgin Islands (VGB) or U.S. Virgin Islands (VIR)"),
        ("Grönland", "Greenland (GRL), not a member"),
        ("Färöer", "Faroe Islands (FRO), not a member"),
        ("Vatikanstadt", "Vatican City (VAT), not a member"),
        ("Atlantis", "no state or bloc is called"),
    ],
)
def test_a_territory_is_named_and_is_no_state(typed: str, said: str) -> None:
    with pytest.raises(UnknownActor) as caught:
        actor(typed, 2020)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "year", "said"),
    [
        ("Austria", 1900, "part of Austria-Hungary (300); ask for Austria-Hungary (300)"),
        ("Österreich", 1900, "part of Austria-Hungary (300)"),
        ("Prussia", 1900, "in the state system as Germany (255)"),
        ("Serbia", 1995, "in the state system as Yugoslavia (345)"),
        ("Česko", 1985, "part of Czechoslovakia (315)"),
        ("Ukraine", 1985, "part of Soviet Union (365)"),
        ("Norway", 1850, "in union with Sweden (380)"),
        ("Soviet Union", 2000, "in the state system as Russia (365)"),
    ],
)
def test_where_a_state_belonged_to_another_the_refusal_offers_it(
    typed: str, year: int, said: str
) -> None:
    with pytest.raises(DateError) as caught:
        actor(typed, year)
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_where_a_state_was_nothing_else_nothing_is_offered() -> None:
    with pytest.raises(DateError, match=r"\); choose another day with --as-of$"):
        actor("Nauru", 1900)


def test_the_table_holds_what_babel_holds() -> None:
    for language in ("cs", "de", "fr", "ru", "ar", "zh", "ja", "ko", "hi", "sw"):
        territories = Locale(language).territories
        for two, three in AREAS.items():
            name = fold(str(territories.get(two, "")))
            if name and name != two.casefold():
                assert three in letters_of(name), (language, two, name)


def test_the_workbench_knows_the_same_names() -> None:
    assert (key_of("Rusko"), key_of("ฝรั่งเศส"), key_of("Kongo")) == ("RUS", "FRA", None)


@given(st.text(max_size=12))
def test_any_text_is_an_actor_or_one_line(typed: str) -> None:
    try:
        actor(typed, 2020)
    except DetenteError as error:
        assert "\n" not in str(error)


@given(st.sampled_from(sorted(all_names())))
def test_what_the_table_knows_resolves_to_its_letters_or_asks(name: str) -> None:
    try:
        found = actor(name, 2020)
    except ActorError:
        return
    letters = letters_of(name)
    meant = {row.ccode for row in identities() if {row.iso3, row.key} & {*letters}}
    is_ours = name in ours() or spelled_out(name) in ours()
    assert is_ours or found.key in letters or getattr(found, "ccode", None) in meant


@cache
def ours() -> frozenset[str]:
    """Give the names of our own tables, which come before those of other languages."""
    return frozenset(fold(name) for one in identities() for name in (one.name, *one.aliases))


@pytest.mark.mirror
def test_five_thousand_names_of_the_reference_resolve_or_ask() -> None:
    import pyreadr

    from tests.conftest import mirror_folder

    folder = mirror_folder()
    assert folder is not None
    (listed,) = pyreadr.read_r(str(folder / COUNTRIES)).values()
    wanted = listed.dropna().drop_duplicates()
    resolved, asked, wrong = 0, 0, []
    for english, typed in zip(wanted["country.name.en"], wanted["country.name.alt"], strict=True):
        try:
            found = actor(typed, 2020)
        except AmbiguousActor:
            asked += 1
        except (UnknownActor, DateError):
            continue  # a territory, a spelling that CLDR no longer has, a state that is gone
        else:
            resolved += 1
            if not _is_named(found.name, english):
                wrong.append((typed, english, found.name))
    assert not wrong, wrong[:20]
    assert resolved + asked >= 17_000


@cache
def _is_named(found: str, english: str) -> bool:
    """Tell whether two English names mean one state, by our own tables."""
    try:
        return actor(english, 2020).name == found
    except DetenteError:
        return False
