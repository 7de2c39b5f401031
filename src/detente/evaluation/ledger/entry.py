"""An entry: a question, what is forecast, what a simple rule says, and what will decide it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from math import isfinite
from typing import Any

from detente.errors import LedgerError
from detente.evaluation.ledger.condition import Condition

KINDS = {
    "share": "a share of the system",
    "risk": "the risk of a dispute",
    "window": "a window of opportunity",
    "watch": "a thing to watch",
    "scenario": "which future we are in",
    "own": "a question of one's own",
}
"""Kinds of entries, as a reader would call them."""
LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Levels of the quantiles of a share."""
DECIMALS, DIGITS = 6, 6
"""Decimals of a probability, and significant digits of a quantile, in the ledger."""
TEXTS = ("id", "kind", "question", "rule", "method")
DAYS = ("view", "made_on", "deadline", "void_after")
OPTIONAL = ("first", "second", "baseline_is", "software", "note")


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said to come: a probability, or quantiles.

    Attributes
    ----------
    probability : float or None
        That the question is answered with yes.
    levels, values : tuple of float
        Levels of quantiles, and the quantiles, both ascending.
    """

    probability: float | None = None
    levels: tuple[float, ...] = ()
    values: tuple[float, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Give it as plain data, rounded."""
        if self.probability is not None:
            return {"probability": round(self.probability, DECIMALS)}
        return {
            "levels": list(self.levels),
            "values": [float(f"{value:.{DIGITS}g}") for value in self.values],
        }

    @classmethod
    def from_plain(cls, given: Mapping[str, Any]) -> Stated:
        """Read it from plain data.

        Parameters
        ----------
        given : mapping
            As `plain` gives it.

        Raises
        ------
        LedgerError
            Where it is neither a probability nor ascending quantiles.

        Examples
        --------
        >>> Stated.from_plain({"probability": 0.2}).probability
        0.2
        """
        if not isinstance(given, Mapping):
            raise LedgerError("a forecast holds no fields", next_step="write { probability = 0.2 }")
        if set(given) == {"probability"} and _is_part(given["probability"]):
            return cls(float(given["probability"]))
        if set(given) == {"levels", "values"} and _are_quantiles(**given):
            return cls(None, tuple(given["levels"]), values=tuple(map(float, given["values"])))
        raise LedgerError(
            "a forecast is neither a probability from 0 to 1 nor ascending quantiles",
            next_step="write { probability = 0.2 }, or levels and as many values",
        )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_part(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _are_quantiles(levels: Any, values: Any) -> bool:
    both = (levels, values)
    if not all(isinstance(one, list) and one and all(map(_is_number, one)) for one in both):
        return False
    rising = all(low < high for low, high in pairwise(levels))
    ordered = all(low <= high for low, high in pairwise(values))
    return rising and ordered and len(levels) == len(values) and all(map(_is_part, levels))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One forecast, written down before its day.

    Attributes
    ----------
    id : str
        Its name; no two entries of a ledger have the same.
    kind : str
        One of `KINDS`.
    first, second : str
        Keys of the relation; empty where the question is about none.
    question : str
        What is asked, in words.
    rule : str
        How the answer is read from the data, in words.
    decided_by : Condition
        The same as data.
    forecast, baseline : Stated or None
        What the method says, and what a simple rule says; None where only a threshold is
        published.
    baseline_is : str
        What the simple rule is.
    view : datetime.date
        Day from which the data were looked at: nothing later went into the forecast.
    made_on : datetime.date
        Day on which the entry was written.
    deadline : datetime.date
        Last day that the question is about.
    void_after : datetime.date
        Day after which it is void where no data have decided it.
    method, software : str
        Id of the method, and the edition of this library.
    editions : mapping
        Source to its edition when the forecast was made.
    note : str
        What a reader should know of it; may be empty.
    """

    id: str
    kind: str
    question: str
    rule: str
    decided_by: Condition
    view: date
    made_on: date
    deadline: date
    void_after: date
    method: str
    first: str = ""
    second: str = ""
    forecast: Stated | None = None
    baseline: Stated | None = None
    baseline_is: str = ""
    software: str = ""
    note: str = ""
    editions: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_retrospective(self) -> bool:
        """Whether its last day was over when it was written: scored apart."""
        return self.deadline <= self.made_on

    @property
    def is_scored(self) -> bool:
        """Whether it says something that can be scored, beside a baseline."""
        return self.forecast is not None and self.baseline is not None

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        texts = {name: getattr(self, name) for name in (*TEXTS, *OPTIONAL)}
        days = {name: getattr(self, name).isoformat() for name in DAYS}
        stated = {"forecast": self.forecast, "baseline": self.baseline}
        said = {name: None if one is None else one.plain() for name, one in stated.items()}
        made = {"retrospective": self.is_retrospective, "editions": dict(self.editions)}
        return {**texts, **days, **said, **made, "decided_by": self.decided_by.plain()}

    @classmethod
    def from_plain(cls, given: Mapping[str, Any]) -> Entry:
        """Read an entry from plain data.

        Parameters
        ----------
        given : mapping
            As `plain` gives it; whether it is retrospective follows from its days.

        Raises
        ------
        LedgerError
            Where a field is missing, unknown or makes no sense.
        """
        name = str(given.get("id", ""))[:60] or "an entry without an id"
        parts = ("retrospective", "decided_by", "forecast", "baseline", "editions")
        unknown = sorted(set(given) - {*TEXTS, *OPTIONAL, *DAYS, *parts})
        if unknown:
            raise _fault(name, f"has a field '{unknown[0]}' that nobody knows")
        texts = {one: given.get(one, "") for one in (*TEXTS, *OPTIONAL)}
        for one in TEXTS:
            if not texts[one] or not isinstance(texts[one], str):
                raise _fault(name, f"needs '{one}'")
        for one in OPTIONAL:
            if not isinstance(texts[one], str):
                raise _fault(name, f"needs '{one}' as a text, or none")
        if texts["kind"] not in KINDS:
            raise _fault(name, f"is of a kind '{texts['kind']}'", near=tuple(KINDS))
        if not isinstance(given.get("decided_by"), Mapping):
            raise _fault(name, "needs 'decided_by': the data that decide it")
        fields: dict[str, Any] = dict(texts)
        fields |= {one: read_day(given.get(one), one, name) for one in DAYS}
        read = cls(
            **fields,
            decided_by=Condition.from_plain(given["decided_by"]),
            forecast=_stated(given.get("forecast")),
            baseline=_stated(given.get("baseline")),
            editions=_editions(given.get("editions", {}), name),
        )
        read._check()
        return read

    def _check(self) -> None:
        """Refuse days out of order, and a forecast of another form than its question."""
        if self.view > self.made_on:
            raise _fault(self.id, f"was made on {self.made_on}, before its view {self.view}")
        if self.void_after < self.deadline:
            raise _fault(self.id, "would be void before its deadline")
        for stated in (self.forecast, self.baseline):
            is_chance = stated is not None and stated.probability is not None
            if stated is not None and is_chance != self.decided_by.is_yes_or_no:
                form = "a probability" if self.decided_by.is_yes_or_no else "quantiles"
                raise _fault(self.id, f"needs {form}, as its question asks")


def _stated(given: Any) -> Stated | None:
    return None if given is None else Stated.from_plain(given)


def _editions(given: Any, entry: str) -> dict[str, str]:
    """Read source and edition."""
    if not isinstance(given, Mapping) or not all(isinstance(one, str) for one in given.values()):
        raise _fault(entry, "needs 'editions' as fields: source and edition")
    return dict(given)


def read_day(given: Any, field_name: str, entry: str) -> date:
    """Read a day of an entry, or refuse it."""
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise _fault(entry, f"needs '{field_name}' as a day, such as 2027-12-31") from None


def _fault(entry: str, what: str, near: tuple[str, ...] = ()) -> LedgerError:
    return LedgerError(f"{entry} {what}", near=near, next_step="docs/ledger.md has the fields")
