"""Open claims: disputes over land, sea or a name at the view, and the Assembly texts on them."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.assembly_conflicts import conflicts
from detente.actors.claim_fields import BETWEEN
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


def touches(assembly: str, title: str) -> bool:
    """Tell whether a text of the General Assembly touches a claim, by its title.

    Parameters
    ----------
    assembly : str
        What the claim says: ids of conflicts and words, with "; " between them.
    title : str
        The title of the text.

    Examples
    --------
    >>> touches("cyprus; law of the sea", "Oceans and the law of the sea")
    True
    >>> touches("ukraine", "Persistent legacy of the Chernobyl disaster in Ukraine")
    False
    """
    return any(_has(part, title.lower()) for part in _parts(assembly))


def _parts(assembly: str) -> Iterator[str]:
    return (part for part in assembly.split(BETWEEN) if part)


def _has(part: str, title: str) -> bool:
    """Tell whether a title in small letters is on a conflict, or has a word."""
    conflict = conflicts().get(part)
    if conflict is None:
        return part.lower() in title
    barred = any(word in title for word in conflict.without)
    return not barred and any(word in title for word in conflict.words)


def subjects(claim: Between) -> tuple[str, ...]:
    """Name what the texts of the Assembly that touch a claim are on, as a sentence does.

    Parameters
    ----------
    claim : Between
        The claim.
    """
    known = conflicts()
    parts = _parts(claim.fact.assembly)
    return tuple(known[part].name if part in known else _named(part) for part in parts)


def _named(word: str) -> str:
    """Write a word with the article that it needs."""
    return f"the {word}" if word[:1].islower() else word


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
