"""The parts of the section on institutions that ask what they do: joint bodies, studies of joining, conduct inside."""

from __future__ import annotations

from datetime import date

from detente.actors.blocs import Bloc
from detente.findings.institutions.bodies import LEVELS
from detente.findings.institutions.bodies import bodies as joint_bodies
from detente.findings.institutions.estimates import why_no_study as why
from detente.institutions.conduct import rates
from detente.models.membership.study import membership
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.document import Block, Exhibit, Grid, Missing, Paragraph
from detente.phrasing import cap, number


def _said(brief: Brief, prefix: str) -> list[Block]:
    return [
        Paragraph(f.text, brief.note(f.id), f.method.mark)
        for f in brief.of("institutions")
        if f.id == prefix
    ]


def bodies(brief: Brief) -> list[Block]:
    """Table of joint bodies: founding and its document, end, suspensions, meetings by level."""
    rows = []
    for body in joint_bodies(brief.relation):
        halts = "; ".join(
            f"{e.kind} {_when(e.date, e.precision)}"
            for e in body.event
            if e.kind in ("suspended", "resumed")
        )
        count = {level: sum(m.level == level for m in body.meetings) for level in LEVELS}
        met = ", ".join(f"{n} {level}" for level, n in count.items() if n) or "none dated here"
        over = _when(body.ended, body.ended_precision) if body.ended else ""
        rows.append(
            (
                f"{body.name}: {body.basis}",
                _when(body.founded, body.founded_precision),
                over,
                halts,
                met,
                _when(body.meetings[-1].date, body.meetings[-1].precision) if body.meetings else "",
            )
        )
    if not rows:
        return []
    heads = (
        "body and its founding document",
        "founded",
        "ended",
        "suspended, resumed",
        "meetings on record",
        "last",
    )
    return [
        Grid(
            "bodies",
            f"Joint bodies of {brief.pair.words}",
            heads,
            tuple(rows),
            "Source: the project's table of joint bodies, each date with its public document there; meetings as far as these "
            "are on record.",
            wide=True,
            widths=(5.2, 1.7, 1.7, 2.9, 3, 1.7),
        )
    ]


def _when(day: date, precision: str) -> str:
    return {"day": day.isoformat(), "month": f"{day:%Y-%m}"}.get(precision, str(day.year))


def studies(brief: Brief) -> list[Block]:
    """Draw what accession and association did, as a forest of specifications under its plain verdict; else say why not."""
    blocks: list[Block] = []
    for party in (brief.pair.a, brief.pair.b):
        if not isinstance(party, Bloc):
            continue
        found = membership(brief.relation.catalog, party, brief.pair.as_of)
        every = (*found.accession, *found.association)
        spec = charts.forest(every)
        if spec is not None:
            title = cap(found.verdict) if found.verdict else "What association did"
            blocks.append(
                Exhibit(
                    f"studies-{party.id.lower()}",
                    f"{title}: {party.label}",
                    spec,
                    f"Source: our positions in UN votes, the project's ladder tables, to {brief.pair.as_of}. The two parts "
                    "have scales of their own. Change of the distance to the members on the eve, mean of the years 0 to 5 since the "
                    "event, against each group of controls (associates and others that never joined; in brackets years in which an "
                    "event may act ahead); bars: 95 %; pale where treated and controls were on different paths before; p: "
                    "permutation.",
                )
            )
        if why(found):
            blocks.append(Missing(why(found)))
        for kind in ("accession", "association"):
            blocks += _said(brief, f"institutions.{kind}_{party.id.lower()}")
    return blocks


def conduct(brief: Brief) -> list[Block]:
    """Table of disputes inside a bloc beside comparable pairs."""
    blocks: list[Block] = []
    for party in (brief.pair.a, brief.pair.b):
        if not isinstance(party, Bloc):
            continue
        said = _said(brief, f"institutions.conduct_{party.id.lower()}")
        if said:
            rows = tuple(
                (
                    cap(r.label),
                    f"{r.first}-{r.last}",
                    f"{r.pairs:,}",
                    str(r.begun),
                    f"{number(r.rate, 1)} [{number(r.low, 1)}, {number(r.high, 1)}]",
                    str(r.force),
                    str(r.fatal),
                )
                for r in rates(brief.relation.catalog, party, brief.pair.as_of)
            )
            heads = ("pairs", "years", "pair-years", "begun", "in 100 [90 %]", "force", "deaths")
            blocks.append(
                Grid(
                    f"conduct-{party.id.lower()}",
                    f"Disputes of neighbours inside and outside {party.label}",
                    heads,
                    rows,
                    "Source: GML MID; CoW contiguity; ATOP; the project's ladder tables. Neighbours by land or "
                    "up to 24 miles of water.",
                    widths=(4.6, 1.9, 1.7, 1.2, 2.6, 1.1, 1.2),
                )
            )
        blocks += said
    return blocks
