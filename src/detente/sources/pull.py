"""Pulling: mirror first, then the producer; temporary file, digest, rename; resumable."""

from __future__ import annotations

import errno
import hashlib
import http
import http.client
import io
import logging
import shutil
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import FullDisk, HashMismatch, ParseError, PullError
from detente.settings import Settings
from detente.sources.declaration import Source, SourceFile

logger = logging.getLogger(__name__)

CHUNK = 1 << 20
"""Bytes that are read at once."""
KEPT = "the old table stays in the store"
"""What a failure never changes."""
NETWORK_FAULTS = (
    urllib.error.URLError,
    http.client.HTTPException,
    TimeoutError,
    ConnectionError,
)


def sha256_of(path: Path) -> str:
    """Give the digest of a file.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    str
        Hexadecimal.

    Examples
    --------
    >>> import tempfile
    >>> p = Path(tempfile.mkdtemp()) / "empty"
    >>> _ = p.write_bytes(b"")
    >>> sha256_of(p)[:8]
    'e3b0c442'
    """
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def pull(
    source: Source,
    folder: Path,
    settings: Settings,
    *,
    accept_new: bool = False,
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
        own digest. One put by hand into `folder` is taken as it is; where the declared file is
        there, it is fetched again.

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
    paths = {file.name: folder / file.name for file in source.files}
    for file in source.files:
        target = paths[file.name]
        held = sha256_of(target) if target.is_file() else ""
        is_declared = file.is_declared(held)
        # the declared file, or a newer one that was put there by hand
        if held and is_declared != accept_new:
            continue
        try:
            part = _fetched(source, file, folder, settings, accept_new=accept_new)
        except PullError as error:
            if not (held and accept_new):
                raise
            logger.warning("%s: %s; the declared file that is there stays", source.id, error)
        else:
            part.replace(target)
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
        if error.errno == errno.ENOSPC:
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
    _download(file.url, part, accept=file.accept)
    if file.members:
        part.write_bytes(_unpack(part, file))


def _from_mirror(source: Source, file: SourceFile, part: Path, settings: Settings) -> bool:
    """Take a file from the mirror, a folder or an address; tell whether it is there."""
    mirror, folder = settings.mirror, file.folder or source.mirror
    if mirror.startswith(("http://", "https://")):
        if settings.offline:
            return False
        logger.info("%s: %s from the mirror %s", source.id, file.name, mirror)
        address = "/".join((mirror.rstrip("/"), folder, file.name))
        return _try_http(address.replace(" ", "%20"), part)
    path = Path(mirror).expanduser() / folder / file.name
    if not mirror or not path.is_file():
        return False
    logger.info("%s: %s from the mirror folder", source.id, file.name)
    shutil.copyfile(path, part)
    return True


def _try_http(url: str, part: Path) -> bool:
    """Download a file; tell whether it is there."""
    try:
        _download(url, part)
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.NOT_FOUND:
            return False
        raise
    return True


def _download(url: str, part: Path, *, accept: str = "") -> None:
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
        return _download(url, part, accept=accept)
    promised = answer.headers.get("Content-Length", "")
    goes_on = bool(have) and answer.status == http.HTTPStatus.PARTIAL_CONTENT
    with answer, part.open("ab" if goes_on else "wb") as handle:
        shutil.copyfileobj(answer, handle, CHUNK)
    got = part.stat().st_size - (have if goes_on else 0)
    if promised.isdigit() and got != int(promised):
        raise ConnectionError(
            f"only {got:,} of {int(promised):,} bytes arrived; run it again to resume"
        )
    return None


def _unpack(archive: Path, wanted: SourceFile) -> bytes:
    """Take a file out of an archive, which may be inside another."""
    data = archive.read_bytes()
    for member in wanted.members:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as opened:
                data = opened.read(member)
        except (zipfile.BadZipFile, KeyError) as error:
            archive.unlink()
            raise ParseError(
                f"the archive with '{wanted.name}' is broken or lacks '{member}'",
                where=wanted.url,
                next_step=f"fetch it again; {KEPT}",
            ) from error
    return data
