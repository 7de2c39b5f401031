"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def may_write(folder: Path) -> bool:
    """Tell before the work, not after it, whether a folder can be made and written.

    Examples
    --------
    >>> import tempfile
    >>> may_write(Path(tempfile.mkdtemp()) / "new" / "folder")
    True
    """
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a temporary file beside the target, then rename it.

    Parameters
    ----------
    path : pathlib.Path
        The target; its folder is made if need be.
    write : callable
        Writes the file whose path it is given.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(staged)
        staged.replace(path)
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    write_whole(path, lambda staged: staged.write_text(text, encoding="utf-8"))
