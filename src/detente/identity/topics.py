"""Topics of resolutions, by words of their titles: the six issues of the literature, and the rest.

Voeten's issue codes end in 2019; words of titles go on. A resolution has one topic, the first whose
words it holds, so that counts by topic add up to those of all votes. On 4,156 roll calls to 2019
that both sources hold, the topic is one of the codes in .88 (arms control) to .98 (nuclear weapons)
of cases that have a code; a code that comes second is not seen.
"""

from __future__ import annotations

import polars as pl

from detente.identity.agreement import ISSUES

OTHER = "ot"
"""Topic of a resolution whose title holds none of the words."""
TOPICS = {
    **ISSUES,
    "di": "arms control and disarmament, nuclear weapons apart",
    OTHER: "other matters",
}
"""Topics by code, and what a sentence calls them.

A topic is the first that fits, so that a text on nuclear arms is not among those on disarmament.
"""
WORDS = {
    "me": (
        "palestin",
        "israel",
        "golan",
        "middle east",
        "leban",
        "near east",
        "jerusalem",
        "arab territor",
        "gaza",
        "suez",
    ),
    "nu": ("nuclear", "fissile", "atomic"),
    "di": (
        "disarm",
        "weapon",
        "arms",
        "armament",
        "missile",
        "munition",
        r"\bmines\b",
        "outer space",
        "space threats",
        "information and telecommunications",
        "information and communications technolog",
        "military",
        "chemical",
        "biological weapon",
        "non-proliferation",
        "demilitari",
        "zone of peace",
        "verification",
        "confidence-building",
        "mercenar",
    ),
    "co": (
        "coloni",
        "non-self-governing",
        "namibia",
        "south africa",
        "southern africa",
        "apartheid",
        "self-determination",
        "rhodesia",
        "trust territor",
        "portuguese",
        "falkland",
        "malvinas",
        "gibraltar",
        "western sahara",
        "mayotte",
        "timor",
        "caledonia",
    ),
    "hr": (
        "human rights",
        "racis",
        "racial",
        "nazi",
        "torture",
        "death penalty",
        "child",
        "women",
        "refugee",
        "discriminat",
        "religio",
        "freedom",
        "humanitarian",
        "minorit",
        "genocide",
        "displaced",
    ),
    "ec": (
        "develop",
        "econom",
        "trade",
        "poverty",
        "debt",
        "commodit",
        "coerci",
        "embargo",
        "agricultur",
        "climate",
        "sustainab",
        "natural resources",
        "tax cooperation",
        "migration",
        "food",
    ),
}
"""Words by topic, the topics that go first at the head; patterns, in small letters."""


def topic(title: str = "title") -> pl.Expr:
    """Give the topic of a resolution by its title.

    Parameters
    ----------
    title : str
        Name of the column of titles.

    Examples
    --------
    >>> titles = [
    ...     "Nuclear disarmament",
    ...     "The occupied Syrian Golan",
    ...     "Oceans and the law of the sea",
    ... ]
    >>> pl.DataFrame({"title": titles}).select(topic())["topic"].to_list()
    ['nu', 'me', 'ot']
    """
    words = pl.col(title).str.to_lowercase()
    named = [
        pl.when(words.str.contains("|".join(patterns))).then(pl.lit(code))
        for code, patterns in WORDS.items()
    ]
    return pl.coalesce(*named, pl.lit(OTHER)).cast(pl.Enum(list(TOPICS))).alias("topic")
