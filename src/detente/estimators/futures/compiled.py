"""Where the compiled engine is stored: the user's cache, in a folder of its own for each text.

Numba stores what it compiled beside the source and looks at one file's date. Functions here call
each other across files, and an installed package may lie where nobody can write; so the folder is
the user's, and its name has a digest of every file of this package. ``NUMBA_CACHE_DIR`` wins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numba
from platformdirs import user_cache_path

from detente.estimators.compiling import place

HERE = Path(__file__).parent


def cache_folder() -> Path:
    """Give the folder of this text of the engine.

    Examples
    --------
    >>> cache_folder().name.startswith("engine-")
    True
    """
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(HERE.glob("*.py")):
        digest.update(path.read_bytes())
    return user_cache_path("detente") / f"engine-{digest.hexdigest()[:16]}"


@contextmanager
def own_cache() -> Iterator[None]:
    """Let functions that are compiled inside be stored in the folder; others are left alone."""
    before = numba.config.CACHE_DIR
    if not before:
        numba.config.CACHE_DIR = str(place(cache_folder()))
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before
