"""Gather the fragments of changelog.d below a heading of a version.

python tools/changelog.py VERSION [--day YYYY-MM-DD]

Where the changelog has begun the version already, as "(unreleased)", what stands there follows the
fragments below one heading with the day. Where it has given the version a day already, what came
since is added at the end of that version, and the day becomes the new one. `CITATION.cff` gets the
version and the day, too.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("removed", "deprecated", "changed", "added", "fixed")
"""In this order: what asks something of a user comes first."""
UNRELEASED = "(unreleased)"
"""Behind the version that is being made."""
LATER = "### Further changes"
"""Above what came after a version had been given its day."""


def fragments(folder: Path) -> list[Path]:
    """Give the fragments, by kind and name."""
    found = [one for one in folder.glob("*.*.md") if one.name.split(".")[-2] in KINDS]
    return sorted(found, key=lambda one: (KINDS.index(one.name.split(".")[-2]), one.name))


def entries(found: list[Path]) -> str:
    """Write a line for each fragment."""
    lines = []
    for one in found:
        kind = one.name.split(".")[-2]
        text = " ".join(one.read_text(encoding="utf-8").split())
        lines.append(f"- {kind.capitalize()}: {text}\n")
    return "".join(lines)


def section(version: str, day: str, found: list[Path]) -> str:
    """Write the section of a version."""
    return f"## {version} ({day})\n\n{entries(found)}\n"


def continued(rest: str, version: str, day: str, found: list[Path]) -> str:
    """Add to the section of a version that has its day, with which the text begins."""
    body, mark, older = rest.partition("\n## ")
    written = body.partition("\n")[2].strip("\n")
    if found:
        heading = "" if LATER in written else f"\n{LATER}\n\n"
        written = f"{written}\n{heading}{entries(found)}".rstrip("\n")
    return f"## {version} ({day})\n\n{written}\n{mark}{older}"


def cited(text: str, version: str, day: str) -> str:
    """Write version and day into the description by which the software is cited."""
    kept = re.sub(r"^date-released: .*\n", "", text, flags=re.MULTILINE)
    new = f"version: {version}\ndate-released: {day}\n"
    return re.sub(r"^version: .*\n", new, kept, flags=re.MULTILINE)


def gather(root: Path, version: str, day: str) -> int:
    """Put the fragments into the changelog, remove them, and give how many there were."""
    path, found = root / "CHANGELOG.md", fragments(root / "changelog.d")
    head, mark, rest = path.read_text(encoding="utf-8").partition("\n## ")
    begun = f"{version} {UNRELEASED}\n"
    if rest.startswith(begun):
        # one heading for both
        text = section(version, day, found) + rest.removeprefix(begun).lstrip("\n")
    elif rest.startswith(f"{version} ("):
        text = continued(rest, version, day, found)
    else:
        text = f"{section(version, day, found)}{mark.lstrip()}{rest}"
    path.write_text(f"{head}\n{text}", encoding="utf-8")
    citation = root / "CITATION.cff"
    if citation.is_file():
        said = cited(citation.read_text(encoding="utf-8"), version, day)
        citation.write_text(said, encoding="utf-8")
    for one in found:
        one.unlink()
    return len(found)


def main() -> None:
    """Gather what is there."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("version")
    given.add_argument("--day", default=date.today().isoformat())
    asked = given.parse_args()
    count = gather(ROOT, asked.version, asked.day)
    sys.stdout.write(f"{count} fragments are in the changelog\n")


if __name__ == "__main__":
    main()
