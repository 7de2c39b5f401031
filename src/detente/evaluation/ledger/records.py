"""The project's own dated records as tables, which a question asks as it asks a series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from detente.actors.accession_files import accession_files
from detente.actors.blocs import blocs
from detente.actors.counts import KINDS, counts_between
from detente.actors.decisions import BOTH, decisions
from detente.actors.joint_bodies import bodies
from detente.actors.names import actor
from detente.actors.relation_facts import facts, own_keys
from detente.errors import LedgerError
from detente.evaluation.ledger.condition import RECORDS, Where

Rows = Iterable[Mapping[str, Any]]
DATED = {"date": pl.Date}
OF_COUNTS = {
    **dict.fromkeys(("a", "b", "kind", "of"), pl.String),
    "size": pl.Float64,
    **DATED,
}
"""Columns of the counts of two parties."""
OF_MEETINGS = {**dict.fromkeys(("a", "b", "body"), pl.String), **DATED}
"""Columns of the meetings of two parties."""
OF_AGREEMENTS = {"a": pl.String, "b": pl.String, **DATED}
"""Columns of what two parties agreed on."""
OF_CHAPTERS = {
    **dict.fromkeys(("bloc", "state", "kind"), pl.String),
    "chapter": pl.Int64,
    **DATED,
}
"""Columns of the chapters of accession talks."""
OF_STEPS = {**dict.fromkeys(("bloc", "state", "rung"), pl.String), **DATED}
"""Columns of the steps on ladders."""


def _parties(where: Where) -> tuple[str, str]:
    """Give the two parties that a question names; each record lies under both."""
    given = [where.get(name) for name in ("a", "b")]
    if not all(isinstance(one, list) and len(one) == 1 for one in given):
        raise LedgerError(
            "a question on records of two needs one 'a' and one 'b'",
            next_step="name the keys of both, as a = ['NATO'], b = ['RUS']",
        )
    first, second = (str(one[0]) for one in given if one)
    return first, second


def _meetings(where: Where, day: date) -> Rows:
    one, other = _parties(where)
    for body in bodies(one, other, day):
        for met in body.meetings:
            yield {"a": one, "b": other, "body": body.id, "date": met.date}


def _agreements(where: Where, day: date) -> Rows:
    one, other = _parties(where)
    known = decisions(one, other, day)
    for row in known.rows if known else ():
        if row.by == BOTH and row.sign > 0:
            yield {"a": one, "b": other, "date": row.date}


def _chapters(where: Where, day: date) -> Rows:
    del where
    for file in accession_files():
        for turn in file.known_by(day).turns:
            for chapter in turn.chapters:
                of = {"bloc": file.bloc, "state": file.state, "kind": turn.kind}
                yield {**of, "chapter": chapter, "date": turn.date}


def _ended_truces(where: Where, day: date) -> Rows:
    del where
    for fact in facts():
        ended = fact.kind == "truce" and fact.end is not None and fact.end <= day
        if ended:
            yield {"row": fact.id, "date": fact.end}


def _counts(where: Where, day: date) -> Rows:
    one, other = _parties(where)
    first, second = (own_keys(actor(name, day)) for name in (one, other))
    for kind in KINDS:
        for found in counts_between(first, second, day, kind):
            of = {"kind": found.kind, "of": found.of, "size": found.size}
            yield {"a": one, "b": other, **of, "date": found.on}


def _steps(where: Where, day: date) -> Rows:
    del where
    for bloc in blocs().values():
        for step in bloc.steps:
            if step.span.start <= day:
                of = {"bloc": bloc.id, "state": step.letters, "rung": step.rung}
                yield {**of, "date": step.span.start}


Gives = tuple[Callable[[Where, date], Rows], Mapping[str, Any]]
RECORDS_OF: Mapping[str, Gives] = {
    f"{RECORDS}meetings": (_meetings, OF_MEETINGS),
    f"{RECORDS}agreements": (_agreements, OF_AGREEMENTS),
    f"{RECORDS}chapters": (_chapters, OF_CHAPTERS),
    f"{RECORDS}ended_truces": (_ended_truces, {"row": pl.String, **DATED}),
    f"{RECORDS}counts": (_counts, OF_COUNTS),
    f"{RECORDS}steps": (_steps, OF_STEPS),
}
"""Tables of records: what gives the rows, and the columns."""


def record_frame(table: str, where: Where, day: date) -> pl.LazyFrame:
    """Give a table of records as a day knew it.

    Parameters
    ----------
    table : str
        One of `RECORDS_OF`.
    where : mapping
        What a question asks for; the records of two are looked up under both.
    day : datetime.date
        The view.

    Raises
    ------
    LedgerError
        Where there is no such table.

    Examples
    --------
    >>> where = {"a": ["NATO"], "b": ["RUS"]}
    >>> met = record_frame("record.meetings", where, date(2013, 12, 31)).collect()
    >>> met.height > 20, met.columns
    (True, ['a', 'b', 'body', 'date'])
    """
    if table not in RECORDS_OF:
        raise LedgerError(
            f"no table of records is called '{table}'",
            near=tuple(RECORDS_OF),
            next_step="docs/ledger.md has their columns",
        )
    rows, schema = RECORDS_OF[table]
    return pl.LazyFrame(list(rows(where, day)), schema=schema)
