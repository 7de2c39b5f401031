"""SUPPORT: how many states vote for texts that hold one side to account, and who changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from detente.actors.assembly_conflicts import AssemblyText, texts_on
from detente.actors.relation_facts import own_keys
from detente.actors.states import state_on
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.evidence.figure import Figure, counted, figure_id, measured, on_day
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.identity.episodes import ANSWERS, YES, Episode, episodes
from detente.models import track_records as methods
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts, shown_cells
from detente.rules.rule import Rule

ID = "support"
CLEAR = 0.1
"""Part of the votes for a text that a change must exceed."""
MOST_NAMED = 3
"""States that are named as having changed their answer."""
KNOWN = (2, 710, 365, 200, 220, 255, 740, 750, 140)
"""COW codes of the states that are named first."""
NO = 3
SUBJECTS = {"force": "the use of force", "law": "international law"}
"""What a text of a kind is about, where the kind is no noun of a sentence."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Two texts of one kind, or one that comes back, and the votes for each.

    Attributes
    ----------
    episode : Episode
        The conflict with every answer.
    text : AssemblyText
        The row that names the side and the kind.
    before, now : int
        Places of both texts.
    recurring : bool
        Whether they are the same text in two years.
    """

    episode: Episode
    text: AssemblyText
    before: int
    now: int
    recurring: bool

    @property
    def change(self) -> float:
        """Change of the votes for it, as a part of the larger number."""
        then, today = (self.episode.votes_for(place).value for place in (self.before, self.now))
        return (today - then) / max(then, today)

    def turned(self, answer: int) -> list[int]:
        """Give the COW codes of the states that went from yes to another answer."""
        then, today = (self.episode.choices[:, place] for place in (self.before, self.now))
        codes = self.episode.codes[(then == YES) & (today == answer)].tolist()
        return sorted(codes, key=_known_first)

    def figure(self, name: str, place: int) -> Figure:
        """Give the votes for one of the texts as a figure."""
        return measured(
            _id(name, self.episode.conflict.id), self.episode.votes_for(place), way="whole"
        )

    def month(self, name: str, place: int) -> Figure:
        """Give the month of one of the texts as a figure."""
        day, cell = self.episode.days[place], self.episode.votes_for(place)
        return on_day(_id(name, self.episode.conflict.id), day, cell, precision="month")


def say(relation: Relation) -> Iterator[Line]:
    """Compare the votes for texts of one kind, where the two are the sides of the conflict."""
    pair = relation.pair
    for episode in episodes(relation.catalog, pair.day):
        if not episode.conflict.is_between(pair.first, pair.second):
            continue
        found = list(_candidates(episode, pair.day))
        clear = [one for one in found if abs(one.change) > CLEAR]
        if clear:
            yield _line(relation, max(clear, key=lambda one: (one.now, abs(one.change))))


def _candidates(episode: Episode, day: date) -> Iterator[Compared]:
    """Give pairs of texts that hold one side to account: the same text, or two of one kind."""
    named = [text for text in texts_on(episode.conflict, day) if text.named]
    voted = [text for text in named if text.symbol in episode.symbols]
    for text in voted:
        place = episode.symbols.index(text.symbol)
        series = [at for at, title in enumerate(episode.titles) if title == episode.titles[place]]
        if text.recurring and len(series) > 1:
            yield Compared(
                episode, text, before=_reference(episode, series), now=series[-1], recurring=True
            )
            continue
        alike = [one for one in voted if (one.named, one.kind) == (text.named, text.kind)]
        first = episode.symbols.index(alike[0].symbol)
        if first < place:
            yield Compared(episode, text, before=first, now=place, recurring=False)


def _reference(episode: Episode, series: list[int]) -> int:
    """Choose with which year the newest is compared: the best, where it is past; else the first."""
    best = max(series, key=lambda place: (episode.votes_for(place).value, place))
    return best if best != series[-1] else series[0]


def _line(relation: Relation, one: Compared) -> Line:
    named = _named(relation, one)
    new = one.figure("now", one.now)
    key, body = _counts(one, new)
    way, more = ("fell", "Fewer") if one.change < 0 else ("rose", "More")
    sentences = (body, *_turned(one), *_wording(one))
    finding = Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=one.change,
        unit="part of votes",
        evidence=shown_cells(*sentences, key),
        method=methods.accounting(),
        sentence_about="votes for texts that name one side",
    )
    words: Parts = {"more": more, "named": named}
    message = Sentence("{more} states vote in the Assembly for a text that names {named}.", words)
    gist = Sentence(
        "For a text that names {named} {new} states vote.", {"named": named, "new": new}
    )
    form = f"{way}.{'yearly' if one.recurring else 'texts'}"
    said = Line(
        ID,
        f"moved.{form}",
        finding=finding,
        reasons=Reasons(moved=moved(one.change, CLEAR)),
        series=ID,
        newest=one.episode.days[one.now].year,
    )
    # two texts of different wording are no series: they are compared in the section alone
    return replace(said, headline=message, key=(key,), gist=gist) if one.recurring else said


def _named(relation: Relation, one: Compared) -> str:
    """Give what a sentence calls the side that the texts hold to account."""
    parties = (relation.pair.first, relation.pair.second)
    sides = {key: party.label for party in parties for key in own_keys(party)}
    return sides.get(one.text.named, one.text.named)


def _counts(one: Compared, new: Figure) -> tuple[Sentence, Sentence]:
    """Write both counts: for page 1, and with the subject of the texts for the section."""
    parts: Parts = {
        "old": one.figure("before", one.before),
        "new": new,
        "when": one.month("then", one.before),
        "last": one.month("last", one.now),
    }
    if one.recurring:
        key = Sentence("The yearly text had {old} votes in {when} and {new} in {last}.", parts)
        body = Sentence(
            "The yearly text on the {what} had {old} votes in {when} and {new} in {last}.",
            {**parts, "what": one.text.recurring},
        )
        return key, body
    key = Sentence("In {when} {old} states voted for a text that names it, in {last} {new}.", parts)
    body = Sentence(
        "On {what}, {old} states voted for the text of {when} and {new} for that of {last}.",
        {**parts, "what": SUBJECTS.get(one.text.kind, one.text.kind)},
    )
    return key, body


def _turned(one: Compared) -> Iterator[Sentence]:
    """Name the states that went from yes to no, and count those that no longer say yes."""
    day = one.episode.days[one.now]
    against = one.turned(NO)
    if against:
        names = listed([state_on(code, day).label for code in against[:MOST_NAMED]])
        among = "among others " if len(against) > MOST_NAMED else ""
        yield Sentence("{among}{names} turned from yes to no.", {"among": among, "names": names})
    others = [code for answer in ANSWERS if answer not in (YES, NO) for code in one.turned(answer)]
    if others:
        cells = (one.episode.votes_for(one.before), one.episode.votes_for(one.now))
        count = counted(_id("abstained", one.episode.conflict.id), len(others), "states", *cells)
        yield Sentence("Another {count} turned from yes to abstention.", {"count": count})


def _wording(one: Compared) -> Iterator[Sentence]:
    if not one.recurring:
        yield Sentence("The two texts differ in wording.", {})


def _known_first(code: int) -> tuple[int, int]:
    return (KNOWN.index(code) if code in KNOWN else len(KNOWN), code)


def _id(*names: str) -> str:
    return figure_id("positions", ID, *names)


RULE = Rule(
    id=ID,
    section="positions",
    place=72,
    paragraph="support",
    say=say,
    condition="the two are the sides of a conflict on which a user's own store of votes has two "
    "texts of one kind that name one side, and the votes for them differ by a tenth",
    topics=("votes",),
)
