"""Every public object says what it takes, gives and refuses, has an example, and is on the site."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

import detente as dt
from tests.docs.collect import ROOT, fenced

PAGES = sorted((ROOT / "docs" / "reference").glob("*.md"))
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
SHOWN = [name for text in TEXTS.values() for name in re.findall(r"^::: (\S+)$", text, re.M)]
CODE = "\n".join(block for text in TEXTS.values() for block in fenced(text, "python"))
WHOLE = ("Panel", "Relation")
"""Classes that users hold: every member is described in full."""


def sections(value: Any) -> set[str]:
    """Name the sections of a docstring."""
    return set(re.findall(r"^(\w+)\n-+$", inspect.getdoc(value) or "", re.M))


def members(name: str) -> Iterator[tuple[str, Any]]:
    """Give the public members of a class that are its own."""
    for member, value in vars(getattr(dt, name)).items():
        is_read = isinstance(value, property | cached_property)
        if not member.startswith("_") and (is_read or inspect.isfunction(value)):
            yield member, value


def has_example(name: str, value: Any) -> bool:
    """Tell whether an object is shown in use: by itself, or in a block of the reference."""
    return "Examples" in sections(value) or bool(re.search(rf"\.{name}\b", CODE))


@pytest.mark.parametrize("name", dt.__all__)
def test_a_public_object_is_described_in_full(name: str) -> None:
    value = getattr(dt, name)
    found = sections(value)
    assert has_example(name, value), f"{name} has no example"
    if inspect.isclass(value):
        assert "Attributes" in found, f"{name} says nothing of its parts"
        return
    assert {"Parameters", "Returns", "Raises"} <= found, f"{name} has only {found}"


@pytest.mark.parametrize("name", WHOLE)
def test_every_member_has_an_example(name: str) -> None:
    for member, value in members(name):
        assert has_example(member, value), f"{name}.{member} has no example"
        if inspect.isfunction(value) and len(inspect.signature(value).parameters) > 1:
            assert "Parameters" in sections(value), f"{name}.{member}"


def test_every_public_object_is_on_one_page() -> None:
    public = [name for name in SHOWN if name.removeprefix("detente.") in dt.__all__]
    errors = "detente.errors" in SHOWN
    assert sorted(public) == sorted(
        f"detente.{name}" for name in dt.__all__ if name != "DetenteError"
    )
    assert errors and len(SHOWN) == len(set(SHOWN))


def test_what_functions_give_is_on_the_page_of_results() -> None:
    shown = {name.rpartition(".")[2] for name in SHOWN}
    for name in dt.__all__:
        value = getattr(dt, name)
        if inspect.isfunction(value):
            said = inspect.getdoc(value) or ""
            given = re.search(r"^Returns\n-+\n(?:tuple of )?(\w+)", said, re.M)
            if given and given[1] not in ("polars", "tuple"):
                assert given[1] in shown, f"{name} gives a {given[1]}"
