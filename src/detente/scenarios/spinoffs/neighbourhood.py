"""The neighbourhood: alignment between the poles, rung, disputes and ways into either bloc."""

from __future__ import annotations

from collections.abc import Iterator

from detente.estimators.futures.series import Kind
from detente.estimators.futures.world import MEMBER
from detente.phrasing import cap
from detente.scenarios.spinoffs.setting import Setting
from detente.scenarios.spinoffs.wanted import LESS_IS_WORSE, MORE_IS_WORSE, Wanted


def wanted(setting: Setting) -> Iterator[Wanted]:
    """Give the series of each land neighbour of the state.

    Parameters
    ----------
    setting : Setting
        The event in its world.
    """
    for place in setting.neighbours:
        yield from _of_neighbour(setting, place)


def _of_neighbour(setting: Setting, place: int) -> Iterator[Wanted]:
    """Give the series of one neighbour."""
    name, code = setting.name(place), setting.codes[place]
    bloc = setting.event.bloc.label
    pole = setting.pole
    if place != pole:
        label = f"{cap(name)} nearer to {bloc} than to {setting.name(pole)}"
        yield Wanted(
            id=f"neighbourhood.alignment.{code}",
            label=label,
            spinoff="neighbourhood",
            unit="points",
            row=(Kind.ALIGNMENT, place, setting.bloc, -1 - pole),
            who=name if place not in setting.members else "",
            worse=LESS_IS_WORSE,
            table="positions",
            column="ideal_point",
        )
    yield Wanted(
        id=f"neighbourhood.disputes.{code}",
        label=f"Disputes of {name}",
        spinoff="neighbourhood",
        unit="disputes",
        row=(Kind.RATE_STATE, place),
        who=name,
        worse=MORE_IS_WORSE,
        table="disputes",
        column="onset",
    )
    ladders = [(setting.bloc, setting.event.bloc.label)]
    if setting.rival is not None:
        ladders.append((setting.rival, setting.bloc_name(setting.rival)))
    for ladder, label in ladders:
        on_ladder = setting.place(place, ladder)
        is_member = ladder == setting.bloc and place in setting.members
        if on_ladder is None or is_member:
            continue
        yield Wanted(
            id=f"neighbourhood.member_{label}.{code}",
            label=cap(f"{name}: member of {label}"),
            spinoff="neighbourhood",
            unit="chance",
            row=(Kind.RUNG, on_ladder, MEMBER),
            table="memberships",
            column="rung",
        )
