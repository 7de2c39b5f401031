"""Disputes of neighbours inside a bloc beside comparable pairs."""

from __future__ import annotations

from detente.actors.blocs import Bloc
from detente.institutions.conduct import Rate
from detente.paper.blocks import Grid
from detente.paper.brief import Brief
from detente.paper.sections.source_names import source_name
from detente.phrasing import cap, number

SOURCES = ("gml_mid", "cow_contiguity", "atop", "blocs")


def conduct(brief: Brief) -> list[Grid]:
    """List the rates of each party that is a bloc with a finding on its conduct."""
    parties = [party for party in (brief.pair.first, brief.pair.second) if isinstance(party, Bloc)]
    known = [bloc for bloc in parties if brief.finding(f"institutions.conduct_{bloc.id.lower()}")]
    return [_conduct(bloc, brief.relation.conduct(bloc)) for bloc in known]


def _conduct(bloc: Bloc, rates: tuple[Rate, ...]) -> Grid:
    return Grid(
        f"conduct-{bloc.id.lower()}",
        f"Disputes of neighbours inside and outside {bloc.label}",
        columns=("pairs", "years", "pair-years", "begun", "in 100 [90 %]", "force", "deaths"),
        rows=tuple(_rate(rate) for rate in rates),
        source=f"Source: {'; '.join(source_name(name) for name in SOURCES)}. Neighbours by land or "
        "up to 24 miles of water.",
        widths=(4.6, 1.9, 1.7, 1.2, 2.6, 1.1, 1.2),
    )


def _rate(rate: Rate) -> tuple[str, ...]:
    interval = f"[{number(rate.low, 1)}, {number(rate.high, 1)}]"
    begun = f"{number(rate.rate, 1)} {interval}"
    counts = (str(count) for count in (rate.force, rate.fatal))
    years = f"{rate.first}-{rate.last}"
    return (cap(rate.label), years, f"{rate.pairs:,}", str(rate.begun), begun, *counts)
