"""WHERE: on which matters two parties differ, by counts of topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.identity.agreement import window_of
from detente.identity.topic_votes import newest_window, topic_votes
from detente.identity.topics import OTHER
from detente.rules.line import Line, Reasons
from detente.rules.peers import form_of, peers
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import EIGHTH, side_codes
from detente.rules.vote_words import SECTION, share_figure
from detente.store.catalog import Catalog

ID = "where"
LEAST_VOTES = 30
"""Votes of a mean pair on a topic."""
LEAST_DEPARTURES = 12
"""Departures of a mean pair."""
MORE = 1.5
"""Times its part of all votes that a topic has of the differences."""
MOST = 0.5
"""Part of all differences over which a topic holds most of them."""
LESS = 0.4
"""Times its part of all votes under which a topic is spared."""
LARGE = 0.1
"""Part of all votes that a topic that is spared must hold."""
NAMES = {
    "me": "votes on Palestine and Israel",
    "nu": "votes on nuclear weapons",
    "di": "votes on arms other than nuclear ones",
    "hr": "votes on human rights",
    "co": "votes on colonies and self-determination",
    "ec": "votes on development and trade",
}
"""What a sentence calls the votes on each topic."""
BODY_DIVIDES = (
    "From {from} to {to} most votes on which they differed, {part:per_cent}, were {words}; of all "
    "their votes {texts:per_cent} were."
)
"""What the section says where over half of the differences fall on one topic."""
BODY_SPARED = (
    "From {from} to {to} they differed least in {words}: {inside:per_cent} alike, against "
    "{outside:per_cent} in all others."
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A relation's votes on one topic.

    Attributes
    ----------
    code : str
        The topic.
    votes, same : float
        Votes of a mean pair, and those cast alike.
    all_votes, all_same : float
        The same over all topics.
    """

    code: str
    votes: float
    same: float
    all_votes: float
    all_same: float

    @property
    def part(self) -> float:
        """Part of the differences that fall on it."""
        return (self.votes - self.same) / max(self.all_votes - self.all_same, 1e-9)

    @property
    def texts(self) -> float:
        """Part of the votes that fall on it."""
        return self.votes / self.all_votes

    @property
    def ratio(self) -> float:
        """How many times its part of the votes it has of the differences."""
        return self.part / self.texts

    @property
    def inside(self) -> float:
        """Part of its votes cast alike."""
        return self.same / self.votes

    @property
    def outside(self) -> float:
        """Part of all other votes cast alike."""
        return (self.all_same - self.same) / max(self.all_votes - self.votes, 1e-9)


def say(relation: Relation) -> Iterator[Line]:
    """Say which topic divides the two, and which one is spared."""
    pair = relation.pair
    window = newest_window(relation.catalog, pair.as_of)
    if window is None:
        return
    topics = of_pair(relation.catalog, pair, window)
    if not topics or topics[0].all_votes - topics[0].all_same < LEAST_DEPARTURES:
        return
    ratios = relation.catalog.remember(_ratios, form_of(pair), pair.as_of, window)
    for way in (DIVIDES, SPARES):
        topic = _chosen(topics, ratios, way == DIVIDES)
        if topic is not None:
            yield _line(pair, topic, window, (way, unusual(*_beside(topic, ratios))))


DIVIDES, SPARES = "divides", "spares"
Ratios = dict[str, NDArray[np.float64]]
"""Ratios of all pairs of a form, by topic."""


def _beside(topic: Topic, ratios: Ratios) -> tuple[float, NDArray[np.float64]]:
    return topic.ratio, ratios.get(topic.code, np.empty(0))


def _chosen(topics: list[Topic], ratios: Ratios, divides: bool) -> Topic | None:
    """Choose the topic that divides most, or least, where it stands out among all pairs."""
    found = []
    large = [topic for topic in topics if topic.votes >= LEAST_VOTES]
    most = max((topic.part for topic in large), default=0.0)
    least = min((topic.ratio for topic in large), default=0.0)
    for topic in large:
        own, of_all = _beside(topic, ratios)
        is_end = topic.part >= most if divides else topic.ratio <= least
        over = topic.ratio >= MORE and topic.part > MOST
        under = topic.ratio <= LESS and topic.texts >= LARGE
        on_its_side = (own > np.nanmedian(of_all)) == divides if of_all.size else False
        stands_out = on_its_side and unusual(own, of_all) >= EIGHTH
        if is_end and topic.code != OTHER and stands_out and (over if divides else under):
            found.append((unusual(own, of_all), topic))
    return max(found, key=lambda one: one[0])[1] if found else None


def _line(pair: RelationKey, topic: Topic, window: int, form: tuple[str, float]) -> Line:
    """Give one sentence of the section: the agenda is others', so it is never a message."""
    way, strength = form
    body = BODY_DIVIDES if way == DIVIDES else BODY_SPARED
    said = Said(section=(picked(body, _parts(pair, topic, window)),))
    return vote_line(
        ID,
        f"unusual.{way}-{topic.code}",
        said,
        main=_cell(pair, topic, window, "part", topic.part),
        reasons=Reasons(unusual=strength),
        about="on what the two differ",
        series=f"where_{way}",
    )


def _parts(pair: RelationKey, topic: Topic, window: int) -> Parts:
    """Give what the sentences about a topic show."""
    first, last = window_of(window)
    main = _cell(pair, topic, window, "part", topic.part)
    values = {"texts": topic.texts, "inside": topic.inside, "outside": topic.outside}
    figures = {
        what: share_figure(ID, f"{what}.{topic.code}", _cell(pair, topic, window, what, value))
        for what, value in values.items()
    }
    parts: Parts = {
        "words": NAMES[topic.code],
        "part": share_figure(ID, f"part.{topic.code}", main),
    }
    parts |= {
        "from": dated(figure_id(SECTION, ID, "from", topic.code), first, main),
        "to": dated(figure_id(SECTION, ID, "to", topic.code), last, main),
        **figures,
    }
    return parts


def of_pair(catalog: Catalog, pair: RelationKey, window: int) -> list[Topic]:
    """Count the votes of a relation by topic, at the members of the view.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    window : int
        Last year of the window.
    """
    first, second = side_codes(pair)
    dyads = [(min(one, other), max(one, other)) for one in first for other in second]
    schema = {"ccode1": pl.Int16, "ccode2": pl.Int16}
    frame = pl.DataFrame(sorted(dyads), schema=schema, orient="row")
    counts = topic_votes(catalog, frame.with_columns(pl.lit(0).alias("unit")), window)
    size = max(len(dyads), 1)
    votes, same = (float(counts[name].sum()) / size for name in ("votes", "same"))
    return [
        Topic(code, votes=own / size, same=alike / size, all_votes=votes, all_same=same)
        for code, own, alike in counts.select("topic", "votes", "same").iter_rows()
    ]


def _ratios(catalog: Catalog, form: str, year: int, window: int) -> Ratios:
    """Give each topic's part of the differences over its part of the votes, for all pairs."""
    counts = topic_votes(catalog, peers(catalog, form, year).dyads, window)
    of_topics = _with_ratio(counts).partition_by("topic", as_dict=True)
    return {str(code): rows["ratio"].to_numpy() for (code,), rows in of_topics.items()}


def _with_ratio(counts: pl.DataFrame) -> pl.DataFrame:
    votes, same = (pl.col(name).cast(pl.Int64) for name in ("votes", "same"))
    apart = votes - same
    differ = apart.sum().over("unit")
    texts = votes / votes.sum().over("unit")
    of_all = counts.with_columns(part=apart / differ, texts=texts, differ=differ)
    enough = (pl.col("votes") >= LEAST_VOTES) & (pl.col("differ") >= LEAST_DEPARTURES)
    return of_all.filter(enough).select(
        pl.col("topic").cast(pl.String), ratio=pl.col("part") / pl.col("texts")
    )


def _cell(pair: RelationKey, topic: Topic, window: int, what: str, value: float) -> Cell:
    first, last = window_of(window)
    keys = (
        ("a", pair.first.key),
        ("b", pair.second.key),
        ("topic", topic.code),
        ("what", what),
        ("year", window),
    )
    return Cell(
        "same_votes_by_topic",
        "same",
        keys=keys,
        value=round(value, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule=f"votes on adopted resolutions of {first} to {last} that both cast, one topic a "
        "resolution by words of its title: the topic's part of the differences, of the votes, and "
        "the part cast alike inside and outside it",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=64,
    paragraph="matters",
    say=say,
    condition="a topic of at least 30 votes holds over half of the differences and 1.5 times its "
    "part of the votes, or a tenth of the votes and 0.4 times its part; in the outer eighth of all "
    "pairs of the form",
    # a topic of the Assembly's agenda is not the quarrel of two states
    key=False,
    topics=("votes",),
)
