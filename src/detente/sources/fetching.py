"""Fetching: one file from one address, counted in pieces, resumed where it broke off."""

from __future__ import annotations

import html
import http
import http.client
import json
import logging
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, Any

from detente.errors import BrokenWrite, ParseError, PullError
from detente.files import CHUNK, flush, staging
from detente.settings import LIMIT_VARIABLE
from detente.sources.addresses import DATAVERSE, Address, name_in
from detente.sources.archives import extract

logger = logging.getLogger(__name__)

KEPT = "the old table stays in the store"
"""What a failure never changes."""
NETWORK_FAULTS = (
    urllib.error.URLError,
    http.client.HTTPException,
    TimeoutError,
    ConnectionError,
)
PATIENCE = 60
"""Seconds that a server may be silent."""
ATTEMPTS = 3
"""How often a transfer that breaks off is taken up again, as long as more of it arrives."""
LARGEST_LISTING = 100_000_000
"""Bytes that the list of a data set's files may have."""
LINK = re.compile(r"""href\s*=\s*["']([^"'<>\s]+)["']""", re.IGNORECASE)
"""A link of a page."""
PAGES = (b"<!doctype html", b"<html")
"""How a web page begins: a form, a check for robots or an error that is sent as a success."""


def fetch(address: Address, part: Path, limit: int) -> None:
    """Fetch what an address gives, out of its archive where it lies in one.

    Parameters
    ----------
    address : Address
        Where from.
    part : pathlib.Path
        Where to; what an earlier attempt left there is added to.
    limit : int
        Bytes that it may have.

    Raises
    ------
    PullError
        Where the address gives nothing, a web page, or more than the limit.
    ParseError
        Where an archive is broken, or lacks the file.
    OSError, http.client.HTTPException
        Where the network fails.
    """
    url = address.url or (found_on_page(address) if address.page else found_in_dataverse(address))
    download(url, part, limit, accept=address.accept)
    _require_no_page(part)
    unpack(part, address, limit)


def unpack(archive: Path, address: Address, limit: int) -> None:
    """Put a file in the place of the archive that holds it, which may be inside another.

    Parameters
    ----------
    archive : pathlib.Path
        The archive; the file itself where the address names no members.
    address : Address
        Says where in the archive the file lies.
    limit : int
        Bytes that it may have.

    Raises
    ------
    ParseError
        Where the archive is broken, or lacks the file; it is removed.
    """
    for member in address.members:
        inner = staging(archive)
        try:
            extract(archive, member, inner, limit)
            inner.replace(archive)
        except ParseError as error:
            archive.unlink()
            raise ParseError(
                f"'{member}' cannot be taken out of '{address.name}': {error}",
                where=address.shown,
                next_step=f"fetch it again; {KEPT}",
            ) from error
        finally:
            inner.unlink(missing_ok=True)


def found_on_page(address: Address) -> str:
    """Look up the newest file that a producer's page links, where names begin with the date.

    Parameters
    ----------
    address : Address
        Names the page, and the pattern of the link's last part.

    Returns
    -------
    str
        The address, of several the one whose name is last in order.

    Raises
    ------
    PullError
        Where the page links no such file.
    """
    with urllib.request.urlopen(_request(address.page), timeout=PATIENCE) as answer:
        text = answer.read(LARGEST_LISTING).decode("utf-8", errors="replace")
    links = {urllib.parse.urljoin(address.page, html.unescape(link)) for link in LINK.findall(text)}
    named = {name_in(link): link for link in links if fnmatchcase(name_in(link), address.name)}
    if not named:
        raise PullError(f"{address.page} links no file '{address.name}'")
    return named[max(named)]


def found_in_dataverse(address: Address) -> str:
    """Look a file up by its name in the newest version of a data set that holds it.

    Parameters
    ----------
    address : Address
        Names the data set by its persistent identifier, and the file; ``*`` is any text.

    Returns
    -------
    str
        The address of the file, in the form in which it was deposited.

    Raises
    ------
    PullError
        Where no version has such a file, or the answer cannot be read.
    """
    identifier = urllib.parse.quote(address.doi, safe=":/")
    listing = f"{DATAVERSE}/api/datasets/:persistentId/versions?persistentId={identifier}"
    with urllib.request.urlopen(_request(listing), timeout=PATIENCE) as answer:
        listed = answer.read(LARGEST_LISTING)
    names: list[str] = []
    try:
        for label, given in _deposited(json.loads(listed)):
            names.append(label)
            known = (label, given.get("filename", ""), given.get("originalFileName", ""))
            if any(fnmatchcase(name, address.name) for name in known):
                # a table that the Dataverse took apart is asked for as it was deposited
                form = "?format=original" if given.get("originalFileName") else ""
                return f"{DATAVERSE}/api/access/datafile/{int(given['id'])}{form}"
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PullError(f"the list of files of {address.doi} cannot be read ({error})") from error
    raise PullError(f"{address.doi} has no file '{address.name}'", near=names[:8])


def _deposited(answer: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the label and the description of each file, those of the newest version first."""

    def number(version: dict[str, Any]) -> tuple[int, int]:
        return version.get("versionNumber", 0), version.get("versionMinorNumber", 0)

    for version in sorted(answer["data"], key=number, reverse=True):
        for file in version.get("files", ()):
            yield file.get("label", ""), file["dataFile"]


def try_http(url: str, part: Path, limit: int) -> bool:
    """Download a file; tell whether it is there.

    Parameters
    ----------
    url : str
        Where from.
    part : pathlib.Path
        Where to.
    limit : int
        Bytes that it may have.
    """
    try:
        download(url, part, limit)
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.NOT_FOUND:
            return False
        raise
    return True


def download(url: str, part: Path, limit: int, *, accept: str = "") -> None:
    """Download a file, from where an earlier attempt stopped if the server allows it.

    Parameters
    ----------
    url : str
        Where from; the server may name another place.
    part : pathlib.Path
        Where to.
    limit : int
        Bytes that it may have.
    accept : str
        Media type that is asked for.

    Raises
    ------
    PullError
        Where it has more bytes than the limit.
    OSError, http.client.HTTPException
        Where the network fails, or breaks off more often than `ATTEMPTS`.
    """
    for attempt in range(1, ATTEMPTS + 1):
        before = _size(part)
        try:
            _download_once(url, part, limit, accept=accept)
        except urllib.error.HTTPError as error:
            error.close()  # its answer is open
            raise
        except NETWORK_FAULTS as error:
            if attempt == ATTEMPTS or _size(part) <= before:
                raise
            logger.info("%s; it goes on at byte %s", error, f"{_size(part):,}")
        else:
            return


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _request(url: str, *, accept: str = "", have: int = 0) -> urllib.request.Request:
    """Word a request; one for the rest of a file says from which byte."""
    request = urllib.request.Request(url, headers={"User-Agent": "detente"})
    if accept:
        request.add_header("Accept", accept)
    if have:
        request.add_header("Range", f"bytes={have}-")
    return request


def _download_once(url: str, part: Path, limit: int, *, accept: str) -> None:
    """Download a file, or the rest of it."""
    have = _size(part)
    try:
        answer = urllib.request.urlopen(_request(url, accept=accept, have=have), timeout=PATIENCE)
    except urllib.error.HTTPError as error:
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        error.close()
        part.unlink()
        return _download_once(url, part, limit, accept=accept)
    promised = answer.headers.get("Content-Length", "")
    goes_on = bool(have) and answer.status == http.HTTPStatus.PARTIAL_CONTENT
    before = have if goes_on else 0
    with answer, part.open("ab" if goes_on else "wb") as handle:
        try:
            got = _received(answer, handle, limit - before)
        except PullError:
            part.unlink()
            raise
    require_written(part, before + got)
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
        require_size(got, limit)
        handle.write(piece)
    return got


def _require_no_page(part: Path) -> None:
    """Refuse an empty answer, and a web page in the place of the file."""
    with part.open("rb") as handle:
        beginning = handle.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not beginning or beginning.startswith(PAGES):
        part.unlink()
        what = "a web page, not with the file" if beginning else "nothing"
        raise PullError(f"the address answers with {what}")


def require_size(size: int, limit: int) -> None:
    """Refuse a file before it fills the disk.

    Parameters
    ----------
    size, limit : int
        Bytes that it has, and may have.
    """
    if size > limit:
        raise PullError(
            f"the file has more than {limit / 1e6:,.0f} MB",
            next_step=f"if that is right, set {LIMIT_VARIABLE} to more megabytes",
        )


def require_written(part: Path, size: int) -> None:
    """Refuse a file of which not every byte is on the disk.

    Parameters
    ----------
    part : pathlib.Path
        The file; it is removed where it is not whole.
    size : int
        Bytes that were written.
    """
    flush(part)
    if part.stat().st_size != size:
        part.unlink()
        raise BrokenWrite(
            "the file did not read back as it was written",
            where=str(part.parent),
            next_step=f"check the disk; {KEPT}",
        )
