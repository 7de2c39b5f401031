"""The longest past window: when it was open, and what became of windows of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.findings.outlook.windows import PASSED, gain, opened, window_cell
from detente.models import track_records as methods
from detente.models.features.outcomes import WORDS
from detente.models.windows.read import Window, Windows
from detente.models.windows.record import Record
from detente.phrasing import decimal, share, whole, years_of


@dataclass(frozen=True, slots=True)
class Spell:
    """Consecutive years in which a window was open.

    Attributes
    ----------
    windows : tuple of Window
        One a year.
    record : Record
        How windows of the kind did.
    """

    windows: tuple[Window, ...]
    record: Record

    @property
    def widest(self) -> Window:
        """The year in which the window added most."""
        return max(self.windows, key=lambda window: window.gain)


def findings(relation: Relation) -> Iterator[Finding]:
    """Date the longest spell that is over."""
    spell = longest(relation.windows)
    if spell is None:
        return
    pair, widest = relation.pair, spell.widest
    shown = (spell.windows[0], widest, spell.windows[-1])
    cells = tuple(window_cell(pair, window) for window in shown)
    yield Finding(
        id="synthesis.window_past",
        sentences=(PlainSentence(_text(pair, spell)),),
        value=widest.gain,
        unit="probability",
        evidence=cells,
        method=methods.windows(relation.windows.records, (spell.record,)),
        verdict="measured",
        low=widest.low,
        high=widest.high,
        sentence_about="when a window stood open",
    )


def longest(found: Windows) -> Spell | None:
    """Find the longest spell in which a window that passed its test was open and that is over.

    Parameters
    ----------
    found : Windows
        All windows of a relation.
    """
    best: Spell | None = None
    for kind, record in found.records.items():
        if record.trust != PASSED:
            continue
        line = [window for window in found.line if (window.outcome, window.structure) == kind]
        for spell in _spells(line):
            if best is None or len(spell) > len(best.windows):
                best = Spell(spell, record)
    return best


def _spells(line: list[Window]) -> Iterator[tuple[Window, ...]]:
    """Give the runs of open years that a later shut year ends; a gap begins a new run."""
    run: list[Window] = []
    for window in line:
        if not window.open:
            if run:
                yield tuple(run)
            run = []
        elif run and window.year == run[-1].year + 1:
            run.append(window)
        else:
            run = [window]


def _text(pair: RelationKey, spell: Spell) -> str:
    """Write the years of a spell, its widest year, and what became of such windows."""
    first, last, widest = spell.windows[0], spell.windows[-1], spell.widest
    span = str(first.year) if first is last else years_of(first.year, last.year)
    detail = f"{gain(widest)} on {share(widest.history)}, {opened(widest)}"
    return (
        f"The window for {WORDS[widest.outcome]} that {widest.structure} opened between "
        f"{pair.words} stood open longest in {span}, widest in {widest.year} ({detail})"
        f"{_kept(spell.record)}."
    )


def _kept(record: Record) -> str:
    """Say how many such windows came true, and how many pairs with the same past."""
    total = record.total
    if total is None:
        return ""
    hits, base = (decimal(100 * part, 0) for part in (total.hits / total.open, total.alike))
    return (
        f"; of such windows {whole(total.hits)} of {whole(total.open)} ({hits}%) were kept, "
        f"against {base}% of pairs whose past told the same"
    )


CONCEPT = Concept(
    id="synthesis.window_past",
    say=findings,
    section="synthesis",
    block="windows",
    methods=("windows",),
    topics=("window",),
)
