"""The annex: what a referee reads, and the tables of evidence."""

from __future__ import annotations

from collections.abc import Sequence

from detente.paper.blocks import Block, Missing
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.paper.exhibits.change import differences
from detente.paper.exhibits.studies import studies
from detente.paper.exhibits.windows import window_records
from detente.paper.sections import claims, data_and_methods, own_facts, report_card
from detente.paper.sections.argued import filled
from detente.paper.sections.used import used_sources
from detente.paper.tables.bodies import bodies
from detente.paper.tables.comparison import comparison
from detente.paper.tables.conduct import conduct
from detente.paper.tables.means import means
from detente.paper.tables.steps import steps
from detente.paper.tables.treaty import by_treaty
from detente.rules.membership.simulated import names_result
from detente.rules.membership.simulation import event_words

OF_WINDOWS = {"window", "past_window"}
"""Rules whose sentences rest on the record of windows."""
OF_JOINING = {"study"}
"""Rules whose sentences rest on the studies of joining."""


NO_DIFFERENCE = (
    "Simulated futures in which {event} differ from those in which it does not by no more than "
    "chance, so the text names no difference."
)
"""What the annex says of futures that part nothing."""


def sections(brief: Brief, before: Sequence[Section] = ()) -> tuple[Section, ...]:
    """Lay out claims, own facts, records and methods; then the tables, printed on demand.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    before : sequence of Section
        What is printed before the annex: its sources are listed too.
    """
    records = Section("records", "Records", blocks=tuple(_records(brief)), part="annex")
    tables = Section("tables", "Tables", blocks=tuple(_tables(brief)), part="evidence")
    of_files = (*claims.sections(brief), *own_facts.sections(brief))
    sources = used_sources(brief, (*before, *of_files, records))
    methods = (data_and_methods.section(brief, sources), report_card.section(brief))
    return filled((*of_files, records, *methods, tables))


def _records(brief: Brief) -> list[Block]:
    """Give the records of what the text rests on; a record that no sentence needs is left out."""
    said = {line.rule for line in brief.printed_lines}
    of_windows = window_records(brief) if said & OF_WINDOWS else ()
    of_joining = studies(brief) if said & OF_JOINING else ()
    return [*of_windows, *of_joining, *_silent_futures(brief)]


def _silent_futures(brief: Brief) -> list[Block]:
    """Say that futures were drawn whose differences the text does not name."""
    known = brief.simulation
    if known is None or known.found is None or names_result(brief.relation):
        return []
    event = event_words(known.found.plan.events[0])
    return [Missing(NO_DIFFERENCE.format(event=event))]


def _tables(brief: Brief) -> list[Block]:
    scenario = brief.scenario
    counted = [] if scenario is None else [differences(scenario), *by_treaty(scenario)]
    return [
        *comparison(brief),
        *means(brief),
        *steps(brief),
        *bodies(brief),
        *conduct(brief),
        *counted,
        *data_and_methods.left_out(brief),
    ]
