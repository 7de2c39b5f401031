"""The log: who did what, each line with the digest of the one before it."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from detente.register.clock import now
from detente.register.models import Entry

TURN = 2_013
"""Number of the lock that whoever adds a line holds until the transaction ends."""
FIRST = "0" * 64
"""Stands for the digest before the first line."""


def record(who: str, what: str, subject: str, **detail: Any) -> Entry:
    """Add a line.

    Parameters
    ----------
    who, what, subject : str
        Who did what to what.
    **detail : Any
        More, in what JSON can hold.
    """
    with transaction.atomic():
        _take_turns()
        last = Entry.objects.order_by("-id").first()
        entry = Entry(
            at=now(),
            who=who[:120],
            what=what,
            subject=subject[:300],
            detail=detail,
            before=last.digest if last else FIRST,
        )
        entry.digest = entry.computed()
        entry.save()
    return entry


def _take_turns() -> None:
    """Let one writer after the other add its line; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def first_broken() -> Entry | None:
    """Give the first line that is not as it was written; None where every line is."""
    before = FIRST
    for entry in Entry.objects.order_by("id").iterator():
        if entry.before != before or entry.digest != entry.computed():
            found: Entry = entry
            return found
        before = entry.digest
    return None
