"""Sources as a source line has room for them."""

from __future__ import annotations

from detente.sources.shelf import source

OWN = {"blocs": "the project's ladder tables"}
"""Tables of the project."""


def source_name(source_id: str) -> str:
    """Give the name under which readers know a source, with its version where that is a number.

    Examples
    --------
    >>> source_name("vdem")
    'V-Dem 15 (inferred)'
    """
    if source_id in OWN:
        return OWN[source_id]
    known = source(source_id)
    version = known.version
    numbered = version.replace(".", "").isdigit() or version.startswith("15")
    return f"{known.short} {version}" if numbered else known.short
