"""Memos: what was computed once is kept, under a key that cannot forget a parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast

import polars as pl

Result = TypeVar("Result")
Owner = TypeVar("Owner")
Args = ParamSpec("Args")


class Memo:
    """Results by function and arguments.

    Examples
    --------
    >>> memo, calls = Memo(), []
    >>> def double(of: Memo, x: int) -> int:
    ...     calls.append(x)
    ...     return 2 * x
    >>> memo.result(double, memo, 4), memo.result(double, memo, 4), calls
    (8, 8, [4])
    """

    def __init__(self) -> None:
        self._results: dict[tuple[object, ...], object] = {}

    def result(
        self,
        make: Callable[Concatenate[Owner, Args], Result],
        owner: Owner,
        /,
        *args: Args.args,
        **kwargs: Args.kwargs,
    ) -> Result:
        """Call ``make(owner, *args, **kwargs)`` once, and give that result every time after.

        The key is the function itself with every argument but the owner, so all of them must be
        hashable.
        """
        key = (make, args, tuple(sorted(kwargs.items())))
        if key not in self._results:
            self._results[key] = make(owner, *args, **kwargs)
        return cast("Result", self._results[key])

    def forget(self, package: str = "") -> None:
        """Let go of what the functions of a package made.

        Parameters
        ----------
        package : str
            Its name, as in ``"detente.models.hazards"``; everything by default.

        Examples
        --------
        >>> memo = Memo()
        >>> memo.result(lambda of: 3, memo)
        3
        >>> memo.forget(__name__)
        >>> memo._results
        {}
        """
        if not package:
            self._results.clear()
        # a package and its modules, not one whose name merely begins alike
        start = f"{package}."
        gone = [key for key in self._results if _origin(key[0]).startswith(start)]
        for key in gone:
            del self._results[key]


def _origin(make: object) -> str:
    """Give the module of a function, with a point behind it."""
    return f"{getattr(make, '__module__', '')}."


class LastResult(Generic[Result]):
    """Remembers what was made from the frames given last.

    Parameters
    ----------
    needs : tuple of str
        Names of the tables that the result depends on.

    Examples
    --------
    >>> kept, tables, calls = LastResult[int](("a",)), {"a": pl.DataFrame()}, []
    >>> [kept.of(tables, lambda: calls.append(1) or len(calls)) for _ in range(2)]
    [1, 1]
    """

    def __init__(self, needs: tuple[str, ...]) -> None:
        self._needs = needs
        self._made: tuple[tuple[pl.DataFrame, ...], Result] | None = None

    def of(self, tables: Mapping[str, pl.DataFrame], make: Callable[[], Result]) -> Result:
        """Give what was made from these very frames, or make it.

        Parameters
        ----------
        tables : mapping
            Holds the tables that the result depends on.
        make : callable
            Makes the result.
        """
        frames = tuple(tables[name] for name in self._needs)
        same = self._made is not None and all(
            known is given for known, given in zip(self._made[0], frames, strict=True)
        )
        if self._made is None or not same:
            self._made = frames, make()
        return self._made[1]
