"""BORDER: where the two touch, and what is particular about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.actors.blocs import Bloc
from detente.actors.border_overrides import BorderOverride, overrides_in
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HOSTILE
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions import ties
from detente.rules.line import Line, Reasons
from detente.rules.rows import HAND_MADE
from detente.rules.rule import Rule
from detente.rules.standing import PART, Parts, Said, fact_line, name_of_code, names_of

ID = "border"
ABOUT = "where the two touch"
MOST_NAMED = 6
"""Members with a border that are named; more are counted."""
NEARLY_ALL = 0.75
"""Part of a state's land neighbours from which a bloc surrounds it."""
FEWEST_AROUND = 3
"""Land neighbours that a state needs to be surrounded."""
ONLY = 0.9
"""How unusual it is to have one land neighbour, or two, or a closed border with one."""
RULE_OF_CELL = "borders of the newest year known, carried forward, with the overrides of our table"


@dataclass(frozen=True, slots=True)
class Touch:
    """How a state touches the members of the other side.

    Attributes
    ----------
    state : State
        The state.
    other : State or Bloc
        The other side.
    own : tuple of int
        Codes of all its land neighbours.
    across : tuple of int
        Those that are of the other side.
    """

    state: State
    other: State | Bloc
    own: tuple[int, ...]
    across: tuple[int, ...]


def _touch(relation: Relation, state: State, other: State | Bloc) -> Touch:
    day = relation.pair.day
    own = sorted(ties.neighbours_of(relation.catalog, state, day))
    members = set(other.members(day))
    return Touch(
        state, other, own=tuple(own), across=tuple(code for code in own if code in members)
    )


def say(relation: Relation) -> Iterator[Line]:
    """Say where the two touch; nothing where no land border or known strait lies between them."""
    sides = relation.pair.bloc_and_state
    if sides is not None:
        bloc, state = sides
        yield from _of_bloc(relation, _touch(relation, state, bloc), bloc)
        return
    first, second = relation.pair.first, relation.pair.second
    if isinstance(first, State) and isinstance(second, State):
        yield from _of_states(relation, first, second)


def _of_states(relation: Relation, first: State, second: State) -> Iterator[Line]:
    touches = (_touch(relation, first, second), _touch(relation, second, first))
    override = _override(relation, first, second)
    if not touches[0].across:
        if override is not None and override.kilometres:
            yield _across_water(relation, override)
        return
    if override is not None and override.closed:
        yield _closed(relation, override)
        return
    # the one with fewer neighbours depends more on the border
    touch = min(touches, key=lambda one: len(one.own))
    forms = {1: _only, 2: _one_of_two}
    make = forms.get(len(touch.own))
    line = _plain(relation) if make is None else make(relation, touch)
    yield line if override is None else _with_note(line, override)


def _with_note(line: Line, override: BorderOverride) -> Line:
    """Add what our table says of the border: whose land is held, which line is meant."""
    has_figure = any(sign.isdigit() for sign in override.note)
    if not override.note or has_figure:
        return line
    note = Sentence("{note}.", {"note": override.note})
    cell = _of_table(override, "border", 1.0, "borders")
    finding = replace(
        line.finding,
        sentences=(*line.finding.sentences, note),
        evidence=(*line.finding.evidence, cell),
    )
    return replace(line, finding=finding)


def _override(relation: Relation, first: State, second: State) -> BorderOverride | None:
    one, other = sorted((first.ccode, second.ccode))
    return overrides_in(relation.pair.as_of).get((one, other))


def _cell(name: str, value: float, relation: Relation) -> Cell:
    """Give a count of borders as a cell."""
    keys = (("a", relation.pair.first.key), ("b", relation.pair.second.key), ("what", name))
    return Cell(
        "borders",
        "border",
        keys=keys,
        value=value,
        unit="borders",
        sources=("cow_contiguity",),
        rule=RULE_OF_CELL,
    )


def _of_table(override: BorderOverride, column: str, value: float, unit: str) -> Cell:
    return Cell(
        "borders_by_hand",
        column,
        keys=(("ccode1", override.pair[0]), ("ccode2", override.pair[1])),
        value=value,
        unit=unit,
        sources=(HAND_MADE,),
        rule=override.source,
        checked=override.checked,
    )


def _across_water(relation: Relation, override: BorderOverride) -> Line:
    distance = float(override.kilometres or 0)
    cell = _of_table(override, "kilometres", distance, "kilometres")
    figure = Figure(
        figure_id(ID, "kilometres"), distance, unit="kilometres", cells=(cell,), way="whole"
    )
    body = Sentence(
        "Between {both} lie {kilometres} kilometres of water at the narrowest point.",
        {"both": relation.pair.words, "kilometres": figure},
    )
    return fact_line(ID, "water", Said((body,)), PART, about=ABOUT)


def _closed(relation: Relation, override: BorderOverride) -> Line:
    year = override.closed or 0
    closed = dated(
        figure_id(ID, "closed", year), year, _of_table(override, "closed", float(year), "year")
    )
    both = relation.pair.words
    body = Sentence(
        "A land border joins {both}, and since {year} no traffic crosses it.",
        {"both": both, "year": closed},
    )
    key = Sentence("Nothing has crossed it by road or rail since {year}.", {"year": closed})
    said = Said(
        (body,),
        headline=Sentence("The land border between {both} is closed.", {"both": both}),
        key=(key,),
        gist=Sentence("Their land border is closed.", {}),
    )
    return fact_line(ID, "unusual.closed", said, Reasons(unusual=ONLY), about=ABOUT)


def _only(relation: Relation, touch: Touch) -> Line:
    cell = _cell(f"land neighbours of {touch.state.key}", float(len(touch.own)), relation)
    names = {"state": touch.state.label, "other": touch.other.label}
    # a road that nobody can take leads nowhere
    shut = relation.state.headline in HOSTILE
    body = [Sentence("{other} is the only land neighbour of {state}.", names)]
    key = Sentence("Its only land border is with a rival.", {})
    if not shut:
        body.append(Sentence("Every road out of it leads there.", {}))
        passes = "Whatever leaves it by land passes through {other}."
        key = Sentence(passes, {"other": touch.other.label})
    said = Said(
        tuple(body),
        headline=Sentence("{state} has no land neighbour but {other}.", names),
        key=(key,),
        gist=Sentence("{state} borders no other state.", {"state": touch.state.label}),
    )
    reasons = Reasons(unusual=ONLY)
    variant = f"unusual.only_neighbour.{'rival' if shut else 'open'}"
    return fact_line(ID, variant, said, reasons, about=ABOUT, cells=(cell,))


def _one_of_two(relation: Relation, touch: Touch) -> Line:
    cell = _cell(f"land neighbours of {touch.state.key}", float(len(touch.own)), relation)
    day = relation.pair.day
    (third,) = (code for code in touch.own if code not in touch.across)
    names = {
        "state": touch.state.label,
        "other": touch.other.label,
        "third": name_of_code(third, day),
    }
    body = Sentence("{state} lies between {other} and {third}, its only land neighbours.", names)
    return fact_line(ID, "between_two", Said((body,)), PART, about=ABOUT, cells=(cell,))


def _plain(relation: Relation) -> Line:
    cell = _cell("common border", 1.0, relation)
    said = Said((Sentence("They share a land border.", {}),))
    return fact_line(ID, "land", said, PART, about=ABOUT, cells=(cell,))


def _of_bloc(relation: Relation, touch: Touch, bloc: Bloc) -> Iterator[Line]:
    if not touch.across:
        return
    day = relation.pair.day
    names = names_of(name_of_code(code, day) for code in touch.across)
    inside = _count(relation, "members", len(touch.across), f"members of {bloc.id} on the border")
    parts = {"state": touch.state.label, "bloc": bloc.label}
    around = len(touch.own) >= FEWEST_AROUND
    if around and len(touch.across) >= NEARLY_ALL * len(touch.own):
        yield _surrounded(relation, touch, bloc, inside)
    elif len(touch.across) == 1:
        body = Sentence(
            "Of all members of {bloc}, {one} alone borders {state} by land.",
            {**parts, "one": names},
        )
        yield fact_line(ID, "one_member", Said((body,)), PART, about=ABOUT, cells=inside.cells)
    elif len(touch.across) <= MOST_NAMED:
        body = Sentence(
            "{count} members of {bloc} border {state} by land: {names}.",
            {**parts, "count": inside, "names": names},
        )
        yield fact_line(ID, "members", Said((body,)), PART, about=ABOUT)
    else:
        body = Sentence(
            "{count} members of {bloc} border {state} by land.", {**parts, "count": inside}
        )
        yield fact_line(ID, "many_members", Said((body,)), PART, about=ABOUT)


def _count(relation: Relation, name: str, count: int, what: str) -> Figure:
    return counted(figure_id(ID, name), count, "states", _cell(what, float(count), relation))


def _surrounded(relation: Relation, touch: Touch, bloc: Bloc, inside: Figure) -> Line:
    day = relation.pair.day
    own = _count(relation, "neighbours", len(touch.own), f"land neighbours of {touch.state.key}")
    outside = [name_of_code(code, day) for code in touch.own if code not in touch.across]
    parts = {"state": touch.state.label, "bloc": bloc.label}
    headline = Sentence("{bloc} surrounds {state} by land.", parts)
    gist = Sentence("{bloc} surrounds {state}.", parts)
    variant = "unusual.surrounded"
    if outside:
        variant = "unusual.nearly_surrounded"
        named: Parts = {**parts, "names": names_of(outside), "inside": inside, "own": own}
        verb = "is" if len(outside) == 1 else "are"
        body = Sentence(
            "Of the {own} land neighbours of {state}, {inside} are members of {bloc}; only {names} "
            f"{verb} not.",
            named,
        )
        key = Sentence(
            f"Of its {{own}} land neighbours only {{names}} {verb} outside.",
            {"own": own, "names": names_of(outside)},
        )
    else:
        body = Sentence(
            "Every one of the {own} land neighbours of {state} is a member of {bloc}.",
            {**parts, "own": own},
        )
        key = Sentence("All {own} of its land neighbours are members.", {"own": own})
    said = Said((body,), headline=headline, key=(key,), gist=gist)
    return fact_line(ID, variant, said, Reasons(unusual=ONLY), about=ABOUT, cells=inside.cells)


RULE = Rule(
    id=ID,
    section="institutions",
    place=60,
    paragraph="borders",
    say=say,
    condition="a land border or a known strait between the two; on page 1 only a sole land "
    "neighbour, a closed border, or a bloc around a state",
    topics=("standing",),
)
"""The rule."""
