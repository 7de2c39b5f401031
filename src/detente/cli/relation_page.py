"""One screen of the terminal: the answer, three blocks, what is open, where to go next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.actors.checked import checked_long_ago
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.rows_of_pair import own_facts_of
from detente.advice.advised import Advised
from detente.advice.answered import answer
from detente.analysis.reach import missing, missing_words, reach, reach_words
from detente.analysis.relation import Relation
from detente.cli.designations import with_footnotes
from detente.cli.relation_rows import barred, rows
from detente.evidence.sentence import render
from detente.findings.own_marks import summary_of
from detente.models.features.outcomes import WORDS
from detente.models.windows.fit import DATED
from detente.models.windows.read import why_none
from detente.phrasing import cap
from detente.rules.answer import question
from detente.rules.argument import Argument
from detente.rules.briefly import after_first, briefly
from detente.rules.selection import Scored
from detente.rules.windows import past_window, window
from detente.span import month_words, view_key

WIDTH = 98
SCREEN = 40
"""Lines of a screen."""
STRUCTURES = {"power": "POWER", "positions": "POSITIONS", "institutions": "INSTITUTIONS"}
"""Sections of the argument that have a block, and its heading."""
OPEN = "OPEN"
MOST_LINES = 3
"""Lines of the argument in a block."""
NOTHING = "Nothing is measured for this pair at this date."
NOTHING_PECULIAR = "Nothing here sets this pair apart from others."


@dataclass(frozen=True, slots=True)
class Piece:
    """A few lines of the page that are printed together, or not at all.

    Attributes
    ----------
    block : int
        The block that they belong to, from the top.
    place : int
        Where in the block.
    lines : tuple of str
        As they are printed.
    """

    block: int
    place: int
    lines: tuple[str, ...]


def screen(argument: Argument, today: date) -> tuple[str, ...]:
    """Write the page with the footnotes of names, on one screen.

    Parameters
    ----------
    argument : Argument
        What is argued of the relation.
    today : datetime.date
        The day of reading: facts that were checked long before it carry a warning.

    Returns
    -------
    tuple of str
        At most `SCREEN` lines, unless what every page has is longer.
    """
    view = argument.relation.pair
    shown = tuple(with_footnotes(page(argument, today), view))
    notes = len(shown) - SCREEN
    if notes <= 0:
        return shown
    return tuple(with_footnotes(page(argument, today, room=SCREEN - notes), view))


def page(argument: Argument, today: date, *, room: int = SCREEN) -> tuple[str, ...]:
    """Write the page: what every page has, then as much of the rest as there is room for.

    Parameters
    ----------
    argument : Argument
        What is argued of the relation.
    today : datetime.date
        The day of reading.
    room : int
        Lines of the page.

    Returns
    -------
    tuple of str
    """
    relation = argument.relation
    top = _top(argument, today)
    blocks = [_block(argument, name, place) for place, name in enumerate(STRUCTURES)]
    opened = _open(argument, len(blocks))
    end = _end(relation)
    headings = (*STRUCTURES.values(), OPEN) if opened else tuple(STRUCTURES.values())
    left = room - len(top) - len(end) - 2 * len(headings) - 1
    pieces = _fitting([*blocks, opened], left)
    return (*top, *_laid_out(headings, pieces), "", *end)


def _laid_out(headings: Sequence[str], pieces: Sequence[Piece]) -> Iterator[str]:
    """Put the pieces under their headings, each in its place."""
    for block, heading in enumerate(headings):
        yield ""
        yield heading
        own = sorted((one for one in pieces if one.block == block), key=lambda one: one.place)
        for piece in own:
            yield from piece.lines


def _fitting(blocks: Sequence[Sequence[Piece]], room: int) -> list[Piece]:
    """Take the first piece of each block, then the second, as far as there is room.

    Examples
    --------
    >>> long, short = Piece(0, 0, ("one", "two")), Piece(1, 0, ("three",))
    >>> [piece.block for piece in _fitting([[long, long], [short, short]], 4)]
    [0, 1, 1]
    """
    taken: list[Piece] = []
    for turn in range(max(map(len, blocks), default=0)):
        for block in blocks:
            # what every block begins with is printed whatever the room
            piece = block[turn] if turn < len(block) else None
            if piece is not None and (turn == 0 or len(piece.lines) <= room):
                taken.append(piece)
                room -= len(piece.lines)
    return taken


def _top(argument: Argument, today: date) -> list[str]:
    """Write the question, the answer, the state where the answer leaves it out, and warnings."""
    relation = argument.relation
    view = relation.pair
    said = " ".join(render(one) for one in after_first(answer(Advised(argument)), view))
    lines = [*_wrap(question(argument)), f"{view.label}, {month_words(view.day)}", ""]
    lines += _wrap(said)
    state = cap(relation.state.sentence)
    if state not in said:
        lines += _wrap(state)
    if view.own:
        lines += _wrap(summary_of(own_facts_of(view)))
    return [*lines, *_wrap(checked_long_ago(today, view.day))]


def _block(argument: Argument, name: str, block: int) -> list[Piece]:
    """Give the pieces of a block, the most telling first."""
    found = [one for part in argument.section(name) for one in part if not one.rule.exempt]
    telling = sorted(found, key=lambda one: -one.score)[:MOST_LINES]
    texts = [_piece(block, found.index(one), _text(argument, one)) for one in telling]
    curves = tuple(rows(argument.relation, name))
    drawn = [Piece(block, len(found) + place, lines=(row,)) for place, row in enumerate(curves)]
    if not texts:
        # beside a curve nothing is missing, only ordinary
        nothing = NOTHING_PECULIAR if drawn else NOTHING
        return [_piece(block, 0, nothing), *drawn]
    return [texts[0], *drawn[:1], *texts[1:2], *drawn[1:], *texts[2:]]


def _text(argument: Argument, one: Scored) -> str:
    """Write a line; the page has named the two at its top."""
    pair = argument.relation.pair
    return " ".join(render(briefly(said, pair)) for said in one.line.finding.sentences)


def _of_windows(argument: Argument) -> list[Scored]:
    """Give the lines of the section on windows; one that closed is history."""
    found = [one for part in argument.section("windows") for one in part]
    return [one for one in found if one.rule.id != past_window.ID]


def _open(argument: Argument, block: int) -> list[Piece]:
    """Give what is open or ahead between the two, or why nothing is said of it."""
    found = _of_windows(argument)
    if found:
        telling = sorted(found, key=lambda one: -one.score)[:MOST_LINES]
        return [_piece(block, found.index(one), _text(argument, one)) for one in telling]
    said = _without_lines(argument.relation)
    return [_piece(block, 0, said)] if said else []


def opened(argument: Argument) -> tuple[tuple[str, str], ...]:
    """Say what is open between the two and what may lie ahead, each under its own word.

    A window that closed is history: it is neither.

    Parameters
    ----------
    argument : Argument
        What is argued of the relation.

    Returns
    -------
    tuple of (str, str)
        A word and a sentence or two; nothing where nothing can be said.
    """
    relation = argument.relation
    found = sorted(_of_windows(argument), key=lambda one: -one.score)
    is_open = [one for one in found if one.rule.id == window.ID]
    ahead = [one for one in found if one.rule.id != window.ID]
    now = _text(argument, is_open[0]) if is_open else _without_lines(relation)
    said = (("Open: ", now), *(("Ahead: ", _text(argument, one)) for one in ahead[:1]))
    return tuple((word, text) for word, text in said if text)


def typed(view: RelationKey) -> str:
    """Write a relation as one would type it in a shell.

    Parameters
    ----------
    view : RelationKey
        The parties and the view.
    """
    return f"{_typed(view.first)} {_typed(view.second)} --as-of {view_key(view.day)}"


def _without_lines(relation: Relation) -> str:
    """Say what is open where no rule speaks; empty before windows are dated."""
    reason = barred(relation, "window")
    if reason:
        return f"No window is given: {reason}."
    if relation.pair.as_of < DATED:
        return ""  # named in the list of what is missing
    dated = relation.windows
    if not dated.now:
        return f"No window is dated for {dated.year}: {why_none(dated)}."
    opened = [f"{WORDS[one.outcome]}, by {one.structure}" for one in dated.now if one.open]
    verb = "is" if dated.year == relation.pair.as_of else "was"
    if not opened:
        return f"In {dated.year} no window {verb} open."
    return f"In {dated.year} a window {verb} open: {'; '.join(opened)}."


def _end(relation: Relation) -> list[str]:
    """Write to when the data reach, what is missing, and where to go next."""
    view = relation.pair
    lines = _wrap(f"data: {reach_words(reach(relation))}")
    absent = missing(relation)
    if absent:
        lines += _wrap(f"missing: {missing_words(absent)}")
    return [
        *lines,
        f"next: detente brief {typed(view)}",
        "      detente windows dates what is open; detente backtest says how well each method did",
    ]


def _typed(party: Actor) -> str:
    """Write a party as one would type it in a shell."""
    if party.kind == "bloc":
        return party.key
    return f"'{party.name}'" if " " in party.name else party.name


def _piece(block: int, place: int, text: str) -> Piece:
    return Piece(block, place, lines=tuple(_wrap(text, "  ")))


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
