"""Write the names of territories in all languages of Unicode CLDR, as Babel holds them.

Run it after a new edition of Babel: ``python docs/territory_names.py``. Names are reduced to what
matters when they are compared; one that means several territories keeps them all.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from babel import Locale, UnknownLocaleError, localedata

from detente.actors.names import fold
from detente.actors.other_names import AREAS

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
    return found


if __name__ == "__main__":
    lines = [f'"{name}",{" ".join(sorted(found))}' for name, found in sorted(names().items())]
    text = "\n".join(["name,letters", *lines, ""])
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
