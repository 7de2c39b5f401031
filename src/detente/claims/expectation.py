"""Expectations: what a statement expects of a number, such as ``> 2`` or ``about 5``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import ClaimError

NUMBER = r"(-?\d+(?:\.\d+)?)"
EXPECT = re.compile(rf"^(?:(>=|<=|>|<|about)\s*{NUMBER}|between\s+{NUMBER}\s+and\s+{NUMBER})$")
DIRECTIONS = ("falls", "rises", "steady", "does not fall", "does not rise")
"""What a trend may be expected to do."""
NEAR = 0.1
"""Part by which a value may miss what it is said to be about."""
EXACT = 9
"""Significant digits to which numbers are compared."""
NUMERAL = re.compile(r"-?\d*\.?\d+")
"""A number in a text."""
INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a statement expects of a number.

    Attributes
    ----------
    text : str
        As written.
    low, high : float
        Ends between which the number has to lie.
    strict : bool
        Whether the ends themselves are outside.
    """

    text: str
    low: float
    high: float
    strict: bool = False

    def met(self, value: float) -> bool:
        """Whether a number is as expected; what floating-point sums add does not count."""
        return bool(self.holds(np.array([float(f"{value:.{EXACT}g}")]))[0])

    def holds(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each of several numbers is as expected.

        Parameters
        ----------
        values : ndarray, any shape
            Numbers.

        Returns
        -------
        ndarray of bool, of the same shape
        """
        if self.strict:
            return (self.low < values) & (values < self.high)
        return (self.low <= values) & (values <= self.high)

    def written(self, value: float, write: Callable[[float], str]) -> str:
        """Write a number so that what is read meets the expectation just where the number does.

        Parameters
        ----------
        value : float
            The number.
        write : callable
            How it is written where rounding changes nothing.

        Examples
        --------
        >>> expect("> 1").written(1.04, "{:.1f}".format), expect("> 1").written(1.2, str)
        ('1.04', '1.2')
        """
        text = write(value)
        for digits in range(2, EXACT + 1):
            read = NUMERAL.search(text.replace(",", ""))
            if read is None or self.met(float(read.group())) == self.met(value):
                return text
            # every digit in turn, without an exponent
            text = np.format_float_positional(
                value, precision=digits, unique=False, fractional=False, trim="-"
            ).replace("0.", ".", 1 if abs(value) < 1 else 0)
        return text


def expect(text: object) -> Expectation:
    """Read what a statement expects.

    Parameters
    ----------
    text : object
        As written: ``"> 2"``, ``"<= 5"``, ``"about 2"``, ``"between 1 and 3"``.

    Returns
    -------
    Expectation
        The numbers that would meet it.

    Raises
    ------
    ClaimError
        Where it is none of the forms, or nothing could meet it.

    Examples
    --------
    >>> expect("> 2").met(2.1), expect("about 2").met(1.7), expect("between 1 and 3").met(3)
    (True, False, True)
    """
    written = str(text)
    match = EXPECT.match(written.strip())
    if match is None:
        raise ClaimError(f"expect = {text!r} is not understood", next_step=_forms(written))
    sign, value, low, high = match.groups()
    if low is not None:
        if float(low) > float(high):
            raise ClaimError(f"expect = {text!r} contradicts itself: nothing lies between them")
        return Expectation(written, float(low), high=float(high))
    number = float(value)
    if sign == "about":
        margin = abs(number) * NEAR
        return Expectation(written, number - margin, high=number + margin)
    return Expectation(
        written,
        number if ">" in sign else -INFINITY,
        high=number if "<" in sign else INFINITY,
        strict="=" not in sign,
    )


def _forms(written: str) -> str:
    """Name the forms of an expectation; a direction belongs to other kinds of test."""
    forms = "write '> 2', '<= 5', 'about 2', 'between 1 and 3'"
    if written in DIRECTIONS:
        forms += "; 'falls', 'rises' and 'steady' go with kind = \"trend\" and \"forecast\""
    return forms
