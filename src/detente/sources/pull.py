"""Pulling: mirror first, then the producer; temporary file, digest, rename; resumable; offline by setting."""

from __future__ import annotations

import hashlib
import http.client
import io
import logging
import shutil
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from detente.errors import FullDisk, HashMismatch, ParseError, PullError
from detente.settings import Settings
from detente.sources.declaration import Source, SourceFile

logger = logging.getLogger(__name__)

CHUNK = 1 << 20


def sha256_of(path: Path) -> str:
    """Give the digest of a file.

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
        What to bring.
    folder : pathlib.Path
        Where to; made if need be.
    settings : Settings
        Names the mirror and whether the network is allowed.
    accept_new : bool
        Take a file whose digest is not the declared one (a newer edition); it is recorded with its own digest. One put
        by hand into `folder` is taken as it is; where the declared file lies there, it is fetched anew.

    Returns
    -------
    dict
        File name to path.

    Raises
    ------
    PullError
        Where a file is neither in the mirror nor to be had.
    HashMismatch
        Where it is not the declared one.
    FullDisk
        Where there is no room.
    """
    _make(folder, source)
    found: dict[str, Path] = {}
    for wanted in source.files:
        target = folder / wanted.name
        held = sha256_of(target) if target.is_file() else ""
        found[wanted.name] = target
        if (
            held and (held == wanted.sha256) != accept_new
        ):  # the declared file, or a newer one put there by hand
            continue
        part = folder / f".{wanted.name}.part"
        if (
            accept_new
        ):  # without a digest to check, half a file of another edition must not be gone on with
            part.unlink(missing_ok=True)
        try:
            _fetch(source, wanted, part, settings)
        except PullError as error:
            if not (held and accept_new):
                raise
            logger.warning("%s: %s; the declared file that is there stays", source.id, error)
            continue
        digest = sha256_of(part)
        if digest != wanted.sha256 and not accept_new:
            part.unlink()
            raise HashMismatch(
                f"'{wanted.name}' of {source.id} has digest {digest[:12]}, declared is "
                f"{wanted.sha256[:12]}",
                next_step="the old table still stands; to take a newer "
                f"edition run 'detente sources pull {source.id} --accept-new'",
            )
        part.replace(target)
    return found


def _make(folder: Path, source: Source) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PullError(
            f"the folder for {source.id} cannot be made ({error.strerror})",
            where=str(folder),
            next_step="set DETENTE_HOME to a folder that can be written",
        ) from error


def _fetch(source: Source, wanted: SourceFile, part: Path, settings: Settings) -> None:
    by_hand = f"put '{wanted.name}' by hand into {part.parent} (from {source.page})"
    mirror = settings.mirror
    try:
        if mirror.startswith(("http://", "https://")) and not settings.offline:
            logger.info("%s: %s from the mirror %s", source.id, wanted.name, mirror)
            if _try_http(
                "/".join((mirror.rstrip("/"), wanted.folder or source.mirror, wanted.name)).replace(
                    " ", "%20"
                ),
                part,
            ):
                return
        elif mirror:
            local = Path(mirror).expanduser() / (wanted.folder or source.mirror) / wanted.name
            if local.is_file():
                logger.info("%s: %s from the mirror folder", source.id, wanted.name)
                shutil.copyfile(local, part)
                return
        if settings.offline:
            raise PullError(
                f"'{wanted.name}' of {source.id} is not in the store and the network is forbidden",
                next_step=by_hand,
            )
        if not wanted.url:
            raise PullError(
                f"'{wanted.name}' of {source.id} has no address of its own", next_step=by_hand
            )
        logger.info("%s: %s from %s", source.id, wanted.name, wanted.url)
        _download(wanted.url, part)
        if wanted.members:
            part.write_bytes(_unpack(part, wanted))
    except (
        urllib.error.URLError,
        http.client.HTTPException,
        TimeoutError,
        ConnectionError,
    ) as error:
        reason = getattr(error, "reason", error)
        raise PullError(
            f"'{wanted.name}' of {source.id} could not be fetched ({reason})", next_step=by_hand
        ) from error
    except OSError as error:
        part.unlink(missing_ok=True)
        if error.errno == 28:
            raise FullDisk(
                f"no room for '{wanted.name}' of {source.id}",
                where=str(part.parent),
                next_step="free some space; the old table still stands",
            ) from error
        raise PullError(
            f"'{wanted.name}' of {source.id} could not be written ({error})", where=str(part.parent)
        ) from error


def _try_http(url: str, part: Path) -> bool:
    try:
        _download(url, part)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return False
        raise
    return True


def _download(url: str, part: Path) -> None:
    """Fetch `url`, going on where an earlier attempt stopped if the server allows it."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": "detente"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        answer = urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        part.unlink()
        return _download(url, part)
    promised = answer.headers.get("Content-Length", "")
    goes_on = bool(have) and answer.status == 206
    with answer, part.open("ab" if goes_on else "wb") as handle:
        shutil.copyfileobj(answer, handle, CHUNK)
    got = part.stat().st_size - (have if goes_on else 0)
    if promised.isdigit() and got != int(promised):
        raise ConnectionError(
            f"only {got:,} of {int(promised):,} bytes came; run it again to go on"
        )
    return None


def _unpack(archive: Path, wanted: SourceFile) -> bytes:
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
                next_step="fetch it again; the old table still stands",
            ) from error
    return data
