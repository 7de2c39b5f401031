"""WAREND: how wars ended that ran as long as this one."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.war_endings import DRAWN, WON
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line

ID = "war_ending"
ABOUT = "how such wars ended"
FIRST = 1816
"""First year of the list of wars."""
FEWEST = 5
"""Wars of which an ending is counted."""
FEW = 10
"""Wars under which the count says that it is one of few."""
HALF = 0.5
TABLE = "war_endings"
UNUSUAL = 0.8
"""How unusual the ending is of a war that has run long."""


def say(relation: Relation) -> Iterator[Line]:
    """Say how many wars of as many years one side won."""
    pair = relation.pair
    states = isinstance(pair.first, State) and isinstance(pair.second, State)
    war = next((one for one in relation.state.conditions if one.headline == "war"), None)
    if not states or war is None or war.by_member or not relation.catalog.has(TABLE):
        return
    years = pair.day.year - war.start.year + 1
    table = relation.catalog.frame(TABLE)
    long = table.filter(pl.col("years") >= years)
    # of a war longer than nearly all, the long ones together
    while years > 1 and int(long["wars"].sum()) < FEWEST:
        years -= 1
        long = table.filter(pl.col("years") >= years)
    if int(long["wars"].sum()) >= FEWEST:
        yield _line(long, years)


def _count(long: pl.DataFrame, years: int, outcome: str = "") -> Figure:
    rows = long if not outcome else long.filter(pl.col("outcome").cast(pl.String) == outcome)
    wars = int(rows["wars"].cast(pl.Int64).sum())
    last = int(long["year"].cast(pl.Int64).to_numpy().max())
    cell = Cell(
        TABLE,
        "wars",
        keys=(("years_at_least", years), ("outcome", outcome or "any"), ("year", last)),
        value=float(wars),
        unit="wars",
        sources=("cow_interstate_wars",),
        rule="wars between states that touched at least so many calendar years, by outcome",
    )
    return counted(figure_id(ID, outcome or "all"), wars, "wars", cell)


def _line(long: pl.DataFrame, years: int) -> Line:
    whole, won, drawn = (_count(long, years, outcome) for outcome in ("", WON, DRAWN))
    years_long = counted(figure_id(ID, "years"), years, "calendar years", *whole.cells)
    first = int(long["year"].cast(pl.Int64).to_numpy().min())
    ended = dated(figure_id(ID, "first", first), first, *whole.cells)
    parts: Parts = {"whole": whole, "years": years_long}
    parts["from"] = dated(figure_id(ID, "from"), FIRST, *whole.cells)
    body = Sentence(
        "The Correlates of War list {whole} wars between states since {from} that were fought in "
        "{years} calendar years or more.",
        parts,
    )
    by_win = won.value > HALF * whole.value
    result = _result(whole, won, drawn)
    since = Sentence("The first of them ended in {first}.", {"first": ended})
    more = [result] if whole.value < FEW else [result, since]
    # most long wars were world wars and coalitions: a count for the section, no advice to fight on
    said = Said((body, *more))
    form = "unusual.won" if by_win else "unusual.not_won"
    return fact_line(ID, form, said, Reasons(unusual=UNUSUAL), about=ABOUT)


def _result(whole: Figure, won: Figure, drawn: Figure) -> Sentence:
    """Say how the wars ended, so that the endings add up to all of them."""
    parts: Parts = {"won": won, "drawn": drawn}
    other = round(whole.value - won.value - drawn.value)
    if not other:
        return Sentence("One side won {won}, and {drawn} ended without a winner.", parts)
    words = (
        "One side won {won}, and {drawn} ended without a winner; {rest} became another kind of war."
    )
    rest = "the other" if other == 1 else "the others"
    return Sentence(words, {**parts, "rest": rest})


RULE = Rule(
    id=ID,
    section="windows",
    place=12,
    paragraph="record of wars",
    say=say,
    condition="the two are at war, and five or more wars of as many calendar years are on record",
    topics=("history",),
    key=False,
)
"""The rule."""
