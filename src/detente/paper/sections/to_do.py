"""What to do, what to watch: the options beside each other, and three series with thresholds."""

from __future__ import annotations

from collections.abc import Sequence

from detente.advice.dates import proposed
from detente.advice.option import Alternative, Option
from detente.advice.watch import Watch
from detente.evidence.chance import likelihood
from detente.evidence.sentence import AnyFigure, Phrase, Sentence, figures
from detente.paper.blocks import Block, Entry, Grid, KeyFinding, Passage, Watchlist
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.phrasing import cap

ID, TITLE = "to_do", "What to do, what to watch"
DO, WATCH = "What to do", "What to watch"
"""Headings where one of the two is empty, or stands on page 1."""
COLUMNS = (
    "course and instrument",
    "for it",
    "cost",
    "what would change our mind",
    "what else could be done",
    "confidence in the facts",
)
WIDTHS = (2.8, 2.2, 1.9, 2.0, 2.8, 1.4)


def section(brief: Brief) -> Section:
    """Lay out the options beside each other, and what is to be watched."""
    options, watched = _options(brief), _watches(brief)
    title = TITLE if options and watched else DO if options else WATCH
    # what is done comes before what is watched
    return Section(ID, title, blocks=(*options, *watched))


def watchlist(brief: Brief) -> Watchlist | None:
    """Give what is to be watched as sentences; None where nothing has a value and a date.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    watches = brief.advised.watches
    return Watchlist(tuple(_item(brief, one) for one in watches)) if watches else None


def on_first_page(brief: Brief) -> bool:
    """Tell whether page 1 has the watches: without a recommendation, and in a war.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    return not brief.recommendations or brief.relation.state.at_war


def _item(brief: Brief, watch: Watch) -> KeyFinding:
    return KeyFinding(watch.heading, Passage(watch.says, brief.note_of(watch.line)))


def _options(brief: Brief) -> list[Block]:
    """Put every option that page 1 could carry beside what else could be done about the same."""
    # what guards bar is listed with its reason among the evidence
    offered = [option for option in brief.advised.options if not option.barred]
    rows = list(map(_row, offered))
    if not rows:
        return []
    without = all(option.chance is None for option in offered)
    table = Grid(
        "options",
        "What could be done, and at whose cost",
        columns=COLUMNS,
        rows=tuple(rows),
        source="" if without else "Chances are in the first column.",
        wide=True,
        widths=WIDTHS,
    )
    return [table]


def _row(option: Option) -> tuple[Entry, ...]:
    """Give the row of an option, with what else could be done beside it."""
    # page 1 has the whole sentence
    parts: dict[str, str | AnyFigure | Phrase] = {
        "actor": cap(option.actor),
        "verb": option.verb,
        "due": _due(option),
        "instrument": option.instrument,
    }
    course = "{actor}: {verb} by {due}. Instrument: {instrument}."
    if option.chance is not None:
        word = likelihood(option.chance.probability)
        course = f"{course} Chance: {{chance:per_cent}}{f' ({word})' if word else ''}."
        parts["chance"] = option.chance
    return (
        Sentence(course, parts),
        option.reason,
        f"{cap(option.bearer)} {option.cost}.",
        option.changes,
        _alternatives(option.alternatives),
        cap(option.confidence.words),
    )


def _due(option: Option) -> AnyFigure:
    """Give the day of an option as its sentence prints it: one may be known by its year alone."""
    due = proposed(option.id, option.due)
    return next((one for one in figures(option.says) if one.id == due.id), due)


def _alternatives(ones: Sequence[Alternative]) -> Sentence:
    """Say what else could be done, what speaks against it, and who would pay for it."""
    parts: dict[str, str | AnyFigure | Phrase] = {}
    said = []
    for place, one in enumerate(ones):
        what, bearer = f"{cap(one.what)}.", f"Borne by {one.bearer}."
        parts |= {f"what{place}": what, f"against{place}": one.against, f"bearer{place}": bearer}
        said.append(f"{{what{place}}} Against it: {{against{place}}} {{bearer{place}}}")
    return Sentence(" ".join(said), parts)


def _watches(brief: Brief) -> list[Block]:
    """Print the watches where page 1 has none: what it says once is not said again."""
    watched = None if on_first_page(brief) else watchlist(brief)
    return [] if watched is None else [watched]
