"""Who joined a bloc or was tied to it, when, and against whom that can be held: the design of a study, without any outcome."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.states import REGIONS, codes_of
from detente.institutions.ladder import LABELS, position
from detente.institutions.ties import LAST_TREATY
from detente.store.catalog import Catalog

ASSOCIATE, MEMBER = LABELS.index("associate"), LABELS.index("member")
KINDS = ("accession", "association")
ERA = 1990
"""First year of events studied in blocs older than that: since then blocs have had associates beside members."""
USUAL = 0.25
"""Part of the joiners that must have held a form of association before others who hold it are counted as their like."""
CONTROLS = {
    "associates": "associates that never joined",
    "neutrals": "states of the region in no defence pact on the eve",
    "region": "states of the region that never joined",
    "all": "all states that never joined",
}
"""Against whom, in the order of how like the joiners they are."""


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
        Letters of the members on the eve of the first event: the fixed club that an outcome may be measured from.
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
    """Give the highest rung of everybody on a bloc's ladder at the end of each year up to a view."""
    steps = {x: bloc.steps_of((x,)) for x in sorted({s.letters for s in bloc.steps})}
    kept = {
        x: tuple(s for s in found if form is None or s.form == form) for x, found in steps.items()
    }
    return {
        x: {y: position(found, y) for y in range(bloc.span.start.year, as_of + 1)}
        for x, found in kept.items()
    }


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
    world : World
        For defence pacts.
    bloc : Bloc
        Whose ladder.
    kind : {"accession", "association"}
        The first year as member, or as associate or candidate.
    as_of : int
        The view: later steps are unknown.
    since : int, optional
        First year of events; by default 1990, or the year after the founding window of younger blocs.
    units : tuple of str
        Letters of all states that may serve as controls.
    form : str, optional
        Only steps of this form (``"Partnership for Peace"``).

    Returns
    -------
    Design
        Without events where nobody joined in time.
    """
    founded = bloc.core_years[1] + 1
    start = since if since is not None else max(founded, ERA if founded < ERA - 5 else founded)
    highest = rungs_of(bloc, as_of, form)
    wanted = MEMBER if kind == "accession" else ASSOCIATE
    reached = {
        x: min((y for y, r in rungs.items() if r >= wanted), default=None)
        for x, rungs in highest.items()
    }
    events = tuple(sorted((x, y) for x, y in reached.items() if y is not None and y >= start))
    first = min((y for _, y in events), default=start)
    core = tuple(
        x for x, rungs in highest.items() if rungs.get(first - 1, 0) == MEMBER
    ) or bloc.core(as_of)
    in_time = {x for x, y in reached.items() if y is not None} | set(core)
    outside = frozenset(u for u in units if u not in in_time)
    where = Counter(_region(x) for x, _ in events).most_common(1)
    near = frozenset(u for u in outside if where and _region(u) == where[0][0])
    bound = _bound(catalog, first - 1)
    alike = (
        frozenset(
            x
            for x in outside & _tied(bloc, dict(events), as_of)
            | {x for x in near if max(highest.get(x, {}).values(), default=0) >= ASSOCIATE}
        )
        if kind == "accession"
        else frozenset[str]()
    )
    unbound = frozenset(u for u in near if bound is not None and not set(codes_of(u)) & bound)
    controls = {"associates": alike, "neutrals": unbound, "region": near, "all": outside}
    return Design(
        bloc.id, kind, start, as_of, core, events, {k: v for k, v in controls.items() if v}
    )


def _tied(bloc: Bloc, joined: dict[str, int], as_of: int) -> set[str]:
    """Give the letters of all that held a form of association or candidacy which a good part of the joiners held before."""
    steps = [
        s for s in bloc.steps if s.rung in ("associate", "candidate") and s.span.start.year <= as_of
    ]
    held = Counter(
        form
        for form, _ in {
            (s.form, s.letters)
            for s in steps
            if s.letters in joined and s.span.start.year <= joined[s.letters]
        }
    )
    return {s.letters for s in steps if held[s.form] >= USUAL * len(joined)}


def _bound(catalog: Catalog, year: int) -> set[int] | None:
    """Give the codes of states that a treaty bound to defend another in a year; None after the treaty data end."""
    if year > LAST_TREATY:
        return None
    table = catalog.frame("obligations").filter(
        (pl.col("start") <= year) & (pl.col("end") >= year) & (pl.col("strongest") == "defense")
    )
    return set(table["ccode1"].to_list()) | set(table["ccode2"].to_list())
