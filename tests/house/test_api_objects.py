"""The page on Python has an entry, with its attributes, for every object that one holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from inspect import get_annotations, getattr_static
from itertools import islice

import pytest

import detente
from detente.analysis.relation import Relation as Measured
from detente.scenarios.verbs import Event as Happening
from detente.store.catalog import Catalog
from tests.house.tree import ROOT

SAMPLE = 30
"""Items of a collection that are looked into."""
ALIKE = {Measured: "analysis.Relation", Happening: "scenarios.Event"}
"""Entries of classes whose name another class has too."""
ENDS = (Catalog,)
"""Objects whose parts are not handed out."""


def lazy(kind: type) -> list[str]:
    """Names of public properties, computed at once or when first asked for."""
    names = [name for name in dir(kind) if not name.startswith("_")]
    wanted = (property, cached_property)
    return [name for name in names if isinstance(getattr_static(kind, name), wanted)]


def held(value: object, known: dict[int, object]) -> Iterator[type]:
    """Classes of ours that can be reached from a value."""
    if isinstance(value, dict):
        value = (*value.keys(), *value.values())
    if isinstance(value, list | tuple | set | frozenset):
        for item in islice(value, SAMPLE):
            yield from held(item, known)
        return
    kind = type(value)
    if not kind.__module__.startswith("detente") or id(value) in known:
        return
    known[id(value)] = value  # kept alive, so that its id is not given to another
    yield kind
    if kind in ENDS:
        return
    names = [f.name for f in fields(value)] if is_dataclass(value) else []
    for name in (*names, *lazy(kind)):
        if not name.startswith("_"):
            yield from held(getattr(value, name), known)


def attributes(kind: type) -> set[str]:
    """Public names that a class of ours defines, fields included."""
    own = [c for c in kind.__mro__ if c.__module__.startswith("detente")]
    names = {name for c in own for name in (*vars(c), *get_annotations(c))}
    return {name for name in names if not name.startswith("_")}


@cache
def entries() -> dict[str, str]:
    """Text of each entry by name."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    parts = re.split(r"^#{3,4} `([A-Za-z_.]+)`\n", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.slow
def test_every_object_that_a_relation_hands_out_has_an_entry() -> None:
    relation = detente.relation("NATO", "Russia", as_of=2013)
    counted, simulated = relation.accounting(), relation.scenario()
    handed_out = (counted, simulated, relation, relation.windows(), relation.brief())
    kinds = set(held(handed_out, {}))
    assert len(kinds) > 40
    for kind in kinds:
        name = ALIKE.get(kind, kind.__name__)
        assert name in entries(), kind
        written = set(re.findall(r"`([a-z_0-9]+)(?:\([^`]*\))?`", entries()[name]))
        assert attributes(kind) <= written, (kind, attributes(kind) - written)
