"""REACH: what distance leaves of each power's weight where a party is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Sentence
from detente.models import track_records as methods
from detente.power.threat import Threat
from detente.rules.line import Line, Reasons
from detente.rules.power.made import Figures, Measured, Parts, cells_of, filled, line, named
from detente.rules.power.near_power import stands_near
from detente.rules.power.sizes import are_apart, may_meet
from detente.rules.rule import Rule

ID = "reach"
FIGURES = Figures(ID)
CLEAR, BOTH = 1.5, 2.0
"""Ratio of the two weights from which one says something, and where both sides are alike."""
NEARER = 0.2
"""How much more distance leaves of the nearer power, as a part of its capability."""
LEAST = 0.001
"""Share of capability below which a party has no weight worth a comparison."""
WORTH = 0.4
"""What a description is worth in its section."""


@dataclass(frozen=True, slots=True)
class View:
    """What a party sees from where it is.

    Attributes
    ----------
    looking : str
        Who looks, as a sentence has it.
    other, third : Threat
        What reaches it of the other party, and of the third power.
    """

    looking: str
    other: Threat
    third: Threat

    @property
    def is_about_place(self) -> bool:
        """Whether the one that weighs more is also clearly the nearer."""
        left = [threat.value / threat.capability for threat in (self.other, self.third)]
        heavier, lighter = left if self.ratio >= 1 else left[::-1]
        return heavier - lighter >= NEARER

    @property
    def ratio(self) -> float:
        """The other party's weight over the third power's."""
        return self.other.value / self.third.value


def views(relation: Relation) -> tuple[View, ...]:
    """Compare, from the place of each party, the other one with the third power.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    third, pair = relation.power.third, relation.pair
    if isinstance(pair.first, Bloc) or isinstance(pair.second, Bloc):
        # a bloc has no one place: its nearest member may border what its strongest is far from
        return ()
    if third is None or not are_apart(relation) or not may_meet(relation):
        return ()
    # distance does not weaken a power that has allies or soldiers beside the party
    places = (pair.first, pair.second)
    if any(stands_near(third, place, pair.day) for place in places):
        return ()
    found = []
    for seen, looking, other in zip(
        relation.power.threats, (pair.first, pair.second), (pair.second, pair.first), strict=True
    ):
        by_name = {threat.of: threat for threat in seen}
        own, its = by_name.get(other.label), by_name.get(third.label)
        if own is None or its is None or min(own.value, its.value) <= 0:
            continue
        if min(own.capability, its.capability) >= LEAST:
            found.append(View(looking.label, own, third=its))
    return tuple(found)


def say(relation: Relation) -> Iterator[Line]:
    """Say who weighs more where a party is, the other or the third power."""
    found = views(relation)
    if len(found) == 2 and all(view.ratio >= BOTH for view in found):
        yield _both(relation, found)
        return
    clear = [
        view for view in found if max(view.ratio, 1 / view.ratio) >= CLEAR and view.is_about_place
    ]
    if clear:
        yield _line(relation, max(clear, key=lambda view: max(view.ratio, 1 / view.ratio)))


def _both(relation: Relation, found: tuple[View, ...]) -> Line:
    third = found[0].third.of
    lead = (
        "Counted by distance alone, for each of the two the neighbour weighs more than {third}."
        if "land" in relation.institutions.borders
        else "Counted by distance alone, for each of the two the other weighs more than {third}."
    )
    own = tuple(
        filled(
            "Within {lookings} reach {other} has {ratio} times the weight of {third}.",
            _parts(view, str(place)),
        )
        for place, view in enumerate(found)
    )
    body = (filled(lead, {"third": third}), *own)
    return _made(found[0], "plain.each_other", body)


def _line(relation: Relation, view: View) -> Line:
    parts = _parts(view, "one")
    if view.ratio >= 1:
        first = "Within {lookings} reach {other} weighs {ratio} times as much as {third}."
        form = "other"
    else:
        first = "Within {lookings} reach {third} weighs {inverse} times as much as {other}."
        form = "third"
    left = (
        "Distance leaves {other_left} of {others} capability there, and {third_left} of {thirds}."
    )
    return _made(view, f"plain.{form}", (filled(first, parts), filled(left, parts)))


def _made(view: View, variant: str, body: tuple[Sentence, ...]) -> Line:
    measure = Measured(
        view.other.value,
        unit="share of the system after distance",
        about="who weighs more after distance",
        newest=view.other.cell.year,
    )
    return line(
        ID,
        variant,
        body,
        cells=(view.other.cell, view.third.cell, *cells_of(body)),
        measured=measure,
        reasons=Reasons(unusual=WORTH),
        method=methods.threat(),
    )


def _parts(view: View, name: str) -> Parts:
    cells = (view.other.cell, view.third.cell)
    parts: Parts = named(looking=view.looking, other=view.other.of, third=view.third.of)
    parts["other_left"] = _left(view.other, name)
    parts["third_left"] = _left(view.third, name)
    parts["ratio"] = FIGURES.multiple(f"ratio.{name}", view.ratio, *cells)
    parts["inverse"] = FIGURES.multiple(f"inverse.{name}", 1 / view.ratio, *cells)
    return parts


def _left(threat: Threat, name: str) -> Figure:
    """Give what distance leaves of a power's capability, as a part of it."""
    return Figure(
        figure_id("power", ID, "left", threat.of, name),
        threat.value / threat.capability,
        unit="part of capability",
        cells=(threat.cell,),
        way="per_cent",
    )


RULE = Rule(
    id=ID,
    section="power",
    place=61,
    paragraph="third",
    say=say,
    condition="two states; a quarrel, an alliance or a land border; the third power has neither an "
    "ally nor soldiers in the region of either; after distance the other one "
    "weighs 1.5 times the third power, or the reverse; twice where both see the other so",
    topics=("threat",),
    key=False,
)
