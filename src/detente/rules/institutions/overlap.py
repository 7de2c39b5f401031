"""OVERLAP: an organisation that has the state and most of the bloc, and who stays out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.actors.blocs import Bloc
from detente.actors.relation_facts import facts_between_keys
from detente.actors.states import State, state_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.sentence import Sentence
from detente.rules.institutions.circles import circles
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import PART, Parts, Said, fact_cell, fact_line, names_of, tally

ID = "overlap"
ABOUT = "the organisation in which most of both sides meet"
MOST = 0.5
"""Part of a bloc's members that have to be in the other organisation."""
FEW = 4
"""Members outside it that are named."""
CLAIM = 0.9
"""How unexpected it is that the one outside has a claim open with the state."""


def say(relation: Relation) -> Iterator[Line]:
    """Say how many members are in the state's own alliance, and who stays out."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    bloc, state = sides
    day = relation.pair.day
    members = set(bloc.members(day))
    for circle in circles(relation):
        other = circle.bloc
        within = members & set(other.members(day))
        has_state = state.ccode in other.members(day)
        if other.obliges and has_state and MOST * len(members) < len(within):
            outside = sorted(members - within - {state.ccode})
            yield from _overlap(relation, (bloc, other), state, outside=outside)
            return


def _count(relation: Relation, other: Bloc, name: str, count: int) -> Figure:
    return tally(
        ID,
        name,
        count,
        "members",
        table="ladder",
        keys=(("bloc", other.id), ("of", name), ("day", relation.pair.day.isoformat())),
        how="members of both on the day of the view, by the ladders of the two",
    )


def _overlap(
    relation: Relation, two: tuple[Bloc, Bloc], state: State, *, outside: list[int]
) -> Iterator[Line]:
    bloc, other = two
    members = len(bloc.members(relation.pair.day))
    parts: Parts = {
        "both": _count(relation, other, "both", members - len(outside)),
        "whole": _count(relation, bloc, "members", members),
        "state": state.label,
    }
    body = Sentence(
        "{both} of the {whole} members of {bloc} are in {other} with {state}.",
        {**parts, "bloc": bloc.label, "other": other.label},
    )
    names = [state_on(code, relation.pair.day) for code in outside]
    claims = {one.label: _claim(relation, one, state) for one in names}
    if any(claims.values()):
        share = Sentence("{both} of the {whole} members share it with {state}.", parts)
        yield _with_claimant(relation, (body, share), (other, state), claims=claims)
    elif 0 < len(outside) <= FEW:
        verb = "stays" if len(outside) == 1 else "stay"
        second = Sentence(f"{{names}} {verb} out of {{other}}.", _named(names_of(claims), other))
        yield fact_line(ID, "members_outside", Said((body, second)), PART, about=ABOUT)


def _with_claimant(
    relation: Relation,
    sentences: tuple[Sentence, Sentence],
    sides: tuple[Bloc, State],
    *,
    claims: Mapping[str, tuple[Cell, ...]],
) -> Line:
    body, share = sentences
    other, state = sides
    names: Parts = {
        "party": names_of(name for name, cells in claims.items() if cells),
        "state": state.label,
    }
    outside = _count(relation, other, "outside", len(claims))
    second = Sentence(
        "{party}, which has an open claim with {state}, is one of the {outside} that stay out.",
        {**names, "outside": outside},
    )
    said = Said(
        (body, second),
        headline=Sentence(
            "{party}, which disputes land with {state}, is outside {other}.",
            {**names, "other": other.label},
        ),
        key=(share,),
        gist=Sentence("The member that has a claim is outside their common alliance.", {}),
    )
    cells = [cell for found in claims.values() for cell in found]
    reasons = Reasons(unexpected=CLAIM)
    return fact_line(ID, "unexpected.claimant_outside", said, reasons, about=ABOUT, cells=cells)


def _named(names: str, other: Bloc) -> Parts:
    return {"names": names, "other": other.label}


def _claim(relation: Relation, member: State, state: State) -> tuple[Cell, ...]:
    """Give the open claims, and the land held, between a member and the state."""
    rows = (
        fact
        for kind in ("claim", "occupation")
        for fact in facts_between_keys(member.key, state.key, kind)
    )
    return tuple(fact_cell(fact) for fact in rows if fact.open_on(relation.pair.day))


RULE = Rule(
    id=ID,
    section="institutions",
    place=42,
    paragraph="circles",
    say=say,
    condition="over half of a bloc's members are in an alliance of the state, and one to four stay "
    "out, or one of those that do has a claim open with the state: then it may be a key finding",
    topics=("standing",),
)
"""The rule."""
