"""Forms: the texts under which an editor may print a figure, all of the same value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from detente import phrasing
from detente.evidence.chance import Chance
from detente.evidence.figure import Figure
from detente.evidence.sentence import AnyFigure

UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MOST_IN_WORDS = 99
"""Largest count that is offered in words."""
RANKS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
RANKS |= {"nine": "ninth", "twelve": "twelfth"}
"""Ranks that are not their number with "th"."""
PARTS = {2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters")}
PARTS |= {5: ("fifth", "fifths"), 8: ("eighth", "eighths"), 10: ("tenth", "tenths")}
"""Parts of a whole that have a word, in the singular and the plural."""
NEAR = 0.05
"""Largest relative distance at which a part of a whole stands for a share."""
SHARES = ("share", "probability")
"""Units of a part of a whole, beside those that begin with "part of"."""
PLAIN_KINDS = ("measured", "chance")


def offered(figure: AnyFigure) -> tuple[str, ...]:
    """Give the texts under which a figure may be printed.

    Parameters
    ----------
    figure : Figure or Chance
        The figure.

    Returns
    -------
    tuple of str
        Its own way of writing first.

    Examples
    --------
    >>> from detente.evidence.cell import Cell
    >>> cell = Cell("states", "cinc", (("year", 2013),), 0.31, "share", ("cow_nmc",), "mean")
    >>> offered(Figure("a.b", 0.31, unit="share", cells=(cell,), way="per_cent"))
    ('31 per cent', '31%', '31 %', '0.31', '.31', 'three tenths')
    >>> offered(Figure("a.c", 3.0, unit="wars", cells=(cell,), kind="counted", way="whole"))
    ('3', 'three')
    """
    return tuple(dict.fromkeys((figure.write(), *_more(figure))))


def _more(figure: AnyFigure) -> Iterator[str]:
    if isinstance(figure, Figure) and figure.kind == "dated":
        yield from _dates(figure)
    elif figure.kind == "ranked":
        yield from _ranks(figure.value)
    elif is_share(figure):
        yield from _shares(figure.value)
    elif figure.kind == "counted":
        yield from _counts(figure.value)
    else:
        yield from _numbers(figure)
    yield from _interval(figure)


def is_share(figure: AnyFigure) -> bool:
    """Tell whether a figure is a part of a whole, from 0 to 1.

    Parameters
    ----------
    figure : Figure or Chance
        The figure.
    """
    if isinstance(figure, Chance):
        return True
    in_unit = figure.unit in SHARES or figure.unit.startswith("part of")
    return in_unit and figure.kind in PLAIN_KINDS and 0 <= figure.value <= 1


def _shares(value: float) -> Iterator[str]:
    """Give a share in per cent, as a decimal, and as a part where one is near."""
    yield phrasing.per_cent(value)
    yield phrasing.percent_sign(value)
    yield phrasing.percent_sign(value).replace("%", " %")
    yield phrasing.decimal(value, 2)
    yield phrasing.share(value)
    yield from _parts(value)


def _parts(value: float) -> Iterator[str]:
    """Give the nearest part of a whole in words, and one in so many.

    Examples
    --------
    >>> list(_parts(0.336)), list(_parts(0.29)), list(_parts(0.012))
    (['a third', 'one third', 'one in three'], ['three tenths'], [])
    """
    best = min(
        (Fraction(over, under) for under in PARTS for over in range(1, under)),
        key=lambda part: (abs(value - float(part)), part.denominator),
    )
    if abs(value / float(best) - 1) > NEAR:
        return
    over, under = best.numerator, best.denominator
    one, many = PARTS[under]
    if under == 2:
        yield "half"
    elif over == 1:
        yield from (f"a {one}", f"one {one}")
    else:
        yield f"{UNITS[over]} {many}"
    if over == 1:
        yield f"one in {UNITS[under]}"


def _counts(value: float) -> Iterator[str]:
    yield phrasing.whole(value)
    if value == round(value) and 0 < value <= MOST_IN_WORDS:
        yield in_words(round(value))


def in_words(count: int) -> str:
    """Write a count up to ninety-nine in words.

    Parameters
    ----------
    count : int
        From 0 to 99.

    Examples
    --------
    >>> in_words(7), in_words(20), in_words(34)
    ('seven', 'twenty', 'thirty-four')
    """
    if count < len(UNITS):
        return UNITS[count]
    tens, rest = divmod(count, 10)
    return f"{TENS[tens]}-{UNITS[rest]}" if rest else TENS[tens]


def _ranks(value: float) -> Iterator[str]:
    """Give a rank with its ending and in words."""
    place = round(value)
    ending = phrasing.RANK_ENDINGS[str(phrasing.LOCALE.ordinal_form(place))]
    yield f"{place}{ending}"
    if not 0 < place <= MOST_IN_WORDS:
        return
    before, hyphen, last = in_words(place).rpartition("-")
    plain = f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th"
    yield f"{before}{hyphen}{RANKS.get(last, plain)}"


def _dates(figure: Figure) -> Iterator[str]:
    """Give a day as exactly as it is known, and less exactly."""
    if figure.way == "year":
        return
    day = date.fromordinal(round(figure.value))
    if figure.way == "day":
        yield phrasing.date_of(day)
        yield phrasing.date_of(day).rpartition(" ")[0]
    yield phrasing.month_of(day)
    yield phrasing.month_of(day).rpartition(" ")[0]
    yield str(day.year)


def _numbers(figure: AnyFigure) -> Iterator[str]:
    """Give a number with more or fewer decimals, and a ratio as a multiple."""
    value = figure.value
    writers: tuple[Callable[[float], str], ...] = (phrasing.number, phrasing.one_decimal)
    if figure.unit == "ratio":
        writers = (phrasing.multiple, phrasing.times)
    yield from (write(value) for write in writers if value or write is phrasing.number)


def _interval(figure: AnyFigure) -> Iterator[str]:
    """Give the interval in brackets, where there is one."""
    if figure.low is None or figure.high is None:
        return
    yield figure.write("interval").strip()
