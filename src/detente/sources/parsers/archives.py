"""Members of zip archives, unpacked one at a time to a file that a lazy reader can open."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import ParseError
from detente.files import CHUNK, scratch_folder

LARGEST = 4_000_000_000
"""Bytes that a member may have once it is unpacked."""


@contextmanager
def unpacked(archive: Path, member: str) -> Iterator[Path]:
    """Unpack a member of an archive beside no other, and remove it afterwards.

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
        Where the archive is broken, lacks the member, or the member is larger than any file of the
        sources.
    """
    try:
        with zipfile.ZipFile(archive) as opened, scratch_folder() as folder:
            size = opened.getinfo(member).file_size
            if size > LARGEST:
                raise ParseError(f"'{member}' would unpack to {size:,} bytes", where=archive.name)
            target = folder / "member"
            with opened.open(member) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, CHUNK)
            yield target
    except (zipfile.BadZipFile, KeyError) as error:
        raise ParseError(
            f"the archive is broken or lacks '{member}'", where=archive.name
        ) from error


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
        raise ParseError("the archive is broken", where=archive.name) from error
