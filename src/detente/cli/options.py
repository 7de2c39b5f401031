"""Arguments and options that several commands share, and what they mean once they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from detente.actors.relation_key import RelationKey

First = Annotated[
    str, typer.Argument(metavar="A", help="A state or bloc: name, ISO letters or COW code.")
]
Second = Annotated[str, typer.Argument(metavar="B", help="The other state or bloc.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YEAR|YYYY-MM-DD",
        help="Day of the view, or the year whose 31 December is meant: nothing observed later "
        "is used. The day to which the facts are checked by default.",
    ),
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Use the mirror folder and the store, not the network.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def view(as_of: str | None) -> date:
    """Read the day of a view; without one it is the day to which the facts are checked."""
    from detente.actors.view import view_day

    return view_day(as_of)


def relation_key(first: str, second: str, as_of: str | None) -> RelationKey:
    """Read two names and the day of the view.

    Parameters
    ----------
    first, second : str
        The parties as typed.
    as_of : str or None
        The view as typed: a year or a day; None for the newest.

    Returns
    -------
    RelationKey

    Raises
    ------
    ActorError, DateError
        Where a name means nothing, several actors, or nothing on that day.
    """
    from detente.actors.relation_key import pair

    return pair(first, second, as_of)
