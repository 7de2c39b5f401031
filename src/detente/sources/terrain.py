"""Ruggedness of terrain and the logged share of mountains, one row a state."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("terrain")
