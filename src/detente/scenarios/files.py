"""Scenario files: TOML, checked against a schema that the docs publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from detente.actors.view import view_day
from detente.errors import RequestError
from detente.given import Unfit, is_there, parse_toml, read_bytes, reason_of
from detente.limits import LONGEST_QUOTE, MOST_EVENTS
from detente.scenarios.priors import read_prior
from detente.scenarios.verbs import LONGEST, MEASURES, VERBS, Event, OnlyIf, Plan, event

HEAD: dict[str, tuple[type | tuple[type, ...], str]] = {
    "title": (str, "What the scenario is called."),
    "as_of": ((int, str), "Year or day of the view; the year before the first event by default."),
    "horizon": (int, f"Years ahead, 1 to {LONGEST}; 20 by default."),
    "draws": (int, "Paired futures; 2000 by default."),
    "seed": (int, "The same seed gives the same futures; 1 by default."),
    "even_at_war": (bool, "Simulate although the state is at war with a member."),
    "why": (str, "Why somebody would ask."),
    "sources": (list, "Public addresses on what happened."),
}
"""Fields of the table ``scenario``: type and meaning."""
EVENT: dict[str, tuple[type | tuple[type, ...], str]] = {
    "verb": (str, "What happens: " + ", ".join(VERBS) + "."),
    "state": (str, "Name, ISO letters or COW code of the state."),
    "bloc": (str, "Name of the bloc."),
    "year": (int, "At the begin of which year."),
    "until": (int, "Last year in which it may come, where it waits for its condition."),
    "perspective": (bool, "Whether an association promises membership."),
    "only_if": (dict, "The condition under which it comes."),
}
"""Fields of an ``event``."""
ONLY_IF: dict[str, tuple[type | tuple[type, ...], str]] = {
    "measure": (str, "democracy, gap or rung."),
    "above": ((int, float), "Democracy above this, 0 to 1."),
    "below": ((int, float), "Democracy or gap below this."),
    "at_least": ((int, float), "Rung at least this: 1 partner to 5 member."),
    "state": (str, "Whose measure; that of the event by default."),
    "bloc": (str, "On whose ladder; that of the event by default."),
}
"""Fields of ``only_if``."""
VERSION = "1.0"
"""Of scenario files: the first number changes where a field goes, the second where one is added."""
REQUIRED = ("verb", "state", "bloc", "year")
JSON_TYPES = {str: "string", int: "integer", bool: "boolean", list: "array", float: "number"}


def schema() -> dict[str, Any]:
    """Give the JSON schema of a scenario file, as the docs publish it.

    Examples
    --------
    >>> schema()["properties"]["event"]["items"]["required"]
    ['verb', 'state', 'bloc', 'year']
    """
    only_if = _object(ONLY_IF, ["measure"])
    one = _object(EVENT, list(REQUIRED))
    one["properties"]["only_if"] = only_if
    one["properties"]["verb"]["enum"] = list(VERBS)
    head = _object(HEAD, [])
    head["properties"]["sources"]["items"] = {"type": "string", "format": "uri"}
    head["properties"]["horizon"] |= {"minimum": 1, "maximum": LONGEST}
    interval = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:detente:scenario:{VERSION}",
        "title": f"Scenario, version {VERSION}",
        "version": VERSION,
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "scenario": head,
            "event": {"type": "array", "items": one},
            "prior": {"type": "object", "additionalProperties": interval},
        },
    }


def _object(fields: Mapping[str, tuple[Any, str]], required: list[str]) -> dict[str, Any]:
    """Give the schema of one table."""
    properties = {
        name: {"type": _json_type(kind), "description": meaning}
        for name, (kind, meaning) in fields.items()
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": required,
    }


def _json_type(kind: Any) -> Any:
    if kind is dict:
        return "object"
    if isinstance(kind, tuple):
        return "number" if kind == (int, float) else [JSON_TYPES[one] for one in kind]
    return JSON_TYPES[kind]


def library() -> dict[str, str]:
    """Give the worked scenarios of the package by name, as text.

    Examples
    --------
    >>> "russia-nato-2014" in library()
    True
    """
    folder = resources("detente.scenarios") / "library"
    found = sorted(folder.iterdir(), key=lambda path: path.name)
    return {
        path.name.removesuffix(".toml"): path.read_text(encoding="utf-8")
        for path in found
        if path.name.endswith(".toml")
    }


def read_file(path: str | Path, **instead: Any) -> Plan:
    """Read a scenario file, or a worked scenario of the package by its name.

    Parameters
    ----------
    path : str or path
        ``FILE.toml``, or a name of `library`.
    **instead
        Fields of the table ``scenario`` that win over those of the file.

    Returns
    -------
    Plan

    Raises
    ------
    RequestError
        Where the file cannot be read, has an unknown field or a field of a wrong type, or asks for
        what cannot be.

    Examples
    --------
    >>> read_file("russia-nato-2014").events[0].verb
    'accession'
    """
    worked = library()
    name = str(path).removesuffix(".toml")
    if name in worked and not is_there(Path(path)):
        return read(worked[name], str(path), **instead)
    try:
        data = read_bytes(Path(path))
    except (OSError, Unfit) as error:
        raise RequestError(
            f"the scenario file cannot be read ({reason_of(error)})",
            where=str(path),
            near=tuple(worked),
        ) from None
    return read(data, str(path), **instead)


def read(text: bytes | str, where: str, **instead: Any) -> Plan:
    """Read the text of a scenario file.

    Parameters
    ----------
    text : bytes or str
        TOML.
    where : str
        What an error names.
    **instead
        As for `read_file`.

    Returns
    -------
    Plan
    """
    try:
        tables = parse_toml(text)
    except Unfit as error:
        raise RequestError(f"not TOML ({error})", where=where) from None
    _check(tables, {"scenario": (dict, ""), "event": (list, ""), "prior": (dict, "")}, where)
    head = {**tables.get("scenario", {}), **instead}
    _check(head, HEAD, f"[scenario] of {where}")
    rows = tables.get("event", [])
    if len(rows) > MOST_EVENTS:
        raise RequestError(f"a scenario has at most {MOST_EVENTS} events", where=where)
    for row in rows:
        _check(row, EVENT, f"[[event]] of {where}", REQUIRED)
    view = _view(head, rows)
    events = tuple(_event(row, view, where) for row in rows if row["verb"] != "none")
    priors = dict(
        _prior(name, interval, where) for name, interval in tables.get("prior", {}).items()
    )
    rest = {name: head[name] for name in ("horizon", "draws", "seed", "why") if name in head}
    return Plan(
        title=head.get("title", where),
        view=view,
        events=events,
        priors=priors,
        even_at_war=head.get("even_at_war", False),
        sources=tuple(head.get("sources", ())),
        **rest,
    )


def default_view(years: list[int]) -> date:
    """Give the view of events whose view nobody named: the end of the year before the first.

    Parameters
    ----------
    years : list of int
        Years of the events.
    """
    newest = view_day()
    before = min(years, default=newest.year + 1) - 1
    return newest if before >= newest.year else view_day(before)


def _view(head: Mapping[str, Any], rows: list[dict[str, Any]]) -> date:
    if "as_of" in head:
        return view_day(head["as_of"])
    return default_view([row["year"] for row in rows])


def _check(
    table: Any,
    fields: Mapping[str, tuple[Any, str]],
    where: str,
    required: tuple[str, ...] = (),
) -> None:
    """Refuse an unknown field, one of a wrong type, and one that lacks."""
    if not isinstance(table, dict):
        raise RequestError("a table is wanted, not a value", where=where)
    for name, value in table.items():
        if name not in fields:
            raise RequestError(f"no field is called '{name}'", where=where, near=tuple(fields))
        kind = fields[name][0]
        # True is a whole number in Python, not in a scenario
        wrong_flag = isinstance(value, bool) and kind is not bool
        if wrong_flag or not isinstance(value, kind):
            written = repr(value)[:LONGEST_QUOTE]
            raise RequestError(f"'{name}' is {written}, which is of a wrong type", where=where)
    for name in required:
        if name not in table:
            raise RequestError(f"the field '{name}' is missing", where=where)


def _event(row: Mapping[str, Any], view: date, where: str) -> Event:
    given = {name: value for name, value in row.items() if name != "only_if"}
    return event(
        given.pop("verb"),
        given.pop("state"),
        given.pop("bloc"),
        view=view,
        only_if=_only_if(row.get("only_if"), where),
        **given,
    )


def _only_if(table: Mapping[str, Any] | None, where: str) -> OnlyIf | None:
    """Read a condition."""
    if table is None:
        return None
    _check(table, ONLY_IF, f"only_if of {where}", ("measure",))
    hows = [name for name in ("above", "below", "at_least") if name in table]
    if len(hows) != 1:
        raise RequestError(
            "a condition compares once",
            where=where,
            near=tuple(" ".join(both) for both in MEASURES),
        )
    how = hows[0]
    whose = {name: table[name] for name in ("state", "bloc") if name in table}
    return OnlyIf(table["measure"], how, threshold=float(table[how]), **whose)


def _prior(name: str, interval: Any, where: str) -> tuple[str, tuple[float, float]]:
    is_pair = isinstance(interval, list) and len(interval) == 2
    if not is_pair or not all(isinstance(end, int | float) for end in interval):
        raise RequestError(f"the prior {name} is not [low, high]", where=where)
    return read_prior(f"{name}={interval[0]},{interval[1]}")
