"""Latent external territorial threat beside states."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = tuple(f"{m}{name}" for m in ("", "m_") for name in ("lterrthreat", "sd", "lwr", "upr"))


def full(tables: Frames, request: Request) -> Columns:
    """Give the estimate with its standard deviation and bounds, by distance of capitals and (m_) by
    minimum distance.
    """
    return Columns(tables["terrthreat"], NAMES)


ADDER = Adder(
    "territorial_threat",
    "latent territorial threat",
    forms=(Form("state", full, tables=("terrthreat",)),),
)
