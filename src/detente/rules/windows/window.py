"""WINDOW: which windows of opportunity are open, of the kinds that passed their test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance, likelihood
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.findings.outlook.windows import window_cell
from detente.models import track_records as methods
from detente.models.features.outcomes import AHEAD
from detente.models.windows.read import SOURCES, Window, Windows
from detente.models.windows.record import Record
from detente.rules.line import Line, Reasons
from detente.rules.readings import two_states
from detente.rules.rule import Rule
from detente.rules.standing import PART, Parts, Said, fact_line

ID = "window"
ABOUT = "which windows are open"
EARNED = "earned"
COMES = {
    "quiet": "no new dispute",
    "pact": "a first pact",
    "trade": "trade half as large again",
    "rivalry": "an end of their rivalry",
    "rung": "a step up the ladder",
}
"""Outcomes, as a sentence has them."""
SOURCE_OF_RECORD = SOURCES
"""Sources of the record of windows."""
WITHIN = "within five years"
SEEKS = ("applicant", "candidate")
"""Rungs of who seeks to join."""


def say(relation: Relation) -> Iterator[Line]:
    """Say which windows are open, or that none is; nothing where no pair is hostile."""
    found = relation.windows
    tested = trusted(relation)
    if not tested:
        return
    is_open = sorted((window for window in tested if window.open), key=lambda one: -one.gain)
    if is_open:
        yield _open(relation, found, is_open)
    else:
        yield from _none(relation, tested)


def trusted(relation: Relation) -> list[Window]:
    """Give the windows at the view, open or not, of which a page may speak.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    list of Window
        Those of a kind that passed its test; empty where none did, and where most of the years
        that their chances speak of are over.
    """
    found = relation.windows
    if not is_ahead(found.year, relation.pair.as_of):
        return []
    tested = [window for window in found.now if _is_trusted(found, window)]
    # a rung that a state climbs in a bloc of the other's is no window between the two
    if relation.pair.bloc_and_state is None:
        tested = [window for window in tested if window.outcome != "rung"]
    return tested


def is_ahead(year: int, view: int) -> bool:
    """Tell whether most of the years of which windows of a year speak lie after the view.

    Parameters
    ----------
    year : int
        The year of the windows.
    view : int
        The year of the view.

    Examples
    --------
    >>> is_ahead(2022, 2024), is_ahead(2022, 2026)
    (True, False)
    """
    return year + AHEAD - view > view - year


def _is_trusted(found: Windows, window: Window) -> bool:
    record = found.records.get((window.outcome, window.structure))
    return record is not None and record.trust == EARNED


def _chance(relation: Relation, window: Window, probability: float, cell: Cell) -> Chance:
    event = COMES[window.outcome]
    return Chance(
        figure_id(ID, window.outcome, window.year),
        event=event,
        horizon=WITHIN,
        probability=min(1.0, max(0.0, probability)),
        cells=(cell,),
        method="windows",
        base_rate=window.history,
    )


def _history(window: Window, cell: Cell) -> Figure:
    return Figure(
        figure_id(ID, "past", window.outcome, window.year),
        window.history,
        unit="probability",
        cells=(cell,),
        kind="chance",
        way="chance",
    )


def _worded(chance: Chance) -> str:
    word = likelihood(chance.probability)
    return f" ({word})" if word else ""


def _whose(relation: Relation, window: Window) -> str:
    """Say whose past a chance rests on: of a bloc it is that of hostile pairs with a member."""
    pair = relation.pair
    if isinstance(pair.first, State) and isinstance(pair.second, State):
        return "their own past"
    pairs = "one hostile pair" if window.pairs == 1 else "hostile pairs"
    return f"the past of the {pairs} of states across the two"


def _open(relation: Relation, found: Windows, opened: Sequence[Window]) -> Line:
    window = opened[0]
    cell = window_cell(relation.pair, window)
    chance = _chance(relation, window, window.history + window.gain, cell)
    record: Record = found.records[window.outcome, window.structure]
    year = dated(figure_id(ID, "year", window.year), window.year, cell)
    whose = _whose(relation, window)
    parts: Parts = {"chance": chance, "past": _history(window, cell), "whose": whose}
    said_chance = Sentence(
        f"The chance of {COMES[window.outcome]} {WITHIN} is {{chance}}{_worded(chance)}; {{whose}} "
        "gives {past}.",
        parts,
    )
    first = Sentence(
        f"In {{year}} a window for {COMES[window.outcome]} was open, through {window.structure}.",
        {"year": year},
    )
    body = [first, said_chance, *_record(record, window, cell)]
    said = Said(
        tuple(body),
        headline=Sentence(
            f"A window for {COMES[window.outcome]} was open in {{year}}, the newest on record.",
            {"year": year},
        ),
        key=(said_chance,),
        gist=first,
    )
    reasons = Reasons(unexpected=min(1.0, window.gain / 0.2))
    method = methods.windows(found.records, (record,))
    variant = f"unexpected.{window.outcome}_by_{window.structure}"
    cells = [window_cell(relation.pair, one) for one in opened]
    return fact_line(
        ID, variant, said, reasons, about=ABOUT, cells=cells, newest=window.year, method=method
    )


def _record(record: Record, window: Window, cell: Cell) -> Iterator[Sentence]:
    """Say how often windows of the kind came true."""
    total = record.total
    if total is None:
        return
    kept = Cell(
        "window_decades",
        "hits",
        keys=(("outcome", record.outcome), ("structure", record.structure), ("year", window.year)),
        value=total.hits / total.open,
        unit="part of windows",
        sources=cell.sources,
        rule="windows of the kind that came true within five years",
    )
    share = Figure(
        figure_id(ID, "kept", window.outcome),
        kept.value,
        unit=kept.unit,
        cells=(kept,),
        way="per_cent",
    )
    alike = Cell(
        "window_decades",
        "alike",
        keys=kept.keys,
        value=total.alike,
        unit="part of pairs",
        sources=cell.sources,
        rule="pairs without a window whose past gave the same forecast, and to which it came",
    )
    base = Figure(
        figure_id(ID, "alike", window.outcome),
        total.alike,
        unit=alike.unit,
        cells=(alike,),
        way="per_cent",
    )
    yield Sentence(
        "Such windows came true in {share:per_cent} of cases, and in {base:per_cent} for pairs "
        "alike without one.",
        {"share": share, "base": base},
    )


def _none(relation: Relation, tested: Sequence[Window]) -> Iterator[Line]:
    """Say that none is open, beside the chance of quiet that their own past gives.

    Between a bloc and who seeks to join it quarrels of members are not what is asked.
    """
    if relation.state.rung in SEEKS:
        return
    quiet = [window for window in tested if window.outcome == "quiet"]
    if not quiet:
        return
    window = quiet[0]
    cell = window_cell(relation.pair, window)
    past = _chance(relation, window, window.history, cell)
    year = dated(figure_id(ID, "year", window.year), window.year, cell)
    body = Sentence("No window of opportunity was open in {year}.", {"year": year})
    chance = Sentence(
        f"No new dispute {WITHIN} had a chance of {{past}}{_worded(past)}, by {{whose}}.",
        {"whose": _whose(relation, window), "past": past},
    )
    # what two states may expect of their past says nothing of a bloc with many pairs
    said = (body, chance) if two_states(relation) is not None else (body,)
    cells = [window_cell(relation.pair, one) for one in tested]
    records = relation.windows.records
    of = tuple(records[window.outcome, window.structure] for window in tested)
    method = methods.windows(records, of)
    yield fact_line(
        ID,
        "none",
        Said(said),
        PART,
        about=ABOUT,
        cells=cells,
        newest=window.year,
        method=method,
    )


RULE = Rule(
    id=ID,
    section="windows",
    place=20,
    paragraph="windows",
    say=say,
    condition="a pair across the two is hostile, and windows of a kind that passed its test are "
    "dated; one is open in most such pairs, or none is",
    topics=("window",),
)
"""The rule."""
