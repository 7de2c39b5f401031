"""Latent external territorial threat of each state-year, 1816 to 2010."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("territorial_threat")
