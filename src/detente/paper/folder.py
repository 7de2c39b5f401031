"""The folder of a paper: made before the work, and written all together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from detente.errors import RequestError
from detente.files import staging, sweep, write_all

PROBED = "brief.html"
"""Name beside which it is tried whether a folder can be written."""


def write_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write the files of a paper, all of them or none.

    Parameters
    ----------
    folder : pathlib.Path
        Where to.
    contents : mapping
        Name of each file to its bytes.

    Raises
    ------
    RequestError
        Where the folder cannot be written.
    """
    try:
        write_all({folder / name: data for name, data in contents.items()})
    except OSError as error:
        raise _refusal(folder, error) from error
    return tuple(folder / name for name in contents)


def prepare(folder: Path) -> None:
    """Make the folder of a paper, before anything is computed for it.

    Raises
    ------
    RequestError
        Where it cannot be made or written.
    """
    try:
        (folder / "evidence").mkdir(parents=True, exist_ok=True)
        # what a killed run left of its probe goes: other papers have no file of this name
        sweep(folder, PROBED)
        probe = staging(folder / PROBED)
        try:
            probe.touch()
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from error


def _refusal(folder: Path, error: OSError) -> RequestError:
    return RequestError(
        f"the paper cannot be written ({error.strerror})",
        where=str(folder),
        next_step="choose another folder with --out",
    )
