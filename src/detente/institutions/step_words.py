"""How the dates of steps are written: a last day with "to", a day of change with "until"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.actors.blocs import Step
from detente.institutions.rung_states import ONE_DAY
from detente.phrasing import date_of
from detente.span import Span

CHANGE = "change"


def began(step: Step) -> str:
    """Write the first day of a step as exactly as it is known.

    Parameters
    ----------
    step : Step
        The step.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> began(bloc("NATO").steps_of(("SWE",))[-1])
    '7 March 2024'
    """
    return date_of(step.span.start, step.precision)


def ended(step: Step) -> str:
    """Write the end of a step: ``to`` its last day, or ``until`` the day of the change.

    Parameters
    ----------
    step : Step
        The step.

    Returns
    -------
    str
        Empty where the step is open.
    """
    if not step.ends_on:
        return ""
    if step.ends_on == CHANGE:
        return f"until {date_of(step.span.end + ONE_DAY, step.end_precision)}"
    return f"to {date_of(step.span.end, step.end_precision)}"


def lasted(step: Step) -> str:
    """Write from when to when a step lasted, or since when it does.

    Parameters
    ----------
    step : Step
        The step.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> lasted(bloc("Warsaw Pact", 1960).steps_of(("DDR",))[0])
    'from 5 June 1955 until 24 September 1990'
    """
    return f"from {began(step)} {ended(step)}" if step.ends_on else f"since {began(step)}"


def spells(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Join steps that follow one another without a gap, each as one step from first to last day.

    Parameters
    ----------
    steps : iterable of Step
        Steps of one actor on one rung.
    """
    joined: list[Step] = []
    for step in sorted(steps, key=lambda one: one.span):
        # an open step has no day after its last
        if joined and step.span.start - ONE_DAY <= joined[-1].span.end:
            last = max(joined[-1], step, key=lambda one: one.span.end)
            span = Span(joined[-1].span.start, last.span.end)
            joined[-1] = replace(last, span=span, precision=joined[-1].precision)
        else:
            joined.append(step)
    return tuple(joined)
