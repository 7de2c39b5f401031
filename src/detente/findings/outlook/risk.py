"""What may come, in sentences: the risk of a dispute taken apart, windows by a tested rule, what came after the nearest cases."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.models.analogues.search import MEASURES, MOVED, SHOWN, Analogues, Share
from detente.models.dispute_risk import read as risks
from detente.models.dispute_risk.read import PairRisk, Risk
from detente.models.terms import (
    AHEAD,
    FAILED_IN,
    JUDGED,
    LAST_GML,
    LAST_KNOWN,
    MODELS,
    OTHER,
    STRUCTURES,
    WORDS,
)
from detente.models.windows import read as opened
from detente.models.windows.read import Record, Window, Windows
from detente.phrasing import cap, listed, number, share, signed, years_of
from detente.store.catalog import Catalog

ANALOGUE_SOURCES = (
    "atop",
    "cow_igo",
    "cow_mid",
    "cow_nmc",
    "gml_mid",
    "minimum_distance",
    "rivalries",
    "un_ideal_points",
    "vdem",
)


def findings(relation: Relation) -> Iterator[Finding]:
    """Give what can be said; a sentence without data is left out."""
    if relation.risk is not None:
        yield _risk(relation.catalog, relation.pair, relation.risk)
        yield _parts(relation.catalog, relation.pair, relation.risk.leading)
    yield from _windows(relation.pair, relation.windows)
    if relation.analogues is not None:
        yield _analogues(relation.analogues)


def chance(value: float) -> str:
    """Write a probability in per cent, small ones with a decimal.

    Examples
    --------
    >>> chance(0.4651), chance(0.0042)
    ('47 %', '.4 %')
    """
    return f"{value:.0%}".replace("%", " %") if value >= 0.1 else f"{number(100 * value, 1)} %"


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


def _cell(
    pair: PairRisk,
    column: str,
    value: float,
    unit: str,
    low: float | None = None,
    high: float | None = None,
) -> Cell:
    return Cell(
        "risk",
        column,
        (("ccode1", pair.codes[0]), ("ccode2", pair.codes[1]), ("year", pair.year)),
        value,
        unit,
        risks.SOURCES,
        risks.RULE,
        low,
        high,
    )


def _risk(catalog: Catalog, pair: RelationKey, found: Risk) -> Finding:
    """Say how likely a dispute is in the year after the view, beside history alone."""
    one = found.leading
    cells = tuple(_cell(p, "risk", p.risk, "probability", p.low, p.high) for p in found.pairs[:3])
    band = f" [{chance(found.low)}, {chance(found.high)}]"
    if len(found.pairs) == 1:
        text = (
            f"For {found.year} the models give a chance of {chance(found.risk)}{band} that a militarized dispute begins "
            f"between {pair.words}; the pair's own past alone gives {chance(found.history)}"
        )
    else:
        text = (
            f"For {found.year} the models expect {number(found.expected)} militarized disputes to begin across the "
            f"{len(found.pairs)} pairs of states of {pair.words}, and give a chance of {chance(found.risk)}{band} to at least "
            f"one if pairs are taken as independent; their past alone gives {chance(found.history)}; the largest single risk "
            f"is that of {listed(one.names)}, {chance(one.risk)}"
        )
    return Finding(
        "synthesis.risk",
        f"{text} ({risks.known_to(found.year)}).",
        found.risk,
        "probability",
        cells,
        method(catalog, pair.as_of, joint=len(found.pairs) > 1),
        "forecast",
        found.low,
        found.high,
        "how likely a dispute is",
    )


def _parts(catalog: Catalog, pair: RelationKey, one: PairRisk) -> Finding:
    """Take the risk of the riskiest pair apart."""
    cells = tuple(_cell(one, p.block, p.value, "log-odds", p.low, p.high) for p in one.parts)
    by = {p.block: p for p in one.parts}
    told = listed(
        [
            f"{risks.WORDS[b]} {signed(by[b].value)} [{signed(by[b].low)}, {signed(by[b].high)}]"
            for b in by
        ]
    )
    clear = [b for b in STRUCTURES if by[b].low > 0 or by[b].high < 0]
    verb = "is" if len(clear) == 1 else "are"
    verdict = (
        f"of the three structures only {listed(clear)} {verb} told from nothing"
        if 0 < len(clear) < 3
        else (
            "none of the three structures is told from nothing"
            if not clear
            else "all three structures are told from nothing"
        )
    )
    text = (
        f"Beside a pair that is average in everything, the log-odds of a dispute between {listed(one.names)} in {one.year} are "
        f"raised or lowered by: {told}; {verdict}."
    )
    largest = max(one.parts, key=lambda p: abs(p.value))
    return Finding(
        "synthesis.parts",
        text,
        largest.value,
        "log-odds",
        cells,
        method(catalog, pair.as_of),
        "forecast",
        largest.low,
        largest.high,
        "what makes the risk",
    )


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


def _windows(pair: RelationKey, found: Windows) -> Iterator[Finding]:
    """Say which windows stand open, and when those that have earned trust last did."""
    trusted = [
        w
        for w in found.now
        if (r := found.records.get((w.outcome, w.structure))) is not None and r.trust == "earned"
    ]
    if trusted:
        best = sorted(trusted, key=lambda w: (-w.opened / w.pairs, -w.gain))
        some = [w for w in best if w.open]
        part = [w for w in best if w.opened and not w.open]
        if some:
            told = listed(
                [
                    f"{WORDS[w.outcome]}, by {w.structure} ({_how(w)}; {signed(w.gain)} [{signed(w.low)}, {signed(w.high)}] "
                    f"on {share(w.history)})"
                    for w in some[:3]
                ]
            )
            which = (
                "The one window whose kind has earned trust stood open"
                if len(trusted) == 1
                else (
                    f"Of the {len(trusted)} windows whose kind has earned trust {len(some)} stood "
                    f"open{', among them' if len(some) > 3 else ''}"
                )
            )
            text = f"{which} in {found.year} between {pair.words}: {told}."
        else:
            few = f" in most of the {found.hostile} hostile pairs" if part else ""
            which = (
                "The one window" if len(trusted) == 1 else f"Not one of the {len(trusted)} windows"
            )
            stood = (
                "was shut"
                if len(trusted) == 1 and not part
                else ("did not stand open" if len(trusted) == 1 else "stood open")
            )
            text = (
                f"{which} whose kind has earned trust {stood} in {found.year} between {pair.words}{few}; the nearest, "
                f"{WORDS[best[0].outcome]} by {best[0].structure}, "
                f"{'open in ' + _how(best[0]) + ', ' if best[0].opened else ''}added {signed(best[0].gain)} "
                f"[{signed(best[0].low)}, {signed(best[0].high)}] to {share(best[0].history)}."
            )
        text = cap(text)
        lead = best[0]
        yield Finding(
            "synthesis.windows",
            text,
            lead.gain,
            "probability",
            tuple(_window_cell(pair, w) for w in (some or best)[:3]),
            window_method(
                found.records,
                tuple(found.records[w.outcome, w.structure] for w in (some or best)[:2]),
            ),
            "forecast",
            lead.low,
            lead.high,
            "which windows stand open",
        )
    past = _longest(found)
    if past:
        spell, record = past
        lead = max(spell, key=lambda w: w.gain)
        total = record.total
        kept = (
            (
                f"; of such windows {total.hits:,} of {total.open:,} ({total.hits / total.open:.0%}) were kept, against "
                f"{total.alike:.0%} of pairs whose past told the same"
            )
            if total
            else ""
        )
        text = (
            f"The window for {WORDS[lead.outcome]} that {lead.structure} opened between {pair.words} stood open longest in "
            f"{spell[0].year if len(spell) == 1 else years_of(spell[0].year, spell[-1].year)}, widest in {lead.year} "
            f"({signed(lead.gain)} [{signed(lead.low)}, {signed(lead.high)}] on {share(lead.history)}, {_how(lead)}){kept}."
        )
        yield Finding(
            "synthesis.window_past",
            text,
            lead.gain,
            "probability",
            tuple(_window_cell(pair, w) for w in (spell[0], lead, spell[-1])),
            window_method(found.records, (record,)),
            "measured",
            lead.low,
            lead.high,
            "when a window stood open",
        )


def _how(window: Window) -> str:
    return f"{window.opened} of {window.pairs} hostile pairs" if window.pairs > 1 else "open"


def _longest(found: Windows) -> tuple[list[Window], Record] | None:
    """Find the longest spell in which a window that has earned trust stood open and that is over."""
    best: tuple[list[Window], Record] | None = None
    for key, record in found.records.items():
        if record.trust != "earned":
            continue
        spell: list[Window] = []
        for w in [w for w in found.line if (w.outcome, w.structure) == key]:
            if w.open:
                spell = [*spell, w] if spell and w.year == spell[-1].year + 1 else [w]
            elif spell and (best is None or len(spell) > len(best[0])):
                best = (spell, record)
            spell = spell if w.open else []
    return best


def _window_cell(pair: RelationKey, w: Window) -> Cell:
    return Cell(
        "windows",
        "gain",
        (("outcome", w.outcome), ("structure", w.structure), ("pair", pair.of), ("year", w.year)),
        w.gain,
        "probability",
        opened.SOURCES,
        opened.RULE,
        w.low,
        w.high,
    )


def _analogues(found: Analogues) -> Finding:
    """Say what came after the nearest cases, and which these were."""
    parts = [
        _came(found.quiet, f"no dispute began within {AHEAD} years"),
        _came(found.nearer, f"votes drew nearer by more than {number(MOVED)}"),
        _came(found.farther, "they drew apart by as much"),
        _came(found.pact, "a first pact came"),
    ]
    near = listed([f"{listed(a.names)} in {a.year}" for a in found.nearest[:3]])
    text = (
        f"The {len(found.nearest)} past pairs most like {listed(found.names)} of {found.year} are led by {near}; after them "
        f"{listed([p for p in parts if p]) or 'nothing is known'}."
    )
    cells = tuple(
        Cell(
            "likeness",
            "steps",
            (("ccode1", a.codes[0]), ("ccode2", a.codes[1]), ("year", a.year)),
            round(a.steps[-1], 4),
            "standard deviations, mean of four groups of measures",
            ANALOGUE_SOURCES,
            f"mean distance in {len(MEASURES)} measures of three structures and the past",
        )
        for a in found.nearest[:SHOWN]
    )
    lead = next(
        (s for s in (found.quiet, found.nearer, found.farther, found.pact) if s is not None), None
    )
    return Finding(
        "synthesis.analogues",
        text,
        lead.share if lead else found.nearest[0].steps[-1],
        "part of the nearest" if lead else "standard deviations",
        cells,
        analogue_method(),
        "measured",
        sentence_about="what came after the nearest cases",
    )


def _came(found: Share | None, what: str) -> str:
    return (
        f"{what} in {found.count} of {found.known} ({found.all:.0%} of all relevant pairs)"
        if found
        else ""
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
