"""Two windows of the same vote of a relation, at one membership, beside all pairs of its form.

Windows are whole years: three years that end with the newest whole one, and five that end two years
before them; where a window has too few votes, two spans of five years that follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, code_at_year_end
from detente.estimators.ranking import percentile_of
from detente.estimators.surprise import unusual
from detente.identity.vote_shares import WHOLE, Tally, VoteShares, vote_shares
from detente.rules.peers import Peers, form_of, peers
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Shape = tuple[int, int, int]
SHAPES = ((3, 2, 5), (5, 0, 5))
"""Years of the newest window, years between the two, years of the earlier one."""
DECADE = (5, 5, 5)
"""The same for five years that lie ten years apart."""
FEWEST = 200
"""Votes that a window needs."""
CLEAR = 2.0
"""Standard errors that a change must exceed."""
EIGHTH = 0.75
"""|2F - 1| from which a value lies in an outer eighth."""
OUTSIDE = 0.03
"""Part of all states that agree less with the median state, under which one is an outsider."""
HALF = 0.5
"""|2F - 1| under which a value lies in the middle half."""


@dataclass(frozen=True, slots=True, eq=False)
class TwoWindows:
    """The same vote of a relation in two windows.

    Attributes
    ----------
    before, now : VoteShares
        Votes of all states in the earlier and the newest window.
    sides : tuple of tuple of int
        COW codes of both sides: members of the view that voted in both windows, without those of
        the other side.
    then, late : Tally
        The same vote of the two sides in each window.
    earlier, levels : ndarray, shape (P,)
        Shares of all pairs of the form in each window.
    kinds : ndarray of str, shape (P,)
        Kind of each.
    comparable : bool
        Whether both sides are in the earlier window what they are now.
    """

    before: VoteShares
    now: VoteShares
    sides: tuple[tuple[int, ...], tuple[int, ...]]
    then: Tally
    late: Tally
    earlier: Floats
    levels: Floats
    kinds: NDArray[np.str_]
    comparable: bool

    @property
    def change(self) -> float:
        """Change of the share."""
        return self.late.share - self.then.share

    @property
    def changes(self) -> Floats:
        """Changes of all pairs of the form."""
        return np.asarray(self.levels - self.earlier)

    @property
    def usual(self) -> float:
        """Median change of all pairs of the form."""
        return float(np.nanmedian(self.changes))

    @property
    def net(self) -> float:
        """Change less the median of all pairs."""
        return self.change - self.usual

    @property
    def error(self) -> float:
        """Standard error of the change."""
        return sqrt(self.then.error**2 + self.late.error**2)

    @property
    def level(self) -> float:
        """How unusual the newest share is among all pairs of the form."""
        return unusual(self.late.share, self.levels)

    @property
    def rank(self) -> float:
        """Percentage of all pairs of the form with a lower share."""
        return percentile_of(self.late.share, self.levels)

    @property
    def has_moved(self) -> bool:
        """Whether the net change is clear, and in an outer eighth of all pairs."""
        is_clear = abs(self.net) > CLEAR * self.error
        return self.comparable and is_clear and unusual(self.change, self.changes) >= EIGHTH

    def own_changes(self, side: int) -> Floats:
        """Give the change of every state with a side, shape (S,) as `VoteShares.codes` of now.

        Parameters
        ----------
        side : {0, 1}
            Which side.
        """
        return self.changes_with(self.sides[side])

    def changes_with(self, codes: tuple[int, ...]) -> Floats:
        """Give the change of every state with some states, shape (S,) as `VoteShares.codes` of now.

        Parameters
        ----------
        codes : tuple of int
            COW codes.
        """
        late, then = (window.with_all(codes) for window in (self.now, self.before))
        aligned = np.full(late.size, np.nan)
        known = np.isin(self.now.codes, self.before.codes)
        aligned[known] = then[np.searchsorted(self.before.codes, self.now.codes[known])]
        return np.asarray(late - aligned)


def two_windows(
    catalog: Catalog, pair: RelationKey, *, shapes: tuple[Shape, ...] = SHAPES
) -> TwoWindows | None:
    """Count the same vote of a relation in two windows; None where a window has too few votes.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    shapes : tuple
        Shapes of the windows, the first that has enough votes is taken.
    """
    return catalog.remember(_two_windows, pair, shapes)


def spans(year: int, shape: Shape) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give first and last year of the earlier window and of the newest one.

    Parameters
    ----------
    year : int
        Year of the view.
    shape : tuple of int
        One of `SHAPES`.

    Examples
    --------
    >>> spans(2025, SHAPES[0]), spans(2005, SHAPES[1])
    (((2015, 2019), (2022, 2024)), ((1996, 2000), (2001, 2005)))
    """
    late, between, early = shape
    last = min(year, WHOLE)
    end = last - late - between
    return (end - early + 1, end), (last - late + 1, last)


def windows_of(
    catalog: Catalog, pair: RelationKey, early: tuple[int, int], late: tuple[int, int]
) -> TwoWindows | None:
    """Count the same vote of a relation in two spans of years; None where one has too few votes.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    early, late : tuple of int
        First and last year of each span.
    """
    return catalog.remember(_of_spans, pair, early, late)


def _two_windows(
    catalog: Catalog, pair: RelationKey, shapes: tuple[Shape, ...]
) -> TwoWindows | None:
    for shape in shapes:
        found = _of_spans(catalog, pair, *spans(pair.as_of, shape))
        if found is not None:
            return found
    return None


def _of_spans(
    catalog: Catalog, pair: RelationKey, early: tuple[int, int], late: tuple[int, int]
) -> TwoWindows | None:
    before, now = (vote_shares(catalog, *span) for span in (early, late))
    voted = np.intersect1d(before.codes, now.codes)
    sides = _sides(pair, voted)
    then, recent = (window.tally(*sides) for window in (before, now))
    if min(then.calls, recent.calls) < FEWEST:
        return None
    known = peers(catalog, form_of(pair), pair.as_of)
    earlier, levels = (_of_units(window, known) for window in (before, now))
    return TwoWindows(
        before,
        now,
        sides=sides,
        then=then,
        late=recent,
        earlier=earlier,
        levels=levels,
        kinds=known.units["kind"].to_numpy().astype(str),
        comparable=pair.as_now_since <= early[0],
    )


def _sides(pair: RelationKey, voted: NDArray[np.int64]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the codes of both sides, each without the members of the other."""
    alive = set(voted.tolist())
    first, second = (tuple(code for code in side if code in alive) for side in side_codes(pair))
    return first, second


def side_codes(pair: RelationKey) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the codes of both sides: a bloc without a state of the other side, or without shared
    members of two blocs.

    Parameters
    ----------
    pair : RelationKey
        The relation.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> nato, sweden = side_codes(pair("NATO", "Sweden", 2025))
    >>> len(nato), sweden
    (31, (380,))
    """
    parties = (pair.first, pair.second)
    codes = [codes_of(party, pair) for party in parties]
    shared = set(codes[0]) & set(codes[1])
    first, second = (
        tuple(sorted(set(own) - shared)) if isinstance(party, Bloc) else own
        for party, own in zip(parties, codes, strict=True)
    )
    return first, second


def is_inside(pair: RelationKey) -> bool:
    """Tell whether one party is a member of the other, or two blocs share members.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    """
    return bool(set(codes_of(pair.first, pair)) & set(codes_of(pair.second, pair)))


def codes_of(party: Actor, pair: RelationKey) -> tuple[int, ...]:
    """Give the codes that a party has at the end of the view's year, as in tables of votes.

    Parameters
    ----------
    party : State or Bloc
        One of the parties.
    pair : RelationKey
        The relation.
    """
    return tuple(code_at_year_end(code, pair.as_of) for code in party.members(pair.day))


def _of_units(counts: VoteShares, known: Peers) -> Floats:
    """Give the shares of all pairs of a form; NaN where they have too few votes."""
    units, size = known.dyads["unit"].to_numpy(), known.units.height
    codes = [known.dyads[name].to_numpy().astype(np.int64) for name in ("ccode1", "ccode2")]
    if not counts.codes.size:
        return np.full(size, np.nan)
    places = [np.searchsorted(counts.codes, code).clip(max=counts.codes.size - 1) for code in codes]
    seen = np.logical_and.reduce(
        [counts.codes[place] == code for place, code in zip(places, codes, strict=True)]
    )
    one, other = (place[seen] for place in places)
    votes = np.bincount(units[seen], weights=counts.votes[one, other], minlength=size)
    same = np.bincount(units[seen], weights=counts.same[one, other], minlength=size)
    return np.where(votes >= FEWEST / 2, same / np.maximum(votes, 1.0), np.nan)


def is_states(pair: RelationKey) -> bool:
    """Tell whether a relation is one of two states.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    """
    return isinstance(pair.first, State) and isinstance(pair.second, State)


def bloc_place(pair: RelationKey) -> int | None:
    """Give the place of the bloc where a relation has one bloc: 0 or 1; None for two of a kind.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    """
    if pair.bloc_and_state is None:
        return None
    return 0 if isinstance(pair.first, Bloc) else 1


def is_outsider(found: TwoWindows, side: tuple[int, ...]) -> bool:
    """Tell whether hardly any state agrees less with the median state than a side does.

    Parameters
    ----------
    found : TwoWindows
        The windows.
    side : tuple of int
        COW codes; of several the first counts.
    """
    medians = found.now.medians
    own = medians[np.isin(found.now.codes, side)]
    known = medians[~np.isnan(medians)]
    return bool(own.size) and float(np.mean(known < own[0])) < OUTSIDE
