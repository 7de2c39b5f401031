"""Sound files of every source: those that the parsers' own tests write, gathered once."""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from detente.sources import ingest
from detente.sources.declaration import Source
from tests.sources import (
    test_conflict_parsers,
    test_forecast_parsers,
    test_names_sources,
    test_panel_sources,
    test_parsers,
    test_sanction_sources,
    test_trade_sources,
)

MODULES: tuple[ModuleType, ...] = (
    test_parsers,
    test_conflict_parsers,
    test_forecast_parsers,
    test_names_sources,
    test_panel_sources,
    test_sanction_sources,
    test_trade_sources,
)
LARGEST = 200_000
"""Bytes of a sample: larger ones are left out."""
TEXTS = frozenset((".csv", ".tsv", ".tab", ".txt", ".json", ".geojson", ".xml", ".md"))


@dataclass(frozen=True)
class Sample:
    """The files of a source.

    Attributes
    ----------
    source : Source
        Whose they are.
    files : mapping
        Declared name to the name under which a file lies, and its bytes.
    """

    source: Source
    files: Mapping[str, tuple[str, bytes]]

    @property
    def is_text(self) -> bool:
        """Whether the first file is a text."""
        name, _ = next(iter(self.files.values()))
        return Path(name).suffix in TEXTS


def _tests() -> Iterator[Callable[..., object]]:
    """Give the tests that need a folder and nothing else."""
    for module in MODULES:
        for name, test in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("test_") and list(inspect.signature(test).parameters) == [
                "tmp_path"
            ]:
                yield test


@contextmanager
def _kept(samples: list[Sample]) -> Iterator[None]:
    """Keep what is handed to the parsers."""
    before = ingest._parsed

    def parsed(source: Source, paths: Mapping[str, Path], limit: int | None) -> Any:
        files = {name: (path.name, path.read_bytes()) for name, path in paths.items()}
        found = before(source, paths, limit)
        if files and max(len(data) for _, data in files.values()) <= LARGEST:
            samples.append(Sample(source, files))
        return found

    ingest._parsed = parsed
    try:
        yield
    finally:
        ingest._parsed = before


@cache
def samples() -> tuple[Sample, ...]:
    """Give the sound files of every source whose parser has a test."""
    found: list[Sample] = []
    with _kept(found):
        for test in _tests():
            with tempfile.TemporaryDirectory() as folder:
                test(Path(folder))
    return tuple(found)


@cache
def of_kind(*, text: bool) -> tuple[Sample, ...]:
    """Give the samples that are texts, or those that are not."""
    return tuple(one for one in samples() if one.is_text == text)
