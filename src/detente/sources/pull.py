"""Pulling: mirror first, then the producer's addresses in order; digest, rename; resumable."""

from __future__ import annotations

import logging
import shutil
import urllib.error
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from detente.errors import (
    DetenteError,
    FullDisk,
    HashMismatch,
    NeedsRegistration,
    OnlyByHand,
    ParseError,
    PullError,
    SourceError,
)
from detente.files import is_full, sha256_of
from detente.settings import Settings, own_folder
from detente.sources.addresses import UNKNOWN, Address
from detente.sources.declaration import Source, SourceFile
from detente.sources.fetching import (
    KEPT,
    NETWORK_FAULTS,
    fetch,
    require_size,
    require_written,
    try_http,
    unpack,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errand:
    """One file that is to be brought into a folder.

    Attributes
    ----------
    source : Source
        Whose file it is.
    file : SourceFile
        Its declaration.
    folder : pathlib.Path
        Where to.
    settings : Settings
        Mirror, network and limit.
    accept_new : bool
        Whether a newer edition is taken.
    """

    source: Source
    file: SourceFile
    folder: Path
    settings: Settings
    accept_new: bool

    def forms(self) -> tuple[Address, ...]:
        """Give the forms in which the file is taken: as declared, then those of the addresses.

        Where newer editions are asked for, those that the producer would name next come first.
        """
        declared = Address(name=self.file.name, sha256=self.file.sha256)
        own = tuple(one for one in self.file.addresses if one.has_own_form)
        return (*self.later(), declared, *own)

    def later(self) -> tuple[Address, ...]:
        """Give the addresses of later editions; none unless newer ones are asked for."""
        return self.file.later if self.accept_new else ()

    def archives(self) -> tuple[Address, ...]:
        """Give the archives of the producer that hold the file."""
        known = (*self.later(), *self.file.addresses)
        return tuple(one for one in known if one.members and one.name)

    def kept_as(self, address: Address) -> str:
        """Name under which what an address gives is kept."""
        return address.kept_as if address.has_own_form else self.file.name

    def part(self, address: Address | None = None) -> Path:
        """Name the place in which the file lies while it is fetched: one for each form."""
        name = self.file.name if address is None else self.kept_as(address)
        return self.folder / f".{name}.part"


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
        Where to; made if need be. A file may have been put there by hand, under the mirror's name
        or the producer's, an archive as it was downloaded.
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
        File name, as declared, to path; the path may have the producer's own name.

    Raises
    ------
    PullError
        Where a file is neither in the mirror nor available elsewhere: `NeedsRegistration` and
        `OnlyByHand` hold the steps.
    HashMismatch
        Where it is not the declared one.
    FullDisk
        Where there is no room.
    """
    _make(folder, source)
    settings = replace(settings, limit=max(settings.limit, source.limit))
    target = folder if newer is None or not accept_new else newer
    paths = {}
    for file in source.files:
        errand = Errand(source, file, folder=folder, settings=settings, accept_new=accept_new)
        paths[file.name] = _brought(errand, target, (known or {}).get(file.name, ""))
    return paths


def _brought(errand: Errand, target: Path, known: str) -> Path:
    """Bring one file, unless it is there already; `known` is the digest taken before."""
    held = _held(errand)
    if held is not None:
        path, is_expected = held
        digest = sha256_of(path)
        was_put_by_hand = not is_expected and digest != known
        if was_put_by_hand if errand.accept_new else is_expected:
            return path
    try:
        part, name = _fetched(errand)
    except PullError as error:
        if held is None or not errand.accept_new:
            raise
        logger.warning("%s: %s; the file that is there stays", errand.source.id, error)
        return held[0]
    if errand.accept_new and held is not None and not held[1] and _is_declared(errand, part):
        part.unlink()  # the newer one that is there does not give way to the declared one
        return held[0]
    _make(target, errand.source)
    return part.replace(target / name)


def _is_declared(errand: Errand, part: Path) -> bool:
    return sha256_of(part) == errand.file.sha256


def _held(errand: Errand) -> tuple[Path, bool] | None:
    """Find the file in the folder, and tell whether it is as expected: those that are come first.

    Where newer editions are asked for, they come last. An archive that was put there by hand is
    opened.
    """
    opened = _out_of_archive(errand, tuple(one for one in errand.archives() if one.is_later))
    if opened is not None:
        return opened
    held = []
    for form in errand.forms():
        path = errand.folder / errand.kept_as(form)
        if path.is_file():
            held.append((path, _is_expected(form, path)))
    held.sort(key=lambda found: found[1] is errand.accept_new)
    if held and held[0][1]:
        return held[0]
    return _out_of_archive(errand, errand.archives()) or next(iter(held), None)


def _is_expected(form: Address, path: Path) -> bool:
    """Tell whether a file is the declared one, or one of which no digest is declared."""
    return form.is_expected(sha256_of(path)) and not form.is_later


def _out_of_archive(errand: Errand, known: tuple[Address, ...]) -> tuple[Path, bool] | None:
    """Take the file out of the producer's archive that was put into the folder by hand."""
    for address in known:
        archive = errand.folder / address.name
        if archive.is_file():
            part = errand.part(address)
            require_size(archive.stat().st_size, errand.settings.limit)
            shutil.copyfile(archive, part)
            unpack(part, address, errand.settings.limit)
            is_expected = _is_expected(address, part)
            return part.replace(errand.folder / errand.kept_as(address)), is_expected
    return None


def _fetched(errand: Errand) -> tuple[Path, str]:
    """Fetch a file beside its target and check its digest; give the name that it is to have."""
    part = errand.part()
    if errand.accept_new or not errand.file.has_digest:
        # without a digest to check, the rest of another edition must not be added to this half
        part.unlink(missing_ok=True)
    with _faults(errand, part):
        form = _from_mirror(errand)
    if form is not None:
        part = errand.part(form)
        _require_declared(errand, form, part)
        return part, errand.kept_as(form)
    if errand.settings.offline:
        raise PullError(
            f"'{errand.file.name}' of {errand.source.id} is not in the store and the network is "
            "forbidden",
            next_step=_by_hand(errand),
        )
    return _from_producer(errand)


def _from_producer(errand: Errand) -> tuple[Path, str]:
    """Try the producer's addresses in order, those of later editions first."""
    faults: list[SourceError] = []
    for address in (*errand.later(), *errand.file.addresses):
        part = errand.part(address)
        if address.sha256 == UNKNOWN or faults:
            part.unlink(missing_ok=True)  # what another address sent is no beginning of this one
        logger.info("%s: %s from %s", errand.source.id, address.name, address.shown)
        try:
            with _faults(errand, part):
                fetch(address, part, errand.settings.limit)
            _require_declared(errand, address, part)
        except (PullError, HashMismatch, ParseError) as error:
            logger.info("%s: %s", errand.source.id, str(error).partition(";")[0])
            # that there is no later edition is no fault
            faults += [] if address.is_later else [error]
        else:
            return part, errand.kept_as(address)
    raise _refusal(errand, faults)


def _refusal(errand: Errand, faults: list[SourceError]) -> DetenteError:
    """Say why no address gives the file: it changed, needs registration, or cannot be reached."""
    file, source = errand.file, errand.source
    for fault in faults:
        if isinstance(fault, HashMismatch | ParseError):
            return fault
    if source.registration:
        return NeedsRegistration(
            f"'{file.name}' of {source.id} needs registration: {source.registration}",
            next_step=_by_hand(errand),
        )
    if not faults:
        steps = f": {source.by_hand}" if source.by_hand else ""
        return OnlyByHand(
            f"'{file.name}' of {source.id} has no address of its own{steps}",
            next_step=_by_hand(errand),
        )
    if len(faults) == 1:
        return faults[0]
    reasons = "; ".join(dict.fromkeys(str(fault).partition(";")[0] for fault in faults))
    return PullError(
        f"none of {len(faults)} addresses gives '{file.name}' of {source.id} ({reasons})",
        next_step=_by_hand(errand),
    )


def _require_declared(errand: Errand, address: Address, part: Path) -> None:
    """Refuse a file that is not the one that was read, unless newer ones are asked for."""
    file, source = errand.file, errand.source
    digest = sha256_of(part)
    if address.sha256 == UNKNOWN:
        logger.warning(
            "%s: no digest of '%s' is declared; it is recorded as fetched, %s",
            source.id,
            errand.kept_as(address),
            digest[:12],
        )
    if not address.is_expected(digest) and not errand.accept_new:
        part.unlink()
        raise HashMismatch(
            f"'{file.name}' of {source.id} has digest {digest[:12]}, declared is "
            f"{address.sha256[:12]}",
            next_step=f"{KEPT}; to take a newer "
            f"edition run 'detente sources pull {source.id} --accept-new'",
        )


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
def _faults(errand: Errand, part: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is fetched into one line."""
    what = f"'{errand.file.name}' of {errand.source.id}"
    try:
        yield
    except NETWORK_FAULTS as error:
        raise PullError(
            f"{what} could not be fetched ({_reason(error)})", next_step=_by_hand(errand)
        ) from error
    except OSError as error:
        part.unlink(missing_ok=True)
        if is_full(error):
            raise FullDisk(
                f"no room for {what}",
                where=str(part.parent),
                next_step=f"free some space; {KEPT}",
            ) from error
        raise PullError(f"{what} could not be written ({error})", where=str(part.parent)) from error


def _reason(error: BaseException) -> str:
    """Say what a server answered, or what the network did."""
    if isinstance(error, urllib.error.HTTPError):
        return f"{error.code} {error.reason}"
    return str(getattr(error, "reason", "") or error or type(error).__name__)


def _by_hand(errand: Errand) -> str:
    """Say where a file can be put by hand, and under which names."""
    names = " or ".join(f"'{name}'" for name in errand.file.names[:3])
    return f"put {names} by hand into {errand.folder} (from {errand.source.page})"


def _from_mirror(errand: Errand) -> Address | None:
    """Take a file from the mirror, a folder or an address; tell in which form it is there."""
    source, file, settings = errand.source, errand.file, errand.settings
    mirror, folder = settings.mirror, file.folder or source.mirror
    if mirror.startswith(("http://", "https://")):
        if settings.offline:
            return None
        logger.info("%s: %s from the mirror %s", source.id, file.name, mirror)
        declared = Address(name=file.name, sha256=file.sha256)
        for form in (*errand.later(), declared):
            address = "/".join((mirror.rstrip("/"), folder, errand.kept_as(form)))
            if try_http(address.replace(" ", "%20"), errand.part(form), settings.limit):
                return form
        return None
    for form in errand.forms() if mirror else ():
        name = errand.kept_as(form)
        path = own_folder(mirror, "DETENTE_MIRROR") / folder / name
        if path.is_file():
            logger.info("%s: %s from the mirror folder", source.id, name)
            size = path.stat().st_size
            require_size(size, settings.limit)
            shutil.copyfile(path, errand.part(form))
            require_written(errand.part(form), size)
            return form
    return None
