"""Subject of a dated act: what a reader takes together, whatever the day."""

from __future__ import annotations

import re

SUBJECTS = (
    ("recognition", r"recogni[sz]|greek cypriots"),
    (
        "accession",
        r"membership|accession|cluster|chapter|candidate|joins? nato|applications? to nato|\bveto\b"
        r"|summit of the union|growth plan|courts and prosecutors|partnership as an alternative"
        r"|bar nato from admitting|option of joining",
    ),
    (
        "fighting",
        r"invad|annex|at war|attack|soldiers die|shell|strikes|airspace|drones?\b|clash|fighting"
        r"|cables",
    ),
    (
        "talks",
        r"ceasefire|truce|end the war|\bpeace\b|\btalks\b|prisoner|delegations"
        r"|\bvotes? with\b|agree on no",
    ),
    (
        "line",
        r"patrols|expert group|places in|\bthe names\b|actual control|boundary|islets|shoal|collide"
        r"|south china sea|map with",
    ),
    ("water", r"\bdam\b|\briver\b"),
    (
        "arms",
        r"conventional forces|new start|moratorium|missile|nuclear|spending|product for defence"
        r"|brigade|land force|joint operations|sentry|secretariat",
    ),
    (
        "trade",
        r"tariff|trade|customs|flights|visas?\b|pilgrimage|oil products|raw materials|sanction"
        r"|\blend|euros|dollars|charges",
    ),
    ("rule at home", r"election|protest|repression|roof|dalai lama"),
)
"""Subjects by words of a text; the first that fits counts."""
OTHER = "other"


def subject(what: str) -> str:
    """Name the subject of a dated act.

    Parameters
    ----------
    what : str
        The text of a row.

    Examples
    --------
    >>> subject("Delegations meet in Abu Dhabi"), subject("The Council opens cluster 3")
    ('talks', 'accession')
    """
    text = what.lower()
    return next((name for name, words in SUBJECTS if re.search(words, text)), OTHER)
