"""ASKED-OF: a condition on the way in that is a quarrel of the state with a third one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.actors.accession_files import OPENED, Requirement, Unrecognised, accession_file
from detente.actors.blocs import Bloc
from detente.actors.chronology import Event, chronology
from detente.actors.relation_facts import Fact, facts_between_keys
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.phrasing import listed
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.now.row_words import bound, happened
from detente.rules.now.weight import weight
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.standing import day_figure, event_cell, fact_cell

Parts = dict[str, str | Figure | Phrase]
"""What fills a sentence."""
ID = "asked_of"
ABOUT = "what is asked of a state about a third one"
MONTH = "month"
RUPTURE = "rupture"
UNKNOWN = "does not recognise"
"""What the form of a rupture says of a state that the other does not recognise."""
AGREED, NAMED = 1, 4
"""Sign of an agreement, and the newest agreements that a sentence names."""
STRENGTH = 0.9
"""How unusual it is that the road into a bloc runs through a third state."""
ASKED = "Since {day} {by} has asked {state} for {what}."
DIRECT = "{form}."
AGREEMENTS = "The two took steps towards each other in {months}."
NEWEST = "{what}."
AFTER = "Yet {what}."
MEMBERS = "Of the members {count} do not recognise {third} either: {named}."
AGAINST = "Against it as a cause: {opened} chapters were opened after that day all the same."
WEAKENED = "A chapter opened before {state} and {third} come to terms would weaken it again."
REFUTED = "If the talks move on before {state} and {third} agree, it was not the cause."
HEADLINE = "The road of {state} into {bloc} runs through {third}."
KEY = "{by} has made that a condition since {day}."
KEY_AGREED = "Their newest step towards each other is of {newest}."
GIST = "{by} asks {state} for terms with {third} too."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a bloc asks of a state about a third one, and how far the two have come.

    Attributes
    ----------
    first : Requirement
        The oldest condition on it that is open.
    agreements : tuple of Event
        What the two agreed on, the oldest first.
    setback : Event or None
        The gravest turn for the worse since the last of them.
    rupture : Fact or None
        What the two have instead of relations.
    unrecognised : Unrecognised or None
        Members of the bloc that do not recognise the third state either.
    opened : int
        Chapters that were opened after the condition.
    """

    first: Requirement
    agreements: tuple[Event, ...]
    setback: Event | None
    rupture: Fact | None
    unrecognised: Unrecognised | None
    opened: int


def say(relation: Relation) -> Iterator[Line]:
    """Say what is asked, what the two have agreed on, what came after, and what speaks against."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    found = asked(relation, *sides)
    if found is not None and found.agreements:
        yield _line(relation, sides, found)


def asked(relation: Relation, bloc: Bloc, state: State) -> Asked | None:
    """Find the condition about a third state, where it is no member: a member has a veto.

    Parameters
    ----------
    relation : Relation
        The relation.
    bloc : Bloc
        The bloc that asks.
    state : State
        The state that wants to join.
    """
    day = relation.pair.day
    known = accession_file(bloc.id, state.letters, day)
    conditions = () if known is None else known.open_requirements
    about = [one for one in conditions if one.about and one.about not in bloc.member_letters(day)]
    if known is None or not about:
        return None
    first, third = about[0], about[0].about
    events = _events(relation, state, third)
    agreements = tuple(one for one in events if one.turn == AGREED and one.date >= _since(events))
    turns = [one for one in known.turns if one.kind == OPENED and one.date > first.start]
    of_third = accession_file(bloc.id, (third,), day)
    return Asked(
        first,
        agreements=agreements,
        setback=_setback(events, agreements),
        rupture=_rupture(state.letters, third, relation),
        unrecognised=None if of_third is None else of_third.unrecognised,
        opened=sum(len(one.chapters) for one in turns),
    )


def _events(relation: Relation, state: State, third: str) -> list[Event]:
    own = relation.pair.own
    known = (chronology(key, third, relation.pair.day, own=own) for key in state.letters)
    return [event for events in known for event in events if event.checked]


def _setback(events: Sequence[Event], agreements: Sequence[Event]) -> Event | None:
    """Give the gravest turn for the worse after the newest agreement."""
    since = agreements[-1].date if agreements else date.max
    after = [one for one in events if one.turn < 0 and one.date > since]
    return max(after, key=lambda one: (weight(one.what), one.date), default=None)


def _since(events: Sequence[Event]) -> date:
    """Give the day of the first turn for the worse: what was agreed before it is another story."""
    worse = [one.date for one in events if one.turn < 0]
    return min(worse, default=date.min)


def _rupture(states: Sequence[str], third: str, relation: Relation) -> Fact | None:
    """Give the rupture of a state with the third one, where it does not recognise it."""
    day = relation.pair.day
    rows = (row for own in states for row in facts_between_keys(own, third, RUPTURE))
    known = (row.known_by(day) for row in rows)
    open_now = (row for row in known if row is not None and row.open_on(day))
    return next((row for row in open_now if UNKNOWN in row.form), None)


def _line(relation: Relation, sides: tuple[Bloc, State], found: Asked) -> Line:
    bloc, state = sides
    first = found.first
    row = f"accession:condition:{first.start}"
    cell = row_cell(row, first.start, document=first.source, checked=first.checked)
    third = label_of(first.about)
    names = {"state": state.label, "bloc": bloc.label, "third": third, "by": first.by}
    parts: Parts = {
        **names,
        "what": bound(first.what, cell, f"{row}.what"),
        "day": day_figure(ID, "asked", first.start, MONTH, cell),
        "newest": _month(found.agreements[-1]),
    }
    came = (filled(ASKED, parts), *_direct(found), *_agreements(found), *_after(found))
    # what has happened already refutes nothing
    refuted = WEAKENED if found.opened else REFUTED
    weighed = (*_like(found, parts), *_against(found, parts, cell), filled(refuted, parts))
    key = (filled(KEY, parts), filled(KEY_AGREED, parts))
    page = FirstPage(filled(HEADLINE, parts), key=key, gist=filled(GIST, parts))
    return composed(
        ID,
        "unexpected.third" + (".unrecognised" if found.rupture is not None else ""),
        (*came, *weighed),
        Basis(about=ABOUT, cells=(cell,)),
        reasons=Reasons(unexpected=STRENGTH),
        page=page,
    )


def _month(event: Event) -> Figure:
    precision = MONTH if event.precision == "day" else event.precision
    return day_figure(ID, event.row, event.date, precision, event_cell(event))


def _direct(found: Asked) -> Iterator[Sentence]:
    if found.rupture is not None:
        cell = fact_cell(found.rupture)
        form = bound(found.rupture.form, cell, found.rupture.id)
        yield Sentence(DIRECT, {"form": form})


def _agreements(found: Asked) -> Iterator[Sentence]:
    """Give the months of the steps, and the newest in its own words: who signed stands there."""
    *before, last = found.agreements[-NAMED:]
    if before:
        months = listed_phrases([Phrase("{day}", {"day": _month(one)}) for one in before])
        yield filled(AGREEMENTS, {"months": months})
    yield filled(NEWEST, {"what": happened(last.what, _month(last), last.row)})


def _after(found: Asked) -> Iterator[Sentence]:
    if found.setback is not None:
        what = happened(found.setback.what, _month(found.setback), found.setback.row)
        yield filled(AFTER, {"what": what})


def _like(found: Asked, parts: Parts) -> Iterator[Sentence]:
    """Name the members that do not recognise the third state either."""
    known = found.unrecognised
    if known is None:
        return
    row = f"accession:unrecognised:{found.first.about}"
    cell = row_cell(row, known.start, document=known.source, checked=known.checked)
    named = listed(sorted(label_of(letters) for letters in known.by))
    count = counted(figure_id("why", ID, "like"), len(known.by), "members", cell)
    yield filled(MEMBERS, {**parts, "count": count, "named": named})


def _against(found: Asked, parts: Parts, cell: Cell) -> Iterator[Sentence]:
    """Say how many chapters were opened all the same."""
    if found.opened:
        opened = counted(figure_id("why", ID, "opened"), found.opened, "chapters", cell)
        yield filled(AGAINST, {**parts, "opened": opened})


RULE = Rule(
    id=ID,
    section="why",
    place=33,
    paragraph="asked of",
    say=say,
    condition="a condition of a bloc that is open and names a third state outside it, with which "
    "the state that wants to join has agreed on something since their quarrel began",
    topics=("standing", "accession"),
)
"""The rule."""
