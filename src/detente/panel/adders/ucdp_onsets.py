"""Onsets of intrastate conflict."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("sumnewconf", *(f"sumonset{years}" for years in (1, 2, 3, 5, 10)))


def full(tables: Frames, request: Request) -> Columns:
    """Count new conflicts, and onsets after one, two, three, five and ten years of peace.

    Zero where there were none.
    """
    return Columns(tables["ucdp_onsets"], NAMES, zero=NAMES)


ADDER = Adder(
    "ucdp_onsets",
    "onsets of intrastate conflict",
    forms=(Form("state", full, tables=("ucdp_onsets",), system="gw"),),
)
