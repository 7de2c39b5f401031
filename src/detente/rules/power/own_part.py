"""OWN-PART: what a member of an alliance spends on defence, before and now, beside the others."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.names import possessive
from detente.actors.states import state_on
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.power.third import DEFENCE
from detente.rules.line import Line, Reasons
from detente.rules.power.made import Measured, Parts, cells_of, filled, first_page, line, named
from detente.rules.power.parts_of_product import Share, part_figure, part_in, spent_and_made
from detente.rules.power.sizes import newest_year
from detente.rules.rule import Rule
from detente.rules.standing import joined_on

ID = "own_part"
ABOUT = "what a member spends on defence"
BACK = 10
"""Years that are looked back."""
GREW = 1.25
"""Factor by which the part grew that is news."""
POINTS = 0.003
"""Part of product by which it grew at least."""
FEWEST = 5
"""Members with data without which no place is said."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the part of product now and ten years before, and the member's place in the alliance."""
    sides = relation.pair.bloc_and_state
    if sides is None or relation.state.rung != "member" or sides[0].id not in DEFENCE:
        return
    bloc, state = sides
    two = spent_and_made(relation, state)
    last = newest_year(relation, *two)
    if last is None:
        return
    now, then = (part_in(relation, state, two, year) for year in (last, last - BACK))
    if now is None or then is None or then.value <= 0:
        return
    grew = now.value >= GREW * then.value and now.value - then.value >= POINTS
    if grew:
        yield _line(relation, bloc, now, then)


def _line(relation: Relation, bloc: Bloc, now: Share, then: Share) -> Line:
    name = now.actor.label
    parts: Parts = named(state=name, bloc=bloc.label)
    parts["states"] = possessive(name)
    parts["now"], parts["then"] = part_figure(ID, now, "now"), part_figure(ID, then, "then")
    parts["year"] = dated(figure_id("power", ID, "year"), now.year, *now.cells)
    parts["before"] = dated(figure_id("power", ID, "before"), then.year, *then.cells)
    told = filled(
        "Defence took {now} per cent of {states} product in {year}, after {then} per cent in "
        "{before}.",
        parts,
    )
    body = (told, *_place(relation, bloc, now))
    page = first_page(
        parts,
        "{state} gives a larger part of what it earns to defence.",
        "Defence took {now} per cent of its product in {year}, after {then} per cent in {before}.",
        gist=_gist(relation, now),
    )
    measure = Measured(100 * now.value, unit="per cent of product", about=ABOUT, newest=now.year)
    cells = (*now.cells, *then.cells, *cells_of(body))
    reasons = Reasons(moved=moved(now.value / then.value - 1, GREW - 1))
    return line(ID, "moved.more", body, cells=cells, measured=measure, reasons=reasons, page=page)


def _gist(relation: Relation, now: Share) -> str:
    """Say whether the rise came before the state was a member: then membership did not bring it."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        return SINCE
    bloc, state = sides
    step = joined_on(bloc, frozenset(state.letters), relation.pair.day)
    return BEFORE if step is not None and now.year <= step.span.start.year else SINCE


SINCE = "Defence took {now} per cent of {states} product in {year}, after {then}."
BEFORE = "Its spending on defence rose before: to {now} per cent of product by {year}, from {then}."
"""What the answer says, by whether the newest figure is of a year as a member."""


def _place(relation: Relation, bloc: Bloc, own: Share) -> Iterator[Sentence]:
    """Say how many of the other members with data spend a smaller part."""
    others = list(_others(relation, bloc, own))
    if len(others) < FEWEST:
        return
    less = sum(one.value < own.value for one in others)
    cells = tuple(cell for one in others for cell in one.cells[:1])
    parts: Parts = {
        "less": _count("less", less, cells),
        "all": _count("all", len(others), cells),
    }
    more = len(others) - less
    if more > less:
        parts["more"] = _count("more", more, cells)
        yield filled("{more} of the {all} other members with data spend a larger part.", parts)
    else:
        yield filled("That is more than {less} of the {all} other members with data spend.", parts)


def _others(relation: Relation, bloc: Bloc, own: Share) -> Iterator[Share]:
    day = relation.pair.day
    for code in bloc.members(day):
        member = state_on(code, day)
        if member.label != own.actor.label:
            found = part_in(relation, member, spent_and_made(relation, member), own.year)
            if found is not None:
                yield found


def _count(name: str, number: int, cells: tuple[Cell, ...]) -> Figure:
    return counted(figure_id("power", ID, name), number, "members", *cells)


RULE = Rule(
    id=ID,
    section="power",
    place=50,
    paragraph="arms",
    say=say,
    condition="a member of a defence alliance whose part of product for defence grew by a quarter "
    "and by three tenths of a point in ten years",
    topics=("arms",),
)
"""The rule."""
