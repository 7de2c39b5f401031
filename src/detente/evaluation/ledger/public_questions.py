"""The ledger tried on public questions of others, with the crowd's chance in place of ours.

None of our forecasts is scored on them: they show that entries, decisions and scores work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.evaluation.ledger.chain import link
from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.entry import Entry, Stated
from detente.evaluation.ledger.file import ENTRY, OUTCOME, Ledger
from detente.evaluation.ledger.resolve import resolve
from detente.span import year_end
from detente.store.catalog import Catalog

TABLE = "forecastbench"
EVEN = Stated(0.5)
"""The simple rule: an even chance."""


def public_ledger(catalog: Catalog, on: date) -> Ledger:
    """Make a ledger of the public questions, decided as far as the platforms have.

    A question that was resolved early has the day of its resolution as deadline, so that a date on
    which the answer was known already is retrospective, and scored apart.

    Parameters
    ----------
    catalog : Catalog
        Tables with those of the source ``forecastbench``.
    on : datetime.date
        Day on which the outcomes are read.

    Returns
    -------
    Ledger
        In memory; it is never written.

    Raises
    ------
    MissingTable
        Where the source is not in the store.
    """
    rows = catalog.frame(TABLE).iter_rows(named=True)
    entries = tuple(_entry(row) for row in rows)
    bodies = [{"type": ENTRY, **one.plain()} for one in entries]
    decided = resolve(catalog, entries, on).outcomes
    return Ledger(link(_all(bodies, ({"type": OUTCOME, **one.plain()} for one in decided))))


def _all(*parts: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    for part in parts:
        yield from part


def _entry(row: Mapping[str, Any]) -> Entry:
    asked, ends = row["asked"], row["resolved"] or row["closes"]
    where = {"question": [row["question"]], "asked": [asked.isoformat()]}
    condition = Condition(table=TABLE, column="outcome", where=where, way="at least", threshold=1.0)
    fields: dict[str, Any] = {
        "id": f"public.{row['question']}.{asked}",
        "question": row["text"],
        "rule": "as the platform resolved it",
    }
    days = {"view": min(row["frozen"], asked), "made_on": asked, "deadline": ends}
    return Entry(
        **fields,
        **days,
        kind="own",
        void_after=year_end(max(ends, row["closes"]).year + 1),
        decided_by=condition,
        method="crowd",
        # dates of one question fail together
        first=row["question"],
        forecast=Stated(row["crowd"]),
        baseline=EVEN,
        baseline_is="an even chance",
    )
