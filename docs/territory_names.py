"""Write the names of territories in all languages of Unicode CLDR, as Babel holds them.

Run it after a new edition of Babel: ``python docs/territory_names.py``. Names are reduced to what
matters when they are compared; one that means several territories keeps them all. The licence of
Unicode lies in the same folder and ships with the names.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from babel import Locale, UnknownLocaleError, localedata

from detente.actors.names import fold
from detente.actors.other_names import AREAS

ALIKE = (("CG", "CD"), ("KP", "KR"), ("VG", "VI"), ("MF", "SX"))
"""Territories of which one name is short for both."""
TARGET = Path("src/detente/actors/tables/territory_names.csv.gz")


def names() -> dict[str, set[str]]:
    """Collect the letters of the territories by reduced name, over all languages."""
    found: dict[str, set[str]] = {}
    for language in localedata.locale_identifiers():
        try:
            territories = Locale.parse(language).territories
        except (UnknownLocaleError, ValueError):
            continue
        for letters in AREAS.keys() & territories.keys():
            name = fold(str(territories[letters]))
            # some languages have no name and repeat the letters
            if name and name != letters.casefold():
                found.setdefault(name, set()).add(letters)
    return _asking(found)


def _asking(found: dict[str, set[str]]) -> dict[str, set[str]]:
    """Let a name with which the names of another territory begin mean that one, too."""
    for one, other in (*ALIKE, *((second, first) for first, second in ALIKE)):
        others = [name for name, letters in found.items() if other in letters]
        for name, letters in found.items():
            if one in letters and any(longer.startswith(f"{name} ") for longer in others):
                letters.add(other)
    return found


if __name__ == "__main__":
    lines = [f'"{name}",{" ".join(sorted(found))}' for name, found in sorted(names().items())]
    text = "\n".join(["name,letters", *lines, ""])
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
