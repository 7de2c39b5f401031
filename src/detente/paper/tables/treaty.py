"""The tables of what a membership would change by treaty."""

from __future__ import annotations

from detente.actors.rung_terms import Term
from detente.institutions.treaty_terms import HeldTerms, TopicChange
from detente.paper.blocks import Block, Grid, Paragraph
from detente.phrasing import cap, share
from detente.scenarios.accounting import Scenario
from detente.scenarios.treaty_counts import TreatyCount

TERMS = (
    "Source: the project's table of what rungs mean; each article as in force at the view, its "
    "document and class of source in brief.json."
)
NEEDED = "treaty.council_needed"
COUNTS = "Source: the project's table of what rungs mean; people as at the view."


def by_treaty(scenario: Scenario) -> list[Block]:
    """Set what the state holds beside what it would hold, and list votes and seats.

    Parameters
    ----------
    scenario : Scenario
        The change; nothing where the terms of the bloc's rungs are not on record.
    """
    treaty = scenario.treaty
    if treaty is None or not treaty.topics:
        return []
    rows = tuple(_row(topic) for topic in treaty.topics)
    terms = Grid(
        "treaty",
        f"By treaty: {scenario.state.label} and {scenario.bloc.label}",
        columns=("", _held(treaty.before), _held(treaty.after)),
        rows=rows,
        source=TERMS,
        wide=True,
        widths=(1.1, 3.4, 3.4),
    )
    return [terms, *_counts(scenario, treaty.counts)]


def _held(held: HeldTerms) -> str:
    """Head a column: the rung, and its state where it is not active."""
    if held.rung == "none":
        return "outside"
    condition = "" if held.state in ("", "active") else f" ({held.state})"
    return f"{held.rung}{condition}"


def _row(topic: TopicChange) -> tuple[str, ...]:
    return (cap(topic.topic), _written(topic.before), _written(topic.after))


def _written(terms: tuple[Term, ...]) -> str:
    """Write terms with their articles; a duty says that it is one."""
    duty = {"demands": "Duty: "}
    parts = (f"{duty.get(one.effect, '')}{one.says.rstrip('.')} ({one.article})" for one in terms)
    return "; ".join(parts)


def _counts(scenario: Scenario, counts: tuple[TreatyCount, ...]) -> list[Block]:
    """List votes and seats; nothing where none is counted."""
    if not counts:
        return []
    counted = Grid(
        "treaty-counts",
        f"Votes and seats in {scenario.bloc.label}",
        columns=("", "before", "after", "of"),
        rows=tuple(_count(one) for one in counts),
        source=COUNTS,
        widths=(2.6, 0.7, 0.7, 2.6),
    )
    return [*_needed(scenario, counts), counted]


def _needed(scenario: Scenario, counts: tuple[TreatyCount, ...]) -> list[Block]:
    """Say how many members a decision would need, where that changes."""
    found = [one for one in counts if one.id == NEEDED and one.before != one.after]
    verb = {"accession": "With", "exit": "Without"}[scenario.kind]
    return [
        Paragraph(
            f"{verb} {scenario.state.label} a decision by qualified majority would need "
            f"{_number(one.after, one.unit)} members, not {_number(one.before, one.unit)}."
        )
        for one in found
    ]


def _count(count: TreatyCount) -> tuple[str, ...]:
    before, after = _number(count.before, count.unit), _number(count.after, count.unit)
    return (count.label, before, after, count.note)


def _number(value: float | None, unit: str) -> str:
    """Write a number as its unit wants it; nothing where there is none."""
    if value is None:
        return ""
    return share(value) if unit == "share" else f"{value:,.0f}"
