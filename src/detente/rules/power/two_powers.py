"""TWO-POWERS: the lead of one power over a party shrank while that of the third power grew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.sentence import Sentence
from detente.evidence.series import Series, need
from detente.power.yardsticks import yardstick
from detente.rules.line import Line, Reasons
from detente.rules.peers import WITH_BLOC, form_of
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
from detente.rules.power.size_peers import log_changes, rank_of_change
from detente.rules.power.sizes import (
    are_apart,
    comparable_since,
    held_by,
    newest_year,
)
from detente.rules.rule import Rule

ID = "two_powers"
FIGURES = Figures(ID)
PRODUCT, PPP = "gdp", "gdp_ppp"
BACK, LEAST_BACK = 30, 10
"""Years that are looked back, and fewest."""
FACTOR = 1.4
"""Factor by which both leads change at least, in opposite ways."""
FAR = 100.0
"""Ratio over which the weight of a power says nothing of the party between."""


@dataclass(frozen=True, slots=True)
class TwoLeads:
    """Two powers' product over that of the party between them.

    Attributes
    ----------
    between, power, third : State or Bloc
        The party, the other party, and the third power.
    then, now : tuple of Cell
        Shares of the three in the first and the last year.
    rank : float
        How unusual the change of the other party's lead is.
    """

    between: Actor
    power: Actor
    third: Actor
    then: tuple[Cell, Cell, Cell]
    now: tuple[Cell, Cell, Cell]
    rank: float

    def ratio(self, place: int, *, now: bool) -> float:
        """Give the lead of a power, 1 of the other party and 2 of the third, over the party."""
        cells = self.now if now else self.then
        return cells[place].value / cells[0].value

    def change(self, place: int) -> float:
        """Give the logarithm of the lead now over the lead then."""
        return log(self.ratio(place, now=True) / self.ratio(place, now=False))


def two_leads(relation: Relation) -> TwoLeads | None:
    """Compare both powers' leads over the smaller party; None where they went the same way.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    third, pair = relation.power.third, relation.pair
    if third is None or not are_apart(relation):
        return None
    parties = (pair.first, pair.second)
    known = [held_by(relation, party, PRODUCT) for party in parties]
    last = newest_year(relation, *known)
    if last is None:
        return None
    smaller = 0 if need(known[0], last).value < need(known[1], last).value else 1
    three = (known[smaller], known[1 - smaller], held_by(relation, third, PRODUCT))
    actors = (parties[smaller], parties[1 - smaller], third)
    years = _years(relation, actors, three)
    if years is None:
        return None
    first, last = years
    changes = log_changes(relation.catalog, pair, yardstick(PRODUCT).column, first=first, last=last)
    then, now = (_three(three, year) for year in (first, last))
    own = abs(log(now[1].value / now[0].value) - log(then[1].value / then[0].value))
    found = TwoLeads(
        *actors,
        then=then,
        now=now,
        rank=rank_of_change(relation.catalog, pair, own, changes),
    )
    return found if _cross(found) else None


def _three(known: tuple[Series, ...], year: int) -> tuple[Cell, Cell, Cell]:
    first, second, third = (need(one, year) for one in known)
    return first, second, third


def _years(
    relation: Relation, actors: tuple[Actor, ...], known: tuple[Series, ...]
) -> tuple[int, int] | None:
    """Give the first and the last year in which all three can be compared."""
    last = newest_year(relation, *known)
    if last is None:
        return None
    since = max(comparable_since(relation, *actors), last - BACK)
    common = set.intersection(*(set(one.years) for one in known))
    first = min((year for year in common if since <= year <= last - LEAST_BACK), default=None)
    return None if first is None else (first, last)


def _cross(found: TwoLeads) -> bool:
    """Tell whether one lead shrank and the other grew, both clearly, over a smaller party."""
    ours, theirs = found.change(1), found.change(2)
    is_clear = min(abs(ours), abs(theirs)) >= log(FACTOR)
    leads = min(found.ratio(place, now=now) for place in (1, 2) for now in (True, False))
    most = max(found.ratio(place, now=True) for place in (1, 2))
    return is_clear and ours * theirs < 0 and leads >= 1 and most <= FAR


def say(relation: Relation) -> Iterator[Line]:
    """Say both leads, then and now, and what the party between them has become."""
    found = two_leads(relation)
    if found is not None:
        yield _line(relation, found)


def _line(relation: Relation, found: TwoLeads) -> Line:
    parts = _parts(found)
    shrank = found.change(1) < 0
    body = (
        filled(
            "In constant dollars {powers} product was {power_then} times {betweens} in {first}, "
            "and {power_now} times in {last}.",
            parts,
        ),
        filled("{thirds} went from {third_then} to {third_now} times.", parts),
        _so(relation, found, parts),
    )
    form = "third_gains" if shrank else "third_loses"
    page = first_page(parts, HEADLINES[form], SINCE, gist=GISTS[form])
    newest = found.now[0].year
    measure = Measured(
        found.ratio(1, now=True), unit="ratio", about="who gains beside the two", newest=newest
    )
    return line(
        ID,
        f"moved.{form}",
        body,
        cells=(*found.now, *found.then, *cells_of((*body, *page.key))),
        measured=measure,
        reasons=Reasons(moved=_strength(relation, found)),
        page=page,
        series="product",
    )


HEADLINES = {
    "third_gains": "{powers} lead over {between} shrinks while {thirds} grows.",
    "third_loses": "{powers} lead over {between} grows while {thirds} shrinks.",
}
SINCE = (
    "In constant dollars {thirds} product has gone from {third_then} to {third_now} times "
    "{betweens} since {first}."
)
GISTS = {
    "third_gains": "{thirds} product is by now {third_now} times {betweens}.",
    "third_loses": "{thirds} product is down to {third_now} times {betweens}.",
}


def _strength(relation: Relation, found: TwoLeads) -> float:
    """Rank the change of the two leads against each other; of a bloc among all blocs' pairs."""
    if form_of(relation.pair) != WITH_BLOC:
        return found.rank
    first, last = found.then[0].year or 0, found.now[0].year or 0
    column = yardstick(PRODUCT).column
    changes = log_changes(relation.catalog, relation.pair, column, first=first, last=last)
    apart = abs(found.change(1) - found.change(2))
    return rank_of_change(relation.catalog, relation.pair, apart, changes)


LARGER = {
    "other": "Which power is larger turns on prices: in constant dollars {leaders} product is "
    "{constant} times {others}, at purchasing power {others} is {ppp} times {leaders}.",
    "same": "{leaders} product is {constant} times {others} in constant dollars, and {ppp} times "
    "at purchasing power.",
    "": "In constant dollars {leaders} product is {constant} times {others}.",
}
"""Which power is larger, by who leads at purchasing power: one price basis is no verdict."""


def _so(relation: Relation, found: TwoLeads, parts: Parts) -> Sentence:
    """Say which of the powers is the larger, on every price basis that is held."""
    ours, theirs = found.now[1], found.now[2]
    turned = ours.value < theirs.value
    names = (parts["thirds"], parts["powers"]) if turned else (parts["powers"], parts["thirds"])
    top, bottom = (theirs, ours) if turned else (ours, theirs)
    shown: Parts = {"leaders": names[0], "others": names[1]}
    shown["constant"] = FIGURES.ratio("constant", top, bottom)
    actors = (found.third, found.power) if turned else (found.power, found.third)
    year = found.now[0].year or 0
    larger, smaller = (held_by(relation, one, PPP).at(year) for one in actors)
    if larger is None or smaller is None:
        return filled(LARGER[""], shown)
    form = "same" if larger.value >= smaller.value else "other"
    two = (larger, smaller) if form == "same" else (smaller, larger)
    shown["ppp"] = FIGURES.ratio("ppp", *two)
    return filled(LARGER[form], shown)


def _parts(found: TwoLeads) -> Parts:
    parts: Parts = named(
        between=found.between.label, power=found.power.label, third=found.third.label
    )
    for when, cells in (("then", found.then), ("now", found.now)):
        parts[f"power_{when}"] = FIGURES.ratio(f"power.{when}", cells[1], cells[0])
        parts[f"third_{when}"] = FIGURES.ratio(f"third.{when}", cells[2], cells[0])
    parts["first"] = FIGURES.year("first", *found.then)
    parts["last"] = FIGURES.year("last", *found.now)
    return parts


RULE = Rule(
    id=ID,
    section="power",
    place=29,
    paragraph="product",
    say=say,
    condition="a third power by THIRD; over ten to thirty years one of the two leads over the "
    "smaller party shrank and the other grew, each by a factor of 1.4",
)
