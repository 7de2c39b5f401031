"""Willingness of leaders to use force."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = tuple(f"theta{model}_{what}" for model in range(1, 5) for what in ("mean", "sd"))


def full(tables: Frames, request: Request) -> Columns:
    """Give four latent measures with their standard deviations."""
    return Columns(tables["lwuf"], NAMES)


ADDER = Adder(
    "leader_willingness",
    "willingness of leaders to use force",
    forms=(Form("leader", full, tables=("lwuf",)),),
)
