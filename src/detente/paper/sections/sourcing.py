"""Source lines: which data, to which year."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.series import Series
from detente.paper.brief import Brief
from detente.sources.shelf import source

NAMES = {"blocs": "the project's ladder tables"}


def name_of(source_id: str) -> str:
    """Give the short name under which readers know a source.

    Examples
    --------
    >>> name_of("vdem")
    'V-Dem 15 (inferred)'
    """
    if source_id in NAMES:
        return NAMES[source_id]
    short = {
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
    version = source(source_id).version
    label = short.get(source_id, source_id)
    return (
        f"{label} {version}"
        if version.replace(".", "").isdigit() or version.startswith("15")
        else label
    )


def source_line(brief: Brief, series: Sequence[Series]) -> str:
    """Write the sources of some series and the newest year they reach, not after the view."""
    ids = sorted({s for item in series for s in item.sources})
    years = [item.years[-1] for item in series if item]
    last = f", to {max(years)}" if years else ""
    return f"Source: {'; '.join(name_of(i) for i in ids)}{last}."
