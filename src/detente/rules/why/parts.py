"""PARTS: what makes the risk of a dispute, where one structure weighs unusually much in it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.findings.outlook.risk import risk_cell
from detente.models import track_records as methods
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.dispute_risk.read import SOURCES, PairRisk, Part
from detente.phrasing import listed
from detente.rules.composed import Basis, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule

ID = "parts"
TWENTIETH = 0.9
"""|2F - 1| from which a part lies in an outer twentieth of all pairs that the model holds."""
GIVEN = ("geography", "past")
"""What neither side can change by policy."""
SAYS = {
    (
        "power",
        True,
    ): "In {year} the balance of power added more to the risk between {names} than in "
    "{rank} of 100 pairs.",
    ("power", False): "In {year} the balance of power took more from the risk between {names} than "
    "in {rank} of 100 pairs.",
    ("identity", True): "In {year} unlike votes and regimes made {names} riskier neighbours than "
    "{rank} of 100 pairs.",
    ("identity", False): "In {year} no more than {least} pairs in 100 owed their quiet as much to "
    "like votes and regimes as {names}.",
    (
        "institutions",
        True,
    ): "In {year} what {names} had joined went with more risk, not less, as in "
    "{least} of 100 pairs.",
    (
        "institutions",
        False,
    ): "In {year} shared institutions took more from the risk between {names} "
    "than in {rank} of 100 pairs.",
}
"""What the part of a structure means, by whether it raises the risk."""


def say(relation: Relation) -> Iterator[Line]:
    """Name the structure that weighs most unusually in the risk, and what lies behind the rest."""
    if relation.risk is None:
        return
    leading = relation.risk.leading
    clear = [part for part in leading.parts if part.block in STRUCTURES and _is_clear(part)]
    ranked = [(_rank(relation, leading, part), part) for part in clear]
    rank, part = max(ranked, key=lambda one: one[0], default=(0.0, None))
    if part is None or rank < TWENTIETH:
        return
    yield _line(relation, leading, part, rank=rank)


def _is_clear(part: Part) -> bool:
    return part.low > 0 or part.high < 0


def _rank(relation: Relation, leading: PairRisk, part: Part) -> float:
    """Rank a part among all pairs of the year; 0 where it lies at the end that it does not name."""
    table = relation.catalog.frame("risk").filter(pl.col("year") == leading.year)
    values = table[part.block].to_numpy().astype(float)
    is_named = (part.value > np.median(values)) == (part.value > 0)
    return unusual(part.value, values) if is_named else 0.0


def _line(relation: Relation, leading: PairRisk, part: Part, *, rank: float) -> Line:
    cells = tuple(_cell(leading, one) for one in leading.parts)
    raises = part.value > 0
    known: dict[str, str | Figure] = {
        "year": dated(figure_id("why", ID, "year"), leading.year, *cells),
        "names": listed(list(leading.names)),
        **_ranks(leading, part, rank),
    }
    given = _given(leading)
    body = [filled(SAYS[(part.block, raises)], known)]
    body += [Sentence("{given}.", {"given": given})] if given else []
    method = methods.risk(relation.catalog, relation.pair.as_of)
    basis = Basis(about="what makes the risk", newest=leading.year - 1, method=method)
    variant = f"unusual.{part.block}.{'raises' if raises else 'lowers'}"
    return composed(ID, variant, tuple(body), basis, reasons=Reasons(unusual=rank))


def _ranks(leading: PairRisk, part: Part, rank: float) -> dict[str, Figure]:
    """Give of how many pairs in a hundred the part is smaller, and of how many it is not."""
    below = 100 * (1 + rank) / 2
    values = {"rank": min(below, 99.0), "least": max(100 - below, 1.0)}
    cell = Cell(
        "risk",
        part.block,
        keys=(("pairs", "all"), ("year", leading.year)),
        value=below,
        unit="of 100 pairs",
        sources=SOURCES,
        rule="pairs of the year with a smaller part, or a larger one where it lowers the risk",
    )
    return {
        name: counted(figure_id("why", ID, name), value, cell.unit, cell)
        for name, value in values.items()
    }


def _given(leading: PairRisk) -> str:
    """Say what geography and the past make of the risk, where it is not what they mostly make."""
    values = {part.block: part.value for part in leading.parts}
    geography, past = (values[name] for name in GIVEN)
    if past <= 0:
        return "Geography raised the risk and a quiet past lowered it"
    return "Their own past, more than geography, made most of it" if past > 2 * geography else ""


def _cell(pair: PairRisk, part: Part) -> Cell:
    return risk_cell(pair, part.block, part.value, unit="log-odds", low=part.low, high=part.high)


RULE = Rule(
    id=ID,
    section="why",
    place=40,
    paragraph="parts",
    say=say,
    condition="the riskiest pair of states has a structure whose part of the risk excludes zero "
    "and lies in an outer twentieth of all pairs that the model holds",
    topics=("risk",),
    key=False,
)
