"""What the parties say of each other, what is reported between them, and what was once expected."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.series import newest
from detente.identity.othering import WINDOW
from detente.models import track_records as methods
from detente.phrasing import band, cap, listed, number, years_of


def findings(relation: Relation) -> Iterator[Finding]:
    """Give speech, events and opinion; a sentence without data is left out."""
    yield from _speech(relation)
    yield from _events(relation)
    yield from _opinion(relation)


def _voice(party: Actor) -> str:
    return f"members of {party.label}" if isinstance(party, Bloc) else party.label


def _speech(relation: Relation) -> Iterator[Finding]:
    """Say how hostile each party's mentions of the other are, now and at their extremes."""
    pair, parts, cells = relation.pair, [], []
    for speaker, other, series in (
        (pair.a, pair.b, relation.identity.speech[0]),
        (pair.b, pair.a, relation.identity.speech[1]),
    ):
        known = series
        now = newest(known, pair.as_of)
        if now is None:
            continue
        most, least = (
            max(known.cells(), key=lambda c: c.value),
            min(known.cells(), key=lambda c: c.value),
        )
        span = years_of((now.year or 0) - WINDOW + 1, now.year or 0)
        parts.append(
            f"{number(now.value)} of what {_voice(speaker)} said of {other.label} in {span}{band(now.low, now.high)} "
            f"(most {number(most.value)} in {most.year}, least {number(least.value)} in {least.year})"
        )
        cells += [now, most, least]
    if not cells:
        return
    text = f"In the UN General Debate the hostile part was {listed(parts)}."
    yield Finding(
        id="identity.speech",
        text=text,
        value=cells[0].value,
        unit="part of mentions",
        low=cells[0].low,
        high=cells[0].high,
        evidence=tuple(dict.fromkeys(cells)),
        method=methods.stance(),
        sentence_about="how they speak of each other",
    )


def _events(relation: Relation) -> Iterator[Finding]:
    """Say which part of reported events was hostile."""
    series = relation.identity.events
    now = newest(series, relation.pair.as_of)
    if now is None:
        return
    most, least = (
        max(series.cells(), key=lambda c: c.value),
        min(series.cells(), key=lambda c: c.value),
    )
    text = (
        f"Of the events reported between the parties in {now.year} {number(now.value)} were hostile{band(now.low, now.high)}; "
        f"least in {least.year} ({number(least.value)}), most in {most.year} ({number(most.value)})."
    )
    yield Finding(
        id="identity.events",
        text=text,
        value=now.value,
        unit="part of events",
        low=now.low,
        high=now.high,
        evidence=tuple(dict.fromkeys((now, least, most))),
        method=methods.events(),
        sentence_about="what is reported between them",
    )


def _opinion(relation: Relation) -> Iterator[Finding]:
    """Say how favourably each party's people see the other."""
    known = [(s, newest(s, relation.pair.as_of)) for s in relation.identity.opinion]
    cells = [(s, c) for s, c in known if c is not None]
    if not cells:
        return
    parts = [
        f"{number(c.value)} of respondents in {s.of} held {s.label[:1].lower() + s.label[1:]} in {c.year}"
        for s, c in cells
    ]
    yield Finding(
        id="identity.opinion",
        text=cap(f"{listed(parts)}."),
        value=cells[0][1].value,
        unit="part of respondents",
        evidence=tuple(c for _, c in cells),
        method=methods.survey(),
        sentence_about="what their people think",
    )


def expectations(relation: Relation) -> Iterator[Finding]:
    """Hold what openings led to elsewhere against what came."""
    for state, gap in relation.identity.gaps:
        side = (
            "below"
            if gap.observed.value < gap.low
            else "above"
            if gap.observed.value > gap.high
            else "within"
        )
        yield Finding(
            id=f"identity.expectation_{state.key.lower()}",
            text=(
                f"Electoral democracy in {state.label} stood at {number(gap.start.value)} in {gap.origin}; openings like it, "
                f"as far as their outcome was known then, would have moved it to {number(gap.expected)} after "
                f"{gap.year - gap.origin} years [{number(gap.low)}, {number(gap.high)}, {gap.cases} cases]. It stood at "
                f"{number(gap.observed.value)} in {gap.year}, {side} what could be expected."
            ),
            value=gap.observed.value - gap.expected,
            unit="index points",
            low=gap.observed.value - gap.high,
            high=gap.observed.value - gap.low,
            evidence=(gap.start, gap.observed),
            method=methods.expectation(gap.cases),
            verdict="measured" if side != "within" else "no difference",
            sentence_about="what was expected after 1991",
        )
