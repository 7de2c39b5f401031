"""Militarized interstate disputes after Gibler, Miller and Little: one dispute a directed dyad-year, 1816 to 2010."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("gml_mid")
