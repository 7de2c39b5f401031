"""Settings: what a user may set from outside, all of it here.

========================  ====================================================================
variable                  meaning
========================  ====================================================================
``DETENTE_HOME``          folder of the store (default: the platform's data folder)
``DETENTE_MIRROR``        a folder, or an http(s) address, that is asked before the producers
``DETENTE_MAX_MB``        megabytes that a file may have once it is unpacked (default: 1000)
``DETENTE_FONTS``         folder of fonts for scripts that the package has none for
``DETENTE_FACTS``         folder of newer hand-made tables (default: ``facts`` in the home folder)
``DETENTE_OFFLINE``       ``1`` forbids the network (the option ``--offline`` does the same)
``SOURCE_DATE_EPOCH``     day printed as the paper's date of making (default: today)
========================  ====================================================================
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from detente.errors import RequestError, quoted

FONTS_VARIABLE = "DETENTE_FONTS"
"""Names the folder of the user's own fonts."""
LIMIT_VARIABLE = "DETENTE_MAX_MB"
"""Names the variable in errors about files that are too large."""
LIMIT_MB = 1000
"""Megabytes that a file may have once it is unpacked; the largest of our sources has 350."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, read once for each call.

    Attributes
    ----------
    home : pathlib.Path
        Folder of the store; made when first written to.
    mirror : str
        Folder or address asked first; empty for none.
    offline : bool
        Whether the network is forbidden.
    made : datetime.date
        The paper's date of making.
    limit : int
        Bytes that a source's file may have, as it is fetched and once it is unpacked.
    fonts : pathlib.Path, optional
        Folder of fonts for other scripts.
    """

    home: Path
    mirror: str
    offline: bool
    made: date
    limit: int = LIMIT_MB * 1_000_000
    fonts: Path | None = None


def own_folder(written: str, variable: str) -> Path:
    """Read the name of a folder, ``~`` at its begin as the user's own.

    Parameters
    ----------
    written : str
        The name.
    variable : str
        Names the setting, for the error.

    Raises
    ------
    RequestError
        Where it begins with the name of a user whom the system does not know.

    Examples
    --------
    >>> own_folder("/data/detente", "DETENTE_HOME").name
    'detente'
    """
    try:
        return Path(written).expanduser()
    except RuntimeError:
        raise RequestError(
            f"{variable} {quoted(written)} begins with a user who is not known here",
            where="the environment",
            next_step="write the folder in full; a name that begins with ~ is written ./~name",
        ) from None


def settings(*, offline: bool = False) -> Settings:
    """Read the settings from the environment.

    Parameters
    ----------
    offline : bool
        Forbid the network even where the environment allows it.

    Returns
    -------
    Settings

    Raises
    ------
    RequestError
        Where the date of making or the limit is not a number.

    Examples
    --------
    >>> settings().home.is_absolute()
    True
    """
    home = os.environ.get("DETENTE_HOME")
    if not home:
        from platformdirs import user_data_dir

        home = user_data_dir("detente")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        made = datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
    except (ValueError, OverflowError, OSError):
        raise RequestError(
            f"SOURCE_DATE_EPOCH '{epoch}' is not a number of seconds", where="the environment"
        ) from None
    megabytes = os.environ.get(LIMIT_VARIABLE, "") or str(LIMIT_MB)
    if not (megabytes.isascii() and megabytes.isdecimal() and 0 < len(megabytes) < 10):
        raise RequestError(
            f"{LIMIT_VARIABLE} '{megabytes[:20]}' is not a number of megabytes",
            where="the environment",
        )
    fonts = os.environ.get(FONTS_VARIABLE, "")
    forbidden = os.environ.get("DETENTE_OFFLINE", "") not in ("", "0", "false")
    return Settings(
        home=own_folder(home, "DETENTE_HOME").absolute(),
        mirror=os.environ.get("DETENTE_MIRROR", ""),
        offline=offline or forbidden,
        made=made,
        limit=int(megabytes) * 1_000_000,
        fonts=own_folder(fonts, FONTS_VARIABLE).absolute() if fonts else None,
    )
