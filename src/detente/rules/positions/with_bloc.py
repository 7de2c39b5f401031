"""WITH-BLOC: how often a state votes with a bloc where the bloc is united, among its peers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved, unusual
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.identity.united_counts import same_members, united_counts
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.united_standing import Standing, counted_in, standing
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import (
    CLEAR,
    EIGHTH,
    HALF,
    SHAPES,
    bloc_place,
    is_outsider,
    spans,
    two_windows,
)
from detente.rules.vote_words import SECTION, name_of, names_of, share_figure

ID = "with_bloc"
LEAST = 0.03
"""Least change of the share, in the direction of the net change."""
LEVEL = 0.01
"""Difference of shares from which two are printed apart."""
FEW = 3
"""Most states that are named as voting so more or less often."""
figure = partial(share_figure, ID)


def say(relation: Relation) -> Iterator[Line]:
    """Say where the state is among its peers, and whether its share moved."""
    found = standing(relation)
    if found is None:
        return
    yield from _moved(relation, found)
    yield _placed(relation, found)


def _placed(relation: Relation, found: Standing) -> Line:
    lowest, highest_ = (
        not found.beyond(lower=low, among=found.peers).size for low in (True, False)
    )
    everybody = np.ones(found.codes.size, dtype=bool)
    fewer, more = (found.beyond(lower=low, among=everybody) for low in (True, False))
    shown = _parts(relation, found)
    body = [*_body(relation, found, shown)]
    if found.rung and lowest and not highest_:
        # where the next peer is level in the newest year, the state is not the last alone
        level = _is_level(relation, found)
        body[1:1] = _newest_year(relation, found, level=level)
    if found.rung and lowest and not highest_:
        form, said = _lowest(found, shown)
    elif found.rung and highest_ and not lowest:
        form, said = _highest(found, shown)
    elif fewer.size <= FEW:
        form, said = "lowest-of-all", _of_all(found, shown, fewer, "less")
    elif more.size <= FEW:
        form, said = "highest-of-all", _of_all(found, shown, more, "more")
    else:
        form, said = "level", Said(section=())
    # of a state that agrees less with nearly everybody this says nothing about the bloc
    if form.startswith("lowest") and _is_outsider(relation):
        form, said = "level", Said(section=said.section)
    # nor is it a message where the newest year alone has no last
    if form.startswith("lowest") and _is_level(relation, found):
        said = Said(section=())
    # what is compared comes before what it is compared with
    in_order = replace(said, section=(*body[:1], *said.section, *body[1:]))
    return vote_line(
        ID,
        f"unusual.{form}" if form != "level" else form,
        in_order,
        main=found.cell(found.own),
        reasons=Reasons(unusual=_unusual(found, form)),
        about="votes with a united bloc",
    )


def _is_level(relation: Relation, found: Standing) -> bool:
    """Tell whether the next peer votes no more often with the bloc in the newest year alone."""
    own, theirs = found.own, found.next_of(lowest=True)
    counts = united_counts(relation.catalog, found.bloc, found.last, found.last)
    shares = []
    for code in found.codes[[own, theirs]].tolist():
        row = counts.filter(counts["ccode"] == code)
        if row.is_empty():
            return False
        shares.append(row["same"][0] / row["votes"][0])
    return bool(shares[1] - shares[0] < LEVEL)


def _is_outsider(relation: Relation) -> bool:
    """Tell whether the state agrees less than nearly all others with the median state."""
    windows, place = two_windows(relation.catalog, relation.pair), bloc_place(relation.pair)
    if windows is None or place is None:
        return False
    return is_outsider(windows, windows.sides[1 - place])


def _newest_year(relation: Relation, found: Standing, *, level: bool) -> Iterator[Sentence]:
    """Give the newest whole year beside the next peer's, where the two are close."""
    row = found.next_of(lowest=True)
    shares, votes = found.shares[[found.own, row]], found.votes[[found.own, row]]
    error = float(np.sqrt((shares * (1 - shares) / votes).sum()))
    if abs(float(shares[0] - shares[1])) >= CLEAR * error:
        return
    counts = united_counts(relation.catalog, found.bloc, found.last, found.last)
    cells = []
    for code in found.codes[[found.own, row]].tolist():
        own = counts.filter(counts["ccode"] == code)
        if own.is_empty():
            return
        cells.append(found.cell_of(code, (own["votes"][0], own["same"][0]), found.last))
    shown: Parts = {
        "year": dated(figure_id(SECTION, ID, "year"), found.last, *cells),
        "state": found.state.label,
        "own": figure("year.own", cells[0]),
    }
    shown |= {
        "theirs": figure("year.next", cells[1]),
        "next": name_of(int(found.codes[row]), found.day),
    }
    text = "In {year} alone {state} had {own:per_cent}, {next} {theirs:per_cent}."
    if level:
        shown["rung"] = found.rung
        text = (
            "In {year} alone {next}, the next of the {rung}s, had hardly more: {theirs:per_cent} "
            "against {own:per_cent}."
        )
        if round(100 * cells[0].value) == round(100 * cells[1].value):
            text = "In {year} alone {next}, the next of the {rung}s, had as much."
    yield picked(text, shown)


def _unusual(found: Standing, form: str) -> float:
    """Say how unusual the share is; lowest or highest of peers counts in full."""
    return 1.0 if form != "level" else unusual(found.share, found.shares)


GIST = {
    "lowest": "{state} joins {the_bloc}'s common line in {share:per_cent} of votes, the fewest.",
    "highest": "{state} joins {the_bloc}'s common line in {share:per_cent} of votes, the most.",
    "whole": "{state} sides with {the_bloc} wherever its members agree.",
    "less": "Hardly any outsider departs from {the_bloc}'s common line so often as {state}.",
    "more": "Hardly any outsider shares {the_bloc}'s common line so often as {state}.",
    "moved": "{state} now shares {now:per_cent} of {the_bloc}'s common votes.",
}
"""The same for the answer, by form."""


def _parts(relation: Relation, found: Standing) -> Parts:
    cell = found.cell(found.own)
    votes, same = int(found.votes[found.own]), int(found.same[found.own])
    parts: Parts = {
        "state": found.state.label,
        "bloc": found.bloc.label.removeprefix("the "),
        "the_bloc": found.bloc.label,
        "rung": found.rung,
        "share": figure("share", cell),
    }
    parts |= {
        "votes": counted(figure_id(SECTION, ID, "votes"), votes, "votes", cell),
        "departures": counted(figure_id(SECTION, ID, "departures"), votes - same, "votes", cell),
    }
    parts |= {
        "from": dated(figure_id(SECTION, ID, "from"), found.first, cell),
        "to": dated(figure_id(SECTION, ID, "to"), found.last, cell),
    }
    return parts


def _lowest(found: Standing, shown: Parts) -> tuple[str, Said]:
    """Say that no state on the same rung votes less often with the bloc."""
    row = found.next_of(lowest=True)
    tied = found.tied()
    named: Parts = {**shown, "next": name_of(int(found.codes[row]), found.day)}
    named |= {
        "next_share": figure(f"next.{found.codes[row]}", found.cell(row)),
        "tied": names_of(tied.tolist(), found.day) if tied.size else "",
    }
    headline = "No {rung} votes less often with a united {bloc} than {state}."
    detail = (
        "It does so in {share:per_cent} of votes; {next}, next lowest, in {next_share:per_cent}."
    )
    if tied.size:
        headline = "No {rung} votes less often with a united {bloc} than {state} and {tied}."
        detail = "They do so in {share:per_cent} of votes, counted from {from} to {to}."
    body = "Every other {rung} does so more often, {next}, next lowest, in {next_share:per_cent}."
    said = Said(
        section=(picked(body, named),) if not tied.size else (),
        headline=picked(headline, named),
        key=(picked(detail, named),),
        gist=picked(GIST["lowest"], named),
    )
    return f"lowest-{found.rung}", said


def _highest(found: Standing, shown: Parts) -> tuple[str, Said]:
    """Say that no state on the same rung votes more often with the bloc."""
    row = found.next_of(lowest=False)
    tied = found.tied()
    named: Parts = {**shown, "next": name_of(int(found.codes[row]), found.day)}
    named |= {
        "next_share": figure(f"next.{found.codes[row]}", found.cell(row)),
        "tied": names_of(tied.tolist(), found.day) if tied.size else "",
    }
    whole = found.same[found.own] == found.votes[found.own]
    if whole:
        headline = "{state} has not once departed from a united {bloc}."
        detail = "It joined it in all of {votes} votes from {from} to {to}{with_tied}."
        named["with_tied"] = picked(", as {tied} did", named) if tied.size else ""
    else:
        headline = "{state} is the {rung} that votes most with a united {bloc}."
        detail = (
            "After its {share:per_cent} of such votes {next} comes next with {next_share:per_cent}."
        )
    body = (
        "Among those on the same rung nobody is closer: {next} follows with {next_share:per_cent}."
    )
    said = Said(
        section=(picked(body, named),) if not tied.size else (),
        headline=picked(headline, named),
        key=(picked(detail, named),),
        gist=picked(GIST["whole" if whole else "highest"], named),
    )
    return f"highest-{found.rung}" + ("-whole" if whole else ""), said


def _of_all(found: Standing, shown: Parts, past: NDArray[np.int64], word: str) -> Said:
    """Say that hardly any state outside votes less, or more, often with the bloc."""
    named: Parts = {**shown, "word": word, "names": names_of(past.tolist(), found.day)}
    if past.size:
        headline = "Only {names} vote {word} often with a united {bloc} than {state}."
        if past.size == 1:
            headline = headline.replace("vote {", "votes {")
    else:
        headline = "No outsider votes {word} often with a united {bloc} than {state}."
    less = "{state} leaves the bloc's common line in {departures} of {votes} votes."
    more = "It shares the bloc's common line in {share:per_cent} of votes from {from} to {to}."
    return Said(
        section=(),
        headline=picked(headline, named),
        key=(picked(less if word == "less" else more, named),),
        gist=picked(GIST[word], named),
    )


def _body(relation: Relation, found: Standing, shown: Parts) -> Iterator[Sentence]:
    """Give the count, the median peer, the newest year where it is close, and the third power."""
    if found.same[found.own] == found.votes[found.own]:
        yield picked(
            "When all members that vote agree, {state} joins them: in all of {votes} votes from "
            "{from} to {to}.",
            shown,
        )
    else:
        yield picked(
            "When all members that vote agree, {state} votes with them in {share:per_cent} of "
            "cases, counted over {votes} votes from {from} to {to}.",
            shown,
        )
    third = _third(relation, found)
    if third is not None:
        row, actor = third
        named = {**shown, "third": actor.label, "third_share": figure("third", found.cell(row))}
        yield picked("{third} does so in {third_share:per_cent}.", named)


def _third(relation: Relation, found: Standing) -> tuple[int, Actor] | None:
    """Give the third power's row, where it is a state outside the bloc."""
    third = relation.power.third_power
    if third is None or not isinstance(third.actor, State):
        return None
    rows = np.flatnonzero(np.isin(found.codes, third.actor.members(relation.pair.day)))
    return (int(rows[0]), third.actor) if rows.size else None


def _moved(relation: Relation, found: Standing) -> Iterator[Line]:
    """Say that the share moved, net of all states, where the bloc has one membership throughout."""
    early, late = spans(relation.pair.as_of, SHAPES[0])
    if not same_members(found.bloc, early[0], late[1]) or _is_tide(relation):
        return
    parties = (found.bloc, found.state)
    before, now = (counted_in(relation, parties, *span) for span in (early, late))
    if before is None or now is None:
        return
    net, error, rank = _net_change(before, now)
    change = now.share - before.share
    if abs(net) <= CLEAR * error or rank < EIGHTH or net * change <= 0 or abs(change) < LEAST:
        return
    cells = (before.cell(before.own), now.cell(now.own))
    shown: Parts = {
        **_parts(relation, now),
        "before": figure("before", cells[0]),
        "now": figure("now", cells[1]),
    }
    shown |= {
        "first": dated(figure_id(SECTION, ID, "first"), before.first, cells[0]),
        "last": dated(figure_id(SECTION, ID, "last"), before.last, cells[0]),
    }
    way = "more" if net > 0 else "less"
    headline = picked("{state} follows a united {bloc} " + way + " than it did.", shown)
    said = Said(
        section=(picked(CHANGED, shown),),
        headline=headline,
        key=(picked(CHANGED_KEY, shown),),
        gist=picked(GIST["moved"], shown),
    )
    yield vote_line(
        ID,
        f"moved.{way}",
        said,
        main=cells[1],
        reasons=Reasons(moved=moved(net, 1.2816 * error), unusual=rank),
        about="votes with a united bloc",
        series="with_bloc_moved",
    )


CHANGED = (
    "At one membership {state} voted with a united {bloc} in {before:per_cent} of "
    "cases in {first} to {last} and in {now:per_cent} in {from} to {to}."
)
CHANGED_KEY = "It joined in {before:per_cent} of such votes to {last}, later in {now:per_cent}."


def _is_tide(relation: Relation) -> bool:
    """Tell whether the state moved so with all others: then nothing of it is about the bloc."""
    windows = two_windows(relation.catalog, relation.pair)
    place = bloc_place(relation.pair)
    if windows is None or place is None:
        return True
    return unusual(windows.change, windows.own_changes(1 - place)) < HALF


def _net_change(before: Standing, now: Standing) -> tuple[float, float, float]:
    """Give the change less that of the median state, its standard error, and how unusual it is."""
    both = np.intersect1d(before.codes, now.codes)
    late, early = (one.shares[np.searchsorted(one.codes, both)] for one in (now, before))
    change = now.share - before.share
    variances = [one.share * (1 - one.share) / one.votes[one.own] for one in (before, now)]
    net = change - float(np.median(late - early))
    return net, sqrt(sum(variances)), unusual(change, late - early)


RULE = Rule(
    id=ID,
    section="positions",
    place=40,
    paragraph="with the bloc",
    say=say,
    condition="at least 100 votes on which the bloc was united; lowest or highest of at least four "
    "states on the same rung, or among three states at an end of all; or moved at one membership",
    topics=("votes",),
)
