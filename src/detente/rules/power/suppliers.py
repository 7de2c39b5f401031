"""SUPPLIERS: who arms either side, a supplier in common, or one that is the other's rival."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.states import State, state_on
from detente.analysis.guards.situation import FIGHTS
from detente.analysis.relation import Relation
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.sentence import Sentence
from detente.power.arms_supply import Supplier, largest
from detente.power.third import ties_of
from detente.rules.line import Line, Reasons
from detente.rules.power.made import Figures, Measured, Page, Parts, cells_of, filled, line
from detente.rules.power.sizes import are_apart, may_meet
from detente.rules.rule import Rule

ID = "suppliers"
FIGURES = Figures(ID)
OLDEST = 3
"""Years after which a table of deliveries says nothing of today."""
HALF = 0.5
"""Part of a state's arms imports from which it depends on one supplier."""
CAMPS = 3
"""Members of a bloc whose largest suppliers differ, from which it is armed from several camps."""
COMMON, RIVAL, OTHER, SPLIT = 0.8, 0.9, 0.4, 0.7
"""How unexpected each form is: most states have one large supplier, few have a rival's."""


def say(relation: Relation) -> Iterator[Line]:
    """Say who arms a state that depends on one supplier, or of a bloc that it has several."""
    if not are_apart(relation):
        return
    pair = relation.pair
    both = [(party, _supplier(relation, party)) for party in (pair.first, pair.second)]
    known = [(party, found) for party, found in both if found is not None]
    if len(known) == 2 and known[0][1].state.key == known[1][1].state.key:
        # one supplier of both is said once
        yield _common(known[0], known[1])
        return
    for party, found in known:
        line_of_one = _one(relation, party, found)
        if line_of_one is not None:
            yield line_of_one
            break
    for bloc in (pair.first, pair.second):
        if isinstance(bloc, Bloc):
            yield from _split(relation, bloc)


def _supplier(relation: Relation, party: Actor) -> Supplier | None:
    """Give the supplier of half of a state's arms; None for blocs and for others."""
    if isinstance(party, Bloc):
        return None
    codes = party.members(relation.pair.day)
    found = largest(relation.catalog, codes[0]) if codes else None
    if found is None or found.last < relation.pair.as_of - OLDEST:
        return None
    return found if found.cell.value >= HALF else None


def _parts(party: Actor, found: Supplier) -> Parts:
    parts: Parts = {"party": party.label, "supplier": found.state.label}
    parts["part"] = FIGURES.per_cent(party.key, found.cell)
    parts["first"] = dated(FIGURES.id("first"), found.first, found.cell)
    parts["last"] = FIGURES.year("last", found.cell)
    return parts


def _one(relation: Relation, party: Actor, found: Supplier) -> Line | None:
    """Say who arms a state, where that is the other side, its rival, or the third power."""
    pair = relation.pair
    other = pair.second if party is pair.first else pair.first
    parts = _parts(party, found) | {"other": other.label}
    first = filled(DELIVERED, parts)
    if found.state.key == other.key:
        if relation.situation.holds(*FIGHTS):
            return None
        headline = filled("{supplier} arms {party}.", parts)
        return _line("unusual.other", (first,), _page(headline, parts), (found,), OTHER)
    if _is_rival(relation, found, other) and may_meet(relation):
        template = AT_RISK if isinstance(other, Bloc) else TIES
        so = filled(template, parts)
        headline = filled("A rival of {other} arms {party}.", parts)
        return _line("unexpected.rival", (first, so), _page(headline, parts), (found,), RIVAL)
    third = relation.power.third
    if third is None or third.key != found.state.key:
        return None
    return _line("plain.third", (first,), None, (found,), OTHER)


AT_RISK = "That supply is what a choice for {other} would put at risk."
TIES = "So each delivery ties {party} to a rival of {other}."
DELIVERED = "From {first} to {last} {supplier} delivered {part} of the arms that {party} imported."
KEY = "Of the arms that it imported from {first} to {last}, {part} came from {supplier}."


def _page(headline: Sentence, parts: Parts) -> Page:
    gist = filled("{supplier} delivers {part} of the arms of {party}.", parts)
    return Page(headline, key=(filled(KEY, parts),), gist=gist)


def _is_rival(relation: Relation, found: Supplier, other: Actor) -> bool:
    """Tell whether the supplier of one side is a rival of the other."""
    pair = relation.pair
    ties = ties_of(relation.catalog, other, pair.as_of)
    codes = found.state.members(pair.day)
    return any("rivalry" in ties.get(code, {}) for code in codes)


def _common(one: tuple[Actor, Supplier], other: tuple[Actor, Supplier]) -> Line:
    sentences = (
        filled(DELIVERED, _parts(*one)),
        filled("Of the arms of {party} it delivered {part}.", _parts(*other)),
    )
    so = filled("So one supplier holds a key to both arsenals.", {})
    parts = _parts(*one) | {
        "other": other[0].label,
        "second": measured(figure_id("power", ID, "second"), other[1].cell, way="per_cent"),
    }
    headline = filled("{supplier} arms both {party} and {other}.", parts)
    key = filled("It delivered {part} of the arms of {party}, and {second} of {other}.", parts)
    gist = filled("Both buy most of their arms from {supplier}.", parts)
    page = Page(headline, key=(key,), gist=gist)
    return _line("unexpected.common", (*sentences, so), page, (one[1], other[1]), COMMON)


def _split(relation: Relation, bloc: Bloc) -> Iterator[Line]:
    """Say by member who arms a bloc, where both powers between which it lies are among them."""
    chosen = _camps(relation, bloc)
    if not chosen:
        return
    sentences = tuple(
        filled(ALSO if place else HAD, _parts(member, one))
        for place, (member, one) in enumerate(chosen)
    )
    headline = filled("{bloc} is armed from several camps.", {"bloc": bloc.label})
    (member, first), (next_member, second), _ = chosen
    parts: Parts = {
        "one": member.label,
        "two": next_member.label,
        "its": first.state.label,
        "theirs": second.state.label,
    }
    key = filled("{its} arms {one}, {theirs} arms {two}.", parts)
    gist = filled("No one power arms all of {bloc}.", {"bloc": bloc.label})
    page = Page(headline, key=(key,), gist=gist)
    yield _line("unexpected.split", sentences, page, tuple(one for _, one in chosen), SPLIT)


def _camps(relation: Relation, bloc: Bloc) -> list[tuple[State, Supplier]]:
    """Give the member that depends most on each of three suppliers, both powers among them."""
    pair, day = relation.pair, relation.pair.day
    other = pair.second if bloc is pair.first else pair.first
    found = [(code, largest(relation.catalog, code)) for code in bloc.members(day)]
    oldest = pair.as_of - OLDEST
    fresh = [(code, one) for code, one in found if one is not None and one.last >= oldest]
    known = [(code, one) for code, one in fresh if one.cell.value >= HALF]
    camps = Counter(one.state.key for _, one in known)
    third = relation.power.third
    powers = sorted({other.key, third.key if third is not None else ""})
    if len(camps) < CAMPS or not set(powers) <= camps.keys():
        return []
    others = [camp for camp, _ in camps.most_common() if camp not in powers]
    named = [*powers, *others][:CAMPS]
    chosen = [_of_camp(known, camp) for camp in sorted(named)]
    return [(state_on(code, day), one) for code, one in chosen]


HAD = "From {first} to {last} {party} had {part} of its arms from {supplier}."
ALSO = "{party} had {part} from {supplier}."


def _of_camp(known: list[tuple[int, Supplier]], camp: str) -> tuple[int, Supplier]:
    """Give the member that depends most on a supplier."""
    of_camp = [(code, one) for code, one in known if one.state.key == camp]
    return max(of_camp, key=lambda item: item[1].cell.value)


def _line(
    variant: str,
    body: tuple[Sentence, ...],
    page: Page | None,
    found: tuple[Supplier, ...],
    strength: float,
) -> Line:
    cells = tuple(one.cell for one in found)
    first = found[0]
    measure = Measured(
        first.cell.value, unit=first.cell.unit, about="who arms a side", newest=first.last
    )
    return line(
        ID,
        variant,
        body,
        cells=(*cells, *cells_of(body)),
        measured=measure,
        reasons=Reasons(unexpected=strength),
        page=page,
    )


RULE = Rule(
    id=ID,
    section="power",
    place=65,
    paragraph="third",
    say=say,
    condition="with the table of arms transfers: one supplier of half of a state's arms in ten "
    "years that is the other side, its rival or the third power; a bloc by member where three "
    "suppliers differ",
    topics=("arms",),
)
