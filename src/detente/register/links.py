"""Signed links and forms: who asks is known from the link, not from a cookie."""

from __future__ import annotations

from django.core import signing

HOUR = 3600
FIRST, FORM = "first", "form"
JOIN, LEAVE = "join", "leave"
WATCH, UNWATCH = "watch", "unwatch"
"""What a token is for."""
HOURS = {FIRST: 48, FORM: 24, JOIN: 7 * 24, LEAVE: 10 * 365 * 24}
HOURS |= {WATCH: HOURS[JOIN], UNWATCH: HOURS[LEAVE]}
"""For how long it holds."""


def token_of(purpose: str, subject: str = "") -> str:
    """Sign a purpose and whom it concerns.

    Parameters
    ----------
    purpose : str
        What it is for; a token for something else does not serve.
    subject : str
        Whom or what it concerns.
    """
    return signing.TimestampSigner(salt=f"detente.{purpose}").sign_object(subject)


def subject_of(token: str, purpose: str) -> str | None:
    """Read a token.

    Parameters
    ----------
    token : str
        As it was given.
    purpose : str
        What it is for.

    Returns
    -------
    str or None
        Whom or what it concerns; None where it was forged, is old, or is for something else.
    """
    signer = signing.TimestampSigner(salt=f"detente.{purpose}")
    try:
        found: str = signer.unsign_object(token, max_age=HOURS[purpose] * HOUR)
    except (signing.BadSignature, ValueError):
        return None
    return found


def is_older(token: str, purpose: str, seconds: float) -> bool:
    """Tell whether a token was given at least so long ago.

    Parameters
    ----------
    token : str
        As it was given.
    purpose : str
        What it is for.
    seconds : float
        How long.
    """
    signer = signing.TimestampSigner(salt=f"detente.{purpose}")
    try:
        signer.unsign_object(token, max_age=seconds)
    except signing.SignatureExpired:
        return True
    except (signing.BadSignature, ValueError):
        return False
    return False
