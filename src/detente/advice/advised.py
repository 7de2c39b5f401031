"""What a paper advises: the options that a relation calls for, and what is to be watched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from detente.advice.confidence import confidence
from detente.advice.course import Course
from detente.advice.deciding import decided
from detente.advice.option import Option
from detente.advice.shelf import COURSES
from detente.advice.watch import Watch
from detente.advice.watches import watches
from detente.analysis.guards.form import LeftOut
from detente.analysis.guards.shelf import off_first_page, silenced
from detente.evidence.sentence import PlainSentence
from detente.rules.argument import MOST_KEY, Argument
from detente.rules.selection import Scored

MOST, MOST_BESIDE = 3, 2
"""Recommendations of page 1, and beside a full set of key findings."""
NOTHING = "The evidence favours no course between {pair}: {why}."
"""What page 1 says where nothing is recommended."""
UNCHECKED = "not been verified"
"""What the reason of an option says whose facts were not checked."""
UNREAD = "the dates on which one would rest have not been checked"
LITTLE = "too little sets the two apart from other pairs to ask anything of either"
MOVED = "what has moved is in the hands of no body or treaty of theirs"
SETTLED = "{state}, and no finding above calls for a change"
STATES = {
    "integrated": "a union by treaty holds them",
    "allied": "they are allies",
    "partners": "they are partners",
}
"""Why nothing is recommended, where no guard is the reason."""


@dataclass(frozen=True)
class Advised:
    """What a paper advises; each part is made when it is first asked for.

    Attributes
    ----------
    argument : Argument
        What it rests on.
    """

    argument: Argument

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every option that the relation calls for, those that are barred with the reason."""
        return tuple(option for course in COURSES for option in self._proposed(course))

    def _proposed(self, course: Course) -> Iterator[Option]:
        if silenced(course.subject, self.argument.relation.situation) is not None:
            return
        for option in course.propose(self.argument):
            yield self._weighed(option)

    def _weighed(self, option: Option) -> Option:
        """Let an option rest on what may be on page 1 alone; where nothing may, say why."""
        known = self.argument.relation.situation
        kept, reasons = [], []
        for line in option.rests_on:
            one = self.argument.weighed(line)
            barred = off_first_page(one.rule.subject(line), known)
            if barred is None:
                kept.append(one)
            else:
                reasons.append(f"what it rests on is not on page 1, since {barred.reason}")
        if not kept:
            return replace(option, barred=reasons[0])
        lines = tuple(one.line for one in kept)
        resting = replace(
            option, rests_on=lines, confidence=confidence(lines, self.argument.relation.pair.as_of)
        )
        return replace(resting, barred=self._why_not(resting, kept))

    def _why_not(self, option: Option, kept: list[Scored]) -> str:
        """Say why an option is no recommendation; empty where it is one."""
        if not option.is_sure:
            return f"confidence in it is {option.confidence.words}"
        if not all(cell.checked for cell in option.shown):
            return "it names a day that has not been verified"
        if not any(map(self.argument.may_lead, kept)):
            return "it rests on no finding that may be on page 1"
        return ""

    @cached_property
    def recommended(self) -> tuple[Option, ...]:
        """The recommendations of page 1, those that rest on the strongest lines first."""
        fitting = [one for one in self.options if not one.barred]

        def score(option: Option) -> float:
            return max(self.argument.weighed(line).score for line in option.rests_on)

        full = len(self.argument.key_findings) >= MOST_KEY
        ordered = sorted(fitting, key=score, reverse=True)
        return tuple(ordered[: MOST_BESIDE if full else MOST])

    @cached_property
    def watches(self) -> tuple[Watch, ...]:
        """Three things to watch, at most."""
        return watches(self.argument, is_advised=bool(self.recommended))

    @property
    def nothing(self) -> PlainSentence:
        """Say that no course is offered, and why in one clause."""
        relation = self.argument.relation
        barred = [silenced(course.subject, relation.situation) for course in COURSES]
        reasons = [one.reason for one in barred if one is not None]
        # a guard that bars a fourth of them is the reason; single ones are among what is left out
        reason = max(reasons, key=reasons.count) if 4 * len(reasons) > len(COURSES) else ""
        said = NOTHING.format(pair=relation.pair.words, why=reason or self._why_none)
        return PlainSentence(said)

    @property
    def _why_none(self) -> str:
        """Say what a course would need."""
        headline = self.argument.relation.state.headline
        if any(UNCHECKED in option.barred for option in self.options):
            return UNREAD
        if not self.argument.key_findings:
            return LITTLE
        return SETTLED.format(state=STATES[headline]) if headline in STATES else MOVED

    @property
    def left_out(self) -> Iterator[LeftOut]:
        """Name the courses and options that are not recommended, with the reason."""
        for course in COURSES:
            barred = silenced(course.subject, self.argument.relation.situation)
            if barred is not None:
                yield barred
        for option in self.options:
            if option.barred:
                yield LeftOut(
                    subject=f"recommendation.{option.id}",
                    guard="advice from page 1 only",
                    reason=option.barred,
                )

    def plain(self) -> dict[str, Any]:
        """Give options, recommendations and watches as the record has them."""
        pair = self.argument.relation.pair
        return {
            "options": [option.plain() for option in self.options],
            "recommendations": [option.plain() for option in self.recommended],
            "watch": [{**one.plain(pair), **decided(one, pair)} for one in self.watches],
        }
