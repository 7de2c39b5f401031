"""Same votes that are back where they were: a move that undoes the one before it is no news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot

from detente.actors.relation_key import RelationKey
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.sentence import Sentence
from detente.identity.vote_shares import vote_shares
from detente.rules.positions.same_vote_words import WITH_ALL
from detente.rules.standing import joined_on, step_cell
from detente.rules.vote_lines import Parts, Said, picked
from detente.rules.vote_windows import CLEAR, FEWEST, TwoWindows, windows_of
from detente.rules.vote_words import share_cell, share_figure, years_of
from detente.store.catalog import Catalog

ID = "same_vote"
YEARS = 5
"""Years of the window before the earlier one."""
FORMS = {
    "nearer": (
        "{both} vote alike as often as they did before {first}.",
        "The same vote fell from {long_ago:per_cent} of cases to {before:per_cent}, and is back.",
        "In {begin} to {end} it had been {long_ago:per_cent}: the rise undid a fall.",
        "In votes the two are back where they were before {first}.",
    ),
    "apart": (
        "{both} vote alike no less often than they did before {first}.",
        "The same vote rose from {long_ago:per_cent} of cases to {before:per_cent}, and is back.",
        "In {begin} to {end} it had been {long_ago:per_cent}: the fall undid a rise.",
        "In votes the two are back where they were before {first}.",
    ),
}
"""Message, detail, last sentence of the section and the same for the answer, by direction."""
BACK = {"nearer": 1, "apart": -1}
"""Sign of the newer move, by direction."""
FIRST = (
    "The move came before membership of {joined}: the share was {early:per_cent} in {year} already."
)
"""When the move came, where a state has joined the bloc since."""


@dataclass(frozen=True, slots=True)
class Back:
    """A move that undoes the one before it.

    Attributes
    ----------
    form : str
        The end of the variant.
    both : str
        What a sentence calls the two.
    parts : dict
        Share and years of the window before the earlier one, with the years of both others.
    more : tuple of Sentence
        When the move came, where a state has joined the bloc since.
    """

    form: str
    both: str
    parts: Parts
    more: tuple[Sentence, ...]

    def said(self, shown: Parts) -> Said:
        """Put its sentences together.

        Parameters
        ----------
        shown : dict
            Shares and years of the earlier and the newest window.
        """
        named: Parts = {**shown, **self.parts, "both": self.both}
        headline, detail, body, gist = FORMS[self.form.removesuffix("-back")]
        return Said(
            section=(picked(WITH_ALL, named), picked(body, named), *self.more),
            headline=picked(headline, named),
            key=self.more or (picked(detail, named),),
            gist=picked(gist, named),
        )


def back(catalog: Catalog, pair: RelationKey, found: TwoWindows, sign: int) -> Back | None:
    """Find the window before the earlier one, where the newest is about what it was.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    found : TwoWindows
        Its windows.
    sign : {-1, 1}
        Direction of the move to the newest window.
    """
    end = found.before.first - 1
    older = windows_of(catalog, pair, (end - YEARS + 1, end), (found.now.first, found.now.last))
    if older is None or not older.comparable or older.then.calls < FEWEST:
        return None
    fell = sign * (older.then.share - found.then.share)
    clear = CLEAR * hypot(older.then.error, found.then.error)
    beyond = sign * (found.late.share - older.then.share)
    is_level = abs(beyond) <= CLEAR * older.error
    if fell < clear or not is_level or found.change * sign <= 0:
        return None
    keys = (pair.first.key, pair.second.key)
    cell = share_cell(keys, older.then, older.before.first, older.before.last)
    parts: Parts = {
        "long_ago": share_figure(ID, "long_ago", cell),
        **years_of(ID, older.before, ("begin", "end"), cell, of="long_ago"),
    }
    way = "nearer" if sign > 0 else "apart"
    more = tuple(_when(catalog, pair, found, sign))
    return Back(f"{way}-back", both=pair.words, parts=parts, more=more)


def _when(catalog: Catalog, pair: RelationKey, found: TwoWindows, sign: int) -> Iterator[Sentence]:
    """Say in which year the move was there, where a state joined the bloc only later."""
    step = _joined(pair)
    if step is None:
        return
    joined, row = step
    year = found.now.first
    one = vote_shares(catalog, year, year).tally(*found.sides)
    middle = (found.then.share + found.late.share) / 2
    if year >= joined.year or not one.votes or sign * (one.share - middle) <= 0:
        return
    sides = pair.bloc_and_state
    assert sides is not None
    cell = share_cell((pair.first.key, pair.second.key), one, year, year)
    parts: Parts = {
        "early": share_figure(ID, "early", cell),
        "year": dated(figure_id("positions", ID, "early_year"), year, cell),
        "state": sides[1].label,
        "joined": dated(figure_id("positions", ID, "joined"), joined.year, row),
    }
    yield picked(FIRST, parts)


def _joined(pair: RelationKey) -> tuple[date, Cell] | None:
    """Give the day on which the state became a member of the bloc, where it is one."""
    if pair.bloc_and_state is None:
        return None
    bloc, state = pair.bloc_and_state
    step = joined_on(bloc, frozenset(state.letters), pair.day)
    return None if step is None else (step.span.start, step_cell(bloc, step))
