"""COUNT: which land neighbours a bloc would gain or lose, and whose quarrels would lie inside."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, figure_id
from detente.evidence.sentence import Sentence
from detente.phrasing import listed
from detente.rules.composed import Basis, FirstPage, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.offer import offered
from detente.rules.rule import Rule
from detente.scenarios.accounting import Scenario

ID = "neighbours"
MOST_NAMED = 6
"""Neighbours that a sentence names."""
EACH = 0.2
"""What each new neighbour adds to the reason; five or more count in full."""


def say(relation: Relation) -> Iterator[Line]:
    """Name the neighbours that the bloc would gain, the strongest first, or lose."""
    scenario = offered(relation)
    if scenario is None or not (scenario.gained or scenario.lost):
        return
    cells = tuple(
        cell
        for one in scenario.differences
        if one.id == "neighbourhood.land_neighbours"
        for cell in one.evidence
    )
    body = tuple(_sentences(scenario, cells))
    gains = len(scenario.gained)
    form = "gains" if gains > 1 else "one" if gains else "loses"
    changed = gains + len(scenario.lost)
    page = _page(scenario, cells) if gains > 1 else None
    basis = Basis(about="whose neighbour the bloc would be", cells=cells)
    reasons = Reasons(unusual=min(1.0, EACH * changed))
    yield composed(ID, f"unusual.{form}", body, basis, reasons=reasons, page=page)


def _sentences(scenario: Scenario, cells: tuple[Cell, ...]) -> Iterator[Sentence]:
    bloc = scenario.bloc.label
    gained = list(scenario.gained)
    if len(gained) == 1:
        yield Sentence(
            "{bloc} would gain one land neighbour, {name}.", {"bloc": bloc, "name": gained[0]}
        )
    elif gained:
        count = counted(
            figure_id("membership", ID, "gained"), len(gained), "land neighbours", *cells
        )
        names = listed(gained[:MOST_NAMED])
        more = "" if len(gained) <= MOST_NAMED else ", among others"
        yield Sentence(
            "{bloc} would gain {count} land neighbours: {names}{more}.",
            {"bloc": bloc, "count": count, "names": names, "more": more},
        )
    if scenario.lost:
        yield Sentence(
            "{names} would no longer lie outside its border.",
            {"names": listed(list(scenario.lost[:MOST_NAMED]))},
        )


def _page(scenario: Scenario, cells: tuple[Cell, ...]) -> FirstPage:
    parts = {"bloc": scenario.bloc.label, "state": scenario.state.label}
    count = counted(
        figure_id("membership", ID, "gained"), len(scenario.gained), "land neighbours", *cells
    )
    strongest = {"bloc": parts["bloc"], "name": scenario.gained[0]}
    return FirstPage(
        Sentence("With {state} {bloc} would border {name}.", {**parts, **strongest}),
        key=(
            Sentence(
                "It would gain {count} land neighbours, {names} among them.",
                {"count": count, "names": listed(list(scenario.gained[:2]))},
            ),
        ),
        gist=Sentence("{bloc} would border {name}.", strongest),
    )


RULE = Rule(
    id=ID,
    section="membership",
    place=50,
    paragraph="by map",
    say=say,
    condition="a membership that would give the bloc land neighbours or take some",
    topics=("standing",),
)
