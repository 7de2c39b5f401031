"""The bill of materials: what an environment holds, with versions, licences, digests and sizes.

python tools/bill.py [--path FOLDER] [--lock requirements.txt] [--sizes] > sbom.json

Written as CycloneDX 1.6 from the metadata that the installed packages carry. ``--path`` names the
folder of another environment's packages; of a lock with digests, each package has those of its
files. With ``--sizes`` a table of megabytes by package is printed in its place. The moment is
SOURCE_DATE_EPOCH, so that the same environment gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

OWN = "detente"
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""Of names that are addresses (RFC 9562)."""
TOOLS = ("pip", "setuptools", "wheel")
"""What an environment is made with: no part of the product."""
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NEEDED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)")
OF_AN_EXTRA = re.compile(r"\bextra\s*==")
LICENCE = "License :: OSI Approved :: "
LONGEST = 80
"""Letters of a licence's name: some packages write its whole text."""


def key(name: str) -> str:
    """Write the name of a package as its registry does."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licences(found: Distribution) -> tuple[str, ...]:
    """Give the licences that a package states: the expression, the field, or the classifiers."""
    said = found.metadata
    for name in ("License-Expression", "License"):
        text = (said.get(name) or "").strip()
        if text and "\n" not in text and len(text) <= LONGEST and text.upper() != "UNKNOWN":
            return (text,)
    classified = [
        one.rpartition(" :: ")[2]
        for one in said.get_all("Classifier") or ()
        if one.startswith(LICENCE)
    ]
    return tuple(sorted(classified))


def digests(lock: str) -> dict[str, tuple[str, ...]]:
    """Read a lock: each package, by name and version, with the digests of its files."""
    found: dict[str, tuple[str, ...]] = {}
    for block in re.split(r"\n(?=\S)", lock):
        pinned = PINNED.match(block)
        if pinned:
            name = f"{key(pinned['name'])}=={pinned['version']}"
            found[name] = tuple(DIGEST.findall(block))
    return found


def needs(found: Distribution, present: Mapping[str, str]) -> list[str]:
    """Name what a package needs of what is there; what only an extra asks for is left out."""
    wanted = set()
    for text in found.requires or ():
        name = NEEDED.match(text)
        if name and not OF_AN_EXTRA.search(text) and key(name[0]) in present:
            wanted.add(present[key(name[0])])
    return sorted(wanted)


def address(found: Distribution) -> str:
    """Give the address by which a package is known everywhere (purl)."""
    return f"pkg:pypi/{key(found.name)}@{found.version}"


def component(found: Distribution, known: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Describe a package."""
    said: dict[str, Any] = {
        "type": "library" if key(found.name) != OWN else "application",
        "bom-ref": address(found),
        "name": found.name,
        "version": found.version,
        "purl": address(found),
    }
    stated = licences(found)
    if stated:
        said["licenses"] = [{"license": {"name": one}} for one in stated]
    for digest in known.get(f"{key(found.name)}=={found.version}", ()):
        said.setdefault("hashes", []).append({"alg": "SHA-256", "content": digest})
    return said


def size(found: Distribution) -> int:
    """Count the bytes of a package's files."""
    places = (Path(str(one.locate())) for one in found.files or ())
    return sum(place.stat().st_size for place in places if place.is_file())


def installed(path: str = "") -> tuple[Distribution, ...]:
    """Give the packages of an environment, sorted by name."""
    found = distributions(path=[path]) if path else distributions()
    by_name = {key(one.name): one for one in found if key(one.name) not in TOOLS}
    return tuple(by_name[name] for name in sorted(by_name))


def bill(packages: Iterable[Distribution], lock: str = "") -> dict[str, Any]:
    """Write the bill of materials of some packages."""
    packages, known = tuple(packages), digests(lock)
    present = {key(one.name): address(one) for one in packages}
    own = next((one for one in packages if key(one.name) == OWN), None)
    moment = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    parts = [component(one, known) for one in packages if one is not own]
    about: dict[str, Any] = {"timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
    if own is not None:
        about["component"] = component(own, known)
    serial = uuid.uuid5(NAMESPACE, json.dumps(parts, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": about,
        "components": parts,
        "dependencies": [
            {"ref": address(one), "dependsOn": needs(one, present)} for one in packages
        ],
    }


def sizes(packages: Iterable[Distribution]) -> Iterator[str]:
    """Give a line for each package, the largest first, and one for all."""
    weighed = sorted(((size(one), one.name, one.version) for one in packages), reverse=True)
    for count, name, version in weighed:
        yield f"{count / 1e6:8.1f} MB  {name} {version}"
    yield f"{sum(count for count, _, _ in weighed) / 1e6:8.1f} MB  together"


def main() -> None:
    """Print what is asked for."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--path", default="", help="folder of the packages; ours by default")
    given.add_argument("--lock", type=Path, help="file of pinned versions with digests")
    given.add_argument("--sizes", action="store_true", help="print megabytes by package")
    asked = given.parse_args()
    packages = installed(asked.path)
    if asked.sizes:
        sys.stdout.writelines(f"{line}\n" for line in sizes(packages))
        return
    lock = asked.lock.read_text(encoding="utf-8") if asked.lock else ""
    sys.stdout.write(json.dumps(bill(packages, lock), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
