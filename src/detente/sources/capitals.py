"""Capitals of both state systems with their coordinates and the days from which each was the capital."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("capitals")
