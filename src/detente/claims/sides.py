"""Sides: whom a claim speaks of.

A state, a bloc, several of them together, or a group that the file makes up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import actual
from detente.actors.names import Actor, actor
from detente.actors.own_rows import NO_FACTS, OwnFacts
from detente.actors.relation_key import short, with_own
from detente.errors import ClaimError, DetenteError
from detente.limits import DEEPEST_GROUP, LONGEST_QUOTE, MOST_NAMES

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
        """Give the codes that ever belong to it, shape (C,), and when, shape (`YEARS`, C)."""
        rows = self.members["year"].to_numpy().astype(np.int64) - FIRST
        every = self.members["ccode"].to_numpy().astype(np.int64)
        codes, columns = np.unique(every, return_inverse=True)
        belongs = np.zeros((YEARS, codes.size), dtype=bool)
        belongs[rows, columns] = True
        return codes, belongs

    def at(self, year: int) -> set[int]:
        """Give the codes that belong to it at the end of a year.

        Parameters
        ----------
        year : int
            When.
        """
        return set(self.members.filter(pl.col("year") == year)["ccode"].to_list())

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
    day : datetime.date
        The view.
    own : OwnFacts
        A user's own facts, with which the hand-made tables are read.
    """

    def __init__(self, groups: dict[str, Any], day: date, *, own: OwnFacts = NO_FACTS) -> None:
        self._groups, self._day, self.own = groups, day, own
        self._made: dict[str, Side] = {}

    def side(self, name: object) -> Side:
        """Find one side; a list of names is all of them together.

        Parameters
        ----------
        name : object
            As written: a name, or a list of names.

        Raises
        ------
        ClaimError
            For a name that means nobody, several, or itself.
        """
        if not isinstance(name, list):
            return self._named(_name(name), ())
        _require_short(name, "a list")
        parts = [self.side(each) for each in name]
        if not parts:
            raise ClaimError("a list of nobody")
        return Side(
            " with ".join(part.label for part in parts),
            _members(parts),
            actors=_actors(parts),
            plain=all(part.plain for part in parts),
        )

    def _named(self, name: str, within: tuple[str, ...]) -> Side:
        """Find the side of one name, once; `within` are the groups that it is looked up for."""
        if name in within:
            raise ClaimError(
                f"the group '{name}' is made up of itself ({' -> '.join((*within, name))})"
            )
        if name not in self._made:
            is_group = name in self._groups
            self._made[name] = self._group(name, within) if is_group else self._actor(name)
        return self._made[name]

    def _actor(self, name: str) -> Side:
        try:
            one = with_own(actor(name, self._day), self.own, self._day)
        except DetenteError as error:
            raise ClaimError(str(error)) from error
        return Side(short(one), actual(one, SINCE), actors=(one,), plain=True)

    def _group(self, name: str, within: tuple[str, ...]) -> Side:
        if len(within) > DEEPEST_GROUP:
            raise ClaimError(f"groups are made up of groups more than {DEEPEST_GROUP} deep")
        rule = self._groups[name]
        if not _is_rule(rule):
            raise ClaimError(
                f"the group '{name}' is not understood",
                next_step='write it as {of = ["NATO"], without = ["USA"]}',
            )
        for names in rule.values():
            _require_short(names, f"the group '{name}'")
        inner = (*within, name)
        parts = [self._named(_name(each), inner) for each in rule["of"]]
        excluded = [self._named(_name(each), inner) for each in rule.get("without", [])]
        members = _members(parts)
        for part in excluded:
            members = members.join(
                part.members, on=["year", "ccode"], how="anti", maintain_order="left"
            )
        return Side(name, members, actors=_actors(parts), plain=False)


def _is_rule(rule: object) -> bool:
    """Whether a group says how it is made up."""
    if not isinstance(rule, dict) or set(rule) - {"of", "without"}:
        return False
    both = (rule.get("of"), rule.get("without", []))
    return all(isinstance(names, list) for names in both) and bool(rule["of"])


def _name(written: object) -> str:
    """Accept a name or a code of one actor."""
    if isinstance(written, bool) or not isinstance(written, str | int):
        raise ClaimError(f"{repr(written)[:LONGEST_QUOTE]} is not a name of a state or a bloc")
    return str(written)


def _require_short(names: list[object], whose: str) -> None:
    if len(names) > MOST_NAMES:
        raise ClaimError(f"{whose} has more than {MOST_NAMES} names")


def _members(parts: list[Side]) -> pl.DataFrame:
    """Give the members of several sides, each once a year."""
    return pl.concat([part.members for part in parts]).unique(maintain_order=True)


def _actors(parts: list[Side]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(each for part in parts for each in part.actors))
