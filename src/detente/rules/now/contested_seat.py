"""CONTESTED-SEAT: who sits for a state in the United Nations is not who governs it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.designations import Designation, contested_seats
from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.sentence import Sentence
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now.made import line
from detente.rules.now.row_words import day_figure
from detente.rules.rule import Rule

ID = "contested_seat"
ABOUT = "who sits for a state"
UNITED_NATIONS = "United Nations"


def seats_of(actor: Actor, relation: Relation) -> tuple[Designation, ...]:
    """Give the contested seats of a party, or of the members of a bloc, at the view.

    Parameters
    ----------
    actor : State or Bloc
        The party.
    relation : Relation
        The relation.
    """
    day = relation.pair.day
    keys = actor.member_letters(day) if isinstance(actor, Bloc) else actor.letters
    known = contested_seats(day)
    return tuple(
        seat for seat in known if seat.organisation == UNITED_NATIONS and seat.state in keys
    )


def say(relation: Relation) -> Iterator[Line]:
    """Warn that votes of a state are not those of who governs it."""
    pair = relation.pair
    found = [seat for party in (pair.first, pair.second) for seat in seats_of(party, relation)]
    if not found:
        return
    names = listed([label_of(seat.state) for seat in found])
    own = {*_letters(pair.first), *_letters(pair.second)}
    inside = "member" if all(seat.state not in own for seat in found) else "party"
    whose = "its" if len(found) == 1 else "their"
    words = (
        "Whoever votes for {names} in the United Nations does not govern there, or is disputed, so "
        "{whose} votes are no policy of a government."
    )
    told = Sentence(words, {"names": names, "whose": whose})
    cells = [
        day_figure(
            f"seat:{seat.state}:{seat.span.start}",
            seat.span.start,
            seat.document,
            checked=seat.checked,
        ).cells[0]
        for seat in found
    ]
    yield line(f"{ID}.{inside}", (told,), about=ABOUT, reasons=Reasons(), cells=tuple(cells))


def _letters(actor: Actor) -> tuple[str, ...]:
    return (actor.id,) if isinstance(actor, Bloc) else actor.letters


RULE = Rule(
    id=ID,
    section="now",
    place=60,
    paragraph="seats",
    say=say,
    condition="the seat of a party, or of a member, in the United Nations is held by somebody who "
    "does not govern, or is disputed",
    topics=("standing",),
    key=False,
    always=True,
    exempt=True,
)
"""The rule."""
