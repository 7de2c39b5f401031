"""What institutions do: joint bodies, studies of joining, conduct inside a bloc."""

from __future__ import annotations

from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.joint_bodies import Body
from detente.findings.institutions.bodies import LEVELS
from detente.findings.institutions.bodies import bodies as joint_bodies
from detente.findings.institutions.estimates import why_no_study
from detente.institutions.conduct import Rate
from detente.models.membership.study import Membership
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.document import Block, Exhibit, Grid, Missing
from detente.paper.sections.blocks import said_by_id, written
from detente.phrasing import cap, number, ordinal

BODIES = (
    "body and its founding document",
    "founded",
    "ended",
    "state; suspended, resumed",
    "meetings on record",
    "last",
)
"""Columns of the table of joint bodies."""


def bodies(brief: Brief) -> list[Block]:
    """Table of joint bodies: founding and its document, end, suspensions, meetings by level."""
    rows = tuple(_body(body, brief.pair.day) for body in joint_bodies(brief.relation))
    if not rows:
        return []
    return [
        Grid(
            "bodies",
            f"Joint bodies of {brief.pair.words}",
            columns=BODIES,
            rows=rows,
            source="Source: the project's table of joint bodies, each date with its public "
            "document there; meetings as far as these are on record.",
            wide=True,
            widths=(5.2, 1.7, 1.7, 2.9, 3, 1.7),
        )
    ]


def _body(body: Body, day: date) -> tuple[str, ...]:
    halts = [
        f"{event.kind} {written(event.date, event.precision)}"
        for event in body.event
        if event.kind in ("suspended", "resumed")
    ]
    levels = [meeting.level for meeting in body.meetings]
    counts = [f"{levels.count(level)} {level}" for level in LEVELS if level in levels]
    founded = written(body.founded, body.founded_precision)
    ended = written(body.ended, body.ended_precision) if body.ended else ""
    last = ""
    if body.meetings:
        last = written(body.meetings[-1].date, body.meetings[-1].precision)
        place = body.meetings[-1].ordinal
        last += f" ({ordinal(place)} meeting)" if place is not None else ""
    least = "" if body.complete or not counts else "at least "
    met = f"{least}{', '.join(counts)}" or "none dated here"
    turns = "; ".join([body.state_on(day), *halts])
    return (f"{body.name}: {body.founding_act}", founded, ended, turns, met, last)


def _blocs(brief: Brief) -> list[Bloc]:
    return [party for party in (brief.pair.first, brief.pair.second) if isinstance(party, Bloc)]


def studies(brief: Brief) -> list[Block]:
    """Draw what accession and association did, under its plain verdict; else say why not."""
    blocks: list[Block] = []
    for bloc in _blocs(brief):
        study = brief.relation.study(bloc)
        blocks += _forest(study, bloc, brief.pair.as_of)
        if why_no_study(study):
            blocks.append(Missing(why_no_study(study)))
        name = bloc.id.lower()
        own = (f"institutions.accession_{name}", f"institutions.association_{name}")
        blocks += said_by_id(brief, *own)
    return blocks


def _forest(study: Membership, bloc: Bloc, as_of: int) -> list[Block]:
    """Draw every specification of a study."""
    spec = charts.forest((*study.accession, *study.association))
    if spec is None:
        return []
    verdict = cap(study.verdict) if study.verdict else "What association did"
    note = (
        f"Source: our positions in UN votes, the project's ladder tables, to {as_of}. The two "
        "parts have scales of their own. Change of the distance to the members on the eve, mean of "
        "the years 0 to 5 since the event, against each group of controls (associates and others "
        "that never joined; in brackets years in which an event may act ahead); bars: 95 %; pale "
        "where treated and controls were on different paths before; p: permutation."
    )
    title = f"{verdict}: {bloc.label}"
    return [Exhibit(f"studies-{bloc.id.lower()}", title, spec=spec, source=note)]


def conduct(brief: Brief) -> list[Block]:
    """Table of disputes inside a bloc beside comparable pairs."""
    blocks: list[Block] = []
    for bloc in _blocs(brief):
        name = bloc.id.lower()
        paragraphs = said_by_id(brief, f"institutions.conduct_{name}")
        if paragraphs:
            blocks.append(_conduct(bloc, brief.relation.conduct(bloc)))
        blocks += paragraphs
    return blocks


def _conduct(bloc: Bloc, rates: tuple[Rate, ...]) -> Grid:
    return Grid(
        f"conduct-{bloc.id.lower()}",
        f"Disputes of neighbours inside and outside {bloc.label}",
        columns=("pairs", "years", "pair-years", "begun", "in 100 [90 %]", "force", "deaths"),
        rows=tuple(_rate(rate) for rate in rates),
        source="Source: GML MID; CoW contiguity; ATOP; the project's ladder tables. Neighbours by "
        "land or up to 24 miles of water.",
        widths=(4.6, 1.9, 1.7, 1.2, 2.6, 1.1, 1.2),
    )


def _rate(rate: Rate) -> tuple[str, ...]:
    interval = f"[{number(rate.low, 1)}, {number(rate.high, 1)}]"
    begun = f"{number(rate.rate, 1)} {interval}"
    counts = (str(count) for count in (rate.force, rate.fatal))
    years = f"{rate.first}-{rate.last}"
    return (cap(rate.label), years, f"{rate.pairs:,}", str(rate.begun), begun, *counts)
