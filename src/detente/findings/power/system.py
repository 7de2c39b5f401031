"""What power says beyond shares: how yardsticks differ, how the system is shaped, when lines would cross, who threatens whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import polars as pl

from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.series import STALE, newest
from detente.models import track_records as methods
from detente.models.dispute_outcomes.fit import FITTED
from detente.models.dispute_outcomes.fit import LAST as LAST_OUTCOME
from detente.models.shares.forecast import Crossing
from detente.phrasing import cap, listed, multiple, number, part_of, share
from detente.power.system import Poles, overtaking
from detente.power.threat import Threat
from detente.power.yardsticks import YARDSTICKS, yardstick

NAMES = {
    "cinc": "the composite index",
    "gdp": "product in constant dollars",
    "gdp_ppp": "product at purchasing power",
    "net": "GDP times GDP per head",
    "gdp_long": "product in the long run",
    "net_long": "GDP times GDP per head in the long run",
    "spending": "military spending",
    "milex": "military spending after the Correlates of War",
    "milper": "soldiers",
    "pop": "people",
    "upop": "townspeople",
    "irst": "iron and steel",
    "pec": "energy",
    "warheads": "warheads",
    "arms": "arms exports",
    "oil": "oil produced",
    "gas": "natural gas produced",
}
TINY = 0.001
"""Share below which no ratio is formed."""
MEMORY = 40
"""Years within which one passing another is told."""
OVERALL = (
    "cinc",
    "gdp",
    "gdp_ppp",
    "net",
    "gdp_long",
    "net_long",
    "spending",
    "milex",
    "milper",
    "pop",
)
"""Yardsticks of power as a whole; the others are parts."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Give what can be said; a sentence without data is left out."""
    yield from _views(relation)
    yield from _system(relation)
    yield from _transition(relation)
    yield from _crossing(relation)
    yield from _threat(relation)
    yield from _energy(relation)
    yield from _dispute_end(relation)


def views(relation: Relation) -> dict[str, tuple[Cell, Cell]]:
    """Give the newest cells of both parties in one year, by yardstick; only where both have one that is not stale."""
    found = {}
    as_of = relation.pair.as_of
    for by in YARDSTICKS:
        first, second = (s for s in relation.power.shares[by.id][:2])
        years = sorted(set(first.years) & set(second.years))
        cells = (
            (first.at(years[-1]), second.at(years[-1]))
            if years and years[-1] >= as_of - STALE
            else (None, None)
        )
        if cells[0] and cells[1] and cells[0].value > 0 and cells[1].value > 0:
            found[by.id] = (cells[0], cells[1])
    return found


def _views(relation: Relation) -> Iterator[Finding]:
    """Say between which ratios the yardsticks of power put the two."""
    known = {k: v for k, v in views(relation).items() if k in OVERALL}
    if len(known) < 4:
        return
    ratios = sorted(((a.value / b.value, k) for k, (a, b) in known.items()))
    (least, low), (most, high) = ratios[0], ratios[-1]
    one, other = relation.pair.a.label, relation.pair.b.label
    if most < 1:
        one, other, least, most, low, high = other, one, 1 / most, 1 / least, high, low
    ahead = sum(r > 1 for r, _ in ratios)
    whole = f"{len(ratios)} yardsticks of power as a whole"
    who = (
        f"{cap(one)} outweighs {other} on all {whole}"
        if ahead in (0, len(ratios))
        else (f"Who is stronger depends on the yardstick: {one} is on {ahead} of {whole}")
    )
    text = f"{who}, from {multiple(least)} times on {NAMES[low]} to {multiple(most)} times on {NAMES[high]}."
    cells = tuple(c for k in (low, high) for c in known[k])
    yield Finding(
        id="power.views",
        text=text,
        value=most,
        low=least,
        high=most,
        unit="ratio",
        evidence=cells,
        method=methods.accounting(),
        verdict="sources disagree" if most / least >= 1.3 else "measured",
        sentence_about="how much the yardsticks differ",
    )


def _system(relation: Relation) -> Iterator[Finding]:
    """Say how concentrated the system is, and which powers it has on which yardstick."""
    as_of = relation.pair.as_of
    series, sizes = (s for s in relation.power.system)
    now = newest(series, as_of)
    if now is None or not relation.power.poles:
        return
    then = series.at(1990 if as_of >= 2000 else as_of - 20)
    size = newest(sizes, as_of)
    cells = [now, *((size,) if size else ()), *((then,) if then else ())]
    cells += [
        Cell(
            "capability",
            yardstick(p.yardstick).column,
            (("powers", p.codes), ("year", p.year)),
            sum(p.shares),
            "share of the system",
            yardstick(p.yardstick).sources,
            "states with a twentieth or more, summed",
        )
        for p in relation.power.poles
    ]
    before = f", against {number(then.value)} in {then.year}" if then else ""
    equal = f", as if {size.value:.0f} equal states shared them" if size else ""
    said = [
        f"on {NAMES[p.yardstick]} {listed(p.names)} ({_poles(p)})" for p in relation.power.poles
    ]
    mine = listed([_among(party, relation) for party in (relation.pair.a, relation.pair.b)])
    text = (
        f"Of the states that held a twentieth or more {mine}: {'; '.join(said)}. On an index from 0 (all states equal) to 1 "
        f"(one holds all) the capabilities around the two were concentrated to {number(now.value)} in {now.year}{before}"
        f"{equal}."
    )
    yield Finding(
        id="power.system",
        text=text,
        value=now.value,
        unit=now.unit,
        evidence=tuple(cells),
        method=methods.system(),
        verdict="sources disagree"
        if len({_poles(p) for p in relation.power.poles}) > 1
        else "measured",
        sentence_about="the shape of the system",
    )


def _poles(found: Poles) -> str:
    """Name the poles of a yardstick."""
    named = {"one pole": found.names[:1], "two poles": found.names[:2]}.get(found.kind, ())
    return f"{found.kind}, {listed(named)}" if named else found.kind


def _among(party: Actor, relation: Relation) -> str:
    """Say on how many yardsticks a party is, or counts, one of the powers; of a bloc member by member."""
    codes = set(party.members(relation.pair.as_of))
    every = len(relation.power.poles)
    many: dict[str, int] = {}
    for p in relation.power.poles:
        for c, n in zip(p.codes, p.names, strict=True):
            if c in codes:
                many[n] = many.get(n, 0) + 1
    over = "the one yardstick" if every == 1 else f"{{}} of {every} yardsticks"
    if isinstance(party, State):
        return (
            f"{party.label} was one on {over.format(max(many.values()))}"
            if many
            else f"{party.label} was none"
        )
    if not many:
        return f"{party.label} counted none"
    return f"{party.label} counted {listed([f'{n} on {over.format(k)}' for n, k in many.items()])}"


def _transition(relation: Relation) -> Iterator[Finding]:
    """Say which of the three passed another on which yardstick within living memory."""
    pair, third = relation.pair, relation.power.third
    parties: tuple[Actor, ...] = (pair.a, pair.b, *((third,) if third else ()))
    passed: dict[tuple[str, str], list[str]] = {}
    compared, cells, mine = list[str](), [], 0
    for name in ("cinc", "gdp_long", "gdp", "spending"):
        group = [s for s in relation.power.shares[name]]
        for (low, one), (high, other) in permutations(zip(group, parties, strict=False), 2):
            if set(one.members(pair.as_of)) & set(other.members(pair.as_of)):
                continue
            here = {one.key, other.key} == {pair.a.key, pair.b.key}
            together = sorted(set(low.years) & set(high.years))
            if here and together and together[0] <= pair.as_of - MEMORY and name not in compared:
                compared.append(name)
            years = [y for y in overtaking(low, high) if y > pair.as_of - MEMORY]
            # a pass is told where the two were seen year by year around it, and the order held since
            if (
                years
                and years[-1] - 1 in together
                and max(overtaking(high, low), default=0) < years[-1]
            ):
                passed.setdefault((one.label, other.label), []).append(
                    f"{NAMES[name]} ({years[-1]})"
                )
                mine += here
                cells += [c for c in (low.at(years[-1]), high.at(years[-1])) if c is not None]
    if passed:
        between = (
            ""
            if mine or not compared
            else (
                f"neither of {pair.a.label} and {pair.b.label} passed the other on "
                f"{listed([NAMES[n] for n in compared])} in {MEMORY} years; "
            )
        )
        told = listed(
            [f"{one} passed {other} on {listed(on)}" for (one, other), on in passed.items()]
        )
        yield Finding(
            id="power.transition",
            text=f"{cap(between + told)}, and stood above since.",
            value=cells[0].value,
            unit="share",
            evidence=tuple(cells),
            method=methods.accounting(),
            sentence_about="who passed whom",
        )


def _crossing(relation: Relation) -> Iterator[Finding]:
    """Say when the lines of two of the three would cross, or that they would not."""
    parties = {short(p): p.label for p in (relation.pair.a, relation.pair.b)}
    third = relation.power.third
    if third:
        parties[third.name] = third.label
    for name in ("cinc", "gdp", "gdp_long"):
        found = [c for c in relation.shares.crossings if c.yardstick == name]
        if not found or (
            name == "gdp_long" and any(c.yardstick == "gdp" for c in relation.shares.crossings)
        ):
            continue
        likely = [c for c in found if c.never < 0.9]
        mine = {short(relation.pair.a), short(relation.pair.b)}
        rest = [c for c in found if c.never >= 0.9 and {c.first, c.second} == mine]
        if not likely and not rest:
            continue
        parts = [_when(c, parties) for c in likely]
        if rest:
            parts.append(
                f"{listed([f'{parties[c.second]} would not pass {parties[c.first]}' for c in rest])} by "
                f"{rest[0].origin + rest[0].horizon} in nine draws of ten or more"
            )
        cells = tuple(
            Cell(
                "forecast",
                yardstick(name).column,
                (
                    ("first", c.first),
                    ("second", c.second),
                    ("origin", c.origin),
                    ("horizon", c.horizon),
                ),
                1 - c.never,
                "part of draws that cross",
                yardstick(name).sources,
                f"{c.draws} past paths of errors of pairs of the 25 strongest states",
            )
            for c in found
        )
        best = min(found, key=lambda c: c.never)
        yield Finding(
            id=f"power.crossing_{name}",
            text=f"Carried forward on {NAMES[name]} from {found[0].origin}, {'; '.join(parts)}.",
            value=1 - best.never,
            unit="part of draws that cross",
            evidence=cells,
            method=methods.share_forecast(relation.shares, name),
            verdict="forecast",
            sentence_about="when lines cross",
        )


def _when(found: Crossing, names: dict[str, str]) -> str:
    tenth = (
        f" and by {found.early} in one of ten"
        if found.early and found.early != found.middle
        else ""
    )
    half = (
        f"by {found.middle} in half of the draws{tenth}"
        if found.middle
        else (
            f"by {found.early} in one draw of ten"
            if found.early
            else "in fewer than one draw of ten"
        )
    )
    return (
        f"{names[found.second]} passes {names[found.first]} {half}; in {part_of(found.never)} they do not cross by "
        f"{found.origin + found.horizon}"
    )


def _threat(relation: Relation) -> Iterator[Finding]:
    """Say what each party sees from where it stands, once distance has taken its part."""
    for index, (seen, looking, other) in enumerate(
        zip(
            relation.power.threats,
            (relation.pair.a, relation.pair.b),
            (relation.pair.b, relation.pair.a),
            strict=True,
        )
    ):
        mine = [t for t in seen if t.of == other.label]
        inside = [
            t
            for t in seen
            if t.of in (relation.power.gap.inside if relation.power.gap else {})
            and not isinstance(other, State)
        ]
        rest = [t for t in seen if t not in mine and t not in inside]
        if not mine or not rest:
            continue
        own, top = mine[0], rest[0]
        within = f" ({listed([f'{t.of} {share(t.value)}' for t in inside])})" if inside else ""
        times = top.value / max(own.value, TINY)
        verdict = (
            f"{own.of} hardly weighs there, {top.of} does"
            if own.value < TINY
            else (
                f"{top.of} weighs {multiple(times)} times as much there as {own.of}"
                if times >= 1.15
                else f"{own.of} weighs {multiple(1 / times)} times as much there as {top.of}, the strongest other"
                if times <= 1 / 1.15
                else f"{own.of} and {top.of} weigh alike there"
            )
        )
        text = (
            f"Seen from {looking.label}, distance leaves {share(own.value)} of the {share(own.capability)} of all capability "
            f"that {own.of} holds{within}, and {share(top.value)} of the {share(top.capability)} that {top.of} "
            f"holds{_near(top)}: {verdict}."
        )
        yield Finding(
            id=f"power.threat_{'ab'[index]}",
            text=text,
            value=own.value,
            unit="share of the system after distance",
            evidence=tuple(t.cell for t in (own, top, *inside)),
            method=methods.threat(),
            sentence_about="what threatens whom",
        )


def _near(found: Threat) -> str:
    return ", a neighbour by land" if not found.kilometres else ""


def _energy(relation: Relation) -> Iterator[Finding]:
    """Say who produces how much of the world's oil and gas, where either is a producer."""
    parts, cells = [], []
    oil, gas = (relation.power.shares[n][:2] for n in ("oil", "gas"))
    for party, *series in zip((relation.pair.a, relation.pair.b), oil, gas, strict=True):
        known = [
            (word, c)
            for word, s in zip(("oil", "natural gas"), series, strict=True)
            for c in [newest(s, relation.pair.as_of)]
            if c is not None and c.value >= 0.02
        ]
        if known:
            part = listed([f"{share(c.value)} of the world's {word}" for word, c in known])
            parts.append(f"{party.label} produced {part} ({known[0][1].year})")
            cells += [c for _, c in known]
    if cells:
        yield Finding(
            id="power.energy",
            text=f"{cap('; '.join(parts))}.",
            value=cells[0].value,
            unit="share",
            evidence=tuple(cells),
            method=methods.accounting(),
            sentence_about="energy",
        )


def _dispute_end(relation: Relation) -> Iterator[Finding]:
    """Say how a dispute begun by either of two states would be expected to end; only for views that could know the model."""
    a, b, as_of = relation.pair.a, relation.pair.b, relation.pair.as_of
    if not (isinstance(a, State) and isinstance(b, State)) or as_of < FITTED:
        return
    year = min(as_of, LAST_OUTCOME)
    parts, cells = [], []
    for one, other in ((a, b), (b, a)):
        codes = one.members(year), other.members(year)
        row = (
            relation.catalog.scan("outcomes")
            .filter(
                (pl.col("year") == year)
                & pl.col("ccode1").is_in(list(codes[0]))
                & pl.col("ccode2").is_in(list(codes[1]))
            )
            .select("win", "lose")
            .collect()
        )
        if row.is_empty():
            return
        win, lose = row.row(0)
        parts.append(
            f"begun by {one.label}, it would end in stalemate in {100 * (1 - win - lose):.1f} of 100, in a win for its "
            f"side in {100 * win:.1f} and in a loss in {100 * lose:.1f}"
        )
        cells += [
            Cell(
                "outcomes",
                name,
                (("ccode1", codes[0][0]), ("ccode2", codes[1][0]), ("year", year)),
                value,
                "part of disputes",
                ("cow_nmc", "mid_outcomes"),
                "ridge multinomial logit of components, gaps and a smooth of time",
            )
            for name, value in (("win", win), ("lose", lose))
        ]
    yield Finding(
        id="power.dispute_end",
        text=f"If a dispute of one against one came as those of the past did in {year}, then "
        f"{'; '.join(parts)}.",
        value=cells[0].value,
        unit="part of disputes",
        evidence=tuple(cells),
        method=methods.outcomes(),
        verdict="forecast",
        sentence_about="how a dispute would end",
    )
