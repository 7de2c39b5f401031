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
    """

    name: str
    url: str = ""
    doi: str = ""
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
    def kept_as(self) -> str:
        """Name under which a file in a form of its own is kept, inside an archive the innermost."""
        inner = self.members[-1].rpartition("/")[2] if self.members else self.name
        return inner.replace("*", "")

    @property
    def shown(self) -> str:
        """The address as readers see it: the page of the data set where an identifier is given."""
        if not self.doi:
            return self.url
        return f"{DATAVERSE}/dataset.xhtml?persistentId={self.doi}"

    def is_expected(self, digest: str) -> bool:
        """Tell whether a file in this form is the one that was read; any is where none was.

        Parameters
        ----------
        digest : str
            Digest of the file at hand.
        """
        return self.sha256 in (UNKNOWN, digest)


def address(declared: dict[str, Any], *, sha256: str) -> Address:
    """Read the declaration of an address.

    Parameters
    ----------
    declared : dict
        ``url``, or ``doi`` with ``file``; ``file`` is the last part of an address by default.
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
    texts = {name: declared.get(name, "") for name in ("doi", "accept")}
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
