"""Every dated step of a state on the ladder of a bloc."""

from __future__ import annotations

from detente.actors.blocs import Step
from detente.institutions.rung_states import ONE_DAY
from detente.institutions.step_words import CHANGE
from detente.paper.blocks import Grid
from detente.paper.brief import Brief
from detente.paper.sections.blocks import written

MOST_ROWS = 14
"""Steps that the table has room for: the last ones."""


def steps(brief: Brief) -> list[Grid]:
    """Table of dated steps: the rungs of the state in the bloc."""
    sides, rails = brief.pair.bloc_and_state, brief.relation.institutions.rails
    if not sides or not rails:
        return []
    bloc, state = sides
    return [
        Grid(
            "steps",
            f"Every dated step of {state.label} towards {bloc.label}",
            columns=("from", "to", "rung", "form", "source"),
            rows=tuple(_step(step) for step in rails[0].steps[-MOST_ROWS:]),
            source="An end is a last day; after 'until' it is the day of a change.",
            wide=True,
            widths=(1.8, 1.8, 1.7, 7.7, 3),
        )
    ]


def _step(step: Step) -> tuple[str, ...]:
    start = written(step.span.start, step.precision)
    return (start, _end(step), step.condition or step.rung, step.form, _host(step.address))


def _end(step: Step) -> str:
    """Write a last day as it is, and the day of a change after "until"; nothing if it goes on."""
    if not step.ends_on:
        return ""
    if step.ends_on == CHANGE:
        return f"until {written(step.span.end + ONE_DAY, step.end_precision)}"
    return written(step.span.end, step.end_precision)


def _host(url: str) -> str:
    """Name the site of an address.

    Examples
    --------
    >>> _host("https://www.nato.int/cps/en/page.htm")
    'nato.int'
    """
    bare = url.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.partition("/")[0]
