"""Bindings: every figure of a paper under one key, with its cells, as plain data and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.editions.cells import plain_cells, read_cells
from detente.editions.forms import offered
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance
from detente.evidence.figure import Figure
from detente.evidence.sentence import AnyFigure, Run

CHANCE = ("event", "horizon", "base_rate", "method")
"""What a chance has beside what every figure has."""
MEASURED = ("id", "kind", "value", "low", "high", "level", "unit")
"""What is kept of a figure as it is."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A figure as an edition keeps it.

    Attributes
    ----------
    key : str
        Under which it is bound: its id, with a number where one id has several values.
    figure : Figure or Chance
        The figure.
    printed : tuple of str
        Every text under which the paper prints it, the first one first.
    """

    key: str
    figure: AnyFigure
    printed: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every text that an editor may choose, those of the paper first."""
        return tuple(dict.fromkeys((*self.printed, *offered(self.figure))))


@dataclass(slots=True)
class Bindings:
    """The figures of one paper, collected while it is written.

    Attributes
    ----------
    by_key : dict of str to Binding
        Every figure, in the order in which the paper first prints it.

    Examples
    --------
    >>> cell = Cell("states", "cinc", (("year", 2013),), 0.29, "share", ("cow_nmc",), "mean")
    >>> held = Figure("power.share", 0.29, unit="share", cells=(cell,), way="share")
    >>> bindings = Bindings()
    >>> bindings.bind(Run(".29", held)), bindings.bind(Run("29 per cent", held, way="per_cent"))
    ('power.share', 'power.share')
    >>> bindings.by_key["power.share"].printed
    ('.29', '29 per cent')
    """

    by_key: dict[str, Binding] = field(default_factory=dict)

    def bind(self, run: Run) -> str:
        """Give the key of a printed figure.

        Parameters
        ----------
        run : Run
            A piece that prints a figure.

        Raises
        ------
        ValueError
            Where it prints none.
        """
        if run.figure is None:
            raise ValueError(f"'{run.text}' is not a figure")
        key = self._key(run.figure)
        before = self.by_key.get(key, Binding(key, run.figure))
        printed = tuple(dict.fromkeys((*before.printed, run.text)))
        self.by_key[key] = Binding(key, before.figure, printed=printed)
        return key

    def _key(self, figure: AnyFigure) -> str:
        """Name a figure by its id; one of another value under the same id is told apart."""
        key, place = figure.id, 1
        while key in self.by_key and not _same(self.by_key[key].figure, figure):
            place += 1
            key = f"{figure.id}.v{place}"
        return key

    def plain(self) -> dict[str, Any]:
        """Give figures and cells as plain data."""
        every = (cell for one in self.by_key.values() for cell in one.figure.cells)
        cells = tuple(dict.fromkeys(every))
        places = {cell: place for place, cell in enumerate(cells)}
        figures = {key: _plain(one, places) for key, one in self.by_key.items()}
        return {"cells": plain_cells(cells), "figures": figures}


def _same(one: AnyFigure, other: AnyFigure) -> bool:
    """Tell whether two figures are one, however they are written."""
    first, second = (
        (figure.value, figure.low, figure.high, figure.unit, figure.cells)
        for figure in (one, other)
    )
    return first == second


def _plain(binding: Binding, places: Mapping[Cell, int]) -> dict[str, Any]:
    figure = binding.figure
    is_chance = isinstance(figure, Chance)
    measured = {name: getattr(figure, name) for name in MEASURED}
    chance = {name: getattr(figure, name) for name in CHANCE} if is_chance else None
    return {
        **measured,
        "way": "chance" if isinstance(figure, Chance) else figure.way,
        "cells": [places[cell] for cell in figure.cells],
        "printed": list(binding.printed),
        "forms": list(binding.forms),
        "chance": chance,
    }


def read_bindings(plain: Mapping[str, Any]) -> dict[str, Binding]:
    """Read figures and cells from plain data.

    Parameters
    ----------
    plain : mapping
        With ``cells`` and ``figures``, as `Bindings.plain` gives them.

    Returns
    -------
    dict of str to Binding
    """
    cells = read_cells(plain["cells"])
    return {key: _binding(key, one, cells) for key, one in plain["figures"].items()}


def _binding(key: str, plain: Mapping[str, Any], cells: list[Cell]) -> Binding:
    interval = {name: plain[name] for name in ("low", "high", "level")}
    rests_on = tuple(cells[place] for place in plain["cells"])
    figure: AnyFigure
    if plain["chance"] is not None:
        said = {name: plain["chance"][name] for name in CHANCE}
        value = plain["value"]
        figure = Chance(plain["id"], probability=value, cells=rests_on, **said, **interval)
    else:
        figure = Figure(
            plain["id"],
            plain["value"],
            unit=plain["unit"],
            cells=rests_on,
            kind=plain["kind"],
            way=plain["way"],
            **interval,
        )
    return Binding(key, figure, printed=tuple(plain["printed"]))
