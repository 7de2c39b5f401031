"""ALLIES-INSIDE: whether members of a bloc that a state defends vote with it more than others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.states import State, ccode_on, state_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, measured
from detente.evidence.sentence import Sentence
from detente.identity.vote_shares import WHOLE
from detente.rules.institutions.duty import pacts
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line, name_of, names_of

ID = "allies_inside"
ABOUT = "whether a duty to defend goes with the same vote"
YEARS = 5
"""Whole years of votes."""
FEWEST_VOTES = 200
FEWEST_BOUND, FEWEST_FREE = 2, 3
"""Members with and without the duty between which a difference says something."""
LITTLE, MUCH = 0.05, 0.10
"""Difference of the means under which the duty buys little, and over which it goes with much."""
BETWEEN = "between"
"""Forms of a difference that is no message: a part of the section."""
EVEN = 0.5
"""How unexpected it is at least that the duty goes with no more votes."""
FULL = 0.20
"""Difference that counts in full."""
NAMED = 3


@dataclass(frozen=True, slots=True)
class Shares:
    """Same votes of members of a bloc with a state.

    Attributes
    ----------
    first, last : int
        Years.
    bound, free : dict
        Letters of members with and without the duty to the share of same votes.
    """

    first: int
    last: int
    bound: dict[str, float]
    free: dict[str, float]

    @property
    def means(self) -> tuple[float, float]:
        """Mean share of those with the duty, and of those without."""
        with_duty = sum(self.bound.values()) / len(self.bound)
        return with_duty, sum(self.free.values()) / len(self.free)

    @property
    def gap(self) -> float:
        """How much more those with the duty vote with the state."""
        with_duty, without = self.means
        return with_duty - without

    @property
    def exceptions(self) -> list[str]:
        """Letters of members without the duty that vote with it more than any that has it."""
        most = max(self.bound.values())
        return [letters for letters, share in self.free.items() if share > most]


def say(relation: Relation) -> Iterator[Line]:
    """Say how the same votes of members with and without a duty to defend compare."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    found = _shares(relation, *sides)
    # that nothing differs is no finding
    if found is not None and abs(found.gap) >= LITTLE:
        yield _line(relation, *sides, found)


def _shares(relation: Relation, bloc: Bloc, state: State) -> Shares | None:
    day = relation.pair.day
    bound = {
        letters
        for letters in bloc.member_letters(day)
        if (member := _member(letters, day)) is not None and pacts(member, state, day)
    }
    if len(bound) < FEWEST_BOUND:
        return None
    last = min(relation.pair.as_of, WHOLE)
    shares = _with_state(relation, bloc, state, (last - YEARS + 1, last))
    with_duty = {letters: share for letters, share in shares.items() if letters in bound}
    without = {letters: share for letters, share in shares.items() if letters not in bound}
    if len(with_duty) < FEWEST_BOUND or len(without) < FEWEST_FREE:
        return None
    return Shares(last - YEARS + 1, last, bound=with_duty, free=without)


def _member(letters: str, day: date) -> State | None:
    code = ccode_on(letters, day)
    return None if code is None else state_on(code, day)


def _with_state(
    relation: Relation, bloc: Bloc, state: State, years: tuple[int, int]
) -> dict[str, float]:
    """Give the same votes of each member with the state, by its letters."""
    day = relation.pair.day
    codes = {ccode_on(letters, day): letters for letters in bloc.member_letters(day)}
    own = state.ccode
    one, other = pl.col("ccode1"), pl.col("ccode2")
    rows = relation.catalog.frame("same_votes").filter(
        pl.col("year").is_between(*years) & ((one == own) | (other == own))
    )
    member = pl.when(one == own).then(other).otherwise(one).alias("member")
    counts = pl.col("votes", "same").cast(pl.Int64)
    summed = rows.select(member, counts).group_by("member").agg(pl.col("votes", "same").sum())
    enough = summed.filter(pl.col("votes") >= FEWEST_VOTES).sort("member")
    shares = dict(enough.select("member", pl.col("same") / pl.col("votes")).iter_rows())
    return {codes[code]: share for code, share in shares.items() if code in codes}


def _cell(relation: Relation, name: str, value: float, found: Shares) -> Cell:
    keys = (
        ("a", relation.pair.first.key),
        ("b", relation.pair.second.key),
        ("members", name),
        ("first", found.first),
        ("year", found.last),
    )
    return Cell(
        "same_votes",
        "same",
        keys=keys,
        value=value,
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="mean over members of the share of votes that both cast which they cast alike",
    )


def _share(relation: Relation, name: str, value: float, found: Shares) -> Figure:
    return measured(figure_id(ID, name), _cell(relation, name, value, found), way="per_cent")


def _line(relation: Relation, bloc: Bloc, state: State, found: Shares) -> Line:
    with_duty, without = found.means
    shares: Parts = {
        "bound": _share(relation, "bound", with_duty, found),
        "free": _share(relation, "free", without, found),
    }
    cell = _cell(relation, "bound", with_duty, found)
    years: Parts = {
        "first": dated(figure_id(ID, "first", found.first), found.first, cell),
        "last": dated(figure_id(ID, "last", found.last), found.last, cell),
    }
    names: Parts = {"bloc": bloc.label, "state": state.label}
    count = Sentence(
        "From {first} to {last} members of {bloc} with a duty to defend voted with {state} in "
        "{bound:per_cent} of cases, those without in {free:per_cent}.",
        {**shares, **years, **names},
    )
    form, headline = _form(found, names)
    key = Sentence(
        "Members with the duty voted alike in {bound:per_cent} of cases, the others in "
        "{free:per_cent}.",
        shares,
    )
    body = (count, *_exceptions(found, relation.pair.day))
    said = Said(body, headline=headline, key=(key,), gist=_gist(form))
    # a middling difference is said in its section, and is no message
    if form == BETWEEN:
        said = Said(body)
    strength = min(1.0, abs(found.gap) / FULL)
    reasons = Reasons(unusual=strength)
    if form.startswith("unexpected"):
        reasons = Reasons(unexpected=max(EVEN, 1 - strength))
    return fact_line(ID, form, said, reasons, about=ABOUT, newest=found.last)


def _exceptions(found: Shares, day: date) -> Iterator[Sentence]:
    """Name members without the duty that vote with the state more than any that has it."""
    letters = found.exceptions[:NAMED]
    if letters and found.gap > 0:
        who = names_of(name_of(one, day) for one in letters)
        verb = "votes" if len(letters) == 1 else "vote"
        template = f"With no such duty {{who}} {verb} with it more often than any that has one."
        yield Sentence(template, {"who": who})


def _form(found: Shares, names: Parts) -> tuple[str, Sentence]:
    if found.gap <= 0:
        return "unexpected.less", Sentence(
            "In {bloc} those that {state} must defend vote with it less.", names
        )
    if found.gap > MUCH:
        return "unusual.more", Sentence("In {bloc} those that {state} defends vote with it.", names)
    return BETWEEN, Sentence("In {bloc} those that {state} defends vote with it more.", names)


def _gist(form: str) -> Sentence:
    texts = {
        "unexpected.less": "Those that it must defend vote with it less than the others.",
        BETWEEN: "Those that it defends vote with it somewhat more.",
        "unusual.more": "Those that it defends vote with it more than the others.",
    }
    return Sentence(texts[form], {})


RULE = Rule(
    id=ID,
    section="institutions",
    place=34,
    paragraph="duty",
    say=say,
    condition="two or more members of a bloc are bound to the state by a duty to defend, three or "
    "more are not, and all cast 200 votes with it in five whole years",
    topics=("votes",),
)
"""The rule."""
