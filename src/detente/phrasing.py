"""Numbers, dates and lists as sentences have them: the one module that formats, on Babel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

LOCALE = Locale("en", "GB")
"""Language and customs of everything that is written."""
UNIT_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
RANK_WORDS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
)
RANK_ENDINGS = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
"""Endings of a rank by its plural category."""
NEARLY_ALL, HARDLY_ANY = 0.995, 0.005
"""Part of a whole from which it is written as nearly all, and below which as hardly any."""
STEADY = 0.02
"""Relative change below which a value is said to have held."""

Writer = Callable[[float], str]
"""A way of writing a number."""


def decimal(value: float, digits: int) -> str:
    """Write a number with a fixed number of decimals, thousands apart.

    Parameters
    ----------
    value : float
        The number; rounded as it is stored, half to even.
    digits : int
        Decimals.

    Examples
    --------
    >>> decimal(1234.5, 0), decimal(0.2884, 2)
    ('1,234', '0.29')
    """
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    # the exact decimal value: Babel would round what is printed, not what is stored
    written: str = format_decimal(Decimal(float(value)), format=pattern, locale=LOCALE)
    return written


def number(value: float, digits: int = 2) -> str:
    """Write a number without a needless leading zero; whole from a hundred upwards.

    Parameters
    ----------
    value : float
        The number.
    digits : int
        Decimals of numbers below ten; two more where these would show nothing but zeros.

    Examples
    --------
    >>> number(0.2884), number(-0.05), number(12.34), number(1234.5), number(0)
    ('.29', '-.05', '12.3', '1,234', '0')
    """
    size = abs(value)
    if value == 0:
        return "0"
    if size >= 100:
        return decimal(value, 0)
    if size >= 10:
        return decimal(value, 1)
    written = decimal(value, digits)
    if float(written) == 0:
        written = decimal(value, digits + 2)
    return _without_zero(written) if size < 1 else written


def _without_zero(written: str) -> str:
    """Drop the zero before the point.

    Examples
    --------
    >>> _without_zero("-0.05"), _without_zero("1.00")
    ('-.05', '1.00')
    """
    sign = "-" if written.startswith("-") else ""
    digits = written.removeprefix("-")
    return sign + (digits.removeprefix("0") if digits.startswith("0.") else digits)


def one_decimal(value: float) -> str:
    """Write a number with one decimal.

    Examples
    --------
    >>> one_decimal(70.25)
    '70.2'
    """
    return decimal(value, 1)


def whole(value: float) -> str:
    """Write a count in figures.

    Examples
    --------
    >>> whole(1234.4), whole(0)
    ('1,234', '0')
    """
    return decimal(value, 0)


def year(value: float) -> str:
    """Write a year: a number whose thousands are not set apart.

    Examples
    --------
    >>> year(2013)
    '2013'
    """
    return str(int(value))


def share(value: float) -> str:
    """Write a share with two significant digits.

    Examples
    --------
    >>> share(0.2884), share(0.0387), share(0.0004)
    ('.29', '.039', 'under .001')
    """
    if value >= 0.095:
        return number(value, 2)
    if value < 0.001:
        return "under .001"
    return number(value, 3 if value >= 0.0095 else 4)


def per_cent(value: float) -> str:
    """Write a share in per cent for running text, small ones with a decimal.

    Examples
    --------
    >>> per_cent(0.2884), per_cent(0.004)
    ('29 per cent', '0.4 per cent')
    """
    return f"{percent_sign(value).removesuffix('%')} per cent"


def percent_sign(value: float) -> str:
    """Write a share in per cent for tables and pictures, small ones with a decimal.

    Examples
    --------
    >>> percent_sign(0.2884), percent_sign(0.004)
    ('29%', '0.4%')
    """
    # the exact value is rounded, half to even: a picture writes a thousand of them, and Babel,
    # which gives the same, takes twenty times as long
    exact = Decimal(float(value))
    return f"{exact:.1%}" if 0 < abs(value) < 0.01 else f"{exact:.0%}"


def chance(value: float) -> str:
    """Write a probability in per cent, with a decimal below a tenth.

    Examples
    --------
    >>> chance(0.4651), chance(0.0042)
    ('47 %', '.4 %')
    """
    return f"{decimal(100 * value, 0)} %" if value >= 0.1 else f"{number(100 * value, 1)} %"


def fraction(value: float) -> str:
    """Write a share as one in so many, up to ten.

    Examples
    --------
    >>> fraction(1 / 3), fraction(0.5), fraction(0.4), fraction(0.02)
    ('one in three', 'half', '40 per cent', '2 per cent')
    """
    parts = round(1 / value) if value > 0 else 0
    if not 2 <= parts <= 10 or abs(value * parts - 1) > 0.05:
        return per_cent(value)
    return "half" if parts == 2 else f"one in {UNIT_WORDS[parts]}"


def times(value: float) -> str:
    """Write a ratio as an adverb.

    Examples
    --------
    >>> times(2.02), times(6), times(3.4)
    ('twice', 'six times', '3.4 times')
    """
    nearest = round(value)
    exact = abs(value - nearest) < STEADY * value
    if exact and nearest in (1, 2):
        return "once" if nearest == 1 else "twice"
    return f"{UNIT_WORDS[nearest] if exact and nearest <= 10 else multiple(value)} times"


def gap(value: float) -> str:
    """Write a distance with two decimals.

    Examples
    --------
    >>> gap(1.016), gap(0.0002)
    ('1.02', 'under .01')
    """
    return "under .01" if 0 <= value < 0.005 else number(value)


def beyond(rank: float, more: str, less: str) -> str:
    """Say where a value ranks among all pairs, from the side that says more.

    Parameters
    ----------
    rank : float
        Percentage of all pairs below.
    more, less : str
        Comparatives for the two sides.

    Examples
    --------
    >>> beyond(58.2, "farther", "nearer")
    'farther than 58 % of all pairs'
    >>> beyond(8, "farther", "nearer")
    'nearer than 92 % of all pairs'
    >>> beyond(99.9, "farther", "nearer")
    'farther than nearly all pairs'
    """
    word, percentage = (more, rank) if rank >= 50 else (less, 100 - rank)
    if percentage >= 100 * NEARLY_ALL:
        return f"{word} than nearly all pairs"
    return f"{word} than {decimal(percentage, 0)} % of all pairs"


def plural(value: float) -> str:
    """Give the plural category of a number as it is written whole.

    Examples
    --------
    >>> plural(1), plural(2), plural(0)
    ('one', 'other', 'other')
    """
    return str(LOCALE.plural_form(Decimal(round(value))))


def counted(value: float, one: str, many: str = "") -> str:
    """Write a count with its noun.

    Parameters
    ----------
    value : float
        The count.
    one, many : str
        The noun in the singular and the plural; an s is added where the plural is not given.

    Examples
    --------
    >>> counted(1, "dispute"), counted(2, "dispute"), counted(0, "dispute")
    ('one dispute', '2 disputes', 'no dispute')
    """
    if round(value) == 0:
        return f"no {one}"
    return f"one {one}" if plural(value) == "one" else f"{whole(value)} {many or one + 's'}"


def years_of(first: int, last: int) -> str:
    """Write a span of years.

    Examples
    --------
    >>> years_of(2006, 2010)
    '2006 to 2010'
    """
    return f"{first} to {last}"


def month_of(day: date) -> str:
    """Write the month of a day.

    Examples
    --------
    >>> month_of(date(2013, 10, 23))
    'October 2013'
    """
    return str(format_date(day, "MMMM y", locale=LOCALE))


def date_of(day: date, precision: str = "day") -> str:
    """Write a day, a month or a year, as exactly as the day is known.

    Parameters
    ----------
    day : datetime.date
        The day.
    precision : {"day", "month", "year"}
        How exactly it is known.

    Examples
    --------
    >>> date_of(date(2020, 1, 31)), date_of(date(2021, 11, 1), "month")
    ('31 January 2020', 'November 2021')
    """
    written = {"day": "d MMMM y", "month": "MMMM y", "year": "y"}[precision]
    return str(format_date(day, written, locale=LOCALE))


def ordinal_day(value: float) -> str:
    """Write a day that is given as its number in the calendar.

    Parameters
    ----------
    value : float
        As `datetime.date.toordinal` gives it.

    Examples
    --------
    >>> ordinal_day(date(2022, 2, 24).toordinal())
    '24 February 2022'
    """
    return date_of(date.fromordinal(round(value)))


def ordinal_month(value: float) -> str:
    """Write the month of a day that is given as its number in the calendar.

    Parameters
    ----------
    value : float
        As `datetime.date.toordinal` gives it.

    Examples
    --------
    >>> ordinal_month(date(2022, 2, 24).toordinal())
    'February 2022'
    """
    return month_of(date.fromordinal(round(value)))


def part(value: float, noun: str = "pair") -> str:
    """Write a share of countable things: pairs, members.

    Parameters
    ----------
    value : float
        The share.
    noun : str
        What is counted, in the singular.

    Examples
    --------
    >>> part(1.0), part(0.2), part(0.0), part(0.2, "member")
    ('every pair', '20 % of the pairs', 'no pair', '20 % of the members')
    """
    if value in (0.0, 1.0):
        return f"{'every' if value else 'no'} {noun}"
    return f"{decimal(100 * value, 0)} % of the {noun}s"


def band(low: float | None, high: float | None, write: Writer = number) -> str:
    """Write an interval in brackets; nothing where there is none.

    Parameters
    ----------
    low, high : float or None
        Its ends.
    write : callable
        How an end is written.

    Examples
    --------
    >>> band(0.814, 1.148), band(None, None), band(0.0004, 0.0387, write=share)
    (' [.81, 1.15]', '', ' [under .001, .039]')
    """
    if low is None or high is None:
        return ""
    return f" [{write(low)}, {write(high)}]"


def cap(text: str) -> str:
    """Begin a sentence.

    Examples
    --------
    >>> cap("the European Union grew")
    'The European Union grew'
    """
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed([])
    ('a, b and c', 'none')
    """
    return str(format_list(list(items), locale=LOCALE)) if items else "none"


def ordinal(rank: float) -> str:
    """Write a rank.

    Examples
    --------
    >>> ordinal(1), ordinal(12), ordinal(23)
    ('first', '12th', '23rd')
    """
    place = round(rank)
    if place < len(RANK_WORDS):
        return RANK_WORDS[place]
    return f"{place}{RANK_ENDINGS[str(LOCALE.ordinal_form(place))]}"


def multiple(value: float) -> str:
    """Write a ratio with two significant digits.

    Examples
    --------
    >>> multiple(3.09), multiple(0.414), multiple(26.4), multiple(270616)
    ('3.1', '.41', '26', '270,000')
    """
    if value < 1:
        return number(value)
    return whole(float(f"{value:.2g}")) if value >= 10 else one_decimal(value)


def moved(start: float, end: float) -> str:
    """Choose the verb for a change.

    Examples
    --------
    >>> moved(0.3, 0.2), moved(0.2, 0.201)
    ('fell from', 'held at')
    """
    if abs(end - start) < STEADY * max(abs(start), abs(end), 1e-9):
        return "held at"
    return "rose from" if end > start else "fell from"


def signed(value: float) -> str:
    """Write a change with its sign.

    Examples
    --------
    >>> signed(0.031), signed(-0.25), signed(0.0)
    ('+.03', '-.25', '0')
    """
    size = decimal(abs(value), 2)
    if float(size.replace(",", "")) == 0:
        return "0"
    return signed_decimal(value, 2)


def signed_decimal(value: float, digits: int) -> str:
    """Write a change with its sign and a fixed number of decimals, for tables and charts.

    Parameters
    ----------
    value : float
        The change.
    digits : int
        Decimals.

    Examples
    --------
    >>> signed_decimal(0.0312, 3), signed_decimal(-10.25, 1), signed_decimal(0.0, 2)
    ('+.031', '-10.2', '+.00')
    """
    return f"{'-' if value < 0 else '+'}{_without_zero(decimal(abs(value), digits))}"


def part_of(value: float) -> str:
    """Write a part of all draws in per cent, never as certain.

    Examples
    --------
    >>> part_of(0.057), part_of(0.9998), part_of(0.0)
    ('6 %', 'nearly all', 'hardly any')
    """
    if value >= NEARLY_ALL:
        return "nearly all"
    return "hardly any" if value < HARDLY_ANY else f"{decimal(100 * value, 0)} %"
