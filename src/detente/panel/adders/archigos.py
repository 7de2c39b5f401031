"""Leadership of states: transitions, irregular exits, who was in office."""

from __future__ import annotations

from detente.calendar import last_year
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request
from detente.panel.leaders import COMPLETE_FROM

YEARS = (COMPLETE_FROM, last_year("archigos"))
NAMES = ("leadertransition", "irregular", "n_leaders", "jan1obsid", "dec31obsid")


def full(tables: Frames, request: Request) -> Columns:
    """Tell whether the leader changed and how, how many held office, and who did on the first and
    last day.
    """
    return Columns(tables["archigos_years"], NAMES, years=YEARS)


ADDER = Adder(
    "archigos", "leadership", forms=(Form("state", full, tables=("archigos_years",), system="gw"),)
)
