"""RATIO: who spends how much more on defence, and whether that depends on how one counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.sentence import Sentence
from detente.evidence.series import need
from detente.phrasing import cap
from detente.power.yardsticks import held, yardstick
from detente.rules.line import Line, Reasons
from detente.rules.peers import form_of
from detente.rules.power.made import Figures, Measured, Page, Parts, cells_of, filled, line, named
from detente.rules.power.size_peers import sides, tail
from detente.rules.power.sizes import (
    are_apart,
    may_meet,
    newest_year,
    sides_on,
)
from detente.rules.rule import Rule
from detente.store.catalog import Catalog

ID = "spending_ratio"
FIGURES = Figures(ID)
DOLLARS, PURCHASING = "spending_constant", "spending_ppp"
"""Bases that have to be known."""
BASES = {
    "spending_constant": "in constant dollars",
    "spending_ppp": "at purchasing power",
    "spending_sipri_current": "in SIPRI's dollars of the year",
}
"""Bases that are compared, as a sentence has them.

SIPRI's constant dollars are left out: they price a currency that fell later at its later rate.
"""
RANGE, DEPENDS = 1.5, 2.0
"""Largest over smallest ratio from which there is a range, and from which it decides."""
FAR = 50.0
"""Ratio over which a figure says no more than that one side spends more."""
EIGHTH = 0.75
"""|2F - 1| from which a spread lies in the upper eighth of all pairs."""
ORDINARY = 0.3
"""What one figure of spending is worth in its section."""


@dataclass(frozen=True, slots=True)
class Spending:
    """Both sides' military spending on several bases in one year.

    Attributes
    ----------
    above, below : State or Bloc
        Who spends more on the base on which the ratio is largest, and who less.
    on : dict
        Base to the cells of both, above first, the smallest ratio first.
    """

    above: Actor
    below: Actor
    on: dict[str, tuple[Cell, Cell]]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ratios, ascending."""
        return tuple(above.value / below.value for above, below in self.on.values())

    @property
    def spread(self) -> float:
        """Largest ratio over the smallest."""
        return self.ratios[-1] / self.ratios[0]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What it rests on."""
        return tuple(cell for two in self.on.values() for cell in two)


def spending(relation: Relation) -> Spending | None:
    """Divide both sides' spending in the newest year that dollars and purchasing power share.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    Spending or None
        None where the two share members, the data are stale or members lack data.
    """
    if not are_apart(relation):
        return None
    known = {by.id: sides_on(relation, by.id) for by in held(relation.catalog) if by.id in BASES}
    if not {DOLLARS, PURCHASING} <= known.keys():
        return None
    year = newest_year(relation, *known[DOLLARS], *known[PURCHASING])
    if year is None:
        return None
    cells = {
        name: (need(one, year), need(other, year))
        for name, (one, other) in known.items()
        if year in one.years and year in other.years
    }
    if any(min(one.value, other.value) <= 0 for one, other in cells.values()):
        return None
    ratios = {name: one.value / other.value for name, (one, other) in cells.items()}
    pair = relation.pair
    if max(ratios.values()) >= 1 / min(ratios.values()):
        ordered = sorted(ratios, key=lambda name: ratios[name])
        return Spending(pair.first, pair.second, on={name: cells[name] for name in ordered})
    ordered = sorted(ratios, key=lambda name: -ratios[name])
    turned = {name: cells[name][::-1] for name in ordered}
    return Spending(pair.second, pair.first, on=turned)


def say(relation: Relation) -> Iterator[Line]:
    """Say one ratio, a range and why, or that the bases disagree."""
    found = spending(relation)
    if found is None or found.ratios[0] > FAR:
        return
    if found.ratios[0] < 1 < found.ratios[-1] and found.spread >= RANGE:
        yield _disagree(relation, found)
    elif found.spread >= DEPENDS or (found.spread >= RANGE and may_meet(relation)):
        yield _range(relation, found)
    elif may_meet(relation):
        yield _one(found)


def _disagree(relation: Relation, found: Spending) -> Line:
    parts = _parts(found)
    body = (
        filled("{Highest} {above} spent {high} times what {below} did in {year}.", parts),
        filled("{Lowest} {below} spent {inverse} times what {above} did.", parts),
    )
    key = (
        filled(
            "In {year} {above} spent {high} times as much {highest}; {lowest}, {below} spent "
            "{inverse} times as much.",
            parts,
        ),
    )
    page = Page(
        filled("Which of the two spends more on defence depends on the prices used.", {}),
        key=key,
        gist=filled("Neither side outspends the other on every measure.", {}),
    )
    return _line(relation, found, ("unexpected.who_leads", body, page))


def _range(relation: Relation, found: Spending) -> Line:
    parts = _parts(found)
    body = (
        filled(
            "{Lowest} {above} spent {low} times as much on defence as {below} in {year}.", parts
        ),
        filled("{Highest} it spent {high} times as much.", parts),
    )
    decides = found.spread >= DEPENDS
    form = "unusual.depends" if decides else "plain.range"
    headline = (
        "{above} buys far more with its budget than dollars show."
        if _is_cheap(found)
        else "How far {above} outspends {below} depends on how one counts."
    )
    key = (
        filled(
            "In {year} its defence budget was {low} times {belows} {lowest} and {high} times "
            "{highest}.",
            parts,
        ),
    )
    gist = filled("{above} outspends {below} {low} or {high} times, depending on prices.", parts)
    cheap = ".cheap" if decides and _is_cheap(found) else ""
    page = Page(filled(headline, parts), key=key, gist=gist)
    return _line(relation, found, (f"{form}{cheap}", body, page if decides else None))


def _is_cheap(found: Spending) -> bool:
    """Tell whether purchasing power favours the side that spends more."""
    return list(found.on).index(PURCHASING) > list(found.on).index(DOLLARS)


def _one(found: Spending) -> Line:
    parts = _parts(found)
    body = (
        filled(
            "In {year} {above} spent {high} times as much on defence as {below}, whichever prices "
            "are used.",
            parts,
        )
        if found.ratios[0] >= RANGE
        else filled(
            "In {year} the two spent about as much on defence, whichever prices are used.", parts
        ),
    )
    form = "plain.one" if found.ratios[0] >= RANGE else "plain.equal"
    return _made(found, (form, body, None), Reasons(unexpected=ORDINARY))


def _line(
    relation: Relation, found: Spending, said: tuple[str, tuple[Sentence, ...], Page | None]
) -> Line:
    rank = _rank(relation, found)
    variant = said[0]
    if variant.startswith("unexpected"):
        return _made(found, said, Reasons(unusual=rank, unexpected=max(rank, ORDINARY)))
    return _made(found, said, Reasons(unusual=rank if rank >= EIGHTH else ORDINARY))


def _made(
    found: Spending, said: tuple[str, tuple[Sentence, ...], Page | None], reasons: Reasons
) -> Line:
    variant, body, page = said
    low, high = found.ratios[0], found.ratios[-1]
    measure = Measured(
        high,
        unit="ratio",
        about="who spends more on defence",
        newest=found.cells[0].year,
        low=low,
        high=high,
        verdict="sources disagree" if high / low >= RANGE else "measured",
    )
    return line(
        ID,
        variant,
        body,
        cells=(*found.cells, *cells_of(body)),
        measured=measure,
        reasons=reasons,
        page=page,
        series="spending",
    )


def _rank(relation: Relation, found: Spending) -> float:
    """Rank how far dollars and purchasing power differ, among all pairs."""
    pair, year = relation.pair, found.cells[0].year or 0
    among = relation.catalog.remember(_spreads, pair, (form_of(pair), pair.as_of), year)
    return tail(log(found.spread), among)


def _spreads(
    catalog: Catalog, pair: RelationKey, _view: tuple[str, int], year: int
) -> NDArray[np.float64]:
    """Give the logarithm of the ratio in dollars over that at purchasing power, of all pairs."""
    dollars, purchasing = (
        sides(catalog, pair, yardstick(name).column, year).log_ratio
        for name in (DOLLARS, PURCHASING)
    )
    spreads: NDArray[np.float64] = np.abs(dollars - purchasing)
    return spreads


def _parts(found: Spending) -> Parts:
    names, cells = list(found.on), list(found.on.values())
    parts: Parts = named(above=found.above.label, below=found.below.label)
    parts["low"] = FIGURES.ratio(f"low.{names[0]}", *cells[0])
    parts["high"] = FIGURES.ratio(f"high.{names[-1]}", *cells[-1])
    parts["inverse"] = FIGURES.ratio("inverse", *cells[0][::-1])
    lowest, highest = BASES[names[0]], BASES[names[-1]]
    parts["lowest"], parts["highest"] = lowest, highest
    parts["Lowest"], parts["Highest"] = cap(lowest), cap(highest)
    parts["year"] = FIGURES.year("year", *cells[0])
    return parts


RULE = Rule(
    id=ID,
    section="power",
    place=50,
    paragraph="arms",
    say=say,
    condition="a fresh year with both sides' spending in dollars and at purchasing power; members "
    "with data hold nine tenths of a bloc's people",
    topics=("arms", "range"),
)
