"""Conduct: how often and how hard neighbours inside a bloc disputed, beside other neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.institutions.conduct import Rate, rates
from detente.institutions.disputes import LAST as LAST_DISPUTE
from detente.models import track_records as methods
from detente.phrasing import band, listed, number, whole

GROUPS = ("before", "across", "allied", "neighbours")
"""Groups of neighbours beside those inside the bloc."""
LEAST = 2
"""Fewest groups to compare with."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it of each bloc of the pair."""
    for party in dict.fromkeys((relation.pair.first, relation.pair.second)):
        if isinstance(party, Bloc):
            by_group = {
                rate.group: rate for rate in rates(relation.catalog, party, relation.pair.as_of)
            }
            others = [by_group[group] for group in GROUPS if group in by_group]
            if "inside" in by_group and len(others) >= LEAST:
                yield _finding(party, by_group["inside"], others)


def _finding(bloc: Bloc, inside: Rate, others: list[Rate]) -> Finding:
    beside = listed([f"{rate.label} {number(rate.rate)}" for rate in others])
    span = f"({inside.first}-{inside.last}){band(inside.low, inside.high)}"
    begun = (
        f"Of 100 pair-years of neighbours inside {bloc.label} {number(inside.rate)} saw a "
        f"dispute begin {span}; {beside}."
    )
    sentences = [PlainSentence(begun)]
    if inside.begun:
        last = others[-1]
        force = (
            f"Force was used in {inside.force} of the {inside.begun} disputes inside, in "
            f"{last.force} of {whole(last.begun)} of the last group."
        )
        sentences.append(PlainSentence(force))
    cells = tuple(_cell(bloc, rate) for rate in (inside, *others))
    return Finding(
        id=f"institutions.conduct_{bloc.id.lower()}",
        sentences=tuple(sentences),
        value=inside.rate,
        low=inside.low,
        high=inside.high,
        unit="disputes begun in 100 pair-years",
        evidence=cells,
        method=methods.conduct(LAST_DISPUTE),
        sentence_about="disputes inside the bloc",
    )


def _cell(bloc: Bloc, rate: Rate) -> Cell:
    span = f"{rate.first}-{rate.last}"
    return Cell(
        "conduct",
        "begun",
        keys=(("bloc", bloc.id), ("group", rate.group), ("year", rate.last)),
        value=rate.rate,
        unit="disputes begun in 100 pair-years of neighbours",
        sources=("gml_mid", "cow_contiguity", "atop", "blocs"),
        rule=f"{rate.begun} in {rate.pairs:,} pair-years, {span}; force in {rate.force}",
        low=rate.low,
        high=rate.high,
    )


CONCEPT = Concept(
    id="institutions.conduct",
    say=findings,
    section="institutions",
    block="conduct",
    methods=("conduct",),
    topics=("history",),
)
