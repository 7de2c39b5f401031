"""What workers can do: tasks by name, and the crews of workers that do them."""

from __future__ import annotations

from dataclasses import dataclass

TASKS = {
    "relation": "detente.web.tasks.relation:relation_view",
    "measures": "detente.web.tasks.measures:every_measure",
    "measure": "detente.web.tasks.measures:one_measure",
    "measures_file": "detente.web.tasks.measures:measures_file",
    "record": "detente.web.tasks.records:relation_record",
    "windows": "detente.web.tasks.records:windows_record",
    "risk": "detente.web.tasks.records:risk_record",
    "scan": "detente.web.tasks.scan:scanned",
    "compare": "detente.web.tasks.compare:compared",
    "map": "detente.web.tasks.world_map:world_map",
    "claims": "detente.web.tasks.claims:checked",
    "kinds": "detente.web.tasks.claims:kinds",
    "panel": "detente.web.tasks.panels:panel_view",
    "additions": "detente.web.tasks.panels:offered",
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
    slim : tuple of str
        What lets go of what is kept, in this order, as long as the worker has too much.
    trim_mb : int
        Megabytes above which memory is given back after a task.
    """

    warm: str = ""
    slim: tuple[str, ...] = ()
    trim_mb: int = 470


MEASURE, DRAW, LONG = "measure", "draw", "long"
"""Crews: those that measure, those that draw, and those of jobs."""
CREWS = {
    MEASURE: CrewKind(
        warm="detente.web.tasks.relation:warm",
        slim=("detente.web.tasks.briefs:slim", "detente.web.tasks.briefs:empty"),
    ),
    DRAW: CrewKind(warm="detente.web.tasks.drawing:warm", trim_mb=260),
    LONG: CrewKind(trim_mb=0),
}
