"""Forged bundles: a part of the record is changed and sealed again, or bytes of the zip are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

from detente.editions.bundle.pack import DOCUMENT, MANIFEST, bundle_of
from detente.editions.bundle.verify import verify
from detente.editions.zipped import pack
from detente.paper.edition import Edition
from detente.paper.writers.citation import digest_of
from tests.editions.edition import document
from tests.faults.spoil import PIECES, spoil

DEEPEST = 60
"""Levels of a record that are changed; a sound one has fewer."""
FORGED = (None, True, 0, -1, 1.5, 1e300, 10**30, "", "x", "²", [], [[]], {}, {"a": 1}, "9" * 400)
"""Values that are put in the place of others."""
RECORD = '{"question": "q"}\n'


@cache
def sound() -> dict[str, bytes]:
    """Give the members of the bundle of a small paper."""
    edition = Edition(
        document(),
        RECORD,
        cited={},
        tables={},
        made=date(2026, 6, 30),
        identifier=digest_of(RECORD, "", ""),
        made_with={"seed": 1, "software": "detente"},
    )
    with ZipFile(BytesIO(bundle_of(edition, {}))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(random: Random) -> bytes:
    """Change a member of a bundle, and mostly its digest too."""
    members = dict(sound())
    name = DOCUMENT if random.random() < 0.5 else random.choice(sorted(members))
    members[name] = _changed(random, members[name])
    if name != MANIFEST and random.random() < 0.95:
        members[MANIFEST] = _sealed(members)
    data = pack(members)
    if random.random() < 0.1:
        place = random.randrange(len(data))
        data = data[:place] + bytes([random.randrange(256)]) + data[place + 1 :]
    return data


def _changed(random: Random, data: bytes) -> bytes:
    """Change one to three parts of a record, or its text."""
    if random.random() < 0.1:
        return spoil(random, data.decode()).encode("utf-8", "surrogatepass")
    tree: list[Any] = [json.loads(data)]
    for _ in range(random.randint(1, 3)):
        places = list(_places(tree))
        holder, key = random.choice(places)
        other, inner = random.choice(places)
        copied = json.loads(json.dumps(other[inner]))
        holder[key] = random.choice((*deepcopy(FORGED), random.choice(PIECES), copied))
    return json.dumps(tree[0]).encode("utf-8", "surrogatepass")


def _places(value: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Give the places of a tree as what holds it and its key, but for what is deeper than any."""
    keys: Any = ()
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        keys = list(value)
    elif isinstance(value, list):
        keys = range(len(value))
    for key in keys:
        yield value, key
        yield from _places(value[key], depth + 1)


def _sealed(members: dict[str, bytes]) -> bytes:
    """Write the digests of the members into the manifest, as a forger would."""
    manifest = json.loads(members[MANIFEST])
    for name, entry in manifest["members"].items():
        entry["sha256"] = hashlib.sha256(members[name]).hexdigest()
    return json.dumps(manifest).encode()


def take(data: bytes, folder: Path) -> None:
    """Verify a bundle, which writes its paper again."""
    path = folder / "x.zip"
    path.write_bytes(data)
    verify(path)
