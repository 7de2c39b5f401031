"""Experience and attributes of leaders."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = (
    "leveledu",
    "milservice",
    "combat",
    "rebel",
    "warwin",
    "warloss",
    "rebelwin",
    "rebelloss",
    "yrsexper",
    "physhealth",
    "mentalhealth",
)


def full(tables: Frames, request: Request) -> Columns:
    """Give education, service, combat, rebellion, experience and health."""
    return Columns(tables["lead"], NAMES)


ADDER = Adder("lead", "experience of leaders", forms=(Form("leader", full, tables=("lead",)),))
