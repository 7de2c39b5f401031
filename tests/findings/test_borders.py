"""Borders as the paper says them: overrides, distances, notes, and what is disputed."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.findings.institutions.borders import findings
from detente.institutions.ties import border_between, land_borders, land_neighbours
from detente.power.threat import both
from detente.store.catalog import default_catalog

TURKEY, CYPRUS, MOROCCO, MAURITANIA = 640, 352, 600, 435


def said(first: str, second: str, as_of: int) -> Finding:
    (finding,) = findings(Relation(default_catalog().as_of(as_of), pair(first, second, as_of)))
    return finding


@pytest.mark.parametrize(
    ("first", "second", "as_of", "words"),
    [
        ("Turkey", "Cyprus", 2024, "about 65 kilometres of water lie between them"),
        ("Turkey", "Cyprus", 2010, "no border of the two states"),
        ("Japan", "South Korea", 2024, "about 50 kilometres of water lie between them"),
        ("Morocco", "Mauritania", 2024, "had no common border"),
        ("Morocco", "Mauritania", 2024, "Western Sahara, a Non-Self-Governing Territory"),
        ("Israel", "Syria", 2024, "the Golan, Syrian territory occupied by Israel since 1967"),
        ("Russia", "Ukraine", 2024, "Crimea is Ukrainian territory occupied by Russia"),
        ("Armenia", "Azerbaijan", 2024, "closed to traffic since 1991"),
        ("Serbia", "Kosovo", 2024, "Serbia regards the line as one inside its own territory"),
        ("Turkey", "EU", 2024, "2 of the 27 members of the European Union: Bulgaria and Greece"),
        ("Japan", "China", 2024, "Japan held and China claimed the Senkaku/Diaoyu Islands"),
        ("UK", "Argentina", 2024, "claimed the Falkland Islands (Malvinas)"),
    ],
)
def test_by_hand(first: str, second: str, as_of: int, words: str) -> None:
    assert words in said(first, second, as_of).text


@pytest.mark.parametrize(
    ("first", "second", "as_of", "words"),
    [
        ("Turkey", "Cyprus", 2010, "had a common land border"),
        ("Japan", "South Korea", 2024, "400 miles"),
        ("Russia", "Ukraine", 2024, "held and Ukraine claimed"),
        ("Russia", "Ukraine", 2010, "Crimea"),
        ("Japan", "China", 2016, "claimed"),
        ("Canada", "Denmark", 2024, "claimed Hans Island"),
        ("NATO", "Russia", 2024, "Diomede"),
        ("Turkey", "EU", 2024, "Cyprus, Greece"),
    ],
)
def test_what_is_not_said(first: str, second: str, as_of: int, words: str) -> None:
    assert words not in said(first, second, as_of).text


def test_a_distance_and_a_claim_rest_on_cells() -> None:
    cells = {cell.column: cell for cell in said("Japan", "South Korea", 2024).evidence}
    assert cells["kilometres"].value == 50 and cells["kilometres"].unit == "kilometres"
    assert cells["role"].sources == ("natural_earth_disputed",) and cells["border"].value == 0


def test_counts_and_distances_follow_the_table() -> None:
    catalog = default_catalog().as_of(2016)
    assert CYPRUS not in land_neighbours(catalog, (TURKEY,), 2016)
    assert MAURITANIA not in land_neighbours(catalog, (MOROCCO,), 2016)
    view = pair("Turkey", "Cyprus", 2016)
    assert border_between(catalog, view, 2016) == ("sea",)
    assert land_borders(catalog, view) == ()
    seen_from_turkey, _ = both(catalog, view, {})
    assert next(t for t in seen_from_turkey if t.of == "Cyprus").kilometres > 100
