"""Who joined a bloc or was tied to it, when, and who they are compared with: a study's design."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import polars as pl

from detente.actors.blocs import Bloc, Step
from detente.actors.states import REGIONS, codes_of
from detente.institutions.ladder import GRANTED_LABELS, granted
from detente.institutions.ties import LAST_TREATY
from detente.store.catalog import Catalog

ASSOCIATE, MEMBER = GRANTED_LABELS.index("associate"), GRANTED_LABELS.index("member")
KINDS = ("accession", "association")
ERA = 1990
"""First year of events studied in older blocs: since then blocs have had associates as well."""
YOUNG = 5
"""Years before `ERA` from which a bloc's founding counts as its start."""
USUAL = 0.25
"""Part of the joiners that must have held a form of association before others who hold it are
counted as their like."""
CONTROLS = {
    "associates": "associates that never joined",
    "neutrals": "states of the region in no defence pact on the eve",
    "region": "states of the region that never joined",
    "all": "all states that never joined",
}
"""Who joiners are compared with, in the order of how like them they are."""


@dataclass(frozen=True, slots=True)
class Design:
    """Events and comparison groups of one bloc.

    Attributes
    ----------
    bloc, kind : str
        Whose ladder; ``"accession"`` or ``"association"``.
    since, last : int
        First and last year of events.
    core : tuple of str
        Letters of the members on the eve of the first event: the fixed club that an outcome may be
        measured from.
    events : tuple of (str, int)
        Letters and the year at whose end the rung was first held.
    controls : dict
        Name of a group to its letters; states with an event are in none.
    """

    bloc: str
    kind: str
    since: int
    last: int
    core: tuple[str, ...]
    events: tuple[tuple[str, int], ...]
    controls: dict[str, frozenset[str]]


def _region(letters: str) -> str:
    """Give the region of a state; empty where it has no code."""
    codes = codes_of(letters)
    return REGIONS[max(codes) // 100] if codes else ""


@cache
def rungs_of(bloc: Bloc, as_of: int, form: str | None = None) -> dict[str, dict[int, int]]:
    """Give the highest rung of everybody on a bloc's ladder at the end of each year up to a view.

    Parameters
    ----------
    bloc : Bloc
        Whose ladder.
    as_of : int
        The view.
    form : str, optional
        Only steps of this form (``"Partnership for Peace"``).

    Returns
    -------
    dict
        Letters to the rung of each year, as a place among the rungs that a bloc grants.
    """
    years = range(bloc.span.start.year, as_of + 1)
    rungs = {}
    for letters in sorted({step.letters for step in bloc.steps}):
        steps = tuple(
            step for step in bloc.steps_of((letters,)) if form is None or step.form == form
        )
        rungs[letters] = _by_year(steps, years)
    return rungs


def _by_year(steps: tuple[Step, ...], years: range) -> dict[int, int]:
    """Give the highest rung at the end of each year: it changes where a step begins or ends."""
    turns = {years[0]} if years else set()
    for step in steps:
        end = step.span.end.year
        turns |= {step.span.start.year, end, end + 1}
    rungs: dict[int, int] = {}
    for year in years:
        rungs[year] = granted(steps, year) if year in turns else rungs[year - 1]
    return rungs


def design(
    catalog: Catalog,
    bloc: Bloc,
    kind: str,
    as_of: int,
    *,
    since: int | None = None,
    units: tuple[str, ...] = (),
    form: str | None = None,
) -> Design:
    """Lay out the study of a bloc's accessions or associations as a view knows them.

    Parameters
    ----------
    catalog : Catalog
        For defence pacts.
    bloc : Bloc
        Whose ladder.
    kind : {"accession", "association"}
        The first year as member, or as associate or candidate.
    as_of : int
        The view: later steps are unknown.
    since : int, optional
        First year of events; by default 1990, or the year after the founding window of younger
        blocs.
    units : tuple of str
        Letters of all states that may serve as controls.
    form : str, optional
        Only steps of this form (``"Partnership for Peace"``).

    Returns
    -------
    Design
        Without events where nobody joined in time.
    """
    start = _first_year(bloc) if since is None else since
    rungs = rungs_of(bloc, as_of, form)
    reached = _reached(rungs, MEMBER if kind == "accession" else ASSOCIATE)
    events = {letters: year for letters, year in reached.items() if year >= start}
    first = min(events.values(), default=start)
    members = (letters for letters, years in rungs.items() if years.get(first - 1, 0) == MEMBER)
    core = tuple(members) or bloc.core(as_of)
    outside = frozenset(units) - set(reached) - set(core)
    near = _same_region(outside, events)
    alike: frozenset[str] = frozenset()
    if kind == "accession":
        associates = {x for x in near if max(rungs.get(x, {}).values(), default=0) >= ASSOCIATE}
        alike = frozenset(outside & _tied(bloc, events, as_of) | associates)
    groups = {
        "associates": alike,
        "neutrals": _without_pact(catalog, near, first - 1),
        "region": near,
        "all": outside,
    }
    return Design(
        bloc=bloc.id,
        kind=kind,
        since=start,
        last=as_of,
        core=core,
        events=tuple(sorted(events.items())),
        controls={name: group for name, group in groups.items() if group},
    )


def _first_year(bloc: Bloc) -> int:
    """Give the first year of events: that of the era, or after the founding of younger blocs."""
    founded = bloc.core_years[1] + 1
    return max(founded, ERA if founded < ERA - YOUNG else founded)


def _reached(rungs: dict[str, dict[int, int]], wanted: int) -> dict[str, int]:
    """Give the first year in which each state held a rung or a higher one."""
    reached = {}
    for letters, years in rungs.items():
        held = [year for year, rung in years.items() if rung >= wanted]
        if held:
            reached[letters] = min(held)
    return reached


def _same_region(outside: frozenset[str], events: dict[str, int]) -> frozenset[str]:
    """Give the states outside that lie in the region of most events."""
    regions = Counter(_region(letters) for letters, _ in sorted(events.items()))
    if not regions:
        return frozenset()
    ((commonest, _),) = regions.most_common(1)
    return frozenset(letters for letters in outside if _region(letters) == commonest)


def _tied(bloc: Bloc, joined: dict[str, int], as_of: int) -> set[str]:
    """Give the letters of all that held a form of association which many joiners held before."""
    steps = [
        step
        for step in bloc.steps
        if step.rung in ("associate", "candidate") and step.span.start.year <= as_of
    ]
    # a state counts once for each form, however often it took the step
    held_before = {
        (step.form, step.letters)
        for step in steps
        if step.letters in joined and step.span.start.year <= joined[step.letters]
    }
    joiners = Counter(form for form, _ in held_before)
    return {step.letters for step in steps if joiners[step.form] >= USUAL * len(joined)}


def _without_pact(catalog: Catalog, near: frozenset[str], year: int) -> frozenset[str]:
    """Give the states that no treaty bound to defend another in a year; none after the data end."""
    if year > LAST_TREATY:
        return frozenset()
    in_force = (pl.col("start") <= year) & (pl.col("end") >= year)
    pacts = catalog.frame("obligations").filter(in_force & (pl.col("strongest") == "defense"))
    bound = {*pacts["ccode1"].to_list(), *pacts["ccode2"].to_list()}
    return frozenset(letters for letters in near if bound.isdisjoint(codes_of(letters)))
