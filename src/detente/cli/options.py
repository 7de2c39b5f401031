"""Arguments and options that several commands share, and what they mean once they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from detente.actors.relation_key import RelationKey

First = Annotated[
    str, typer.Argument(metavar="A", help="A state or bloc: name, ISO letters or COW code.")
]
Second = Annotated[str, typer.Argument(metavar="B", help="The other state or bloc.")]
AsOf = Annotated[
    int | None,
    typer.Option("--as-of", help="Year of the view: nothing observed later is used."),
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Use the mirror folder and the store, not the network.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def view_year(as_of: int | None) -> int:
    """Read the year of a view; without one it is the newest for which most sources have data."""
    from detente.actors.names import NEWEST

    return NEWEST if as_of is None else as_of


def relation_key(first: str, second: str, as_of: int | None) -> RelationKey:
    """Read two names and the year of the view.

    Parameters
    ----------
    first, second : str
        The parties as typed.
    as_of : int or None
        The year of the view; None for the newest.

    Returns
    -------
    RelationKey

    Raises
    ------
    ActorError, DateError
        Where a name means nothing, several actors, or nothing in that year.
    """
    from detente.actors.relation_key import pair

    return pair(first, second, view_year(as_of))
