"""Answers that confirm and letters that come back, by a real mail server on this machine."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from detente.errors import RequestError
from detente.register.bounces import MOST_SOFT, kind_of
from detente.register.links import JOIN
from detente.register.mailing import Post, read_post, send_due
from detente.register.models import Entry, Letter, Subscriber, Watch
from detente.register.publishing import Filing, publish
from detente.register.replies import read_replies
from detente.register.reply_address import answered, reply_address
from detente.register.site import Site
from tests.register.conftest import taken
from tests.register.post import Box

pytestmark = pytest.mark.xdist_group("register")
MAIL = "reader@example.org"
REPLIES = "site@example.org"
SLUG = Filing(slug="nato-russia")
LONG_AGO = "2026-01-01T00:00:00Z"


@pytest.fixture
def arriving(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A mail server that puts what arrives into a Maildir folder; the folder and its port."""
    folder = tmp_path / "Maildir"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Mailbox(str(folder)), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield folder, port
    finally:
        controller.stop()


@pytest.fixture
def post(
    box: tuple[Box, Post], arriving: tuple[Path, int], post_file: Callable[[str], None]
) -> Post:
    """The mail server of the site, with the folder of what arrives."""
    _, sending = box
    lines = [f'server = "127.0.0.1"\nport = {sending.port}\nsender = "office@example.org"']
    lines.append(f'tls = false\nreplies = "{REPLIES}"\nmaildir = "{arriving[0]}"\n')
    post_file("\n".join(lines))
    from detente.register.configured import current

    read = read_post(current())
    assert read is not None
    return read


def deliver(port: int, to: str, message: Any, sender: str = MAIL) -> None:
    """Send a mail to the site by SMTP."""
    data = message if isinstance(message, bytes) else message.as_bytes()
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.sendmail(sender, [to], data)


def answer(letter: Any, text: str = "Yes, please", **headers: str) -> EmailMessage:
    """An answer as a mail program writes it, with the letter quoted below."""
    message = EmailMessage()
    message["From"], message["To"] = MAIL, str(letter["Reply-To"])
    message["Subject"] = f"Re: {letter['Subject']}"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    quoted = letter.get_body().get_content().replace("\n", "\n> ")
    message.set_content(f"{text}\n\nOn Monday the institute wrote:\n> {quoted}")
    return message


def report(
    action: str = "failed", status: str = "5.1.1", diagnosis: str = "smtp; 550 5.1.1 unknown"
) -> bytes:
    """A report of a mail server, in the form of RFC 3464."""
    return f"""From: MAILER-DAEMON@example.org
To: {REPLIES}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

Your mail came back.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Sat, 28 Nov 2026 12:00:00 +0000

Final-Recipient: rfc822; {MAIL}
Action: {action}
Status: {status}
Diagnostic-Code: {diagnosis}

--b
Content-Type: message/rfc822

From: office@example.org
Subject: x

x
--b--
""".replace("\n", "\r\n").encode()


def asked(reader: Any, kept: Box, post: Post) -> Any:
    """Asks for the newsletter; the letter that arrives."""
    reader.post("/newsletter/", {"mail": MAIL, "website": ""})
    assert send_due(post) == 1
    return kept.taken[-1]


def test_an_answer_confirms(
    reader: Any, box: tuple[Box, Post], post: Post, arriving: tuple[Path, int]
) -> None:
    letter = asked(reader, box[0], post)
    assert "begin your answer with the word: yes" in letter.get_body().get_content()
    assert str(letter["From"]) == "office@example.org"
    deliver(arriving[1], str(letter["Reply-To"]), answer(letter))
    assert read_replies(post) == {"confirmed": 1} and Subscriber.objects.get().is_confirmed
    assert read_replies(post) == {} and not list((arriving[0] / "new").iterdir())
    publish(taken(), SLUG, who="test")
    assert send_due(post) == 1 and box[0].taken[-1]["Reply-To"] is None


def test_a_watch_is_confirmed_by_an_answer_too(
    reader: Any, box: tuple[Box, Post], post: Post, arriving: tuple[Path, int]
) -> None:
    publish(taken(), SLUG, who="test")
    reader.post("/pairs/NATO/RUS/watch/", {"mail": MAIL, "website": ""})
    assert send_due(post) == 1
    letter = box[0].taken[-1]
    upper = str(letter["Reply-To"]).upper()
    deliver(arriving[1], upper, answer(letter, "ANO!", X_Mailer="changes the case of addresses"))
    assert read_replies(post) == {"confirmed": 1} and Watch.objects.get().is_confirmed


@pytest.mark.parametrize(
    ("text", "headers", "became"),
    [
        ("No, I did not ask for this", {}, "left"),
        ("", {}, "left"),
        ("Yes", {"Auto_Submitted": "auto-replied"}, "ignored"),
        ("Yes", {"Precedence": "bulk"}, "ignored"),
        ("Yes", {"X_Autoreply": "yes"}, "ignored"),
        ("Yes", {"Auto_Submitted": "no"}, "confirmed"),
    ],
)
def test_only_a_reader_who_says_yes_confirms(
    reader: Any,
    box: tuple[Box, Post],
    post: Post,
    arriving: tuple[Path, int],
    text: str,
    headers: dict[str, str],
    became: str,
) -> None:
    letter = asked(reader, box[0], post)
    deliver(arriving[1], str(letter["Reply-To"]), answer(letter, text, **headers))
    assert read_replies(post) == {became: 1}
    assert Subscriber.objects.get().is_confirmed is (became == "confirmed")
    assert len(list((arriving[0] / "cur").iterdir())) == (became == "left")


def test_forged_old_and_others_addresses_confirm_nothing(
    reader: Any, box: tuple[Box, Post], post: Post, arriving: tuple[Path, int]
) -> None:
    letter = asked(reader, box[0], post)
    right, mine = str(letter["Reply-To"]), Subscriber.objects.get()
    other = Subscriber.objects.create(mail="other@example.org", asked_at=LONG_AGO)
    forged = (
        right.replace("join-", "watch-"),
        right.replace(f"join-{mine.pk}-", f"join-{other.pk}-"),
        f"site+join-{mine.pk}-{'a' * 16}@example.org",
        "site@example.org",
        "site+join-99999999999999999999-aaaaaaaaaaaaaaaa@example.org",
    )
    for to in forged:
        message = answer(letter)
        message.replace_header("To", to)
        deliver(arriving[1], to, message)
    assert read_replies(post) == {"left": len(forged)}
    Subscriber.objects.filter(pk=mine.pk).update(asked_at=LONG_AGO)
    deliver(arriving[1], right, answer(letter))
    assert read_replies(post) == {"left": 1}, "a week is over"
    assert not Subscriber.objects.filter(is_confirmed=True).exists()
    Subscriber.objects.filter(pk=mine.pk).delete()
    deliver(arriving[1], right, answer(letter))
    assert read_replies(post) == {"left": 1}


def sent_to_reader(kept: Box, post: Post, number: int = 1) -> tuple[Letter, str]:
    """Publishes a paper; the letter to the only reader, and where it comes back to."""
    publish(taken(f"Paper {number}", f"detente-{number}"), Filing(slug=f"p{number}"), who="test")
    assert send_due(post) == 1
    letter = Letter.objects.order_by("-pk")[0]
    return letter, kept.senders[-1]


def subscribed() -> Subscriber:
    return Subscriber.objects.create(mail=MAIL, is_confirmed=True, asked_at=LONG_AGO)


def test_a_hard_failure_stops_the_letters_until_somebody_asks_again(
    reader: Any, box: tuple[Box, Post], post: Post, arriving: tuple[Path, int]
) -> None:
    subscribed()
    letter, back = sent_to_reader(box[0], post)
    assert back.startswith("site+back-") and len(back.partition("@")[0]) <= 64
    for _ in range(2):
        deliver(arriving[1], back, report(), sender="")
    assert read_replies(post) == {"came back": 2}
    letter.refresh_from_db()
    assert letter.state == "bounced" and "5.1.1" in letter.fault
    reader_row = Subscriber.objects.get()
    assert not reader_row.is_confirmed and reader_row.stopped_at is not None
    publish(taken("More", "detente-more"), SLUG, who="test")
    assert send_due(post) == 0
    assert Entry.objects.filter(what="stopped an address").count() == 1
    assert MAIL not in str(list(Entry.objects.values()))
    again = asked(reader, box[0], post)
    deliver(arriving[1], str(again["Reply-To"]), answer(again))
    read_replies(post)
    reader_row.refresh_from_db()
    assert reader_row.is_confirmed and reader_row.stopped_at is None


def test_soft_failures_stop_the_letters_only_where_they_go_on(
    reader: Any, box: tuple[Box, Post], post: Post, arriving: tuple[Path, int]
) -> None:
    subscribed()
    for number in range(MOST_SOFT):
        assert Subscriber.objects.get().is_confirmed, number
        _, back = sent_to_reader(box[0], post, number)
        deliver(arriving[1], back, report(status="5.2.2", diagnosis="smtp; mailbox full"), "")
        assert read_replies(post) == {"came back": 1}
    assert not Subscriber.objects.get().is_confirmed


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_what_did_not_fail_changes_nothing(
    reader: Any, box: tuple[Box, Post], post: Post, arriving: tuple[Path, int], action: str
) -> None:
    subscribed()
    letter, back = sent_to_reader(box[0], post)
    deliver(arriving[1], back, report(action, "4.4.1"), sender="")
    assert read_replies(post) == {"came back": 1}
    letter.refresh_from_db()
    assert letter.state == "sent" and Subscriber.objects.get().is_confirmed


def test_a_forged_report_stops_nobody(
    reader: Any, box: tuple[Box, Post], post: Post, arriving: tuple[Path, int]
) -> None:
    subscribed()
    letter, back = sent_to_reader(box[0], post)
    for to in (f"site+back-{letter.pk}-{'b' * 16}@example.org", back.replace("back", "join")):
        deliver(arriving[1], to, report(), sender="")
    assert read_replies(post) == {"left": 2}
    letter.refresh_from_db()
    assert letter.state == "sent" and Subscriber.objects.get().is_confirmed


def test_a_mailbox_that_is_refused_at_once_counts_as_well(
    reader: Any, box: tuple[Box, Post], post: Post
) -> None:
    subscribed()
    box[0].recipients = ["550 5.1.1 no such mailbox"]
    publish(taken(), SLUG, who="test")
    assert send_due(post) == 0
    assert Letter.objects.get().state == "bounced" and not Subscriber.objects.get().is_confirmed


BROKEN = (
    b"",
    b"\xff\xfe\x00",
    b"Subject: =?x-nothing?q?=ff?=\r\n\r\nnothing",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b",
    b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b--",
    b"Content-Type: text/plain; charset=x-none\r\n\r\nno",
    b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 5_000,
)


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_broken_mail_is_left_for_a_person_and_holds_nothing_up(
    reader: Any, box: tuple[Box, Post], post: Post, arriving: tuple[Path, int], data: bytes
) -> None:
    subscribed()
    letter, back = sent_to_reader(box[0], post)
    asking = Subscriber.objects.create(mail="new@example.org", asked_at=letter.due_at)
    join = reply_address(REPLIES, "join", asking.pk, asking.mail)
    for to in (back, join):
        deliver(arriving[1], to, data)
    right = EmailMessage()
    right["To"] = join
    right.set_content("yes")
    deliver(arriving[1], join, right)
    counts = read_replies(post)
    assert counts["confirmed"] == 1 and counts.total() == 3
    letter.refresh_from_db()
    assert letter.state == "sent"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("5.1.1", "hard"),
        ("5.1.10", "hard"),
        ("5.4.14", "hard"),
        ("5.2.2", "soft"),
        ("5.7.1", "soft"),
        ("4.2.2", "soft"),
        ("550 5.1.1 unknown", "hard"),
        ("550 refused 10.5.1.1", "soft"),
        ("", "soft"),
    ],
)
def test_failures_are_hard_or_soft(status: str, kind: str) -> None:
    assert kind_of(status) == kind


def test_an_address_says_what_it_answers(site: Site) -> None:
    made = reply_address(REPLIES, "join", 7, MAIL)
    found = answered(f"Reader <{made}>")
    assert found is not None and (found.purpose, found.number) == ("join", 7)
    assert found.is_of(MAIL) and not found.is_of("other@example.org")
    assert answered("site+join-7-short@example.org") is None and JOIN == "join"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('replies = "a@example.org"', "needed both, or neither"),
        ('maildir = "/x"', "needed both, or neither"),
        ('replies = "a b@example.org"\nmaildir = "/x"', "is no address such as"),
        ('replies = "a+b@example.org"\nmaildir = "/x"', "is no address such as"),
        (f'replies = "{"a" * 25}@example.org"\nmaildir = "/x"', "is no address such as"),
    ],
)
def test_replies_that_cannot_arrive_are_refused(
    site: Site, post_file: Callable[[str], None], text: str, said: str
) -> None:
    post_file(f'server = "a"\nsender = "a@example.org"\n{text}\n')
    with pytest.raises(RequestError, match=said):
        read_post(site)
    assert read_replies(Post(server="a", sender="b", replies="c", maildir="/nowhere")) == {}
