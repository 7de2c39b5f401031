"""Questions: one test of a claim, and the fields in which it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

EARLIEST, LATEST = 1816, 2075
"""Years that a test may ask for."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the value of a field has to be.

    Attributes
    ----------
    words : str
        For an error: "text", "a list".
    accepts : callable
        Whether a value is of this form.
    """

    words: str
    accepts: Callable[[object], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def is_whole(value: object) -> bool:
    """Whether a value is a whole number; true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return is_whole(value) or isinstance(value, float)


def is_span(value: object) -> bool:
    """Whether a value is a list of two whole numbers that do not run backwards."""
    if not isinstance(value, list) or len(value) != 2:
        return False
    return all(is_whole(year) for year in value) and value[0] <= value[1]


ANYTHING = Form("anything", lambda value: True)
TEXT = Form("text", _is_text)
LIST = Form("a list", _is_list)
WHOLE = Form("a whole number", is_whole)
NUMBER = Form("a whole number or a number", _is_number)
TWO_YEARS = Form("two years, as [1997, 2001]", is_span)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a test.

    Attributes
    ----------
    name : str
        As a file of claims writes it.
    form : Form
        What its value has to be.
    named : str or None
        Word before the value where a test is named in a few words; None where it is left out.
    note : str
        What a writer has to know of its values, for the documentation.
    required : bool
        Whether every test of the kind needs it.
    """

    name: str
    form: Form = ANYTHING
    named: str | None = None
    note: str = ""
    required: bool = True


def optional(field: Field, note: str = "") -> Field:
    """Let a kind of test do without a field.

    Parameters
    ----------
    field : Field
        The field.
    note : str, optional
        What a writer has to know of it with this kind.
    """
    return replace(field, required=False, note=note or field.note)


MEASURE = Field("measure", TEXT, named="")
OF = Field("of", named="")
TO = Field("to", named="to ")
BETWEEN = Field("between", named="between ")
BLOC = Field("bloc", TEXT, named="")
WITH = Field("with", named="with ")
EXPECT = Field("expect", TEXT)
YEAR = Field("year", required=False)
YEARS = Field("years", required=False)
"""Fields that several kinds share; a kind declares its own beside its function."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the data are asked.

    Attributes
    ----------
    kind : str
        Name of a kind on the shelf.
    fields : dict
        What was written, by field.
    years : tuple of int or None
        First and last year; None for the view's.
    """

    kind: str
    fields: dict[str, Any]
    years: tuple[int, int] | None = None

    @property
    def names_one_year(self) -> bool:
        """Whether it asks for one year alone."""
        return self.years is not None and self.years[0] == self.years[1]

    def text(self, name: str, default: str = "") -> str:
        """Give what was written in a field as text, or a default.

        Parameters
        ----------
        name : str
            Name of the field.
        default : str, optional
            Where nothing was written.
        """
        return str(self.fields.get(name, default))
