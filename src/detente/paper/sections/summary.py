"""The title page and the summary."""

from __future__ import annotations

from detente.paper.brief import Brief, software
from detente.paper.charts.synthesis import strip
from detente.paper.document import Advice, Bullets, Exhibit, Missing, Paragraph, Section, Title
from detente.settings import Settings

ORDER = (
    "power.shares_cinc",
    "power.threat_b",
    "power.forecast_cinc",
    "identity.distance",
    "institutions.ladder",
    "synthesis.risk",
    "synthesis.windows",
    "institutions.accession",
    "identity.issues",
    "power.spending_third",
    "identity.regime",
    "institutions.blocs",
    "institutions.organisations",
    "institutions.obligations",
    "institutions.disputes",
    "power.spending_between",
)
MOST = 7


def title(brief: Brief, settings: Settings) -> Title:
    """Lay out the title page."""
    pair = brief.pair
    made = settings.made
    spec = strip(brief.standings)
    month = f"December {pair.as_of}"
    refs = "; ".join(
        f"{s.short} {s.name}" for s in brief.standings if s.kind == "reference" and s.percentiles
    )
    past = (
        "; rings: the same pair in earlier years"
        if any(s.kind == "past" for s in brief.standings)
        else ""
    )
    shown = (
        Exhibit(
            "standing",
            f"Where {pair.words} stand among all pairs of states",
            spec,
            f"Filled dot: this relation as of {month}{past}; ticks: {refs}. Percentiles of the "
            f"newest year with data not after the view; a bloc is its sum, its core's median or its median member.",
        )
        if spec
        else None
    )
    newest = brief.data_to()
    cite = (
        f"{software()} ({made.year}). {pair.label}: power, identity and institutions. A structural brief as of "
        f"{month}. Data to {newest}."
    )
    return Title(
        title=pair.label,
        subtitle=f"Power, identity and institutions: a structural brief, as of {month}",
        author=f"Computed with {software()} from public data; every sentence rests on a numbered note",
        lead=Paragraph(brief.explanation.text, brief.note(*brief.rests_on))
        if brief.explanation
        else None,
        made=f"{made.day} {made:%B %Y}",
        data_to=f"{newest}" if newest else "none",
        version=software(),
        cite=cite,
        strip=shown,
    )


def summary(brief: Brief) -> Section:
    """Lay out the summary: five to seven findings and the recommendations."""
    known = {f.id: f for f in brief.findings}
    # a study bears its bloc's name: the first party's stands for both
    studies = [f for f in brief.findings if f.id.startswith("institutions.accession")]
    known |= {"institutions.accession": studies[0]} if studies else {}
    chosen = [known[i] for i in ORDER if i in known][:MOST]
    blocks: list[Paragraph | Bullets | Advice | Missing] = []
    if chosen:
        blocks.append(
            Bullets(tuple(Paragraph(f.text, brief.note(f.id), f.method.mark) for f in chosen))
        )
    if brief.recommendations:
        blocks += [
            Advice(r.text, brief.note(*r.rests_on), r.loses, r.changes, r.confidence)
            for r in brief.recommendations
        ]
    else:
        blocks.append(
            Missing(
                f"No rule found enough evidence on {brief.pair.words} to recommend anything: what is measured "
                f"here describes the relation and favours no change to it."
            )
        )
    return Section("summary", "Summary and recommendations", tuple(blocks))
