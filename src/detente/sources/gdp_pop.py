"""GDP and population simulated from all published series, with their uncertainty, for both state systems."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("gdp_pop")
