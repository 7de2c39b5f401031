"""Declarations: what a source is, where it is, under which terms, and how its tables must look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import tomli

from detente.actors.match_report import Matched
from detente.errors import SourceError
from detente.grain import Grain
from detente.sources.addresses import UNKNOWN, Address, Ahead, address, ahead, name_in
from detente.store.table import TERMS

Parser = Callable[[Mapping[str, Path]], Mapping[str, pl.DataFrame | Matched]]
"""Takes the source's files by name, gives its tables by name; a table whose states were matched
comes with the reports of what became of its rows."""
UNKNOWN_AT_MOST = 0.02
"""Part of a table's rows with a name or code that may be unknown, where its declaration gives no
other."""

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

REQUIRED = (
    "title",
    "parser",
    "version",
    "terms",
    "licence",
    "citations",
    "page",
    "files",
    "tables",
)
"""What every declaration must say."""


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
        Names inside an archive, from the outer to the inner, with ``*`` for a part that changes
        with the edition; empty where the address gives the file itself.
    sha256 : str
        Digest of the file `name`; `UNKNOWN` where no file of the edition could be read.
    folder : str
        Folder of a mirror in which it lies; empty where it is that of the source.
    accept : str
        Media type that the producer's interface is asked for; empty where the address says it all.
    also : tuple of Address
        Further places where the producer keeps it, in the order in which they are tried.
    size : int
        Bytes of the declared edition; 0 where no file of it could be read.
    ahead : tuple of Ahead
        How the producer names the editions after the declared one; empty where nobody knows, or
        where the address always gives the newest.
    """

    name: str
    url: str
    members: tuple[str, ...]
    sha256: str
    folder: str = ""
    accept: str = ""
    also: tuple[Address, ...] = ()
    size: int = 0
    ahead: tuple[Ahead, ...] = ()

    @property
    def later(self) -> tuple[Address, ...]:
        """Where later editions would be by the producer's own numbering, the newest first."""
        year = date.today().year
        return tuple(found for one in self.ahead for found in one.addresses(year))

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Where the producer keeps it, in the order in which the places are tried."""
        if not self.url:
            return self.also
        first = Address(
            name=name_in(self.url),
            url=self.url,
            members=self.members,
            accept=self.accept,
            sha256=self.sha256,
        )
        return (first, *self.also)

    @property
    def names(self) -> tuple[str, ...]:
        """Names under which it is taken from a folder: that of the mirror, then the producer's."""
        official = [
            name
            for one in self.addresses
            for name in (one.kept_as if one.has_own_form else "", one.name)
        ]
        return tuple(dict.fromkeys((self.name, *filter(None, official))))

    def form(self, name: str) -> Address | None:
        """Find the form of its own in which a file of this name is; None where it is as declared.

        Parameters
        ----------
        name : str
            Name of the file at hand.
        """
        known = (*self.addresses, *self.later)
        forms = (one for one in known if one.has_own_form and one.kept_as == name)
        return None if name == self.name else next(forms, None)

    @property
    def has_digest(self) -> bool:
        """Tell whether the declaration knows the digest of the file."""
        return self.sha256 != UNKNOWN

    def is_declared(self, digest: str) -> bool:
        """Tell whether a file with this digest is the declared one.

        Where no digest is known any file is: it is recorded with its own.

        Parameters
        ----------
        digest : str
            Digest of the file at hand.
        """
        return not self.has_digest or digest == self.sha256


@dataclass(frozen=True, slots=True)
class Missing:
    """Values of some columns that stand for "not available": they become null.

    Attributes
    ----------
    columns : tuple of str
        The columns.
    means : str
        What the value stands for, and who says so, in one line.
    values : tuple
        The values: numbers, or texts in a column of text. Empty where `where` alone decides.
    where : str
        Condition on the row, in SQL; empty where the values always mean it.
    cells : int
        Cells of the declared edition that become null; a mirror test counts them.
    """

    columns: tuple[str, ...]
    means: str
    values: tuple[float | str, ...] = ()
    where: str = ""
    cells: int = 0

    def line(self) -> str:
        """Say which values are missing, what they stand for, and how many cells there are.

        Examples
        --------
        >>> Missing(("milex",), "no figure", (0,), "milper > 0", 36).line()
        'milex 0 where milper > 0: no figure (36 cells)'
        """
        # an empty text would not show
        values = [str(value) or "an empty text" for value in self.values]
        condition = [f"where {self.where}"] if self.where else []
        which = " ".join([", ".join(self.columns), *filter(None, [", ".join(values)]), *condition])
        return f"{which}: {self.means} ({self.cells:,} cells)"


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
    missing : tuple of Missing
        Values that stand for "not available" and become null.
    published : str
        Name of the table whose cells this one holds as they were published, codes and zeros for
        missing values included (all but those that its own `missing` names), for replication; empty
        for every other table.
    incomplete : str
        What the table lacks, where a row that is not there means nothing; empty where it is whole.
    unknown_at_most : float
        Part of the rows whose name or code may be unknown.
    """

    id: str
    grain: Grain
    columns: dict[str, type[pl.DataType]]
    bounds: dict[str, tuple[float, float]]
    object: str = ""
    named: dict[str, str] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    published: str = ""
    incomplete: str = ""
    unknown_at_most: float = UNKNOWN_AT_MOST


@dataclass(frozen=True)
class Source:
    """A source: its declaration, read from ``declarations/ID.toml``, and its parser.

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
        return _read(self.id)

    @property
    def parser(self) -> str:
        """Name of the module of `sources.parsers` that reads its files: ``rdata`` for R objects."""
        return str(self._raw["parser"])

    @property
    def title(self) -> str:
        """Name of the data set."""
        return str(self._raw["title"])

    @property
    def short(self) -> str:
        """Name under which readers know it; its id where the declaration gives none."""
        return str(self._raw.get("short", self.id))

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
    def own_store(self) -> str:
        """What only a user's own store can hold, by the terms; empty where nothing is."""
        return str(self._raw.get("own_store", ""))

    @property
    def registration(self) -> str:
        """Steps to a file that only registered users get; empty where none is needed."""
        return str(self._raw.get("registration", ""))

    @property
    def by_hand(self) -> str:
        """Steps to a file that no address gives; empty where one does."""
        return str(self._raw.get("by_hand", ""))

    @property
    def layout_seen(self) -> str:
        """Where the layout of its files was read, for a source of which no file could be tried.

        Empty where the parser was tried on the producer's own files.
        """
        return str(self._raw.get("layout_seen", ""))

    @property
    def limit(self) -> int:
        """Bytes that its files may have, where they are larger than those of most sources."""
        return int(self._raw.get("max_mb", 0)) * 1_000_000

    @property
    def estimates(self) -> bool:
        """Whether estimates from data that may not be passed on may be passed on."""
        return bool(self._raw.get("estimates", False))

    @property
    def years(self) -> tuple[int, int]:
        """First and last year declared."""
        first, last = self._raw["years"]
        return first, last

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """The files it consists of."""
        return tuple(_file(declared) for declared in self._raw["files"])

    @cached_property
    def tables(self) -> dict[str, TableRule]:
        """Rules of its tables, by name."""
        return _rules(self._raw["tables"], f"{self.id}.toml")


def _read(name: str) -> dict[str, Any]:
    """Read the declaration of a source, which must say all that is required."""
    path = files("detente.sources").joinpath("declarations", f"{name}.toml")
    raw = tomli.loads(path.read_text(encoding="utf-8"))
    for key in REQUIRED:
        if key not in raw:
            raise SourceError(f"the declaration lacks '{key}'", where=f"{name}.toml")
    if raw["terms"] not in TERMS:
        raise SourceError(f"terms '{raw['terms']}' are not known", where=f"{name}.toml", near=TERMS)
    if raw["terms"] == "no" and "own_store" not in raw:
        raise SourceError(
            "terms are 'no', but 'own_store' does not say what a user's own store alone can hold",
            where=f"{name}.toml",
        )
    return raw


def _file(declared: dict[str, Any]) -> SourceFile:
    """Read the declaration of a file."""
    digest = declared["sha256"]
    also = tuple(address(one, sha256=digest) for one in declared.get("also", ()))
    later = tuple(ahead(one) for one in declared.get("next", ()))
    texts = {name: declared.get(name, "") for name in ("url", "folder", "accept")}
    return SourceFile(
        name=declared["name"],
        members=tuple(declared.get("members", ())),
        sha256=digest,
        also=also,
        ahead=later,
        size=int(declared.get("bytes", 0)),
        **texts,
    )


def _rules(declared: dict[str, Any], where: str) -> dict[str, TableRule]:
    """Read the declarations of all tables; one of published cells looks as the table it names."""
    rules = {
        name: _rule(name, table) for name, table in declared.items() if "published" not in table
    }
    for name, table in declared.items():
        if "published" in table:
            rules[name] = _published(name, table, rules, where)
    for rule in rules.values():
        _check_missing(rule, where)
    return rules


def _rule(name: str, declared: dict[str, Any]) -> TableRule:
    """Read the declaration of a table."""
    columns = {column: DTYPES[dtype] for column, dtype in declared["columns"].items()}
    bounds = {column: (low, high) for column, (low, high) in declared.get("bounds", {}).items()}
    missing = tuple(_missing(entry) for entry in declared.get("missing", ()))
    object, named = declared.get("object", ""), dict(declared.get("named", {}))
    return TableRule(
        id=name,
        grain=Grain[declared["grain"]],
        columns=columns,
        bounds=bounds,
        object=object,
        named=named,
        incomplete=str(declared.get("incomplete", "")),
        unknown_at_most=float(declared.get("unknown_at_most", UNKNOWN_AT_MOST)),
        missing=missing,
    )


def _published(
    name: str, declared: dict[str, Any], rules: dict[str, TableRule], where: str
) -> TableRule:
    """Read the declaration of a table that holds the cells of another as published."""
    base = declared["published"]
    if base not in rules:
        raise SourceError(
            f"table '{name}' holds the cells of '{base}', which is not declared",
            where=where,
            near=tuple(rules),
        )
    # bounds hold for values, not for the codes that stand for missing ones
    missing = tuple(_missing(entry) for entry in declared.get("missing", ()))
    return replace(rules[base], id=name, bounds={}, missing=missing, published=base)


def _missing(declared: dict[str, Any]) -> Missing:
    """Read one declaration of missing values."""
    return Missing(
        columns=tuple(declared["columns"]),
        means=declared["means"],
        values=tuple(declared.get("values", ())),
        where=declared.get("where", ""),
        cells=declared.get("cells", 0),
    )


def _check_missing(rule: TableRule, where: str) -> None:
    """Refuse missing values of a column that the table lacks, and a rule without any condition."""
    for entry in rule.missing:
        unknown = [name for name in entry.columns if name not in rule.columns]
        if unknown:
            raise SourceError(
                f"table '{rule.id}' has no column '{unknown[0]}' that could be missing",
                where=where,
                near=tuple(rule.columns),
            )
        if not entry.values and not entry.where:
            raise SourceError(
                f"missing values of '{entry.columns[0]}' have neither values nor a condition",
                where=where,
            )
