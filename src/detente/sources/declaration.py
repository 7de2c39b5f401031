"""Declarations: what a source is, where it comes from, under which terms, and what its tables must look like."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl

from detente.errors import SourceError
from detente.grain import Grain
from detente.store.table import TERMS

Parser = Callable[[Mapping[str, Path]], dict[str, pl.DataFrame]]
"""Takes the source's files by name, gives its tables by name."""

DTYPES = {
    "int": pl.Int64,
    "whole": pl.Int32,
    "small": pl.Int16,
    "flag": pl.Int8,
    "float": pl.Float64,
    "text": pl.String,
    "date": pl.Date,
    "bool": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source.

    Attributes
    ----------
    name : str
        Its name, in the mirror and in the store.
    url : str
        Where the producer keeps it; empty where it has to be fetched by hand.
    members : tuple of str
        Names inside an archive, from the outer to the inner; empty where the address gives the file itself.
    sha256 : str
        Digest of the file `name`.
    folder : str
        Folder of a mirror in which it lies; empty where it is that of the source.
    """

    name: str
    url: str
    members: tuple[str, ...]
    sha256: str
    folder: str = ""


@dataclass(frozen=True, slots=True)
class TableRule:
    """What a parsed table must look like.

    Attributes
    ----------
    id : str
        Name of the table.
    grain : Grain
        What a row is; its keys must be unique and never null.
    columns : dict
        Column name to dtype; exactly these, in this order.
    bounds : dict
        Column name to (lowest, highest) value that can be true.
    object : str
        File of the R object that the table is; empty where a parser of its own makes it.
    named : dict
        Column name to its name in that object, where the two differ.
    """

    id: str
    grain: Grain
    columns: dict[str, type[pl.DataType]]
    bounds: dict[str, tuple[float, float]]
    object: str = ""
    named: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A source: its declaration, read from the `.toml` beside the parser, and the parser.

    Attributes
    ----------
    id : str
        Short name.
    parse : callable
        Files by name to tables by name.
    """

    id: str
    parse: Parser

    @cached_property
    def _raw(self) -> dict[str, Any]:
        text = _text(self.id)
        raw = tomllib.loads(text)
        for wanted in (
            "title",
            "parser",
            "version",
            "terms",
            "licence",
            "citations",
            "page",
            "files",
            "tables",
        ):
            if wanted not in raw:
                raise SourceError(f"the declaration lacks '{wanted}'", where=f"{self.id}.toml")
        if raw["terms"] not in TERMS:
            raise SourceError(
                f"terms '{raw['terms']}' are not known", where=f"{self.id}.toml", near=TERMS
            )
        return raw

    @property
    def parser(self) -> str:
        """Parser of its files: ``rdata`` for R objects, else one of `sources.parsers`."""
        return str(self._raw["parser"])

    @property
    def title(self) -> str:
        """Name of the data set."""
        return str(self._raw["title"])

    @property
    def version(self) -> str:
        """Version declared."""
        return str(self._raw["version"])

    @property
    def terms(self) -> str:
        """Say ``open``, ``cite`` or ``no``."""
        return str(self._raw["terms"])

    @property
    def licence(self) -> str:
        """Name of the licence or a line on the terms."""
        return str(self._raw["licence"])

    @property
    def page(self) -> str:
        """Address of the producer's page, where a file can be fetched by hand."""
        return str(self._raw["page"])

    @property
    def mirror(self) -> str:
        """Folder of its files in a mirror; two sources may share one."""
        return str(self._raw.get("mirror", self.id))

    @property
    def citations(self) -> tuple[str, ...]:
        """Keys of the references to cite."""
        return tuple(self._raw["citations"])

    @property
    def note(self) -> str:
        """One line that a user should have read; may be empty."""
        return str(self._raw.get("note", ""))

    @property
    def estimates(self) -> bool:
        """Whether estimates from data that may not be passed on may be: only where the declaration says so."""
        return bool(self._raw.get("estimates", False))

    @property
    def years(self) -> tuple[int, int]:
        """First and last year declared."""
        first, last = self._raw["years"]
        return first, last

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """The files it consists of."""
        return tuple(
            SourceFile(
                f["name"],
                f.get("url", ""),
                tuple(f.get("members", ())),
                f["sha256"],
                f.get("folder", ""),
            )
            for f in self._raw["files"]
        )

    @cached_property
    def tables(self) -> dict[str, TableRule]:
        """Rules of its tables, by name."""
        return {
            name: TableRule(
                name,
                Grain[rule["grain"]],
                {c: DTYPES[t] for c, t in rule["columns"].items()},
                {c: (b[0], b[1]) for c, b in rule.get("bounds", {}).items()},
                rule.get("object", ""),
                dict(rule.get("named", {})),
            )
            for name, rule in self._raw["tables"].items()
        }


def _text(name: str) -> str:
    """Read the declaration of a source."""
    folder = files("detente.sources").joinpath("declarations")
    return folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
