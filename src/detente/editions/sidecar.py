"""The file of figures of an edition: what every link of its text leads to.

It belongs to one paper: its digest is in the head of the text, and another paper's is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from detente.editions.bindings import Binding, Bindings, read_bindings
from detente.editions.manuscript import Manuscript
from detente.editions.model import decode, encode
from detente.editions.pieces import Pieces, without_drawings
from detente.editions.written import manuscript
from detente.errors import EditionError, RequestError
from detente.given import is_there
from detente.paper.document import Document
from detente.paper.writers.pdf import Setting

SCHEMA = "1.0"
"""Version of the layout of the file."""
ENDING = ".figures.json"
"""How the name of a file of figures ends."""
LARGEST = 64_000_000
"""Bytes of a file of figures that is read."""
HEAD = ("schema", "digest", "identifier", "software", "record", "settings")
HELD = ("cells", "figures", "said", "pictures", "document")
AS_A_RULE = Setting()
KEYS = (*HEAD, *HELD)
"""Keys of the file."""
UNREADABLE = (EditionError, KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What reading a file of nonsense raises."""


@dataclass(frozen=True)
class Sidecar:
    """The file of figures of one paper.

    Attributes
    ----------
    plain : mapping
        As the file has it, its digest among it.
    """

    plain: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """Digest of all else in it."""
        return str(self.plain["digest"])

    @property
    def identifier(self) -> str:
        """Identifier of the paper."""
        return str(self.plain["identifier"])

    @property
    def said(self) -> Mapping[str, str]:
        """Fixed texts by id."""
        said: Mapping[str, str] = self.plain["said"]
        return said

    @property
    def pictures(self) -> Mapping[str, str]:
        """Names of the pictures, each with the digest of its file."""
        pictures: Mapping[str, str] = self.plain["pictures"]
        return pictures

    @property
    def setting(self) -> Setting:
        """How the body of the PDF was set."""
        return Setting(**self.plain["settings"]["body"])

    @cached_property
    def figures(self) -> dict[str, Binding]:
        """Figures by key."""
        return read_bindings(self.plain)

    @cached_property
    def document(self) -> Document:
        """The paper as it was written."""
        document = decode(self.plain["document"], Pieces(figures=self.figures))
        if not isinstance(document, Document):
            raise EditionError("the file of figures holds no document")
        return document

    def dumps(self) -> str:
        """Give the text of the file."""
        text = json.dumps(self.plain, indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False)
        return f"{text}\n"


def digest_of(plain: Mapping[str, Any]) -> str:
    """Give the digest of everything in a file of figures but the digest itself.

    Parameters
    ----------
    plain : mapping
        The file.

    Examples
    --------
    >>> digest_of({"a": 1, "digest": "x"}) == digest_of({"a": 1})
    True
    """
    rest = {name: value for name, value in plain.items() if name != "digest"}
    text = json.dumps(
        rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def bind(
    document: Document,
    pictures: Mapping[str, bytes],
    setting: Setting = AS_A_RULE,
    **about: str,
) -> tuple[Sidecar, Manuscript]:
    """Bind every figure of a paper.

    Parameters
    ----------
    document : Document
        The paper, its pictures drawn.
    pictures : mapping
        Names of their files to the files.
    setting : Setting
        How the body of its PDF is set.
    **about : str
        ``identifier``, ``software``, ``record`` (digest of ``brief.json``) and ``made`` (the day).

    Returns
    -------
    Sidecar
        Its file of figures.
    Manuscript
        Its text, which leads to that file.
    """
    bindings = Bindings()
    text, said = manuscript(document, bindings)
    model = encode(without_drawings(document), Pieces(bindings))
    drawn = {name: hashlib.sha256(data).hexdigest() for name, data in pictures.items()}
    plain: dict[str, Any] = {
        "schema": SCHEMA,
        "identifier": about["identifier"],
        "software": about["software"],
        "record": about["record"],
        "settings": {"made": about["made"], "body": asdict(setting)},
        "said": said,
        "pictures": drawn,
        "document": model,
        **bindings.plain(),
    }
    # as the file has it: numbers and lists read back are equal, texts with broken letters are not
    plain = json.loads(json.dumps(plain, allow_nan=False))
    sidecar = Sidecar({**plain, "digest": digest_of(plain)})
    bound = replace(text, digest=sidecar.digest, identifier=sidecar.identifier)
    return sidecar, bound


def read_sidecar(path: Path) -> Sidecar:
    """Read a file of figures.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    Sidecar

    Raises
    ------
    RequestError
        Where it is missing, no file of figures, or changed by hand.
    """
    again = "take the file as 'detente brief' wrote it"
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"the file of figures '{path.name}' cannot be read ({error.strerror})"
        raise RequestError(what, next_step=again) from error
    if len(data) > LARGEST:
        raise RequestError(f"'{path.name}' is too large for a file of figures", next_step=again)
    try:
        plain = json.loads(data.decode())
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise RequestError(f"'{path.name}' is no JSON", next_step=again) from error
    if not isinstance(plain, dict) or not set(KEYS) <= set(plain):
        raise RequestError(f"'{path.name}' is no file of figures", next_step=again)
    if plain["schema"] != SCHEMA:
        what = f"'{path.name}' has the layout {plain['schema']}; this version reads {SCHEMA}"
        raise RequestError(what, next_step="write the paper again with 'detente brief'")
    if plain["digest"] != digest_of(plain):
        raise RequestError(f"'{path.name}' was changed by hand", next_step=again)
    sidecar = Sidecar(plain)
    _require_whole(sidecar, path.name)
    return sidecar


def _require_whole(sidecar: Sidecar, name: str) -> None:
    """Read figures and document once, so that a file of nonsense is told in one line."""
    try:
        read = sidecar.setting and sidecar.figures and sidecar.document
    except UNREADABLE as error:
        why = error.what if isinstance(error, EditionError) else type(error).__name__
        what = f"the figures in '{name}' cannot be read ({why})"
        raise RequestError(what, next_step="take the file as 'detente brief' wrote it") from error
    if not read:
        raise RequestError(f"'{name}' holds no figure")


def find_sidecar(text: Path, digest: str, named: Path | None = None) -> Sidecar:
    """Find the file of figures that a text leads to.

    Parameters
    ----------
    text : pathlib.Path
        The edited text.
    digest : str
        What its head says; empty where it has lost it.
    named : pathlib.Path, optional
        The file, where the caller names it.

    Returns
    -------
    Sidecar

    Raises
    ------
    RequestError
        Where there is none, or only that of another paper.
    """
    if named is not None:
        sidecar = read_sidecar(named)
        _require_same(sidecar, digest, text, of=named)
        return sidecar
    if not digest:
        raise RequestError(
            f"'{text.name}' has lost the line that names its file of figures",
            next_step="put the head of the first text back, or name the file with --figures",
        )
    own = text.with_name(f"{text.stem}{ENDING}")
    others = sorted(one for one in text.parent.glob(f"*{ENDING}") if one != own)
    beside = [own, *others] if is_there(own) else others
    if not beside:
        raise RequestError(
            f"no file of figures is beside '{text.name}'",
            next_step=f"put its paper{ENDING} there, or name it with --figures",
        )
    for path in beside:
        if _digest_in(path) == digest:
            return read_sidecar(path)
    sidecar = read_sidecar(beside[0])
    _require_same(sidecar, digest, text, of=beside[0])
    return sidecar


def _digest_in(path: Path) -> str:
    """Give the digest that a file of figures says it has; empty where it cannot be read."""
    try:
        return str(json.loads(path.read_bytes())["digest"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def _require_same(sidecar: Sidecar, digest: str, text: Path, *, of: Path) -> None:
    if digest and sidecar.digest != digest:
        raise RequestError(
            f"'{of.name}' holds the figures of another paper ({sidecar.identifier}) than "
            f"'{text.name}'",
            next_step=f"put the file with the digest {digest[:12]} beside it",
        )
