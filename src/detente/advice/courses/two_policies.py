"""REC-READER: keep two policies for two states that are taken for one bloc, and vote apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.powers import in_force
from detente.advice.course import Course, said
from detente.advice.deadlines import votes_counted
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.united import whole_years
from detente.evidence.figure import Figure, figure_id
from detente.identity.voting import VoteCount
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "two_policies"
RULES = ("same_vote", "paradox", "vote_level", "mover")
"""Rules one of which has to have noticed that their votes differ."""
FEWEST = 200
TAKEN, APART = 0.5, 0.8
"""Shares of same votes from which two are taken for a bloc, and under which they are none."""
TIES = ("partnership",)


WORDING = Wording(
    says="By {due} {third} should write one policy for {first} and another for {second}.",
    reason="The two cast the same vote in {share:per_cent} of cases, no more.",
    changes="Two whole years in which {pair} vote alike in nine cases of ten.",
    instead="one",
    what="treat the two as one bloc",
    against="Their votes do not: {share:per_cent} are the same.",
    answers="So whoever deals with both needs a policy for each.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose two policies to the rival of both, where the two are partners who vote apart."""
    relation = argument.relation
    pair, third = relation.pair, relation.power.third
    lines = tuple(line for rule in RULES for line in said(argument, rule))[:2]
    if not lines or third is None or pair.bloc_and_state is not None:
        return
    one, other, rival = pair.first.key, pair.second.key, third.key
    # allies are a bloc, however they vote
    are_partners = _tied(one, other, pair.day, TIES) and not relation.situation.holds("allied")
    if not are_partners or not all(
        _tied(rival, key, pair.day, ("rivalry",)) for key in (one, other)
    ):
        return
    count = relation.identity.same_votes_in(*whole_years(relation))
    if count is not None and count.calls >= FEWEST and TAKEN <= count.share < APART:
        yield _option(argument, lines, third.label, count)


def _tied(one: str, other: str, day: date, kinds: tuple[str, ...]) -> bool:
    ends = {one, other}
    return any(tie.kind in kinds and {tie.power, tie.other} == ends for tie in in_force(day))


def _option(argument: Argument, lines: tuple[Line, ...], third: str, count: VoteCount) -> Option:
    pair = argument.relation.pair
    due = votes_counted(pair.day)
    share = Figure(
        figure_id("advice", ID, "share"),
        count.share,
        unit="part of votes",
        cells=count.cells,
        way="per_cent",
    )
    parts: Parts = {
        "third": third,
        "pair": pair.words,
        "first": pair.first.label,
        "second": pair.second.label,
        "share": share,
    }
    terms = Terms(
        actor=third,
        verb=f"write two policies, for {pair.first.label} and for {pair.second.label}",
        instrument="its next review of strategy",
        due=due,
        cost="gives up the economy of a single plan",
        bearer=third,
        payer=third,
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("votes",),
    condition="two partners, both rivals of the third power, that cast the same vote in under four "
    "cases of five",
    propose=propose,
)
