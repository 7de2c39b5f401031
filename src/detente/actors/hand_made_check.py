"""Every hand-made table by its own reader: which row of newer tables breaks a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import tomli

from detente.actors.accession_files import accession_files
from detente.actors.armed_forces import unarmed
from detente.actors.arrangements import arrangements
from detente.actors.assembly_conflicts import texts
from detente.actors.blocs import blocs
from detente.actors.border_overrides import border_overrides
from detente.actors.checked import facts_checked_to
from detente.actors.chronology import chronology
from detente.actors.chronology import relations as with_chronology
from detente.actors.close_ties import close_ties
from detente.actors.counts import counts
from detente.actors.crises import dated_crises
from detente.actors.decisions import decisions
from detente.actors.decisions import relations as with_decisions
from detente.actors.designations import designations
from detente.actors.deviations import deviations
from detente.actors.every_row import every_row
from detente.actors.hand_made import names_in, table_of
from detente.actors.joint_bodies import bodies_of
from detente.actors.joint_bodies import relations as with_bodies
from detente.actors.leaders import leaders
from detente.actors.no_sanctions import without_sanctions
from detente.actors.powers import power_ties
from detente.actors.presence import sizes
from detente.actors.relation_facts import facts
from detente.actors.releases import released
from detente.actors.rung_tables import blocs_with_terms
from detente.actors.trade_agreements import trade_agreements
from detente.actors.treaties import treaties
from detente.actors.war_aid import war_aid
from detente.errors import DetenteError, RequestError

FAULTS = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What a reader raises at a row that lacks a field, or has an unknown one."""


def _chronologies() -> list[object]:
    """Read the chronology of each relation that has one."""
    found: list[object] = []
    for keys in with_chronology():
        first, second = sorted(keys)
        found.append(chronology(first, second))
    return found


def _bodies() -> list[object]:
    """Read the joint bodies of each relation that has some."""
    return [bodies_of(keys) for keys in with_bodies()]


def _decisions() -> list[object]:
    """Read the decisions of each relation that has some."""
    found: list[object] = []
    for keys in with_decisions():
        first, second = sorted(keys)
        found.append(decisions(first, second, facts_checked_to()))
    return found


READERS: dict[str, Callable[[], object]] = {
    "checked.toml": facts_checked_to,
    "blocs": blocs,
    "rungs": blocs_with_terms,
    "relations": facts,
    "relations/deviations.toml": deviations,
    "chronology": _chronologies,
    "bodies": _bodies,
    "decisions": _decisions,
    "crises": dated_crises,
    "accession.toml": accession_files,
    "arrangements.toml": arrangements,
    "no_armed_forces.toml": unarmed,
    "assembly.toml": texts,
    "borders.toml": border_overrides,
    "close_ties.toml": close_ties,
    "counts.toml": counts,
    "leaders.toml": leaders,
    "naming.toml": designations,
    "powers.toml": power_ties,
    "presence.toml": sizes,
    "releases.toml": released,
    "trade_agreements.toml": trade_agreements,
    "treaties.toml": treaties,
    "war_aid.toml": war_aid,
    "rows without sanctions": without_sanctions,
    "sources of all rows": every_row,
}
"""Readers by the table, or folder of tables, that they read."""


def check_tables(readers: Iterable[tuple[str, Callable[[], object]]] = ()) -> tuple[int, int]:
    """Read every hand-made table that is in use, by its own reader.

    Parameters
    ----------
    readers : iterable of (str, callable)
        Readers by what they read; `READERS` by default.

    Returns
    -------
    tuple of int
        Files and rows.

    Raises
    ------
    DetenteError
        At the first row that breaks a rule of its table, named with its place.

    Examples
    --------
    >>> files, rows = check_tables()
    >>> files > 200, rows > 3000
    (True, True)
    """
    for name in names_in():
        _read(name, partial(table_of, name))
    for name, reader in readers or READERS.items():
        _read(name, reader)
    return len(names_in()), len(every_row())


def _read(name: str, reader: Callable[[], object]) -> None:
    """Run one reader, and turn whatever stops it into one line."""
    try:
        reader()
    except DetenteError:
        raise
    except tomli.TOMLDecodeError as error:
        raise RequestError(f"'{name}' is not TOML: {error}") from error
    except FAULTS as error:
        raise RequestError(
            f"a row of '{name}' is not in the form of its table ({type(error).__name__}: {error})"
        ) from error
