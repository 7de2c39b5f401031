"""Pulling: mirror first, then the producer; temporary file, digest, rename; resumable."""

from __future__ import annotations

import http
import http.client
import logging
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from detente.errors import BrokenWrite, FullDisk, HashMismatch, ParseError, PullError
from detente.files import CHUNK, flush, is_full, sha256_of, staging
from detente.settings import LIMIT_VARIABLE, Settings, own_folder
from detente.sources.archives import extract
from detente.sources.declaration import Source, SourceFile

logger = logging.getLogger(__name__)

KEPT = "the old table stays in the store"
"""What a failure never changes."""
NETWORK_FAULTS = (
    urllib.error.URLError,
    http.client.HTTPException,
    TimeoutError,
    ConnectionError,
)


def pull(
    source: Source,
    folder: Path,
    settings: Settings,
    *,
    accept_new: bool = False,
    newer: Path | None = None,
    known: Mapping[str, str] | None = None,
) -> dict[str, Path]:
    """Bring all files of a source into a folder.

    Parameters
    ----------
    source : Source
        What is wanted.
    folder : pathlib.Path
        Where to; made if need be.
    settings : Settings
        Names the mirror and whether the network is allowed.
    accept_new : bool
        Take a file whose digest is not the declared one (a newer edition); it is recorded with its
        own digest. One put by hand into `folder` is taken as it is; where the declared file, or one
        that was taken before, is there, it is fetched again.
    newer : pathlib.Path, optional
        Where newer editions are put, so that those in `folder` stay until the new ones are checked;
        made if need be, `folder` by default.
    known : mapping, optional
        File name to digest of the files that were taken before.

    Returns
    -------
    dict
        File name to path.

    Raises
    ------
    PullError
        Where a file is neither in the mirror nor available elsewhere.
    HashMismatch
        Where it is not the declared one.
    FullDisk
        Where there is no room.
    """
    _make(folder, source)
    settings = replace(settings, limit=max(settings.limit, source.limit))
    paths = {file.name: folder / file.name for file in source.files}
    for file in source.files:
        target = paths[file.name]
        held = sha256_of(target) if target.is_file() else ""
        is_declared, is_known = file.is_declared(held), held == (known or {}).get(file.name)
        was_put_by_hand = held and not is_declared and not is_known
        if was_put_by_hand if accept_new else held and is_declared:
            continue
        try:
            part = _fetched(source, file, folder, settings, accept_new=accept_new)
        except PullError as error:
            if not (held and accept_new):
                raise
            logger.warning("%s: %s; the file that is there stays", source.id, error)
        else:
            if accept_new and held and not is_declared and sha256_of(part) == file.sha256:
                part.unlink()  # the newer one that is there does not give way to the declared one
                continue
            if accept_new and newer is not None:
                _make(newer, source)
                paths[file.name] = newer / file.name
            part.replace(paths[file.name])
    return paths


def _fetched(
    source: Source, file: SourceFile, folder: Path, settings: Settings, *, accept_new: bool
) -> Path:
    """Fetch a file beside its target and check its digest."""
    part = folder / f".{file.name}.part"
    if accept_new or not file.has_digest:
        # without a digest to check, the rest of another edition must not be added to this half
        part.unlink(missing_ok=True)
    with _faults(source, file, part):
        _fetch(source, file, part, settings)
    digest = sha256_of(part)
    if not file.has_digest:
        logger.warning(
            "%s: no digest of '%s' is declared; it is recorded as fetched, %s",
            source.id,
            file.name,
            digest[:12],
        )
    if not file.is_declared(digest) and not accept_new:
        part.unlink()
        raise HashMismatch(
            f"'{file.name}' of {source.id} has digest {digest[:12]}, declared is "
            f"{file.sha256[:12]}",
            next_step=f"{KEPT}; to take a newer "
            f"edition run 'detente sources pull {source.id} --accept-new'",
        )
    return part


def _make(folder: Path, source: Source) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PullError(
            f"the folder for {source.id} cannot be made ({error.strerror})",
            where=str(folder),
            next_step="set DETENTE_HOME to a folder that can be written",
        ) from error


@contextmanager
def _faults(source: Source, file: SourceFile, part: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is fetched into one line."""
    try:
        yield
    except NETWORK_FAULTS as error:
        reason = getattr(error, "reason", error)
        raise PullError(
            f"'{file.name}' of {source.id} could not be fetched ({reason})",
            next_step=_by_hand(source, file, part),
        ) from error
    except OSError as error:
        part.unlink(missing_ok=True)
        if is_full(error):
            raise FullDisk(
                f"no room for '{file.name}' of {source.id}",
                where=str(part.parent),
                next_step=f"free some space; {KEPT}",
            ) from error
        raise PullError(
            f"'{file.name}' of {source.id} could not be written ({error})", where=str(part.parent)
        ) from error


def _by_hand(source: Source, file: SourceFile, part: Path) -> str:
    """Say where a file can be put by hand."""
    return f"put '{file.name}' by hand into {part.parent} (from {source.page})"


def _fetch(source: Source, file: SourceFile, part: Path, settings: Settings) -> None:
    """Take a file from the mirror, else from the producer."""
    if _from_mirror(source, file, part, settings):
        return
    if settings.offline:
        raise PullError(
            f"'{file.name}' of {source.id} is not in the store and the network is forbidden",
            next_step=_by_hand(source, file, part),
        )
    if not file.url:
        raise PullError(
            f"'{file.name}' of {source.id} has no address of its own",
            next_step=_by_hand(source, file, part),
        )
    logger.info("%s: %s from %s", source.id, file.name, file.url)
    _download(file.url, part, settings.limit, accept=file.accept)
    if file.members:
        _unpack(part, file, settings.limit)


def _from_mirror(source: Source, file: SourceFile, part: Path, settings: Settings) -> bool:
    """Take a file from the mirror, a folder or an address; tell whether it is there."""
    mirror, folder = settings.mirror, file.folder or source.mirror
    if mirror.startswith(("http://", "https://")):
        if settings.offline:
            return False
        logger.info("%s: %s from the mirror %s", source.id, file.name, mirror)
        address = "/".join((mirror.rstrip("/"), folder, file.name))
        return _try_http(address.replace(" ", "%20"), part, settings.limit)
    path = own_folder(mirror, "DETENTE_MIRROR") / folder / file.name
    if not mirror or not path.is_file():
        return False
    logger.info("%s: %s from the mirror folder", source.id, file.name)
    size = path.stat().st_size
    _require_size(size, settings.limit)
    shutil.copyfile(path, part)
    _require_written(part, size)
    return True


def _require_size(size: int, limit: int) -> None:
    """Refuse a file before it fills the disk."""
    if size > limit:
        raise PullError(
            f"the file has more than {limit / 1e6:,.0f} MB",
            next_step=f"if that is right, set {LIMIT_VARIABLE} to more megabytes",
        )


def _require_written(part: Path, size: int) -> None:
    """Refuse a file of which not every byte is on the disk."""
    flush(part)
    if part.stat().st_size != size:
        part.unlink()
        raise BrokenWrite(
            "the file did not read back as it was written",
            where=str(part.parent),
            next_step=f"check the disk; {KEPT}",
        )


def _try_http(url: str, part: Path, limit: int) -> bool:
    """Download a file; tell whether it is there."""
    try:
        _download(url, part, limit)
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.NOT_FOUND:
            return False
        raise
    return True


def _download(url: str, part: Path, limit: int, *, accept: str = "") -> None:
    """Download a file, from where an earlier attempt stopped if the server allows it."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": "detente"})
    if accept:
        request.add_header("Accept", accept)
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        answer = urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as error:
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        part.unlink()
        return _download(url, part, limit, accept=accept)
    promised = answer.headers.get("Content-Length", "")
    goes_on = bool(have) and answer.status == http.HTTPStatus.PARTIAL_CONTENT
    before = have if goes_on else 0
    with answer, part.open("ab" if goes_on else "wb") as handle:
        try:
            got = _received(answer, handle, limit - before)
        except PullError:
            part.unlink()
            raise
    _require_written(part, before + got)
    if promised.isascii() and promised.isdecimal() and got != int(promised):
        raise ConnectionError(
            f"only {got:,} of {int(promised):,} bytes arrived; run it again to resume"
        )
    return None


def _received(answer: IO[bytes], handle: IO[bytes], limit: int) -> int:
    """Write what a server sends, and count it."""
    got = 0
    while piece := answer.read(CHUNK):
        got += len(piece)
        _require_size(got, limit)
        handle.write(piece)
    return got


def _unpack(archive: Path, wanted: SourceFile, limit: int) -> None:
    """Put a file in the place of the archive that holds it, which may be inside another."""
    for member in wanted.members:
        inner = staging(archive)
        try:
            extract(archive, member, inner, limit)
            inner.replace(archive)
        except ParseError as error:
            archive.unlink()
            raise ParseError(
                f"'{wanted.name}' cannot be taken out of its archive: {error}",
                where=wanted.url,
                next_step=f"fetch it again; {KEPT}",
            ) from error
        finally:
            inner.unlink(missing_ok=True)
