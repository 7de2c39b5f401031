"""Sources as people cite them: the name of the data set, and its edition."""

from __future__ import annotations

import re
from datetime import date

from detente.sources.shelf import source
from detente.span import date_words

OWN = {"blocs": "détente, tables of memberships, treaties and decisions"}
"""Tables of the project."""
REMARKS = re.compile(r" \([^)]*\)")
"""What a declared version says beside the number of the edition."""
DAY, MONTH = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\b(\d{4})-(\d{2})\b")
"""A day or a month as versions write it."""
NUMBERED = re.compile(r"\d+(\.\d+)+")
"""An edition whose number follows the name at once."""


def source_name(source_id: str) -> str:
    """Give the name under which people cite a source, with its edition.

    Examples
    --------
    >>> source_name("vdem"), source_name("ucdp_acd")
    ('V-Dem, version 15', 'UCDP/PRIO Armed Conflict Dataset 25.1')
    """
    if source_id in OWN:
        return OWN[source_id]
    known = source(source_id)
    said = edition(known.version)
    if NUMBERED.fullmatch(said) or not said:
        return f"{known.short} {said}".strip()
    return f"{known.short}, {said}"


def edition(version: str) -> str:
    """Write an edition for readers, without remarks on how it was told apart.

    Parameters
    ----------
    version : str
        The version as it is declared.

    Examples
    --------
    >>> edition("15 (inferred)"), edition("2025-10-29"), edition("5.0 (2026-07)")
    ('version 15', 'edition of 29 October 2025', '5.0')
    """
    plain = REMARKS.sub("", version)
    if DAY.fullmatch(plain):
        return f"edition of {date_words(date.fromisoformat(plain))}"
    if plain.isdigit():
        return f"version {plain}" if len(plain) < 4 else f"edition of {plain}"
    return MONTH.sub(_month, plain)


def _month(found: re.Match[str]) -> str:
    first = date_words(date(int(found[1]), int(found[2]), 1))
    return first.partition(" ")[2]
