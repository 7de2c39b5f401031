"""Members of zip archives, unpacked one at a time to a file that a lazy reader can open."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import ParseError
from detente.files import scratch_folder
from detente.settings import settings
from detente.sources.archives import extract


@contextmanager
def unpacked(archive: Path, member: str) -> Iterator[Path]:
    """Unpack a member of an archive, and remove it afterwards.

    Parameters
    ----------
    archive : pathlib.Path
        The archive.
    member : str
        Name of the member, folders included.

    Yields
    ------
    pathlib.Path
        The file; it lives as long as the block.

    Raises
    ------
    ParseError
        Where the archive is broken, lacks the member, or the member is larger than the settings
        allow.
    """
    with scratch_folder() as folder:
        target = folder / "member"
        extract(archive, member, target, settings().limit)
        yield target


def members(archive: Path, ending: str) -> tuple[str, ...]:
    """Name the members of an archive whose names end in a text, in order.

    Parameters
    ----------
    archive : pathlib.Path
        The archive.
    ending : str
        End of the names wanted.

    Raises
    ------
    ParseError
        Where the archive is broken.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            return tuple(sorted(name for name in opened.namelist() if name.endswith(ending)))
    except zipfile.BadZipFile as error:
        raise ParseError(f"the archive '{archive.name}' is broken") from error
