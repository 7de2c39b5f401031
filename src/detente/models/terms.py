"""Terms of the outlook: the blocks of the risk, the outcomes of windows, and the years for which each is known."""

from __future__ import annotations

BLOCKS: dict[str, tuple[str, ...]] = {
    "power": (
        "cinc_low",
        "cinc_high",
        "cincprop",
        "majors",
        "milit_low",
        "milit_high",
        "warheads",
        "shift",
    ),
    "identity": ("distance", "pi_votes", "euds_low", "euds_high", "euds_gap"),
    "institutions": ("dyadigos", "atop_defense", "atop_nonagg", "trade"),
    "geography": ("land", "water", "far", "relevant"),
    "past": (
        "peace",
        "fresh",
        "fading",
        "ever",
        "begun",
        "rate",
        "two",
        "five",
        "fifteen",
        "forty",
        "hostlev",
        "ongoing",
        "age",
        "ongoingrivalry",
        "spatial",
        "positional",
        "active_low",
        "active_high",
    ),
}
"""Features by structure; geography and the past stand beside them."""
HISTORY = (
    "peace",
    "fresh",
    "fading",
    "ever",
    "begun",
    "rate",
    "two",
    "five",
    "fifteen",
    "forty",
    "hostlev",
    "ongoing",
    "age",
)
"""What the model of history alone is given: the pair's own years of peace and disputes."""
LAST = 2022
"""Last year of capabilities: with it ends what can be said."""
FAILED_IN = 2014
"""Year of the failure that the report card has to name."""
LAST_GML, LAST_KNOWN = 2010, 2014
"""Last years of disputes: after Gibler, Miller and Little; after the Correlates of War, which stand in for the years between."""
JUDGED = 1971
"""First year of the forecasts that are scored."""
OTHER = "geography and all that is past"
MODELS = ("peace years", "peace years and disputes", OTHER, "logit", "trees", "both")
"""Models of risk: the pair's own past, the same two models without structures, and with them."""
HUNDREDTHS = 100
STRUCTURES = ("power", "identity", "institutions")
"""What may open a window."""
AHEAD = 5
"""Years in which an outcome may come."""
KNOWN = {"quiet": 2005, "pact": 2013, "trade": 2009, "rivalry": 2015, "rung": 2017}
"""Outcomes, each with the last year from which it is known."""
WORDS = {
    "quiet": "no new dispute",
    "pact": "a first pact",
    "trade": "trade half as large again",
    "rivalry": "an end of the rivalry",
    "rung": "a rung climbed in a bloc of the other's",
}
DATED = 1970
"""First year for which windows are dated."""
THOUSANDTHS = 1000
DUTIES = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
"""Kinds of treaty obligation."""
