"""The ladder: which rung the state holds in the bloc, since when, and what was suspended."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc, Step
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import Series, need
from detente.findings.concept import Concept
from detente.institutions.ladder import LABELS
from detente.models import track_records as methods
from detente.phrasing import cap, listed
from detente.span import year_end


def findings(relation: Relation) -> Iterator[Finding]:
    """Say where the state is on the bloc's ladder."""
    sides, series = relation.pair.bloc_and_state, relation.institutions.ladder
    if sides is None or not series:
        return
    now = need(series, series.years[-1])
    top = max(series.cells(), key=lambda cell: cell.value)
    rails = relation.institutions.rails
    steps = rails[0].steps if rails else ()
    if now.value:
        text = _rung(relation, series, top, steps)
    else:
        text = _no_rung(*sides, top=top, steps=steps, as_of=relation.pair.as_of)
    text += _halts(steps, relation.pair.as_of)
    yield Finding(
        id="institutions.ladder",
        sentences=(PlainSentence(f"{text}."),),
        value=now.value,
        unit=series.unit,
        evidence=tuple(dict.fromkeys((now, top))),
        method=methods.accounting(),
        sentence_about="the rung held",
    )


def _no_rung(bloc: Bloc, state: State, *, top: Cell, steps: tuple[Step, ...], as_of: int) -> str:
    """Say that the state is on no rung, and which was its highest."""
    if not steps:
        founded = bloc.span.start.year
        return f"No rung of {state.label} in {bloc.label}, founded in {founded}, is on record here"
    return (
        f"{cap(state.label)} held no rung in {bloc.label} at the end of {as_of}; "
        f"its highest had been {LABELS[int(top.value)]} ({top.year})"
    )


def _rung(relation: Relation, series: Series, top: Cell, steps: tuple[Step, ...]) -> str:
    """Name the rung, since when it is held, the forms in force, and a higher one before."""
    assert relation.pair.bloc_and_state is not None
    bloc, state = relation.pair.bloc_and_state
    rung, since = relation.institutions.rung, _since(series)
    text = f"In {bloc.label} {state.label} has stood as {_with_article(rung)} since {since}"
    forms = _forms(steps, relation.pair.as_of)
    if forms and rung != "member":
        text += f": {listed(forms)}"
    if top.value > series.values[-1]:
        text += f"; it once was {_with_article(LABELS[int(top.value)])} ({top.year})"
    return text


def _since(series: Series) -> int:
    """Give the first year of the unbroken run of today's rung."""
    since, rung = series.years[-1], series.values[-1]
    while since - 1 in series.years and need(series, since - 1).value == rung:
        since -= 1
    return since


def _with_article(rung: str) -> str:
    return f"{'an' if rung[0] in 'aeio' else 'a'} {rung}"


def _forms(steps: tuple[Step, ...], as_of: int) -> list[str]:
    """Name the forms in force and not suspended, by date."""
    in_force = [step for step in steps if step.span.covers(year_end(as_of))]
    suspended = {step.form for step in in_force if step.rung == "suspended"}
    held = [step for step in in_force if step.rung in LABELS and step.form not in suspended]
    held.sort(key=lambda step: step.span.start)
    return [f"{step.form} ({step.span.start.year})" for step in held]


def _halts(steps: tuple[Step, ...], as_of: int) -> str:
    """Say what is suspended, and when membership once was."""
    day = year_end(as_of)
    suspended = [step for step in steps if step.rung == "suspended"]
    now = [_suspension(step) for step in suspended if step.span.covers(day)]
    once = [
        f"from {step.span.start.year} to {step.span.end.year}"
        for step in suspended
        if step.form == "member" and step.span.end < day
    ]
    text = f"; suspended: {listed(now)}" if now else ""
    return text + (f"; its membership was suspended {listed(once)}" if once else "")


def _suspension(step: Step) -> str:
    form = "membership" if step.form == "member" else step.form
    return f"{form} since {step.span.start.isoformat()}"


CONCEPT = Concept(
    id="institutions.ladder",
    say=findings,
    section="institutions",
    block="ladder",
    methods=("accounting",),
    summary=(("institutions.ladder", 5),),
    topics=("standing",),
)
