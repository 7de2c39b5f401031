"""Experience and attributes of leaders: education, service, combat, rebellion, health."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("lead")
