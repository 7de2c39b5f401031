"""How sure the answer of page 1 is: what supports it, what speaks against it, and past cases."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from detente.advice.advised import Advised
from detente.advice.answered import is_advised, supporting
from detente.advice.confidence import SECOND, confidence
from detente.evidence.sentence import PlainSentence
from detente.phrasing import listed
from detente.rules.answer import LIMITS, direction, question
from detente.rules.argument import Argument
from detente.rules.directions import AGAINST, STILL, WHO_DECIDES, WITH, word_between
from detente.rules.leading import leads
from detente.rules.line import Line
from detente.rules.shelf import rule_of

HIGH, MODERATE, LOW = "high", "moderate", "low"
MOST_TESTS, FEWEST_TESTS = 4, 2
"""Tests passed that make confidence high, and without which it is low."""
POWER, VOTES, INSTITUTIONS, RECORD = "power", "votes", "institutions", "dated events"
OF_SECTION = {
    "power": POWER,
    "positions": VOTES,
    "institutions": INSTITUTIONS,
    "membership": INSTITUTIONS,
}
"""What a reader calls the evidence of a section; the other sections rest on dated events."""
OF_RULE = {
    "regime": "regimes",
    "public": "opinion",
    "reported": "speech",
    "settled": INSTITUTIONS,
    "promised": INSTITUTIONS,
    "equilibrium": INSTITUTIONS,
    "veto": "a member's veto",
}
"""Rules of other evidence than that of their section."""
SINGULAR = (POWER, "opinion", "speech", "a member's veto")
TRIED = (
    *("clock", "entrants", "relapse", "war_clock", "war_ending"),
    *("window", "past_window", "outlook", "fore"),
)
"""Rules that count how such cases went before, or whose forecasts were tested."""
AHEAD = re.compile(r"\b(will|would|can|could|how long|how far)\b", re.IGNORECASE)
"""Words of a question that is about what is to come."""
SAYS = "Confidence in this answer is {level}: {reasons}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """How sure an answer is.

    Attributes
    ----------
    support, against : tuple of str
        Kinds of evidence that bear the answer out, and that speak against it.
    sound : bool
        Whether what supports it rests on good methods, narrow intervals and recent figures.
    ahead : bool
        Whether the question is about what is to come.
    tried : bool
        Whether past cases or a tested forecast bear on it.
    advised : bool
        Whether the answer says what would help, which no past case of this paper tests.

    Examples
    --------
    >>> known = Sure(
    ...     support=("votes",), against=(), sound=True, ahead=True, tried=False, advised=False
    ... )
    >>> known.words
    'moderate: votes support it, and it is a judgement'
    """

    support: tuple[str, ...]
    against: tuple[str, ...]
    sound: bool
    ahead: bool
    tried: bool
    advised: bool

    @property
    def level(self) -> str:
        """By four tests: two kinds of evidence, nothing against it, sound figures, past cases."""
        is_alone = len(self.support) == 1
        is_tested = (self.tried or not self.ahead) and not self.advised
        passed = sum((not is_alone, not self.against, self.sound, is_tested))
        if passed == MOST_TESTS:
            return HIGH
        # a forecast that one kind of evidence supports and another contradicts is a guess
        is_split = self.ahead and is_alone and bool(self.against)
        return LOW if passed < FEWEST_TESTS or is_split else MODERATE

    @property
    def words(self) -> str:
        """The level and its reasons."""
        *first, end = self._reasons()
        joined = [*first, f"and {end}" if first else end]
        return f"{self.level}: {', '.join(joined)}"

    def _reasons(self) -> Iterator[str]:
        both = [one for one in self.support if one in self.against]
        support = [one for one in self.support if one not in both]
        against = [one for one in self.against if one not in both]
        if support:
            yield f"{listed(support)} {_verb('support', support)} it"
        if both:
            yield f"{listed(both)} {_verb('point', both)} both ways"
        if against:
            yield f"{listed(against)} {_verb('speak', against)} against it"
        # what points both ways, and more against it, is all that one line can hold
        if not (both and against):
            yield from self._last()

    def _last(self) -> Iterator[str]:
        """Say the weakest of the other tests, or the strongest."""
        if not self.sound:
            yield "its data are weak"
        elif self.advised:
            yield "its advice is a judgement"
        elif self.ahead and self.tried:
            yield "like past cases are counted"
        elif self.ahead:
            yield "it is a judgement"

    def plain(self) -> dict[str, Any]:
        """Give it as the record has it."""
        return {
            "level": self.level,
            "support": list(self.support),
            "against": list(self.against),
            "words": self.words,
        }


def sure(advised: Advised) -> Sure | None:
    """Say how sure the answer is; None where nothing bears it out.

    Parameters
    ----------
    advised : Advised
        What the paper advises.
    """
    argument = advised.argument
    if argument.angle is None:
        return None
    support = tuple(_support(argument))
    if not support:
        return None
    kinds = _kinds(support)
    against = tuple(_against(advised, kinds))
    known = confidence(support, argument.relation.pair.as_of)
    own = [rule for rule in TRIED if rule in argument.angle.rules]
    tried = any(argument.lines.get(rule) for rule in own)
    sound = not set(known.failed) - {SECOND}
    ahead = bool(AHEAD.search(question(argument)))
    return Sure(
        support=kinds,
        against=_kinds(against),
        sound=sound,
        ahead=ahead,
        tried=tried,
        advised=is_advised(advised),
    )


def sentence_of(known: Sure) -> PlainSentence:
    """Say how sure an answer is in one sentence.

    Parameters
    ----------
    known : Sure
        How sure it is.
    """
    return PlainSentence(SAYS.format(level=known.level, reasons=known.words.partition(": ")[2]))


def _support(argument: Argument) -> Iterator[Line]:
    """Give the findings that bear the answer out, and those of page 1 that go its way."""
    borne = () if argument.verdict is None else argument.verdict[1]
    for rule in borne:
        yield from (one for one in argument.lines.get(rule, ()) if leads(argument.relation, one))
    before = direction(argument)
    for one in argument.key_findings:
        if one.rule.id not in borne and word_between(before, one.line) == WITH:
            yield one.line


def _against(advised: Advised, kinds: Container[str]) -> Iterator[Line]:
    """Give what is said against the answer, there or by a key finding of the kinds that support it.

    A finding of another kind that points elsewhere is on another matter: that votes differ does not
    speak against a treaty.
    """
    argument = advised.argument
    borne = () if argument.verdict is None else argument.verdict[1]
    before = direction(argument)
    own = supporting(advised)
    # who else decides is part of the answer, and does not speak against it
    said = {line.id for line in own if line.rule in LIMITS}
    # where nothing moves every movement differs: only what the answer itself sets against it counts
    key = () if before == STILL else (one.line for one in argument.key_findings)
    alike = (line for line in key if _kind(line) in kinds)
    for line in {one.id: one for one in (*own, *alike)}.values():
        is_against = word_between(before, line) in (AGAINST, WHO_DECIDES)
        if is_against and line.rule not in borne and line.id not in said:
            yield line


def _kinds(lines: Iterable[Line]) -> tuple[str, ...]:
    """Name the kinds of evidence of some lines, each once."""
    return tuple(dict.fromkeys(map(_kind, lines)))


def _kind(line: Line) -> str:
    own = OF_RULE.get(line.rule)
    return own or OF_SECTION.get(rule_of(line.rule).section, RECORD)


def _verb(verb: str, names: list[str]) -> str:
    """Give a verb in the number of its subject."""
    return f"{verb}s" if len(names) == 1 and names[0] in SINGULAR else verb
