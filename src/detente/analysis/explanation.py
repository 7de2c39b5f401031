"""Explanation: what the three structures together say of one relation, by rule, resting on findings."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.analysis.comparison import Standing
from detente.analysis.relation import Relation
from detente.evidence.series import base_year
from detente.institutions import ladder
from detente.phrasing import beyond, cap, listed, multiple, number, share

APART = 30.0
"""Percentile points between two structures from which they are said to point different ways."""

SLIGHT = 0.01
"""Share of capability below which a party adds nothing to a sum that a sentence could speak of."""


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
        Structure to closeness, 0 to 100: percentile among all pairs of states, turned so that 100 is closest.
    by : str
        What identity's closeness rests on: ``"votes"``, or ``"regimes"`` where there are no votes; empty without either.
    tied : bool
        Whether a rung, a bloc of both or a treaty ties the two.
    """

    text: str
    rests_on: tuple[str, ...]
    closeness: dict[str, float]
    by: str
    tied: bool


def explain(relation: Relation, standing: Standing) -> Explanation | None:
    """Join three structures into one explanation; None where fewer than two of them have data.

    Parameters
    ----------
    reading : Reading
        What was measured.
    standing : Standing
        Where the pair stands among all pairs.
    """
    closeness = {}
    by = (
        "votes"
        if "distance" in standing.percentiles
        else ("regimes" if "regime" in standing.percentiles else "")
    )
    if by:
        closeness["identity"] = (
            100 - standing.percentiles["distance" if by == "votes" else "regime"]
        )
    if "organisations" in standing.percentiles:
        closeness["institutions"] = standing.percentiles["organisations"]
    if "asymmetry" in standing.percentiles:
        closeness["power"] = 100 - standing.percentiles["asymmetry"]
    if len(closeness) < 2:
        return None
    tied = bound(relation)
    parts = [
        p
        for p in (
            _power(relation, standing),
            _between(relation, closeness, by, tied),
            _drift(relation),
        )
        if p
    ]
    wanted = (
        "power.shares_cinc",
        "identity.distance",
        "identity.regime",
        "institutions.organisations",
        "institutions.ladder",
        "institutions.blocs",
    )
    return Explanation(" ".join(parts), wanted, closeness, by, tied)


def bound(relation: Relation) -> bool:
    """Tell whether a rung, a bloc of both or a treaty ties the two: sitting in the world's organisations alone does not."""
    found, as_of = relation.institutions, relation.pair.as_of
    if found.rung in ("associate", "candidate", "member") or found.bond is not None:
        return True
    mine, yours = (ladder.memberships(p, as_of) for p in (relation.pair.a, relation.pair.b))
    if any(mine[k] == "member" and yours.get(k) == "member" for k in mine):
        return True
    duty = found.bound_to_defend.last(as_of)
    return duty is not None and duty.value > 0


def _power(relation: Relation, standing: Standing) -> str:
    """Say whether weight sets them against each other or puts both before a third."""
    pair = relation.pair
    group = relation.power.shares["cinc"]
    if "asymmetry" not in standing.cells or len(group) < 2 or not all(group[:2]):
        return ""
    ratio = standing.cells["asymmetry"].value
    larger = pair.a if group[0].values[-1] >= group[1].values[-1] else pair.b
    smaller = pair.b if larger is pair.a else pair.a
    text = f"In power {larger.label} outweighed {smaller.label} {multiple(ratio)} to 1"
    third = relation.power.third
    if third is not None and len(group) > 2 and group[2]:
        last = min(s.years[-1] for s in group)
        first = base_year(pair.as_of, group, last)
        if first is not None:
            cells = {
                (i, y): (c.value if (c := s.at(y)) else 0.0)
                for i, s in enumerate(group)
                for y in (first, last)
            }
            both = [cells[0, y] + cells[1, y] for y in (first, last)]
            overlap = bool(set(pair.b.members(last)) & set(pair.a.members(last)))
            if not overlap and min(cells[0, last], cells[1, last]) >= SLIGHT:
                verb = (
                    "shrank from"
                    if both[1] < both[0] * 0.98
                    else ("grew from" if both[1] > both[0] * 1.02 else "stayed near")
                )
                rival = (
                    f"held at {share(cells[2, last])}"
                    if share(cells[2, first]) == share(cells[2, last])
                    else (f"went from {share(cells[2, first])} to {share(cells[2, last])}")
                )
                text += (
                    f", and together their share of the system's capability {verb} {share(both[0])} to "
                    f"{share(both[1])} between {first} and {last} while that of {third.label} {rival}"
                )
                fell = all(cells[i, last] < 0.98 * cells[i, first] for i in (0, 1))
                if fell and cells[2, last] > 1.02 * cells[2, first]:
                    text += ": the shift of power runs past both of them rather than between them"
    return text + "."


def _between(relation: Relation, closeness: dict[str, float], by: str, tied: bool) -> str:
    """Say which of identity and institutions runs ahead of the other."""
    who = f"{relation.pair.a.label} and {relation.pair.b.label}"
    if "identity" not in closeness or "institutions" not in closeness:
        if "identity" in closeness:
            how = "Their votes stood" if by == "votes" else "Their regimes stood"
            return (
                f"{how} nearer than those of {closeness['identity']:.0f} % of all pairs; of organisations in common there are "
                f"no data."
            )
        return (
            f"Of votes and regimes there are no data; {who} had more organisations in common than "
            f"{closeness['institutions']:.0f} % of all pairs."
            if "institutions" in closeness
            else ""
        )
    near, dense = closeness["identity"], closeness["institutions"]
    votes = f"{beyond(near, 'nearer', 'farther apart')} in their {by}"
    bodies = (
        f"with {beyond(dense, 'more organisations in common', 'fewer organisations in common')}"
    )
    if dense - near > APART and dense >= 50 and tied:
        return cap(
            f"{who} are bound more closely than they are minded alike: {votes}, but {bodies}. "
            f"Institutions have outrun identity."
        )
    if dense - near > APART and dense >= 50:
        return cap(
            f"{who} sit in {beyond(dense, 'more organisations together', 'fewer organisations together')}, yet no "
            f"bloc of both and no duty to defend ties them, and they stand {votes}."
        )
    if near - dense > APART and near >= 50 and by == "votes" and not tied:
        return cap(
            f"{who} are minded alike more closely than they are bound: {votes}, {bodies}. "
            f"Identity has outrun institutions."
        )
    if abs(near - dense) > APART:
        return cap(f"{who} stand {votes}, {bodies}.")
    if max(near, dense) < 50:
        return cap(f"identity and institutions both hold {who} apart: {votes}, {bodies}.")
    return cap(
        f"identity and institutions do not pull {who} in different directions: {votes}, {bodies}."
    )


def _drift(relation: Relation) -> str:
    """Say which structures moved in the last ten years, and how."""
    as_of = relation.pair.as_of
    moves = []
    changed = any(
        set(p.members(as_of)) != set(p.members(as_of - 10))
        for p in (relation.pair.a, relation.pair.b)
        if isinstance(p, Bloc)
    )
    for series, up, down in (
        (relation.identity.distance, "votes drew apart", "votes drew together"),
        (relation.identity.regime, "regimes drew apart", "regimes drew together"),
    ):
        known = series
        if (
            not known
            or known.years[-1] < as_of - 5
            or (changed and series is relation.identity.regime)
        ):
            continue  # a median over other members would move without anybody moving
        now, then = known.at(known.years[-1]), known.at(known.years[-1] - 10)
        if now and then and abs(now.value - then.value) > 0.1:
            moves.append(
                f"{up if now.value > then.value else down} by {number(abs(now.value - then.value))}"
            )
    return f"In the ten years before the view {listed(moves)}." if moves else ""
