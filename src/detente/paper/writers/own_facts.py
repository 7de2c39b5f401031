"""Own facts as plain data, and the hand-made rows behind a paper as a table."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente.actors.own_rows import OwnRow, Withdrawal
from detente.actors.relation_key import RelationKey
from detente.actors.rows_of_pair import HandRow, own_facts_of, rows_of_pair, seen_by
from detente.paper.brief import Brief

ROWS = {
    "row": pl.String,
    "table": pl.String,
    "from": pl.Date,
    "what": pl.String,
    "source": pl.String,
    "url": pl.String,
    "checked": pl.Boolean,
    "evidence": pl.String,
    "basis": pl.String,
    "document_date": pl.Date,
    "dataset": pl.String,
    "own": pl.Boolean,
}
"""Columns of the table of hand-made rows."""


def own_record(pair: RelationKey) -> dict[str, Any] | None:
    """Write what a user's file says of a relation; None where none was given.

    Parameters
    ----------
    pair : RelationKey
        The parties, the view and the file.
    """
    own = own_facts_of(pair)
    if not own:
        return None
    return {
        "author": own.author,
        "title": own.title,
        "file": own.file,
        "digest": own.digest,
        "rows": [_row(row, pair) for row in own.rows],
        "contested": [_withdrawal(one) for one in own.withdrawals],
    }


def _row(row: OwnRow, pair: RelationKey) -> dict[str, Any]:
    said = {
        "row": row.id,
        "kind": row.kind,
        "parties": sorted(row.parties),
        "from": row.day.isoformat(),
        "what": row.what,
    }
    origin = {"document": row.source, "url": row.url, "used": seen_by(row, pair)}
    contested = {"replaces": row.contests or None, "why": row.why or None}
    return {**said, **origin, **contested}


def _withdrawal(one: Withdrawal) -> dict[str, Any]:
    return {
        "row": one.row,
        "what": one.what,
        "why": one.why,
        "replaced_by": one.replaced_by or None,
    }


def hand_made_rows(brief: Brief) -> pl.DataFrame:
    """Give the hand-made rows that a paper read, one row each.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    polars.DataFrame
        ``row`` (the stable id), ``table``, ``from``, ``what``, ``source``, ``url``, ``checked``,
        ``evidence`` (its class), ``basis``, ``document_date``, ``dataset``, ``own``.
    """
    read = [_read(row) for row in rows_of_pair(brief.pair)]
    return pl.DataFrame(read, orient="row", schema=ROWS)


def _read(row: HandRow) -> tuple[object, ...]:
    """Write a hand-made row in the order of `ROWS`."""
    said = (row.id, row.table, row.day, row.what, row.source, row.url, row.checked)
    origin = row.origin
    read = (origin.evidence_class, origin.basis, origin.document_date, origin.dataset)
    return (*said, *read, row.own)
