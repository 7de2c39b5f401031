"""The shelf: every adder, one line each."""

from __future__ import annotations

import difflib

from detente.errors import PanelError
from detente.panel.adder import Adder
from detente.panel.adders import (
    atop,
    contiguity,
    democracy,
    gml_mids,
    ideal_points,
    igos,
    milex,
    nmc,
    similarity,
    wdi,
)

SHELF: tuple[Adder, ...] = (
    nmc.ADDER,
    atop.ADDER,
    igos.ADDER,
    contiguity.ADDER,
    gml_mids.ADDER,
    democracy.ADDER,
    milex.ADDER,
    wdi.ADDER,
    ideal_points.ADDER,
    similarity.ADDER,
)


def adder(name: str) -> Adder:
    """Find an adder by its id.

    Raises
    ------
    PanelError
        Where none has it.

    Examples
    --------
    >>> adder("nmc").source
    'cow_nmc'
    """
    for member in SHELF:
        if member.id == name:
            return member
    names = [a.id for a in SHELF]
    raise PanelError(f"nothing to add is called '{name}'", near=difflib.get_close_matches(name, names) or names)
