"""WAITED: how long a new member waited for the others, and whose approval came last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from detente.actors.blocs import Bloc, Step
from detente.actors.chronology import Event
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.membership.joined import joined
from detente.rules.now import steps
from detente.rules.rule import Rule
from detente.rules.standing import step_cell
from detente.rules.vote_words import name_of

ID = "waited"
ABOUT = "how long a member waited for the others"
APPROVES = re.compile(r"^(?P<who>.+?)'s parliament.*\bapproves\b")
"""How the chronology says that a member approved an accession."""
MOST = 2
"""Members that are named, the last."""
LONG = 12
"""Months of waiting that are news."""
STRENGTH = 0.8
"""How far a long wait for the others is unlike the entry of an ally that all want."""
A_MONTH = 30.4375


def say(relation: Relation) -> Iterator[Line]:
    """Say how many months lay between application and membership, and who approved last."""
    sides, member = relation.pair.bloc_and_state, joined(relation)
    if sides is None or member is None:
        return
    bloc, state = sides
    asked = _asked(bloc, state.letters, member)
    if asked is None or _months(asked, member) < LONG:
        return
    last = _last(relation, bloc, asked.span.start, member.span.start)
    if last:
        yield _line(relation, (asked, member), last)


def _asked(bloc: Bloc, letters: tuple[str, ...], member: Step) -> Step | None:
    """Give the application that led to a membership."""
    before = [one for one in bloc.steps_of(letters) if one.span.start < member.span.start]
    return next((one for one in reversed(before) if one.rung == "applicant"), None)


def _months(asked: Step, member: Step) -> int:
    return round((member.span.start - asked.span.start).days / A_MONTH)


def _last(relation: Relation, bloc: Bloc, first: date, last: date) -> list[tuple[str, Event]]:
    """Give the members whose approval is on record, the last of them."""
    day = relation.pair.day
    names = {name_of(code, day) for code in bloc.members(day)}
    found = []
    for event in relation.situation.events:
        told = APPROVES.match(event.what)
        inside = event.checked and first < event.date <= last
        if told is not None and inside and told["who"] in names:
            found.append((told["who"], event))
    return found[-MOST:]


def _line(relation: Relation, ends: tuple[Step, Step], last: list[tuple[str, Event]]) -> Line:
    sides = relation.pair.bloc_and_state
    if sides is None:
        raise ValueError("an accession is one of a state to a bloc")
    bloc, state = sides
    cells = tuple(step_cell(bloc, one) for one in ends)
    months = counted(figure_id("institutions", ID, "months"), _months(*ends), "months", *cells)
    approvals = [_approval(name, event) for name, event in last]
    parts: dict[str, str | Figure | Phrase] = {
        "state": state.label,
        "bloc": bloc.label,
        "months": months,
        "last": listed_phrases(approvals),
        "name": last[-1][0],
    }
    body = [filled("{state} was a member {months} months after it had asked.", parts)]
    body += _peer(bloc, ends, state.letters)
    were = "were" if len(last) > 1 else "was"
    approved = filled(f"The last to approve {were} {{last}}.", parts)
    body.append(approved)
    page = FirstPage(
        filled("{state} waited {months} months for {bloc}; {name} approved last.", parts),
        key=(approved,),
        gist=filled("It waited {months} months for the others, {name} the last.", parts),
    )
    basis = Basis(about=ABOUT, cells=cells)
    reasons = Reasons(unexpected=STRENGTH)
    return composed(ID, "unexpected.last", tuple(body), basis, reasons=reasons, page=page)


def _approval(name: str, event: Event) -> Phrase:
    day: Figure = steps.day_of(event)
    return Phrase("{name} on {day}", {"name": name, "day": day})


def _peer(bloc: Bloc, ends: tuple[Step, Step], letters: tuple[str, ...]) -> Iterator[Sentence]:
    """Name a state that asked on the same day and came in earlier."""
    asked, member = ends
    others = {one.letters for one in bloc.steps if one.rung == "applicant"} - set(letters)
    for other in sorted(others):
        own = bloc.steps_of((other,))
        same = [one for one in own if (one.rung, one.span.start) == ("applicant", asked.span.start)]
        entry = [one for one in own if one.rung == "member"]
        if same and entry and entry[0].span.start < member.span.start:
            cells = (step_cell(bloc, same[0]), step_cell(bloc, entry[0]))
            waited = _months(same[0], entry[0])
            months = counted(figure_id("institutions", ID, "peer"), waited, "months", *cells)
            said = "{peer}, which asked on the same day, came in after {months}."
            yield Sentence(said, {"peer": label_of(other), "months": months})
            return


RULE = Rule(
    id=ID,
    section="institutions",
    place=12,
    paragraph="wait",
    say=say,
    condition="a member of at most five years that waited a year or more after it had asked, and "
    "the approval of members on record",
    topics=("standing", "history"),
)
"""The rule."""
