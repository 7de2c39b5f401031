"""The ladder: which rung the state holds in the bloc, in which state it is, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.actors.blocs import RUNGS, Bloc, Step
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import need
from detente.findings.concept import Concept
from detente.institutions.ladder import position, rail_of
from detente.institutions.rung_states import ACTIVE, HeldRung, last_active, limits_on, state_of
from detente.institutions.step_words import began, lasted, spells
from detente.models import track_records as methods
from detente.phrasing import cap, date_of, listed
from detente.span import end_words, year_end

MEMBER = "member"
PROMISED = "promised"
GRANTED_LATER = ("candidate", MEMBER)
"""Rungs on which a promise of membership has been kept or overtaken."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say where the state is on the bloc's ladder."""
    sides, series = relation.pair.bloc_and_state, relation.institutions.ladder
    if sides is None or not series:
        return
    held = relation.institutions.held
    verified = held is None or held.checked or bool(held.document)
    now = replace(_at_the_view(relation, need(series, series.years[-1])), checked=verified)
    top = max(series.cells(), key=lambda cell: cell.value)
    text = _text(*sides, held=held, day=relation.pair.day)
    yield Finding(
        id="institutions.ladder",
        sentences=(PlainSentence(f"{text}."),),
        value=now.value,
        unit=series.unit,
        evidence=tuple(dict.fromkeys((now, top))),
        method=methods.accounting(),
        sentence_about="the rung held",
    )


def _at_the_view(relation: Relation, newest: Cell) -> Cell:
    """Give the rung on the day of the view: the last of the series, or that of a day after it."""
    sides, day = relation.pair.bloc_and_state, relation.pair.day
    if sides is None or day == year_end(newest.year or day.year):
        return newest
    bloc, state = sides
    keys = (("bloc", bloc.id), ("state", state.key), ("day", day.isoformat()))
    held = float(position(bloc.steps_of(state.letters), day))
    return replace(newest, keys=keys, value=held, rule="highest rung held on the day")


def _text(bloc: Bloc, state: State, *, held: HeldRung | None, day: date) -> str:
    """Say the rung and its state, what was promised, what was before, and what is suspended."""
    steps = rail_of(bloc, state, day).steps
    if not steps:
        founded = bloc.span.start.year
        return f"No rung of {state.label} in {bloc.label}, founded in {founded}, is on record here"
    parts = (
        _now(bloc, state, held=held, steps=steps, day=day),
        _promise(held, steps, day),
        _before(bloc, held, steps, day),
        _limits(steps, day),
        _past_conditions(steps, day),
    )
    return "; ".join(part for part in parts if part)


def _now(
    bloc: Bloc, state: State, *, held: HeldRung | None, steps: tuple[Step, ...], day: date
) -> str:
    """Name the rung, its state and since when, and the forms in force."""
    if held is None:
        return f"{cap(state.label)} held no rung in {bloc.label} {end_words(day)}"
    named = bloc.named(last_active(steps, day) or day)
    rung = _with_article(held.called)
    text = f"In {named.label} {state.label} has been {rung} since {held.since.year}"
    if held.state != ACTIVE:
        alike = [form.form for form in held.forms if state_of(form, steps, day) == held.state]
        what = "" if held.wholly else f"{listed(alike)} "
        text += f", {what}{held.state} since {date_of(held.state_since, held.state_precision)}"
    forms = _forms(steps, day) if held.rung != MEMBER else []
    return f"{text}: {listed(forms)}" if forms else text


def _forms(steps: tuple[Step, ...], day: date) -> list[str]:
    """Name the forms in force, each with its year and, where it is not active, its state."""
    in_force = [step for step in steps if step.rung in RUNGS and step.span.covers(day)]
    states = [state_of(step, steps, day) for step in in_force]
    forms = []
    for step, state in zip(in_force, states, strict=True):
        condition = "" if state == ACTIVE else f", {_part(step, steps, day)}{state}"
        forms.append(f"{step.form} ({step.span.start.year}{condition})")
    return forms


def _part(form: Step, steps: tuple[Step, ...], day: date) -> str:
    """Name the part of a form that a condition concerns; empty where it concerns all of it."""
    parts = [
        step.part
        for step in steps
        if step.condition and step.part and step.span.covers(day) and step.concerns(form)
    ]
    return f"{parts[-1]} " if parts else ""


def _promise(held: HeldRung | None, steps: tuple[Step, ...], day: date) -> str:
    """Say that membership is promised, where no rung has overtaken the promise."""
    if held is not None and held.rung in GRANTED_LATER:
        return ""
    promises = [step for step in steps if step.rung == PROMISED and step.span.covers(day)]
    if not promises:
        return ""
    document = f" ({promises[0].document})" if promises[0].document else ""
    return f"membership was promised on {began(promises[0])}{document}"


def _before(bloc: Bloc, held: HeldRung | None, steps: tuple[Step, ...], day: date) -> str:
    """Say which higher rung was held before, from when to when, under the bloc's name of then."""
    now = RUNGS.index(held.rung) if held else -1
    over = [step for step in steps if step.rung in RUNGS and step.span.end < day]
    higher = [step for step in over if RUNGS.index(step.rung) > now]
    if not higher:
        return ""
    top = max(RUNGS.index(step.rung) for step in higher)
    past = spells(step for step in higher if RUNGS.index(step.rung) == top)
    rung = past[-1].form if RUNGS[top] == MEMBER else RUNGS[top]
    then = bloc.named(last_active(steps, past[-1].span.end) or past[-1].span.end)
    of = f" of {then.label}" if then.label not in (bloc.label, rung[-len(then.label) :]) else ""
    if len(past) == 1:
        when = lasted(past[0])
    else:
        when = listed([f"from {one.span.start.year} to {one.span.end.year}" for one in past])
    return f"it was {_with_article(rung)}{of} {when}"


def _limits(steps: tuple[Step, ...], day: date) -> str:
    """Name the rights and bodies beside the rung that are suspended, those of one day together."""
    beside: dict[str, list[str]] = {}
    for step in limits_on(steps, day):
        beside.setdefault(f"{step.condition} since {began(step)}", []).append(_noun(step))
    return "; ".join(f"{since}: {listed(forms)}" for since, forms in beside.items())


def _noun(step: Step) -> str:
    """Name what a condition concerns: the membership of who is no member any more."""
    return step.form.replace(MEMBER, "membership", 1) if step.form.startswith(MEMBER) else step.form


def _past_conditions(steps: tuple[Step, ...], day: date) -> str:
    """Say from when to when membership was suspended or frozen."""
    over = [step for step in steps if step.condition and step.span.end < day]
    over = [step for step in over if step.form.startswith(MEMBER)]
    conditions = dict.fromkeys(step.condition for step in over)
    lines = [
        f"{condition} {listed([lasted(step) for step in over if step.condition == condition])}"
        for condition in conditions
    ]
    return f"its membership was {listed(lines)}" if lines else ""


def _with_article(rung: str) -> str:
    return f"{'an' if rung[0] in 'aeio' else 'a'} {rung}"


CONCEPT = Concept(
    id="institutions.ladder",
    say=findings,
    section="institutions",
    block="ladder",
    methods=("accounting",),
    summary=(("institutions.ladder", 5),),
    topics=("standing",),
)
