"""MATTER-MOVED: the matter on which the votes of two parties moved more than those of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.identity.agreement import window_of
from detente.identity.topic_votes import newest_window, topic_rows, topic_votes
from detente.identity.topics import OTHER
from detente.rules.line import Line, Reasons
from detente.rules.peers import form_of, peers
from detente.rules.positions.where import NAMES, Topic, of_pair
from detente.rules.rule import Rule
from detente.rules.vote_allies import allies
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import EIGHTH, HALF, codes_of
from detente.rules.vote_words import SECTION, share_figure
from detente.store.catalog import Catalog

ID = "matter_moved"
YEARS = 5
"""Years of a window."""
LEAST_VOTES = 20
"""Votes of a mean pair on a topic in each window."""
LEAST_CHANGE = 0.08
"""Change of the part cast alike, beyond that of the median pair."""
ERRORS = 2
"""Standard errors that a change exceeds."""
STRICT = 0.9
"""|2F - 1| among the changes of all pairs from which a matter may be a key finding."""
NEARER, APART = "nearer", "apart"
SAYS = {
    (NEARER, "me"): (
        "In New York Palestine parts {both} less than it did.",
        "On votes about it they agree in {now:per_cent} of cases since {from}, and before in "
        "{then:per_cent}.",
    ),
    (NEARER, "nu"): (
        "{both} have come nearer in UN votes on nuclear weapons.",
        "In {from} to {to} such votes were alike in {now:per_cent} of cases, in the five years "
        "before in {then:per_cent}.",
    ),
    (NEARER, "di"): (
        "On texts about arms {both} differ less than before.",
        "They have {now:per_cent} of answers in common; up to {before} it was {then:per_cent}.",
    ),
    (NEARER, "hr"): (
        "Before the Assembly {both} speak more alike on human rights.",
        "Since {from} their answers match in {now:per_cent} of those votes, up from "
        "{then:per_cent}.",
    ),
    (NEARER, "co"): (
        "UN texts on what remains of empire divide {both} less.",
        "Votes on self-determination find them together {now:per_cent} of the time, after "
        "{then:per_cent} to {before}.",
    ),
    (NEARER, "ec"): (
        "{both} have drawn closer in votes on development.",
        "Economic texts win the same vote of both in {now:per_cent} of cases, where it was "
        "{then:per_cent} until {before}.",
    ),
    (APART, "me"): (
        "In New York Palestine sets {both} farther apart than it did.",
        "The same vote on it was usual in {then:per_cent} of cases to {before}, and is in "
        "{now:per_cent} now.",
    ),
    (APART, "nu"): (
        "Nuclear texts of the Assembly now split {both} more often.",
        "From {from} on {now:per_cent} of their votes on them agreed; in the five years to "
        "{before} it was {then:per_cent}.",
    ),
    (APART, "di"): (
        "In votes on arms control {both} have moved still farther apart.",
        "From {from} on only {now:per_cent} of those texts got one answer, down from "
        "{then:per_cent}.",
    ),
    (APART, "hr"): (
        "UN votes on human rights set {both} farther apart than before.",
        "They share {now:per_cent} of such votes in {from} to {to}; earlier they shared "
        "{then:per_cent}.",
    ),
    (APART, "co"): (
        "{both} vote less as one on self-determination.",
        "Of votes on colonies {now:per_cent} were alike after {before}, in contrast to "
        "{then:per_cent} until then.",
    ),
    (APART, "ec"): (
        "On development {both} now answer the Assembly differently.",
        "To {before} they answered {then:per_cent} of economic texts alike, and {now:per_cent} "
        "from {from} on.",
    ),
}
"""Message and detail by way and topic."""
GIST = {
    NEARER: "In {words} they agree more than they did.",
    APART: "In {words} they agree less than they did.",
}
"""The same for the answer, by way."""
BODY = (
    "In {words} they agreed in {then:per_cent} of cases in {since} to {before}, and in "
    "{now:per_cent} in {from} to {to}."
)
RANK = {
    NEARER: "Of all such pairs {part:per_cent} came nearer by as much.",
    APART: "Of all such pairs {part:per_cent} parted by as much.",
}
"""How many moved as far the same way; where it is a per cent at least."""
LEAST_PART = 0.01


@dataclass(frozen=True, slots=True)
class Moved:
    """A topic in two windows.

    Attributes
    ----------
    then, now : Topic
        The votes of the earlier and of the newest window.
    strength : float
        |2F - 1| of the change among the changes of all pairs.
    part : float
        Part of all pairs that moved as far the same way.
    """

    then: Topic
    now: Topic
    strength: float
    part: float

    @property
    def change(self) -> float:
        """Change of the part cast alike."""
        return self.now.inside - self.then.inside

    @property
    def way(self) -> str:
        """Towards each other or apart."""
        return NEARER if self.change > 0 else APART


def say(relation: Relation) -> Iterator[Line]:
    """Say on which matter the votes of the two moved most against those of all pairs."""
    pair, catalog = relation.pair, relation.catalog
    window = newest_window(catalog, pair.as_of)
    before = None if window is None else newest_window(catalog, window - YEARS)
    if window is None or before != window - YEARS:
        return
    then = {one.code: one for one in of_pair(catalog, pair, before)}
    now = [one for one in of_pair(catalog, pair, window) if one.code in then]
    changes = catalog.remember(_changes, form_of(pair), pair.as_of, window)
    found = [_moved(then[one.code], one, changes) for one in now if one.code != OTHER]
    far = [one for one in found if one is not None]
    if far:
        most = max(far, key=lambda one: (one.strength, abs(one.change)))
        yield _line(pair, most, window, with_all=_is_with_all(relation, most, window))


def _is_with_all(relation: Relation, moved: Moved, window: int) -> bool:
    """Tell whether a state moved so with most others: nothing of it is peculiar to the two."""
    pair = relation.pair
    _, others = allies(pair)
    for party in (pair.first, pair.second):
        if isinstance(party, State):
            code = codes_of(party, pair)[0]
            own = relation.catalog.remember(_own_changes, code, window)
            on_topic = own.filter(pl.col("topic") == moved.now.code)
            of_allies = on_topic.filter(pl.col("with").is_in(others.tolist()))
            for known in (on_topic, of_allies):
                if known.height and unusual(moved.change, known["change"].to_numpy()) < HALF:
                    return True
    return False


def _own_changes(catalog: Catalog, code: int, window: int) -> pl.DataFrame:
    """Give the change of each topic's part cast alike, of a state with every other one."""
    rows = catalog.remember(topic_rows, window)
    own = rows.filter((pl.col("ccode1") == code) | (pl.col("ccode2") == code))
    other = pl.when(pl.col("ccode1") == code).then("ccode2").otherwise("ccode1")
    dyads = own.select("ccode1", "ccode2").unique().with_columns(unit=other)
    return _between(catalog, dyads, window)


def _moved(then: Topic, now: Topic, changes: pl.DataFrame) -> Moved | None:
    """Place the change of a topic among those of all pairs; None where it is an ordinary one."""
    of_all: NDArray[np.float64] = changes.filter(pl.col("topic") == now.code)["change"].to_numpy()
    if min(then.votes, now.votes) < LEAST_VOTES or not of_all.size:
        return None
    change = now.inside - then.inside
    beyond = change - float(np.median(of_all))
    noise = sqrt(_variance(then) + _variance(now))
    # a step of the two themselves, and not one that all states made
    if abs(beyond) < LEAST_CHANGE or abs(change) <= ERRORS * noise or beyond * change <= 0:
        return None
    strength = unusual(change, of_all)
    if strength < EIGHTH:
        return None
    as_far = of_all >= change if change > 0 else of_all <= change
    return Moved(then, now, strength=strength, part=float(np.mean(as_far)))


def _variance(topic: Topic) -> float:
    return topic.inside * (1 - topic.inside) / topic.votes


def _changes(catalog: Catalog, form: str, year: int, window: int) -> pl.DataFrame:
    """Give the change of each topic's part cast alike, for all pairs of a form."""
    return _between(catalog, peers(catalog, form, year).dyads, window)


def _between(catalog: Catalog, dyads: pl.DataFrame, window: int) -> pl.DataFrame:
    """Compare a window with the one before, for groups of pairs."""
    now, then = (_alike(catalog, dyads, last) for last in (window, window - YEARS))
    both = now.join(then, on=["unit", "topic"], suffix="_then")
    change = pl.col("part") - pl.col("part_then")
    return both.select(pl.col("topic").cast(pl.String), change=change, **{"with": "unit"})


def _alike(catalog: Catalog, dyads: pl.DataFrame, window: int) -> pl.DataFrame:
    """Give the part of each topic's votes cast alike, where a group of pairs has enough."""
    members = dyads.group_by("unit").agg(size=pl.len())
    counts = topic_votes(catalog, dyads, window).join(members, on="unit")
    enough = counts.filter(pl.col("votes") >= LEAST_VOTES * pl.col("size"))
    return enough.select("unit", "topic", part=pl.col("same") / pl.col("votes"))


def _line(pair: RelationKey, moved: Moved, window: int, *, with_all: bool) -> Line:
    shown, main = _parts(pair, moved, window)
    section = [picked(BODY, shown)]
    if moved.part >= LEAST_PART:
        section.append(picked(RANK[moved.way], shown))
    is_key = moved.strength >= STRICT and not with_all
    said = Said(section=tuple(section))
    if is_key:
        headline, detail = (picked(one, shown) for one in SAYS[moved.way, moved.now.code])
        gist = picked(GIST[moved.way], shown)
        said = Said(said.section, headline=headline, key=(detail,), gist=gist)
    return vote_line(
        ID,
        f"moved.{moved.way}-{moved.now.code}" + ("" if is_key else "-slightly"),
        said,
        main=main,
        reasons=Reasons(moved=moved.strength),
        about="on what their votes moved",
    )


def _parts(pair: RelationKey, moved: Moved, window: int) -> tuple[Parts, Cell]:
    """Give what the sentences show, and the cell of the newest window."""
    (since, before), (first, last) = (window_of(year) for year in (window - YEARS, window))
    code = moved.now.code
    then, now = (
        _cell(pair, code, year, "inside", topic.inside)
        for year, topic in ((window - YEARS, moved.then), (window, moved.now))
    )
    part = _cell(pair, code, window, "as_far", moved.part)
    years = {"since": since, "before": before, "from": first, "to": last}
    shown: Parts = {
        "both": pair.words,
        "words": NAMES[code],
        "then": share_figure(ID, f"then.{code}", then),
        "now": share_figure(ID, f"now.{code}", now),
        "part": share_figure(ID, f"part.{code}", part),
    }
    shown |= {
        name: dated(figure_id(SECTION, ID, name), year, now if year > before else then)
        for name, year in years.items()
    }
    return shown, now


RULES = {
    "inside": "part of the votes on adopted resolutions of the topic that both cast alike",
    "as_far": "part of all pairs of the form whose part cast alike changed by as much the same "
    "way since the window before",
}


def _cell(pair: RelationKey, code: str, year: int, what: str, value: float) -> Cell:
    first, last = window_of(year)
    keys = (
        ("a", pair.first.key),
        ("b", pair.second.key),
        ("topic", code),
        ("what", what),
        ("year", year),
    )
    return Cell(
        "same_votes_by_topic",
        "same",
        keys=keys,
        value=round(value, 4),
        unit="part of votes" if what == "inside" else "part of pairs",
        sources=("un_votes_undl",),
        rule=f"{RULES[what]}, {first} to {last}, one topic a resolution by words of its title",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=63,
    paragraph="matters",
    say=say,
    condition="the part of votes on a topic that both cast alike changed from one window of five "
    "years to the next by more than two standard errors, by 8 points beyond the median pair, and "
    "in the outer eighth of the changes of all pairs of the form",
    topics=("votes",),
)
