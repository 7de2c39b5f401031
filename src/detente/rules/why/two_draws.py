"""TWO-DRAWS: what draws a party to each of two rivals, where its votes followed neither."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.relation_facts import own_keys
from detente.actors.states import State, ccode_on, state_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, figure_id
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.composed import Basis, composed
from detente.rules.institutions import agreements
from detente.rules.institutions.duty import pacts
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts
from detente.rules.positions import net_lean
from detente.rules.power import goods
from detente.rules.rule import Rule

ID = "two_draws"
SAYS = "{most} draw {party} to {rival}; {others} draw it to {power}."
NEITHER = "Its votes have followed neither, and moved as those of most states did."
REFUTED = "A move of its votes to one of the two that few states share would refute it."
STRENGTH = 0.7
NO_LEAN = "unexpected.no-lean"
FEWEST = 2
"""Members with a pact from which pacts are what draws a bloc to a power."""


def say(relation: Relation) -> Iterator[Line]:
    """Join what other sections say of a party's ties to two rivals."""
    found = net_lean.leans(relation)
    leaning = next(net_lean.say(relation), None)
    if found is None or leaning is None or not leaning.variant.startswith(NO_LEAN):
        return
    between = found[0]
    to_power, to_rival = (list(one) for one in _draws(relation))
    if to_power and to_rival:
        parts: Parts = {
            "party": between.party.label,
            "power": between.power.label,
            "rival": between.rival.label,
            "most": listed_phrases(to_rival),
            "others": listed_phrases(to_power),
        }
        body = (Sentence(SAYS, parts), Sentence(NEITHER, {}), Sentence(REFUTED, {}))
        basis = Basis(about="what draws a party to two rivals", cells=leaning.finding.evidence)
        yield composed(ID, "unexpected.both", body, basis, reasons=Reasons(unexpected=STRENGTH))


def _draws(relation: Relation) -> tuple[list[Phrase], list[Phrase]]:
    """Give what draws a party to each rival; its votes are what is to be explained, and no draw."""
    found = net_lean.leans(relation)
    assert found is not None
    between = found[0]
    draws: tuple[list[Phrase], list[Phrase]] = ([], [])
    bound = agreements.rivals(relation)
    if bound is not None:
        draws[bound.many.power.key == between.rival.key].append(Phrase("trade treaties", {}))
    sales = goods.sold(relation)
    if sales is not None and goods.goes_one_way(*sales) and sales[0].of in own_keys(between.party):
        draws[0].append(Phrase("sales of goods", {}))
    cells = _pacts(relation, between.party, between.power)
    if len(cells) >= FEWEST:
        count = counted(figure_id("why", ID, "pacts"), len(cells), "members", *cells)
        draws[0].append(Phrase("the defence pacts of {count} members", {"count": count}))
    return draws


def _pacts(relation: Relation, party: object, power: object) -> list[Cell]:
    """Give the pact of each member of a bloc with the power."""
    if not isinstance(party, Bloc) or not isinstance(power, State):
        return []
    day = relation.pair.day
    codes = (ccode_on(letters, day) for letters in party.member_letters(day))
    known = (pacts(state_on(code, day), power, day) for code in codes if code is not None)
    return [found[0].cell for found in known if found]


RULE = Rule(
    id=ID,
    section="why",
    place=35,
    paragraph="pulls",
    say=say,
    condition="a party between two rivals whose votes followed neither by more than most states' "
    "did, with something that draws it to each",
    topics=("explanation",),
    key=False,
)
"""The rule."""
