"""Findings of the small tables: treaties, ties, presence, aid, leaders, texts of the Assembly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.findings.identity import assembly, leaders
from detente.findings.institutions import close_ties, treaties
from detente.findings.power import presence, war_aid
from detente.store.catalog import default_catalog

Say = Callable[[Relation], Iterator[Finding]]
EVERY: tuple[Say, ...] = (
    treaties.findings,
    close_ties.findings,
    close_ties.ended,
    presence.findings,
    war_aid.findings,
    leaders.findings,
    assembly.findings,
)


def said(say: Say, first: str, second: str, view: int | str) -> str:
    parties = pair(first, second, view)
    relation = Relation(default_catalog().as_of(parties.day), parties)
    return " ".join(finding.text for finding in say(relation))


@pytest.mark.parametrize(
    ("say", "first", "second", "view", "words"),
    [
        (
            treaties.findings,
            "Russia",
            "Ukraine",
            2024,
            "the Budapest Memorandum of 1994 had been broken by Russia in 2014",
        ),
        (treaties.findings, "Russia", "Ukraine", 2013, "Budapest Memorandum of 1994 was in force"),
        (
            treaties.findings,
            "India",
            "Pakistan",
            "2026-06-30",
            "the Indus Waters Treaty of 1960 had not been applied by India since 2025",
        ),
        (treaties.findings, "USA", "Russia", 2024, "had been left by Russia in 2023"),
        (close_ties.findings, "Liechtenstein", "Switzerland", 2024, "Currency Treaty (1981)"),
        (
            close_ties.ended,
            "Serbia",
            "EU",
            2024,
            "Membership of Serbia in the European Union would end 5 of its agreements",
        ),
        (presence.findings, "Japan", "USA", 2024, "about 55,000 soldiers in Japan in 2024"),
        (presence.findings, "Turkey", "EU", 2024, "Russia supplied 42 per cent of the gas"),
        (war_aid.findings, "Ukraine", "EU", 2025, "gives Ukraine 90 billion euros from"),
        (
            war_aid.findings,
            "NATO",
            "Russia",
            2024,
            "had allocated 77 billion euros to Ukraine by 2024",
        ),
        (leaders.findings, "Brazil", "Argentina", 2024, "Javier Milei (La Libertad Avanza, since"),
        (leaders.findings, "Tonga", "Australia", 2024, "Samiu Vaipulu (acting, since 2024"),
        (
            assembly.findings,
            "Russia",
            "Georgia",
            2024,
            "At least 1 text of the General Assembly on Abkhazia and South Ossetia was adopted",
        ),
        (assembly.findings, "Russia", "Ukraine", 2014, "the last on record here is A/RES/68/262"),
    ],
)
def test_by_hand(say: Say, first: str, second: str, view: int | str, words: str) -> None:
    assert words in said(say, first, second, view)


@pytest.mark.parametrize(
    ("say", "first", "second", "view"),
    [
        (treaties.findings, "Serbia", "EU", 2024),
        (close_ties.ended, "France", "EU", 2024),
        (close_ties.ended, "Serbia", "NATO", 2024),
        (presence.findings, "Japan", "USA", 2013),
        (war_aid.findings, "Russia", "Ukraine", 2021),
        (war_aid.findings, "Serbia", "Russia", 2024),
        (leaders.findings, "Brazil", "Argentina", 2013),
        (leaders.findings, "NATO", "EU", 2024),
        (assembly.findings, "Russia", "Ukraine", 2013),
    ],
)
def test_where_nothing_is_known_nothing_is_said(
    say: Say, first: str, second: str, view: int | str
) -> None:
    assert said(say, first, second, view) == ""


@pytest.mark.parametrize("say", EVERY, ids=lambda say: say.__name__)
def test_parties_can_change_places(say: Say) -> None:
    for first, second in (("Russia", "Ukraine"), ("Turkey", "EU"), ("India", "Pakistan")):
        forth, back = said(say, first, second, 2024), said(say, second, first, 2024)
        assert len(forth) == len(back)


def test_no_datum_is_later_than_the_view() -> None:
    parties = pair("Russia", "Ukraine", 2016)
    relation = Relation(default_catalog().as_of(parties.day), parties)
    for say in EVERY:
        for finding in say(relation):
            assert all(year <= 2016 for year in finding.years), finding.id
            assert finding.evidence and finding.figures
