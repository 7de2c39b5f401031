"""Archives of events as sources: files that a user has, which no declaration can name.

Cells of months name them; what is cited for each is here. Their files are read by
`detente.archive`, and none of them is pulled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from detente.errors import RequestError
from detente.sources.declaration import Source

PREFIX = "events_"
"""Begin of the ids of archives among the sources."""
VERSION = "the user's own archive"
ARCHIVES: dict[str, dict[str, Any]] = {
    "gdelt": {
        "title": "GDELT: Global Data on Events, Location and Tone",
        "short": "GDELT events",
        "licence": "free use with citation",
        "citations": ["leetaru2013"],
        "page": "https://www.gdeltproject.org/data.html",
    },
    "icews": {
        "title": "ICEWS Coded Event Data",
        "short": "ICEWS events",
        "licence": "Harvard Dataverse, free use with citation",
        "citations": ["boschee2015"],
        "page": "https://doi.org/10.7910/DVN/28075",
    },
    "polecat": {
        "title": "POLECAT Weekly Data",
        "short": "POLECAT events",
        "licence": "Harvard Dataverse, free use with citation",
        "citations": ["halterman2023"],
        "page": "https://doi.org/10.7910/DVN/AJGVIT",
    },
    "own": {
        "title": "Events of a file of the user's own",
        "short": "Own file of events",
        "licence": "the user's own",
        "citations": [],
        "page": "",
    },
}
"""What is said of each archive, by the name that its events bear."""


@dataclass(frozen=True)
class EventArchive(Source):
    """An archive of events as a source.

    Attributes
    ----------
    id : str
        `PREFIX` and the name that its events bear.
    parse : callable
        Refuses: the archive is converted, and not pulled.
    """

    @cached_property
    def _raw(self) -> dict[str, Any]:
        own = ARCHIVES[self.id.removeprefix(PREFIX)]
        named = {"version": VERSION, "terms": "cite", "parser": "", "files": [], "tables": {}}
        return {**named, **own, "years": [0, 0]}

    def entry(self) -> dict[str, object]:
        """Give version, terms, licence and citations.

        Examples
        --------
        >>> event_archives()[0].entry()["citations"]
        ['leetaru2013']
        """
        names = ("version", "terms", "licence", "citations")
        return {name: self._raw[name] for name in names}


def _refused(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    raise RequestError(
        "an archive of events is converted, and not pulled",
        next_step="'detente events FILES... --archive FOLDER'",
    )


def event_archives() -> tuple[EventArchive, ...]:
    """Give the archives of events as sources."""
    return tuple(EventArchive(f"{PREFIX}{name}", _refused) for name in ARCHIVES)


def event_archive(id: str) -> EventArchive | None:
    """Find an archive of events by its id among the sources; None where it is none.

    Parameters
    ----------
    id : str
        Such as ``"events_gdelt"``.

    Examples
    --------
    >>> event_archive("events_icews").short, event_archive("icews")
    ('ICEWS events', None)
    """
    return next((one for one in event_archives() if one.id == id), None)
