"""What a note names: the treaty, decision or communiqué of a hand-made row, and the data sets."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from detente.actors.blocs import Bloc, Step, blocs
from detente.actors.every_row import every_row
from detente.actors.relation_key import RelationKey
from detente.actors.rows_of_pair import rows_of_pair
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.paper.sections.addresses import SYMBOLS, address_of
from detente.paper.sections.source_names import source_name
from detente.sources.shelf import SHELF, source

HAND_MADE = "blocs"
"""Id under which cells of the project's own tables name their source."""
RESOLUTION = re.compile(r"[AS]/(?:RES/)?[\w-]+/?\d*(?:\.\d+)?")
"""Symbol of a document of the United Nations."""
MOST = 6
"""Documents and data sets that a note has room for."""
ARTICLE = "Article "
"""How the place in a treaty begins."""
NONE_AT_HAND = "no document at hand"
"""What a row says that names none."""
COMPUTED = frozenset(("advice", "releases"))
"""Tables of days to come: nothing was read there that a reader could look up."""
LISTS = {
    "accession": "Chapters of the accession talks, list by hand",
    "alliances": "Alliances in force, table by hand",
    "bodies": "Meetings of joint bodies, list by hand",
    "borders": "Borders set by hand",
    "decisions": "Decisions of each about the other, list by hand",
    "leaders": "Leaders in office, table by hand",
    "relation_state": "Facts about the two, tables by hand",
    "relations": "Facts about the two, tables by hand",
}
"""What tables hold whose cells count rows or follow from them."""


@dataclass(frozen=True, slots=True)
class Named:
    """A document or a data set as a note names it.

    Attributes
    ----------
    text : str
        Its name, with edition and years where it is a data set.
    url : str
        Where it can be read; empty where no address is known.
    """

    text: str
    url: str = ""


def named(finding: Finding, pair: RelationKey, *, new: Container[str]) -> tuple[Named, ...]:
    """Name what a finding rests on, documents first, each once.

    Parameters
    ----------
    finding : Finding
        What is said.
    pair : RelationKey
        The parties, whose rows are looked up first.
    new : container of str
        Ids of the sources that no note before this one named: their editions are given here.

    Returns
    -------
    tuple of Named
        At most `MOST`, and how many more there are.
    """
    cells = [cell for cell in finding.evidence if HAND_MADE in cell.sources]
    documents = [one for cell in cells for one in _document(cell, pair)]
    found = list({one.text: one for one in (*documents, *_data_sets(finding, new))}.values())
    if not found:
        return (Named(source_name(HAND_MADE)),)
    if len(found) <= MOST:
        return tuple(found)
    rest = len(found) - MOST + 1
    return (*found[: MOST - 1], Named(f"and {rest} more, in the evidence"))


def _data_sets(finding: Finding, new: Container[str]) -> Iterator[Named]:
    """Name the data sets, each with the years of its cells."""
    for name in finding.sources:
        if name == HAND_MADE:
            continue
        years = {cell.year for cell in finding.evidence if name in cell.sources}
        known = source_name(name) if name in new else source(name).short
        yield Named(f"{known}{_span(years)}")


def _span(years: Iterable[int | None]) -> str:
    known = sorted(year for year in years if year is not None)
    if not known:
        return ""
    first, last = known[0], known[-1]
    return f", {first}" if first == last else f", {first} to {last}"


def _document(cell: Cell, pair: RelationKey) -> Iterator[Named]:
    """Name the document of a hand-made cell, or the list that it was counted from."""
    if cell.table in COMPUTED:
        return
    keys = dict(cell.keys)
    row = str(keys.get("row", ""))
    known = _rows(pair).get(row) or _step_of_row(row) or _of_words(cell.rule)
    if known is None and "state" in keys and cell.table == "blocs":
        known = _step_held(cell)
    if known is None and (cell.column == "row" or _is_symbol(str(keys.get("symbol", "")))):
        known = _written(str(keys.get("symbol", "")) or cell.rule)
    yield _list_of(cell) if known is None or known.text == NONE_AT_HAND else known


def _list_of(cell: Cell) -> Named:
    """Name what a cell without a document was counted from: an article, a data set, a list."""
    article = cell.rule.rpartition("; ")[2]
    if article.startswith(ARTICLE):
        return Named(article)
    if cell.rule in {one.id for one in SHELF}:
        return Named(source(cell.rule).short)
    bloc = blocs().get(str(dict(cell.keys).get("bloc", "")))
    if cell.table in LISTS or bloc is None:
        return Named(LISTS.get(cell.table, source_name(HAND_MADE)))
    return Named(f"Membership of {bloc.short} by date, table by hand")


@cache
def _rows(pair: RelationKey) -> dict[str, Named]:
    """Give the documents of the pair's own rows by their ids."""
    return {row.id: _written(row.source, row.url) for row in rows_of_pair(pair)}


@cache
def _addresses() -> dict[str, str]:
    """Give every document that a row of the hand-made tables names, with its address."""
    found: dict[str, str] = {}
    for row in every_row():
        if row.document:
            found[row.document] = found.get(row.document, "") or row.origin.url
    return found


def _of_words(rule: str) -> Named | None:
    """Find the document that the rule of a cell ends with."""
    while rule:
        if rule in _addresses():
            return _written(rule, _addresses()[rule])
        rule = rule.partition("; ")[2]
    return None


def _step_of_row(row: str) -> Named | None:
    """Find the document of a step by the id of its row (``step:EU:SRB:...``)."""
    kind, _, rest = row.partition(":")
    bloc = blocs().get(rest.partition(":")[0])
    if kind != "step" or bloc is None:
        return None
    return next((_of_step(bloc, step) for step in bloc.steps if step.row == row), None)


def _step_held(cell: Cell) -> Named | None:
    """Find the document of the newest step of a state in a bloc that the cell had seen."""
    keys = dict(cell.keys)
    bloc = blocs().get(str(keys.get("bloc", "")))
    if bloc is None or cell.year is None:
        return None
    steps = bloc.steps_of((str(keys["state"]),))
    seen = [step for step in steps if step.span.start.year <= cell.year]
    return _of_step(bloc, seen[-1]) if seen else None


def _of_step(bloc: Bloc, step: Step) -> Named:
    if step.document:
        return _written(step.document, step.address)
    if _is_encyclopedia(step.address):
        return Named(f"{bloc.short}, {OWN_TABLE}")
    return Named(f"{bloc.short}, list of members, {_host(step.address)}", step.address)


def _written(document: str, url: str = "") -> Named:
    """Name a document; an address alone is named by its host, a symbol leads to its document."""
    if _is_encyclopedia(document):
        return Named(OWN_TABLE.capitalize())
    if document.startswith("http"):
        return Named(f"List at {_host(document)}", document)
    if not url and _is_symbol(document):
        return Named(document, f"{SYMBOLS}{document}")
    return Named(document, url or address_of(document))


OWN_TABLE = "table of memberships, made by hand, without a document of its own"
"""What is named where a row rests on an encyclopedia, which a paper does not cite."""
ENCYCLOPEDIA = "wikipedia.org"


def _is_encyclopedia(address: str) -> bool:
    return address.startswith("http") and _host(address).endswith(ENCYCLOPEDIA)


def _is_symbol(document: str) -> bool:
    return RESOLUTION.fullmatch(document) is not None


def _host(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")
