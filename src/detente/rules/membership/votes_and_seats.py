"""TREATY: votes and seats after a membership, recomputed, with the member that loses most."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Sentence
from detente.rules.composed import Basis, FirstPage, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.offer import offered, verb_of
from detente.rules.rule import Rule
from detente.scenarios.accounting import Scenario
from detente.scenarios.treaty_counts import TreatyCount

ID = "votes_and_seats"
LARGE = 0.03
"""Part of the people from which a joiner, and not the number of members, takes weight."""
HALF = 0.5
"""Reason of an exact count that is of this pair alone."""


def say(relation: Relation) -> Iterator[Line]:
    """Say how many members a decision needs, what the state would weigh, and who loses."""
    scenario = offered(relation)
    if scenario is None or scenario.treaty is None:
        return
    counts = {one.id.partition(".")[2]: one for one in scenario.treaty.counts}
    body = tuple(_sentences(scenario, counts))
    if not body:
        return
    cells = tuple(cell for one in counts.values() for cell in one.evidence)
    loser = counts.get("council_largest_loss")
    yield composed(
        ID,
        "unexpected." + ("loser" if loser else "nearest"),
        body,
        Basis(about="votes and seats after the change", cells=cells),
        reasons=Reasons(unexpected=HALF),
        page=_page(scenario, loser) if loser and _is_large(counts) else None,
    )


def _is_large(counts: dict[str, TreatyCount]) -> bool:
    """Tell whether the joiner has people enough for the loss to be its own doing."""
    people = counts.get("council_people")
    return people is not None and (people.after or 0.0) >= LARGE


def _sentences(scenario: Scenario, counts: dict[str, TreatyCount]) -> Iterator[Sentence]:
    names = {"state": scenario.state.label, "verb": verb_of(scenario)}
    needed = counts.get("council_needed")
    if needed is not None and needed.before != needed.after:
        yield Sentence(
            "{verb} {state} a decision of the Council would need {after} members, not {before}.",
            {**names, "after": _after(needed), "before": _before(needed)},
        )
    people, power = counts.get("council_people"), counts.get("council_power")
    if people is not None and power is not None and people.after and power.after:
        yield Sentence(
            "{state} would have {people:per_cent} of the people there and {power:per_cent} of the "
            "voting power, which counts how often a vote decides.",
            {"state": scenario.state.label, "people": _after(people), "power": _after(power)},
        )
    loser = counts.get("council_largest_loss")
    if loser is not None and loser.after:
        yield Sentence(
            "{loser} would lose most, from {before:per_cent} of the voting power to "
            "{after:per_cent}.",
            {"loser": _holder(loser), "before": _before(loser), "after": _after(loser)},
        )
    yield from _nearest(scenario, counts)


def _nearest(scenario: Scenario, counts: dict[str, TreatyCount]) -> Iterator[Sentence]:
    """Say what the member nearest in people has; the rule by which seats could be set."""
    for topic in ("votes", "seats"):
        found = counts.get(f"{topic}_of_nearest")
        if found is None:
            continue
        organ = found.label.partition(" in the ")[2]
        yield Sentence(
            "{holder}, nearest to {state} in people, has {number} {topic} in the {organ}.",
            {
                "holder": _holder(found),
                "state": scenario.state.label,
                "number": _before(found),
                "topic": topic,
                "organ": organ,
            },
        )
    rule = counts.get("seats_by_rule")
    if rule is not None and rule.after:
        name = rule.label.rpartition(" by the ")[2]
        yield Sentence(
            "By the {name}, a formula proposed for sharing out the seats, {state} would have "
            "{seats}.",
            {"name": name, "state": scenario.state.label, "seats": _after(rule)},
        )


def _holder(count: TreatyCount) -> str:
    return count.label.partition("'s ")[0]


def _before(count: TreatyCount) -> Figure:
    return _figure(count, "before", count.before or 0.0, first=True)


def _after(count: TreatyCount) -> Figure:
    return _figure(count, "after", count.after or 0.0, first=False)


def _figure(count: TreatyCount, when: str, value: float, *, first: bool) -> Figure:
    cell = count.evidence[0] if first else count.evidence[-1]
    way = "per_cent" if count.unit == "share" else "whole"
    kind = "measured" if count.unit == "share" else "counted"
    id = figure_id("membership", count.id, when)
    return Figure(id, value, unit=count.unit, cells=(cell,), kind=kind, way=way)


def _page(scenario: Scenario, loser: TreatyCount) -> FirstPage:
    names = {"loser": _holder(loser), "state": scenario.state.label}
    shares = {"before": _before(loser), "after": _after(loser)}
    return FirstPage(
        Sentence("{loser} would pay most for a seat of {state} in the Council.", names),
        key=(
            Sentence(
                "Its share of the voting power would go from {before:per_cent} to "
                "{after:per_cent}.",
                shares,
            ),
        ),
        gist=Sentence("{loser} would lose most voting power.", {"loser": names["loser"]}),
    )


RULE = Rule(
    id=ID,
    section="membership",
    place=30,
    paragraph="by treaty",
    say=say,
    condition="a membership whose votes or seats a treaty, or a rule named in the table, counts",
    topics=("standing",),
)
