"""Once for the same tables: what several recipes of the starter are made from is computed one time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

import polars as pl

T = TypeVar("T")


class Once(Generic[T]):
    """Remembers what was made from the frames given last.

    Parameters
    ----------
    needs : tuple of str
        Names of the tables that the result hangs on.

    Examples
    --------
    >>> kept, tables, calls = Once[int](("a",)), {"a": pl.DataFrame()}, []
    >>> [kept.of(tables, lambda: calls.append(1) or len(calls)) for _ in range(2)]
    [1, 1]
    """

    def __init__(self, needs: tuple[str, ...]) -> None:
        self._needs = needs
        self._made: tuple[tuple[pl.DataFrame, ...], T] | None = None

    def of(self, tables: Mapping[str, pl.DataFrame], make: Callable[[], T]) -> T:
        """Give what was made from these very frames, or make it."""
        frames = tuple(tables[name] for name in self._needs)
        if self._made is None or any(
            a is not b for a, b in zip(self._made[0], frames, strict=True)
        ):
            self._made = frames, make()
        return self._made[1]
