"""YEARLY TEXT: a state that abstains each year on a text that all members of a bloc support."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.states import State, ccode_on
from detente.analysis.relation import Relation
from detente.evidence.figure import counted, figure_id, measured, on_day
from detente.identity.yearly_texts import YES, Abstained, abstained
from detente.institutions.open_claims import touched
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_words import SECTION

ID = "yearly_text"
MONTHS = 12
YEAR = 366
"""Days after which the vote of another year has been held."""
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
    series, day = found.series, relation.pair.day
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
    # the vote of another year has been held since, and is not in the file
    is_old = (day - series.days[-1]).days > YEAR
    others = OTHERS if not has_peers else ALL_PEERS if with_yes == peers else AMONG_PEERS
    said = Said(
        section=(picked(BODY, shown), picked(others, shown)),
        headline=picked("Each year {state} abstains on a text that {bloc} supports as one.", shown),
        key=(picked(LATER if is_old else LAST, shown),),
        gist=picked("{state} leaves a vote on {name} to others, year after year.", shown),
    )
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


BODY = (
    "On the yearly text on {name} every member of {bloc} that voted has voted yes, and {state} has "
    "abstained {running} years running."
)
LAST = "On {name} it has done so {running} years running, last in {day}."
LATER = (
    "On {name} it has done so {running} years running, to {day}; later votes are not counted here."
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
