"""What to do, what to watch: the options beside each other, and three series with thresholds."""

from __future__ import annotations

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
COLUMNS = (
    "course",
    "instrument",
    "for and against",
    "cost",
    "what would change our mind",
    "confidence",
)
WIDTHS = (2.9, 2.2, 2.7, 1.9, 1.9, 1.4)
DASH = "\u2013"


def section(brief: Brief) -> Section:
    """Lay out the options beside each other, and what is to be watched."""
    return Section(ID, TITLE, blocks=(*_options(brief), *_watches(brief)))


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
    rows = [row for option in offered for row in _rows(option)]
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


def _rows(option: Option) -> list[tuple[Entry, ...]]:
    """Give the row of an option and those of its alternatives."""
    # page 1 has the whole sentence
    parts: dict[str, str | AnyFigure | Phrase] = {
        "actor": cap(option.actor),
        "verb": option.verb,
        "due": _due(option),
    }
    course = "{actor}: {verb} by {due}."
    if option.chance is not None:
        word = likelihood(option.chance.probability)
        course = f"{course} Chance: {{chance:per_cent}}{f' ({word})' if word else ''}."
        parts["chance"] = option.chance
    pro = Sentence("For it: {reason}", {"reason": option.reason})
    own = (
        Sentence(course, parts),
        cap(option.instrument),
        pro,
        f"{cap(option.bearer)} {option.cost}.",
        option.changes,
        cap(option.confidence.words),
    )
    return [own, *map(_alternative, option.alternatives)]


def _due(option: Option) -> AnyFigure:
    """Give the day of an option as its sentence prints it: one may be known by its year alone."""
    due = proposed(option.id, option.due)
    return next((one for one in figures(option.says) if one.id == due.id), due)


def _alternative(one: Alternative) -> tuple[Entry, ...]:
    contra = Sentence("Against it: {reason}", {"reason": one.against})
    return (f"{cap(one.what)}.", DASH, contra, f"Borne by {one.bearer}.", DASH, DASH)


def _watches(brief: Brief) -> list[Block]:
    """Print the watches where page 1 has none: what it says once is not said again."""
    watched = None if on_first_page(brief) else watchlist(brief)
    return [] if watched is None else [watched]
