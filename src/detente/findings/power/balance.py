"""What power says: shares, spending, the gap inside a bloc, the forecast, what capability rests on."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.relation_key import short
from detente.actors.states import State, predecessor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.series import STALE, Series, base_year, need
from detente.findings.power import system as power_system
from detente.institutions.ladder import LABELS
from detente.models import track_records as methods
from detente.models.shares.forecast import Forecast, as_series
from detente.models.shares.selection import CANDIDATES, WORDS
from detente.phrasing import band, cap, listed, moved, multiple, ordinal, share
from detente.power.profile import rank, spending_ratios
from detente.power.yardsticks import yardstick
from detente.span import year_end

ASSOCIATE = LABELS.index("associate")
TINY = 0.005
"""Shares below this are not forecast in words: the yardstick has no such resolution."""
SHORT = {
    "cinc": "composite capability (CINC)",
    "gdp": "world product in constant dollars",
    "gdp_long": "world product (Maddison)",
    "spending": "military spending in constant dollars",
    "pop": "the world's people",
}


def findings(relation: Relation) -> Iterator[Finding]:
    """Give what can be said of power; a sentence without data is left out."""
    yield from _shares(relation)
    yield from _between(relation)
    yield from _third(relation)
    yield from _forecast(relation)
    yield from _gap(relation)
    yield from _base(relation)
    yield from power_system.findings(relation)


def _known(group: tuple[Series, ...], as_of: int) -> tuple[Series, ...]:
    return group


def _shares(relation: Relation) -> Iterator[Finding]:
    """Say who held how much then and now, and beside them the third power."""
    pair = relation.pair
    for name in ("cinc", "gdp" if pair.as_of >= 2000 else "gdp_long", "spending"):
        group = _known(relation.power.shares[name], pair.as_of)
        if len(group) < 2 or not all(group[:2]):
            continue
        last = min(group[0].years[-1], group[1].years[-1])
        if last < pair.as_of - 15 or not (group[0].at(last) and group[1].at(last)):
            continue
        first = base_year(pair.as_of, group[:2], last)
        if first is None:
            continue
        cells: list[Cell] = []
        parts = []
        for series, party in zip(group, (pair.a, pair.b, relation.power.third), strict=False):
            if party is None or not series.at(last) or not series.at(first):
                continue
            now, then = need(series, last), need(series, first)
            cells += [now, then]
            place = (
                rank(relation.catalog, party, yardstick(name), last)
                if isinstance(party, State)
                else None
            )
            if place:
                cells.append(
                    Cell(
                        yardstick(name).table,
                        yardstick(name).column,
                        (("rank of", party.key), ("year", place[2])),
                        float(place[0]),
                        f"rank of {place[1]} states",
                        now.sources,
                        "by the value of the year",
                    )
                )
            verb = (
                "held at" if share(then.value) == share(now.value) else moved(then.value, now.value)
            )
            when = (
                f" ({_members(party, first, last)})"
                if isinstance(party, Bloc)
                else _formerly(party, first)
            )
            standing = f", {ordinal(place[0])} of {place[1]} states" if place else ""
            change = (
                f"held at {share(now.value)}"
                if verb == "held at"
                else (f"{verb} {share(then.value)} to {share(now.value)}")
            )
            parts.append(f"that of {party.label}{when} {change}{standing}")
        text = (
            f"Of {SHORT[name]}, from {first} to {last}, {parts[0].replace('that of', 'the share of', 1)}, "
            f"{listed(parts[1:])}."
        )
        yield Finding(
            id=f"power.shares_{name}",
            text=text,
            value=cells[0].value,
            unit="share",
            evidence=tuple(cells),
            method=methods.cinc() if name == "cinc" else methods.accounting(),
            sentence_about="who holds how much",
        )


def _members(bloc: Bloc, first: int, last: int) -> str:
    then, now = len(bloc.members(first)), len(bloc.members(last))
    before = bloc.named(year_end(first))
    if before.label != bloc.label and then:
        return f"{before.label} of {first} with {then} members, then {now}"
    if not then:
        return f"{now} members"
    return f"{then} members, then {now}" if then != now else f"{now} members then and now"


def _formerly(state: State, year: int) -> str:
    before = predecessor(state, year)
    return f" ({before} in {year})" if before else ""


def _ratio_finding(
    relation: Relation, top: int, bottom: int, id: str, about: str
) -> Iterator[Finding]:
    """Lay one ratio of military spending on every yardstick, and say whether they agree."""
    pair = relation.pair
    parties = (pair.a, pair.b, relation.power.third)
    above, below = parties[top], parties[bottom]
    ratios = {k: s for k, s in spending_ratios(relation.power, top, bottom).items()}
    ratios = {k: s for k, s in ratios.items() if s and s.years[-1] >= pair.as_of - 10}
    if not ratios or above is None or below is None:
        return
    # budgets of a year are published in the next: at its end the year before is the newest one
    year = min(pair.as_of - 1, *(s.years[-1] for s in ratios.values()))
    cells = {k: need(s, year) for k, s in ratios.items() if s.at(year)}
    if not cells:
        return
    if next(iter(cells.values())).value < 1:
        yield from _ratio_finding(relation, bottom, top, id, about)
        return
    values = [c.value for c in cells.values()]
    spread, over = max(values) / min(values), sum(v > 2 for v in values)
    if (
        below in (pair.a, pair.b)
        and above in (pair.a, pair.b)
        and set(above.members(year)) & set(below.members(year))
    ):
        return
    tail = ""
    if spread >= 1.3 and 0 < over < len(values):
        tail = f": whether it was more than twice as much depends on the yardstick ({over} of {len(values)} say so)"
    elif spread >= 1.3:
        tail = f": the yardsticks differ by a factor of {spread:.1f}"
    parts = [
        f"{_decisive(c.value)}{f' times that of {below.label}' if i == 0 else ''} {_on(k)}"
        for i, (k, c) in enumerate(cells.items())
    ]
    yield Finding(
        id=id,
        text=f"The defence spending of {above.label} in {year} was {listed(parts)}{tail}.",
        value=values[0],
        unit="ratio",
        low=min(values),
        high=max(values),
        evidence=tuple(cells.values()),
        method=methods.accounting(),
        verdict="sources disagree" if spread >= 1.3 else "measured",
        sentence_about=about,
    )


def _decisive(value: float) -> str:
    """Write a multiple, with the digit that decides where it lies near two."""
    return f"{value:.2f}" if round(value, 1) == 2.0 else multiple(value)


def _on(name: str) -> str:
    """Say on which yardstick: in dollars, at purchasing power, in a data set."""
    label = yardstick(name).label
    return (
        f"at {label}"
        if label.startswith("purchasing")
        else f"in {'the ' if 'Correlates' in label else ''}{label}"
    )


def _between(relation: Relation) -> Iterator[Finding]:
    yield from _ratio_finding(relation, 0, 1, "power.spending_between", "who spends more")


def _third(relation: Relation) -> Iterator[Finding]:
    """Set the third power against the weaker party."""
    if relation.power.third is None:
        return
    group = _known(relation.power.shares["cinc"], relation.pair.as_of)
    if len(group) < 3 or not all(group):
        return
    weaker = 0 if group[0].values[-1] < group[1].values[-1] else 1
    yield from _ratio_finding(relation, 2, weaker, "power.spending_third", "the third power")


def _forecast(relation: Relation) -> Iterator[Finding]:
    """Say where the rule of the back-test leads, with the band of past errors."""
    pair = relation.pair
    sides = pair.bloc_and_state
    rungs = relation.institutions.ladder.values if relation.institutions.ladder else ()
    apart = sides is not None and not set(sides[1].members(pair.as_of)) & set(
        sides[0].members(pair.as_of)
    )
    joint = apart and max(rungs, default=0) >= ASSOCIATE
    names = (f"{short(sides[0])} with {sides[1].name}",) if sides and joint else ()
    for name in ("cinc", "gdp"):
        fans = [
            fan
            for (yard, of), fan in relation.shares.fans.items()
            if yard == name
            and (of in names or (not names and of == relation.power.shares[name][0].of))
        ]
        third = [
            fan
            for (yard, of), fan in relation.shares.fans.items()
            if yard == name and relation.power.third and of == relation.power.third.name
        ]
        for fan in fans:
            i = len(fan.years) - 1
            if fan.median[i] < TINY:
                continue
            cells = [
                need(as_series(f, yardstick(name)), f.years[i])
                for f in (fan, *third)
                if len(f.years) > i
            ]
            begin = Cell(
                "forecast",
                yardstick(name).column,
                (("actor", fan.of), ("origin", fan.origin), ("year", fan.origin)),
                fan.start,
                "share",
                yardstick(name).sources,
                "members of the view",
            )
            rival = (
                f", against {share(cells[1].value)}{band(cells[1].low, cells[1].high, share)} for "
                f"{relation.power.third.label}"
                if len(cells) > 1 and relation.power.third
                else ""
            )
            who = (
                f"{sides[0].label} together with {sides[1].label}"
                if sides and joint
                else pair.a.label
            )
            text = (
                f"If {_goes_on(fan)}, {who} would hold "
                f"{share(fan.median[i])} of {SHORT[name]} in {fan.years[i]}"
                f"{band(fan.low80[i], fan.high80[i], share)}{rival}; {_then(relation, fan, who)}."
            )
            yield Finding(
                id=f"power.forecast_{name}",
                text=text,
                value=fan.median[i],
                unit="share",
                low=fan.low80[i],
                high=fan.high80[i],
                evidence=(*cells, begin),
                method=methods.share_forecast(relation.shares, name),
                verdict="forecast",
                sentence_about="where the trend leads",
            )


def _goes_on(fan: Forecast) -> str:
    """Say in words what the rule of a fan assumes."""
    name = CANDIDATES[fan.record.rule].name
    return "things stay as they are" if name == "none" else f"{WORDS[name]} goes on"


def _then(relation: Relation, fan: Forecast, who: str) -> str:
    """Say what the share was at the origin, with whose members it is counted."""
    blocs = [
        p for p in (relation.pair.a, relation.pair.b) if isinstance(p, Bloc) and p.label in who
    ]
    if not blocs or fan.origin == relation.pair.as_of:
        return f"in {fan.origin} it was {share(fan.start)}"
    return f"in {fan.origin} it was {share(fan.start)}, counted with the members of {relation.pair.as_of}"


def _gap(relation: Relation) -> Iterator[Finding]:
    """Say whether the others in the bloc have drawn nearer to its strongest member."""
    gap = relation.power.gap
    if gap is None:
        return
    known = gap.series
    if len(known.years) < 6 or known.years[-1] < relation.pair.as_of - STALE:
        return
    first, last = base_year(relation.pair.as_of, (known,), known.years[-1]), known.years[-1]
    if first is None:
        return
    then, now = need(known, first), need(known, last)
    peak = max(known.cells(), key=lambda c: c.value)
    label = gap.leader
    text = (
        f"Inside {gap.bloc} {label} spent {multiple(now.value)}{' times' if now.value > 1 else ' of'} what all {gap.rest} "
        f"together spent on defence in {last}, against {multiple(then.value)} in {first}"
        f"{'' if peak.year == last else f'; the ratio was highest in {peak.year}, at {multiple(peak.value)}'}."
    )
    yield Finding(
        id="power.gap",
        text=text,
        value=now.value,
        unit="ratio",
        evidence=(now, then, peak),
        method=methods.accounting(),
        sentence_about="the gap inside the bloc",
    )


def _base(relation: Relation) -> Iterator[Finding]:
    """Say what the capability of the state of the pair rests on: lives and fuel."""
    for party, index in ((relation.pair.b, 1), (relation.pair.a, 0)):
        if not isinstance(party, State):
            continue
        life = relation.power.traits["life_expectancy"][index]
        fuel = relation.power.traits["fuel_exports"][index]
        other = relation.power.traits["life_expectancy"][1 - index]
        if not life:
            continue
        now = need(life, life.years[-1])
        low = min(life.cells(), key=lambda c: c.value)
        cells = [now]
        text = f"Life expectancy in {party.label} was {now.value:.1f} years in {now.year}"
        rival = other.at(life.years[-1])
        if rival:
            cells.append(rival)
            kind = "the median member of " if relation.pair.bloc_and_state else ""
            whom = f"{kind}{(relation.pair.a if index else relation.pair.b).label}"
            apart = abs(now.value - rival.value)
            text += (
                f", as long as in {whom}"
                if apart < 0.05
                else (
                    f", {apart:.1f} {'below' if now.value < rival.value else 'above'} that of {whom}"
                )
            )
        if low.year is not None and low.year != now.year and low.value < life.values[0] - 1:
            cells.append(low)
            text += f" (its lowest since {life.years[0]}: {low.value:.1f} in {low.year})"
        source = fuel.last(relation.pair.as_of) if fuel else None
        if source is not None and source.value >= 5:
            cells.append(source)
            text += f"; fuel made up {source.value:.0f} % of what it sold abroad in {source.year}"
        if len(cells) == 1:
            continue
        yield Finding(
            id=f"power.base_{party.key.lower()}",
            text=cap(text) + ".",
            value=now.value,
            unit="years",
            evidence=tuple(cells),
            method=methods.accounting(),
            sentence_about="what capability rests on",
        )
        return
