"""What institutions say: the ladder, organisations, obligations, borders and disputes."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import blocs
from detente.actors.states import State, identity_on
from detente.estimators.ranking import percentile_of
from detente.institutions import ladder, ties
from detente.institutions.borders import LAST as LAST_BORDER
from detente.measure import Cell
from detente.span import year_end
from detente.synthesis import methods
from detente.synthesis.finding import Finding
from detente.synthesis.reading import Reading, need
from detente.wording import beyond, cap, counted, listed, part

DUTIES = {"defense": "to defend one another", "offense": "to attack together", "neutral": "to stay neutral",
          "nonagg": "not to attack one another", "consul": "to consult"}
STALE = 12


def findings(reading: Reading) -> Iterator[Finding]:
    """Give what can be said of institutions; a sentence without data is left out."""
    yield from _ladder(reading)
    yield from _shared_blocs(reading)
    yield from _organisations(reading)
    yield from _obligations(reading)
    yield from _borders(reading)
    yield from _disputes(reading)


def _ladder(reading: Reading) -> Iterator[Finding]:
    """Say which rung the state holds in the bloc, since when, and what was suspended."""
    sides, series = reading.pair.bloc_and_state, reading.institutions.ladder
    if sides is None or series is None or not series:
        return
    bloc, state = sides
    as_of, day = reading.pair.as_of, year_end(reading.pair.as_of)
    now = need(series, series.years[-1])
    top = max(series.cells(), key=lambda c: c.value)
    steps = reading.institutions.rails[0].steps if reading.institutions.rails else ()
    stopped = {s.form for s in steps if s.span.covers(day) and s.rung == "suspended"}
    holding = [s for s in steps if s.span.covers(day) and s.rung in ladder.LABELS and s.form not in stopped]
    halted = [s for s in steps if s.span.covers(day) and s.rung == "suspended"]
    since = series.years[-1]
    while since - 1 in series.years and need(series, since - 1).value == now.value:
        since -= 1
    if now.value == 0 and not steps:
        text = f"{cap(state.label)} has never held a rung in {bloc.label}, which was founded in {bloc.span.start.year}"
    elif now.value == 0:
        text = f"{cap(state.label)} held no rung in {bloc.label} at the end of {as_of}; " \
               f"its highest had been {ladder.LABELS[int(top.value)]} ({top.year})"
    else:
        forms = listed([f"{s.form} ({s.span.start.year})" for s in sorted(holding, key=lambda s: s.span.start)][-4:])
        text = f"In {bloc.label} {state.label} has stood as {_a(reading.institutions.rung)} since {since}: {forms}"
        if top.value > now.value:
            text += f"; it once was {_a(ladder.LABELS[int(top.value)])} ({top.year})"
    if halted:
        text += "; suspended: " + listed([f"{s.form} (from {s.span.start.isoformat()})" for s in halted])
    yield Finding(id="institutions.ladder", text=text + ".", value=now.value, unit=series.unit,
                  evidence=tuple(dict.fromkeys((now, top))), method=methods.accounting(), sentence_about="the rung held")


def _a(rung: str) -> str:
    return f"{'an' if rung[0] in 'aeio' else 'a'} {rung}"


def _shared_blocs(reading: Reading) -> Iterator[Finding]:
    """For two states: the blocs of which both are members, and those that hold one but not the other."""
    a, b = reading.pair.a, reading.pair.b
    if not (isinstance(a, State) and isinstance(b, State)):
        return
    mine, yours = ladder.memberships(a, reading.pair.as_of), ladder.memberships(b, reading.pair.as_of)
    both = sorted(k for k in mine if mine[k] == "member" and yours.get(k) == "member")
    apart = [sorted(k for k, r in x.items() if r == "member" and y.get(k) != "member")
             for x, y in ((mine, yours), (yours, mine))]
    if not (both or any(apart)):
        return
    cells = tuple(Cell("blocs", "rung", (("bloc", k), ("state", s.key), ("year", reading.pair.as_of)), 5.0,
                       "0 none to 5 member", ("blocs",), "member on 31 December")
                  for k, s in [*((k, p) for k in both for p in (a, b)), *((k, a) for k in apart[0]), *((k, b) for k in apart[1])])
    since = {k: max(min((s.span.start.year for s in blocs()[k].steps_of(p.letters) if s.rung == "member"), default=0)
                    for p in (a, b)) for k in both}
    text = f"At the end of {reading.pair.as_of} both were members of " + listed([f"{k} (since {since[k]})" for k in both]) \
        if both else f"At the end of {reading.pair.as_of} they shared no bloc of the {len(blocs())} that are followed here"
    for names, party in zip(apart, (a, b), strict=True):
        if names:
            text += f"; {party.label} alone of {listed(names)}"
    yield Finding(id="institutions.blocs", text=text + ".", value=float(len(both)), unit="blocs", evidence=cells,
                  method=methods.accounting(), sentence_about="blocs in common")


def _organisations(reading: Reading) -> Iterator[Finding]:
    """Say how many organisations they share, and how that compares."""
    full, associate, observer = (s.until(reading.pair.as_of) for s in reading.institutions.organisations)
    if not full or full.years[-1] < reading.pair.as_of - STALE:
        return
    now = need(full, full.years[-1])
    first = need(full, full.years[0])
    _year, everybody = ties.joint_of_all(reading.world, now.year or 0)
    rank = percentile_of(now.value, everybody)
    partly = [c for s in (associate, observer) for c in [s.at(now.year or 0)] if c]
    who = reading.pair.bloc_and_state
    side = f"the median member of {who[0].label} shared with {who[1].label}" if who else (
        f"{reading.pair.a.label} shared with {reading.pair.b.label}")
    text = f"As full members {side} {now.value:.0f} intergovernmental organisations in {now.year}, " \
           f"{beyond(rank, 'more', 'fewer')}, against {first.value:.0f} in {first.year}"
    if round(sum(c.value for c in partly)):
        text += f"; in {sum(c.value for c in partly):.0f} more one of the two was only associate or observer"
    yield Finding(id="institutions.organisations", text=text + ".", value=now.value, unit=full.unit,
                  evidence=(now, first, *partly), method=methods.accounting(), sentence_about="organisations in common")


def _obligations(reading: Reading) -> Iterator[Finding]:
    """Say what treaties oblige them to."""
    bound, defend = (s.until(reading.pair.as_of) for s in (reading.institutions.bound,
                                                            reading.institutions.bound_to_defend))
    if not bound or bound.years[-1] < reading.pair.as_of - STALE:
        return
    now, duty = need(bound, bound.years[-1]), need(defend, defend.years[-1])
    if reading.institutions.strongest is not None:
        kind, depth = reading.institutions.strongest
        text = f"A treaty in force in {now.year} obliged {reading.pair.a.label} and {reading.pair.b.label} {DUTIES[kind]}"
        text += f", one of {depth} kinds of obligation between them" if depth > 1 else ", and to nothing more"
    elif reading.pair.bloc_and_state is None and reading.pair.a.kind == "state":
        text = f"No treaty of alliance, neutrality, non-aggression or consultation bound {reading.pair.a.label} and " \
               f"{reading.pair.b.label} in {now.year}"
    else:
        text = f"A treaty obligation of some kind bound {part(now.value)} of a member of one and a member of the other " \
               f"in {now.year}, a duty to defend {part(duty.value)}" if reading.pair.bloc_and_state is None else \
               f"A treaty obligation of some kind (the weakest is to consult) bound {reading.pair.bloc_and_state[1].label} " \
               f"in {now.year} to {members(now.value)} of {reading.pair.bloc_and_state[0].label}, a duty to defend to " \
               f"{members(duty.value)}"
    yield Finding(id="institutions.obligations", text=text + ".", value=now.value, unit=bound.unit, evidence=(now, duty),
                  method=methods.accounting(), sentence_about="what treaties oblige them to")


def members(value: float) -> str:
    """Write a share of members as a sentence has it.

    Examples
    --------
    >>> members(1.0), members(.2)
    ('every member', '20 % of the members')
    """
    return part(value).replace("pairs", "members").replace("pair", "member")


def _borders(reading: Reading) -> Iterator[Finding]:
    """Say where they touch."""
    kinds, year = reading.institutions.borders, reading.pair.as_of
    dyads = ties.dyads_of(reading.pair, year)
    table = reading.world.frame("borders")
    on = min(year, LAST_BORDER)
    touching = [(a, b) for a, b, kind, s, e in table.select("ccode1", "ccode2", "border", "start", "end").iter_rows()
                if (a, b) in dyads and kind == "land" and s <= on <= e]
    cell = Cell("borders", "border", (("a", reading.pair.a.key), ("b", reading.pair.b.key), ("year", on)),
                float(len(touching)), "land borders", ("cow_contiguity",),
                "pairs of states with a common land border" + ("; carried forward from 2016" if year > on else ""))
    sides = reading.pair.bloc_and_state
    if sides and touching:
        own = set(sides[0].members(year))
        names = sorted(identity_on(a if a in own else b, year_end(year)).name for a, b in touching)
        text = f"{cap(sides[1].label)} had a land border with {len(touching)} of the {len(own)} members of " \
               f"{sides[0].label}: {listed(names)}"
    elif touching and len(dyads) == 1:
        text = f"{cap(reading.pair.a.label)} and {reading.pair.b.label} had a common land border"
    elif touching:
        text = f"{len(touching)} pairs of members had a common land border"
    elif kinds:
        text = f"{cap(reading.pair.a.label)} and {reading.pair.b.label} had no common land border and met across " \
               f"{'a strait' if kinds[0] == 'strait' else 'the sea'} of no more than " \
               f"{'24' if kinds[0] == 'strait' else '400'} miles"
    else:
        text = f"{cap(reading.pair.a.label)} and {reading.pair.b.label} did not touch, by land or across 400 miles of water"
    yield Finding(id="institutions.borders", text=f"{text} (in {on}).", value=cell.value, unit=cell.unit, evidence=(cell,),
                  method=methods.accounting(), sentence_about="where they touch")


def _disputes(reading: Reading) -> Iterator[Finding]:
    """Say how often they came to a militarized dispute, and that the record ends early."""
    series = reading.institutions.disputes.until(reading.pair.as_of)
    if not series:
        return
    begun = [c for c in series.cells() if c.value]
    total = sum(c.value for c in begun)
    span = f"{series.years[0]} to {series.years[-1]}"
    ended = f"; the record ends in {series.years[-1]}" if series.years[-1] < reading.pair.as_of else ""
    who = "members of the two" if reading.pair.bloc_and_state or reading.pair.a.kind == "bloc" else "the two"
    if begun:
        decade = sum(c.value for c in begun if (c.year or 0) > series.years[-1] - 20)
        text = f"From {span} {counted(total, 'militarized dispute')} began between {who}"
        if total > 1:
            text += f", {round(decade) or 'none'} of them in the last twenty years, the latest in {begun[-1].year}{ended}"
        else:
            text += f", in {begun[-1].year}{ended}"
        cells = (begun[-1], *(begun[:-1][-4:]))
    else:
        text = f"From {span} no militarized dispute began between {who}{ended}"
        cells = (need(series, series.years[-1]),)
    yield Finding(id="institutions.disputes", text=text + ".", value=total, unit="disputes", evidence=cells,
                  method=methods.accounting(), sentence_about="militarized disputes")

