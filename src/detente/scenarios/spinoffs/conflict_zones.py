"""Conflict zones: disputes inside the bloc and with outsiders, and how far its members disagree."""

from __future__ import annotations

from collections.abc import Iterator

from detente.estimators.futures.series import Kind
from detente.scenarios.spinoffs.setting import Setting
from detente.scenarios.spinoffs.wanted import MORE_IS_WORSE, Wanted

UNSAID = "positions on single topics, Palestine and human rights among them, are not simulated"
"""What cannot be said of conflict zones; agreement by topic is measured, see the paper."""


def wanted(setting: Setting) -> Iterator[Wanted]:
    """Give the series of disputes and of disagreement.

    Parameters
    ----------
    setting : Setting
        The event in its world.
    """
    bloc, name = setting.event.bloc.label, setting.event.state.label
    yield _disputes("inside", f"Disputes inside {bloc}", (Kind.RATE_INSIDE, setting.bloc))
    outside = f"Disputes of members of {bloc} with outsiders"
    yield _disputes("outside", outside, (Kind.RATE_OUTSIDE, setting.bloc))
    with_members = f"Disputes of {name} with members of {bloc}"
    yield _disputes("with_members", with_members, (Kind.RATE_WITH, setting.state, setting.bloc))
    own = (Kind.RATE_STATE, setting.state)
    yield _disputes(f"state.{setting.code}", f"Disputes of {name}", own, name)
    for place in setting.opponents:
        at = setting.pair(setting.state, place)
        other, code = setting.name(place), setting.codes[place]
        if at is not None:
            label = f"Disputes between {name} and {other}"
            yield _disputes(f"pair.{code}", label, (Kind.RATE_PAIR, at), other)
    yield Wanted(
        id="conflict_zones.spread",
        label=f"Spread of the positions of the members of {bloc}",
        spinoff="conflict_zones",
        unit="points",
        row=(Kind.SPREAD, setting.bloc),
        table="positions",
        column="ideal_point",
    )


def _disputes(kind: str, label: str, row: tuple[int, ...], who: str = "") -> Wanted:
    """Give one series of disputes."""
    return Wanted(
        id=f"conflict_zones.{kind}",
        label=label,
        spinoff="conflict_zones",
        unit="disputes",
        row=row,
        who=who,
        worse=MORE_IS_WORSE,
        table="disputes",
        column="onset",
    )
