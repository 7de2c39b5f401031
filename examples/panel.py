"""Directed dyad-years with capabilities and treaties: python examples/panel.py"""

from __future__ import annotations

import detente as dt

panel = dt.dyad_years(directed=True, years=(1990, 2010)).add(
    "nmc", "atop", "gml_mids", offline=True
)
print(panel.write("dyads.parquet"))
print(*panel.notes, sep="\n")
print(panel.cite())
