"""Where compiled functions are stored, also for a user who can write neither here nor at home.

Numba stores them beside their source or in the user's cache, and refuses to compile where it can
write neither: a service without a home, a container whose disk is read only. There a folder is made
that ends with the process, and everything is compiled once in each.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import numba
from platformdirs import user_cache_path

HERE = Path(__file__).parent


def may_store(folder: Path) -> bool:
    """Tell whether a folder can be written, or made.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.

    Examples
    --------
    >>> may_store(Path(tempfile.mkdtemp()) / "new"), may_store(Path(__file__) / "none")
    (True, False)
    """
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        return folder.is_dir() and os.access(folder, os.W_OK)
    except OSError:
        return False  # a folder above cannot be looked into


def place(folder: Path) -> Path:
    """Give a folder for what is compiled: the one that is wanted, or one of this process alone.

    Parameters
    ----------
    folder : pathlib.Path
        What is wanted.

    Examples
    --------
    >>> wanted = Path(tempfile.mkdtemp())
    >>> place(wanted) == wanted, place(Path(__file__) / "none").is_dir()
    (True, True)
    """
    if may_store(folder):
        return folder
    # a name that nobody can foresee: what is stored there is run
    made = Path(tempfile.mkdtemp(prefix="detente-compiled-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def find_place() -> None:
    """Let numba store what it compiles where it can, unless the user or numba has a place."""
    if numba.config.CACHE_DIR or may_store(HERE / "__pycache__"):
        return
    at_home = user_cache_path("numba")
    if not may_store(at_home):
        numba.config.CACHE_DIR = str(place(at_home))


find_place()
njit = numba.njit
prange = numba.prange
