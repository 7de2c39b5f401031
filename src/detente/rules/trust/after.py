"""AFTER: what came after a past view, misses first; nothing of it is used anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from detente.actors.chronology import Event, chronology
from detente.actors.relation_facts import facts, own_keys
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.errors import DateError
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, on_day
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence, figures
from detente.identity.vote_shares import WHOLE
from detente.identity.voting import VoteCount, same_votes
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.span import OPEN_END, year_end

ID = "after"
RIVAL = "rivalry"
"""Kind of the tie of a third power that both have against them."""
LATER = 2
"""Years after the view from which there is something to look back on."""
YEARS, FEWEST = 3, 100
"""Whole years of votes, and votes that a window needs."""
CLEAR = 0.05
"""Change of a share that is called one."""
TURNS = ("member", "suspended")
"""Rungs that a paper on a relation should have seen coming."""


def say(relation: Relation) -> Iterator[Line]:
    """Say which rung, which break and which change in votes came after the view."""
    pair = relation.pair
    if not is_past(relation):
        return
    said = (*_rung(pair), *_break(pair), *_rivals_war(relation), *_votes(relation))
    if said:
        lead = Sentence("What came later is used nowhere above; surprises come first.", {})
        yield _line((lead, *said))


def is_past(relation: Relation) -> bool:
    """Tell whether so much came after the view that there is something to look back on.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    return relation.tables.last_year("un_votes_undl") >= relation.pair.as_of + LATER


def _rung(pair: RelationKey) -> Iterator[Sentence]:
    """Name the first membership or suspension after the view."""
    sides = pair.bloc_and_state
    if sides is None:
        return
    bloc, state = sides
    later = [
        step
        for step in bloc.steps_of(state.letters)
        if step.span.start > pair.day and step.rung in TURNS
    ]
    if later:
        step = later[0]
        row = row_cell(
            step.row, step.span.start, document=step.document or step.listed, checked=step.checked
        )
        day = on_day(_id("rung"), step.span.start, row, precision=step.precision)
        what = (
            "{state} joined {bloc} in {day}."
            if step.rung == "member"
            else "Ties of {state} to {bloc} were {condition} in {day}."
        )
        parts: dict[str, str | Figure] = {"state": state.label, "bloc": bloc.label, "day": day}
        if step.rung != "member":
            parts["condition"] = step.condition or "suspended"
        yield Sentence(what.replace("{day}", "{day:month}"), parts)


def _break(pair: RelationKey) -> Iterator[Sentence]:
    """Name the first hostile turn of the chronology after the view, and a war that followed."""
    events = chronology(pair.first.key, pair.second.key, own=pair.own)
    later = [one for one in events if one.date > pair.day and one.turn < 0]
    if later:
        first = later[0]
        # what came of it belongs to another sentence
        what = first.what.partition(";")[0].rstrip(".")
        yield Sentence(
            "The first hostile turn on record after this view is of {day}: {what}.",
            {"day": _on(first), "what": what},
        )
        yield from (_gravest(one) for one in _wars(pair, later[1:]))


def _wars(pair: RelationKey, later: Sequence[Event]) -> Iterator[Event]:
    """Give the first event after the first turn with which a war of one side began."""
    own = {*own_keys(pair.first), *own_keys(pair.second)}
    begun = {
        fact.start
        for fact in facts()
        if fact.kind == "fighting" and fact.severity == "war" and own & set(fact.keys)
    }
    yield from islice((one for one in later if one.date in begun), 1)


def _rivals_war(relation: Relation) -> Iterator[Sentence]:
    """Name the longest war that a rival of both began after the view: what the two had to fear."""
    third, pair = relation.power.third_power, relation.pair
    if third is None or not third.first[0].kind == third.second[0].kind == RIVAL:
        return
    key = third.actor.key
    wars = [
        fact
        for fact in facts()
        if fact.kind == "fighting" and fact.severity == "war" and not fact.part and key in fact.keys
    ]
    later = [fact for fact in wars if fact.start > pair.day]
    if not later:
        return
    war = max(later, key=lambda one: ((one.end or OPEN_END) - one.start, one.start))
    enemy = war.other if war.one == key else war.one
    row = row_cell(war.id, war.start, document=war.source, checked=war.checked)
    day = on_day(_id("rival"), war.start, row, precision=war.start_precision)
    on = "on" if war.start_precision == "day" else "in"
    parts: dict[str, str | Figure] = {
        "rival": third.actor.label,
        "enemy": label_of(enemy),
        "on": on,
        "day": day,
    }
    yield Sentence("{rival}, a rival of both, went to war with {enemy} {on} {day}.", parts)


def _gravest(event: Event) -> Sentence:
    what = event.what.partition(";")[0].rstrip(".")
    day = _on(event, "war")
    return Sentence("The gravest was that of {day}: {what}.", {"day": day, "what": what})


def _on(event: Event, name: str = "break") -> Figure:
    row = row_cell(event.row, event.date, document=event.source, checked=event.checked)
    return on_day(_id(name), event.date, row, precision=event.precision)


def _votes(relation: Relation) -> Iterator[Sentence]:
    """Set the same vote of the view beside that of the newest whole years."""
    pair = relation.pair
    now = _window(relation, pair, pair.as_of)
    if now is None or pair.as_of + YEARS > WHOLE:
        return
    later = _window(relation, replace(pair, day=year_end(WHOLE)), WHOLE)
    if later is None:
        return
    change = later.share - now.share
    moved = "parted" if change < -CLEAR else "drew nearer" if change > CLEAR else "held"
    parts = {
        "was": _share("was", now),
        "became": _share("became", later),
        "to": dated(_id("to"), later.last, *later.cells),
        "from": dated(_id("from"), later.first, *later.cells),
    }
    if moved == "held":
        yield Sentence(
            "The same vote held: {was:per_cent} of cases, then {became:per_cent} in {from} to "
            "{to}.",
            parts,
        )
        return
    yield Sentence(
        "Votes {moved}: from {was:per_cent} of cases alike to {became:per_cent} in {from} to {to}.",
        {**parts, "moved": moved},
    )


def _window(relation: Relation, pair: RelationKey, last: int) -> VoteCount | None:
    try:
        count = same_votes(relation.tables, pair, last - YEARS + 1, last)
    except DateError:
        return None
    return count if count is not None and count.calls >= FEWEST else None


def _share(name: str, count: VoteCount) -> Figure:
    return Figure(_id(name), count.share, unit="part of votes", cells=count.cells, way="per_cent")


def _id(name: str) -> str:
    return figure_id("trust", ID, name)


def _line(sentences: tuple[Sentence, ...]) -> Line:
    shown = [figure for one in sentences for figure in figures(one)]
    cells: tuple[Cell, ...] = tuple(dict.fromkeys(cell for one in shown for cell in one.cells))
    finding = Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=cells[0].value,
        unit=cells[0].unit,
        evidence=cells,
        method=methods.accounting(),
        sentence_about="what came after the view",
    )
    return Line(ID, "later", finding=finding, reasons=Reasons())


RULE = Rule(
    id=ID,
    section="trust",
    place=90,
    paragraph="after",
    say=say,
    condition="a view at least two years before the newest votes: the first membership or "
    "suspension, the first hostile turn, a war that followed it, and the same vote of the newest "
    "whole years",
    topics=("history", "standing", "votes"),
    key=False,
    always=True,
)
