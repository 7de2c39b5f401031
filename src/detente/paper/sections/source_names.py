"""Sources as a source line has room for them."""

from __future__ import annotations

from detente.sources.shelf import source

OWN = {"blocs": "the project's ladder tables"}
"""Tables of the project."""
SHORT = {
    "cow_nmc": "CoW NMC",
    "atop": "ATOP",
    "cow_igo": "CoW IGO",
    "cow_contiguity": "CoW contiguity",
    "gml_mid": "GML MID",
    "wdi": "WDI",
    "vdem": "V-Dem",
    "un_votes": "UN votes (Voeten)",
    "un_votes_undl": "UN Digital Library",
    "un_ideal_points": "Ideal points (Bailey, Strezhnev, Voeten)",
    "gapminder": "Gapminder",
    "maddison": "Maddison Project",
    "nuclear": "FAS warheads",
    "sipri_milex": "SIPRI milex",
    "wpp": "UN WPP",
    "ungdc": "UN General Debate Corpus",
    "icews": "ICEWS",
    "pew": "Pew",
}


def source_name(source_id: str) -> str:
    """Give the name under which readers know a source, with its version where that is a number.

    Examples
    --------
    >>> source_name("vdem")
    'V-Dem 15 (inferred)'
    """
    if source_id in OWN:
        return OWN[source_id]
    version = source(source_id).version
    name = SHORT.get(source_id, source_id)
    numbered = version.replace(".", "").isdigit() or version.startswith("15")
    return f"{name} {version}" if numbered else name
