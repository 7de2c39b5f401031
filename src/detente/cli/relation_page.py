"""One page of the terminal: title, three blocks, where to go next; at most 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.checked import checked_long_ago
from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.analysis.reach import missing, missing_words, reach, reach_words
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.series import Series
from detente.findings.own_marks import summary_of
from detente.institutions.rung_states import HeldRung
from detente.models.dispute_risk.read import Risk, known_to
from detente.models.features.outcomes import WORDS
from detente.models.windows.fit import DATED
from detente.models.windows.read import why_none
from detente.paper.brief import Brief
from detente.phrasing import band, chance, gap, multiple, number, part, share, signed
from detente.span import month_words, view_key

WIDTH = 98
MOST_METHODS = 2
MOST_DETAILS = 2
"""Sentences on what else holds between the two; the JSON has all of them."""
DESCRIPTIVE: dict[str, tuple[str, ...]] = {
    "power": (),
    "identity": (),
    "institutions": ("ladder", "organisations", "ties", "bodies"),
}
"""Blocks of findings that describe a relation; studies of what joining did take seconds."""
BARS = "▁▂▃▄▅▆▇█"


def spark(values: Sequence[float], width: int = 24) -> str:
    """Draw a series as a line of bars.

    Parameters
    ----------
    values : sequence of float
        Oldest first.
    width : int
        Most bars; longer series are thinned.

    Examples
    --------
    >>> spark([0, 1, 2, 3])
    '▁▃▆█'
    """
    if not values:
        return ""
    step = max(1, len(values) // width)
    shown = list(values)[::-1][::step][::-1][-width:]
    low, high = min(shown), max(shown)
    if high == low:
        # a flat line of bars shows nothing that the number does not say
        return "" if len(shown) == 1 else "unchanged"
    return "".join(BARS[round((v - low) / (high - low) * (len(BARS) - 1))] for v in shown)


def page(brief: Brief, today: date) -> Iterator[str]:
    """Write the page, line by line.

    Parameters
    ----------
    brief : Brief
        The brief of the relation; only what the page shows is measured.
    today : datetime.date
        The day of reading: facts that were checked long before it carry a warning.

    Yields
    ------
    str
    """
    view = brief.pair
    title = f"{view.label}, as of {month_words(view.day)}"
    yield title
    yield "=" * len(title)
    yield from _state(brief)
    if view.own:
        yield from _wrap(summary_of(brief.own_facts), "  ")
    yield from _wrap(f"data: {reach_words(reach(brief.relation))}", "")
    absent = missing(brief.relation)
    if absent:
        yield from _wrap(f"missing: {missing_words(absent)}", "")
    yield from _wrap(checked_long_ago(today, view.day), "")
    for structure, rows in (
        ("power", _power(brief)),
        ("identity", _identity(brief)),
        ("institutions", _institutions(brief)),
    ):
        yield ""
        yield structure.upper()
        findings = brief.of(structure, *DESCRIPTIVE[structure])
        nothing = "nothing is measured for this pair at this date"
        yield from _wrap(findings[0].text if findings else nothing, "  ")
        yield from rows
        for method in _tested(findings):
            yield from _wrap(f"[{method.mark}] {method.name}: {method.record}", "    ")
    if brief.explanation:
        yield ""
        yield "EXPLANATION"
        yield from _wrap(brief.explanation.text, "  ")
    yield ""
    yield from _outlook(brief)
    two = f"{_typed(view.first)} {_typed(view.second)}"
    yield f"next: detente brief {two} --as-of {view_key(view.day)}"


def _state(brief: Brief) -> Iterator[str]:
    """Write how the two are related on the day, with its document, and what else holds."""
    state = brief.relation.state
    leading = state.leading
    document = f" [{leading.source}]" if leading is not None else ""
    yield from _wrap(f"{state.sentence}{document}", "")
    if state.details:
        yield from _wrap(" ".join(state.details[:MOST_DETAILS]), "  ")


def _tested(findings: Sequence[Finding]) -> list[Method]:
    """Give the first tested methods behind findings, each with its last record."""
    methods = [finding.method for finding in findings]
    by_name = {method.name: method for method in methods if method.mark.startswith("tested")}
    return list(by_name.values())[:MOST_METHODS]


def _typed(party: Actor) -> str:
    """Write a party as one would type it in a shell."""
    if party.kind == "bloc":
        return party.key
    return f"'{party.name}'" if " " in party.name else party.name


def _outlook(brief: Brief) -> Iterator[str]:
    """Write the risk, and which windows are open."""
    barred = brief.silence("risk", "window")
    if barred:
        yield from _wrap(f"OUTLOOK  no risk and no window is given: {barred}", "")
        return
    risk, windows = brief.relation.risk, brief.relation.windows
    too_old = brief.reason("synthesis.risk")
    if too_old:
        yield from _wrap(f"RISK     none is given: {too_old}", "")
    elif risk is not None:
        yield from _wrap(f"RISK     {_risk(risk)}", "")
    if brief.pair.as_of < DATED:
        return  # named in the list of what is missing
    if not windows.now:
        yield from _wrap(f"WINDOWS  none is dated in {windows.year}: {why_none(windows)}", "")
        return
    opened = [
        f"{WORDS[window.outcome]} by {window.structure} ({signed(window.gain)})"
        for window in windows.now
        if window.open
    ]
    shown = "; ".join(opened) or "none is open in most of the hostile pairs"
    more = "'detente windows' shows when they were open, and how often such windows came true"
    yield from _wrap(f"WINDOWS  {windows.year}: {shown}. {more}", "")


def _risk(risk: Risk) -> str:
    """Write the risk with its interval, beside what history alone gives."""
    pairs = len(risk.pairs)
    event = "of a dispute"
    caveat = ""
    if pairs > 1:
        event = f"of at least one dispute across {pairs} pairs"
        caveat = "; pairs taken as independent, and such sums ran too high"
    interval = f"[{chance(risk.low)}, {chance(risk.high)}]"
    beside = f"history alone {chance(risk.history)}"
    known = known_to(risk.year)
    return f"{event} in {risk.year}: {chance(risk.risk)} {interval}, {beside} ({known}{caveat})"


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _row(label: str, shown: str, series: Series | None) -> str:
    span = f"{series.years[0]}-{series.years[-1]}" if series else ""
    drawn = spark(series.values if series else ())
    return f"    {label:<37}{shown:<20}{span:>10}  {drawn}".rstrip()


def _power(brief: Brief) -> list[str]:
    as_of, power = brief.pair.as_of, brief.relation.power
    rows = []
    for series in power.shares["cinc"]:
        cell = series.last(as_of)
        if cell:
            rows.append(_row(f"{series.of}, CINC", share(cell.value), series))
    if power.gap:
        cell = power.gap.series.last(as_of)
        if cell:
            label = f"{power.gap.leader.removeprefix('the ')} over {power.gap.rest}"
            rows.append(_row(label[:36], multiple(cell.value), power.gap.series))
    return rows[:4]


def _identity(brief: Brief) -> list[str]:
    as_of, identity = brief.pair.as_of, brief.relation.identity
    names = [short(p) for p in (brief.pair.first, brief.pair.second)]
    rows = []
    for finding, label, series, write in (
        ("distance", "distance in UN votes", identity.distance, gap),
        ("agreement", "agreement (pi)", identity.agreement, number),
        ("speech", f"hostile in {names[0]}'s speech"[:36], identity.speech[0], number),
        ("speech", f"hostile in {names[1]}'s speech"[:36], identity.speech[1], number),
        ("regime", "distance of regimes", identity.regime, gap),
    ):
        cell = series.last(as_of)
        # what guards keep out as a sentence is no row either
        if cell and brief.finding(f"identity.{finding}"):
            rows.append(_row(label, write(cell.value) + band(cell.low, cell.high), series))
    return rows


def _rung(held: HeldRung | None) -> str:
    """Name the row of the rung, with its state where it is not active."""
    return "rung" if held is None or held.condition is None else f"rung ({held.in_words})"


def _institutions(brief: Brief) -> list[str]:
    as_of, found = brief.pair.as_of, brief.relation.institutions
    rows = []
    if found.ladder:
        rows.append(_row(_rung(found.held), found.rung, found.ladder))
    for label, series in (
        ("organisations few share", found.shared[0]),
        ("pairs bound by treaty", found.bound),
        ("disputes begun in ten years", found.disputes),
    ):
        cell = series.last(as_of)
        barred = series is found.disputes and brief.silence("dispute")
        if cell and not barred:
            shown = (
                part(cell.value).replace(" of the pairs", "")
                if series is found.bound
                else f"{cell.value:.0f}"
            )
            rows.append(_row(label, shown, series))
    return rows[:4]
