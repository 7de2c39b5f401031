"""The time as the site keeps it: to a thousandth of a second, which every backup keeps too."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

THOUSANDTH = 1_000
"""Microseconds."""


def now() -> datetime:
    """Give the time in UTC.

    Examples
    --------
    >>> now().microsecond % THOUSANDTH
    0
    """
    exact: datetime = timezone.now()
    return exact.replace(microsecond=exact.microsecond // THOUSANDTH * THOUSANDTH)
