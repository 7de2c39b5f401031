"""The data dictionary: what each column of a panel is, in one table that code, labels and docs read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.errors import PanelError


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a panel.

    Attributes
    ----------
    name, label, unit : str
        As ``columns.toml`` has them.
    """

    name: str
    label: str
    unit: str


@cache
def dictionary() -> dict[str, Column]:
    """Read the data dictionary.

    Examples
    --------
    >>> dictionary()["cinc"].unit
    'share'
    """
    table = tomllib.loads(files("detente").joinpath("columns.toml").read_text(encoding="utf-8"))
    return {name: Column(name, entry["label"], entry["unit"]) for name, entry in table.items()}


def describe(name: str) -> Column:
    """Describe a column; one that ends in 1 or 2 takes the entry of the state it belongs to.

    Raises
    ------
    PanelError
        For a column that the dictionary does not hold.

    Examples
    --------
    >>> describe("cinc2").label
    'Composite index of national capability, second state'
    """
    known = dictionary()
    if name in known:
        return known[name]
    if name[:-1] in known and name[-1] in "12":
        base = known[name[:-1]]
        return Column(name, f"{base.label}, {'first' if name[-1] == '1' else 'second'} state", base.unit)
    raise PanelError(f"column '{name}' is not in the data dictionary", where="columns.toml")
