"""Sides: whom a claim speaks of, a state, a bloc, several of them together, or a group that the file makes up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import actual
from detente.actors.names import Actor, actor
from detente.actors.relation_key import short
from detente.errors import ClaimError, DetenteError

FIRST, YEARS, CODES = 1816, 260, 1000
"""First year, years and codes of a side's composition laid out."""
SINCE = 1900
"""First year for which compositions are looked up."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """Whom a claim speaks of.

    Attributes
    ----------
    label : str
        As the claim has it.
    members : polars.DataFrame
        ``year``, ``ccode``: who belongs to it at the end of each year.
    actors : tuple of State or Bloc
        What it is made of.
    plain : bool
        Whether it is just these actors, with nobody left out.
    """

    label: str
    members: pl.DataFrame
    actors: tuple[Actor, ...]
    plain: bool

    @property
    def inside(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Give the codes that ever belong to it, shape (C,), and who does in which year, shape (`YEARS`, C)."""
        years = self.members["year"].to_numpy().astype(np.int64) - FIRST
        codes, at = np.unique(
            self.members["ccode"].to_numpy().astype(np.int64), return_inverse=True
        )
        found = np.zeros((YEARS, codes.size), dtype=bool)
        found[years, at] = True
        return codes, found

    def at(self, year: int) -> set[int]:
        """Give the codes that belong to it at the end of a year."""
        return set(self.members.filter(pl.col("year") == year)["ccode"].to_list())

    @property
    def key(self) -> tuple[object, ...]:
        """Name its composition."""
        return (self.label, self.plain, *(a.key for a in self.actors))

    @property
    def one(self) -> Actor:
        """The one state or bloc that it is.

        Raises
        ------
        ClaimError
            Where it is several, or a part of one.
        """
        if not self.plain or len(self.actors) != 1:
            raise ClaimError(f"'{self.label}' is a group; this test needs one state or one bloc")
        return self.actors[0]


class Sides:
    """Finds whom names mean, at the date of a claim.

    Parameters
    ----------
    groups : dict
        Names to how they are made up: ``{"of" = ["NATO"], "without" = ["USA", "Canada"]}``.
    as_of : int
        The view.
    """

    def __init__(self, groups: dict[str, Any], as_of: int) -> None:
        self._groups, self._as_of = groups, as_of
        self._made: dict[str, Side] = {}

    def side(self, name: object) -> Side:
        """Find one side; a list of names is all of them together.

        Raises
        ------
        ClaimError
            For a name that means nobody, several, or itself.
        """
        if isinstance(name, list):
            parts = [self.side(n) for n in name]
            if not parts:
                raise ClaimError("a list of nobody")
            return Side(
                " with ".join(p.label for p in parts),
                pl.concat([p.members for p in parts]).unique(maintain_order=True),
                tuple(a for p in parts for a in p.actors),
                all(p.plain for p in parts),
            )
        return self._named(str(name), ())

    def _named(self, name: str, within: tuple[str, ...]) -> Side:
        if name in within:
            raise ClaimError(
                f"the group '{name}' is made up of itself ({' -> '.join((*within, name))})"
            )
        if name in self._made:
            return self._made[name]
        made = self._group(name, within) if name in self._groups else self._actor(name)
        self._made[name] = made
        return made

    def _actor(self, name: str) -> Side:
        try:
            found = actor(name, self._as_of)
        except DetenteError as error:
            raise ClaimError(str(error)) from error
        return Side(short(found), actual(found, SINCE), (found,), True)

    def _group(self, name: str, within: tuple[str, ...]) -> Side:
        rule = self._groups[name]
        if (
            not isinstance(rule, dict)
            or not isinstance(rule.get("of"), list)
            or not rule["of"]
            or set(rule) - {"of", "without"}
        ):
            raise ClaimError(
                f"the group '{name}' is not understood",
                next_step='write it as {of = ["NATO"], without = ["USA"]}',
            )
        parts = [self._named(str(n), (*within, name)) for n in rule["of"]]
        out = [self._named(str(n), (*within, name)) for n in rule.get("without", [])]
        members = pl.concat([p.members for p in parts]).unique(maintain_order=True)
        for part in out:
            members = members.join(
                part.members, on=["year", "ccode"], how="anti", maintain_order="left"
            )
        return Side(name, members, tuple(a for p in parts for a in p.actors), False)
