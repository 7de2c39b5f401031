"""Angles: which question a relation poses, how it is asked, and how it is answered."""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from string import Formatter

import pytest
import tomli

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.sentence import Sentence, figures, length, render
from detente.rules.angle import Angle, Lines
from detente.rules.angle_shelf import ANGLES
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.readings import own_sanctions
from detente.rules.rule import SECTIONS
from detente.store.catalog import Catalog

BY_ID = {angle.id: angle for angle in ANGLES}
CELL = Cell("blocs", "member", (("year", 2013),), 1.0, "fact", ("blocs",), "made for a test")
ESTIMATES = ("may", "might", "could", "probably", "perhaps", "likely", "stood", "told")


def lines(**said: str) -> Lines:
    """Make what rules say: one line of a variant each."""
    return {rule: (_line(rule, variant),) for rule, variant in said.items()}


def _line(rule: str, variant: str) -> Line:
    body = (Sentence("It is so.", {}),)
    basis = Basis(about="a test", cells=(CELL,))
    return composed(rule, variant, body, basis, reasons=Reasons(unexpected=0.9))


def relation(catalog: Catalog, *names: str, day: int | None = None) -> Relation:
    return Relation(catalog, pair(names[0], names[1], day))


def holding(found: Relation, said: Lines) -> set[str]:
    return {angle.id for angle in ANGLES if angle.holds(found, said)}


CASES = [
    (("Ukraine", "Russia"), None, {}, "at_war"),
    (("North Korea", "South Korea"), None, {}, "truce_on_trial"),
    (("NATO", "Russia"), None, {}, "suspended"),
    (("EU", "Serbia"), None, {"equilibrium": "unexpected.cheap"}, "waiting_at_the_door"),
    (("EU", "Serbia"), None, {"clock": "unexpected.over.talks"}, "waiting_at_the_door"),
    (("EU", "Turkey"), 2005, {}, "door_just_opened"),
    (("EU", "Moldova"), None, {"entrants": "unusual.both"}, "fast_track"),
    (("EU", "Serbia"), None, {}, "contested_neighbourhood"),
    (("NATO", "Russia"), 2013, {}, "partners_who_manage"),
    (("NATO", "Russia"), 2013, {"joint": "moved.both_fall"}, "run_past"),
    (("India", "China"), None, {"joint": "moved.both_gain"}, "equal_rivals"),
    (("India", "China"), None, {}, "thaw"),
    (("India", "China"), None, {"vote_level": "unusual.near"}, "rivals_alike"),
    (("Egypt", "Ethiopia"), None, {}, "power_shifting"),
    (("NATO", "Russia"), 2013, {"peculiar": "unusual.organisations_regimes"}, "dense_and_unlike"),
    (("Greece", "Turkey"), None, {}, "allied_at_odds"),
    (("USA", "Japan"), None, {"paradox": "unexpected.partners"}, "partners_apart"),
    (("Russia", "Lithuania"), None, {"same_vote": "moved.apart"}, "falling_out"),
    (("Brazil", "Argentina"), None, {"mover": "moved.jump-away"}, "governments_turn"),
    (("Spain", "Andorra"), None, {}, "unequal_neighbours"),
    (("Liechtenstein", "Switzerland"), None, {}, "integrated"),
    (("African Union", "China"), None, {}, "continent_and_power"),
    (("ASEAN", "USA"), None, {"net_lean": "unexpected.no-lean"}, "between_two_powers"),
    (("Barbados", "Pakistan"), None, {}, "hardly_connected"),
    (("Sweden", "NATO"), 2021, {"with_bloc": "unusual.highest-of-all"}, "all_but_in"),
    (("Sweden", "NATO"), None, {}, "inside"),
    (("Poland", "Belarus"), None, {}, "in_crisis"),
    (("Japan", "South Korea"), None, {}, "claim_among_friends"),
    (("Japan", "South Korea"), None, {"settled": "unexpected.broken"}, "unsettled_past"),
    (("NATO", "South Korea"), None, {}, "partner_of_a_bloc"),
    (("Panama", "Colombia"), None, {}, "quiet_neighbours"),
    (("USA", "Ecuador"), None, {}, "power_and_far_state"),
    (("USA", "Ecuador"), None, {"same_vote": "moved.nearer"}, "drawn_nearer"),
    (("Panama", "Colombia"), None, {"same_vote": "moved.apart"}, "drifted_apart"),
    (("Barbados", "Pakistan"), None, {"vote_level": "unusual.near"}, "alike_without_ties"),
    (("Cuba", "France"), None, {"vote_level": "unusual.far"}, "apart_without_quarrel"),
    (("EU", "Turkey"), 2005, {}, "frozen_conflict"),
    (("EU", "Ukraine"), None, {}, "third_partys_war"),
]


@pytest.mark.parametrize(("names", "day", "said", "angle"), CASES)
def test_the_angle_holds_where_its_trigger_does(
    catalog: Catalog, names: tuple[str, str], day: int | None, said: dict[str, str], angle: str
) -> None:
    found = relation(catalog, *names, day=day)
    assert BY_ID[angle].holds(found, lines(**said))


@pytest.mark.parametrize(("names", "day", "said", "angle"), CASES)
def test_question_and_answer_are_short_plain_and_without_a_figure(
    catalog: Catalog, names: tuple[str, str], day: int | None, said: dict[str, str], angle: str
) -> None:
    found = relation(catalog, *names, day=day)
    question = BY_ID[angle].title(found)
    answer = BY_ID[angle].verdict(found, lines(**said))
    assert question.endswith("?")
    assert "{" not in question
    assert length(answer) <= 25, render(answer)
    assert not figures(answer)
    assert not any(one.isdigit() for one in question + render(answer))
    words = {word.strip(".,;:?").lower() for word in (question + " " + render(answer)).split()}
    assert not words & set(ESTIMATES)


def test_every_angle_has_a_case() -> None:
    broken = {"broken_off"}  # no pair of the list has it as its state
    assert {angle for *_, angle in CASES} | broken == set(BY_ID)


def test_war_outranks_and_bars_the_others(catalog: Catalog) -> None:
    said = lines(mover="moved.jump-away", same_vote="moved.apart", joint="moved.both_gain")
    assert holding(relation(catalog, "Ukraine", "Russia"), said) == {"at_war"}


def test_a_crisis_that_was_just_repaired_is_the_question_before_power(catalog: Catalog) -> None:
    said = lines(joint="moved.both_gain", lead="moved.wider", repaired="moved.cause_left")
    slow = {"equal_rivals", "power_shifting"}
    # the crisis of 2020 ended in October 2024
    assert not holding(relation(catalog, "India", "China"), said) & slow
    unrepaired = {name: one for name, one in said.items() if name != "repaired"}
    assert "equal_rivals" in holding(relation(catalog, "India", "China"), unrepaired)


def test_a_suspended_relation_asks_for_no_thaw_and_no_falling_out(catalog: Catalog) -> None:
    said = lines(same_vote="moved.apart", repaired="moved.back")
    held = holding(relation(catalog, "NATO", "Russia"), said)
    assert "suspended" in held
    assert not held & {"thaw", "falling_out", "partners_who_manage"}


def test_answers_follow_from_the_case(catalog: Catalog) -> None:
    found = relation(catalog, "EU", "Serbia")
    angle = BY_ID["waiting_at_the_door"]
    cheap = angle.verdict(found, lines(equilibrium="unexpected.cheap"))
    longest = angle.verdict(found, lines(clock="unexpected.over.talks"))
    assert render(cheap) != render(longest)


def test_a_shared_bloc_is_named_and_not_called_nothing(catalog: Catalog) -> None:
    found = relation(catalog, "Kyrgyzstan", "Uzbekistan")
    said = lines(vote_level="unusual.near")
    assert BY_ID["alike_without_ties"].holds(found, said)
    assert "sit together in" in render(BY_ID["alike_without_ties"].verdict(found, said))
    assert not BY_ID["hardly_connected"].holds(found, {})


def test_an_ally_of_one_power_is_not_between_the_two(catalog: Catalog) -> None:
    found = relation(catalog, "EU", "USA")
    assert not BY_ID["between_two_powers"].holds(found, lines(net_lean="unexpected.no-lean"))


def test_fighting_of_single_members_is_not_that_of_the_bloc(catalog: Catalog) -> None:
    found = relation(catalog, "GCC", "Iran")
    leading = found.state.leading
    assert leading is not None
    assert leading.by_member
    assert "members" in BY_ID["at_war"].title(found)


@pytest.mark.parametrize(
    ("variant", "subject"), [("unusual.divides-nu", "nuclear weapons"), ("unusual.spares-nu", "")]
)
def test_the_subject_that_divides_is_named(catalog: Catalog, variant: str, subject: str) -> None:
    found = relation(catalog, "Panama", "Colombia")
    said = lines(same_vote="moved.apart", where=variant)
    answer = render(BY_ID["drifted_apart"].verdict(found, said))
    assert subject in answer
    assert bool(subject) == ("divides" in answer)


def test_sanctions_are_a_quarrel_of_the_two_themselves(catalog: Catalog) -> None:
    said = lines(same_vote="moved.apart")
    assert not BY_ID["drifted_apart"].holds(relation(catalog, "Russia", "Lithuania"), said)
    union = relation(catalog, "EAEU", "Portugal")
    # those on single members are not those of the bloc
    assert union.state.sanctions
    assert not own_sanctions(union)


def test_the_shelf_is_in_order() -> None:
    assert len(BY_ID) == len(ANGLES)
    ranks = [angle.rank for angle in ANGLES if angle.rank]
    assert ranks == sorted(ranks)
    assert {angle.id for angle in ANGLES if angle.rank} == {
        "at_war",
        "truce_on_trial",
        "broken_off",
        "suspended",
    }


@pytest.mark.parametrize("angle", ANGLES, ids=lambda angle: angle.id)
def test_an_angle_names_sections_and_rules_once(angle: Angle) -> None:
    assert set(angle.sections) <= set(SECTIONS)
    assert len(set(angle.rules)) == len(angle.rules) >= 5


@pytest.mark.parametrize("angle", ANGLES, ids=lambda angle: angle.id)
def test_every_form_of_an_answer_is_plain(angle: Angle) -> None:
    module = import_module(f"detente.rules.angles.{angle.id}")
    for form in getattr(module, "ANSWERS", {}).values():
        text = "".join(words for words, *_ in Formatter().parse(form))
        assert not form.endswith(".")
        assert not any(letter.isdigit() for letter in text)
        assert len(form.split()) <= 18


def test_exceptions_of_bearing_are_few_and_reasoned() -> None:
    text = files("detente.rules").joinpath("bearing.toml").read_text(encoding="utf-8")
    rows = tomli.loads(text)["exception"]
    assert len(rows) <= 30
    assert {row["angle"] for row in rows} <= set(BY_ID)
    assert all(row["reason"] and 0 <= row["bearing"] <= 1 for row in rows)
    named = [(row["rule"], row["angle"]) for row in rows]
    assert len(set(named)) == len(named)
