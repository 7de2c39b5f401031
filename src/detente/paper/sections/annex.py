"""The annex: what a referee reads, and the tables of evidence."""

from __future__ import annotations

from collections.abc import Sequence

from detente.paper.blocks import Block
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

OF_WINDOWS = {"window", "past_window"}
"""Rules whose sentences rest on the record of windows."""
OF_JOINING = {"study"}
"""Rules whose sentences rest on the studies of joining."""


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
    return [*of_windows, *of_joining]


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
