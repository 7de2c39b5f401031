"""Disputes after Gibler, Miller and Little beside the dyad-years: all directed dispute-years, participants, and leaders."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("gml_disputes")
