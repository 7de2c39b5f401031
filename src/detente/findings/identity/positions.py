"""What identity says: positions in UN votes, their paths, agreement and its issues, speech, regimes, expectations."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, predecessor
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.evidence.finding import Finding
from detente.evidence.series import STALE, need, newest
from detente.findings.identity import paths as identity_paths
from detente.findings.identity import speech as identity_speech
from detente.identity import distance as positions
from detente.identity import similarity
from detente.identity.agreement import ISSUES, window_of
from detente.models import track_records as methods
from detente.phrasing import band, beyond, cap, gap, listed, number, years_of


def findings(relation: Relation) -> Iterator[Finding]:
    """Give what can be said of identity; a sentence without data is left out."""
    yield from _distance(relation)
    yield from identity_paths.findings(relation)
    yield from _second_opinion(relation)
    yield from _agreement(relation)
    yield from _issues(relation)
    yield from identity_speech.findings(relation)
    yield from _regime(relation)
    yield from identity_speech.expectations(relation)


def _side(party: Actor) -> str:
    return f"the core of {party.label}" if isinstance(party, Bloc) else party.label


def _distance(relation: Relation) -> Iterator[Finding]:
    """Say how far apart, when nearest and farthest, and where that lies among all pairs."""
    pair, series = relation.pair, relation.identity.distance
    now = newest(series, pair.as_of)
    if now is None:
        return
    recent = [c for c in series.cells() if c.year is not None and c.year >= 1955] or list(
        series.cells()
    )
    near, far = min(recent, key=lambda c: c.value), max(recent, key=lambda c: c.value)
    since = f"since {recent[0].year} " if recent[0].year != series.years[0] else ""
    _year, everybody = positions.all_pairs(relation.catalog, now.year or 0)
    rank = percentile_of(now.value, everybody)
    cells = list(dict.fromkeys((now, near, far)))
    text = (
        f"In UN votes {pair.b.label if pair.b.kind == 'state' else _side(pair.b)} stood {gap(now.value)} from "
        f"{_side(pair.a)} in {now.year}{band(now.low, now.high)}, {beyond(rank, 'farther', 'nearer')} of states"
    )
    if near.year == far.year:
        near = far = now
    if near.year != now.year:
        text += f"; {since}they were nearest in {near.year} ({gap(near.value)})"
    if far.year != now.year:
        text += (
            f" and farthest in {far.year} ({gap(far.value)})"
            if near.year != now.year
            else f"; {since}they were farthest in {far.year} ({gap(far.value)})"
        )
    text += _before(pair, near.year or 0, far.year or 0)
    yield Finding(
        id="identity.distance",
        text=text + ".",
        value=now.value,
        unit=series.unit,
        low=now.low,
        high=now.high,
        evidence=tuple(cells),
        method=methods.ideal_points(relation.catalog, pair.as_of),
        sentence_about="how far apart they vote",
    )


def _before(pair: RelationKey, *years: int) -> str:
    """Name the predecessor whose votes an early year shows, where people knew it under another name."""
    for party in (p for p in (pair.a, pair.b) if isinstance(p, State)):
        for year in sorted(years):
            before = predecessor(party, year)
            if before:
                return f"; the votes of {year} are those of {before}"
    return ""


def _second_opinion(relation: Relation) -> Iterator[Finding]:
    """Ask the literature's votes and the published estimates, and say where they differ."""
    as_of, identity = relation.pair.as_of, relation.identity
    main = identity.distance
    asked = (
        (identity.distance_voeten, "on votes of all kinds (the literature's set)"),
        (identity.distance_published, "from published estimates on final-passage votes"),
    )
    others = [(s, words) for s, words in asked]
    told = []
    for series, words in others:
        common = max(set(main.years) & set(series.years), default=None) if main and series else None
        if common is not None and common >= as_of - STALE:
            told.append((need(series, common), words, need(main, common)))
    if not told:
        return
    parts = [
        f"{words} {number(cell.value)} in {cell.year}{band(cell.low, cell.high)} (headline {number(own.value)})"
        for cell, words, own in told
    ]
    apart = max(abs(cell.value - own.value) for cell, _, own in told)
    yield Finding(
        id="identity.distance_second",
        text=f"Second opinions on the distance: {listed(parts)}.",
        value=told[0][0].value,
        unit=main.unit,
        low=told[0][0].low,
        high=told[0][0].high,
        evidence=tuple(dict.fromkeys(x for cell, _, own in told for x in (cell, own))),
        method=methods.ideal_points(relation.catalog, as_of),
        verdict="sources disagree" if apart > 0.25 else "measured",
        sentence_about="other votes, other estimates",
    )


def _agreement(relation: Relation) -> Iterator[Finding]:
    """Say how much they agree beyond chance, and when they agreed most."""
    series = relation.identity.agreement
    now = newest(series, relation.pair.as_of)
    if now is None:
        return
    best = max(series.cells(), key=lambda c: c.value)
    _, everybody = similarity.all_pairs(relation.catalog, now.year or 0)
    rank = percentile_of(now.value, everybody)
    who = relation.pair.bloc_and_state
    side = (
        f"the median member of {who[0].label} and {who[1].label}"
        if who
        else (
            relation.pair.words
            if relation.pair.a.kind == "state"
            else f"the median pair of a member of {relation.pair.a.label} and one of {relation.pair.b.label}"
        )
    )
    text = (
        f"Corrected for chance, the agreement of {side} in {now.year} was {number(now.value)}"
        f"{band(now.low, now.high)} (1 is full agreement, 0 what chance gives), "
        f"{beyond(rank, 'higher', 'lower')}"
    )
    if best.year != now.year:
        text += f"; it was highest in {best.year}, at {number(best.value)}"
    yield Finding(
        id="identity.agreement",
        text=cap(text) + ".",
        value=now.value,
        unit="pi",
        low=now.low,
        high=now.high,
        evidence=tuple(dict.fromkeys((now, best))),
        method=methods.agreement(),
        sentence_about="how much they agree",
    )


def _issues(relation: Relation) -> Iterator[Finding]:
    """Say on which issues they agree most and least."""
    series = [s for s in relation.identity.issues]
    last = max((s.years[-1] for s in series if s), default=0)
    cells = {s.id.rpartition("_")[2]: need(s, last) for s in series if s and s.at(last)}
    if len(cells) < 3 or last < relation.pair.as_of - STALE:
        return
    ordered = sorted(cells.items(), key=lambda item: -item[1].value)
    (top, best), (low, worst) = ordered[0], ordered[-1]
    middle = listed([f"{ISSUES[k]} ({number(c.value)})" for k, c in ordered[1:-1]])
    span = years_of(*window_of(last))
    if best.value <= 0:
        text = (
            f"In the votes of {span} the parties opposed one another on every issue, least on {ISSUES[top]} "
            f"(pi {number(best.value)}) and most on {ISSUES[low]} ({number(worst.value)}), with {middle} between."
        )
    else:
        text = (
            f"In the votes of {span} the parties agreed most on {ISSUES[top]} (pi {number(best.value)}) and least on "
            f"{ISSUES[low]} ({number(worst.value)}), with {middle} between."
        )
    yield Finding(
        id="identity.issues",
        text=text,
        value=best.value - worst.value,
        unit="pi",
        evidence=tuple(c for _, c in ordered),
        method=methods.agreement(),
        sentence_about="on what they agree",
    )


def _regime(relation: Relation) -> Iterator[Finding]:
    """Set the two regimes side by side, now and at their nearest since 1946."""
    series = relation.identity.regime
    now = newest(series, relation.pair.as_of)
    if now is None:
        return
    own = [s.at(now.year or 0) for s in relation.identity.polyarchy]
    recent = [c for c in series.cells() if (c.year or 0) >= 1946] or list(series.cells())
    near = min(recent, key=lambda c: c.value)
    cells = [now, *(c for c in own if c), near]
    names = [
        f"{'the median member of ' if isinstance(p, Bloc) else ''}{p.label}"
        for p in (relation.pair.a, relation.pair.b)
    ]
    levels = listed(
        [
            f"{n} at {number(c.value)}{band(c.low, c.high)}"
            for n, c in zip(names, own, strict=True)
            if c
        ]
    )
    text = f"Electoral democracy (0 to 1) in {now.year} put {levels}: {gap(now.value)}{band(now.low, now.high)} apart"
    if near.year != now.year:
        text += f", against {gap(near.value)} in {near.year}, their nearest since {recent[0].year}"
    yield Finding(
        id="identity.regime",
        text=text + ".",
        value=now.value,
        unit=series.unit,
        low=now.low,
        high=now.high,
        evidence=tuple(dict.fromkeys(cells)),
        method=methods.vdem(),
        sentence_about="how unlike their regimes are",
    )
