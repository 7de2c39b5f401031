"""ENTRANTS: a state that waits against the mark of those that joined before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from detente.actors.blocs import Bloc, Step
from detente.actors.names import state as _state
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.identity import entrant_votes, member_regimes
from detente.identity.regime import polyarchy
from detente.identity.vote_shares import WHOLE
from detente.institutions.waits import name_of, signed
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts, shown_cells
from detente.rules.rows import row_cell
from detente.rules.rule import Rule

ID = "entrants"
WAITING = ("applicant", "candidate")
"""Rungs from which a state is set beside those that joined."""
SINCE = date(1990, 1, 1)
"""First day of joining that counts, unless too few joined since: then all after the founders."""
ENOUGH = 8
"""Entrants whose lowest is a mark."""
FRESH = 3
"""Years after which a score is too old for today's comparison."""
BELOW, REACHED, EASY = 0.9, 0.6, 0.3
"""How far a mark that is missed, one that is met, and one that is no hurdle are worth a word."""
CLOSE = 0.15
"""How far above the mark a state is still near it."""
MET, LINE, UNMET = "met", "line", "unmet"
FREE = {MET: "is as free as", LINE: "is nearly as free as", UNMET: "is not as free as"}
APPLIED = "application for membership"
SCORES = {MET: 1, LINE: 0, UNMET: -1}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that entrants set, and where the state lies.

    Attributes
    ----------
    own, lowest : Cell
        The state's value, and the lowest that an entrant had.
    who : str
        Which entrant that was.
    """

    own: Cell
    lowest: Cell
    who: str

    @property
    def verdict(self) -> str:
        """Whether the state is at the mark, within its interval of it, or wholly below."""
        if self.own.value >= self.lowest.value:
            return MET
        high = self.own.value if self.own.high is None else self.own.high
        return LINE if high >= self.lowest.value else UNMET


def say(relation: Relation) -> Iterator[Line]:
    """Say which marks the state meets: freedom and votes, the met before the unmet."""
    sides = relation.pair.bloc_and_state
    if sides is None or not is_waiting(relation, *sides):
        return
    bloc, state = sides
    freedom = _freedom(relation, bloc, state)
    if freedom is None:
        return
    votes = _votes(relation, bloc, state)
    form, message = _message(bloc, state, freedom, votes)
    key = _key(relation, bloc, state, freedom)
    sentences = [*_of_votes(bloc, state, votes), *_of_freedom(state, freedom)]
    sentences += _trend(relation, bloc, state, freedom)
    exception = tuple(_of_treaty(relation, bloc, state, freedom))
    sentences += exception
    if exception:
        # where a state of a like score has just signed, the mark is no message, and that is
        form, message, key = _signed(bloc, state, freedom, exception[0])
    names: Parts = {"state": state.label, "bloc": bloc.label, "word": FREE[freedom.verdict]}
    line = Line(
        ID,
        form,
        finding=_finding(bloc, freedom, tuple(sentences), key),
        reasons=Reasons(unusual=_strength(freedom)),
        series=ID,
        newest=freedom.own.year,
    )
    gist = Sentence("{state} {word} those that joined {bloc}.", names)
    yield replace(line, headline=message, key=(key,), gist=message if exception else gist)


def _signed(
    bloc: Bloc, state: State, freedom: Mark, exception: Sentence
) -> tuple[str, Sentence, Sentence]:
    """Give variant, message and evidence where a state of a like score has just signed."""
    who = exception.parts["who"]
    headline = Sentence(
        "On democracy {state} is where {who} is, which has signed with {bloc}.",
        {"who": who, "state": state.label, "bloc": bloc.label},
    )
    own, _ = _figures("freedom", freedom)
    parts: Parts = {"state": state.label, "own": own, "who": who}
    parts["score"] = exception.parts["score"]
    text = "On electoral democracy {state} scores {own} and {who} {score}"
    below = ", both below all that have joined." if freedom.verdict == UNMET else "."
    return "unusual.signed", headline, Sentence(text + below, parts)


def _strength(freedom: Mark) -> float:
    """Weigh a mark: missed, reached, or so far exceeded that it was never in question."""
    if freedom.verdict == UNMET:
        return BELOW
    return REACHED if freedom.own.value <= freedom.lowest.value + CLOSE else EASY


def _finding(bloc: Bloc, freedom: Mark, sentences: tuple[Sentence, ...], key: Sentence) -> Finding:
    own = freedom.own
    return Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=own.value,
        low=own.low,
        high=own.high,
        unit=own.unit,
        evidence=shown_cells(*sentences, key),
        method=methods.vdem(),
        sentence_about=f"the mark of those that joined {bloc.label}",
    )


def is_waiting(relation: Relation, bloc: Bloc, state: State) -> bool:
    """Tell whether a state has applied, is a candidate, or holds a promise, and is no member.

    Parameters
    ----------
    relation : Relation
        Gives the view.
    bloc : Bloc
        The bloc.
    state : State
        The state.
    """
    steps = bloc.steps_of(state.letters)
    held = {one.rung for one in steps if one.span.covers(relation.pair.day)}
    return "member" not in held and bool(held & {*WAITING, "promised"})


def _freedom(relation: Relation, bloc: Bloc, state: State) -> Mark | None:
    """Set the state's democracy beside the lowest of the entrants in the year before."""
    catalog, pair = relation.catalog, relation.pair
    own = polyarchy(catalog, state).last(pair.as_of)
    if own is None or (own.year or 0) < pair.as_of - FRESH:
        return None
    after_founders = date(bloc.span.start.year + 1, 1, 1)
    for since in (SINCE, after_founders):
        scores = member_regimes.entrants(catalog, bloc, pair.day, since)
        if len(scores) >= ENOUGH:
            lowest = scores[0]
            return Mark(own, lowest.cell, who=lowest.label)
    return None


def _votes(relation: Relation, bloc: Bloc, state: State) -> Mark | None:
    """Set the state's votes with the united bloc beside the lowest of the entrants."""
    catalog, pair = relation.catalog, relation.pair
    last = min(pair.as_of, WHOLE)
    own = entrant_votes.newest(catalog, bloc, state, pair.day, last)
    shares = entrant_votes.before_joining(catalog, bloc, pair.day, SINCE)
    if own is None or len(shares) < ENOUGH:
        return None
    return Mark(own.cell, shares[0].cell, who=shares[0].label)


def _message(bloc: Bloc, state: State, freedom: Mark, votes: Mark | None) -> tuple[str, Sentence]:
    """Choose the message by which marks are met; without votes by freedom alone."""
    names = {"state": state.label, "bloc": bloc.label}
    free = SCORES[freedom.verdict]
    with_bloc = 0 if votes is None else SCORES[votes.verdict]
    if free < 0 < with_bloc:
        text = "{state} votes like those that joined {bloc}, but is less free."
        return "unusual.votes_only", Sentence(text, names)
    if free < 0 and with_bloc < 0:
        text = "{state} meets neither mark of those that joined {bloc}."
        return "unusual.neither", Sentence(text, names)
    if free < 0:
        text = "Nobody joined {bloc} with as little democracy as {state} has."
        return "unusual.unfree", Sentence(text, names)
    if with_bloc < 0:
        text = "{state} is free enough for {bloc}, but votes less like it than entrants did."
        return "unusual.free_only", Sentence(text, names)
    if free == 0:
        text = "On democracy {state} is just at the mark of those that joined."
        return "unusual.line", Sentence(text, {"state": state.label})
    if votes is None:
        text = "{state} is as free as those that joined {bloc}."
        return "unusual.free", Sentence(text, names)
    if with_bloc == 0:
        text = "{state} is free enough for {bloc} and votes nearly like its entrants."
        return "unusual.near", Sentence(text, names)
    text = "{state} meets the marks of those that joined {bloc}."
    return "unusual.both", Sentence(text, names)


def _key(relation: Relation, bloc: Bloc, state: State, freedom: Mark) -> Sentence:
    """Name the lowest score of an entrant and that of the state."""
    own, lowest = _figures("freedom", freedom)
    if freedom.verdict == MET:
        return Sentence(
            "{state} scores {own} for electoral democracy; {who} joined from {lowest}.",
            {"state": state.label, "own": own, "who": freedom.who, "lowest": lowest},
        )
    return Sentence(
        "{who} joined with the lowest score for democracy, {lowest}; {state} scores {own}.",
        {"who": freedom.who, "lowest": lowest, "state": state.label, "own": own},
    )


def _of_votes(bloc: Bloc, state: State, votes: Mark | None) -> Iterator[Sentence]:
    if votes is None:
        return
    own, lowest = _figures("votes", votes)
    parts: Parts = {"state": state.label, "own": own, "who": votes.who, "lowest": lowest}
    with_bloc: Parts = {**parts, "bloc": bloc.label}
    if votes.verdict == UNMET:
        yield Sentence(
            "Of all entrants {who} voted least with a united bloc, in {lowest:per_cent} of cases; "
            "{state} did in {own:per_cent} in the three years to {last}.",
            {**parts, "last": _last_year(votes)},
        )
    else:
        yield Sentence(
            "When the members of {bloc} agree, {state} voted with them in {own:per_cent} of cases "
            "in the three years to {last}; {who} did in {lowest:per_cent} before it joined.",
            {**with_bloc, "last": _last_year(votes)},
        )


def _last_year(votes: Mark) -> Figure:
    """Give the last of the years in which the state's own votes are counted."""
    return dated(figure_id("institutions", ID, "votes", "to"), votes.own.year or 0, votes.own)


def _of_freedom(state: State, freedom: Mark) -> Iterator[Sentence]:
    own, lowest = _figures("freedom", freedom)
    id = figure_id("institutions", ID, "year")
    parts: Parts = {
        "who": freedom.who,
        "lowest": lowest,
        "year": dated(id, freedom.lowest.year or 0, freedom.lowest),
        "state": state.label,
        "own": own,
    }
    if freedom.verdict == MET:
        yield Sentence(
            "On electoral democracy {state} scores {own}; {who}, the lowest entrant, had {lowest} "
            "in {year}, the year before it joined.",
            parts,
        )
    elif freedom.verdict == LINE:
        yield Sentence(
            "The lowest entrant, {who} in {year}, scored {lowest} for electoral democracy; the "
            "interval of {state}, at {own}, reaches it.",
            parts,
        )
    else:
        yield Sentence(
            "The lowest entrant, {who} in {year}, scored {lowest} for electoral democracy; "
            "{state} scores {own}, wholly below it.",
            parts,
        )


def _trend(relation: Relation, bloc: Bloc, state: State, freedom: Mark) -> Iterator[Sentence]:
    """Say what the state scored when it applied, where that is clearly another level."""
    day = relation.pair.day
    known = [one for one in bloc.steps_of(state.letters) if one.span.start <= day]
    first = min((one for one in known if one.form == APPLIED), default=None, key=_by_day)
    if first is None:
        return
    then = polyarchy(relation.catalog, state).at(first.span.start.year)
    if then is None or not _are_apart(then, freedom.own):
        return
    row = row_cell(first.row, first.span.start, document=first.document, checked=first.checked)
    parts: Parts = {
        "year": dated(figure_id("institutions", ID, "applied"), first.span.start.year, row),
        "then": measured(figure_id("institutions", ID, "then"), then, way="index"),
    }
    yield Sentence("When it applied, in {year}, it scored {then}.", parts)


def _by_day(step: Step) -> date:
    return step.span.start


def _are_apart(one: Cell, other: Cell) -> bool:
    """Tell whether two scores differ beyond their intervals."""
    lower, upper = sorted((one, other), key=lambda cell: cell.value)
    return lower.high is not None and upper.low is not None and lower.high < upper.low


def _of_treaty(relation: Relation, bloc: Bloc, state: State, freedom: Mark) -> Iterator[Sentence]:
    """Set the state beside those whose treaty of accession is signed: a second mark."""
    pair = relation.pair
    year = freedom.own.year or 0
    found = []
    for step in signed(bloc, pair.day):
        cell = polyarchy(relation.catalog, _state(step.letters, pair.day)).at(year)
        if cell is not None and step.letters not in state.letters:
            found.append((cell, step))
    if not found:
        return
    cell, step = min(found, key=lambda one: one[0].value)
    if not _is_alike(freedom, cell) or step.document_date is None:
        return
    row = row_cell(step.row, step.document_date, document=step.document, checked=step.checked)
    parts: Parts = {
        "who": name_of(step.letters, pair.day),
        "year": dated(figure_id("institutions", ID, "signed"), step.document_date.year, row),
        "score": measured(figure_id("institutions", ID, step.letters), cell, way="index"),
        "state": state.label,
    }
    yield Sentence(
        "{who}, whose treaty of accession dates from {year}, is at {score}, within the interval of "
        "{state}.",
        parts,
    )


def _is_alike(freedom: Mark, cell: Cell) -> bool:
    """Tell whether a score lies within the state's interval, and below the mark if the state is."""
    own = freedom.own
    low = own.value if own.low is None else own.low
    high = own.value if own.high is None else own.high
    joined = freedom.verdict == UNMET and cell.value >= freedom.lowest.value
    return low <= cell.value <= high and not joined


def _figures(name: str, mark: Mark) -> tuple[Figure, Figure]:
    own, lowest = (
        measured(figure_id("institutions", ID, name, which), cell, way="index", level=0.9)
        for which, cell in (("own", mark.own), ("lowest", mark.lowest))
    )
    return own, lowest


RULE = Rule(
    id=ID,
    section="institutions",
    place=10,
    paragraph="entrants",
    say=say,
    condition="an applicant, a candidate or a state with a promise, beside the lowest of at least "
    "eight entrants in the year before they joined",
    topics=(),
)
