"""Naming: which names of a text bear a footnote, and the marks that lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from detente.actors.designations import Designation, NewName, in_use, new_names
from detente.actors.relation_key import RelationKey
from detente.actors.states import ccode_on

BARE = (int, float, bool, type(None))
"""Kinds of plain data in which no name is."""
SIGNS = ("*", "†", "‡", "§", "¶")
"""Marks in the order in which they are given; after the last they are doubled."""
FIRST = "kosovo"
"""Id of the name that always bears the asterisk: its title is printed with it."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A mark and what it leads to.

    Attributes
    ----------
    mark : str
        Printed after the name; empty where the text does not name it and it matters all the same.
    of : Designation
        The name or seat.
    """

    mark: str
    of: Designation

    @property
    def text(self) -> str:
        """The footnote of a paper."""
        return f"{self.of.title}: {self.of.footnote}" if self.of.is_seat else self.of.footnote

    @property
    def line(self) -> str:
        """The footnote of a terminal, one line with its mark."""
        begin = self.mark or f"{self.of.title}:"
        return f"{begin} {self.of.short[:1].upper()}{self.of.short[1:]}."

    def plain(self) -> dict[str, str]:
        """Give it as plain data."""
        row = self.of
        return {
            "id": row.id,
            "name": row.title,
            "mark": self.mark,
            "footnote": row.footnote,
            "document": row.document,
            "url": row.url,
        }


@dataclass(frozen=True)
class Names:
    """The names of one text that bear a footnote, and the new names of states.

    Attributes
    ----------
    footnotes : tuple of Footnote
        In the order of their marks.
    renamed : tuple of NewName
        Names that states had taken by the view.
    """

    footnotes: tuple[Footnote, ...] = ()
    renamed: tuple[NewName, ...] = ()

    @cached_property
    def _marks(self) -> dict[str, str]:
        """Give the mark of each word; none for phrases that name something else."""
        words = {word: note.mark for note in self.footnotes for word in note.of.words}
        return words | {phrase: "" for note in self.footnotes for phrase in note.of.exceptions}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _any_of(self._marks)

    @cached_property
    def _news(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Give a pattern of each old name, outside of phrases that name something else."""
        return tuple((_old(one), one.now) for one in self.renamed)

    @cached_property
    def _marked(self) -> dict[tuple[str, str], str]:
        """Texts that were marked before: the words of a chart come again in each of its sizes."""
        return {}

    def in_use(self, text: str) -> str:
        """Write the new names of states.

        Parameters
        ----------
        text : str
            The text.
        """
        for pattern, now in self._news:
            text = pattern.sub(partial(_renamed, now=now), text)
        return text

    def marked(self, text: str, *, escape: str = "") -> str:
        """Mark every name in a text, and write new names; a name that has its mark keeps it.

        Parameters
        ----------
        text : str
            The text.
        escape : str
            What a sign needs before it, such as a backslash in Markdown.
        """
        text = self.in_use(text)
        if not self.footnotes:
            return text

        def with_mark(found: re.Match[str]) -> str:
            if found["marks"]:
                return found[0]
            mark = "".join(f"{escape}{sign}" for sign in self._marks[_words(found["name"])])
            return f"{found[0]}{mark}"

        return self._pattern.sub(with_mark, text)

    def marked_all(self, value: Any, *, escape: str = "") -> Any:
        """Mark every name in every string of nested plain data.

        Parameters
        ----------
        value : dict, list, str or anything else
            Keys are left as they are.
        escape : str
            What a sign needs before it.
        """
        if not self.footnotes and not self.renamed:
            return value
        if isinstance(value, str):
            known = self._marked.get((value, escape))
            if known is None:
                known = self._marked[value, escape] = self.marked(value, escape=escape)
            return known
        if isinstance(value, dict):
            return {
                key: inner if type(inner) in BARE else self.marked_all(inner, escape=escape)
                for key, inner in value.items()
            }
        if isinstance(value, list | tuple):
            return [self.marked_all(inner, escape=escape) for inner in value]
        return value


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Build a pattern of whole words, the longest first, with the marks that they may bear.

    A name of several words may go on in the next line.
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    signs = "".join(SIGNS)
    return re.compile(rf"(?<![\w-])(?P<name>{either})(?P<marks>(?:\\?[{signs}])*)(?!\w)")


def _renamed(found: re.Match[str], *, now: str) -> str:
    """Write a new name, or the phrase that keeps the old one."""
    return found["kept"] or now


def _old(one: NewName) -> re.Pattern[str]:
    """Build a pattern of an old name as a whole word, and of the phrases that keep it."""
    phrases = "|".join(map(re.escape, one.exceptions)) or "(?!)"
    return re.compile(rf"(?P<kept>{phrases})|(?<!\w){re.escape(one.was)}(?!\w)")


def _words(name: str) -> str:
    """Write a name with single blanks."""
    return " ".join(name.split())


def names_in(texts: Iterable[str], day: date, parties: frozenset[int] = frozenset()) -> Names:
    """Find the names in some texts that bear a footnote on a day.

    Parameters
    ----------
    texts : iterable of str
        In the order in which they are read; marks follow it.
    day : datetime.date
        The day of the view.
    parties : frozenset of int
        COW codes of the states that the texts are about: only their seats are marked, and one that
        no text names is noted without a mark, for its votes are in what is said of a bloc.

    Examples
    --------
    >>> found = names_in(["Serbia and Kosovo", "Kosovo's border"], date(2020, 12, 31))
    >>> found.marked("Kosovo's border"), found.footnotes[0].mark
    ("Kosovo*'s border", '*')
    """
    known = [row for row in in_use(day) if _applies(row, day, parties)]
    of_word = {word: row for row in known for word in row.words}
    phrases = {phrase for row in known for phrase in row.exceptions}
    pattern = _any_of([*of_word, *phrases]) if known else None
    seen: dict[str, Designation] = {}
    for text in texts if pattern is not None else ():
        for match in pattern.finditer(text) if pattern is not None else ():
            row = of_word.get(_words(match["name"]))
            if row is not None:
                seen.setdefault(row.id, row)
    ordered = sorted(seen.values(), key=lambda row: row.id != FIRST)
    marked = [Footnote(_sign(place), row) for place, row in enumerate(ordered)]
    unnamed = [Footnote("", row) for row in known if row.is_seat and row.id not in seen]
    return Names((*marked, *unnamed), renamed=new_names(day))


def _applies(row: Designation, day: date, parties: frozenset[int]) -> bool:
    """Tell whether a designation may be marked: of seats only those of the parties."""
    return not row.is_seat or ccode_on(row.state, day) in parties


def _sign(place: int) -> str:
    """Give the mark of a place from 0."""
    return SIGNS[place % len(SIGNS)] * (place // len(SIGNS) + 1)


def names_of(pair: RelationKey, texts: Iterable[str]) -> Names:
    """Find the names in what is said of a relation that bear a footnote at its view.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    texts : iterable of str
        What is said.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> said = names_of(pair("Serbia", "Kosovo", 2020), ["Serbia and Kosovo"])
    >>> [note.of.id for note in said.footnotes]
    ['kosovo']
    """
    members = (*pair.first.members(pair.day), *pair.second.members(pair.day))
    return names_in(texts, pair.day, frozenset(members))


def texts_of(value: Any) -> Iterable[str]:
    """Give every string of nested plain data, in order.

    Parameters
    ----------
    value : dict, list, str or anything else
        Keys are left out.

    Examples
    --------
    >>> list(texts_of({"a": ["x", 1], "b": "y"}))
    ['x', 'y']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)
