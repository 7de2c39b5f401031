"""Lines made by hand, and an argument that says nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from detente.evidence.cell import Cell
from detente.evidence.figure import figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.models import track_records as methods
from detente.rules.angle import Lines
from detente.rules.argument import Argument
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.selection import Scored


def line(
    rule: str,
    variant: str,
    *,
    source: str = "blocs",
    newest: int | None = None,
    low: float | None = None,
    high: float | None = None,
    checked: bool = True,
) -> Line:
    """Give a line that may be a key finding, on one cell."""
    cell = Cell(
        "votes",
        "same",
        keys=(("year", newest or 2024),),
        value=0.5,
        unit="share",
        sources=(source,),
        rule="by hand",
        low=low,
        high=high,
        checked=checked,
    )
    shown = measured(figure_id(rule, "value"), cell, way="per_cent")
    key = Sentence("They did so in {shown} of cases.", {"shown": shown})
    finding = Finding(
        id=f"rule.{rule}",
        sentences=(key,),
        value=cell.value,
        unit=cell.unit,
        evidence=(cell,),
        method=methods.accounting(),
        low=low,
        high=high,
    )
    return Line(
        rule,
        variant,
        finding=finding,
        reasons=Reasons(unusual=1.0),
        headline=Sentence("Something moved.", {}),
        key=(key,),
        gist=key,
        newest=newest,
    )


@dataclass(frozen=True)
class Given(Argument):
    """An argument whose lines are given.

    Attributes
    ----------
    given : tuple of Line
        Its lines.
    """

    given: tuple[Line, ...] = ()

    @cached_property
    def lines(self) -> Lines:
        """The lines that were given, by rule."""
        rules = dict.fromkeys(one.rule for one in self.given)
        return {rule: tuple(one for one in self.given if one.rule == rule) for rule in rules}

    @cached_property
    def scored(self) -> tuple[Scored, ...]:
        """Each line under a rule of its own, scored alike."""
        return tuple(
            Scored(_rule(one), one, score=1.0, worth=1.0)
            for own in self.lines.values()
            for one in own
        )


def _rule(line: Line) -> Rule:
    return Rule(
        line.rule,
        "positions",
        place=1,
        paragraph="all",
        say=lambda _relation: iter(()),
        condition="given by hand",
        topics=("standing",),
    )
