"""Views as addresses: the parties, the day and the options that a page shows, and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from detente.actors.names import actor
from detente.actors.relation_key import pair
from detente.actors.view import view_day
from detente.errors import UnknownActor
from detente.span import view_key
from detente.web.search import key_of

LONGEST_NAME = 120
"""Letters of a name; nobody is called by a longer one."""


@dataclass(frozen=True, slots=True)
class View:
    """A relation on a day, as an address names it.

    Attributes
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        A year or a day.
    """

    first: str
    second: str
    as_of: str

    @property
    def path(self) -> str:
        """Give the address without its query."""
        return f"/relation/{quote(self.first, safe='')}/{quote(self.second, safe='')}"

    @property
    def query(self) -> str:
        """Name the day, as it follows the question mark."""
        return urlencode({"as_of": self.as_of})

    @property
    def address(self) -> str:
        """Give the whole address."""
        return f"{self.path}?{self.query}"

    @property
    def arguments(self) -> dict[str, str]:
        """Give what a task takes."""
        return {"first": self.first, "second": self.second, "as_of": self.as_of}

    def part(self, end: str, **more: str) -> str:
        """Give the address of a part of the view.

        Parameters
        ----------
        end : str
            What follows the path; empty for the page itself.
        **more : str
            Further parts of the query.

        Examples
        --------
        >>> View("NATO", "RUS", "2013").part("measures")
        '/relation/NATO/RUS/measures?as_of=2013'
        """
        query = urlencode({"as_of": self.as_of, **more})
        below = f"/{end}" if end else ""
        return f"{self.path}{below}?{query}"


def view_of(first: str, second: str, as_of: str = "") -> View:
    """Read a view as people type it.

    Parameters
    ----------
    first, second : str
        Names, letters or codes, in many languages.
    as_of : str
        A year or a day; the day to which facts are checked where it is empty.

    Raises
    ------
    ActorError, DateError
        Where a name means nothing, several things, or nothing at that day.

    Examples
    --------
    >>> view_of("nato", "Rusko", "2013")
    View(first='NATO', second='RUS', as_of='2013')
    """
    day = view_day(as_of.strip() or None)
    names = (called(first, day), called(second, day))
    found = pair(*names, day)
    return View(found.first.key, found.second.key, as_of=str(view_key(day)))


def called(name: str, day: date) -> str:
    """Give the name of an actor as the library knows it, in whatever language it is typed.

    Parameters
    ----------
    name : str
        What was typed.
    day : datetime.date
        The day of the view.

    Raises
    ------
    UnknownActor
        Where nobody is called so.
    AmbiguousActor, DateError
        Where the name fits several actors, or none at that day.
    """
    if len(name) > LONGEST_NAME:
        raise UnknownActor(
            f"nobody has a name of {len(name)} letters",
            next_step="the list of actors is at /actors",
        )
    try:
        return actor(name, day).key
    except UnknownActor:
        key = key_of(name)
        if key is None:
            raise
        return actor(key, day).key
