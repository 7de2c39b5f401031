"""Hand-made tables on disk: those of the package, or newer ones that a user took, file by file.

Newer tables lie in the home folder (`detente facts pull` puts them there). They are read in place
of the package's as long as the package is the one for which they were taken: a later release has
tables of its own. Each file is compared with the digest under which it was taken.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tomli

from detente.errors import RequestError
from detente.settings import settings

logger = logging.getLogger(__name__)
VARIABLE = "DETENTE_FACTS"
"""Names another folder of newer tables than the one in the home folder."""
FOLDER, RECORD = "facts", "facts.json"
"""Folder of newer tables in the home folder, and the file in it that says what was taken."""
SHOWN = 12
"""Letters of a digest that are shown."""
AGAIN = "take them again with 'detente facts pull', or go back with 'detente facts drop'"


@dataclass(frozen=True, slots=True)
class Taken:
    """Newer tables that a user took.

    Attributes
    ----------
    folder : pathlib.Path
        Where they lie.
    files : dict
        Name (``relations/truces.toml``) to digest.
    software : str
        Version of the package for which they were taken.
    origin : str
        The file or address from which the last of them came.
    """

    folder: Path
    files: Mapping[str, str]
    software: str
    origin: str

    @property
    def digest(self) -> str:
        """Identify all of them together."""
        named = json.dumps(dict(sorted(self.files.items())))
        return hashlib.sha256(named.encode()).hexdigest()

    @property
    def is_in_use(self) -> bool:
        """Tell whether they were taken for this version of the package."""
        return bool(self.files) and self.software == version("detente")


def facts_folder() -> Path:
    """Give the folder of newer tables, whether or not it is there."""
    named = os.environ.get(VARIABLE, "")
    return Path(named).absolute() if named else settings().home / FOLDER


def taken_in(folder: Path) -> Taken | None:
    """Read what was taken into a folder; None where nothing was.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.

    Raises
    ------
    RequestError
        Where the record of it is damaged.

    Examples
    --------
    >>> taken_in(Path("no/such/folder")) is None
    True
    """
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        digests = {str(name): str(digest) for name, digest in record["files"].items()}
        return Taken(
            folder=folder / record["tables"],
            files=digests,
            software=record["software"],
            origin=record["origin"],
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RequestError(
            f"the record of the newer hand-made tables cannot be read ({type(error).__name__})",
            where=str(folder / RECORD),
            next_step=AGAIN,
        ) from error


@cache
def in_use() -> Taken | None:
    """Give the newer tables that are read in place of the package's; None where none are."""
    taken = taken_in(facts_folder())
    if taken is None or not taken.is_in_use:
        if taken is not None and taken.files:
            logger.warning(
                "hand-made tables that were taken for version %s are not used", taken.software
            )
        return None
    return taken


def newer_tables() -> str:
    """Name the newer tables in use beside the version of the software; empty where none are.

    Examples
    --------
    >>> newer_tables()
    ''
    """
    taken = in_use()
    return f" with hand-made tables {taken.digest[:SHOWN]}" if taken else ""


def packaged(name: str) -> Traversable:
    """Give a table, or a folder of tables, of the package.

    Parameters
    ----------
    name : str
        Its name below the folder of tables.
    """
    return files("detente.actors").joinpath(f"tables/{name}" if name else "tables")


def text_of(name: str) -> str:
    """Read a hand-made table as text.

    Parameters
    ----------
    name : str
        Its name below the folder of tables (``relations/truces.toml``).

    Raises
    ------
    RequestError
        Where a newer table is not the one that was taken.

    Examples
    --------
    >>> "facts_checked_to" in text_of("checked.toml")
    True
    """
    taken = in_use()
    if taken is None or name not in taken.files:
        return packaged(name).read_text(encoding="utf-8")
    try:
        content = (taken.folder / name).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != taken.files[name]:
        raise RequestError(
            f"the hand-made table '{name}' is not the one that was taken",
            where=str(taken.folder),
            next_step=AGAIN,
        )
    return content.decode("utf-8")


def table_of(name: str) -> dict[str, Any]:
    """Read a hand-made table.

    Parameters
    ----------
    name : str
        Its name below the folder of tables.

    Examples
    --------
    >>> sorted(table_of("borders.toml"))
    ['border']
    """
    return tomli.loads(text_of(name))


def has_table(name: str) -> bool:
    """Tell whether there is a table of this name.

    Parameters
    ----------
    name : str
        Its name below the folder of tables.
    """
    taken = in_use()
    return (taken is not None and name in taken.files) or packaged(name).is_file()


def names_in(folder: str = "") -> tuple[str, ...]:
    """Name the tables in a folder and below it, A to Z.

    Parameters
    ----------
    folder : str
        A folder below that of the tables; that one itself by default.

    Examples
    --------
    >>> names_in("rungs")[:2]
    ('rungs/asean.toml', 'rungs/brics.toml')
    """
    above = f"{folder}/" if folder else ""
    taken = in_use()
    newer = [name for name in (taken.files if taken else ()) if name.startswith(above)]
    return tuple(sorted({*_below(packaged(folder), above), *newer}, key=_by_parts))


def _below(folder: Traversable, above: str) -> Iterator[str]:
    """Name the tables of the package in a folder and below it."""
    for path in folder.iterdir():
        if path.is_dir():
            yield from _below(path, f"{above}{path.name}/")
        elif path.name.endswith(".toml"):
            yield f"{above}{path.name}"


def _by_parts(name: str) -> tuple[str, ...]:
    """Sort names as folders list them."""
    return tuple(name.split("/"))
