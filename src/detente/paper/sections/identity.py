"""The section on identity."""

from __future__ import annotations

from detente.calendar import last_year
from detente.evidence.cell import Cell
from detente.evidence.series import Series
from detente.findings.identity.distance import SETTLED
from detente.identity.agreement import ISSUES, window_of
from detente.paper.brief import Brief
from detente.paper.charts import identity as charts
from detente.paper.document import Block, Exhibit, Grid, Missing, Section
from detente.paper.sections.blocks import said, source_line, written
from detente.paper.sections.source_names import source_name
from detente.phrasing import cap, gap, number, years_of

FIRST_SESSION = 1946
"""First year of votes in the General Assembly."""
MOST_EVENTS = 9
"""Events that a chart or table has room for."""
FEWEST_EVENTS = 3
LONGEST = 40
"""Letters of the longest step that is written on the curve."""
HARDLY = 0.2
"""Agreement under which they hardly agreed beyond chance."""
UNCHANGED = 0.05
"""Change of the distance of regimes under which none is said."""
DIRECTION = {1: "nearer", -1: "apart"}


def section(brief: Brief) -> Section:
    """Lay out identity: votes, speech, regimes and what was expected of them, dated events."""
    votes = [
        *_distance(brief),
        *said(brief, "identity", "distance", "agreement"),
        *_issues(brief),
        *said(brief, "identity", "issues"),
    ]
    speech = [*_speech(brief), *said(brief, "identity", "speech")]
    regimes = [*_regimes(brief), *said(brief, "identity", "regimes")]
    blocks = (*votes, *speech, *regimes, *_chronology(brief), *_missing(brief))
    return Section("identity", "Identity", blocks=blocks)


def _distance(brief: Brief) -> list[Block]:
    """Draw the distance of positions; nothing where there are no two years."""
    relation, as_of = brief.relation, brief.pair.as_of
    known = relation.identity.distance
    if len(known.years) < 2:
        return []
    spec = charts.distance(
        relation.with_later(known),
        relation.identity.drift.level,
        relation.reference_distances,
        _steps(brief),
        as_of,
    )
    if spec is None:
        return []
    note = (
        "Distance of positions in UN votes; a bloc is the median of its fixed core without the "
        "other party. Band: 90 %; dashes: smoothed level; grey: other relations; black: what came "
        "after the view."
    )
    source = f"{source_line([known])} {note}"
    return [Exhibit("distance", _distance_title(known), spec=spec, source=source)]


def _distance_title(known: Series) -> str:
    """Say when the two were nearest, and how far apart they are now."""
    cells = list(known.cells())
    recent = [cell for cell in cells if (cell.year or 0) >= SETTLED] or cells
    near, now = min(recent, key=lambda cell: cell.value), recent[-1]
    if near.year == now.year:
        return f"Never nearer since {recent[0].year} than in {now.year}, at {gap(now.value)}"
    return f"Nearest in {near.year}, {gap(now.value)} apart by {now.year}"


def _steps(brief: Brief) -> list[charts.Event]:
    """Give the dated steps of the ladder as what to write on the curve."""
    rails = brief.relation.institutions.rails
    if not brief.pair.bloc_and_state or not rails:
        return []
    first_year: dict[str, int] = {}
    for step in rails[0].steps:
        if step.rung == "left" or len(step.form) > LONGEST:
            continue
        words = f"{step.form} {step.condition}" if step.condition else step.form
        first_year.setdefault(words, step.span.start.year)
    return [(year, words) for words, year in first_year.items()][:MOST_EVENTS]


def _chronology(brief: Brief) -> list[Block]:
    """List the last dated events of the relation, each with its source."""
    dated = brief.relation.identity.turning.events
    events = [event for event in dated if event.turn][-MOST_EVENTS:]
    if len(events) < FEWEST_EVENTS:
        return []
    rows = []
    for event in events:
        day = written(event.date, event.precision)
        rows.append((day, DIRECTION[event.turn], event.what, event.source))
    first, last = events[0].date.year, events[-1].date.year
    return [
        Grid(
            "chronology",
            f"The relation's dated events, {first} to {last}",
            columns=("Date", "Towards", "What happened", "Source"),
            rows=tuple(rows),
            source="Hand-made chronology of the project, each row with its public source; "
            "direction by its reading.",
            wide=True,
            widths=(1.8, 1.4, 6.7, 6.1),
        )
    ]


def _speech(brief: Brief) -> list[Block]:
    """Draw what each party says of the other; nothing where they hardly name each other."""
    first, second = brief.relation.identity.speech
    later = brief.relation.with_later
    spec = charts.speech(later(first), later(second), brief.pair.as_of)
    if spec is None:
        return []
    cells = [(series.of, cell) for series in (first, second) for cell in series.cells()]
    who, most = max(cells, key=lambda item: item[1].value)
    title = f"Most hostile: {who}, {most.year}, {number(most.value)} of the mentions"
    note = (
        "Part of the sentences naming the other that a reader would call hostile, by a word-weight "
        "model; three sessions pooled; band: 90 %."
    )
    source = f"{source_line([series for series in (first, second) if series])} {note}"
    return [Exhibit("speech", title, spec=spec, source=source)]


def _issues(brief: Brief) -> list[Block]:
    """Draw agreement by issue; nothing where no issue has two windows."""
    agreement = brief.relation.identity.issues
    spec = charts.issues(agreement, {issue: cap(title) for issue, title in ISSUES.items()})
    if spec is None:
        return []
    note = (
        "Chance-corrected agreement (pi) in windows of five years: 1 full, 0 chance, below 0 "
        "opposed; band: 90 %. "
        f"Issue codes end in {last_year('un_votes')}."
    )
    source = f"{source_line(agreement)} {note}"
    return [Exhibit("issues", _issues_title(agreement), spec=spec, source=source)]


def _issues_title(agreement: tuple[Series, ...]) -> str:
    """Name the issues of most and least agreement in the last window."""
    last = max(series.years[-1] for series in agreement)
    values = {}
    for series in agreement:
        cell = series.at(last)
        if cell is not None:
            values[series.id.rpartition("_")[2]] = cell.value
    best, worst = max(values, key=lambda k: values[k]), min(values, key=lambda k: values[k])
    top, bottom = values[best], values[worst]
    window = years_of(*window_of(last))
    if top < HARDLY:
        return (
            f"In {window} they hardly agreed beyond chance, least on {ISSUES[worst]} "
            f"({number(bottom)})"
        )
    word = "not" if bottom <= 0 else "least"
    return (
        f"In {window} they agreed most on {ISSUES[best]} ({number(top)}), {word} on "
        f"{ISSUES[worst]} ({number(bottom)})"
    )


def _regimes(brief: Brief) -> list[Block]:
    """Draw the electoral democracy of both parties; nothing where one has no row."""
    first, second = brief.relation.identity.polyarchy
    later, as_of = brief.relation.with_later, brief.pair.as_of
    spec = charts.regimes(later(first), later(second), as_of)
    one, other = first.last(as_of), second.last(as_of)
    if spec is None or one is None or other is None:
        return []
    note = "Electoral democracy; a bloc is its median member; band: 90 %."
    return [
        Exhibit(
            "regimes",
            _regimes_title(brief, one, other),
            spec=spec,
            source=f"{source_line([first, second])} {note}",
        )
    ]


def _regimes_title(brief: Brief, one: Cell, other: Cell) -> str:
    """Say how far apart the regimes are, and whether that is more than ten years before."""
    distance, as_of = brief.relation.identity.regime, brief.pair.as_of
    now, then = distance.last(as_of), distance.last(as_of - 10)
    moved = ""
    if now and then and abs(now.value - then.value) >= UNCHANGED:
        moved = f", {'wider' if now.value > then.value else 'narrower'} than ten years before"
    year = min(one.year or 0, other.year or 0)
    return f"The regimes were {gap(abs(one.value - other.value))} apart in {year}{moved}"


def _missing(brief: Brief) -> list[Block]:
    """Say what identity lacks, and why."""
    identity, as_of = brief.relation.identity, brief.pair.as_of
    lines: list[str] = []
    if not identity.distance:
        why = (
            f"the General Assembly first voted in {FIRST_SESSION}"
            if as_of < FIRST_SESSION
            else f"the votes held here have none of both parties up to {brief.pair.at}"
        )
        lines.append(f"No position and no agreement from UN votes: {why}.")
    elif not identity.issues:
        lines.append(
            "No agreement by issue: no window of five years with enough coded votes ended by this "
            "date."
        )
    if not identity.regime:
        party = next((series.of for series in identity.polyarchy if not series), "")
        whom = party or "both parties in one year"
        table = f"the table held here ({source_name('vdem')})"
        lines.append(f"No distance of regimes: {table} has no row of {whom} up to {brief.pair.at}.")
    if not any(identity.speech):
        lines.append(
            "No tone of speech: the speeches of the UN General Debate held here have too few "
            f"sentences in which the parties name each other up to {brief.pair.at}."
        )
    return [Missing(line) for line in lines]
