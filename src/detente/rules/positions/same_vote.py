"""SAME-VOTE: the same vote in two windows, net of how all states changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved, unexpected, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, figure_id
from detente.evidence.sentence import AnyFigure
from detente.rules.line import LONGEST_HEADLINE, Line, Reasons
from detente.rules.peers import kind_of
from detente.rules.positions import net_lean
from detente.rules.positions.same_vote_back import BACK, back
from detente.rules.positions.same_vote_ranks import Rank, ranks
from detente.rules.positions.same_vote_words import (
    A_GREAT_PART,
    PLAIN,
    PLAIN_FAR,
    PLAIN_GIST,
    WITH_ALL,
)
from detente.rules.rule import Rule
from detente.rules.vote_allies import WithAllies, with_allies
from detente.rules.vote_breaks import Break, break_and_thaw
from detente.rules.vote_lines import Parts, Said, first_fit, picked, vote_line
from detente.rules.vote_windows import DECADE, EIGHTH, HALF, TwoWindows, two_windows
from detente.rules.vote_words import (
    known_pair,
    name_of,
    names_of,
    pair_cells,
    points,
    share_figure,
    summary_cell,
    years_of,
)

ID = "same_vote"
TO_80 = 1.2816
"""Half-width of an 80 % interval in standard errors."""
FEW = 3
"""Most states that are named as having moved farther."""
FLAT = 0.03
"""Change of the share under which votes did not move."""
CLOSE = 75.0
"""Percentage of all pairs with a lower share from which two are close."""
MOST = 0.5
"""Share above which the two agree in most votes."""
ABOUT = "the same vote in the General Assembly"
figure = partial(share_figure, ID)


def say(relation: Relation) -> Iterator[Line]:
    """Say who moved apart or nearer, or that a break and a thaw moved nothing; else the level."""
    pair = relation.pair
    found = two_windows(relation.catalog, pair)
    if found is None:
        return
    if found.has_moved:
        yield _moved(relation, found)
        return
    decade = two_windows(relation.catalog, pair, shapes=(DECADE,))
    if decade is not None and decade.has_moved:
        yield _over_a_decade(pair, decade)
    crisis = break_and_thaw(relation, found.before.last, found.now.first)
    if crisis is not None and found.comparable and abs(found.change) < FLAT:
        yield _flat(pair, found, crisis)
    yield _level(pair, found)


def _way(found: TwoWindows) -> str:
    return "apart" if found.net < 0 else "nearer"


def _moved(relation: Relation, found: TwoWindows) -> Line:
    pair = relation.pair
    ranked = ranks(pair, found)
    before, main = pair_cells(pair, found)
    shown: Parts = {
        "both": pair.words,
        "before": figure("before", before),
        "now": figure("now", main),
        "change": points(ID, "change", found.change, before, main),
        **_years(found, before, main),
    }
    with_all = next((one for one in ranked if one.own < HALF), None)
    # the side that moved most with everybody: only among its own pairs does the other stand out
    leading = max(ranked, key=lambda one: abs(one.usual), default=None)
    as_allies = with_allies(pair, found)
    returned = back(relation.catalog, pair, found, BACK[_way(found)])
    if with_all is not None:
        form, said = _with_all(relation, found, with_all, shown)
    elif as_allies is not None:
        form, said = _as_allies(found, as_allies, shown)
    elif returned is not None:
        form, said = returned.form, returned.said(shown)
    elif leading is not None and leading.names_states and len(leading.farther) <= FEW:
        form, said = _ahead(pair, found, leading, shown)
    else:
        form, said = _plainly(pair, found, shown)
    return vote_line(
        ID,
        f"moved.{form}",
        said,
        main=main,
        reasons=_reasons(pair, found),
        about=ABOUT,
        more=(before,),
    )


AHEAD = {
    "apart-few": (
        "Only {names} moved farther from {side} in UN votes than {other}.",
        "The same vote fell from {before:per_cent} of cases to {now:per_cent} after {last}.",
    ),
    "apart-first": (
        "No state moved farther from {side} in UN votes than {other}.",
        "They agreed in {before:per_cent} of votes, then in {now:per_cent} in {from} to {to}.",
    ),
    "nearer-few": (
        "Only {names} came nearer to {side} in UN votes than {other}.",
        "The two now agree in {now:per_cent} of votes, up from {before:per_cent} to {last}.",
    ),
    "nearer-first": (
        "No state came nearer to {side} in UN votes than {other}.",
        "In {from} to {to} they agree in {now:per_cent} of votes, {change} points more.",
    ),
}
"""Message and detail where hardly any state moved farther: by direction and form."""


def _ahead(pair: RelationKey, found: TwoWindows, rank: Rank, shown: Parts) -> tuple[str, Said]:
    """Say that hardly any state moved farther from a side, or came nearer to it."""
    form = _way(found) + ("-few" if rank.farther else "-first")
    headline, detail = AHEAD[form]
    named: Parts = {
        **shown,
        "side": rank.side,
        "other": rank.other,
        "names": names_of(rank.farther, pair.day),
        "usual": _usual(found, rank),
    }
    named |= {
        "went": "left" if rank.usual < 0 else "approached",
        "left": "left" if _way(found) == "apart" else "approached",
    }
    message = first_fit(
        LONGEST_HEADLINE,
        picked(headline, named),
        picked("Few states {left} {side} so far as {other}.", named),
    )
    body = (
        "From {first} to {last} {other} and {side} cast the same vote in {before:per_cent} of "
        "cases, and from {from} to {to} in {now:per_cent}."
    )
    median = "The median state {went} {side} by {usual} points over the same years."
    said = Said(
        section=(picked(body, named), picked(median, named)),
        headline=message,
        key=(picked(detail, named),),
        gist=picked(AHEAD_GIST[_way(found)], named),
    )
    return form, said


DECADE_GIST = "Ten years took their votes from {before:per_cent} alike to {now:per_cent}."
AHEAD_GIST = {
    "apart": "{other} and {side} now agree in {now:per_cent} of votes, {change} points fewer.",
    "nearer": "{other} now agrees with {side} in {now:per_cent} of votes, {change} points more.",
}


def _plainly(pair: RelationKey, found: TwoWindows, shown: Parts) -> tuple[str, Said]:
    """Say that the two parted or met, beside the median pair."""
    form = _way(found)
    if found.change > 0 and form == "apart":
        form = "apart-behind"
    elif found.change < 0 and form == "nearer":
        form = "nearer-still"
    elif found.then.share > MOST > found.late.share:
        form = "apart-below-half"
    elif found.then.share < MOST < found.late.share:
        form = "nearer-above-half"
    elif form == "nearer" and found.rank >= CLOSE:
        form = "nearer-close"
    elif form == "nearer" and found.late.share < MOST:
        form = "nearer-below-half"
    elif form == "apart" and found.late.share > MOST:
        form = "apart-above-half"
    headline, detail, body = PLAIN[form]
    if form in PLAIN_FAR and abs(found.change) >= A_GREAT_PART:
        headline, detail = PLAIN_FAR[form]
        form = f"{form}-far"
    named: Parts = {
        **shown,
        "both": pair.words,
        "one": pair.first.label,
        "two": pair.second.label,
        "world": points(ID, "world", found.usual, _of_all(found)),
        "went": "fell" if found.usual < 0 else "rose",
        "rank": _placed(found),
    }
    median = "The share of the median pair {went} by {world} points meanwhile."
    said = Said(
        section=(picked(body, named), picked(median, named)),
        headline=picked(headline, named),
        key=(picked(detail, named),),
        gist=picked(PLAIN_GIST[form.removesuffix("-far")], named),
    )
    return form, said


HALF_OF_VOTES = 0.5
DECADE_APART = {
    "": (
        "Over ten years {both} have drifted apart in votes.",
        "Five years of votes show {now:per_cent} alike, ten years before {before:per_cent}.",
    ),
    "-far": (
        "Vote by vote {both} have lost in ten years much of what they shared.",
        "It was {before:per_cent} in {first} to {last}, and {now:per_cent} in {from} to {to}.",
    ),
    "-half": (
        "Ten years ago {both} agreed in more votes than they do today.",
        "Most are now cast apart: {now:per_cent} alike from {from} to {to}, {before:per_cent} "
        "in {first} to {last}.",
    ),
}
"""Message and detail by what is left: less than half of the votes, much less, or less."""


SLOW = 0.8
"""What a drift of ten years is worth beside a move of five."""


def _left(found: TwoWindows, main: Cell) -> str:
    """Name what is left of votes alike after ten years apart."""
    if _way(found) != "apart":
        return ""
    if main.value < HALF_OF_VOTES:
        return "-half"
    return "-far" if abs(found.change) >= A_GREAT_PART else ""


def _over_a_decade(pair: RelationKey, found: TwoWindows) -> Line:
    """Say what five years ten years apart show, where the nearer windows show nothing."""
    before, main = pair_cells(pair, found)
    left = _left(found, main)
    shown: Parts = {
        "both": pair.words,
        "one": pair.first.label,
        "two": pair.second.label,
        "before": figure("decade_before", before),
        "now": figure("decade_now", main),
    }
    shown |= {
        "world": points(ID, "decade_world", found.usual, _of_all(found)),
        "went": "fell" if found.usual < 0 else "rose",
        **_years(found, before, main, of="decade"),
    }
    if _way(found) == "apart":
        headline, detail = DECADE_APART[left]
    else:
        headline = "Over ten years {both} have drawn nearer in votes."
        detail = "Agreement reached {now:per_cent} in {from} to {to}, from {before:per_cent}."
    body = (
        "Over ten years the change is plain: {before:per_cent} of votes alike in {first} to "
        "{last}, {now:per_cent} in {from} to {to}."
    )
    median = "The median pair {went} by {world} points."
    said = Said(
        section=(picked(body, shown), picked(median, shown)),
        headline=picked(headline, shown),
        key=(picked(detail, shown),),
        gist=picked(DECADE_GIST, shown),
    )
    with_all = any(one.own < HALF for one in ranks(pair, found))
    if with_all:
        said = Said(section=said.section)
    return vote_line(
        ID,
        f"moved.{_way(found)}-decade{left}" + ("-with-all" if with_all else ""),
        said,
        main=main,
        reasons=Reasons(moved=SLOW * _reasons(pair, found).moved),
        about=ABOUT,
        more=(before,),
        series="same_vote_decade",
    )


def _with_all(relation: Relation, found: TwoWindows, rank: Rank, shown: Parts) -> tuple[str, Said]:
    """Say that a side moved with everybody: nothing of it is peculiar to the two."""
    named: Parts = {
        **shown,
        "side": rank.side,
        "usual": _usual(found, rank),
        "way": "nearer to" if rank.usual > 0 else "away from",
    }
    world = "The world changed as much: the median state moved {usual} points {way} {side}."
    section = [picked(WITH_ALL, named)]
    # between two powers the world's change is said beside the changes with both
    if not any(line.variant.startswith("unexpected") for line in net_lean.say(relation)):
        section.append(picked(world, named))
    said = Said(section=tuple(section))
    return f"{_way(found)}-with-all", said


def _as_allies(found: TwoWindows, known: WithAllies, shown: Parts) -> tuple[str, Said]:
    """Say that the other members of a pact moved as much: nothing of it is peculiar to the two."""
    named: Parts = {
        **shown,
        "side": known.side,
        "pact": known.pact,
        "usual": points(ID, "allies", known.usual, _of_all(found)),
        "way": "nearer to" if known.usual > 0 else "away from",
    }
    body = picked(WITH_ALL, named)
    others = "The other members of {pact} moved {usual} points {way} {side}, by the median."
    return f"{_way(found)}-with-allies", Said(section=(body, picked(others, named)))


def _flat(pair: RelationKey, found: TwoWindows, crisis: Break) -> Line:
    """Say that neither a break nor the thaw after it moved their votes."""
    before, main = pair_cells(pair, found)
    shown: Parts = {
        "both": pair.words,
        "before": figure("before", before),
        "now": figure("now", main),
        "broke": crisis.broke(ID),
        "thawed": crisis.thawed(ID),
        **_years(found, before, main, of="flat"),
    }
    headline = "Neither the break of {broke} nor the thaw of {thawed} moved their votes."
    detail = "{both} agreed in {before:per_cent} of votes before and {now:per_cent} after."
    body = (
        "Votes moved with neither the break nor the thaw: {before:per_cent} alike in {first} to "
        "{last}, {now:per_cent} in {from} to {to}."
    )
    said = Said(
        section=(picked(body, shown),),
        headline=picked(headline, shown),
        key=(picked(detail, shown),),
        gist=picked("Their votes did not follow the break of {broke}.", shown),
    )
    reasons = Reasons(unexpected=1 - unusual(found.change, found.changes))
    return vote_line(
        ID,
        "unexpected.flat",
        said,
        main=main,
        reasons=reasons,
        about=ABOUT,
        more=(before, *crisis.cells),
        series="same_vote_flat",
    )


def _level(pair: RelationKey, found: TwoWindows) -> Line:
    """Say how often the two cast the same vote, with a pair that a reader knows."""
    main = pair_cells(pair, found)[1]
    low = found.late.share < float(np.nanmedian(found.levels))
    codes, shares = found.now.codes, found.now.share
    own = (*found.sides[0], *found.sides[1])
    known = known_pair(shares, codes, found.late.share, day=pair.day, without=own)
    shown: Parts = {"now": figure("now", main), **_years(found, main)}
    if known is None:
        body = "From {from} to {to} the two cast the same vote in {now:per_cent} of cases."
    else:
        one, other = (name_of(code, pair.day) for code in known)
        shown |= {"one": one, "other": other}
        body = (
            "In {from} to {to} they cast the same vote in {now:per_cent} of cases, as often as "
            "{one} and {other}."
        )
    said = Said(section=(picked(body, shown),))
    variant = f"unusual.{'low' if low else 'high'}" if found.level >= EIGHTH else "level"
    return vote_line(ID, variant, said, main=main, reasons=_reasons(pair, found), about=ABOUT)


def _reasons(pair: RelationKey, found: TwoWindows) -> Reasons:
    of_kind = found.levels[found.kinds == kind_of(pair)]
    return Reasons(
        unusual=found.level,
        moved=moved(found.net, TO_80 * found.error) if found.has_moved else 0.0,
        unexpected=unexpected(found.late.share, of_kind),
    )


def _of_all(found: TwoWindows) -> Cell:
    return summary_cell(
        "median over pairs of the same form of the change of the share of same votes",
        "same",
        found.usual,
        of="all pairs of the form",
        years=(found.before.first, found.now.last),
        unit="part of votes",
    )


def _placed(found: TwoWindows) -> AnyFigure:
    cell = summary_cell(
        "percentage of all pairs of the same form with a lower share of same votes",
        "rank",
        found.rank,
        of="all pairs of the form",
        years=(found.now.first, found.now.last),
        unit="pairs",
    )
    return counted(figure_id("positions", ID, "rank"), min(99, round(found.rank)), "pairs", cell)


def _usual(found: TwoWindows, rank: Rank) -> AnyFigure:
    cell = summary_cell(
        "median over all states of the change of the share of same votes with the side",
        "same",
        rank.usual,
        of=rank.side,
        years=(found.before.first, found.now.last),
        unit="part of votes",
    )
    return points(ID, f"usual.{rank.side}", rank.usual, cell)


def _years(found: TwoWindows, *cells: Cell, of: str = "") -> Parts:
    early = years_of(ID, found.before, ("first", "last"), *cells, of=of)
    return {**early, **years_of(ID, found.now, ("from", "to"), *cells, of=of)}


RULE = Rule(
    id=ID,
    section="positions",
    place=20,
    paragraph="same vote",
    say=say,
    condition="two windows of at least 200 votes at one membership; the change, net of the median "
    "pair's, exceeds two standard errors and lies in an outer eighth of all pairs, and not in the "
    "middle half of either side's own; or none came through a dated break and the thaw after it",
    topics=("votes",),
)
