"""What the findings on joining share: an estimate as a cell, and words for a set of studies."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Sentence
from detente.models.membership.design import CONTROLS
from detente.models.membership.outcomes import OUTCOMES
from detente.models.membership.study import Membership, Specification
from detente.phrasing import decimal, number, signed

ALIKE = ("associates", "neutrals", "region", "all")
"""Comparison groups, those most like the joiners first."""


def estimate_cell(specification: Specification, bloc: str) -> Cell:
    """Write an estimate as evidence.

    Parameters
    ----------
    specification : Specification
        The study.
    bloc : str
        Id of the bloc.
    """
    label, unit, sources = OUTCOMES[specification.outcome]
    estimate = specification.found
    rule = (
        f"{label}: mean change in the years 0 to 5 since the event, {estimate.treated} states "
        f"against {estimate.controls} ({CONTROLS[specification.controls]}); 95 % from resampled "
        f"states; permutation p {decimal(estimate.p, 2)}; pre-trend {estimate.pretrend:+.3f}; "
        f"smallest effect found with a power of 80 %: {decimal(estimate.smallest, 2)}"
    )
    return Cell(
        "event study",
        specification.outcome,
        keys=(
            ("bloc", bloc),
            ("kind", specification.kind),
            ("controls", specification.controls),
            ("anticipation", specification.anticipation),
        ),
        value=estimate.effect,
        unit=unit,
        sources=(*sources, "blocs"),
        rule=rule,
        low=estimate.low,
        high=estimate.high,
    )


def likeness(specification: Specification) -> tuple[int, int]:
    """Order specifications: groups most like the joiners first, then the shorter anticipation.

    Parameters
    ----------
    specification : Specification
        The study.
    """
    return ALIKE.index(specification.controls), specification.anticipation


def closest(specifications: Sequence[Specification]) -> Specification:
    """Give the specification against the group most like the treated, without anticipation.

    Parameters
    ----------
    specifications : sequence of Specification
        Of one event and outcome.
    """
    return min(specifications, key=likeness)


def least_found(specification: Specification, bloc: str) -> Sentence:
    """Say how small an effect a specification would have found.

    Parameters
    ----------
    specification : Specification
        One that finds none.
    bloc : str
        Id of the bloc.
    """
    smallest = Figure(
        figure_id(f"institutions.{specification.kind}_{bloc}", "smallest"),
        specification.found.smallest,
        unit=OUTCOMES[specification.outcome][1],
        cells=(estimate_cell(specification, bloc),),
    )
    return Sentence(
        "The comparison with {group} would usually find an effect of {smallest}, and "
        "a smaller one less often.",
        {"group": CONTROLS[specification.controls], "smallest": smallest},
    )


def towards_core(effect: float) -> str:
    """Write a change of distance as a movement.

    Examples
    --------
    >>> towards_core(-0.2)
    '.20 nearer to the core'
    """
    return f"{number(abs(effect))} {'nearer to' if effect < 0 else 'farther from'} the core"


def spread(specifications: Sequence[Specification]) -> str:
    """Say how a set of specifications spreads: signs, extremes, pre-trends.

    Parameters
    ----------
    specifications : sequence of Specification
        Of one event and outcome.
    """
    effects = [specification.found.effect for specification in specifications]
    failed = sum(not specification.valid for specification in specifications)
    turns = min(effects) < 0 < max(effects)
    sign = "the sign turns with the control group" if turns else "the sign is the same in all"
    trend = (
        f"; in {failed} of them treated and controls were on different paths before"
        if failed
        else ""
    )
    return (
        f"over all {len(specifications)} specifications it lies between {signed(min(effects))} "
        f"and {signed(max(effects))}, and {sign}{trend}"
    )


def why_no_study(found: Membership) -> str:
    """Say in one line why a bloc has no study; empty where it has one.

    Parameters
    ----------
    found : Membership
        The studies of a bloc.
    """
    if found.why:
        return f"No study of accession to {found.bloc.label}: {found.why}."
    if found.association:
        return ""
    return (
        f"No study of association with {found.bloc.label}: too few associates with votes before "
        "and after."
    )
