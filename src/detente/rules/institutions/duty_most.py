"""Words of a duty that binds most members of an alliance to an outsider, and not the others."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.actors.states import ccode_on
from detente.analysis.relation import Relation
from detente.evidence.figure import Figure
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.composed import filled
from detente.rules.standing import Parts, Said, name_of

ALL, MOST = "All of them", "Most of them"
"""How many of those that owe defence owe it under one text."""
THROUGH = "{whose} owe it under {text}."
REST = "The other {free}, the strongest of them {who}, owe it none."
HEADLINE = "{who} and {others} others in {bloc} owe {state} no defence."
KEY = "The others owe it, under {text}."
KEY_MOST = "Most of the others owe it under {text}."
GIST = "Most members owe it defence, {who} does not."


def most_bound(named: Parts, counts: Sequence[Figure], *, body: Sentence) -> Said:
    """Say that most members of an alliance defend an outsider already, and who does not.

    Parameters
    ----------
    named : dict
        The bloc, the state, the text of most, `ALL` or `MOST`, and the strongest that owes nothing.
    counts : sequence of Figure
        How many owe nothing, and how many beside the strongest of them.
    body : Sentence
        How many the duty binds.
    """
    free, others = counts
    parts = {name: part for name, part in named.items() if isinstance(part, str)}
    known: dict[str, str | Figure | Phrase] = {**parts, "free": free, "others": others}
    return Said(
        (body, filled(THROUGH, known), filled(REST, known)),
        headline=filled(HEADLINE, known),
        key=(filled(KEY if known["whose"] == ALL else KEY_MOST, known),),
        gist=filled(GIST, known),
    )


def strongest(relation: Relation, letters: Sequence[str]) -> str:
    """Name the strongest of some states by capability, in the newest year that is known.

    Parameters
    ----------
    relation : Relation
        Gives the tables and the view.
    letters : sequence of str
        Letters of the states.
    """
    day = relation.pair.day
    codes = {ccode_on(one, day): one for one in letters}
    capability = relation.catalog.frame("capability").drop_nulls("cinc_share")
    own = capability.filter(pl.col("ccode").is_in([code for code in codes if code is not None]))
    known = own.filter(pl.col("year") <= day.year).sort("year", "cinc_share")
    return name_of(codes[int(known["ccode"][-1])] if known.height else letters[0], day)
