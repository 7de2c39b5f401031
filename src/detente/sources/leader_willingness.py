"""Latent willingness of leaders to use force, four models."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("leader_willingness")
