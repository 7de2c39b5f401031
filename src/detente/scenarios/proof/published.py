"""Published effects beside the estimates that a simulation starts from: reproduced or not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import blocs
from detente.estimators.futures.world import COVARIATES, MEMBER
from detente.estimators.proportion import TO_95
from detente.estimators.sample_scores import ratio_of_means
from detente.models.hazards.disputes import dispute_response
from detente.models.hazards.ladder import ladder_hazards
from detente.models.hazards.position_walks import AHEAD, pull_of
from detente.models.hazards.regime_walks import regime_walk
from detente.models.hazards.surroundings import surroundings
from detente.models.membership.outcomes import FIRST
from detente.models.membership.study import estimate, laid_out
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
REPRODUCED, NOT, UNTESTABLE = "reproduced", "not reproduced", "not testable here"
"""Verdicts. A published effect is reproduced where our 95 % interval lies on its side of zero; a
published null where our interval holds zero."""
SIGNS = ("positive", "negative", "none", "above one")
"""What may have been published."""
LIKEST = ("associates", "region", "all")
"""Controls of a study, the likest first."""
TURNED = 0.1
"""Rise of electoral democracy in five years from which a state became more democratic."""
SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "value": pl.Float32,
    "low": pl.Float32,
    "high": pl.Float32,
    "cases": pl.Int32,
    "verdict": pl.String,
}
"""Columns of the results."""


class Estimate(NamedTuple):
    """An estimate with its 95 % interval.

    Attributes
    ----------
    value, low, high : float
        The estimate and the ends.
    cases : int
        States, steps or years behind it.
    """

    value: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What somebody published.

    Attributes
    ----------
    id, said, unit, expects, test, why : str
        As the file has them; empty where it says nothing.
    by : tuple of str
        Keys of references, or names.
    """

    id: str
    said: str
    by: tuple[str, ...]
    unit: str = ""
    expects: str = ""
    test: str = ""
    why: str = ""


def effects() -> tuple[Effect, ...]:
    """Read the effects that are looked for.

    Examples
    --------
    >>> effects()[0].expects
    'positive'
    """
    text = resources.files(__package__).joinpath("published.toml").read_text("utf-8")
    rows = tomllib.loads(text)["effect"]
    return tuple(Effect(**{**row, "by": tuple(row["by"])}) for row in rows)


def verdict(expects: str, found: Estimate) -> str:
    """Say whether an estimate reproduces what was published.

    Parameters
    ----------
    expects : str
        One of `SIGNS`.
    found : Estimate
        Ours.

    Examples
    --------
    >>> (
    ...     verdict("positive", Estimate(0.2, 0.1, high=0.3, cases=9)),
    ...     verdict("none", Estimate(0.2, 0.1, high=0.3, cases=9)),
    ... )
    ('reproduced', 'not reproduced')
    """
    beyond = {
        "positive": found.low > 0,
        "negative": found.high < 0,
        "none": found.low <= 0 <= found.high,
        "above one": found.low > 1,
    }
    return REPRODUCED if beyond[expects] else NOT


def results(catalog: Catalog, as_of: int) -> pl.DataFrame:
    """Estimate every effect that can be tested.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int
        The view.
    """
    rows: list[dict[str, Any]] = []
    for one in effects():
        if not one.test:
            rows.append({"id": one.id, "verdict": UNTESTABLE})
            continue
        found = estimated(catalog, one.test, as_of)
        plain = dict(zip(Estimate._fields, map(float, found), strict=True))
        row = {**plain, "id": one.id, "cases": found.cases}
        rows.append({**row, "verdict": verdict(one.expects, found)})
    return pl.DataFrame(rows, schema=SCHEMA)


def estimated(catalog: Catalog, test: str, as_of: int) -> Estimate:
    """Give one estimate.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    test : str
        As the file names it: what is looked at, and which part of it.
    as_of : int
        The view.
    """
    kind, *parts = test.split(".")
    found: Estimate = TESTS[kind](catalog, as_of, parts)
    return found


def _normal(value: float, error: float, cases: int) -> Estimate:
    reach = TO_95 * error
    return Estimate(value, low=value - reach, high=value + reach, cases=cases)


def _regime(catalog: Catalog, as_of: int, parts: list[str]) -> Estimate:
    prior = regime_walk(catalog, as_of).effect[parts[0]]
    return _normal(prior.estimate, prior.error, 0)


def _step(catalog: Catalog, as_of: int, parts: list[str]) -> Estimate:
    kind, covariate = parts
    fitted = ladder_hazards(catalog, as_of).full[kind]
    at = COVARIATES.index(covariate)
    return _normal(float(fitted.coef[at]), float(fitted.error[at]), fitted.events)


def _dispute(catalog: Catalog, as_of: int, parts: list[str]) -> Estimate:
    found = dispute_response(catalog, as_of)
    value, error = found.responses[parts[0]]
    return _normal(value, error, found.fitted.events)


def _pull(catalog: Catalog, as_of: int, parts: list[str]) -> Estimate:
    """Give the part of a gap that members close over some years, beyond that of others nearby."""
    prior = pull_of(surroundings(catalog, as_of), MEMBER)
    return _normal(AHEAD * prior.estimate, AHEAD * prior.error, 0)


def _study(catalog: Catalog, as_of: int, parts: list[str]) -> Estimate:
    """Give the event study of accessions with the likest controls that it has."""
    bloc, outcome, anticipation = parts
    asked = "regime" if outcome == "product" else outcome
    design, letters, values = laid_out(catalog, blocs()[bloc], "accession", asked, as_of)
    if outcome == "product":
        letters, values = _product(catalog, as_of)
    found = estimate(design, outcome, letters, values)
    ahead = [one for one in found if one.anticipation == int(anticipation)]
    likest = min(ahead, key=lambda one: _likeness(one.controls))
    study = likest.found
    return Estimate(study.effect, low=study.low, high=study.high, cases=study.treated)


def _likeness(controls: str) -> int:
    return LIKEST.index(controls) if controls in LIKEST else len(LIKEST)


def _product(catalog: Catalog, as_of: int) -> tuple[tuple[str, ...], Floats]:
    """Lay out the logarithm of GDP a head, as a ratio of shares of the system."""
    shares = catalog.as_of(as_of).frame("capability")
    a_head = (pl.col("gdp_constant_share") / pl.col("pop_share")).log()
    table = shares.select("ccode", "year", a_head=a_head).filter(pl.col("a_head").is_finite())
    return state_matrix(table, "a_head", FIRST, as_of)


def _democratizers(catalog: Catalog, as_of: int, parts: list[str]) -> Estimate:
    """Compare accessions of states near a bloc that became more democratic with those of others."""
    around = surroundings(catalog, as_of)
    rung = around.ladders.rung
    before, now = rung[:, :, AHEAD:-1], rung[:, :, AHEAD + 1 :]
    could = (before >= 0) & (before < MEMBER) & (now >= 0) & around.near[:, :, AHEAD:-1]
    joins = could & (now == MEMBER)
    rose = around.democracy[:, AHEAD:-1] - around.democracy[:, : -AHEAD - 1] > TURNED
    turned = np.broadcast_to(rose[None], could.shape)
    counts = [
        (where & (turned == which)).sum(axis=1).astype(np.float64).ravel()
        for which in (True, False)
        for where in (joins, could)
    ]
    return _ratio_of_rates(*counts)


def _ratio_of_rates(joined: Floats, years: Floats, others: Floats, other_years: Floats) -> Estimate:
    """Divide one rate by another, with an interval by resampled blocs and years."""
    # (a / b) / (c / d) with the totals of b and d: a bloc's year brings its accessions alone
    scale = float(other_years.sum() / years.sum())
    group = np.arange(joined.size)
    some = (joined + others) > 0
    found = ratio_of_means(joined[some], others[some], group[some])
    ends = (found.value, found.low, found.high)
    value, low, high = (scale * end for end in ends)
    return Estimate(value, low=low, high=high, cases=int((joined + others).sum()))


TESTS: Mapping[str, Any] = {
    "regime": _regime,
    "step": _step,
    "dispute": _dispute,
    "pull": _pull,
    "study": _study,
    "democratizers": _democratizers,
}
"""What can be looked at."""
