"""The section on identity."""

from __future__ import annotations

from detente.actors.relation_key import pair as name_pair
from detente.analysis.comparison import REFERENCES
from detente.errors import ActorError, DateError
from detente.evidence.series import Series
from detente.identity.agreement import ISSUES, window_of
from detente.identity.distance import distance
from detente.paper.brief import Brief
from detente.paper.charts import identity as charts
from detente.paper.document import Block, Exhibit, Grid, Missing, Paragraph, Section
from detente.paper.sections.sourcing import source_line
from detente.phrasing import gap, number, years_of

FIRST_SESSION = 1946
MOST_EVENTS = 9


def section(brief: Brief) -> Section:
    """Lay out identity: the distance with its band and turns, issues, speech, regimes and what was expected of them."""
    known = {f.id: f for f in brief.of("identity")}

    def said(*ids: str) -> list[Block]:
        return [
            Paragraph(known[i].text, brief.note(i), known[i].method.mark) for i in ids if i in known
        ]

    expected = tuple(i for i in known if i.startswith("identity.expectation"))
    blocks: list[Block] = [
        *_distance(brief),
        *said("identity.distance", "identity.level", "identity.turns", "identity.distance_second"),
        *said("identity.agreement"),
        *_issues(brief),
        *said("identity.issues"),
        *_speech(brief),
        *said("identity.speech", "identity.events", "identity.opinion"),
        *_regimes(brief),
        *said("identity.regime", *expected),
        *_chronology(brief),
        *_missing(brief),
    ]
    return Section("identity", "Identity", tuple(blocks))


def _distance(brief: Brief) -> list[Block]:
    known, as_of = brief.relation.identity.distance, brief.pair.as_of
    if len(known.years) < 2:
        return []
    others = []
    for names in REFERENCES[:3]:
        try:
            other = name_pair(*names, as_of)
        except (ActorError, DateError):
            continue
        if {other.a.key, other.b.key} != {brief.pair.a.key, brief.pair.b.key}:
            others.append(distance(brief.relation.catalog, other))
    spec = charts.distance(
        brief.relation.with_later(known),
        brief.relation.identity.drift.level,
        others,
        _events(brief),
        as_of,
    )
    if spec is None:
        return []
    recent = [c for c in known.cells() if (c.year or 0) >= 1955] or list(known.cells())
    near, now = min(recent, key=lambda c: c.value), recent[-1]
    title = (
        f"Nearest in {near.year}, {gap(now.value)} apart by {now.year}"
        if near.year != now.year
        else (f"Never nearer since {recent[0].year} than in {now.year}, at {gap(now.value)}")
    )
    return [
        Exhibit(
            "distance",
            title,
            spec,
            source_line(brief, [known]) + " Distance of positions in UN votes; a bloc is the "
            "median of its fixed core without the other party. Band: 90 %; dashes: smoothed level; grey: other relations; "
            "black: what came after the view.",
        )
    ]


def _events(brief: Brief) -> list[tuple[int, str]]:
    """Give the dated steps of the ladder as what to write on the curve."""
    rails = brief.relation.institutions.rails
    if not brief.pair.bloc_and_state or not rails:
        return []
    seen: dict[str, int] = {}
    for step in rails[0].steps:
        if step.rung == "left" or len(step.form) > 40:
            continue
        word = f"{step.form} suspended" if step.rung == "suspended" else step.form
        seen.setdefault(word, step.span.start.year)
    return [(year, word) for word, year in seen.items()][:MOST_EVENTS]


def _chronology(brief: Brief) -> list[Block]:
    """List the last dated events of the relation, each with its source."""
    events = [e for e in brief.relation.identity.turning.events if e.turn][-MOST_EVENTS:]
    if len(events) < 3:
        return []
    words = {1: "nearer", -1: "apart"}
    rows = tuple(
        (
            f"{e.date:%Y-%m-%d}"
            if e.precision == "day"
            else f"{e.date:%Y-%m}"
            if e.precision == "month"
            else f"{e.date:%Y}",
            words[e.turn],
            e.what,
            e.source,
        )
        for e in events
    )
    first, last = events[0].date.year, events[-1].date.year
    heads = ("Date", "Towards", "What happened", "Source")
    return [
        Grid(
            "chronology",
            f"The relation's dated events, {first} to {last}",
            heads,
            rows,
            "Hand-made chronology of the project, each row with its public source; direction by its reading.",
            wide=True,
            widths=(1.8, 1.4, 6.7, 6.1),
        )
    ]


def _both_with_later(brief: Brief, both: tuple[Series, Series]) -> tuple[Series, Series]:
    """Give the series of both parties with what was observed after the view."""
    first, second = both
    return brief.relation.with_later(first), brief.relation.with_later(second)


def _speech(brief: Brief) -> list[Block]:
    both, as_of = brief.relation.identity.speech, brief.pair.as_of
    spec = charts.speech(*_both_with_later(brief, both), as_of)
    if spec is None:
        return []
    cells = [(s, c) for s in both for c in s.cells()]
    series, most = max(cells, key=lambda item: item[1].value)
    title = f"Most hostile: {series.of}, {most.year}, {number(most.value)} of the mentions"
    return [
        Exhibit(
            "speech",
            title,
            spec,
            source_line(brief, [s for s in both if s]) + " Part of the sentences naming the other "
            "that a reader would call hostile, by a word-weight model; three sessions pooled; band: 90 %.",
        )
    ]


def _issues(brief: Brief) -> list[Block]:
    found = brief.relation.identity.issues
    spec = charts.issues(found, {k: v[0].upper() + v[1:] for k, v in ISSUES.items()})
    if spec is None:
        return []
    last = max(s.years[-1] for s in found)
    cells = {s.id.rpartition("_")[2]: c for s in found for c in [s.at(last)] if c}
    best, worst = max(cells, key=lambda k: cells[k].value), min(cells, key=lambda k: cells[k].value)
    top, bottom = cells[best].value, cells[worst].value
    if top < 0.2:
        title = f"In {years_of(*window_of(last))} they hardly agreed beyond chance, least on {ISSUES[worst]} ({number(bottom)})"
    else:
        title = (
            f"In {years_of(*window_of(last))} they agreed most on {ISSUES[best]} ({number(top)}), "
            f"{'not' if bottom <= 0 else 'least'} on {ISSUES[worst]} ({number(bottom)})"
        )
    return [
        Exhibit(
            "issues",
            title,
            spec,
            source_line(brief, list(found)) + " Chance-corrected agreement (pi) in windows of "
            "five years: 1 full, 0 chance, below 0 opposed; band: 90 %. Issue codes end in 2019.",
        )
    ]


def _regimes(brief: Brief) -> list[Block]:
    both, as_of = brief.relation.identity.polyarchy, brief.pair.as_of
    spec = charts.regimes(*_both_with_later(brief, both), as_of)
    a, b = (s.last(as_of) for s in both)
    if spec is None or a is None or b is None:
        return []
    ten = brief.relation.identity.regime
    now, then = ten.last(as_of), ten.last(as_of - 10)
    word = (
        ""
        if not now or not then or abs(now.value - then.value) < 0.05
        else (
            ", wider than ten years before"
            if now.value > then.value
            else ", narrower than ten years before"
        )
    )
    title = f"The regimes stood {gap(abs(a.value - b.value))} apart in {min(a.year or 0, b.year or 0)}{word}"
    return [
        Exhibit(
            "regimes",
            title,
            spec,
            source_line(brief, [s for s in both if s]) + " Electoral democracy; a bloc is its "
            "median member; band: 90 %.",
        )
    ]


def _missing(brief: Brief) -> list[Block]:
    """Say what identity lacks, and why."""
    identity, as_of = brief.relation.identity, brief.pair.as_of
    lines: list[Block] = []
    if not identity.distance:
        why = (
            f"the General Assembly first voted in {FIRST_SESSION}"
            if as_of < FIRST_SESSION
            else ("one of the parties has cast no recorded vote there up to this date")
        )
        lines.append(Missing(f"No position and no agreement from UN votes: {why}."))
    elif not identity.issues:
        lines.append(
            Missing(
                "No agreement by issue: no window of five years with enough coded votes ended by this date."
            )
        )
    if not identity.regime:
        party = next((s.of for s in identity.polyarchy if not s), "")
        lines.append(
            Missing(
                f"No distance of regimes: V-Dem does not code {party or 'both parties in one year'}."
            )
        )
    if not any(s for s in identity.speech):
        lines.append(
            Missing(
                "No tone of speech: the parties hardly name each other in the UN General Debate up to this date."
            )
        )
    return lines
