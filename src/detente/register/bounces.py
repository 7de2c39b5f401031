"""Letters that come back: reports of mail servers (RFC 3464), and addresses that are stopped.

A hard failure says that there is no such mailbox: nothing more is sent there. A soft one may pass,
such as a full mailbox or a refusal by policy: after some of them nothing more is sent either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message

from django.db import transaction

from detente.register.clock import now
from detente.register.log import record
from detente.register.models import WAITING, Letter, Subscriber, Watch

BOUNCED = "bounced"
"""State of a letter that came back."""
HARD, SOFT, NONE = "hard", "soft", "none"
"""Kinds of failures; none where the report says that nothing failed."""
FAILED = "failed"
REPORT, STATUS_PART = "multipart/report", "message/delivery-status"
STATUS = re.compile(r"(?<![0-9.])([245])\.([0-9]{1,3})\.([0-9]{1,3})(?![0-9.])")
FULL = "5.2.2"
POLICY = "5.7."
"""Permanent failures that say nothing about the mailbox: it is full, or the server refuses us."""
MOST_SOFT, WITHIN = 5, timedelta(days=30)
"""Letters that come back softly within this time before nothing more is sent."""
FAULT_LETTERS = 300
TO_MANY = ("edition ", "happened ")
"""How the keys of letters begin that go to whoever asked for them."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a report says of a letter.

    Attributes
    ----------
    kind : {"hard", "soft", "none"}
        How bad it is.
    said : str
        Status and diagnosis, in a line.
    """

    kind: str
    said: str


def kind_of(status: str) -> str:
    """Tell a hard failure from a soft one.

    Parameters
    ----------
    status : str
        Text with a status of RFC 3463.

    Examples
    --------
    >>> kind_of("5.1.1"), kind_of("5.2.2"), kind_of("4.4.1"), kind_of("550 refused")
    ('hard', 'soft', 'soft', 'soft')
    """
    found = STATUS.search(status)
    if found is None or found[1] != "5":
        return SOFT
    return SOFT if found[0] == FULL or found[0].startswith(POLICY) else HARD


def failure_of(message: Message) -> Failure | None:
    """Read a report; None where the mail is none.

    Parameters
    ----------
    message : email.message.Message
        The mail.
    """
    if message.get_content_type() != REPORT:
        return None
    blocks = list(_recipients(message))
    if not blocks:
        return None
    failed = [one for one in blocks if _word(one, "Action").lower() == FAILED]
    if not failed:
        # delayed, delivered or relayed: the server goes on, or has done it
        return Failure(NONE, "")
    status, diagnosis = (_word(failed[0], name) for name in ("Status", "Diagnostic-Code"))
    return Failure(kind_of(status), f"{status} {diagnosis}".strip()[:FAULT_LETTERS])


def _recipients(message: Message) -> Iterator[Message]:
    """Give the fields of each recipient of a report."""
    for part in message.walk():
        payload = part.get_payload()
        if part.get_content_type() == STATUS_PART and isinstance(payload, list):
            # the first block is about the letter, the others are about its recipients
            yield from (block for block in payload[1:] if isinstance(block, Message))


def _word(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def came_back(letter: Letter, failure: Failure) -> None:
    """Write down that a letter came back; a second report of it changes nothing.

    Parameters
    ----------
    letter : Letter
        The letter.
    failure : Failure
        What the report says.
    """
    if failure.kind == NONE:
        return
    with transaction.atomic():
        kept = Letter.objects.filter(pk=letter.pk).exclude(state=BOUNCED)
        if not kept.update(state=BOUNCED, fault=failure.said):
            return
        if failure.kind == HARD or _soft_ones(letter.to) >= MOST_SOFT:
            stop(letter.to, failure.said)


def _soft_ones(mail: str) -> int:
    """Count the letters to an address that came back lately."""
    lately = Letter.objects.filter(to=mail, state=BOUNCED, due_at__gt=now() - WITHIN)
    return int(lately.count())


def stop(mail: str, why: str) -> int:
    """Send nothing more to an address until somebody asks for it and confirms again.

    Parameters
    ----------
    mail : str
        The address; it is not written into the log.
    why : str
        Status and diagnosis.

    Returns
    -------
    int
        Subscriptions that were stopped.
    """
    count = 0
    for model in (Subscriber, Watch):
        asked = model.objects.filter(mail=mail, is_confirmed=True)
        count += int(asked.update(is_confirmed=False, stopped_at=now()))
    waiting = Letter.objects.filter(to=mail, state=WAITING)
    for start in TO_MANY:
        waiting.filter(key__startswith=start).delete()
    if count:
        found = STATUS.search(why)
        record("the outbox", "stopped an address", "", status=found[0] if found else "")
    return count
