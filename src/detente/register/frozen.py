"""Frozen bytes: each file once under its digest, and the tree from which the server sends them."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from detente.errors import BrokenWrite, StoreError
from detente.files import write_all
from detente.register.site import Site

SHELF_LETTERS = 2
"""Letters of a digest that name the folder in which it is."""


def digest(data: bytes) -> str:
    """Give the digest under which bytes are kept.

    Parameters
    ----------
    data : bytes
        The bytes.

    Examples
    --------
    >>> digest(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def place(site: Site, sha256: str) -> Path:
    """Say where frozen bytes are.

    Parameters
    ----------
    site : Site
        The site.
    sha256 : str
        Their digest.
    """
    return site.store / sha256[:SHELF_LETTERS] / sha256


def freeze(site: Site, contents: Mapping[str, bytes]) -> dict[str, str]:
    """Keep bytes under their digests; what is there already is not written again.

    Parameters
    ----------
    site : Site
        The site.
    contents : mapping of str to bytes
        Name of each file to its bytes.

    Returns
    -------
    dict of str to str
        Name to digest.
    """
    digests = {name: digest(data) for name, data in contents.items()}
    places = {place(site, digests[name]): data for name, data in contents.items()}
    write_all({path: data for path, data in places.items() if not path.exists()})
    return digests


def frozen(site: Site, sha256: str) -> bytes:
    """Read frozen bytes.

    Parameters
    ----------
    site : Site
        The site.
    sha256 : str
        Their digest.

    Raises
    ------
    StoreError
        Where they are missing.
    BrokenWrite
        Where the disk gives other bytes.
    """
    path = place(site, sha256)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"the frozen file {sha256[:12]} cannot be read ({error.strerror})",
            where=str(path.parent),
            next_step="restore the site from its backup",
        ) from error
    if digest(data) != sha256:
        raise BrokenWrite(
            f"the frozen file {sha256[:12]} has other bytes than were frozen",
            where=str(path.parent),
            next_step="restore the site from its backup",
        )
    return data


def tree_of(site: Site, slug: str, number: int) -> Path:
    """Say from which folder the server sends the files of an edition.

    Parameters
    ----------
    site : Site
        The site.
    slug : str
        Name of the paper in addresses.
    number : int
        Of the edition.
    """
    return site.files / slug / str(number)


def show(site: Site, folder: Path, digests: Mapping[str, str]) -> None:
    """Put the files of an edition where the server sends them from: links, not copies.

    Parameters
    ----------
    site : Site
        The site.
    folder : pathlib.Path
        Where to.
    digests : mapping of str to str
        Name of each file to the digest of its bytes.
    """
    for name, sha256 in digests.items():
        target = folder.joinpath(*PurePosixPath(name).parts)
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        source = place(site, sha256)
        try:
            os.link(source, target)
        except OSError:
            # another file system, or one without links
            write_all({target: source.read_bytes()})


def hide(folder: Path) -> None:
    """Remove the files of an edition from where the server sends them; the bytes stay frozen.

    Parameters
    ----------
    folder : pathlib.Path
        Of the edition.
    """
    shutil.rmtree(folder, ignore_errors=True)
