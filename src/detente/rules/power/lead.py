"""LEAD: a lead in product that doubled or halved in twenty years, or changed hands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.estimators.surprise import unexpected
from detente.estimators.turning import has_turned_back
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.evidence.series import Series, need
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
from detente.rules.power.size_peers import log_changes, rank_of_change, sides
from detente.rules.power.sizes import (
    Growth,
    are_apart,
    comparable_since,
    growth,
    newest_year,
    place_figure,
    sides_on,
    times_as_much,
)
from detente.rules.rule import Rule

ID = "lead"
FIGURES = Figures(ID)
BACK, LEAST_BACK = 20, 10
"""Years that are looked back, and fewest where a series or a state is younger."""
FACTOR = 2.0
"""Factor by which the ratio changes at least."""
QUARTER = 1.25
"""Factor by which the ratio has gone back where its change is over."""
CLEAR = 0.5
"""|2F - 1| from which the change lies in the upper quarter of all pairs."""
EIGHTH = 0.75
"""The same of the upper eighth: said in the section."""
LEVEL = 1.15
"""Ratio under which two economies are about equal."""
FAR = 50.0
"""Ratio over which a change says nothing of either."""
OWN = 2.0
"""How many times the other's change in share makes a change a party's own."""
RECENT = 10
"""Years within which one passed the other."""
EXPLAINED = 0.5
"""Part of the change from which the numbers of people explain most of it."""


@dataclass(frozen=True, slots=True)
class Lead:
    """How the ratio of two parties' product changed.

    Attributes
    ----------
    name : str
        Id of the yardstick of product.
    stronger, weaker : State or Bloc
        Who is the larger in the last year, and who is not.
    then, now : tuple of Cell
        Shares of the stronger and of the weaker in the first and the last year.
    passed : int
        Year from which the stronger is the larger; 0 where it always was.
    rank : float
        How far in the upper tail of all pairs' changes this one lies.
    is_over : bool
        Whether the ratio has gone back by a quarter since from where its change had taken it.
    """

    name: str
    stronger: Actor
    weaker: Actor
    then: tuple[Cell, Cell]
    now: tuple[Cell, Cell]
    passed: int
    rank: float
    is_over: bool = False

    @property
    def first(self) -> int:
        """The first year."""
        return self.then[0].year or 0

    @property
    def last(self) -> int:
        """The last year."""
        return self.now[0].year or 0

    @property
    def change(self) -> float:
        """Logarithm of the ratio now over the ratio then."""
        return log(_ratio(self.now) / _ratio(self.then))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What it rests on."""
        return (*self.now, *self.then)


def _ratio(two: tuple[Cell, Cell]) -> float:
    return two[0].value / two[1].value


def lead(relation: Relation) -> Lead | None:
    """Compare the ratio of product in the newest year with that of twenty years before.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    Lead or None
        None where the two share members, or no fresh series of product covers ten years of both.
    """
    if not are_apart(relation):
        return None
    found = (_on(relation, name) for name in ("gdp", "gdp_long"))
    return next((one for one in found if one is not None), None)


def _on(relation: Relation, name: str) -> Lead | None:
    pair = relation.pair
    group = sides_on(relation, name)
    last = newest_year(relation, *group)
    if last is None:
        return None
    since = max(comparable_since(relation), last - BACK)
    common = set(group[0].years) & set(group[1].years)
    first = min((year for year in common if since <= year <= last - LEAST_BACK), default=None)
    if first is None:
        return None
    is_first = need(group[0], last).value >= need(group[1], last).value
    above, below = group if is_first else group[::-1]
    strong, weak = (pair.first, pair.second) if is_first else (pair.second, pair.first)
    then = (need(above, first), need(below, first))
    now = (need(above, last), need(below, last))
    changes = log_changes(relation.catalog, pair, yardstick(name).column, first=first, last=last)
    change = abs(log(_ratio(now) / _ratio(then)))
    return Lead(
        name,
        strong,
        weaker=weak,
        then=then,
        now=now,
        passed=_passed(above, below, first, last),
        rank=rank_of_change(relation.catalog, pair, change, changes),
        is_over=_is_over(above, below, (first, last)),
    )


def _is_over(above: Series, below: Series, years: tuple[int, int]) -> bool:
    """Tell whether the ratio has gone back by a quarter from where its change had taken it."""
    first, last = years
    common = [year for year in above.years if year in below.years and first <= year <= last]
    course = [log(need(above, year).value / need(below, year).value) for year in common]
    return has_turned_back(course, log(QUARTER))


def _passed(above: Series, below: Series, first: int, last: int) -> int:
    """Give the year from which the larger one is the larger; 0 where it was so at the start."""
    years = [year for year in above.years if year in below.years and first <= year <= last]
    behind = [year for year in years if need(above, year).value < need(below, year).value]
    return min((year for year in years if year > max(behind)), default=0) if behind else 0


def say(relation: Relation) -> Iterator[Line]:
    """Say how the lead changed, and whose doing it was."""
    found = lead(relation)
    if found is None:
        return
    form = _form(relation, found)
    if form:
        yield _line(relation, found, form)


def _form(relation: Relation, found: Lead) -> str:
    """Name what happened; empty where nothing did that is worth saying."""
    was_behind = found.then[0].value < found.then[1].value
    if was_behind and found.passed > found.last - RECENT:
        return "passed"
    is_far = min(_ratio(found.now), _ratio(found.then)) > FAR
    if abs(found.change) < log(FACTOR) or found.rank < CLEAR or is_far:
        return ""
    if max(_ratio(found.then), 1 / _ratio(found.then)) < LEVEL:
        return "parted"
    if was_behind:
        return "turned"
    if _ratio(found.now) < LEVEL:
        return "level"
    # what has turned since goes the other way now
    if found.is_over:
        return ""
    return f"{'grew' if found.change > 0 else 'shrank'}.{_mover(found)}"


def _mover(found: Lead) -> str:
    """Say whose share of the world's product changed: one side's, or both in opposite ways."""
    strong, weak = (
        log(now.value / then.value) for now, then in zip(found.now, found.then, strict=True)
    )
    if abs(strong) >= OWN * abs(weak):
        return "stronger"
    if abs(weak) >= OWN * abs(strong) or strong * weak > 0:
        return "weaker" if abs(weak) > abs(strong) else "stronger"
    return "both"


HEADLINES = {
    "parted": "{strong} and {weak} are no longer equals in product.",
    "passed": "{strong} has overtaken {weak} in product.",
    "turned": "The order of {weak} and {strong} has turned around.",
    "level": "{weak} has caught up with {strong}.",
    "grew.stronger": "{strong} is leaving {weak} behind.",
    "grew.weaker": "{weak} has fallen back against {strong}.",
    "grew.both": "{strong} rises in the world's product, and {weak} sinks.",
    "shrank.stronger": "{strong} is losing its lead over {weak}.",
    "shrank.weaker": "{weak} is catching up with {strong}.",
    "shrank.both": "{weak} gains on the world while {strong} slips.",
}
KEYS = {
    "parted": "Level in {first}, {strong} has {now:times} the product of {weak} in {last}.",
    "passed": "Since {passed} its economy is the larger; in {first} it had {then:per_cent} of "
    "{weaks} size.",
    "turned": "In {first} {weaks} economy was {inverse:times} as large; now {strongs} is, at "
    "{now:times}.",
    "level": "{strongs} economy was {then:times} as large in {first}, and the two are level in "
    "{last}.",
    "grew.stronger": "Its economy, {then:times} as large in {first}, is {now:times} as large in "
    "{last}.",
    "grew.weaker": "{strongs} economy is {now:times} as large in {last}, after {then:times} in "
    "{first}.",
    "grew.both": "So a ratio of {then:multiple} in {first} has become one of {now:multiple} by "
    "{last}.",
    "shrank.stronger": "From {first} to {last} its economy went from {then:times} the other's size "
    "to {now:times}.",
    "shrank.weaker": "What was a gap of {then:times} in {first} is one of {now:times} in {last}.",
    "shrank.both": "{strongs} product is {now:times} the other's in {last}, and was {then:times} "
    "in {first}.",
}
GISTS = {
    "parted": "{strong} now has {now:times} the product of its former equal {weak}.",
    "passed": "{strong} has had the larger economy since {passed}.",
    "turned": "{strong}, once the smaller economy, is now {now:times} the size of {weak}.",
    "level": "{strong} was {then:times} the size of {weak} in {first}, and that lead is gone.",
    "grew.stronger": "{strongs} economy is {now:times} as large, and growing away.",
    "grew.weaker": "Against {weak}, {strong} now has {now:times} the product.",
    "grew.both": "{strong} now has {now:times} the product of {weak}.",
    "shrank.stronger": "{strongs} lead has shrunk to {now:times}.",
    "shrank.weaker": "{weak} has cut {strongs} lead to {now:times}.",
    "shrank.both": "The gap in product has closed to {now:times}.",
}
"""Message, evidence and gist of each form; names and figures fill them."""


def _line(relation: Relation, found: Lead, form: str) -> Line:
    parts = _parts(found)
    grown = _growth(relation, found)
    own = _growth_sentence(found, grown) if grown else None
    optional = (
        own,
        _in_purchasing_power(relation, found),
        _people(relation, found),
        _place(found),
    )
    body = (_ratios(found, parts), *(one for one in optional if one is not None))
    measure = Measured(
        _ratio(found.now), unit="ratio", about="who is the larger", newest=found.last
    )
    page = first_page(parts, HEADLINES[form], KEYS[form], gist=GISTS[form])
    return line(
        ID,
        f"moved.{form}",
        body,
        cells=(*found.cells, *cells_of(body)),
        measured=measure,
        reasons=_reasons(relation, found, form),
        page=page,
        series="product",
    )


PRICES = {"gdp": "In constant dollars", "gdp_long": "At the prices of 2011"}
"""At what prices the product of each yardstick is counted: another base gives another ratio."""


def _ratios(found: Lead, parts: Parts) -> Sentence:
    if _ratio(found.then) < 1:
        template = (
            "{prices} {strongs} product was {then:per_cent} of {weaks} in {first} and is "
            "{now:multiple} times it in {last}."
        )
    else:
        template = (
            "{prices} {strongs} product was {then:multiple} times {weaks} in {first} and is "
            "{now:multiple} times it in {last}."
        )
    return filled(template, parts)


def _place(found: Lead) -> Sentence | None:
    """Say how many comparable pairs changed less, where it is seven of eight."""
    if found.rank < EIGHTH:
        return None
    place = place_figure(ID, found.rank, found.last, *found.cells)
    return Sentence(
        "In {place} of comparable pairs the ratio changed less over these years.",
        {"place": place},
    )


def _parts(found: Lead) -> Parts:
    """Give everything that a template of this rule may name."""
    parts: Parts = named(strong=found.stronger.label, weak=found.weaker.label)
    parts["prices"] = PRICES[found.name]
    parts["then"] = FIGURES.ratio("then", *found.then)
    parts["now"] = FIGURES.ratio("now", *found.now)
    parts["inverse"] = FIGURES.ratio("inverse", *found.then[::-1])
    parts["first"] = FIGURES.year("first", *found.then)
    parts["last"] = FIGURES.year("last", *found.now)
    parts["passed"] = dated(FIGURES.id("passed"), found.passed, *found.now)
    return parts


def _growth(relation: Relation, found: Lead) -> tuple[Growth, Growth] | None:
    strong, weak = (
        growth(relation, found.name, then, now)
        for then, now in zip(found.then, found.now, strict=True)
    )
    return None if strong is None or weak is None else (strong, weak)


def _growth_sentence(found: Lead, grown: tuple[Growth, Growth]) -> Sentence:
    strong, weak = grown
    return Sentence(
        "At constant prices {weak} over these years, and {strong}.",
        {
            "weak": _grew(found.weaker, weak, "weaker"),
            "strong": _grew(found.stronger, strong, "stronger"),
        },
    )


def _grew(party: Actor, grown: Growth, name: str) -> Phrase:
    verb = "grew" if grown.value >= 0 else "shrank"
    figure = grown.figure(figure_id("power", ID, "growth", name))
    return Phrase(f"{{party}} {verb} by {{much}}", {"party": party.label, "much": figure})


def _in_purchasing_power(relation: Relation, found: Lead) -> Sentence | None:
    """Say the same at purchasing power, where that was known in both years."""
    if found.name != "gdp":
        return None
    known = {one.of: one for one in sides_on(relation, "gdp_ppp")}
    above, below = (known[cell_of] for cell_of in _names(relation, found))
    cells = [one.at(year) for year in (found.first, found.last) for one in (above, below)]
    top_then, bottom_then, top_now, bottom_now = cells
    if top_then is None or bottom_then is None or top_now is None or bottom_now is None:
        return None
    then = times_as_much(figure_id("power", ID, "ppp", found.first), top_then, bottom_then)
    now = times_as_much(figure_id("power", ID, "ppp", found.last), top_now, bottom_now)
    way = ":per_cent" if min(then.value, now.value) < 1 else ""
    return filled(
        f"At purchasing power the ratio went from {{then{way}}} to {{now{way}}}.",
        {"then": then, "now": now},
    )


def _names(relation: Relation, found: Lead) -> tuple[str, str]:
    """Give the names under which series know the stronger and the weaker."""
    first, second = (one.of for one in sides_on(relation, found.name))
    is_first = found.stronger.key == relation.pair.first.key
    return (first, second) if is_first else (second, first)


def _people(relation: Relation, found: Lead) -> Sentence | None:
    """Say whether numbers of people explain most of the change, where they do."""
    known = {one.of: one for one in sides_on(relation, "pop")}
    above, below = (known[name] for name in _names(relation, found))
    last = newest_year(relation, above, below)
    if last is None or found.first not in above.years or found.first not in below.years:
        return None
    then = (need(above, found.first), need(below, found.first))
    now = (need(above, last), need(below, last))
    part = log(_ratio(now) / _ratio(then)) / found.change
    if part < EXPLAINED or min(_ratio(then), _ratio(now)) < 1:
        return None
    figures = {
        "then": times_as_much(figure_id("power", ID, "people", found.first), *then),
        "now": times_as_much(figure_id("power", ID, "people", last), *now),
    }
    return Sentence(
        "People explain most of it: their numbers went from {then} to {now} times the other's.",
        figures,
    )


def _reasons(relation: Relation, found: Lead, form: str) -> Reasons:
    moved = found.rank if abs(found.change) >= log(FACTOR) else 0.0
    if form not in ("passed", "turned"):
        return Reasons(moved=moved)
    return Reasons(moved=moved, unexpected=_surprise_of_turn(relation, found))


def _surprise_of_turn(relation: Relation, found: Lead) -> float:
    """Measure how seldom the order of two parties changes over the same years."""
    column = yardstick(found.name).column
    then, now = (
        sides(relation.catalog, relation.pair, column, year).log_ratio
        for year in (found.first, found.last)
    )
    known = ~np.isnan(then) & ~np.isnan(now)
    turned = np.where(then * now < 0, 1.0, 0.0)
    return unexpected(1.0, np.where(known, turned, np.nan))


RULE = Rule(
    id=ID,
    section="power",
    place=30,
    paragraph="product",
    say=say,
    condition="product of both in a fresh year and ten to twenty years before; the ratio changed "
    "by a factor of two and more than in three of four pairs, and has not gone back by a quarter "
    "since; or its order turned in ten years",
)
