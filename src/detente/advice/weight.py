"""The rule on weight: what a membership would add, beside what the bloc lost over time."""

from __future__ import annotations

from dataclasses import dataclass

from detente.advice.recommendation import Recommendation
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.series import base_year
from detente.phrasing import listed, multiple, share
from detente.scenarios.accounting import Difference, Scenario

NEGLIGIBLE = 0.005
"""Share of the system's capability under which a state adds no weight."""
ALIKE = 0.2
"""Part of the loss by which what is added may differ and about make it good."""
LEAST = 0.01
"""Share that another yardstick has to add to speak for weight, at least."""
RESTS_ON = ("power.shares_cinc",)
CARRIERS = "those who carry the case for enlargement on capability"


@dataclass(frozen=True, slots=True)
class _Weight:
    """What a membership would add, and what the trend took.

    Attributes
    ----------
    bloc, state : str
        Their names.
    added : float
        Share of the system's capability that the state would add.
    lost : float
        Share that the bloc lost; negative where it gained.
    since : int
        From which year.
    """

    bloc: str
    state: str
    added: float
    lost: float
    since: int

    @property
    def is_argument(self) -> bool:
        """Whether what is added counts, and about makes good what was lost."""
        return self.added >= NEGLIGIBLE and self.added > self.lost * (1 - ALIKE)

    @property
    def needed(self) -> float:
        """Share that a yardstick would have to add for weight to be an argument on it."""
        return max(self.lost, 2 * self.added, LEAST)


def weight(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> Recommendation | None:
    """Compare what an accession would add with what the bloc lost.

    Parameters
    ----------
    relation : Relation
        What was measured.
    scenario : Scenario or None
        The change accounted for.
    known : dict
        Findings by id.

    Returns
    -------
    Recommendation or None
        None for anything but an accession, and where the shares are not known.
    """
    if scenario is None or scenario.kind != "accession" or RESTS_ON[0] not in known:
        return None
    found = _weigh(relation, scenario)
    if found is None:
        return None
    text = _text(found, _third_power(relation, scenario))
    others = _other_yardsticks(scenario, found)
    if others and not found.is_argument:
        by = listed([label[0].lower() + label[1:] for label in others])
        return Recommendation(
            "weight",
            text,
            rests_on=RESTS_ON,
            loses=CARRIERS,
            changes=f"another choice of yardstick: by {by} {found.state} would add more than "
            f"{share(found.needed)}",
            confidence="moderate",
        )
    return Recommendation(
        "weight",
        text,
        rests_on=RESTS_ON,
        loses=_who_guards(scenario) if found.is_argument else CARRIERS,
        changes=_what_changes(found),
        confidence="high",
    )


def _weigh(relation: Relation, scenario: Scenario) -> _Weight | None:
    """Measure what would be added and what was lost; None where either is not known."""
    change = _difference(scenario, "prominence.share_cinc")
    own = relation.power.shares["cinc"][0 if relation.pair.first is scenario.bloc else 1]
    since = base_year(relation.pair.as_of, (own,), own.years[-1]) if own else None
    if change is None or since is None:
        return None
    then, now = own.at(since), own.at(own.years[-1])
    if then is None or now is None:
        return None
    return _Weight(
        scenario.bloc.label,
        scenario.state.label,
        added=change.difference,
        lost=then.value - now.value,
        since=since,
    )


def _difference(scenario: Scenario, name: str) -> Difference | None:
    return next((each for each in scenario.differences if each.id == name), None)


def _third_power(relation: Relation, scenario: Scenario) -> str:
    """Say how the ratio to the third power would move; nothing where it would not."""
    against = _difference(scenario, "prominence.against_third_cinc")
    third = relation.power.third
    if against is None or third is None:
        return ""
    before, after = multiple(against.before), multiple(against.after)
    if before == after:
        return ""
    return f"; against {third.label} it would move the ratio from {before} to {after}"


def _text(found: _Weight, tail: str) -> str:
    """Write the recommendation: no weight, about as much as was lost, less, or more."""
    bloc, state = found.bloc, found.state
    added, lost = share(found.added), share(found.lost)
    adds = f"it would add {added} to {bloc}'s share of capability"
    if found.added < NEGLIGIBLE:
        return (
            f"Leave weight out of the argument: {state} would add {added} to {bloc}'s share of "
            f"capability{tail}."
        )
    if abs(found.added - found.lost) < ALIKE * found.lost:
        return (
            f"Counted by weight alone, the accession of {state} would about make good what {bloc} "
            f"lost since {found.since}: {added} of the system's capability against {lost}{tail}."
        )
    if found.added < found.lost:
        return (
            f"Do not argue the accession of {state} by weight: {adds}, less than the {lost} that "
            f"share lost since {found.since}{tail}."
        )
    beside = f"more than the {lost} lost" if found.lost > 0 else "on top of what it gained"
    return (
        f"Weight is an argument for the accession of {state}: {adds}, {beside} since "
        f"{found.since}{tail}."
    )


def _other_yardsticks(scenario: Scenario, found: _Weight) -> list[str]:
    """Name the yardsticks on which the state would add what is needed."""
    return [
        each.label.partition(",")[0]
        for each in scenario.differences
        if each.id.startswith("prominence.share_")
        and each.id != "prominence.share_cinc"
        and each.difference > found.needed
    ]


def _who_guards(scenario: Scenario) -> str:
    """Name who would lose by an accession that weight speaks for."""
    if not scenario.gained:
        return "members whose weight inside would shrink"
    neighbours = listed(scenario.gained[:3])
    return f"those who would have to guard new borders with {neighbours}"


def _what_changes(found: _Weight) -> str:
    """Name the yardstick that would turn the argument."""
    if found.is_argument:
        return (
            f"a yardstick on which {found.state} holds less than {share(found.added / 2)} of the "
            "system"
        )
    return f"a yardstick on which {found.state} holds more than {share(found.needed)} of the system"
