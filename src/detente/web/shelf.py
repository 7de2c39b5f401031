"""What workers can do: tasks by name, and the crews of workers that do them."""

from __future__ import annotations

from dataclasses import dataclass

TASKS = {
    "relation": "detente.web.tasks.relation:relation_view",
    "measures": "detente.web.tasks.measures:every_measure",
    "measure": "detente.web.tasks.measures:one_measure",
    "record": "detente.web.tasks.records:relation_record",
    "windows": "detente.web.tasks.records:windows_record",
    "risk": "detente.web.tasks.records:risk_record",
    "compare": "detente.web.tasks.compare:compared",
    "map": "detente.web.tasks.world_map:world_map",
    "claims": "detente.web.tasks.claims:checked",
    "panel": "detente.web.tasks.panels:panel_view",
    "panel_file": "detente.web.tasks.panels:panel_file",
    "sources": "detente.web.tasks.sources:held",
    "ledger": "detente.web.tasks.ledgers:ledger_view",
    "table": "detente.web.tasks.tables:table_file",
    "draw": "detente.web.tasks.drawing:drawn",
    "standalone": "detente.web.tasks.drawing:standalone",
    "picture": "detente.web.tasks.drawing:as_png",
    "fonts": "detente.web.tasks.drawing:font_files",
    "paper": "detente.web.tasks.papers:paper",
    "scenario": "detente.web.tasks.scenarios:scenarios",
}
"""Tasks, each with the function that does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewKind:
    """A kind of workers.

    Attributes
    ----------
    warm : str
        What is called before the first task; empty for nothing.
    trim_mb : int
        Megabytes above which unused memory is given back after a task.
    """

    warm: str = ""
    trim_mb: int = 380


MEASURE, DRAW, LONG = "measure", "draw", "long"
"""Crews: those that measure, those that draw, and those of jobs."""
CREWS = {
    MEASURE: CrewKind(warm="detente.web.tasks.relation:warm"),
    DRAW: CrewKind(warm="detente.web.tasks.drawing:warm", trim_mb=260),
    LONG: CrewKind(trim_mb=0),
}
