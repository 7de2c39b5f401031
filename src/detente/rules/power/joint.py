"""JOINT: both sides together against everybody else: both lose to a third power, or both gain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.sentence import Sentence
from detente.evidence.series import need
from detente.models import track_records as methods
from detente.power.yardsticks import yardstick
from detente.rules.line import Line, Reasons
from detente.rules.power.made import (
    Figures,
    Measured,
    Parts,
    cells_of,
    filled,
    first_page,
    line,
    named,
)
from detente.rules.power.size_peers import joint_changes, rank_of_change
from detente.rules.power.sizes import (
    FRESH,
    FRESH_CAPABILITY,
    are_apart,
    comparable_since,
    held_by,
    newest_year,
    sides_on,
)
from detente.rules.rule import Rule

ID = "joint"
FIGURES = Figures(ID)
BACK, LEAST_BACK = 32, 15
"""Years that are looked back, and fewest."""
POINTS = 0.02
"""Part of the world by which their joint share changes at least."""
EACH = 1.1
"""Factor by which each side's own share changes at least, the same way."""
WEIGHTY = 0.01
"""Part of the world that each side holds at least."""
TAKES = 0.5
"""Part of what both lost that the third power gained at least."""
CLEAR = 0.5
"""|2F - 1| from which the change lies in the upper quarter of all pairs."""
WHOLES = {
    "cinc": "the material capability of all states",
    "gdp": "the product of all states with data",
}
"""That of which the two hold a part."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What both hold together, then and now, and the third power.

    Attributes
    ----------
    name : str
        Id of the yardstick.
    then, now : tuple of Cell
        Shares of both parties in the first and the last year.
    third : State or Bloc or None
        The third power, where there is one.
    third_then, third_now : Cell or None
        Its shares.
    rank : float
        How far in the upper tail of all pairs' changes this one lies.
    """

    name: str
    then: tuple[Cell, Cell]
    now: tuple[Cell, Cell]
    third: Actor | None
    third_then: Cell | None
    third_now: Cell | None
    rank: float

    @property
    def change(self) -> float:
        """Change of the sum of both shares."""
        return _sum(self.now) - _sum(self.then)

    @property
    def third_change(self) -> float:
        """Change of the third power's share; 0 without one."""
        if self.third_then is None or self.third_now is None:
            return 0.0
        return self.third_now.value - self.third_then.value

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What it rests on."""
        third = (self.third_then, self.third_now)
        return (*self.now, *self.then, *(cell for cell in third if cell is not None))


def _sum(two: tuple[Cell, Cell]) -> float:
    return two[0].value + two[1].value


def joint(relation: Relation) -> Joint | None:
    """Add up both sides' shares, of capability where it is fresh, else of product.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    Joint or None
        None where the two share members, or did not change alike and enough.
    """
    if not are_apart(relation):
        return None
    for name, oldest in (("cinc", FRESH_CAPABILITY), ("gdp", FRESH)):
        years = _years(relation, name, oldest)
        if years is not None:
            found = _between(relation, name, *years)
            return found if _is_alike(found) else None
    return None


def _years(relation: Relation, name: str, oldest: int) -> tuple[int, int] | None:
    group = sides_on(relation, name)
    last = newest_year(relation, *group, oldest=oldest)
    if last is None:
        return None
    since = max(comparable_since(relation), last - BACK)
    common = set(group[0].years) & set(group[1].years)
    first = min((year for year in common if since <= year <= last - LEAST_BACK), default=None)
    return None if first is None else (first, last)


def _between(relation: Relation, name: str, first: int, last: int) -> Joint:
    pair, third = relation.pair, relation.power.third
    one, other = sides_on(relation, name)
    beside = held_by(relation, third, name) if third is not None else None
    then, now = ((need(one, year), need(other, year)) for year in (first, last))
    column = yardstick(name).column
    changes = np.abs(joint_changes(relation.catalog, pair, column, first=first, last=last))
    change = abs(_sum(now) - _sum(then))
    return Joint(
        name,
        then=then,
        now=now,
        third=third,
        third_then=beside.at(first) if beside else None,
        third_now=beside.at(last) if beside else None,
        rank=rank_of_change(relation.catalog, pair, change, changes),
    )


def _is_alike(found: Joint) -> bool:
    """Tell whether both sides' shares changed the same way, each clearly."""
    own = [log(now.value / then.value) for now, then in zip(found.now, found.then, strict=True)]
    is_clear = min(map(abs, own)) >= log(EACH) and abs(found.change) >= POINTS
    is_weighty = min(cell.value for cell in found.now) >= WEIGHTY
    return is_clear and is_weighty and own[0] * own[1] > 0


def say(relation: Relation) -> Iterator[Line]:
    """Say what both held together, what they hold, and who gained or lost beside them."""
    found = joint(relation)
    if found is None or found.rank < CLEAR:
        return
    form = _form(found)
    if form:
        yield _line(relation, found, form)


def _form(found: Joint) -> str:
    """Name what happened; empty where both fell and nobody in particular gained."""
    if found.change > 0:
        return "both_gain.third_loses" if found.third_change < -POINTS else "both_gain"
    takes = found.third_change >= -TAKES * found.change
    if not takes or found.third_now is None:
        return ""
    if found.third_now.value >= _sum(found.now):
        return "both_fall.behind"
    return "both_fall"


HEADLINES = {
    "both_gain": "{first} and {second} both gain weight in the world.",
    "both_gain.third_loses": "{first} and {second} both gain; {third} loses.",
    "both_fall": "{third} rises while {first} and {second} both lose weight.",
    "both_fall.behind": "{third} alone outweighs {first} and {second} together.",
}
KEYS = {
    "both_gain": "Their common part of {whole} went from {then} in {from} to {now} in {to}.",
    "both_gain.third_loses": "Together they hold {now} of {whole} in {to}, and held {then} in "
    "{from}.",
    "both_fall": "At {members} they held {then} of {whole} in {from} and {now} in {to}.",
    "both_fall.behind": "In {from} the two still held {then} of {whole}; in {to} it is {now}.",
}
BODIES = {
    "both_gain": "What the two gain, third powers lose.",
    "both_gain.third_loses": "{third} went from {third_then} to {third_now}.",
    "both_fall": "{third} went from {third_then} to {third_now}: power runs past both of them.",
    "both_fall.behind": "{third} went from {third_then} to {third_now}, so neither gains by the "
    "other's loss.",
}


def _line(relation: Relation, found: Joint, form: str) -> Line:
    parts = _parts(relation, found)
    own = filled(
        "{first} went from {first_then} to {first_now} of {whole} between {from} and {to}.", parts
    )
    other = filled("{second} went from {second_then} to {second_now}.", parts)
    body: tuple[Sentence, ...] = (own, other, filled(BODIES[form], parts))
    key = filled(KEYS[form], parts)
    gains = found.change > 0
    gist = GAIN if gains else "The two are down to {now} of {whole}."
    measure = Measured(
        _sum(found.now), unit="share", about="both against the rest", newest=found.now[0].year
    )
    page = first_page(parts, HEADLINES[form], KEYS[form], gist=gist)
    method = methods.cinc() if found.name == "cinc" else methods.accounting()
    return line(
        ID,
        f"moved.{form}",
        body,
        cells=(*found.cells, *cells_of((*body, key))),
        measured=measure,
        reasons=Reasons(moved=found.rank),
        page=page,
        series=f"{found.name}_share",
        method=method,
    )


GAIN = "The two by now make up {now} of {whole}."


def _parts(relation: Relation, found: Joint) -> Parts:
    pair = relation.pair
    then, now = found.then, found.now
    own = zip(("first", "second"), then, now, strict=True)
    cells: dict[str, Cell | None] = {
        "third_then": found.third_then,
        "third_now": found.third_now,
    }
    for name, early, late in own:
        cells |= {f"{name}_then": early, f"{name}_now": late}
    third = found.third.label if found.third is not None else ""
    parts: Parts = named(first=pair.first.label, second=pair.second.label, third=third)
    for name, cell in cells.items():
        if cell is not None:
            parts[name] = FIGURES.per_cent(name, cell)
    has_bloc = any(party.kind == "bloc" for party in (pair.first, pair.second))
    parts["whole"] = WHOLES[found.name]
    parts["members"] = "today's membership" if has_bloc else "today's borders"
    parts["then"], parts["now"] = _together("then", then), _together("now", now)
    parts["from"], parts["to"] = FIGURES.year("from", *then), FIGURES.year("to", *now)
    return parts


def _together(name: str, two: tuple[Cell, Cell]) -> Figure:
    id = FIGURES.id("joint", name)
    return Figure(id, _sum(two), unit="share", cells=two, way="per_cent")


RULE = Rule(
    id=ID,
    section="power",
    place=20,
    paragraph="shares",
    say=say,
    condition="since the first year of both, at today's members: both shares changed the same way, "
    "together by two points of the world, more than in three of four pairs; where both fell, the "
    "third power gained half of it",
    topics=("capability",),
)
