"""Global prominence: the bloc's shares, its members and borders, and ties that answer it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.estimators.futures.series import Kind
from detente.scenarios.spinoffs.setting import Setting
from detente.scenarios.spinoffs.wanted import Wanted

MEASURES = {"cinc": "capability", "gdp": "GDP", "milex": "military spending"}
"""What a reader calls the measures."""


def wanted(setting: Setting) -> Iterator[Wanted]:
    """Give the series of the bloc's weight.

    Parameters
    ----------
    setting : Setting
        The event in its world.
    """
    bloc = setting.event.bloc.label
    for at, measure in enumerate(setting.built.world.shares.measures):
        yield Wanted(
            id=f"prominence.share_{measure}",
            label=f"Share of {bloc} in world {MEASURES.get(measure, measure)}",
            spinoff="prominence",
            unit="share",
            row=(Kind.BLOC_SHARE, setting.bloc, at),
            table="capability" if measure == "cinc" else "totals",
            column=measure,
        )
    yield Wanted(
        id="prominence.members",
        label=f"Members of {bloc}",
        spinoff="prominence",
        unit="states",
        row=(Kind.MEMBERS, setting.bloc),
        table="memberships",
        column="rung",
    )
    yield Wanted(
        id="prominence.outer_neighbours",
        label=f"States outside that border {bloc} by land",
        spinoff="prominence",
        unit="states",
        row=(Kind.OUTER_NEIGHBOURS, setting.bloc),
    )
    if setting.rival is not None:
        rival = setting.bloc_name(setting.rival)
        yield Wanted(
            id="prominence.counter_members",
            label=f"Members of {rival}",
            spinoff="prominence",
            unit="states",
            row=(Kind.MEMBERS, setting.rival),
            table="memberships",
            column="rung",
        )
    yield Wanted(
        id="prominence.allied_pairs",
        label="Pairs of states that owe each other defence",
        spinoff="prominence",
        unit="pairs",
        row=(Kind.ALLIED_PAIRS,),
        table="obligations",
        column="atop_defense",
    )
