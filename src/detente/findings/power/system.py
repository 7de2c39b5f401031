"""The shape of the system: how concentrated it is, and which powers it has on which yardstick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from detente.actors.names import Actor
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import newest
from detente.findings.concept import Concept
from detente.findings.power.names import NAMES
from detente.models import track_records as methods
from detente.phrasing import listed, number, whole
from detente.power.system import Poles
from detente.power.yardsticks import yardstick


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the powers, say which of the two is one, and how concentrated capability is."""
    as_of = relation.pair.as_of
    concentration, sizes = relation.power.system
    now = newest(concentration, as_of)
    if now is None or not relation.power.poles:
        return
    then = concentration.at(1990 if as_of >= 2000 else as_of - 20)
    size = newest(sizes, as_of)
    known = (cell for cell in (now, size, then) if cell is not None)
    cells = (*known, *(_cell(poles) for poles in relation.power.poles))
    kinds = {_kind(poles) for poles in relation.power.poles}
    texts = (_powers(relation), _concentration(now, then, size))
    yield Finding(
        id="power.system",
        sentences=tuple(PlainSentence(text) for text in texts),
        value=now.value,
        unit=now.unit,
        evidence=cells,
        method=methods.system(),
        verdict="sources disagree" if len(kinds) > 1 else "measured",
        sentence_about="the shape of the system",
    )


def _powers(relation: Relation) -> str:
    """Name the powers on each yardstick, the two parties first."""
    parties = listed(
        [_among(party, relation) for party in (relation.pair.first, relation.pair.second)]
    )
    powers = [
        f"on {NAMES[poles.yardstick]} {listed(poles.names)} ({_kind(poles)})"
        for poles in relation.power.poles
    ]
    return f"Of the states that held a twentieth or more {parties}: {'; '.join(powers)}."


def _concentration(now: Cell, then: Cell | None, size: Cell | None) -> str:
    """Write the index of concentration, then and now."""
    before = f", against {number(then.value)} in {then.year}" if then else ""
    equal = f", as if {whole(size.value)} equal states shared them" if size else ""
    return (
        "On an index from 0 (all states equal) to 1 (one holds all) the capabilities around the "
        f"two were concentrated to {number(now.value)} in {now.year}{before}{equal}."
    )


def _cell(poles: Poles) -> Cell:
    by = yardstick(poles.yardstick)
    return Cell(
        "capability",
        by.column,
        keys=(("powers", poles.codes), ("year", poles.year)),
        value=sum(poles.shares),
        unit="share of the system",
        sources=by.sources,
        rule="states with a twentieth or more, summed",
    )


def _kind(poles: Poles) -> str:
    """Say how many poles a yardstick shows, and which."""
    count = {"one pole": 1, "two poles": 2}.get(poles.kind, 0)
    return f"{poles.kind}, {listed(poles.names[:count])}" if count else poles.kind


def _among(party: Actor, relation: Relation) -> str:
    """Say on how many yardsticks a party is, or counts, one of the powers; a bloc by member."""
    members = set(party.members(relation.pair.day))
    on = Counter(
        name
        for poles in relation.power.poles
        for code, name in zip(poles.codes, poles.names, strict=True)
        if code in members
    )
    every = len(relation.power.poles)
    if isinstance(party, State):
        if not on:
            return f"{party.label} was none"
        return f"{party.label} was one on {_yardsticks(max(on.values()), every)}"
    if not on:
        return f"{party.label} counted none"
    counts = [f"{name} on {_yardsticks(count, every)}" for name, count in on.items()]
    return f"{party.label} counted {listed(counts)}"


def _yardsticks(count: int, every: int) -> str:
    return "the one yardstick" if every == 1 else f"{count} of {every} yardsticks"


CONCEPT = Concept(
    id="power.system",
    say=findings,
    section="power",
    block="system",
    methods=("system",),
)
