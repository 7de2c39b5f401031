"""FILE: chapters opened and closed, what they wait for, and alignment, by the producer's count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.accession_files import (
    CLOSED,
    OPENED,
    Requirement,
    Turn,
    accession_file,
    accession_files,
)
from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, counted, dated, figure_id, measured
from detente.evidence.sentence import Phrase, Sentence, length, listed_phrases
from detente.institutions.accession_state import AccessionState, accession_state
from detente.rules.line import LONGEST_KEY, Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.row_words import bound, day_figure, filled
from detente.rules.now.state_words import Parts, brief
from detente.rules.rows import row_cell
from detente.rules.rule import Rule

ID = "accession_file"
ABOUT = "chapters of the accession talks"
MONTHS_STUCK = 36
"""Months without a chapter opened or closed after which talks are stuck."""
FEWEST, MOST_OTHERS = 4, 2
"""Chapters from which others are named beside talks that are stuck, and how many are named."""
MONTHS_FRESH = 18
"""Months for which a producer's share is said."""
STUCK, BLOCKED, MOVING, EARLY = 1.0, 0.9, 0.6, 0.5
"""How unexpected talks without a turn are, talks that wait for a condition, and the others."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the chapters, the last turn, the condition that is open, and the newest alignment."""
    sides, now = relation.pair.bloc_and_state, accession_state(relation.pair)
    if sides is None or now is None:
        return
    bloc, state = sides
    if not now.file.turns and not now.file.open_requirements:
        return
    waits = now.file.open_requirements[-1] if now.file.open_requirements else None
    form = _form(now, relation.pair.day)
    strength = {"stuck": STUCK, "blocked": BLOCKED, "moving": MOVING, "early": EARLY}[form]
    body = [_chapters(now, bloc, state), *_last_turn(now)]
    if form == "stuck":
        body += _others_since(now, relation.pair.day)
    if waits is not None:
        body += _waits(waits)
    body += _aligned(now, bloc, state, day=relation.pair.day)
    yield line(
        f"{ID}.unexpected.{form}",
        body,
        about=ABOUT,
        reasons=Reasons(unexpected=strength),
        page=_page(now, bloc, state, waits, form=form),
        cells=(now.opened, now.closed, now.of),
    )


def _form(now: AccessionState, day: date) -> str:
    """Say how the talks go: stuck, blocked, early, or moving."""
    turns = now.file.turns
    if turns and turns[-1].date < months_before(day, MONTHS_STUCK):
        return "stuck"
    if now.file.open_requirements:
        return "blocked"
    return "moving" if now.closed.value else "early"


def _number(now: AccessionState, name: str) -> Figure:
    cell = {"opened": now.opened, "closed": now.closed, "of": now.of}[name]
    return measured(figure_id("now", ID, name), cell, way="whole")


def _chapters(now: AccessionState, bloc: Bloc, state: State) -> Sentence:
    parts: Parts = {"who": state.label, "bloc": bloc.label}
    parts |= {name: _number(now, name) for name in ("opened", "closed", "of")}
    if not now.opened.value:
        return filled("None of the {of} chapters between {who} and {bloc} is open.", parts)
    words = "Of {of} chapters between {who} and {bloc}, {opened} are open, and none is closed."
    if now.closed.value:
        words = "{who} has opened {opened} chapters with {bloc}, and provisionally closed {closed}."
    return filled(words, parts)


def _last_turn(now: AccessionState) -> Iterator[Sentence]:
    """Say when a chapter was last opened, and closed."""
    turns = {kind: now.file.last(kind) for kind in (OPENED, CLOSED)}
    known = [turn for turn in turns.values() if turn is not None]
    if not known:
        return
    last = max(known, key=lambda turn: turn.date)
    row = f"accession:{now.file.bloc}-{now.file.state}:{last.kind}:{last.date}"
    day = day_figure(row, last.date, last.source, checked=last.checked)
    yield Sentence("The last was {kind} on {day}.", {"kind": last.kind, "day": day})


def _others_since(now: AccessionState, day: date) -> Iterator[Sentence]:
    """Say what others opened and closed with the bloc since the last turn of these talks."""
    last = now.file.turns[-1].date
    moved: list[tuple[int, Phrase]] = []
    for other in (one.state for one in accession_files() if one.bloc == now.file.bloc):
        known = accession_file(now.file.bloc, (other,), day)
        if other == now.file.state or known is None:
            continue
        turns = [one for one in known.turns if one.date > last]
        for kind in (OPENED, CLOSED):
            those = [one for one in turns if one.kind == kind]
            count = sum(len(one.chapters) for one in those)
            if count >= FEWEST:
                moved.append((count, _moved(other, kind, count, those)))
    moved.sort(key=lambda one: -one[0])
    if moved:
        told = listed_phrases([said for _, said in moved[:MOST_OTHERS]])
        yield Sentence("Since then {others}.", {"others": told})


def _moved(state: str, kind: str, count: int, turns: Sequence[Turn]) -> Phrase:
    cells = tuple(
        row_cell(
            f"accession:{state}:{kind}:{one.date}",
            one.date,
            document=one.source,
            checked=one.checked,
        )
        for one in turns
    )
    number = counted(figure_id("now", ID, state, f"others_{kind}"), count, "chapters", *cells)
    return Phrase(
        "{who} has {kind} {count}", {"who": label_of(state), "kind": kind, "count": number}
    )


def _waits(one: Requirement) -> tuple[Sentence, ...]:
    """Say what waits since when, and what for; every number of a chapter is a figure."""
    row = f"accession:condition:{one.start}"
    day = day_figure(row, one.start, one.source, checked=one.checked)
    cell = day.cells[0]
    stops, what = bound(one.stops, cell, f"{row}.stops"), bound(one.what, cell, f"{row}.what")
    halted = Sentence(
        "By a decision of {day} {by} holds up {stops}.", {"day": day, "by": one.by, "stops": stops}
    )
    return halted, Sentence("What it asks for is {what}.", {"what": what})


def _aligned(now: AccessionState, bloc: Bloc, state: State, *, day: date) -> Iterator[Sentence]:
    """Say which part of the bloc's statements the state joined, where the count is fresh."""
    if now.alignment is None:
        return
    newest = now.file.alignments[-1]
    if newest.end < months_before(day, MONTHS_FRESH):
        return
    share = measured(figure_id("now", ID, "alignment"), now.alignment, way="per_cent")
    year = dated(figure_id("now", ID, "year"), newest.end.year, now.alignment)
    parts: Parts = {
        "who": state.label,
        "share": share,
        "bloc": bloc.label,
        "year": year,
        "producer": _producer(newest.producer),
    }
    words = "In {year} {who} joined {share} of the statements of {bloc}, as {producer} counts."
    yield Sentence(words, parts)


def _producer(name: str) -> str:
    return f"the {name}" if name.split()[0] in ("European", "ISAC") else name


def _page(
    now: AccessionState, bloc: Bloc, state: State, waits: Requirement | None, *, form: str
) -> Page | None:
    """Give what page 1 may print: talks that are stuck or wait for one condition."""
    if not all(turn.checked for turn in now.file.turns):
        return None
    last = list(_last_turn(now))
    names: Parts = {"who": state.label, "bloc": brief(bloc)}
    if form == "stuck" and last:
        headline = filled("No chapter of {who} with {bloc} has moved for years.", names)
        return Page(headline, (last[0],))
    if form == "blocked" and waits is not None and waits.checked:
        headline = filled("One condition holds up the talks of {who} with {bloc}.", names)
        said = _waits(waits)
        whole = sum(map(length, (headline, *said)))
        return Page(headline, said if whole <= LONGEST_KEY else said[:1])
    return None


RULE = Rule(
    id=ID,
    section="now",
    place=13,
    paragraph="rung",
    say=say,
    condition="the state has an accession file with the bloc: chapters opened or closed, or a "
    "condition that is open",
    topics=("standing", "accession"),
)
"""The rule."""
