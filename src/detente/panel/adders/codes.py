"""Codes and names of states, true by year."""

from __future__ import annotations

from detente.actors.crosswalk import codes_by_year, letters_by_code
from detente.actors.systems import code_name
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request
from detente.panel.rows import OTHER

LISTS = ("cow_states2024", "gleditsch_ward1999")


def full(tables: Frames, request: Request) -> Columns:
    """Give the code of the other system, ISO letters and the name in use, of each year."""
    system = request.rows.system
    own, other = code_name(system), code_name(OTHER[system])
    frame = letters_by_code(system).join(
        codes_by_year(system), on=[own, "year"], how="left", maintain_order="left"
    )
    names = (other, "iso3", "statename")
    return Columns(frame.select(own, "year", *names), names)


ADDER = Adder(
    "codes",
    "codes of both systems, ISO letters, names",
    forms=(Form("state", full, citations=LISTS), Form("state", full, system="gw", citations=LISTS)),
)
