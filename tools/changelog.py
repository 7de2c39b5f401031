"""Gather the fragments of changelog.d below a heading of a version.

python tools/changelog.py VERSION [--day YYYY-MM-DD]

Where the changelog has begun the version already, as "(unreleased)", what stands there follows the
fragments below one heading with the day.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("removed", "deprecated", "changed", "added", "fixed")
"""In this order: what asks something of a user comes first."""
UNRELEASED = "(unreleased)"
"""Behind the version that is being made."""


def fragments(folder: Path) -> list[Path]:
    """Give the fragments, by kind and name."""
    found = [one for one in folder.glob("*.*.md") if one.name.split(".")[-2] in KINDS]
    return sorted(found, key=lambda one: (KINDS.index(one.name.split(".")[-2]), one.name))


def section(version: str, day: str, found: list[Path]) -> str:
    """Write the section of a version."""
    lines = [f"## {version} ({day})", ""]
    for one in found:
        kind = one.name.split(".")[-2]
        text = " ".join(one.read_text(encoding="utf-8").split())
        lines.append(f"- {kind.capitalize()}: {text}")
    return "\n".join(lines) + "\n\n"


def gather(root: Path, version: str, day: str) -> int:
    """Put the fragments into the changelog, remove them, and give how many there were."""
    path, found = root / "CHANGELOG.md", fragments(root / "changelog.d")
    head, mark, rest = path.read_text(encoding="utf-8").partition("\n## ")
    new, begun = section(version, day, found), f"{version} {UNRELEASED}\n"
    if rest.startswith(begun):
        # one heading for both
        mark, rest = "", rest.removeprefix(begun).lstrip("\n")
    path.write_text(f"{head}\n{new}{mark.lstrip()}{rest}", encoding="utf-8")
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
