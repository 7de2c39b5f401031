"""CLOCK: how long a state has waited for the next rung, against all completed cases of the bloc."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.actors.blocs import Bloc, Step
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id, measured, on_day
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence, figures
from detente.institutions.rung_states import ACTIVE, state_of
from detente.institutions.waits import MEMBER, Clock, Wait, clock, name_of, signed
from detente.models import track_records as methods
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts, shown_cells
from detente.rules.rows import row_cell
from detente.rules.rule import Rule

ID = "clock"
ENOUGH = 8
"""Completed cases from which their median is given."""
FEWEST = 2
"""Completed cases from which the longest is named."""
YOUNG = 2.0
"""Years for which talks have just begun."""
PRECEDENT = 0.9
"""How much the count of past talks bears on talks that have just begun."""
SHORT = 1.0
"""Years under which a wait says nothing."""
ORDINARY = 0.4
"""Worth of a wait shorter than most: as good as the median case, and no more."""
OVER, FAST = "unexpected.over", "unusual.fast"
"""Starts of the variants of a wait beyond all others, and of one shorter than most."""
TALKS, CANDIDATE, APPLIED = "accession talks", "candidate", "application for membership"
PLAN = "Membership Action Plan"
NEXT = {TALKS: MEMBER, PLAN: MEMBER, CANDIDATE: TALKS, APPLIED: CANDIDATE}
"""The step after each form in which a state waits."""
WAITED = {
    TALKS: "has negotiated",
    PLAN: "has worked under a Membership Action Plan",
    CANDIDATE: "has been a candidate",
    APPLIED: "has been an applicant",
}
SEVERAL_WAITED = {
    TALKS: "have negotiated",
    PLAN: "have worked under a Membership Action Plan",
    CANDIDATE: "have been candidates",
    APPLIED: "have been applicants",
}
REACHED = {MEMBER: "joined", TALKS: "began talks", CANDIDATE: "became candidates"}
WHOSE = {
    TALKS: "states at the table",
    PLAN: "states with such a plan",
    CANDIDATE: "candidates",
    APPLIED: "applicants",
}
ENDED = {
    TALKS: "the talks",
    PLAN: "the plan",
    CANDIDATE: "the candidacy",
    APPLIED: "the application",
}
HALTED = {
    TALKS: "The talks with {state} are at rest, and older than any that succeeded.",
    PLAN: "The plan for {state} is at rest, and older than any that succeeded.",
    CANDIDATE: "{state} is a candidate in name, and for longer than any before.",
    APPLIED: "The application of {state} rests, and is older than any that succeeded.",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a rule knows of a state that waits.

    Attributes
    ----------
    relation : Relation
        The relation.
    bloc : Bloc
        Where it waits.
    state : State
        Who waits.
    clock : Clock
        Its wait beside all others.
    """

    relation: Relation
    bloc: Bloc
    state: State
    clock: Clock

    @property
    def form(self) -> str:
        """What it is in."""
        return self.clock.own.step.form

    @property
    def goal(self) -> str:
        """What comes next."""
        return self.clock.own.goal

    @property
    def is_halted(self) -> bool:
        """Whether the form in which it waits is suspended or frozen on the day of the view."""
        steps = self.bloc.steps_of(self.state.letters)
        return state_of(self.clock.own.step, steps, self.relation.pair.day) != ACTIVE

    def figure(self, name: str, wait: Wait) -> Figure:
        """Give the length of a wait as a figure."""
        id = figure_id("institutions", ID, name, self.form, self.goal, wait.letters)
        return measured(id, wait.cell, way="one_decimal")

    def name(self, wait: Wait) -> str:
        """Name the state of a wait."""
        return name_of(wait.letters, self.relation.pair.day)


def say(relation: Relation) -> Iterator[Line]:
    """Say how long the state has waited where others show what is usual."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    bloc, state = sides
    steps = bloc.steps_of(state.letters)
    held = {step.form for step in steps if step.span.covers(relation.pair.day)}
    lines: list[Line] = []
    for form, goal in _asked(held):
        found = clock(bloc, state, relation.pair.day, form=form, goal=goal)
        if found is not None and len(found.reached) >= FEWEST:
            waiting = Waiting(relation, bloc, state=state, clock=found)
            lines += _of_wait(waiting, is_next=NEXT[form] == goal)
    # who has waited longest for one rung is not on the fast track to the other
    over = any(line.variant.startswith(OVER) for line in lines)
    yield from (line for line in lines if not (over and line.variant.startswith(FAST)))


def _asked(held: set[str]) -> Iterator[tuple[str, str]]:
    """Name the waits of a state: for the next step, and of a candidate for membership too."""
    if MEMBER in held:
        return
    for form, goal in NEXT.items():
        if form in held and goal not in held:
            yield form, goal
        elif form == CANDIDATE and form in held:
            yield form, MEMBER
    if APPLIED in held and CANDIDATE not in held:
        yield APPLIED, MEMBER


def _of_wait(waiting: Waiting, *, is_next: bool) -> Iterator[Line]:
    """Say what one wait shows; of the way beyond the next step only that it is the longest."""
    known = waiting.clock
    enough = len(known.reached) >= ENOUGH and is_next
    if known.is_over:
        yield _over(waiting)
    elif enough and known.own.years >= SHORT:
        yield _inside(waiting)
    if enough and (known.is_over or known.ended):
        yield _cases(waiting)


def _over(waiting: Waiting) -> Line:
    """Say that nobody who came to the goal waited so long, and who needed longest."""
    longest = waiting.clock.longest
    own, most = waiting.figure("own", waiting.clock.own), waiting.figure("longest", longest)
    key = _key(waiting, {"own": own, "most": most, "who": waiting.name(longest)})
    body = [key, *_peers(waiting)]
    if waiting.is_halted:
        body.insert(1, _blocked(waiting))
    form, message = _over_message(waiting)
    among = "among" if waiting.clock.also_over else "alone"
    gist = Sentence(
        "No state that {reached} needed as long as {state} has: {own} years.",
        {"reached": REACHED[waiting.goal], "state": waiting.state.label, "own": own},
    )
    return Line(
        ID,
        f"{OVER}.{form}.{among}",
        finding=_finding(waiting, tuple(body), (own, most)),
        reasons=Reasons(unusual=1.0, unexpected=1.0),
        headline=message,
        key=(key,),
        gist=gist,
        series=ID,
    )


def _over_message(waiting: Waiting) -> tuple[str, Sentence]:
    """Choose the message by whether the wait is halted, and by what is waited for."""
    state = waiting.state.label
    if waiting.is_halted:
        return "halted", Sentence(HALTED[waiting.form], {"state": state})
    if waiting.form == TALKS:
        text = "{state} has negotiated longer than any state that got in."
        return "talks", Sentence(text, {"state": state})
    if waiting.goal == MEMBER:
        text = "No state that joined {bloc} waited as long as {state}."
        return "rung", Sentence(text, {"state": state, "bloc": waiting.bloc.label})
    text = "{state} still waits for the next step, longer than all before it."
    return "step", Sentence(text, {"state": state})


def _key(waiting: Waiting, parts: Parts) -> Sentence:
    waited, reached = WAITED[waiting.form], REACHED[waiting.goal]
    named = {"state": waiting.state.label, "waited": waited, "reached": reached}
    if waiting.form == TALKS:
        return Sentence(
            "{who} needed {most} years from its first conference to membership; {state} has been "
            "at the table for {own}.",
            {"state": waiting.state.label, **parts},
        )
    if len(waiting.clock.reached) < ENOUGH:
        others = listed([waiting.name(wait) for wait in waiting.clock.reached])
        kept = {name: part for name, part in parts.items() if name != "who"}
        return Sentence(
            "{others} {reached} within {most} years; {state} {waited} for {own}.",
            {"others": others, **named, **kept},
        )
    return Sentence(
        "{state} {waited} for {own} years; {who}, the slowest that {reached}, needed {most}.",
        {**named, **parts},
    )


def _peers(waiting: Waiting) -> Iterator[Sentence]:
    """Name others beyond the longest completed case, and the day since which talks are blocked."""
    peers = [waiting.name(wait) for wait in waiting.clock.also_over]
    if peers:
        several = len(peers) > 1
        # of two waits the reader has to see which is meant: talks, a candidacy or an application
        yield Sentence(
            "{peers} {waited} for longer than any state that {reached}, too.",
            {
                "peers": listed(sorted(peers)),
                "waited": SEVERAL_WAITED[waiting.form] if several else WAITED[waiting.form],
                "reached": REACHED[waiting.goal],
            },
        )


def _blocked(waiting: Waiting) -> Sentence:
    """Say since when the form is suspended or frozen."""
    steps = waiting.bloc.steps_of(waiting.state.letters)
    own, day = waiting.clock.own.step, waiting.relation.pair.day
    rows = [one for one in steps if one.concerns(own) and one.span.covers(day)]
    row = max(rows, key=lambda one: one.span.start)
    since = on_day(_id(waiting, "blocked"), row.span.start, _row(row), precision=row.precision)
    what = ENDED[waiting.form]
    has = "have" if waiting.form == TALKS else "has"
    return Sentence(
        "{what} {has} been {condition} since {since}.",
        {"what": what, "has": has, "condition": row.condition, "since": since},
    )


def _inside(waiting: Waiting) -> Line:
    """Set a wait inside the range of completed cases beside their median."""
    known, state = waiting.clock, waiting.state.label
    own = waiting.figure("own", known.own)
    usual = _median(waiting)
    fast = known.own.years <= known.median
    named = {"state": state, "waited": WAITED[waiting.form], "reached": REACHED[waiting.goal]}
    if fast:
        key = Sentence(
            "Half of those that {reached} needed {usual} years or less; {state} {waited} for "
            "{own}.",
            {**named, "own": own, "usual": usual},
        )
        message = "{state} has waited less than most that got in."
        reasons = Reasons(unusual=ORDINARY)
    else:
        key = Sentence(
            "{state} {waited} for {own} years; half of those that {reached} needed {usual} or "
            "less.",
            {**named, "own": own, "usual": usual},
        )
        message = "{state} has waited longer than most that took this step."
        reasons = Reasons(unusual=abs(2 * known.rank - 1))
    pace = "fast" if fast else "slow"
    gist = Sentence(
        "{state} {waited} for {own} years.",
        {"state": state, "waited": WAITED[waiting.form], "own": own},
    )
    return Line(
        ID,
        f"unusual.{pace}.{waiting.goal.split()[-1]}",
        finding=_finding(waiting, (key,), (own, usual)),
        reasons=reasons,
        headline=Sentence(message, {"state": state}),
        key=(key,),
        gist=gist,
        series=ID,
    )


def _cases(waiting: Waiting) -> Line:
    """Count the completed cases, those that ended otherwise, and who came after the last."""
    known = waiting.clock
    cells = tuple(wait.cell for wait in known.reached)
    count = counted(_id(waiting, "reached"), len(known.reached), "states", *cells)
    usual = _median(waiting)
    named = {"whose": WHOSE[waiting.form], "reached": REACHED[waiting.goal]}
    first = Sentence(
        "So far {count} {whose} {reached}, half of them within {usual} years.",
        {**named, "count": count, "usual": usual},
    )
    is_young = _has_just_begun(waiting)
    ended = _never(waiting) if is_young else _ended(waiting)
    sentences = [first, *ended, *_after_the_last(waiting)]
    line = Line(
        ID,
        f"unexpected.cases.{waiting.goal.split()[-1]}",
        finding=_finding(waiting, tuple(sentences), (count, usual)),
        reasons=Reasons(unexpected=0.5),
        series=f"{ID}.cases",
    )
    return _precedent(waiting, line, usual) if is_young else line


def _has_just_begun(waiting: Waiting) -> bool:
    """Tell whether talks on membership are young: how others ended is what there is to go by."""
    return waiting.form == TALKS and waiting.clock.own.years <= YOUNG


def _precedent(waiting: Waiting, line: Line, usual: Figure) -> Line:
    """Say how many of the states whose talks are over joined, as a message of page 1."""
    known = waiting.clock
    cells = tuple(wait.cell for wait in (*known.reached, *known.ended))
    message = _came_out(waiting, cells)
    longest = known.longest
    most = waiting.figure("longest", longest)
    named: Parts = {"usual": usual, "most": most, "who": waiting.name(longest)}
    key = Sentence("Half of them needed {usual} years or less; {who}, the slowest, {most}.", named)
    shown = (cell for one in (usual, *figures(message), most) for cell in one.cells)
    evidence = tuple(dict.fromkeys((*line.finding.evidence, *shown)))
    return replace(
        line,
        variant=line.variant.replace("cases", "precedent"),
        finding=replace(line.finding, evidence=evidence),
        reasons=Reasons(unexpected=PRECEDENT),
        headline=message,
        key=(key,),
        gist=message,
    )


def _came_out(waiting: Waiting, cells: tuple[Cell, ...]) -> Sentence:
    """Say how talks that are over came out; who has signed and waits for the day is among them."""
    known = waiting.clock
    bound = signed(waiting.bloc, waiting.relation.pair.day)
    numbers = {"over": len(known.finished) + len(bound), "joined": len(known.reached)}
    words = "Of {over} states whose talks are over, {joined} joined."
    if bound:
        numbers["signed"] = len(bound)
        have = "has" if len(bound) == 1 else "have"
        words = words.replace("joined.", f"joined, {{signed}} {have} signed.")
    every = (*cells, *map(_row, bound))
    counts: Parts = {
        name: counted(_id(waiting, name), number, "states", *every)
        for name, number in numbers.items()
    }
    return Sentence(words, counts)


def _ended(waiting: Waiting) -> Iterator[Sentence]:
    """Say which waits ended otherwise: those that came to the goal are not all there were."""
    ended = waiting.clock.ended
    if not ended:
        return
    last = ended[-1]
    count = counted(_id(waiting, "ended"), len(ended), "waits", *(one.cell for one in ended))
    year = dated(_id(waiting, "ended_in"), last.end.year, last.cell)
    what = ENDED[waiting.form]
    if len(ended) == 1:
        yield Sentence(
            "{what} of {who} ended otherwise, in {year}.",
            {"what": what, "who": waiting.name(last), "year": year},
        )
        return
    yield Sentence(
        "{what} ended otherwise in {count} cases, the last of them {who} in {year}.",
        {"what": what, "count": count, "who": waiting.name(last), "year": year},
    )


def _never(waiting: Waiting) -> Iterator[Sentence]:
    """Name the states whose talks are over and that never joined, where they are few."""
    known = waiting.clock
    joined = {wait.letters for wait in known.reached}
    never = [wait for wait in known.ended if wait.letters in known.finished - joined]
    names = sorted({waiting.name(wait) for wait in never})
    if not 0 < len(names) <= FEWEST:
        return
    year = dated(_id(waiting, "never"), never[-1].end.year, *(wait.cell for wait in never))
    parts: Parts = {"names": listed(names), "year": year}
    yield Sentence("Those of {names} ended without accession, the last in {year}.", parts)


def _after_the_last(waiting: Waiting) -> Iterator[Sentence]:
    """Count who began after the last that came to the goal, and has not come to it."""
    known = waiting.clock
    last = max(known.reached, key=lambda wait: wait.start)
    every = (known.own, *known.waiting)
    later = [wait for wait in every if wait.start > last.start]
    # of who sat down a moment ago "not yet" says nothing
    if len(later) < FEWEST or all(wait.years <= YOUNG for wait in later):
        return
    count = counted(_id(waiting, "later"), len(later), "states", *(one.cell for one in later))
    yield Sentence(
        "After {last}, the last to begin of those that {reached}, {count} began, and none has got "
        "there so far.",
        {"count": count, "last": waiting.name(last), "reached": REACHED[waiting.goal]},
    )


def _median(waiting: Waiting) -> Figure:
    known = waiting.clock
    cells = tuple(wait.cell for wait in known.reached)
    return Figure(
        _id(waiting, "median"), known.median, unit="years", cells=cells, way="one_decimal"
    )


def _row(step: Step) -> Cell:
    document = step.document or step.listed
    return row_cell(step.row, step.span.start, document=document, checked=step.checked)


def _id(waiting: Waiting, name: str) -> str:
    return _id_of(name, waiting.form, waiting.goal)


def _id_of(*names: str) -> str:
    return figure_id("institutions", ID, *names)


def _finding(
    waiting: Waiting, sentences: tuple[Sentence, ...], leading: tuple[Figure, ...]
) -> Finding:
    own = waiting.clock.own
    first = (own.cell, *(cell for figure in leading for cell in figure.cells))
    evidence = tuple(dict.fromkeys((*first, *shown_cells(*sentences))))
    return Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=own.years,
        unit="years",
        evidence=evidence,
        method=methods.accounting(),
        sentence_about=f"how long {waiting.state.label} has waited",
    )


RULE = Rule(
    id=ID,
    section="institutions",
    place=6,
    paragraph="clock",
    say=say,
    condition="a state has waited longer for the next rung than any that reached it (two "
    "completed cases, eight for a median)",
    topics=("standing", "history"),
)
