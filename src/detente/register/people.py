"""What the site keeps of a reader who left an address: given out, or erased."""

from __future__ import annotations

from typing import Any

from detente.register.log import record
from detente.register.models import Comment, Letter, Subscriber


def kept_of(mail: str) -> list[dict[str, Any]]:
    """Give everything that is kept under a mail address.

    Parameters
    ----------
    mail : str
        The address.
    """
    found = Comment.objects.filter(mail__iexact=mail).select_related("paper")
    comments = [
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
    subscribed = Subscriber.objects.filter(mail__iexact=mail)
    letters = Letter.objects.filter(to__iexact=mail)
    asked = [{"newsletter since": one.asked_at.isoformat()} for one in subscribed]
    return [*comments, *asked, *({"letter": one.subject} for one in letters)]


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
        Rows that were erased.
    """
    count = 0
    for model, field in ((Comment, "mail"), (Subscriber, "mail"), (Letter, "to")):
        count += int(model.objects.filter(**{f"{field}__iexact": mail}).delete()[0])
    record(who, "erased a person's data", "", rows=count)
    return count
