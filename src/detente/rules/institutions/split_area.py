"""SPLIT-AREA: a tariff of a third power that treats two in one customs area as two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.actors.chronology import Event
from detente.analysis.relation import Relation
from detente.evidence.figure import Figure
from detente.evidence.sentence import Sentence
from detente.rules.institutions import deep
from detente.rules.line import Line, Reasons
from detente.rules.now.row_words import happened
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.standing import Said, day_figure, fact_line
from detente.span import years_before

ID = "split_area"
ABOUT = "a tariff that treats one customs area as two"
CUSTOMS = deep.DEEP["customs"]
RECENT, MONTH = 2, "month"
"""Years for which a tariff is news, and how exactly its day is said."""
TWO_RATES = re.compile(r"\btariff\b.*\d per cent\b.*\d per cent\b")
"""How an act sets one rate for the one and another for the other."""
ONE_RATE = re.compile(r"\bone tariff\b")
"""How an act makes one rate of the two again."""
HEADLINE = "A third power's tariffs treated their customs area as two."
GIST = "In {month} a third power treated their one customs area as two."
STRENGTH = 0.9


def say(relation: Relation) -> Iterator[Line]:
    """Tell the newest tariff that sets two rates inside one customs area, and what undid it."""
    shared = next(deep.say(relation), None)
    if shared is None or CUSTOMS not in shared.finding.text:
        return
    since = years_before(relation.pair.day, RECENT)
    recent = [one for one in relation.situation.events if one.date >= since and one.checked]
    split = [one for one in recent if TWO_RATES.search(one.what)]
    if split:
        undone = [one for one in recent if one.date > split[-1].date and ONE_RATE.search(one.what)]
        yield _line(split[-1], undone)


def _line(split: Event, undone: Sequence[Event]) -> Line:
    acts = (split, *undone[-1:])
    body = tuple(_told(one) for one in acts)
    said = Said(
        body,
        headline=Sentence(HEADLINE, {}),
        key=body[:1],
        gist=Sentence(GIST, {"month": _month(split)}),
    )
    cells = [cell for one in acts for cell in _month(one).cells]
    form = "unexpected.undone" if undone else "unexpected.in_force"
    return fact_line(ID, form, said, Reasons(unexpected=STRENGTH), about=ABOUT, cells=cells)


def _month(act: Event) -> Figure:
    cell = row_cell(act.row, act.date, document=act.source, checked=act.checked)
    return day_figure(ID, act.row, act.date, MONTH, cell)


def _told(act: Event) -> Sentence:
    return Sentence("{what}.", {"what": happened(act.what, _month(act), act.row, whole=True)})


RULE = Rule(
    id=ID,
    section="institutions",
    place=21,
    paragraph="ties",
    say=say,
    condition="the two share a customs area, and an act of the last two years sets a tariff of one "
    "rate on the goods of one and of another on those of the other",
    topics=("standing",),
)
"""The rule."""
