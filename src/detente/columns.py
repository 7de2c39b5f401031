"""The data dictionary: what each column of a panel is, in one table that code, labels and docs
read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import tomli

from detente.errors import PanelError


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a panel.

    Attributes
    ----------
    name, label, unit : str
        As ``columns.toml`` has them.
    values : tuple of (int, str)
        What its codes stand for; empty where its values are numbers or text.
    source : str
        Source and edition, in the codebook of a panel.
    """

    name: str
    label: str
    unit: str
    values: tuple[tuple[int, str], ...] = ()
    source: str = ""


ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth"}


def which(side: str) -> str:
    """Say which of several states a column is about.

    Parameters
    ----------
    side : str
        Number of the state in the row.

    Examples
    --------
    >>> which("2"), which("12")
    ('second state', 'state 12')
    """
    return f"{ORDINALS[side]} state" if side in ORDINALS else f"state {side}"


MEMBERSHIP = ((0, "none"), (1, "full"), (2, "associate"), (3, "observer"))


@cache
def dictionary() -> dict[str, Column]:
    """Read the data dictionary.

    Examples
    --------
    >>> dictionary()["cinc"].unit
    'share'
    """
    table = tomli.loads(files("detente").joinpath("columns.toml").read_text(encoding="utf-8"))
    return {
        name: Column(
            name,
            entry["label"],
            unit=entry["unit"],
            values=tuple((int(code), text) for code, text in entry.get("values", {}).items()),
        )
        for name, entry in table.items()
    }


def describe(name: str) -> Column:
    """Describe a column; one that ends in 1 or 2 takes the entry of the state it belongs to.

    Parameters
    ----------
    name : str
        Name of the column.

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
    bare = name.rstrip("0123456789")
    if bare in known or name[:-1] in known:
        base = known.get(name[:-1], known.get(bare))
        assert base is not None
        return replace(
            base,
            name=name,
            label=f"{base.label}, {which(name[-1] if name[:-1] in known else name[len(bare) :])}",
        )
    if name.startswith("igo_"):
        return Column(name, f"Membership in {name[4:].upper()}", unit="level", values=MEMBERSHIP)
    raise PanelError(f"column '{name}' is not in the data dictionary", where="columns.toml")
