"""Rows of the page on a relation: a measure's last value, its years, and its curve as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analysis.guards.form import Subject
from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.evidence.series import Series
from detente.institutions.rung_states import HeldRung
from detente.phrasing import decimal, percent_sign, whole

BARS = "▁▂▃▄▅▆▇█"
LONGEST_LABEL = 36
"""Letters of a row's label."""
LEAST_SHARE, TOO_SMALL = 0.0005, "under 0.1%"
"""Share below which it is written in words: rounded it would be nothing."""


def spark(values: Sequence[float], width: int = 24) -> str:
    """Draw a series as a line of bars.

    Parameters
    ----------
    values : sequence of float
        Oldest first.
    width : int
        Most bars; longer series are thinned.

    Examples
    --------
    >>> spark([0, 1, 2, 3])
    '▁▃▆█'
    """
    if not values:
        return ""
    step = max(1, len(values) // width)
    shown = list(values)[::-1][::step][::-1][-width:]
    low, high = min(shown), max(shown)
    if high == low:
        # a flat line of bars shows nothing that the number does not say
        return "" if len(shown) == 1 else "unchanged"
    return "".join(BARS[round((v - low) / (high - low) * (len(BARS) - 1))] for v in shown)


def rows(relation: Relation, section: str) -> tuple[str, ...]:
    """Give the rows of a block.

    Parameters
    ----------
    relation : Relation
        The relation as measured.
    section : {"power", "positions", "institutions"}
        Which block.
    """
    return tuple(BLOCKS[section](relation))


def _power(relation: Relation) -> Iterator[str]:
    """Give the shares of the world's capability: of both sides, and of the third power."""
    if barred(relation, "capability", "arms"):
        return
    for series in relation.power.shares["cinc"]:
        cell = series.last(relation.pair.as_of)
        if cell:
            shown = percent_sign(cell.value) if cell.value >= LEAST_SHARE else TOO_SMALL
            yield _row(f"{series.of}, capability", shown, series)


def _positions(relation: Relation) -> Iterator[str]:
    """Give the distance in votes and that of regimes."""
    identity = relation.identity
    for label, series in (
        ("distance in UN votes", identity.distance),
        ("distance of regimes", identity.regime),
    ):
        cell = series.last(relation.pair.as_of)
        if cell:
            yield _row(label, decimal(cell.value, 2), series)


def _institutions(relation: Relation) -> Iterator[str]:
    """Give the rung, and disputes, which no fighting pair gets."""
    found = relation.institutions
    if found.ladder:
        yield _row(_rung(found.held), found.rung, found.ladder)
    cell = found.disputes.last(relation.pair.as_of)
    if cell and not barred(relation, "dispute"):
        yield _row("disputes begun in ten years", whole(cell.value), found.disputes)


BLOCKS = {"power": _power, "positions": _positions, "institutions": _institutions}
"""What gives the rows of each block."""


def barred(relation: Relation, *topics: str) -> str:
    """Say why nothing is printed on some topics; empty where something may be.

    Parameters
    ----------
    relation : Relation
        The relation as measured.
    *topics : str
        Of `detente.analysis.guards.form.TOPICS`.
    """
    left_out = silenced(Subject("", frozenset(topics)), relation.situation)
    return "" if left_out is None else left_out.reason


def _rung(held: HeldRung | None) -> str:
    """Name the row of the rung, with its state where it is not active."""
    return "rung" if held is None or held.condition is None else f"rung ({held.in_words})"


def _row(label: str, shown: str, series: Series) -> str:
    span = f"{series.years[0]}-{series.years[-1]}"
    name = short_label(label)
    return f"  {name:<37}{shown:<15}{span:>10}  {spark(series.values)}".rstrip()


def short_label(label: str) -> str:
    """Cut a label that is longer than its column.

    Parameters
    ----------
    label : str
        The label.

    Examples
    --------
    >>> short_label("distance of regimes")
    'distance of regimes'
    """
    if len(label) <= LONGEST_LABEL:
        return label
    return label[: LONGEST_LABEL - 1].rstrip() + "…"
