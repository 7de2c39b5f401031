"""The shelf of the derived tables: every recipe of the structures and models, one line each."""

from __future__ import annotations

from detente.identity import agreement, events, positions, regime
from detente.identity import validation as checks
from detente.identity.speech import index
from detente.institutions import (
    borders,
    conduct,
    convergence,
    disputes,
    networks,
    obligations,
    organisations,
)
from detente.models import persistence
from detente.models.analogues import table as likeness
from detente.models.dispute_outcomes import fit as outcomes
from detente.models.dispute_risk import tables as risk_tables
from detente.models.shares import selection as rules
from detente.models.windows import tables as window_tables
from detente.power import capability, distances, society
from detente.power import population_projection as outlook
from detente.store.starter import Check, Recipe

RECIPES: tuple[Recipe, ...] = (
    *capability.RECIPES,
    *rules.RECIPES,
    *outcomes.RECIPES,
    *outlook.RECIPES,
    *society.RECIPES,
    *distances.RECIPES,
    *positions.RECIPES,
    *persistence.RECIPES,
    *agreement.RECIPES,
    *regime.RECIPES,
    *index.RECIPES,
    *events.RECIPES,
    *obligations.RECIPES,
    *organisations.RECIPES,
    *borders.RECIPES,
    *disputes.RECIPES,
    *networks.RECIPES,
    *conduct.RECIPES,
    *convergence.RECIPES,
    *risk_tables.RECIPES,
    *window_tables.RECIPES,
    *likeness.RECIPES,
)

CHECKS: dict[str, tuple[tuple[str, ...], Check]] = {
    "cinc": (("cow_nmc",), capability.check_cinc),
    "outcomes": (outcomes.NEEDS, outcomes.check_outcomes),
    **checks.CHECKS,
}
"""Figures that compare our computation with the producer's own, printed in the manifest."""
