"""States as a view calls them."""

from __future__ import annotations

from detente.actors.names import state
from detente.errors import DetenteError


def named(ccode: int, as_of: int) -> str:
    """Name the state of a code as a view calls it; the code itself where the state is gone.

    Parameters
    ----------
    ccode : int
        COW code.
    as_of : int
        Year of the view.

    Examples
    --------
    >>> named(365, 1985), named(365, 2013)
    ('the Soviet Union', 'Russia')
    """
    try:
        return state(ccode, as_of).label
    except DetenteError:
        return str(ccode)
