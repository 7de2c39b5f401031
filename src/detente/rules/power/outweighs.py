"""OUTWEIGHS: one side is the larger on every yardstick, or on all but one or two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted
from detente.evidence.series import need
from detente.power.yardsticks import yardstick
from detente.rules.line import Line, Reasons
from detente.rules.peers import form_of
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
from detente.rules.power.size_peers import sides, tail
from detente.rules.power.sizes import (
    FRESH,
    FRESH_CAPABILITY,
    are_apart,
    newest_year,
    sides_on,
    times_as_much,
)
from detente.rules.rule import Rule
from detente.store.catalog import Catalog

ID = "outweighs"
FIGURES = Figures(ID)
YARDSTICKS = {
    "gdp": "product",
    "gdp_ppp": "product at purchasing power",
    "spending": "military spending",
    "milper": "soldiers",
    "warheads": "nuclear warheads",
    "pop": "people",
    "cinc": "material capability",
}
"""Yardsticks that are compared, as a sentence has them."""
BASIS = " in constant dollars"
"""What a ratio of product is counted in: another price basis gives another one."""
FEWEST = 4
"""Fewest yardsticks that can be compared."""
MUCH = 3.0
"""Median ratio from which one side outweighs the other."""
EQUAL = 1.5
"""Ratio under which the two are equals on a yardstick."""
LEVEL = 0.05
"""Relative difference under which the two are level on a yardstick."""
MOST_EXCEPTIONS = 2
EIGHTH = 0.75
"""|2F - 1| from which an exception lies in the upper eighth of all pairs."""
FAR = 50.0
"""Ratio over which a figure says no more than that one side is the larger."""
ENTRY = ("applicant", "associate", "candidate")
"""Rungs of a state that asks to come in."""
CLAIMS = ("war", "armed conflict", "truce", "occupation", "rupture", "crisis", "disputed line")
"""Conditions under which weight may decide a quarrel."""


@dataclass(frozen=True, slots=True)
class OnYardstick:
    """Both sides on one yardstick.

    Attributes
    ----------
    name : str
        Its id.
    cells : tuple of Cell
        The larger side's on most yardsticks first.
    """

    name: str
    cells: tuple[Cell, Cell]

    @property
    def ratio(self) -> float:
        """The larger side's over the other's."""
        return self.cells[0].value / self.cells[1].value


@dataclass(frozen=True, slots=True)
class Weights:
    """Both sides on every yardstick.

    Attributes
    ----------
    stronger, weaker : State or Bloc
        Who is the larger on the median yardstick.
    on : tuple of OnYardstick
        Every fresh yardstick on which both hold something.
    """

    stronger: Actor
    weaker: Actor
    on: tuple[OnYardstick, ...]

    @property
    def median(self) -> float:
        """Ratio on the median yardstick."""
        return exp(float(np.median([log(one.ratio) for one in self.on])))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What it rests on."""
        return tuple(cell for one in self.on for cell in one.cells)

    @property
    def exceptions(self) -> tuple[OnYardstick, ...]:
        """Yardsticks on which the two are equals, or the weaker leads, the farthest first."""
        equal = (one for one in self.on if one.ratio < EQUAL)
        return tuple(sorted(equal, key=lambda one: one.ratio))


def weights(relation: Relation) -> Weights | None:
    """Compare both sides on every fresh yardstick; None where they share members or few are fresh.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if not are_apart(relation):
        return None
    known = []
    for name in YARDSTICKS:
        group = sides_on(relation, name)
        oldest = FRESH_CAPABILITY if name == "cinc" else FRESH
        year = newest_year(relation, *group, oldest=oldest)
        if year is None:
            continue
        one, other = (need(series, year) for series in group)
        if min(one.value, other.value) > 0:
            known.append(OnYardstick(name, (one, other)))
    if len(known) < FEWEST:
        return None
    pair = relation.pair
    if np.median([log(one.ratio) for one in known]) >= 0:
        return Weights(pair.first, pair.second, on=tuple(known))
    turned = tuple(OnYardstick(one.name, one.cells[::-1]) for one in known)
    return Weights(pair.second, pair.first, on=turned)


def say(relation: Relation) -> Iterator[Line]:
    """Name the exceptions where there are any; else say what follows from weight on every one."""
    found = weights(relation)
    if found is None or found.median < MUCH:
        return
    exceptions = found.exceptions
    if 1 <= len(exceptions) <= MOST_EXCEPTIONS:
        yield _exception(relation, found, exceptions)
    elif not exceptions:
        yield from _every(relation, found)


def _exception(relation: Relation, found: Weights, exceptions: tuple[OnYardstick, ...]) -> Line:
    first = exceptions[0]
    form = _form_of(first.ratio)
    parts = _parts(found) | _parts_of_exception(found, exceptions)
    body = [filled(FACTS[form], parts), filled(MEDIAN, parts)]
    widest = parts["most"]
    if isinstance(widest, Figure) and widest.value <= FAR:
        body.append(filled(MOST, parts))
    if len(exceptions) > 1:
        is_behind = exceptions[-1].ratio < 1
        template = "In {also} {weak} is ahead too." if is_behind else "In {also} it is {second}."
        body.append(filled(template, parts))
    if first.name in WHY:
        body.append(filled(WHY[first.name], parts))
    surprise = _surprise(relation, found, first)
    strength = surprise if surprise >= EIGHTH else ORDINARY * surprise
    measure = Measured(first.ratio, unit="ratio", about="the exception", newest=first.cells[0].year)
    near = NEAR.get(first.name) if form == "near" else None
    message, detail = near or (HEADLINES[form], KEYS[form])
    page = first_page(parts, message, detail, KEY_MEDIAN[form], gist=GISTS[form])
    return line(
        ID,
        f"unexpected.{form}.{first.name}",
        tuple(body),
        cells=(*found.cells, *cells_of(body)),
        measured=measure,
        reasons=Reasons(unexpected=strength),
        page=page,
        series=f"weight_{first.name}",
    )


def _form_of(ratio: float) -> str:
    """Say how the larger side does on a yardstick that is an exception."""
    if abs(ratio - 1) <= LEVEL:
        return "equal"
    if ratio > 1:
        return "near"
    return "level" if ratio > 1 / EQUAL else "ahead"


def _parts_of_exception(found: Weights, exceptions: tuple[OnYardstick, ...]) -> Parts:
    first, last = exceptions[0], exceptions[-1]
    widest = max(found.on, key=lambda one: one.ratio)
    parts: Parts = {"what": YARDSTICKS[first.name], "more": MORE[first.name]}
    parts["ratio"] = FIGURES.ratio(first.name, *first.cells)
    parts["inverse"] = FIGURES.ratio("inverse", *first.cells[::-1])
    parts["year"] = FIGURES.year("year", *first.cells)
    parts["also"] = YARDSTICKS[last.name]
    parts["widest"] = YARDSTICKS[widest.name]
    parts["basis"] = BASIS if widest.name == "gdp" else ""
    parts["second"] = FIGURES.ratio(f"second.{last.name}", *last.cells)
    parts["most"] = FIGURES.ratio(f"most.{widest.name}", *widest.cells)
    return parts


MORE = {
    "gdp": "the larger economy",
    "gdp_ppp": "the larger economy at purchasing power",
    "spending": "the larger military budget",
    "milper": "more soldiers",
    "warheads": "more nuclear warheads",
    "pop": "more people",
    "cinc": "more material capability",
}
"""What the smaller side has where it is ahead."""
FACTS = {
    "equal": "In {year} the two were level in {what}.",
    "ahead": "{weak} had {inverse} times {strongs} {what} in {year}.",
    "level": "In {year} {weak} had {inverse} times {strongs} {what}.",
    "near": "{strong} had about {ratio} times {weaks} {what} in {year}.",
}
KEYS = {
    "equal": "There the two were level in {year}.",
    "ahead": "The smaller side led {inverse} to one in {year}.",
    "level": "In {year} the ratio was {inverse} to one in its favour.",
    "near": "There the ratio was {ratio} to one in {year}.",
}
HEADLINES = {
    "equal": "In {what} {weak} is the equal of {strong}.",
    "ahead": "{weak} has {more}, though {strong} outweighs it.",
    "level": "In {what} {weak} matches {strong}.",
    "near": "In {what} {strong} is barely ahead of {weak}.",
}
GISTS = {
    "equal": "{strong} has {median} times {weaks} weight, but no lead in {what}.",
    "ahead": "{strong} has {median} times {weaks} weight, but is behind in {what}.",
    "level": "{strong} has {median} times {weaks} weight, but not in {what}.",
    "near": "{strong} has {median} times {weaks} weight, but hardly more {what}.",
}
"""How an exception is said, its message, and its gist."""
NEAR = {
    "gdp": (
        "In product {strong} is barely ahead of {weak}.",
        "Its economy was {ratio} times the other's in {year}.",
    ),
    "gdp_ppp": (
        "At purchasing power {weak} earns nearly as much as {strong}.",
        "Counted so, the larger product was {ratio} times the smaller in {year}.",
    ),
    "spending": (
        "{weak} spends almost as much on defence as {strong}.",
        "The two budgets were {ratio} to one in {year}.",
    ),
    "milper": (
        "{strong} has hardly more soldiers than {weak}.",
        "For each soldier of the one the other had {ratio} in {year}.",
    ),
    "pop": (
        "Nearly as many people live in {weak} as in {strong}.",
        "Populations were {ratio} to one in {year}.",
    ),
}
"""Message and detail by yardstick where the larger side is barely ahead."""
KEY_MEDIAN = {
    "equal": "By the median of {count} yardsticks the ratio is {median}.",
    "ahead": "By the median of {count} yardsticks the other side is {median} times as heavy.",
    "level": "Over {count} yardsticks the median ratio is {median}.",
    "near": "The median of {count} yardsticks puts the ratio at {median}.",
}
"""The ratio on the median yardstick, by form."""
MEDIAN = "By the median of {count} yardsticks {strong} has {median} times {weaks} weight."
MOST = "Its largest lead is in {widest}, {most} times{basis}."
WHY = {
    "pop": "Weight in the world does not follow numbers of people here.",
    "milper": "What the one side has in money, the other has in men.",
    "warheads": "In warheads the two are about equal, whatever the other yardsticks say.",
    "spending": "So the smaller economy carries an army out of proportion to it.",
    "gdp_ppp": "Money goes further in the smaller economy.",
    "gdp": "So the lead rests on numbers and arms, not on wealth.",
}
"""What an exception says."""


def _every(relation: Relation, found: Weights) -> Iterator[Line]:
    follows = _what_follows(relation)
    # that the larger side is the larger on everything is true of most pairs of unequals
    if follows not in FOLLOWS:
        return
    least = min(found.on, key=lambda one: one.ratio)
    parts = _parts(found)
    parts["what"] = YARDSTICKS[least.name]
    parts["least"] = FIGURES.ratio(least.name, *least.cells)
    body = [filled(FOLLOWS[follows], parts)]
    if least.ratio <= FAR:
        body.append(filled("Even in {what} the ratio is {least}.", parts))
    product = next((one for one in found.on if one.name == "gdp"), None)
    if product is not None and product.ratio > FAR:
        parts["product"] = times_as_much(
            FIGURES.id("product"), *product.cells[::-1], way="per_cent"
        )
        body.append(filled("{weaks} product is {product} of {strongs}.", parts))
    measure = Measured(
        found.median, unit="ratio", about="who is the larger", newest=least.cells[0].year
    )
    yield line(
        ID,
        f"plain.every.{follows}",
        tuple(body),
        cells=(*found.cells, *cells_of(body)),
        measured=measure,
        reasons=Reasons(unexpected=ORDINARY),
    )


ORDINARY = 0.3
"""What it is worth in its section that one side is the larger on everything."""
FOLLOWS = {
    "quarrel": "{strong} outweighs {weak} on all {count} yardsticks: alone, {weak} cannot balance "
    "it.",
}
"""What follows from weight on every yardstick, by kind of relation."""


def _what_follows(relation: Relation) -> str:
    """Say what weight decides in this kind of relation; empty where distance parts the two."""
    situation = relation.situation
    if situation.holds(*CLAIMS):
        return "quarrel"
    if situation.rung in ENTRY:
        return "entry"
    if situation.holds("allied"):
        return "alliance"
    return "neighbour" if "land" in relation.institutions.borders else ""


def _surprise(relation: Relation, found: Weights, exception: OnYardstick) -> float:
    """Rank how far a yardstick lies from the median one, among all yardsticks of all pairs."""
    when = tuple((one.name, one.cells[0].year or 0) for one in found.on)
    view = (form_of(relation.pair), relation.pair.as_of)
    among = relation.catalog.remember(_departures, relation.pair, view, when)
    return tail(log(found.median) - log(exception.ratio), among)


def _departures(
    catalog: Catalog,
    pair: RelationKey,
    _view: tuple[str, int],
    when: tuple[tuple[str, int], ...],
) -> NDArray[np.float64]:
    """Give how far below the median yardstick each one puts the larger side, of all pairs."""
    ratios = np.array(
        [sides(catalog, pair, yardstick(name).column, year).log_ratio for name, year in when]
    )
    has_any = ~np.isnan(ratios).all(axis=0)
    known = ratios[:, has_any]
    median = np.nanmedian(known, axis=0)
    departures: NDArray[np.float64] = (np.sign(median) * (median - known)).ravel()
    return departures


def _parts(found: Weights) -> Parts:
    parts: Parts = named(strong=found.stronger.label, weak=found.weaker.label)
    id = FIGURES.id("yardsticks")
    parts["count"] = counted(id, len(found.on), "yardsticks", *found.cells)
    parts["median"] = FIGURES.multiple("median", found.median, *found.cells)
    return parts


RULE = Rule(
    id=ID,
    section="power",
    place=10,
    paragraph="weight",
    say=say,
    condition="at least four fresh yardsticks, one side three times the other on the median one; "
    "one or two on which the two are equals, or none",
    topics=("capability",),
)
