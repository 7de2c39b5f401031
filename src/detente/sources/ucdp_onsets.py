"""Onsets of intrastate conflict, counted a state-year, after UCDP."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("ucdp_onsets")
