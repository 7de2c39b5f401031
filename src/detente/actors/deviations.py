"""Where our facts about relations deviate from a data set, pair by pair and year by year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.actors.hand_made import table_of
from detente.span import parse_years

AGAINST = ("UCDP", "UCDP internationalised", "COW", "ICB")
"""Data sets with which the facts are compared."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One pair and some years in which our facts and a data set disagree, with the reason.

    Attributes
    ----------
    against : str
        One of `AGAINST`.
    one, other : str
        Letters of the two states.
    first, last : int
        Years.
    reason : str
        Why.
    followed : bool
        Whether the state of a relation follows the data set all the same.
    """

    against: str
    one: str
    other: str
    first: int
    last: int
    reason: str
    followed: bool = True

    @property
    def keys(self) -> frozenset[str]:
        """Give both states."""
        return frozenset((self.one, self.other))

    def covers(self, year: int) -> bool:
        """Tell whether a year is among its years.

        Parameters
        ----------
        year : int
            The year.
        """
        return self.first <= year <= self.last


@cache
def deviations() -> tuple[Deviation, ...]:
    """Read every deviation, a row a pair.

    Examples
    --------
    >>> any(row.keys == {"SAU", "YEM"} for row in deviations() if not row.followed)
    True
    """
    known: list[Deviation] = []
    for row in table_of("relations/deviations.toml")["deviation"]:
        first, last = parse_years(row["years"])
        for pair in row["pairs"].split():
            one, other = pair.split("-")
            known.append(
                Deviation(
                    against=row["against"],
                    one=one,
                    other=other,
                    first=first,
                    last=last,
                    reason=row["reason"],
                    followed=row.get("followed", True),
                )
            )
    return tuple(known)


@cache
def not_followed(against: str) -> dict[frozenset[str], tuple[Deviation, ...]]:
    """Give the deviations in which the state of a relation does not follow a data set, by pair.

    Parameters
    ----------
    against : str
        A data set; ``"UCDP"`` has its internationalised conflicts too.
    """
    known: dict[frozenset[str], tuple[Deviation, ...]] = {}
    for row in deviations():
        if row.against.startswith(against) and not row.followed:
            known[row.keys] = (*known.get(row.keys, ()), row)
    return known
