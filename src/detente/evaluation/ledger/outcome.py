"""What became of a forecast: it came, it did not, a value, or nothing that can be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from detente.errors import LedgerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one forecast.

    Attributes
    ----------
    of : str
        Id of the forecast.
    value : float or None
        1 where it came, 0 where it did not, the value where one was asked for; None where it is
        void.
    void : str
        Why it cannot be judged; empty where it can.
    on : datetime.date
        Day on which the line was written.
    view : datetime.date
        Day from which the data were looked at.
    seen : float or None
        What the data say, before it is compared with a threshold.
    editions : mapping
        Source to its edition.
    """

    of: str
    value: float | None
    on: date
    view: date
    void: str = ""
    seen: float | None = None
    editions: Mapping[str, str]

    @property
    def is_void(self) -> bool:
        """Whether it cannot be judged."""
        return bool(self.void)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        days = {"on": self.on.isoformat(), "view": self.view.isoformat()}
        return {**asdict(self), **days, "editions": dict(self.editions)}

    @classmethod
    def from_plain(cls, given: Mapping[str, Any]) -> Outcome:
        """Read it from plain data.

        Parameters
        ----------
        given : mapping
            As `plain` gives it.

        Raises
        ------
        LedgerError
            Where a field is missing or unknown.
        """
        try:
            days = {name: date.fromisoformat(given[name]) for name in ("on", "view")}
            return cls(**{**given, **days})
        except (KeyError, TypeError, ValueError) as error:
            raise LedgerError(
                f"an outcome cannot be read ({error})", next_step="see docs/ledger.md"
            ) from error
