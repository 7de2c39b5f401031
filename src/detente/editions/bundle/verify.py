"""Verifying a bundle: its digests, its figures, and the paper written from it once more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.editions.bundle.pack import MANIFEST, SCHEMA, edition_in, read_json, versions
from detente.editions.zipped import Limits, opened
from detente.errors import EditionError
from detente.paper.edition import Edition, Paper, paper_of
from detente.paper.opened import shown_in
from detente.paper.writers.citation import digest_of

FIELDS = ("schema", "identifier", "made", "made_with", "versions", "members", "files")
"""What a manifest says."""
NOT_HERE = "none"
"""Stands for the version of what is not there."""
AGAIN = "ask for the bundle again where it came from"
UNWRITABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What writing raises where a part of a paper is of another kind than its place needs."""
LARGEST = 32_000_000
"""Bytes of a bundle; one has half a million."""
LIMITS = Limits(members=500, member=32_000_000, total=96_000_000)
"""A bundle has about thirty members, and 1 to 5 million bytes unpacked."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in a bundle.

    Attributes
    ----------
    manifest : mapping
        What the bundle says of itself.
    edition : Edition
        What the paper is written from.
    paper : Paper
        The paper as it was written once more.
    figures : int
        Figures whose cells are in the bundle.
    other_versions : mapping of str to tuple of str
        Package to the version of the bundle and the one here, where they differ.
    changed : tuple of str
        Files that came out differently.
    """

    manifest: Mapping[str, Any]
    edition: Edition
    paper: Paper
    figures: int
    other_versions: Mapping[str, tuple[str, str]]
    changed: tuple[str, ...]

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files as they were written once more."""
        return self.paper.files

    @property
    def holds(self) -> bool:
        """Whether every file is the same, byte for byte."""
        return not self.changed

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        both = self.other_versions.items()
        other = {name: {"bundle": was, "here": now} for name, (was, now) in both}
        edition, same = self.edition, [name for name in self.files if name not in self.changed]
        head = {"identifier": edition.identifier, "made": edition.made.isoformat()}
        return {
            **head,
            "made_with": dict(edition.made_with),
            "members": len(self.manifest["members"]),
            "figures": self.figures,
            "versions_that_differ": other,
            "same": same,
            "changed": list(self.changed),
            "holds": self.holds,
        }


def verify(path: Path) -> Verified:
    """Check a bundle, and write its paper once more from the bundle alone.

    Parameters
    ----------
    path : pathlib.Path
        The bundle.

    Returns
    -------
    Verified
        Files that differ where the versions of the packages do are named, which is no error.

    Raises
    ------
    EditionError
        Where a member is missing, was changed or cannot be read; where the layout is another one;
        or where a file comes out differently although every version is the same.

    Examples
    --------
    >>> try:
    ...     verify(Path("nowhere.bundle.zip"))
    ... except EditionError as error:
    ...     print(str(error).partition(" (")[0])
    the bundle cannot be read
    """
    members = sound_members(path)
    manifest = read_json(members, MANIFEST)
    with _of_a_paper(path):
        edition = _edition(members, str(manifest["versions"].get("detente")), path)
        _check_identifier(edition, path)
        paper = paper_of(edition)
        figures = len(shown_in((edition.document.title, edition.document.sections)))
    other = _other_versions(manifest["versions"], versions())
    published = manifest["files"]
    differing = [name for name in published if not _is_same(paper.files.get(name), published[name])]
    changed = tuple(differing)
    if changed and not other:
        raise EditionError(
            f"{', '.join(changed)} comes out differently, although every version is the same",
            where=str(path),
            next_step=AGAIN,
        )
    return Verified(
        manifest, edition, paper=paper, figures=figures, other_versions=other, changed=changed
    )


@contextmanager
def _of_a_paper(path: Path) -> Iterator[None]:
    """Say in one line that a record is no paper's; whoever forges one also seals it."""
    try:
        yield
    except UNWRITABLE as error:
        raise EditionError(
            f"the record of the bundle is not that of a paper ({type(error).__name__})",
            where=str(path),
            next_step=AGAIN,
        ) from error


def _edition(members: Mapping[str, bytes], writer: str, path: Path) -> Edition:
    """Put the edition together; where another version wrote it, an error says which."""
    try:
        return edition_in(members)
    except EditionError as error:
        if writer == versions()["detente"]:
            raise
        raise EditionError(
            str(error), where=str(path), next_step=f"use détente {writer}, which wrote it"
        ) from error


def _other_versions(
    there: Mapping[str, str], here: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Give the versions that differ, those of the bundle first."""
    names = sorted({*there, *here})
    both = {name: (there.get(name, NOT_HERE), here.get(name, NOT_HERE)) for name in names}
    return {name: (was, now) for name, (was, now) in both.items() if was != now}


def sound_members(path: Path) -> dict[str, bytes]:
    """Read a bundle whose members are those that its manifest names, unchanged.

    Parameters
    ----------
    path : pathlib.Path
        The bundle.

    Raises
    ------
    EditionError
        Where it is no bundle, of another layout, or a member is missing, added or changed.
    """
    members = unpack(path)
    manifest = read_manifest(members, path)
    listed: dict[str, Any] = manifest["members"]
    missing = sorted(set(listed) - set(members))
    added = sorted(set(members) - set(listed) - {MANIFEST})
    changed = sorted(
        name
        for name, entry in listed.items()
        if name in members and _digest(members[name]) != _sha256(entry)
    )
    for names, what in ((missing, "is missing"), (added, "was added"), (changed, "was changed")):
        if names:
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            raise EditionError(
                f"'{names[0]}'{more} {what}: the bundle is not what was published",
                where=str(path),
                next_step=AGAIN,
            )
    return members


def unpack(path: Path) -> dict[str, bytes]:
    """Read every member of a bundle into memory.

    Parameters
    ----------
    path : pathlib.Path
        The bundle.

    Returns
    -------
    dict of str to bytes
        Name to content.

    Raises
    ------
    EditionError
        Where it cannot be read, is no zip, or holds what no bundle holds.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        what = f"the bundle cannot be read ({error.strerror or error})"
        raise EditionError(what, where=str(path)) from error
    try:
        if size > LARGEST:
            raise EditionError(f"it has {size / 1e6:.0f} MB")
        with opened(data, LIMITS) as archive:
            return {one.filename: archive.read(one) for one in archive.listed}
    except EditionError as error:
        what = f"this is no bundle of a paper: {error.what}"
        raise EditionError(what, where=str(path), next_step=AGAIN) from error


def read_manifest(members: Mapping[str, bytes], path: Path) -> dict[str, Any]:
    """Read the manifest of a bundle.

    Parameters
    ----------
    members : mapping of str to bytes
        Name to content.
    path : pathlib.Path
        The bundle, for the error.

    Raises
    ------
    EditionError
        Where there is none, or its layout is another one.
    """
    if MANIFEST not in members:
        raise EditionError(
            f"the zip has no {MANIFEST}: it is no bundle of a paper",
            where=str(path),
            next_step="'detente brief A B --bundle' writes one",
        )
    manifest = read_json(members, MANIFEST)
    schema = manifest.get("schema") if isinstance(manifest, dict) else None
    if schema != SCHEMA:
        raise EditionError(
            f"the bundle has the layout {schema}, and this version reads {SCHEMA}",
            where=str(path),
            next_step="use the version of détente that its manifest names",
        )
    lacking = [name for name in FIELDS if name not in manifest]
    tables = (manifest.get(name) for name in ("made_with", "versions", "members", "files"))
    if lacking or not all(isinstance(table, dict) for table in tables):
        raise EditionError(
            f"the manifest of the bundle does not say all that it should ({', '.join(lacking)})",
            where=str(path),
            next_step=AGAIN,
        )
    return dict(manifest)


def _check_identifier(edition: Edition, path: Path) -> None:
    """Compare the hash under which the paper is cited with that of its record."""
    found = digest_of(edition.record, *edition.signed)
    if found != edition.identifier:
        raise EditionError(
            f"the paper is cited as {edition.identifier}, and its record gives {found}",
            where=str(path),
            next_step=AGAIN,
        )


def _is_same(data: bytes | None, entry: Any) -> bool:
    """Tell whether a file is the one that the manifest names."""
    return data is not None and _digest(data) == _sha256(entry)


def _sha256(entry: Any) -> str:
    return str(entry.get("sha256")) if isinstance(entry, dict) else ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
