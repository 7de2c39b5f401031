"""Arguments and options that several commands share, and what they mean once they are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from detente.actors.own_rows import OwnFacts
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
Facts = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        metavar="FACTS.TOML",
        help="A file of your own facts, which adds to the hand-made tables or contests rows of "
        "theirs; docs/own-facts.md describes it.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def view(as_of: str | None) -> date:
    """Read the day of a view; without one it is the day to which the facts are checked."""
    from detente.actors.view import view_day

    return view_day(as_of)


def own_facts(facts: Path | None) -> OwnFacts:
    """Read a file of own facts; none where no file is named."""
    from detente.actors.own_rows import NO_FACTS

    if facts is None:
        return NO_FACTS
    from detente.actors.own_facts import read_own_facts

    return read_own_facts(facts)


def relation_key(
    first: str, second: str, as_of: str | None, facts: Path | None = None
) -> RelationKey:
    """Read two names and the day of the view.

    Parameters
    ----------
    first, second : str
        The parties as typed.
    as_of : str or None
        The view as typed: a year or a day; None for the newest.
    facts : pathlib.Path or None
        The file of own facts, if one is named.

    Returns
    -------
    RelationKey

    Raises
    ------
    ActorError, DateError
        Where a name means nothing, several actors, or nothing on that day.
    """
    from detente.actors.relation_key import pair

    return pair(first, second, as_of, own=own_facts(facts))


Database = Annotated[
    str,
    typer.Option(
        "--database",
        metavar="URL",
        help="Address of a PostgreSQL database of the site; SQLite in its folder by default.",
    ),
]


def require_folder(folder: Path | None) -> None:
    """Refuse, before the work and not after it, a folder that cannot be written.

    Parameters
    ----------
    folder : pathlib.Path or None
        What ``--out`` names; None where it was not given.

    Raises
    ------
    RequestError
        Where it is a file, or cannot be made.
    """
    from detente.errors import RequestError
    from detente.files import may_write

    if folder is not None and not may_write(folder):
        raise RequestError(
            f"'{folder}' is no folder that can be written", next_step="choose another with --out"
        )
