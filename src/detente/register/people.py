"""What the site keeps of a reader who left an address: given out, or erased."""

from __future__ import annotations

from typing import Any

from detente.register.comment_words import forget
from detente.register.log import record
from detente.register.models import Comment, Letter, Subscriber, Watch

KEPT = ((Comment, "mail"), (Subscriber, "mail"), (Watch, "mail"), (Letter, "to"))
"""Tables that hold an address of a reader, each with its field."""


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
    watches = Watch.objects.filter(mail__iexact=mail)
    watched = [
        {"watches": f"{one.first} and {one.second}", "since": one.asked_at.isoformat()}
        for one in watches
    ]
    return [*comments, *asked, *watched, *({"letter": one.subject} for one in letters)]


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
    forget(Comment.objects.filter(mail__iexact=mail))
    for model, field in KEPT:
        count += int(model.objects.filter(**{f"{field}__iexact": mail}).delete()[0])
    record(who, "erased a person's data", "", rows=count)
    return count
