"""SHOCK: the war of a rival that began in the year before a state asked to join a bloc."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.blocs import Step
from detente.actors.powers import in_force
from detente.actors.relation_facts import Fact, facts
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.phrasing import cap
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.now.past import past
from detente.rules.now.row_words import bound, day_figure, happened, small
from detente.rules.rule import Rule
from detente.rules.standing import step_cell
from detente.rules.why.marks import status
from detente.span import years_before

ID = "shock"
ABOUT = "what came before a state asked to join"
WITHIN = 365
"""Most days from the beginning of the war to the application."""
AGE = 10
"""Years before the view within which an application is still the point of a relation."""
BEFORE = "{held} of {since} had sufficed until then."
UNASKED = "Until then it had not asked."
STRENGTH = 1.0
"""How unexpected it is that a war of others comes before an application by less than a year."""
WAR, RIVAL = "war", "rivalry"
Named = dict[str, str | Figure | Phrase]
"""What the names of a sentence stand for."""


@dataclass(frozen=True, slots=True)
class Shock:
    """A war of a rival, and the application that came after it.

    Attributes
    ----------
    war : Fact
        The war.
    rival, victim : str
        Key of the rival, and of the state with which it is at war.
    asked : Step
        The application.
    before : Step or None
        The oldest verified form by which it was an associate that day; None where it had none.
    """

    war: Fact
    rival: str
    victim: str
    asked: Step
    before: Step | None


def shock(relation: Relation) -> Shock | None:
    """Find the war of a rival of either side that began in the year before an application.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    sides = relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    steps = bloc.steps_of(state.letters)
    asked = next((one for one in steps if one.rung == "applicant"), None)
    if asked is None or not years_before(relation.pair.day, AGE) <= asked.span.start:
        return None
    if asked.span.start > relation.pair.day:
        return None
    found = _war(relation, asked)
    if found is None:
        return None
    held = [one for one in steps if one.span.start < asked.span.start and one.rung == "associate"]
    # what nobody read would keep the whole line off page 1, and a later step is not since when
    before = held[0] if held and held[0].checked else None
    return Shock(*found, asked=asked, before=before)


def _war(relation: Relation, asked: Step) -> tuple[Fact, str, str] | None:
    """Give the newest such war, the rival in it, and its enemy."""
    sides = relation.pair.bloc_and_state
    keys = {sides[0].id, *sides[1].letters} if sides else set()
    day = asked.span.start
    rows = (row for row in in_force(day) if row.kind == RIVAL)
    rivals = {end for row in rows for own, end in row.from_both_ends() if own in keys}
    for fact in reversed(facts()):
        is_war = fact.severity == WAR and not fact.part
        if not is_war or not 0 <= (day - fact.start).days <= WITHIN:
            continue
        for rival, victim in ((fact.one, fact.other), (fact.other, fact.one)):
            # its own war is the state's reason for other things too
            if rival in rivals and not {rival, victim} & keys:
                return fact, rival, victim
    return None


def say(relation: Relation) -> Iterator[Line]:
    """Say how many days lay between the war and the application, and what was before."""
    found = shock(relation)
    if found is not None:
        yield _line(relation, found)


def _line(relation: Relation, found: Shock) -> Line:
    parts = _parts(relation, found)
    began = day_figure(found.war.id, found.war.start, found.war.source, checked=found.war.checked)
    body = [
        Sentence("{war}.", {"war": happened(found.war.what, began, found.war.id)}),
        filled("{days} days later {state} asked to join {bloc}.", parts),
    ]
    if "since" in parts:
        body.append(filled(BEFORE, parts))
    act: Named = {**parts, "what": _began(found)}
    headline = filled("{state} asked to join {bloc} {days} days after {what}.", act)
    key = filled(BEFORE if "since" in parts else UNASKED, act)
    gist = filled("{state} asked to join {days} days after {what}.", act)
    page = FirstPage(headline, key=(key,), gist=gist)
    reasons = Reasons(unexpected=STRENGTH)
    basis = Basis(about=ABOUT)
    return composed(ID, "unexpected.before", tuple(body), basis, reasons=reasons, page=page)


def _began(found: Shock) -> Phrase:
    """Say how the war began as a clause: who attacked whom, where the row says it."""
    row = day_figure(found.war.id, found.war.start, found.war.source, checked=found.war.checked)
    told = past(found.war.what.partition(";")[0])
    if told is None:
        names = {"rival": label_of(found.rival), "victim": label_of(found.victim)}
        return Phrase("the war of {rival} against {victim} began", names)
    return Phrase("{told}", {"told": bound(small(told), row.cells[0], found.war.id)})


def _parts(relation: Relation, found: Shock) -> dict[str, str | Figure]:
    """Give who, when, and the days between the two."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        raise ValueError("an application is one of a state to a bloc")
    bloc, state = sides
    war, asked, before = found.war, found.asked, found.before
    began = day_figure(war.id, war.start, war.source, checked=war.checked)
    cells = (*began.cells, step_cell(bloc, asked))
    between = (asked.span.start - war.start).days
    days = counted(figure_id("why", ID, "days"), between, "days", *cells)
    parts: dict[str, str | Figure] = {
        "days": days,
        "state": state.label,
        "bloc": bloc.label,
    }
    if before is not None:
        first = before.span.start
        parts["since"] = dated(figure_id("why", ID, "since"), first.year, step_cell(bloc, before))
        parts["held"] = cap(status(before.form))
    return parts


RULE = Rule(
    id=ID,
    section="why",
    place=5,
    paragraph="shock",
    say=say,
    condition="in the year before a state asked to join the bloc, within ten years, a rival "
    "of either went to war with a third state",
    topics=("standing", "history"),
)
"""The rule."""
