"""What the site keeps of a person who wrote comments: given out, or erased."""

from __future__ import annotations

from typing import Any

from detente.register.log import record
from detente.register.models import Comment


def kept_of(mail: str) -> list[dict[str, Any]]:
    """Give everything that is kept under a mail address.

    Parameters
    ----------
    mail : str
        The address.
    """
    found = Comment.objects.filter(mail__iexact=mail).select_related("paper")
    return [
        {
            "paper": one.paper.slug,
            "name": one.name,
            "mail": one.mail,
            "text": one.text,
            "state": one.state,
            "sent": one.sent_at.isoformat(),
        }
        for one in found
    ]


def erase(mail: str, *, who: str) -> int:
    """Erase everything that is kept under a mail address.

    Parameters
    ----------
    mail : str
        The address; it is not written into the log.
    who : str
        Who does it.

    Returns
    -------
    int
        Comments that were erased.
    """
    count, _ = Comment.objects.filter(mail__iexact=mail).delete()
    record(who, "erased a person's data", "", comments=count)
    return int(count)
