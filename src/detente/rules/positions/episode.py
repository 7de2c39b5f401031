"""EPISODE: one conflict in the Assembly, before and after its war, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_facts import own_keys
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.figure import Figure, counted, figure_id, on_day
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.identity.episodes import ANSWERS, Episode, dominant, episodes, same_shares
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts, shown_cells
from detente.rules.rows import row_cell
from detente.rules.rule import Rule

ID = "episode"
FEWEST = 6
"""Texts that both answered."""
PART = 0.5
"""Part of the texts with one answer from which it is the usual one."""
RARE = 1 / 8
"""Part of all states that turned alike from which a turn is no news."""
EIGHTH = 0.75
"""|2F - 1| from which two states answer unusually alike or unlike."""
SHIFT, ALONE = 0.4, 0.5
"""Change of the share of like answers that a turn makes in full, and its worth without one."""
FRESH = 2
"""Years after which the newest text is too old for today."""
YES, ABSTAIN, NO = 1, 2, 3
VERB = {YES: "voted yes", ABSTAIN: "abstained", NO: "voted no"}
NOUN = {YES: "yes", ABSTAIN: "abstention", NO: "no"}
Answers = NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Party:
    """One side and its answers.

    Attributes
    ----------
    actor : State or Bloc
        Who answered.
    answers : ndarray of int8, shape (T,)
        Its answers; of a bloc the answer that all members gave, 0 where they differed.
    """

    actor: Actor
    answers: Answers

    @property
    def label(self) -> str:
        """What a sentence calls it."""
        return self.actor.label


def say(relation: Relation) -> Iterator[Line]:
    """Say of the conflict that divides the two most how each answered, and who turned."""
    pair = relation.pair
    found: list[Line] = []
    for one in episodes(relation.catalog, pair.day):
        sides = one.conflict.keys
        is_side = any(set(own_keys(party)) & sides for party in (pair.first, pair.second))
        if is_side or one.days[-1].year < pair.as_of - FRESH or one.after.sum() < FEWEST:
            continue
        found += _of_episode(relation, one)
    yield from sorted(found, key=lambda line: -line.reasons.strength)[:1]


def _of_episode(relation: Relation, one: Episode) -> Iterator[Line]:
    pair = relation.pair
    first, second = (_party(one, actor, pair.day) for actor in (pair.first, pair.second))
    if first is None or second is None:
        return
    for party, other in ((first, second), (second, first)):
        turn = _turn(one, party)
        if turn is not None:
            yield _turned(one, party, other, turn)
            return
    share = _share(one, first, second)
    if share is None:
        return
    rank = _rank(one, share, (first, second))
    usual = tuple(_usual(one, party) for party in (first, second))
    if rank >= EIGHTH and 0 not in usual and usual[0] != usual[1]:
        yield _apart(one, (first, second), usual, rank)


def _party(one: Episode, actor: Actor, day: date) -> Party | None:
    """Give the answers of a party; of a bloc those on which all members that voted agreed."""
    rows = [row for code in actor.members(day) for row in (one.row(code),) if row is not None]
    if not rows:
        return None
    answers = np.array(rows)
    highest = answers.max(axis=0)
    lowest = np.where(answers > 0, answers, highest).min(axis=0)
    enough = (answers > 0).sum(axis=0) * 2 >= len(rows)
    return Party(actor, np.where((lowest == highest) & enough, highest, 0).astype(np.int8))


def _share(one: Episode, first: Party, second: Party) -> float | None:
    """Give the share of the texts since the event that both answered alike."""
    when = one.after & (first.answers > 0) & (second.answers > 0)
    if when.sum() < FEWEST:
        return None
    return float((first.answers == second.answers)[when].mean())


def _rank(one: Episode, share: float, parties: tuple[Party, Party]) -> float:
    """Rank a share among all pairs, and inside the own pairs of each state: the least of these.

    Who answers unlike nearly everybody is unlike in every pair, which says nothing of this one.
    """
    shares = same_shares(one, one.after, least=FEWEST)
    among = [shares[np.triu_indices(len(shares), 1)]]
    states = [party.actor for party in parties if isinstance(party.actor, State)]
    for state in states:
        among.append(shares[np.isin(one.codes, state.codes)].max(axis=0))
    return min(unusual(share, one) for one in among)


def _usual(one: Episode, party: Party) -> int:
    return dominant(party.answers[one.after], least=FEWEST, part=PART)


def _turn(one: Episode, party: Party) -> tuple[int, int] | None:
    """Give a state's usual answer before and after the event where it changed as few others did."""
    if one.event is None or isinstance(party.actor, Bloc):
        return None
    turn = _both(party.answers, one.after)
    turns = [_both(row, one.after) for row in one.choices]
    known = [one for one in turns if 0 not in one]
    if 0 in turn or turn[0] == turn[1] or not known:
        return None
    return turn if known.count(turn) <= RARE * len(known) else None


def _both(answers: Answers, after: NDArray[np.bool_]) -> tuple[int, int]:
    least = FEWEST // 2
    before = dominant(answers[~after], least=least, part=PART)
    return before, dominant(answers[after], least=FEWEST, part=PART)


def _turned(one: Episode, party: Party, other: Party, turn: tuple[int, int]) -> Line:
    """Say what a state answered before the war and since, and what it has not answered again."""
    was, now = turn
    before, after = ~one.after & (party.answers > 0), one.after & (party.answers > 0)
    since = _since(one)
    parts: Parts = {"state": party.label, "conflict": one.conflict.name}
    old = _counted(one, party, was, before)
    new = _counted(one, party, now, after)
    key = Sentence(
        "On {conflict} {state} {was} {old} times before {since} and {now} {new} times after.",
        {**parts, "since": since, "was": VERB[was], "old": old, "now": VERB[now], "new": new},
    )
    of_old = _number(one, party, "before", before)
    of_new = _number(one, party, "after", after)
    said = [
        Sentence(
            "On {of_old} texts about {conflict} before {since} {state} {was} {old} times.",
            {**parts, "of_old": of_old, "since": since, "was": VERB[was], "old": old},
        ),
        Sentence(
            "On the {of_new} since then it {now} {new} times.",
            {"of_new": of_new, "now": VERB[now], "new": new},
        ),
        *_rest(one, party, now, after),
    ]
    said += _other(one, other)
    form, message = _turn_message(one, party, turn)
    return _line(
        one,
        f"unexpected.turn.{form}",
        tuple(said),
        Reasons(unexpected=_bearing(one, party, other)),
        headline=message,
        key=key,
    )


def _bearing(one: Episode, party: Party, other: Party) -> float:
    """Weigh a turn: in full where it moved the two towards each other, or apart."""
    both = (party.answers > 0) & (other.answers > 0)
    shares = []
    for when in (~one.after & both, one.after & both):
        if when.sum() < FEWEST // 2:
            return ALONE
        shares.append(float((party.answers == other.answers)[when].mean()))
    return 1.0 if abs(shares[1] - shares[0]) >= SHIFT else ALONE


def _turn_message(one: Episode, party: Party, turn: tuple[int, int]) -> tuple[str, Sentence]:
    """Choose the message by whether the old answer came back at all."""
    was, now = turn
    parts: Parts = {"state": party.label, "conflict": one.conflict.name, "since": _since(one)}
    form = f"{ANSWERS[was]}.{ANSWERS[now]}"
    if (party.answers[one.after] == was).any():
        text = "Since {since} {state} has mostly {now} on {conflict}."
        return form, Sentence(text, {**parts, "now": VERB[now]})
    text = "{state} has not {was} on {conflict} since {since}."
    return f"{form}.never", Sentence(text, {**parts, "was": VERB[was]})


def _other(one: Episode, other: Party) -> Iterator[Sentence]:
    """Say what the other side usually answered to the same texts."""
    usual = _usual(one, other)
    if usual:
        yield Sentence(
            "{other} {verb} on {count} of these texts.",
            {
                "other": other.label,
                "verb": VERB[usual],
                "count": _counted(one, other, usual, one.after & (other.answers > 0)),
            },
        )


def _rest(one: Episode, party: Party, now: int, after: NDArray[np.bool_]) -> Iterator[Sentence]:
    """Name the texts on which the state stopped short of its usual answer."""
    others = [answer for answer in ANSWERS if answer != now]
    answer = max(others, key=lambda other: int((party.answers[after] == other).sum()))
    places = np.flatnonzero(after & (party.answers == answer))
    if not places.size:
        return
    last = int(places[-1])
    count = _counted(one, party, answer, after)
    month = on_day(_id(one, "last"), one.days[last], one.votes_for(last), precision="month")
    yield Sentence(
        "It {verb} on {count} of them, last in {month}.",
        {"verb": VERB[answer], "count": count, "month": month},
    )


def _apart(one: Episode, parties: tuple[Party, Party], usual: tuple[int, ...], rank: float) -> Line:
    """Say that two parties give unlike answers, each with its count."""
    first, second = parties
    when = one.after
    texts = _number(one, first, "texts", when)
    parts: Parts = {
        "conflict": one.conflict.name,
        "first": first.label,
        "second": second.label,
        "one": VERB[usual[0]],
        "other": VERB[usual[1]],
    }
    counts: Parts = {
        "many": _counted(one, first, usual[0], when),
        "few": _counted(one, second, usual[1], when),
    }
    key = Sentence(
        "On {conflict} {first} {one} {many} times and {second} {other} {few} times.",
        {**parts, **counts},
    )
    opening: Parts = {
        "texts": texts,
        "conflict": one.conflict.name,
        "since": _after_words(one),
        "first": first.label,
        "one": VERB[usual[0]],
        "many": counts["many"],
    }
    closing: Parts = {"second": second.label, "other": VERB[usual[1]], "few": counts["few"]}
    said = (
        Sentence("Of the {texts} texts on {conflict}{since} {first} {one} on {many}.", opening),
        Sentence("{second} {other} on {few}.", closing),
    )
    words = {name: parts[name] for name in ("conflict", "first", "second", "one")}
    message = Sentence("On {conflict} {first} {one} and {second} mostly did not.", words)
    return _line(
        one,
        f"unusual.apart.{ANSWERS[usual[0]]}.{ANSWERS[usual[1]]}",
        said,
        Reasons(unusual=rank),
        headline=message,
        key=key,
    )


def _after_words(one: Episode) -> str:
    return "" if one.event is None else " since the war began"


def _since(one: Episode) -> Figure:
    """Give the day of the war as a figure."""
    fact = one.event
    if fact is None:
        raise ValueError("an episode without a war has no day")
    row = row_cell(fact.id, fact.start, document=fact.source, checked=fact.checked)
    return on_day(_id(one, "since"), fact.start, row, precision="month")


def _counted(one: Episode, party: Party, answer: int, when: NDArray[np.bool_]) -> Figure:
    count = int((party.answers[when] == answer).sum())
    cell = one.cell(party.actor.key, ANSWERS[answer], count, when)
    return counted(
        _id(one, party.actor.key, ANSWERS[answer], str(int(when.sum()))), count, "texts", cell
    )


def _number(one: Episode, party: Party, name: str, when: NDArray[np.bool_]) -> Figure:
    cell = one.cell(party.actor.key, "texts", int(when.sum()), when)
    return counted(_id(one, party.actor.key, name), int(when.sum()), "texts", cell)


def _id(one: Episode, *names: str) -> str:
    return figure_id("positions", ID, one.conflict.id, *names)


def _line(
    one: Episode,
    form: str,
    sentences: tuple[Sentence, ...],
    reasons: Reasons,
    *,
    headline: Sentence,
    key: Sentence,
) -> Line:
    finding = Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=float(one.after.sum()),
        unit="texts",
        evidence=shown_cells(*sentences, headline, key),
        method=methods.accounting(),
        sentence_about=f"answers to the Assembly's texts on {one.conflict.name}",
    )
    return Line(
        ID,
        form,
        finding=finding,
        reasons=reasons,
        headline=headline,
        key=(key,),
        gist=headline,
        series=ID,
        newest=one.days[-1].year,
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=74,
    paragraph="episode",
    say=say,
    condition="on a conflict of others with six texts in a user's own store of votes, a state's "
    "usual answer turned at the war as few others' did; or both usually answer unlike, and more "
    "so than seven of eight pairs",
    topics=("votes",),
)
