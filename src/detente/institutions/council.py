"""Votes and seats by people: the double majority of a council and the seats of an assembly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.actors.rung_terms import CountingRule
from detente.errors import RequestError
from detente.estimators.apportionment import cambridge
from detente.estimators.double_majority import DoubleMajority, power_shares
from detente.store.catalog import Catalog

TABLE, COLUMN = "capability", "pop_share"
"""Where people are: each state's share of the people of all states."""
SOURCES = ("gapminder", "cow_nmc")


@dataclass(frozen=True, slots=True)
class Council:
    """Votes by a double majority among so many members.

    Attributes
    ----------
    shares : dict of int to float
        Share of all members' people by COW code, the largest first.
    power : dict of int to float
        Share of all swings (Banzhaf) by COW code.
    needed : int
        Members that a decision needs.
    """

    shares: dict[int, float]
    power: dict[int, float]
    needed: int

    def rank(self, code: int) -> int:
        """Give the place of a member by people; 1 is the largest.

        Parameters
        ----------
        code : int
            Its COW code.
        """
        return list(self.shares).index(code) + 1


def people(catalog: Catalog, codes: frozenset[int], last: int) -> tuple[int, dict[int, float]]:
    """Give the people of states in the newest year in which all are known, as shares of the world.

    Parameters
    ----------
    catalog : Catalog
        The tables as the view knows them.
    codes : frozenset of int
        COW codes.
    last : int
        Last year that may be used.

    Returns
    -------
    tuple of (int, dict of int to float)
        The year, and the shares by code; year 0 and nothing where no year has all of them.
    """
    known = catalog.frame(TABLE).filter(pl.col("ccode").is_in(sorted(codes)))
    known = known.filter(pl.col("year") <= last).select("ccode", "year", COLUMN).drop_nulls()
    full = known.group_by("year").len().filter(pl.col("len") == len(codes))
    newest = full["year"].max()
    if not isinstance(newest, int):
        return 0, {}
    of_year = known.filter(pl.col("year") == newest)
    shares = dict(zip(of_year["ccode"].to_list(), of_year[COLUMN].to_list(), strict=True))
    return newest, shares


def council(rule: CountingRule, of_people: Mapping[int, float]) -> Council:
    """Count votes by a treaty's double majority.

    Parameters
    ----------
    rule : CountingRule
        A rule with the name ``"double majority"``.
    of_people : mapping of int to float
        People by COW code, in any unit.

    Examples
    --------
    >>> from detente.actors.rung_tables import rung_terms
    >>> rule = rung_terms("EU").rule("double majority")
    >>> council(rule, {code: 1.0 for code in range(1, 28)}).needed
    15
    """
    figures = rule.figures
    majority = DoubleMajority(
        members=figures["members"],
        people=figures["people"],
        blockers=int(figures["blockers"]),
        least=int(figures["least"]),
    )
    # of equal members the lower code is named first
    codes = sorted(of_people, key=lambda code: (-of_people[code], code))
    counted = np.array([of_people[code] for code in codes])
    power = power_shares(counted, majority)
    return Council(
        shares=dict(zip(codes, (counted / counted.sum()).tolist(), strict=True)),
        power=dict(zip(codes, power.tolist(), strict=True)),
        needed=majority.needed(len(codes)),
    )


def seats(rule: CountingRule, of_people: Mapping[int, float]) -> dict[int, int]:
    """Give seats by people as a named rule has them, within the bounds of the treaty.

    Parameters
    ----------
    rule : CountingRule
        A rule with the name ``"Cambridge Compromise"``.
    of_people : mapping of int to float
        People by COW code, in any unit.

    Raises
    ------
    RequestError
        For a rule of another name.

    Examples
    --------
    >>> from detente.actors.rung_tables import rung_terms
    >>> rule = rung_terms("EU").rule("Cambridge Compromise")
    >>> sum(seats(rule, {code: float(code) for code in range(1, 28)}).values())
    751
    """
    if rule.name != "Cambridge Compromise":
        raise RequestError(f"seats are not counted by the rule '{rule.name}'")
    figures = rule.figures
    codes = sorted(of_people)
    counted = np.array([of_people[code] for code in codes])
    given = cambridge(
        counted, int(figures["size"]), base=int(figures["base"]), most=int(figures["most"])
    )
    return dict(zip(codes, given.tolist(), strict=True))
