"""The record of the models of risk: how they did on years that were over at a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from detente.evidence.method import Method, described
from detente.models.dispute_risk.blocks import (
    BOTH,
    FAILED_IN,
    HIGHEST,
    HISTORY_ALONE,
    JUDGED,
    NO_STRUCTURES,
)
from detente.models.features.dyad_years import LAST_GML, LAST_KNOWN
from detente.phrasing import number
from detente.store.catalog import Catalog

FAIR = (0.75, 4 / 3)
"""Disputes expected for each that came, between which the models are fairly calibrated."""
SLOPES = (0.8, 1.25)
"""Calibration slopes between which they are neither too bold nor too timid."""
TOP = 0.05
"""How far what is said at the top may lie from what came: more is too bold or too timid."""

Score = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RiskRecord:
    """Scores on years that the models had not seen, in decades that were over at a view.

    Attributes
    ----------
    last : int
        Last year that is scored; the first is `scores.JUDGED`.
    full, history : mapping
        Scores of all features, and of the pair's own past alone, from the first year on.
    without : mapping or None
        Scores without structures; None where none are stored.
    lately : mapping
        Scores of all features in the last ten years.
    top : mapping or None
        What the highest forecasts said and what came, with the interval of the difference; None
        where they were not looked at.
    """

    last: int
    full: Score
    history: Score
    without: Score | None
    lately: Score
    top: Score | None

    @property
    def good(self) -> bool:
        """Whether they beat history alone, and mean what they say."""
        full, history = self.full, self.history
        better = full["brier"] > history["brier"] and full["log_loss"] > history["log_loss"]
        calibrated = SLOPES[0] <= full["slope"] <= SLOPES[1]
        at_the_top = self.top is None or abs(self.top["said"] - self.top["came"]) <= TOP
        return better and calibrated and at_the_top and _fair(full) and _fair(self.lately)


def _fair(score: Score) -> bool:
    """Tell whether about as many disputes were expected as came."""
    return FAIR[0] <= score["expected"] / max(score["events"], 1) <= FAIR[1]


def risk_record(catalog: Catalog, as_of: int, group: str) -> RiskRecord | None:
    """Read the scores of a group on decades that were over at a view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int
        The view.
    group : {"relevant", "all", "blocs"}
        Of which pairs.

    Returns
    -------
    RiskRecord or None
        None where no decade was over.
    """
    table = catalog.as_of(as_of).frame("risk_scores").filter(pl.col("group") == group)
    if table.is_empty():
        return None
    scores = {(row["first"], row["last"], row["model"]): row for row in table.iter_rows(named=True)}
    last = max(ends for _, ends, _ in scores)
    return RiskRecord(
        last=last,
        full=scores[JUDGED, last, BOTH],
        history=scores[JUDGED, last, HISTORY_ALONE],
        without=scores.get((JUDGED, last, NO_STRUCTURES)),
        lately=scores[last - 9, last, BOTH],
        top=_top(catalog, as_of, last) if group == "relevant" else None,
    )


def _top(catalog: Catalog, as_of: int, last: int) -> Score | None:
    """Read what the highest forecasts said and what came, to the last year that is scored."""
    bins = catalog.as_of(as_of).frame("risk_bins")
    is_top = (pl.col("kind") == HIGHEST) & (pl.col("model") == BOTH) & (pl.col("last") == last)
    found = bins.filter(is_top)
    return found.row(0, named=True) if found.height else None


def known_failure(catalog: Catalog) -> float:
    """Give the chance that the models gave the known failure with the first source alone.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    """
    table = catalog.frame("risk_misses").filter(pl.col("kind").str.contains("alone"))
    return float(table["risk"][0])


def method(catalog: Catalog, as_of: int, *, joint: bool = False) -> Method:
    """Say how the models of risk did, beside history alone.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int
        The view.
    joint : bool
        Whether a bloc's risk is meant: several pairs, whose disputes come together.
    """
    record = risk_record(catalog, as_of, "blocs" if joint else "relevant")
    mark = "untested"
    if record is not None:
        mark = "tested and good" if record.good else "tested and weak"
    caveats = {"coding": as_of > LAST_GML, "known_failure": as_of >= FAILED_IN}
    failure = f"{known_failure(catalog):.0%}" if caveats["known_failure"] else ""
    return described(
        "risk_bloc" if joint else "risk",
        mark=mark,
        record=written(record),
        caveats=tuple(name for name, applies in caveats.items() if applies),
        last=LAST_GML,
        last_other=LAST_KNOWN,
        failed_in=FAILED_IN,
        failure=failure,
    )


def written(record: RiskRecord | None) -> str:
    """Write a record beside its baselines.

    Parameters
    ----------
    record : RiskRecord or None
        None where no decade was over at the view.
    """
    if record is None:
        return "no decade had been forecast and was over at the view"
    full, lately = record.full, record.lately
    plain = f"; without structures: {_skills(record.without)}" if record.without else ""
    skills = (
        f"years not seen, {JUDGED}-{record.last}: {_skills(full)}; the pair's own past alone: "
        f"{_skills(record.history)}{plain}"
    )
    expected = f"{full['expected']:,.0f} disputes expected where {full['events']:,} came"
    last_years = f"{lately['expected']:,.0f} and {lately['events']:,}"
    slope = number(full["slope"])
    counted = f"{expected} (in the last ten years {last_years})"
    return f"{skills}; calibration slope {slope}; {counted}{_at_the_top(record.top)}"


def _at_the_top(top: Score | None) -> str:
    """Write what the highest forecasts said and what came."""
    if top is None:
        return ""
    said, came = number(top["said"]), number(top["came"])
    return f"; the {top['cases']:,} highest forecasts said {said} on average, {came} came"


def _skills(score: Score) -> str:
    """Write precision and skill."""
    return (
        f"average precision {number(score['precision'], 3)}, Brier skill "
        f"{number(score['brier'], 3)}, log-loss skill {number(score['log_loss'], 3)}"
    )
