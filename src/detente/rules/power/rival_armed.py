"""RIVAL-ARMED: one side is the largest supplier of arms to a state that the other fought lately."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.names import Actor
from detente.actors.relation_facts import Fact, facts, own_keys
from detente.actors.states import State, ccode_on
from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.analysis.state.words import label_of
from detente.evidence.figure import dated
from detente.power.arms_supply import Supplier, largest
from detente.rules.line import Line, Reasons
from detente.rules.power.made import Figures, Measured, Page, Parts, cells_of, filled, line
from detente.rules.rule import Rule
from detente.rules.standing import day_figure, fact_cell

ID = "rival_armed"
FIGHTING = "fighting"
FIGURES = Figures(ID)
HALF = 0.5
"""Part of a state's arms imports from which one supplier arms it."""
MONTHS = 36
"""Months for which fighting counts as the newest."""
STRENGTH = 0.9
"""How unexpected it is that one side arms whom the other fought."""
FOUGHT = "{party} last fought {rival} in {when}."
DELIVERED = "From {first} to {last} {supplier} delivered {part} of the arms that {rival} imported."
SO = "So arms of {supplier} weigh on the balance between {party} and {rival}."
HEADLINE = "{supplier} arms {rival}, which {party} fought lately."
KEY = "It delivered {part} of the arms of {rival}; {party} fought it in {when}."
GIST = "{supplier} arms {rival}, which {party} fought lately."


def say(relation: Relation) -> Iterator[Line]:
    """Say whom one side fought, and that the other side arms it."""
    pair = relation.pair
    for party, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if isinstance(party, State) and isinstance(other, State):
            found = _found(relation, party, other)
            if found is not None:
                yield _line(relation, (party, other), *found)
                return


def _found(relation: Relation, party: State, other: State) -> tuple[str, Fact, Supplier] | None:
    """Find the state that a side fought last, where the other side arms it."""
    pair = relation.pair
    since = months_before(pair.day, MONTHS)
    own = set(own_keys(party))
    known = (one.known_by(pair.day) for one in facts() if one.kind == FIGHTING and one.keys & own)
    fought = [one for one in known if one is not None and (one.end is None or one.end >= since)]
    for fact in sorted(fought, key=lambda one: (one.end or pair.day, one.id), reverse=True):
        rival = next(iter(fact.keys - own), "")
        code = ccode_on(rival, pair.day) if rival not in other.letters else None
        supplier = None if code is None else largest(relation.catalog, code)
        if supplier is None or supplier.cell.value < HALF:
            continue
        if supplier.state.key == other.key:
            return rival, fact, supplier
    return None


def _line(
    relation: Relation,
    sides: tuple[Actor, Actor],
    rival: str,
    fact: Fact,
    found: Supplier,
) -> Line:
    day = fact.end or relation.pair.day
    precision = "month" if fact.end_precision == "day" else fact.end_precision
    names = {"party": sides[0].label, "supplier": sides[1].label, "rival": label_of(rival)}
    parts: Parts = {
        **names,
        "when": day_figure(ID, "when", day, precision, fact_cell(fact)),
        "part": FIGURES.per_cent(rival, found.cell),
    }
    parts |= {
        "first": dated(FIGURES.id("first"), found.first, found.cell),
        "last": FIGURES.year("last", found.cell),
    }
    body = tuple(filled(one, parts) for one in (FOUGHT, DELIVERED, SO))
    page = Page(filled(HEADLINE, parts), key=(filled(KEY, parts),), gist=filled(GIST, parts))
    measured = Measured(
        found.cell.value, unit=found.cell.unit, about="who arms a rival", newest=None
    )
    return line(
        ID,
        "unexpected.armed",
        body,
        cells=cells_of(body),
        measured=measured,
        reasons=Reasons(unexpected=STRENGTH),
        page=page if fact.checked else None,
    )


RULE = Rule(
    id=ID,
    section="power",
    place=63,
    paragraph="third",
    say=say,
    condition="two states, and a third that one of them fought in the last three years and that "
    "has half of its imported arms from the other",
    topics=("arms",),
)
"""The rule."""
