"""Lines on standing facts and counts: their cells, how rare they are, and the line itself."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import Bloc, Step
from detente.actors.chronology import Event
from detente.actors.names import Actor
from detente.actors.relation_facts import Fact, own_keys
from detente.actors.states import ccode_on, state_on
from detente.actors.systems import COMPLETE_TO, members_on
from detente.estimators.surprise import BITS
from detente.evidence.cell import Cell, Key
from detente.evidence.figure import Figure, counted, dated, figure_id, on_day
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import AnyFigure, Phrase, Sentence, figures
from detente.models import track_records as methods
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.rows import HAND_MADE, row_cell
from detente.span import year_end

Parts = dict[str, str | AnyFigure | Phrase]
"""What fills a sentence."""
PART = Reasons(unusual=0.4)
"""Reasons of a line that belongs into its section and never leads a paper."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: in its section, and on page 1.

    Attributes
    ----------
    body : tuple of Sentence
        The sentences of the section.
    headline, gist : Sentence or None
        The message of a key finding, and the same in the answer.
    key : tuple of Sentence
        What stands below the message.
    """

    body: tuple[Sentence, ...]
    headline: Sentence | None = None
    key: tuple[Sentence, ...] = ()
    gist: Sentence | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that is shown, each once."""
        page = (self.headline, *self.key, self.gist)
        sentences = (*self.body, *(one for one in page if one is not None))
        shown = (figure for sentence in sentences for figure in figures(sentence))
        named = {figure.id: figure for figure in shown if isinstance(figure, Figure)}
        return tuple(named.values())


def fact_line(
    rule: str,
    variant: str,
    said: Said,
    reasons: Reasons,
    *,
    about: str,
    cells: Sequence[Cell] = (),
    newest: int | None = None,
    method: Method | None = None,
) -> Line:
    """Make a line whose evidence is what its figures rest on.

    Parameters
    ----------
    rule, variant : str
        As `Line` has them.
    said : Said
        The sentences.
    reasons : Reasons
        Why it is worth saying.
    about : str
        The question that it answers, a few words.
    cells : sequence of Cell
        Evidence beside that of the figures.
    newest : int, optional
        Year of the newest datum; none for standing facts.
    method : Method, optional
        How its number was made; arithmetic on published numbers by default.
    """
    shown = (cell for figure in said.figures for cell in figure.cells)
    evidence = tuple(dict.fromkeys((*shown, *cells)))
    # a line without a figure has the value of its fact; one without a cell is refused below
    shown_first: tuple[Figure | Cell, ...] = (*said.figures, *evidence)
    leading = next(iter(shown_first), None)
    finding = Finding(
        id=f"rule.{rule}",
        sentences=said.body,
        value=leading.value if leading else 0.0,
        unit=leading.unit if leading else "",
        evidence=evidence,
        method=method or methods.accounting(),
        sentence_about=about,
    )
    return Line(
        rule,
        variant,
        finding=finding,
        reasons=reasons,
        headline=said.headline,
        key=said.key,
        gist=said.gist,
        series=rule,
        newest=newest,
    )


def rarity(part: float) -> float:
    """Say how unusual a fact is that holds for a part of all others: bits over those that count.

    Parameters
    ----------
    part : float
        Part of the others for which it holds too.

    Examples
    --------
    >>> rarity(1.0), rarity(0.125), rarity(0.001)
    (0.0, 0.6, 1.0)
    """
    if part <= 0:
        return 1.0
    return min(1.0, max(0.0, -math.log2(part) / BITS))


def states_on(day: date) -> tuple[int, ...]:
    """Give the codes of all states on a day, or on the last of which all are known.

    Parameters
    ----------
    day : datetime.date
        The day.
    """
    return members_on(min(day, year_end(COMPLETE_TO)))


def part_of_pairs(count: float, day: date) -> float:
    """Give a number of pairs of states as a part of all pairs of a day.

    Parameters
    ----------
    count : float
        How many pairs.
    day : datetime.date
        The day.
    """
    return count / math.comb(len(states_on(day)), 2)


def tally(
    rule: str,
    name: str,
    count: float,
    unit: str,
    *,
    table: str,
    keys: Sequence[tuple[str, Key]],
    how: str,
    sources: tuple[str, ...] = (HAND_MADE,),
) -> Figure:
    """Give a count with the one cell that holds it.

    Parameters
    ----------
    rule, name : str
        Id of the rule, and what is counted in its ids.
    count : float
        The count.
    unit : str
        What is counted.
    table : str
        Where it was counted.
    keys : sequence of (str, value)
        What names the count.
    how : str
        How it was counted, in one line.
    sources : tuple of str
        Ids of the sources.
    """
    cell = Cell(
        table,
        "count",
        keys=tuple(keys),
        value=float(count),
        unit=unit,
        sources=sources,
        rule=how,
    )
    return counted(figure_id(rule, name), count, unit, cell)


def fact_cell(fact: Fact) -> Cell:
    """Give a row of the tables of relations as a cell.

    Parameters
    ----------
    fact : Fact
        The row.
    """
    return row_cell(fact.id, fact.start, document=fact.source, checked=fact.checked)


def event_cell(event: Event) -> Cell:
    """Give a row of a chronology as a cell.

    Parameters
    ----------
    event : Event
        The row.
    """
    row = event.row or f"event:{event.date}"
    return row_cell(row, event.date, document=event.source, checked=event.checked)


def step_cell(bloc: Bloc, step: Step, day: date | None = None) -> Cell:
    """Give a step of a ladder as a cell.

    Parameters
    ----------
    bloc : Bloc
        Whose ladder.
    step : Step
        The step.
    day : datetime.date, optional
        The day that is shown; its first by default.
    """
    row = step.row or f"step:{bloc.id}:{step.letters}:{step.span.start}"
    document = step.document or step.listed
    return row_cell(row, day or step.span.start, document=document, checked=step.checked)


def year_figure(rule: str, name: str, day: date, *cells: Cell) -> Figure:
    """Give the year of a day.

    Parameters
    ----------
    rule, name : str
        Id of the rule, and what the year is.
    day : datetime.date
        The day.
    *cells : Cell
        What it is read from.
    """
    return dated(figure_id(rule, name, day.year), day.year, *cells)


def day_figure(rule: str, name: str, day: date, precision: str, *cells: Cell) -> Figure:
    """Give a day as exactly as it is known.

    Parameters
    ----------
    rule, name : str
        Id of the rule, and what the day is.
    day : datetime.date
        The day.
    precision : {"day", "month", "year"}
        How exactly it is known.
    *cells : Cell
        What it is read from.
    """
    return on_day(figure_id(rule, name, day.isoformat()), day, *cells, precision=precision)


def joined_on(bloc: Bloc, letters: frozenset[str], day: date) -> Step | None:
    """Give the step by which a state is a member on a day; None where it is none.

    Parameters
    ----------
    bloc : Bloc
        The organisation.
    letters : frozenset of str
        Letters of the state.
    day : datetime.date
        The day.
    """
    steps = bloc.steps_of(tuple(sorted(letters)))
    held = [step for step in steps if step.rung == "member" and step.span.covers(day)]
    return held[-1] if held else None


def name_of(letters: str, day: date) -> str:
    """Name the state of some letters as a day calls it; the letters where it is gone.

    Parameters
    ----------
    letters : str
        ISO 3166 letters.
    day : datetime.date
        The day.

    Examples
    --------
    >>> name_of("USA", date(2020, 1, 1))
    'the United States'
    """
    code = ccode_on(letters, min(day, year_end(COMPLETE_TO)))
    return letters if code is None else state_on(code, day).label


def name_of_code(code: int, day: date) -> str:
    """Name the state of a COW code as a day calls it.

    Parameters
    ----------
    code : int
        The code.
    day : datetime.date
        The day.
    """
    return state_on(code, day).label


def names_of(names: Iterable[str]) -> str:
    """Join names of states A to Z, the article left out of the order.

    Parameters
    ----------
    names : iterable of str
        The names.

    Examples
    --------
    >>> names_of(["the United States", "Malta", "Austria"])
    'Austria, Malta and the United States'
    """
    return listed(sorted(names, key=lambda name: name.removeprefix("the ")))


def letters_of(actor: Actor, day: date) -> frozenset[str]:
    """Give the letters of an actor's states on a day.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    day : datetime.date
        The day.
    """
    if isinstance(actor, Bloc):
        return frozenset(actor.member_letters(day))
    return frozenset(own_keys(actor))
