"""What joining is known to do: event studies of a bloc's accessions and associations on any outcome, as a set of specifications."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.errors import RequestError
from detente.estimators.event_study import NEVER, Study, study
from detente.estimators.synthetic_control import Control, synthetic
from detente.institutions.ladder import rung
from detente.models.membership.design import Design, design
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
FIRST = 1946
ANTICIPATIONS = (0, 5)
DRAWS = 500
"""Resamples of states and random assignments, in a paper and in a study of one's own alike."""
FEW = 3
"""Fewest treated states, and fewest controls: of fewer no interval can be had."""
OUTCOMES = {
    "distance": (
        "distance to the bloc's fixed core in UN votes",
        "sd of positions",
        ("un_votes_undl",),
    ),
    "distance_voeten": (
        "distance to the bloc's fixed core in UN votes of all kinds",
        "sd of positions",
        ("un_votes",),
    ),
    "distance_published": (
        "distance to the bloc's fixed core on the published positions",
        "published units",
        ("un_ideal_points",),
    ),
    "regime": ("electoral democracy", "polyarchy, 0 to 1", ("vdem",)),
    "disputes": ("disputes begun in the year", "disputes", ("gml_mid",)),
    "trade": ("trade with the bloc's fixed core", "part of all trade", ("cow_trade",)),
    "spending": ("military spending", "per cent of GDP", ("gapminder",)),
}
"""What can be asked: label, unit, sources."""
COLUMNS = {"distance": "adopted", "distance_voeten": "voeten", "distance_published": "published"}


@dataclass(frozen=True, slots=True)
class Specification:
    """One estimate and what it was made with.

    Attributes
    ----------
    kind, outcome, controls : str
        ``"accession"`` or ``"association"``; a key of `OUTCOMES`; a key of the design's controls.
    anticipation : int
        Years before the event in which it may act.
    found : Study
        The estimate.
    """

    kind: str
    outcome: str
    controls: str
    anticipation: int
    found: Study

    @property
    def valid(self) -> bool:
        """Tell whether treated and controls were on one path before: the interval of the pre-trend holds zero."""
        return bool(self.found.pre_low <= 0 <= self.found.pre_high)

    @property
    def established(self) -> bool:
        """Tell whether the effect is told from zero by interval and permutation, on a valid pre-trend."""
        return self.valid and (self.found.low > 0 or self.found.high < 0) and self.found.p < 0.05


def _positions(catalog: Catalog, column: str, last: int) -> tuple[tuple[str, ...], Floats]:
    """Lay positions out by state and year, successor codes merged."""
    table = catalog.frame("positions").select("ccode", "year", column)
    return state_matrix(table, column, FIRST, last)


def outcome_of(
    catalog: Catalog, name: str, core: tuple[str, ...], last: int
) -> tuple[tuple[str, ...], Floats]:
    """Lay an outcome out by state and year, from 1946 to a view.

    Parameters
    ----------
    world : World
        The tables; ``"trade"`` needs the user's own store.
    name : str
        A key of `OUTCOMES`.
    core : tuple of str
        Letters of the club; a member's distance and trade leave it out.
    last : int
        The view.

    Returns
    -------
    tuple
        Letters of U states, and values of shape (U, T).

    Raises
    ------
    RequestError
        Where no outcome has that name.
    MissingTable
        Where its table is not held.
    """
    if name not in OUTCOMES:
        raise RequestError(f"no outcome is called '{name}'", near=tuple(OUTCOMES))
    if name in COLUMNS:
        letters, values = catalog.remember(_positions, COLUMNS[name], last)
        return letters, from_core(values, np.isin(letters, core))
    if name == "regime":
        return state_matrix(
            catalog.frame("regime").select("ccode", "year", "polyarchy"), "polyarchy", FIRST, last
        )
    if name == "spending":
        totals = (
            catalog.frame("totals")
            .filter(pl.col("measure") == "gdp_constant")
            .select(pl.col("year").cast(pl.Int16), "total")
        )
        burden = (
            catalog.frame("capability")
            .join(totals, on="year")
            .with_columns(
                (
                    100
                    * pl.col("spending_constant")
                    / (pl.col("gdp_constant_share") * pl.col("total"))
                ).alias("burden")
            )
        )
        return state_matrix(burden.select("ccode", "year", "burden"), "burden", FIRST, last)
    if name == "disputes":
        return state_matrix(
            catalog.frame("onsets").select("ccode", "year", "begun"), "begun", FIRST, last
        )
    return _trade(catalog, core, last)


def from_core(values: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Measure each row's distance from the mean of the core's rows; a row of the core from the others.

    Examples
    --------
    >>> from_core(np.array([[0.0], [1.0], [3.0]]), np.array([True, True, False])).ravel().tolist()
    [1.0, 1.0, 2.5]
    """
    there = ~np.isnan(values)
    own = np.where(there & inside[:, None], values, 0.0)
    many = (there & inside[:, None]).astype(np.float64)
    total, count = own.sum(axis=0), many.sum(axis=0)
    rest, others = total[None, :] - own, count[None, :] - many
    middle = np.divide(rest, others, out=np.full(values.shape, np.nan), where=others > 0)
    result: Floats = np.abs(values - middle)
    return result


def _trade(catalog: Catalog, core: tuple[str, ...], last: int) -> tuple[tuple[str, ...], Floats]:
    """Measure what part of a state's trade is with the core; from the user's own copy of the trade data."""
    from detente.actors.composition import of_letters

    flows = (
        catalog.frame("cow_trade")
        .filter(pl.col("year").is_between(FIRST, last))
        .select("ccode1", "ccode2", "year", pl.sum_horizontal("flow1", "flow2").alias("both"))
    )
    each = pl.concat(
        [
            flows,
            flows.select(
                pl.col("ccode2").alias("ccode1"), pl.col("ccode1").alias("ccode2"), "year", "both"
            ),
        ]
    )
    club = of_letters(core, FIRST, last).select(
        pl.col("year").cast(pl.Int64),
        pl.col("ccode").cast(pl.Int64).alias("ccode2"),
        pl.lit(1.0).alias("club"),
    )
    share = (
        each.with_columns(pl.col("year", "ccode1", "ccode2").cast(pl.Int64))
        .join(club, on=["year", "ccode2"], how="left")
        .group_by(pl.col("ccode1").alias("ccode"), "year")
        .agg(
            ((pl.col("both") * pl.col("club").fill_null(0.0)).sum() / pl.col("both").sum()).alias(
                "share"
            )
        )
    )
    return state_matrix(share.filter(pl.col("share").is_finite()), "share", FIRST, last)


def laid_out(
    catalog: Catalog,
    bloc: Bloc,
    kind: str,
    outcome: str,
    as_of: int,
    *,
    since: int | None = None,
    form: str | None = None,
) -> tuple[Design, tuple[str, ...], Floats]:
    """Lay a study out: its design with every state that has the outcome, their letters, and the outcome from 1946."""
    core = design(catalog, bloc, kind, as_of, since=since, form=form).core
    letters, values = outcome_of(catalog, outcome, core, as_of)
    return (
        design(catalog, bloc, kind, as_of, since=since, form=form, units=letters),
        letters,
        values,
    )


def specifications(
    catalog: Catalog,
    bloc: Bloc,
    kind: str,
    outcome: str,
    as_of: int,
    *,
    since: int | None = None,
    form: str | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> tuple[Specification, ...]:
    """Estimate a bloc's accessions or associations on one outcome against every group of controls, with and without anticipation.

    Parameters
    ----------
    world : World
        The tables.
    bloc : Bloc
        Whose ladder.
    kind : {"accession", "association"}
        Which rung.
    outcome : str
        A key of `OUTCOMES`.
    as_of : int
        The view: no later step or outcome enters.
    since, form
        As for `design`.
    draws, seed : int
        Resamples and assignments.

    Returns
    -------
    tuple of Specification
        Those with at least three treated units and with controls; empty where nobody joined, or nothing can be compared.
    """
    laid, letters, values = laid_out(catalog, bloc, kind, outcome, as_of, since=since, form=form)
    return estimate(laid, outcome, letters, values, draws=draws, seed=seed)


def estimate(
    laid: Design,
    outcome: str,
    letters: tuple[str, ...],
    values: Floats,
    *,
    draws: int = DRAWS,
    seed: int = 1,
) -> tuple[Specification, ...]:
    """Estimate every specification of a design on values of shape (U, T) from 1946."""
    event = np.full(len(letters), NEVER)
    for name, year in laid.events:
        if name in letters and FIRST <= year < FIRST + values.shape[1]:
            event[letters.index(name)] = year - FIRST
    found = []
    for group, inside in laid.controls.items():
        mask = np.array([x in inside for x in letters])
        for ahead in ANTICIPATIONS:
            one = study(values, event, mask, anticipation=ahead, draws=draws, seed=seed)
            if one.treated >= FEW and one.controls >= FEW and not np.isnan(one.effect):
                found.append(Specification(laid.kind, outcome, group, ahead, one))
    return tuple(found)


def why_not(laid: Design, found: tuple[Specification, ...]) -> str:
    """Say in one line why a study has no estimate; empty where it has one."""
    if found:
        return ""
    if laid.last < laid.since:
        return f"steps on {laid.bloc}'s ladder are studied from {laid.since} on, which lies after the view of {laid.last}"
    if not laid.events:
        return f"nobody reached that rung of {laid.bloc}'s ladder from {laid.since} to {laid.last}"
    if not any(len(c) >= FEW for c in laid.controls.values()):
        return "there are too few states to compare with"
    return f"of the {len(laid.events)} that did, fewer than {FEW} have the outcome both before and after"


def case(
    catalog: Catalog,
    letters: str,
    pool: frozenset[str],
    core: tuple[str, ...],
    outcome: str,
    event: int,
    *,
    first: int,
    last: int,
    least: int = 3,
) -> tuple[Control, tuple[str, ...]] | None:
    """Hold one state against its synthetic control of states that ran alike before.

    Parameters
    ----------
    world : World
        The tables.
    letters : str
        The case.
    pool : frozenset of str
        Letters of possible donors; those with a gap in the years are left out.
    core : tuple of str
        As for `outcome_of`.
    outcome : str
        A key of `OUTCOMES`.
    event, first, last : int
        First year after which an effect is looked for, and the years that enter.
    least : int
        Fewest donors.

    Returns
    -------
    tuple of (Control, donors) or None
        None where the case has a gap, or too few donors are whole.
    """
    names, values = outcome_of(catalog, outcome, core, last)
    window = values[:, first - FIRST : last - FIRST + 1]
    whole: NDArray[np.bool_] = np.atleast_1d(~np.isnan(window).any(axis=1))
    if letters not in names or not whole[names.index(letters)] or not first < event < last:
        return None
    donors = tuple(n for i, n in enumerate(names) if n in pool and whole[i] and n != letters)
    if len(donors) < least:
        return None
    rows = [names.index(letters), *(names.index(d) for d in donors)]
    return synthetic(window[rows], 0, event - first), donors


@dataclass(frozen=True, slots=True)
class Membership:
    """What a bloc's accessions and associations are known to have done, at a view.

    Attributes
    ----------
    bloc : Bloc
        Which one.
    accession, association : tuple of Specification
        On the distance to the fixed core.
    regime : tuple of Specification
        Accessions on electoral democracy.
    joiners : int
        States that joined.
    why : str
        Why there is no estimate of accessions; empty where there is one.
    """

    bloc: Bloc
    accession: tuple[Specification, ...]
    association: tuple[Specification, ...]
    regime: tuple[Specification, ...]
    joiners: int
    why: str

    @property
    def verdict(self) -> str:
        """Say in a few plain words what the set of specifications allows."""
        if not self.accession:
            return ""
        told = [s for s in self.accession if s.established]
        if self.told(self.accession):
            return f"after joining, states moved {'away from' if told[0].found.effect > 0 else 'nearer to'} the core"
        if told:
            return f"{len(told)} of {len(self.accession)} specifications tell an effect of joining from none"
        if any(s.controls == "associates" for s in self.accession):
            return "association and membership cannot be told apart"
        return "no effect of joining can be told from none"

    @staticmethod
    def told(found: tuple[Specification, ...]) -> bool:
        """Tell whether more than half of a set is told from zero, with one sign."""
        told = [s for s in found if s.established]
        return len(told) > len(found) / 2 and len({s.found.effect > 0 for s in told}) == 1


def membership(
    catalog: Catalog, bloc: Bloc, as_of: int, *, draws: int = DRAWS, seed: int = 1
) -> Membership:
    """Estimate what a brief prints of a bloc: accessions and associations on distance, accessions on regime."""
    return catalog.remember(_membership, bloc, as_of, draws, seed)


def _membership(catalog: Catalog, bloc: Bloc, as_of: int, draws: int, seed: int) -> Membership:
    laid, letters, values = laid_out(catalog, bloc, "accession", "distance", as_of)
    joined = estimate(laid, "distance", letters, values, draws=draws, seed=seed)
    tied, regime = (
        specifications(catalog, bloc, kind, outcome, as_of, draws=draws, seed=seed)
        for kind, outcome in (("association", "distance"), ("accession", "regime"))
    )
    return Membership(bloc, joined, tied, regime, len(laid.events), why_not(laid, joined))


@dataclass(frozen=True, slots=True)
class Case:
    """One state's newest association against its synthetic control.

    Attributes
    ----------
    state, form : str
        Who, and the form of association.
    event, first, last : int
        Year of the association, and the years compared.
    control : Control
        The comparison.
    donors : int
        States to draw on.
    """

    state: str
    form: str
    event: int
    first: int
    last: int
    control: Control
    donors: int


BEFORE, AFTER = 5, 5
"""Fewest years before and after an event for which a case is told."""
MANY = 6
"""Fewest donors of a case."""


def association_case(catalog: Catalog, bloc: Bloc, state: State, as_of: int) -> Case | None:
    """Hold a state's newest association with a bloc against states that were tied to it and never joined.

    Returns
    -------
    Case or None
        None for a member, for a state without association five years ago, or without enough donors.
    """
    steps = [
        s
        for s in bloc.steps_of(state.letters)
        if s.rung == "associate" and s.span.start.year <= as_of - AFTER
    ]
    if not steps or rung(bloc, state, as_of) == "member":
        return None
    newest = max(steps, key=lambda s: s.span.start)
    laid = design(
        catalog, bloc, "accession", as_of, units=tuple(sorted({s.letters for s in bloc.steps}))
    )
    pool = laid.controls.get("associates", frozenset())
    letters = newest.letters if newest.letters in state.letters else state.letters[-1]
    event = newest.span.start.year
    # the longest stretch before the event in which enough donors have no gap
    for reach in (15, 12, 10, 8, 6, BEFORE):
        found = case(
            catalog,
            letters,
            pool,
            laid.core,
            "distance",
            event,
            first=max(FIRST, event - reach),
            last=as_of,
            least=MANY,
        )
        if found is not None:
            return Case(
                state.label,
                newest.form,
                event,
                max(FIRST, event - reach),
                as_of,
                found[0],
                len(found[1]),
            )
    return None
