"""What joining and being tied are known to do, in sentences: the set of studies, a single case, conduct inside the bloc."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.institutions.conduct import rates
from detente.institutions.disputes import LAST as LAST_DISPUTE
from detente.models import track_records as methods
from detente.models.membership.case import association_case
from detente.models.membership.design import CONTROLS
from detente.models.membership.outcomes import OUTCOMES
from detente.models.membership.study import Membership, Specification, membership
from detente.phrasing import band, cap, counted, listed, number, signed

ALIKE = ("associates", "neutrals", "region", "all")
"""Comparison groups, those most like the joiners first."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Give what can be said; a sentence without data is left out."""
    for party in dict.fromkeys((relation.pair.a, relation.pair.b)):
        if isinstance(party, Bloc):
            yield from _accession(relation, party)
            yield from _association(relation, party)
            yield from _conduct(relation, party)
    yield from _case(relation)


def cell(one: Specification, bloc: str) -> Cell:
    """Write an estimate as evidence."""
    label, unit, sources = OUTCOMES[one.outcome]
    return Cell(
        "event study",
        one.outcome,
        (
            ("bloc", bloc),
            ("kind", one.kind),
            ("controls", one.controls),
            ("anticipation", one.anticipation),
        ),
        one.found.effect,
        unit,
        (*sources, "blocs"),
        f"{label}: mean change in the years 0 to 5 since the event, {one.found.treated} states against "
        f"{one.found.controls} ({CONTROLS[one.controls]}); 95 % from resampled states; permutation p {one.found.p:.2f}; "
        f"pre-trend {one.found.pretrend:+.3f}",
        one.found.low,
        one.found.high,
    )


def _first(found: tuple[Specification, ...]) -> Specification:
    return min(found, key=lambda s: (ALIKE.index(s.controls), s.anticipation))


def _moved(value: float) -> str:
    return f"{number(abs(value))} {'nearer to' if value < 0 else 'farther from'} the core"


def _set(found: tuple[Specification, ...]) -> str:
    """Say how the set of specifications spreads: signs, extremes, pre-trends."""
    effects = [s.found.effect for s in found]
    failed = sum(not s.valid for s in found)
    sign = (
        "the sign turns with the control group"
        if min(effects) < 0 < max(effects)
        else "the sign is the same in all"
    )
    trend = (
        f"; in {failed} of them treated and controls were on different paths before"
        if failed
        else ""
    )
    return (
        f"over all {len(found)} specifications it lies between {signed(min(effects))} and {signed(max(effects))}, "
        f"and {sign}{trend}"
    )


def _accession(relation: Relation, bloc: Bloc) -> Iterator[Finding]:
    """Say what moved after accession, against whom, and the plain verdict."""
    found = membership(relation.catalog, bloc, relation.pair.as_of)
    if not found.accession:
        return
    best = _first(found.accession)
    one = best.found
    text = (
        f"{cap(found.verdict)} in these data: in the year of joining {bloc.label} and the five after, "
        f"{counted(one.treated, 'state')} "
        f"moved {_moved(one.effect)} in UN votes than {CONTROLS[best.controls]}{band(one.low, one.high)}, "
        f"permutation p {number(one.p)}; {_set(found.accession)}."
    )
    regime = next(
        (
            s
            for s in found.regime
            if (s.controls, s.anticipation) == (best.controls, best.anticipation)
        ),
        None,
    )
    if regime is not None:
        text += (
            f" On electoral democracy the joiners moved {signed(regime.found.effect)} against the same group"
            f"{band(regime.found.low, regime.found.high)}."
        )
    told = (*found.accession, *((regime,) if regime else ()))
    yield Finding(
        id=f"institutions.accession_{bloc.id.lower()}",
        text=text,
        value=one.effect,
        low=one.low,
        high=one.high,
        unit=OUTCOMES[best.outcome][1],
        evidence=tuple(cell(s, bloc.id) for s in told),
        method=methods.event_study(found.accession),
        verdict="measured" if Membership.told(found.accession) else "no difference",
        sentence_about="what joining did",
    )


def _association(relation: Relation, bloc: Bloc) -> Iterator[Finding]:
    """Say what moved after association, and whether that can be read at all."""
    found = membership(relation.catalog, bloc, relation.pair.as_of).association
    if not found:
        return
    best = min(found, key=lambda s: (not s.valid, ALIKE.index(s.controls), s.anticipation))
    one, valid = best.found, sum(s.valid for s in found)
    if not valid:
        text = (
            f"What association with {bloc.label} did cannot be read off votes: in all {len(found)} specifications the states "
            "that became associates were on another path already (pre-trends from "
            f"{signed(min(s.found.pretrend for s in found))} to {signed(max(s.found.pretrend for s in found))})."
        )
    else:
        text = (
            f"After association with {bloc.label}, {counted(one.treated, 'state')} moved {_moved(one.effect)} than "
            f"{CONTROLS[best.controls]}{band(one.low, one.high)}, permutation p {number(one.p)}; {_set(found)}."
        )
    yield Finding(
        id=f"institutions.association_{bloc.id.lower()}",
        text=text,
        value=one.effect,
        low=one.low,
        high=one.high,
        unit=OUTCOMES[best.outcome][1],
        evidence=tuple(cell(s, bloc.id) for s in found),
        method=methods.event_study(found),
        verdict="measured" if Membership.told(found) else "no difference",
        sentence_about="what association did",
    )


def _conduct(relation: Relation, bloc: Bloc) -> Iterator[Finding]:
    """Say how often and how hard neighbours inside the bloc disputed, beside other neighbours."""
    found = {r.group: r for r in rates(relation.catalog, bloc, relation.pair.as_of)}
    inside = found.get("inside")
    others = [found[g] for g in ("before", "across", "allied", "neighbours") if g in found]
    if inside is None or len(others) < 2:
        return

    cells = tuple(
        Cell(
            "conduct",
            "begun",
            (("bloc", bloc.id), ("group", r.group), ("year", r.last)),
            r.rate,
            "disputes begun in 100 pair-years of neighbours",
            ("gml_mid", "cow_contiguity", "atop", "blocs"),
            f"{r.begun} in {r.pairs:,} pair-years, {r.first}-{r.last}; force in {r.force}",
            r.low,
            r.high,
        )
        for r in (inside, *others)
    )
    told = listed([f"{r.label} {number(r.rate)}" for r in others])
    hard = (
        f" Force was used in {inside.force} of the {inside.begun} disputes inside, in {others[-1].force} of "
        f"{others[-1].begun:,} of the last group."
        if inside.begun
        else ""
    )
    text = (
        f"Of 100 pair-years of neighbours inside {bloc.label} {number(inside.rate)} saw a dispute begin "
        f"({inside.first}-{inside.last}){band(inside.low, inside.high)}; {told}.{hard}"
    )
    yield Finding(
        id=f"institutions.conduct_{bloc.id.lower()}",
        text=text,
        value=inside.rate,
        low=inside.low,
        high=inside.high,
        unit="disputes begun in 100 pair-years",
        evidence=cells,
        method=methods.conduct(LAST_DISPUTE),
        sentence_about="disputes inside the bloc",
    )


def _case(relation: Relation) -> Iterator[Finding]:
    """Hold the state's newest association against its synthetic control."""
    sides = relation.pair.bloc_and_state
    found = association_case(relation.catalog, *sides, relation.pair.as_of) if sides else None
    if sides is None or found is None:
        return
    control = found.control
    text = (
        f"From its association of {found.event} ({found.form}) to {found.last} {found.state} stood {_moved(control.effect)} of "
        f"{sides[0].label} than its synthetic control of {counted(found.donors, 'associate')}; taken as the case, "
        f"{round(control.p * (found.donors + 1)) - 1} of these saw their gap grow as much (p {number(control.p)}), and before "
        f"the event the two lay {number(control.fit)} apart."
    )
    yield Finding(
        id="institutions.case",
        text=text,
        value=control.effect,
        unit=OUTCOMES["distance"][1],
        evidence=(
            Cell(
                "synthetic control",
                "distance",
                (
                    ("state", sides[1].key),
                    ("event", found.event),
                    ("first", found.first),
                    ("year", found.last),
                ),
                control.effect,
                OUTCOMES["distance"][1],
                ("un_votes_undl", "blocs"),
                f"mean gap since {found.event}; weights on {found.donors} donors from {found.first}; placebo p {control.p:.2f}",
            ),
        ),
        method=methods.synthetic_control(found.control.fit),
        verdict="measured" if control.p < 0.05 else "no difference",
        sentence_about="what association did to this state",
    )


def why(found: Membership) -> str:
    """Say in one line why a bloc has no study; empty where it has one."""
    if found.why:
        return f"No study of accession to {found.bloc.label}: {found.why}."
    few = f"No study of association with {found.bloc.label}: too few associates with votes before and after."
    return "" if found.association else few
