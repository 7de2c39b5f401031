"""Correlates of War disputes pair by pair: all directed dispute-years, the disputes, and one dispute a dyad-year."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("cow_mid")
