"""Blocks of whole lines from files of any size, plain or packed, in bounded memory.

A line that is longer than any layout allows, or that holds a NUL byte, is counted and left out. A
packed file that ends before its end is refused.
"""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import cast

from detente.errors import ParseError

Stream = BufferedReader | gzip.GzipFile | zipfile.ZipExtFile
"""What a file, or what is packed in it, is read from."""
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
"""How packed files begin."""
BLOCK = 1 << 24
"""Bytes that are read at once; larger blocks are slower, as each takes fresh memory."""
LONGEST_LINE = 1 << 20
"""Bytes of a line; the longest of the official archives has some ten thousand."""
TOO_LONG, WITH_NUL = "a line too long", "a NUL byte"
"""Why lines are left out before they are read."""


@contextmanager
def opened(path: Path) -> Iterator[Iterator[Stream]]:
    """Open the contents of a file, one after the other where it is a zip archive.

    Parameters
    ----------
    path : pathlib.Path
        The file: plain, gzip or zip.

    Raises
    ------
    ParseError
        Where it is packed and broken or cut off.
    """
    with path.open("rb") as file:
        begin = file.read(4)
    try:
        yield _contents(path, begin)
    except (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise ParseError(
            f"'{path.name}' is broken or cut off ({error})",
            where=str(path.parent),
            next_step="fetch it again; nothing of it was kept",
        ) from error


def _contents(path: Path, begin: bytes) -> Iterator[Stream]:
    """Open what is in a file."""
    if begin.startswith(GZIP):
        with gzip.open(path) as stream:
            yield stream
    elif begin == ZIP:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    with archive.open(member) as inside:
                        yield cast(zipfile.ZipExtFile, inside)
    else:
        with path.open("rb") as plain:
            yield plain


def first_line(path: Path) -> str:
    """Read the first line of a file, by which a layout is recognised.

    Parameters
    ----------
    path : pathlib.Path
        The file: plain, gzip or zip.

    Returns
    -------
    str
        Without its line break; empty where the file is.

    Raises
    ------
    ParseError
        Where it is packed and broken.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.gz"
    >>> _ = path.write_bytes(gzip.compress(b"a,b\\n1,2\\n"))
    >>> first_line(path)
    'a,b'
    """
    with opened(path) as contents:
        for stream in contents:
            line = stream.readline(LONGEST_LINE)
            return line.decode("utf-8-sig", errors="replace").rstrip("\r\n")
    return ""


def blocks(path: Path, left_out: Counter[str], size: int = BLOCK) -> Iterator[bytes]:
    """Give the lines of a file in blocks of whole lines.

    Parameters
    ----------
    path : pathlib.Path
        The file: plain, gzip or zip.
    left_out : Counter
        Lines that are left out, by reason; counted here.
    size : int
        Bytes of a block.

    Raises
    ------
    ParseError
        Where it is packed and broken or cut off.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.txt"
    >>> _ = path.write_bytes(b"one\\ntw\\0o\\nthree")
    >>> reasons = Counter()
    >>> list(blocks(path, reasons)), reasons["a NUL byte"]
    ([b'one\\n', b'three\\n'], 1)
    """
    with opened(path) as contents:
        for stream in contents:
            for block in _whole_lines(stream, left_out, size):
                clean = block if b"\0" not in block else _without_nul(block, left_out)
                if clean:
                    yield clean


def _whole_lines(stream: Stream, left_out: Counter[str], size: int) -> Iterator[bytes]:
    """Cut a stream at ends of lines; what remains goes before the next piece."""
    # one room for all pieces: fresh memory for each would cost more than reading
    room = bytearray(LONGEST_LINE + size)
    view = memoryview(room)
    held, skipping = 0, False
    while read := stream.readinto(view[held : held + size]):
        held += read
        begin = 0
        if skipping:
            begin = room.find(b"\n", 0, held) + 1
            if not begin:
                held = 0
                continue
            skipping = False
        end = room.rfind(b"\n", begin, held) + 1 or begin
        if end > begin:
            yield from _modest(bytes(view[begin:end]), left_out)
        rest = held - end
        if rest > LONGEST_LINE:
            left_out[TOO_LONG] += 1
            rest, skipping = 0, True
        view[:rest] = view[end : end + rest]
        held = rest
    if held:
        yield from _modest(bytes(view[:held]) + b"\n", left_out)


def _modest(block: bytes, left_out: Counter[str]) -> Iterator[bytes]:
    """Leave out the lines of a block that are too long; most blocks have none."""
    if len(block) <= LONGEST_LINE or not _has_long_line(block):
        yield block
        return
    lines = block.split(b"\n")
    kept = [line for line in lines if len(line) <= LONGEST_LINE]
    left_out[TOO_LONG] += len(lines) - len(kept)
    yield b"\n".join(kept)


def _has_long_line(block: bytes) -> bool:
    """Tell whether some line is too long: one end of a line is sought in every half length."""
    step = LONGEST_LINE // 2
    begins = range(0, len(block) - step, step)
    return any(block.find(b"\n", begin, begin + step) < 0 for begin in begins)


def _without_nul(block: bytes, left_out: Counter[str]) -> bytes:
    """Leave out the lines that hold a NUL byte."""
    lines = block.split(b"\n")
    kept = [line for line in lines if b"\0" not in line]
    left_out[WITH_NUL] += len(lines) - len(kept)
    return b"\n".join(kept)
