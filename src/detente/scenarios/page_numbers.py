"""The numbers of a scenario's page: what differs beyond its band, and what does not differ."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from detente.phrasing import listed
from detente.scenarios.notebook import PER_CENT, written
from detente.scenarios.run import UNSAID, Moved, Simulated

WIDTH, NAME, COLUMN = 98, 41, 19
"""Letters of a line, of the name of a series, and of a year."""
AHEAD = (5, 10, 20)
"""Years after the start that the page shows."""
MOST_NAMED = 6
"""Series that one line of the verdict names."""


def columns(found: Simulated) -> list[int]:
    """Choose the years that are shown.

    Parameters
    ----------
    found : Simulated
        The scenario.

    Returns
    -------
    list of int
        Places of the years among those of the scenario.
    """
    wanted = {found.start + years for years in AHEAD}
    shown = [at for at, year in enumerate(found.years) if year in wanted]
    return shown or [len(found.years) - 1]


def verdict(found: Simulated) -> list[str]:
    """Say what membership changes beyond the band, what only by counting, and who loses.

    Parameters
    ----------
    found : Simulated
        The scenario.

    Returns
    -------
    list of str
        Lines of at most 98 letters.
    """
    by, last = found.years[-1], len(found.years) - 1
    # a rung that changes is the change itself, not what it brings about
    effects = [one for one in found.moved if one.wanted.unit != "chance"]
    beyond = [one for one in effects if one.beyond and not is_zero(one, [last])]
    answers = [one for one in beyond if not one.wanted.counted]
    counted = [one for one in beyond if one.wanted.counted]
    others = sum(not one.wanted.counted for one in effects) - len(answers)
    named = list(dict.fromkeys(f"{who} ({one.wanted.label})" for who, one in found.losers))
    texts = [
        f"Differs beyond the band by {by}: {_some(answers, last)}.",
        f"Differs because another state is counted: {_some(counted, last)}." if counted else "",
        f"Cannot be told apart from no change: {others} other series." if others else "",
        f"Who loses beyond the band: {listed(named) if named else 'nobody in these series'}.",
    ]
    lines = [textwrap.wrap(text, WIDTH, subsequent_indent="  ") for text in texts if text]
    return [line for wrapped in lines for line in wrapped]


def _some(moved: Sequence[Moved], at: int) -> str:
    """Name some series with their differences."""
    if not moved:
        return "nothing"
    first = [f"{one.wanted.label} {cell(one, at)}" for one in moved[:MOST_NAMED]]
    rest = len(moved) - len(first)
    return "; ".join(first) + (f"; and {rest} more" if rest else "")


def spinoff(found: Simulated, name: str, shown: Sequence[int]) -> Iterator[str]:
    """Write the differences of one spin-off; what is zero on average is only named.

    Parameters
    ----------
    found : Simulated
        The scenario.
    name : str
        The spin-off.
    shown : sequence of int
        Places of the years.

    Yields
    ------
    str
        Lines of at most 98 letters.
    """
    quiet = []
    for one in found.spinoff(name):
        if is_zero(one, shown):
            quiet.append(one.wanted.label)
            continue
        mark = " *" if one.beyond else ""
        unit = PER_CENT.get(one.wanted.unit, one.wanted.unit)
        label = textwrap.wrap(f"{one.wanted.label} ({unit}){mark}", NAME - 3)
        numbers = "".join(f"{cell(one, at):>{COLUMN}}" for at in shown)
        yield f"  {label[0]:<{NAME - 2}}{numbers}"
        yield from (f"    {line}" for line in label[1:])
    if quiet:
        text = f"zero on average in all years shown: {'; '.join(quiet)}"
        yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    if name in UNSAID:
        yield from textwrap.wrap(UNSAID[name], WIDTH, initial_indent="  ", subsequent_indent="  ")


def is_zero(one: Moved, shown: Sequence[int]) -> bool:
    """Whether a difference is printed as zero in all years shown, and its band holds zero.

    Parameters
    ----------
    one : Moved
        The difference.
    shown : sequence of int
        Places of the years.
    """
    return all(cell(one, at).startswith("0 ") for at in shown) and not one.beyond


def cell(one: Moved, at: int) -> str:
    """Write a difference with its band; shares and chances in percentage points.

    Parameters
    ----------
    one : Moved
        The difference.
    at : int
        Place of the year.

    Returns
    -------
    str
        Such as "+.03 [-.01, +.07]".
    """
    return written(one.shown(at))
