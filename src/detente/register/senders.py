"""Who sends a form: a mark for one day, which leads back to nobody."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.cache import cache

from detente.register.clock import now
from detente.register.configured import current
from detente.register.site import HERE

HOUR = 3_600
"""Seconds."""


def sender_of(request: Any) -> str:
    """Give a mark of who sends, which is another one every day.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    """
    site = current()
    address = request.META.get("REMOTE_ADDR", "")
    if site.base_url != HERE:
        # a proxy stands before the site: the last address is the one that it saw
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    text = f"{site.secret}|{now().date()}|{address}"
    return hashlib.sha256(text.encode()).hexdigest()


def is_too_often(request: Any, what: str, most: int) -> bool:
    """Count what a sender did in this hour; the count is kept in memory alone.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    what : str
        What is counted.
    most : int
        How often it may be done.
    """
    key = f"{what}:{sender_of(request)}"
    cache.add(key, 0, timeout=HOUR)
    return bool(cache.incr(key) > most)
