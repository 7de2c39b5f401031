"""The file of a bundle: a zip written with fixed times and order, and read with care.

A bundle comes from anywhere. Nothing of it is unpacked to the disk; names that lead out of it,
links, encryption and contents that are larger than any paper are refused before they are read.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath

from detente.errors import EditionError

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Time of every member: the first that a zip can hold."""
LEVEL = 9
"""How hard members are packed."""
MODE = (stat.S_IFREG | 0o644) << 16
"""A plain file that everybody may read."""
UNIX = 3
"""System that a member names as its own, so that its mode is read on every machine."""
LARGEST, LARGEST_MEMBER, LARGEST_FILE = 96_000_000, 32_000_000, 32_000_000
"""Bytes of all members, of one member, and of the file; a bundle has 1 to 5 million unpacked."""
MOST = 500
"""Members; a bundle has about thirty."""
FEATURES = 0x1 | 0x20 | 0x40 | 0x2000
"""Bits of a member that say it is encrypted or patched."""
NEXT = "ask for the bundle again where it came from"


def pack(members: Mapping[str, bytes]) -> bytes:
    """Write members as the bytes of a zip: the same members give the same bytes.

    Parameters
    ----------
    members : mapping of str to bytes
        Name to content; names are sorted.

    Returns
    -------
    bytes

    Examples
    --------
    >>> pack({"b": b"2", "a": b"1"}) == pack({"a": b"1", "b": b"2"})
    True
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.create_system = UNIX
            info.external_attr = MODE
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name], compresslevel=LEVEL)
    return buffer.getvalue()


def unpack(path: Path) -> dict[str, bytes]:
    """Read every member of a zip into memory.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    dict of str to bytes
        Name to content.

    Raises
    ------
    EditionError
        Where the file cannot be read or is no zip; where a name leads out of it, is there twice or
        is a link; where a member is encrypted, damaged, or larger than a paper can be.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _refused(f"it has {size / 1e6:.0f} MB", path)
        with zipfile.ZipFile(path) as archive:
            listed = archive.infolist()
            _check(listed, path)
            return {one.filename: _read(archive, one, path) for one in listed}
    except OSError as error:
        raise EditionError(
            f"the bundle cannot be read ({error.strerror or error})", where=str(path)
        ) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise EditionError(
            "the file is not a bundle, or was damaged on its way", where=str(path), next_step=NEXT
        ) from error


def _check(listed: list[zipfile.ZipInfo], path: Path) -> None:
    """Refuse a table of contents that no bundle has, before anything is unpacked."""
    if len(listed) > MOST:
        raise _refused(f"it has {len(listed):,} members", path)
    total = sum(one.file_size for one in listed)
    if total > LARGEST:
        raise _refused(f"it unpacks to {total / 1e6:,.0f} MB", path)
    seen: set[str] = set()
    for one in listed:
        _check_member(one, path)
        if one.filename in seen:
            raise _refused(f"'{one.filename}' is in it twice", path)
        seen.add(one.filename)


def _check_member(one: zipfile.ZipInfo, path: Path) -> None:
    """Refuse a member that is no plain file below the bundle."""
    name = one.orig_filename
    parts = PurePosixPath(name).parts
    leads_out = name.startswith("/") or ".." in parts or "\\" in name or ":" in name
    if leads_out or "\0" in name or not parts:
        raise _refused(f"its member '{name}' leads out of it", path)
    kind = stat.S_IFMT(one.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise _refused(f"its member '{name}' is a link", path)
    if one.is_dir() or kind not in (0, stat.S_IFREG):
        raise _refused(f"its member '{name}' is no plain file", path)
    if one.flag_bits & FEATURES:
        raise _refused(f"its member '{name}' is encrypted or patched", path)
    if one.file_size > LARGEST_MEMBER:
        raise _refused(f"its member '{name}' unpacks to {one.file_size / 1e6:,.0f} MB", path)


def _read(archive: zipfile.ZipFile, one: zipfile.ZipInfo, path: Path) -> bytes:
    """Read a member, no further than the size that it names."""
    try:
        with archive.open(one) as member:
            data = member.read(one.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise EditionError(
            f"its member '{one.filename}' was damaged on its way", where=str(path), next_step=NEXT
        ) from error
    if len(data) != one.file_size:
        raise _refused(f"its member '{one.filename}' has another size than it names", path)
    return data


def _refused(what: str, path: Path) -> EditionError:
    return EditionError(f"this is no bundle of a paper: {what}", where=str(path), next_step=NEXT)
