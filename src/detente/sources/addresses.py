"""Addresses: where a producer keeps a file, under which name, and in which form.

A file has several, in the order in which they are tried. One that gives the file in a form of its
own (a workbook instead of a table of text, an archive instead of a compressed table) says where
that form was read; what is taken from it keeps the producer's name and is recorded with its own
digest.
"""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass, replace
from typing import Any

UNKNOWN = "unknown"
"""What a declaration says instead of a digest where no file of the edition could be read."""
UNSEEN = "unseen"
"""What an address says of a form of which neither a file nor a description could be read."""
DATAVERSE = "https://dataverse.harvard.edu"
"""Where a persistent identifier is looked up."""
NUMBER = "{n}"
"""Stands for the number of an edition in the producer's names."""
BY_YEAR, BY_NUMBER = "year", "number"
"""Editions are numbered by years, or one after the other."""
AS_DECLARED = "a later edition, in the form of the declared one"
"""The form of an edition that the producer names as the declared one, with the next number."""
CENTURY = 100
"""A smaller number is a year of two digits."""
TRIED_AHEAD = 3
"""Editions after the declared one that are looked for where they are numbered one by one."""


@dataclass(frozen=True, slots=True)
class Address:
    """One place where a producer keeps a file.

    Attributes
    ----------
    name : str
        The producer's own name of what is fetched; in a Dataverse, the name that is looked up.
    url : str
        The address; empty where a persistent identifier is looked up.
    doi : str
        Persistent identifier of a data set in a Dataverse (``doi:`` or ``hdl:``), in whose newest
        version with such a file it is found.
    members : tuple of str
        Names inside an archive, from the outer to the inner, with ``*`` for a part that changes
        with the edition; empty where the address gives the file itself.
    accept : str
        Media type that the producer's interface is asked for; empty where the address says it all.
    layout : str
        Empty where the address gives the declared file; else where its form was read, or `UNSEEN`.
    columns : tuple of str
        Columns that the parser looks for in a form that nobody here has seen.
    sha256 : str
        Digest of the file in this form; `UNKNOWN` where no such file could be read.
    page : str
        Page of the producer that links the file, where its address changes with each edition;
        `name` is then the pattern of the link.
    kept : str
        Name under which the file is kept; the innermost name of the producer by default.
    """

    name: str
    url: str = ""
    doi: str = ""
    page: str = ""
    kept: str = ""
    members: tuple[str, ...] = ()
    accept: str = ""
    layout: str = ""
    columns: tuple[str, ...] = ()
    sha256: str = UNKNOWN

    @property
    def has_own_form(self) -> bool:
        """Tell whether it gives the file in another form than the declared one."""
        return bool(self.layout)

    @property
    def is_later(self) -> bool:
        """Tell whether it gives an edition after the declared one."""
        return self.layout == AS_DECLARED

    @property
    def kept_as(self) -> str:
        """Name under which a file in a form of its own is kept, inside an archive the innermost."""
        if self.kept:
            return self.kept
        inner = self.members[-1].rpartition("/")[2] if self.members else self.name
        return inner.replace("*", "")

    @property
    def shown(self) -> str:
        """The address as readers see it: the page of the data set where an identifier is given."""
        if not self.doi:
            return self.url or self.page
        return f"{DATAVERSE}/dataset.xhtml?persistentId={self.doi}"

    def is_expected(self, digest: str) -> bool:
        """Tell whether a file in this form is the one that was read; any is where none was.

        Parameters
        ----------
        digest : str
            Digest of the file at hand.
        """
        return self.sha256 in (UNKNOWN, digest)


@dataclass(frozen=True, slots=True)
class Ahead:
    """How a producer names the editions after the declared one.

    Attributes
    ----------
    pattern : Address
        The address, with ``{n}`` for the number of the edition in any of its texts.
    first : int
        Number of the first edition after the declared one.
    by : {"year", "number"}
        Whether editions are numbered by years, or one after the other.
    """

    pattern: Address
    first: int
    by: str = BY_NUMBER

    def addresses(self, year: int) -> tuple[Address, ...]:
        """Give the addresses of later editions, the newest first.

        Parameters
        ----------
        year : int
            The present year, to which numbers that are years may reach.

        Examples
        --------
        >>> pattern = Address(name="acd-{n}1.zip", url="https://example.org/acd-{n}1.zip")
        >>> [one.name for one in Ahead(pattern, 25, by="year").addresses(2026)]
        ['acd-261.zip', 'acd-251.zip']
        """
        texts = (self.pattern.url, self.pattern.name, *self.pattern.members)
        if not any(NUMBER in text for text in texts):
            return (self.pattern,)
        last = self.first + TRIED_AHEAD - 1
        if self.by == BY_YEAR:
            last = year % CENTURY if self.first < CENTURY else year
        return tuple(self._numbered(number) for number in range(last, self.first - 1, -1))

    def _numbered(self, number: int) -> Address:
        """Put the number of an edition into the producer's names."""

        def named(text: str) -> str:
            return text.replace(NUMBER, str(number))

        pattern = self.pattern
        members = tuple(named(member) for member in pattern.members)
        url, name, kept = (named(text) for text in (pattern.url, pattern.name, pattern.kept))
        return replace(pattern, url=url, name=name, kept=kept, members=members)


def ahead(declared: dict[str, Any]) -> Ahead:
    """Read how the editions after the declared one are named.

    Parameters
    ----------
    declared : dict
        As `address`, with ``{n}`` in its texts; ``from``, the first number, and ``by``.

    Examples
    --------
    >>> ahead({"url": "https://example.org/v{n}.zip", "from": 8}).addresses(2026)[-1].name
    'v8.zip'
    """
    given = {key: value for key, value in declared.items() if key not in ("from", "by")}
    pattern = address({**given, "layout": AS_DECLARED}, sha256=UNKNOWN)
    return Ahead(pattern, declared.get("from", 0), by=declared.get("by", BY_NUMBER))


def address(declared: dict[str, Any], *, sha256: str) -> Address:
    """Read the declaration of an address.

    Parameters
    ----------
    declared : dict
        ``url``, or ``doi`` or ``page`` with ``file``; ``file`` is the last part of ``url`` by
        default.
    sha256 : str
        Digest of the declared file, which holds where the address gives no form of its own.

    Examples
    --------
    >>> found = address(
    ...     {"url": "https://example.org/a/igo.zip", "members": ["igo.csv"]}, sha256="x"
    ... )
    >>> found.name, found.members, found.is_expected("y")
    ('igo.zip', ('igo.csv',), False)
    """
    url, layout = declared.get("url", ""), declared.get("layout", "")
    members, columns = (tuple(declared.get(name, ())) for name in ("members", "columns"))
    texts = {name: declared.get(name, "") for name in ("doi", "page", "kept", "accept")}
    name = declared.get("file", "") or name_in(url)
    digest = declared.get("sha256", UNKNOWN if layout else sha256)
    found = Address(name=name, url=url, layout=layout, sha256=digest, **texts)
    return replace(found, members=members, columns=columns)


def name_in(url: str) -> str:
    """Give the name of the file at the end of an address.

    Parameters
    ----------
    url : str
        The address.

    Examples
    --------
    >>> name_in("https://example.org/a/Excel%20Files/b%20c.xlsx?download=1")
    'b c.xlsx'
    """
    return urllib.parse.unquote(urllib.parse.urlsplit(url).path).rpartition("/")[2]
