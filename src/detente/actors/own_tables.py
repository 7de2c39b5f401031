"""Tables of own facts: what a row of each means, in the schema of the project's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from detente.actors.blocs import ROW_KEYS, Bloc, blocs, step_id, steps_of_row
from detente.actors.chronology import Event
from detente.actors.joint_bodies import Body, Happening, bodies_of, event_id
from detente.actors.own_fields import check_row, parties_of, party, refuse
from detente.actors.own_rows import OWN, OwnRow, pair_part, row_id
from detente.actors.relation_facts import DATES, FILES, read_rows
from detente.actors.relation_facts import FIELDS as FACT_FIELDS
from detente.actors.row_sources import OWN_ROW
from detente.errors import RequestError
from detente.span import OPEN_END

PRECISIONS = ("day", "month", "year")
TURNS = (-1, 0, 1)
LEVELS = ("", "summit", "ministers", "ambassadors", "officials")
LIFE = ("meeting", "suspended", "resumed", "ended")
"""What may happen to a body."""
Fields = Mapping[str, type]
"""Fields of a table, with the type of each."""
PAIR: Fields = {"a": str, "b": str, "source": str, "url": str}
EVENT: Fields = {**PAIR, "date": date, "what": str, "precision": str, "turn": int}
MEETING: Fields = {
    **PAIR,
    "body": str,
    "date": date,
    "kind": str,
    "what": str,
    "level": str,
    "precision": str,
    "ordinal": int,
}
BODY: Fields = {**PAIR, "id": str, "name": str, "kind": str, "founded": date, "ended": date}
OURS = {"document", "document_date", "basis", "evidence", "dataset"}
"""What only the project's rows say: the author of a file answers for theirs."""
STEP_DATES = ("from", "to", "last")
STEP: Fields = {name: date if name in STEP_DATES else str for name in (ROW_KEYS - OURS) | {"bloc"}}
FACT: Fields = {name: date if name in DATES else str for name in FACT_FIELDS - OURS}
FIELDS: Mapping[str, Fields] = {
    "event": EVENT,
    "meeting": MEETING,
    "body": BODY,
    "step": STEP,
    **dict.fromkeys(FILES, FACT),
}
"""Fields of each table, with the type of each."""
NEEDED = {
    "event": ("a", "b", "date", "what", "source"),
    "meeting": ("a", "b", "body", "date", "what", "source"),
    "body": ("a", "b", "id", "name", "kind", "founded", "source"),
    "step": ("bloc", "states", "rung", "form", "from", "source"),
}
NAMED = ("what", "name", "form")
"""Fields that say what a row is about, the first that it has."""
SAID = ("what", "land", "form", "measure")
"""Fields of a fact that a sentence may print."""


def _marked(text: str, author: str) -> str:
    """Say whose statement a text is."""
    return f"{text} (according to {author})"


def _said(row: dict[str, Any], author: str) -> dict[str, str]:
    """Give what a row says and its source, both under the author's name."""
    return {"what": _marked(row["what"], author), "source": _cited(row, author)}


def _cited(row: dict[str, Any], author: str) -> str:
    """Name the document of a row under the author's name."""
    return f"{author}: {row['source']}"


def _one_of(row: dict[str, Any], name: str, known: tuple[Any, ...], where: str) -> None:
    """Refuse a value that is not one of a list."""
    if name in row and row[name] not in known:
        words = [str(one) for one in known if one != ""]
        raise RequestError(f"'{name}' is '{row[name]}'", where=where, near=words)


def event(row: dict[str, Any], author: str, where: str) -> Iterator[OwnRow]:
    """Read a row of a chronology.

    Parameters
    ----------
    row : dict
        The row.
    author : str
        Who states it.
    where : str
        File and row, for an error.

    Yields
    ------
    OwnRow
    """
    check_row(row, EVENT, required=NEEDED["event"], where=where)
    _one_of(row, "precision", PRECISIONS, where)
    _one_of(row, "turn", TURNS, where)
    keys = parties_of(row, row["date"], where)
    name = OWN + row_id("event", pair_part(keys), row["date"])
    given: dict[str, Any] = {
        key: row[key] for key in ("date", "turn", "url", "precision") if key in row
    }
    stated: dict[str, Any] = {"turn": 0, **given, **_said(row, author)}
    entry = Event(**stated, evidence=OWN_ROW, row=name)
    yield _row(name, "event", keys, row["date"], row=row, entry=entry)


def _row(
    name: str, kind: str, keys: frozenset[str], day: date, *, row: dict[str, Any], entry: object
) -> OwnRow:
    """Make a row of one table."""
    what = next((row[name] for name in NAMED if row.get(name)), "")
    place = row.get("body") or row.get("bloc", "")
    return OwnRow(
        id=name,
        kind=kind,
        parties=keys,
        day=day,
        what=what,
        source=row["source"],
        entry=entry,
        place=place,
        url=row.get("url", ""),
    )


def meeting(row: dict[str, Any], author: str, where: str) -> Iterator[OwnRow]:
    """Read a meeting, suspension, resumption or end of a joint body.

    Parameters
    ----------
    row : dict
        The row.
    author : str
        Who states it.
    where : str
        File and row, for an error.

    Yields
    ------
    OwnRow
    """
    check_row(row, MEETING, required=NEEDED["meeting"], where=where)
    for name, known in (("precision", PRECISIONS), ("level", LEVELS), ("kind", LIFE)):
        _one_of(row, name, known, where)
    keys = parties_of(row, row["date"], where)
    kind = row.get("kind", "meeting")
    name = OWN + event_id(keys, row["body"], {"kind": kind, "date": row["date"]})
    given = {key: value for key, value in row.items() if key not in ("a", "b", "body")}
    stated: dict[str, Any] = {"kind": kind, **given, **_said(row, author)}
    entry = Happening(**stated, evidence=OWN_ROW, row=name, according=author)
    yield _row(name, "meeting", keys, row["date"], row=row, entry=entry)


def body(row: dict[str, Any], author: str, where: str) -> Iterator[OwnRow]:
    """Read a joint body that the project's tables do not follow.

    Parameters
    ----------
    row : dict
        The row.
    author : str
        Who states it.
    where : str
        File and row, for an error.

    Yields
    ------
    OwnRow
    """
    check_row(row, BODY, required=NEEDED["body"], where=where)
    keys = parties_of(row, row["founded"], where)
    if row.get("ended", OPEN_END) < row["founded"]:
        raise RequestError(f"it ends on {row['ended']}, before it was founded", where=where)
    if row["id"] in {one.id for one in bodies_of(keys)}:
        raise RequestError(f"a body '{row['id']}' of the two is followed already", where=where)
    name = OWN + row_id("body", pair_part(keys), row["id"], row["founded"])
    given = {key: value for key, value in row.items() if key not in ("a", "b", "source")}
    stated = {**given, "name": _marked(row["name"], author), "founding_act": _cited(row, author)}
    entry = Body(**stated, evidence=OWN_ROW)
    yield _row(name, "body", keys, row["founded"], row=row, entry=entry)


def step(row: dict[str, Any], author: str, where: str) -> Iterator[OwnRow]:
    """Read a step on the ladder of a bloc: a row for each state.

    Parameters
    ----------
    row : dict
        The row.
    author : str
        Who states it.
    where : str
        File and row, for an error.

    Yields
    ------
    OwnRow
    """
    check_row(row, STEP, required=NEEDED["step"], where=where)
    for name in ("precision", "to_precision"):
        _one_of(row, name, PRECISIONS, where)
    followed = _bloc(row["bloc"], where)
    if row["from"] < followed.span.start:
        raise RequestError(
            f"{followed.id} did not exist on {row['from']}: it began on {followed.span.start}",
            where=where,
        )
    for letters in row["states"].split():
        party(letters, row["from"], where)
    plain = {name: value for name, value in row.items() if name not in ("bloc", "source", "url")}
    stated = plain | {"source": "own", "document": _cited(row, author)}
    table = {"id": followed.id, "sources": {"own": row.get("url", "")}}
    for one in steps_of_row(stated, table, followed.span.end, where=where, own=True):
        name = OWN + step_id(followed.id, one.letters, row)
        keys = frozenset((followed.id, one.letters))
        note = _marked(one.note or "Own row", author)
        entry = replace(one, row=name, according=author, note=note, evidence=OWN_ROW)
        yield _row(name, "step", keys, row["from"], row=row, entry=entry)


def _bloc(name: str, where: str) -> Bloc:
    if name not in blocs():
        raise refuse(f"no bloc has the id '{name}'", where, name, blocs())
    return blocs()[name]


def facts(kind: str, row: dict[str, Any], author: str, where: str) -> Iterator[OwnRow]:
    """Read a row of facts about a relation, with a row for each ally and member that fought.

    Parameters
    ----------
    kind : str
        The kind of fact.
    row : dict
        The row.
    author : str
        Who states it.
    where : str
        File and row, for an error.

    Yields
    ------
    OwnRow
    """
    said = {name: _marked(row[name], author) for name in SAID if row.get(name)}
    stated = row | said
    if row.get("source"):
        stated["source"] = _cited(row, author)
    for fact in read_rows(kind, [stated], where=where, own=True):
        own = replace(fact, according=author, evidence=OWN_ROW)
        text = {
            "what": fact.what.removesuffix(_marked("", author)),
            "source": row["source"],
            "url": fact.url,
        }
        yield _row(own.id, kind, own.keys, own.start, row=text, entry=own)
