"""Options: who should do what by when, at whose cost, and what would change our mind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.advice.confidence import LOW, Confidence
from detente.advice.printed import line_of
from detente.evidence.chance import Chance, write_chance
from detente.evidence.sentence import Sentence, render
from detente.rules.line import Line


@dataclass(frozen=True, slots=True)
class Alternative:
    """What could be done in place of an option, and what speaks against it.

    Attributes
    ----------
    id, what : str
        Short name, and the course in a few words.
    against : Sentence
        What speaks against it.
    bearer : str
        Who would pay for it.
    """

    id: str
    what: str
    against: Sentence
    bearer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that somebody could do.

    Attributes
    ----------
    id : str
        Short name of the course.
    actor, verb, instrument : str
        Who, should do what, and by which existing body, text or treaty.
    due : datetime.date
        By when; after the view.
    says : Sentence
        Actor, verb and date in one sentence.
    reason : Sentence
        Why, from the lines it rests on.
    cost, bearer : str
        What it costs, a clause with its verb, and whom.
    changes : Sentence
        The value that would change our mind.
    rests_on : tuple of Line
        Lines of the argument.
    confidence : Confidence
        By the four tests.
    alternatives : tuple of Alternative
        What else could be done about the same, beside it.
    chance : Chance or None
        The chance that it succeeds, where a tested method gives one.
    barred : str
        Why it is no recommendation; empty where it may be one.
    """

    id: str
    actor: str
    verb: str
    instrument: str
    due: date
    says: Sentence
    reason: Sentence
    cost: str
    bearer: str
    changes: Sentence
    rests_on: tuple[Line, ...]
    confidence: Confidence
    alternatives: tuple[Alternative, ...] = ()
    chance: Chance | None = None
    barred: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it is held with more than low confidence."""
        return self.confidence.level != LOW

    @property
    def text(self) -> str:
        """What is recommended, as plain text."""
        return render(self.says)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence with figures."""
        return (self.says, self.reason, self.changes)

    @property
    def line(self) -> Line:
        """The option as a line, whose note has its cells and those of what it rests on."""
        cells = (cell for one in self.rests_on for cell in one.finding.evidence)
        against = tuple(one.against for one in self.alternatives)
        sentences = (*self.sentences, *against)
        return line_of(self.id, sentences, about="what to do", cells=cells)

    def plain(self) -> dict[str, Any]:
        """Give it as the record has it."""
        chance = None if self.chance is None else write_chance(self.chance)
        return {
            "id": self.id,
            "actor": self.actor,
            "verb": self.verb,
            "instrument": self.instrument,
            "by": self.due.isoformat(),
            "text": self.text,
            "reason": render(self.reason),
            "rests_on": [line.id for line in self.rests_on],
            "loses": f"{self.bearer}: {self.cost}",
            "cost": {"what": self.cost, "bearer": self.bearer},
            "changes": render(self.changes),
            "chance": chance,
            "confidence": {
                "level": self.confidence.level,
                "failed": list(self.confidence.failed),
                "words": self.confidence.words,
            },
            "alternatives": [
                {
                    "id": one.id,
                    "what": one.what,
                    "against": render(one.against),
                    "bearer": one.bearer,
                }
                for one in self.alternatives
            ],
            "barred": self.barred,
        }
