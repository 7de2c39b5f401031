"""DISPUTE-SHARE: how much of an organisation's inner disputes two of its members make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence
from detente.rules.institutions.circles import circles
from detente.rules.line import Line, Reasons
from detente.rules.past_disputes import PastDisputes, past_disputes
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line

ID = "dispute_share"
ABOUT = "the part of an organisation's inner disputes that the two make"
LEAST_MEMBERS = 5
FEWEST = 3
"""Disputes of the two, and of all members, below which a part says little."""
PART = 0.2
"""Part of the inner disputes from which two members are apart from the others."""
BASE = 0.6
"""How unusual a large part is, to which the part itself is added."""
MOST = 0.5
"""Part from which they make most of them."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Disputes inside an organisation.

    Attributes
    ----------
    bloc : Bloc
        The organisation.
    own, all : PastDisputes
        Those of the two, and of all members among themselves.
    """

    bloc: Bloc
    own: PastDisputes
    all: PastDisputes

    @property
    def part(self) -> float:
        """Part of them that the two make."""
        return self.own.total / self.all.total if self.all.total else 0.0


def say(relation: Relation) -> Iterator[Line]:
    """Say which part of an organisation's disputes two members make, where it is a large one."""
    pair = relation.pair
    if not (isinstance(pair.first, State) and isinstance(pair.second, State)):
        return
    own = past_disputes(
        relation.catalog, pair.first, pair.second, pair.as_of, since=pair.as_now_since
    )
    if own is None or own.total < FEWEST or own.is_over(pair.as_of):
        return
    large = [one for one in _common(relation, own) if one.part >= PART]
    if large:
        # of organisations the one with most members: a part of a larger whole says more
        yield _line(max(large, key=lambda one: len(one.bloc.members(pair.day))), relation)


def _common(relation: Relation, own: PastDisputes) -> Iterator[Inside]:
    """Give the disputes inside each organisation of both."""
    for circle in circles(relation):
        if not (circle.first and circle.second) or circle.size < LEAST_MEMBERS:
            continue
        inside = _inside(relation, circle.bloc)
        # the same years of both: an organisation may be younger than thirty years
        if inside is not None and inside.first == own.first:
            yield Inside(circle.bloc, own, all=inside)


def _inside(relation: Relation, bloc: Bloc) -> PastDisputes | None:
    """Count the disputes of an organisation's members among themselves."""
    return past_disputes(relation.catalog, bloc, bloc, relation.pair.as_of)


def _line(found: Inside, relation: Relation) -> Line:
    both = relation.pair.words
    own = found.own.figure(ID, "own", found.own.total)
    whole = found.all.figure(ID, "inside", found.all.total)
    years: Parts = {
        "first": found.own.year(ID, "first", found.own.first),
        "last": found.own.year(ID, "last", found.own.last),
    }
    parts: Parts = {"own": own, "whole": whole, "bloc": found.bloc.label}
    body = Sentence(
        "Of {whole} disputes between members of {bloc} that began from {first} to {last}, {own} "
        "were between {both}.",
        {**parts, **years, "both": both},
    )
    headline = Sentence(
        "{both} made most of the disputes inside {bloc}."
        if found.part >= MOST
        else "{both} made a large part of the disputes inside {bloc}.",
        {"both": both, "bloc": found.bloc.label},
    )
    key = Sentence(
        "They had {own} of the {whole} that began from {first} to {last}.",
        {"own": own, "whole": whole, **years},
    )
    said = Said(
        (body,),
        headline=headline,
        key=(key,),
        gist=Sentence(
            "They had {own} of {whole} disputes between members of {bloc}.",
            {"own": own, "whole": whole, "bloc": found.bloc.label},
        ),
    )
    form = "most" if found.part >= MOST else "large_part"
    reasons = Reasons(unusual=min(1.0, BASE + found.part))
    cells = (*found.own.cells, *found.all.cells)
    return fact_line(
        ID, f"unusual.{form}", said, reasons, about=ABOUT, cells=cells, newest=found.own.newest
    )


RULE = Rule(
    id=ID,
    section="institutions",
    place=72,
    paragraph="disputes",
    say=say,
    condition="both are members of an organisation of at least five, three disputes or more began "
    "between them in thirty years, and these are a fifth or more of all between its members; of a "
    "bloc the two members that make such a part",
    topics=("dispute", "history"),
)
"""The rule."""
