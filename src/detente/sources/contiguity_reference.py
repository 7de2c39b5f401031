"""Direct contiguity as R's peacesciencer holds it, both orders of each pair, for replication."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("contiguity_reference")
