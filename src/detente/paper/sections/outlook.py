"""The parts of the synthesis that look ahead: risk, windows, analogues, options for policy."""

from __future__ import annotations

import math

from detente.models.analogues.measures import GROUPS, MEASURES, Measure
from detente.models.analogues.search import SHOWN, Analogue
from detente.models.dispute_risk.read import COVERED, Risk, known_to
from detente.models.features.outcomes import AHEAD, WORDS
from detente.models.windows.record import TRUST, Record
from detente.paper.brief import Brief
from detente.paper.charts import outlook as charts
from detente.paper.document import Block, Exhibit, Grid, Missing
from detente.paper.sections.blocks import said, said_by_id
from detente.phrasing import cap, listed, number, signed, signed_decimal

COLUMNS = ("ratio", "distance", "organisations", "quiet", "n20")
"""Measures that the table of analogues has room for."""
SAME = 0.03
"""Gap between two chances under which they are the same."""


def risk(brief: Brief) -> list[Block]:
    """Draw the risk over time, and what it is made of."""
    barred = brief.reason("synthesis.risk")
    if barred:
        return [Missing(f"No risk of a dispute is given for {brief.pair.words}: {barred}.")]
    found = brief.relation.risk
    if found is None:
        return [
            Missing(
                f"No risk of a dispute is given for {brief.pair.words}: none of their pairs of "
                "states has a border within 400 miles, a major power or a chance above .2 %, or "
                f"the year lies outside what the models were fitted for ({COVERED})."
            )
        ]
    return [
        *said_by_id(brief, "synthesis.risk"),
        *_over_time(brief, found),
        *said_by_id(brief, "synthesis.parts"),
        _taken_apart(found),
    ]


def _over_time(brief: Brief, found: Risk) -> list[Block]:
    """Draw the risk over the years."""
    spec = charts.risk(found, brief.pair.as_of)
    if spec is None:
        return []
    source = (
        "Source: this project's models; each decade forecast by models that saw only earlier "
        f"years; band 80 %. {cap(known_to(found.year))}."
    )
    return [Exhibit("risk", _risk_title(brief, found), spec=spec, source=source)]


def _risk_title(brief: Brief, found: Risk) -> str:
    """Say whether all together show more danger than the pair's own past."""
    gap = found.risk - found.history
    if abs(gap) < SAME:
        side = "the same chance as"
    else:
        side = "more danger than" if gap > 0 else "less danger than"
    return (
        f"For {found.year} structures, geography and the past together show {side} the own past of "
        f"{brief.pair.words} alone"
    )


def _taken_apart(found: Risk) -> Exhibit:
    """Draw the parts of the risk of the pair of states that carries most of it."""
    leading = found.leading
    return Exhibit(
        "risk-parts",
        f"What makes the risk of {listed(leading.names)} in {leading.year}",
        spec=charts.parts(leading),
        source="Steps from a pair that is average in everything, largest first; the three "
        "structures in colour; lines: 80 % intervals from pairs drawn with replacement. On a scale "
        "of log-odds, labelled with chances.",
    )


def windows(brief: Brief) -> list[Block]:
    """Draw the timeline of windows, and list the record of their kinds."""
    barred = brief.silence("window")
    if barred:
        return [Missing(f"No window of opportunity is given for {brief.pair.words}: {barred}.")]
    dated = brief.relation.windows
    if not dated.line:
        return [
            Missing(
                f"No window of opportunity is dated for {brief.pair.words}: windows are dated for "
                "pairs with a rivalry or a dispute in ten years, since 1970, and none of theirs "
                "was one."
            )
        ]
    blocks = said(brief, "synthesis", "windows")
    spec = charts.windows(dated)
    if spec is not None:
        title = f"When windows were open between {brief.pair.words}"
        source = (
            "Source: this project's rule, refitted every year on what was known. Dark: open in "
            "more than half of the hostile pairs across the two sides; light: in some; none: no "
            f"hostile pair. Named by what would come within {AHEAD} years and the structure that "
            "opens it."
        )
        blocks.append(Exhibit("windows", title, spec=spec, source=source))
    rows = tuple(_record(one) for one in dated.records.values() if one.excess is not None)
    if rows:
        blocks.append(_records(rows))
    return blocks


def _records(rows: tuple[tuple[str, ...], ...]) -> Grid:
    """List what windows of each kind were worth."""
    return Grid(
        "window-records",
        "What such windows were worth, in all hostile pairs",
        columns=(
            "window",
            "test",
            "excess [95 %]",
            "Brier skill over the past",
            "hit rate (pairs alike)",
            "came true of open, by decade",
        ),
        rows=rows,
        source="Excess: how much more often than the past alone gives the outcome came in the top "
        "fifth than in the bottom fifth, windows whose five years were over at the view. Alike: "
        "pairs not open whose past gives the same. Windows rank pairs; they hardly change a "
        "probability. A window is about five years and the average hostile pair; the risk above "
        "about one year, and at least one of all pairs.",
        wide=True,
        widths=(4, 1.9, 2.6, 1.7, 1.9, 4.6),
    )


def _record(record: Record) -> tuple[str, ...]:
    """Write the record of one kind of window that could be tested."""
    excess, total = record.excess, record.total
    assert excess is not None
    interval = f"[{signed(excess.low)}, {signed(excess.high)}]"
    skill = signed_decimal(excess.brier, 3)
    kept = f"{total.hits / total.open:.0%} ({total.alike:.0%})" if total else "none open"
    decades = [f"{decade.first}s {decade.hits}/{decade.open}" for decade in record.decades]
    return (
        f"{WORDS[record.outcome]}, by {record.structure}",
        TRUST[record.trust],
        f"{signed(excess.value)} {interval}",
        skill,
        kept,
        "; ".join(decades) or "none open",
    )


def policy_options(brief: Brief) -> list[Block]:
    """List what speaks for and against each option."""
    options = brief.policy_options
    if not any(option.pro or option.contra for option in options):
        return []
    rows = []
    for option in options:
        against = "; ".join(reason.words for reason in option.contra)
        nothing = "" if against else "nothing found here bears on it"
        speaks_for = "; ".join(reason.words for reason in option.pro) or nothing
        favoured = "favoured" if option.favoured else ""
        rows.append((cap(option.label), speaks_for, against, favoured))
    return [
        Grid(
            "courses",
            "Policy options, tested against the same evidence",
            columns=("option", "for it", "against it", ""),
            rows=tuple(rows),
            source="By published rules (docs/recommendations.md). Favoured: something for it, "
            "nothing against, and at least one reason that is exact or comes from a method tested "
            "and found good.",
            wide=True,
            widths=(2.6, 5, 5, 1.4),
        )
    ]


def analogues(brief: Brief) -> list[Block]:
    """List the nearest past pairs, and what came after them."""
    found = brief.relation.analogues
    if found is None or brief.silence("risk"):
        return []
    measures = [(MEASURES.index(one), one) for one in _measures()]
    who = listed(found.names)
    own = (cap(f"{who}, {found.year}"), *_values(found.values, measures), "", "")
    nearest = [_analogue(one, measures) for one in found.nearest[:SHOWN]]
    labels = [measure.label for _, measure in measures]
    steps = "steps away: power, identity, institutions, past"
    table = Grid(
        "analogues",
        f"The five nearest past pairs to {who}, and what followed",
        columns=("pair and year", *labels, steps, "in the five years after"),
        rows=(own, *nearest),
        source="Steps: standard deviations, mean over the measures of each structure (eleven in "
        "all, five shown). Votes nearer or farther in ideal-point units.",
        wide=True,
        widths=(3.4, 1.8, 1.5, 1.8, 1.5, 1.5, 2.4, 2.6),
    )
    return [*said(brief, "synthesis", "analogues"), table]


def _analogue(one: Analogue, measures: list[tuple[int, Measure]]) -> tuple[str, ...]:
    """Write a past pair, how far away it is, and what came after."""
    steps = [number(step, 1) for step in one.steps[: len(GROUPS)] if not math.isnan(step)]
    pair = cap(f"{listed(one.names)}, {one.year}")
    return (pair, *_values(one.values, measures), ", ".join(steps), _after(one))


def _measures() -> list[Measure]:
    """Give the measures that are shown, in the order of the table."""
    by_column = {measure.column: measure for measure in MEASURES}
    return [by_column[column] for column in COLUMNS]


def _values(values: tuple[float | None, ...], measures: list[tuple[int, Measure]]) -> list[str]:
    """Write the measures of a pair that are shown."""
    written = []
    for place, measure in measures:
        value = values[place]
        written.append("no data" if value is None else measure.write(value))
    return written


def _after(one: Analogue) -> str:
    """Say how many disputes came in the five years after, and whether votes drew nearer."""
    disputes = "unknown"
    if one.disputes is not None:
        disputes = "1 dispute" if one.disputes == 1 else f"{one.disputes} disputes"
    if one.moved is None:
        return disputes
    side = "nearer" if one.moved < 0 else "farther"
    return f"{disputes}, {side} by {number(abs(one.moved))}"
