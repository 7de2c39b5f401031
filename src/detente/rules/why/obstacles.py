"""OBSTACLES: what else has stood in a candidate's way lately, and what speaks against each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.chronology import Event
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, counted, figure_id, on_day
from detente.evidence.sentence import Phrase, Sentence
from detente.institutions.waits import clock, signed
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.now import steps
from detente.rules.now.acts import every_act
from detente.rules.rule import Rule
from detente.rules.standing import step_cell

ID = "obstacles"
WAITING = ("applicant", "candidate")
"""Rungs on which others decide on the next step."""
TALKS = "accession talks"
MONTHS = 24
FEWEST = 5
"""Cases that came to an end from which their outcome speaks against an obstacle."""
KINDS = {
    "voters": re.compile(r"\bvoters\b.*\breject", re.IGNORECASE),
    "framework": re.compile(r"\bopen-ended\b|\bno outcome guaranteed\b", re.IGNORECASE),
    "less": re.compile(r"\balternative to membership\b", re.IGNORECASE),
    "refusal": re.compile(r"\b(?:rejects?|vetoes)\b.*\bapplication\b", re.IGNORECASE),
}
"""What stands in the way of a state, by what an act of the record says."""
SAYS = {
    "voters": "In {day} voters of a member said no to a text of {bloc} itself.",
    "framework": "A framework of {day} guarantees no outcome.",
    "less": "In {day} a member asked for less than membership.",
    "refusal": "In {day} a member refused an application.",
}
"""What a sentence says of each; what voters refused was no text on the candidate."""
DROPPED = re.compile(r"\bdrops?\b.*\bdemand\b", re.IGNORECASE)
"""How an act says that the demand was given up at once."""
GIVEN_UP = "{what} was given up at once."
ALSO = "More than that stands in the way of {state}."
PAST = "Against {them}: of the {all} states whose talks on membership are over, {joined} joined."
AND_SIGNED = ("", " and {signed} has signed", " and {signed} have signed")
"""What is added of treaties that are signed and not yet in force, by how many there are."""
STRENGTH = 0.6


def say(relation: Relation) -> Iterator[Line]:
    """Say which obstacles of the last two years the record has, and how others passed theirs."""
    sides = relation.pair.bloc_and_state
    if sides is None or relation.state.rung not in WAITING:
        return
    found = _found(relation)
    if found:
        yield _line(relation, sides, found)


def _found(relation: Relation) -> dict[str, Event]:
    """Give the newest act of each kind, by date."""
    known = steps.recent(every_act(relation), relation.pair.day, MONTHS)
    kinds = {
        name: [one for one in known if words.search(one.what)] for name, words in KINDS.items()
    }
    newest = {name: acts[-1] for name, acts in kinds.items() if acts}
    return dict(sorted(newest.items(), key=lambda one: one[1].date))


def _line(relation: Relation, sides: tuple[Bloc, State], found: dict[str, Event]) -> Line:
    body = [Sentence(ALSO, {"state": sides[1].label})]
    for name, one in found.items():
        body.append(_said(name, one, sides[0]))
        if name == "less" and DROPPED.search(one.what):
            body.append(Sentence(GIVEN_UP, {"what": "The demand for less"}))
    body += _past(relation, sides, many=len(found) > 1)
    cells = tuple(cell for one in found.values() for cell in steps.day_of(one).cells)
    basis = Basis(about="what else stands in the way of a candidate", cells=cells)
    variant = f"unexpected.{'_'.join(sorted(found))}"
    return composed(ID, variant, tuple(body), basis, reasons=Reasons(unexpected=STRENGTH))


def _said(name: str, act: Event, bloc: Bloc) -> Sentence:
    parts: dict[str, str | Figure | Phrase] = {"day": _month(act)}
    if "{bloc}" in SAYS[name]:
        parts["bloc"] = bloc.label
    return Sentence(SAYS[name], parts)


def _past(relation: Relation, sides: tuple[Bloc, State], *, many: bool) -> Iterator[Sentence]:
    """Say how talks that are over came out: others met obstacles too."""
    known = clock(*sides, relation.pair.day, form=TALKS)
    if known is None or len(known.finished) < FEWEST:
        return
    cells = tuple(wait.cell for wait in (*known.reached, *known.ended))
    bound = tuple(step_cell(sides[0], step) for step in signed(sides[0], relation.pair.day))
    numbers = {
        "all": len(known.finished) + len(bound),
        "joined": len(known.reached),
        **({"signed": len(bound)} if bound else {}),
    }
    parts: dict[str, str | Figure | Phrase] = {
        name: counted(figure_id("why", ID, name), number, "states", *cells, *bound)
        for name, number in numbers.items()
    }
    parts |= {"them": "them" if many else "it"}
    yield Sentence(
        PAST.replace("joined.", f"joined{AND_SIGNED[min(len(bound), 2)]}."),
        parts,
    )


def _month(event: Event) -> Figure:
    precision = "month" if event.precision == "day" else event.precision
    id = figure_id("why", ID, event.row)
    return on_day(id, event.date, *steps.day_of(event).cells, precision=precision)


RULE = Rule(
    id=ID,
    section="why",
    place=33,
    paragraph="veto",
    say=say,
    condition="an applicant or candidate, and an act of the last two years by which voters, a "
    "framework of the talks or a member stand in its way",
    topics=("standing", "accession"),
    key=False,
)
"""The rule."""
