"""What may come, in sentences: the risk of a dispute taken apart, windows by a tested rule, what came after the nearest cases."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.models import track_records as methods
from detente.models.analogues.measures import MEASURES
from detente.models.analogues.search import MOVED, SHOWN, Analogues, Share
from detente.models.dispute_risk import read as risks
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.dispute_risk.read import PairRisk, Risk
from detente.models.features.outcomes import AHEAD, WORDS
from detente.models.windows import read as opened
from detente.models.windows.read import Window, Windows
from detente.models.windows.record import Record
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
        methods.risk(catalog, pair.as_of, joint=len(found.pairs) > 1),
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
        methods.risk(catalog, pair.as_of),
        "forecast",
        largest.low,
        largest.high,
        "what makes the risk",
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
            methods.windows(
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
            methods.windows(found.records, (record,)),
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
        methods.analogues(),
        "measured",
        sentence_about="what came after the nearest cases",
    )


def _came(found: Share | None, what: str) -> str:
    return (
        f"{what} in {found.count} of {found.known} ({found.all:.0%} of all relevant pairs)"
        if found
        else ""
    )
