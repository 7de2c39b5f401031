"""LEFT: organisations that one side left while the other was in them, and what is left of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.actors.blocs import RUNGS, Bloc, Step, blocs
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.institutions.circles import circles
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import (
    PART,
    Parts,
    Said,
    day_figure,
    fact_line,
    letters_of,
    names_of,
    part_of_pairs,
    rarity,
    step_cell,
)
from detente.span import years_before

ID = "left"
ABOUT = "organisations that one side left"
MOST = 2
"""Exits that a sentence names."""
INSIDE = ("member", "associate")
"""Rungs whose end is an exit where nothing follows."""
OUTER = ("candidate", "applicant", "Partnership")
"""Forms of a row of exits that were no part of the organisation."""
MEMBER = ("member", "participa")
"""How the form of a member begins."""
RECENT = 10
"""Years for which an exit may lead a paper."""
ONE_DAY = timedelta(days=1)
FEW_LEFT = 3
"""Organisations that still have both, up to which they are named."""


@dataclass(frozen=True, slots=True)
class Exit:
    """An organisation that one state left while another was in it.

    Attributes
    ----------
    bloc : Bloc
        The organisation.
    name : str
        Who left.
    step : Step
        The row.
    day : datetime.date
        First day outside.
    precision : str
        How exactly that is known.
    """

    bloc: Bloc
    name: str
    step: Step
    day: date
    precision: str

    @property
    def cell(self) -> Cell:
        """The row as a cell."""
        return step_cell(self.bloc, self.step, self.day)


def say(relation: Relation) -> Iterator[Line]:
    """Say what was left, the newest first, and what still has both."""
    first, second, day = relation.pair.first, relation.pair.second, relation.pair.day
    sides = relation.pair.bloc_and_state
    if sides is not None:
        bloc, state = sides
        exit = _exit(bloc, state, day)
        if exit is not None:
            yield _from_bloc(exit, state)
    elif isinstance(first, State) and isinstance(second, State):
        found = [*_exits(first, second, day), *_exits(second, first, day)]
        if found:
            found.sort(key=lambda one: one.day, reverse=True)
            yield _of_states(relation, found)


def _exit(bloc: Bloc, state: State, day: date) -> Exit | None:
    """Give how a state left an organisation, or its membership; None where it did not."""
    steps = [step for step in bloc.steps_of(state.letters) if step.span.start <= day]
    named = bloc.named(day)
    held_now = [step for step in steps if step.rung in RUNGS and step.span.covers(day)]
    left = [step for step in steps if step.rung == "left" and step.span.covers(day)]
    # a former member may hold a lower rung; who was less than a member has left only without one
    left = [step for step in left if step.form.startswith(MEMBER) or not held_now]
    if left:
        step = left[-1]
        return Exit(named, state.label, step=step, day=step.span.start, precision=step.precision)
    held = [step for step in steps if step.rung in INSIDE and step.span.end < day]
    if held_now or not held or not bloc.span.covers(day):
        return None
    step = max(held, key=lambda one: one.span.end)
    outside = step.span.end + ONE_DAY
    return Exit(named, state.label, step=step, day=outside, precision=step.end_precision)


def _exits(own: State, other: State, day: date) -> Iterator[Exit]:
    """Give what one state left while the other was a member."""
    for bloc in blocs().values():
        exit = _exit(bloc, own, day)
        if exit is None or exit.step.form.startswith(OUTER):
            continue
        if set(bloc.member_letters(exit.day - ONE_DAY)) & letters_of(other, day):
            yield exit


def _phrase(one: Exit, place: int) -> Phrase:
    day = day_figure(ID, f"day.{place}", one.day, one.precision, one.cell)
    parts: Parts = {"name": one.name, "bloc": one.bloc.label, "day": day}
    return Phrase("{name} has been out of {bloc} since {day}", parts)


def _of_states(relation: Relation, found: list[Exit]) -> Line:
    day = relation.pair.day
    newest = found[0]
    shown = [_phrase(one, place) for place, one in enumerate(found[:MOST])]
    shared = [one.bloc for one in circles(relation) if one.first and one.second]
    rest = _rest(shared)
    who = {one.name for one in found}
    form = "both_left" if len(who) == 2 else "left_several" if len(found) > 1 else "left_one"
    since = day_figure(ID, "day.0", newest.day, newest.precision, newest.cell)
    dated = Sentence("It has been out since {day}.", {"day": since})
    if form == "both_left":
        dated = Sentence("The last to do so was {name}.", {"name": newest.name})
    said = Said(
        (Sentence("{exits}.", {"exits": listed_phrases(shown)}), rest),
        headline=_headline(found, form),
        key=(dated, rest),
        gist=Sentence("{name} has left {bloc}.", {"name": newest.name, "bloc": newest.bloc.label}),
    )
    usual = rarity(part_of_pairs(len(newest.bloc.members(day)), day))
    reasons = Reasons(unusual=usual) if newest.day > years_before(day, RECENT) else PART
    bridge = "none" if not shared else "few" if len(shared) <= FEW_LEFT else "more"
    cells = [one.cell for one in found]
    return fact_line(ID, f"unusual.{form}.{bridge}", said, reasons, about=ABOUT, cells=cells)


def _rest(shared: Sequence[Bloc]) -> Sentence:
    """Say which organisations still have both."""
    names = names_of(bloc.label for bloc in shared)
    if not shared:
        return Sentence("No regional organisation of our tables has both any more.", {})
    if len(shared) == 1:
        return Sentence("Both are still in {names}.", {"names": names})
    if len(shared) <= FEW_LEFT:
        return Sentence("Both are still in {names}.", {"names": names})
    return Sentence("Both remain in others, {name} among them.", {"name": shared[-1].label})


def _headline(found: Sequence[Exit], form: str) -> Sentence:
    newest = found[0]
    if form == "both_left":
        return Sentence("Each of the two has left an organisation that had both.", {})
    names = names_of(one.bloc.label for one in found[:MOST])
    return Sentence(
        "{name} has left {names}, which had both.", {"name": newest.name, "names": names}
    )


def _from_bloc(one: Exit, state: State) -> Line:
    """Say when a state left the bloc itself."""
    day = day_figure(ID, "day", one.day, one.precision, one.cell)
    parts: Parts = {"state": state.label, "bloc": one.bloc.label, "form": one.step.form}
    member = one.step.form.startswith(MEMBER)
    template = (
        "{state} was a {form} of {bloc} and has been out since {day}."
        if member
        else "{state} was in the {form} of {bloc} and has been out of it since {day}."
    )
    body = Sentence(template, {**parts, "day": day})
    said = Said((body,))
    if member:
        names: Parts = {"state": state.label, "bloc": one.bloc.label}
        said = Said(
            (body,),
            headline=Sentence("{state} is a former member of {bloc}.", names),
            key=(Sentence("It has been out since {day}.", {"day": day}),),
            gist=Sentence("{state} left {bloc}.", names),
        )
    variant = "unusual.former_member" if member else "former_rung"
    return fact_line(ID, variant, said, Reasons(unusual=0.9 if member else 0.4), about=ABOUT)


RULE = Rule(
    id=ID,
    section="institutions",
    place=50,
    paragraph="left",
    say=say,
    condition="one side left, or was excluded from, an organisation of which the other was a "
    "member, or the bloc itself",
    topics=("standing",),
)
"""The rule."""
