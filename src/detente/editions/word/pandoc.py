"""Pandoc: the one program that turns a manuscript into a Word file and an edited one back."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from detente.errors import RequestError

MINUTES = 60
"""Seconds that the program may take."""
EXTRA = "pip install 'detente[word]'"


def require_pandoc() -> Path:
    """Find the program, which comes with a package of its own.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    RequestError
        Where the package is not installed.
    """
    found = find_spec("pypandoc")
    folder = Path(found.origin).parent if found and found.origin else None
    for name in ("pandoc", "pandoc.exe"):
        program = folder / "files" / name if folder else None
        if program is not None and program.is_file():
            return program
    raise RequestError("Word files need pandoc, which is not installed", next_step=EXTRA)


def run_pandoc(*options: str, given: bytes, folder: Path) -> bytes:
    """Run the program in a folder of its own.

    Parameters
    ----------
    *options : str
        As it takes them.
    given : bytes
        What it reads from standard input.
    folder : pathlib.Path
        Where it runs: pictures are found and put there.

    Returns
    -------
    bytes
        What it writes to standard output.

    Raises
    ------
    RequestError
        Where it fails or takes too long.
    """
    program = require_pandoc()
    try:
        done = subprocess.run(
            [str(program), *options],
            input=given,
            capture_output=True,
            cwd=folder,
            timeout=MINUTES,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RequestError(f"pandoc does not end its work ({type(error).__name__})") from error
    if done.returncode:
        lines = done.stderr.decode(errors="replace").splitlines() or [""]
        raise RequestError(f"pandoc cannot read or write the Word file ({lines[0][:160]})")
    return done.stdout


def version_of_tree(folder: Path) -> list[int]:
    """Ask the program for the version of the tree that it reads and writes.

    Parameters
    ----------
    folder : pathlib.Path
        Where it runs.
    """
    tree: dict[str, Any] = json.loads(run_pandoc("-t", "json", given=b"", folder=folder))
    return list(tree["pandoc-api-version"])
