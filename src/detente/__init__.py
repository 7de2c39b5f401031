"""Détente: how two states or alliances stand to each other, measured.

It reads a relation between states or blocs against three structures (power, identity,
institutions) from public data, explains it, says what a membership would change, and writes a
citable paper::

    import detente as dt

    nato_russia = dt.relation("NATO", "Russia", as_of=2013)
    nato_russia.identity.distance.last(2013).value
    nato_russia.brief("paper")
    dt.dyad_years(years=(1946, 2010)).add("nmc", "atop").write("dyads.parquet")

Names are loaded when they are first used, so that importing the package costs next to nothing.
The package is silent: what it does it logs under the name ``detente`` (`logging`), which a
program may listen to.
"""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.actors.blocs import Bloc
    from detente.actors.names import bloc, state
    from detente.actors.states import State
    from detente.analysis.options import Options
    from detente.archive.files import read_events
    from detente.archive.series import events
    from detente.errors import DetenteError
    from detente.evaluation.scoring import score
    from detente.identity.events import events_by_month
    from detente.identity.ideal_points import ideal_points
    from detente.identity.roll_calls import roll_calls
    from detente.models.event_study import event_study
    from detente.panel.create import (
        dyad_years,
        dyadic_dispute_years,
        k_adic_years,
        leader_dyad_years,
        leader_years,
        state_days,
        state_years,
    )
    from detente.panel.panel import Panel
    from detente.paper.brief import Brief
    from detente.relations import Relation, relation, scan

logging.getLogger("detente").addHandler(logging.NullHandler())

_HOMES = {
    "Bloc": "detente.actors.blocs",
    "Brief": "detente.paper.brief",
    "DetenteError": "detente.errors",
    "Options": "detente.analysis.options",
    "Panel": "detente.panel.panel",
    "Relation": "detente.relations",
    "State": "detente.actors.states",
    "bloc": "detente.actors.names",
    "dyad_years": "detente.panel.create",
    "dyadic_dispute_years": "detente.panel.create",
    "event_study": "detente.models.event_study",
    "events": "detente.archive.series",
    "events_by_month": "detente.identity.events",
    "ideal_points": "detente.identity.ideal_points",
    "k_adic_years": "detente.panel.create",
    "leader_dyad_years": "detente.panel.create",
    "leader_years": "detente.panel.create",
    "read_events": "detente.archive.files",
    "relation": "detente.relations",
    "roll_calls": "detente.identity.roll_calls",
    "scan": "detente.relations",
    "score": "detente.evaluation.scoring",
    "state": "detente.actors.names",
    "state_days": "detente.panel.create",
    "state_years": "detente.panel.create",
}

__all__ = [
    "Bloc",
    "Brief",
    "DetenteError",
    "Options",
    "Panel",
    "Relation",
    "State",
    "bloc",
    "dyad_years",
    "dyadic_dispute_years",
    "event_study",
    "events",
    "events_by_month",
    "ideal_points",
    "k_adic_years",
    "leader_dyad_years",
    "leader_years",
    "read_events",
    "relation",
    "roll_calls",
    "scan",
    "score",
    "state",
    "state_days",
    "state_years",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        found = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'detente' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
