"""Wars between states pair by pair, and wars inside them, after the Correlates of War."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("cow_wars")
