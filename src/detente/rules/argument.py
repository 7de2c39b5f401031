"""The argument: which question a relation poses, what answers it, and what each section says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from detente.analysis.guards.form import LeftOut
from detente.analysis.guards.shelf import as_printed, silenced
from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement, figures, length, render
from detente.rules.angle import Angle
from detente.rules.angle_shelf import ANGLES
from detente.rules.facts import facts_of
from detente.rules.leading import leads
from detente.rules.line import Line
from detente.rules.now import record
from detente.rules.now.acts import TELL_ACTS, told, untold
from detente.rules.printed import GUARD, REASON, contradicts
from detente.rules.rule import SECTIONS, Rule
from detente.rules.said import Said
from detente.rules.score import LEAST, score, worth
from detente.rules.selection import Scored, best
from detente.rules.shelf import SHELF, rule_of

MOST_KEY = 5
"""Key findings of page 1."""
POSITIONS, MOST_OF_VOTES = "positions", 2
"""Section of votes, and how many key findings come from it: a vote is not a policy."""
WHY = "why"
"""The section that explains; where no rule does, none of page 1 is said again in its place."""
MEMBERSHIP, SEEKS = "membership", ("applicant", "candidate", "member")
"""The section on membership, and the rungs of those that have asked for it or have it."""
FEWEST_OWN = 3
"""Key findings that answer the question of the angle, where so many may lead."""
FEWEST_SECTIONS = 3
"""Sections from which the key findings come."""
LONGER = 1.5
"""Times the words of page 1 beyond which the section says more than it."""
WITHIN = 0.9
"""Part of the best sum from which the next angle is the counter-argument."""
MOST = {
    "now": 8,
    "power": 6,
    "positions": 8,
    "institutions": 7,
    "why": 4,
    "windows": 3,
    "membership": 6,
    "trust": 4,
}
"""Lines that each section takes by score; those that are always printed are not counted."""
LEAST_IN_SECTION = 0.15
"""Least worth of a line that a section takes."""
OLD = 0.5
"""Factor of lines with stale data inside a section, where they begin with their year."""


@dataclass(frozen=True)
class Argument:
    """What a paper argues; each part is made when it is first asked for.

    Attributes
    ----------
    relation : Relation
        The relation as measured.
    """

    relation: Relation

    @property
    def left_out(self) -> dict[str, LeftOut]:
        """What guards keep out, by its id; every rule is asked."""
        len(self.lines)
        return self._left_out

    @cached_property
    def _left_out(self) -> dict[str, LeftOut]:
        """What guards kept out of the rules that were asked."""
        return {}

    @cached_property
    def lines(self) -> Said:
        """What each rule says, as guards let it be printed; a rule is asked when it is read."""
        return Said({rule.id: rule for rule in SHELF}, lambda rule: tuple(self._allowed(rule)))

    def _allowed(self, rule: Rule) -> Iterator[Line]:
        known = self.relation.situation
        barred = silenced(rule.subject(), known)
        if barred is not None:
            self._left_out[barred.subject] = barred
            return
        for line in rule.say(self.relation):
            if contradicts(line):
                self._left_out[line.name] = LeftOut(f"rule.{rule.id}", guard=GUARD, reason=REASON)
                continue
            subject = rule.subject(line)
            barred = silenced(subject, known)
            printed = as_printed(subject, known)
            if barred is not None:
                self._left_out[barred.subject] = barred
            elif printed is not None:
                yield replace(line, finding=printed)

    @cached_property
    def _outranking(self) -> Angle | None:
        """The angle that outranks all others here; None where only ordinary ones may hold."""
        ranked = sorted((angle for angle in ANGLES if angle.rank), key=lambda angle: angle.rank)
        return next((one for one in ranked if one.holds(self.relation, self.lines)), None)

    @cached_property
    def _ordinary(self) -> tuple[tuple[float, Angle], ...]:
        """Ordinary angles that hold, the winning first, each with what its lines are worth."""
        found = [
            (sum(worth(line, self._year) for line in self._of(angle)), angle)
            for angle in ANGLES
            if not angle.rank and angle.holds(self.relation, self.lines)
        ]
        return tuple(sorted(found, key=lambda one: -one[0]))

    def _of(self, angle: Angle) -> Iterator[Line]:
        """Give the lines that answer an angle."""
        return (line for id in angle.rules for line in self.lines.get(id, ()))

    @property
    def _year(self) -> int:
        return self.relation.pair.as_of

    @cached_property
    def angle(self) -> Angle | None:
        """The question that the relation poses; None where nothing on record poses one."""
        if self._outranking is not None:
            return self._outranking
        if not self._ordinary:
            return None
        total, angle = self._ordinary[0]
        return angle if total >= LEAST and self._is_answered(angle) else None

    def _is_answered(self, angle: Angle) -> bool:
        """Tell whether something particular answers an angle: a form of its own, or a finding."""
        said = angle.verdict(self.relation, self.lines)
        if angle.form_of(said):
            return True
        return any(leads(self.relation, line) for own in self.lines.values() for line in own)

    @property
    def counter(self) -> Angle | None:
        """The next question, where it is almost as strong; None where the first stands alone."""
        if self._outranking is not None or self.angle is None or len(self._ordinary) < 2:
            return None
        (most, _), (next_most, angle) = self._ordinary[:2]
        return angle if next_most >= WITHIN * most else None

    @cached_property
    def scored(self) -> tuple[Scored, ...]:
        """Every line with its score, in the order of the shelf."""
        return tuple(one for rule in SHELF for one in self._scored(rule))

    def _scored(self, rule: Rule) -> Iterator[Scored]:
        """Score the lines of a rule."""
        return (self.weighed(line) for line in self.lines.get(rule.id, ()))

    def weighed(self, line: Line) -> Scored:
        """Score a line; no other rule is asked for it.

        Parameters
        ----------
        line : Line
            One of `lines`.
        """
        rule = rule_of(line.rule)
        return Scored(
            rule,
            line,
            score=score(line, rule, self.angle, year=self._year),
            worth=worth(line, self._year),
        )

    @cached_property
    def key_findings(self) -> tuple[Scored, ...]:
        """The findings of page 1: fresh, uncommon, from several sections, never twice the same."""
        leading = (one for rule in SHELF if rule.key for one in self._scored(rule))
        may = [one for one in leading if self.may_lead(one) and self._is_asked(one)]
        first = self._thesis(may)
        may = [one for one in may if one not in first]
        sections = {one.rule.section for one in may}
        sections |= {one.rule.section for one in first}
        wanted = min(FEWEST_SECTIONS, len(sections))
        own = () if self.angle is None else self.angle.rules
        answering = min(FEWEST_OWN, sum(one.rule.id in own for one in (*first, *may)))

        def keeps_room(one: Scored, taken: Sequence[Scored]) -> bool:
            # the places that are left have to suffice for the sections that are missing, and for
            # the findings that answer the question
            if any(other.rule.id == one.rule.id for other in taken):
                return False
            # one fact is one finding
            stated = facts_of(sentence for other in taken for sentence in other.line.messages)
            if stated & facts_of(one.line.messages):
                return False
            of_votes = sum(other.rule.section == POSITIONS for other in taken)
            if one.rule.section == POSITIONS and of_votes == MOST_OF_VOTES:
                return False
            left = MOST_KEY - len(taken)
            seen = {other.rule.section for other in taken}
            answered = sum(other.rule.id in own for other in taken)
            is_new = one.rule.section not in seen
            room = is_new or left > wanted - len(seen)
            return room and (one.rule.id in own or left > answering - answered)

        others = best(may, MOST_KEY - len(first), chosen=first, fits=keeps_room)
        return (*first, *others)

    def _is_asked(self, one: Scored) -> bool:
        """Tell whether a finding belongs on page 1 under this question.

        What membership would change is no news where nobody has asked for it.
        """
        if one.rule.section != MEMBERSHIP or self.angle is None:
            return True
        seeks = self.relation.state.rung in SEEKS
        return seeks or MEMBERSHIP in self.angle.sections

    def _thesis(self, may: Sequence[Scored]) -> tuple[Scored, ...]:
        """Give the finding that bears the answer out, which comes first; empty where none may."""
        borne_out = () if self.verdict is None else self.verdict[1]
        for rule in borne_out:
            own = [one for one in may if one.rule.id == rule]
            if own:
                return (max(own, key=lambda one: one.score),)
        return ()

    @cached_property
    def verdict(self) -> tuple[Statement, tuple[str, ...]] | None:
        """The first sentence of the answer, and the rules whose finding bears it out."""
        if self.angle is None:
            return None
        said = self.angle.verdict(self.relation, self.lines)
        return said, self.angle.borne_out_by(said)

    @property
    def has_thesis(self) -> bool:
        """Whether the first key finding bears the answer out."""
        found = self.key_findings
        return bool(found and self.verdict) and found[0].rule.id in (self.verdict or ((), ()))[1]

    def may_lead(self, one: Scored) -> bool:
        """Tell whether a line may be a key finding; advice may rest on such lines alone.

        Parameters
        ----------
        one : Scored
            A line of `scored`.
        """
        return leads(self.relation, one.line)

    def section(self, name: str) -> tuple[tuple[Scored, ...], ...]:
        """Give the lines of a section, paragraph by paragraph.

        Parameters
        ----------
        name : str
            One of `detente.rules.rule.SECTIONS`.
        """
        if name not in self._laid_out:
            self._laid_out[name] = self._paragraphs(name)
        return self._laid_out[name]

    @cached_property
    def _laid_out(self) -> dict[str, tuple[tuple[Scored, ...], ...]]:
        """Sections that have been asked for."""
        return {}

    def _paragraphs(self, name: str) -> tuple[tuple[Scored, ...], ...]:
        left = self._unprinted(self._untold(self._of_section(name)))
        if name != WHY:
            left = (one for one in left if one.rule.always or not self._is_said_whole(one))
        chosen = sorted(left, key=lambda one: one.rule.place)
        paragraphs: dict[str, list[Scored]] = {}
        for one in chosen:
            paragraphs.setdefault(one.rule.paragraph, []).append(one)
        return tuple(tuple(lines) for lines in paragraphs.values())

    def _unprinted(self, chosen: Iterable[Scored]) -> Iterator[Scored]:
        """Leave out sentences that page 1 prints word for word; the state is said all the same."""
        for one in chosen:
            finding = one.line.finding
            left = tuple(said for said in finding.sentences if render(said) not in self._printed)
            if one.rule.always or len(left) == len(finding.sentences):
                yield one
            elif left:
                kept = replace(finding, sentences=left)
                yield replace(one, line=replace(one.line, finding=kept))

    def _is_said_whole(self, one: Scored) -> bool:
        """Tell whether page 1 has every figure of a line that is a key finding: it is said once."""
        leading = (lead.line for lead in self.key_findings)
        same = next((line for line in leading if line.id == one.line.id), None)
        if same is None:
            return False
        own, there = one.line.finding.sentences, same.messages
        is_longer = sum(map(length, own)) > LONGER * sum(map(length, there))
        names = _names(own, first=1) <= _names(there, first=0)
        has_all = names and _values(own) <= _values(there)
        return bool(_values(own)) and has_all and not is_longer

    @cached_property
    def _printed(self) -> frozenset[str]:
        """Sentences of the key findings."""
        return frozenset(render(said) for one in self.key_findings for said in one.line.messages)

    def _untold(self, chosen: Sequence[Scored]) -> Iterator[Scored]:
        """Leave out what other rules tell of acts that the record tells; their sums stay."""
        if not any(one.rule.id == record.ID for one in chosen):
            yield from chosen
            return
        for one in chosen:
            left = untold(one.line, self._told) if one.rule.id in TELL_ACTS else one.line
            if left is not None:
                yield replace(one, line=left)

    @cached_property
    def _told(self) -> frozenset[str]:
        return told(self.relation)

    def _of_section(self, name: str) -> tuple[Scored, ...]:
        """Give the lines of a section's own rules."""
        own = (one for rule in SHELF if rule.section == name for one in self._scored(rule))
        lines = [self._in_section(one) for one in own]
        always = [one for one in lines if one.rule.always]
        others = [one for one in lines if not one.rule.always and one.worth >= LEAST_IN_SECTION]
        taken = best(others, MOST[name], chosen=always)
        # a caveat alone has nothing to warn of
        if not taken and not any(map(_may_be_alone, always)):
            return ()
        return (*always, *taken)

    def _in_section(self, one: Scored) -> Scored:
        """Let a stale line count in its section, where it begins with its year."""
        if one.worth:
            return one
        dated = replace(one.line, newest=None)
        kept = OLD * worth(dated, self._year)
        scored = OLD * score(dated, one.rule, self.angle, year=self._year)
        return replace(one, score=scored, worth=kept)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Sections that have something to say, in the order of the paper."""
        return tuple(name for name in SECTIONS if self._of_section(name))


def _values(sentences: Iterable[Statement]) -> frozenset[tuple[str, float]]:
    """Give the figures of some sentences, by kind and value."""
    shown = (figure for sentence in sentences for figure in figures(sentence))
    return frozenset((figure.kind, round(figure.value, 6)) for figure in shown)


def _names(sentences: Iterable[Statement], *, first: int) -> frozenset[str]:
    """Give the words with a capital in some sentences, each from its first one on that counts."""
    words = (word for sentence in sentences for word in render(sentence).split()[first:])
    bare = (word.strip(",.;:*()").removesuffix("'s").removesuffix("'") for word in words)
    return frozenset(word for word in bare if word[:1].isupper())


def _may_be_alone(one: Scored) -> bool:
    return one.rule.alone or not one.rule.exempt
