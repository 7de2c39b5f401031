"""YEARLY TEXT: a state that abstains each year on a text that all members of a bloc support."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.actors.assembly_conflicts import AssemblyText, texts
from detente.actors.blocs import Bloc
from detente.actors.states import State, ccode_on
from detente.analysis.relation import Relation
from detente.evidence.figure import counted, figure_id, measured, on_day
from detente.evidence.sentence import Sentence
from detente.identity.assembly_votes import text_cell
from detente.identity.yearly_texts import YES, Abstained, Series, abstained
from detente.institutions.open_claims import touched
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_words import SECTION

ID = "yearly_text"
MONTHS = 12
FEWEST = 3
"""Other states on the same rung without which all states are the comparison."""


def chosen(relation: Relation) -> tuple[Bloc, State, Abstained] | None:
    """Choose the yearly text that comes up next, of those on which the state abstains.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    tuple of Bloc, State, Abstained or None
        None without a bloc and a state, or where each such text touches a claim between the two.
    """
    sides = relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    day = relation.pair.day
    found = [
        one
        for one in abstained(relation.catalog, bloc, state, day)
        if next(touched(relation.pair, one.series.title), None) is None
    ]
    if not found:
        return None
    return bloc, state, min(found, key=lambda one: (_ahead(one, day), -one.running))


def _ahead(one: Abstained, day: date) -> int:
    """Count the months from the view to the month in which the text is voted on each year."""
    return (one.series.days[-1].month - day.month - 1) % MONTHS


def say(relation: Relation) -> Iterator[Line]:
    """Name the text, how often the state has abstained, and how many states vote for it."""
    found = chosen(relation)
    if found is not None:
        yield _line(relation, *found)


def _peers(relation: Relation, bloc: Bloc, state: State, found: Abstained) -> tuple[int, int]:
    """Count the other states on the same rung that voted on the newest text, and the yes votes."""
    day, rung = relation.pair.day, relation.situation.rung
    steps = (one for one in bloc.steps if one.rung == rung and one.span.covers(day))
    codes = {ccode_on(one.letters, day) for one in steps} - {None, *state.codes}
    answers = found.series.of(tuple(code for code in codes if code is not None))[:, -1]
    return int((answers > 0).sum()), int((answers == YES).sum())


def _line(relation: Relation, bloc: Bloc, state: State, found: Abstained) -> Line:
    series = found.series
    cell = series.cell(state.key, found.running)
    newest = series.choices[:, -1]
    yes, cast = int((newest == YES).sum()), int((newest > 0).sum())
    peers, with_yes = _peers(relation, bloc, state, found)
    shown: Parts = {
        "state": state.label,
        "bloc": bloc.label,
        "name": series.name,
        "running": measured(_id("running"), cell, way="whole"),
        "day": on_day(_id("day"), series.days[-1], cell, precision="month"),
    }
    shown |= {
        "yes": counted(_id("yes"), yes, "states", cell),
        "peers": counted(_id("peers"), peers, "states", cell),
        "with": counted(_id("with"), with_yes, "states", cell),
    }
    has_peers = peers >= FEWEST
    others = OTHERS if not has_peers else ALL_PEERS if with_yes == peers else AMONG_PEERS
    later = tuple(_later(series, relation.pair.day))
    said = Said(
        section=(picked(BODY, shown), picked(others, shown), *later),
        headline=picked("{state} abstains on a yearly text that {bloc} supports as one.", shown),
        key=(
            picked("On {name} it has done so {running} years running to {day}.", shown),
            *later,
        ),
        gist=picked("{state} leaves a vote on {name} to others, year after year.", shown),
    )
    if not said.fits:
        said = replace(said, key=said.key[:1])
    if later:
        # what it has voted since is not known: no news for page 1
        said = Said(section=said.section)
    usual = with_yes / peers if has_peers else yes / cast
    return vote_line(
        ID,
        f"unexpected.{'among-peers' if has_peers else 'alone'}",
        said,
        main=cell,
        reasons=Reasons(unexpected=usual),
        about="what one vote a year would change",
        newest=series.days[-1].year,
    )


def is_behind(found: Abstained, day: date) -> bool:
    """Tell whether the text was adopted again after the newest vote that the store has.

    Parameters
    ----------
    found : Abstained
        The votes on the text.
    day : datetime.date
        The view.
    """
    return any(_again(found.series, day))


def _later(series: Series, day: date) -> Iterator[Sentence]:
    """Say that the text came up again after the newest vote that the store has."""
    again = list(_again(series, day))
    if again:
        last = again[-1]
        on = on_day(_id("again"), last.on, text_cell(last))
        yield Sentence("It was adopted again on {on}, after our record of votes ends.", {"on": on})


def _again(series: Series, day: date) -> Iterator[AssemblyText]:
    """Give the texts of the same name by hand between the newest vote and the view."""
    for one in texts():
        if one.recurring == series.name and series.days[-1] < one.on <= day:
            yield one


BODY = (
    "On the yearly text on {name} every member of {bloc} that voted has voted yes, and {state} has "
    "abstained {running} years running."
)
OTHERS = "In {day} {yes} states voted for it."
ALL_PEERS = "In {day} all {peers} other states on its rung voted for it."
AMONG_PEERS = "In {day} {with} of the {peers} other states on its rung voted for it."


def _id(name: str) -> str:
    return figure_id(SECTION, ID, name)


RULE = Rule(
    id=ID,
    section="positions",
    place=43,
    paragraph="with the bloc",
    say=say,
    condition="with single votes in the store: a yearly text on a conflict on which every member "
    "of the bloc that voted has voted yes and the state has abstained three years running or more, "
    "and which touches no open claim between the two",
    topics=("votes",),
)
