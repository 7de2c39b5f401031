"""Designations in the terminal: names marked, and a line for each mark."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout

from detente.actors.naming import SIGNS, names_of
from detente.actors.relation_key import RelationKey
from detente.cli.console import out

COMMAND = "next: "
"""How a line begins that is to be typed: names in it are left as they are."""
RULE = "="
"""What a line under a title is made of."""


def with_footnotes(lines: Iterable[str], view: RelationKey, *, seats: bool = True) -> Iterator[str]:
    """Mark the names in a page that bear a footnote, and put a line for each at its end.

    Parameters
    ----------
    lines : iterable of str
        The page.
    view : RelationKey
        The parties and the view.
    seats : bool
        Whether a line on a seat in the United Nations is put where the page names no such state.

    Yields
    ------
    str
        Columns stay where they are, and a line under a title is as long as the title.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> list(with_footnotes(["Kosovo   .01"], pair("Serbia", "Kosovo", 2020)))[0]
    'Kosovo*  .01'
    """
    page = "\n".join(lines)
    names = names_of(view, [page])
    before = ""
    both = zip(page.split("\n"), names.marked(page).split("\n"), strict=True)
    for line, with_marks in both:
        if line.startswith(COMMAND):
            shown = line
        elif line and not line.strip(RULE):
            shown = RULE * len(before)
        else:
            shown = _in_columns(with_marks, len(with_marks) - len(line))
        before = shown
        yield shown
    for note in names.footnotes:
        if seats or note.mark:
            yield note.line


def _in_columns(line: str, signs: int) -> str:
    """Take back the room of the signs of a line from the blanks before the next column."""
    first_sign = min((line.find(sign) for sign in SIGNS if sign in line), default=-1)
    if not signs or first_sign < 0:
        return line
    before, after = line[:first_sign], line[first_sign:]
    for _ in range(signs):
        after = after.replace("  ", " ", 1)
    return before + after


@contextmanager
def footnoted(view: RelationKey) -> Iterator[None]:
    """Print what a command writes with its names marked, and a line for each mark at the end.

    Parameters
    ----------
    view : RelationKey
        The parties and the view.
    """
    written = io.StringIO()
    with redirect_stdout(written):
        yield
    for line in with_footnotes(written.getvalue().splitlines(), view):
        out(line)
