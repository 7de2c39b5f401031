"""One lazy relation: every part measured when it is asked for and once, whatever front end asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from detente import relation
from detente.actors.relation_key import pair
from detente.advice import advised as advice
from detente.analysis import comparison
from detente.analysis import relation as measured
from detente.analysis.options import Options
from detente.cli import relation as command
from detente.cli.relation_page import page
from detente.errors import RequestError
from detente.identity import turning_points
from detente.models.membership import study
from detente.paper import brief as briefs
from detente.paper.brief import Brief, brief_of, make
from detente.paper.compose import lay_out
from detente.paper.writers import json as json_writer
from detente.paper.writers.json import dumps
from detente.rules.argument import Argument
from detente.scenarios import accounting
from detente.settings import settings
from detente.store.catalog import Catalog

EXPENSIVE = (
    (measured, "assess"),
    (measured, "windows"),
    (measured, "analogues"),
    (comparison, "own_placement"),
    (comparison, "beside"),
    (measured, "ShareForecasts"),
    (turning_points, "turning"),
    (study, "_membership"),
    (study, "_accessions"),
    (briefs, "explain"),
    (accounting, "account"),
    (advice, "watches"),
)
"""What takes long, where it is called."""
LATER_TOO = (
    (measured, "PowerProfile"),
    (measured, "IdentityProfile"),
    (measured, "InstitutionsProfile"),
)
"""Profiles, made of what was known and, for pictures and JSON, of what came later."""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each expensive part was computed."""
    counts: Counter[str] = Counter()

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            counts[name] += 1
            return function(*args, **kwargs)

        return call

    for module, name in (*EXPENSIVE, *LATER_TOO):
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    return counts


@pytest.mark.slow
def test_no_front_end_measures_anything_twice(catalog: Catalog, calls: Counter[str]) -> None:
    fresh = Catalog(catalog.starter)
    view = relation("NATO", "Russia", as_of=2013, catalog=fresh)
    made = view.brief()
    for _ in range(2):
        lay_out(made, settings())
        dumps(made)
        page(made.argument, made.pair.day)
        assert view.windows() and view.scenario() and view.findings
    once = {name: 1 for _, name in EXPENSIVE}
    twice = {name: 2 for _, name in LATER_TOO}
    # a paper of a past view weighs its findings by what their rules say of the scores of today
    assert calls == once | twice | {"IdentityProfile": 3}


def test_the_terminal_computes_only_what_it_prints(catalog: Catalog, calls: Counter[str]) -> None:
    fresh = Catalog(catalog.starter)
    made = make(fresh, pair("NATO", "Russia", 2013))
    lines = page(made.argument, settings().made)
    assert "INSTITUTIONS" in lines
    for unprinted in ("_membership", "beside", "watches"):
        assert not calls[unprinted], unprinted
    for profile in ("PowerProfile", "IdentityProfile", "InstitutionsProfile"):
        assert calls[profile] == 1, "nothing later than the view"


def test_the_windows_alone_need_no_profile(catalog: Catalog, calls: Counter[str]) -> None:
    fresh = Catalog(catalog.starter)
    assert relation("India", "China", as_of=2013, catalog=fresh).windows().line
    assert calls == {"windows": 1}


def test_text_and_json_rest_on_the_same_options(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def seen(brief: Brief) -> dict[str, object]:
        asked.append(brief.options)
        return {}

    def shown(argument: Argument, _: date) -> tuple[str, ...]:
        asked.append(argument.relation.options)
        return ()

    monkeypatch.setattr(json_writer, "record", seen)
    monkeypatch.setattr("detente.cli.relation_page.screen", shown)
    for as_json in (True, False):
        command.run("India", "China", as_of="2013", as_json=as_json)
    assert asked == [Options(), Options()]


def test_the_face_hands_out_the_measured_parts(catalog: Catalog) -> None:
    view = relation("Hungary", "EU", as_of=2020, catalog=catalog)
    assert view.brief().relation is view.measured
    assert view.brief() is view.brief(options=Options())
    assert view.power is view.measured.power and view.identity is view.measured.identity
    assert view.institutions is view.measured.institutions
    assert view.windows() is view.measured.windows
    other = view.brief(options=Options(horizon=5))
    assert other.relation is not view.measured and other.relation.shares.horizon == 5


def test_a_brief_of_a_measured_relation_refuses_what_does_not_fit(catalog: Catalog) -> None:
    options = Options(scenario="accession")
    with pytest.raises(RequestError, match="bloc"):
        brief_of(measured.Relation(catalog, pair("India", "China", 2013), options=options))


def test_what_came_later_is_never_mixed_with_what_was_known(catalog: Catalog) -> None:
    made = measured.Relation(catalog, pair("NATO", "Russia", 2013))
    distance = made.identity.distance
    assert distance.years[-1] == 2013
    assert made.later(distance).years[0] == 2014
    assert made.with_later(distance).split(2013)[0] == distance
    assert all(series.years[-1] <= 2013 for series in made.measures())
    assert all(series.years[0] > 2013 for series in made.only_later())


def test_what_came_later_of_one_structure_is_asked_of_no_other(
    catalog: Catalog, calls: Counter[str]
) -> None:
    made = measured.Relation(catalog, pair("NATO", "Russia", 2013))
    shares = made.power.shares["cinc"][0]
    once = dict(calls)
    assert made.later(shares).years[0] == 2014 and made.with_later(shares).years[-1] > 2013
    assert calls == Counter(once) + Counter({"PowerProfile": 1})


def test_the_id_of_a_series_names_its_structure(catalog: Catalog) -> None:
    made = measured.Relation(catalog, pair("NATO", "Russia", 2013))
    profiles = {"power": made.power, "identity": made.identity, "institutions": made.institutions}
    assert tuple(profiles) == measured.STRUCTURES
    for structure, profile in profiles.items():
        ids = {series.id.partition(".")[0] for series in profile.measures()}
        assert ids == {structure}


def test_a_part_of_a_paper_is_made_once(catalog: Catalog) -> None:
    made, other = (make(catalog, pair("India", "China", 2013)) for _ in range(2))
    asked: list[Brief] = []

    def part(brief: Brief) -> list[str]:
        asked.append(brief)
        return [brief.pair.label]

    assert made.once(part) is made.once(part) and other.once(part) == ["India and China"]
    assert asked == [made, other]


def test_a_membership_is_accounted_for_once(catalog: Catalog, calls: Counter[str]) -> None:
    made = measured.Relation(catalog, pair("Serbia", "EU", 2020))
    first = made.account("accession")
    assert first is made.account("accession") and calls["account"] == 1
    assert made.account("association") is not first and calls["account"] == 2


def test_reference_relations_leave_out_the_relation_itself() -> None:
    own = pair("China", "India", 2024)
    names = [other.label for other in comparison.references(own)]
    assert len(names) == len(comparison.REFERENCES) - 1
    assert "India and China" not in names


def test_percentiles_count_the_pairs_below(catalog: Catalog) -> None:
    made = measured.Relation(catalog, pair("United States", "United Kingdom", 2013))
    placement = made.placement
    assert placement is not None
    assert set(placement.percentiles) <= {scale.id for scale in comparison.SCALES}
    assert placement.percentiles["organisations"] > 90
    everybody = comparison._everybody(made.catalog, "distance", 2013)
    own = placement.cells["distance"].value
    below = 100 * float((everybody < own).mean())
    assert placement.percentiles["distance"] == pytest.approx(below, abs=0.1)
