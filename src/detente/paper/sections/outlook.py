"""The parts of the synthesis that look ahead: risk, windows, analogues."""

from __future__ import annotations

from detente.models.analogues.measures import GROUPS, MEASURES
from detente.models.analogues.search import SHOWN
from detente.models.dispute_risk.read import known_to
from detente.models.features.outcomes import AHEAD, WORDS
from detente.models.windows.record import TRUST
from detente.paper.brief import Brief
from detente.paper.charts import outlook as charts
from detente.paper.document import Block, Exhibit, Grid, Missing, Paragraph
from detente.phrasing import cap, listed, number, signed

MEASURED = ("ratio", "distance", "organisations", "quiet", "n20")
"""Measures that the table of analogues has room for."""


def _said(brief: Brief, *ids: str) -> list[Block]:
    return [
        Paragraph(f.text, brief.note(f.id), f.method.mark)
        for f in brief.of("synthesis")
        if f.id in ids
    ]


def risk(brief: Brief) -> list[Block]:
    """The risk over time, and what it is made of."""
    found = brief.relation.risk
    if found is None:
        return [
            Missing(
                f"No risk of a dispute is given for {brief.pair.words}: none of their pairs of states has a border within "
                "400 miles, a major power or a chance above .2 %, or the year lies outside what the models were fitted "
                "for (1961 to 2023)."
            )
        ]
    blocks = _said(brief, "synthesis.risk")
    spec = charts.risk(found, brief.pair.as_of)
    if spec is not None:
        blocks.append(
            Exhibit(
                "risk",
                _risen(brief),
                spec,
                "Source: this project's models; each decade forecast by models that saw only earlier years; band 80 "
                f"%. {known_to(found.year).capitalize()}.",
            )
        )
    blocks += _said(brief, "synthesis.parts")
    one = found.leading
    blocks.append(
        Exhibit(
            "risk-parts",
            f"What makes the risk of {listed(one.names)} in {one.year}",
            charts.parts(one),
            "Steps from a pair that is average in everything, largest first; the three structures in colour; lines: "
            "80 % intervals from pairs drawn with replacement. On a scale of log-odds, labelled with chances.",
        )
    )
    return blocks


def _risen(brief: Brief) -> str:
    found = brief.relation.risk
    assert found is not None
    gap = found.risk - found.history
    side = (
        "the same chance as"
        if abs(gap) < 0.03
        else ("more danger than" if gap > 0 else "less danger than")
    )
    return f"For {found.year} structures, geography and the past together show {side} the own past of {brief.pair.words} alone"


def windows(brief: Brief) -> list[Block]:
    """The timeline of windows and the record of their kinds."""
    found = brief.relation.windows
    if not found.line:
        return [
            Missing(
                f"No window of opportunity is dated for {brief.pair.words}: windows are dated for pairs with a rivalry or "
                "a dispute in ten years, since 1970, and none of theirs was one."
            )
        ]
    blocks = _said(brief, "synthesis.windows", "synthesis.window_past")
    spec = charts.windows(found)
    if spec is not None:
        blocks.append(
            Exhibit(
                "windows",
                f"When windows stood open between {brief.pair.words}",
                spec,
                "Source: this project's rule, refitted every year on what was known. Dark: open in more than half "
                "of the hostile pairs across the two sides; light: in some; none: no hostile pair. Named by what "
                f"would come within {AHEAD} years and the structure that opens it.",
            )
        )
    rows = []
    for r in found.records.values():
        if r.excess is None:
            continue
        total = r.total
        decades = "; ".join(f"{d.first}s {d.hits}/{d.open}" for d in r.decades)
        rows.append(
            (
                f"{WORDS[r.outcome]}, by {r.structure}",
                TRUST[r.trust],
                f"{signed(r.excess.value)} [{signed(r.excess.low)}, {signed(r.excess.high)}]",
                f"{r.excess.brier:+.3f}".replace("0.", "."),
                f"{total.hits / total.open:.0%} ({total.alike:.0%})" if total else "none open",
                decades or "none open",
            )
        )
    if rows:
        blocks.append(
            Grid(
                "window-records",
                "What such windows were worth, in all hostile pairs",
                (
                    "window",
                    "standing",
                    "excess [95 %]",
                    "Brier skill over the past",
                    "kept (pairs alike)",
                    "kept of open, by decade",
                ),
                tuple(rows),
                "Excess: how much more often than the past told the outcome came in the top fifth than in "
                "the bottom fifth, windows whose five years were over at the view. Alike: pairs not open whose past "
                "told the same. Windows rank pairs; they hardly change a probability. A window is about five years and "
                "the average hostile pair; the risk above about one year, and at least one of all "
                "pairs.",
                wide=True,
                widths=(4, 1.9, 2.6, 1.7, 1.9, 4.6),
            )
        )
    return blocks


def policy_options(brief: Brief) -> list[Block]:
    """What speaks for and against each course."""
    rows = tuple(
        (
            cap(c.label),
            "; ".join(r.words for r in c.pro)
            or ("" if c.contra else "nothing found here bears on it"),
            "; ".join(r.words for r in c.contra),
            "favoured" if c.favoured else "",
        )
        for c in brief.policy_options
    )
    if not any(c.pro or c.contra for c in brief.policy_options):
        return []
    return [
        Grid(
            "courses",
            "Courses, held against the same evidence",
            ("course", "for it", "against it", ""),
            rows,
            "By published rules (docs/recommendations.md). Favoured: something for it, nothing against, and at least one "
            "reason that is exact or comes from a method tested and found good.",
            wide=True,
            widths=(2.6, 5, 5, 1.4),
        )
    ]


def analogues(brief: Brief) -> list[Block]:
    """The nearest past pairs, and what came after them."""
    found = brief.relation.analogues
    if found is None:
        return []
    at = {m.column: i for i, m in enumerate(MEASURES)}
    shown = [MEASURES[at[c]] for c in MEASURED]

    def values(numbers: tuple[float | None, ...]) -> list[str]:
        return ["no data" if (v := numbers[at[m.column]]) is None else m.write(v) for m in shown]

    rows = [(cap(f"{listed(found.names)}, {found.year}"), *values(found.values), "", "")]
    for a in found.nearest[:SHOWN]:
        after = (
            "unknown"
            if a.disputes is None
            else f"{a.disputes} disputes"
            if a.disputes != 1
            else "1 dispute"
        )
        moved = (
            ""
            if a.moved is None
            else f", {'nearer' if a.moved < 0 else 'farther'} by {number(abs(a.moved))}"
        )
        rows.append(
            (
                cap(f"{listed(a.names)}, {a.year}"),
                *values(a.values),
                ", ".join(f"{number(s, 1)}" for s in a.steps[: len(GROUPS)] if s == s),
                f"{after}{moved}",
            )
        )
    return [
        *_said(brief, "synthesis.analogues"),
        Grid(
            "analogues",
            f"The five nearest past pairs to {listed(found.names)}, and what followed",
            (
                "pair and year",
                *(m.label for m in shown),
                "steps away: power, identity, institutions, past",
                "in the five years after",
            ),
            tuple(rows),
            "Steps: standard deviations, mean over the measures of each structure (eleven in all, five shown). Votes nearer or "
            "farther in ideal-point units.",
            wide=True,
            widths=(3.4, 1.8, 1.5, 1.8, 1.5, 1.5, 2.4, 2.6),
        ),
    ]
