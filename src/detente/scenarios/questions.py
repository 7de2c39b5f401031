"""What may be asked of a scenario: series that later data decide, and how they decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from detente.actors.blocs import blocs
from detente.actors.states import state_on
from detente.calendar import last_year
from detente.estimators.futures.series import Kind
from detente.estimators.futures.world import CANDIDATE, MEMBER
from detente.models.features.dyad_years import LAST_GML
from detente.scenarios.spinoffs.setting import Setting
from detente.span import year_end

FACTS = "facts"
"""Stands for the hand-made tables, as the ledger has it."""
DISPUTES = (("gml_mid", "gmlmidonset"), ("cow_mid", "cowmidonset"))
"""Tables that show whether a dispute began: up to the last year of the first, and afterwards."""
STEP_RULE = "Yes where our record of rungs has the step after the view and by that day."
EVER = 9999
"""Stands for no last year."""
COUNTED = {"take": "count", "rows": "any", "way": "at least", "threshold": 1.0}
"""How something that came is decided: once is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A series of which a question can be asked.

    Attributes
    ----------
    id : str
        Stable name.
    row : tuple of int
        Kind and numbers, as the engine reads them.
    words, rule : str
        The question, and how its answer is read; with ``{year}`` and ``{threshold}``.
    table, column : str
        The data that decide it; those of disputes depend on the year.
    where : dict
        Their rows; years or days are added.
    plus : str
        A column that is added to the first.
    by : {"value", "step", "dispute"}
        Whether a value of the last year decides, or something that came since the view.
    is_whole : bool
        Whether the answer turns on the series passing one half rather than on a value.
    ends : bool
        Whether yes means that the series is zero: a member that left.
    to : int
        Last year for which it is asked.
    """

    id: str
    row: tuple[int, ...]
    words: str
    rule: str
    table: str
    column: str
    where: dict[str, Any] = field(default_factory=dict)
    plus: str = ""
    by: str = "value"
    is_whole: bool = False
    ends: bool = False
    to: int = EVER

    def decided_by(self, view: date, year: int, threshold: float) -> dict[str, Any]:
        """Give what decides the question, in the form of the ledger.

        Parameters
        ----------
        view : datetime.date
            The view: what came up to it does not count.
        year : int
            The year at whose end it is asked.
        threshold : float
            The value from which on the answer is yes.
        """
        if self.by == "step":
            return self._by_a_step(view, year)
        if self.by == "dispute":
            return self._by_a_dispute(view, year)
        plus = {"plus": self.plus} if self.plus else {}
        where = {**self.where, "year": [year]}
        named = {"table": self.table, "column": self.column, "where": where, **plus}
        return {**named, "way": "at least", "threshold": threshold}

    def _by_a_step(self, view: date, year: int) -> dict[str, Any]:
        """Count the steps after the view, up to the end of the year."""
        since, until = (view + timedelta(days=1)).isoformat(), year_end(year).isoformat()
        where = {**self.where, "date": {"from": since, "to": until}}
        named = {"table": self.table, "column": self.column, "where": where}
        return {**named, **COUNTED, "known": [FACTS, until]}

    def _by_a_dispute(self, view: date, year: int) -> dict[str, Any]:
        """Count the years after the view in which a dispute begins."""
        table, onset = DISPUTES[year > LAST_GML]
        years = list(range(view.year + 1, year + 1))
        where = {**self.where, "year": years, onset: [1]}
        named = {"table": table, "column": onset, "where": where}
        return {**named, **COUNTED, "known": [table, str(year)]}


def asked(setting: Setting) -> tuple[Asked, ...]:
    """Give what may be asked of an event.

    Parameters
    ----------
    setting : Setting
        The event in its world.
    """
    own = (_regime(setting), _position(setting, setting.state), _weight(setting))
    around = [
        question
        for place in setting.neighbours
        for question in (*_of_ladders(setting, place), _position(setting, place))
    ]
    return (*_of_own_rung(setting), *own, *around, *_disputes(setting))


def _label(setting: Setting, place: int) -> str:
    return state_on(setting.codes[place], year_end(setting.built.year)).label


def _regime(setting: Setting) -> Asked:
    name = setting.event.state.label
    return Asked(
        id=f"democracy.{setting.code}",
        row=(Kind.DEMOCRACY, setting.state),
        words=f"Is electoral democracy in {name} at least {{threshold:.2f}} in {{year}}?",
        rule="Yes where V-Dem's index of electoral democracy is that high in the year.",
        table="regime",
        column="polyarchy",
        where={"ccode": [setting.code]},
        plus="polyarchy_median",
    )


def _position(setting: Setting, place: int) -> Asked:
    name, code = _label(setting, place), setting.codes[place]
    return Asked(
        id=f"position.{code}",
        row=(Kind.POSITION, place),
        words=f"Is the ideal point of {name} in UN votes at least {{threshold:.2f}} in {{year}}?",
        rule="Yes where our estimate of the ideal point is that high in the year.",
        table="positions",
        column="adopted",
        where={"ccode": [code]},
    )


def _weight(setting: Setting) -> Asked:
    name = setting.event.state.label
    return Asked(
        id=f"capability.{setting.code}",
        row=(Kind.STATE_SHARE, setting.state, 0),
        words=f"Is the share of {name} in world capability at least {{threshold:.4f}} in {{year}}?",
        rule="Yes where the share of the composite index of capability is that high in the year.",
        table="capability",
        column="cinc_share",
        where={"ccode": [setting.code]},
        to=last_year("cow_nmc"),
    )


def _of_own_rung(setting: Setting) -> Iterator[Asked]:
    """Ask for the rungs that the state does not hold yet, or whether a member leaves."""
    yield from _rungs(setting, setting.state, setting.bloc, both=True)


def _of_ladders(setting: Setting, place: int) -> Iterator[Asked]:
    """Ask whether a neighbour joins the bloc, or the one of the other pole, or leaves either."""
    for ladder in (setting.bloc, setting.rival):
        if ladder is not None:
            yield from _rungs(setting, place, ladder, both=False)


def _rungs(setting: Setting, state: int, ladder: int, *, both: bool) -> Iterator[Asked]:
    """Ask for steps of a state on a ladder: for candidacy too where both are wanted."""
    place = setting.place(state, ladder)
    if place is None:
        return
    held = int(setting.built.world.ladder.rung[place])
    if held == MEMBER:
        yield _step(setting, state, ladder, (MEMBER, "leave {bloc}", ("left",)))
    if both and held < CANDIDATE:
        steps = (CANDIDATE, "become a candidate or a member of {bloc}", ("candidate", "member"))
        yield _step(setting, state, ladder, steps)
    if held < MEMBER:
        yield _step(setting, state, ladder, (MEMBER, "become a member of {bloc}", ("member",)))


def _step(
    setting: Setting, state: int, ladder: int, step: tuple[int, str, tuple[str, ...]]
) -> Asked:
    """Ask whether a state takes a step: the rung that shows it, its words, and its rows."""
    rung, words, rungs = step
    place, code = setting.place(state, ladder), setting.codes[state]
    bloc = setting.bloc_name(ladder)
    who = state_on(code, year_end(setting.built.year))
    does = words.format(bloc=blocs()[bloc].label)
    where = {"bloc": [bloc], "state": list(who.letters), "rung": list(rungs)}
    question = f"Does {who.label} {does} by the end of {{year}}?"
    id, row = f"{rungs[0]}.{bloc}.{code}", (Kind.RUNG, place or 0, rung)
    return Asked(
        id=id,
        row=row,
        words=question,
        rule=STEP_RULE,
        table="record.steps",
        column="date",
        where=where,
        by="step",
        is_whole=True,
        ends="left" in rungs,
    )


def _disputes(setting: Setting) -> Iterator[Asked]:
    """Ask for disputes with those with whom they are likeliest."""
    for other in setting.opponents:
        pair = setting.pair(setting.state, other)
        if pair is None:
            continue
        codes = sorted((setting.code, setting.codes[other]))
        one, its = setting.event.state.label, _label(setting, other)
        yield Asked(
            id=f"dispute.{codes[0]}.{codes[1]}",
            row=(Kind.EVENTS_PAIR, pair),
            words=f"Does a dispute begin between {one} and {its} by the end of {{year}}?",
            rule="Yes where the data on militarized disputes have one that begins after the view.",
            table="",
            column="",
            where={"ccode1+ccode2": [codes]},
            by="dispute",
            is_whole=True,
            to=last_year("cow_mid"),
        )
