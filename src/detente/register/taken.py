"""Taking a paper: a bundle, or the folder of a paper with its bundle, verified before anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.editions.bundle.pack import NAME
from detente.editions.bundle.verify import Verified, verify
from detente.errors import EditionError
from detente.given import is_folder
from detente.paper.blocks import Exhibit
from detente.paper.document import Document
from detente.register.pictures import pictures_of, require_plain

BODY, ADVICE = "body", "advice"
"""Part that is read from the first line to the last, and the kind of a recommendation."""
READ = ("text", "claim", "message", "headline", "action")
"""Fields of a document that hold sentences."""
LEFT_OUT = "left_out"
"""What names the figures of a paper that an edited text no longer prints."""
MINUTES, WORDS_A_MINUTE = 1, 230
"""Least reading time, and how fast a paper is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A paper that was verified and may be frozen.

    Attributes
    ----------
    identifier : str
        Under which it is cited.
    title, subtitle, series, author : str
        Of its first page.
    made : datetime.date
        Date of making.
    about : dict
        What the page of the article shows: answer, findings, advice, relation, words.
    files : mapping of str to bytes
        Its files with the bundle and the picture of page 1.
    figures : int
        Figures whose cells are in the bundle.
    """

    identifier: str
    title: str
    subtitle: str
    series: str
    author: str
    made: date
    about: dict[str, Any]
    files: Mapping[str, bytes]
    figures: int


def take(path: Path) -> Taken:
    """Verify a paper.

    Parameters
    ----------
    path : pathlib.Path
        A bundle, or a folder in which ``brief --bundle`` wrote a paper.

    Returns
    -------
    Taken
        Of a bundle, the files are written from it once more. Of a folder whose files come out
        differently here, because a package has another version, they are the files of the folder
        where their digests are those of the bundle.

    Raises
    ------
    EditionError
        Where there is no bundle, it does not hold, or the files were changed.
    """
    folder = path if is_folder(path) else None
    bundle = path / NAME if folder else path
    if folder and not bundle.is_file():
        raise EditionError(
            f"the folder has no {NAME}: its figures cannot be verified",
            where=str(path),
            next_step="write the paper with 'detente brief A B --bundle'",
        )
    found = verify(bundle)
    files = _files(found, folder, bundle)
    title = found.edition.document.title
    require_plain(found.edition.document.exhibits())
    if title.picture is not None:
        files |= pictures_of(title.picture)
    files[NAME] = bundle.read_bytes()
    record = json.loads(found.edition.record)
    printed = page_of(found.edition.document, record, found.figures)
    about = printed | {"advice": [one["text"] for one in record["recommendations"]]}
    words = {name: getattr(title, name) for name in ("title", "subtitle", "series", "author")}
    return Taken(
        identifier=found.edition.identifier,
        made=found.edition.made,
        about=about,
        files=files,
        figures=found.figures,
        **words,
    )


def _files(found: Verified, folder: Path | None, bundle: Path) -> dict[str, bytes]:
    """Give the files as they were published: the bundle names the digest of each."""
    listed: Mapping[str, Any] = found.manifest["files"]
    digests = {name: str(entry["sha256"]) for name, entry in listed.items()}
    if folder is None:
        if found.changed:
            differ = ", ".join(found.other_versions)
            raise EditionError(
                f"{', '.join(found.changed)} comes out differently here, where other versions of "
                f"{differ} are installed",
                where=str(bundle),
                next_step="publish the folder of the paper, or install those versions",
            )
        return dict(found.files)
    given = {name: _given(folder, name) for name in digests}
    changed = [name for name, data in given.items() if _digest(data) != digests[name]]
    if changed:
        raise EditionError(
            f"'{changed[0]}' was changed after the paper was written",
            where=str(folder),
            next_step="publish the bundle itself, or write the paper again",
        )
    return given


def _given(folder: Path, name: str) -> bytes:
    """Read a file of a folder; its name comes from a manifest and stays below the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise EditionError(f"the bundle names a file '{name}' outside of its folder")
    try:
        return path.read_bytes()
    except OSError as error:
        raise EditionError(
            f"'{name}' of the paper cannot be read ({error.strerror})",
            where=str(folder),
            next_step="publish the bundle itself",
        ) from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def page_of(document: Document, record: Mapping[str, Any], figures: int) -> dict[str, Any]:
    """Give what the page of the article shows; every text is one of the paper.

    Parameters
    ----------
    document : Document
        The paper as it is printed.
    record : mapping
        Its ``brief.json``.
    figures : int
        Figures whose cells are in the bundle.
    """
    title = document.title
    plain = title.plain("text")
    body = [one.plain("text") for one in document.sections if one.part == BODY]
    words = _words([plain["answer"], plain["findings"], plain["advice"], body])
    pair = record["relation"]
    answer = plain["answer"] or {"text": ""}
    advice = [one["text"] for one in plain["advice"] if one["kind"] == ADVICE]
    printed = {
        "answer": answer["text"],
        "findings": [_finding(one) for one in plain["findings"]],
        "advice": advice,
        "picture": _picture(title.picture) if title.picture else {},
        "author": title.author,
    }
    sides = {side: {name: pair[side][name] for name in ("key", "label")} for side in "ab"}
    view = {name: record[name] for name in ("day", "as_of", "software")}
    minutes = max(MINUTES, round(words / WORDS_A_MINUTE))
    counted = {"figures": figures, "minutes": minutes}
    return printed | view | counted | {"relation": sides, "label": pair["label"]}


def _words(value: Any) -> int:
    """Count the words that are read: those of sentences, not of tables and notes."""
    if isinstance(value, dict):
        said = [one for name, one in value.items() if name in READ and isinstance(one, str)]
        inner = sum(_words(one) for one in value.values() if not isinstance(one, str))
        return inner + sum(len(text.split()) for text in said)
    if isinstance(value, list | tuple):
        return sum(_words(one) for one in value)
    return 0


def _finding(one: Mapping[str, Any]) -> dict[str, str]:
    """Give a key finding: its message, and what follows it."""
    passage = one.get("passage", one)
    return {"message": str(one["message"]), "text": str(passage.get("text", ""))}


def _picture(picture: Exhibit) -> dict[str, Any]:
    """Give the words of the picture of page 1."""
    plain = picture.plain("text")
    words = {name: plain[name] for name in ("title", "unit", "source", "alt")}
    return words | {"legend": list(plain["legend"])}
