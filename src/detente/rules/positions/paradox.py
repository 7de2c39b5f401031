"""PARADOX: partners that vote apart, rivals that vote alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc, blocs
from detente.actors.powers import PowerTie, in_force
from detente.actors.relation_facts import Fact, facts, facts_between_keys
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, ccode_on
from detente.analysis.relation import Relation
from detente.estimators.outermost import outermost
from detente.estimators.ranking import percentile_of
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.identity.vote_shares import LEAST
from detente.rules.line import Line, Reasons
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.vote_breaks import HOSTILE, fact_cell
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import TwoWindows, bloc_place, is_states, two_windows
from detente.rules.vote_words import (
    SECTION,
    contested_codes,
    name_of,
    names_of,
    pair_cells,
    share_cell,
    share_figure,
    years_of,
)

ID = "paradox"
LOWEST = 5.0
"""Percentage of all pairs from below in which partners vote apart."""
QUARTER = 75.0
"""Percentage of all pairs from which rivals vote alike."""
MORE = 0.2
"""By how much more often a state votes with a rival than with a partner."""
ENDS = 3
"""Members at either end of a state's list among which a quarrel is a surprise."""
FIFTH, CLEARLY = 5, 0.02
"""At an end is at most a fifth of the members, and clearly off the median one."""
LOW_THIRD = 100 / 3
"""Percentage of a partner's own pairs from below in which the share with it must lie."""
LARGEST = 60
"""Members from which a bloc is no exclusive forum."""
PARTNERS = ("alliance", "partnership")
RIVALS = ("rivalry",)
QUARRELS = ("claim", "occupation", "rupture", "crisis")
"""Facts with one member that make its place in a state's list a surprise."""
WORDS = {
    "alliance": "ally",
    "partnership": "declared partner",
    "union": "partner in a union",
    "forum": "partner in {bloc}",
}
"""What a sentence calls a tie."""


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie of two states that makes one expect like votes.

    Attributes
    ----------
    word : str
        What a sentence calls the other.
    since : int
        Year from which it holds.
    cell : Cell
        Its row.
    """

    word: str
    since: int
    cell: Cell


def say(relation: Relation) -> Iterator[Line]:
    """Say that partners vote apart, that rivals vote alike, or that a rival is nearer."""
    pair = relation.pair
    found = two_windows(relation.catalog, pair)
    if found is None:
        return
    place = bloc_place(pair)
    if place is not None:
        yield from _quarrel_with_member(pair, found, place)
    if not is_states(pair):
        return
    bond, rivalry = _bond(pair.first.key, pair.second.key, pair.day), _rivalry(pair)
    own = _rank(found)
    if bond is not None and own <= LOWEST:
        yield _partners_apart(pair, found, bond, own)
    elif rivalry is not None and bond is None and own >= QUARTER:
        yield _rivals_alike(pair, found, rivalry, own)
    if rivalry is not None:
        # two that meet as partners are not called rivals on the next page
        as_rival = not relation.state.holds("partners")
        yield from _rival_over_partner(pair, found, rivalry, as_rival=as_rival)


def _rank(found: TwoWindows) -> float:
    """Rank the share among all pairs of states; among a side's own where half of these are low."""
    every = found.now.share[np.triu_indices(found.now.codes.size, 1)]
    low = float(np.nanquantile(every, LOWEST / 100))
    ranks = [percentile_of(found.late.share, every)]
    for side in found.sides:
        shares = found.now.with_all(side)
        if np.nanmean(shares < low) > 1 / 2:
            ranks.append(percentile_of(found.late.share, shares))
    # beside America half of all states are at the end: only its own pairs tell
    return ranks[-1]


def _bond(one: str, other: str, day: date) -> Bond | None:
    """Find the tie of two states: an alliance, a partnership, a union, a small exclusive forum."""
    ties = [tie for tie in in_force(day) if {tie.power, tie.other} == {one, other}]
    for tie in sorted(ties, key=lambda tie: tie.kind):
        if tie.kind in PARTNERS:
            return Bond(WORDS[tie.kind], tie.span.start.year, cell=_tie_cell(tie))
    for kind in ("alliance", "union"):
        rows = [row for row in facts_between_keys(one, other, kind) if row.open_on(day)]
        if rows:
            return Bond(WORDS[kind], rows[0].start.year, cell=fact_cell(rows[0]))
    return _forum(one, other, day)


def _forum(one: str, other: str, day: date) -> Bond | None:
    shared = [bloc for bloc in blocs().values() if _holds_both(bloc, one, other, day)]
    if not shared:
        return None
    bloc = min(shared, key=lambda known: len(known.member_letters(day)))
    steps = [step for step in bloc.steps_of((one, other)) if step.rung == "member"]
    held = [step for step in steps if step.span.covers(day)]
    newest = max(held, key=lambda step: step.span.start)
    document = newest.document or newest.address
    cell = row_cell(newest.row, newest.span.start, document=document, checked=newest.checked)
    word = WORDS["forum"].format(bloc=bloc.label)
    return Bond(word, newest.span.start.year, cell=cell)


def _holds_both(bloc: Bloc, one: str, other: str, day: date) -> bool:
    if not bloc.span.covers(day):
        return False
    members = bloc.member_letters(day)
    # a large or consultative body binds nobody to like votes
    return {one, other} <= set(members) and len(members) < LARGEST and bloc.id in EXCLUSIVE


EXCLUSIVE = (
    *("NATO", "EU", "CSTO", "EAEU", "GCC", "QUAD", "AUKUS", "ANZUS"),
    *("V4", "NORDIC", "WEU", "WP"),
)
"""Blocs whose members one expects to vote alike."""


def _rivalry(pair: RelationKey) -> Bond | None:
    """Find the rivalry of two states, or their open quarrel."""
    keys = {pair.first.key, pair.second.key}
    for tie in in_force(pair.day):
        if tie.kind in RIVALS and {tie.power, tie.other} == keys:
            return Bond("rival", tie.span.start.year, cell=_tie_cell(tie))
    rows = facts_between_keys(pair.first.key, pair.second.key)
    for fact in rows:
        if fact.kind in (*HOSTILE, *QUARRELS) and fact.open_on(pair.day):
            return Bond("rival", fact.start.year, cell=fact_cell(fact))
    return None


def _tie_cell(tie: PowerTie) -> Cell:
    row = f"powers:{tie.kind}:{tie.power}-{tie.other}:{tie.span.start}"
    return row_cell(row, tie.span.start, document=tie.source, checked=tie.checked)


def _parts(pair: RelationKey, found: TwoWindows, bond: Bond, own: float) -> Parts:
    main = pair_cells(pair, found)[1]
    place = own if own >= QUARTER else 100 - own
    parts: Parts = {
        "both": pair.words,
        "one": pair.first.label,
        "other": pair.second.label,
        "word": bond.word,
        "share": share_figure(ID, "share", main),
    }
    parts |= {"rank": counted(figure_id(SECTION, ID, "rank"), min(99, round(place)), "pairs", main)}
    parts |= {
        "since": dated(figure_id(SECTION, ID, "since"), bond.since, bond.cell),
        **years_of(ID, found.now, ("from", "to"), main),
    }
    return parts


def _line(
    pair: RelationKey, found: TwoWindows, form: str, said: Said, *, more: tuple[Cell, ...]
) -> Line:
    return vote_line(
        ID,
        f"unexpected.{form}",
        said,
        main=pair_cells(pair, found)[1],
        reasons=Reasons(unexpected=1.0),
        about="votes against what ties make one expect",
        more=more,
        series=f"paradox_{form}",
    )


def _partners_apart(pair: RelationKey, found: TwoWindows, bond: Bond, own: float) -> Line:
    shown = _parts(pair, found, bond, own)
    headline = picked("{one} and its {word} {other} vote apart.", shown)
    said = Said(
        section=(
            picked(
                "Tied since {since}, the two still cast different votes more often than {rank} of "
                "100 pairs of states.",
                shown,
            ),
        ),
        headline=headline,
        key=(
            picked(
                "They agree in {share:per_cent} of votes, less than {rank:of_100} pairs.", shown
            ),
        ),
        gist=picked("A tie since {since} has not brought their votes together.", shown),
    )
    return _line(pair, found, "partners-apart", said, more=(bond.cell,))


def _rivals_alike(pair: RelationKey, found: TwoWindows, bond: Bond, own: float) -> Line:
    shown = _parts(pair, found, bond, own)
    headline = picked("In New York {both} vote alike all the same.", shown)
    said = Said(
        section=(
            picked(
                "At odds since {since}, they cast the same vote in {share:per_cent} of cases from "
                "{from} to {to}, more than {rank:of_100} pairs.",
                shown,
            ),
        ),
        headline=headline,
        key=(
            picked(
                "They agree in {share:per_cent} of votes, though at odds since {since}.",
                shown,
            ),
        ),
        gist=picked("Being at odds since {since} does not show in their votes.", shown),
    )
    return _line(pair, found, "rivals-alike", said, more=(bond.cell,))


def _rival_over_partner(
    pair: RelationKey, found: TwoWindows, rivalry: Bond, *, as_rival: bool
) -> Iterator[Line]:
    """Say that a side votes more often with its rival than with a partner of its own."""
    best = max(_partner_gaps(pair, found), key=lambda one: one[0], default=None)
    if best is None or best[0] < MORE:
        return
    _, side, code, tie = best
    parties = (pair.first, pair.second)
    tally = found.now.tally(found.sides[side], (code,))
    partner = str(tie.other if tie.power == parties[side].key else tie.power)
    theirs = share_cell((parties[side].key, partner), tally, found.now.first, found.now.last)
    shown: Parts = {
        **_parts(pair, found, rivalry, _rank(found)),
        "side": parties[side].label,
        "rival": parties[1 - side].label,
    }
    shown |= {
        "partner": name_of(code, pair.day),
        "theirs": share_figure(ID, f"with.{partner}", theirs),
        "word": WORDS[tie.kind],
    }
    shown["named"] = f"its rival {shown['rival']}" if as_rival else shown["rival"]
    shown["short"] = "its rival" if as_rival else shown["rival"]
    headline = picked("{side} votes with {named} more than with {partner}.", shown)
    said = Said(
        section=(
            picked(
                "Votes do not show alliances: {side} joins {partner}, its {word}, in "
                "{theirs:per_cent} of votes and {rival} in {share:per_cent}.",
                shown,
            ),
        ),
        headline=headline,
        key=(
            picked(
                "It agrees with its {word} in {theirs:per_cent} of votes, with {short} in "
                "{share:per_cent}.",
                shown,
            ),
        ),
        gist=picked("In New York {side} is nearer to {short} than to its {word}.", shown),
    )
    yield _line(pair, found, "rival-over-partner", said, more=(rivalry.cell, _tie_cell(tie)))


def _partner_gaps(
    pair: RelationKey, found: TwoWindows
) -> Iterator[tuple[float, int, int, PowerTie]]:
    """Give how much more often each side votes with the other than with each of its partners."""
    for side, party in enumerate((pair.first, pair.second)):
        for tie in in_force(pair.day):
            partner = _partner(tie, party.key)
            code = None if partner is None else ccode_on(partner, pair.day)
            if code is None or code in (*found.sides[0], *found.sides[1]):
                continue
            tally = found.now.tally(found.sides[side], (code,))
            # a partner with which nobody votes often is no surprise
            theirs = percentile_of(tally.share, found.now.with_all((code,)))
            if tally.votes >= LEAST and theirs <= LOW_THIRD:
                yield found.late.share - tally.share, side, code, tie


def _partner(tie: PowerTie, key: str) -> str | None:
    if tie.kind not in PARTNERS or key not in (tie.power, tie.other):
        return None
    other = tie.other if tie.power == key else tie.power
    return None if other in blocs() else other


@dataclass(frozen=True, slots=True)
class Quarrel:
    """A member of a bloc with which a state has an open quarrel, and its place in the state's list.

    Attributes
    ----------
    code : int
        COW code of the member.
    fact : Fact
        The quarrel.
    nearer, farther : tuple of int
        Codes of the members that vote more and less often with the state.
    tied : bool
        Whether the next member's share lies within the standard error of its own.
    """

    code: int
    fact: Fact
    nearer: tuple[int, ...]
    farther: tuple[int, ...]
    tied: bool = False


def _quarrel_with_member(pair: RelationKey, found: TwoWindows, place: int) -> Iterator[Line]:
    """Say that the member with which a state has a quarrel is near or far in votes."""
    state = (pair.first, pair.second)[1 - place]
    codes = np.array(found.sides[place])
    codes = codes[~np.isin(codes, contested_codes(pair.day))]
    shares = found.now.with_all(found.sides[1 - place])[found.now.places(codes)]
    ends = min(ENDS, codes.size // FIFTH)
    if not isinstance(state, State) or not ends:
        return
    for code, fact in _quarrels(pair, state, codes):
        own = float(shares[codes == code][0])
        nearer, farther = (tuple(codes[past].tolist()) for past in (shares > own, shares < own))
        apart = abs(own - float(np.nanmedian(shares)))
        if min(len(nearer), len(farther)) < ends and apart >= CLEARLY:
            margin = found.now.tally((code,), found.sides[1 - place]).error
            beyond = outermost(shares, margin, lowest=len(nearer) > len(farther))
            quarrel = Quarrel(code, fact, nearer=nearer, farther=farther, tied=beyond is None)
            yield _member_line(pair, found, place, quarrel)
            return


def _quarrels(
    pair: RelationKey, state: State, codes: NDArray[np.int64]
) -> Iterator[tuple[int, Fact]]:
    """Give members with which a state has an open claim, break or occupation."""
    for fact in facts():
        if fact.kind in QUARRELS and state.key in fact.keys and fact.open_on(pair.day):
            other = next(iter(fact.keys - {state.key}), "")
            code = None if other in blocs() else ccode_on(other, pair.day)
            if code is not None and code in codes:
                yield code, fact


MEMBERS = {
    "nearest": (
        "In votes {state} is nearest to the member it quarrels with, {member}.",
        "It casts {member}'s vote in {share:per_cent} of cases, other members' in {mean:per_cent}.",
        "Of all members of {bloc} {member} votes most like {state}, for all their quarrel.",
    ),
    "near": (
        "{state} votes close to {member}, the member it quarrels with.",
        "With {member} it shares {share:per_cent} of votes, with the bloc {mean:per_cent}.",
        "Among the members of {bloc} only {names} vote with {state} more often than {member}.",
    ),
    "farthest": (
        "{state} quarrels with {member}, and votes farthest from it.",
        "They agree in {share:per_cent} of votes; with other members it is {mean:per_cent}.",
        "No member of {bloc} casts the vote of {state} less often than {member}.",
    ),
    "far": (
        "The quarrel with {member} shows in the votes of {state}.",
        "They share {share:per_cent} of votes, where the bloc's members share {mean:per_cent}.",
        "Among the members of {bloc} only {names} vote with {state} less often than {member}.",
    ),
    "nearest-tied": (
        "{state} votes close to {member}, the member it quarrels with.",
        "With {member} it shares {share:per_cent} of votes, with the bloc {mean:per_cent}.",
        "Hardly any member of {bloc} votes more like {state} than {member}, for all their quarrel.",
    ),
    "farthest-tied": (
        "The quarrel with {member} shows in the votes of {state}.",
        "They share {share:per_cent} of votes, where the bloc's members share {mean:per_cent}.",
        "Hardly any member of {bloc} votes less like {state} than {member}.",
    ),
}
"""Message, detail and sentence of the section, by the member's place in the state's list."""


MEMBER_GIST = {
    True: "The quarrel with {member} does not stop {state} from voting as it does.",
    False: "Of all members it is {member} with which {state} votes least.",
}
"""The same for the answer, by whether the member is near."""


TIED_GIST = "Hardly any member votes less as {state} does than {member}."
"""The same where another member ties with the farthest."""


def _member_line(pair: RelationKey, found: TwoWindows, place: int, quarrel: Quarrel) -> Line:
    parties = (pair.first, pair.second)
    tally = found.now.tally((quarrel.code,), found.sides[1 - place])
    of = (str(quarrel.code), parties[1 - place].key)
    cell = share_cell(of, tally, found.now.first, found.now.last)
    is_near = len(quarrel.nearer) <= len(quarrel.farther)
    beyond = quarrel.nearer if is_near else quarrel.farther
    form = ("near" if is_near else "far") + ("" if beyond else "est")
    form = "farthest" if form == "farest" else form
    form += "-tied" if quarrel.tied and not beyond else ""
    shown: Parts = {
        "bloc": parties[place].label,
        "state": parties[1 - place].label,
        "member": name_of(quarrel.code, pair.day),
    }
    shown |= {
        "names": names_of(beyond, pair.day),
        "share": share_figure(ID, f"member.{quarrel.code}", cell),
        "mean": share_figure(ID, "share", pair_cells(pair, found)[1]),
    }
    headline, detail, body = (picked(one, shown) for one in MEMBERS[form])
    gist = picked(TIED_GIST if form == "farthest-tied" else MEMBER_GIST[is_near], shown)
    said = Said(section=(body,), headline=headline, key=(detail,), gist=gist)
    more = (cell, fact_cell(quarrel.fact))
    return _line(pair, found, f"member-{form}", said, more=more)


RULE = Rule(
    id=ID,
    section="positions",
    place=70,
    paragraph="paradox",
    say=say,
    condition="allies or declared partners in the lowest 5 per cent of pairs, of a side's own "
    "where over half of these are there; rivals in the top quarter; a rival 20 points nearer than "
    "a partner; a member with which a state has an open quarrel at an end of its list",
    topics=("votes",),
)
