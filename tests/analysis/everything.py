"""Everything that a view measures and says, as plain data that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any
from unittest.mock import patch

import numpy as np
import polars as pl

from detente.paper.brief import Brief
from detente.rules import argument
from detente.rules.shelf import SHELF
from detente.rules.trust import after
from detente.store.catalog import Catalog
from detente.store.memo import Memo

NOT_MEASURED = ("catalog", "tables", "relation", "document", "options")
"""Attributes that hold what was asked, and not what was measured."""
LATER = ("_whole",)
"""Attributes that hold what came after the view, by name."""
BEFORE = tuple(rule for rule in SHELF if rule.id != after.ID)
"""Every rule but the one that looks back on a past view, and says so."""


def everything(brief: Brief) -> dict[str, object]:
    """Give every part of a brief and of its relation, lazy ones included, by name."""
    with patch.object(argument, "SHELF", BEFORE):
        return _everything(brief)


def _everything(brief: Brief) -> dict[str, object]:
    parts = dict(_parts(brief, "brief"))
    relation = brief.relation
    parts["measures"] = plain(relation.measures())
    for name, value in _lazy(relation):
        inner = dict(_parts(value, name)) if _has_lazy(value) else {name: plain(value)}
        parts |= inner
    return parts


def _parts(owner: object, prefix: str) -> Iterator[tuple[str, object]]:
    for name, value in _lazy(owner):
        yield f"{prefix}.{name}", plain(value)


def _lazy(owner: object) -> Iterator[tuple[str, object]]:
    for kind in type(owner).__mro__:
        for name, attribute in vars(kind).items():
            if isinstance(attribute, cached_property) and name not in (*NOT_MEASURED, *LATER):
                yield name, getattr(owner, name)


def _has_lazy(value: object) -> bool:
    return any(isinstance(a, cached_property) for a in vars(type(value)).values())


def _key(key: tuple[Any, ...]) -> str:
    """Name what a memo keeps: its function and the arguments, as data."""
    make, *given = key
    return f"{make.__module__}.{make.__qualname__} {plain(given)}"


def plain(value: Any) -> object:
    """Reduce a value to numbers, texts, lists and dicts; the catalog behind it is left out."""
    if isinstance(value, Catalog) or callable(value):
        return None  # what is not measured yet is reached by the part that measures it
    if isinstance(value, Memo):
        return {_key(key): plain(made) for key, made in value._results.items()}
    if isinstance(value, pl.DataFrame):
        return value.to_dict(as_series=False)
    if isinstance(value, np.ndarray):
        return value.tolist()
    if is_dataclass(value) and not isinstance(value, type):
        held = {
            f.name: plain(getattr(value, f.name))
            for f in fields(value)
            if f.name not in NOT_MEASURED
        }
        return held | (
            {name: plain(inner) for name, inner in _lazy(value)} if _has_lazy(value) else {}
        )
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return value if isinstance(value, float | int | str | bool) else repr(value)
