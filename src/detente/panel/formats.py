"""Limits of Stata and SPSS, met openly: names that they allow, and numbers that they can hold.

A column whose name a format does not allow is written under one that it does; the label goes with
it and ends with the column's own name in brackets, so that the file can be read back under the own
names. A number that a type has no room for widens the column.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import polars as pl

from detente.columns import Column
from detente.errors import PanelError

LABEL = 80
"""Characters that Stata has for a label."""
STATA_WORDS = frozenset(
    [
        "aggregate",
        "array",
        "boolean",
        "break",
        "byte",
        "case",
        "catch",
        "class",
        "colvector",
        "complex",
        "const",
        "continue",
        "default",
        "delegate",
        "delete",
        "do",
        "double",
        "else",
        "eltypedef",
        "end",
        "enum",
        "explicit",
        "export",
        "external",
        "float",
        "for",
        "friend",
        "function",
        "global",
        "goto",
        "if",
        "in",
        "inline",
        "int",
        "local",
        "long",
        "NULL",
        "pragma",
        "protected",
        "quad",
        "rowvector",
        "short",
        "strL",
        "typedef",
        "typename",
        "using",
        "virtual",
        "with",
        "_all",
        "_b",
        "_coef",
        "_cons",
        "_n",
        "_N",
        "_pi",
        "_pred",
        "_rc",
        "_se",
        "_skip",
        "_weight",
    ]
)
"""Words that Stata keeps for itself; so are ``str1`` to ``str2045``."""
SPSS_WORDS = frozenset(
    ["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"]
)
"""Words that SPSS keeps for itself, in capitals or not."""
LARGEST_WHOLE, SMALLEST_WHOLE = 2_147_483_620, -2_147_483_647
"""Whole numbers that Stata has room for: 27 larger ones stand for missing values."""
EXACT = 2**53
"""Whole numbers up to this are exact in a floating-point number."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a format allows a column to be called.

    Attributes
    ----------
    name : str
        Of the format.
    longest : int
        Characters of a name.
    signs : str
        Those that a name may have, as a class of a regular expression.
    reserved : frozenset of str
        Words that no column may be called.
    begins : str
        What is put before a name that begins with no letter, or is reserved.
    first : str
        Signs with which a name may begin, as a class of a regular expression.
    largest : float
        Largest number of either sign that a cell holds.
    folds : bool
        Whether capitals make no difference.
    """

    name: str
    longest: int
    signs: str
    reserved: frozenset[str]
    begins: str
    first: str
    largest: float
    folds: bool = False

    def is_legal(self, name: str) -> bool:
        """Tell whether a column may have this name.

        Parameters
        ----------
        name : str
            The name.

        Examples
        --------
        >>> STATA.is_legal("gdp_pc"), STATA.is_legal("long"), SPSS.is_legal("gdp.pc")
        (True, False, True)
        """
        word = name.upper() if self.folds else name
        fits = re.fullmatch(f"[{self.first}][{self.signs}]*(?<![.])", name) is not None
        kept = word in self.reserved or (not self.folds and re.fullmatch(r"str\d+", name))
        return fits and not kept and len(name) <= self.longest

    def legal(self, names: Iterable[str]) -> dict[str, str]:
        """Give each column a name that the format allows: its own where that is one.

        Parameters
        ----------
        names : iterable of str
            The columns' own names.

        Returns
        -------
        dict
            Own name to the name in the file; no two are the same.

        Examples
        --------
        >>> STATA.legal(["gdp_pc", "gdp.pc", "long", "2013gdp"])
        {'gdp_pc': 'gdp_pc', 'gdp.pc': 'gdp_pc_2', 'long': '_long', '2013gdp': '_2013gdp'}
        """
        own = list(names)
        found: dict[str, str] = {}
        taken: set[str] = set()
        # who has a legal name keeps it, so that names are made for the others afterwards
        for name in sorted(own, key=lambda one: not self.is_legal(one)):
            keeps = self.is_legal(name) and self._folded(name) not in taken
            found[name] = name if keeps else self._made(name, taken)
            taken.add(self._folded(found[name]))
        return {name: found[name] for name in own}

    def _folded(self, name: str) -> str:
        return name.upper() if self.folds else name

    def _made(self, name: str, taken: Collection[str]) -> str:
        """Make a name from one that is not allowed: signs replaced, shortened, numbered."""
        signs = re.sub(f"[^{self.signs}]", "_", name).rstrip(".") or "_"
        plain = signs[: self.longest]
        if not self.is_legal(plain):
            plain = f"{self.begins}{plain}"[: self.longest]
        number, tried = 1, plain
        while self._folded(tried) in taken or not self.is_legal(tried):
            number += 1
            ending = f"_{number}"
            tried = f"{plain[: self.longest - len(ending)]}{ending}"
        return tried


STATA = Format(
    "Stata",
    32,
    signs="A-Za-z0-9_",
    reserved=STATA_WORDS,
    begins="_",
    first="A-Za-z_",
    largest=8.988465674311579e307,
)
SPSS = Format(
    "SPSS",
    64,
    signs="A-Za-z0-9_.",
    reserved=SPSS_WORDS,
    begins="v_",
    first="A-Za-z",
    largest=1.7976931348623155e308,
    folds=True,
)


def labels(codebook: Iterable[Column], called: dict[str, str]) -> dict[str, str]:
    """Give each label, with the column's own name at its end where the file has another.

    Parameters
    ----------
    codebook : iterable of Column
        Describes the columns.
    called : dict
        Own name to the name in the file.

    Returns
    -------
    dict
        Name in the file to label, of at most 80 characters.

    Examples
    --------
    >>> labels([Column("gdp.pc", "GDP per head", "dollars")], {"gdp.pc": "gdp_pc"})
    {'gdp_pc': 'GDP per head (dollars) [gdp.pc]'}
    """
    return {called[column.name]: _label(column, called[column.name]) for column in codebook}


def _label(column: Column, name: str) -> str:
    """Shorten the words of a label, never the name."""
    words = f"{column.label} ({column.unit})"
    if name == column.name:
        return textwrap.shorten(words, LABEL, placeholder=" ...")
    own = f"[{column.name}]"[:LABEL]
    room = LABEL - len(own) - 1
    said = textwrap.shorten(words, room, placeholder=" ...") if room > len(" ...") else ""
    return f"{said} {own}".strip()


def statements(kind: Format, called: dict[str, str], widened: Iterable[str] = ()) -> list[str]:
    """Say which columns have another name in the file, and which another type.

    Parameters
    ----------
    kind : Format
        The format.
    called : dict
        Own name to the name in the file.
    widened : iterable of str
        Columns of whole numbers that are written as floating-point numbers.

    Examples
    --------
    >>> statements(STATA, {"long": "_long"}, ["n"])
    ["Stata has no name 'long': it is written as '_long'", "'n' is widened to a double in Stata"]
    """
    other = [(own, name) for own, name in called.items() if own != name]
    names = [f"{kind.name} has no name '{own}': it is written as '{name}'" for own, name in other]
    return [*names, *(f"'{name}' is widened to a double in {kind.name}" for name in widened)]


def emptied(kind: Format, frame: pl.DataFrame) -> list[str]:
    """Say in which columns infinite numbers, or those beyond a format's largest, become empty.

    Parameters
    ----------
    kind : Format
        The format.
    frame : polars.DataFrame
        The rows.

    Examples
    --------
    >>> emptied(STATA, pl.DataFrame({"a": [1.0, float("inf")], "b": [1.0, None]}))
    ["'a' has 1 number that Stata cannot hold: it is empty in the file"]
    """
    floats = [name for name, of in frame.schema.items() if of.is_float()]
    beyond = frame.select((pl.col(name).abs() > kind.largest).sum() for name in floats)
    counts = {name: int(beyond[name][0] or 0) for name in floats}
    return [
        f"'{name}' has {count:,} number{'s' if count > 1 else ''} that {kind.name} cannot hold: "
        f"{'they are' if count > 1 else 'it is'} empty in the file"
        for name, count in counts.items()
        if count
    ]


def too_large(frame: pl.DataFrame) -> tuple[str, ...]:
    """Name the columns with whole numbers that Stata has no room for.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.

    Raises
    ------
    PanelError
        Where a number cannot be written exactly in any way.

    Examples
    --------
    >>> too_large(pl.DataFrame({"a": [2_147_483_645], "b": [1]}))
    ('a',)
    """
    whole = [name for name, kind in frame.schema.items() if kind.is_integer()]
    beyond = [name for name in whole if _beyond(frame[name], SMALLEST_WHOLE, LARGEST_WHOLE)]
    for name in beyond:
        if _beyond(frame[name], -EXACT, EXACT):
            raise PanelError(
                f"'{name}' has whole numbers beyond {EXACT:,}, which no number of Stata or SPSS "
                "holds exactly",
                next_step="write .parquet or .csv, or turn the column into text",
            )
    return tuple(beyond)


def _beyond(column: pl.Series, low: int, high: int) -> bool:
    """Tell whether a column of whole numbers has one outside some bounds."""
    least, most = column.min(), column.max()
    return isinstance(least, int) and isinstance(most, int) and (least < low or most > high)
