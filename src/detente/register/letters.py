"""Letters of the site: to confirm, of a new edition, of a comment; each waits in the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from detente.register.clock import now
from detente.register.configured import current
from detente.register.links import JOIN, LEAVE, UNWATCH, WATCH, token_of
from detente.register.mailing import read_post
from detente.register.models import Comment, Edition, Happening, Letter, Subscriber, Watch
from detente.register.reply_address import JOIN as NEWSLETTER
from detente.register.reply_address import WATCH as PAIR
from detente.register.themes import read_theme

MANY = 500
"""Letters that are written with one statement."""
WITH_HTML = ("edition", "happened")
"""Letters that are pages too."""


def ask_to_confirm(subscriber: Subscriber) -> None:
    """Write to somebody who asked for the newsletter, once a day at most.

    Parameters
    ----------
    subscriber : Subscriber
        Who asked.
    """
    path = reverse("newsletter-confirm", args=[token_of(JOIN, subscriber.mail)])
    said = {"link": current().absolute(path), "theme": read_theme(current())}
    said |= {"has_replies": _has_replies(), "confirms": f"{NEWSLETTER}-{subscriber.pk}"}
    key = f"confirm {subscriber.pk} {now().date()}"
    letter = _letter(key, subscriber.mail, "confirm", said)
    Subscriber.objects.filter(pk=subscriber.pk).update(asked_at=now())
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def _has_replies() -> bool:
    """Tell whether a letter can be answered."""
    post = read_post(current())
    return post is not None and bool(post.maildir)


def announce(edition: Edition) -> int:
    """Write to every subscriber that an edition was published.

    Parameters
    ----------
    edition : Edition
        The edition.

    Returns
    -------
    int
        Letters that were put into the outbox.
    """
    site = current()
    said: dict[str, Any] = {
        "edition": edition,
        "link": site.absolute(edition.paper.get_absolute_url()),
        "theme": read_theme(site),
    }
    letters = []
    for subscriber in Subscriber.objects.filter(is_confirmed=True).iterator():
        leave = leave_link(subscriber.mail)
        key = f"edition {edition.pk} {subscriber.pk}"
        letters.append(_letter(key, subscriber.mail, "edition", said | {"leave": leave}))
    Letter.objects.bulk_create(letters, batch_size=MANY, ignore_conflicts=True)
    return len(letters)


def write_to_authors(comment: Comment) -> None:
    """Write to the authors of a paper, and nobody else, that a comment waits.

    Parameters
    ----------
    comment : Comment
        The comment.
    """
    said = {"comment": comment, "paper": comment.paper, "theme": read_theme(current())}
    mails = {person.mail for person in comment.paper.people if person.mail}
    letters = [_letter(f"comment {comment.pk} {mail}", mail, "comment", said) for mail in mails]
    Letter.objects.bulk_create(letters, ignore_conflicts=True)


def ask_to_confirm_watch(watch: Watch, label: str) -> None:
    """Write to somebody who asked to watch a pair, once a day at most.

    Parameters
    ----------
    watch : Watch
        Who asked, and which pair.
    label : str
        Name of the pair.
    """
    path = reverse("watch-confirm", args=[token_of(WATCH, subject_of_watch(watch))])
    said = {"link": current().absolute(path), "theme": read_theme(current()), "label": label}
    said |= {"has_replies": _has_replies(), "confirms": f"{PAIR}-{watch.pk}"}
    Watch.objects.filter(pk=watch.pk).update(asked_at=now())
    key = f"confirm watch {watch.pk} {now().date()}"
    letter = _letter(key, watch.mail, "confirm_watch", said)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def subject_of_watch(watch: Watch) -> str:
    """Give what a link about a watch concerns; an address has no space.

    Parameters
    ----------
    watch : Watch
        The watch.
    """
    return f"{watch.first} {watch.second} {watch.mail}"


def write_to_watchers(happening: Happening, watches: Iterable[Watch]) -> int:
    """Write to those who watch a pair that something happened.

    Parameters
    ----------
    happening : Happening
        What.
    watches : iterable of Watch
        Who watches.

    Returns
    -------
    int
        Letters that were put into the outbox.
    """
    site = current()
    page = reverse("pair", args=[happening.first, happening.second])
    said = {"happening": happening, "link": site.absolute(page), "theme": read_theme(site)}
    letters = []
    for watch in watches:
        path = reverse("watch-leave", args=[token_of(UNWATCH, subject_of_watch(watch))])
        key = f"happened {happening.pk} {watch.pk}"
        given = said | {"leave": site.absolute(path)}
        letters.append(_letter(key, watch.mail, "happened", given))
    Letter.objects.bulk_create(letters, batch_size=MANY, ignore_conflicts=True)
    return len(letters)


def write_invitation(user: Any, link: str) -> None:
    """Write to somebody who has an account by which link a password is chosen.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose account.
    link : str
        The link.
    """
    said = {"link": link, "theme": read_theme(current()), "name": user.get_username()}
    # the outbox knows a link by its digest
    key = f"invited {sha256(link.encode()).hexdigest()[:32]}"
    letter = _letter(key, user.email, "invited", said)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def leave_link(mail: str) -> str:
    """Give the link by which somebody leaves the newsletter.

    Parameters
    ----------
    mail : str
        Whose.
    """
    return current().absolute(reverse("newsletter-leave", args=[token_of(LEAVE, mail)]))


def _letter(key: str, to: str, kind: str, said: dict[str, Any]) -> Letter:
    """Write a letter as plain text and as a page."""
    subject, _, text = render_to_string(f"register/mail/{kind}.txt", said).partition("\n")
    html = render_to_string(f"register/mail/{kind}.html", said) if kind in WITH_HTML else ""
    parts = {"subject": subject.strip()[:300], "text": text.strip() + "\n", "html": html}
    parts |= {name: str(said.get(name, "")) for name in ("leave", "confirms")}
    return Letter(key=key, to=to, due_at=now(), **parts)
