"""The state of a rung: active, suspended, frozen or dormant, by date.

A rung is held in one form or several. Its state on a day is that of the newest form held: a
candidate in talks is as active as the talks. Where no form is active, a suspension goes before a
freeze and a freeze before dormancy. A condition names the form it concerns, or the rungs it covers;
one that concerns nothing held (voting rights, a mission, an integrated command) limits the rung and
does not change its state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from detente.actors.blocs import CONDITIONS, RUNGS, Step
from detente.span import Span

ACTIVE = "active"
STATES = {
    ACTIVE: "in force and in use",
    "suspended": "stopped by a decision of the bloc, or of both, that has not been withdrawn",
    "frozen": "neither ended nor suspended: one side takes no part, or no step is taken",
    "dormant": "in force on paper, without a meeting or an act",
}
"""States of a rung, and what each means."""
ASSOCIATED = "ssociat"
"""What forms of an association are called that are called so."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HeldRung:
    """A rung that an actor holds on a day, and its state.

    Attributes
    ----------
    rung, state : str
        One of the rungs, and one of `STATES`.
    since, state_since : datetime.date
        First day of the unbroken time on this rung, and of the time in this state.
    since_precision, state_precision : str
        How exactly each of them is known: ``"day"``, ``"month"`` or ``"year"``.
    decisive : Step
        The form whose state is that of the rung.
    forms : tuple of Step
        Every form held, by date.
    condition : Step or None
        The row that made the state; None where the rung is active.
    wholly : bool
        Whether all of its forms are active, or none is: an agreement may be in force while the
        summits are suspended.
    """

    rung: str
    state: str
    since: date
    state_since: date
    since_precision: str
    state_precision: str
    decisive: Step
    forms: tuple[Step, ...]
    condition: Step | None
    wholly: bool

    @property
    def called(self) -> str:
        """What the bloc calls who holds it: ``participating state`` where that is the member."""
        own_word = self.rung == "member" and not self.decisive.form.startswith("member")
        if self.rung == "associate" and not any(ASSOCIATED in one.form for one in self.forms):
            # an association that nobody calls so
            return "partner"
        return self.decisive.form if own_word else self.rung

    @property
    def in_words(self) -> str:
        """The state, with ``in part`` where only some of its forms are in it."""
        return self.state if self.wholly else f"{self.state} in part"

    @property
    def form(self) -> str:
        """What the bloc calls the form whose state is that of the rung."""
        return self.decisive.form

    @property
    def evidence(self) -> Step:
        """The row on which the state rests: the condition's, or that of the form."""
        return self.condition or self.decisive

    @property
    def document(self) -> str:
        """The treaty or decision behind the state; empty where only a list was at hand."""
        return self.evidence.document

    @property
    def url(self) -> str:
        """Its public address."""
        return self.evidence.address

    @property
    def checked(self) -> bool:
        """Whether a page that states or reports it was read."""
        return self.evidence.checked


def rungs_on(steps: tuple[Step, ...], day: date) -> dict[str, HeldRung]:
    """Give every rung that one actor holds in one bloc on a day, the highest first.

    Parameters
    ----------
    steps : tuple of Step
        All steps of the actor in the bloc.
    day : datetime.date
        The day; nothing that began later is looked at.

    Returns
    -------
    dict
        Name of the rung to what is held; each rung has one state.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> steps = bloc("NATO").steps_of(("RUS",))
    >>> [(rung.rung, rung.state) for rung in rungs_on(steps, date(2013, 12, 31)).values()]
    [('associate', 'active')]
    """
    known = tuple(step for step in steps if step.span.start <= day)
    held = {step.rung for step in known if step.rung in RUNGS and step.span.covers(day)}
    return {rung: _held(known, rung, day) for rung in reversed(RUNGS) if rung in held}


def highest(steps: tuple[Step, ...], day: date) -> HeldRung | None:
    """Give the highest rung held on a day, in whatever state; None where none is.

    Parameters
    ----------
    steps : tuple of Step
        All steps of the actor in the bloc.
    day : datetime.date
        The day.
    """
    return next(iter(rungs_on(steps, day).values()), None)


def state_of(form: Step, steps: tuple[Step, ...], day: date) -> str:
    """Give the state of one form on a day.

    Parameters
    ----------
    form : Step
        The form held.
    steps : tuple of Step
        All steps of the actor in the bloc.
    day : datetime.date
        The day.
    """
    condition = _condition(form, steps, day)
    return condition.condition if condition else ACTIVE


def limits_on(steps: tuple[Step, ...], day: date) -> tuple[Step, ...]:
    """Give the conditions in force on a day that concern no form held on that day.

    Parameters
    ----------
    steps : tuple of Step
        All steps of the actor in the bloc.
    day : datetime.date
        The day.
    """
    current = [step for step in steps if step.span.covers(day)]
    return tuple(
        condition
        for condition in current
        if condition.condition and not any(condition.concerns(held) for held in current)
    )


def last_active(steps: tuple[Step, ...], day: date) -> date | None:
    """Give the last day up to `day` on which any rung was active; None where there is none.

    Parameters
    ----------
    steps : tuple of Step
        All steps of the actor in the bloc.
    day : datetime.date
        The day.
    """
    ends = {step.span.end for step in steps if step.rung in RUNGS}
    eves = {step.span.start - ONE_DAY for step in steps if step.condition}
    candidates = sorted((end for end in {day, *ends, *eves} if end <= day), reverse=True)
    return next((one for one in candidates if _any_active(steps, one)), None)


def _any_active(steps: tuple[Step, ...], day: date) -> bool:
    return any(held.state == ACTIVE for held in rungs_on(steps, day).values())


def _held(known: tuple[Step, ...], rung: str, day: date) -> HeldRung:
    """Read one rung from the steps that had begun."""
    on_rung = [step for step in known if step.rung == rung]
    forms = sorted(
        (step for step in on_rung if step.span.covers(day)),
        key=lambda step: (step.span.start, step.form),
    )
    decisive = _decisive(forms, known, day)
    condition = _condition(decisive, known, day)
    since = _unbroken((step.span for step in on_rung), day)
    state = condition.condition if condition else ACTIVE
    if condition is None:
        begun = _resumed(decisive, known, day)
    else:
        alike = [step for step in known if step.concerns(decisive) and step.condition == state]
        begun = _unbroken((step.span for step in alike), day)
    # a condition may be older than the rung: it counts from the day on which the rung was held
    state_since = max(since, begun)
    halted = [state_of(form, known, day) != ACTIVE for form in forms]
    return HeldRung(
        rung=rung,
        state=state,
        since=since,
        state_since=state_since,
        since_precision=_precision(on_rung, since),
        state_precision=_precision(known, state_since),
        decisive=decisive,
        forms=tuple(forms),
        condition=condition,
        wholly=all(halted) or not any(halted),
    )


def _decisive(forms: list[Step], steps: tuple[Step, ...], day: date) -> Step:
    """Choose the form whose state is that of the rung: the newest; of halted ones the most so."""
    states = [state_of(form, steps, day) for form in forms]
    if ACTIVE in states:
        return forms[-1]
    heaviest = min(states, key=CONDITIONS.index)
    return next(
        form
        for form, state in zip(reversed(forms), reversed(states), strict=True)
        if state == heaviest
    )


def _condition(form: Step, steps: Iterable[Step], day: date) -> Step | None:
    """Give the condition of a form on a day: of several, that which began last."""
    current = [step for step in steps if step.concerns(form) and step.span.covers(day)]
    return max(current, key=lambda step: (step.span.start, step.condition), default=None)


def _resumed(form: Step, steps: Iterable[Step], day: date) -> date:
    """Give the day after the last condition of a form that is over; the first of days if none."""
    over = [step.span.end for step in steps if step.concerns(form) and step.span.end < day]
    return max(over) + ONE_DAY if over else date.min


def _unbroken(spans: Iterable[Span], day: date) -> date:
    """Give the first day of the time without a gap up to `day` that spans cover together."""
    since = day
    for span in sorted(spans, key=lambda span: span.start, reverse=True):
        if span.end >= since - ONE_DAY and span.start < since:
            since = span.start
    return since


def _precision(steps: Iterable[Step], day: date) -> str:
    """Give how exactly the first step of a day is dated."""
    return next((step.precision for step in steps if step.span.start == day), "day")
