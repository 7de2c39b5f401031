"""STUDY: what past joiners came to do, and how neighbours inside behaved; never first."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Sentence
from detente.findings.institutions.estimates import estimate_cell
from detente.institutions.conduct import Rate
from detente.models import track_records as methods
from detente.models.membership.study import Accessions
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.offer import ACCESSION, offered
from detente.rules.rule import Rule

ID = "study"
CONDUCT = {
    "quieter": "Neighbours inside {bloc} have begun fewer disputes than the same pairs had "
    "before: {inside} a pair in a hundred years, against {before}.",
}
"""How neighbours inside behaved beside the same pairs before both were members, by the form.

Where they were not quieter beyond chance, a few old quarrels of members make the count, and it says
nothing of the state that joins.
"""
HARDLY_ANY = (
    "The same pairs of neighbours began {before} disputes in a hundred years before both were in "
    "{bloc}, and hardly any since."
)
"""The same, where the rate inside would be printed as nothing."""
LEAST_RATE = 0.05
LAST = Reasons(unexpected=0.2)
"""It follows what is counted, and never leads."""


def say(relation: Relation) -> Iterator[Line]:
    """Say whether past joiners are seen to have moved, and whether neighbours inside kept quiet."""
    scenario = offered(relation)
    if scenario is None or scenario.kind != ACCESSION:
        return
    found = relation.accessions(scenario.bloc)
    if found.accession:
        yield _votes(relation, scenario.bloc, found)
    rates = {one.group: one for one in relation.conduct(scenario.bloc)}
    if {"inside", "before"} <= set(rates) and _form(rates["inside"], rates["before"]) in CONDUCT:
        yield _conduct(relation, scenario.bloc, rates)


def _votes(relation: Relation, bloc: Bloc, found: Accessions) -> Line:
    cells = tuple(estimate_cell(one, bloc.id) for one in found.accession)
    clear = [one for one in found.accession if one.established]
    joiners = counted(figure_id("membership", ID, "joiners"), found.joiners, "states", *cells)
    ways = counted(figure_id("membership", ID, "ways"), len(found.accession), "ways", *cells)
    parts: dict[str, str | Figure] = {"joiners": joiners, "bloc": bloc.label}
    if found.distinguishable(found.accession):
        way = "away from" if clear[0].found.effect > 0 else "nearer to"
        template = "After joining {bloc}, {joiners} states moved {way} its founders in votes."
        body = [Sentence(template, {**parts, "way": way})]
        form = "seen"
    else:
        # one sentence: it holds of every relation of the bloc, and the annex has each comparison
        template = (
            "The {joiners} past joiners of {bloc} moved no nearer to its founders in votes than "
            "those outside."
        )
        body = [Sentence(template, parts)]
        form = "not_shown"
    if form == "seen":
        body.append(_passed(len(clear), ways, cells))
    return composed(
        ID,
        f"plain.{form}",
        tuple(body),
        Basis(
            about="what past joiners did",
            cells=cells,
            method=methods.event_study(found.accession),
            series="study.votes",
        ),
        reasons=LAST,
    )


def _passed(clear: int, ways: Figure, cells: tuple[Cell, ...]) -> Sentence:
    """Say in how many of the comparisons an effect is seen."""
    passed = counted(figure_id("membership", ID, "passed"), clear, "ways", *cells)
    return Sentence(
        "Of {ways} ways to compare them {passed} {show} an effect.",
        {"ways": ways, "passed": passed, "show": "shows" if clear == 1 else "show"},
    )


def _conduct(relation: Relation, bloc: Bloc, rates: dict[str, Rate]) -> Line:
    inside, before = rates["inside"], rates["before"]
    form = _form(inside, before)
    cells = {name: _rate_cell(bloc, rates[name]) for name in ("inside", "before")}
    shown = {name: _rate(name, cell) for name, cell in cells.items()}
    parts: dict[str, str | Figure] = {"bloc": bloc.label, **shown}
    template = CONDUCT[form]
    if inside.rate < LEAST_RATE:
        template = HARDLY_ANY
        del parts["inside"]
    body = Sentence(template, parts)
    method = methods.conduct(inside.last)
    basis = Basis(about="disputes inside the bloc", method=method, series="study.conduct")
    return composed(ID, f"plain.{form}", (body,), basis, reasons=LAST)


def _form(inside: Rate, before: Rate) -> str:
    """Say whether neighbours inside are quieter, and whether their intervals lie apart."""
    if inside.high < before.low:
        return "quieter"
    return "quieter_by_chance" if inside.rate < before.rate else "not_quieter"


def _rate_cell(bloc: Bloc, rate: Rate) -> Cell:
    return Cell(
        "conduct",
        "begun",
        keys=(("bloc", bloc.id), ("group", rate.group), ("first", rate.first), ("year", rate.last)),
        value=rate.rate,
        unit="disputes begun in 100 pair-years",
        sources=("cow_contiguity", "gml_mid", "atop"),
        rule=rate.label,
        low=rate.low,
        high=rate.high,
    )


def _rate(name: str, cell: Cell) -> Figure:
    return Figure(
        figure_id("membership", ID, name),
        cell.value,
        unit=cell.unit,
        cells=(cell,),
        way="one_decimal",
        low=cell.low,
        high=cell.high,
        level=0.9,
    )


RULE = Rule(
    id=ID,
    section="membership",
    place=80,
    paragraph="past joiners",
    say=say,
    condition="a membership that fits or is asked for, and an estimate of what past joiners did",
    topics=("history",),
    key=False,
)
