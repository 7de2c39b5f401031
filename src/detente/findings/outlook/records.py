"""How the models of the outlook did, as the view could know."""

from __future__ import annotations

import polars as pl

from detente.evidence.method import Method
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
    world : World
        The tables.
    as_of : int
        The view.
    joint : bool
        Whether a bloc's risk is meant: several pairs, taken as independent.
    """
    group, name = (
        ("blocs", "Risk of a dispute with a bloc") if joint else ("relevant", "Risk of a dispute")
    )
    table = catalog.frame("risk_scores").filter(
        (pl.col("last") <= as_of) & (pl.col("group") == group)
    )
    fails = "of disputes without a past it has no inkling; structures add little to geography and what is past"
    if as_of > LAST_GML:
        fails += f"; disputes are known to {LAST_GML}, in another coding to {LAST_KNOWN}: whatever began since is unseen"
    if as_of >= FAILED_IN:
        told = f"{known_failure(catalog):.0%} for {FAILED_IN}"
        fails += f"; with disputes to {LAST_GML} alone it gave the United States and Russia {told}"
    if joint:
        fails = f"members' disputes come together, so that sums over pairs expect too many; {fails}"
    id = "risk_bloc" if joint else "risk"
    if table.is_empty():
        return Method(
            id, name, "untested", "no decade had been forecast and was over at the view", fails
        )
    scores = {(r["first"], r["last"], r["model"]): r for r in table.iter_rows(named=True)}
    last = max(k[1] for k in scores)
    full, alone = scores[JUDGED, last, MODELS[-1]], scores[JUDGED, last, MODELS[1]]
    lately = scores[last - 9, last, MODELS[-1]]
    better = full["brier"] > alone["brier"] and full["log_loss"] > alone["log_loss"]
    fair = all(0.75 <= r["expected"] / max(r["events"], 1) <= 4 / 3 for r in (full, lately))
    without = scores.get((JUDGED, last, OTHER))
    plain = (
        f"; geography and all that is past, without structures: {_skills(without)}"
        if without
        else ""
    )
    return Method(
        id,
        name,
        "tested and good"
        if better and fair and 0.8 <= full["slope"] <= 1.25
        else "tested and weak",
        f"decades not seen, {JUDGED}-{last}: {_skills(full)}; the pair's own past alone: {_skills(alone)}{plain}; "
        f"calibration slope {number(full['slope'])}; {full['expected']:,.0f} disputes expected where {full['events']:,} "
        f"came (in the last ten years {lately['expected']:,.0f} and {lately['events']:,})",
        fails,
    )


def _skills(r: dict[str, float]) -> str:
    return (
        f"average precision {number(r['precision'], 3)}, Brier skill {number(r['brier'], 3)}, log-loss skill "
        f"{number(r['log_loss'], 3)}"
    )


def known_failure(catalog: Catalog) -> float:
    """Give the chance that the models gave the known failure to anybody who knew the first source alone."""
    table = catalog.frame("risk_misses").filter(pl.col("kind").str.contains("alone"))
    return float(table["risk"][0])


def window_method(records: dict[tuple[str, str], Record], of: tuple[Record, ...]) -> Method:
    """Say how windows of a kind did, as the view could know."""
    fails = (
        "windows rank pairs, they hardly move a probability; hostile pairs only; open windows fall on pairs with a bad past, "
        "so they are kept less often than the average pair's; pacts hang on a few states"
    )
    known = [r for r in of if r.excess is not None]
    if not known:
        return Method(
            "windows",
            "Windows of opportunity",
            "untested",
            "too few windows' five years were over at the view",
            fails,
        )
    good = [r for r in records.values() if r.trust == "earned"]
    told = []
    for r in known[:2]:
        assert r.excess is not None
        total = r.total
        kept = (
            f"; {total.hits:,} of {total.open:,} open ones kept ({total.alike:.0%} of pairs alike)"
            if total
            else ""
        )
        told.append(
            f"{WORDS[r.outcome]} by {r.structure}: excess {signed(r.excess.value)} [{signed(r.excess.low)}, "
            f"{signed(r.excess.high)}], Brier skill over the past {signed(r.excess.brier)}{kept}"
        )
    return Method(
        "windows",
        "Windows of opportunity",
        "tested and good" if any(r.trust == "earned" for r in known) else "tested and weak",
        f"{'; '.join(told)}; {len(good)} of {len(records)} kinds have earned trust",
        fails,
    )


def analogue_method() -> Method:
    """Counting what came after the nearest cases."""
    return Method(
        "analogues",
        "Analogues",
        "untested",
        "a comparison: what came after the nearest cases is counted, beside all pairs of their "
        "kind",
        "likeness hangs on the measures chosen and counts them alike; the nearest may still be far",
    )
