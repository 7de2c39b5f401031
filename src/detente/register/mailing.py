"""Sending: a file that says how, and one worker that empties the outbox."""

from __future__ import annotations

import logging
import re
import smtplib
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import close_old_connections
from django.utils.crypto import salted_hmac

from detente.errors import RequestError
from detente.register.bounces import Failure, came_back, kind_of
from detente.register.clock import now
from detente.register.faults import said_in_one_line
from detente.register.models import WAITING, Letter
from detente.register.own_files import own_file
from detente.register.reply_address import BACK, reply_address
from detente.register.site import Site

FILE = "mail.toml"
SENT, GIVEN_UP, SENDING = "sent", "given up", "sending"
"""States of a letter beside waiting."""
MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
"""Time before the second try; it doubles from one to the next."""
TAKEN_FOR = timedelta(minutes=15)
"""Time after which a letter whose sender was killed is taken up again."""
AT_ONCE = 50
PAUSE = 5.0
"""Seconds between two looks into the outbox."""
ADDRESS = re.compile(r"[A-Za-z0-9._-]{1,24}@[A-Za-z0-9.-]+")
"""An address for replies: what is added before the @ fits into the 64 letters of RFC 5321."""
TIMEOUT = 30
PERMANENT = 500
"""Least answer of a mail server that says that another try is of no use."""
logger = logging.getLogger("detente.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The mail server of a site.

    Attributes
    ----------
    server, sender : str
        Its name, and the address from which the site writes.
    port : int
        Its port.
    user, password : str
        Of the account; empty for none.
    tls : bool
        Whether the connection is encrypted after it is made (STARTTLS).
    replies, maildir : str
        Address whose mail the server puts into a Maildir folder, and that folder; empty where
        letters are not answered and do not come back.
    """

    server: str
    sender: str
    port: int = 587
    user: str = ""
    password: str = ""
    tls: bool = True
    replies: str = ""
    maildir: str = ""


def read_post(site: Site) -> Post | None:
    """Read how a site sends mail; None where it sends none.

    Parameters
    ----------
    site : Site
        The site.

    Raises
    ------
    RequestError
        Where the file cannot be read, or says something unknown.
    """
    path = site.folder / FILE
    if not path.exists():
        return None
    known = {field.name: field.type for field in fields(Post)}
    called = "the file of the mail server"
    given = own_file(path, called=called, of="a mail server", names=known)
    for name, value in given.items():
        if type(value).__name__ != known[name]:
            raise RequestError(f"'{name}' is no {known[name]}", where=str(path))
    if "server" not in given or "sender" not in given:
        raise RequestError("server and sender are needed", where=str(path))
    post = Post(**given)
    if bool(post.replies) != bool(post.maildir):
        raise RequestError("replies and maildir are needed both, or neither", where=str(path))
    if post.replies and not ADDRESS.fullmatch(post.replies):
        raise RequestError("'replies' is no address such as site@example.org", where=str(path))
    return post


@said_in_one_line()
def send_due(post: Post) -> int:
    """Send what is due in the outbox.

    A letter is marked before it is sent and again after the mail server accepted it: a crash
    between the two repeats it after a while, and no other crash does.

    Parameters
    ----------
    post : Post
        The mail server.

    Returns
    -------
    int
        Letters that were sent.
    """
    moment = now()
    Letter.objects.filter(state=SENDING, due_at__lt=moment - TAKEN_FOR).update(state=WAITING)
    due = Letter.objects.filter(state=WAITING, due_at__lte=moment)[:AT_ONCE]
    count = 0
    for letter in due:
        mine = Letter.objects.filter(pk=letter.pk, state=WAITING)
        if mine.update(state=SENDING, due_at=now(), tries=letter.tries + 1):
            count += _send(letter, post)
    return count


def _send(letter: Letter, post: Post) -> bool:
    """Send a letter, and write down what became of it."""
    kept = Letter.objects.filter(pk=letter.pk)
    try:
        _message(letter, post).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        code = getattr(error, "smtp_code", 0)
        refused = getattr(error, "recipients", {})
        if refused:
            code = max(answer[0] for answer in refused.values())
        tries = letter.tries + 1
        is_over = code >= PERMANENT or tries >= MOST_TRIES
        wait = FIRST_WAIT * 2 ** (tries - 1)
        state = GIVEN_UP if is_over else WAITING
        fault = " ".join(str(error).split())[:300]
        kept.update(state=state, due_at=now() + wait, fault=fault)
        if refused and code >= PERMANENT:
            # the server of the reader answered at once what others report by mail
            came_back(letter, Failure(kind_of(fault), fault))
        logger.warning("mail: letter %d is %s (%s)", letter.pk, state, fault[:120])
        return False
    kept.update(state=SENT, sent_at=now(), fault="")
    return True


def _message(letter: Letter, post: Post) -> EmailMultiAlternatives:
    """Make the message of a letter; a line break in a header is refused by the framework."""
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=post.server,
        port=post.port,
        username=post.user,
        password=post.password,
        use_tls=post.tls,
        timeout=TIMEOUT,
    )
    headers = {"Auto-Submitted": "auto-generated", "From": post.sender}
    # a letter that a crash repeats has the name of the first: mail programs show it once
    headers["Message-ID"] = message_id(letter, post)
    sender = post.sender
    if post.replies:
        sender = reply_address(post.replies, BACK, letter.pk, letter.to)
        purpose, _, number = letter.confirms.partition("-")
        if purpose:
            headers["Reply-To"] = reply_address(post.replies, purpose, int(number), letter.to)
    if letter.leave:
        # one click, without a page and a cookie (RFC 8058)
        headers["List-Unsubscribe"] = f"<{letter.leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        sender,
        [letter.to],
        headers=headers,
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def message_id(letter: Letter, post: Post) -> str:
    """Name the message of a letter, the same however often it is sent.

    Parameters
    ----------
    letter : Letter
        The letter.
    post : Post
        The mail server.
    """
    mark = salted_hmac("detente.message", f"{letter.pk} {letter.key}").hexdigest()[:20]
    return f"<{letter.pk}.{mark}@{post.sender.rpartition('@')[2].rstrip('>')}>"


class Worker(threading.Thread):
    """Empties the outbox as long as the server runs.

    Parameters
    ----------
    post : Post
        The mail server.
    read : callable, optional
        Reads what arrived.
    """

    def __init__(self, post: Post, read: Callable[[Post], Any] | None = None) -> None:
        super().__init__(name="outbox", daemon=True)
        self.post = post
        self.read = read
        self.is_over = threading.Event()

    def run(self) -> None:
        """Look into the outbox, and at what arrived, every few seconds."""
        while not self.is_over.wait(PAUSE):
            try:
                send_due(self.post)
                if self.read is not None:
                    self.read(self.post)
            except Exception as error:
                # the worker outlives a database that cannot be reached for a while
                logger.error("mail: %s: %s", type(error).__name__, error)
            finally:
                close_old_connections()
