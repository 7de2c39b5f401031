"""``detente windows``: the windows of opportunity between two actors, and how such windows did."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from detente.cli.console import out, out_json
from detente.cli.options import AsJson, AsOf, Facts, First, Second, relation_key
from detente.span import view_fields

if TYPE_CHECKING:
    from detente.actors.relation_key import RelationKey
    from detente.models.windows.read import Window, Windows
    from detente.models.windows.record import Record

EXAMPLE = "Example: detente windows NATO Russia --as-of 2013"
WIDTH = 98
NOT_DATED, CLOSED, OPEN_IN_SOME, OPEN = "·", "░", "▒", "▓"
DOES_NOT_APPLY = {
    "quiet": "no pair is hostile",
    "pact": "a treaty obligation is in force already, or the data have ended",
    "trade": "no trade is known",
    "rivalry": "there is none",
    "rung": "neither has a bloc in which the other could climb",
}
"""Why an outcome does not apply to a relation."""
VERDICTS = {
    "earned": "passed its test",
    "weak": "passed by pairs only",
    "none": "failed its test",
    "untested": "untested",
}
"""How a kind of window did, in words."""
LEGEND = (
    f"a square a year: {OPEN} open, {OPEN_IN_SOME} open in some pairs, {CLOSED} closed, "
    f"{NOT_DATED} not dated",
    "open: top fifth of the hostile pairs of its year, and the interval above zero",
    "test, out of sample: how much more often than the past alone predicts the outcome came in the",
    "top fifth than in the bottom fifth of past windows; passed where that is above zero whether",
    "pairs or states are resampled",
    "gains are shrunk to the part of earlier ones that had come by then; part that came: of the",
    "gains so shrunk, 1 where they came in full",
    "hit rate: windows that came true, the rest were false alarms; base rate: the same outcome",
    "among pairs with the same past and no open window",
)


def run(
    first: First,
    second: Second,
    *,
    as_of: AsOf = None,
    facts: Facts = None,
    as_json: AsJson = False,
) -> None:
    """Date the windows of a relation, with hit rate, false alarms and base rate of such windows."""
    from detente.analysis.guards.form import Subject
    from detente.analysis.guards.shelf import silenced
    from detente.analysis.relation import Relation
    from detente.cli.designations import with_footnotes
    from detente.models.windows.read import plain
    from detente.store.catalog import default_catalog

    view = relation_key(first, second, as_of, facts)
    relation = Relation(default_catalog(), view)
    barred = silenced(Subject("windows", frozenset({"window"})), relation.situation)
    if as_json:
        asked = {"a": view.first.key, "b": view.second.key, **view_fields(view.day)}
        none = {"windows": [], "records": [], "left_out": barred.reason if barred else ""}
        out_json({**asked, **_own(view), **(none if barred else plain(relation.windows))})
        return
    title = f"{view.label}: windows of opportunity, as of {view.at}"
    lines = [f"none is given: {barred.reason}"] if barred else _lines(relation.windows)
    for line in with_footnotes([title, *_whose(view), *lines], view):
        out(line)


def _own(view: RelationKey) -> dict[str, Any]:
    """Give the own facts of the view as plain data; nothing where no file was given."""
    from detente.paper.writers.own_facts import own_record

    return {"own_facts": own_record(view)} if view.own else {}


def _whose(view: RelationKey) -> list[str]:
    """Say whose own facts the view has; nothing where no file was given."""
    from detente.actors.rows_of_pair import own_facts_of
    from detente.findings.own_marks import summary_of

    return textwrap.wrap(summary_of(own_facts_of(view)), WIDTH) if view.own else []


def _lines(found: Windows) -> list[str]:
    """Write every outcome and structure, then the legend."""
    from detente.models.dispute_risk.read import known_to
    from detente.models.features.outcomes import AHEAD, KNOWN
    from detente.models.windows.read import why_none

    if not found.now:
        last_dated = max((window.year for window in found.line), default=None)
        before = f"; the last were dated in {last_dated}" if last_dated else ""
        return [f"none is dated in {found.year}: {why_none(found)}{before}"]
    if found.across == 1:
        hostile = "the two are hostile"
    else:
        pairs = f"{found.hostile} of {found.across} pairs of states across the two sides"
        hostile = f"{pairs} are hostile"
    lines = [
        *textwrap.wrap(f"{hostile} in {found.year}; {known_to(found.year + 1)}", WIDTH),
        f"what each structure adds to the chance, within {AHEAD} years, that the past alone gives "
        "[80 % interval]",
    ]
    for outcome in KNOWN:
        lines += ["", *_outcome_lines(found, outcome)]
    return [*lines, "", *LEGEND]


def _outcome_lines(found: Windows, outcome: str) -> list[str]:
    """Write one outcome: what the past alone gives, then what each structure adds."""
    from detente.models.dispute_risk.blocks import STRUCTURES
    from detente.models.features.outcomes import WORDS

    now = {window.structure: window for window in found.now if window.outcome == outcome}
    if not now:
        return [f"{WORDS[outcome]}: does not apply, {DOES_NOT_APPLY[outcome]}"]
    any_window = next(iter(now.values()))
    pairs = any_window.pairs
    average = f" (average of {pairs} pairs)" if pairs > 1 else ""
    lines = [f"{WORDS[outcome]}: the past alone gives {any_window.history:.0%}{average}"]
    for structure in STRUCTURES:
        record = found.records[outcome, structure]
        lines.append(_window_line(now[structure]))
        lines.append(f"  {'':<13}{_record_line(record)}")
        lines.append(f"  {'':<13}{_timeline(found, outcome, structure)}")
    return lines


def _window_line(window: Window) -> str:
    """Write what one structure adds now, and whether its window is open."""
    from detente.phrasing import signed

    state = "OPEN" if window.open else "closed"
    of_pairs = f" (open in {window.opened} of {window.pairs} pairs)" if window.pairs > 1 else ""
    gain = f"{signed(window.gain):>6} [{signed(window.low)}, {signed(window.high)}]"
    return f"  {window.structure:<13}{gain}  {state}{of_pairs}"


def _record_line(record: Record) -> str:
    """Write how such windows did, as the view can know it."""
    from detente.phrasing import number, signed

    excess = record.excess
    if excess is None:
        return VERDICTS["untested"]
    tested = f"{signed(excess.value)} [{signed(excess.low)}, {signed(excess.high)}]"
    came = f"part that came {number(excess.realised)}"
    line = f"{VERDICTS[record.trust]}: {tested}; {came}"
    total = record.total
    if total is None:
        return line
    rate = total.hits / total.open
    return (
        f"{line}; hit rate {rate:.0%} ({total.hits} of {total.open}), base rate {total.alike:.0%}"
    )


def _timeline(found: Windows, outcome: str, structure: str) -> str:
    """Draw one square a year, from the first that is dated."""
    dated = {
        window.year: window
        for window in found.line
        if (window.outcome, window.structure) == (outcome, structure)
    }
    years = range(min(dated), found.year + 1)
    squares = "".join(_square(dated.get(year)) for year in years)
    return f"{years[0]} {squares} {years[-1]}"


def _square(window: Window | None) -> str:
    if window is None:
        return NOT_DATED
    if window.open:
        return OPEN
    return OPEN_IN_SOME if window.opened else CLOSED
