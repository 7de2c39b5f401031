"""Archives: how much a packed file holds is counted before anything of it is kept in memory.

What an archive declares of itself is compared with the limit first; then it is unpacked in small
pieces that are counted and dropped, since a declaration may lie. Archives inside archives count
into the same sum.
"""

from __future__ import annotations

import bz2
import errno
import lzma
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from detente.errors import ParseError
from detente.settings import LIMIT_VARIABLE

PIECE = 1 << 16
"""Bytes that are unpacked at once."""
MOST_MEMBERS = 10_000
"""Files that a zip archive may have."""
DEEPEST = 4
"""Archives inside each other that are opened."""
MOST_CELLS = 50_000_000
"""Cells that the sheet of a workbook may span."""
ZIP, GZIP, BZIP2, XZ = b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
ZSTD = b"\x28\xb5\x2f\xfd"
LONGEST_MARK = len(XZ)
MOST_DICTIONARY = 200_000_000
"""Bytes of memory that an xz stream may ask for while it is unpacked."""
IN_MEMORY = 1 << 20
"""Bytes of an archive inside another that are kept in memory; more lie in a temporary file."""
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
CELL = re.compile(rb'\br="([A-Z]{1,3})?(\d{1,9})"')
"""Where a cell, or a row, says its place in a sheet."""
OVERLAP = 32
"""Bytes of a piece that are read again with the next one, so that no place is cut in two."""


class Unpacker(Protocol):
    """What unpacks a stream piece by piece."""

    @property
    def eof(self) -> bool:
        """Whether the stream is complete."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What follows a stream that is complete."""
        ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes:
        """Unpack as much as fits."""
        ...


@dataclass(slots=True)
class Allowance:
    """How many bytes may still be unpacked.

    Attributes
    ----------
    name : str
        Name of the outermost file, for the error.
    limit : int
        Bytes in all.
    used : int
        Bytes so far.
    """

    name: str
    limit: int
    used: int = 0

    def spend(self, count: int) -> None:
        """Count bytes, and refuse those that are too many."""
        self.used += count
        if self.used > self.limit:
            raise self.refusal(f"holds more than {self.limit / 1e6:,.0f} MB")

    def refusal(self, fault: str) -> ParseError:
        """Say what is too large, and how the limit is raised."""
        return ParseError(
            f"'{self.name}' {fault} when it is unpacked",
            next_step=f"if that is right, set {LIMIT_VARIABLE} to more megabytes",
        )


def require_modest(path: Path, limit: int, *, plain: bool = True) -> None:
    """Refuse a file that holds more than a limit, packed or unpacked.

    Parameters
    ----------
    path : pathlib.Path
        The file; zip archives (workbooks are such), gzip, bzip2 and xz are opened.
    limit : int
        Bytes.
    plain : bool
        Whether the limit holds for a file that is not packed, too; a user's own may be larger.

    Raises
    ------
    ParseError
        Where it holds more, has too many members or too many archives inside each other, or is
        broken.

    Examples
    --------
    >>> path = Path(tempfile.mkdtemp()) / "zeros.zip"
    >>> with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
    ...     archive.writestr("zeros", bytes(1_000_000))
    >>> require_modest(path, 2_000_000)
    >>> require_modest(path, 500_000)
    Traceback (most recent call last):
    ...
    detente.errors.ParseError: 'zeros.zip' holds more than 0 MB when it is unpacked; ...
    """
    if not path.is_file():
        return  # whoever reads it says so
    allowance = Allowance(path.name, limit)
    if plain and path.stat().st_size > limit:
        raise allowance.refusal(f"has more than {limit / 1e6:,.0f} MB, even")
    try:
        with path.open("rb") as file:
            _count(file, allowance, depth=1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError) as error:
        raise _broken(path.name, str(error)) from error
    except (OSError, RuntimeError, NotImplementedError, ValueError, struct.error) as error:
        # bz2's faults are OSError; an encrypted member is RuntimeError; offsets may be negative
        raise _broken(path.name, str(error)) from error


def extract(archive: Path, member: str, target: Path, limit: int) -> None:
    """Unpack one member of a zip archive into a file.

    Parameters
    ----------
    archive : pathlib.Path
        The archive.
    member : str
        The member's name; ``*`` in it is any text, such as the number of an edition.
    target : pathlib.Path
        Where to.
    limit : int
        Bytes that it may have.

    Raises
    ------
    ParseError
        Where it has more, the archive is broken, or lacks it.
    """
    allowance = Allowance(archive.name, limit)
    try:
        with zipfile.ZipFile(archive) as opened:
            _declared(opened, Allowance(archive.name, limit))
            with opened.open(_named(opened, member)) as packed, target.open("wb") as file:
                for piece in _pieces(packed):
                    allowance.spend(len(piece))
                    file.write(piece)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError) as error:
        raise _broken(archive.name, str(error)) from error
    except (KeyError, RuntimeError, NotImplementedError, ValueError, struct.error) as error:
        raise _broken(archive.name, f"or lacks '{member}'") from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise _broken(archive.name, "a place in it does not exist") from error


def _named(opened: zipfile.ZipFile, wanted: str) -> str:
    """Find a member by its name or its pattern.

    Raises
    ------
    KeyError
        Where none or several fit a pattern.
    """
    if "*" not in wanted:
        return wanted
    # a bracket or a question mark in the name stands for itself
    pattern = re.compile(".*".join(map(re.escape, wanted.split("*"))), re.DOTALL)
    fitting = [name for name in opened.namelist() if pattern.fullmatch(name)]
    if len(fitting) != 1:
        raise KeyError(wanted)
    return fitting[0]


def _broken(name: str, reason: str) -> ParseError:
    return ParseError(f"the archive '{name}' is broken ({reason[:120]})")


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Read a stream piece by piece."""
    while piece := file.read(PIECE):
        yield piece


def _count(file: IO[bytes], allowance: Allowance, *, depth: int) -> None:
    """Count what a file holds, archives inside it included; a plain file adds nothing."""
    beginning = file.read(8)
    file.seek(0)
    if beginning.startswith(ZSTD):
        raise ParseError(
            f"'{allowance.name}' is packed with zstd, which is not read", next_step="unpack it"
        )
    unpacker = _unpacker_of(beginning)
    if not beginning.startswith(ZIP) and unpacker is None:
        return
    if depth > DEEPEST:
        raise allowance.refusal(f"has more than {DEEPEST} archives inside each other")
    if unpacker is None:
        _count_members(file, allowance, depth)
    else:
        _keep_or_drop(_unpacked(file), allowance, depth)


def _unpacker_of(beginning: bytes) -> Unpacker | None:
    """Choose what unpacks a stream by its first bytes."""
    if beginning.startswith(GZIP):
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    if beginning.startswith(BZIP2):
        return bz2.BZ2Decompressor()
    if beginning.startswith(XZ):
        return lzma.LZMADecompressor(memlimit=MOST_DICTIONARY)
    return None


def _declared(archive: zipfile.ZipFile, allowance: Allowance) -> None:
    """Refuse an archive by what it declares, before anything is unpacked."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise allowance.refusal(f"has {len(members):,} members, more than {MOST_MEMBERS:,}")
    allowance.spend(sum(member.file_size for member in members))


def _count_members(file: IO[bytes], allowance: Allowance, depth: int) -> None:
    """Count the members of a zip archive as they unpack."""
    with zipfile.ZipFile(file) as archive:
        _declared(archive, Allowance(allowance.name, allowance.limit, used=allowance.used))
        for member in archive.infolist():
            with archive.open(member) as packed:
                is_sheet = SHEET.fullmatch(member.filename) is not None
                _keep_or_drop(_pieces(packed), allowance, depth, is_sheet=is_sheet)


def _unpacked(file: IO[bytes]) -> Iterator[bytes]:
    """Unpack a stream in pieces of bounded size, one part behind the other, up to what is none."""
    unpacker: Unpacker | None = None
    carried = b""
    for packed in _pieces(file):
        rest, carried = carried + packed, b""
        while rest:
            if unpacker is None and len(rest) < LONGEST_MARK and len(packed) == PIECE:
                carried, rest = rest, b""  # the mark of the next part may be cut in two
                continue
            unpacker = unpacker or _unpacker_of(rest)
            if unpacker is None:
                return
            yield unpacker.decompress(rest, PIECE)
            yield from _drained(unpacker)
            rest = getattr(unpacker, "unconsumed_tail", b"")
            if unpacker.eof:
                rest, unpacker = unpacker.unused_data, None


def _drained(unpacker: Unpacker) -> Iterator[bytes]:
    """Unpack what a stream holds back until it asks for more; gzip's gives its input back."""
    while not unpacker.eof and not getattr(unpacker, "needs_input", True):
        yield unpacker.decompress(b"", PIECE)


def _keep_or_drop(
    pieces: Iterator[bytes], allowance: Allowance, depth: int, *, is_sheet: bool = False
) -> None:
    """Count pieces and drop them; those of an archive are laid on disk and counted in turn."""
    first = next((piece for piece in pieces if piece), b"")
    allowance.spend(len(first))
    inner = first.startswith((ZIP, ZSTD)) or _unpacker_of(first) is not None
    sheet = Sheet() if is_sheet else None
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        if inner:
            file.write(first)
        if sheet is not None:
            sheet.read(first, allowance)
        for piece in pieces:
            allowance.spend(len(piece))
            if inner:
                file.write(piece)
            if sheet is not None:
                sheet.read(piece, allowance)
        if inner:
            file.seek(0)
            _count(file, allowance, depth=depth + 1)


@dataclass(slots=True)
class Sheet:
    """The rectangle that the cells of a sheet span: a reader makes room for all of it.

    Attributes
    ----------
    rows, columns : int
        The last of each so far.
    tail : bytes
        The end of the piece before.
    """

    rows: int = 1
    columns: int = 1
    tail: bytes = b""

    def read(self, piece: bytes, allowance: Allowance) -> None:
        """Take the places of a piece, and refuse a sheet that spans too many cells."""
        text = self.tail + piece
        for letters, row in CELL.findall(text):
            self.rows = max(self.rows, int(row))
            if letters:
                self.columns = max(self.columns, _column(letters))
        self.tail = text[-OVERLAP:]
        if self.rows * self.columns > MOST_CELLS:
            raise allowance.refusal(
                f"has a sheet of {self.rows:,} rows and {self.columns:,} columns"
            )


def _column(letters: bytes) -> int:
    """Read the letters of a column as its number.

    Examples
    --------
    >>> _column(b"A"), _column(b"Z"), _column(b"AA")
    (1, 26, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
