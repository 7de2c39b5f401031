"""Three measures of democracy beside each other, for both state systems: extended unified scores, Polity and V-Dem."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("democracy")
