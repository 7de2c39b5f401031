"""Weight of a dated act: what a reader must know first, whatever came last."""

from __future__ import annotations

import re

KINDS = (
    (7, r"\bvotes? with\b|\blends?\b"),
    (4, r"strikes? down"),
    (
        6,
        r"invad|annex|at war|war begins|attack|soldiers die|killed|shell|strikes? |airspace"
        r"|\bcollide|\bclash|build-up|soldiers at|\bguarantees\b",
    ),
    (5, r"ceasefire|truce|peace|talks|expert group|patrols|end the war|delegations"),
    (4, r"\bobject|sanction|tariff|embargo|moratorium|missile|nuclear|loan"),
    (
        3,
        r"suspend|withdraw|veto|does not open|repression|protests|protocol|recognis|joins?\b"
        r"|applications?|\bdam\b|successor|live information|joint operations|brigade"
        r"|as an alternative|not favour|regiment|approves|early elections",
    ),
    (
        3,
        r"prisoner|flights?\b|visas?\b|pilgrim|travel|border trade"
        r"|\btrade\b.*(?:surplus|deficit|record)|resumes?\b|resumed|reopens?",
    ),
    (2, r"summit|leaders|presidents|heads of state|council|parliament|agreement|treaty"),
)
"""What acts weigh, by words of their text: who sides or pays, war, talks, sanctions, summits."""
LEAST = 1


def weight(what: str) -> int:
    """Weigh a dated act by what its text names.

    Parameters
    ----------
    what : str
        The text of a row.

    Examples
    --------
    >>> weight("Russia invades Ukraine"), weight("The leaders meet in Nara")
    (6, 2)
    """
    text = what.lower()
    return next((value for value, words in KINDS if re.search(words, text)), LEAST)
