"""Bodies in words: their names in a sentence, and the pause of one while another met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.actors.joint_bodies import Body, Happening
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id, on_day
from detente.evidence.sentence import Sentence
from detente.institutions.breaks import Pause
from detente.rules.parts import Parts
from detente.rules.rows import row_cell

ID = "break"
LEADING = re.compile(r"^(?:The |Meetings of (?:the )?)", re.IGNORECASE)
"""What the name of a body begins with that a short sentence leaves out."""
KINDS = {
    "council": "council",
    "commission": "commission",
    "summit": "round of summits",
    "dialogue": "dialogue",
    "committee": "committee",
    "parliamentary": "parliamentary body",
}
"""What a short sentence calls a body of each kind."""


def plain_name(body: Body) -> str:
    """Give the name of a body as a sentence has room for it: without what stands in brackets.

    Parameters
    ----------
    body : Body
        The body.
    """
    return body.name.partition(" (")[0]


def is_plural(body: Body) -> bool:
    """Tell whether the name of a body is a plural: summits, meetings, talks.

    Parameters
    ----------
    body : Body
        The body.
    """
    head = plain_name(body)
    for joint in (" of ", " for ", " on "):
        head = head.partition(joint)[0]
    return head.endswith("s")


def met_meanwhile(known: Sequence[Body], pause: Pause) -> tuple[Body, tuple[Happening, ...]]:
    """Give the other body that met most often in a pause, with the meetings that are verified.

    Parameters
    ----------
    known : sequence of Body
        The bodies of the two.
    pause : Pause
        A pause that is over.

    Returns
    -------
    tuple of (Body, tuple of Happening)
        The body itself without a meeting where no other met.
    """
    if pause.after is None:
        return pause.body, ()
    first, last = pause.before.date, pause.after.date
    found = [
        (one, tuple(met for met in one.meetings if met.checked and first < met.date < last))
        for one in known
        if one.id != pause.body.id
    ]
    return max(found, key=lambda one: len(one[1]), default=(pause.body, ()))


def others_met(other: Body, met: Sequence[Happening]) -> Iterator[Sentence]:
    """Say that another body met while one paused: the two did not fall silent.

    Parameters
    ----------
    other : Body
        The body.
    met : sequence of Happening
        Its meetings; nothing is said of none.
    """
    if not met:
        return
    cells = tuple(map(_row, met))
    id = figure_id("institutions", ID, "meanwhile", other.id)
    newest = met[-1]
    parts: Parts = {
        "body": plain_name(other),
        "count": counted(id, _at_least(met), "meetings", *cells),
        "last": on_day(f"{id}.last", newest.date, cells[-1], precision=newest.precision),
    }
    if len(met) == 1:
        one = {name: part for name, part in parts.items() if name != "count"}
        yield Sentence("The {body} met in between, on {last}.", one)
    else:
        words = "The {body} met at least {count} times in between, last on {last}."
        yield Sentence(words, parts)


def _at_least(met: Sequence[Happening]) -> int:
    """Count meetings by their own numbers where they have them, else by the rows."""
    numbers = [one.ordinal for one in met if one.ordinal is not None]
    return max(len(met), numbers[-1] - numbers[0] + 1 if numbers else 0)


def last_met(known: tuple[Body, ...], newest: Happening, parts: Parts) -> Sentence:
    """Say when two ranks last met, and when any did where that is later.

    Parameters
    ----------
    known : tuple of Body
        Joint bodies of a relation.
    newest : Happening
        The last meeting of the rank that met longer.
    parts : dict
        Both ranks and when they last met.
    """
    told = "{stopped} last met in {ended}, {went} in {last}"
    met = [one for body in known for one in body.meetings]
    last = max(met, key=lambda one: one.date, default=newest)
    if last.date <= newest.date:
        return Sentence(f"{told}.", parts)
    name = figure_id("institutions", "break", "any")
    any_rank = on_day(name, last.date, _row(last), precision="month")
    told += "; the last meeting of any rank on record is of {any}."
    return Sentence(told, {**parts, "any": any_rank})


def silent(body: Body, pair: str, year: Figure, *, alone: bool, resumed: bool) -> Sentence:
    """Say that a body has ceased to meet, or meets again; by its name where another met meanwhile.

    Parameters
    ----------
    body : Body
        The body that paused.
    pair : str
        The two in words.
    year : Figure
        Of its last meeting before the pause.
    alone : bool
        Whether no other body of theirs met in the pause.
    resumed : bool
        Whether it met again lately.
    """
    who = "{kind} of {pair}" if alone else "{body}"
    meets = "meet" if is_plural(body) and not alone else "meets"
    text = f"The {who} {meets} again after a gap from {{year}}."
    if not resumed:
        text = f"No meeting of the {who} is on record after {{year}}."
    named: Parts = {"year": year}
    if alone:
        named |= {"kind": KINDS[body.kind], "pair": pair}
    else:
        named["body"] = LEADING.sub("", plain_name(body))
    return Sentence(text, named)


def _row(happening: Happening) -> Cell:
    document = happening.source
    return row_cell(happening.row, happening.date, document=document, checked=happening.checked)
