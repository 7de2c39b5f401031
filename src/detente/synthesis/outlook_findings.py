"""What may come, in sentences: the risk of a dispute taken apart, windows by a tested rule, what came after the nearest cases."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from detente.actors.pairs import Pair
from detente.measure import Cell
from detente.store.world import World
from detente.synthesis import risk as risks
from detente.synthesis import windows as opened
from detente.synthesis.analogues import MEASURES, MOVED, SHOWN, Analogues, Share
from detente.synthesis.finding import Finding, Method
from detente.synthesis.outlook import Outlook
from detente.synthesis.risk import PairRisk, Risk
from detente.synthesis.terms import AHEAD, JUDGED, LAST_GML, MODELS, STRUCTURES, WORDS
from detente.synthesis.windows import Record, Window, Windows
from detente.wording import cap, counted, listed, number, share, signed, years_of

BY = {"power": "power", "identity": "identity", "institutions": "institutions"}
ANALOGUE_SOURCES = ("atop", "cow_igo", "cow_mid", "cow_nmc", "gml_mid", "minimum_distance", "rivalries", "un_ideal_points", "vdem")


def findings(world: World, pair: Pair, outlook: Outlook) -> Iterator[Finding]:
    """Give what can be said; a sentence without data is left out."""
    if outlook.risk is not None:
        yield _risk(world, pair, outlook.risk)
        yield _parts(world, pair, outlook.risk.leading)
    yield from _windows(pair, outlook.windows)
    if outlook.analogues is not None:
        yield _analogues(outlook.analogues)


def chance(value: float) -> str:
    """Write a probability in per cent, small ones with a decimal.

    Examples
    --------
    >>> chance(.4651), chance(.0042)
    ('47 %', '.4 %')
    """
    return f"{value:.0%}".replace("%", " %") if value >= 0.1 else f"{number(100 * value, 1)} %"


def method(world: World, as_of: int) -> Method:
    """Say how the models of risk did on decades that were over at the view, beside history alone."""
    table = world.frame("risk_scores").filter((pl.col("last") <= as_of) & (pl.col("group") == "relevant")
                                              & (pl.col("first") == JUDGED))
    fails = (f"disputes are known to {LAST_GML}, in another coding to 2014: whatever began since is unseen; of disputes without a "
             f"past it "
             f"has no inkling; with disputes to {LAST_GML} alone it gave the United States and Russia 9 % for 2014")
    if table.is_empty():
        return Method("risk", "Risk of a dispute", "untested", "no decade had been forecast and was over at the view", fails)
    newest = table.filter(pl.col("last") == pl.col("last").max())
    full, alone = (newest.filter(pl.col("model") == m).to_dicts()[0] for m in (MODELS[-1], MODELS[1]))
    many = newest_of(world, as_of)
    if many:
        fails += f"; risks of blocs, their pairs taken as independent, expected {many[0]:,.0f} disputes where {many[1]:,.0f} came"
    better = full["brier"] > alone["brier"] and full["log_loss"] > alone["log_loss"]
    return Method("risk", "Risk of a dispute", "tested and good" if better and 0.8 <= full["slope"] <= 1.25 else "tested and weak",
                  f"decades not seen, 1971-{full['last']}: average precision {number(full['precision'], 3)} (history alone "
                  f"{number(alone['precision'], 3)}), Brier skill {number(full['brier'], 3)} ({number(alone['brier'], 3)}), "
                  f"log-loss skill "
                  f"{number(full['log_loss'], 3)} ({number(alone['log_loss'], 3)}), calibration slope {number(full['slope'])}",
                  fails)


def newest_of(world: World, as_of: int) -> tuple[float, float] | None:
    """Give how many disputes of blocs with states outside were expected, and how many came, to the newest decade over."""
    table = world.frame("risk_scores").filter((pl.col("last") <= as_of) & (pl.col("group") == "blocs") & (pl.col("first") == JUDGED)
                                              & (pl.col("model") == MODELS[-1])).sort("last")
    return None if table.is_empty() else (float(table["expected"][-1]), float(table["events"][-1]))


def _cell(pair: PairRisk, column: str, value: float, unit: str, low: float | None = None, high: float | None = None) -> Cell:
    return Cell("risk", column, (("ccode1", pair.codes[0]), ("ccode2", pair.codes[1]), ("year", pair.year)), value, unit,
                risks.SOURCES,
                risks.RULE, low, high)


def _risk(world: World, pair: Pair, found: Risk) -> Finding:
    """Say how likely a dispute is in the year after the view, beside history alone."""
    one = found.leading
    cells = tuple(_cell(p, "risk", p.risk, "probability", p.low, p.high) for p in found.pairs[:3])
    band = f" [{chance(found.low)}, {chance(found.high)}]"
    if len(found.pairs) == 1:
        text = (f"For {found.year} the models give a chance of {chance(found.risk)}{band} that a militarized dispute begins "
                f"between "
                f"{pair.words}; the pair's own past alone gives {chance(found.history)}")
    else:
        text = (f"For {found.year} the models expect {number(found.expected)} militarized disputes to begin across the "
                f"{len(found.pairs)} "
                f"pairs of states of {pair.words}, and give a chance of {chance(found.risk)}{band} to at least one if pairs are "
                f"taken as "
                f"independent; their past alone gives {chance(found.history)}; the largest single risk is that of "
                f"{listed(one.names)}, "
                f"{chance(one.risk)}")
    return Finding("synthesis.risk", f"{text} ({risks.known_to(found.year)}).", found.risk, "probability", cells,
                   method(world, pair.as_of),
                   "forecast", found.low, found.high, "how likely a dispute is")


def _parts(world: World, pair: Pair, one: PairRisk) -> Finding:
    """Take the risk of the riskiest pair apart."""
    cells = tuple(_cell(one, p.block, p.value, "log-odds", p.low, p.high) for p in one.parts)
    by = {p.block: p for p in one.parts}
    told = listed([f"{risks.WORDS[b]} {signed(by[b].value)} [{signed(by[b].low)}, {signed(by[b].high)}]" for b in by])
    clear = [b for b in STRUCTURES if by[b].low > 0 or by[b].high < 0]
    verb = "is" if len(clear) == 1 else "are"
    verdict = f"of the three structures only {listed(clear)} {verb} told from nothing" if 0 < len(clear) < 3 \
        else ("none of the three structures is told from nothing" if not clear else "all three structures are told from nothing")
    text = (f"Beside a pair that is average in everything, the log-odds of a dispute between {listed(one.names)} in {one.year} are "
            f"raised or lowered by: {told}; {verdict}.")
    largest = max(one.parts, key=lambda p: abs(p.value))
    return Finding("synthesis.parts", text, largest.value, "log-odds", cells, method(world, pair.as_of), "forecast", largest.low,
                   largest.high,
                   "what makes the risk")


def window_method(records: dict[tuple[str, str], Record], of: tuple[Record, ...]) -> Method:
    """Say how windows of a kind did, as the view could know."""
    fails = ("windows rank pairs, they hardly move a probability; hostile pairs only; open windows fall on pairs with a bad past, "
             "so they "
             "are kept less often than the average pair's; pacts hang on a few states")
    known = [r for r in of if r.excess is not None]
    if not known:
        return Method("windows", "Windows of opportunity", "untested", "too few windows' five years were over at the view", fails)
    good = [r for r in records.values() if r.trust == "earned"]
    told = []
    for r in known[:2]:
        assert r.excess is not None
        total = r.total
        kept = f"; {total.hits:,} of {total.open:,} open ones kept ({total.alike:.0%} of pairs alike)" if total else ""
        told.append(f"{WORDS[r.outcome]} by {r.structure}: excess {signed(r.excess.value)} [{signed(r.excess.low)}, "
                    f"{signed(r.excess.high)}]"
                    f", Brier skill over the past {signed(r.excess.brier)}{kept}")
    return Method("windows", "Windows of opportunity", "tested and good" if any(r.trust == "earned" for r in known)
                  else "tested and weak",
                  f"{'; '.join(told)}; {len(good)} of {len(records)} kinds have earned trust", fails)


def _windows(pair: Pair, found: Windows) -> Iterator[Finding]:
    """Say which windows stand open, and when those that have earned trust last did."""
    trusted = [w for w in found.now if (r := found.records.get((w.outcome, w.structure))) is not None and r.trust == "earned"]
    if trusted:
        best = sorted(trusted, key=lambda w: (-w.opened / w.pairs, -w.gain))
        some = [w for w in best if w.open]
        part = [w for w in best if w.opened and not w.open]
        if some:
            told = listed([f"{WORDS[w.outcome]}, by {BY[w.structure]} ({_how(w)}; {signed(w.gain)} [{signed(w.low)}, "
                           f"{signed(w.high)}] on "
                           f"{share(w.history)})" for w in some[:3]])
            which = "The one window whose kind has earned trust stood open" if len(trusted) == 1 else (
                f"Of the {len(trusted)} windows whose kind has earned trust {len(some)} stood open")
            text = f"{which} in {found.year} between {pair.words}: {told}."
        else:
            few = f" in most of the {found.hostile} hostile pairs" if part else ""
            which = "The one window" if len(trusted) == 1 else f"Not one of the {len(trusted)} windows"
            stood = "was shut" if len(trusted) == 1 and not part else ("did not stand open" if len(trusted) == 1 else "stood open")
            text = (f"{which} whose kind has earned trust {stood} in {found.year} between "
                    f"{pair.words}{few}; the nearest, {WORDS[best[0].outcome]} by {BY[best[0].structure]}, "
                    f"{'open in ' + _how(best[0]) + ', ' if best[0].opened else ''}"
                    f"added {signed(best[0].gain)} [{signed(best[0].low)}, {signed(best[0].high)}] to {share(best[0].history)}.")
        text = cap(text)
        lead = best[0]
        yield Finding("synthesis.windows", text, lead.gain, "probability", tuple(_window_cell(pair, w) for w in (some or best)[:3]),
                      window_method(found.records, tuple(found.records[w.outcome, w.structure] for w in (some or best)[:2])),
                      "forecast",
                      lead.low, lead.high, "which windows stand open")
    past = _longest(found)
    if past:
        spell, record = past
        lead = max(spell, key=lambda w: w.gain)
        total = record.total
        kept = (f"; of such windows {total.hits:,} of {total.open:,} ({total.hits / total.open:.0%}) were kept, against "
                f"{total.alike:.0%} of pairs whose past told the same") if total else ""
        text = (f"The window for {WORDS[lead.outcome]} that {BY[lead.structure]} opened between {pair.words} stood open in "
                f"{spell[0].year if len(spell) == 1 else years_of(spell[0].year, spell[-1].year)}, widest in {lead.year} "
                f"({signed(lead.gain)} [{signed(lead.low)}, "
                f"{signed(lead.high)}] on {share(lead.history)}, {lead.opened} of {lead.pairs} hostile pairs){kept}.")
        yield Finding("synthesis.window_past", text, lead.gain, "probability",
                      tuple(_window_cell(pair, w) for w in (spell[0], lead, spell[-1])),
                      window_method(found.records, (record,)), "measured", lead.low, lead.high, "when a window stood open")


def _how(window: Window) -> str:
    return f"{window.opened} of {counted(window.pairs, 'hostile pair')}" if window.pairs > 1 else "open"


def _longest(found: Windows) -> tuple[list[Window], Record] | None:
    """Find the longest spell in which a window that has earned trust stood open and that is over."""
    best: tuple[list[Window], Record] | None = None
    for key, record in found.records.items():
        if record.trust != "earned":
            continue
        spell: list[Window] = []
        for w in [w for w in found.line if (w.outcome, w.structure) == key]:
            spell = [*spell, w] if w.open and (not spell or w.year == spell[-1].year + 1) else ([w] if w.open else [])
            if spell and spell[-1].year < found.year and (best is None or len(spell) > len(best[0])):
                best = (spell, record)
    return best


def _window_cell(pair: Pair, w: Window) -> Cell:
    return Cell("windows", "gain", (("outcome", w.outcome), ("structure", w.structure), ("pair", pair.of), ("year", w.year)),
                w.gain,
                "probability", opened.SOURCES, opened.RULE, w.low, w.high)


def _analogues(found: Analogues) -> Finding:
    """Say what came after the nearest cases, and which these were."""
    parts = [_came(found.quiet, f"no dispute began within {AHEAD} years"),
             _came(found.nearer, f"votes drew nearer by more than {number(MOVED)}"),
             _came(found.farther, "they drew apart by as much"), _came(found.pact, "a first pact came")]
    near = listed([f"{listed(a.names)} in {a.year}" for a in found.nearest[:3]])
    text = (f"The {len(found.nearest)} past pairs most like {listed(found.names)} of {found.year} are led by {near}; after them "
            f"{listed([p for p in parts if p]) or 'nothing is known'}.")
    cells = tuple(Cell("likeness", "steps", (("ccode1", a.codes[0]), ("ccode2", a.codes[1]), ("year", a.year)),
                       round(a.steps[-1], 4),
                       "standard deviations, mean of four groups of measures", ANALOGUE_SOURCES,
                       f"mean distance in {len(MEASURES)} measures of three structures and the past")
                  for a in found.nearest[:SHOWN])
    lead = next((s for s in (found.quiet, found.nearer, found.farther, found.pact) if s is not None), None)
    return Finding("synthesis.analogues", text, lead.share if lead else found.nearest[0].steps[-1],
                   "part of the nearest" if lead else "standard deviations", cells, analogue_method(), "measured",
                   sentence_about="what came after the nearest cases")


def _came(found: Share | None, what: str) -> str:
    return f"{what} in {found.count} of {found.known} ({found.all:.0%} of all relevant pairs)" if found else ""


def analogue_method() -> Method:
    """Counting what came after the nearest cases."""
    return Method("analogues", "Analogues", "untested",
                  "a comparison: what came after the nearest cases is counted, beside all pairs of their "
                  "kind", "likeness hangs on the measures chosen and counts them alike; the nearest may still be far")
