"""Past disputes of a state and of a bloc's members: those that a membership would bring inside."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.states import State, state_on
from detente.span import year_end
from detente.store.catalog import Catalog


@dataclass(frozen=True, slots=True)
class PastDisputes:
    """Disputes of some decades, by who was on which side.

    Attributes
    ----------
    state_outside, state_inside : int
        Of the state with outsiders, and with members.
    members_outside : int
        Of other members with outsiders.
    """

    state_outside: int
    state_inside: int
    members_outside: int


def past_disputes(
    catalog: Catalog, state: State, members: frozenset[int], *, decades: tuple[int, ...], as_of: int
) -> PastDisputes:
    """Count the disputes of some decades, under all codes that the states ever had.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    state : State
        Who would join or leave.
    members : frozenset of int
        Codes of the members without the change.
    decades : tuple of int
        Last years of the decades that are counted.
    as_of : int
        The view, at which the codes are those of the members.
    """
    own = set(state.codes)
    others = _all_codes(members, as_of) - own
    first_is_state, second_is_state = pl.col("ccode1").is_in(own), pl.col("ccode2").is_in(own)
    first_is_member = pl.col("ccode1").is_in(others)
    second_is_member = pl.col("ccode2").is_in(others)
    of_state = first_is_state | second_is_state
    with_member = pl.when(first_is_state).then(second_is_member).otherwise(first_is_member)
    across = ~of_state & (first_is_member ^ second_is_member)
    counted = catalog.frame("disputes").filter(pl.col("year").is_in(decades))
    return PastDisputes(
        state_outside=_sum(counted, of_state & ~with_member),
        state_inside=_sum(counted, of_state & with_member),
        members_outside=_sum(counted, across),
    )


def _sum(decades: pl.DataFrame, condition: pl.Expr) -> int:
    return int(decades.filter(condition)["recent"].sum())


def _all_codes(codes: frozenset[int], as_of: int) -> set[int]:
    """Give all codes that the same states had over time (Germany 255 and 260)."""
    return {other for code in codes for other in state_on(code, year_end(as_of)).codes}
