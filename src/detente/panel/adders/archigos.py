"""Leadership of states: transitions, irregular exits, who was in office."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("leadertransition", "irregular", "n_leaders", "jan1obsid", "dec31obsid")


def full(tables: Frames, request: Request) -> Columns:
    """Tell whether the leader changed and how, how many held office, and who did on the first and
    last day.
    """
    return Columns(tables["archigos_years"], NAMES, years=(1870, 2015))


ADDER = Adder(
    "archigos", "leadership", forms=(Form("state", full, tables=("archigos_years",), system="gw"),)
)
