"""World Development Indicators whose archives were never tried: working age, trade, energy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.sources.parsers.state_years import side_by_side
from detente.sources.parsers.wdi import read_indicator
from detente.sources.parsers.zip_members import members, unpacked

INDICATORS = {
    "SP.POP.1564.TO.ZS": "working_age_share",
    "NE.TRD.GNFS.ZS": "trade_share_of_gdp",
    "EG.IMP.CONS.ZS": "energy_imports",
}
DATA = "API_"
"""How the name of the member with the data begins; its end has the number of an edition."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Read the archive of each indicator as the bank hands it out.

    Raises
    ------
    ParseError
        Where an archive has no file of data.
    """
    series = []
    for code, column in INDICATORS.items():
        archive = paths[f"{code}.zip"]
        found = [name for name in members(archive, ".csv") if name.startswith(DATA)]
        if not found:
            raise ParseError(f"the archive of '{code}' has no data", where="wdi_more")
        with unpacked(archive, found[0]) as path:
            series.append(read_indicator(path, column))
    matched = match_states(side_by_side(series), "place")
    columns = ("ccode", "year", *INDICATORS.values())
    return {"wdi_more": matched.with_frame(matched.frame.select(columns))}
