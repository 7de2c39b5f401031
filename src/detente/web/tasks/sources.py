"""Sources: what is held, until when, and under which terms."""

from __future__ import annotations

from typing import Any

from detente.citations import references
from detente.sources.declaration import Source
from detente.sources.shelf import SHELF
from detente.store.home import default_store
from detente.store.starter import manifest

STARTER, STORE, NOWHERE = "in the starter", "in your store", "not held"


def held() -> list[dict[str, Any]]:
    """List every source with where it is held, its years, terms, licence and citation."""
    used = manifest()["sources"]
    store = default_store()
    own = set(store.ids())
    return [_row(one, used, own) for one in SHELF]


def _row(one: Source, used: dict[str, Any], own: set[str]) -> dict[str, Any]:
    is_pulled = bool(one.tables) and set(one.tables) <= own
    where = STORE if is_pulled else STARTER if one.id in used else NOWHERE
    known = references()
    entry = used.get(one.id, {})
    keys = entry.get("citations", ()) or one.citations
    cited = [known[key].line() for key in keys if key in known]
    terms = {"terms": one.terms, "licence": one.licence}
    said = {"id": one.id, "title": one.title, "version": one.version, "years": list(one.years)}
    return {**said, **terms, "held": where, "page": one.page, "note": one.note, "citation": cited}
