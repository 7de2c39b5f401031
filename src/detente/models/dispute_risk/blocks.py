"""Blocks of features, and the models of risk that are compared: with structures and without."""

from __future__ import annotations

import numpy as np

from detente.models.features.tension_groups import FEATURES as TENSION

JUDGED = 1971
"""First year of the forecasts that are scored."""
FAILED_IN = 2014
"""Year of the failure that the report card has to name."""
STRUCTURES = ("power", "identity", "institutions")
"""What the models add to geography and the past, and what may open a window."""
PEACE = ("peace", "fresh", "fading")
"""Years of peace, in three forms: what the simplest model is given."""
HISTORY = (
    *PEACE,
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
        *HISTORY,
        "ongoingrivalry",
        "spatial",
        "positional",
        "active_low",
        "active_high",
    ),
    "tension": TENSION,
}
"""Features by block: the structures, then geography and the past, which are compared with them,
and what the year before says of tension."""
FEATURES = tuple(feature for names in BLOCKS.values() for feature in names)
BLOCK = np.array([place for place, names in enumerate(BLOCKS.values()) for _ in names])
"""Block of each feature, by its place in `BLOCKS`."""
NAMES = tuple(BLOCKS)
NOT_STRUCTURES = np.flatnonzero(len(STRUCTURES) <= BLOCK)
"""Places of the features that belong to no structure."""
NOT_TENSION = np.flatnonzero(NAMES.index("tension") != BLOCK)
"""Places of the features that belong to the other blocks."""
HIGHEST = "highest 300"
"""Kind of the rows of the table of calibration that hold the forecasts at the top."""
PEACE_ALONE = "peace years"
HISTORY_ALONE = "peace years and disputes"
FROZEN = "fitted each decade, without tension"
NO_STRUCTURES = "without structures"
NO_TENSION = "without tension"
LOGIT, TREES = "logit", "trees"
UNBENT, BOTH = "both, as fitted", "both"
CHOSEN = "chosen each year"
CHOICES = (FROZEN, NO_STRUCTURES, NO_TENSION, LOGIT, TREES, UNBENT, BOTH)
"""Models from which one is chosen each year by what its earlier forecasts had lost."""
MODELS = (
    PEACE_ALONE,
    HISTORY_ALONE,
    FROZEN,
    NO_STRUCTURES,
    NO_TENSION,
    LOGIT,
    TREES,
    UNBENT,
    CHOSEN,
    BOTH,
)
"""Models of risk: the pair's own past, the two models as they were fitted before, without a part of
what they know, each of the two alone, their mean before and after calibration, and the one of these
that had done best until then."""


def places(features: tuple[str, ...]) -> list[int]:
    """Give the places of some features among `FEATURES`.

    Parameters
    ----------
    features : tuple of str
        Their names.

    Examples
    --------
    >>> places(("cinc_low", "cincprop"))
    [0, 2]
    """
    return [FEATURES.index(feature) for feature in features]
