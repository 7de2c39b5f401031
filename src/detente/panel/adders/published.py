"""Columns as published: adders that join a table of the store as it is, an entry each.

An adder that computes something, has options or has columns in the starter is a file of its own.
"""

from __future__ import annotations

from detente.actors.systems import System
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request, Unit


def published(
    id: str,
    label: str,
    *,
    table: str,
    names: tuple[str, ...],
    unit: Unit = "state",
    system: System = "cow",
    zero: bool = False,
) -> Adder:
    """Make an adder of a table whose columns are joined as the source has them.

    Parameters
    ----------
    id, label : str
        Name on the command line, and what it gives.
    table : str
        Table of the store.
    names : tuple of str
        Its columns that are given; each is in ``columns.toml``.
    unit : {"state", "pair", "leader", "leader_pair", "fixed"}
        What its rows are about.
    system : {"cow", "gw"}
        Codes that it is keyed by.
    zero : bool
        Whether a missing row means zero in the years that the source covers.

    Examples
    --------
    >>> published("nuclear", "nuclear warheads", table="nuclear", names=("warheads",)).id
    'nuclear'
    """

    def full(tables: Frames, request: Request) -> Columns:
        return Columns(tables[table], names, zero=names if zero else ())

    return Adder(id, label, forms=(Form(unit, full, tables=(table,), system=system),))


WILLINGNESS = tuple(f"theta{model}_{what}" for model in range(1, 5) for what in ("mean", "sd"))
"""Four latent measures with their standard deviations."""
THREAT = tuple(
    f"{prefix}{name}" for prefix in ("", "m_") for name in ("lterrthreat", "sd", "lwr", "upr")
)
"""Estimate, standard deviation and bounds, by distance of capitals and (m_) by minimum distance."""
ONSETS = ("sumnewconf", *(f"sumonset{years}" for years in (1, 2, 3, 5, 10)))
"""New conflicts, and onsets after one, two, three, five and ten years of peace."""

LEADERS = (
    published(
        "leader_willingness",
        "willingness of leaders to use force",
        table="lwuf",
        names=WILLINGNESS,
        unit="leader",
    ),
)
LONG_SERIES = (
    "pop",
    "income_per_head",
    "years_of_life",
    "milex_share_of_gdp",
    "arms_exports",
    "arms_imports",
    "oil",
    "gas",
)
PROJECTED = ("pop_median", "pop_low80", "pop_high80", "pop_low95", "pop_high95")
"""People as projected, with the bounds of 80 and 95 per cent."""

SHARES = ("working_age_share", "trade_share_of_gdp", "energy_imports")

SERIES = (
    published("gapminder", "long series of states", table="gapminder", names=LONG_SERIES),
    published("wdi_more", "working age, trade and energy", table="wdi_more", names=SHARES),
    published("wpp", "population as projected", table="wpp", names=PROJECTED),
)
STATES = (
    published("territorial_threat", "latent territorial threat", table="terrthreat", names=THREAT),
    published(
        "ucdp_onsets",
        "onsets of intrastate conflict",
        table="ucdp_onsets",
        names=ONSETS,
        system="gw",
        zero=True,
    ),
    published("nuclear", "nuclear warheads", table="nuclear", names=("warheads",)),
)
PUBLISHED = (*LEADERS, *STATES, *SERIES)
