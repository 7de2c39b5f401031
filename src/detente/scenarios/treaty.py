"""What a membership would change by treaty: terms of the rung, votes and seats, before and after.

Terms are those in force at the view; what a later treaty changes is not known there.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.blocs import RUNGS
from detente.actors.rung_terms import RungTerms, Term
from detente.institutions.treaty_terms import (
    NOTHING,
    HeldTerms,
    TopicChange,
    compare,
    held_terms,
    terms_of_form,
    terms_on,
)
from detente.scenarios.membership_change import MembershipChange
from detente.scenarios.treaty_counts import TreatyCount, treaty_counts
from detente.store.catalog import Catalog

MEMBER, ASSOCIATE = "member", "associate"


@dataclass(frozen=True, slots=True)
class TreatyChange:
    """What a change of membership means by treaty.

    Attributes
    ----------
    before, after : HeldTerms
        What the state holds at the view, and what it would hold.
    topics : tuple of TopicChange
        Both, topic by topic.
    counts : tuple of TreatyCount
        Votes and seats.
    """

    before: HeldTerms
    after: HeldTerms
    topics: tuple[TopicChange, ...]
    counts: tuple[TreatyCount, ...]

    def gained(self) -> tuple[Term, ...]:
        """Give every term that is new and gives."""
        return tuple(term for row in self.topics for term in row.gained())

    def owed(self) -> tuple[Term, ...]:
        """Give every term that is new and demands."""
        return tuple(term for row in self.topics for term in row.owed())

    def given_up(self) -> tuple[Term, ...]:
        """Give every term that gave, on a topic on which nothing is given any more."""
        return tuple(term for row in self.topics for term in row.lost())


def treaty_change(catalog: Catalog, change: MembershipChange, last: int) -> TreatyChange | None:
    """Say what a change of membership means by treaty; None where no file was made of the bloc.

    Parameters
    ----------
    catalog : Catalog
        The tables as the view knows them.
    change : MembershipChange
        Who is a member without and with it.
    last : int
        Last full year at the view.

    Returns
    -------
    TreatyChange or None
    """
    known = terms_on(change.bloc, change.day)
    before = held_terms(change.bloc, change.state, change.day)
    if known is None or before is None:
        return None
    after = _after(change, known, before)
    moves = change.before != change.after
    counts = tuple(treaty_counts(catalog, change, known, last)) if moves else ()
    return TreatyChange(before, after, topics=compare(before, after), counts=counts)


def _after(change: MembershipChange, known: RungTerms, before: HeldTerms) -> HeldTerms:
    """Give the terms that the state would have."""
    if change.kind == "exit":
        return NOTHING
    rung, form = (MEMBER, MEMBER) if change.kind == "accession" else (ASSOCIATE, known.association)
    # an associate that becomes one again keeps what it has; a bloc without associates gives none
    is_there = before.rung in RUNGS and RUNGS.index(before.rung) >= RUNGS.index(rung)
    if is_there or not form:
        return before
    return terms_of_form(change.bloc, rung, form, change.day) or before
