"""Sources of what a paper prints: those of its numbered lines, and those its pictures name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.paper.blocks import Block, Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.paper.origin import OWN
from detente.paper.sections.source_names import source_name
from detente.sources.shelf import source

DRAWN = ("natural_earth", "natural_earth_disputed")
"""Sources of which no figure is read: only pictures rest on them."""


def used_sources(
    brief: Brief, sections: Iterable[Section], among: Iterable[str] | None = None
) -> tuple[str, ...]:
    """Name the sources that the argument, its advice and its pictures rest on, A to Z.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    sections : iterable of Section
        What is printed.
    among : iterable of str, optional
        Sources that pictures and tables may name; those of every finding by default, which makes
        the findings.
    """
    lines = [*brief.printed_lines]
    lines += [line for one in brief.recommendations for line in one.rests_on]
    found = {name for line in lines for name in line.finding.sources}
    shown = " ".join(_source_lines(block for one in sections for block in one.blocks))
    named = brief.sources() if among is None else among
    found |= {name for name in (*named, *DRAWN) if _is_named(name, shown)}
    return tuple(sorted(found))


def _source_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Give the source lines of pictures and tables."""
    for block in blocks:
        if isinstance(block, (Exhibit, Grid)):
            yield block.source


def _is_named(name: str, shown: str) -> bool:
    """Tell whether the source lines name a source."""
    if name == OWN:
        return source_name(name) in shown
    return source(name).short in shown
