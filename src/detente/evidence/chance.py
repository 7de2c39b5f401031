"""Chances: an event within a horizon, its probability beside a base rate, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass

from detente import phrasing
from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.figure import INTERVAL, WAYS, check_rests_on_cells

LIKELIHOODS = (
    (1, 5, "almost no chance"),
    (5, 20, "very unlikely"),
    (20, 45, "unlikely"),
    (45, 55, "a roughly even chance"),
    (55, 80, "likely"),
    (80, 95, "very likely"),
    (95, 99, "almost certain"),
)
"""Words for a chance in per cent, after ICD 203; the lower bound belongs to the row."""
TOO_MANY_ROWS = 3
"""Rows that an interval may not cover if the chance is to have a word."""


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of an event.

    Attributes
    ----------
    id : str
        Stable name without an edition, spelled as that of a figure.
    event : str
        What may happen, as ``"a militarized dispute between India and China"``.
    horizon : str
        When, as ``"within five years"`` or ``"in 2014"``.
    probability : float
        Probability, from 0 to 1.
    cells : tuple of Cell
        What it rests on; never empty.
    method : str
        Id of the method.
    low, high : float or None
        Interval of the probability.
    level : float or None
        Probability that the interval stands for.
    base_rate : float or None
        Probability for pairs that are alike in their past.

    Raises
    ------
    EvidenceError
        Where event, horizon or cells are missing, or a number is not a probability.

    Examples
    --------
    >>> cell = Cell("risk", "risk", (("year", 2014),), 0.16, "probability", ("gml_mid",), "model")
    >>> write_chance(
    ...     Chance(
    ...         "outlook.risk.2014",
    ...         event="a militarised dispute",
    ...         horizon="within five years",
    ...         probability=0.16,
    ...         cells=(cell,),
    ...         method="risk",
    ...         base_rate=0.09,
    ...     )
    ... )
    'The chance of a militarised dispute within five years is 16 % (very unlikely); \
pairs like this have 9 %.'
    """

    id: str
    event: str
    horizon: str
    probability: float
    cells: tuple[Cell, ...]
    method: str
    low: float | None = None
    high: float | None = None
    level: float | None = None
    base_rate: float | None = None

    def __post_init__(self) -> None:
        if not self.event.strip() or not self.horizon.strip():
            raise EvidenceError(f"chance '{self.id}' names no event or no horizon")
        given = (self.probability, self.low, self.high, self.base_rate)
        numbers = tuple(number for number in given if number is not None)
        check_rests_on_cells(self.id, self.cells, numbers)
        if not all(0 <= number <= 1 for number in numbers):
            raise EvidenceError(f"chance '{self.id}' is not a probability from 0 to 1")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise EvidenceError(f"chance '{self.id}' has its interval upside down")

    @property
    def value(self) -> float:
        """The probability."""
        return self.probability

    @property
    def unit(self) -> str:
        """Unit of the value."""
        return "probability"

    @property
    def kind(self) -> str:
        """What kind of figure it is."""
        return "chance"

    @property
    def plural(self) -> str:
        """Plural category of the percentage."""
        return phrasing.plural(100 * self.probability)

    def write(self, way: str = "") -> str:
        """Write the probability alone, or with ``"interval"`` its interval in brackets.

        Parameters
        ----------
        way : str
            One of `detente.evidence.figure.WAYS`, ``"interval"``, or both.

        Raises
        ------
        EvidenceError
            Where there is no such way.
        """
        name = way.removesuffix(INTERVAL).strip() or "chance"
        if name not in WAYS:
            raise EvidenceError(f"chance '{self.id}' has the way '{way}'", near=tuple(WAYS))
        if way.endswith(INTERVAL):
            return phrasing.band(self.low, self.high, write=WAYS[name])
        return WAYS[name](self.probability)


def write_chance(chance: Chance) -> str:
    """Write a chance as a sentence: number first, then its word and the base rate.

    Parameters
    ----------
    chance : Chance
        The chance.

    Returns
    -------
    str
        Without a word where the number is under 1 or over 99 per cent, and with the interval in the
        place of number and word where that covers three rows or more.
    """
    subject = f"The chance of {chance.event} {chance.horizon}"
    if _undecided(chance):
        low, high = (_percentage(end or 0.0) for end in (chance.low, chance.high))
        return f"{subject} is between {low} and {high} %: the data do not decide."
    word = likelihood(chance.probability)
    sentence = f"{subject} is {_percentage(chance.probability)} %{f' ({word})' if word else ''}"
    if chance.base_rate is not None:
        sentence += f"; pairs like this have {_percentage(chance.base_rate)} %"
    return sentence + "."


def likelihood(probability: float) -> str:
    """Give the word for a probability as it is printed; empty under 1 and over 99 per cent.

    Parameters
    ----------
    probability : float
        From 0 to 1.

    Examples
    --------
    >>> likelihood(0.16), likelihood(0.2), likelihood(0.004), likelihood(0.99)
    ('very unlikely', 'unlikely', '', 'almost certain')
    """
    percentage = float(_percentage(probability))
    row = _row(percentage)
    return "" if row is None else LIKELIHOODS[row][-1]


def _row(percentage: float) -> int | None:
    """Place a percentage; the last row holds its upper bound too."""
    for place, (low, high, _) in enumerate(LIKELIHOODS):
        if low <= percentage < high or percentage == high == LIKELIHOODS[-1][1]:
            return place
    return None


def _undecided(chance: Chance) -> bool:
    if chance.low is None or chance.high is None:
        return False
    # what lies beyond the outer rows counts as in them
    first = _row(max(100 * chance.low, LIKELIHOODS[0][0]))
    last = _row(min(100 * chance.high, LIKELIHOODS[-1][1]))
    return first is not None and last is not None and last - first + 1 >= TOO_MANY_ROWS


def _percentage(probability: float) -> str:
    """Write a probability in per cent, with a decimal below one and above 99."""
    percentage = 100 * probability
    return phrasing.decimal(percentage, 0 if 1 <= percentage <= 99 else 1)
