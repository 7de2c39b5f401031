"""What a figure opens on the page: its exact value, cells, sources, method and track record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from detente.evidence.method import Method
from detente.evidence.sentence import AnyFigure, Sentence


@dataclass(frozen=True, slots=True)
class Opened:
    """What a figure opens.

    Attributes
    ----------
    id : str
        The figure.
    texts : tuple of str
        Every form in which it is printed.
    exact : str
        Its value with interval and unit.
    cells : tuple of str
        One line a cell.
    sources : tuple of str
        Names of what the cells were computed from, with their editions.
    method : str
        How it was made; empty for what is read off a table of facts.
    record, fails : str
        How well that way of making it does, and where it fails.
    note : int
        Number of the note that it rests on; 0 for none.
    """

    id: str
    texts: tuple[str, ...]
    exact: str
    cells: tuple[str, ...]
    sources: tuple[str, ...]
    method: str = ""
    record: str = ""
    fails: str = ""
    note: int = 0

    def made_by(self, method: Method) -> Opened:
        """Give the same figure with its method.

        Parameters
        ----------
        method : Method
            How it was made.
        """
        record = f"{method.mark}: {method.record}"
        return replace(self, method=method.name, record=record, fails=method.fails)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer; what is empty is left out."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: _listed(value) for name, value in given.items() if value}


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@dataclass(slots=True)
class Shown:
    """A figure as a paper shows it.

    Attributes
    ----------
    figure : Figure or Chance
        The figure.
    sentence : Sentence
        The sentence in which it stands first.
    texts : dict of str to str
        Each way of writing it with what is printed.
    """

    figure: AnyFigure
    sentence: Sentence
    texts: dict[str, str]


def shown_in(parts: Iterable[Any]) -> dict[str, Shown]:
    """Collect the figures of what is printed, in the order of the paper.

    Parameters
    ----------
    parts : iterable
        Parts of a document.

    Returns
    -------
    dict of str to Shown
        By id; where one id has another value in another sentence, ``.v2`` and so on follow it.
    """
    shown: dict[str, Shown] = {}
    keys: dict[tuple[str, float], str] = {}
    values: Counter[str] = Counter()
    for sentence in sentences_in(parts):
        for run in sentence.runs():
            figure = run.figure
            if figure is None:
                continue
            place = (figure.id, figure.value)
            if place not in keys:
                values[figure.id] += 1
                number = values[figure.id]
                keys[place] = figure.id if number == 1 else f"{figure.id}.v{number}"
                shown[keys[place]] = Shown(figure, sentence, texts={})
            shown[keys[place]].texts.setdefault(run.way, run.text)
    return shown


def sentences_in(value: Any) -> Iterator[Sentence]:
    """Give every sentence that carries its figures, in the order of the paper.

    Parameters
    ----------
    value : Any
        A document, or anything in one.
    """
    if isinstance(value, Sentence):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from sentences_in(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from sentences_in(inner)
