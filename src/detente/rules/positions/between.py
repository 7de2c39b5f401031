"""BETWEEN: a state between two poles, one that drifts to neither, a neighbour that is nearer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from detente.actors.blocs import blocs
from detente.actors.powers import in_force, power_ties
from detente.actors.relation_facts import facts_between_keys
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, ccode_on, state_on
from detente.analysis.relation import Relation
from detente.errors import DateError
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.series import Series
from detente.identity.distance import distance
from detente.identity.vote_shares import LEAST, WHOLE, Tally
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.readings import share_borders
from detente.rules.rule import Rule
from detente.rules.two_rivals import TwoRivals, two_rivals
from detente.rules.vote_breaks import HOSTILE
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import (
    CLEAR,
    TwoWindows,
    bloc_place,
    codes_of,
    is_states,
    two_windows,
)
from detente.rules.vote_words import (
    SECTION,
    contested_codes,
    name_of,
    pair_cells,
    points,
    share_cell,
    share_figure,
    years_of,
)

ID = "between"
FELL = 0.05
"""Points of agreement with the rival that are lost where a gap is no drift to it."""
NEARER = 0.03
"""How much more often another neighbour must cast a state's vote."""
CLEARLY, FAR_NEARER = 0.07, 0.15
"""The same on page 1, and where the partner is no near voter at all."""
TIED = ("integrated", "allied")
"""States of a relation in which one expects the other party to be the nearest neighbour."""
CLIMBING = ("candidate", "associate", "applicant")
"""Rungs that draw a state to a bloc."""
BACK = 20
"""Years in which the last one with a clear side is looked for."""
OFF = 0.5
"""Distance from the bloc from which one asks where a state drifts."""
FAR = 0.3
"""Least distance from both poles."""


def say(relation: Relation) -> Iterator[Line]:
    """Say where a state is between a bloc and its rival, or which neighbour is nearer."""
    found = two_windows(relation.catalog, relation.pair)
    if found is None:
        return
    if is_states(relation.pair):
        yield from _neighbour(relation, found)
        return
    poles = _poles(relation.pair)
    if poles is not None:
        yield from _poles_apart(relation, poles)
        yield from _no_drift(relation, found, poles)


def _poles(pair: RelationKey) -> TwoRivals | None:
    """Find the bloc's rival between which and the bloc a state is."""
    place = bloc_place(pair)
    if place is None or not _climbs(pair):
        return None
    known = two_rivals(pair)
    if known is not None and known.side == 1 - place:
        return known
    bloc, party = (pair.first, pair.second) if place == 0 else (pair.second, pair.first)
    for tie in in_force(pair.day):
        if tie.kind == "rivalry" and bloc.key in (tie.power, tie.other):
            rival = tie.other if tie.power == bloc.key else tie.power
            code = None if rival in (*blocs(), party.key) else ccode_on(rival, pair.day)
            if code is not None:
                return TwoRivals(
                    1 - place, party, power=bloc, rival=state_on(code, pair.day), cells=()
                )
    return None


def _climbs(pair: RelationKey) -> bool:
    """Tell whether a state has a rung of the bloc, so that the bloc's rival is the other pole."""
    if pair.bloc_and_state is None:
        return False
    bloc, state = pair.bloc_and_state
    held = [step for step in bloc.steps_of(state.letters) if step.span.covers(pair.day)]
    return any(step.rung in CLIMBING for step in held)


def _poles_apart(relation: Relation, poles: TwoRivals) -> Iterator[Line]:
    """Say that a state is as far from the bloc as from the rival, or nearer to the rival."""
    pair, year = relation.pair, min(relation.pair.as_of, WHOLE)
    own = relation.identity.distance
    other = relation.catalog.remember(distance, RelationKey(poles.party, poles.rival, day=pair.day))
    to_bloc, to_rival = own.at(year), other.at(year)
    if to_bloc is None or to_rival is None or min(to_bloc.value, to_rival.value) < FAR:
        return
    if _is_nearer(to_bloc, to_rival) or not _is_counted(relation, poles):
        return
    form = "nearer-rival" if _is_nearer(to_rival, to_bloc) else "as-far"
    past = _since(poles, own, other, year) if form == "as-far" else {}
    if past:
        form = "as-far-since"
    shown: Parts = {
        "party": poles.party.label,
        "bloc": poles.power.label,
        "rival": poles.rival.label,
        "year": dated(figure_id(SECTION, ID, "year"), year, to_bloc, to_rival),
        **past,
    }
    headline, detail, body = POLES[form]
    message = picked(headline, shown)
    said = Said(
        section=(picked(body, shown),),
        headline=message,
        key=(picked(detail, shown),),
        gist=picked(GIST[form], shown),
    )
    yield vote_line(
        ID,
        f"unusual.{form}",
        said,
        main=to_bloc,
        reasons=Reasons(unexpected=0.85),
        about="between which poles a state is",
        more=(to_rival,),
        method=methods.ideal_points(relation.catalog, pair.as_of),
    )


def _is_counted(relation: Relation, poles: TwoRivals) -> bool:
    """Tell whether counts of votes, which page 1 draws, do not put the bloc clearly nearer."""
    found = two_windows(relation.catalog, relation.pair)
    if found is None:
        return True
    side = found.sides[poles.side]
    rival = codes_of(poles.rival, relation.pair)
    with_rival = found.now.tally(side, rival)
    return found.late.share - with_rival.share <= NO_FARTHER


NO_FARTHER = 0.05
"""How much more often a state may vote with the bloc than with the rival to be as far from both."""
GIST = {
    "as-far": "In votes {party} is between {bloc} and {rival}, and near to neither.",
    "as-far-since": "In votes {party} is between {bloc} and {rival}, nearer to neither.",
    "nearer-rival": "Of the two poles {rival} is the nearer one for {party} in votes.",
}
"""The same for the answer, by form."""
POLES = {
    "as-far": (
        "{party} is as far from {bloc} as from {rival} in votes.",
        "The margins of both distances overlap in {year}.",
        "In distance {party} lies between the two poles: in {year} it is as far from {bloc} as "
        "from {rival}, with margins that overlap.",
    ),
    "as-far-since": (
        "{party} is as far from {bloc} as from {rival} in votes.",
        "In {since} it was still clearly nearer to {was}.",
        "In {year} the distances of {party} from {bloc} and from {rival} overlap within their "
        "margins; in {since} it was clearly nearer to {was}.",
    ),
    "nearer-rival": (
        "{party} votes nearer to {rival} than to {bloc}.",
        "In {year} the margins of the two distances do not overlap.",
        "In {year} {party} is clearly nearer to {rival} than to {bloc} in UN votes.",
    ),
}
"""Message, detail and sentence of the section, by form."""


def _since(poles: TwoRivals, own: Series, other: Series, year: int) -> Parts:
    """Find the newest year before in which one pole was clearly nearer, and which one it was."""
    for past in range(year - 1, year - BACK, -1):
        one, two = own.at(past), other.at(past)
        if one is None or two is None:
            return {}
        for near, far, pole in ((one, two, poles.power), (two, one, poles.rival)):
            if _is_nearer(near, far):
                since = dated(figure_id(SECTION, ID, "since"), past, one, two)
                return {"since": since, "was": pole.label}
    return {}


def _is_nearer(one: Cell, other: Cell) -> bool:
    """Tell whether one distance is smaller beyond the intervals of both."""
    return one.high is not None and other.low is not None and one.high < other.low


def _no_drift(relation: Relation, found: TwoWindows, poles: TwoRivals) -> Iterator[Line]:
    """Say that a state that left the bloc's votes did not go over to its rival."""
    own = found.sides[poles.side]
    then, late = (window.tally(own, (poles.rival.ccode,)) for window in (found.before, found.now))
    if not then.votes or not late.votes or not found.comparable:
        return
    fell = late.share - then.share
    to_bloc = relation.identity.drift
    newest = relation.identity.distance.at(min(relation.pair.as_of, WHOLE))
    if newest is None or newest.value < OFF or _are_rivals(poles):
        return
    moved_off = found.change < 0 or to_bloc.rate > 0
    if not moved_off or fell > -FELL or abs(fell) < CLEAR * (then.error**2 + late.error**2) ** 0.5:
        return
    keys = (poles.party.key, poles.rival.key)
    before = share_cell(keys, then, found.before.first, found.before.last)
    now = share_cell(keys, late, found.now.first, found.now.last)
    shown: Parts = {
        "party": poles.party.label,
        "bloc": poles.power.label,
        "rival": poles.rival.label,
        "before": share_figure(ID, "rival_before", before),
        "now": share_figure(ID, "rival_now", now),
    }
    shown |= {
        "fell": points(ID, "fell", fell, before, now),
        **years_of(ID, found.before, ("first", "last"), before),
        **years_of(ID, found.now, ("from", "to"), now),
    }
    headline = picked("The gap between {party} and {bloc} is not a drift to {rival}.", shown)
    said = Said(
        section=(
            picked(
                "{party} and {rival} cast the same vote in {before:per_cent} of cases in "
                "{first} to {last} and in {now:per_cent} in {from} to {to}.",
                shown,
            ),
        ),
        headline=headline,
        key=(
            picked(
                "Its agreement with {rival} fell {fell} points, to {now:per_cent} of votes.",
                shown,
            ),
        ),
        gist=picked("{party} has left the side of {rival} in votes, too.", shown),
    )
    yield vote_line(
        ID,
        "unexpected.no-drift",
        said,
        main=now,
        reasons=Reasons(unexpected=0.75),
        about="whether a state drifts to a bloc's rival",
        more=pair_cells(relation.pair, found),
        series="between_rival",
    )


def _are_rivals(poles: TwoRivals) -> bool:
    """Tell whether the state and the bloc's rival are at odds themselves: no drift is in sight."""
    keys = {poles.party.key, poles.rival.key}
    return any(
        tie.kind == "rivalry" and {tie.power, tie.other} == keys for tie in power_ties()
    ) or any(fact.kind in HOSTILE for fact in facts_between_keys(*keys))


def _neighbour(relation: Relation, found: TwoWindows) -> Iterator[Line]:
    """Say that another land neighbour votes with a state more often than its partner does."""
    pair = relation.pair
    if relation.state.headline not in TIED and not _have_union(pair):
        return
    # a neighbour is nearer than another one: far allies are not measured by it
    if not share_borders(relation):
        return
    parties = (pair.first, pair.second)
    best: tuple[float, int, int] | None = None
    for side in (0, 1):
        for code in _land_neighbours(relation, parties[side]):
            tally = found.now.tally(found.sides[side], (code,))
            if code in found.sides[1 - side] or tally.votes < LEAST:
                continue
            gap = tally.share - found.late.share
            if gap > NEARER and (best is None or gap > best[0]):
                best = (gap, side, code)
    if best is None or best[2] in contested_codes(pair.day):
        return
    gap, side, code = best
    tally = found.now.tally(found.sides[side], (code,))
    cell = share_cell((parties[side].key, str(code)), tally, found.now.first, found.now.last)
    main = pair_cells(pair, found)[1]
    shown: Parts = {
        "side": parties[side].label,
        "other": parties[1 - side].label,
        "neighbour": name_of(code, pair.day),
    }
    shown |= {
        "theirs": share_figure(ID, f"neighbour.{code}", cell),
        "own": share_figure(ID, "share", main),
        **years_of(ID, found.now, ("from", "to"), main),
    }
    then = _once(relation, found)
    form = "neighbour-far" if gap >= FAR_NEARER else "neighbour"
    yield vote_line(
        ID,
        f"unexpected.{form}" if gap >= CLEARLY else "unexpected.neighbour-slightly",
        _of_neighbour(form, {**shown, **then}, on_page=gap >= CLEARLY),
        main=main,
        reasons=Reasons(unexpected=0.7),
        about="which neighbour votes nearest",
        more=(cell,),
        series="between_neighbour",
    )


NEIGHBOUR_SECTION = (
    "{neighbour}, another neighbour, casts the vote of {side} in {theirs:per_cent} of cases from "
    "{from} to {to}; {other} does so in {own:per_cent}."
)
NEIGHBOUR = {
    "neighbour": (
        "{side} votes with {neighbour} more often than with {other}.",
        "{neighbour} agrees in {theirs:per_cent} of votes, {other} in {own:per_cent}.",
        "In votes {neighbour} is nearer to {side} than {other} is.",
    ),
    "neighbour-far": (
        "In New York the neighbour of {side} is {neighbour}, not {other}.",
        "It shares {theirs:per_cent} of votes with the first, {own:per_cent} with the second.",
        "{side} and {neighbour} vote alike, and {other} does not join them.",
    ),
}
"""Message, detail and short sentence, by form."""


def _of_neighbour(form: str, shown: Parts, *, on_page: bool) -> Said:
    """Write what is said of a nearer neighbour; a small lead stays in its section."""
    section = [picked(NEIGHBOUR_SECTION, shown)]
    fell = [picked(ONCE, shown)] if "then" in shown else []
    if not on_page:
        return Said(section=(*section, *fell))
    headline, detail, gist = (picked(one, shown) for one in NEIGHBOUR[form])
    said = Said(section=(*section, *fell), headline=headline, key=(detail, *fell), gist=gist)
    return said if said.fits else replace(said, key=(detail,))


def _once(relation: Relation, found: TwoWindows) -> Parts:
    """Give what the two agreed in twenty years before, where they have come apart since."""
    first = found.now.first - BACK
    last = first + ONCE_YEARS - 1
    try:
        then = relation.identity.same_votes_in(first, last)
    except DateError:
        return {}
    if then is None or then.calls < ONCE_VOTES or then.share - found.late.share < CLEARLY:
        return {}
    keys = (relation.pair.first.key, relation.pair.second.key)
    cell = share_cell(
        keys, Tally(same=then.same, votes=then.votes, calls=then.calls), then.first, then.last
    )
    share = share_figure(ID, "once", cell)
    begin, end = (
        dated(figure_id(SECTION, ID, name), year, cell)
        for name, year in (("begin", then.first), ("end", then.last))
    )
    return {"then": share, "begin": begin, "end": end}


ONCE_YEARS, ONCE_VOTES = 5, 100
ONCE = "From {begin} to {end} {other} still did so in {then:per_cent}."
"""A level that has fallen for long is said with where it fell from."""


def _have_union(pair: RelationKey) -> bool:
    rows = facts_between_keys(pair.first.key, pair.second.key, "union")
    return any(row.open_on(pair.day) for row in rows)


def _land_neighbours(relation: Relation, party: object) -> list[int]:
    """Give the codes of a state's neighbours by land, the newest year known."""
    if not isinstance(party, State):
        return []
    own = party.members(relation.pair.day)[0]
    rows = relation.catalog.frame("borders").filter(
        (pl.col("border") == "land") & ((pl.col("ccode1") == own) | (pl.col("ccode2") == own))
    )
    newest = rows.filter(pl.col("end") == pl.col("end").max())
    codes = np.union1d(newest["ccode1"].to_numpy(), newest["ccode2"].to_numpy())
    return [int(code) for code in codes if code != own]


RULE = Rule(
    id=ID,
    section="positions",
    place=46,
    paragraph="poles",
    say=say,
    condition="the distances of a state from a bloc and from the bloc's rival overlap, or the "
    "rival is nearer; or agreement with the rival fell by over 5 points while the bloc came no "
    "nearer; or another land neighbour of two tied states votes 3 points nearer",
    topics=("votes",),
)
