"""Backup and restore: one file that holds rows, frozen bytes and theme, for either database."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, transaction

from detente.errors import StoreError
from detente.files import sha256_of, write_bytes, write_whole
from detente.register.comment_words import index_shown
from detente.register.faults import said_in_one_line
from detente.register.frozen import place
from detente.register.publishing import show_all
from detente.register.site import Site
from detente.register.words import index

SCHEMA = "1.0"
MODELS = (
    "auth.Group",
    "auth.User",
    "otp_totp.TOTPDevice",
    "otp_static.StaticDevice",
    "otp_static.StaticToken",
    "register.Person",
    "register.Project",
    "register.Tag",
    "register.Paper",
    "register.Authorship",
    "register.Edition",
    "register.FrozenFile",
    "register.Comment",
    "register.Subscriber",
    "register.Watch",
    "register.Happening",
    "register.Look",
    "register.Letter",
    "register.Entry",
)
"""Tables in the order in which they are written back: what is named comes before what names it."""
MANIFEST = "manifest.json"
ROWS, BYTES, THEME = "rows/", "frozen/", "theme/"
LARGEST_ROWS = 2_000_000_000
"""Bytes of the rows of a table."""
NEXT = "take another backup"


class WholeMoments(DjangoJSONEncoder):
    """Writes moments to the microsecond, as the database keeps them; Django's own cuts them."""

    def default(self, value: Any) -> Any:
        """Give what JSON has no form for as text."""
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


@said_in_one_line()
def backup(site: Site, target: Path) -> dict[str, int]:
    """Write the site into one file, which is read back before it takes its name.

    Parameters
    ----------
    site : Site
        The site, which is open.
    target : pathlib.Path
        The file.

    Returns
    -------
    dict of str to int
        Name of each table to its rows.
    """
    counts: dict[str, int] = {}

    def write(path: Path) -> None:
        counts.update(_write(site, path))

    write_whole(target, write, _is_whole)
    return counts


def _write(site: Site, path: Path) -> dict[str, int]:
    """Write rows as of one moment, and the bytes that they name."""
    digests: dict[str, str] = {}
    with _new_archive(path) as archive:
        counts, kept = _write_rows(archive, digests)
        for sha256 in kept:
            # the bytes are compressed already
            archive.write(place(site, sha256), BYTES + sha256, zipfile.ZIP_STORED)
            digests[BYTES + sha256] = sha256
        for file in sorted(site.own_theme.rglob("*")):
            if file.is_file():
                name = THEME + file.relative_to(site.own_theme).as_posix()
                archive.write(file, name)
                digests[name] = sha256_of(file)
        manifest = {"schema": SCHEMA, "rows": counts, "members": digests}
        archive.writestr(_member(MANIFEST), json.dumps(manifest, indent=1, sort_keys=True))
    return counts


def _new_archive(path: Path) -> zipfile.ZipFile:
    """Begin an archive; a file of a clock that was wrong gets the first day that one can have."""
    return zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False)


def _member(name: str) -> zipfile.ZipInfo:
    """Begin a member that has no day: a clock before 1980 gives none that an archive can hold."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _write_rows(
    archive: zipfile.ZipFile, digests: dict[str, str]
) -> tuple[dict[str, int], list[str]]:
    """Write every table within one transaction."""
    counts: dict[str, int] = {}
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for name in MODELS:
            rows = apps.get_model(name).objects.order_by("pk")
            text = serializers.serialize("jsonl", rows.iterator(), cls=WholeMoments)
            counts[name] = text.count("\n")
            archive.writestr(_member(f"{ROWS}{name}.jsonl"), text)
            digests[f"{ROWS}{name}.jsonl"] = hashlib.sha256(text.encode()).hexdigest()
        files = apps.get_model("register.FrozenFile").objects
        kept = sorted(set(files.values_list("sha256", flat=True)))
    return counts, kept


def _is_whole(path: Path) -> bool:
    """Read a backup back and compare every member with its digest."""
    with zipfile.ZipFile(path) as archive:
        _checked(archive)
    return True


def _checked(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Give the manifest of a backup whose members are those that it names."""
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    members: dict[str, str] = manifest["members"]
    if manifest["schema"] != SCHEMA:
        raise StoreError(f"the backup has the layout {manifest['schema']}, and we read {SCHEMA}")
    if set(members) | {MANIFEST} != set(archive.namelist()):
        raise StoreError("the backup has other members than its manifest names", next_step=NEXT)
    for name, sha256 in members.items():
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or "\\" in name:
            raise StoreError(f"the member '{name[:80]}' of the backup leads out of it")
        if _digest(archive, name) != sha256:
            raise StoreError(f"the member '{name}' of the backup was changed", next_step=NEXT)
    return manifest


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    """Give the digest of a member without holding it in memory."""
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while chunk := member.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def restore(site: Site, source: Path) -> dict[str, int]:
    """Fill an empty site from a backup, whatever database either of them has.

    Parameters
    ----------
    site : Site
        The site, which is open and has no paper and no account.
    source : pathlib.Path
        The backup.

    Returns
    -------
    dict of str to int
        Name of each table to its rows.

    Raises
    ------
    StoreError
        Where the file is no backup or was changed, or the site is not empty. The site is unchanged
        then.
    """
    _require_empty()
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _checked(archive)
            _restore_files(site, archive, manifest["members"])
            with transaction.atomic():
                _restore_rows(archive, manifest["rows"])
                for paper in apps.get_model("register.Paper").objects.all():
                    index(paper)
                index_shown()
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise StoreError(
            "the file is no backup of a site, or was damaged", where=str(source), next_step=NEXT
        ) from error
    except (DeserializationError, DatabaseError) as error:
        said = " ".join(str(error).split())[:200]
        raise StoreError(f"the backup does not fit ({said})", where=str(source)) from error
    show_all()
    found: dict[str, int] = manifest["rows"]
    return found


def _require_empty() -> None:
    """Refuse to restore over something."""
    for name in ("register.Paper", "auth.User"):
        if apps.get_model(name).objects.exists():
            raise StoreError(
                "the site has papers or accounts already",
                next_step="restore into an empty folder (DETENTE_HOME) or an empty database",
            )


def _restore_files(site: Site, archive: zipfile.ZipFile, members: dict[str, str]) -> None:
    """Write frozen bytes and theme, each whole."""
    for name in members:
        if name.startswith(BYTES):
            target = place(site, members[name])
        elif name.startswith(THEME):
            target = site.own_theme / name.removeprefix(THEME)
        else:
            continue
        if not target.exists():
            write_bytes(target, archive.read(name))


def _restore_rows(archive: zipfile.ZipFile, given: Mapping[str, int]) -> None:
    """Write every row under its own key; a backup of before has fewer tables."""
    models = [apps.get_model(name) for name in MODELS]
    models[0].objects.all().delete()
    for name in (one for one in MODELS if one in given):
        for row in _rows(archive, f"{ROWS}{name}.jsonl"):
            row.save()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[Any]:
    """Read the rows of a table."""
    if archive.getinfo(name).file_size > LARGEST_ROWS:
        raise StoreError(f"the member '{name}' of the backup is larger than any table")
    yield from serializers.deserialize("jsonl", archive.read(name).decode())
