"""NOTICE: a treaty that one side gave notice to end, and whether it took the notice back."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.treaties import Treaty, treaties_between
from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence
from detente.institutions.treaties import label
from detente.rules.composed import Basis, composed
from detente.rules.institutions.promises import called, duty_of, treaty_cell
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, day_figure

ID = "notice"
ABOUT = "a treaty that one side gave notice to end"
WITHDRAWN = "{by} gave notice in {month} to end {treaty}, and withdrew it in {later}."
OPEN = "{by} gave notice in {month} to end {treaty}."
SIGNED = "The text of {signed} {verb} the two {duty}."


def say(relation: Relation) -> Iterator[Line]:
    """Say of the newest treaty to which notice was given what became of it."""
    pair = relation.pair
    known = treaties_between(pair.first, pair.second, pair.day)
    given = [one for one in known if one.notice is not None]
    if given:
        yield _line(relation, max(given, key=lambda one: one.notice or one.span.start))


def _line(relation: Relation, treaty: Treaty) -> Line:
    day = relation.pair.day
    on = treaty.notice or treaty.span.start
    cell = treaty_cell(treaty, on)
    parts: Parts = {"by": label(treaty.notice_by, day), "treaty": called(treaty)}
    parts |= {"month": day_figure(ID, "notice", on, "month", cell)}
    body = Sentence(OPEN, parts)
    if treaty.withdrawn is not None:
        taken_back = treaty_cell(treaty, treaty.withdrawn)
        later = day_figure(ID, "withdrawn", treaty.withdrawn, "month", taken_back)
        body = Sentence(WITHDRAWN, {**parts, "later": later})
    signed = treaty.signed or treaty.span.start
    text: Parts = {"signed": day_figure(ID, "signed", signed, "month", treaty_cell(treaty, signed))}
    text |= {"verb": "obliges" if treaty.is_binding else "commits", "duty": duty_of(treaty)}
    said = (body, Sentence(SIGNED, text)) if duty_of(treaty) else (body,)
    form = "withdrawn" if treaty.withdrawn is not None else "open"
    basis = Basis(about=ABOUT, cells=(cell,))
    return composed(ID, f"unexpected.{form}", said, basis, reasons=Reasons(unexpected=0.8))


RULE = Rule(
    id=ID,
    section="institutions",
    place=43,
    paragraph="paper",
    say=say,
    condition="one side gave notice that it ends a treaty between the two, whether or not it "
    "withdrew the notice",
    topics=("standing",),
    key=False,
)
"""The rule."""
