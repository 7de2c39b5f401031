"""The parts of the section on institutions that ask what they do: joint bodies, studies of joining, conduct inside."""

from __future__ import annotations

from datetime import date

from detente.actors.blocs import Bloc
from detente.institutions.accession import CONTROLS
from detente.institutions.conduct import rates
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.document import Block, Exhibit, Grid, Missing, Paragraph
from detente.synthesis.institution_networks import bodies as joint_bodies
from detente.synthesis.membership_findings import why
from detente.synthesis.socialization import membership
from detente.wording import cap, number

LEVELS = ("summit", "ministers", "ambassadors", "officials")


def _said(brief: Brief, prefix: str) -> list[Block]:
    return [Paragraph(f.text, brief.note(f.id), f.method.mark) for f in brief.of("institutions") if f.id == prefix]


def bodies(brief: Brief) -> list[Block]:
    """Table of joint bodies: founding, end, suspensions, meetings by level."""
    rows = []
    for body in joint_bodies(brief.reading):
        halts = "; ".join(f"{e.kind} {_when(e.date, e.precision)}" for e in body.event if e.kind in ("suspended", "resumed"))
        count = [sum(m.level == level for m in body.meetings) for level in LEVELS]
        met = ", ".join(f"{n} {word}" for n, word in zip(count, ("summits" if count[0] > 1 else "summit", "ministers", "ambassadors", "officials"),
                                                         strict=True) if n) or "none dated here"
        over = _when(body.ended, body.ended_precision) if body.ended else ""
        rows.append((body.name, _when(body.founded, body.founded_precision), over, halts, met,
                     _when(body.meetings[-1].date, body.meetings[-1].precision) if body.meetings else ""))
    if not rows:
        return []
    return [Grid("bodies", f"Joint bodies of {brief.pair.words}", ("body", "founded", "ended", "suspended, resumed", "meetings on record", "last"),
                 tuple(rows), "Source: the project's table of joint bodies, each date with its public document; meetings as far as these are "
                 "on record.", wide=True)]


def _when(day: date, precision: str) -> str:
    return {"day": day.isoformat(), "month": f"{day:%Y-%m}"}.get(precision, str(day.year))


def studies(brief: Brief) -> list[Block]:
    """Draw what accession and association did, as a forest of specifications under its plain verdict; one line where nothing can be said."""
    blocks: list[Block] = []
    for party in (brief.pair.a, brief.pair.b):
        if not isinstance(party, Bloc):
            continue
        found = membership(brief.reading.world, party, brief.pair.as_of)
        every = (*found.accession, *found.association)
        spec = charts.forest(every, CONTROLS)
        if spec is not None:
            title = cap(found.verdict) if found.verdict else "What association did"
            blocks.append(Exhibit(
                f"studies-{party.id.lower()}", f"{title}: {party.label}", spec,
                f"Source: our positions in UN votes, the project's ladder tables, to {brief.pair.as_of}. Blue: joining, orange: being tied as "
                "associate. Change of the distance to the members on the eve, mean of the years 0 to 5 since the event, against each group "
                "of controls; bars: 95 %; pale where treated and controls were on different paths before; p: permutation."))
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
            rows = tuple((cap(r.label), f"{r.first} to {r.last}", f"{r.pairs:,}", str(r.begun), f"{number(r.rate)} [{number(r.low)}, {number(r.high)}]",
                          str(r.force), str(r.fatal)) for r in rates(brief.reading.world, party, brief.pair.as_of))
            blocks.append(Grid(f"conduct-{party.id.lower()}", f"Disputes of neighbours inside and outside {party.label}",
                               ("pairs", "years", "pair-years", "disputes begun", "in 100 [90 %]", "with force", "with deaths"), rows,
                               "Source: GML MID; CoW contiguity; ATOP; the project's ladder tables. Neighbours by land or up to 24 miles of water."))
        blocks += said
    return blocks
