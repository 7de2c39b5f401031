"""Entries for ``detente ledger``: of a relation, and of a file."""

from __future__ import annotations

from pathlib import Path

from detente.errors import RequestError
from detente.evaluation.ledger.entry import Entry
from detente.evaluation.ledger.outlook import Making, published
from detente.evaluation.ledger.own import entries_of
from detente.evaluation.ledger.watched import watched


def of_relation(first: str, second: str, as_of: str | None, making: Making) -> tuple[Entry, ...]:
    """Give what the paper on a relation publishes: outlooks, windows, and what it watches.

    Parameters
    ----------
    first, second : str
        The parties as typed.
    as_of : str or None
        The view as typed.
    making : Making
        Day and edition.
    """
    from detente.analysis.relation import Relation
    from detente.cli.options import relation_key
    from detente.paper.brief import brief_of
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    found = Relation(default_catalog(default_store()), relation_key(first, second, as_of))
    items = brief_of(found).advised.plain()["watch"]
    return (*published(found, making), *watched(items, making))


def of_file(name: str, as_of: str | None, making: Making) -> tuple[Entry, ...]:
    """Give the questions of a file.

    Parameters
    ----------
    name : str
        Its path as typed.
    as_of : str or None
        The view as typed; a file has its own.
    making : Making
        Day and edition.

    Raises
    ------
    RequestError
        Where a view is given, or one party of two.
    """
    path = Path(name)
    if not path.suffix:
        raise RequestError(
            f"'{name}' is one party; a relation has two",
            next_step="name the other too, or a file such as questions.toml",
        )
    if as_of is not None:
        raise RequestError(
            "a file of questions has its own view",
            next_step="leave --as-of out, or name a relation",
        )
    return entries_of(path, making)
