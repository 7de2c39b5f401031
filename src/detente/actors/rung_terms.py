"""What each rung of a bloc gives, withholds and demands by treaty, with dates.

Made by hand, one file of `tables/rungs` a bloc. A *term* says one thing of a rung, or of some of
its forms; an *allotment* holds votes, seats or shares by state as a decision set them; a *rule*
holds the figures of a treaty from which votes or seats are computed. docs/rungs.md describes the
files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from detente.actors.row_sources import Sourced
from detente.span import OPEN_END, Span

TOPICS = {
    "guarantee": "defence when attacked",
    "consultation": "meetings and dialogue, without a vote",
    "votes": "how decisions are taken, and with how many votes",
    "veto": "whether one state can stop a decision",
    "seats": "seats in an assembly",
    "budget": "who pays how much",
    "market": "goods, services, capital and tariffs",
    "movement": "persons: borders, work, residence",
    "alignment": "foreign policy and law that must be followed",
    "sanctions": "whose sanctions must be applied",
    "inspection": "who may look into the state's affairs",
    "courts": "whose judgments bind",
}
"""What a term may be about, in the order in which it is printed, and what each means."""
EFFECTS = ("gives", "withholds", "demands")
"""What a rung does with it."""
UNITS = ("votes", "seats", "share")
"""What an allotment may count; a share is of the whole, 0 to 1."""
PARAMETERS: dict[str, tuple[str, ...]] = {
    "double majority": ("members", "people", "blockers", "least"),
    "Cambridge Compromise": ("base", "most", "size"),
}
"""The rules that can be computed, and the figures that each needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Sourced):
    """One thing that a rung gives, withholds or demands.

    Attributes
    ----------
    rung : str
        A rung of the ladder.
    forms : tuple of str
        The forms of the rung of which it holds; empty where it holds of all.
    topic, effect : str
        One of `TOPICS`, one of `EFFECTS`.
    says : str
        The term in words.
    brief : str
        What is given or demanded in a few words, as a sentence has it after "gets" or "must"; empty
        where the topic says enough.
    article : str
        Article and paragraph.
    document : str
        The treaty or decision, by name.
    span : Span
        First and last day on which it holds.
    row : str
        Stable id of the row.
    """

    rung: str
    forms: tuple[str, ...]
    topic: str
    effect: str
    says: str
    brief: str
    article: str
    document: str
    span: Span
    row: str

    def plain(self) -> dict[str, Any]:
        """Give the term as plain data."""
        said = {name: getattr(self, name) for name in ("rung", "topic", "effect", "says")}
        return {**said, "forms": list(self.forms), **_plain(self)}

    def of(self, rung: str, form: str) -> bool:
        """Tell whether the term is one of a form of a rung.

        Parameters
        ----------
        rung, form : str
            The rung, and what the bloc calls it.
        """
        return self.rung == rung and (not self.forms or form in self.forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment(Sourced):
    """Votes, seats or shares by state, as a treaty or a decision set them.

    Attributes
    ----------
    topic, organ, unit : str
        One of `TOPICS`; whose votes, seats or money; one of `UNITS`.
    numbers : dict of str to float
        Letters of the state to its number.
    threshold : float or None
        Votes that a decision needs; None where there is none, or no votes.
    article, document : str
        As of a term.
    span : Span
        First and last day on which it holds.
    row : str
        Stable id of the row.
    """

    topic: str
    organ: str
    unit: str
    numbers: dict[str, float]
    threshold: float | None
    article: str
    document: str
    span: Span
    row: str

    def plain(self) -> dict[str, Any]:
        """Give the allotment as plain data."""
        said = {name: getattr(self, name) for name in ("topic", "organ", "unit", "threshold")}
        return {**said, "numbers": self.numbers, "total": self.total, **_plain(self)}

    @property
    def total(self) -> float:
        """Sum of all numbers."""
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRule(Sourced):
    """Figures of a treaty from which votes or seats are computed.

    Attributes
    ----------
    topic, organ, name : str
        One of `TOPICS`; whose votes or seats; one of `PARAMETERS`.
    figures : dict of str to float
        Its parameters.
    article, document : str
        As of a term.
    span : Span
        First and last day on which it holds.
    row : str
        Stable id of the row.
    """

    topic: str
    organ: str
    name: str
    figures: dict[str, float]
    article: str
    document: str
    span: Span
    row: str

    def plain(self) -> dict[str, Any]:
        """Give the rule as plain data."""
        said = {name: getattr(self, name) for name in ("topic", "organ", "name", "figures")}
        return {**said, **_plain(self)}


Row = TypeVar("Row", Term, Allotment, CountingRule)


def _plain(row: Term | Allotment | CountingRule) -> dict[str, Any]:
    """Give what every row says: its dates, its article and its source."""
    end = None if row.span.end == OPEN_END else row.span.end.isoformat()
    return {
        "row": row.row,
        "from": row.span.start.isoformat(),
        "to": end,
        "article": row.article,
        "document": row.document,
        "url": row.url or None,
        **row.source_words,
    }


def _held_on(rows: tuple[Row, ...], day: date) -> tuple[Row, ...]:
    """Give the rows that hold on a day."""
    return tuple(row for row in rows if row.span.covers(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class RungTerms:
    """Everything that one bloc's rungs mean by treaty.

    Attributes
    ----------
    bloc : str
        Id of the bloc.
    association : str
        The form that an association is counted in; empty where the bloc has none.
    terms : tuple of Term
        By rung, topic and date.
    allotments : tuple of Allotment
        By date.
    rules : tuple of CountingRule
        By date.
    """

    bloc: str
    association: str
    terms: tuple[Term, ...]
    allotments: tuple[Allotment, ...]
    rules: tuple[CountingRule, ...]

    def held(self, day: date) -> RungTerms:
        """Give what holds on a day; what began later is not known then.

        Parameters
        ----------
        day : datetime.date
            The day.

        Examples
        --------
        >>> nothing = RungTerms(bloc="NATO", association="", terms=(), allotments=(), rules=())
        >>> nothing.held(date(2013, 12, 31)) == nothing
        True
        """
        return replace(
            self,
            terms=_held_on(self.terms, day),
            allotments=_held_on(self.allotments, day),
            rules=_held_on(self.rules, day),
        )

    def terms_of(self, rung: str, forms: tuple[str, ...]) -> tuple[Term, ...]:
        """Give the terms of the forms of a rung, each once, by topic.

        Parameters
        ----------
        rung : str
            The rung.
        forms : tuple of str
            Its forms.
        """
        return tuple(one for one in self.terms if any(one.of(rung, form) for form in forms))

    def allotment(self, topic: str) -> Allotment | None:
        """Give the newest allotment of a topic; None where there is none.

        Parameters
        ----------
        topic : str
            One of `TOPICS`.
        """
        of_topic = [one for one in self.allotments if one.topic == topic]
        return of_topic[-1] if of_topic else None

    def rule(self, name: str) -> CountingRule | None:
        """Give the newest rule of a name; None where there is none.

        Parameters
        ----------
        name : str
            One of `PARAMETERS`.
        """
        named = [one for one in self.rules if one.name == name]
        return named[-1] if named else None

    def forms(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give each rung, and the forms that its terms name; without any for the whole rung."""
        seen = dict.fromkeys((one.rung, one.forms) for one in self.terms)
        yield from seen
