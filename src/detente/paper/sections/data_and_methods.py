"""Data and methods: how each number was made, and from which edition of which source."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.method import descriptions
from detente.paper.blocks import Block, Grid, Paragraph
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.paper.origin import OWN, source_entry
from detente.paper.sections.own_facts import how_to_report
from detente.paper.sections.source_names import edition
from detente.phrasing import cap
from detente.sources.shelf import source


def section(brief: Brief, sources: Sequence[str]) -> Section:
    """Say how each number was made, and from which edition of which source.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    sources : sequence of str
        Ids of the sources that it prints.
    """
    used = {method.id for method in brief.printed_methods}
    described = [one for name, one in descriptions().items() if name in used and one.prose]
    prose: list[Block] = [Paragraph(one.prose) for one in described]
    blocks = (*prose, _view(brief), how_to_report(brief), _sources(brief, sources))
    return Section("methods", "Data and methods", blocks=blocks, part="annex")


def _view(brief: Brief) -> Paragraph:
    """Say what may enter, and that the data are of today."""
    return Paragraph(
        f"The view. Nothing observed after {brief.pair.at} enters a finding, a forecast or its "
        "errors; where the paper shows what came after, it is drawn in a second ink. The data are "
        "today's editions of past years: revised, not vintage."
    )


def left_out(brief: Brief) -> list[Block]:
    """List what guards kept out of the paper or off its first page, and why."""
    rows = tuple((called(one.subject), one.guard, cap(one.reason)) for one in brief.left_out)
    if not rows:
        return []
    table = Grid(
        "left-out",
        "What is left out, or kept off the first page, and why",
        columns=("what", "rule", "why"),
        rows=rows,
        source="By rules that run before a sentence is made (docs/guards.md).",
        wide=True,
        widths=(2.6, 2.4, 4.6),
    )
    return [table]


def called(subject: str) -> str:
    """Give what a reader calls something that is left out, by its id.

    Parameters
    ----------
    subject : str
        Id of a finding, a course or a scenario.

    Examples
    --------
    >>> called("course.military_line"), called("rule.outlook")
    ('Course: military line', 'Rule: outlook')
    """
    kind, _, name = subject.partition(".")
    plain = name.replace(".", " ").replace("_", " ").replace("-", " ")
    return f"{cap(kind)}: {plain}" if name else cap(kind)


def _sources(brief: Brief, sources: Sequence[str]) -> Grid:
    """List every source that was used, with version and licence."""
    rows = []
    for name in sources:
        entry = source_entry(brief.relation.catalog, name)
        title = "Blocs and their ladder" if name == OWN else source(name).title
        rows.append((title, edition(str(entry["version"])), str(entry["licence"])))
    return Grid(
        "sources",
        "Sources",
        columns=("data set", "edition", "licence"),
        rows=tuple(rows),
        source="The ladder of each bloc is a table of the project's own, made by hand, each row "
        "with its public source.",
        wide=True,
        widths=(1.4, 1, 1.3),
    )
