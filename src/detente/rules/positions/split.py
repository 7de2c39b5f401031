"""SPLIT: loyal where a bloc is united, like one leading member and unlike another where not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.identity.united_counts import united_counts
from detente.identity.vote_shares import LEAST
from detente.power.yardsticks import yardstick
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import TwoWindows, bloc_place, is_outsider, two_windows
from detente.rules.vote_words import name_of, share_cell, share_figure

ID = "split"
LEADERS = 4
"""Strongest members that count as leading."""
LOYAL = 0.95
"""Part of a united bloc's votes in which the state joins it."""
GAP = 0.12
"""Difference of the same vote with two leading members."""
FEWEST = 100
"""Votes with a united bloc."""


@dataclass(frozen=True, slots=True)
class Split:
    """A state's votes with a united bloc and with two of its leading members.

    Attributes
    ----------
    near, far : int
        COW codes of the leading members with which it agrees most and least.
    cells : tuple of Cell
        Its votes with the united bloc, with the nearer and with the farther member.
    """

    near: int
    far: int
    cells: tuple[Cell, Cell, Cell]

    @property
    def gap(self) -> float:
        """Difference of the shares with both members."""
        return self.cells[1].value - self.cells[2].value


ALWAYS = 0.95
"""Share of votes from which a state votes with a member almost without exception."""
HALVED = 0.57
"""Share of votes up to which a state votes against a member about every second time."""
GIST = {
    "leaders-half": "{state} goes with {bloc} as a whole and with {far} in every second vote.",
    "leaders": "{state} follows {bloc} where it is united, and {near} where it is not.",
    "leaders-always": "Of all in {bloc}, {near} is whose votes {state} shares.",
}
HEADLINE = {
    "leaders": "Where {bloc} is divided, {state} sides with {near}, not {far}.",
    "leaders-half": "{state} votes with a united {bloc}, but only half the time with {far}.",
    "leaders-always": "{state} hardly ever votes otherwise than {near}, but often than {far}.",
}
DETAIL = {
    "leaders": "Of its votes {with_near:per_cent} are those of {near}, {with_far:per_cent} those "
    "of {far}.",
    "leaders-half": "The two give one answer in {with_far:per_cent} of cases; with {near} it is "
    "{with_near:per_cent}.",
    "leaders-always": "It shared {with_near:per_cent} of votes with the one, {with_far:per_cent} "
    "with the other.",
}
"""Short sentence, message and detail, by form."""


def say(relation: Relation) -> Iterator[Line]:
    """Say with which leading member a loyal state sides where the bloc is divided."""
    place = bloc_place(relation.pair)
    found = two_windows(relation.catalog, relation.pair)
    if place is None or found is None or relation.pair.bloc_and_state is None:
        return
    split = _split(relation, found, place)
    if split is None:
        return
    bloc, state = relation.pair.bloc_and_state
    united, near, far = split.cells
    shown: Parts = {
        "state": state.label,
        "bloc": bloc.label,
        "near": name_of(split.near, relation.pair.day),
        "far": name_of(split.far, relation.pair.day),
    }
    shown |= {
        "united": share_figure(ID, "united", united),
        "with_near": share_figure(ID, f"with.{split.near}", near),
        "with_far": share_figure(ID, f"with.{split.far}", far),
    }
    form = "leaders-always" if near.value >= ALWAYS else "leaders"
    if form == "leaders" and far.value < HALVED:
        form = "leaders-half"
    said = _said(form, shown)
    reasons = Reasons(unusual=min(1.0, split.gap / (2 * GAP) + 0.25))
    variant, about = f"unusual.{form}", "with which leading member a state votes"
    yield vote_line(
        ID,
        variant,
        said,
        main=near,
        reasons=reasons,
        about=about,
        more=split.cells,
    )


BODY = (
    "Where all members agree {state} joins them in {united:per_cent} of votes, so that its "
    "departures are the bloc's own divisions.",
    "It casts the vote of {near} in {with_near:per_cent} of cases and that of {far} in "
    "{with_far:per_cent}.",
)
"""Sentences of the section."""


def _said(form: str, shown: Parts) -> Said:
    message, detail, gist = (picked(one[form], shown) for one in (HEADLINE, DETAIL, GIST))
    section = tuple(picked(one, shown) for one in BODY)
    return Said(section=section, headline=message, key=(detail,), gist=gist)


def _split(relation: Relation, found: TwoWindows, place: int) -> Split | None:
    if relation.pair.bloc_and_state is None:
        return None
    bloc, state = relation.pair.bloc_and_state
    first, last = found.now.first, found.now.last
    counts = united_counts(relation.catalog, bloc, first, last)
    own = counts.filter(counts["ccode"].is_in(list(found.sides[1 - place])))
    if own.is_empty() or own["votes"][0] < FEWEST or own["same"][0] < LOYAL * own["votes"][0]:
        return None
    # an outsider of the whole Assembly is far from everybody
    leaders = [code for code in _leaders(relation, bloc) if not is_outsider(found, (code,))]
    tallies = [(found.now.tally((code,), found.sides[1 - place]), code) for code in leaders]
    known = sorted((one.share, code, one) for one, code in tallies if one.votes >= LEAST)
    if len(known) < 2 or known[-1][0] - known[0][0] < GAP:
        return None
    cells = tuple(
        share_cell((str(code), state.key), tally, first, last) for _, code, tally in known
    )
    united = Cell(
        "united_votes",
        "same",
        keys=(("bloc", bloc.id), ("state", state.key), ("first", first), ("year", last)),
        value=round(own["same"][0] / own["votes"][0], 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="part of the votes on which every member that voted cast the same which the state "
        "cast so, too",
    )
    return Split(known[-1][1], known[0][1], cells=(united, cells[-1], cells[0]))


def _leaders(relation: Relation, bloc: Bloc) -> tuple[int, ...]:
    """Give the members with most material capability, the newest year known."""
    column = yardstick("cinc").column
    known = relation.catalog.frame("capability").drop_nulls(column)
    newest = known.filter(pl.col("year") == pl.col("year").max())
    members = newest.filter(pl.col("ccode").is_in(list(bloc.members(relation.pair.day))))
    return tuple(members.sort(column, descending=True)["ccode"].head(LEADERS).to_list())


RULE = Rule(
    id=ID,
    section="positions",
    place=44,
    paragraph="with the bloc",
    say=say,
    condition="the state joins a united bloc in 95 per cent of votes, and agrees with one of the "
    "four strongest members by 12 points more than with another",
    topics=("votes",),
)
