"""What arrives for the site: answers that confirm, and reports of letters that came back.

A mail server puts it into a Maildir folder that is the site's alone. What was understood is removed
from it; everything else is left in the folder for a person, as mail that was seen but not read.
"""

from __future__ import annotations

import email
import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

from detente.register.bounces import REPORT, came_back, failure_of
from detente.register.clock import now
from detente.register.links import HOURS, JOIN
from detente.register.mailing import Post
from detente.register.models import Letter, Subscriber, Watch
from detente.register.reply_address import BACK, Answered, answered
from detente.register.reply_address import JOIN as NEWSLETTER
from detente.register.reply_address import WATCH as PAIR

NEW, SEEN = "new", "cur"
"""Folders of a Maildir: what arrived, and what was looked at."""
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "X-RcptTo", "To", "Cc")
"""Headers that name whom a mail went to; servers differ in which of them they write."""
MACHINES = ("bulk", "junk", "list", "auto_reply")
"""Precedence of mail that nobody wrote."""
SIGNS = ("X-Autoreply", "X-Autorespond", "List-Id")
"""Headers that only programs write."""
YES = re.compile(r"\W*(yes|ano)\b", re.IGNORECASE)
"""How the line of an answer begins that confirms: in English or Czech."""
LINES = 40
"""Lines of an answer that are read."""
LARGEST = 1_000_000
"""Bytes of a mail that are read."""
AT_ONCE = 50
VALID = timedelta(hours=HOURS[JOIN])
"""For how long an answer confirms."""
ASKED: dict[str, Any] = {NEWSLETTER: Subscriber, PAIR: Watch}
CONFIRMED, CAME_BACK, IGNORED, LEFT = "confirmed", "came back", "ignored", "left"
"""What becomes of a mail."""
logger = logging.getLogger("detente.web")


def read_replies(post: Post) -> Counter[str]:
    """Read what arrived.

    A crash repeats the mail that was read, which changes nothing more.

    Parameters
    ----------
    post : Post
        The mail server, with the folder.

    Returns
    -------
    Counter
        How many mails confirmed something, came back, were ignored, and were left for a person.
    """
    folder = Path(post.maildir)
    counts: Counter[str] = Counter()
    if not (folder / NEW).is_dir():
        return counts
    for path in sorted((folder / NEW).iterdir())[:AT_ONCE]:
        became = _read(path)
        counts[became] += 1
        if became == LEFT:
            (folder / SEEN).mkdir(exist_ok=True)
            path.rename(folder / SEEN / f"{path.name}:2,")
        else:
            path.unlink(missing_ok=True)
    return counts


def _read(path: Path) -> str:
    """Read a mail, and do what it says."""
    try:
        with path.open("rb") as file:
            message = email.message_from_bytes(file.read(LARGEST))
        return understood(message)
    except (LookupError, RecursionError, TypeError, ValueError, AttributeError) as error:
        # the reader of the standard library breaks on some mail that no program should write
        logger.warning("mail: %s cannot be read (%s)", path.name, type(error).__name__)
        return LEFT


def understood(message: Message) -> str:
    """Do what a mail says.

    Parameters
    ----------
    message : email.message.Message
        The mail.

    Returns
    -------
    {"confirmed", "came back", "ignored", "left"}
        What became of it.
    """
    named = [str(one) for name in ADDRESSED for one in message.get_all(name, [])]
    to = answered(" ".join(named))
    if to is None:
        return LEFT
    if to.purpose == BACK:
        return _returned(message, to)
    return _confirmed(message, to)


def _returned(message: Message, to: Answered) -> str:
    """Write down that a letter came back."""
    letter = Letter.objects.filter(pk=to.number).first()
    if letter is None or not to.is_of(letter.to):
        return LEFT
    failure = failure_of(message)
    if failure is None:
        return IGNORED if is_automatic(message) else LEFT
    came_back(letter, failure)
    return CAME_BACK


def _confirmed(message: Message, to: Answered) -> str:
    """Confirm what somebody asked for, where the reader says yes."""
    model = ASKED[to.purpose]
    asked = model.objects.filter(pk=to.number).first()
    if asked is None or not to.is_of(asked.mail):
        return LEFT
    if is_automatic(message):
        # a note of absence confirms nothing
        return IGNORED
    if not says_yes(message) or asked.asked_at < now() - VALID:
        return LEFT
    still = model.objects.filter(pk=asked.pk, is_confirmed=False)
    still.update(is_confirmed=True, confirmed_at=now(), stopped_at=None)
    return CONFIRMED


def is_automatic(message: Message) -> bool:
    """Tell a mail that a program sent by itself (RFC 3834) from one that somebody wrote.

    Parameters
    ----------
    message : email.message.Message
        The mail.
    """
    submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    from_nobody = str(message.get("Return-Path", "")).strip() == "<>"
    is_report = message.get_content_type() == REPORT
    has_sign = any(name in message for name in SIGNS)
    return submitted != "no" or precedence in MACHINES or from_nobody or is_report or has_sign


def says_yes(message: Message) -> bool:
    """Tell whether a line that the reader wrote begins with yes; quoted lines do not count.

    Parameters
    ----------
    message : email.message.Message
        The mail.
    """
    lines = [line for line in _lines(message) if line.strip() and not line.lstrip().startswith(">")]
    return any(YES.match(line) for line in lines[:LINES])


def _lines(message: Message) -> Iterator[str]:
    """Give the lines of the first part of a mail that is text."""
    texts = (part for part in message.walk() if part.get_content_maintype() == "text")
    part = next(texts, None)
    if part is None:
        return
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        text = data.decode(part.get_content_charset("utf-8"), errors="replace")
    except LookupError:
        text = data.decode(errors="replace")
    if part.get_content_subtype() == "html":
        text = re.sub(r"<(br|/p|/div)\b[^>]*>", "\n", text, flags=re.IGNORECASE)
        text = re.sub(r"<blockquote.*", "", text, flags=re.IGNORECASE | re.DOTALL)
        text = re.sub(r"<[^>]*>", "", text)
    yield from text.splitlines()
