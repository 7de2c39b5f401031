"""Options: who should do what by when, at whose cost, and what would change our mind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from detente.advice.confidence import LOW, Confidence, confidence
from detente.advice.deadlines import BY, Deadline
from detente.advice.printed import Parts, line_of, written
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance, write_chance
from detente.evidence.sentence import Phrase, Sentence, figures, length, render
from detente.rules.line import LONGEST, Line


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

    def plain(self) -> dict[str, str]:
        """Give it as the record has it."""
        against = render(self.against)
        return {"id": self.id, "what": self.what, "against": against, "bearer": self.bearer}


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
    answers : Sentence or None
        What would help, in one short sentence of the answer, without a figure.
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
    answers: Sentence | None = None

    @property
    def shown(self) -> tuple[Cell, ...]:
        """Cells of the figures that its own sentences show."""
        figured = (figure for one in self.sentences for figure in figures(one))
        return tuple(cell for figure in figured for cell in figure.cells)

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
        course = {
            "id": self.id,
            "actor": self.actor,
            "verb": self.verb,
            "instrument": self.instrument,
            "by": self.due.isoformat(),
            "text": self.text,
        }
        grounds = {
            "reason": render(self.reason),
            "rests_on": [line.id for line in self.rests_on],
            "loses": f"{self.bearer}: {self.cost}",
            "cost": {"what": self.cost, "bearer": self.bearer},
            "changes": render(self.changes),
        }
        return {
            **course,
            **grounds,
            "chance": None if self.chance is None else write_chance(self.chance),
            "confidence": self.confidence.plain(),
            "alternatives": [one.plain() for one in self.alternatives],
            "barred": self.barred,
        }


@dataclass(frozen=True, slots=True)
class Wording:
    """Templates of an option and of its alternative.

    Attributes
    ----------
    says, reason, changes : str
        As `Option` has them, before their parts are filled in.
    instead, what, against : str
        Short name of the alternative, what it is, and the template of what speaks against it.
    answers : str
        The template of what would help, in one short sentence; empty for none.
    """

    says: str
    reason: str
    changes: str
    instead: str
    what: str
    against: str
    answers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Who does what, with what, by when, and who pays.

    Attributes
    ----------
    actor, verb, instrument : str
        Who, should do what, and by which existing body, text or treaty.
    due : Deadline
        By when, and what makes it the day.
    cost, bearer : str
        What it costs, a clause with its verb, and whom.
    payer : str
        Who would pay for the alternative.
    """

    actor: str
    verb: str
    instrument: str
    due: Deadline
    cost: str
    bearer: str
    payer: str


def option_of(
    id: str,
    terms: Terms,
    wording: Wording,
    *,
    parts: Parts,
    lines: tuple[Line, ...],
    year: int,
) -> Option:
    """Put an option together.

    Parameters
    ----------
    id : str
        Short name of the course.
    terms : Terms
        Who does what by when.
    wording : Wording
        Its templates.
    parts : dict
        What the names of the templates stand for.
    lines : tuple of Line
        Lines that it rests on.
    year : int
        Year of the view.
    """
    parts = {**parts, "due": terms.due.figure(id)}
    reason, changes, against = (
        written(template, parts) for template in (wording.reason, wording.changes, wording.against)
    )
    says = _said(wording.says, parts, terms.due.begun(id))
    instead = Alternative(wording.instead, wording.what, against=against, bearer=terms.payer)
    known = confidence(lines, year)
    made = Option(
        id=id,
        actor=terms.actor,
        verb=terms.verb,
        instrument=terms.instrument,
        due=terms.due.due,
        says=says,
        reason=reason,
        changes=changes,
        cost=terms.cost,
        bearer=terms.bearer,
        rests_on=lines,
        confidence=known,
        alternatives=(instead,),
    )
    if not wording.answers:
        return made
    return replace(made, answers=written(wording.answers, parts))


def _said(template: str, parts: Parts, begun: Phrase) -> Sentence:
    """Say by when with what falls in that month, where page 1 has room for it."""
    plain = written(template, parts)
    if not template.startswith(BY):
        return plain
    whole = written(template, {**parts, "due": begun})
    return whole if length(whole) <= LONGEST else plain
