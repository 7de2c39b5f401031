"""The ladder as rails, with its suspensions."""

from __future__ import annotations

from detente.institutions.rung_states import ACTIVE
from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.charts.style import for_phone
from detente.phrasing import cap, counted


def rails(brief: Brief) -> list[Exhibit]:
    """Draw the ladder of the pair, or the blocs that both have to do with."""
    ladders = brief.relation.institutions.rails
    spec = charts.rails(ladders, brief.pair.day) if ladders else None
    if spec is None:
        return []
    source = "Source: the project's ladder tables, each row with its public source."
    if any(step.condition for rail in ladders for step in rail.steps):
        source += " Broken line: suspended, frozen or dormant."
    narrow = for_phone(charts.rails(ladders, brief.pair.day, narrow=True))
    title = _rails_title(brief)
    return [Exhibit("rails", title, spec=spec, source=source, narrow=narrow)]


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
