"""Scenarios as paired futures: worked library, spin-offs, priors, files, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.errors import RequestError
from detente.estimators.futures.world import MEMBER
from detente.scenarios.files import library, read, read_file, schema
from detente.scenarios.page import page
from detente.scenarios.priors import given, move, places, read_prior
from detente.scenarios.record import record
from detente.scenarios.run import Simulated, simulate
from detente.scenarios.spinoffs.setting import Setting
from detente.scenarios.verbs import Event, Plan, changes_of, event
from detente.scenarios.world import Built, build
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import default_store

WORKED = (
    "china-asean",
    "map-2008",
    "russia-nato-2002",
    "russia-nato-2014",
    "serbia-eu",
    "sweden-finland-2022",
    "turkey-eu-2005",
    "uk-exit-2016",
    "ukraine-eu",
)
VIEW = date(2013, 12, 31)
FEW = {"draws": 100, "horizon": 5}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return default_catalog(default_store())


@pytest.fixture(scope="module")
def russia(catalog: Catalog) -> Simulated:
    return simulate(catalog, read_file("russia-nato-2014", draws=200, horizon=10))


def one(verb: str, state: str, bloc: str, year: int = 2014, **more: object) -> Event:
    return event(verb, state, bloc, view=VIEW, year=year, **more)


def plan(*events: Event, **more: object) -> Plan:
    return Plan(title="asked", view=VIEW, events=events, **{**FEW, **more})


def test_the_library_is_read_and_each_view_lies_before_its_event() -> None:
    assert tuple(library()) == WORKED
    for name in WORKED:
        found = read_file(name)
        assert found.title and found.why and found.sources
        assert all(found.view.year < asked.year for asked in found.events)


def test_accession_of_russia_in_its_four_spin_offs(russia: Simulated) -> None:
    assert russia.years == tuple(range(2014, 2024)) and russia.start == 2013
    by_id = {found.wanted.id: found for found in russia.moved}
    member = by_id[f"domestic.rung_{MEMBER}.365"]
    # it joins in every draw of one future, and in few of the other
    assert member.mean[0] > 0.9 and member.low[0] >= 0
    share = by_id["prominence.share_cinc"]
    # by accounting Russia adds .039 to the capability of 2013
    assert 0.02 < share.mean[0] < 0.06 and share.low[0] <= share.mean[0] <= share.high[0]
    assert by_id["prominence.outer_neighbours"].mean[0] > 1
    assert by_id["conflict_zones.inside"].mean[-1] > 0
    names = {found.wanted.label for found in russia.spinoff("neighbourhood")}
    assert any(name.startswith("Ukraine nearer to NATO") for name in names)
    assert all(russia.spinoff(name) for name in ("domestic", "conflict_zones"))


def test_losers_are_those_whom_a_band_beyond_zero_harms(russia: Simulated) -> None:
    for who, found in russia.losers:
        worse = found.low[-1] > 0 if found.wanted.worse > 0 else found.high[-1] < 0
        assert who == found.wanted.who and worse
    others = [found for found in russia.moved if found not in {x for _, x in russia.losers}]
    assert not any(found.loses for found in others)
    worst = replace(russia.spinoff("domestic")[0], low=np.full(10, -0.2), high=np.full(10, -0.1))
    assert worst.loses and worst.wanted.who == "Russia"


def test_indicators_are_dated_and_decided_by_data(russia: Simulated) -> None:
    assert 5 <= len(russia.indicators) <= 8
    weights = [asked.weight for asked in russia.indicators]
    assert weights == sorted(weights, reverse=True)
    for asked in russia.indicators:
        assert asked.table and asked.column and asked.deadline > VIEW
        assert 0 <= asked.chance <= 1 and str(asked.deadline.year) in asked.question


def test_page_and_record_give_the_same_numbers(russia: Simulated) -> None:
    lines = page(russia)
    assert max(map(len, lines)) <= 100
    text = "\n".join(lines)
    for head in ("By treaty", "By simulation", "Who loses", "Prominence", "Priors"):
        assert head in text
    told = json.loads(json.dumps(record(russia)))
    first = told["spinoffs"]["prominence"][0]
    assert first["mean"][0] == pytest.approx(
        float(russia.spinoff("prominence")[0].mean[0]), abs=1e-6
    )
    assert told["losers"] == [
        {"state": who, "series": found.wanted.id} for who, found in russia.losers
    ]


def test_nothing_changes_nothing(catalog: Catalog) -> None:
    found = simulate(catalog, plan())
    assert not found.moved and not found.losers
    assert "both futures are the same" in page(found)[-1]


def test_every_verb_has_its_arrays(catalog: Catalog) -> None:
    asked = plan(
        one("association", "Ukraine", "NATO", perspective=True),
        one("joint-body", "Ukraine", "EU"),
        one("exit", "United Kingdom", "EU", 2016),
        one("suspension", "Turkey", "EU", 2015),
    )
    also = ((369, "NATO"), (369, "EU"), (200, "EU"), (640, "EU"))
    built = build(catalog, VIEW, also=also)
    arrays = changes_of(asked, built)
    assert arrays.rung.tolist() == [3, 1, 6, -1]
    assert arrays.perspective.tolist() == [1, -1, -1, -1]
    assert arrays.body.tolist() == [-1, 1, -1, -1]
    assert arrays.suspended.tolist() == [-1, -1, -1, 1]
    assert arrays.when.tolist() == [1, 1, 3, 2]
    wanted = [built.place_at[key] for key in also]
    assert arrays.place.tolist() == wanted


def test_a_conditional_accession_comes_only_to_democracies(catalog: Catalog) -> None:
    text = library()["turkey-eu-2005"]
    free = simulate(catalog, read(text, "x", draws=200))
    never = simulate(catalog, read(text.replace("above = 0.5", "above = 0.999"), "x", draws=200))
    member = f"domestic.rung_{MEMBER}.640"
    came = {found.wanted.id: found for found in free.moved}[member].mean.max()
    assert came > 0.2
    assert not {found.wanted.id: found for found in never.moved}[member].mean.any()


def test_a_moved_prior_moves_the_result_and_is_named(catalog: Catalog) -> None:
    asked = plan(one("accession", "Russia", "NATO"), priors={"pull.member": (0.08, 0.12)})
    pulled = simulate(catalog, asked)
    plain = simulate(catalog, replace(asked, priors={}))
    gap = "domestic.gap.365"
    mean = [
        next(found.mean[-1] for found in result.moved if found.wanted.id == gap)
        for result in (pulled, plain)
    ]
    assert mean[0] < mean[1] - 0.03
    moved = [prior for prior in pulled.priors if prior.moved]
    assert [(prior.name, prior.low, prior.high) for prior in moved] == [("pull.member", 0.08, 0.12)]
    assert not moved[0].holds_zero


def test_priors_are_drawn_in_their_interval(catalog: Catalog) -> None:
    world = build(catalog, VIEW).world
    found = move(world, {"dispute.alliance": (-0.5, 0.1)})
    part, array, column = places(world)["dispute.alliance"]
    drawn = getattr(getattr(found, part), array)[column]
    assert np.quantile(drawn, [0.1, 0.9]) == pytest.approx([-0.5, 0.1], abs=0.15)
    untouched = {prior.name: prior for prior in given(found, {})}
    assert untouched["pull.member"] == {p.name: p for p in given(world, {})}["pull.member"]


def test_neighbours_and_poles(catalog: Catalog) -> None:
    asked = plan(one("accession", "Serbia", "EU"))
    built: Built = build(catalog, VIEW, also=((345, "EU"),))
    setting = Setting(plan=asked, built=built, event=asked.events[0])
    assert "Bosnia and Herzegovina" in {setting.name(at) for at in setting.neighbours}
    assert setting.name(setting.pole) == "Russia"
    assert setting.code == 345 and len(setting.members) == 28


def test_the_schema_names_every_field() -> None:
    told = schema()
    assert set(told["properties"]) == {"scenario", "event", "prior"}
    assert "only_if" in told["properties"]["event"]["items"]["properties"]


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (lambda: plan(one("accession", "Poland", "NATO")), "Poland is a member of NATO"),
        (lambda: plan(one("exit", "Russia", "NATO")), "not a member of NATO"),
        (lambda: plan(one("suspension", "Brazil", "NATO")), "no rung in NATO"),
        (
            lambda: event("accession", "Spain", "NATO", view=date(1947, 12, 31), year=1948),
            "NATO did not exist",
        ),
        (lambda: one("marriage", "Russia", "NATO"), "no scenario is called 'marriage'; near: acc"),
        (lambda: one("accession", "Russia", "NATO", perspective=True), "belongs to association"),
        (lambda: plan(one("accession", "Russia", "NATO"), horizon=0), "horizon of 0"),
        (lambda: plan(one("accession", "Russia", "NATO"), horizon=500), "horizon of 500"),
        (lambda: plan(one("accession", "Russia", "NATO", 2050)), "beyond the horizon"),
        (lambda: plan(one("accession", "Russia", "NATO", 2001)), "before the view"),
        (
            lambda: plan(
                one("accession", "Russia", "NATO"), one("accession", "Russia", "NATO", 2015)
            ),
            "is a member of NATO",
        ),
        (
            lambda: plan(one("accession", "Russia", "NATO"), one("association", "Russia", "NATO")),
            "contradict each other",
        ),
        (lambda: plan(one("accession", "Russia", "NATO"), draws=1), "1 draws"),
        (lambda: read_prior("pull.member=2,1"), "has no mass"),
        (lambda: read_prior("pull.member"), "is no prior"),
        (lambda: read("[[event]]\nverb='exit'", "x"), "'state' is missing"),
        (lambda: read("[scenario]\nhorizn=3", "x"), "no field is called 'horizn'"),
        (lambda: read("[scenario]\nhorizon='3'", "x"), "wrong type"),
        (lambda: read("[scenario", "x"), "not TOML"),
        (lambda: read_file("nowhere.toml"), "cannot be read"),
    ],
)
def test_bad_input_is_one_line(make, line: str) -> None:
    with pytest.raises(RequestError) as caught:
        make()
    assert line in str(caught.value) and "\n" not in str(caught.value)


def test_what_only_the_data_refuse(catalog: Catalog) -> None:
    with pytest.raises(RequestError, match="no prior is called 'pull.friend'"):
        simulate(
            catalog, plan(one("accession", "Russia", "NATO"), priors={"pull.friend": (0.0, 1.0)})
        )
    at_war = Plan(
        title="x",
        view=date(2023, 12, 31),
        events=(event("accession", "Ukraine", "CIS", view=date(2023, 12, 31), year=2024),),
        **FEW,
    )
    with pytest.raises(RequestError, match="at war with a member.*--even-at-war"):
        simulate(catalog, at_war)
    assert simulate(catalog, replace(at_war, even_at_war=True)).moved
