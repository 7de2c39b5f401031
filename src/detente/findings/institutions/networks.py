"""What institutions say of joint bodies, of how memberships overlap, and of who stands between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.joint_bodies import Body
from detente.actors.joint_bodies import bodies as joint_bodies
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.institutions import networks
from detente.models import track_records as methods
from detente.phrasing import cap, counted, listed, ordinal
from detente.span import year_end

LEVELS = ("summit", "ministers", "ambassadors", "officials")
NAMED = {
    "summit": "of heads of state or government",
    "ministers": "of ministers",
    "ambassadors": "of ambassadors",
    "officials": "of officials",
}
OWN = ("blocs",)


def findings(relation: Relation) -> Iterator[Finding]:
    """Give what can be said; a sentence without data is left out."""
    yield from _bodies(relation)
    yield from _overlap(relation)
    yield from _brokers(relation)


def _whole(value: float) -> str:
    return f"{value:.0f}"


def bodies(relation: Relation) -> tuple[Body, ...]:
    """Give the joint bodies of the pair as the view knew them."""
    return joint_bodies(relation.pair.a.key, relation.pair.b.key, year_end(relation.pair.as_of))


def _bodies(relation: Relation) -> Iterator[Finding]:
    """Say which body they share, how often it met, and whether it stands still."""
    found = [b for b in bodies(relation) if b.meetings]
    if not found:
        return
    alive = [b for b in found if b.ended is None] or found
    main = max(alive, key=lambda b: (len(b.meetings), b.founded))
    lately = [m for m in main.meetings if m.date > date(relation.pair.as_of - 5, 12, 31)]
    levels = [
        f"{sum(m.level == level for m in main.meetings)} {NAMED[level]}"
        for level in LEVELS
        if any(m.level == level for m in main.meetings)
    ]
    told = (
        f"all {levels[0].partition(' ')[2]}"
        if len(levels) == 1 and len(main.meetings) > 1
        else listed(levels)
    )
    last = main.meetings[-1].date
    text = (
        f"Of the {counted(len(found), 'joint body', 'joint bodies')} of {relation.pair.words} on record here, the {main.name} "
        f"(founded in {main.founded.year}) met on {counted(len(main.meetings), 'dated occasion')}, {told}: "
        f"{len(lately)} in the five years to {relation.pair.as_of}, the last in {last:%B %Y}"
    )
    halt = main.suspended
    if halt:
        text += f"; it was suspended in {halt.date.year} ({halt.what})"
    elif main.ended:
        text += f"; it ended in {main.ended.year}"
    keys = (("body", main.id), ("year", relation.pair.as_of))
    yield Finding(
        id="institutions.bodies",
        text=text + ".",
        value=float(len(main.meetings)),
        unit="meetings",
        evidence=(
            Cell(
                "bodies",
                "event",
                keys,
                float(len(main.meetings)),
                "meetings",
                OWN,
                "dated meetings on record to the view",
            ),
            Cell(
                "bodies",
                "event",
                (*keys, ("since", relation.pair.as_of - 4)),
                float(len(lately)),
                "meetings",
                OWN,
                "dated meetings in the five years to the view",
            ),
        ),
        method=methods.accounting(),
        sentence_about="joint bodies",
    )


def _overlap(relation: Relation) -> Iterator[Finding]:
    """Say how far their memberships overlap, by reach, and which blocs one would sit beside."""
    found = networks.overlap(relation.catalog, relation.pair)
    if found is None or found.year < relation.pair.as_of - 12:
        return
    a, b = relation.pair.a, relation.pair.b
    kinds = {
        "universal": "of universal reach",
        "regional": "of one region",
        "between": "between regions",
    }
    parts = [f"{_whole(x)} and {_whole(y)} are {kinds[r]}" for r, x, y in found.reach]
    mean = " (a bloc counts as the mean of its members)" if "bloc" in (a.kind, b.kind) else ""
    text = (
        f"{cap(a.label)} and {b.label} were both full members of {_whole(found.joint)} organisations in {found.year}, "
        f"{_whole(100 * found.jaccard)} % of all to which either belonged{mean}; to {_whole(found.only_first)} belonged "
        f"{a.label} alone, to {_whole(found.only_second)} {b.label}. Of all their memberships {listed(parts)}"
    )
    beside = networks.gains(relation.pair)
    sides = relation.pair.bloc_and_state
    if beside and sides and relation.institutions.rung != "member":
        text += (
            f". Most members of {sides[0].label} belong to {listed([f'{n} ({m} of {of})' for n, m, of in beside[:3]])}, "
            f"{sides[1].label} does not"
        )
    yield Finding(
        id="institutions.overlap",
        text=text + ".",
        value=found.jaccard,
        unit="part of all organisations of either",
        evidence=found.cells,
        method=methods.accounting(),
        sentence_about="overlap of memberships",
    )


def _brokers(relation: Relation) -> Iterator[Finding]:
    """Name the third states that share most organisations with the party they share fewer with."""
    found = networks.brokers(relation.catalog, relation.pair)
    if not found or (found[0].cell.year or 0) < relation.pair.as_of - 12:
        return
    a, b = relation.pair.a, relation.pair.b
    who = [
        f"{x.label} ({_whole(x.first)} with {a.label}, {_whole(x.second)} with {b.label})"
        for x in found
    ]
    places = [
        (p.label, place)
        for p in (a, b)
        if isinstance(p, State)
        for place in [networks.centrality(relation.catalog, p, relation.pair.as_of)]
        if place
    ]
    rank = (
        f"; by joint memberships with all others {listed([f'{n} was {ordinal(r)} of {of}' for n, (r, of, _) in places])}"
        if places
        else ""
    )
    yield Finding(
        id="institutions.brokers",
        text=f"Outside both, {listed(who)} shared most organisations with the two of them in "
        f"{found[0].cell.year}{rank}.",
        value=found[0].cell.value,
        unit="organisations",
        evidence=(*(x.cell for x in found), *(c for _, (_, _, c) in places)),
        method=methods.accounting(),
        sentence_about="who stands between",
    )
