"""Options: what a user may ask for beside the two names."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import RequestError, quoted

BOUNDS = (
    ("horizon", 1, 25),
    ("draws", 100, 20000),
    ("futures", 100, 20000),
    ("seed", 0, 2**32 - 1),
)
"""Least and most of each number."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user asked for beside the two names.

    Attributes
    ----------
    scenario : str or None
        ``"accession"``, ``"association"``, ``"suspension"``, ``"exit"``, ``"joint-body"`` or
        ``"none"``; None lets the pair decide.
    year : int or None
        Year of the change; None for the year after the view.
    horizon : int
        Years of the forecasts.
    draws, seed : int
        Draws behind the intervals of distances, and the seed of all draws.
    futures : int
        Paired futures of the scenario.
    perspective : bool
        Whether an association comes with a promise of membership.
    priors : tuple of (str, (float, float))
        Priors of the scenario that were moved: name, and ends of the 80 % interval.
    simulated : bool
        Whether the paired futures are run; what is counted of the change is said without them.

    Examples
    --------
    >>> Options(scenario="accession", draws=400).seed
    1
    """

    scenario: str | None = None
    year: int | None = None
    horizon: int = 20
    draws: int = 2000
    seed: int = 1
    futures: int = 500
    perspective: bool = False
    priors: tuple[tuple[str, tuple[float, float]], ...] = ()
    simulated: bool = True

    def __post_init__(self) -> None:
        for name, low, high in BOUNDS:
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise RequestError(
                    f"{name} {quoted(value)} is not a whole number from {low} to {high}"
                )
