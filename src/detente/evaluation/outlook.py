"""Pages of the report card on what may come: the risk of a dispute, windows of opportunity."""

from __future__ import annotations

import polars as pl

from detente.estimators.quintile_excess import DRAWS
from detente.evaluation.page import Page, Table
from detente.models.dispute_risk.read import named
from detente.models.terms import FAILED_IN, JUDGED, KNOWN, LAST_GML, MODELS, STRUCTURES, WORDS
from detente.models.windows.read import TRUST, Record, record
from detente.phrasing import listed, number, signed
from detente.store.catalog import Catalog

GROUPS = {
    "relevant": "pairs with a border or a major power",
    "all": "all pairs",
    "blocs": "blocs towards states outside",
}
TESTS = len(KNOWN) * len(STRUCTURES)


def risk(catalog: Catalog, as_of: int) -> Page:
    """Score the models of risk on decades that they had not seen and that were over at the view."""
    known = catalog.frame("risk_scores").filter(pl.col("last") <= as_of)
    return Page(
        "risk",
        f"Report card: risk of a dispute, as of {as_of}",
        (*(_whole(known, g) for g in GROUPS), _decades(known), _misses(catalog, as_of)),
    )


def _row(name: str, r: dict[str, float]) -> tuple[str, ...]:
    return (
        name,
        number(r["precision"], 3),
        number(r["brier"], 3),
        number(r["log_loss"], 3),
        "none" if r["slope"] != r["slope"] else number(r["slope"]),
        f"{r['events']:,.0f} of {r['expected']:,.0f} expected",
    )


HEADS = (
    "model",
    "average precision",
    "Brier skill",
    "log-loss skill",
    "calibration slope",
    "disputes",
)


def _whole(known: pl.DataFrame, group: str) -> Table:
    part = known.filter((pl.col("group") == group) & (pl.col("first") == JUDGED))
    newest = part.filter(pl.col("last") == pl.col("last").max())
    rows = tuple(_row(m, r) for m in MODELS for r in newest.filter(pl.col("model") == m).to_dicts())
    rate = number(newest["events"][0] / newest["cases"][0], 4) if newest.height else ""
    base = f"chance alone would give a precision of {rate}; " if rate else ""
    last = newest["last"][0] if newest.height else ""
    return Table(
        f"{GROUPS[group].capitalize()}, {JUDGED}-{last}",
        HEADS,
        rows,
        f"Skill over the base rate of the years before each decade; {base}each decade forecast by models that saw only "
        f"earlier years. "
        + (
            "At least one dispute between any member and the state, pairs taken as independent."
            if group == "blocs"
            else "Both: the mean of logit and trees in log-odds."
        ),
    )


def _decades(known: pl.DataFrame) -> Table:
    part = known.filter(
        (pl.col("group") == "relevant") & (pl.col("last") - pl.col("first") == 9)
    ).sort("first")
    rows = tuple(
        (f"{r['first']}-{r['last']}", *_row(m, r))
        for first in part["first"].unique().sort()
        for m in (MODELS[1], MODELS[-1])
        for r in part.filter((pl.col("first") == first) & (pl.col("model") == m)).to_dicts()
    )
    return Table("Decade by decade, pairs with a border or a major power", ("decade", *HEADS), rows)


def _misses(catalog: Catalog, as_of: int) -> Table:
    table = catalog.frame("risk_misses").filter(pl.col("year") <= as_of)
    rows = tuple(
        (
            listed([named(r["ccode1"], r["year"]), named(r["ccode2"], r["year"])]),
            str(r["year"]),
            r["kind"],
            f"{r['risk']:.1%}",
            "" if r["history"] is None else f"{r['history']:.1%}",
        )
        for r in table.iter_rows(named=True)
    )
    return Table(
        "Where it failed worst: disputes thought least likely that came, most likely that stayed away, and one known "
        "failure",
        ("pair", "year", "dispute", "chance given", "by history alone"),
        rows,
        f"With disputes to {LAST_GML} alone the chance of the United States and Russia was lowest in the very year of the "
        "crisis; the second source shows what had begun since."
        if as_of >= FAILED_IN
        else "",
    )


def windows(catalog: Catalog, as_of: int) -> Page:
    """Score every kind of window on those whose five years were over at the view."""
    records = [record(catalog, o, s, as_of) for o in KNOWN for s in STRUCTURES]
    return Page(
        "windows",
        f"Report card: windows of opportunity, as of {as_of}",
        (
            Table(
                "Whether events came where a structure raised the forecast",
                (
                    "window",
                    "by",
                    "standing",
                    "excess [95 %, pairs drawn]",
                    "[95 %, states drawn]",
                    "p, times 15 tests",
                    "Brier skill over the past",
                    "cases, pairs",
                ),
                tuple(_window(r) for r in records if r.excess is not None),
                "Excess: event rate over the forecast of the past, top less bottom fifth of the pairs of a year. Trust is earned "
                "where both intervals stand above zero. Windows rank pairs; the skill shows how little they change a probability.",
            ),
            Table(
                "Open windows: kept, beside pairs whose past told the same",
                ("window", "by", "decade", "open", "kept", "all comparable", "alike, not open"),
                tuple(
                    (
                        WORDS[r.outcome],
                        r.structure,
                        f"{d.first}s",
                        f"{d.open:,}",
                        f"{d.hits / d.open:.0%}",
                        f"{d.base:.0%}",
                        f"{d.alike:.0%}",
                    )
                    for r in records
                    for d in r.decades
                ),
            ),
        ),
    )


def _window(r: Record) -> tuple[str, ...]:
    e = r.excess
    assert e is not None
    p = max(e.chance, 2 / DRAWS) * TESTS
    return (
        WORDS[r.outcome],
        r.structure,
        TRUST[r.trust],
        f"{signed(e.value)} [{signed(e.low)}, {signed(e.high)}]",
        f"[{signed(e.low_by_state)}, {signed(e.high_by_state)}]",
        f"{'at most ' if e.chance < 2 / DRAWS else ''}{min(p, 1):.3f}",
        f"{e.brier:+.3f}",
        f"{e.cases:,}, {e.units:,}",
    )
