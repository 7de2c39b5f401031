"""Domestic politics: the regime of the state, its rung, and what cannot be said."""

from __future__ import annotations

from collections.abc import Iterator

from detente.estimators.futures.series import Kind
from detente.estimators.futures.world import CANDIDATE, MEMBER
from detente.phrasing import cap
from detente.scenarios.spinoffs.setting import Setting
from detente.scenarios.spinoffs.wanted import LESS_IS_WORSE, Wanted

UNSAID = (
    "parties, public opinion and hostile speech at home are not simulated: no series of them "
    "reaches back far enough to say what joining changes"
)
"""What cannot be said of domestic politics."""


def wanted(setting: Setting) -> Iterator[Wanted]:
    """Give the series of domestic politics.

    Parameters
    ----------
    setting : Setting
        The event in its world.
    """
    name, code = setting.event.state.label, setting.code
    yield Wanted(
        id=f"domestic.democracy.{code}",
        label=f"Electoral democracy of {name}",
        spinoff="domestic",
        unit="index",
        row=(Kind.DEMOCRACY, setting.state),
        who=name,
        worse=LESS_IS_WORSE,
        table="regime",
        column="v2x_polyarchy",
    )
    place = setting.place(setting.state, setting.bloc)
    for rung, word in ((CANDIDATE, "candidate or member"), (MEMBER, "member")):
        if place is not None:
            yield Wanted(
                id=f"domestic.rung_{rung}.{code}",
                label=cap(f"{name}: {word} of {setting.event.bloc.label}"),
                spinoff="domestic",
                unit="chance",
                row=(Kind.RUNG, place, rung),
                table="memberships",
                column="rung",
            )
    yield Wanted(
        id=f"domestic.gap.{code}",
        label=f"Distance of {name} to the core of {setting.event.bloc.label}",
        spinoff="domestic",
        unit="points",
        row=(Kind.GAP, setting.state, setting.bloc),
        table="positions",
        column="ideal_point",
    )
