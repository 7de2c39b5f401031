"""Words of hand-made rows in a sentence: every numeral in them bound, and the day before them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, on_day
from detente.evidence.sentence import AnyFigure, Phrase, Sentence
from detente.institutions.rung_states import HeldRung
from detente.rules.now.past import past
from detente.rules.rows import row_cell
from detente.span import MONTHS

DAY = re.compile(rf"(?<![\w./-])(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})(?!\w)")
NUMERAL = re.compile(r"(?<![\w./-])(\d[\d,]*(?:\.\d+)?)(st|nd|rd|th)?(?![\w/-])")
BRACKETS = re.compile(r" \([^)]*\)")
FIRST_YEAR, LAST_YEAR = 1500, 2100
COMMON = frozenset(
    [
        "A",
        "An",
        "The",
        "Both",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Defence",
        "Delegations",
        "Fighting",
        "Troops",
        "Ships",
        "Vice",
        "Heavy",
        "Drones",
        "Protests",
        "Visa-free",
        "Members",
        "Leaders",
        "Soldiers",
        "Warships",
        "Patrols",
        "Protesters",
        "Envoys",
        "Strikes",
        "Repeated",
        "Barricades",
        "Ceasefire",
        "Missiles",
        "Arrangement",
        "Armistice",
        "Cessation",
        "Violence",
        "Water",
        "Export",
        "War",
        "Sanctions",
        "Relations",
        "Missions",
        "Ambassadors",
        "Treaty",
        "Conflict",
        "Migrants",
        "Border",
        "Customs",
        "Some",
        "Free",
        "More",
        "Foreign",
        "Regular",
        "Special",
        "Diplomatic",
        "Each",
        "Voters",
        "Crowds",
        "Artillery",
        "Accession",
        "Talks",
        "Membership",
        "Exploratory",
        "Open",
        "Armed",
        "Gunmen",
        "Fifty",
        "Days",
        "Thirty-five",
        "Seven",
        "Eight",
        "Naval",
        "Men",
        "Shells",
        "Chemical",
        "Eleven",
        "Police",
        "Air",
        "Survey",
        "Meetings",
        "Regular",
        "Summits",
        "Open",
    ]
)
"""First words that a sentence writes small once something precedes them."""
CLAUSES = "; "


def bound(text: str, cell: Cell, row: str) -> Phrase:
    """Give the text of a row with every numeral as a figure that rests on the row.

    Parameters
    ----------
    text : str
        As the row has it; what stands in brackets is left out.
    cell : Cell
        The row as a cell.
    row : str
        Its id.

    Examples
    --------
    >>> from detente.evidence.sentence import Sentence, render
    >>> cell = row_cell("event:A-B:2025-04-02", date(2025, 4, 2), document="Order", checked=True)
    >>> render(Sentence("{what}.", {"what": bound("Tariffs of 46 per cent", cell, "event:A-B")}))
    'Tariffs of 46 per cent.'
    """
    plain = BRACKETS.sub("", text).strip().removesuffix(".")
    parts: dict[str, str | AnyFigure | Phrase] = {}

    def named(found: re.Match[str]) -> str:
        name = f"n{len(parts)}"
        parts[name] = _number(found, cell, figure_id("now", row, name))
        return "{" + name + "}"

    def whole_day(found: re.Match[str]) -> str:
        name = f"d{len(parts)}"
        named_day = date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
        parts[name] = on_day(figure_id("now", row, name), named_day, cell)
        return "{" + name + "}"

    with_days = DAY.sub(whole_day, plain.replace("{", "(").replace("}", ")"))
    return Phrase(NUMERAL.sub(named, with_days), parts)


def _number(found: re.Match[str], cell: Cell, id: str) -> Figure:
    """Give a numeral of a text as a figure: a year, a place in a row, or a count."""
    value = float(found[1].replace(",", ""))
    if found[2]:
        return Figure(id, value, unit="place", cells=(cell,), kind="ranked", way="ordinal")
    if "," not in found[1] and "." not in found[1] and FIRST_YEAR <= value <= LAST_YEAR:
        return dated(id, int(value), cell)
    way = "one_decimal" if "." in found[1] else "whole"
    return Figure(id, value, unit="as the row has it", cells=(cell,), kind="counted", way=way)


def filled(template: str, parts: Mapping[str, str | AnyFigure | Phrase]) -> Sentence:
    """Make a sentence of a template that needs some of the parts.

    Parameters
    ----------
    template : str
        The template.
    parts : mapping
        What its names stand for; those that it does not name are left out.

    Examples
    --------
    >>> from detente.evidence.sentence import render
    >>> render(filled("{who} is out.", {"who": "Albania", "day": "today"}))
    'Albania is out.'
    """
    return Sentence(
        template, {name: part for name, part in parts.items() if f"{{{name}}}" in template}
    )


def small(text: str) -> str:
    """Begin a text as the middle of a sentence does: a name keeps its capital.

    Parameters
    ----------
    text : str
        As a row has it.

    Examples
    --------
    >>> small("The presidents met"), small("Russia left"), small("Both signed")
    ('the presidents met', 'Russia left', 'the two signed')
    """
    first, blank, rest = text.partition(" ")
    if first == "Both" and not rest.startswith("sides"):
        return f"the two{blank}{rest}"
    common = first.rstrip(",;:") in COMMON
    return f"{first[:1].lower()}{first[1:]}{blank}{rest}" if common else text


def day_figure(
    row: str, day: date, document: str, *, checked: bool, precision: str = "day"
) -> Figure:
    """Give the day of a row as a figure.

    Parameters
    ----------
    row : str
        Stable id of the row.
    day : datetime.date
        The day.
    document : str
        What fixes or states it.
    checked : bool
        Whether a page that states it was read.
    precision : {"day", "month", "year"}
        How exactly it is known.
    """
    cell = row_cell(row, day, document=document, checked=checked)
    return on_day(figure_id("now", row, day.isoformat()), day, cell, precision=precision)


def rung_day(held: HeldRung) -> Figure:
    """Give the first day of the unbroken time on a rung as a figure.

    Parameters
    ----------
    held : HeldRung
        The rung.
    """
    first = held.forms[0]
    row = first.row or f"step:{first.letters}:{held.since}"
    document = first.document or first.address
    precision = held.since_precision
    return day_figure(row, held.since, document, checked=first.checked, precision=precision)


def on(figure: Figure) -> Phrase:
    """Give a day with its preposition: on a day, in a month or a year.

    Parameters
    ----------
    figure : Figure
        As `day_figure` gives it.
    """
    return Phrase("on {day}" if figure.way == "day" else "in {day}", {"day": figure})


def happened(text: str, figure: Figure, row: str, *, whole: bool = False) -> Phrase:
    """Say what happened on a day, in the past tense.

    Parameters
    ----------
    text : str
        What the row says, in the present tense.
    figure : Figure
        Its day.
    row : str
        Id of the row.
    whole : bool
        Whether everything is said, not only the first clause of a long text.
    """
    cell = figure.cells[0]
    short = text if whole or len(text.split()) <= LONG else text.partition(CLAUSES)[0]
    turned = past(short)
    if turned is None:
        what = short.partition(": ")[0]
        return Phrase("{day}: {what}", {"day": figure, "what": bound(small(what), cell, row)})
    return Phrase("{on} {what}", {"on": on(figure), "what": bound(small(turned), cell, row)})


LONG = 16
"""Words from which only the first clause of a text is said."""
