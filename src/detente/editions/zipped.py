"""Zip archives: written with fixed times, and read with care.

An archive comes from anywhere. Nothing of it is unpacked to the disk; names that lead out of it,
links, encryption and contents larger than they say are refused before or while they are read.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from detente.errors import EditionError

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Time of every member: the first that a zip can hold."""
LEVEL = 9
"""How hard members are packed."""
MODE = (stat.S_IFREG | 0o644) << 16
"""A plain file that everybody may read."""
UNIX = 3
"""System that a member names as its own, so that its mode is read on every machine."""
FEATURES = 0x1 | 0x20 | 0x40 | 0x2000
"""Bits of a member that say it is encrypted or patched."""
DAMAGED = "it is no zip archive, or was damaged on its way"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What reading a broken archive raises."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold.

    Attributes
    ----------
    members : int
        Files in it.
    member, total : int
        Bytes of one and of all of them, unpacked.
    folders : bool
        Whether folders may be listed.
    """

    members: int
    member: int
    total: int
    folders: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is open, its table of contents checked.

    Attributes
    ----------
    listed : tuple of zipfile.ZipInfo
        Its files.
    """

    listed: tuple[zipfile.ZipInfo, ...]
    _whole: zipfile.ZipFile

    def read(self, one: zipfile.ZipInfo) -> bytes:
        """Read a file, no further than the size that it names.

        Parameters
        ----------
        one : zipfile.ZipInfo
            One of those that are listed.

        Raises
        ------
        EditionError
            Where it is damaged, or has another size than it names.
        """
        try:
            with self._whole.open(one) as member:
                data = member.read(one.file_size + 1)
        except BROKEN as error:
            raise EditionError(f"its member '{one.filename}' was damaged on its way") from error
        if len(data) != one.file_size:
            raise EditionError(f"its member '{one.filename}' has another size than it names")
        return data


def pack(members: Mapping[str, bytes]) -> bytes:
    """Write files as the bytes of a zip: the same files in the same order give the same bytes.

    Parameters
    ----------
    members : mapping of str to bytes
        Name to content.

    Returns
    -------
    bytes

    Examples
    --------
    >>> pack({"a.txt": b"a"}) == pack({"a.txt": b"a"})
    True
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.create_system = UNIX
            info.external_attr = MODE
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=LEVEL)
    return buffer.getvalue()


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Archive]:
    """Open an archive; its table of contents is checked before anything is unpacked.

    Parameters
    ----------
    data : bytes
        The archive.
    limits : Limits
        How much it may hold.

    Raises
    ------
    EditionError
        Where it is no zip; where a name leads out of it, is there twice or is a link; where a
        member is encrypted; or where it holds more than it may.

    Examples
    --------
    >>> with opened(pack({"a.txt": b"a"}), Limits(members=9, member=9, total=9)) as archive:
    ...     archive.read(archive.listed[0])
    b'a'
    """
    try:
        whole = zipfile.ZipFile(BytesIO(data))
        listed = whole.infolist()
    except BROKEN as error:
        raise EditionError(DAMAGED) from error
    with whole:
        _check(listed, limits)
        files = tuple(one for one in listed if not one.is_dir())
        yield Archive(files, whole)


def _check(listed: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse a table of contents that no archive of a paper has."""
    if len(listed) > limits.members:
        raise EditionError(f"it has {len(listed):,} members")
    total = sum(one.file_size for one in listed)
    if total > limits.total:
        raise EditionError(f"it unpacks to {total / 1e6:,.0f} MB")
    seen: set[str] = set()
    for one in listed:
        _check_member(one, limits)
        if one.filename in seen:
            raise EditionError(f"its member '{one.filename}' is in it twice")
        seen.add(one.filename)


def _check_member(one: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse a member that is no plain file below the archive."""
    name = one.orig_filename
    parts = PurePosixPath(name).parts
    leads_out = name.startswith("/") or ".." in parts or "\\" in name or ":" in name
    if leads_out or "\0" in name or not parts:
        raise EditionError(f"its member '{name}' leads out of it")
    kind = stat.S_IFMT(one.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise EditionError(f"its member '{name}' is a link")
    is_folder = one.is_dir() and limits.folders
    if not is_folder and (one.is_dir() or kind not in (0, stat.S_IFREG)):
        raise EditionError(f"its member '{name}' is no plain file")
    if one.flag_bits & FEATURES:
        raise EditionError(f"its member '{name}' is encrypted or patched")
    if one.file_size > limits.member:
        raise EditionError(f"its member '{name}' unpacks to {one.file_size / 1e6:,.0f} MB")
