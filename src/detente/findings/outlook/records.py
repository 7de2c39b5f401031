"""How the models of the outlook did, as the view could know."""

from __future__ import annotations

import polars as pl

from detente.evidence.method import Method, described
from detente.models.terms import (
    FAILED_IN,
    JUDGED,
    LAST_GML,
    LAST_KNOWN,
    MODELS,
    OTHER,
    WORDS,
)
from detente.models.windows.read import Record
from detente.phrasing import number, signed
from detente.store.catalog import Catalog


def method(catalog: Catalog, as_of: int, *, joint: bool = False) -> Method:
    """Say how the models of risk did on decades that were over at the view, beside history alone.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int
        The view.
    joint : bool
        Whether a bloc's risk is meant: several pairs, taken as independent.
    """
    group = "blocs" if joint else "relevant"
    table = catalog.frame("risk_scores").filter(
        (pl.col("last") <= as_of) & (pl.col("group") == group)
    )
    mark, written = "untested", "no decade had been forecast and was over at the view"
    if not table.is_empty():
        mark, written = _record(table)
    coding = ("coding",) if as_of > LAST_GML else ()
    failure = ("known_failure",) if as_of >= FAILED_IN else ()
    return described(
        "risk_bloc" if joint else "risk",
        mark=mark,
        record=written,
        caveats=(*coding, *failure),
        last=LAST_GML,
        last_other=LAST_KNOWN,
        failed_in=FAILED_IN,
        failure=f"{known_failure(catalog):.0%}" if failure else "",
    )


def _record(table: pl.DataFrame) -> tuple[str, str]:
    """Give the mark and the words for the scores of a group of pairs."""
    scores = {(row["first"], row["last"], row["model"]): row for row in table.iter_rows(named=True)}
    last = max(end for _, end, _ in scores)
    full, alone = scores[JUDGED, last, MODELS[-1]], scores[JUDGED, last, MODELS[1]]
    lately = scores[last - 9, last, MODELS[-1]]
    better = full["brier"] > alone["brier"] and full["log_loss"] > alone["log_loss"]
    fair = all(0.75 <= row["expected"] / max(row["events"], 1) <= 4 / 3 for row in (full, lately))
    good = better and fair and 0.8 <= full["slope"] <= 1.25
    without = scores.get((JUDGED, last, OTHER))
    plain = (
        f"; geography and all that is past, without structures: {_skills(without)}"
        if without
        else ""
    )
    skills = (
        f"decades not seen, {JUDGED}-{last}: {_skills(full)}; the pair's own past alone: "
        f"{_skills(alone)}{plain}; calibration slope {number(full['slope'])}; "
    )
    counts = (
        f"{full['expected']:,.0f} disputes expected where {full['events']:,} came (in the last ten "
        f"years {lately['expected']:,.0f} and {lately['events']:,})"
    )
    return "tested and good" if good else "tested and weak", skills + counts


def _skills(score: dict[str, float]) -> str:
    return (
        f"average precision {number(score['precision'], 3)}, Brier skill "
        f"{number(score['brier'], 3)}, log-loss skill {number(score['log_loss'], 3)}"
    )


def known_failure(catalog: Catalog) -> float:
    """Give the chance that the models gave the known failure with the first source alone."""
    table = catalog.frame("risk_misses").filter(pl.col("kind").str.contains("alone"))
    return float(table["risk"][0])


def window_method(records: dict[tuple[str, str], Record], of: tuple[Record, ...]) -> Method:
    """Say how windows of a kind did, as the view could know.

    Parameters
    ----------
    records : dict
        Outcome and structure to the record of the kind.
    of : tuple of Record
        Those that a sentence is about.
    """
    known = [record for record in of if record.excess is not None]
    if not known:
        few = "too few windows' five years were over at the view"
        return described("windows", mark="untested", record=few)
    good = sum(record.trust == "earned" for record in records.values())
    parts = "; ".join(_window_record(record) for record in known[:2])
    passed = any(record.trust == "earned" for record in known)
    return described(
        "windows",
        mark="tested and good" if passed else "tested and weak",
        record=f"{parts}; {good} of {len(records)} kinds have earned trust",
    )


def _window_record(record: Record) -> str:
    """Write how windows of one kind did."""
    excess, total = record.excess, record.total
    assert excess is not None
    kept = (
        f"; {total.hits:,} of {total.open:,} open ones kept ({total.alike:.0%} of pairs alike)"
        if total
        else ""
    )
    return (
        f"{WORDS[record.outcome]} by {record.structure}: excess {signed(excess.value)} "
        f"[{signed(excess.low)}, {signed(excess.high)}], Brier skill over the past "
        f"{signed(excess.brier)}{kept}"
    )


def analogue_method() -> Method:
    """Count what came after the nearest cases."""
    return described(
        "analogues",
        mark="untested",
        record="a comparison: what came after the nearest cases is counted, beside all pairs of "
        "their kind",
    )
