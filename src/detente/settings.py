"""Settings: what a user may set from outside, all of it here.

========================  ====================================================================
variable                  meaning
========================  ====================================================================
``DETENTE_HOME``          folder of the store (default: the platform's data folder)
``DETENTE_MIRROR``        a folder, or an http(s) address, that is asked before the producers
``DETENTE_OFFLINE``       ``1`` forbids the network (the option ``--offline`` does the same)
``SOURCE_DATE_EPOCH``     day printed as the paper's date of making (default: today)
========================  ====================================================================
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from detente.errors import RequestError


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
    """

    home: Path
    mirror: str
    offline: bool
    made: date


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
        Where the date of making is not a number of seconds.

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
    return Settings(
        home=Path(home).expanduser().absolute(),
        mirror=os.environ.get("DETENTE_MIRROR", ""),
        offline=offline or os.environ.get("DETENTE_OFFLINE", "") not in ("", "0", "false"),
        made=made,
    )
