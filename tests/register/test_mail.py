"""Likes, the newsletter and the outbox, against a mail server on this machine."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from detente.errors import RequestError
from detente.register.links import JOIN, LEAVE, token_of
from detente.register.mailing import MOST_TRIES, SENDING, TAKEN_FOR, Post, read_post, send_due
from detente.register.models import Letter, Like, Paper, Person, Subscriber
from detente.register.publishing import Filing, publish
from detente.register.site import Site
from tests.register.conftest import taken
from tests.register.mail_kills import Accepting, Killed, send_and_kill, states, written
from tests.register.post import Box
from tests.register.test_staff import AT, comment

pytestmark = pytest.mark.xdist_group("register")
SLUG = Filing(slug="nato-russia")
LETTERS = 8
"""Letters of the process that is killed."""


def test_a_like_is_counted_once_a_day_without_a_cookie(reader: Any) -> None:
    publish(taken(), SLUG, who="test")
    for _ in range(3):
        response = reader.post("/papers/nato-russia/like/")
        assert response.status_code == 302 and not response.cookies
    assert Paper.objects.get().likes == 1
    other = reader.post("/papers/nato-russia/like/", REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302 and Paper.objects.get().likes == 2
    Like.objects.update(day="2013-12-31")
    reader.post("/papers/nato-russia/like/")
    assert Paper.objects.get().likes == 3 and Like.objects.count() == 1
    page = reader.get("/papers/nato-russia/?liked").content.decode()
    assert "Thank you." in page and "3 readers said yes" in page
    assert "192.0.2.7" not in str(list(Like.objects.values()))
    assert reader.get("/papers/nato-russia/like/").status_code == 405
    assert reader.post("/papers/none/like/").status_code == 404


def test_the_newsletter_is_joined_with_a_button_only(
    reader: Any, box: tuple[Box, Post], post_file: Callable[[str], None]
) -> None:
    kept, post = box
    assert reader.get("/newsletter/").status_code == 404
    post_file('server = "127.0.0.1"\nsender = "site@example.org"\n')
    wrong = reader.post("/newsletter/", {"mail": "nowhere"})
    assert wrong.status_code == 422 and b'id="id_mail_error"' in wrong.content
    for _ in range(2):
        asked = reader.post("/newsletter/", {"mail": "Reader@example.org", "website": ""})
        assert asked.status_code == 200 and not asked.cookies
    assert Letter.objects.count() == 1 and send_due(post) == 1 and send_due(post) == 0
    (letter,) = kept.taken
    link = next(word for word in letter.get_body().get_content().split() if "/confirm/" in word)
    path = link.removeprefix("http://127.0.0.1:8000")
    # a mail scanner opens every link, more than once
    assert all(reader.get(path).status_code == 200 for _ in range(3))
    assert not Subscriber.objects.get().is_confirmed
    assert publish(taken(), SLUG, who="test") and Letter.objects.count() == 1
    assert b"gets the newsletter" in reader.post(path).content
    assert Subscriber.objects.get().is_confirmed
    known = reader.post("/newsletter/", {"mail": "reader@example.org"})
    assert known.content == asked.content and Letter.objects.count() == 1


def test_a_new_edition_is_announced_once_and_left_with_one_click(
    reader: Any, box: tuple[Box, Post]
) -> None:
    kept, post = box
    now = "2026-01-01T00:00:00Z"
    for number in range(3):
        mail = f"r{number}@example.org"
        Subscriber.objects.create(mail=mail, is_confirmed=number < 2, asked_at=now)
    publish(taken("A <b> & c"), SLUG, who="test")
    assert send_due(post) == 2 and {str(one["To"]) for one in kept.taken} == {
        "r0@example.org",
        "r1@example.org",
    }
    letter = next(one for one in kept.taken if one["To"] == "r0@example.org")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    parts = [part.get_content() for part in letter.walk() if not part.is_multipart()]
    assert "A <b> & c" in parts[0] and "A &lt;b&gt; &amp; c" in parts[1]
    assert "<img" not in parts[1]
    path = str(letter["List-Unsubscribe"]).strip(" <>").removeprefix("http://127.0.0.1:8000")
    assert reader.get(path).status_code == 200 and Subscriber.objects.count() == 3
    gone = reader.post(path, {"List-Unsubscribe": "One-Click"})
    assert gone.status_code == 200 and not gone.cookies
    assert not Subscriber.objects.filter(mail="r0@example.org").exists()
    assert reader.post(path).status_code == 200


@pytest.mark.parametrize(
    "token", ["forged", token_of(JOIN, "a@example.org")], ids=["forged", "for another"]
)
def test_tokens_serve_for_what_they_were_given(reader: Any, token: str) -> None:
    Subscriber.objects.create(mail="a@example.org", asked_at="2026-01-01T00:00:00Z")
    assert reader.post(f"/newsletter/leave/{token}/").status_code == 404
    assert (
        reader.post(f"/newsletter/confirm/{token_of(LEAVE, 'a@example.org')}/").status_code == 404
    )
    assert Subscriber.objects.filter(is_confirmed=False).count() == 1


def test_the_outbox_tries_again_and_gives_up_where_it_is_of_no_use(
    site: Site, box: tuple[Box, Post]
) -> None:
    kept, post = box
    Subscriber.objects.create(mail="a@example.org", is_confirmed=True, asked_at="2026-01-01T00:00Z")
    publish(taken(), SLUG, who="test")
    kept.answers = ["451 later", "550 no such mailbox"]
    assert send_due(post) == 0
    letter = Letter.objects.get()
    assert letter.state == "waiting" and letter.tries == 1 and "later" in letter.fault
    assert send_due(post) == 0, "a second try waits"
    Letter.objects.update(due_at="2026-01-01T00:00:00Z")
    assert send_due(post) == 0 and Letter.objects.get().state == "given up"
    unreachable = Post(server="127.0.0.1", port=9, sender="site@example.org", tls=False)
    again = {"state": "waiting", "due_at": "2026-01-01T00:00:00Z"}
    Letter.objects.update(tries=MOST_TRIES - 1, **again)
    assert send_due(unreachable) == 0 and Letter.objects.get().state == "given up"


def test_a_letter_whose_sender_was_killed_is_taken_up_again(
    site: Site, box: tuple[Box, Post]
) -> None:
    from detente.register.clock import now

    kept, post = box
    Subscriber.objects.create(mail="a@example.org", is_confirmed=True, asked_at="2026-01-01T00:00Z")
    publish(taken(), SLUG, who="test")
    Letter.objects.update(state=SENDING, due_at=now())
    assert send_due(post) == 0
    Letter.objects.update(due_at=now() - 2 * TAKEN_FOR - timedelta(seconds=1))
    assert send_due(post) == 1 and len(kept.taken) == 1


def test_authors_are_written_to_and_no_header_is_injected(
    reader: Any, box: tuple[Box, Post], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, post = box
    filing = Filing(slug="nato-russia", authors=("Desk",))
    paper = publish(taken(), filing, who="test").paper
    Person.objects.update(mail="desk@example.org")
    evil = "A\r\nBcc: all@example.org"
    reader.post(AT, comment(paper, monkeypatch, text=f"Hello\r\n.\r\n{evil}"))
    assert send_due(post) == 1 and len(kept.taken) == 1
    assert kept.taken[0]["Bcc"] is None and "Hello" in kept.taken[0].get_content()
    Letter.objects.create(
        key="x", to="a@example.org", subject=evil, text="t", due_at="2026-01-01T00:00Z"
    )
    assert send_due(post) == 0 and len(kept.taken) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sever = "a"', "'sever' is nothing of a mail server.*near: server"),
        ('server = "a"', "server and sender are needed"),
        ('server = "a"\nsender = "b"\nport = "25"', "'port' is no int"),
        ("server", "cannot be read"),
    ],
)
def test_a_file_of_the_mail_server_that_is_wrong_is_refused(
    site: Site, post_file: Callable[[str], None], text: str, said: str
) -> None:
    assert read_post(site) is None
    post_file(text)
    with pytest.raises(RequestError, match=said):
        read_post(site)


@pytest.mark.slow
def test_a_killed_process_repeats_a_letter_only_between_acceptance_and_record(
    tmp_path: Path,
) -> None:
    server, left = Accepting(), Killed()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    written(tmp_path, LETTERS)
    controller.start()
    try:
        # killed before the third letter is taken, then once the fifth is accepted
        for when, count in (("before", 2), ("after", 5)):
            kill_at(server, when, count)
            assert send_and_kill(tmp_path, port, server, left, keep_process(server))
        server.before = lambda: None
        server.after = lambda: None
        assert not send_and_kill(tmp_path, port, server, left, lambda process: False)
    finally:
        controller.stop()
    assert set(states(tmp_path).values()) == {"sent"} and len(server.accepted) == LETTERS
    again = {name: count for name, count in server.accepted.items() if count > 1}
    assert left.kills == 2 and again == {"4": 2} and left.unrecorded == Counter({"4": 1})
    assert len(server.names) == LETTERS, "a letter that is repeated has the name of the first"


def kill_at(server: Accepting, when: str, count: int) -> None:
    """Lets the mail server kill who sends, at the moment after so many letters."""

    def act() -> None:
        if server.accepted.total() == count:
            server.process.kill()
            server.process.wait()

    for name in ("before", "after"):
        setattr(server, name, act if name == when else lambda: None)


def keep_process(server: Accepting) -> Callable[[Any], bool]:
    """Lets the mail server know who sends, and waits for its end."""

    def wait(process: Any) -> bool:
        server.process = process
        process.wait(60)
        return False

    return wait
