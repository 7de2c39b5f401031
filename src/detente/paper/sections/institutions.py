"""The section on institutions."""

from __future__ import annotations

from detente.actors.blocs import blocs
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.document import Block, Exhibit, Grid, Missing, Paragraph, Section
from detente.paper.sections import membership
from detente.paper.sections.sourcing import source_line
from detente.phrasing import cap, counted
from detente.span import OPEN_END, year_end

MOST_ROWS = 14


def section(brief: Brief) -> Section:
    """Lay out institutions: the rails, the steps by date, organisations, obligations, borders, disputes."""
    known = {f.id: f for f in brief.of("institutions")}

    def said(*ids: str) -> list[Block]:
        return [
            Paragraph(known[i].text, brief.note(i), known[i].method.mark) for i in ids if i in known
        ]

    blocks: list[Block] = [
        *_rails(brief),
        *said("institutions.ladder", "institutions.blocs"),
        *_steps(brief),
        *membership.bodies(brief),
        *said("institutions.bodies"),
        *_organisations(brief),
        *said(
            "institutions.organisations",
            "institutions.overlap",
            "institutions.brokers",
            "institutions.obligations",
            "institutions.borders",
            "institutions.disputes",
        ),
        *membership.studies(brief),
        *said("institutions.case"),
        *membership.conduct(brief),
        *_missing(brief),
    ]
    return Section("institutions", "Institutions", tuple(blocks))


def _rails(brief: Brief) -> list[Block]:
    rails = brief.relation.institutions.rails
    spec = charts.rails(rails, brief.pair.as_of) if rails else None
    if spec is None:
        return []
    sides = brief.pair.bloc_and_state
    if sides:
        rung = brief.relation.institutions.rung
        held = any(
            s.rung == "suspended" and s.span.covers(year_end(brief.pair.as_of))
            for s in rails[0].steps
        )
        title = (
            f"{cap(sides[1].label)} on the ladder of {sides[0].label}: {'no rung' if rung == 'none' else rung} at the end of "
            f"{brief.pair.as_of}{', with a suspension in force' if held else ''}"
        )
    else:
        both = len({r.bloc for r in rails})
        title = f"{cap(counted(both, 'bloc'))} had both {brief.pair.a.label} and {brief.pair.b.label} on some rung of its ladder"
    halted = any(s.rung == "suspended" for r in rails for s in r.steps)
    return [
        Exhibit(
            "rails",
            title,
            spec,
            "Source: the project's ladder tables, each row with its public source."
            + (" Broken line: suspended." if halted and sides else ""),
        )
    ]


def _steps(brief: Brief) -> list[Block]:
    """Table of dated steps: the rungs of the state in the bloc."""
    sides, rails = brief.pair.bloc_and_state, brief.relation.institutions.rails
    if not sides or not rails:
        return []
    rows = []
    for step in rails[0].steps[-MOST_ROWS:]:
        start = step.span.start
        when = (
            start.isoformat()
            if step.precision == "day"
            else (f"{start:%Y-%m}" if step.precision == "month" else f"{start.year}")
        )
        over = step.span.end != OPEN_END and step.span.end.year <= brief.pair.as_of
        rows.append(
            (when, step.span.end.isoformat() if over else "", step.rung, step.form, _host(step.url))
        )
    return [
        Grid(
            "steps",
            f"Every dated step of {sides[1].label} towards {sides[0].label}",
            ("from", "to", "rung", "form", "source"),
            tuple(rows),
            "",
            wide=True,
            widths=(1.8, 1.8, 1.7, 7.7, 3),
        )
    ]


def _host(url: str) -> str:
    return (
        url.removeprefix("https://").removeprefix("http://").removeprefix("www.").partition("/")[0]
    )


def _organisations(brief: Brief) -> list[Block]:
    full = brief.relation.institutions.organisations[0]
    spec = charts.organisations(full, brief.pair.as_of)
    known = full
    if spec is None:
        return []
    first, last = known.values[0], known.values[-1]
    median = ", median member" if brief.pair.a.kind == "bloc" or brief.pair.b.kind == "bloc" else ""
    verb = "grew from" if last > first else ("fell from" if last < first else "stayed at")
    said = f"{verb} {first:.0f} to {last:.0f}" if last != first else f"{verb} {last:.0f}"
    return [
        Exhibit(
            "organisations",
            f"Organisations of which both are full members {said} between {known.years[0]} and "
            f"{known.years[-1]}{median}",
            spec,
            source_line(brief, [known]),
        )
    ]


def _missing(brief: Brief) -> list[Block]:
    """Say what institutions lack, and why."""
    as_of, found = brief.pair.as_of, brief.relation.institutions
    lines: list[Block] = []
    if not found.organisations[0]:
        why = (
            "counts in the starter begin in 1946"
            if as_of < 1946
            else "the data end in 2014, before the pair existed"
        )
        lines.append(Missing(f"No count of organisations in common: {why}."))
    if not found.rails and brief.pair.a.kind == "state" and brief.pair.b.kind == "state":
        lines.append(
            Missing(
                f"Not one of the {len(blocs())} blocs followed here held both {brief.pair.a.label} and "
                f"{brief.pair.b.label} on any rung by {as_of}."
            )
        )
    if brief.pair.a.kind == "bloc" and brief.pair.b.kind == "bloc":
        lines.append(
            Missing(
                f"No ladder: {brief.pair.a.label} and {brief.pair.b.label} are both blocs; states climb, blocs do "
                f"not."
            )
        )
        shared = set(brief.pair.a.members(as_of)) & set(brief.pair.b.members(as_of))
        if shared:
            lines.append(
                Missing(
                    f"{cap(counted(len(shared), 'state'))} belonged to both in {as_of} and counted on either side of "
                    f"every sum and median; such a state is never paired with itself."
                )
            )
    return lines
