"""Political leaders after Archigos: each tenure by day, and a summary of each state-year since 1870."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("archigos")
