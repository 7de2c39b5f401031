"""REC-TEST: a dated test by a published series in place of a wait without an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import polars as pl

from detente.actors.accession_files import Requirement
from detente.actors.blocs import Bloc
from detente.actors.states import State, ccode_on
from detente.advice.course import Course, said
from detente.advice.dates import AHEAD, HALF_YEARS, next_month
from detente.advice.deadlines import Deadline, deadline
from detente.advice.near_mark import near_mark
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import on_cell
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import figure_id, measured
from detente.evidence.sentence import Phrase
from detente.identity.regime import polyarchy
from detente.institutions.accession_state import accession_state
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.now.row_words import bound
from detente.rules.rows import row_cell
from detente.store.catalog import Catalog

ID = "dated_test"
SINCE = 1990
"""Year from which entrants count: those before joined another union."""
FEWEST = 8
"""Entrants with a score without which there is no mark."""
DECIDES = {"EU": "the European Council", "NATO": "the North Atlantic Council"}
"""Who decides on the next step, where it is not the bloc as a whole."""


WORDING = Wording(
    says="In {due} {who} should set a day for deciding on {step}, and one test that all members "
    "sign.",
    reason="Nobody who got in waited as long as {state} has, and no text on record names a day.",
    changes="{state} passes {mark} on democracy, the least of any entrant, without such a day.",
    instead="wait",
    what="wait for the file to move by itself",
    against="Nobody who got in had to wait as long as {state}.",
    answers="So what is missing is a day on which the members decide.",
)
NEARER = "{state} passes the {mark} of {member}, the least free member, without such a day."
"""What would change our mind, where the least free member lies below every entrant."""
HELD_UP = "In {due} {who} should set a day for deciding on {step}, by the test that it has named."
SINCE_THEN = "The Council has asked since {day} for {what}, and names no day."
"""What is asked for, and why, where a condition on record stops a step: its test is known."""
NAMED = {"EU": "the Council"}
"""Who named such a test and concludes on it, where it is not who decides on steps."""
CONCLUDES = (12,)
"""Month of the yearly conclusions on enlargement."""
WHOLE_MONTH = timedelta(days=30)
DECISION = "So {state} has to meet a test that is named, and {who} has to set a day."
"""What would help where a step is held up and its test is known."""
STEP = "the next step of {state}"
"""What is decided where no condition on record says what it stops."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose a test where a wait is over the longest that succeeded, and nothing is suspended."""
    relation = argument.relation
    sides = relation.pair.bloc_and_state
    lines = (
        *said(argument, "equilibrium"),
        *said(argument, "clock", "unexpected.over"),
        *said(argument, "accession_file", "unexpected.blocked", "unexpected.stuck"),
    )
    if sides is None or not lines or relation.state.holds("suspended"):
        return
    bloc, state = sides
    mark = least_of_entrants(relation.catalog, bloc, relation.pair.as_of)
    own = polyarchy(relation.catalog, state).last(relation.pair.as_of)
    # a state that passes the mark already waits for something else
    if mark is not None and own is not None and own.value < mark.value:
        yield _option(relation, sides, lines, mark)


def least_of_entrants(catalog: Catalog, bloc: Bloc, year: int) -> Cell | None:
    """Give the least score of electoral democracy of the entrants since 1990, the year before.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    bloc : Bloc
        Whom they joined.
    year : int
        Year of the view.
    """
    founded = bloc.span.start.year
    first = max(SINCE, founded + 1)
    joined = [
        step
        for step in bloc.steps
        if step.rung == "member" and first <= step.span.start.year <= year
    ]
    known = [(ccode_on(step.letters, step.span.start), step.span.start.year) for step in joined]
    codes = [(code, when - 1) for code, when in known if code is not None]
    columns = {"ccode": pl.Int16, "year": pl.Int16}
    before = pl.DataFrame(codes, schema=columns, orient="row")
    scores = catalog.frame("regime").join(before, on=["ccode", "year"]).drop_nulls("polyarchy")
    if scores.height < FEWEST:
        return None
    scores = scores.with_columns((pl.col("polyarchy") + pl.col("polyarchy_median")).alias("own"))
    least = scores.sort("own").row(0, named=True)
    code, when = int(least["ccode"]), int(least["year"])
    return Cell(
        "regime",
        "polyarchy",
        keys=(("bloc", bloc.id), ("ccode", code), ("year", when)),
        value=round(float(least["own"]), 3),
        unit="index 0 to 1",
        sources=("vdem", "blocs"),
        rule=f"least electoral democracy, in the year before joining, of those that joined since "
        f"{SINCE}",
    )


def _option(
    relation: Relation,
    sides: tuple[Bloc, State],
    lines: tuple[Line, ...],
    mark: Cell,
) -> Option:
    bloc, state = sides
    newest = _newest(relation)
    due = _due(relation, bloc, held_up=newest is not None)
    who = DECIDES.get(bloc.id, bloc.label)
    if newest is not None:
        who = NAMED.get(bloc.id, who)
    parts: Parts = {
        "who": who,
        "state": state.label,
        "step": _step(relation, state),
        "mark": measured(figure_id("advice", ID, "mark"), mark, way="index"),
    }
    terms = Terms(
        actor=who,
        verb=f"set a day and a test for the next step of {state.label}",
        instrument="conclusions on enlargement, with the benchmarks of the framework",
        due=due,
        cost="loses its ambiguity, and members that block have to give a reason",
        bearer=state.label,
        payer=state.label,
    )
    held_up = replace(WORDING, says=HELD_UP, reason=SINCE_THEN, answers=DECISION)
    wording = WORDING if newest is None else held_up
    near = near_mark(relation, bloc, state)
    if near is not None and near.cell.value < mark.value:
        wording = replace(wording, changes=NEARER)
        parts["mark"] = measured(figure_id("advice", ID, "mark"), near.cell, way="index")
        parts["member"] = near.member
    if newest is not None:
        cell = _cell_of(newest)
        parts["day"] = on_cell(ID, "held", newest.start, cell)
        parts["what"] = bound(newest.what, cell, f"advice.{_row_of(newest)}.what")
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=relation.pair.as_of)


def _due(relation: Relation, bloc: Bloc, *, held_up: bool) -> Deadline:
    """Give the next meeting of who decides: of the Union both councils have their months."""
    day = relation.pair.day
    if bloc.id != "EU":
        return deadline(day)
    if held_up:
        rule = "the Council concludes on enlargement in December; half a year after the view"
        month = next_month(day, CONCLUDES, AHEAD - WHOLE_MONTH)
        return Deadline(month, rule=rule, occasion="when it concludes on enlargement")
    rule = "the European Council meets in June and December; half a year after the view at least"
    return Deadline(next_month(day, HALF_YEARS, AHEAD), rule=rule)


def _newest(relation: Relation) -> Requirement | None:
    """Give the newest open condition on the state's way in; None where none is on record."""
    now = accession_state(relation.pair)
    known = () if now is None else now.file.open_requirements
    return known[-1] if known else None


def _row_of(one: Requirement) -> str:
    return f"accession:condition:{one.start}"


def _cell_of(one: Requirement) -> Cell:
    return row_cell(_row_of(one), one.start, document=one.source, checked=one.checked)


def _step(relation: Relation, state: State) -> Phrase | str:
    """Name what the newest open condition stops; the next step where none is on record."""
    newest = _newest(relation)
    if newest is None:
        return STEP.format(state=state.label)
    return bound(newest.stops, _cell_of(newest), f"advice.{_row_of(newest)}")


COURSE = Course(
    ID,
    topics=("accession",),
    condition="a wait longer than any that succeeded, nothing suspended, and a score below the "
    "least of the entrants since 1990",
    propose=propose,
)
