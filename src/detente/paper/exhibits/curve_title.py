"""The message of a curve: who moved, from what to what, which the picture shows."""

from __future__ import annotations

from detente.actors.names import possessive
from detente.actors.relation_key import short
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.evidence.series import Series
from detente.paper.brief import Brief
from detente.paper.exhibits.spoken import Spoken
from detente.phrasing import cap, moved

ID = "curve"
HELD = "held at"
TWO_RATIOS = "{whos} lead over {base} {verb} to {now} times, {thirds} {third_verb} to {third}"
"""Of two curves measured by the same third: a ratio that falls is no fall of what it divides."""


def curve_title(brief: Brief, curve: Spoken) -> Sentence | None:
    """Say what the curve that moved most did over the years that the finding compares.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    curve : Spoken
        What is drawn.

    Returns
    -------
    Sentence or None
        None where no curve has a value in the first and in the last of these years.
    """
    first, last = curve.years[0], curve.years[-1]
    ends = [
        (series, then, now)
        for series in curve.curves
        if (then := series.at(first)) is not None and (now := series.at(last)) is not None
    ]
    if not ends:
        return None
    if curve.base and len(ends) == len(curve.curves) > 1:
        return _two(brief, curve, ends)
    series, then, now = max(ends, key=lambda one: abs(one[2].value - one[1].value))
    return _one(curve, _label(brief, series), then, now)


def _one(curve: Spoken, who: str, then: Cell, now: Cell) -> Sentence:
    """Say from what to what one curve went."""
    years = {"first": then, "last": now}
    parts: dict[str, str | Figure] = {
        name: dated(figure_id(ID, "year", cell.year or 0), cell.year or 0, cell)
        for name, cell in years.items()
    }
    parts["now"] = _value(curve, now, who)
    verb = moved(then.value, now.value)
    words = curve.says.replace("{moved}", f"{verb} {{now}}")
    if verb != HELD:
        words = curve.says.replace("{moved}", f"{verb} {{then}} to {{now}}")
        parts["then"] = _value(curve, then, who)
    words = words.replace("{what}", curve.what)
    named = {"who": who, "whos": possessive(who), "others": possessive(curve.base)}
    used = {name: said for name, said in named.items() if f"{{{name}}}" in words}
    return Sentence(words, {**parts, **{name: cap(said) for name, said in used.items()}})


def _two(brief: Brief, curve: Spoken, ends: list[tuple[Series, Cell, Cell]]) -> Sentence:
    """Say of two curves to what each went, measured by the same third."""
    (one, then, now), (other, earlier, later) = ends[:2]
    whos, thirds = (possessive(_label(brief, series)) for series in (one, other))
    said = {"whos": cap(whos), "thirds": thirds, "base": curve.base}
    verbs = {"verb": _verb(then, now), "third_verb": _verb(earlier, later)}
    shown = {"now": _value(curve, now, one.of), "third": _value(curve, later, other.of)}
    return Sentence(TWO_RATIOS, {**said, **verbs, **shown})


def _verb(then: Cell, now: Cell) -> str:
    return "fell" if now.value < then.value else "rose"


def _value(curve: Spoken, cell: Cell, of: str) -> Figure:
    """Give a value as a figure, written as the curve writes it."""
    id = figure_id(ID, cell.column, of, cell.year or 0)
    return Figure(id, cell.value, unit=cell.unit, cells=(cell,), way=curve.way)


def _label(brief: Brief, series: Series) -> str:
    """Name whose curve it is as a sentence does."""
    named = {short(one): one.label for one in brief.relation.power.parties}
    return named.get(series.of, series.of)
