"""The view of a relation: page 1 and the argument, with pictures as specifications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from detente.actors.checked import facts_checked_to
from detente.actors.names import Actor
from detente.actors.naming import names_of
from detente.citations import references
from detente.evidence.sentence import render
from detente.institutions.map_shapes import every_outline
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.compose import lay_out_argument
from detente.paper.document import Document, Section
from detente.paper.origin import OWN, source_entry
from detente.paper.sections.source_names import source_name
from detente.paper.sections.used import used_sources
from detente.paper.writers.analogues import analogues_record
from detente.settings import settings
from detente.sources.shelf import SHELF
from detente.span import month_words, view_key
from detente.store.catalog import Catalog
from detente.web.tasks.briefs import brief_on, tables

WARM = ("FRA", "DEU")
"""A relation that is measured before the first task, so that every module is loaded."""
NOT_BARRED = "the pair has no border and no major power, or the data end before"
SIDES = ("a", "b")


def warm() -> None:
    """Load what the first task needs, and the outlines of maps."""
    relation_view(*WARM, as_of=str(view_key(facts_checked_to())))
    every_outline(tables())


def relation_view(first: str, second: str, as_of: str) -> dict[str, Any]:
    """Give everything that the page of a relation shows.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.

    Returns
    -------
    dict
        ``view``, ``doc`` (page 1 and sections for HTML), ``pictures`` (specifications or SVG by
        id), ``tables`` (columns and rows as printed, by id), ``state``, ``risk``, ``analogues``,
        ``sources``.

    Raises
    ------
    ActorError, DateError
        Where a name means nothing at that day.
    """
    brief = brief_on(first, second, as_of)
    document = lay_out_argument(brief, settings())
    shown = {
        "doc": document.plain("html"),
        "pictures": {one.id: _picture(one) for one in document.exhibits()},
        "tables": dict(_tables(document)),
    }
    said = {"state": _state(brief), "risk": _risk(brief), "analogues": _analogues(brief)}
    sources = list(sources_of(brief, document))
    return {"view": view_record(brief), **shown, **said, "sources": sources}


def view_record(brief: Brief) -> dict[str, Any]:
    """Name the parties and the view of a page.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    pair = brief.pair
    names = names_of(pair, [pair.label])
    parties = zip(SIDES, (pair.first, pair.second), strict=True)
    sides = {side: _party(party) for side, party in parties}
    label = names.marked(pair.label)
    return {
        **sides,
        "label": label,
        "words": names.marked(pair.words),
        "day": view_key(pair.day),
        "on": month_words(pair.day),
        "has_change": pair.bloc_and_state is not None,
    }


def _party(party: Actor) -> dict[str, str]:
    return {"key": party.key, "kind": party.kind, "name": party.name, "label": party.label}


def _picture(one: Exhibit) -> dict[str, Any]:
    """Give a picture as specifications, or as it is drawn already; narrow for a phone."""
    wide = one.svg or one.spec
    narrow = one.narrow_svg or one.narrow
    said = {"title": render(one.title), "unit": one.unit, "source": one.source}
    return {**said, "alt": one.alt or said["title"], "wide": wide, "narrow": narrow}


def _tables(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every table, and the cells of every picture, as text."""
    for one in document.exhibits():
        if one.cells is not None:
            yield one.id, _table(document, one.cells)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                yield block.id, _table(document, block)


def _table(document: Document, grid: Grid) -> dict[str, Any]:
    said = grid.plain("text")
    table = {name: said[name] for name in ("title", "columns", "rows", "source", "wide")}
    marked: dict[str, Any] = document.names.marked_all(table)
    return marked


def _state(brief: Brief) -> dict[str, Any]:
    """Give the state of the relation in words."""
    state = brief.relation.state
    names = names_of(brief.pair, [state.sentence, *state.details])
    details = [names.marked(one) for one in state.details]
    return {
        "headline": state.headline,
        "sentence": names.marked(state.sentence),
        "details": details,
        "rung": state.rung,
    }


def _risk(brief: Brief) -> dict[str, str]:
    """Give the risk of a dispute, or why none is given."""
    found = brief.finding("synthesis.risk")
    if found is not None:
        said = " ".join(render(one, "html") for one in found.sentences)
        return {"text": said, "reason": ""}
    return {"text": "", "reason": brief.reason("synthesis.risk") or NOT_BARRED}


def _analogues(brief: Brief) -> dict[str, Any]:
    """Give the nearest past pairs; empty where nothing is said of disputes."""
    if brief.silence("dispute"):
        return {}
    return analogues_record(brief)


def sources_of(brief: Brief, document: Document) -> Iterator[dict[str, str]]:
    """Give each source that the page rests on, with version, licence and how to cite it.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    document : Document
        The argument as it is laid out.
    """
    picture = document.title.picture
    first = Section("first-page", "", blocks=() if picture is None else (picture,))
    known = (*(one.id for one in SHELF), OWN)
    for name in used_sources(brief, (first, *document.sections), known):
        row = source_row(brief.relation.catalog, name)
        # two sources of one producer have one short name in a picture: only one of them is held
        if row["version"]:
            yield row


def source_row(catalog: Catalog, name: str) -> dict[str, str]:
    """Give a source with its version, terms, licence and how it is cited.

    Parameters
    ----------
    catalog : Catalog
        The tables, which know what they were made from.
    name : str
        Id of a source, or of the project's own tables.
    """
    entry = source_entry(catalog, name)
    return {
        "id": name,
        "name": source_name(name) if name != OWN else "Dated facts of this project",
        "version": str(entry["version"]),
        "terms": str(entry["terms"]),
        "licence": str(entry["licence"]),
        "citation": " ".join(_cited(entry["citations"])),
    }


def _cited(keys: object) -> Iterable[str]:
    known = references()
    given = keys if isinstance(keys, list | tuple) else ()
    return [known[str(key)].line() for key in given if str(key) in known]
