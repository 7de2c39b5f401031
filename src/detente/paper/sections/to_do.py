"""What to do, what to watch: the options beside each other, and three series with thresholds."""

from __future__ import annotations

from detente.advice.option import Alternative, Option
from detente.advice.watch import Watch
from detente.evidence.chance import write_chance
from detente.evidence.sentence import render
from detente.paper.blocks import Block, Grid, KeyFinding, Passage, Watchlist
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.phrasing import cap, month_of

ID, TITLE = "to_do", "What to do, what to watch"
COLUMNS = ("course", "for and against", "cost", "what would change our mind", "confidence")
WIDTHS = (2.6, 2.6, 2.0, 2.0, 1.6)
NO_CHANCE = "No tested method gives a chance of success for these courses."
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
        source=NO_CHANCE if without else "Chances are in the first column.",
        wide=True,
        widths=WIDTHS,
    )
    return [table]


def _rows(option: Option) -> list[tuple[str, ...]]:
    """Give the row of an option and those of its alternatives."""
    chance = "" if option.chance is None else f" Chance: {write_chance(option.chance)}"
    by = month_of(option.due)
    course = f"{cap(option.actor)}: {option.verb}. By {by}: {option.instrument}.{chance}"
    pro, cost = f"For it: {render(option.reason)}", f"{cap(option.bearer)} {option.cost}."
    own = (course, pro, cost, render(option.changes), cap(option.confidence.words))
    return [own, *map(_alternative, option.alternatives)]


def _alternative(one: Alternative) -> tuple[str, ...]:
    contra = f"Against it: {render(one.against)}"
    return (f"{cap(one.what)}.", contra, f"{cap(one.bearer)}.", DASH, DASH)


def _watches(brief: Brief) -> list[Block]:
    """Print the watches where page 1 has none: what it says once is not said again."""
    watched = None if on_first_page(brief) else watchlist(brief)
    return [] if watched is None else [watched]
