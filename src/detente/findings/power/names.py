"""What yardsticks are called in the middle of a sentence, and what their sentences share."""

from __future__ import annotations

NAMES = {
    "cinc": "the composite index",
    "gdp": "product in constant dollars",
    "gdp_ppp": "product at purchasing power",
    "net": "GDP times GDP per head",
    "gdp_long": "product in the long run",
    "net_long": "GDP times GDP per head in the long run",
    "spending": "military spending",
    "milex": "military spending after the Correlates of War",
    "milper": "soldiers",
    "pop": "people",
    "upop": "townspeople",
    "irst": "iron and steel",
    "pec": "energy",
    "warheads": "warheads",
    "arms": "arms exports",
    "oil": "oil produced",
    "gas": "natural gas produced",
}
"""Yardsticks as that on which two parties are compared."""
WHOLES = {
    "cinc": "composite capability (CINC)",
    "gdp": "the product of all states with data, in constant dollars",
    "gdp_long": "the product of all states with data (Maddison)",
    "spending": "the military spending of all states with data, in constant dollars",
    "pop": "the people of all states with data",
}
"""Yardsticks as that of which a share is held."""
OVERALL = (
    "cinc",
    "gdp",
    "gdp_ppp",
    "net",
    "gdp_long",
    "net_long",
    "spending",
    "milex",
    "milper",
    "pop",
)
"""Yardsticks of power as a whole; the others are parts."""
DISAGREE = 1.3
"""Highest over lowest value from which sources are said to disagree."""
