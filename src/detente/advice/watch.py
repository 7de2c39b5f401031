"""Watches: a series with its value, a threshold, the next release, and what it would mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.actors.relation_key import RelationKey
from detente.advice.printed import Parts, line_of, written
from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Sentence, render
from detente.rules.argument import Argument
from detente.rules.line import Line

BELOW, ABOVE, BY = "below", "above", "by"
"""How a threshold is passed; by: an event has to come by the date."""
THRESHOLDS = {
    "error": "two standard errors from the value now",
    "peer": "the value of a peer",
    "extreme": "the former extreme",
    "definition": "the producer's own definition",
    "rhythm": "the usual interval",
    "before": "the value of the year before",
}
"""Where thresholds come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One thing to watch.

    Attributes
    ----------
    id : str
        Short name of the series.
    series : str
        What a reader calls it.
    now, threshold : Figure
        The value, and the one that would change the picture.
    way : str
        `BELOW`, `ABOVE` or `BY`.
    origin : str
        One of `THRESHOLDS`.
    due : datetime.date
        First day of the month of the next release, or by when the event has to come.
    release : str
        Id of the series in the table of releases; empty where it has none.
    heading : Sentence
        The series, a few words.
    says : tuple of Sentence
        The value; then the threshold, the date and the meaning.
    meaning : str
        What it would mean, in a few words.
    follows : tuple of str
        Rules whose lines it watches over.
    seen : Sentence or None
        The value as a table has it, where a number alone does not say it.
    """

    id: str
    series: str
    now: Figure
    threshold: Figure
    way: str
    origin: str
    due: date
    release: str
    heading: Sentence
    says: tuple[Sentence, ...]
    meaning: str
    follows: tuple[str, ...]
    seen: Sentence | None = None

    @property
    def line(self) -> Line:
        """The watch as a line, whose note has its cells."""
        cells = (*self.now.cells, *self.threshold.cells)
        return line_of(f"watch.{self.id}", self.says, about=self.series, cells=cells)

    def plain(self, pair: RelationKey) -> dict[str, Any]:
        """Give it as a ledger takes it.

        Parameters
        ----------
        pair : RelationKey
            The relation, which gives its names and its day.
        """
        id = ".".join((pair.first.key, pair.second.key, pair.day.isoformat(), self.id))
        of = {"a": pair.first.key, "b": pair.second.key, "made_for": pair.day.isoformat()}
        values = {
            "now": self.now.value,
            "unit": self.now.unit,
            "threshold": self.threshold.value,
            "way": self.way,
            "origin": self.origin,
        }
        said = " ".join(map(render, self.says))
        when = {"release": self.release, "due": self.due.isoformat()}
        return {
            "id": id,
            **of,
            "series": self.series,
            **values,
            **when,
            "meaning": self.meaning,
            "text": said,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """What a kind of watch has in common over relations.

    Attributes
    ----------
    id, release : str
        As `Watch` has them.
    follows : tuple of str
        Rules whose lines it watches over.
    """

    id: str
    release: str
    follows: tuple[str, ...]

    def name(self, part: str) -> str:
        """Give the id of a figure."""
        return figure_id("watch", self.id, part)


@dataclass(frozen=True, slots=True)
class Limit:
    """Where the series is, and where it would have to be.

    Attributes
    ----------
    now, threshold : Figure
        The value, and the one that would change the picture.
    way, origin : str
        As `Watch` has them.
    due : datetime.date
        Of the next release.
    """

    now: Figure
    threshold: Figure
    way: str
    origin: str
    due: date


def watch_of(
    gauge: Gauge,
    limit: Limit,
    templates: tuple[str, str, str],
    parts: Parts,
    *,
    series: str,
    meaning: str,
    seen: str = "",
) -> Watch:
    """Put a watch together.

    Parameters
    ----------
    gauge : Gauge
        Its kind.
    limit : Limit
        Value, threshold and date.
    templates : tuple of str
        Heading, value, and test, before their parts are filled in.
    parts : dict
        What the names of the templates stand for, beside ``now``, ``limit`` and ``way``.
    series, meaning : str
        As `Watch` has them.
    seen : str
        Template of what a table shows in place of the value; empty to show the value.
    """
    named: Parts = {**parts, "now": limit.now, "limit": limit.threshold, "way": limit.way}
    heading, value, test = (written(template, named) for template in templates)
    shown = written(seen, named) if seen else None
    return Watch(
        id=gauge.id,
        series=series,
        now=limit.now,
        threshold=limit.threshold,
        way=limit.way,
        origin=limit.origin,
        due=limit.due,
        release=gauge.release,
        heading=heading,
        says=(value, test),
        meaning=meaning,
        follows=gauge.follows,
        seen=shown,
    )


Look = Callable[[Argument], Iterator[Watch]]
"""Gives what is to be watched of a relation; nothing without a fresh value and a date."""
