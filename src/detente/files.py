"""Files on disk: written whole or not at all, and swept where a killed process left one.

Every writer of the package goes through `write_whole`: a temporary file beside the target, flushed
to the disk, read back, and only then renamed. Whatever fails before that, the old file is
unchanged and nothing is left beside it.
"""

from __future__ import annotations

import ctypes
import errno
import glob
import hashlib
import itertools
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.errors import BrokenWrite, FullDisk

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where there is no room: a full disk, a quota, a limit of the file's size."""
FULL_WORDS = re.compile(
    r"no space left|disk quota|file too large|unable to write data|os error (?:28|27|122)\b",
    re.IGNORECASE,
)
"""How libraries say the same in errors of their own."""
CHUNK = 1 << 20
"""Bytes that are read at once."""
SPARE = 1 << 16
"""Free bytes under which a file that did not read back is put down to a full disk."""
HOST = hashlib.sha256(platform.node().encode()).hexdigest()[:6]
"""Stands for this machine in names of temporary files: another one's processes are not ours."""
ANOTHER_HOST_KEEPS = 24 * 3600.0
"""Seconds after which what another machine left in a shared folder is taken for abandoned."""
CLOCKS = 60.0
"""Seconds by which the clocks of processes and of files may differ."""
MARK = re.compile(r"\.(?:(?P<host>[0-9a-f]{6})-)?(?P<pid>\d+)(?:-\d+)?\.(?:part|new)$")
"""How the name of a temporary file ends; version 0.1 wrote the number of the process alone."""
LONGEST_NAME = 200
"""Bytes of a target's name that the name of its temporary file repeats."""
HERE, EXCHANGE = -100, 2
"""How Linux is asked to let two names change places (renameat2)."""
SCRATCH = "detente-"
"""How the names of temporary folders begin."""
_numbers = itertools.count()


def may_write(folder: Path) -> bool:
    """Tell before the work, not after it, whether a folder can be made and written.

    Parameters
    ----------
    folder : pathlib.Path
        The folder, which need not exist.

    Examples
    --------
    >>> may_write(Path(tempfile.mkdtemp()) / "new" / "folder")
    True
    """
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        return folder.is_dir() and os.access(folder, os.W_OK)
    except (OSError, ValueError):  # a name that no folder can have
        return False


Writer = Callable[[Path], object]
"""Writes the file whose path it is given."""
Check = Callable[[Path], bool]
"""Tells whether the file whose path it is given holds what was to be written."""


def write_whole(path: Path, write: Writer, reads_back: Check) -> None:
    """Write a temporary file beside the target, read it back, and only then rename it.

    Parameters
    ----------
    path : pathlib.Path
        The target; its folder is made if need be.
    write : callable
        Writes the file whose path it is given.
    reads_back : callable
        Tells whether the file whose path it is given holds what was to be written. An error that
        it raises counts as no.

    Raises
    ------
    FullDisk
        Where there is no room.
    BrokenWrite
        Where the file does not read back as it was written.
    OSError
        Where the folder cannot be made or written. In every case `path` is unchanged.

    Examples
    --------
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write_whole(target, lambda p: p.write_text("a"), lambda p: p.read_text() == "a")
    >>> target.read_text()
    'a'
    """
    _write_together({path: (write, reads_back)})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files that belong together: none is replaced before all are read back.

    Parameters
    ----------
    contents : mapping
        Target to the bytes that it is to hold.

    Raises
    ------
    FullDisk, BrokenWrite, OSError
        As `write_whole`; every target is unchanged.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_all({folder / "a.txt": b"a", folder / "b.txt": b"b"})
    >>> sorted(path.name for path in folder.iterdir())
    ['a.txt', 'b.txt']
    """
    _write_together({path: _of_bytes(data) for path, data in contents.items()})


def _of_bytes(data: bytes) -> tuple[Writer, Check]:
    """Give what writes bytes, and what compares a file with them."""
    return (lambda path: path.write_bytes(data)), (lambda path: path.read_bytes() == data)


def _write_together(wanted: Mapping[Path, tuple[Writer, Check]]) -> None:
    """Write, flush and read back every temporary file before the first of them is renamed."""
    # absolute: a library may take a relative name that begins with "~" for a home folder
    staged = {path: staging(path.absolute()) for path in wanted}
    try:
        for path, (write, reads_back) in wanted.items():
            with no_room(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                sweep(path.parent, path.name)
                write(staged[path])
                flush(staged[path])
                _require_whole(staged[path], path, reads_back)
        for path, part in staged.items():
            _rename(part, path)
        for folder in {path.parent for path in wanted}:
            flush(folder)
    finally:
        for part in staged.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _rename(part: Path, path: Path) -> None:
    """Put a temporary file in its place, in a folder that is still there."""
    try:
        part.replace(path)
    except FileNotFoundError as error:
        raise BrokenWrite(
            f"'{path.name}' was not written: its folder is gone",
            where=str(path.parent),
            next_step="make the folder and run it again",
        ) from error


@contextmanager
def no_room(path: Path) -> Iterator[None]:
    """Say in one line, whatever library met it, that there is no room for a file.

    Parameters
    ----------
    path : pathlib.Path
        The file, for the error.

    Raises
    ------
    FullDisk
        Where what is done inside fails for want of room.

    Examples
    --------
    >>> with no_room(Path("a.csv")):
    ...     raise OSError(errno.ENOSPC, "No space left on device")
    Traceback (most recent call last):
    ...
    detente.errors.FullDisk: no room to write 'a.csv'; in .; free some space; ...
    """
    try:
        yield
    except Exception as error:
        if is_full(error):
            raise _full(path) from error
        raise


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes, whole or not at all.

    Parameters
    ----------
    path : pathlib.Path
        The target.
    data : bytes
        What it is to hold.
    """
    write_all({path: data})


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8, whole or not at all.

    Parameters
    ----------
    path : pathlib.Path
        The target.
    text : str
        What it is to hold.
    """
    write_bytes(path, text.encode())


def _require_whole(staged: Path, path: Path, reads_back: Callable[[Path], bool]) -> None:
    """Refuse a file that does not hold what was to be written."""
    try:
        whole = reads_back(staged)
    except Exception:  # a broken file breaks its reader in the reader's own way
        whole = False
    if whole:
        return
    if shutil.disk_usage(path.parent).free < SPARE:
        raise _full(path)
    raise BrokenWrite(
        f"'{path.name}' did not read back as it was written",
        where=str(path.parent),
        next_step="the old file, if any, is unchanged; check the disk and run it again",
    )


def _full(path: Path) -> FullDisk:
    return FullDisk(
        f"no room to write '{path.name}'",
        where=str(path.parent),
        next_step="free some space; the old file, if any, is unchanged",
    )


def is_full(error: BaseException) -> bool:
    """Tell whether an error means that there is no room.

    Parameters
    ----------
    error : BaseException
        What was raised.

    Examples
    --------
    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(ValueError("no"))
    (True, False)
    """
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in FULL
    return FULL_WORDS.search(str(error)) is not None


def sha256_of(path: Path) -> str:
    """Give the digest of a file.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    str
        Hexadecimal.

    Examples
    --------
    >>> empty = Path(tempfile.mkdtemp()) / "empty"
    >>> empty.touch()
    >>> sha256_of(empty)[:8]
    'e3b0c442'
    """
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def flush(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk.

    Parameters
    ----------
    path : pathlib.Path
        The file or folder.

    Raises
    ------
    OSError
        Where the disk refuses what the system had accepted.
    """
    if os.name == "nt":
        return  # Windows flushes no folder, and no file that is open for reading
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # some file systems flush no folder, or nothing at all
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def staging(path: Path) -> Path:
    """Name a temporary file or folder beside a target, which no other writer has.

    Parameters
    ----------
    path : pathlib.Path
        The target.

    Examples
    --------
    >>> one, other = staging(Path("a.csv")), staging(Path("a.csv"))
    >>> one != other, one.name.startswith(".a.csv."), one.suffix
    (True, True, '.part')
    """
    return path.with_name(f".{_short(path.name)}.{HOST}-{os.getpid()}-{next(_numbers)}.part")


def _short(name: str) -> str:
    """Give a name room for the mark of a temporary file; a long one is replaced by its digest."""
    if len(os.fsencode(name)) <= LONGEST_NAME:
        return name
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:32]


def sweep(folder: Path, name: str) -> None:
    """Remove what killed processes left of earlier attempts to write a target.

    Parameters
    ----------
    folder : pathlib.Path
        Where the target lies.
    name : str
        The target's name; empty for all targets of the folder.
    """
    name = _short(name)
    beginning = f".{glob.escape(name)}." if name else "."
    for left in folder.glob(f"{beginning}*"):
        # the mark follows the name at once: ".a.csv.…" is not left of "a"
        mark = MARK.fullmatch(left.name[len(name) + 1 :]) if name else MARK.search(left.name)
        if mark is not None and _is_abandoned(left, mark["host"], int(mark["pid"])):
            _remove(left)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change names, at one stroke where the system can.

    Parameters
    ----------
    one, other : pathlib.Path
        Two folders on one file system.

    Raises
    ------
    OSError
        Where they cannot be renamed.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> (folder / "a").mkdir(), (folder / "b" / "c").mkdir(parents=True)
    (None, None)
    >>> exchange(folder / "a", folder / "b")
    >>> (folder / "a" / "c").is_dir()
    True
    """
    if _exchanged(os.fsencode(one), os.fsencode(other)):
        return
    between = staging(one.absolute())
    one.rename(between)
    other.rename(one)
    between.rename(other)


def _exchanged(one: bytes, other: bytes) -> bool:
    """Ask the system for the exchange; False where it has none."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    return rename is not None and rename(HERE, one, HERE, other, EXCHANGE) == 0


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a temporary folder; those of killed processes are removed first.

    Examples
    --------
    >>> with scratch_folder() as folder:
    ...     (folder / "a.txt").write_text("a")
    1
    >>> folder.exists()
    False
    """
    temporary = Path(tempfile.gettempdir())
    for left in temporary.glob(f"{SCRATCH}{HOST}-*"):
        number = left.name.removeprefix(f"{SCRATCH}{HOST}-").partition("-")[0]
        if number.isdecimal() and _is_abandoned(left, HOST, int(number)):
            _remove(left)
    with tempfile.TemporaryDirectory(prefix=f"{SCRATCH}{HOST}-{os.getpid()}-") as folder:
        yield Path(folder)


def _remove(left: Path) -> None:
    """Remove a file or a folder, as far as the system allows."""
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
        return
    with suppress(OSError):
        left.unlink(missing_ok=True)


def _is_abandoned(left: Path, host: str | None, process: int) -> bool:
    """Tell whether the process that was writing is gone."""
    try:
        written = left.lstat().st_mtime
    except OSError:
        return False  # gone already
    if host not in (None, HOST):
        return time.time() - written > ANOTHER_HOST_KEEPS
    return not _is_running(process) or written < _started(process)


def _is_running(process: int) -> bool:
    """Tell whether a process runs; where the system does not say, it does."""
    if os.name == "nt":
        return True  # there, asking with signal 0 would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _started(process: int) -> float:
    """Give the second at which a process began: a number that another one had before is told apart.

    Zero where the system does not say.
    """
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        boot = re.search(r"^btime (\d+)$", Path("/proc/stat").read_text(), re.MULTILINE)
        ticks = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0
    return int(boot[1]) + ticks - CLOCKS if boot else 0.0
