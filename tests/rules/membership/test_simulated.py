"""What paired futures say in the section on membership, and when they say nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.analysis.relation import Relation
from detente.errors import RequestError
from detente.evidence.sentence import Sentence, figures, length, render
from detente.paper.brief import make
from detente.paper.charts.futures import Fan, fans
from detente.paper.exhibits.futures import futures
from detente.paper.writers.json import record as brief_record
from detente.rules.line import Line
from detente.rules.membership import (
    not_offered,
    not_simulated,
    simulated,
    simulated_disputes,
    simulated_domestic,
    simulated_losers,
    simulated_neighbourhood,
    simulated_prominence,
    simulated_record,
    simulation,
)
from detente.rules.membership.simulation import (
    Simulation,
    band,
    cell_of,
    is_beyond,
    is_silent,
    shown,
)
from detente.rules.rule import Rule
from detente.scenarios.proof.scores import membership_effect
from detente.scenarios.proof.tables import packaged
from detente.scenarios.record import record
from detente.scenarios.run import Moved, Simulated
from detente.scenarios.spinoffs.wanted import LESS_IS_WORSE, NEITHER, Wanted
from detente.scenarios.verbs import plan_of
from detente.store.catalog import Catalog

RULES = (
    simulated.RULE,
    simulated_prominence.RULE,
    simulated_domestic.RULE,
    simulated_neighbourhood.RULE,
    simulated_disputes.RULE,
    simulated_losers.RULE,
    simulated_record.RULE,
)
LONGEST = 30
"""Words of a sentence of a section."""


def moved(
    id: str,
    unit: str,
    last: tuple[float, float, float],
    *,
    label: str = "",
    who: str = "",
    worse: int = NEITHER,
) -> Moved:
    """Make a difference that grows evenly to its mean, low and high end over two years."""
    mean, low, high = (np.array([value / 2, value]) for value in last)
    spinoff = id.partition(".")[0]
    wanted = Wanted(
        id=id, label=label or id, spinoff=spinoff, unit=unit, row=(0,), who=who, worse=worse
    )
    return Moved(wanted=wanted, mean=mean, low=low, high=high, error=np.zeros(2))


SHARE = moved("prominence.share_milex", "share", (0.034, 0.011, 0.072))
DEMOCRACY = moved("domestic.democracy.365", "index", (0.006, -0.05, 0.07))
NEAR = moved(
    "neighbourhood.alignment.705",
    "points",
    (-0.3, -0.5, -0.1),
    label="Kazakhstan nearer to NATO than to Russia",
    who="Kazakhstan",
    worse=LESS_IS_WORSE,
)
QUARRELS = moved("conflict_zones.with_members", "disputes", (-0.4, -11.1, 10.6))


def synthetic(*series: Moved) -> Simulated:
    plan = plan_of(pair("NATO", "Russia", 2013), "accession", 2014, horizon=2, draws=100)
    losers = tuple((one.wanted.who, one) for one in series if one.loses)
    return Simulated(
        plan=plan,
        start=2013,
        years=(2014, 2015),
        moved=series,
        losers=losers,
        indicators=(),
        priors=(),
    )


def said(
    catalog: Catalog, rule: Rule, found: Simulated, monkeypatch: pytest.MonkeyPatch
) -> tuple[Line, ...]:
    """Give what a rule says of a result made by hand."""
    monkeypatch.setattr(simulation, "simulation", lambda _: Simulation(found=found))
    return tuple(rule.say(Relation(catalog, pair("NATO", "Russia", 2013))))


def test_a_share_beyond_its_band_is_said_with_mean_and_ends(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = said(catalog, simulated_prominence.RULE, synthetic(SHARE), monkeypatch)
    assert line.variant == "beyond.gains"
    assert [round(one.value, 1) for one in line.finding.figures] == [3.4, 1.1, 7.2]
    assert "military spending" in line.finding.text


def test_futures_are_told_of_where_a_result_is_named(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rule, one in ((simulated_domestic, DEMOCRACY), (simulated_disputes, QUARRELS)):
        assert said(catalog, rule.RULE, synthetic(one), monkeypatch) == ()
    found = synthetic(DEMOCRACY, QUARRELS)
    for rule in (simulated, simulated_record):
        assert said(catalog, rule.RULE, found, monkeypatch) == ()
    (other,) = said(catalog, simulated.RULE, synthetic(SHARE, QUARRELS), monkeypatch)
    assert other.variant == "plain.accession"
    assert other.finding.text.endswith("holds 80 per cent of the pairs.")


def test_the_neighbour_that_loses_is_named(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = synthetic(NEAR)
    (line,) = said(catalog, simulated_neighbourhood.RULE, found, monkeypatch)
    assert line.variant == "beyond.neighbour"
    assert "Kazakhstan" in line.finding.text and "between NATO and Russia" in line.finding.text
    (lost,) = said(catalog, simulated_losers.RULE, found, monkeypatch)
    assert "Kazakhstan loses" in lost.finding.text
    assert said(catalog, simulated_losers.RULE, synthetic(SHARE), monkeypatch) == ()


def test_what_the_effect_of_membership_was_worth_is_said_from_the_record(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = said(catalog, simulated_record.RULE, synthetic(SHARE), monkeypatch)
    tested = membership_effect(packaged().as_of(date(2013, 12, 31))).of_bloc("NATO")
    assert tested is not None
    ratio = tested.ratio["stayed"]
    cases, part = line.finding.figures
    assert cases.value == ratio.cases
    assert part.value == pytest.approx(abs(ratio.value - 1))
    assert line.variant == f"record.{simulated_record.variant(tested)}"
    assert "is not established" in line.finding.text


@pytest.mark.parametrize(
    ("ends", "kind"), [((0.8, 0.95), "better"), ((0.9, 1.1), "within"), ((1.02, 1.1), "worse")]
)
def test_the_sentence_follows_from_the_interval(ends: tuple[float, float], kind: str) -> None:
    low, high = ends
    tested = membership_effect(packaged()).of[0]
    ratio = replace(tested.ratio["stayed"], value=(low + high) / 2, low=low, high=high)
    assert simulated_record.variant(replace(tested, ratio={"stayed": ratio})) == kind


def test_a_view_before_any_outcome_says_nothing_of_the_record(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = synthetic(SHARE)
    early = replace(found, plan=replace(found.plan, view=date(1975, 12, 31), events=()))
    event = found.plan.events[0]
    object.__setattr__(early.plan, "events", (event,))
    assert not said(catalog, simulated_record.RULE, early, monkeypatch)


def test_a_neighbour_within_its_band_is_not_named(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = replace(NEAR, mean=np.array([0.0, 0.2]), low=np.array([0.0, -0.05]))
    one = replace(held, high=np.array([0.0, 0.45]))
    assert said(catalog, simulated_neighbourhood.RULE, synthetic(one), monkeypatch) == ()


def test_what_prints_as_zero_is_not_said(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = moved("domestic.democracy.365", "index", (0.0, -0.004, 0.004))
    assert is_silent(tiny)
    assert said(catalog, simulated_domestic.RULE, synthetic(tiny), monkeypatch) == ()
    low = moved("prominence.share_cinc", "share", (0.03, 0.0001, 0.05))
    assert low.beyond and not is_beyond(low), "an end that prints as zero is none"


@given(st.tuples(st.floats(-50, 50), st.floats(-50, 50), st.floats(-50, 50)))
def test_every_band_is_two_ends_at_most_and_bound_to_its_cell(
    numbers: tuple[float, float, float],
) -> None:
    low, mean, high = sorted(numbers)
    one = moved("conflict_zones.with_members", "disputes", (mean, low, high))
    found = synthetic(one)
    written = list(figures(Sentence("It lies {band}.", {"band": band(found, one)})))
    assert len(written) <= 2
    cell = cell_of(found, one)
    for figure in (*written, shown(found, one, "mean")):
        assert figure.cells == (cell,) and figure.value >= 0


def test_a_picture_has_a_panel_for_each_spinoff_that_is_touched() -> None:
    (picture,) = futures(synthetic(SHARE, DEMOCRACY, NEAR, QUARRELS))
    assert len(picture.spec["concat"]) == 4
    assert length(picture.title) <= 15
    assert "weight" in render(picture.title) and "democracy" not in render(picture.title)
    # where every band holds zero a picture would show nothing
    assert futures(synthetic(DEMOCRACY)) == [] == futures(synthetic())


def test_a_fan_begins_at_zero_before_the_change() -> None:
    fan = Fan("x", (2013, 2014), mean=(0.0, 1.0), low=(0.0, -1.0), high=(0.0, 2.0))
    spec = fans([fan])
    assert spec is not None
    rows = spec["concat"][0]["layer"][0]["data"]["values"]
    assert rows[0]["value"] == 0 and rows[1]["low"] == -1
    assert fans([]) is None


@pytest.fixture(scope="module")
def asked(catalog: Catalog) -> Relation:
    options = Options(scenario="accession", horizon=5, futures=100)
    return Relation(catalog, pair("NATO", "Russia", 2013), options)


def test_every_sentence_is_short_and_has_two_figures_at_most(asked: Relation) -> None:
    lines = [line for rule in RULES for line in rule.say(asked)]
    # what lies within chance is one sentence of the first line
    assert len(lines) >= 3
    sentences = [one for line in lines for one in line.finding.sentences]
    assert len(sentences) <= 9
    for sentence in sentences:
        assert length(sentence) <= LONGEST, render(sentence)
        shown_here = [one for one in figures(sentence) if one.kind != "dated"]
        assert len(shown_here) <= 2, render(sentence)
    assert not any(line.fits_first_page for line in lines)


def test_python_and_the_paper_give_the_same_numbers(catalog: Catalog) -> None:
    options = Options(scenario="accession", year=2014, horizon=5, futures=100)
    key = pair("NATO", "Russia", 2013)
    written = brief_record(make(catalog, key, options))["scenario"]
    found = detente.relation("NATO", "Russia", 2013, catalog).scenario(
        "accession", 2014, horizon=5, draws=100
    )
    assert found is not None
    same = json.loads(json.dumps(record(found)))
    assert written["simulated"]["spinoffs"].keys() == same["spinoffs"].keys()
    last = {one["id"]: one["mean"][-1] for rows in same["spinoffs"].values() for one in rows}
    rows = {one["id"]: one for one in written["difference"] if one["before"] is None}
    assert rows.keys() == last.keys()
    for id, row in rows.items():
        assert row["difference"] == pytest.approx(last[id], rel=1e-5, abs=1e-6)
        assert row["low"] <= row["high"]
    assert all(written["spinoffs"][name] for name in same["spinoffs"])


def test_members_are_not_simulated_unasked_and_nobody_without_a_bloc(catalog: Catalog) -> None:
    member = Relation(catalog, pair("NATO", "Turkey"))
    assert simulation.simulation(member) is None
    assert not any(tuple(rule.say(member)) for rule in RULES)
    assert len(tuple(not_offered.RULE.say(member))) == 1
    two = Relation(catalog, pair("India", "China"))
    assert simulation.simulation(two) is None


def test_a_war_with_a_member_has_one_line(catalog: Catalog) -> None:
    options = Options(scenario="accession", futures=100)
    at_war = Relation(catalog, pair("CIS", "Ukraine", date(2024, 6, 30)), options)
    assert [tuple(rule.say(at_war)) for rule in RULES] == [()] * len(RULES)
    (line,) = not_simulated.RULE.say(at_war)
    assert "at war" in line.finding.text
    unasked = replace(at_war, options=Options())
    assert tuple(not_simulated.RULE.say(unasked)) == ()


def test_what_cannot_be_is_refused_before_anything_is_measured(catalog: Catalog) -> None:
    key = pair("NATO", "Russia", 2013)
    for verb in ("exit", "nothing"):
        with pytest.raises(RequestError):
            make(catalog, key, Options(scenario=verb))
    with pytest.raises(RequestError, match="rung"):
        make(catalog, pair("NATO", "India", 2013), Options(scenario="suspension"))
    with pytest.raises(RequestError):
        options = Options(scenario="accession", futures=100, priors=(("no.such", (0.0, 1.0)),))
        simulation.simulation(Relation(catalog, key, options))
