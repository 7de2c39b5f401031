"""SIMULATED RECORD: whether forecasts with the effect of membership were better in the past."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell, Key
from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.line import Line
from detente.rules.membership.simulated import names_result
from detente.rules.membership.simulation import PARAGRAPH, TABLE, found_of, line
from detente.rules.rule import Rule
from detente.scenarios.proof.scores import Tested, membership_effect
from detente.scenarios.proof.tables import packaged
from detente.scenarios.run import Simulated

ID = "simulated_record"
SOURCES = ("un_votes_undl",)
"""Whose votes the distances rest on."""
SAID = {
    "better": "At {cases} past accessions to {bloc}, forecasts with the effect of membership "
    "missed by {part} less than forecasts without it.",
    "within": "That membership brings a state nearer is not established: at {cases} past "
    "accessions to {bloc} its effect moved the error of forecasts by {part}, within chance.",
    "worse": "That membership brings a state nearer is not established: at {cases} past "
    "accessions to {bloc} forecasts with its effect missed by {part} more than without it.",
}
"""Sentences by what the numbers allow."""


def say(relation: Relation) -> Iterator[Line]:
    """Say what the effect of membership was worth at past accessions to the same bloc."""
    found = found_of(relation)
    if found is None:
        return
    event = found.plan.events[0]
    effect = membership_effect(packaged().as_of(found.plan.view))
    tested = effect.of_bloc(event.bloc.id)
    if event.verb == "accession" and tested is not None and names_result(relation):
        yield _line(found, tested)


def variant(tested: Tested) -> str:
    """Say what the numbers of a bloc allow.

    Parameters
    ----------
    tested : Tested
        Accessions to it, on the distance to its core.

    Returns
    -------
    str
        A key of `SAID`.
    """
    ratio = tested.ratio["stayed"]
    if ratio.high < 1:
        return "better"
    return "worse" if ratio.low > 1 else "within"


def _line(found: Simulated, tested: Tested) -> Line:
    ratio = tested.ratio["stayed"]
    numbers = (ratio.value, min(ratio.low, ratio.value), max(ratio.high, ratio.value))
    cell = _cell(tested, "error", numbers, "ratio")
    count = _cell(tested, "cases", (float(ratio.cases), None, None), "accessions")
    part = Figure(
        figure_id("membership", ID, "part"),
        abs(ratio.value - 1),
        unit="share",
        cells=(cell,),
        way="per_cent",
    )
    cases = Figure(
        figure_id("membership", ID, "cases"),
        count.value,
        unit=count.unit,
        cells=(count,),
        way="whole",
    )
    bloc = found.plan.events[0].bloc.label
    names: dict[str, str | Figure | Phrase] = {"cases": cases, "bloc": bloc, "part": part}
    kind = variant(tested)
    body = (Sentence(SAID[kind], names),)
    about = "what the effect of membership was worth in the past"
    return line(ID, f"record.{kind}", body, found, (cell, count), about=about)


def _cell(
    tested: Tested, column: str, numbers: tuple[float, float | None, float | None], unit: str
) -> Cell:
    keys: tuple[tuple[str, Key], ...] = (
        ("test", "accession"),
        ("bloc", tested.bloc),
        ("measure", tested.measure),
        ("horizon", tested.horizon),
    )
    value, low, high = numbers
    return Cell(
        TABLE,
        column,
        keys=keys,
        value=value,
        low=low,
        high=high,
        unit=unit,
        sources=SOURCES,
        rule="error (CRPS) of futures in which the state joins over that of futures in which it "
        "keeps its rung, with a 95 % interval by rounds",
    )


RULE = Rule(
    id=ID,
    section="membership",
    place=72,
    paragraph=PARAGRAPH,
    say=say,
    condition="an accession is simulated to a bloc whose past accessions are tested",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
