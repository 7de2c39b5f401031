"""What joining did: every specification of the studies of a bloc."""

from __future__ import annotations

from detente.actors.blocs import Bloc
from detente.findings.institutions.estimates import closest
from detente.models.membership.study import Membership
from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.charts import institutions as charts
from detente.paper.charts.style import for_phone
from detente.phrasing import cap, number


def studies(brief: Brief) -> list[Exhibit]:
    """Draw the studies of each party that is a bloc; nothing where none has enough events."""
    parties = [party for party in (brief.pair.first, brief.pair.second) if isinstance(party, Bloc)]
    return [
        drawn
        for bloc in parties
        for drawn in _forest(brief.relation.study(bloc), bloc, brief.pair.as_of)
    ]


def _forest(study: Membership, bloc: Bloc, as_of: int) -> list[Exhibit]:
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
    note += _power(study)
    title = f"{verdict}: {bloc.label}"
    narrow = for_phone(charts.forest((*study.accession, *study.association), narrow=True))
    id = f"studies-{bloc.id.lower()}"
    return [Exhibit(id, title, spec=spec, source=note, narrow=narrow)]


def _power(study: Membership) -> str:
    """Say how small an effect of joining the closest comparison would find, where it finds none."""
    if not study.accession or Membership.distinguishable(study.accession):
        return ""
    smallest = number(closest(study.accession).found.smallest)
    return f" With a power of 80 % the closest comparison would find an effect of {smallest}."
