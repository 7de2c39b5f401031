"""Explanation: what the three structures together say of a relation, by rule, on its findings."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.analysis.comparison import Placement
from detente.analysis.guards.age import FRESH, FRESH_CAPABILITY
from detente.analysis.relation import Relation
from detente.evidence.series import Series, base_year
from detente.institutions import ladder
from detente.institutions.rung_states import ACTIVE
from detente.phrasing import STEADY, beyond, cap, listed, multiple, number, share

OUTER, MIDDLE = 87.5, 50.0
"""Percentiles: from the first a pair is unusual, the second parts all pairs in half."""
SLIGHT = 0.01
"""Share of capability below which a party adds nothing to a sum worth a sentence."""
DECADE = 10
"""Years over which structures are said to have moved."""
RECENT = 5
"""Years before the view within which a series must end to say anything of its last ten."""
STEP = 0.1
"""Change of a distance from which it is said to have moved."""
LIKENESS = {"votes": "positions in UN votes", "regimes": "regimes"}
"""What the closeness of the second structure rests on, as a sentence calls it."""
TYING = ("associate", "candidate", "member")
"""Rungs that tie a state to a bloc."""
RESTS_ON = (
    "power.shares_cinc",
    "identity.distance",
    "identity.regime",
    "institutions.organisations",
    "institutions.ladder",
    "institutions.blocs",
)
"""Findings that an explanation rests on, where they exist."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One paragraph and the findings it rests on.

    Attributes
    ----------
    text : str
        The paragraph.
    rests_on : tuple of str
        Ids of the findings that may be cited, where they exist.
    closeness : dict
        Structure to closeness, 0 to 100: percentile among all pairs of states, 100 the closest.
    by : str
        What identity's closeness rests on: ``"votes"``, or ``"regimes"`` where there are no votes;
        empty without either.
    tied : bool
        Whether a rung, a bloc of both or a treaty ties the two.
    """

    text: str
    rests_on: tuple[str, ...]
    closeness: dict[str, float]
    by: str
    tied: bool


def explain(relation: Relation, placement: Placement) -> Explanation | None:
    """Join three structures into one explanation; None where fewer than two of them have data.

    Parameters
    ----------
    relation : Relation
        What was measured.
    placement : Placement
        Where the pair ranks among all pairs.
    """
    by = _identity_by(placement)
    closeness = _closeness(placement, by, relation.pair.as_of)
    if len(closeness) < 2:
        return None
    tied = bound(relation)
    sentences = (
        _power(relation, placement),
        _between(relation, closeness, by=by, tied=tied),
        _drift(relation),
    )
    text = " ".join(sentence for sentence in sentences if sentence)
    return Explanation(text, RESTS_ON, closeness=closeness, by=by, tied=tied)


def _identity_by(placement: Placement) -> str:
    """Say what identity's closeness rests on."""
    if "distance" in placement.percentiles:
        return "votes"
    return "regimes" if "regime" in placement.percentiles else ""


def _fresh(placement: Placement, as_of: int) -> dict[str, float]:
    """Give the percentiles that still speak for the view: an explanation is on page 1."""
    return {
        scale: percentile
        for scale, percentile in placement.percentiles.items()
        if (placement.cells[scale].year or 0) >= as_of - _allowed(scale)
    }


def _allowed(scale: str) -> int:
    """Give the years after which a scale is stale."""
    return FRESH_CAPABILITY if scale == "asymmetry" else FRESH


def _closeness(placement: Placement, by: str, as_of: int) -> dict[str, float]:
    """Turn the percentiles so that 100 is closest."""
    percentiles, closeness = _fresh(placement, as_of), {}
    if by:
        closeness["identity"] = 100 - percentiles["distance" if by == "votes" else "regime"]
    if "organisations" in percentiles:
        closeness["institutions"] = percentiles["organisations"]
    if "asymmetry" in percentiles:
        closeness["power"] = 100 - percentiles["asymmetry"]
    return closeness


def bound(relation: Relation) -> bool:
    """Tell whether a rung, a bloc of both or a treaty ties the two; world organisations do not.

    Parameters
    ----------
    relation : Relation
        What was measured.
    """
    institutions, pair = relation.institutions, relation.pair
    ladder_ties = institutions.rung in TYING and institutions.active
    if ladder_ties or institutions.bond is not None:
        return True
    mine, yours = (_memberships(party, pair) for party in (pair.first, pair.second))
    if mine & yours:
        return True
    duty = institutions.bound_to_defend.last(pair.as_of)
    return duty is not None and duty.value > 0


def _memberships(party: Actor, pair: RelationKey) -> set[str]:
    """Give the blocs of which a state is a member; a suspended membership ties nobody."""
    held = ladder.held_in(party, pair.day, own=pair.own)
    return {bloc for bloc, one in held.items() if one.rung == "member" and one.state == ACTIVE}


def _power(relation: Relation, placement: Placement) -> str:
    """Say whether weight sets them against each other or puts both before a third."""
    pair = relation.pair
    group = relation.power.shares["cinc"]
    if "asymmetry" not in placement.cells or len(group) < 2 or not all(group[:2]):
        return ""
    ratio = placement.cells["asymmetry"].value
    larger, smaller = pair.first, pair.second
    if group[0].values[-1] < group[1].values[-1]:
        larger, smaller = smaller, larger
    text = f"In power {larger.label} outweighed {smaller.label} {multiple(ratio)} to 1"
    third = relation.power.third
    if third is not None and len(group) > 2 and group[2]:
        text += _beside_third(relation, third, group)
    return f"{text}."


def _beside_third(relation: Relation, third: Actor, group: tuple[Series, ...]) -> str:
    """Say how the two together did beside the third power; nothing where one hardly counts."""
    pair = relation.pair
    last = min(series.years[-1] for series in group)
    first = base_year(pair.as_of, group, last, since=max(relation.power.begun))
    if first is None:
        return ""
    then, now = ([_share(series, year) for series in group] for year in (first, last))
    overlap = set(pair.first.members(last)) & set(pair.second.members(last))
    if overlap or min(now[:2]) < SLIGHT:
        return ""
    both = then[0] + then[1], now[0] + now[1]
    rival = f"went from {share(then[2])} to {share(now[2])}"
    if share(then[2]) == share(now[2]):
        rival = f"held at {share(now[2])}"
    text = (
        f", and together their share of the system's capability {_changed(*both)} "
        f"{share(both[0])} to {share(both[1])} between {first} and {last} while that of "
        f"{third.label} {rival}"
    )
    both_fell = all(now[place] < (1 - STEADY) * then[place] for place in (0, 1))
    if both_fell and now[2] > (1 + STEADY) * then[2]:
        text += ": the shift of power runs past both of them rather than between them"
    return text


def _share(series: Series, year: int) -> float:
    cell = series.at(year)
    return cell.value if cell is not None else 0.0


def _changed(then: float, now: float) -> str:
    """Choose the verb for a joint share."""
    if now < then * (1 - STEADY):
        return "shrank from"
    return "grew from" if now > then * (1 + STEADY) else "stayed near"


def _between(relation: Relation, closeness: dict[str, float], *, by: str, tied: bool) -> str:
    """Say where the two rank in votes and in what they share, and what is unusual in it."""
    who = f"{relation.pair.first.label} and {relation.pair.second.label}"
    if "identity" not in closeness or "institutions" not in closeness:
        return _one_alone(who, closeness, by)
    near, dense = closeness["identity"], closeness["institutions"]
    votes = f"{beyond(near, 'nearer', 'farther apart')} in their {by}"
    shared = beyond(dense, "more in common", "less in common")
    rare = f"in organisations that few states share they have {shared}"
    if dense >= OUTER and near < MIDDLE:
        loose = "" if tied else ", though no bloc of both and no duty to defend ties them"
        return cap(f"{who} are dense and unlike: {rare}{loose}, and they are {votes}.")
    if near >= OUTER and dense < MIDDLE and by == "votes":
        return cap(f"{who} vote alike and have built little: they are {votes}, and {rare}.")
    return cap(f"{who} are {votes}; {rare}.")


def _one_alone(who: str, closeness: dict[str, float], by: str) -> str:
    """Say what is known of the one structure that has data, and that the other has none."""
    if "identity" in closeness:
        how = "Their votes were" if by == "votes" else "Their regimes were"
        return f"{how} nearer than those of {closeness['identity']:.0f} % of all pairs."
    if "institutions" in closeness:
        return (
            f"In organisations that few states share {who} had more in common than "
            f"{closeness['institutions']:.0f} % of all pairs."
        )
    return ""


def _drift(relation: Relation) -> str:
    """Say which structures moved in the last ten years, and how."""
    identity = relation.identity
    moves = [_move(relation, identity.distance, "votes")]
    # a median over other members would move without anybody moving
    if not _members_changed(relation):
        moves.append(_move(relation, identity.regime, "regimes"))
    known = [move for move in moves if move]
    return f"In the ten years before the view {listed(known)}." if known else ""


def _members_changed(relation: Relation) -> bool:
    """Tell whether a bloc of the pair has other members than ten years ago."""
    as_of = relation.pair.as_of
    return any(
        set(party.members(relation.pair.day)) != set(party.members(as_of - DECADE))
        for party in (relation.pair.first, relation.pair.second)
        if isinstance(party, Bloc)
    )


def _move(relation: Relation, series: Series, what: str) -> str:
    """Say how far a distance moved in ten years; empty where it hardly did or is not known."""
    if not series or series.years[-1] < relation.pair.as_of - RECENT:
        return ""
    now, then = series.at(series.years[-1]), series.at(series.years[-1] - DECADE)
    if now is None or then is None or abs(now.value - then.value) <= STEP:
        return ""
    way = "apart" if now.value > then.value else "together"
    return f"{what} drew {way} by {number(abs(now.value - then.value))}"
