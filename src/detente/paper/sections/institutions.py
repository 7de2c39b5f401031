"""The section on institutions."""

from __future__ import annotations

from detente.actors.blocs import Step, blocs
from detente.calendar import last_year
from detente.institutions.rung_states import ACTIVE, ONE_DAY
from detente.institutions.step_words import CHANGE
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.document import Block, Exhibit, Grid, Missing, Section
from detente.paper.sections import membership
from detente.paper.sections.blocks import said, said_by_id, source_line, written
from detente.phrasing import cap, counted

MOST_ROWS = 14
"""Steps that the table has room for: the last ones."""
FIRST_COUNT = 1946
"""First year of organisations in common in the starter."""
LAST_COUNT = last_year("cow_igo")


def section(brief: Brief) -> Section:
    """Lay out institutions: the ladder, joint bodies, ties, what joining did, conduct."""
    ladder = [*_rails(brief), *said(brief, "institutions", "ladder"), *_steps(brief)]
    bodies = [*membership.bodies(brief), *said(brief, "institutions", "bodies")]
    ties = [
        *_organisations(brief),
        *said(brief, "institutions", "organisations"),
        *said(brief, "institutions", "ties"),
    ]
    studies = [*membership.studies(brief), *said_by_id(brief, "institutions.case")]
    conduct = membership.conduct(brief)
    blocks = (*ladder, *bodies, *ties, *studies, *conduct, *_missing(brief))
    return Section("institutions", "Institutions", blocks=blocks)


def _rails(brief: Brief) -> list[Block]:
    """Draw the ladder of the pair, or the blocs that both have to do with."""
    rails = brief.relation.institutions.rails
    spec = charts.rails(rails, brief.pair.day) if rails else None
    if spec is None:
        return []
    source = "Source: the project's ladder tables, each row with its public source."
    if any(step.condition for rail in rails for step in rail.steps):
        source += " Broken line: suspended, frozen or dormant."
    return [Exhibit("rails", _rails_title(brief), spec=spec, source=source)]


def _rails_title(brief: Brief) -> str:
    """Say on which rung the state is, or how many blocs have both."""
    pair, institutions = brief.pair, brief.relation.institutions
    sides = pair.bloc_and_state
    if sides is None:
        common = len({rail.bloc for rail in institutions.rails})
        return (
            f"{cap(counted(common, 'bloc'))} had both {pair.first.label} and {pair.second.label} "
            "on some rung of its ladder"
        )
    bloc, state = sides
    held = institutions.held
    rung = held.called if held else "no rung"
    halted = held is not None and held.state != ACTIVE
    what = "" if held is None or held.wholly else f"{held.decisive.form} "
    condition = f", {what}{held.state} since {held.state_since.year}" if held and halted else ""
    where = f"{cap(state.label)} on the ladder of {bloc.label}"
    return f"{where}: {rung} {pair.at_end}{condition}"


def _steps(brief: Brief) -> list[Block]:
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


def _organisations(brief: Brief) -> list[Block]:
    """Draw organisations in common."""
    common = brief.relation.institutions.shared[0]
    spec = charts.organisations(common, brief.pair.as_of)
    if spec is None:
        return []
    first, last = common.values[0], common.values[-1]
    if first == last:
        course = f"stayed at {last:.0f}"
    else:
        course = f"{'grew' if last > first else 'fell'} from {first:.0f} to {last:.0f}"
    a_bloc = "bloc" in {brief.pair.first.kind, brief.pair.second.kind}
    title = (
        f"Organisations in common that not most states share {course} between {common.years[0]} "
        f"and {common.years[-1]}{', median member' if a_bloc else ''}"
    )
    return [Exhibit("organisations", title, spec=spec, source=source_line([common]))]


def _missing(brief: Brief) -> list[Block]:
    """Say what institutions lack, and why."""
    pair, institutions = brief.pair, brief.relation.institutions
    kinds = {pair.first.kind, pair.second.kind}
    lines: list[str] = []
    if not institutions.shared[0]:
        why = (
            f"counts in the starter begin in {FIRST_COUNT}"
            if pair.as_of < FIRST_COUNT
            else f"the edition held here, to {LAST_COUNT}, has no year with both"
        )
        lines.append(f"No count of organisations in common: {why}.")
    if not institutions.rails and kinds == {"state"}:
        lines.append(
            f"Not one of the {len(blocs())} blocs followed here held both {pair.first.label} and "
            f"{pair.second.label} on any rung by {pair.at}."
        )
    if kinds == {"bloc"}:
        lines.append(
            f"No ladder: {pair.first.label} and {pair.second.label} are both blocs; "
            "states climb, blocs do not."
        )
        shared = set(pair.first.members(pair.day)) & set(pair.second.members(pair.day))
        if shared:
            states = cap(counted(len(shared), "state"))
            lines.append(
                f"{states} belonged to both in {pair.as_of} and counted on either side of every "
                "sum and median; such a state is never paired with itself."
            )
    return [Missing(line) for line in lines]
