"""The risk of a dispute in the year after the view, beside history alone."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.models.dispute_risk.read import RULE, SOURCES, PairRisk, Risk, known_to
from detente.phrasing import listed

ID = "synthesis.risk"
SHOWN = 3
"""Pairs of states that are evidence, the riskiest first."""
LEVEL = 0.8
"""Probability that the intervals of forecasts stand for."""


def risk_cell(
    pair: PairRisk,
    column: str,
    value: float,
    *,
    unit: str = "probability",
    low: float | None = None,
    high: float | None = None,
) -> Cell:
    """Write a number of a pair's risk as evidence.

    Parameters
    ----------
    pair : PairRisk
        The pair of states.
    column : str
        Which number of it.
    value, low, high : float
        The number and its interval.
    unit : str
        Its unit.
    """
    return Cell(
        "risk",
        column,
        keys=(("ccode1", pair.codes[0]), ("ccode2", pair.codes[1]), ("year", pair.year)),
        value=value,
        unit=unit,
        sources=SOURCES,
        rule=RULE,
        low=low,
        high=high,
    )


def findings(relation: Relation) -> Iterator[Finding]:
    """Say how likely a dispute is."""
    risk = relation.risk
    if risk is None:
        return
    cells = tuple(
        risk_cell(pair, "risk", pair.risk, low=pair.low, high=pair.high)
        for pair in risk.pairs[:SHOWN]
    )
    joint = len(risk.pairs) > 1
    write = _many if joint else _single
    sentence = write(relation.pair, risk, cells)
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=risk.risk,
        unit="probability",
        evidence=cells,
        method=methods.risk(relation.catalog, relation.pair.as_of, joint=joint),
        verdict="forecast",
        low=risk.low,
        high=risk.high,
        sentence_about="how likely a dispute is",
    )


def _chance(pair: RelationKey, risk: Risk, cells: tuple[Cell, ...]) -> Chance:
    """Give the chance of at least one dispute, beside what the past alone gives."""
    one_of = "at least one" if len(risk.pairs) > 1 else "a"
    method_id = "risk_bloc" if len(risk.pairs) > 1 else "risk"
    event = f"{one_of} militarized dispute between {pair.words}"
    return Chance(
        figure_id(ID, risk.year),
        event=event,
        horizon=f"in {risk.year}",
        probability=risk.risk,
        cells=cells,
        method=method_id,
        low=risk.low,
        high=risk.high,
        level=LEVEL,
        base_rate=risk.history,
    )


def _history(risk: Risk, cells: tuple[Cell, ...]) -> Figure:
    """Give the chance from the past alone."""
    return Figure(
        figure_id(ID, "history", risk.year),
        risk.history,
        unit="probability",
        cells=cells,
        kind="chance",
        way="chance",
    )


def _single(pair: RelationKey, risk: Risk, cells: tuple[Cell, ...]) -> Sentence:
    """Write the risk of two states."""
    return Sentence(
        "For {year} the models give a chance of {risk}{risk:interval} that a militarized dispute "
        "begins between {pair}; the pair's own past alone gives {history} ({known}).",
        {
            "year": dated(figure_id(ID, "year"), risk.year, *cells),
            "risk": _chance(pair, risk, cells),
            "pair": pair.words,
            "history": _history(risk, cells),
            "known": known_to(risk.year),
        },
    )


def _many(pair: RelationKey, risk: Risk, cells: tuple[Cell, ...]) -> Sentence:
    """Write the risk across the pairs of states of a bloc."""
    expected_id, pairs_id = figure_id(ID, "expected", risk.year), figure_id(ID, "pairs")
    expected = Figure(expected_id, risk.expected, unit="disputes", cells=cells)
    pairs = counted(pairs_id, len(risk.pairs), "pairs of states", *cells)
    year = dated(figure_id(ID, "year"), risk.year, *cells)
    return Sentence(
        "For {year} the models expect {expected} militarized disputes to begin across the {pairs} "
        "pairs of states of {pair}, and give a chance of {risk}{risk:interval} to at least one; "
        "their past alone gives {history}; {largest} ({known}).",
        {
            "year": year,
            "expected": expected,
            "pairs": pairs,
            "pair": pair.words,
            "risk": _chance(pair, risk, cells),
            "history": _history(risk, cells),
            "largest": _largest(risk, cells[0]),
            "known": known_to(risk.year),
        },
    )


def _largest(risk: Risk, cell: Cell) -> Phrase:
    """Name the riskiest pair of states."""
    leading, names = risk.leading, listed(risk.leading.names)
    chance = Chance(
        figure_id(ID, "leading", risk.year),
        event=f"a militarized dispute between {names}",
        horizon=f"in {risk.year}",
        probability=leading.risk,
        cells=(cell,),
        method="risk",
        low=leading.low,
        high=leading.high,
        level=LEVEL,
        base_rate=leading.history,
    )
    return Phrase(
        "the largest single risk is that of {names}, {chance}",
        {"names": names, "chance": chance},
    )


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="synthesis",
    block="risk",
    methods=("risk", "risk_bloc"),
    summary=(("synthesis.risk", 6),),
    topics=("risk", "forecast"),
)
