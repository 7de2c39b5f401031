"""Options: what a user may ask for beside the two names."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import RequestError


@dataclass(frozen=True, slots=True)
class Options:
    """What a user asked for beside the two names.

    Attributes
    ----------
    scenario : str or None
        ``"accession"``, ``"association"``, ``"exit"``, ``"none"``; None lets the pair decide.
    year : int or None
        Year of the change; None for the year after the view.
    horizon : int
        Years of the forecasts.
    draws, seed : int
        Draws behind the intervals of distances, and their seed.
    """

    scenario: str | None = None
    year: int | None = None
    horizon: int = 20
    draws: int = 2000
    seed: int = 1

    def __post_init__(self) -> None:
        for name, low, high in (("horizon", 1, 25), ("draws", 100, 20000), ("seed", 0, 2**32 - 1)):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise RequestError(f"{name} {value!r} is not a whole number from {low} to {high}")
