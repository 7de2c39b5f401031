"""Figures and names as sentences have them: one way of writing a share, a ratio, a band."""

from __future__ import annotations

from collections.abc import Sequence


def number(value: float, digits: int = 2) -> str:
    """Write a number without a needless leading zero; whole from a hundred upwards.

    Examples
    --------
    >>> number(0.2884), number(-0.05), number(12.34), number(1234.5), number(0)
    ('.29', '-.05', '12.3', '1,234', '0')
    """
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = f"{value:.{digits + 2}f}"
    return text.replace("0.", ".", 1) if abs(value) < 1 and "0." in text else text


def share(value: float) -> str:
    """Write a share with two digits that count.

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


def gap(value: float) -> str:
    """Write a distance with two decimals.

    Examples
    --------
    >>> gap(1.016), gap(0.0002)
    ('1.02', 'under .01')
    """
    return "under .01" if 0 <= value < 0.005 else number(value)


def beyond(rank: float, more: str, less: str) -> str:
    """Say where a value stands among all pairs, from the side that tells more.

    Examples
    --------
    >>> (
    ...     beyond(58.2, "farther", "nearer"),
    ...     beyond(8, "farther", "nearer"),
    ...     beyond(99.9, "farther", "nearer"),
    ... )
    ('farther than 58 % of all pairs', 'nearer than 92 % of all pairs', 'farther than nearly all pairs')
    """
    word, part = (more, rank) if rank >= 50 else (less, 100 - rank)
    return (
        f"{word} than nearly all pairs"
        if part >= 99.5
        else f"{word} than {part:.0f} % of all pairs"
    )


def counted(value: float, one: str, many: str = "") -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> counted(1, "dispute"), counted(2, "dispute"), counted(0, "dispute")
    ('one dispute', '2 disputes', 'no dispute')
    """
    whole = round(value)
    if whole == 1:
        return f"one {one}"
    return f"no {one}" if whole == 0 else f"{whole:,} {many or one + 's'}"


def years_of(first: int, last: int) -> str:
    """Write a span of years.

    Examples
    --------
    >>> years_of(2006, 2010)
    '2006 to 2010'
    """
    return f"{first} to {last}"


def part(value: float) -> str:
    """Write a share of pairs as a sentence has it.

    Examples
    --------
    >>> part(1.0), part(0.2), part(0.0)
    ('every pair', '20 % of the pairs', 'no pair')
    """
    if value in (0.0, 1.0):
        return "every pair" if value else "no pair"
    return f"{100 * value:.0f} % of the pairs"


def band(low: float | None, high: float | None, write: object = None) -> str:
    """Write an interval in brackets; nothing where there is none.

    Examples
    --------
    >>> band(0.814, 1.148), band(None, None)
    (' [.81, 1.15]', '')
    """
    if low is None or high is None:
        return ""
    return (
        f" [{number(low)}, {number(high)}]"
        if write is not share
        else f" [{share(low)}, {share(high)}]"
    )


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
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    items = list(items)
    return (
        items[0]
        if len(items) == 1
        else ", ".join(items[:-1]) + " and " + items[-1]
        if items
        else "none"
    )


def ordinal(rank: int) -> str:
    """Write a rank.

    Examples
    --------
    >>> ordinal(1), ordinal(12), ordinal(23)
    ('first', '12th', '23rd')
    """
    words = (
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
    if rank < len(words):
        return words[rank]
    suffix = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{suffix}"


def multiple(value: float) -> str:
    """Write a ratio with two digits that count.

    Examples
    --------
    >>> multiple(3.09), multiple(0.414), multiple(26.4), multiple(270616)
    ('3.1', '.41', '26', '270,000')
    """
    if value < 1:
        return number(value)
    return f"{float(f'{value:.2g}'):,.0f}" if value >= 10 else f"{value:.1f}"


def moved(start: float, end: float) -> str:
    """Choose the verb for a change.

    Examples
    --------
    >>> moved(0.3, 0.2), moved(0.2, 0.201)
    ('fell from', 'held at')
    """
    if abs(end - start) < 0.02 * max(abs(start), abs(end), 1e-9):
        return "held at"
    return "rose from" if end > start else "fell from"


def signed(value: float) -> str:
    """Write a change with its sign.

    Examples
    --------
    >>> signed(0.031), signed(-0.25), signed(0.0)
    ('+.03', '-.25', '0')
    """
    written = f"{abs(value):.2f}".removeprefix("0")
    return "0" if not float(written) else f"{'+' if value > 0 else '-'}{written}"


def part_of(value: float) -> str:
    """Write a part of all draws in per cent, never as certain.

    Examples
    --------
    >>> part_of(0.057), part_of(0.9998), part_of(0.0)
    ('6 %', 'nearly all', 'hardly any')
    """
    if value >= 0.995:
        return "nearly all"
    return "hardly any" if value < 0.005 else f"{100 * value:.0f} %"
