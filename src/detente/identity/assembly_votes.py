"""Votes of an actor on the Assembly's texts on a conflict, found by title in a user's own store.

Single votes may not be passed on: the starter holds none, and only counts by this rule are given.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.assembly_conflicts import (
    RULE,
    AssemblyText,
    Conflict,
    by_title,
    conflicts_between,
    texts_on,
)
from detente.actors.composition import actual
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey, short
from detente.actors.year_end_codes import to_year_end
from detente.evidence.cell import Cell
from detente.store.catalog import Catalog

VOTES, CALLS = "un_votes_undl", "un_roll_calls_undl"
WORDS = {1: "yes", 2: "abstain", 3: "no"}


@dataclass(frozen=True, slots=True)
class Answers:
    """How an actor's members voted on the texts on a conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    texts : int
        Texts whose title names it, by the view.
    yes, abstain, no : int
        Votes of members, summed over the texts.
    """

    conflict: Conflict
    texts: int
    yes: int
    abstain: int
    no: int


def answers(
    catalog: Catalog, actor: Actor, conflict: Conflict, pair: RelationKey
) -> Answers | None:
    """Count an actor's votes on the texts on a conflict; None where the votes are not to hand.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    actor : State or Bloc
        Who voted; of a bloc its members of the year.
    conflict : Conflict
        The conflict.
    pair : RelationKey
        Gives the view.
    """
    if not (catalog.has(VOTES) and catalog.has(CALLS)):
        return None
    calls = by_title(catalog.frame(CALLS), conflict, pair.day)
    cast = catalog.frame(VOTES).join(calls.select("rcid", "year"), on="rcid")
    members = actual(actor).with_columns(pl.all().cast(pl.Int64))
    recorded = cast.with_columns(pl.col("ccode", "year").cast(pl.Int64))
    of_actor = to_year_end(recorded, "ccode").join(members, on=["ccode", "year"], how="semi")
    counts = {word: of_actor.filter(pl.col("vote") == vote).height for vote, word in WORDS.items()}
    return Answers(conflict, calls.height, **counts)


def cells(found: Answers, actor: Actor, pair: RelationKey) -> dict[str, Cell]:
    """Write counts of votes as cells, by answer.

    Parameters
    ----------
    found : Answers
        The counts.
    actor : State or Bloc
        Who voted.
    pair : RelationKey
        Gives the view.
    """
    values = {"yes": found.yes, "abstain": found.abstain, "no": found.no}
    keys = (("conflict", found.conflict.id), ("of", short(actor)), pair.dated)
    return {
        word: Cell(
            "assembly_votes",
            word,
            keys=keys,
            value=float(value),
            unit="votes",
            sources=("un_votes_undl",),
            rule=RULE,
        )
        for word, value in values.items()
    }


def listed_texts(pair: RelationKey) -> tuple[tuple[Conflict, tuple[AssemblyText, ...]], ...]:
    """Give the conflicts of which the parties are the sides, with the texts listed by the view.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> [conflict.id for conflict, _ in listed_texts(pair("Russia", "Ukraine", 2024))]
    ['ukraine']
    """
    known = conflicts_between(pair.first, pair.second)
    found = ((conflict, texts_on(conflict, pair.day)) for conflict in known)
    return tuple((conflict, texts) for conflict, texts in found if texts)


def text_cell(text: AssemblyText) -> Cell:
    """Write a text of the list as a cell.

    Parameters
    ----------
    text : AssemblyText
        The text.
    """
    return Cell(
        "assembly",
        text.kind,
        keys=(("symbol", text.symbol), ("day", text.on.isoformat())),
        value=float(text.on.year),
        unit="year",
        sources=("blocs",),
        rule=text.dataset or "list by hand",
        checked=text.checked,
    )
