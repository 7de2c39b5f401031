"""Open claims: disputes over land, sea or a name at the view, and the Assembly texts on them."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.claim_fields import BETWEEN, touches
from detente.actors.relation_facts import Between, facts_between
from detente.actors.relation_key import RelationKey
from detente.evidence.cell import Cell


def open_claims(pair: RelationKey) -> tuple[Between, ...]:
    """Give the claims between two parties, or with members of a bloc, that are open at the view.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    """
    known = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    claims = (one for one in known if one.fact.kind == "claim")
    return tuple(one for one in claims if one.fact.open_on(pair.day))


def touched(pair: RelationKey, title: str) -> Iterator[Between]:
    """Give the open claims of a pair that a text of the General Assembly touches, by its title.

    A vote on such a text is no small step: it says where the land belongs.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    title : str
        The title of the text.

    Yields
    ------
    Between
    """
    for one in open_claims(pair):
        if touches(one.fact.assembly, title):
            yield one


def subjects(claim: Between) -> tuple[str, ...]:
    """Give the words by which titles of Assembly texts touch a claim.

    Parameters
    ----------
    claim : Between
        The claim.
    """
    return tuple(word for word in claim.fact.assembly.split(BETWEEN) if word)


def claim_cell(claim: Between, pair: RelationKey) -> Cell:
    """Write the first year of a claim as a cell.

    Parameters
    ----------
    claim : Between
        The claim.
    pair : RelationKey
        The parties and the view.
    """
    fact = claim.fact
    return Cell(
        "claims",
        "from",
        keys=(("row", fact.id), ("day", pair.day.isoformat())),
        value=float(fact.start.year),
        unit="year",
        sources=("blocs",),
        rule=f"open claim over {fact.land}; {fact.source}",
        checked=fact.checked,
    )
