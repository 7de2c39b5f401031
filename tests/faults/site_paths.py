"""Write paths of the register: publishing, the site as files, its backup, and the outbox."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

from detente.errors import EditionError
from detente.register.configured import configure, current
from detente.register.site import Site
from tests.faults.write_paths import WritePath

LETTERS = 6
"""Letters of the outbox."""
OUTBOX = "outbox"
ACCEPTED = "accepted.txt"
"""File in which the mail server notes whom it took a letter for."""


def _site(folder: Path) -> Site:
    site = Site(folder=folder / "site")
    configure(site)
    return site


def _opened(folder: Path) -> Site:
    from detente.register.opening import open_site

    site = Site(folder=folder / "site")
    open_site(site)
    from detente.register.publishing import Filing, publish
    from tests.register.conftest import taken

    publish(taken("One"), Filing(slug="one"), who="test")
    return site


def _second(folder: Path) -> None:
    """Publish a second edition; one that was frozen before the kill is taken on from there."""
    _site(folder)
    from detente.register.models import Edition
    from detente.register.publishing import Filing, move, publish, show_all
    from tests.register.conftest import taken

    paper = taken("Two", "detente-000000000002")
    try:
        publish(paper, Filing(slug="one"), who="test")
    except EditionError:
        edition = Edition.objects.get(identifier=paper.identifier)
        for state, step in (("draft", "review"), ("review", "published")):
            if edition.state == state:
                edition = move(edition, step, who="test")
        show_all()


def _is_whole(folder: Path) -> None:
    """Ask for every frozen byte, the chain of the log, and the first edition."""
    _site(folder)
    from detente.register.frozen import frozen
    from detente.register.log import first_broken
    from detente.register.models import Edition, FrozenFile

    for sha256 in FrozenFile.objects.values_list("sha256", flat=True):
        frozen(current(), sha256)
    if first_broken() is not None:
        raise AssertionError("the log is broken")
    if Edition.objects.get(number=1).state not in ("published", "corrected"):
        raise AssertionError("the first edition is gone")


def _as_files(folder: Path) -> None:
    site = _site(folder)
    from detente.register.export import write_site

    write_site(site, folder / "static")


def _older_files(folder: Path) -> None:
    _opened(folder)
    _as_files(folder)
    _second(folder)


def _site_reads(folder: Path) -> None:
    if not (folder / "static" / "index.html").is_file():
        raise AssertionError("the site that was written before is gone")


def _backed_up(folder: Path) -> None:
    site = _site(folder)
    from detente.register.backup import backup

    backup(site, folder / "site.backup")


def _older_backup(folder: Path) -> None:
    _opened(folder)
    _backed_up(folder)


def _backup_reads(folder: Path) -> None:
    _site(folder)
    from detente.register.backup import _is_whole as reads

    if not reads(folder / "site.backup"):
        raise AssertionError("the backup is broken")


def _written(folder: Path) -> None:
    _opened(folder)
    from detente.register.clock import now
    from detente.register.models import Letter

    (folder / ACCEPTED).touch()
    Letter.objects.all().delete()
    for number in range(LETTERS):
        to, key = f"reader-{number}@example.org", str(number)
        Letter.objects.create(to=to, key=key, subject="New", text="A paper.", due_at=now())


def _sent(port: int, folder: Path) -> None:
    """Empty the outbox, as a worker does that comes when letters of a killed one are due again."""
    _site(folder)
    from detente.register import mailing
    from detente.register.clock import now

    post = mailing.Post(server="127.0.0.1", port=port, sender="site@example.org", tls=False)
    mailing.send_due(post)
    later = now() + mailing.TAKEN_FOR + timedelta(minutes=1)
    mailing.now = lambda: later
    mailing.send_due(post)


def _all_reached(folder: Path) -> None:
    """Refuse an outbox whose sent letters the mail server does not know, or knows three times."""
    _site(folder)
    from detente.register.mailing import SENT
    from detente.register.models import Letter

    reached = Counter((folder / ACCEPTED).read_text().split())
    for letter in Letter.objects.all():
        times = reached[letter.to]
        if letter.state == SENT and not times:
            raise AssertionError(f"{letter.to} has no letter and is said to have one")
    if Letter.objects.count() != LETTERS:
        raise AssertionError("a letter is lost")


SITE_PATHS = {
    "site: publish": WritePath(prepare=_opened, act=_second, sound=_is_whole, counted=False),
    "site: files": WritePath(
        prepare=_older_files, act=_as_files, sound=_site_reads, counted=False, slow=True
    ),
    "site: backup": WritePath(
        slow=True, prepare=_older_backup, act=_backed_up, sound=_backup_reads, counted=False
    ),
}


def outbox(port: int) -> WritePath:
    """Give the path of the outbox, whose letters a mail server on a port takes."""
    return WritePath(prepare=_written, act=partial(_sent, port), sound=_all_reached, counted=False)
