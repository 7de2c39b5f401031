"""What institutions say: the ladder, organisations, obligations, borders and disputes."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Step, blocs
from detente.actors.states import State, identity_on
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.series import STALE, need
from detente.findings.institutions import membership as membership_findings
from detente.findings.institutions import networks as institution_networks
from detente.institutions import ladder, ties
from detente.institutions.borders import LAST as LAST_BORDER
from detente.institutions.disputes import SPAN
from detente.models import track_records as methods
from detente.phrasing import beyond, cap, counted, listed, part
from detente.span import year_end

DUTIES = {
    "defense": "to defend one another",
    "offense": "to attack together",
    "neutral": "to stay neutral",
    "nonagg": "not to attack one another",
    "consul": "to consult",
}
OWED = {
    "defense": "to defend {}",
    "offense": "to join {} in an attack",
    "neutral": "to stay neutral towards {}",
    "nonagg": "not to attack {}",
    "consul": "to consult {}",
}
COLONIES = 1975
"""Year before which colonies made neighbours that the data on homelands do not count."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Give what can be said of institutions; a sentence without data is left out."""
    yield from _ladder(relation)
    yield from _shared_blocs(relation)
    yield from _organisations(relation)
    yield from _obligations(relation)
    yield from _borders(relation)
    yield from _disputes(relation)
    yield from institution_networks.findings(relation)
    yield from membership_findings.findings(relation)


def _ladder(relation: Relation) -> Iterator[Finding]:
    """Say which rung the state holds in the bloc, since when, and what was suspended."""
    sides, series = relation.pair.bloc_and_state, relation.institutions.ladder
    if sides is None or series is None or not series:
        return
    bloc, state = sides
    as_of = relation.pair.as_of
    now = need(series, series.years[-1])
    top = max(series.cells(), key=lambda c: c.value)
    steps = relation.institutions.rails[0].steps if relation.institutions.rails else ()
    since = series.years[-1]
    while since - 1 in series.years and need(series, since - 1).value == now.value:
        since -= 1
    if now.value == 0 and not steps:
        text = f"No rung of {state.label} in {bloc.label}, founded in {bloc.span.start.year}, is on record here"
    elif now.value == 0:
        text = (
            f"{cap(state.label)} held no rung in {bloc.label} at the end of {as_of}; "
            f"its highest had been {ladder.LABELS[int(top.value)]} ({top.year})"
        )
    else:
        text = f"In {bloc.label} {state.label} has stood as {_a(relation.institutions.rung)} since {since}"
        forms = _forms(steps, as_of)
        if forms and relation.institutions.rung != "member":
            text += f": {listed(forms)}"
        if top.value > now.value:
            text += f"; it once was {_a(ladder.LABELS[int(top.value)])} ({top.year})"
    text += _halts(steps, as_of)
    yield Finding(
        id="institutions.ladder",
        text=text + ".",
        value=now.value,
        unit=series.unit,
        evidence=tuple(dict.fromkeys((now, top))),
        method=methods.accounting(),
        sentence_about="the rung held",
    )


def _a(rung: str) -> str:
    return f"{'an' if rung[0] in 'aeio' else 'a'} {rung}"


def _forms(steps: tuple[Step, ...], as_of: int) -> list[str]:
    """Name the forms in force and not suspended, by date."""
    day = year_end(as_of)
    stopped = {s.form for s in steps if s.span.covers(day) and s.rung == "suspended"}
    holding = [
        s for s in steps if s.span.covers(day) and s.rung in ladder.LABELS and s.form not in stopped
    ]
    return [f"{s.form} ({s.span.start.year})" for s in sorted(holding, key=lambda s: s.span.start)]


def _halts(steps: tuple[Step, ...], as_of: int) -> str:
    """Say what is suspended, and when membership once was."""
    day = year_end(as_of)
    now = [
        f"{'membership' if s.form == 'member' else s.form} since {s.span.start.isoformat()}"
        for s in steps
        if s.span.covers(day) and s.rung == "suspended"
    ]
    once = [
        f"from {s.span.start.year} to {s.span.end.year}"
        for s in steps
        if s.rung == "suspended" and s.form == "member" and s.span.end < day
    ]
    text = f"; suspended: {listed(now)}" if now else ""
    return text + (f"; its membership was suspended {listed(once)}" if once else "")


def _shared_blocs(relation: Relation) -> Iterator[Finding]:
    """For two states: the blocs of which both are members, and those that hold one but not the other."""
    a, b = relation.pair.a, relation.pair.b
    if not (isinstance(a, State) and isinstance(b, State)):
        return
    mine, yours = (
        ladder.memberships(a, relation.pair.as_of),
        ladder.memberships(b, relation.pair.as_of),
    )
    both = sorted(k for k in mine if mine[k] == "member" and yours.get(k) == "member")
    apart = [
        sorted(k for k, r in x.items() if r == "member" and y.get(k) != "member")
        for x, y in ((mine, yours), (yours, mine))
    ]
    if not (both or any(apart)):
        return
    cells = tuple(
        Cell(
            "blocs",
            "rung",
            (("bloc", k), ("state", s.key), ("year", relation.pair.as_of)),
            5.0,
            "0 none to 5 member",
            ("blocs",),
            "member on 31 December",
        )
        for k, s in [
            *((k, p) for k in both for p in (a, b)),
            *((k, a) for k in apart[0]),
            *((k, b) for k in apart[1]),
        ]
    )
    name = {
        k: blocs()[k].named(year_end(relation.pair.as_of)).label
        for k in {*both, *apart[0], *apart[1]}
    }
    since = {
        k: max(
            min(
                (s.span.start.year for s in blocs()[k].steps_of(p.letters) if s.rung == "member"),
                default=0,
            )
            for p in (a, b)
        )
        for k in both
    }
    text = (
        f"At the end of {relation.pair.as_of} both were members of "
        + listed([f"{name[k]} (since {since[k]})" for k in both])
        if both
        else f"At the end of {relation.pair.as_of} none of the {len(blocs())} blocs followed here had both as members"
    )
    for names, party in zip(apart, (a, b), strict=True):
        if names:
            text += f"; {party.label} alone was in {listed([name[k] for k in names])}"
    yield Finding(
        id="institutions.blocs",
        text=text + ".",
        value=float(len(both)),
        unit="blocs",
        evidence=cells,
        method=methods.accounting(),
        sentence_about="blocs in common",
    )


def _organisations(relation: Relation) -> Iterator[Finding]:
    """Say how many organisations they share, and how that compares."""
    full, associate, observer = (s for s in relation.institutions.organisations)
    if not full or full.years[-1] < relation.pair.as_of - STALE:
        return
    now = need(full, full.years[-1])
    first = need(full, full.years[0])
    _year, everybody = ties.joint_of_all(relation.catalog, now.year or 0)
    rank = percentile_of(now.value, everybody)
    partly = [c for s in (associate, observer) for c in [s.at(now.year or 0)] if c]
    who = relation.pair.bloc_and_state
    side = (
        f"the median member of {who[0].label} shared with {who[1].label}"
        if who
        else (
            f"{relation.pair.a.label} shared with {relation.pair.b.label}"
            if relation.pair.a.kind == "state"
            else f"the median pair of a member of {relation.pair.a.label} and one of {relation.pair.b.label} shared"
        )
    )
    text = (
        f"As full members {side} {now.value:.0f} intergovernmental organisations in {now.year}, "
        f"{beyond(rank, 'more', 'fewer')}"
    )
    if first.year != now.year:
        text += f", against {first.value:.0f} in {first.year}"
    if round(sum(c.value for c in partly)):
        more = round(sum(c.value for c in partly))
        text += f"; in {'one' if more == 1 else more} more one of the two was only associate or observer"
    yield Finding(
        id="institutions.organisations",
        text=text + ".",
        value=now.value,
        unit=full.unit,
        evidence=(now, first, *partly),
        method=methods.accounting(),
        sentence_about="organisations in common",
    )


def _obligations(relation: Relation) -> Iterator[Finding]:
    """Say what treaties oblige them to."""
    bound, defend = (
        s for s in (relation.institutions.bound, relation.institutions.bound_to_defend)
    )
    if not bound or bound.years[-1] < relation.pair.as_of - STALE:
        return
    now, duty = need(bound, bound.years[-1]), need(defend, defend.years[-1])
    a, b = relation.pair.a, relation.pair.b
    found = relation.institutions.bond
    if found is not None and found.first == found.second:
        text = (
            f"A treaty in force in {now.year} obliged {a.label} and {b.label} {DUTIES[found.first]}"
        )
        text += (
            f", one of {found.depth} kinds of obligation between them"
            if found.depth > 1
            else ", and to nothing more"
        )
    elif found is not None:
        ways = [
            f"{x.label} {OWED[kind].format(y.label)}"
            for x, y, kind in ((a, b, found.first), (b, a, found.second))
            if kind
        ]
        text = f"Treaties in force in {now.year} obliged {listed(ways)}"
    elif relation.pair.bloc_and_state is not None:
        bloc, state = relation.pair.bloc_and_state
        text = (
            f"A treaty obligation of some kind (the weakest is to consult) bound {state.label} in {now.year} to "
            f"{members(now.value)} of {bloc.label}, a duty to defend to {members(duty.value)}"
        )
    elif a.kind == "state":
        text = (
            f"ATOP records no treaty of alliance, neutrality, non-aggression or consultation between {a.label} and "
            f"{b.label} in {now.year}"
        )
    else:
        text = (
            f"In {now.year} a treaty obligation of some kind bound {part(now.value)} of a member of one and a member of "
            f"the other, and a duty to defend bound {part(duty.value)}"
        )
    yield Finding(
        id="institutions.obligations",
        text=text + ".",
        value=now.value,
        unit=bound.unit,
        evidence=(now, duty),
        method=methods.accounting(),
        sentence_about="what treaties oblige them to",
    )


def members(value: float) -> str:
    """Write a share of members as a sentence has it.

    Examples
    --------
    >>> members(1.0), members(0.2)
    ('every member', '20 % of the members')
    """
    return part(value).replace("pairs", "members").replace("pair", "member")


def _borders(relation: Relation) -> Iterator[Finding]:
    """Say where they touch."""
    kinds, year = relation.institutions.borders, relation.pair.as_of
    dyads = ties.dyads_of(relation.pair, year)
    table = relation.catalog.frame("borders")
    on = min(year, LAST_BORDER)
    touching = [
        (a, b)
        for a, b, kind, s, e in table.select(
            "ccode1", "ccode2", "border", "start", "end"
        ).iter_rows()
        if (a, b) in dyads and kind == "land" and s <= on <= e
    ]
    cell = Cell(
        "borders",
        "border",
        (("a", relation.pair.a.key), ("b", relation.pair.b.key), ("year", on)),
        float(len(touching)),
        "land borders",
        ("cow_contiguity",),
        "pairs of states with a common land border"
        + ("; carried forward from 2016" if year > on else ""),
    )
    sides = relation.pair.bloc_and_state
    if sides and touching:
        own = set(sides[0].members(year)) - set(sides[1].members(year))
        others = "other members" if len(own) < len(sides[0].members(year)) else "members"
        names = sorted(identity_on(a if a in own else b, year_end(year)).name for a, b in touching)
        text = (
            f"{cap(sides[1].label)} had a land border with {len(touching)} of the {len(own)} {others} of "
            f"{sides[0].label}: {listed(names)}"
        )
    elif touching and len(dyads) == 1:
        text = f"{cap(relation.pair.a.label)} and {relation.pair.b.label} had a common land border"
    elif touching:
        text = f"{len(touching)} pairs of members had a common land border"
    elif kinds:
        text = (
            f"{cap(relation.pair.a.label)} and {relation.pair.b.label} had no common land border; where they are nearest, "
            f"islands counted, at most {'24' if kinds[0] == 'strait' else '400'} miles of water lie between them"
        )
    else:
        text = f"{cap(relation.pair.a.label)} and {relation.pair.b.label} did not touch, by land or across 400 miles of water"
    if not touching and year < COLONIES:
        text += ", colonies not counted"
    yield Finding(
        id="institutions.borders",
        text=f"{text} (in {on}).",
        value=cell.value,
        unit=cell.unit,
        evidence=(cell,),
        method=methods.accounting(),
        sentence_about="where they touch",
    )


def _disputes(relation: Relation) -> Iterator[Finding]:
    """Say how often they came to a militarized dispute, and that the record ends early."""
    series = relation.institutions.disputes
    if not series or series.years[-1] < relation.pair.as_of - 2 * SPAN:
        return
    now, worst = need(series, series.years[-1]), max(series.cells(), key=lambda c: c.value)
    last = now.year or 0
    ended = f"; the record ends in {last}" if last < relation.pair.as_of else ""
    single = relation.pair.a.kind == relation.pair.b.kind == "state"
    who = "the two" if single else "members of the two, pair by pair"
    if not worst.value:
        text = (
            f"From {series.years[0]} to {last}, no militarized dispute began between {who}{ended}"
        )
    else:
        text = f"From {last - SPAN + 1} to {last}, {counted(now.value, 'militarized dispute')} began between {who}"
        if worst.value > now.value:
            text += f", against {worst.value:.0f} in the ten years to {worst.year}, the most"
        text = cap(text) + ended
    yield Finding(
        id="institutions.disputes",
        text=text + ".",
        value=now.value,
        unit="disputes",
        evidence=tuple(dict.fromkeys((now, worst))),
        method=methods.accounting(),
        sentence_about="militarized disputes",
    )
