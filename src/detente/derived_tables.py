"""The shelf of the derived tables: every table of the structures and models, one line each."""

from __future__ import annotations

from detente.identity import agreement, events, lone_votes, positions, regime, vote_counts
from detente.identity import validation as checks
from detente.identity.speech import index
from detente.institutions import (
    armed_conflicts,
    borders,
    conduct,
    convergence,
    disputed_areas,
    disputes,
    map_shapes,
    networks,
    obligations,
    organisations,
    sanctions,
    shared_organisations,
    war_endings,
)
from detente.models import persistence_table
from detente.models.analogues import table as likeness
from detente.models.dispute_outcomes import fit as outcomes
from detente.models.dispute_risk import tables as risk_tables
from detente.models.dispute_risk import unseen
from detente.models.shares import selection as rules
from detente.models.windows import tables as window_tables
from detente.power import capability, distances, society
from detente.power import population_projection as outlook
from detente.store.starter import Check, DerivedTable

DERIVED_TABLES: tuple[DerivedTable, ...] = (
    *capability.DERIVED_TABLES,
    *rules.DERIVED_TABLES,
    *outcomes.DERIVED_TABLES,
    *outlook.DERIVED_TABLES,
    *society.DERIVED_TABLES,
    *distances.DERIVED_TABLES,
    *positions.DERIVED_TABLES,
    *persistence_table.DERIVED_TABLES,
    *agreement.DERIVED_TABLES,
    *vote_counts.DERIVED_TABLES,
    *lone_votes.DERIVED_TABLES,
    *regime.DERIVED_TABLES,
    *index.DERIVED_TABLES,
    *events.DERIVED_TABLES,
    *obligations.DERIVED_TABLES,
    *organisations.DERIVED_TABLES,
    *shared_organisations.DERIVED_TABLES,
    *borders.DERIVED_TABLES,
    *sanctions.DERIVED_TABLES,
    *disputed_areas.DERIVED_TABLES,
    *map_shapes.DERIVED_TABLES,
    *disputes.DERIVED_TABLES,
    *armed_conflicts.DERIVED_TABLES,
    *war_endings.DERIVED_TABLES,
    *networks.DERIVED_TABLES,
    *conduct.DERIVED_TABLES,
    *convergence.DERIVED_TABLES,
    *risk_tables.DERIVED_TABLES,
    *unseen.DERIVED_TABLES,
    *window_tables.DERIVED_TABLES,
    *likeness.DERIVED_TABLES,
)

CHECKS: dict[str, tuple[tuple[str, ...], Check]] = {
    "cinc": ((capability.INDEXED,), capability.check_cinc),
    "outcomes": (outcomes.NEEDS, outcomes.check_outcomes),
    **checks.CHECKS,
}
"""Figures that compare our computation with the producer's own, printed in the manifest."""
